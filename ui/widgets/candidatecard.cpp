// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/candidatecard.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/copymenu.h"
#include "widgets/forreaders.h"
#include "widgets/format.h"
#include "widgets/loadwait.h"
#include "widgets/messages.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kSteps = 6;

QString stepName(CandidateStep step)
{
    switch (step) {
    case CandidateStep::Copy: return CandidateCard::tr("Copy and hash");
    case CandidateStep::Read: return CandidateCard::tr("Read");
    case CandidateStep::Check: return CandidateCard::tr("Check labels and size");
    case CandidateStep::Load: return CandidateCard::tr("Load and trial run");
    case CandidateStep::WarmUp: return CandidateCard::tr("Warm-up");
    case CandidateStep::Done: return CandidateCard::tr("Ready");
    }
    return {};
}

QString stationName(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot)
{
    if (!candidate.station)
        return {};
    const StationSnapshot *station = findStation(snapshot, *candidate.station);
    return QString::fromStdString(station ? station->config.name : *candidate.station);
}

const StationSnapshot *stationOf(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot)
{
    return candidate.station ? findStation(snapshot, *candidate.station) : nullptr;
}

QString runningModel(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot)
{
    const StationSnapshot *station = stationOf(candidate, snapshot);
    return station && station->active ? Words::text(*station->active) : QString();
}

QString becameOf(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot, const QString &model)
{
    // Put on air, withdrawn, pushed out of the preview by another file.
    const QString station = stationName(candidate, snapshot);
    const StationSnapshot *at = candidate.model ? stationOf(candidate, snapshot) : nullptr;
    if (at && at->offered == candidate.model)
        return candidate.duplicate ? CandidateCard::tr("Already here as %1. It waits in the preview of %2.").arg(model, station)
                                   : CandidateCard::tr("Ready as %1. It waits in the preview of %2.").arg(model, station);
    if (at && at->active == candidate.model)
        return candidate.duplicate ? CandidateCard::tr("Already here as %1. It is on air at %2.").arg(model, station)
                                   : CandidateCard::tr("In the library as %1. It is on air at %2.").arg(model, station);
    return candidate.duplicate ? CandidateCard::tr("Already here as %1.").arg(model) : CandidateCard::tr("In the library as %1.").arg(model);
}

/// Who signed it; nobody's business where nobody asks for a signature.
QString signedWords(const CandidateSnapshot &candidate)
{
    if (candidate.signature.state == SignatureState::Good)
        return CandidateCard::tr("Signed by %1.").arg(QString::fromStdString(candidate.signature.signer));
    if (!candidate.signatureMissing)
        return {};
    if (candidate.signature.state == SignatureState::UnknownKey)
        return CandidateCard::tr("◆ Signed with a key that is not trusted (%1).").arg(QString::fromStdString(candidate.signature.keyId));
    return CandidateCard::tr("◆ It is not signed.");
}

}  // namespace

CandidateCard::CandidateCard(EngineBridge &bridge, CandidateId id, QWidget *parent)
    : QFrame(parent), m_bridge(bridge), m_id(id), m_name(new QLabel(this)), m_state(new QLabel(this)),
      m_bar(new QProgressBar(this)), m_loadNow(new LoadNow(bridge, this)), m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("candidateCard_%1").arg(id));
    setProperty("card", true);
    m_name->setObjectName(QStringLiteral("candidateName"));
    m_name->setProperty("strong", true);
    m_name->setWordWrap(true);
    m_name->setTextFormat(Qt::PlainText);
    m_state->setObjectName(QStringLiteral("candidateState"));
    m_state->setWordWrap(true);
    m_state->setTextFormat(Qt::PlainText);
    m_state->setMargin(2);
    addCopyMenu(m_state);
    m_bar->setObjectName(QStringLiteral("candidateProgress"));
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_button->setObjectName(QStringLiteral("candidateButton"));
    new DeedLock(m_button, bridge, [this] { return std::optional(m_finished ? Deed::Acknowledge : Deed::ImportModel); });
    connect(m_button, &QPushButton::clicked, this,
            [this] { m_finished ? m_bridge.dismissCandidate(m_id) : m_bridge.cancelCandidate(m_id); });

    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_name);
    texts->addWidget(m_state);
    texts->addWidget(m_bar);
    texts->addWidget(m_loadNow);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(12, 10, 12, 10);
    row->setSpacing(12);
    row->addLayout(texts, 1);
    row->addWidget(m_button, 0, Qt::AlignTop);
}

void CandidateCard::putNextInTabOrder(QWidget &before)
{
    setTabOrder(&before, m_button);
}

QString CandidateCard::stepText(const CandidateSnapshot &candidate)
{
    if (candidate.cancelling)
        return tr("Cancelling…");
    if (candidate.step == CandidateStep::Check && candidate.progress >= 1)
        return tr("Step %1 of %2: Checked, waits for its trial run").arg(static_cast<int>(candidate.step) + 1).arg(kSteps);
    return tr("Step %1 of %2: %3").arg(static_cast<int>(candidate.step) + 1).arg(kSteps).arg(stepName(candidate.step));
}

QString CandidateCard::stateText(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot)
{
    if (const WaitingLoad *waits = waitingLoadOf(snapshot, candidate.id); waits && !candidate.finished && !candidate.cancelling)
        return loadWaitText(*waits, snapshot);
    if (!candidate.finished)
        return stepText(candidate);
    const QString file = QString::fromStdString(candidate.fileName);
    const QString station = stationName(candidate, snapshot);
    if (candidate.refusal)
        return refusalSentence(*candidate.refusal, file, station, runningModel(candidate, snapshot));
    const QString model = candidate.model ? Words::text(*candidate.model) : file;
    const QString became = becameOf(candidate, snapshot, model), vouches = signedWords(candidate);
    return vouches.isEmpty() ? became : tr("%1 %2", "what became of a file, who signed it").arg(became, vouches);
}

double CandidateCard::overallProgress(const CandidateSnapshot &candidate)
{
    if (candidate.finished)
        return 1;
    return std::clamp((static_cast<int>(candidate.step) + std::clamp(candidate.progress, 0.0, 1.0)) / kSteps, 0.0, 1.0);
}

void CandidateCard::show(const CandidateSnapshot &candidate, const EngineSnapshot &snapshot)
{
    m_finished = candidate.finished;
    const QString file = QString::fromStdString(candidate.fileName);
    const QString name = candidate.fileBytes > 0 ? tr("%1 · %2", "file name, size").arg(file, Format::bytes(candidate.fileBytes)) : file;
    const QString state = stateText(candidate, snapshot);
    if (m_name->text() != name)
        m_name->setText(name);
    if (m_state->text() != state)
        m_state->setText(state);
    m_bar->setVisible(!m_finished);
    m_bar->setValue(qRound(overallProgress(candidate) * 1000));
    nameForReaders(m_bar, tr("Progress of %1").arg(file));
    m_loadNow->show(m_finished || candidate.cancelling ? nullptr : waitingLoadOf(snapshot, m_id), file);
    const QString action = m_finished ? tr("Dismiss") : tr("Cancel");
    if (m_button->text() != action) {
        m_button->setText(action);
        m_button->setAccessibleName(m_finished ? tr("Dismiss the message about %1").arg(file) : tr("Cancel the import of %1").arg(file));
    }
    if (candidate.cancelling && m_button->hasFocus())
        setFocus(Qt::OtherFocusReason);  // greyed, the button would hand the keyboard on to something else of the window
    m_button->setEnabled(!candidate.cancelling);
    nameForReaders(this, tr("%1. %2", "offered file, state").arg(name, state));
}

}  // namespace lineside
