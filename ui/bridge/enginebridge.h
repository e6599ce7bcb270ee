// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/accessdesk.h"
#include "lineside/engine.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace lineside {

/// The screens' side of the engine: polls its snapshot once a tick and turns that into signals, one of each kind at
/// most, and hands commands over with their answers brought back to the UI thread. The engine must outlive it; an answer that
/// arrives after the bridge is gone is dropped. UI thread only.
class EngineBridge : public QObject {
    Q_OBJECT

public:
    /// Called on the UI thread, never before the command returned.
    using Reply = std::function<void(const Result<void> &)>;
    using TestReply = std::function<void(const Result<SourceTest> &)>;

    static constexpr int kPictureTickMs = 11; ///< a third of a usual camera's interval: a picture waits at most so long to be shown
    static constexpr int kPictureTicks = 3;   ///< so many make a tick: about 30 a second
    static constexpr int kHiddenTickMs = 250; ///< while nothing is visible: structure only

    explicit EngineBridge(Engine &engine, QObject *parent = nullptr);
    ~EngineBridge() override;

    Engine &engine() { return m_engine; }
    EngineSnapshotPtr snapshot() const { return m_snapshot; }  ///< of the last tick; never null

    /// Who is at this window and what he may, as its desk has it: told by the window, so that screens can show it beforehand. Until then nobody is asked. What is done is decided behind the engine's interface all the same.
    void setAccess(const AccessStatus &access);
    const AccessStatus &access() const { return m_access; }
    bool may(Deed deed) const { return m_access.may(deed); }
    /// The same, and where he may not, has it told as of a command that was refused (`notAllowed`).
    bool admits(Deed deed);

    /// A candidate for each file, in the order given; several files make several candidates. Nothing changes on the line. None where whoever is here may not.
    std::vector<CandidateId> offerFiles(const QStringList &paths, std::optional<StationId> station = std::nullopt);
    void cancelCandidate(CandidateId id);
    void dismissCandidate(CandidateId id);

    // Without a reply, a command that was not carried out is told by commandRefused; with one, the caller tells.
    void offerModel(const StationId &station, const ModelId &model, Reply reply = {});
    void withdrawOffer(const StationId &station, Reply reply = {});
    void promote(const StationId &station, const ModelId &model, PromotionNote note = {}, Reply reply = {});
    void rollBack(const StationId &station, Reply reply = {});
    void setShadow(const StationId &station, std::optional<ModelId> model, Reply reply = {});
    void review(const StationId &station, std::uint64_t part, Truth truth, const std::string &by = {}, Reply reply = {});
    void keepGolden(const StationId &station, std::uint64_t part, const std::string &by, Reply reply = {});
    void dropGolden(const StationId &station, std::uint64_t frame, Reply reply = {});
    void goldenPicture(const StationId &station, std::uint64_t frame, std::function<void(const Result<FramePtr> &)> reply);
    void setLot(const StationId &station, const QString &lot, Reply reply = {});
    void removeModel(const ModelId &model, Reply reply = {});
    void applyStations(std::vector<StationConfig> stations, Reply reply = {});
    void applySigningKeys(SigningKeys keys, Reply reply = {});
    void applyVetting(VettingPolicy policy, Reply reply = {});
    void applyWatchedFolder(WatchedFolder folder, Reply reply = {});
    void applyLoading(LoadingPolicy policy, Reply reply = {});
    void applyRecording(RecordingPolicy policy, Reply reply = {});
    void loadNow(LoadId load, const QString &reason, Reply reply = {});
    void applyCanaryPlans(std::vector<CanaryPlan> plans, Reply reply = {});
    void startCanary(CanaryPlan plan, const ModelId &model, PromotionNote note, Reply reply = {});
    void steerCanary(CanaryHand hand, const QString &by, Reply reply = {});
    void reviewReject(std::uint64_t number, Truth truth, const QString &by, Reply reply = {});
    void leaveSafeMode(Reply reply = {});
    void retrySource(const StationId &station);
    void verifyHistory(std::function<void(const Result<AuditReport> &)> reply);
    void askRecord(RecordQuestion question, std::function<void(const Result<RecordAnswer> &)> reply);
    void testSource(const SourceConfig &source, TestReply reply);
    void compareOffline(OfflineRequest request, Reply reply = {});
    void cancelOffline();
    void reviewOffline(std::uint64_t number, std::size_t index, Truth truth, const QString &by, Reply reply = {});
    void storeCredential(const QString &credential, const QString &user, const QString &password, Reply reply = {});

    /// Off while no window is visible: pictures and counters are not polled for painting then.
    void setDisplayed(bool displayed);
    /// Looks at the engine now instead of at the next tick.
    void refresh();

signals:
    void structureChanged();  ///< stations, models, candidates or history changed
    void tick();              ///< counters may have changed
    void pictureTick();       ///< pictures may have changed: look at the feeds; more often than tick, and with each
    void commandRefused(const QString &sentence);
    void accessChanged();
    /// Whoever is at this window may not do that. Told in place of commandRefused, and also where the caller got the answer.
    void notAllowed(lineside::Deed deed);

private:
    struct Mailbox;

    void onTimer();
    /// `model`: what the command would bring to the station.
    /// `deed`: what the command is, for who may not do it.
    Engine::Done answer(Reply reply, Deed deed, StationId station = {}, std::optional<ModelId> model = std::nullopt);
    QString sentence(const Error &error, const StationId &station, const std::optional<ModelId> &model) const;

    Engine &m_engine;
    EngineSnapshotPtr m_snapshot;
    AccessStatus m_access;
    QTimer m_timer;
    bool m_displayed = true;
    int m_pictureTicks = 0;  ///< since the last tick
    std::shared_ptr<Mailbox> m_mailbox;
};

/// The station of that id in a snapshot; null where there is none.
const StationSnapshot *findStation(const EngineSnapshot &snapshot, const StationId &id);
const ModelSnapshot *findModel(const EngineSnapshot &snapshot, const ModelId &id);
const CandidateSnapshot *findCandidate(const EngineSnapshot &snapshot, CandidateId id);

}  // namespace lineside
