// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "firstrun/firstruncard.h"
#include "firstrun/samplefileicon.h"
#include "ui/itemmodels/linescene.h"
#include "ui/itemmodels/reachable.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The card of the first run over a scripted engine.
class TstFirstRunCard : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        fillLine(*m_engine);
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        m_card = std::make_unique<FirstRunCard>(*m_bridge);
        m_card->setSampleFile(QStringLiteral("/somewhere/line-v2.pt"));
        m_card->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_card.get()));
    }
    void cleanup()
    {
        m_card.reset();
        m_bridge.reset();
        m_engine.reset();
    }

    void it_names_the_model_that_judges_now()
    {
        QVERIFY(m_card->findChild<QLabel *>(QStringLiteral("firstRunTitle"))->text().contains(QStringLiteral("line-v1")));
    }

    void what_happened_before_ticks_nothing()
    {
        for (int step = 0; step < FirstRunCard::StepCount; ++step)
            QVERIFY(!m_card->done(static_cast<FirstRunCard::Step>(step)));
    }

    void each_step_is_ticked_when_it_was_done()
    {
        const std::pair<EventKind, FirstRunCard::Step> steps[] = {{EventKind::Imported, FirstRunCard::Drag},
                                                                  {EventKind::ShadowStarted, FirstRunCard::Compare},
                                                                  {EventKind::Promoted, FirstRunCard::Promote},
                                                                  {EventKind::RolledBack, FirstRunCard::RollBack}};
        for (const auto &[kind, step] : steps) {
            m_engine->addEvent(event(kind, "station-1", kV1, kV2, std::chrono::seconds(0)));
            m_engine->publish();
            m_bridge->refresh();
            QVERIFY(m_card->done(step));
        }
        QVERIFY(m_card->allDone());
    }

    void import_for_me_offers_the_file_to_the_first_station()
    {
        m_card->findChild<QPushButton *>(QStringLiteral("firstRunImport"))->click();
        QCOMPARE(m_engine->offers.size(), 1u);
        QCOMPARE(m_engine->offers[0].first, std::string("/somewhere/line-v2.pt"));
        QCOMPARE(m_engine->offers[0].second, std::string("station-1"));
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void it_closes_and_says_so()
    {
        QSignalSpy closed(m_card.get(), &FirstRunCard::closed);
        m_card->findChild<QToolButton *>(QStringLiteral("firstRunClose"))->click();
        QCOMPARE(closed.count(), 1);
        QVERIFY(!m_card->isVisible());
    }

    void without_a_file_there_is_nothing_to_drag()
    {
        m_card->setSampleFile({});
        QVERIFY(!m_card->findChild<SampleFileIcon *>()->isVisible());
        QVERIFY(!m_card->findChild<QPushButton *>(QStringLiteral("firstRunImport"))->isVisible());
    }

    void every_interactive_widget_has_names_size_and_a_place_in_the_tab_order()
    {
        const QStringList problems = unreachable(*m_card);
        QVERIFY2(problems.isEmpty(), qPrintable(problems.join(QLatin1Char('\n'))));
    }

private:
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<FirstRunCard> m_card;
};

QTEST_MAIN(TstFirstRunCard)
#include "tst_firstruncard.moc"
