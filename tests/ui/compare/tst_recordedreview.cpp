// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/answerview.h"
#include "compare/recordedpage.h"
#include "settings/language.h"
#include "settings/noticelabel.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"
#include "theme/theme.h"
#include "ui/compare/comparescene.h"
#include "ui/compare/pagelook.h"

#include <QBuffer>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace lineside;
using namespace lineside::test;

/// The recorded parts that a person is asked about.
class TstRecordedReview : public QObject, protected PageFixture<RecordedPage> {
    Q_OBJECT

    std::unique_ptr<Appearance> m_appearance;
    Language m_language;
    QTemporaryDir m_dir;
    QString m_picture;

    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    AnswerView *left() const { return child<AnswerView>("reviewLeft"); }
    AnswerView *right() const { return child<AnswerView>("reviewRight"); }
    QString text(const char *name) const { return child<QLabel>(name)->text(); }
    bool open() const { return child<QWidget>("recordedReview")->isVisible(); }
    bool shown() const { return left()->answer() && right()->answer(); }
    bool leftIsB() const { return left()->answer()->judgement.model == kB; }
    std::string lastCall() const { return m_engine->calls.empty() ? std::string() : m_engine->calls.back(); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(m_page->focusWidget(), key, modifiers);
        m_bridge->refresh();
    }
    OfflineDisagreement place(const QString &picture) const
    {
        OfflineDisagreement d;
        d.picture = picture.toStdString();
        d.label = "Cap";
        d.box = {10, 10, 40, 40};
        d.a = Verdict::Pass;
        d.b = Verdict::Fail;  // B fails the part
        d.boxesA = {{{10, 10, 40, 40}, 0.91f, 1}};
        return d;
    }
    std::shared_ptr<OfflineReport> reportOf(int places) const
    {
        auto report = std::make_shared<OfflineReport>();
        report->request.a = kA;
        report->request.b = kB;
        report->pictures = 300;
        report->classes = {{"Bottle", 0, 298, {}, {}}, {"Cap", 0, 270, {}, {}}};
        report->verdict.parts = 600;
        report->verdict.discordant = report->verdict.pending = places;
        for (int i = 0; i < places; ++i)
            report->disagreements.push_back(place(m_picture));
        return report;
    }
    void setReport(std::shared_ptr<const OfflineReport> report, std::uint64_t number = 1)
    {
        m_engine->setOffline(ended(number, std::move(report)));
        m_bridge->refresh();
    }
    /// Asked about so many places, the picture of the first being there.
    void begin(int places)
    {
        setReport(reportOf(places));
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QVERIFY(open());
        QTRY_VERIFY(shown());
    }
    /// Answers, and waits for the picture of the next.
    void answer(Qt::Key key)
    {
        QTRY_VERIFY(shown());
        press(key);
    }

private slots:
    void initTestCase()
    {
        m_appearance = std::make_unique<Appearance>(*qApp);
        QImage picture(64, 48, QImage::Format_RGB32);
        picture.fill(Qt::darkGray);
        m_picture = m_dir.filePath("4.png");
        QVERIFY(picture.save(m_picture));
    }
    void cleanupTestCase() { m_appearance.reset(); }
    void init()
    {
        m_language.apply(QStringLiteral("en"));
        openPage(fillScene);
    }
    void cleanup() { closePage(); }

    void the_key_asks_as_soon_as_the_result_is_there_and_whoever_comes_back_goes_on()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        m_page->setFocus();
        setReport(reportOf(2));
        m_page->setFocus();
        press(Qt::Key_R);
        QVERIFY(open());
        QTRY_VERIFY(shown());
        m_page->setFocus();  // from another page
        press(leftIsB() ? Qt::Key_Left : Qt::Key_Right);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 0 defective"));
    }
    void what_only_one_of_them_knows_is_not_said_while_people_are_asked()
    {
        for (ModelSnapshot &model : m_engine->state.models) {
            if (model.id == kB)
                model.labels = {"Bottle"};
        }
        m_engine->publish();
        begin(2);
        QVERIFY(!child<NoticeLabel>("recordedNotice")->notice().contains("does not know"));
        press(Qt::Key_Escape);
        QVERIFY(!open());
        QVERIFY2(child<NoticeLabel>("recordedNotice")->notice().contains("B does not know"), qPrintable(child<NoticeLabel>("recordedNotice")->notice()));
    }
    void how_many_wait_stands_on_the_button_and_it_opens_the_first()
    {
        setReport(reportOf(2));
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        QCOMPARE(button("recordedReviewOpen")->text(), QStringLiteral("Review (2)…"));
        QVERIFY(!open());
        button("recordedReviewOpen")->click();
        QVERIFY(open() && !child<QWidget>("recordedTabs")->isVisible());
        QTRY_VERIFY(shown());
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 2 wait"));
        QCOMPARE(text("reviewQuestion"), QStringLiteral("Which of the two is right about the part in the dotted frame?"));
        QVERIFY((left()->part() == Box{10, 10, 40, 40}));
    }

    void both_answers_stand_beside_each_other_and_nothing_tells_whose_they_are()
    {
        auto report = reportOf(1);
        report->disagreements[0].boxesB = report->disagreements[0].boxesA;  // both see the same: neither colour nor line may tell the model
        setReport(report);
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QTRY_VERIFY(shown());
        QVERIFY(left()->answer() != right()->answer());
        QCOMPARE(left()->answer()->frame, right()->answer()->frame);
        QCOMPARE((std::set<QString>{left()->says(), right()->says()}), (std::set<QString>{"This part fails: Cap", "This part passes"}));
        QCOMPARE((leftIsB() ? left() : right())->says(), QStringLiteral("This part fails: Cap"));
        for (AnswerView *view : {left(), right()}) {
            for (const PaintedText &painted : paintedTexts(*view))
                for (const char *name : {"line-v1", "line-v2"})
                    QVERIFY2(!painted.text.contains(QLatin1String(name)), qPrintable(painted.text));
        }
        for (const char *figures : {"recordedFiguresB", "recordedFiguresA"})
            QVERIFY(!child<QLabel>(figures)->isVisible());
        QVERIFY(text("reviewStored").isEmpty());
        m_page->setFocus();
        const QRect picture = left()->pictureArea().toRect();
        QCOMPARE(left()->grab(picture).toImage(), right()->grab(picture).toImage());
    }

    void a_key_answers_and_only_then_the_names_are_told()
    {
        begin(2);
        const bool wasB = leftIsB();
        press(Qt::Key_Left);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 0 ") + (wasB ? "defective" : "good"));
        QCOMPARE(text("reviewStored"), wasB ? QStringLiteral("Stored. Left was line-v2, right was line-v1.") : QStringLiteral("Stored. Left was line-v1, right was line-v2."));
        QTRY_VERIFY(shown());
        const bool nextIsB = leftIsB();
        press(Qt::Key_Right);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 1 ") + (nextIsB ? "good" : "defective"));
        QVERIFY(text("reviewQuestion").startsWith(QLatin1String("Nothing waits.")));
        const auto calls = m_engine->calls.size();
        press(Qt::Key_Left);
        QCOMPARE(m_engine->calls.size(), calls);
    }

    void both_and_neither_are_answers_too_and_what_is_skipped_comes_again()
    {
        begin(2);
        press(Qt::Key_S);
        answer(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 1 even"));
        answer(Qt::Key_Down);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 0 even"));
    }

    void an_answer_is_taken_back_by_a_key_by_ctrl_z_and_by_the_button()
    {
        begin(3);
        for (int i = 0; i < 3; ++i)
            answer(Qt::Key_Up);
        press(Qt::Key_U);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 2 unknown"));
        press(Qt::Key_Z, Qt::ControlModifier);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 1 unknown"));
        button("reviewUndo")->click();
        QCOMPARE(lastCall(), std::string("reviewOffline 1 0 unknown"));
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 3 wait"));
        QVERIFY(!button("reviewUndo")->isEnabled());
    }

    void the_verdict_above_and_the_table_follow()
    {
        begin(2);
        QCOMPARE(text("recordedSentence"), QStringLiteral("Not decided: nobody has said what is right of 2 parts on which they differ."));
        press(leftIsB() ? Qt::Key_Left : Qt::Key_Right);
        auto report = std::make_shared<OfflineReport>(*m_engine->offlineJob()->report);
        QCOMPARE(report->disagreements[0].review, Truth::Defective);
        report->verdict.state = AbState::Worse;
        report->verdict.escapes.state = AbState::Worse;
        report->verdict.escapes.onlyB = 30;
        setReport(report);
        QVERIFY2(text("recordedSentence").startsWith(QLatin1String("B is worse")), qPrintable(text("recordedSentence")));
        QVERIFY(open());
        QCOMPARE(text("reviewProgress"), QStringLiteral("1 answered · 1 wait"));
        press(Qt::Key_Escape);
        QVERIFY(!open() && child<QWidget>("recordedTabs")->isVisible() && child<QLabel>("recordedFiguresB")->isVisible());
        const QAbstractItemModel *table = child<QTableView>("recordedDifferences")->model();
        QCOMPARE(table->headerData(4, Qt::Horizontal).toString(), QStringLiteral("By a person"));
        QCOMPARE(table->index(0, 4).data().toString(), QStringLiteral("FAIL"));
        QCOMPARE(table->index(1, 4).data().toString(), QStringLiteral("nobody has said"));
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        QCOMPARE(button("recordedReviewOpen")->text(), QStringLiteral("Review (1)…"));
        button("recordedReviewOpen")->click();
        QVERIFY(button("reviewUndo")->isEnabled());  // the answers stay
    }

    void a_place_that_is_looked_at_stays_chosen_when_an_answer_comes()
    {
        setReport(reportOf(3));
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        auto *table = child<QTableView>("recordedDifferences");
        table->selectRow(1);
        auto report = reportOf(3);
        report->disagreements[0].review = Truth::Good;
        setReport(report);
        QCOMPARE(table->currentIndex().row(), 1);
        setReport(reportOf(3), 2);
        QVERIFY(!table->currentIndex().isValid());
    }

    void a_part_whose_picture_cannot_be_had_says_so_and_cannot_be_answered()
    {
        auto report = reportOf(2);
        report->disagreements[0].picture = "/pictures/clip.mp4#12";
        setReport(report);
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QVERIFY(open() && !shown());
        QVERIFY(paints(*left(), QStringLiteral("clip.mp4, picture 12 cannot be shown here: no picture of the video was kept.")));
        QVERIFY(!button("reviewBoth")->isEnabled() && button("reviewSkip")->isEnabled());
        const auto calls = m_engine->calls.size();
        press(Qt::Key_Up);
        QCOMPARE(m_engine->calls.size(), calls);
        press(Qt::Key_S);
        QTRY_VERIFY(shown());
        QVERIFY(button("reviewBoth")->isEnabled());
        press(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 1 even"));
    }

    void a_picture_that_has_gone_meanwhile_is_said_to_be()
    {
        auto report = reportOf(1);
        report->disagreements[0].picture = m_dir.filePath("gone.png").toStdString();
        setReport(report);
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QTRY_VERIFY(paints(*right(), QStringLiteral("gone.png cannot be shown here")));
        QVERIFY(!button("reviewBoth")->isEnabled());
    }

    void where_labels_say_what_is_there_nobody_is_asked()
    {
        auto report = reportOf(1);
        report->labelled = 300;
        report->disagreements[0].truth = Verdict::Fail;
        for (OfflineModel *model : {&report->a, &report->b})
            model->confusion.assign(9, 0);
        setReport(report);
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        QVERIFY(!button("recordedReviewOpen")->isVisible());
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QVERIFY(!open());
    }

    void what_the_engine_refuses_is_told()
    {
        begin(1);
        m_engine->refuseWith = Error{ErrorCode::NotFound, "1"};
        press(Qt::Key_Up);
        QTRY_COMPARE(text("reviewStored"), QStringLiteral("Not stored: another comparison was begun meanwhile."));
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 1 wait"));  // so that it can be answered once more
        m_engine->refuseWith.reset();
        answer(Qt::Key_Up);
        QCOMPARE(lastCall(), std::string("reviewOffline 1 0 even"));
        QCOMPARE(text("reviewProgress"), QStringLiteral("1 answered · 0 wait"));
    }

    void where_objects_are_counted_nobody_is_asked_about_parts()
    {
        auto report = reportOf(1);
        report->countsObjects = true;
        setReport(report);
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QTRY_VERIFY(shown());
        QCOMPARE(text("reviewQuestion"), QStringLiteral("Which of the two is right about the object in the dotted frame?"));
        QVERIFY(button("reviewBoth")->toolTip().startsWith(QLatin1String("The object speaks for neither model")));
        QVERIFY(button("reviewNeither")->toolTip().startsWith(QLatin1String("The object speaks for neither model")));
        setReport(reportOf(1), 2);
        QVERIFY(button("reviewBoth")->toolTip().startsWith(QLatin1String("The part speaks for neither model")));
    }

    void another_comparison_ends_the_review()
    {
        begin(2);
        press(Qt::Key_Up);
        setReport(reportOf(2), 2);
        QVERIFY(!open());
        child<QTabWidget>("recordedTabs")->setFocus();
        press(Qt::Key_R);
        QCOMPARE(text("reviewProgress"), QStringLiteral("0 answered · 2 wait"));
        QVERIFY(text("reviewStored").isEmpty());
    }

    void all_can_be_read_named_reached_and_touched()
    {
        begin(2);
        checkNamesAndReach(*m_page);
        checkTexts(*m_page, m_language, *m_appearance);
    }
};

QTEST_MAIN(TstRecordedReview)
#include "tst_recordedreview.moc"
