// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <functional>

class QWidget;

namespace lineside {

/// Asks where a table is to be written, beside the running screens: nothing waits for the answer. `write` gets a path with
/// a suffix, after the user agreed to replace a file that is there. `name`: proposed, without date and suffix. UI thread only.
void askCsvFile(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write);

/// The same, where the table may be written as JSON too, an object a line: the suffix is "csv" or "jsonl" then, as was chosen.
void askTableFile(QWidget *parent, const QString &title, const QString &name, std::function<void(const QString &)> write);

}  // namespace lineside
