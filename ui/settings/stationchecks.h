// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/station.h"

#include <QCoreApplication>
#include <QString>

namespace lineside {

/// What can be said about a typed value before it is taken: a sentence on why not, or empty. UI thread only.
class StationChecks {
    Q_DECLARE_TR_FUNCTIONS(StationChecks)

public:
    static QString name(const QString &typed, const std::vector<StationConfig> &all, const StationId &self);
    static QString videoFile(const QString &path);
    static QString imageFolder(const QString &path);
    static QString streamUrl(const QString &url);
    /// Labels typed with commas; a label twice is a problem.
    static QString labels(const QString &typed);
    /// Every name must be among the contract's labels, where the contract names any.
    static QString ruleLabels(const QString &typed, const std::vector<std::string> &contract);
    /// One label, as it is typed.
    static QString partLabel(const QString &typed, const std::vector<std::string> &contract);
    static QString inputRange(int min, int max);
    static QString zone(double begin, double end);

    /// Labels between commas; one that has a comma or a blank at its ends stands in quotes: what `join` makes, `split` takes apart.
    static std::vector<std::string> split(const QString &typed);
    static QString join(const std::vector<std::string> &labels);
};

}  // namespace lineside
