// SPDX-License-Identifier: GPL-3.0-or-later
// A running line judges every picture while every hostile file there is gets dropped on it, one after another.
#include "audit/auditkeys.h"
#include "engine/core/stubline.h"
#include "hostile/hostilefiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <map>
#include <set>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestHostileDrops : public QObject {
    Q_OBJECT

    static std::set<std::string> filesIn(const fs::path &folder)
    {
        std::set<std::string> files;
        for (const auto &entry : fs::recursive_directory_iterator(folder)) {
            // What runs where, being written just now; the newest checkpoint of a history of more than a hundred lines.
            if (entry.path().extension() != ".lineside-new" && entry.path().filename() != audit::kCheckpointFile)
                files.insert(entry.path().string());
        }
        return files;
    }

    /// Of the newest events: why each file was refused.
    static std::map<std::string, RefusalReason> refusals(StubLine &line, std::size_t files)
    {
        std::map<std::string, RefusalReason> reasons;
        for (const HistoryEvent &e : line->history(files + 20)) {
            if (e.kind == EventKind::Refused && e.refusal)
                reasons.emplace(e.file, e.refusal->reason);
        }
        return reasons;
    }

private slots:
    void no_station_misses_a_picture_while_all_hostile_files_are_dropped()
    {
        QTemporaryDir dir;
        const fs::path folder = dir.path().toStdString(), incoming = folder / "incoming";
        fs::create_directories(incoming);
        Behaviour behaviour;
        StubLine line(folder, behaviour, [](EngineParts &parts) {
            parts.vetFile = [](const fs::path &file, const VetOptions &options) { return vetWeightFile(LINESIDE_VET, file, options); };
            parts.defaultStations.clear();
            for (const char *id : {"a", "b"}) {
                StationConfig station;
                station.promotion = PromotionPolicy::Nothing;
                station.id = station.name = id;
                station.source.targetFps = 10;  // of the line, which a machine that is busy with other tests keeps up with
                parts.defaultStations.push_back(station);
            }
        });
        for (const char *id : {"a", "b"}) {
            QVERIFY(!line.offer(1, id).refusal);
            QVERIFY(line.promote(id, 1));
            QTRY_VERIFY_WITH_TIMEOUT(line.station(id).counters.judged > 0, StubLine::kPatience);
        }
        const StationSnapshot before[] = {line.station("a"), line.station("b")};
        const auto files = filesIn(folder / "data");

        std::size_t dropped = 0;
        for (const HostileKind &kind : hostileKinds()) {
            std::vector<CandidateId> offered;
            std::vector<fs::path> written;
            for (const HostileFile &file : filesOf(kind)) {
                written.push_back(incoming / ("hostile-" + std::to_string(dropped++) + ".pt"));
                std::ofstream(written.back(), std::ios::binary) << file.bytes;
                offered.push_back(line->offerFile(written.back(), dropped % 2 ? "a" : "b"));
            }
            // They are read one after another, so that the last one ends the kind.
            const std::string last = written.back().filename().string();
            QTRY_VERIFY2_WITH_TIMEOUT(refusals(line, offered.size()).contains(last), kind.name.c_str(), StubLine::kPatience);
            const auto reasons = refusals(line, offered.size());
            for (const fs::path &file : written) {
                const auto it = reasons.find(file.filename().string());
                QVERIFY2(it != reasons.end() && it->second != RefusalReason::Internal, kind.name.c_str());
                fs::remove(file);
            }
            for (const CandidateId id : offered)
                line->dismissCandidate(id);
        }
        QVERIFY(dropped >= 500);

        for (const StationSnapshot &was : before) {
            const StationSnapshot now = line.station(was.config.id);
            QVERIFY(now.counters.judged > was.counters.judged);
            QCOMPARE(now.counters.lost, std::uint64_t{0});
            QCOMPARE(now.counters.skipped, was.counters.skipped);
            QCOMPARE(now.active, was.active);
            QVERIFY(!now.offered);
            qInfo("%s: %llu pictures judged, none skipped, while %zu files were dropped", now.config.id.c_str(),
                  static_cast<unsigned long long>(now.counters.judged - was.counters.judged), dropped);
        }
        QCOMPARE(line->snapshot()->models.size(), std::size_t{1});
        QCOMPARE(filesIn(folder / "data"), files);
    }
};

QTEST_GUILESS_MAIN(TestHostileDrops)
#include "tst_hostiledrops.moc"
