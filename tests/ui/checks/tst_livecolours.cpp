// SPDX-License-Identifier: GPL-3.0-or-later
// Colour only for trouble, and every word and sign readable, in both themes and by colour-blind people.
#include "livestates.h"

#include "live/stationtile.h"
#include "support/uichecks.h"
#include "support/windowscene.h"
#include "widgets/symbols.h"

#include <QPainter>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

/// Coloured pixels of the wall outside all pictures: all, and those of one tile.
struct Colour {
    int all = 0, inTile = 0, pixels = 0;
};

/// Sixteen tiles without the window around them.
struct BareWall {
    explicit BareWall(const QString &theme)
    {
        appearance.setTheme(theme);
        wall.resize(1800, 960);
        wall.show();
        QCoreApplication::sendPostedEvents();
        scene.update();
    }
    LiveScene scene{16};
    Appearance appearance{*qApp};
    Wall wall{scene.bridge};
};

Colour colourOf(Wall &wall, const StationTile *tile)
{
    const QImage image = wall.grab().toImage();
    QRegion outside(wall.rect());
    for (const StationTile *t : wall.tiles())
        outside -= t->zones().picture.translated(t->pos());
    Colour colour;
    colour.pixels = image.width() * image.height();
    for (const QRect &part : outside)
        for (int y = part.top(); y <= part.bottom(); ++y)
            for (int x = part.left(); x <= part.right(); ++x)
                if (chroma(image.pixelColor(x, y)) > 40) {
                    ++colour.all;
                    colour.inTile += tile && tile->geometry().contains(x, y);
                }
    return colour;
}

}  // namespace

class TestLiveColours : public QObject {
    Q_OBJECT

private slots:
    void init() { m_settings.emplace(); }

    void a_wall_on_which_all_is_well_has_no_colour_data() { both_themes(); }
    void a_wall_on_which_all_is_well_has_no_colour()
    {
        QFETCH(QString, theme);
        BareWall shown(theme);
        for (const int rejected : {4, 9})
            shown.scene.station(rejected).last = {Verdict::Fail, VerdictReason::MissingLabel, "Cap", {"line", 2}};
        shown.scene.updateWords();
        const Colour colour = colourOf(shown.wall, nullptr);
        QVERIFY2(colour.all * 1000 <= colour.pixels, qPrintable(QStringLiteral("%1 of %2").arg(colour.all).arg(colour.pixels)));
    }

    void the_colour_of_a_wall_lies_in_its_abnormal_tile_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("state");
        for (const char *theme : {"light", "dark"})
            for (std::size_t i = 0; i < liveStates().size(); ++i)
                if (liveStates()[i].abnormal)
                    QTest::addRow("%s, %s", liveStates()[i].name, theme) << QString::fromLatin1(theme) << static_cast<int>(i);
    }
    void the_colour_of_a_wall_lies_in_its_abnormal_tile()
    {
        QFETCH(QString, theme);
        QFETCH(int, state);
        BareWall shown(theme);
        liveStates()[static_cast<std::size_t>(state)].bring(shown.scene, 7);
        shown.scene.update();
        shown.scene.updateWords();
        const Colour colour = colourOf(shown.wall, shown.wall.tileOf("station-7"));
        QVERIFY2(colour.all >= 40, qPrintable(QStringLiteral("%1 coloured pixels").arg(colour.all)));
        QVERIFY2(colour.inTile * 100 >= colour.all * 95, qPrintable(QStringLiteral("%1 of %2").arg(colour.inTile).arg(colour.all)));
    }

    void every_word_of_every_state_is_readable_data() { the_states(); }
    void every_word_of_every_state_is_readable()
    {
        QFETCH(QString, theme);
        QFETCH(int, state);
        LiveScene scene(1);
        Appearance appearance(*qApp);
        appearance.setTheme(theme);
        StationTile tile(scene.bridge, "station-1");
        tile.resize(700, 480);
        tile.show();
        const LiveState &wanted = liveStates()[static_cast<std::size_t>(state)];
        wanted.bring(scene, 1);
        scene.update();
        tile.refresh(true);
        QCoreApplication::sendPostedEvents();
        LINESIDE_NOTHING(lowContrast(tile));
        QStringList all;
        for (const PaintedText &text : paintedTexts(tile))
            all << text.text;
        QVERIFY2(all.join('\n').contains(QLatin1String(wanted.word)), qPrintable(all.join('|')));
    }

    void every_word_of_the_window_is_readable_data() { both_themes(); }
    void every_word_of_the_window_is_readable()
    {
        QFETCH(QString, theme);
        WindowScene scene(4, {1600, 900});
        scene.appearance.setTheme(theme);
        scene.engine.promote("station-1", {"line", 3}, {});
        scene.engine.offerFile("/data/line-v4.pt", "station-2");
        scene.update();
        scene.settle();
        scene.updateWords();
        LINESIDE_NOTHING(lowContrast(*scene.window));
        scene.window->openStation("station-1");
        scene.settle();
        LINESIDE_NOTHING(lowContrast(*scene.window));
    }

    void signs_stand_out_from_what_is_around_them_data() { both_themes(); }
    void signs_stand_out_from_what_is_around_them()
    {
        QFETCH(QString, theme);
        const Theme &t = theme == QLatin1String("dark") ? Theme::darkTheme() : Theme::light();
        const auto painted = [](const QColor &ground, const auto &paint) {
            QImage image(32, 32, QImage::Format_RGB32);
            image.fill(ground);
            QPainter painter(&image);
            paint(painter, QRect(4, 4, 24, 24));
            painter.end();
            return inkIn(image, image.rect()).contrast;
        };
        for (const Verdict v : {Verdict::Pass, Verdict::Fail, Verdict::Unsure, Verdict::Unknown}) {
            const QColor ground = v == Verdict::Fail ? t.failFill : v == Verdict::Unsure ? t.amber : t.idleFill;
            const QColor ink = v == Verdict::Fail ? t.onFail : v == Verdict::Unsure ? t.onAmber : t.text;
            QVERIFY(painted(ground, [&](QPainter &p, const QRect &r) { symbols::paintVerdict(p, r, v, ink); }) >= 3);
        }
        QVERIFY(painted(t.surface, [](QPainter &p, const QRect &r) { symbols::paintWarning(p, r); }) >= 3);
        QVERIFY(painted(t.red, [](QPainter &p, const QRect &r) { symbols::paintWarning(p, r); }) >= 3);
        for (const char letter : {'F', 'C', 'S', 'M'})
            QVERIFY(painted(t.surface, [&](QPainter &p, const QRect &r) {
                        symbols::paintDeviceLetter(p, r, QLatin1Char(letter), letter == 'F' ? t.onRed : t.onAmber, letter == 'F' ? t.red : t.amber);
                    }) >= 3);
    }

    void colour_blind_people_can_tell_trouble_from_danger_data() { both_themes(); }
    void colour_blind_people_can_tell_trouble_from_danger()
    {
        QFETCH(QString, theme);
        // From the pixels of the bands: red by rejects, amber by an unsure part, grey by a passed one.
        LiveScene scene(3);
        Appearance appearance(*qApp);
        appearance.setTheme(theme);
        scene.station(1).rejectsHigh = true;
        scene.station(2).last = {Verdict::Unsure, VerdictReason::None, {}, {"line", 2}};
        std::vector<QColor> colours;
        for (int number = 1; number <= 3; ++number) {
            StationTile tile(scene.bridge, LiveScene::idOf(number));
            tile.resize(700, 480);
            tile.show();
            scene.update();
            tile.refresh(true);
            colours.push_back(inkIn(tile.grab().toImage(), tile.zones().word.adjusted(4, 4, -4, -4)).ground);
        }
        for (const Sight sight : {Sight::Deuteranopia, Sight::Protanopia})
            for (std::size_t a = 0; a < colours.size(); ++a)
                for (std::size_t b = a + 1; b < colours.size(); ++b) {
                    const double difference = deltaE(seenWith(sight, colours[a]), seenWith(sight, colours[b]));
                    QVERIFY2(difference >= 20, qPrintable(colours[a].name() + ' ' + colours[b].name() + ' ' + QString::number(difference)));
                }
    }

private:
    void both_themes()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << QStringLiteral("light");
        QTest::newRow("dark") << QStringLiteral("dark");
    }
    void the_states()
    {
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("state");
        for (const char *theme : {"light", "dark"})
            for (std::size_t i = 0; i < liveStates().size(); ++i)
                QTest::addRow("%s, %s", liveStates()[i].name, theme) << QString::fromLatin1(theme) << static_cast<int>(i);
    }
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestLiveColours)
#include "tst_livecolours.moc"
