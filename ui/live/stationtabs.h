// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QTabWidget>

namespace lineside {

class FactsTable;

/// What there is to read about one station: Now, Model, Source, Rule, Contract. UI thread only.
class StationTabs : public QTabWidget {
    Q_OBJECT

public:
    explicit StationTabs(QWidget *parent = nullptr);

    /// `verdict`: in words, as the page shows it: none where the picture is not live.
    void show(const StationSnapshot &station, const EngineSnapshot &snapshot, const QString &verdict);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    FactsTable *m_now, *m_model, *m_source, *m_rule, *m_contract;
};

}  // namespace lineside
