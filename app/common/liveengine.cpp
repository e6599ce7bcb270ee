// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/liveengine.h"

#include "access/peoplechanges.h"
#include "qt/camerasource.h"
#include "qt/multimediasetup.h"
#include "qt/streamsource.h"
#include "wiring.h"

#include <spdlog/spdlog.h>

#include <QLockFile>
#include <QTimer>

#include <utility>

namespace lineside {
namespace {

constexpr std::chrono::seconds kLookAtPeople{1};
constexpr std::chrono::seconds kKeychainGrace{3};  ///< at the end, for one that waits for its user

}  // namespace

Result<std::unique_ptr<LiveEngine>> LiveEngine::create(const Installation &installation)
{
    std::error_code error;
    if (std::filesystem::is_directory(installation.configFile, error))  // no data folder beside what is no configuration
        return Error{ErrorCode::InvalidInput, installation.configFile.string() + " is a folder"};
    std::filesystem::create_directories(installation.dataDir, error);
    if (error)
        return Error{ErrorCode::Io, installation.dataDir.string() + ": " + error.message()};
    std::filesystem::permissions(installation.dataDir, std::filesystem::perms::owner_all, error);
    // One process a data folder: two would each believe that they know what runs where.
    auto lock = std::make_unique<QLockFile>(QString::fromStdString((installation.dataDir / "lock").string()));
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0))
        return Error{ErrorCode::Busy, "another instance uses " + installation.dataDir.string()};
    auto backends = makeBackends();
    if (!backends)
        return backends.error();
    tuneNetworkPlayers();
    std::unique_ptr<LiveEngine> live(new LiveEngine);
    live->m_lock = std::move(lock);
    live->m_dataDir = installation.dataDir;
    live->m_reception = std::make_unique<Reception>(installation.dataDir, live->m_clock);
    live->m_keychain = std::make_unique<ThreadTaskRunner>("keychain", AtStop::DropWaiting);

    EngineParts parts = makeEngineParts(*backends, live->m_clock, installation.vetProgram);
    parts.dataDir = installation.dataDir;
    parts.configFile = installation.configFile;
    parts.recordVerdicts = true;
    parts.starterModel = installation.weightsDir.empty() ? std::filesystem::path() : installation.weightsDir / "line-v1.pt";
    SecretStore &secrets = live->m_secrets;
    CameraList &cameras = live->m_cameras;
    parts.sources = makeSourceFactory([&secrets, &cameras](const SourceConfig &config) -> Result<std::unique_ptr<FrameSource>> {
        if (config.kind == SourceKind::Camera)
            return makeCameraSource(config, cameras);
        return makeStreamSource(config, secrets);
    });
    parts.storeSecret = [&secrets, &keychain = *live->m_keychain](const std::string &entry, const std::string &user,
                                                                  const std::string &password, Engine::Done done) {
        keychain.post([&secrets, entry, user, password, done = std::move(done)] {
            const Result<void> kept = user.empty() ? secrets.remove(entry) : secrets.write(entry, {user, password});
            if (!kept)
                spdlog::warn("the login of {} was not changed in the keychain: {}", entry, kept.error().detail);
            done(kept);
        });
    };
    live->m_engine = std::make_unique<LocalEngine>(std::move(parts), live->m_thread);
    if (auto started = live->m_engine->start(); !started)
        return started.error();
    if (const auto known = live->m_reception->known(); known->believed)
        live->tellPeople(known->people);
    else
        spdlog::error("nobody is more than an operator: {}", known->trouble->detail);
    live->m_reception->onChanged([own = live.get()](const People &, const People &now) { own->tellPeople(now); });
    live->m_look = std::make_unique<QTimer>();
    QObject::connect(live->m_look.get(), &QTimer::timeout, live->m_look.get(), [reception = live->m_reception.get()] { reception->look(); });
    live->m_look->start(kLookAtPeople);
    return live;
}

LiveEngine::LiveEngine() = default;

Guest LiveEngine::guest()
{
    auto desk = std::make_shared<LocalDesk>(*m_reception);
    auto engine = std::make_shared<GuardedEngine>(*m_engine, desk, m_thread);
    return {std::move(desk), std::move(engine)};
}

void LiveEngine::tellPeople(const People &now)
{
    std::string all;
    for (const std::string &change : changesSinceTold(m_dataDir, now))
        all += (all.empty() ? "" : "; ") + change;
    if (all.empty())
        return;
    m_engine->notePeople(std::move(all));
    if (const auto kept = rememberTold(m_dataDir, now); !kept)
        spdlog::warn("the next start tells these people once more: {}", kept.error().detail);
}

LiveEngine::~LiveEngine()
{
    m_look.reset();
    if (m_reception)
        m_reception->end();
    m_secrets.end(kKeychainGrace);  // cameras that read their login are waited for too
    m_keychain.reset();
    m_engine.reset();
}

}  // namespace lineside
