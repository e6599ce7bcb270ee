// SPDX-License-Identifier: GPL-3.0-or-later
// What somebody may not do is seen before he tries, and trying leads to signing in.
#include "actions/dropoverlay.h"
#include "itemmodels/accesswords.h"
#include "live/lotedit.h"
#include "live/stationpage.h"
#include "mainwindow/rail.h"
#include "signin/deedlock.h"
#include "signin/signinpanel.h"
#include "support/fakeconsole.h"
#include "support/fakedesk.h"
#include "support/sentdrag.h"
#include "support/uichecks.h"

#include <QAbstractButton>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTableView>
#include <QtTest>

#include <map>

using namespace lineside;
using namespace lineside::test;

namespace {

struct Marked {
    const char *button;
    Deed deed;
};

/// Of every page, also those that are not shown.
constexpr Marked kMarked[] = {
    {"importFile", Deed::ImportModel},
    {"leaveSafeMode", Deed::LeaveSafeMode},
    {"libraryOffer", Deed::ImportModel},
    {"libraryRemove", Deed::RemoveModel},
    {"libraryConfirmRemove", Deed::RemoveModel},
    {"choosePreview", Deed::ImportModel},
    {"toggleShadow", Deed::Compare},
    {"goldenDrop", Deed::Compare},
    {"goldenDropYes", Deed::Compare},
    {"compareStart", Deed::Compare},
    {"compareStartAll", Deed::Compare},
    {"compareStopAll", Deed::Compare},
    {"compareOffer", Deed::ImportModel},
    {"reviewKeep", Deed::Compare},
    {"reviewBoth", Deed::ReviewParts},
    {"recordedStart", Deed::Compare},
    {"recordedCancel", Deed::Compare},
    {"canaryBegin", Deed::RunCanary},
    {"canaryApprove", Deed::RunCanary},
    {"canaryPause", Deed::StopCanary},
    {"canaryAbort", Deed::StopCanary},
    {"canaryNew", Deed::ChangePlans},
    {"canaryEdit", Deed::ChangePlans},
    {"canaryRemove", Deed::ChangePlans},
    {"planSave", Deed::ChangePlans},
    {"applyChanges", Deed::ChangeSettings},
    {"stationAdd", Deed::ChangeSettings},
    {"stationRemove", Deed::ChangeSettings},
    {"loadingApply", Deed::ChangeSettings},
    {"recordingApply", Deed::ChangeSettings},
    {"retry_station-1", Deed::RetrySource},
    {"transition_station-2", Deed::Promote},
    {"transition_station-3", Deed::RollBack},
};

}  // namespace

class TestDeedLock : public QObject {
    Q_OBJECT

    std::unique_ptr<FakeDesk> m_desk;
    std::unique_ptr<FakeConsole> m_console;

    /// Nobody's or somebody's window: "nobody asked", "not signed in", or a role.
    void open(const QString &who)
    {
        m_console.reset();
        m_desk = std::make_unique<FakeDesk>();
        m_desk->people.push_back({"Vera", "only looking", Role::Viewer});
        seat(who);
        m_console = std::make_unique<FakeConsole>(4, QSize(1440, 900), m_desk.get());
        m_console->engine.station("station-2").offered = FakeConsole::kV2;
        m_console->engine.station("station-3").previous = FakeConsole::kV2;
        m_console->engine.addModel({"line", 3});  // which nothing uses
        m_console->engine.state.safeMode = SafeMode{3, 12};
        CanaryPlan plan;
        plan.name = "night";
        plan.steps = {{.stations = {"station-1"}}};
        m_console->engine.state.canaryPlans = {plan};
        m_console->publish();
        QVERIFY(QTest::qWaitForWindowActive(m_console->window.get()));
        QCoreApplication::processEvents();
    }
    void seat(const QString &who)
    {
        m_desk->state = {who != QStringLiteral("nobody asked"), std::nullopt, std::nullopt};
        const std::map<QString, std::string> names{{"viewer", "Vera"}, {"operator", "Tom"}, {"engineer", "Nina Berg"}, {"administrator", "Ada"}};
        if (const auto name = names.find(who); name != names.end())
            m_desk->seat(name->second);
    }
    bool shouldBeMarked(Deed deed) const { return !m_desk->state.may(deed); }
    QAbstractButton *button(const char *name) const
    {
        auto *found = m_console->child<QAbstractButton>(name);
        if (!found)
            qFatal("there is no %s", name);
        return found;
    }
    static bool isMarked(const QAbstractButton *button)
    {
        const auto *badge = button->findChild<QWidget *>(QStringLiteral("deedLock"));
        return badge && !badge->isHidden();
    }
    SignInPanel &panel() const { return *m_console->child<SignInPanel>("signInPanel"); }
    void signIn(const QString &name, const char *secret) const
    {
        auto *names = m_console->child<QComboBox>("signInName");
        names->setCurrentIndex(names->findText(name));
        auto *field = m_console->child<QLineEdit>("signInSecret");
        QTest::keyClicks(field, QLatin1String(secret));
        QTest::keyClick(field, Qt::Key_Return);
        QTRY_VERIFY(!panel().isVisible());
    }
    /// Lets layouts come to rest.
    static void settle()
    {
        for (int i = 0; i < 3; ++i) {
            QCoreApplication::sendPostedEvents();
            QCoreApplication::processEvents();
        }
    }
    void goTo(int screen) const
    {
        m_console->window->goTo(screen);
        QCoreApplication::processEvents();
    }

private slots:
    void cleanup()
    {
        m_console.reset();
        m_desk.reset();
    }

    void each_button_is_marked_for_whom_it_is_not_data()
    {
        QTest::addColumn<QString>("who");
        for (const char *who : {"nobody asked", "not signed in", "viewer", "operator", "engineer", "administrator"})
            QTest::newRow(who) << QString::fromLatin1(who);
    }
    void each_button_is_marked_for_whom_it_is_not()
    {
        QFETCH(QString, who);
        open(who);
        for (const auto &[name, deed] : kMarked) {
            const QString words = AccessWords::locked(deed, m_desk->state);
            QVERIFY2(isMarked(button(name)) == shouldBeMarked(deed), name);
            QVERIFY2(button(name)->toolTip().startsWith(words) == shouldBeMarked(deed), qPrintable(QString::fromLatin1(name) + button(name)->toolTip()));
            QVERIFY2(button(name)->accessibleDescription().startsWith(words) == shouldBeMarked(deed), name);
        }
    }

    void the_marks_follow_who_is_here_at_once_and_take_no_room()
    {
        open(QStringLiteral("nobody asked"));
        for (const int percent : {100, 200}) {
            m_console->appearance->setTextScale(percent);
            QCoreApplication::processEvents();
            std::map<std::string, std::pair<QSize, bool>> before;
            seat(QStringLiteral("nobody asked"));
            QTRY_VERIFY(!isMarked(button("compareStart")));
            for (const auto &[name, deed] : kMarked)
                before[name] = {button(name)->sizeHint(), button(name)->isEnabled()};
            for (const char *who : {"viewer", "engineer", "operator", "administrator", "not signed in"}) {
                seat(QString::fromLatin1(who));
                QSignalSpy told(m_console->bridge.get(), &EngineBridge::accessChanged);
                QTRY_VERIFY(!told.isEmpty());
                for (const auto &[name, deed] : kMarked) {
                    QVERIFY2(isMarked(button(name)) == shouldBeMarked(deed), qPrintable(QString::fromLatin1("%1 %2").arg(QLatin1String(who), QLatin1String(name))));
                    QVERIFY2(button(name)->sizeHint() == before[name].first, name);
                    QVERIFY2(button(name)->isEnabled() == before[name].second, name);
                }
            }
        }
    }

    void no_lock_stands_on_a_word_or_cuts_one_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("percent");
        for (const char *language : {"en", "zh_CN"})
            for (const int percent : {80, 100, 150, 200})
                QTest::newRow(qPrintable(QStringLiteral("%1, %2 %").arg(QLatin1String(language)).arg(percent))) << QString::fromLatin1(language) << percent;
    }
    void no_lock_stands_on_a_word_or_cuts_one()
    {
        QFETCH(QString, language);
        QFETCH(int, percent);
        open(QStringLiteral("nobody asked"));
        m_console->language->apply(language);
        m_console->appearance->setTextScale(percent);
        QStringList cut[Rail::ScreenCount];
        const auto cutNow = [&](int screen) {
            goTo(screen);
            settle();
            return clippedTexts(*m_console->window->findChild<QStackedWidget *>()->currentWidget());
        };
        for (int screen = 0; screen < Rail::ScreenCount; ++screen)
            cut[screen] = cutNow(screen);
        seat(QStringLiteral("viewer"));
        QTRY_VERIFY(isMarked(button("importFile")));
        for (int screen = 0; screen < Rail::ScreenCount; ++screen) {
            const QStringList now = cutNow(screen);
            QVERIFY2(now == cut[screen], qPrintable(now.join(QLatin1Char('\n'))));
            for (QAbstractButton *marked : m_console->window->findChildren<QAbstractButton *>()) {
                if (!marked->isVisible() || !isMarked(marked))
                    continue;
                const QRect lock = marked->findChild<QWidget *>(QStringLiteral("deedLock"))->geometry();
                for (const PaintedText &words : paintedTexts(*marked))
                    QVERIFY2(!words.ink.intersects(lock), qPrintable(marked->objectName() + QLatin1Char(' ') + words.text));
            }
        }
    }

    void the_words_are_those_of_the_language_and_what_the_button_does_stays_behind_them_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("English") << QStringLiteral("en");
        QTest::newRow("Chinese") << QStringLiteral("zh_CN");
    }
    void the_words_are_those_of_the_language_and_what_the_button_does_stays_behind_them()
    {
        QFETCH(QString, language);
        open(QStringLiteral("nobody asked"));
        m_console->language->apply(language);
        QCoreApplication::processEvents();
        const QString own = button("importFile")->toolTip();
        seat(QStringLiteral("not signed in"));
        QTRY_VERIFY(isMarked(button("importFile")));
        QCOMPARE(button("importFile")->toolTip(), AccessWords::locked(Deed::ImportModel, m_desk->state) + QLatin1Char('\n') + own);
        if (language == QStringLiteral("en"))
            QCOMPARE(button("importFile")->toolTip(), QStringLiteral("For an engineer: sign in first.\nImport a weight file (Ctrl+O)"));
        m_console->language->apply(QStringLiteral("en"));  // from one to the other while it is marked
        QTRY_COMPARE(button("importFile")->toolTip(), QStringLiteral("For an engineer: sign in first.\nImport a weight file (Ctrl+O)"));
        seat(QStringLiteral("operator"));
        QTRY_VERIFY(button("libraryRemove")->toolTip().startsWith(QStringLiteral("For an administrator: have one sign in first.\n")));
        seat(QStringLiteral("nobody asked"));
        QTRY_COMPARE(button("importFile")->toolTip(), QStringLiteral("Import a weight file (Ctrl+O)"));
    }

    void a_press_leads_to_signing_in_and_to_nothing_else_data()
    {
        QTest::addColumn<int>("screen");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("byKey");
        for (const bool byKey : {false, true}) {
            const char *by = byKey ? "key" : "mouse";
            QTest::addRow("import, %s", by) << int(Rail::Live) << "importFile" << byKey;
            QTest::addRow("safe mode, %s", by) << int(Rail::Live) << "leaveSafeMode" << byKey;
            QTest::addRow("put on air, %s", by) << int(Rail::Live) << "transition_station-2" << byKey;
            QTest::addRow("offer, %s", by) << int(Rail::Library) << "libraryOffer" << byKey;
            QTest::addRow("remove, %s", by) << int(Rail::Library) << "libraryRemove" << byKey;
            QTest::addRow("compare, %s", by) << int(Rail::Compare) << "compareStart" << byKey;
            QTest::addRow("new plan, %s", by) << int(Rail::Canary) << "canaryNew" << byKey;
            QTest::addRow("add a station, %s", by) << int(Rail::Settings) << "stationAdd" << byKey;
        }
    }
    void a_press_leads_to_signing_in_and_to_nothing_else()
    {
        QFETCH(int, screen);
        QFETCH(QString, name);
        QFETCH(bool, byKey);
        open(QStringLiteral("not signed in"));
        goTo(screen);
        auto *table = m_console->child<QTableView>("libraryTable");
        for (int row = 0; row < table->model()->rowCount() && !button("libraryRemove")->isEnabled(); ++row)
            table->setCurrentIndex(table->model()->index(row, 0));
        QAbstractButton *pressed = button(qPrintable(name));
        QVERIFY(pressed->isVisible() && pressed->isEnabled() && isMarked(pressed));
        const int stations = m_console->child<QAbstractItemView>("stationList")->model()->rowCount();
        if (byKey) {
            pressed->setFocus();
            QTest::keyClick(pressed, Qt::Key_Space);
        } else {
            QTest::mouseClick(pressed, Qt::LeftButton);
        }
        QVERIFY(panel().isVisible());
        QVERIFY(m_console->engine.calls.empty());
        QVERIFY(!m_console->child<QFileDialog>("importDialog"));
        QVERIFY(!m_console->child<QMenu>("libraryOfferMenu")->isVisible());
        QVERIFY(m_console->child<QWidget>("libraryConfirm")->isHidden());
        QVERIFY(m_console->child<QWidget>("canaryStart")->isHidden() || screen != Rail::Canary || button("canaryNew")->isVisible());
        QCOMPARE(m_console->child<QAbstractItemView>("stationList")->model()->rowCount(), stations);
    }

    void a_press_that_is_let_go_elsewhere_is_none()
    {
        open(QStringLiteral("not signed in"));
        QTest::mousePress(button("importFile"), Qt::LeftButton);
        QTest::mouseRelease(button("importFile"), Qt::LeftButton, {}, QPoint(-20, -20));
        QVERIFY(!panel().isVisible());
    }

    void a_button_that_means_nothing_now_stays_grey_and_asks_nobody()
    {
        open(QStringLiteral("not signed in"));
        goTo(Rail::Settings);
        QVERIFY(!button("applyChanges")->isEnabled() && isMarked(button("applyChanges")));
        QTest::mouseClick(button("applyChanges"), Qt::LeftButton);
        QVERIFY(!panel().isVisible());
    }

    void once_somebody_signed_in_it_works_and_what_was_typed_is_there()
    {
        open(QStringLiteral("not signed in"));
        goTo(Rail::Settings);
        auto *name = m_console->child<QLineEdit>("stationName");
        name->setText(QStringLiteral("Filler"));
        QTRY_VERIFY(button("applyChanges")->isEnabled());
        QTest::mouseClick(button("applyChanges"), Qt::LeftButton);
        QVERIFY(panel().isVisible() && m_console->engine.calls.empty());
        signIn(QStringLiteral("Ada"), "all is well");
        QVERIFY(!isMarked(button("applyChanges")));
        QCOMPARE(name->text(), QStringLiteral("Filler"));
        QTest::mouseClick(button("applyChanges"), Qt::LeftButton);
        QTRY_COMPARE(m_console->engine.callsStartingWith("applyStations"), std::size_t{1});
        QCOMPARE(m_console->engine.appliedStations.front().name, std::string("Filler"));
    }

    void a_reason_for_a_canary_outlives_signing_in()
    {
        open(QStringLiteral("not signed in"));
        goTo(Rail::Canary);
        auto *reason = m_console->child<QLineEdit>("canaryReason");
        reason->setText(QStringLiteral("better caps"));
        QTest::mouseClick(button("canaryEdit"), Qt::LeftButton);
        QVERIFY(panel().isVisible());
        signIn(QStringLiteral("Nina Berg"), "260311");
        QCOMPARE(reason->text(), QStringLiteral("better caps"));
        QVERIFY(!isMarked(button("canaryBegin")) && isMarked(button("canaryEdit")));  // an engineer begins, an administrator plans
    }

    void pausing_is_an_operators_and_going_on_is_not()
    {
        open(QStringLiteral("operator"));
        CanarySnapshot canary;
        canary.progress.plan = m_console->engine.state.canaryPlans.front();
        canary.progress.stations = {{"station-1", FakeConsole::kV1, 0, 0, 0}};
        canary.progress.begun = 1;
        canary.progress.state = CanaryState::Running;
        goTo(Rail::Canary);
        m_console->engine.state.canary = std::make_shared<const CanarySnapshot>(canary);
        m_console->publish();
        QVERIFY(!isMarked(button("canaryPause")) && !isMarked(button("canaryAbort")) && isMarked(button("canaryApprove")));
        canary.progress.state = CanaryState::Paused;
        canary.progress.pause = CanaryPause::ByHand;
        m_console->engine.state.canary = std::make_shared<const CanarySnapshot>(canary);
        m_console->publish();
        QTRY_VERIFY(isMarked(button("canaryPause")));
        QTest::mouseClick(button("canaryPause"), Qt::LeftButton);
        QVERIFY(panel().isVisible() && m_console->engine.calls.empty());
        QTest::mouseClick(button("canaryAbort"), Qt::LeftButton);
        QTRY_COMPARE(m_console->engine.calls.size(), std::size_t{1});
    }

    void a_file_that_would_be_refused_is_told_while_it_is_held_over_the_window()
    {
        open(QStringLiteral("not signed in"));
        auto *overlay = m_console->child<DropOverlay>("dropOverlay");
        SentDrag drag(*m_console->window, {m_console->file(QStringLiteral("line-v3.pt"))});
        const QPoint at = m_console->centreOf(m_console->tile("station-1"));
        QVERIFY(!drag.enter(at) && !drag.move(at));
        QVERIFY(overlay->isVisible() && !overlay->check().possible() && overlay->targets().empty());
        QCOMPARE(overlay->check().reason, QStringLiteral("Offering a model needs an engineer. Sign in first, then drop it here."));
        QVERIFY(!drag.drop(at));
        QVERIFY(m_console->engine.offers.empty() && panel().isVisible());
        signIn(QStringLiteral("Nina Berg"), "260311");
        SentDrag again(*m_console->window, {m_console->file(QStringLiteral("line-v3.pt"))});
        QVERIFY(again.enterAndDrop(at));
        QCOMPARE(m_console->engine.offers.size(), std::size_t{1});
    }

    void keys_and_menus_lead_there_too()
    {
        open(QStringLiteral("not signed in"));
        const auto isAsked = [&] {
            const bool asked = panel().isVisible() && m_console->engine.calls.empty() && m_console->engine.offers.empty();
            QTest::keyClick(&panel(), Qt::Key_Escape);
            return asked && !panel().isVisible();
        };
        QTest::keyClick(m_console->window.get(), Qt::Key_O, Qt::ControlModifier);
        QVERIFY(isAsked() && !m_console->child<QFileDialog>("importDialog"));
        goTo(Rail::Library);
        auto *table = m_console->child<QTableView>("libraryTable");
        for (int row = 0; row < table->model()->rowCount() && !button("libraryRemove")->isEnabled(); ++row)
            table->setCurrentIndex(table->model()->index(row, 0));
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Delete);
        QVERIFY(isAsked() && m_console->child<QWidget>("libraryConfirm")->isHidden());
        const QList<QAction *> offers = m_console->child<QMenu>("libraryOfferMenu")->actions();
        const auto free = std::ranges::find_if(offers, &QAction::isEnabled);
        QVERIFY(free != offers.end() && !(*free)->icon().isNull());
        (*free)->trigger();
        QVERIFY(isAsked());
    }

    void a_lot_that_a_viewer_typed_waits_for_an_operator()
    {
        open(QStringLiteral("viewer"));
        m_console->window->openStation("station-1");
        auto *lot = m_console->child<QLineEdit>("stationLot");
        lot->setFocus();
        QTest::keyClicks(lot, QStringLiteral("4711"));
        QTest::keyClick(lot, Qt::Key_Return);
        QVERIFY(panel().isVisible());
        m_console->publish();
        QCOMPARE(lot->text(), QStringLiteral("4711"));
        signIn(QStringLiteral("Tom"), "working the line");
        QCOMPARE(lot->text(), QStringLiteral("4711"));
        QTest::keyClick(lot, Qt::Key_Return);
        QCOMPARE(m_console->engine.calls.back(), std::string("setLot station-1 4711"));
    }
};

QTEST_MAIN(TestDeedLock)
#include "tst_deedlock.moc"
