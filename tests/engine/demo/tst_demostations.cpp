// SPDX-License-Identifier: GPL-3.0-or-later
// What the console runs where nobody configured anything.
#include "support/sourcelog.h"
#include "wiring.h"

#include "base/clock.h"

#include <QtTest>

#include <cstring>
#include <set>

using namespace lineside;
using namespace lineside::test;

class TestDemoStations : public QObject {
    Q_OBJECT

    const SystemClock m_clock;
    const EngineParts m_parts = makeEngineParts({}, m_clock, LINESIDE_VET);

private slots:
    void the_line_has_four_stations_of_different_looks_at_thirty_pictures_a_second()
    {
        QCOMPARE(m_parts.defaultStations.size(), std::size_t{4});
        std::set<StationId> ids;
        std::set<int> looks;
        std::set<std::uint64_t> seeds;
        for (const StationConfig &s : m_parts.defaultStations) {
            QVERIFY(s.source.kind == SourceKind::DemoLine);
            QCOMPARE(s.source.targetFps, 30.0);
            QVERIFY(s.source.demoDefectRate > 0 && s.source.demoDefectRate < 0.5);
            ids.insert(s.id);
            looks.insert(s.source.demoStation);
            seeds.insert(s.source.demoSeed);
        }
        QCOMPARE(ids.size(), std::size_t{4});
        QCOMPARE(looks, (std::set<int>{0, 1, 2, 3}));
        QCOMPARE(seeds.size(), std::size_t{4});
    }
    void each_gives_pictures_of_1280_by_720_of_its_own()
    {
        std::set<std::string> pictures;
        for (const StationConfig &s : m_parts.defaultStations) {
            const auto source = m_parts.sources(s.source);
            QVERIFY(source);
            SourceLog log;
            (*source)->start(log.callbacks());
            QVERIFY(log.waitForFrames(4));
            (*source)->stop();
            const FramePtr frame = log.lastFrame();
            QCOMPARE(frame->image.width(), 1280);
            QCOMPARE(frame->image.height(), 720);
            QVERIFY(!frame->truth.empty());
            pictures.emplace(reinterpret_cast<const char *>(std::as_const(frame->image).view().pixels), 1280 * 720);
            const auto times = log.times();
            const double seconds = std::chrono::duration<double>(times[3] - times[0]).count();
            QVERIFY2(seconds > 0.095, qPrintable(QString::number(seconds)));  // not faster than 30 a second
        }
        QCOMPARE(pictures.size(), std::size_t{4});
    }
};

QTEST_GUILESS_MAIN(TestDemoStations)
#include "tst_demostations.moc"
