// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineside/reviewlimits.h"
#include "ui/compare/comparefixture.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

/// What is compared, what is said of it, and the button between.
class TstComparePage : public QObject, protected CompareFixture {
    Q_OBJECT

private slots:
    void init() { openCompare(); }
    void cleanup() { closePage(); }

    void only_usable_models_other_than_a_can_be_b()
    {
        auto *models = child<QComboBox>("compareModel");
        QCOMPARE(models->findData("line-v1"), -1);
        QCOMPARE(models->findData("line-v9"), -1);
        QVERIFY(models->findData("line-v2") >= 0);
        QVERIFY(models->findData("line-blind-v1") >= 0);
    }

    void start_runs_b_in_shadow_and_changes_nothing_on_the_line()
    {
        m_page->showModel(kB);
        button("compareStart")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"setShadow station-1 line-v2"}));
        m_bridge->refresh();
        QCOMPARE(button("compareStart")->text(), QStringLiteral("Stop comparison"));
        QVERIFY(!child<QComboBox>("compareModel")->isEnabled());
        button("compareStart")->click();
        QVERIFY(!m_engine->station("station-1").shadow);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void another_model_asked_for_while_b_is_compared_is_not_what_the_button_promotes()
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.offered = kBlind;
        startShadow(1, 1);
        m_page->showModel(kBlind);
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-v2"));
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(),
                 QStringLiteral("line-v2 is compared at Station 1 now. Stop that comparison to choose line-blind-v1."));
        QVERIFY(!promote()->isEnabled());  // line-v2 is not in the preview
        button("compareStart")->click();
        m_bridge->refresh();
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-blind-v1"));
        QVERIFY(!child<NoticeLabel>("compareNotice")->notice().contains(QLatin1String("Stop that comparison")));
    }

    void what_judges_along_is_b_whatever_the_list_says()
    {
        m_engine->addModel({"line", 3});
        StationSnapshot &s = m_engine->station("station-1");
        s.offered = kBlind;
        startShadow(1, 1);
        auto *list = child<QComboBox>("compareModel");
        list->setCurrentIndex(list->findData(QStringLiteral("line-blind-v1")));
        QVERIFY(!promote()->isEnabled());
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void b_goes_into_the_preview_of_the_station_and_not_on_air()
    {
        m_page->showModel(kB);
        button("compareOffer")->click();
        QCOMPARE(m_engine->calls, (std::vector<std::string>{"offerModel station-1 line-v2"}));
        m_bridge->refresh();
        QCOMPARE(button("compareOffer")->text(), QStringLiteral("B is in the preview"));
        QVERIFY(!button("compareOffer")->isEnabled());
        QCOMPARE(m_engine->station("station-1").active, std::optional(kA));
    }

    void what_is_in_the_preview_is_proposed_as_b_until_the_operator_chooses()
    {
        auto *models = child<QComboBox>("compareModel");
        m_engine->station("station-1").offered = kB;
        republish();
        QCOMPARE(models->currentData().toString(), QStringLiteral("line-v2"));
        m_engine->station("station-1").offered = kBlind;
        republish();
        QCOMPARE(models->currentData().toString(), QStringLiteral("line-blind-v1"));
        models->setCurrentIndex(models->findData(QStringLiteral("line-v2")));
        emit models->activated(models->currentIndex());
        republish();
        QCOMPARE(models->currentData().toString(), QStringLiteral("line-v2"));
    }

    void a_model_with_another_label_set_is_called_only_partly_comparable()
    {
        m_page->showModel(kBlind);
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("Only partly comparable: B does not know Cap."));
        QVERIFY(child<NoticeLabel>("compareNotice")->isVisible());
        m_page->showModel(kB);
        QVERIFY(!child<NoticeLabel>("compareNotice")->isVisible());
    }

    void the_sentence_says_only_what_is_known()
    {
        QCOMPARE(sentence(), QStringLiteral("Choose B and start: it judges the same frames as line-v1. The line goes on with line-v1."));
        startShadow(0, 0);
        QCOMPARE(sentence(), QStringLiteral("Starting: line-v2 has judged no frame yet."));
        startShadow(1240, 31);
        QCOMPARE(sentence(), QStringLiteral("Comparing: 1,240 frames, 31 differ"));
        m_engine->station("station-1").source.state = SourceState::Offline;
        republish();
        QVERIFY2(sentence().startsWith("The comparison waits: Station 1 sends no picture since"), qPrintable(sentence()));
        m_engine->station("station-1").active.reset();
        republish();
        QVERIFY2(sentence().startsWith("Station 1 has no model on air"), qPrintable(sentence()));
    }

    void the_verdict_is_one_sentence_with_what_it_rests_on_and_a_word_under_the_button()
    {
        m_engine->station("station-1").offered = kB;
        startShadow(9000, 31);
        ComparisonSnapshot c;
        c.coverage = {0, 0};
        const auto show = [&] {
            m_engine->station("station-1").comparison = c;
            republish();
        };
        const auto evidence = [this] { return child<QLabel>("compareEvidence"); };
        show();  // no part has passed yet
        QVERIFY(!evidence()->isVisible());
        QCOMPARE(sentence(), QStringLiteral("Comparing: 9,000 frames, 31 differ"));
        c.verdict.parts = 199;
        show();
        QCOMPARE(sentence(), QStringLiteral("Collecting: 199 parts. That is too few to say how many more it takes."));
        c.verdict.parts = 1240;
        c.verdict.more = MoreParts{2371, 1500, {}};
        show();
        QCOMPARE(sentence(), QStringLiteral("Collecting: 1,240 parts, about 2,400 (1,500 or more) more."));
        c.verdict.more->most = 5030;
        show();
        QCOMPARE(sentence(), QStringLiteral("Collecting: 1,240 parts, about 2,400 (1,500 to 5,100) more."));
        QCOMPARE(evidence()->text(), QStringLiteral("They agree on 100.00 % of 1,240 parts and differ on 0."));
        QVERIFY(evidence()->isVisible());
        QCOMPARE(reason(), QStringLiteral("line-v2 goes on Station 1 in place of line-v1. Not yet proven to be as good as A."));
        c.verdict.discordant = c.verdict.pending = c.waiting = 31;
        show();
        QCOMPARE(sentence(), QStringLiteral("Not decided: 31 parts on which they differ wait for a person. About 2,400 (1,500 to 5,100) more if they stay like this."));
        QCOMPARE(evidence()->text(), QStringLiteral("They agree on 97.50 % of 1,240 parts and differ on 31. Nobody has said yet which of the two is right there: that they differ is known, not which is better."));
        QVERIFY(child<NoticeLabel>("compareNotice")->notice().isEmpty());
        c.waiting = 20;
        show();
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("Of 11 of them there is no picture to look at. To begin anew, stop the comparison and start it again."));
        c.differing = 11;
        show();
        QVERIFY2(sentence().startsWith(QLatin1String("Not decided: 20 parts on which they differ wait for a person.")), qPrintable(sentence()));
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("Two people do not say the same of 11 parts: counted against either verdict, as if nobody had answered."));
        QCOMPARE(evidence()->text(), QStringLiteral("They agree on 97.50 % of 1,240 parts and differ on 31."));
        c.waiting = 18;
        c.differing = 12;
        show();
        QVERIFY(child<NoticeLabel>("compareNotice")->notice().endsWith(QLatin1String("as if nobody had answered. Of 1 of them there is no picture to look at. To begin anew, stop the comparison and start it again.")));
        c.verdict.pending = c.differing = 11;
        c.waiting = 0;
        show();
        QVERIFY2(sentence().startsWith(QLatin1String("Collecting: 1,240 parts, about ")), qPrintable(sentence()));
        c.verdict.pending = 31;
        c.differing = 0;
        c.verdict.more.reset();
        show();
        QCOMPARE(sentence(), QStringLiteral("Not decided: 31 parts on which they differ wait for a person."));
        c.verdict.pending = c.waiting = 0;
        show();
        QCOMPARE(sentence(), QStringLiteral("Collecting: 1,240 parts. If they stay like this, it cannot be decided."));
        c.verdict.state = c.verdict.falseRejects.state = AbState::Worse;
        c.verdict.falseRejects.onlyB = 24;
        c.verdict.falseRejects.onlyA = 7;
        show();
        QCOMPARE(sentence(), QStringLiteral("B is worse: it fails 14 more good ones in 1,000 parts."));
        QCOMPARE(reason(), QStringLiteral("line-v2 goes on Station 1 in place of line-v1. Proven: worse than A."));
        c.countsObjects = true;
        show();
        QCOMPARE(sentence(), QStringLiteral("B is worse: it sees 14 more in 1,000 that are not there."));
        c.verdict.state = c.verdict.escapes.state = AbState::WorseWithinMargin;
        c.verdict.escapes.onlyB = 1;
        c.countsObjects = false;
        show();
        QCOMPARE(sentence(), QStringLiteral("B is worse, but by less than the margin: it passes 0.8 more defective ones in 1,000 parts."));
        c.verdict.state = AbState::AtLeastAsGood;
        c.verdict.contradicted = true;
        show();
        QCOMPARE(sentence(), QStringLiteral("B is at least as good as A."));
        QCOMPARE(reason(), QStringLiteral("line-v2 goes on Station 1 in place of line-v1. Proven: at least as good as A."));
        QVERIFY(child<NoticeLabel>("compareNotice")->notice().startsWith("What came after the decision says the opposite."));
    }

    void while_as_many_parts_wait_as_may_the_page_says_that_it_waits_for_answers()
    {
        startShadow(9000, 60);
        ComparisonSnapshot c;
        c.coverage = {0, 0};
        c.verdict.parts = 1240;
        c.verdict.discordant = c.verdict.pending = c.waiting = kMostWaitingReviews;
        const auto show = [&] {
            m_engine->station("station-1").comparison = c;
            republish();
        };
        show();
        QCOMPARE(sentence(), QStringLiteral("It waits for your answers: 60 parts."));
        c.verdict.more = MoreParts{2371, 1500, 5030};
        show();
        QCOMPARE(sentence(), QStringLiteral("It waits for your answers: 60 parts. About 2,400 (1,500 to 5,100) more if they stay like this."));
        QVERIFY(button("compareReview")->isEnabled());
        c.waiting = 59;
        show();
        QVERIFY(sentence().startsWith(QLatin1String("Not decided: 60 parts")));
        c.waiting = kMostWaitingReviews;
        c.verdict.state = AbState::AtLeastAsGood;  // that stands; what comes is not counted
        show();
        QCOMPARE(sentence(), QStringLiteral("B is at least as good as A."));
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("No further part is counted while 60 wait for your answers."));
        c.countsObjects = true;
        show();
        QCOMPARE(child<NoticeLabel>("compareNotice")->notice(), QStringLiteral("No further object is counted while 60 wait for your answers."));
        c.verdict.contradicted = true;
        show();
        QVERIFY2(child<NoticeLabel>("compareNotice")->notice().contains(QLatin1String("look at the newest objects")), qPrintable(child<NoticeLabel>("compareNotice")->notice()));
    }
    void where_every_picture_counts_as_a_part_the_page_says_that_nothing_is_proven_and_what_to_do()
    {
        const auto notice = [this] { return child<NoticeLabel>("compareNotice")->notice(); };
        const QString words = QStringLiteral("Nothing is proven here: forty pictures of one part would count as forty parts. Name the part in Settings, or say there that each picture shows another part.");
        StationConfig &config = m_engine->station("station-1").config;
        config.rule = {};
        republish();
        QVERIFY(notice().isEmpty());  // objects are counted
        config.rule.requiredLabels = {"Cap"};
        republish();
        QCOMPARE(notice(), words);
        m_page->showModel(kBlind);
        QCOMPARE(notice(), QStringLiteral("Only partly comparable: B does not know Cap. ") + words);
        m_page->showModel(kB);
        config.rule.pictureIsPart = true;
        republish();
        QVERIFY(notice().isEmpty());
        config.rule.pictureIsPart = false;
        config.rule.partLabel = "Bottle";
        republish();
        QVERIFY(notice().isEmpty());
    }
    void a_decision_that_has_not_seen_enough_says_what_it_has_seen_and_what_is_missing()
    {
        m_engine->station("station-1").offered = kB;
        startShadow(9000, 31);
        ComparisonSnapshot c;
        c.verdict.parts = 1240;
        c.verdict.state = AbState::AtLeastAsGood;
        const auto says = [&](const char *pattern, const QString &text) { QVERIFY2(QRegularExpression(QLatin1Char('^') + QLatin1String(pattern) + QLatin1Char('$')).match(text).hasMatch(), qPrintable(text)); };
        const auto show = [&](CoverageSeen seen) {
            c.seen = seen;
            m_engine->station("station-1").comparison = c;
            republish();
        };
        show({2, 40});
        says("B is at least as good as A in what was seen\\. Seen on 2 lots?(\\(s\\))?\\. 1 more lot(\\(s\\))? must come before it is proven\\.", sentence());
        says("line-v2 goes on Station 1 in place of line-v1\\. 1 more lot(\\(s\\))? must come before it is proven\\.", reason());
        show({3, 40});
        says("B is at least as good as A\\. Seen on 3 lots?(\\(s\\))?\\.", sentence());
        says("line-v2 goes on Station 1 in place of line-v1\\. Proven: at least as good as A\\.", reason());
        show({0, 7});
        says("B is at least as good as A in what was seen\\. Seen in 7 hours?(\\(s\\))? of the clock\\. Parts of 1 more hour(\\(s\\))? of the clock must come before it is proven\\.", sentence());
        show({0, 9});
        says("B is at least as good as A\\. Seen in 9 hours?(\\(s\\))? of the clock\\.", sentence());
        c.countsPictures = true;
        show({0, 9});
        says("B is at least as good as A in what was seen\\. Seen in 9 hours?(\\(s\\))? of the clock\\. Every picture counts as a part here, which proves nothing\\.", sentence());
        c.countsPictures = false;
        c.verdict.state = c.verdict.falseRejects.state = AbState::Worse;
        c.verdict.falseRejects.onlyB = 24;
        show({2, 40});
        says("B is worse: it fails 19 more good ones in 1,000 parts\\. Seen on 2 lots?(\\(s\\))?\\.", sentence());  // that it is worse needs no more lots
    }

    void latency_and_counts_of_each_stand_under_its_picture()
    {
        StationSnapshot &s = m_engine->station("station-1");
        s.shadowStats = {1240, 31, 3720, 3689, {}, 12.4, 20.1};
        startShadow(1240, 31);
        QCOMPARE(child<QLabel>("compareStatsB")->text(), QStringLiteral("B line-v2 · p50 12.4 ms · p99 20.1 ms · memory 62.0 MB · 3,689 boxes"));
        QCOMPARE(child<QLabel>("compareStatsA")->text(), QStringLiteral("A line-v1 · p50 11.8 ms · p99 14.2 ms · memory 62.0 MB · 3,720 boxes"));
        QVERIFY(xOf("compareStatsB") < xOf("compareStatsA"));
    }
    void pictures_for_which_b_had_no_time_are_said()
    {
        startShadow(812, 3);
        const auto figures = [this] { return child<QLabel>("compareStatsB")->text(); };
        QVERIFY(!figures().contains(QLatin1String("saw")));
        m_engine->station("station-1").shadowStats.notCompared = 208;
        republish();
        QVERIFY2(figures().endsWith(QStringLiteral(" · saw 812 of 1,020 pictures")), qPrintable(figures()));
    }
    void the_frames_of_parts_say_which_they_are()
    {
        startShadow(812, 3);
        StationSnapshot &s = m_engine->station("station-1");
        s.comparison.emplace().verdict.parts = 100;
        s.comparison->waiting = 1;
        const auto frame = comparedFrame(7, true);
        FakeFeed &feed = m_engine->feedOf("station-1");
        feed.setDiffering({frame, comparedFrame(8, true)});
        feed.setReviews({{2, frame, {}, "Cap", true}});
        republish();
        const auto first = [this] { return strip()->model()->index(0, 0).data().toString(); };
        QCOMPARE(first(), QStringLiteral("Part 3: waits\nA PASS, B FAIL"));
        QVERIFY(button("compareReview")->text().contains(QLatin1String("part")));
        s.comparison->countsObjects = true;
        republish();
        QCOMPARE(first(), QStringLiteral("Object 3: waits\nA PASS, B FAIL"));
        QVERIFY(button("compareReview")->text().contains(QLatin1String("object")));
    }
    void what_each_takes_of_the_memory_stands_beside_its_latency()
    {
        const auto takes = [this](const ModelId &id, std::uint64_t bytes) { std::ranges::find(m_engine->state.models, id, &ModelSnapshot::id)->memoryBytes = bytes; };
        takes(kA, 180'000'000);
        takes(kB, 96'400'000);
        m_engine->station("station-1").shadowStats = {1240, 31, 3720, 3689, {}, 12.4, 20.1};
        startShadow(1240, 31);
        QCOMPARE(child<QLabel>("compareStatsB")->text(), QStringLiteral("B line-v2 · p50 12.4 ms · p99 20.1 ms · memory 96.4 MB · 3,689 boxes"));
        QCOMPARE(child<QLabel>("compareStatsA")->text(), QStringLiteral("A line-v1 · p50 11.8 ms · p99 14.2 ms · memory 180 MB · 3,720 boxes"));
        takes(kB, 0);  // not measured
        republish();
        QCOMPARE(child<QLabel>("compareStatsB")->text(), QStringLiteral("B line-v2 · p50 12.4 ms · p99 20.1 ms · 3,689 boxes"));
    }

    void the_preview_is_left_and_the_model_on_air_right()
    {
        QVERIFY(view("compareViewB")->isVisible() && view("compareViewA")->isVisible());
        QVERIFY(xOf("compareViewB") + view("compareViewB")->width() <= xOf("compareViewA"));
        // In step they can only be if they are of one size, whatever the window's is.
        for (const int width : {1366, 1367, 1500, 1501}) {
            m_page->resize(width, 768);
            QTRY_COMPARE(m_page->width(), width);
            QTRY_COMPARE(view("compareViewB")->width(), view("compareViewA")->width());
        }
    }

    void the_button_between_promotes_b_by_one_click_and_takes_it_back_by_the_next()
    {
        m_page->showModel(kB);
        QVERIFY(xOf("compareViewB") + view("compareViewB")->width() < xOf("compareTransition"));
        QVERIFY(xOf("compareTransition") + promote()->width() < xOf("compareViewA"));
        button("compareOffer")->click();
        m_bridge->refresh();
        QCOMPARE(promote()->text(), QString::fromUtf8("Promote B →"));
        QCOMPARE(reason(), QStringLiteral("line-v2 goes on Station 1 in place of line-v1."));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->calls.back(), std::string("promote station-1 line-v2"));
        m_bridge->refresh();
        // What it is compared with now is the model before, whatever else is in the library.
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-v1"));
        QVERIFY2(promote()->text().startsWith("Roll back to line-v1"), qPrintable(promote()->text()));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(m_engine->calls.back(), std::string("rollBack station-1"));
        QCOMPARE(m_engine->callsStartingWith("promote"), 1u);
    }

    void while_b_is_not_ready_the_button_is_disabled_and_the_reason_is_read_below()
    {
        m_page->showModel(kB);
        QVERIFY(!promote()->isEnabled());
        QCOMPARE(reason(), QStringLiteral("line-v2 is not in the preview of Station 1 yet. Put it there first."));
        QVERIFY(child<QLabel>("compareTransitionReason")->isVisible());
        // Another model in the preview is not B.
        m_engine->station("station-1").offered = kBlind;
        republish();
        QVERIFY(!promote()->isEnabled());
        QTest::mouseClick(promote(), Qt::LeftButton);
        QVERIFY(m_engine->calls.empty());
        startShadow(1, 1);  // judging along is not being ready to go on air
        QVERIFY(!promote()->isEnabled());
    }

    void a_b_that_knows_other_labels_opens_the_panel_and_promotes_nothing()
    {
        QSignalSpy review(m_page.get(), &ComparePage::reviewRequested);
        m_page->showModel(kBlind);
        m_engine->station("station-1").offered = kBlind;
        republish();
        QCOMPARE(promote()->text(), QString::fromUtf8("Promote B…"));
        QTest::mouseClick(promote(), Qt::LeftButton);
        QCOMPARE(review.size(), 1);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void the_focus_comes_to_the_button_by_tab_only()
    {
        m_page->showModel(kB);
        m_engine->station("station-1").offered = kB;
        republish();
        m_page->setFocus();
        QVERIFY(!promote()->hasFocus());
        for (const Qt::Key key : {Qt::Key_Return, Qt::Key_Space, Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_Z})
            QTest::keyClick(QApplication::focusWidget(), key);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
        m_page->showStation("station-2");
        QVERIFY(!promote()->hasFocus());
        QVERIFY(!promote()->isEnabled());  // B is in the preview of the other station only
    }

    void the_choice_stays_while_history_and_library_grow()
    {
        m_page->showModel(kBlind);
        m_engine->addModel({"line", 3});
        republish();
        QCOMPARE(child<QComboBox>("compareModel")->currentData().toString(), QStringLiteral("line-blind-v1"));
        QVERIFY(child<QComboBox>("compareModel")->findData("line-v3") >= 0);
    }

    void a_list_is_left_alone_where_its_choices_are_the_same()
    {
        for (const char *name : {"compareStation", "compareModel"}) {
            QSignalSpy cleared(child<QComboBox>(name)->model(), &QAbstractItemModel::rowsRemoved);
            republish();
            QCOMPARE(cleared.size(), 0);
        }
        QSignalSpy added(child<QComboBox>("compareModel")->model(), &QAbstractItemModel::rowsInserted);
        m_engine->addModel({"line", 3});
        republish();
        QVERIFY(added.size() > 0);
    }

    void the_headline_stays_larger_than_the_text_around_it()
    {
        const auto ratio = [&] { return child<QLabel>("compareSentence")->font().pointSizeF() / m_page->font().pointSizeF(); };
        QCOMPARE(ratio(), 1.5);
        QFont larger = m_page->font();
        larger.setPointSizeF(larger.pointSizeF() * 2);
        m_page->setFont(larger);
        QCOMPARE(ratio(), 1.5);
    }

    void without_stations_the_page_says_where_to_add_one()
    {
        FakeEngine empty;
        EngineBridge bridge(empty);
        ComparePage page(bridge);
        page.show();
        QCOMPARE(page.findChild<QLabel *>("compareSentence")->text(), QStringLiteral("No stations yet. Add one under Settings."));
        QVERIFY(!page.findChild<QPushButton *>("compareStart")->isEnabled());
        QVERIFY(!page.findChild<QPushButton *>("compareOffer")->isEnabled());
    }

    void everything_is_reached_by_tab_and_has_a_name()
    {
        startShadow(1, 1);
        for (const char *name : {"compareStation", "compareStart", "compareOffer", "compareOverlay", "compareSideBySide", "compareWipe",
                                 "compareFreeze", "compareViewA", "compareViewB", "differingFrames"}) {
            auto *widget = child<QWidget>(name);
            QVERIFY2(widget, name);
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus, name);
            QVERIFY2(!widget->accessibleName().isEmpty(), name);
        }
    }
};

QTEST_MAIN(TstComparePage)
#include "tst_comparepage.moc"
