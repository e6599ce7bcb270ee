// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promotepanel.h"

#include "bridge/enginebridge.h"
#include "widgets/format.h"

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

PromotePanel::PromotePanel(EngineBridge &bridge, QWidget *parent) : QFrame(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("promotePanel"));
    setProperty("card", true);
    setAutoFillBackground(true);
    m_title = new QLabel(this);
    m_title->setProperty("strong", true);
    m_modelLabel = new QLabel(this);
    m_models = new QComboBox(this);
    m_models->setObjectName(QStringLiteral("promoteModel"));
    m_modelLabel->setBuddy(m_models);
    m_explanation = new QLabel(this);
    m_explanation->setWordWrap(true);
    m_explanation->setProperty("second", true);
    m_stationHead = new QLabel(this);
    m_nowHead = new QLabel(this);
    m_thenHead = new QLabel(this);
    for (QLabel *head : {m_stationHead, m_nowHead, m_thenHead})
        head->setProperty("second", true);
    m_grid = new QGridLayout;
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    m_grid->addWidget(m_stationHead, 0, 0);
    m_grid->addWidget(m_nowHead, 0, 1);
    m_grid->addWidget(m_thenHead, 0, 2);
    m_summary = new QLabel(this);
    m_summary->setWordWrap(true);
    m_go = new QPushButton(this);
    m_go->setObjectName(QStringLiteral("promoteGo"));
    m_go->setProperty("primary", true);
    m_go->setFocusPolicy(Qt::TabFocus);
    m_go->setAutoDefault(false);
    m_close = new QPushButton(this);
    m_close->setObjectName(QStringLiteral("promoteClose"));
    m_close->setAutoDefault(false);

    auto *modelRow = new QHBoxLayout;
    modelRow->addWidget(m_modelLabel);
    modelRow->addWidget(m_models, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_close);
    buttons->addStretch();
    buttons->addWidget(m_go);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addLayout(modelRow);
    layout->addWidget(m_explanation);
    layout->addLayout(m_grid);
    layout->addStretch();
    layout->addWidget(m_summary);
    layout->addLayout(buttons);

    connect(m_models, &QComboBox::currentIndexChanged, this, &PromotePanel::showRows);
    connect(m_close, &QPushButton::clicked, this, &PromotePanel::closed);
    connect(m_go, &QPushButton::clicked, this, &PromotePanel::promote);
    connect(&bridge, &EngineBridge::structureChanged, this, [this] {
        if (isVisible())
            sync();
    });
    retranslate();
    hide();
}

void PromotePanel::retranslate()
{
    setAccessibleName(tr("Promote a model"));
    m_title->setText(tr("Promote…"));
    m_modelLabel->setText(tr("Model"));
    m_models->setAccessibleName(tr("Model to put on air"));
    m_explanation->setText(tr("The picture never stops. The model before stays in memory: one click on Roll back returns to it."));
    m_stationHead->setText(tr("Station"));
    m_nowHead->setText(tr("Now"));
    m_thenHead->setText(tr("Then"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the panel. Nothing changes."));
}

void PromotePanel::open(const StationId &station)
{
    m_wanted = station;
    for (Row &row : m_rows)
        row.check->setChecked(row.station == station);
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    fillModels(*snapshot);
    if (const StationSnapshot *s = findStation(*snapshot, station); s && s->offered) {
        const auto it = std::ranges::find(m_ids, *s->offered);
        if (it != m_ids.end())
            m_models->setCurrentIndex(static_cast<int>(it - m_ids.begin()));
    }
    sync();
    show();
    raise();
    m_models->setFocus();
}

void PromotePanel::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    fillModels(*snapshot);
    fillRows(*snapshot);
    showRows();
}

void PromotePanel::fillModels(const EngineSnapshot &snapshot)
{
    std::vector<ModelId> ids;
    for (const ModelSnapshot &m : snapshot.models)
        if (m.state != ModelState::Damaged)
            ids.push_back(m.id);
    if (ids == m_ids)
        return;
    const int index = m_models->currentIndex();
    const ModelId chosen = index >= 0 ? m_ids[static_cast<std::size_t>(index)] : ModelId();
    m_ids = std::move(ids);
    const QSignalBlocker quiet(m_models);
    m_models->clear();
    for (const ModelId &id : m_ids)
        m_models->addItem(Format::model(id));
    const auto it = std::ranges::find(m_ids, chosen);
    m_models->setCurrentIndex(it == m_ids.end() ? (m_ids.empty() ? -1 : 0) : static_cast<int>(it - m_ids.begin()));
}

void PromotePanel::fillRows(const EngineSnapshot &snapshot)
{
    const bool unchanged = std::ranges::equal(snapshot.stations, m_rows,
                                              [](const StationSnapshot &s, const Row &row) { return s.config.id == row.station; });
    if (unchanged)
        return;
    for (const Row &row : m_rows)
        for (QWidget *widget : {static_cast<QWidget *>(row.check), static_cast<QWidget *>(row.now),
                                static_cast<QWidget *>(row.then), static_cast<QWidget *>(row.prepare)})
            delete widget;
    m_rows.clear();
    for (const StationSnapshot &s : snapshot.stations) {
        const QString id = QString::fromStdString(s.config.id);
        Row row{s.config.id, new QCheckBox(this), new QLabel(this), new QLabel(this), new QPushButton(this)};
        row.check->setObjectName(QStringLiteral("promoteStation_") + id);
        row.check->setChecked(s.config.id == m_wanted);
        row.then->setWordWrap(true);
        row.prepare->setObjectName(QStringLiteral("promotePrepare_") + id);
        row.prepare->setAutoDefault(false);
        connect(row.check, &QCheckBox::toggled, this, &PromotePanel::showRows);
        connect(row.prepare, &QPushButton::clicked, this, [this, station = s.config.id] {
            const EngineSnapshotPtr now = m_bridge.snapshot();
            if (const ModelSnapshot *m = model(*now))
                m_bridge.offerModel(station, m->id);
        });
        const int line = static_cast<int>(m_rows.size()) + 1;
        m_grid->addWidget(row.check, line, 0);
        m_grid->addWidget(row.now, line, 1);
        m_grid->addWidget(row.then, line, 2);
        m_grid->addWidget(row.prepare, line, 3);
        m_rows.push_back(row);
    }
}

const ModelSnapshot *PromotePanel::model(const EngineSnapshot &snapshot) const
{
    const int index = m_models->currentIndex();
    return index < 0 ? nullptr : findModel(snapshot, m_ids[static_cast<std::size_t>(index)]);
}

void PromotePanel::showRows()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const ModelSnapshot *chosen = model(*snapshot);
    const QString name = chosen ? Format::model(chosen->id) : QString();
    QStringList ready, waiting;
    for (const Row &row : m_rows) {
        const StationSnapshot *s = findStation(*snapshot, row.station);
        if (!s)
            continue;
        const QString station = QString::fromStdString(s->config.name);
        row.check->setText(station);
        row.check->setAccessibleName(tr("Put the model on %1", "station").arg(station));
        row.now->setText(s->active ? Format::model(*s->active) : tr("no model"));
        const bool same = chosen && s->active == chosen->id;
        const bool offered = chosen && s->offered == chosen->id;
        row.then->setText(!chosen ? QString()
                          : same  ? tr("no change")
                          : offered ? tr("%1 · %2 · %3", "model, time, memory").arg(name, Format::ms(chosen->executor.fastMs > 0 ? chosen->executor.fastMs : chosen->executor.exactMs), Format::bytes(chosen->memoryBytes))
                                    : tr("%1, not checked for this station yet", "model").arg(name));
        row.prepare->setText(tr("Check"));
        row.prepare->setAccessibleName(tr("Check %1 for %2", "model, station").arg(name, station));
        row.prepare->setVisible(chosen && !same && !offered);
        if (row.check->isChecked() && chosen && !same)
            (offered ? ready : waiting) << station;
    }
    const bool possible = !ready.isEmpty() && waiting.isEmpty();
    m_go->setEnabled(possible);
    m_go->setText(ready.isEmpty() ? tr("Nothing chosen")
                  : ready.size() == 1 ? tr("Put %1 on %2", "model, station").arg(name, ready.front())
                                      : tr("Put %1 on %n station(s)", "model", static_cast<int>(ready.size())).arg(name));
    m_go->setAccessibleName(m_go->text());
    m_summary->setText(!chosen ? tr("The library is empty. Drop a weight file on the window first.")
                       : !waiting.isEmpty() ? tr("%1 must be checked first at: %2.", "model, stations").arg(name, waiting.join(tr(", ", "between names")))
                       : ready.isEmpty() ? tr("Choose at least one station.")
                                         : QString());
}

void PromotePanel::promote()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const ModelSnapshot *chosen = model(*snapshot);
    if (!chosen)
        return;
    const ModelId id = chosen->id;
    m_go->setEnabled(false);
    for (const Row &row : m_rows) {
        const StationSnapshot *s = findStation(*snapshot, row.station);
        if (s && row.check->isChecked() && s->offered == id && s->active != id)
            m_bridge.promote(row.station, id);
    }
    emit closed();
}

void PromotePanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit closed();
        return;
    }
    QFrame::keyPressEvent(event);
    event->accept();  // no key of this panel means anything to the page behind it
}

void PromotePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (isVisible())
            showRows();
    }
    QFrame::changeEvent(event);
}

}  // namespace lineside
