// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QAbstractListModel>
#include <QPixmap>
#include <QSize>

#include <vector>

namespace lineside {

/// The frames on which two models differ, in the order given, with a small picture that carries the boxes of both. What stays
/// keeps its row's identity, so that a selection survives what comes before it. Pictures are made when a view asks for them.
/// UI thread only.
class DifferingFramesModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SequenceRole = Qt::UserRole };
    static constexpr QSize kThumbnail{160, 90};  ///< logical pixels

    explicit DifferingFramesModel(QObject *parent = nullptr);

    void setFrames(const std::vector<ComparedFramePtr> &frames);
    ComparedFramePtr frame(int row) const;
    void retranslate();

    /// "A PASS, B FAIL", "Cap: A 1, B 0": what a reader sees without the picture.
    static QString difference(const ComparedFrame &frame);
    static QString verdicts(Verdict a, Verdict b);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Entry {
        ComparedFramePtr frame;
        mutable QPixmap thumbnail;
    };
    std::vector<Entry> m_entries;
};

}  // namespace lineside
