// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/uichecks.h"
#include "support/windowscene.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

void begin(LiveScene &scene)
{
    scene.engine.state.safeMode = SafeMode{5, 41.3};
    scene.update();
}

}  // namespace

class TestSafeModeBar : public QObject {
    Q_OBJECT

    std::optional<OwnSettings> m_settings;

private slots:
    void init() { m_settings.emplace(); }

    void it_takes_no_room_where_there_is_no_safe_mode()
    {
        WindowScene scene;
        auto *bar = scene.child<QWidget>("safeModeBar");
        QVERIFY(bar->isHidden());
        const int top = scene.child<QStackedWidget>("")->y();
        begin(scene);
        scene.settle();
        QVERIFY(bar->isVisible());
        QVERIFY(scene.child<QStackedWidget>("")->y() > top);
    }
    void it_says_what_happened_what_runs_and_what_to_do_and_one_button_ends_it()
    {
        WindowScene scene;
        begin(scene);
        const QString said = scene.child<QLabel>("safeMode")->text();
        QVERIFY2(said.contains("ended 5 times") && said.contains("within 41 s") && said.contains("known to work") && said.contains("load the rest"), qPrintable(said));
        QVERIFY(scene.child<QLabel>("lineState")->text().startsWith("Attention"));
        auto *leave = scene.child<QPushButton>("leaveSafeMode");
        leave->setFocus();
        scene.press(Qt::Key_Space);
        scene.update();
        QCOMPARE(scene.engine.calls, std::vector<std::string>{"leaveSafeMode"});
        QVERIFY(scene.child<QWidget>("safeModeBar")->isHidden());
        // Not on a button that changes the line: a key pressed twice must not reach it.
        QVERIFY(!qobject_cast<QAbstractButton *>(QApplication::focusWidget()));
    }
    void what_the_engine_refuses_is_told_and_the_bar_stays()
    {
        WindowScene scene;
        begin(scene);
        QSignalSpy told(&scene.bridge, &EngineBridge::commandRefused);
        scene.engine.refuseWith = Error{ErrorCode::Internal, "no"};
        scene.child<QPushButton>("leaveSafeMode")->click();
        QTRY_COMPARE(told.size(), 1);
        QVERIFY(scene.child<QWidget>("safeModeBar")->isVisible());
    }
    void it_reads_well_at_every_size_in_both_languages_and_themes_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("theme");
        QTest::addColumn<int>("scale");
        for (const char *language : {"en", "zh_CN"}) {
            for (const char *theme : {"light", "dark"}) {
                for (const int scale : {80, 100, 200})
                    QTest::addRow("%s %s %d", language, theme, scale) << language << theme << scale;
            }
        }
    }
    void it_reads_well_at_every_size_in_both_languages_and_themes()
    {
        QFETCH(const QString, language);
        QFETCH(const QString, theme);
        QFETCH(const int, scale);
        for (const QSize size : {QSize(1366, 768), QSize(1920, 1080)}) {
            WindowScene scene(4, size);
            scene.appearance.setTheme(theme);
            scene.appearance.setTextScale(scale);
            scene.language.apply(language);
            begin(scene);
            scene.settle();
            auto &bar = *scene.child<QWidget>("safeModeBar");
            LINESIDE_NOTHING(clippedTexts(bar));
            LINESIDE_NOTHING(elidedTexts(bar));
            LINESIDE_NOTHING(overlappingTexts(bar));
            LINESIDE_NOTHING(missingGlyphs(bar));
            LINESIDE_NOTHING(lowContrast(bar));
            if (scale >= 100)  // below, everything is smaller, as asked
                LINESIDE_NOTHING(smallTargets(bar));
            LINESIDE_NOTHING(unnamed(bar));
            LINESIDE_NOTHING(unreachable(*scene.window));
            LINESIDE_NOTHING(notReachedByTab(*scene.window));
            LINESIDE_NOTHING(againstReadingOrder(*scene.window));
            LINESIDE_NOTHING(withoutVisibleFocus(bar));
            QVERIFY(scene.window->height() <= size.height() && scene.window->width() <= size.width());
        }
    }
};

QTEST_MAIN(TestSafeModeBar)
#include "tst_safemodebar.moc"
