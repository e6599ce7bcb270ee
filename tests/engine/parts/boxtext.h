// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/detection.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <memory>

namespace lineside::test {

/// "cap 0.91 @10,20 30x40; bottle @…": one box after the other, without a score 0.9.
inline Detections boxes(const QString &text, Labels labels = {"bottle", "cap", "crack"})
{
    Detections found;
    for (const QString &one : text.split(';', Qt::SkipEmptyParts)) {
        const QStringList words = one.simplified().split(' ', Qt::SkipEmptyParts);
        if (words.isEmpty())
            continue;
        const QStringList at = words[words.size() - 2].mid(1).split(','), size = words.back().split('x');
        const auto index = std::ranges::find(labels, words[0].toStdString()) - labels.begin();
        if (index == std::ssize(labels))
            labels.push_back(words[0].toStdString());
        const float x = at[0].toFloat(), y = at[1].toFloat();
        found.items.push_back({{x, y, x + size[0].toFloat(), y + size[1].toFloat()}, words.size() == 4 ? words[1].toFloat() : 0.9f, static_cast<int>(index)});
    }
    found.labels = std::make_shared<const Labels>(std::move(labels));
    return found;
}

}  // namespace lineside::test
