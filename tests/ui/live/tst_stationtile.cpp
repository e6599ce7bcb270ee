// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/transitionbutton.h"
#include "live/stationtile.h"
#include "support/livescene.h"
#include "support/uichecks.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

QStringList texts(QWidget &widget)
{
    QStringList all;
    for (const PaintedText &text : paintedTexts(widget))
        all << text.text;
    return all;
}

/// What of a widget was painted.
class PaintedRegion : public QObject {
public:
    explicit PaintedRegion(QWidget &widget) { widget.installEventFilter(this); }
    QRegion region;

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            region += static_cast<QPaintEvent *>(event)->region();
        return false;
    }
};

/// A tile of the first station of a scene.
struct Shown {
    Shown() : tile(scene.bridge, LiveScene::idOf(1))
    {
        tile.resize(700, 460);
        tile.show();
        show();
    }
    void show()
    {
        scene.update();
        tile.refresh(true);
    }
    bool says(const QString &words) { return texts(tile).join(QLatin1Char('\n')).contains(words); }
    QPushButton *button(const char *name) { return tile.findChild<QPushButton *>(QLatin1String(name)); }

    LiveScene scene{1};
    StationTile tile;
};

}  // namespace

class TestStationTile : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { m_settings.emplace(); }

    void name_model_verdict_and_all_five_figures_are_painted()
    {
        Shown shown;
        const QStringList all = texts(shown.tile);
        for (const char *words : {"Station 1", "PASS", "camera", "30", "judged", "p50/p99 ms", "12.1/18.4", "skipped", "211", "dropped", "3"})
            QVERIFY2(all.contains(QLatin1String(words)), qPrintable(QLatin1String(words) + QStringLiteral(" not in: ") + all.join('|')));
        QVERIFY(shown.says(QStringLiteral("line-v2 since ")));
    }

    void the_verdict_is_large_enough_to_read_from_two_metres()
    {
        Shown shown;
        for (const QSize size : {QSize(300, 200), QSize(700, 460), QSize(1900, 1000)}) {
            shown.tile.resize(size);
            QVERIFY(shown.tile.zones().wordFont.pixelSize() >= std::max(24, size.height() / 14));
        }
    }

    void a_retry_button_stands_where_the_camera_is_lost_and_asks_the_engine()
    {
        Shown shown;
        QVERIFY(shown.button("retry_station-1")->isHidden());
        for (const SourceState state : {SourceState::Offline, SourceState::Busy, SourceState::Stalled, SourceState::Ended}) {
            shown.scene.setSource(1, state);
            shown.show();
            QVERIFY(!shown.button("retry_station-1")->isHidden());
        }
        QTest::mouseClick(shown.button("retry_station-1"), Qt::LeftButton);
        QVERIFY(shown.scene.engine.calls == std::vector<std::string>{"retrySource station-1"});
        shown.scene.setSource(1, SourceState::Running);
        shown.show();
        QVERIFY(shown.button("retry_station-1")->isHidden());
    }

    void the_way_back_is_on_the_tile_after_a_promotion()
    {
        Shown shown;
        QVERIFY(shown.button("transition_station-1")->isHidden());
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.show();
        QVERIFY(!shown.button("transition_station-1")->isHidden());
        QCOMPARE(shown.button("transition_station-1")->text(), QStringLiteral("Roll back to line-v2"));
    }

    void what_stands_beside_a_button_is_painted_anew_when_the_button_comes_or_goes()
    {
        Shown shown;
        shown.scene.station(1).config.rejectRateLimit = 0.08;
        shown.show();
        QVERIFY(QTest::qWaitForWindowExposed(&shown.tile));
        QTRY_VERIFY(shown.button("transition_station-1")->isHidden());
        QCoreApplication::processEvents();
        for (const bool comes : {true, false}) {
            PaintedRegion painted(shown.tile);
            shown.scene.station(1).offered = comes ? std::optional(ModelId{"line", 3}) : std::nullopt;
            shown.show();
            QCOMPARE(shown.button("transition_station-1")->isHidden(), !comes);
            QTRY_VERIFY(painted.region.contains(shown.tile.zones().note));
        }
    }

    void screen_readers_hear_at_which_station_a_button_works()
    {
        Shown shown;
        shown.scene.station(1).previous = ModelId{"line", 1};
        shown.show();
        QCOMPARE(shown.button("transition_station-1")->accessibleName(), QStringLiteral("Roll back to line-v1, Station 1"));
        shown.scene.station(1).config.name = "Filler";
        shown.show();
        QCOMPARE(shown.button("transition_station-1")->accessibleName(), QStringLiteral("Roll back to line-v1, Filler"));
    }

    void the_chip_names_the_new_model_after_a_promotion_and_the_verdict_waits_for_it()
    {
        Shown shown;
        QVERIFY(shown.says(QStringLiteral("PASS")));
        shown.scene.engine.promote("station-1", {"line", 3}, {});
        shown.show();
        QVERIFY(shown.says(QStringLiteral("line-v3 since ")));
        QVERIFY(!shown.says(QStringLiteral("PASS")));
        QVERIFY(shown.says(QStringLiteral("UNKNOWN")));
        shown.scene.station(1).last.model = {"line", 3};
        shown.show();
        QVERIFY(shown.says(QStringLiteral("PASS")));
    }

    void a_narrow_tile_names_station_and_model_and_leaves_out_since_when()
    {
        Shown shown;
        shown.scene.station(1).config.name = "Station 15";
        shown.tile.resize(188, 140);
        shown.show();
        QVERIFY2(shown.says(QStringLiteral("Station 15")), qPrintable(texts(shown.tile).join(QLatin1Char('|'))));
        QVERIFY(texts(shown.tile).contains(QStringLiteral("line-v2")));
    }

    void a_second_chip_names_the_model_that_judges_along()
    {
        Shown shown;
        QVERIFY(!shown.says(QStringLiteral("shadow")));
        shown.scene.station(1).shadow = ModelId{"line", 3};
        shown.show();
        QVERIFY(shown.says(QStringLiteral("shadow line-v3")));
    }

    void a_file_on_its_way_is_named_over_the_picture()
    {
        Shown shown;
        shown.scene.engine.offerFile("/data/line-v4.pt", "station-1");
        shown.show();
        QVERIFY(shown.says(QStringLiteral("line-v4.pt: Step 1 of 6: Copy and hash. line-v2 judges")));
        QVERIFY(shown.says(QStringLiteral("PASS")));
    }

    void why_a_tile_is_amber_or_red_is_read_on_it_however_small_it_is_data()
    {
        QTest::addColumn<bool>("red");
        QTest::addColumn<QString>("why");
        QTest::newRow("amber") << false << QStringLiteral("Cap: low score");
        QTest::newRow("red") << true << QStringLiteral("12.0 % rejects, limit 8.0 %");
    }
    void why_a_tile_is_amber_or_red_is_read_on_it_however_small_it_is()
    {
        QFETCH(bool, red);
        QFETCH(QString, why);
        Shown shown;
        StationSnapshot &s = shown.scene.station(1);
        s.offered = ModelId{"line", 3};  // whose button takes the place of the words
        if (red) {
            s.rejectsHigh = true;
            s.rejectRate = 0.12;
        } else {
            s.last = {Verdict::Unsure, VerdictReason::LowScore, "Cap", {"line", 2}};
        }
        for (const QSize size : {QSize(700, 500), QSize(420, 300), QSize(330, 200)}) {
            shown.tile.resize(size);
            shown.show();
            QVERIFY(!shown.button("transition_station-1")->isHidden());
            // Perhaps in two lines.
            QVERIFY2(texts(shown.tile).join(QLatin1Char(' ')).contains(why), qPrintable(QStringLiteral("%1 × %2").arg(size.width()).arg(size.height())));
        }
    }

    void a_held_picture_stays_says_so_and_the_live_one_goes_on_in_the_corner()
    {
        Shown shown;
        shown.scene.picture(1, 0x303030);
        shown.tile.refresh(true);
        shown.tile.toggleFreeze();
        const QRect picture = shown.tile.zones().picture;
        const QPoint corner(picture.right() - 40, picture.top() + 40), middle(picture.center());
        const auto at = [&](const QPoint &point) { return shown.tile.grab().toImage().pixelColor(point); };
        QVERIFY(shown.says(QStringLiteral("Picture held by you")));
        const QColor held = at(middle);
        shown.scene.picture(1, 0xC0C0C0);
        QTRY_COMPARE((shown.tile.refresh(true), at(corner)), QColor(0xC0, 0xC0, 0xC0));  // when it is due
        QCOMPARE(at(middle), held);
        shown.tile.toggleFreeze();
        QVERIFY(!shown.says(QStringLiteral("Picture held by you")));
    }

    void a_note_without_room_is_left_out_and_not_cut_to_a_letter()
    {
        Shown shown;
        shown.scene.setSource(1, SourceState::Offline);
        for (int width = 300; width < 520; width += 4) {
            shown.tile.resize(width, 360);
            shown.show();
            for (const QString &text : texts(shown.tile))
                QVERIFY2(!text.endsWith(QChar(0x2026)) || text.size() > 4, qPrintable(QStringLiteral("%1 at %2").arg(text).arg(width)));
        }
    }

    void a_screen_reader_gets_the_whole_sentence()
    {
        Shown shown;
        QCOMPARE(shown.tile.accessibleName(), QStringLiteral("Station 1, PASS, line-v2, running, 30 of 30 per second"));
        shown.scene.setSource(1, SourceState::Frozen);
        shown.show();
        QVERIFY(shown.tile.accessibleName().startsWith(QLatin1String("Station 1, UNKNOWN, line-v2, picture frozen")));
        const QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&shown.tile);
        QVERIFY(accessible && accessible->text(QAccessible::Name) == shown.tile.accessibleName());
    }

    void a_station_that_was_taken_out_and_put_back_shows_its_new_pictures()
    {
        Shown shown;
        StationSnapshot kept = shown.scene.station(1);
        shown.scene.engine.state.stations.clear();
        shown.scene.engine.addStation("station-1", "Station 1");  // with a feed of its own
        shown.scene.engine.state.stations[0] = kept;
        shown.show();
        const FramePtr fresh = shown.scene.picture(1, 0x123456);
        QTRY_COMPARE((shown.tile.refresh(false), shown.tile.shown().frame), fresh);  // when it is due
    }

private:
    std::optional<OwnSettings> m_settings;
};

QTEST_MAIN(TestStationTile)
#include "tst_stationtile.moc"
