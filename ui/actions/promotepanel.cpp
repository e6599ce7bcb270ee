// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promotepanel.h"

#include "bridge/enginebridge.h"
#include "itemmodels/accesswords.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "signin/signatureblock.h"
#include "signin/windowaccess.h"

#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lineside {

namespace {
constexpr int kRowBelowAll = 100;  // there are 16 stations at the most
}

PromotePanel::PromotePanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent) : QFrame(parent), m_bridge(bridge), m_access(access)
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
    // Sixteen stations with large text are higher than any screen.
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("promoteStations"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_stations = new QWidget(m_scroll);
    m_scroll->setWidget(m_stations);
    for (QWidget *widget : {m_scroll->viewport(), m_stations})
        widget->setAutoFillBackground(false);
    m_grid = new QGridLayout(m_stations);
    m_grid->setContentsMargins(0, 0, 0, 0);
    // Takes what the rows leave. An alignment to the top would cut words that wrap into more lines than Qt guesses.
    m_grid->setRowStretch(kRowBelowAll, 1);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(2, 1);
    m_grid->addWidget(m_stationHead, 0, 0);
    m_grid->addWidget(m_nowHead, 0, 1);
    m_grid->addWidget(m_thenHead, 0, 2);
    m_reasonLabel = new QLabel(this);
    m_reason = new QLineEdit(this);
    m_reason->setObjectName(QStringLiteral("promoteReason"));
    m_reason->setMaxLength(500);
    m_reasonLabel->setBuddy(m_reason);
    m_byLabel = new QLabel(this);
    m_by = new QLineEdit(this);
    m_by->setObjectName(QStringLiteral("promoteBy"));
    m_by->setMaxLength(50);
    m_byLabel->setBuddy(m_by);
    m_changeIsMeant = new QCheckBox(this);
    m_changeIsMeant->setObjectName(QStringLiteral("promoteChange"));
    m_signature = new SignatureBlock(access, this);
    m_summary = new QLabel(this);
    m_summary->setObjectName(QStringLiteral("promoteSummary"));
    m_summary->setWordWrap(true);
    m_signIn = new QPushButton(this);
    m_signIn->setObjectName(QStringLiteral("promoteSignIn"));
    m_signIn->setAutoDefault(false);
    m_signIn->setMinimumHeight(40);
    m_close = new QPushButton(this);
    m_close->setObjectName(QStringLiteral("promoteClose"));
    m_close->setAutoDefault(false);
    m_steps = new QPushButton(this);
    m_steps->setObjectName(QStringLiteral("promoteSteps"));
    m_steps->setAutoDefault(false);
    m_go = new QPushButton(this);
    m_go->setObjectName(QStringLiteral("promoteGo"));
    m_go->setProperty("primary", true);
    m_go->setFocusPolicy(Qt::TabFocus);
    m_go->setAutoDefault(false);

    auto *modelRow = new QHBoxLayout;
    modelRow->addWidget(m_modelLabel);
    modelRow->addWidget(m_models, 1);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_close);
    buttons->addStretch();
    buttons->addWidget(m_steps);
    buttons->addWidget(m_go);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 16, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addLayout(modelRow);
    layout->addWidget(m_explanation);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_changeIsMeant);
    layout->addWidget(m_reasonLabel);
    layout->addWidget(m_reason);
    layout->addWidget(m_byLabel);
    layout->addWidget(m_by);
    layout->addWidget(m_signature);
    layout->addWidget(m_summary);
    layout->addWidget(m_signIn, 0, Qt::AlignLeft);
    layout->addLayout(buttons);

    connect(m_models, &QComboBox::currentIndexChanged, this, &PromotePanel::showPlan);
    for (const QLineEdit *edit : {m_reason, m_by})
        connect(edit, &QLineEdit::textChanged, this, &PromotePanel::showPlan);
    connect(m_changeIsMeant, &QCheckBox::toggled, this, &PromotePanel::showPlan);
    connect(m_signature, &SignatureBlock::changed, this, [this] {
        if (isVisible())
            showPlan();
    });
    connect(m_signature, &SignatureBlock::signInRequested, this, [this] { emit signInRequested({}); });
    connect(m_signIn, &QPushButton::clicked, this, [this] { emit signInRequested(AccessWords::needed(Deed::Promote)); });
    connect(&access, &WindowAccess::changed, this, [this] {
        showPerson();
        if (isVisible())
            showPlan();
    });
    connect(m_close, &QPushButton::clicked, this, &PromotePanel::closed);
    connect(m_steps, &QPushButton::clicked, this, [this] {
        const EngineSnapshotPtr now = m_bridge.snapshot();
        if (const ModelSnapshot *m = model(*now))
            emit stepByStepRequested(ModelId(m->id), m_reason->text(), m_by->text());
    });
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
    m_stationHead->setText(tr("Station"));
    m_nowHead->setText(tr("Now"));
    m_thenHead->setText(tr("Then"));
    m_reasonLabel->setText(tr("Reason"));
    m_reason->setAccessibleName(tr("Why this model goes on air"));
    m_byLabel->setText(tr("Your name"));
    m_by->setAccessibleName(tr("Who answers for this model"));
    m_changeIsMeant->setText(tr("These changes of labels or input size are meant"));
    m_signIn->setText(tr("Sign in…"));
    m_signIn->setAccessibleName(tr("Sign in, so that you may put a model on air"));
    m_steps->setText(tr("&Step by step…"));
    m_steps->setAccessibleName(tr("Put the model on air at some stations first, by a plan"));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the panel. Nothing changes."));
}

void PromotePanel::open(const StationId &station)
{
    m_wanted = station;
    clearAnswers();
    for (Row &row : m_rows)
        row.check->setChecked(row.station == station);
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    fillModels(*snapshot);
    if (const ModelSnapshot *likely = PromotePlan::likely(*snapshot, station)) {
        const auto it = std::ranges::find(m_ids, likely->id);
        if (it != m_ids.end())
            m_models->setCurrentIndex(static_cast<int>(it - m_ids.begin()));
    }
    sync();
    show();
    raise();
    if (const auto row = std::ranges::find(m_rows, station, &Row::station); row != m_rows.end())
        m_scroll->ensureWidgetVisible(row->check);
    m_models->setFocus();
}

void PromotePanel::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    fillModels(*snapshot);
    fillRows(*snapshot);
    showPlan();
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
        m_models->addItem(Words::text(id));
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
        Row row{s.config.id, new QCheckBox(m_stations), new QLabel(m_stations), new QLabel(m_stations), new QPushButton(m_stations)};
        row.check->setObjectName(QStringLiteral("promoteStation_") + id);
        row.check->setChecked(s.config.id == m_wanted);
        row.then->setWordWrap(true);
        row.prepare->setObjectName(QStringLiteral("promotePrepare_") + id);
        row.prepare->setAutoDefault(false);
        connect(row.check, &QCheckBox::toggled, this, &PromotePanel::showPlan);
        new DeedLock(row.prepare, m_bridge, Deed::ImportModel);
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
        setTabOrder(m_rows.empty() ? static_cast<QWidget *>(m_models) : m_rows.back().prepare, row.check);
        setTabOrder(row.check, row.prepare);
        m_rows.push_back(row);
    }
}

void PromotePanel::clearAnswers()
{
    m_underWay.reset();
    m_reason->clear();
    showPerson();
    m_changeIsMeant->setChecked(false);
    m_signature->clear();
}

// Who has shown who he is is not asked for his name, and cannot give another.
void PromotePanel::showPerson()
{
    const AccessStatus &status = m_access.status();
    m_by->setReadOnly(status.asked);
    m_by->setText(status.who ? Words::text(status.who->name) : QString());
}

const ModelSnapshot *PromotePanel::model(const EngineSnapshot &snapshot) const
{
    const int index = m_models->currentIndex();
    return index < 0 ? nullptr : findModel(snapshot, m_ids[static_cast<std::size_t>(index)]);
}

std::set<StationId> PromotePanel::chosen() const
{
    std::set<StationId> stations;
    for (const Row &row : m_rows)
        if (row.check->isChecked())
            stations.insert(row.station);
    return stations;
}

PromotePlan PromotePanel::plan(const EngineSnapshot &snapshot) const
{
    PromoteAnswers answers{m_reason->text(), m_by->text(), m_changeIsMeant->isChecked(), {}, m_signature->lacks()};
    if (!m_access.may(Deed::Promote))
        answers.mayNot = AccessWords::needed(Deed::Promote);
    return PromotePlan::of(snapshot, model(snapshot), chosen(), answers);
}

void PromotePanel::showPlan()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const ModelSnapshot *chosenModel = model(*snapshot);
    const QString name = chosenModel ? Words::text(chosenModel->id) : QString();
    PromotePlan now = plan(*snapshot);
    // Who confirmed one change has not confirmed another.
    if (std::exchange(m_confirmed, now.change) != now.change && m_changeIsMeant->isChecked()) {
        const QSignalBlocker quiet(m_changeIsMeant);
        m_changeIsMeant->setChecked(false);
        now = plan(*snapshot);
    }
    for (const PromotePlan::Row &planned : now.rows) {
        const auto row = std::ranges::find(m_rows, planned.station, &Row::station);
        if (row == m_rows.end())
            continue;
        row->check->setText(planned.name);
        row->check->setAccessibleName(tr("Put the model on %1", "station").arg(planned.name));
        row->now->setText(planned.now);
        row->then->setText(planned.then);
        row->prepare->setText(tr("Check"));
        row->prepare->setAccessibleName(tr("Check %1 for %2", "model, station").arg(name, planned.name));
        // Qt hands the keyboard of what goes away to whatever comes next by Tab: it stays in the row.
        if (!planned.canCheck && row->prepare->hasFocus())
            row->check->setFocus();
        row->prepare->setVisible(planned.canCheck);
    }
    m_explanation->setText(now.pauses ? tr("The picture goes on; a station without room for both models judges nothing meanwhile. Rolling back pauses it in the same way.")
                                      : tr("The picture never stops. The model before stays in memory: one click on Roll back returns to it."));
    m_reasonLabel->setVisible(now.needsReason);
    m_reason->setVisible(now.needsReason);
    m_byLabel->setVisible(now.needsBy);
    m_by->setVisible(now.needsBy);
    const bool may = m_access.may(Deed::Promote);
    // Qt hands the keyboard of what goes away to whatever comes next by Tab.
    if ((may && m_signIn->hasFocus()) || (!(may && now.needsSignature) && m_signature->isAncestorOf(QApplication::focusWidget())))
        m_models->setFocus();
    m_signature->setVisible(may && now.needsSignature);
    m_signIn->setVisible(!may);
    m_changeIsMeant->setVisible(!now.change.isEmpty());
    m_changeIsMeant->setAccessibleDescription(now.change);
    if (!now.possible && m_go->hasFocus())
        m_close->setFocus();
    m_go->setEnabled(now.possible);
    m_go->setText(now.button);
    m_go->setAccessibleName(now.button);
    m_summary->setText(now.summary);
    showSteps(*snapshot);
}

void PromotePanel::showSteps(const EngineSnapshot &snapshot)
{
    const bool underWay = snapshot.canary && !isOver(snapshot.canary->progress.state);
    const bool possible = !underWay && model(snapshot);
    const QString why = underWay ? tr("A canary is under way: one at a time. The page Canary says where it is.")
                                 : tr("Puts the model on air at some stations first, by a plan, and takes it back where it does harm. The page Canary opens with it.");
    if (!possible && m_steps->hasFocus())
        m_close->setFocus();
    m_steps->setVisible(snapshot.stations.size() > 1);
    m_steps->setEnabled(possible);
    m_steps->setToolTip(why);
    m_steps->setAccessibleDescription(why);
}

void PromotePanel::promote()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const ModelSnapshot *chosenModel = model(*snapshot);
    const PromotePlan now = plan(*snapshot);
    if (!chosenModel || !now.possible)
        return;
    UnderWay begun{chosenModel->id, {}, now.signedFor, {}};
    if (now.needsReason)
        begun.note.reason = m_reason->text().trimmed().toStdString();
    if (now.needsBy)
        begun.note.by = m_by->text().trimmed().toStdString();
    for (const StationId &station : now.ready)
        if (std::ranges::find(now.signedFor, station) == now.signedFor.end())
            begun.others.push_back(station);
    m_underWay = std::move(begun);
    promoteNext();
}

// A signature is good for one station. The first is asked for before anything goes on air.
void PromotePanel::promoteNext()
{
    UnderWay &now = *m_underWay;
    if (!now.signedFor.empty()) {
        m_signature->sign([this](const std::optional<ElectronicSignature> &signature) {
            if (!m_underWay)
                return;  // closed meanwhile: what has not gone on air stays as it is
            if (!signature)
                return m_underWay.reset();
            UnderWay &left = *m_underWay;
            PromotionNote note = left.note;
            note.signature = signature;
            m_bridge.promote(left.signedFor.front(), left.model, std::move(note));
            left.signedFor.erase(left.signedFor.begin());
            promoteNext();
        });
        return;
    }
    for (const StationId &station : now.others)
        m_bridge.promote(station, now.model, now.note);
    clearAnswers();
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

void PromotePanel::hideEvent(QHideEvent *event)
{
    clearAnswers();
    QFrame::hideEvent(event);
}

// On a low screen the stations need the room of what is said once more.
void PromotePanel::resizeEvent(QResizeEvent *event)
{
    m_explanation->setVisible(height() >= 24 * fontMetrics().lineSpacing());
    QFrame::resizeEvent(event);
}

void PromotePanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange) {
        retranslate();
        if (isVisible())
            showPlan();
    }
    QFrame::changeEvent(event);
}

}  // namespace lineside
