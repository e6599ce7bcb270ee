// SPDX-License-Identifier: GPL-3.0-or-later
// Nothing moves by itself, nothing is cut off, everything is on the screen: at every size, text size and language.
#include "live/stationpage.h"
#include "live/stationtile.h"
#include "mainwindow/filesbutton.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/rail.h"
#include "support/uichecks.h"
#include "support/windowscene.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

/// Where everything is that an operator aims at or reads.
QMap<QString, QRect> places(const WindowScene &scene)
{
    QMap<QString, QRect> all;
    const auto add = [&](const QString &name, const QWidget *widget) {
        if (widget && widget->isVisible())
            all[name] = QRect(widget->mapTo(scene.window.get(), QPoint()), widget->size());
    };
    for (const char *name : {"topBar", "rail", "eventBar", "wall", "openFiles", "importFile", "openPromote", "wallLayout", "clock", "totals"})
        add(QLatin1String(name), scene.child<QWidget>(name));
    for (QToolButton *button : scene.child<QWidget>("rail")->findChildren<QToolButton *>())
        add(button->objectName(), button);
    for (const StationTile *tile : scene.window->livePage().wall().tiles()) {
        const QString name = tile->objectName();
        add(name, tile);
        const TileLayout &zones = tile->zones();
        all[name + ".header"] = zones.header;
        all[name + ".picture"] = zones.picture;
        all[name + ".band"] = zones.band;
        all[name + ".figures"] = zones.figures;
        all[name + ".button"] = zones.button;
    }
    return all;
}

/// Ten minutes of a restless line, a second at a time.
void second(WindowScene &scene, int t)
{
    for (int number = 1; number <= 16; ++number) {
        StationSnapshot &s = scene.station(number);
        s.counters.judged += static_cast<std::uint64_t>(30 + number);
        s.counters.skipped += static_cast<std::uint64_t>(t * t);
        s.counters.dropped += static_cast<std::uint64_t>(t % 3) * 1000;
        s.p50Ms = 0.5 * (t % 300);
        s.p99Ms = 1.5 * (t % 900);
        s.cameraFps = t % 7 ? 30 : 9.9;
        s.judgedFps = t % 5 ? 29.97 : 8.3;
        s.rejectRate = 0.001 * (t % 200);
        s.rejectsHigh = s.rejectRate > 0.15;
        s.last = {static_cast<Verdict>((t + number) % 4), static_cast<VerdictReason>(t % 7), "Label torn at the upper edge", s.active.value_or(ModelId{})};
        s.config.contract.maxLatencyMs = t % 11 == 0 ? 100 : 0;
    }
    const int n = 1 + t % 16;
    switch (t % 8) {
    case 0: scene.setSource(n, static_cast<SourceState>(t / 8 % 7)); break;
    case 1: scene.engine.promote(LiveScene::idOf(n), {"line", 1 + t % 3}, {}); break;
    case 2: scene.engine.rollBack(LiveScene::idOf(n), {}); break;
    case 3: scene.engine.offerFile("/data/a-weight-file-with-a-rather-long-name-" + std::to_string(t) + ".pt", LiveScene::idOf(n)); break;
    case 4: scene.engine.advanceCandidates(0.7); break;
    case 5: scene.station(n).shadow = scene.station(n).shadow ? std::nullopt : std::optional(ModelId{"line", 3}); break;
    case 6: scene.station(n).offered = ModelId{"line", 3}; break;
    default: scene.setSource(n, SourceState::Running);
    }
    if (t % 40 == 0 && !scene.engine.state.candidates.empty())
        scene.engine.state.candidates.erase(scene.engine.state.candidates.begin());
}

void useLanguage(WindowScene &scene, PseudoLanguage &pseudo, const QString &language)
{
    if (language == QLatin1String("pseudo"))
        QCoreApplication::installTranslator(&pseudo);
    else
        scene.language.apply(language);
    scene.settle();
}

/// Trouble of every kind, so that every sentence has to find its place.
void trouble(WindowScene &scene)
{
    const SourceState states[] = {SourceState::Offline, SourceState::Frozen, SourceState::Stalled, SourceState::Connecting};
    for (int i = 0; i < 4; ++i)
        scene.setSource(i + 1, states[i]);
    scene.station(5).rejectsHigh = true;
    scene.station(5).rejectRate = 0.091;
    scene.station(6).config.contract.maxLatencyMs = 15;
    scene.station(7).active.reset();
    scene.station(7).last = {};
    scene.station(8).offered = ModelId{"line", 3};
    scene.station(9).previous = ModelId{"line", 3};
    scene.engine.offerFile("/data/line-v4.pt", "station-9");
    HistoryEvent lost;
    lost.kind = EventKind::SourceLost;
    lost.station = "station-1";
    scene.engine.addEvent(lost);
    scene.update();
    scene.settle();
    scene.updateWords();
}

}  // namespace

class TestLiveLayout : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }
    void cleanup() { QCoreApplication::removeTranslator(&m_pseudo); }

    void nothing_moves_during_ten_minutes_data()
    {
        QTest::addColumn<QString>("language");
        for (const char *language : {"en", "zh_CN", "pseudo"})
            QTest::newRow(language) << QString::fromLatin1(language);
    }
    void nothing_moves_during_ten_minutes()
    {
        QFETCH(QString, language);
        WindowScene scene(16, {1920, 1080});
        useLanguage(scene, m_pseudo, language);
        const QMap<QString, QRect> before = places(scene);
        QVERIFY(before.size() > 100);
        for (int t = 1; t <= 600; ++t) {
            second(scene, t);
            scene.update();
            if (t % 20 == 0)
                scene.settle();
            const QMap<QString, QRect> now = places(scene);
            if (now != before)
                for (auto it = before.begin(); it != before.end(); ++it)
                    if (now[it.key()] != it.value())
                        qWarning() << "second" << t << it.key() << it.value() << now[it.key()];
            QVERIFY(now == before);
        }
    }

    void the_way_back_in_the_bar_stays_under_the_pointer()
    {
        WindowScene scene(4);
        scene.engine.promote("station-1", {"line", 3}, {});
        scene.update();
        scene.settle();
        auto *button = scene.child<QPushButton>("eventRollBack");
        QVERIFY(button && button->isVisible());
        const QRect place(button->mapTo(scene.window.get(), QPoint()), button->size());
        scene.station(1).counters.judged = 8'123'456'789;
        scene.station(2).counters.skipped = 7'123'456'789;
        scene.engine.offerFile("/data/a-weight-file-with-a-rather-long-name.pt", std::nullopt);
        scene.update();
        QTRY_VERIFY(scene.child<QLabel>("totals")->text().contains(QLatin1String("8,1")));
        scene.settle();
        QCOMPARE(QRect(button->mapTo(scene.window.get(), QPoint()), button->size()), place);
    }

    void every_size_data()
    {
        QTest::addColumn<QSize>("size");
        QTest::addColumn<QString>("language");
        for (const QSize size : {QSize(1024, 600), QSize(1280, 720), QSize(1920, 1080), QSize(2560, 1440), QSize(3840, 2160), QSize(1080, 1920), QSize(1200, 1600)})
            QTest::addRow("%dx%d", size.width(), size.height()) << size << QStringLiteral("en");
        for (const QSize size : {QSize(1024, 600), QSize(1080, 1920)})  // Chinese is higher
            QTest::addRow("%dx%d zh_CN", size.width(), size.height()) << size << QStringLiteral("zh_CN");
    }
    void every_size()
    {
        QFETCH(QSize, size);
        QFETCH(QString, language);
        WindowScene scene(1, size);
        useLanguage(scene, m_pseudo, language);
        for (int stations = 1; stations <= 16; ++stations) {
            if (stations > 1)
                scene.addStation(stations);
            scene.update();
            scene.settle();
            QCOMPARE(scene.window->size(), size);
            LINESIDE_NOTHING(unreachable(*scene.window));
            for (int a = 1; a <= stations; ++a) {
                QVERIFY(scene.tile(a)->isVisible());
                QCOMPARE(scene.tile(a)->visibleRegion().boundingRect(), scene.tile(a)->rect());
                QVERIFY(scene.tile(a)->zones().picture.height() >= 30);
            }
        }
        scene.window->openStation("station-1");
        scene.settle();
        QCOMPARE(scene.window->size(), size);
        LINESIDE_NOTHING(unreachable(*scene.window));
    }

    void no_text_is_cut_off_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("percent");
        QTest::addColumn<int>("stations");
        for (const char *language : {"en", "zh_CN", "pseudo"})
            for (const int percent : {80, 100, 150, 200})
                for (const int stations : {9, 16})
                    QTest::addRow("%s %d %% %d", language, percent, stations) << QString::fromLatin1(language) << percent << stations;
    }
    void no_text_is_cut_off()
    {
        QFETCH(QString, language);
        QFETCH(int, percent);
        QFETCH(int, stations);
        WindowScene scene(stations, {1920, 1080});
        useLanguage(scene, m_pseudo, language);
        scene.appearance.setTextScale(percent);
        scene.settle();
        trouble(scene);
        QCOMPARE(scene.window->size(), QSize(1920, 1080));
        LINESIDE_NOTHING(clippedTexts(*scene.window));
        LINESIDE_NOTHING(missingGlyphs(*scene.window));
        for (int n = 1; n <= stations; ++n) {
            StationTile *tile = scene.tile(n);
            LINESIDE_NOTHING(overlappingTexts(*tile));
            bool whole = false;  // the verdict is never shortened
            for (const PaintedText &text : paintedTexts(*tile))
                whole = whole || text.text == tile->text().word;
            QVERIFY2(whole, qPrintable(tile->text().word));
        }
        scene.window->filesPanel().setFolded(false);
        scene.settle();
        LINESIDE_NOTHING(clippedTexts(scene.window->filesPanel()));
        scene.window->filesPanel().setFolded(true);
        for (const int station : {1, 8, 9}) {
            scene.window->openStation(LiveScene::idOf(station));
            scene.settle();
            LINESIDE_NOTHING(clippedTexts(*scene.window));
        }
    }

private:
    PseudoLanguage m_pseudo;
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestLiveLayout)
#include "tst_livelayout.moc"
