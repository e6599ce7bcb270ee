// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "firstrun/firstruncard.h"
#include "firstrun/samplefileicon.h"
#include "support/linescene.h"

#include <QComboBox>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QUrl>
#include <QtTest>

#include <memory>

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
            m_engine->addEvent(happened(kind, "station-1", kV1, kV2, std::chrono::seconds(0)));
            publish();
            QVERIFY(m_card->done(step));
        }
        QVERIFY(m_card->allDone());
        QVERIFY(text("firstRunEnd").contains(QStringLiteral("Settings")));
    }

    void import_for_me_offers_the_file_to_the_first_station()
    {
        m_card->findChild<QPushButton *>(QStringLiteral("firstRunImport"))->click();
        QCOMPARE(m_engine->offers.size(), 1u);
        QCOMPARE(m_engine->offers[0].first, std::string("/somewhere/line-v2.pt"));
        QCOMPARE(m_engine->offers[0].second, std::string("station-1"));
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void the_starter_model_going_on_air_is_not_the_readers_step()
    {
        m_engine->addEvent(happened(EventKind::Promoted, "station-1", std::nullopt, kV1, std::chrono::seconds(0)));
        publish();
        QVERIFY(!m_card->done(FirstRunCard::Promote));
    }

    void only_a_line_of_demo_stations_is_called_the_demo_line()
    {
        QVERIFY(text("firstRunTitle").contains(QStringLiteral("demo line")));
        QVERIFY(text("firstRunEnd").contains(QStringLiteral("drawn by the program")));
        m_engine->station("station-2").config.source.kind = SourceKind::Camera;
        publish();
        QVERIFY(!text("firstRunTitle").contains(QStringLiteral("demo line")));
        QVERIFY(!text("firstRunEnd").contains(QStringLiteral("drawn by the program")));
        QVERIFY(!m_card->findChild<SampleFileIcon *>()->isVisible());
        QVERIFY(!text("firstRunStep1").contains(QStringLiteral("this file")));
    }

    void a_demo_line_without_a_model_says_so()
    {
        for (StationSnapshot &s : m_engine->state.stations)
            s.active.reset();
        publish();
        QCOMPARE(text("firstRunTitle"), QStringLiteral("This is the demo line. No model judges it yet."));
    }

    void the_file_is_dragged_as_a_copy_of_a_real_path()
    {
        auto *icon = m_card->findChild<SampleFileIcon *>();
        const std::unique_ptr<QMimeData> data(icon->mimeData());
        QCOMPARE(data->urls(), QList<QUrl>{QUrl::fromLocalFile(QStringLiteral("/somewhere/line-v2.pt"))});
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

private:
    void publish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    QString text(const char *name) const { return m_card->findChild<QLabel *>(QLatin1String(name))->text(); }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<FirstRunCard> m_card;
};

QTEST_MAIN(TstFirstRunCard)
#include "tst_firstruncard.moc"
