// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/dropoverlay.h"
#include "support/fakeconsole.h"
#include "support/realdrag.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Files dragged with the mouse of an X display out of another process onto the window, over a scripted engine.
class TstRealDrop : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() { QCOMPARE(QGuiApplication::platformName(), QStringLiteral("xcb")); }
    void init()
    {
        m_console = std::make_unique<FakeConsole>();
        QVERIFY(QTest::qWaitForWindowExposed(m_console->window.get()));
    }
    void cleanup() { m_console.reset(); }

    void a_file_dropped_on_a_tile_is_offered_to_that_station()
    {
        const QString file = m_console->file(QStringLiteral("line é 新 v3.pt"));
        RealDrag drag({file}, kSource);
        QVERIFY2(drag.moveTo(onScreen(m_console->tile("station-4"))), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntilTaken(), qPrintable(drag.problem()));
        QVERIFY(overlay().active());
        QCOMPARE(overlay().targets().size(), 4u);
        QVERIFY(m_console->engine.calls.empty());
        QVERIFY2(drag.release(), qPrintable(drag.problem()));
        QTRY_COMPARE(m_console->engine.offers.size(), 1u);
        QCOMPARE(QString::fromStdString(m_console->engine.offers[0].first), file);
        QCOMPARE(m_console->engine.offers[0].second, std::string("station-4"));
        QVERIFY(!overlay().active());
        // The source had proposed to move the file; the operator's file stays.
        QCOMPARE(drag.action(), QStringLiteral("copy"));
        QVERIFY(QFile::exists(file));
    }

    void files_dropped_on_the_strip_are_only_imported()
    {
        RealDrag drag({m_console->file(QStringLiteral("a.pt"))}, kSource);
        QVERIFY2(drag.moveTo(onScreen(m_console->tile("station-1"))), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntil([&] { return overlay().active(); }), qPrintable(drag.problem()));
        QVERIFY2(drag.moveTo(m_console->window->mapToGlobal(overlay().strip().center())), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntilTaken() && drag.release(), qPrintable(drag.problem()));
        QTRY_COMPARE(m_console->engine.offers.size(), 1u);
        QCOMPARE(m_console->engine.offers[0].second, std::string());
    }

    void a_picture_is_refused_before_the_release_and_nothing_is_offered()
    {
        RealDrag drag({m_console->file(QStringLiteral("photo.jpg"))}, kSource);
        QVERIFY2(drag.moveTo(onScreen(m_console->tile("station-1"))), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntil([&] { return overlay().active(); }), qPrintable(drag.problem()));
        QVERIFY(overlay().check().reason.contains(QStringLiteral("photo.jpg")));
        QVERIFY2(drag.release(), qPrintable(drag.problem()));
        QCOMPARE(drag.action(), QStringLiteral("ignore"));
        QTRY_VERIFY(!overlay().active());
        QVERIFY(m_console->engine.calls.empty());
    }

    void leaving_the_window_restores_it_and_offers_nothing()
    {
        RealDrag drag({m_console->file(QStringLiteral("a.pt"))}, kSource);
        QVERIFY2(drag.moveTo(onScreen(m_console->tile("station-2"))), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntil([&] { return overlay().active(); }), qPrintable(drag.problem()));
        QVERIFY2(drag.moveTo(kOutside), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntil([&] { return !overlay().active(); }), qPrintable(drag.problem()));
        QVERIFY2(drag.release(), qPrintable(drag.problem()));
        QVERIFY(m_console->engine.calls.empty());
    }

    void escape_ends_the_drag_and_offers_nothing()
    {
        RealDrag drag({m_console->file(QStringLiteral("a.pt"))}, kSource);
        QVERIFY2(drag.moveTo(onScreen(m_console->tile("station-2"))), qPrintable(drag.problem()));
        QVERIFY2(drag.hoverUntil([&] { return overlay().active(); }), qPrintable(drag.problem()));
        QVERIFY2(drag.cancel(), qPrintable(drag.problem()));
        QTRY_VERIFY(!overlay().active());
        QVERIFY(m_console->engine.calls.empty());
    }

private:
    static constexpr QRect kSource{1600, 200, 200, 150};  // right of the window
    static constexpr QPoint kOutside{1700, 900};

    DropOverlay &overlay() { return m_console->window->dropOverlay(); }
    static QPoint onScreen(const QWidget *widget) { return widget->mapToGlobal(widget->rect().center()); }

    std::unique_ptr<FakeConsole> m_console;
};

QTEST_MAIN(TstRealDrop)
#include "tst_realdrop.moc"
