// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "compare/comparepage.h"
#include "compare/compareview.h"
#include "settings/noticelabel.h"
#include "ui/itemmodels/linescene.h"
#include "ui/itemmodels/reachable.h"

#include <QComboBox>
#include <QLabel>
#include <QListView>
#include <QPushButton>
#include <QToolButton>
#include <QWheelEvent>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Comparing B with A over a scripted engine.
class TstComparePage : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        fillLine(*m_engine);
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_page = std::make_unique<ComparePage>(*m_bridge);
        m_page->resize(1366, 768);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }
    void cleanup()
    {
        m_page.reset();
        m_bridge.reset();
        m_engine.reset();
    }

    void every_interactive_widget_has_names_size_and_a_place_in_the_tab_order()
    {
        const QStringList problems = unreachable(*m_page);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

    void only_usable_models_other_than_a_can_be_b()
    {
        auto *models = child<QComboBox>("compareModel");
        QCOMPARE(models->findData(QStringLiteral("line-v1")), -1);
        QCOMPARE(models->findData(QStringLiteral("line-v10")), -1);
        QVERIFY(models->findData(QStringLiteral("line-v2")) >= 0);
        QVERIFY(models->findData(QStringLiteral("line-v3")) >= 0);
    }

    void start_runs_b_in_shadow_and_promotes_nothing()
    {
        m_page->showModel(kV2);
        button("compareStart")->click();
        QCOMPARE(m_engine->callsStartingWith("setShadow station-1 line-v2"), 1u);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
        m_bridge->refresh();
        QCOMPARE(button("compareStart")->text(), QStringLiteral("Stop comparison"));
        QVERIFY(!child<QComboBox>("compareModel")->isEnabled());
        button("compareStart")->click();
        QVERIFY(!m_engine->station("station-1").shadow);
    }

    void a_model_with_another_label_set_is_called_only_partly_comparable()
    {
        m_page->showModel(kBlind);
        QVERIFY(child<NoticeLabel>("compareNotice")->notice().contains(QStringLiteral("Cap")));
        m_page->showModel(kV2);
        QVERIFY(child<NoticeLabel>("compareNotice")->notice().isEmpty());
    }

    void the_sentence_says_only_what_is_known()
    {
        startShadow(0, 0);
        QVERIFY(sentence().startsWith(QStringLiteral("Starting: line-v2")));
        startShadow(1240, 31);
        QVERIFY2(sentence().startsWith(QStringLiteral("Comparing: 1,240")) && sentence().contains(QStringLiteral("31 differ")),
                 qPrintable(sentence()));
        m_engine->station("station-1").source.state = SourceState::Offline;
        republish();
        QVERIFY2(sentence().startsWith(QStringLiteral("The comparison waits")), qPrintable(sentence()));
    }

    void both_pictures_always_show_the_same_frame()
    {
        startShadow(1, 1);
        for (std::uint64_t i = 1; i <= 20; ++i) {
            m_engine->feedOf("station-1").setCompared(comparedFrame(i, i % 2));
            tick();
            QCOMPARE(view("compareViewA")->frame(), view("compareViewB")->frame());
            QCOMPARE(view("compareViewA")->frame()->active->frame->sequence, i);
        }
    }

    void space_freezes_both_pictures_and_lets_them_go_again()
    {
        startShadow(1, 1);
        m_engine->feedOf("station-1").setCompared(comparedFrame(1, true));
        tick();
        QTest::keyClick(view("compareViewA"), Qt::Key_Space);
        m_engine->feedOf("station-1").setCompared(comparedFrame(2, true));
        tick();
        QCOMPARE(view("compareViewA")->frame()->active->frame->sequence, 1ULL);
        QTest::keyClick(child<QListView>("differingFrames"), Qt::Key_Space);
        tick();
        QCOMPARE(view("compareViewB")->frame()->active->frame->sequence, 2ULL);
    }

    void a_click_on_a_thumbnail_opens_that_frame_in_both_pictures()
    {
        startShadow(40, 3);
        m_engine->feedOf("station-1").setCompared(comparedFrame(40, false));
        m_engine->feedOf("station-1").setDiffering({comparedFrame(7, true), comparedFrame(19, true), comparedFrame(23, true)});
        tick();
        auto *strip = child<QListView>("differingFrames");
        QTRY_COMPARE(strip->model()->rowCount(), 3);
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->visualRect(strip->model()->index(1, 0)).center());
        QCOMPARE(view("compareViewA")->frame()->active->frame->sequence, 19ULL);
        QCOMPARE(view("compareViewB")->frame()->active->frame->sequence, 19ULL);
        tick();
        QCOMPARE(view("compareViewA")->frame()->active->frame->sequence, 19ULL);
    }

    void zoom_is_common_to_both_pictures()
    {
        startShadow(1, 1);
        m_engine->feedOf("station-1").setCompared(comparedFrame(1, true));
        tick();
        const QImage before = view("compareViewB")->grab().toImage();
        CompareView *a = view("compareViewA");
        QWheelEvent wheel(QPointF(100, 100), a->mapToGlobal(QPointF(100, 100)), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                          Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(a, &wheel);
        QVERIFY(view("compareViewB")->grab().toImage() != before);
    }

    void keys_one_and_two_switch_between_overlay_and_side_by_side()
    {
        QTest::keyClick(m_page.get(), Qt::Key_1);
        QVERIFY(view("compareViewBoth")->isVisible());
        QTest::keyClick(m_page.get(), Qt::Key_2);
        QVERIFY(view("compareViewA")->isVisible() && view("compareViewB")->isVisible());
    }

    void boxes_of_a_are_blue_and_of_b_orange()
    {
        startShadow(1, 1);
        m_engine->feedOf("station-1").setCompared(comparedFrame(1, true));
        tick();
        QVERIFY(has(view("compareViewA"), QColor(0x00, 0x72, 0xB2)));
        QVERIFY(!has(view("compareViewA"), QColor(0xE6, 0x9F, 0x00)));
        QVERIFY(has(view("compareViewB"), QColor(0xE6, 0x9F, 0x00)));
        QVERIFY(!has(view("compareViewB"), QColor(0x00, 0x72, 0xB2)));
    }

    void a_stopped_comparison_leaves_no_old_picture()
    {
        startShadow(1, 1);
        m_engine->feedOf("station-1").setCompared(comparedFrame(1, true));
        tick();
        QVERIFY(view("compareViewA")->frame());
        m_engine->station("station-1").shadow.reset();
        republish();
        tick();
        QVERIFY(!view("compareViewA")->frame());
    }

    void without_stations_the_page_says_where_to_add_one()
    {
        FakeEngine empty;
        EngineBridge bridge(empty);
        ComparePage page(bridge);
        page.show();
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("compareSentence"))->text().contains(QStringLiteral("Settings")));
    }

private:
    void startShadow(std::uint64_t compared, std::uint64_t differing)
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kV2;
        s.shadowStats.compared = compared;
        s.shadowStats.differing = differing;
        republish();
    }
    void republish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    void tick() { emit m_bridge->tick(); }
    static bool has(QWidget *widget, QColor color)
    {
        const QImage image = widget->grab().toImage();
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                if (QColor(image.pixel(x, y)) == color)
                    return true;
        return false;
    }
    QString sentence() const { return child<QLabel>("compareSentence")->text(); }
    template <class W>
    W *child(const char *name) const
    {
        return m_page->findChild<W *>(QLatin1String(name));
    }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    CompareView *view(const char *name) const { return child<CompareView>(name); }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<ComparePage> m_page;
};

QTEST_MAIN(TstComparePage)
#include "tst_comparepage.moc"
