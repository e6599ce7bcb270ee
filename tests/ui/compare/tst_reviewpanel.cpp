// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/answerview.h"
#include "compare/reviewpanel.h"
#include "signin/windowaccess.h"
#include "support/fakedesk.h"
#include "ui/compare/comparefixture.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include <set>

using namespace lineside;
using namespace lineside::test;

/// The parts that a person is asked about, on the Compare page.
class TstReviewPanel : public QObject, protected CompareFixture {
    Q_OBJECT

    static ReviewPart part(std::uint64_t number)
    {
        return {number, comparedFrame(number, true), Box{120, 20, 180, 170}, "Cap", true, Truth::Unknown};
    }
    AnswerView *left() const { return child<AnswerView>("reviewLeft"); }
    AnswerView *right() const { return child<AnswerView>("reviewRight"); }
    bool leftIsB() const { return left()->answer()->judgement.model == kB; }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    bool open() const { return child<QWidget>("reviewLeft")->isVisible(); }
    void wait(std::initializer_list<std::uint64_t> numbers)
    {
        std::vector<ReviewPart> parts;
        for (const std::uint64_t number : numbers)
            parts.push_back(part(number));
        ComparisonSnapshot c;
        c.verdict.parts = 1000;
        c.verdict.discordant = c.verdict.pending = c.waiting = std::ssize(parts);
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow = kB;
        s.comparison = c;
        m_engine->feedOf("station-1").setReviews(std::move(parts));
        republish();
    }
    void begin(std::initializer_list<std::uint64_t> numbers)
    {
        wait(numbers);
        button("compareReview")->click();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier) { QTest::keyClick(m_page->focusWidget(), key, modifiers); }
    std::string lastCall() const { return m_engine->calls.empty() ? std::string() : m_engine->calls.back(); }

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void how_many_wait_stands_on_the_button_and_it_opens_the_first()
    {
        QVERIFY(!button("compareReview")->isEnabled());
        QCOMPARE(button("compareReview")->text(), QStringLiteral("Nothing to review"));
        wait({3, 7});
        QCOMPARE(button("compareReview")->text(), QStringLiteral("Review 2 parts…"));
        QVERIFY(!open());
        button("compareReview")->click();
        QVERIFY(open() && !child<QWidget>("compareStatsB")->isVisible());
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{3});
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 2 wait"));
        QCOMPARE(text("reviewQuestion"), QStringLiteral("Which of the two is right about the part in the dotted frame?"));
    }

    void the_pictures_get_the_room_of_the_choice_and_are_never_too_small_to_judge_by()
    {
        wait({3, 7});
        QVERIFY(child<QComboBox>("compareStation")->isVisible());
        button("compareReview")->click();
        QVERIFY(!child<QComboBox>("compareStation")->isVisible());
        QVERIFY(left()->minimumSizeHint().height() - (left()->height() - left()->pictureArea().height()) >= 170);
        button("reviewClose")->click();
        QVERIFY(child<QComboBox>("compareStation")->isVisible());
    }

    void both_answers_stand_beside_each_other_and_nothing_tells_whose_they_are()
    {
        begin({3});
        QVERIFY(left()->answer() != right()->answer());
        QCOMPARE(left()->answer()->frame, right()->answer()->frame);
        QCOMPARE((std::set<QString>{left()->says(), right()->says()}), (std::set<QString>{"This part fails: Cap", "This part passes"}));
        QCOMPARE((leftIsB() ? left() : right())->says(), QStringLiteral("This part fails: Cap"));
        for (AnswerView *view : {left(), right()}) {
            for (const PaintedText &painted : paintedTexts(*view))
                for (const char *name : {"line-v1", "line-v2", "PREVIEW", "ON AIR"})
                    QVERIFY2(!painted.text.contains(QLatin1String(name)), qPrintable(painted.text));
        }
        QVERIFY(text("reviewStored").isEmpty());
        // What both say looks the same on either side: neither colour nor line tells the model.
        std::vector<ReviewPart> same{part(9)};
        same.front().frame = comparedFrame(9, false);
        auto shadow = std::make_shared<JudgedFrame>(*same.front().frame->shadow);
        shadow->detections = same.front().frame->active->detections;
        auto equal = std::make_shared<ComparedFrame>(*same.front().frame);
        equal->shadow = shadow;
        same.front().frame = equal;
        m_engine->feedOf("station-1").setReviews(std::move(same));
        m_bridge->refresh();
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{9});
        m_page->setFocus();
        const QRect picture = left()->pictureArea().toRect();
        QCOMPARE(left()->grab(picture).toImage(), right()->grab(picture).toImage());
    }

    void a_key_answers_and_only_then_the_names_are_told()
    {
        begin({3, 7});
        const bool wasB = leftIsB();
        press(Qt::Key_Left);
        QCOMPARE(lastCall(), std::string("review station-1 3 ") + (wasB ? "defective" : "good"));
        QCOMPARE(text("reviewStored"), wasB ? QStringLiteral("Stored. Left was line-v2, right was line-v1.") : QStringLiteral("Stored. Left was line-v1, right was line-v2."));
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{7});
        const bool nextIsB = leftIsB();
        press(Qt::Key_Right);
        QCOMPARE(lastCall(), std::string("review station-1 7 ") + (nextIsB ? "good" : "defective"));
        QVERIFY(text("reviewQuestion").startsWith(QLatin1String("Nothing waits.")));
        QVERIFY(!left()->answer() && !button("reviewSkip")->isEnabled());
        const auto calls = m_engine->calls.size();
        press(Qt::Key_Left);
        QCOMPARE(m_engine->calls.size(), calls);
    }

    void another_station_with_the_same_two_models_is_asked_about_its_own_parts()
    {
        begin({3, 7});
        press(Qt::Key_Up);
        press(Qt::Key_Up);
        QVERIFY(text("reviewQuestion").startsWith(QLatin1String("Nothing waits.")));
        button("reviewClose")->click();
        StationSnapshot &other = m_engine->station("station-2");
        other.shadow = kB;
        other.comparison = m_engine->station("station-1").comparison;
        m_engine->feedOf("station-2").setReviews({part(3)});
        republish();
        child<QComboBox>("compareStation")->setCurrentIndex(1);
        m_bridge->refresh();
        button("compareReview")->click();
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 1 wait"));
        QVERIFY(text("reviewStored").isEmpty());
        press(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("review station-2 3 even"));
    }

    void a_part_that_is_the_whole_picture_is_asked_about_as_a_picture()
    {
        wait({3});
        std::vector<ReviewPart> parts{part(3)};
        parts.front().box = {};
        m_engine->feedOf("station-1").setReviews(std::move(parts));
        m_bridge->refresh();
        button("compareReview")->click();
        QCOMPARE(text("reviewQuestion"), QStringLiteral("Which of the two is right about this picture?"));
    }

    void both_and_neither_are_answers_too()
    {
        begin({3, 7});
        press(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("review station-1 3 even"));
        press(Qt::Key_Down);
        QCOMPARE(lastCall(), std::string("review station-1 7 even"));
    }

    void an_answer_is_taken_back_by_a_key_by_ctrl_z_and_by_the_button()
    {
        begin({3, 7, 9});
        for (int i = 0; i < 3; ++i)
            press(Qt::Key_Up);
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("review station-1 9 unknown"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(lastCall(), std::string("review station-1 7 unknown"));
        button("reviewUndo")->click();
        QCOMPARE(lastCall(), std::string("review station-1 3 unknown"));
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{3});
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 3 wait"));
        QVERIFY(!button("reviewUndo")->isEnabled());
    }

    void what_is_skipped_comes_again()
    {
        begin({3, 7});
        press(Qt::Key_S);
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{7});
        button("reviewBoth")->click();
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{3});
    }

    void a_key_that_is_held_answers_one_part_alone()
    {
        begin({3, 7, 9});
        QWidget *focused = m_page->focusWidget();
        for (const bool repeated : {false, true, true}) {
            QKeyEvent event(QEvent::KeyPress, Qt::Key_Up, Qt::NoModifier, QString(), repeated);
            QCoreApplication::sendEvent(focused, &event);
        }
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{7});
    }

    void escape_leads_back_and_the_answers_stay()
    {
        begin({3, 7});
        press(Qt::Key_Up);
        press(Qt::Key_Escape);
        QVERIFY(!open() && child<QWidget>("compareStatsB")->isVisible());
        button("compareReview")->click();
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{7});
        QVERIFY(button("reviewUndo")->isEnabled());
    }

    void the_end_of_the_comparison_ends_the_review()
    {
        begin({3});
        StationSnapshot &s = m_engine->station("station-1");
        s.shadow.reset();
        s.comparison.reset();
        republish();
        QVERIFY(!open());
        QVERIFY(!button("compareReview")->isEnabled());
    }

    void nothing_here_changes_the_line()
    {
        begin({3, 7, 9});
        for (const Qt::Key key : {Qt::Key_Left, Qt::Key_Return, Qt::Key_Space, Qt::Key_Backspace, Qt::Key_1, Qt::Key_Tab, Qt::Key_U, Qt::Key_S})
            press(key);
        QCOMPARE(m_engine->callsStartingWith("promote") + m_engine->callsStartingWith("rollBack"), 0u);
    }
    void where_two_people_have_to_answer_the_panel_asks_who_this_is()
    {
        m_engine->station("station-1").config.reviewers = 2;
        begin({3, 7});
        auto *name = child<QLineEdit>("reviewName");
        QVERIFY(name->isVisible() && !button("reviewBoth")->isEnabled());
        QCOMPARE(text("reviewQuestion"), QStringLiteral("Two people have to say the same here. Who are you?"));
        const std::size_t calls = m_engine->calls.size();
        left()->setFocus();
        press(Qt::Key_Up);
        QCOMPARE(m_engine->calls.size(), calls);
        QVERIFY(name->hasFocus());
        QTest::keyClicks(name, QStringLiteral("Nina Berg "));
        QTest::keyClick(name, Qt::Key_Return);
        press(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("review station-1 3 even by Nina Berg"));
        republish();
        QCOMPARE(text("reviewProgress"), QStringLiteral("1 answered · 1 wait · 1 wait for somebody else · people differ on 0"));
        // The next one is asked about both, and is told nothing of what she said.
        name->setFocus();
        name->setText(QStringLiteral("Tom"));
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE(left()->answer()->frame->sequence, std::uint64_t{3});
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 2 wait · 0 wait for somebody else · people differ on 0"));
        press(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("review station-1 3 even by Tom"));
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("review station-1 3 unknown by Tom"));
    }
    void with_one_person_nobody_is_asked_for_a_name()
    {
        begin({3});
        QVERIFY(!child<QLineEdit>("reviewName")->isVisible() && button("reviewBoth")->isEnabled());
    }
    void what_the_model_on_air_judged_rightly_is_kept_by_a_key_and_dropped_by_it_again()
    {
        begin({3, 7});
        QVERIFY(!button("reviewKeep")->isEnabled());
        press(leftIsB() ? Qt::Key_Right : Qt::Key_Left);  // A, which is on air
        republish();
        QCOMPARE(lastCall(), std::string("review station-1 3 good"));
        QCOMPARE(button("reviewKeep")->text(), QStringLiteral("Keep as golden frame"));
        press(Qt::Key_G);
        QCOMPARE(lastCall(), std::string("keepGolden station-1 3"));
        QTRY_COMPARE(button("reviewKeep")->text(), QStringLiteral("Drop the golden frame again"));
        QCOMPARE(text("reviewStored"), QStringLiteral("Kept as golden frame 1. A new model has to judge it so to be offered here."));
        QCOMPARE(m_engine->golden["station-1"].size(), std::size_t{1});
        press(Qt::Key_G);
        QCOMPARE(lastCall(), std::string("dropGolden station-1 1"));
        QTRY_COMPARE(text("reviewStored"), QStringLiteral("Dropped. It is no golden frame any more."));
        QVERIFY(m_engine->golden["station-1"].empty());
        QCOMPARE(button("reviewKeep")->text(), QStringLiteral("Keep as golden frame"));
    }
    void what_somebody_else_has_dropped_can_be_kept_again()
    {
        begin({3, 7});
        press(leftIsB() ? Qt::Key_Right : Qt::Key_Left);
        republish();
        press(Qt::Key_G);
        QTRY_COMPARE(button("reviewKeep")->text(), QStringLiteral("Drop the golden frame again"));
        m_engine->golden["station-1"].clear();
        press(Qt::Key_G);
        QTRY_COMPARE(text("reviewStored"), QStringLiteral("It is no golden frame any more: somebody else has dropped it."));
        QCOMPARE(button("reviewKeep")->text(), QStringLiteral("Keep as golden frame"));
    }
    void what_it_judged_wrongly_is_kept_as_well()
    {
        begin({3, 7});
        press(leftIsB() ? Qt::Key_Left : Qt::Key_Right);  // B, which is not on air
        republish();
        QCOMPARE(lastCall(), std::string("review station-1 3 defective"));
        press(Qt::Key_G);
        QCOMPARE(lastCall(), std::string("keepGolden station-1 3"));
        QTRY_COMPARE(button("reviewKeep")->text(), QStringLiteral("Drop the golden frame again"));
    }
    void what_nobody_can_say_cannot_be_kept()
    {
        begin({3, 7});
        press(Qt::Key_Up);
        republish();
        QVERIFY(!button("reviewKeep")->isEnabled());
        press(Qt::Key_G);
        QCOMPARE(m_engine->callsStartingWith("keepGolden"), 0u);
    }
    void an_answer_that_is_taken_back_is_not_kept()
    {
        begin({3, 7});
        press(leftIsB() ? Qt::Key_Right : Qt::Key_Left);
        press(Qt::Key_U);
        republish();
        QVERIFY(!button("reviewKeep")->isEnabled());
    }
    void why_it_was_not_kept_is_said_and_it_can_be_tried_again()
    {
        begin({3, 7});
        press(leftIsB() ? Qt::Key_Right : Qt::Key_Left);
        republish();
        for (const auto &[code, words] : {std::pair(ErrorCode::InvalidInput, "Not kept: neither model judges this single picture so"), {ErrorCode::Busy, "Not kept: this station has as many"},
                                          {ErrorCode::NotFound, "Not kept: its picture is not here"}, {ErrorCode::DiskFull, "disk"}}) {
            m_engine->refuseWith = Error{code, "why"};
            press(Qt::Key_G);
            QTRY_VERIFY2(text("reviewStored").contains(QLatin1String(words)), qPrintable(text("reviewStored")));
            QVERIFY(button("reviewKeep")->isEnabled());
        }
    }
    void where_two_people_have_to_say_the_same_it_is_kept_once_they_have()
    {
        m_engine->station("station-1").config.reviewers = 2;
        begin({3, 7});
        auto *name = child<QLineEdit>("reviewName");
        for (const char *who : {"Nina", "Tom"}) {
            name->setFocus();
            name->setText(QLatin1String(who));
            QTest::keyClick(name, Qt::Key_Return);
            press(leftIsB() ? Qt::Key_Right : Qt::Key_Left);
            republish();
            QCOMPARE(button("reviewKeep")->isEnabled(), who == std::string("Tom"));
        }
        press(Qt::Key_G);
        QCOMPARE(lastCall(), std::string("keepGolden station-1 3 by Tom"));
    }
    void where_people_sign_in_it_is_they_who_answer_and_nobody_gives_another_name()
    {
        m_engine->station("station-1").config.reviewers = 2;
        wait({3, 7});
        FakeDesk desk;
        WindowAccess access(&desk);
        ReviewPanel panel(*m_bridge, access);
        QSignalSpy asked(&panel, &ReviewPanel::signInRequested);
        panel.setParts(m_engine->feedOf("station-1").reviews(), *findStation(*m_bridge->snapshot(), "station-1"));
        auto *name = panel.findChild<QLineEdit *>(QStringLiteral("reviewName"));
        QVERIFY(name->isReadOnly() && name->text().isEmpty());
        const std::size_t calls = m_engine->calls.size();
        const QKeyEvent both(QEvent::KeyPress, Qt::Key_Up, Qt::NoModifier);
        QVERIFY(panel.take(both));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(m_engine->calls.size(), calls);
        desk.seat("Nina Berg");
        access.look();
        QCOMPARE(name->text(), QStringLiteral("Nina Berg"));
        panel.take(both);
        QCOMPARE(lastCall(), std::string("review station-1 3 even by Nina Berg"));
        desk.seat("Tom");  // he is asked about the same part, and is told nothing of what she said
        access.look();
        panel.take(both);
        QCOMPARE(lastCall(), std::string("review station-1 3 even by Tom"));
    }
};

QTEST_MAIN(TstReviewPanel)
#include "tst_reviewpanel.moc"
