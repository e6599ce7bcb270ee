// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarypage.h"

#include "compare/answerview.h"
#include "rollout/rejectanswers.h"
#include "settings/interfacesettings.h"
#include "signin/windowaccess.h"
#include "support/fakedesk.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"
#include "theme/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// Rejected parts of a canary that a person is asked about, on its page.
class TstRejectPanel : public QObject, protected PageFixture<CanaryPage> {
    Q_OBJECT

    static RejectReview part(std::uint64_t number, VerdictReason reason = VerdictReason::MissingLabel, const std::string &label = "Cap")
    {
        const FramePtr frame = makeFrame(number, 320, 180, 0x707478, std::chrono::steady_clock::now());
        auto judged = std::make_shared<JudgedFrame>(*makeJudged(frame, "Bottle 0.97 @120,20 60x150\nLabel 0.88 @126,90 48x50", kV3, Verdict::Fail));
        judged->judgement.reason = reason;
        judged->judgement.label = label;
        return {number, "station-1", std::chrono::system_clock::now(), judged, {120, 20, 180, 170}, Truth::Unknown, {}};
    }
    CanarySnapshot canary(CanaryState state = CanaryState::Running, double limit = 0.2) const
    {
        CanarySnapshot made;
        made.progress.plan.name = "night";
        made.progress.plan.steps = {{.stations = {"station-1"}}, {.stations = {}, .share = 1}};
        made.progress.plan.guard.reviewLimit = limit;
        made.progress.model = kV3;
        made.progress.stations = {{"station-1", kV2, 0, 321, 321}};
        made.progress.begun = 1;
        made.progress.state = state;
        made.rejectsWaiting = std::ranges::count(m_engine->rejects, Truth::Unknown, &RejectReview::truth);
        return made;
    }
    void publish(const CanarySnapshot &shown)
    {
        m_engine->state.canary = std::make_shared<const CanarySnapshot>(shown);
        m_engine->publish();
        m_bridge->refresh();
    }
    void wait(std::initializer_list<std::uint64_t> numbers)
    {
        m_engine->rejects.clear();
        for (const std::uint64_t number : numbers)
            m_engine->rejects.push_back(part(number));
        publish(canary());
    }
    void begin(std::initializer_list<std::uint64_t> numbers)
    {
        wait(numbers);
        button("canaryReview")->click();
    }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    AnswerView *picture() const { return child<AnswerView>("rejectPicture"); }
    bool open() const { return picture()->isVisible(); }
    std::uint64_t atHand() const { return picture()->answer() ? picture()->answer()->frame->sequence : 0; }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const { QTest::keyClick(m_page->focusWidget(), key, modifiers); }
    std::string lastCall() const { return m_engine->calls.empty() ? std::string() : m_engine->calls.back(); }

private slots:
    void initTestCase()
    {
        m_appearance = std::make_unique<Appearance>(*qApp);
        m_appearance->setTheme(QStringLiteral("light"));
    }
    void cleanupTestCase() { m_appearance.reset(); }
    void init()
    {
        makeEngine();
        showPage();
    }
    void cleanup() { closePage(); }

    void a_plan_that_asks_nobody_has_no_button_for_it()
    {
        QVERIFY(!button("canaryReview")->isVisible());
        publish(canary(CanaryState::Running, 0));
        QVERIFY(!button("canaryReview")->isVisible());
        publish(canary());
        QVERIFY(button("canaryReview")->isVisible());
        publish(canary(CanaryState::Done));
        QVERIFY(!button("canaryReview")->isVisible());
    }

    void how_many_wait_stands_on_the_button_and_it_opens_the_one_that_waits_longest()
    {
        wait({3, 7});
        QCOMPARE(button("canaryReview")->text(), QStringLiteral("Review rejected parts (2)"));
        QVERIFY(!open());
        button("canaryReview")->click();
        QVERIFY(open() && !child<QTableView>("canaryStations")->isVisible());
        QVERIFY(child<QLabel>("canarySituation")->isVisible());
        QCOMPARE(atHand(), std::uint64_t{3});
        QCOMPARE(text("rejectQuestion"), QStringLiteral("Is the part in the dotted frame defective?"));
        QCOMPARE(text("rejectProgress"), QStringLiteral("0 answered · 2 wait"));
        QVERIFY2(text("rejectPart").startsWith(QLatin1String("Station 1, rejected at ")) && text("rejectPart").endsWith(QLatin1String(" by line-v3")), qPrintable(text("rejectPart")));
        QCOMPARE(picture()->says(), QStringLiteral("Rejected: Cap is missing"));
        QCOMPARE(picture()->part(), (Box{120, 20, 180, 170}));
    }
    void where_the_whole_picture_is_the_part_nothing_is_framed()
    {
        m_engine->rejects = {part(3)};
        m_engine->rejects.front().box = {};
        publish(canary());
        button("canaryReview")->click();
        QCOMPARE(text("rejectQuestion"), QStringLiteral("Is this part defective?"));
        QCOMPARE(picture()->part(), Box());
    }

    void why_it_was_rejected_is_said_data()
    {
        QTest::addColumn<int>("reason");
        QTest::addColumn<QString>("label");
        QTest::addColumn<QString>("words");
        QTest::newRow("found") << static_cast<int>(VerdictReason::RejectLabel) << "Scratch" << "Rejected: Scratch was found";
        QTest::newRow("low score") << static_cast<int>(VerdictReason::LowScore) << "Cap" << "Rejected: the score of Cap is low";
        QTest::newRow("no reason") << static_cast<int>(VerdictReason::None) << "" << "Rejected";
    }
    void why_it_was_rejected_is_said()
    {
        QFETCH(int, reason);
        QFETCH(QString, label);
        QFETCH(QString, words);
        m_engine->rejects = {part(3, static_cast<VerdictReason>(reason), label.toStdString())};
        publish(canary());
        button("canaryReview")->click();
        QCOMPARE(picture()->says(), words);
    }

    void a_key_answers_and_the_next_is_at_hand()
    {
        begin({3, 7, 9});
        press(Qt::Key_Left);
        QCOMPARE(lastCall(), std::string("reviewReject 3 good"));
        QCOMPARE(atHand(), std::uint64_t{7});
        QTRY_COMPARE(text("rejectTold"), QStringLiteral("Stored: it is good, and was rejected wrongly."));
        press(Qt::Key_Right);
        QCOMPARE(lastCall(), std::string("reviewReject 7 defective"));
        QCOMPARE(text("rejectProgress"), QStringLiteral("2 answered · 1 wait"));
        press(Qt::Key_S);
        QCOMPARE(lastCall(), std::string("reviewReject 9 even"));
        QTRY_VERIFY(text("rejectTold").startsWith(QLatin1String("Stored: nobody can tell.")));
        QCOMPARE(atHand(), std::uint64_t{0});
        QVERIFY(text("rejectQuestion").startsWith(QLatin1String("Nothing waits.")));
        for (const char *name : {"rejectGood", "rejectEven", "rejectDefective"})
            QVERIFY(button(name)->isVisible() && !button(name)->isEnabled());
        // No key does anything to a part that is not there, and the keyboard is still here.
        const auto calls = m_engine->calls.size();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_S})
            press(key);
        QCOMPARE(m_engine->calls.size(), calls);
    }

    void the_buttons_do_the_same_as_the_keys()
    {
        begin({3, 7, 9});
        button("rejectGood")->click();
        button("rejectDefective")->click();
        button("rejectEven")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"reviewReject 3 good", "reviewReject 7 defective", "reviewReject 9 even"}));
        button("rejectUndo")->click();
        QCOMPARE(lastCall(), std::string("reviewReject 9 unknown"));
        // Large enough for a glove.
        for (const char *name : {"rejectGood", "rejectEven", "rejectDefective", "rejectUndo", "rejectBack"})
            QVERIFY2(button(name)->height() >= 48, qPrintable(QStringLiteral("%1: %2").arg(QLatin1String(name)).arg(button(name)->height())));
    }

    void the_keyboard_stays_where_it_answers_when_the_last_was_answered_by_its_button()
    {
        begin({3});
        button("rejectDefective")->setFocus();
        QTest::keyClick(button("rejectDefective"), Qt::Key_Space);
        QCOMPARE(lastCall(), std::string("reviewReject 3 defective"));
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("reviewReject 3 unknown"));
        press(Qt::Key_Left);
        QCOMPARE(lastCall(), std::string("reviewReject 3 good"));
    }

    void the_newest_answer_is_taken_back_as_often_as_wanted()
    {
        begin({3, 7});
        QVERIFY(!button("rejectUndo")->isEnabled());
        press(Qt::Key_Left);
        press(Qt::Key_Right);
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("reviewReject 7 unknown"));
        QCOMPARE(atHand(), std::uint64_t{7});
        QTRY_COMPARE(text("rejectTold"), QStringLiteral("Taken back."));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(lastCall(), std::string("reviewReject 3 unknown"));
        QCOMPARE(atHand(), std::uint64_t{3});
        QCOMPARE(text("rejectProgress"), QStringLiteral("0 answered · 2 wait"));
        QVERIFY(!button("rejectUndo")->isEnabled());
        press(Qt::Key_U);
        QCOMPARE(m_engine->callsStartingWith("reviewReject"), 4u);
    }

    void a_key_that_is_held_answers_one_part()
    {
        begin({3, 7});
        QKeyEvent held(QEvent::KeyPress, Qt::Key_Left, Qt::NoModifier, QString(), true);
        QCoreApplication::sendEvent(m_page->focusWidget(), &held);
        QVERIFY(m_engine->calls.empty());
    }

    void single_keys_can_be_switched_off_and_escape_still_leaves()
    {
        InterfaceSettings settings;
        settings.setSingleKeys(false);
        begin({3, 7});
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_S, Qt::Key_U})
            press(key);
        QVERIFY(m_engine->calls.empty());
        press(Qt::Key_Escape);
        QVERIFY(!open());
        settings.setSingleKeys(true);
    }

    void a_refused_answer_is_told_and_its_part_waits_again()
    {
        begin({3, 7});
        m_engine->refuseWith = Error{ErrorCode::NotFound, "3"};
        press(Qt::Key_Left);
        QTRY_COMPARE(text("rejectTold"), QStringLiteral("Not stored: the picture of that part is not here any more."));
        QCOMPARE(atHand(), std::uint64_t{3});
        QVERIFY(!button("rejectUndo")->isEnabled());
        m_engine->refuseWith = Error{ErrorCode::Io, "disk full"};
        press(Qt::Key_Right);
        QTRY_VERIFY(text("rejectTold").startsWith(QLatin1String("Not stored. ")));
        QCOMPARE(text("rejectProgress"), QStringLiteral("0 answered · 2 wait"));
        m_engine->refuseWith.reset();
        press(Qt::Key_Right);
        QTRY_VERIFY(text("rejectTold").startsWith(QLatin1String("Stored: it is defective")));
        // What cannot be taken back stays answered, and can be asked for again.
        m_engine->refuseWith = Error{ErrorCode::Io, "disk full"};
        press(Qt::Key_U);
        QTRY_VERIFY(text("rejectTold").startsWith(QLatin1String("Not stored. ")));
        QCOMPARE(text("rejectProgress"), QStringLiteral("1 answered · 1 wait"));
        QVERIFY(button("rejectUndo")->isEnabled());
    }

    void what_another_person_answered_is_asked_no_more()
    {
        begin({3, 7});
        m_engine->rejects[0].truth = Truth::Good;
        m_engine->rejects[0].by = "Tom";
        publish(canary());
        QCOMPARE(atHand(), std::uint64_t{7});
        QCOMPARE(text("rejectProgress"), QStringLiteral("1 answered · 1 wait"));
        QVERIFY(!button("rejectUndo")->isEnabled());  // it is not taken back here
    }

    void a_part_whose_picture_went_is_asked_no_more_and_new_ones_come_by_themselves()
    {
        begin({3});
        m_engine->rejects.clear();
        publish(canary());
        QCOMPARE(atHand(), std::uint64_t{0});
        m_engine->rejects = {part(12)};
        emit m_bridge->tick();
        QCOMPARE(atHand(), std::uint64_t{12});
    }

    void escape_and_back_lead_to_the_tables_and_what_was_answered_stays()
    {
        begin({3, 7});
        press(Qt::Key_Left);
        press(Qt::Key_Escape);
        QVERIFY(!open() && child<QTableView>("canaryStations")->isVisible());
        QVERIFY(button("canaryReview")->hasFocus());
        button("canaryReview")->click();
        QCOMPARE(atHand(), std::uint64_t{7});
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("reviewReject 3 unknown"));
        button("rejectBack")->click();
        QVERIFY(!open());
    }

    void a_canary_that_is_taken_back_meanwhile_is_told_and_the_way_leads_back()
    {
        begin({3, 7});
        CanarySnapshot back = canary(CanaryState::RolledBack);
        back.progress.harm = CanaryHarm{CanaryGuardKind::Review, "station-1", 5, 4.6, 77};
        m_engine->rejects.clear();
        publish(back);
        QVERIFY(child<QWidget>("rejectPanel")->isVisible());
        QVERIFY2(text("rejectQuestion").startsWith(QLatin1String("The canary is over")), qPrintable(text("rejectQuestion")));
        QVERIFY(!button("rejectGood")->isVisible() && !picture()->isVisible());
        QVERIFY(button("rejectBack")->hasFocus() && child<QLabel>("canarySituation")->isVisible());
        QVERIFY2(text("canarySituation").contains("it rejects parts that people call good"), qPrintable(text("canarySituation")));
        const auto calls = m_engine->calls.size();
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Right, Qt::Key_S, Qt::Key_U})
            press(key);
        QCOMPARE(m_engine->calls.size(), calls);
        press(Qt::Key_Escape);
        QVERIFY(!child<QWidget>("rejectPanel")->isVisible() && button("canaryBegin")->isVisible());
        QVERIFY(m_page->isAncestorOf(QApplication::focusWidget()));
    }

    void an_answer_that_comes_after_the_end_does_no_harm()
    {
        begin({3, 7});
        press(Qt::Key_Left);
        m_engine->rejects.clear();
        publish(canary(CanaryState::Aborted));
        QTRY_VERIFY(!text("rejectTold").isEmpty());
        QVERIFY(!button("rejectUndo")->isEnabled());
        publish(canary());  // the next one
        QVERIFY(text("rejectQuestion").startsWith(QLatin1String("Nothing waits.")));
    }

    void a_part_without_its_picture_can_still_be_answered()
    {
        m_engine->rejects = {part(3)};
        m_engine->rejects[0].judged.reset();
        publish(canary());
        button("canaryReview")->click();
        QVERIFY(text("rejectPart").endsWith(QLatin1String("Its picture is not here any more.")));
        press(Qt::Key_S);
        QCOMPARE(lastCall(), std::string("reviewReject 3 even"));
    }

    void who_has_signed_in_answers_and_nobody_is_asked_for_a_name()
    {
        FakeDesk desk;
        WindowAccess access(&desk);
        openFor(access);
        press(Qt::Key_Left);
        QCOMPARE(lastCall(), std::string("reviewReject 3 good"));  // nobody has signed in: an operator may
        desk.seat("Tom");
        access.look();
        press(Qt::Key_Right);
        QCOMPARE(lastCall(), std::string("reviewReject 7 defective by Tom"));
        m_page.reset();
    }

    void who_may_only_look_is_led_to_sign_in_and_nothing_is_answered()
    {
        FakeDesk desk;
        desk.people.push_back({"Guest", "only looking", Role::Viewer});
        desk.seat("Guest");
        WindowAccess access(&desk);
        openFor(access);
        QSignalSpy asked(m_page.get(), &CanaryPage::signInRequested);
        press(Qt::Key_Left);
        QCOMPARE(asked.size(), 1);
        QVERIFY(!asked[0][0].toString().isEmpty());
        QCOMPARE(text("rejectTold"), asked[0][0].toString());
        QVERIFY(m_engine->calls.empty());
        QCOMPARE(atHand(), std::uint64_t{3});
        m_page.reset();
    }

    void the_engine_is_asked_and_pictures_are_held_only_while_the_parts_are_seen()
    {
        begin({3});
        const std::weak_ptr<const JudgedFrame> picture = m_engine->rejects[0].judged;
        m_page->hide();
        m_engine->rejects = {part(12)};
        QVERIFY(picture.expired());
        emit m_bridge->tick();
        QCOMPARE(atHand(), std::uint64_t{0});
        m_page->show();
        QCOMPARE(atHand(), std::uint64_t{12});
    }

    void the_answer_of_this_window_counts_until_the_engine_has_it()
    {
        RejectAnswers queue;
        queue.setParts({part(1), part(2)});
        QCOMPARE(queue.answer(Truth::Good), std::optional<std::uint64_t>(1));
        queue.setParts({part(1), part(2)});  // the engine has not heard of it yet
        QCOMPARE(queue.current()->number, std::uint64_t{2});
        QCOMPARE(queue.undo(), std::optional<std::uint64_t>(1));
        queue.settle(1, Truth::Good, true);  // the older answer comes in now
        QCOMPARE(queue.current()->number, std::uint64_t{1});
        queue.settle(1, Truth::Unknown, true);
        QCOMPARE(queue.answered(), std::size_t{0});
        queue.setParts({});
        QVERIFY(!queue.current() && !queue.canUndo() && !queue.answer(Truth::Good) && !queue.undo());
    }

private:
    std::unique_ptr<Appearance> m_appearance;

    void openFor(WindowAccess &access)
    {
        m_page = std::make_unique<CanaryPage>(*m_bridge, &access);
        m_page->resize(1366, 768);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        begin({3, 7});
    }
};

QTEST_MAIN(TstRejectPanel)
#include "tst_rejectpanel.moc"
