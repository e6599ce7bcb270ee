// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "support/fakeengine.h"
#include "widgets/candidatecard.h"
#include "widgets/candidatestack.h"
#include "widgets/cardscroll.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The card of an offered file from the drop to what became of it, over a scripted engine.
class TstCandidateCard : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        m_engine->addStation("station-1", "Station 1").active = ModelId{"line", 1};
        m_engine->addModel({"line", 1});
        m_engine->publish();
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_stack = std::make_unique<CandidateStack>(*m_bridge);
        m_stack->show();
    }
    void cleanup()
    {
        m_stack.reset();
        m_bridge.reset();
        m_engine.reset();
    }

    void a_card_says_name_size_and_step_of_six()
    {
        offer("line-v3.pt", "station-1").fileBytes = 6'230'000;
        publish();
        QCOMPARE(name(1), QStringLiteral("line-v3.pt · 6.2 MB"));
        const char *steps[] = {"Copy and hash", "Read", "Check labels and size", "Load and trial run", "Warm-up", "Ready"};
        for (int step = 0; step < 6; ++step) {
            m_engine->candidate(1).step = static_cast<CandidateStep>(step);
            publish();
            QCOMPARE(state(1), QStringLiteral("Step %1 of 6: %2").arg(step + 1).arg(QLatin1String(steps[step])));
        }
    }

    void a_file_that_waits_for_the_trial_runs_of_others_says_so()
    {
        CandidateSnapshot &c = offer("line-v3.pt", "station-1");
        c.step = CandidateStep::Check;
        c.progress = 1;
        publish();
        QCOMPARE(state(1), QStringLiteral("Step 3 of 6: Checked, waits for its trial run"));
    }

    void several_files_on_their_way_are_counted_and_cancelled_together()
    {
        offer("a.pt", {});
        QVERIFY(!head()->isVisible());  // one has its own button
        offer("b.pt", {});
        offer("c.pt", {}).cancelling = true;
        publish();
        QVERIFY(head()->isVisible());
        QCOMPARE(counts(), QStringLiteral("Under way: 2"));
        QVERIFY(!all("dismissAllCandidates")->isVisible());
        QTRY_VERIFY(head()->y() < card(3)->y());
        all("cancelAllCandidates")->click();
        QCOMPARE(m_engine->callsStartingWith("cancelCandidate"), 2u);
        m_bridge->refresh();
        QCOMPARE(counts(), QStringLiteral("Not taken: 2"));
    }

    void all_that_were_taken_are_dismissed_together_and_what_was_not_stays_to_be_read()
    {
        for (const char *file : {"a.pt", "b.pt", "c.pt", "d.pt", "e.pt"})
            offer(file, {});
        for (const CandidateId id : {1, 2, 3, 4, 5}) {
            CandidateSnapshot &c = m_engine->candidate(id);
            c.finished = true;
            if (id < 3)
                c.refusal = Refusal{RefusalReason::Corrupt, {}, {}, {}};
            else
                c.model = ModelId{"line", static_cast<int>(id)};
        }
        publish();
        QCOMPARE(counts(), QStringLiteral("Taken: 3 · Not taken: 2"));
        QCOMPARE(all("dismissAllCandidates")->text(), QStringLiteral("Dismiss all that were taken"));
        QVERIFY(!all("cancelAllCandidates")->isVisible());
        m_stack->activateWindow();
        all("dismissAllCandidates")->setFocus();
        QTRY_VERIFY(all("dismissAllCandidates")->hasFocus());
        all("dismissAllCandidates")->click();
        m_bridge->refresh();
        QCOMPARE(m_stack->count(), 2);
        QCOMPARE(all("dismissAllCandidates")->text(), QStringLiteral("Dismiss all that were not taken"));
        all("dismissAllCandidates")->click();
        m_bridge->refresh();
        QCOMPARE(m_stack->count(), 0);
        QVERIFY(!m_stack->isVisible());
    }

    void by_tab_one_comes_to_the_buttons_for_all_and_then_to_the_cards_from_top_to_bottom()
    {
        for (const char *file : {"a.pt", "b.pt", "c.pt"})
            offer(file, {});
        m_stack->activateWindow();
        all("cancelAllCandidates")->setFocus();
        QTRY_VERIFY(all("cancelAllCandidates")->hasFocus());
        for (const int id : {3, 2, 1}) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY2(button(id)->hasFocus(), qPrintable(QString::number(id)));
        }
    }

    void many_cards_take_a_part_of_the_page_and_are_scrolled()
    {
        QWidget page;
        auto *below = new QLabel(QStringLiteral("below"), &page);
        auto *scroll = new CardScroll(*new CandidateStack(*m_bridge), &page);
        auto *column = new QVBoxLayout(&page);
        column->addWidget(scroll);
        column->addWidget(below, 1);
        page.resize(800, 700);
        page.show();
        QVERIFY(scroll->isHidden());  // without a file it takes no room
        offer("0.pt", {});
        QTRY_COMPARE(scroll->height(), scroll->widget()->height());
        QVERIFY(!scroll->verticalScrollBar()->isVisible());
        for (int i = 1; i < 40; ++i)
            offer(qPrintable(QStringLiteral("%1.pt").arg(i)), {});
        QTRY_VERIFY(scroll->verticalScrollBar()->isVisible());
        QTRY_VERIFY2(scroll->height() < 400 && below->height() > 200, qPrintable(QString::number(scroll->height())));
        QCOMPARE(page.height(), 700);
    }

    void the_bar_only_ever_moves_forward_and_goes_when_the_file_is_through()
    {
        offer("line-v3.pt", "station-1");
        auto *bar = card(1)->findChild<QProgressBar *>("candidateProgress");
        int last = bar->value();
        while (!m_engine->candidate(1).finished) {
            QVERIFY(bar->isVisible());
            QVERIFY(bar->value() >= last && bar->value() <= bar->maximum());
            last = bar->value();
            m_engine->advanceCandidates(0.4);
            m_bridge->refresh();
        }
        QVERIFY(last > bar->maximum() / 2);
        QVERIFY(!bar->isVisible());
    }

    void a_card_says_who_signed_the_file_and_where_that_is_missing_if_somebody_asks()
    {
        CandidateSnapshot c;
        c.finished = true;
        c.model = ModelId{"line", 3};
        const auto says = [&] { return CandidateCard::stateText(c, *m_engine->snapshot()); };
        QCOMPARE(says(), QStringLiteral("In the library as line-v3."));  // nobody asks
        c.signatureMissing = true;
        QCOMPARE(says(), QStringLiteral("In the library as line-v3. ◆ It is not signed."));
        c.signature = {SignatureState::UnknownKey, "0123456789ABCDEF", {}, {}};
        QCOMPARE(says(), QStringLiteral("In the library as line-v3. ◆ Signed with a key that is not trusted (0123456789ABCDEF)."));
        c.signatureMissing = false;
        QCOMPARE(says(), QStringLiteral("In the library as line-v3."));
        c.signature = {SignatureState::Good, "0123456789ABCDEF", "Training", "model=line"};
        QCOMPARE(says(), QStringLiteral("In the library as line-v3. Signed by Training."));
    }

    void nonsense_progress_stays_on_the_bar()
    {
        CandidateSnapshot c;
        for (const double progress : {-1.0, 7.0}) {
            c.progress = progress;
            const double overall = CandidateCard::overallProgress(c);
            QVERIFY(overall >= 0 && overall <= 1);
        }
    }

    void cancel_cancels_this_file_only()
    {
        offer("a.pt", "station-1");
        offer("b.pt", {});
        QCOMPARE(button(1)->text(), QStringLiteral("Cancel"));
        QCOMPARE(button(1)->accessibleName(), QStringLiteral("Cancel the import of a.pt"));
        button(1)->click();
        QCOMPARE(m_engine->calls.back(), std::string("cancelCandidate 1"));
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("“a.pt” was not taken: it was cancelled. line-v1 keeps judging at Station 1. Drop it again "
                                          "whenever you like. (L-401)"));
        QVERIFY(!m_engine->candidate(2).finished);
        QCOMPARE(m_engine->state.models.size(), 1u);
    }

    void a_cancel_that_has_to_wait_says_so_and_is_asked_for_once()
    {
        offer("a.pt", "station-1");
        QVERIFY(button(1)->isEnabled());
        m_stack->activateWindow();
        button(1)->setFocus();
        QTRY_VERIFY(button(1)->hasFocus());
        m_engine->candidate(1).cancelling = true;
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("Cancelling…"));
        QVERIFY(!button(1)->isEnabled());
        QVERIFY(card(1)->hasFocus());  // and not whatever comes next in the window
        m_engine->candidate(1).cancelling = false;
        m_engine->candidate(1).finished = true;
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(button(1)->isEnabled());
        QCOMPARE(button(1)->text(), QStringLiteral("Dismiss"));
    }

    void what_is_through_is_dismissed_and_the_stack_hides_with_the_last()
    {
        offer("a.pt", {});
        QVERIFY(m_stack->isVisible());
        m_engine->advanceCandidates(1);
        while (!m_engine->candidate(1).finished)
            m_engine->advanceCandidates(1);
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("In the library as line-v10."));
        QCOMPARE(button(1)->text(), QStringLiteral("Dismiss"));
        button(1)->click();
        QCOMPARE(m_engine->calls.back(), std::string("dismissCandidate 1"));
        m_bridge->refresh();
        QVERIFY(!m_stack->isVisible());
        QCOMPARE(m_stack->count(), 0);
    }

    void ready_says_where_it_waits_and_that_nothing_else_happened()
    {
        offer("a.pt", "station-1");
        while (!m_engine->candidate(1).finished)
            m_engine->advanceCandidates(1);
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("Ready as line-v10. It waits in the preview of Station 1."));
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void a_card_stays_in_its_place_and_newer_ones_come_above()
    {
        offer("a.pt", {});
        offer("b.pt", {});
        QTRY_VERIFY(card(2)->y() < card(1)->y());
        QWidget *first = card(1);
        for (int i = 0; i < 6; ++i) {
            m_engine->advanceCandidates(1);
            m_bridge->refresh();
            QCOMPARE(card(1), first);
            QVERIFY(card(2)->y() < card(1)->y());
        }
    }

    void a_name_out_of_a_file_system_is_shown_as_text()
    {
        offer("<b>bold 模型 &amp; %1.pt", {});
        QVERIFY(card(1)->findChild<QLabel *>("candidateName")->textFormat() == Qt::PlainText);
        QVERIFY(name(1).startsWith(QStringLiteral("<b>bold 模型 &amp; %1.pt")));
        QVERIFY(card(1)->findChild<QLabel *>("candidateState")->textFormat() == Qt::PlainText);
    }

    void a_station_that_is_gone_is_named_by_its_id()
    {
        CandidateSnapshot &c = offer("a.pt", "station-1");
        c.station = "station-9";
        c.finished = true;
        c.refusal = Refusal{RefusalReason::Labels, "Bottle", "Car", {}};
        const QString text = CandidateCard::stateText(c, m_engine->state);
        QVERIFY2(text.contains(QStringLiteral("station-9 expects Bottle")), qPrintable(text));
        c.refusal.reset();
        c.model = ModelId{"line", 4};
        QCOMPARE(CandidateCard::stateText(c, m_engine->state), QStringLiteral("In the library as line-v4."));
    }

    void the_file_of_the_model_on_air_dropped_again_does_not_claim_to_wait()
    {
        CandidateSnapshot &c = offer("line-v1.pt", "station-1");
        c.finished = c.duplicate = true;
        c.model = ModelId{"line", 1};
        publish();
        QCOMPARE(state(1), QStringLiteral("Already here as line-v1. It is on air at Station 1."));
    }

    void a_card_says_where_its_model_is_after_it_went_on_air_and_after_it_was_withdrawn()
    {
        offer("a.pt", "station-1");
        while (!m_engine->candidate(1).finished)
            m_engine->advanceCandidates(1);
        m_bridge->promote("station-1", *m_engine->candidate(1).model);
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("In the library as line-v10. It is on air at Station 1."));
        m_bridge->rollBack("station-1");
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("In the library as line-v10."));
        m_bridge->offerModel("station-1", ModelId{"line", 10});
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("Ready as line-v10. It waits in the preview of Station 1."));
        m_bridge->withdrawOffer("station-1");
        m_bridge->refresh();
        QCOMPARE(state(1), QStringLiteral("In the library as line-v10."));
    }

private:
    CandidateSnapshot &offer(const char *file, std::optional<StationId> station)
    {
        const CandidateId id = m_engine->offerFile(std::string("/data/") + file, std::move(station));
        m_bridge->refresh();
        return m_engine->candidate(id);
    }
    void publish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    QWidget *head() { return m_stack->findChild<QWidget *>("candidatesHead"); }
    QString counts() { return m_stack->findChild<QLabel *>("candidateCounts")->text(); }
    QPushButton *all(const char *name) { return m_stack->findChild<QPushButton *>(QLatin1String(name)); }
    QWidget *card(int id) { return m_stack->findChild<QWidget *>(QStringLiteral("candidateCard_%1").arg(id)); }
    QString name(int id) { return card(id)->findChild<QLabel *>("candidateName")->text(); }
    QString state(int id) { return card(id)->findChild<QLabel *>("candidateState")->text(); }
    QPushButton *button(int id) { return card(id)->findChild<QPushButton *>("candidateButton"); }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<CandidateStack> m_stack;
};

QTEST_MAIN(TstCandidateCard)
#include "tst_candidatecard.moc"
