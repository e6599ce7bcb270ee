// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"

#include "widgets/messages.h"

#include <QFile>

#include <algorithm>
#include <mutex>

namespace lineside {

/// Where answers of the engine's thread find the bridge, as long as there is one. Thread-safe.
struct EngineBridge::Mailbox {
    std::mutex mutex;
    EngineBridge *bridge = nullptr;

    template <class F>
    void post(F &&work)
    {
        const std::lock_guard lock(mutex);
        if (bridge)
            QMetaObject::invokeMethod(bridge, std::forward<F>(work), Qt::QueuedConnection);
    }
};

EngineBridge::EngineBridge(Engine &engine, QObject *parent)
    : QObject(parent), m_engine(engine), m_snapshot(engine.snapshot()), m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->bridge = this;
    if (!m_snapshot)
        m_snapshot = std::make_shared<const EngineSnapshot>();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &EngineBridge::onTimer);
    m_timer.start(kPictureTickMs);
}

EngineBridge::~EngineBridge()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->bridge = nullptr;
}

void EngineBridge::setDisplayed(bool displayed)
{
    if (displayed == m_displayed)
        return;
    m_displayed = displayed;
    m_timer.start(displayed ? kPictureTickMs : kHiddenTickMs);
    if (displayed)
        refresh();
}

void EngineBridge::onTimer()
{
    if (!m_displayed || ++m_pictureTicks >= kPictureTicks)
        refresh();
    else
        emit pictureTick();
}

void EngineBridge::refresh()
{
    m_pictureTicks = 0;
    if (EngineSnapshotPtr now = m_engine.snapshot()) {
        const bool changed = now->revision != m_snapshot->revision;
        m_snapshot = std::move(now);
        if (changed)
            emit structureChanged();
    }
    if (m_displayed) {
        emit tick();
        emit pictureTick();
    }
}

QString EngineBridge::sentence(const Error &error, const StationId &station, const std::optional<ModelId> &model) const
{
    const StationSnapshot *s = findStation(*m_snapshot, station);
    const QString name = s ? QString::fromStdString(s->config.name) : QString();
    const QString running = s && s->active ? QString::fromStdString(s->active->text()) : QString();
    if (error.refusal && model)
        return refusalSentence(*error.refusal, QString::fromStdString(model->text()), name, running);
    return errorSentence(error, name, running);
}

Engine::Done EngineBridge::answer(Reply reply, Deed deed, StationId station, std::optional<ModelId> model)
{
    return [mailbox = m_mailbox, reply = std::move(reply), deed, station = std::move(station), model = std::move(model)](Result<void> result) {
        mailbox->post([mailbox, reply, deed, station, model, result = std::move(result)] {
            EngineBridge *bridge = mailbox->bridge;  // runs on the bridge's own thread, so it is alive
            bridge->refresh();
            const bool may = result || result.error().code != ErrorCode::NotAllowed;
            if (reply)
                reply(result);
            if (!may)
                emit bridge->notAllowed(deed);
            else if (!reply && !result)
                emit bridge->commandRefused(bridge->sentence(result.error(), station, model));
        });
    };
}

void EngineBridge::setAccess(const AccessStatus &access)
{
    m_access = access;
    emit accessChanged();
}

bool EngineBridge::admits(Deed deed)
{
    const bool yes = may(deed);
    if (!yes)
        emit notAllowed(deed);
    return yes;
}

std::vector<CandidateId> EngineBridge::offerFiles(const QStringList &paths, std::optional<StationId> station)
{
    std::vector<CandidateId> ids;
    bool may = true;
    for (const QString &path : paths) {
        const CandidateId id = m_engine.offerFile(std::filesystem::path(QFile::encodeName(path).toStdString()), station);
        if (id != 0)
            ids.push_back(id);
        else
            may = false;
    }
    refresh();
    if (!may)
        emit notAllowed(Deed::ImportModel);
    return ids;
}

void EngineBridge::cancelCandidate(CandidateId id)
{
    m_engine.cancelCandidate(id);
}

void EngineBridge::dismissCandidate(CandidateId id)
{
    m_engine.dismissCandidate(id);
}

void EngineBridge::offerModel(const StationId &station, const ModelId &model, Reply reply)
{
    m_engine.offerModel(station, model, answer(std::move(reply), Deed::ImportModel, station, model));
}

void EngineBridge::withdrawOffer(const StationId &station, Reply reply)
{
    m_engine.withdrawOffer(station, answer(std::move(reply), Deed::ImportModel, station));
}

void EngineBridge::promote(const StationId &station, const ModelId &model, PromotionNote note, Reply reply)
{
    m_engine.promote(station, model, answer(std::move(reply), Deed::Promote, station, model), std::move(note));
}

void EngineBridge::rollBack(const StationId &station, Reply reply)
{
    const StationSnapshot *s = findStation(*m_snapshot, station);
    m_engine.rollBack(station, answer(std::move(reply), Deed::RollBack, station, s ? s->previous : std::nullopt));
}

void EngineBridge::setShadow(const StationId &station, std::optional<ModelId> model, Reply reply)
{
    m_engine.setShadow(station, model, answer(std::move(reply), Deed::Compare, station, model));
}

void EngineBridge::review(const StationId &station, std::uint64_t part, Truth truth, const std::string &by, Reply reply)
{
    m_engine.review(station, part, truth, answer(std::move(reply), Deed::ReviewParts, station), by);
}

void EngineBridge::keepGolden(const StationId &station, std::uint64_t part, const std::string &by, Reply reply)
{
    m_engine.keepGolden(station, part, answer(std::move(reply), Deed::Compare, station), {by, {}});
}

void EngineBridge::dropGolden(const StationId &station, std::uint64_t frame, Reply reply)
{
    m_engine.dropGolden(station, frame, answer(std::move(reply), Deed::Compare, station));
}

void EngineBridge::goldenPicture(const StationId &station, std::uint64_t frame, std::function<void(const Result<FramePtr> &)> reply)
{
    m_engine.goldenPicture(station, frame, [mailbox = m_mailbox, reply = std::move(reply)](Result<FramePtr> picture) {
        mailbox->post([reply, picture = std::move(picture)] { reply(picture); });
    });
}

void EngineBridge::setLot(const StationId &station, const QString &lot, Reply reply)
{
    m_engine.setLot(station, lot.toStdString(), answer(std::move(reply), Deed::Acknowledge, station));
}

void EngineBridge::removeModel(const ModelId &model, Reply reply)
{
    m_engine.removeModel(model, answer(std::move(reply), Deed::RemoveModel));
}

void EngineBridge::applyStations(std::vector<StationConfig> stations, Reply reply)
{
    m_engine.applyStations(std::move(stations), answer(std::move(reply), Deed::ChangeSettings));
}

void EngineBridge::applySigningKeys(SigningKeys keys, Reply reply)
{
    m_engine.applySigningKeys(std::move(keys), answer(std::move(reply), Deed::ChangeKeys));
}

void EngineBridge::applyVetting(VettingPolicy policy, Reply reply)
{
    m_engine.applyVetting(policy, answer(std::move(reply), Deed::ChangeKeys));
}

void EngineBridge::applyWatchedFolder(WatchedFolder folder, Reply reply)
{
    m_engine.applyWatchedFolder(std::move(folder), answer(std::move(reply), Deed::ChangeSettings));
}

void EngineBridge::applyLoading(LoadingPolicy policy, Reply reply)
{
    m_engine.applyLoading(policy, answer(std::move(reply), Deed::ChangeSettings));
}

void EngineBridge::applyRecording(RecordingPolicy policy, Reply reply)
{
    m_engine.applyRecording(policy, answer(std::move(reply), Deed::ChangeSettings));
}

void EngineBridge::loadNow(LoadId load, const QString &reason, Reply reply)
{
    m_engine.loadNow(load, reason.toStdString(), answer(std::move(reply), Deed::LoadNow));
}

void EngineBridge::applyCanaryPlans(std::vector<CanaryPlan> plans, Reply reply)
{
    m_engine.applyCanaryPlans(std::move(plans), answer(std::move(reply), Deed::ChangePlans));
}

void EngineBridge::startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Reply reply)
{
    m_engine.startCanary(std::move(plan), model, std::move(note), answer(std::move(reply), Deed::RunCanary, {}, model));
}

void EngineBridge::steerCanary(CanaryHand hand, const QString &by, Reply reply)
{
    const bool stops = hand == CanaryHand::Pause || hand == CanaryHand::Abort;
    m_engine.steerCanary(hand, answer(std::move(reply), stops ? Deed::StopCanary : Deed::RunCanary), {by.toStdString(), {}});
}

void EngineBridge::reviewReject(std::uint64_t number, Truth truth, const QString &by, Reply reply)
{
    m_engine.reviewReject(number, truth, answer(std::move(reply), Deed::ReviewParts), {by.toStdString(), {}});
}

void EngineBridge::reviewOffline(std::uint64_t number, std::size_t index, Truth truth, const QString &by, Reply reply)
{
    m_engine.reviewOffline(number, index, truth, answer(std::move(reply), Deed::ReviewParts), {by.toStdString(), {}});
}

void EngineBridge::leaveSafeMode(Reply reply)
{
    m_engine.leaveSafeMode(answer(std::move(reply), Deed::LeaveSafeMode));
}

void EngineBridge::retrySource(const StationId &station)
{
    m_engine.retrySource(station);
}

void EngineBridge::verifyHistory(std::function<void(const Result<AuditReport> &)> reply)
{
    m_engine.verifyHistory([mailbox = m_mailbox, reply = std::move(reply)](Result<AuditReport> report) {
        mailbox->post([reply, report = std::move(report)] { reply(report); });
    });
}

void EngineBridge::askRecord(RecordQuestion question, std::function<void(const Result<RecordAnswer> &)> reply)
{
    m_engine.askRecord(std::move(question), [mailbox = m_mailbox, reply = std::move(reply)](Result<RecordAnswer> answer) {
        mailbox->post([reply, answer = std::move(answer)] { reply(answer); });
    });
}

void EngineBridge::testSource(const SourceConfig &source, TestReply reply)
{
    m_engine.testSource(source, [mailbox = m_mailbox, reply = std::move(reply)](Result<SourceTest> result) {
        mailbox->post([reply, result = std::move(result)] { reply(result); });
    });
}

void EngineBridge::compareOffline(OfflineRequest request, Reply reply)
{
    m_engine.compareOffline(std::move(request), answer(std::move(reply), Deed::Compare));
}

void EngineBridge::cancelOffline()
{
    m_engine.cancelOffline();
}

void EngineBridge::storeCredential(const QString &credential, const QString &user, const QString &password, Reply reply)
{
    m_engine.storeCredential(credential.toStdString(), user.toStdString(), password.toStdString(),
                             answer(std::move(reply), Deed::ChangeSettings));
}

const StationSnapshot *findStation(const EngineSnapshot &snapshot, const StationId &id)
{
    const auto it = std::ranges::find(snapshot.stations, id, [](const StationSnapshot &s) { return s.config.id; });
    return it == snapshot.stations.end() ? nullptr : &*it;
}

const ModelSnapshot *findModel(const EngineSnapshot &snapshot, const ModelId &id)
{
    const auto it = std::ranges::find(snapshot.models, id, &ModelSnapshot::id);
    return it == snapshot.models.end() ? nullptr : &*it;
}

const CandidateSnapshot *findCandidate(const EngineSnapshot &snapshot, CandidateId id)
{
    const auto it = std::ranges::find(snapshot.candidates, id, &CandidateSnapshot::id);
    return it == snapshot.candidates.end() ? nullptr : &*it;
}

}  // namespace lineside
