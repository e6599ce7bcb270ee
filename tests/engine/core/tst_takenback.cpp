// SPDX-License-Identifier: GPL-3.0-or-later
// The whole engine on the demo line: a model that sees nothing goes on air.
#include "engine/core/line.h"
#include "engine/weights/tinycheckpoint.h"

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>

using namespace lineside;
using lineside::test::kPatience;
namespace fs = std::filesystem;

namespace {

std::vector<StationConfig> demoStation()
{
    StationConfig s;
    s.promotion = PromotionPolicy::Nothing;
    s.id = s.name = "a";
    s.source.targetFps = 15;
    return {s};
}

}  // namespace

class TestTakenBack : public QObject {
    Q_OBJECT

private slots:
    void the_demo_line_gets_its_model_back_from_a_blind_one_within_two_seconds()
    {
        QTemporaryDir dir;
        const fs::path data = dir.path().toStdString(), good = data / "line-v2.pt", blind = data / "line-v7.pt";
        fs::copy_file(LINESIDE_SOURCE_DIR "/resources/weights/line-v2.pt", good);
        test::Line line(data / "data", demoStation());
        const auto put = [&](const fs::path &file) {
            const CandidateId id = line->offerFile(file, "a");
            QTRY_VERIFY_WITH_TIMEOUT(line.finished(id), kPatience);
            QVERIFY2(!line.candidate(id).refusal, line.candidate(id).refusal ? toString(line.candidate(id).refusal->reason) : "");
            QVERIFY(line.promote("a", *line.candidate(id).model));
        };
        put(good);
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 30, kPatience);

        test::TinyCheckpoint tiny;
        tiny.labels = line->snapshot()->models.at(0).labels;
        tiny.classes = static_cast<int>(tiny.labels.size());
        tiny.firstLogit = -30;
        std::ofstream(blind, std::ios::binary) << tiny.bytes();
        put(blind);
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::RolledBack) && line.newest(EventKind::RolledBack)->swap, kPatience);
        const HistoryEvent stopped = *line.newest(EventKind::ModelFailed);
        QVERIFY(stopped.health && stopped.health->health == Health::FindsNothing);
        const SwapRecord there = *line.newest(EventKind::Promoted)->swap, back = *line.newest(EventKind::RolledBack)->swap;
        const auto ms = [](auto time) { return std::chrono::duration<double, std::milli>(time).count(); };
        qInfo("first verdict after %.1f ms; judged that it finds nothing after %.0f ms more; commanded back %.0f ms after the promotion; first verdict after %.1f ms",
              there.firstVerdictMs, stopped.health->afterMs, ms(back.at - there.at), back.firstVerdictMs);
        QVERIFY(line.station("a").active == ModelId("line", 2));
        QCOMPARE(line.station("a").counters.lost, std::uint64_t{0});
    }
};

QTEST_GUILESS_MAIN(TestTakenBack)
#include "tst_takenback.moc"
