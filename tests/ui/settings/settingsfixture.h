// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "settings/noticelabel.h"
#include "settings/settingspage.h"
#include "support/pagefixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>

namespace lineside::test {

/// The settings page over a scripted engine, and short ways to what stands on it.
class SettingsFixture : protected PageFixture<SettingsPage> {
protected:
    void select(int row) { list()->setCurrentIndex(list()->model()->index(row, 0)); }
    void chooseKind(SourceKind kind)
    {
        auto *box = child<QComboBox>("sourceKind");
        box->setCurrentIndex(box->findData(static_cast<int>(kind)));
    }
    QString waiting() const { return child<QLabel>("waitingChanges")->text(); }
    QString notice(const char *name) const { return child<NoticeLabel>(name)->notice(); }
    QListView *list() const { return child<QListView>("stationList"); }
    QLineEdit *edit(const char *name) const { return child<QLineEdit>(name); }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
};

}  // namespace lineside::test
