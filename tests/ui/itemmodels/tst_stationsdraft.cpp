// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/stationsdraft.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace lineside;

/// Edits of stations collect beside the stations in force.
class TstStationsDraft : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_draft = std::make_unique<StationsDraft>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_draft.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<StationConfig> stations(3);
        for (int i = 0; i < 3; ++i) {
            stations[static_cast<std::size_t>(i)].id = "station-" + std::to_string(i + 1);
            stations[static_cast<std::size_t>(i)].name = "Station " + std::to_string(i + 1);
        }
        m_draft->setInForce(stations);
    }
    void cleanup()
    {
        m_tester.reset();
        m_draft.reset();
    }

    void nothing_waits_at_first()
    {
        QVERIFY(!m_draft->changed());
        QVERIFY(m_draft->changes().isEmpty());
    }

    void each_changed_thing_is_one_waiting_change()
    {
        StationConfig config = *m_draft->station(0);
        config.name = "Filler";
        config.source.targetFps = 15;
        config.contract.labels = {"Cap"};
        m_draft->setStation(0, config);
        QCOMPARE(m_draft->changes().size(), 3);
        QVERIFY(m_draft->data(m_draft->index(0), StationsDraft::ChangedRole).toBool());
        QVERIFY(!m_draft->data(m_draft->index(1), StationsDraft::ChangedRole).toBool());
    }

    void what_was_applied_is_told_anew_and_no_longer_called_changed()
    {
        StationConfig config = *m_draft->station(2);
        config.name = "Filler";
        m_draft->setStation(2, config);
        QCOMPARE(m_draft->data(m_draft->index(2), Qt::DisplayRole).toString(), QStringLiteral("Filler (changed)"));
        QSignalSpy told(m_draft.get(), &QAbstractItemModel::dataChanged);
        m_draft->setInForce({*m_draft->station(0), *m_draft->station(1), config});
        QCOMPARE(told.count(), 1);
        QCOMPARE(told.first().at(1).toModelIndex().row(), 2);
        QCOMPARE(m_draft->data(m_draft->index(2), Qt::DisplayRole).toString(), QStringLiteral("Filler"));
    }

    void a_value_set_back_no_longer_waits()
    {
        const StationConfig before = *m_draft->station(0);
        StationConfig config = before;
        config.source.targetFps = 15;
        m_draft->setStation(0, config);
        m_draft->setStation(0, before);
        QVERIFY(!m_draft->changed());
    }

    void discard_brings_back_what_is_in_force()
    {
        m_draft->removeStation(1);
        m_draft->add(QStringLiteral("New"));
        m_draft->moveStation(0, 2);
        m_draft->discard();
        QCOMPARE(m_draft->rowCount(), 3);
        QCOMPARE(m_draft->station(1)->name, std::string("Station 2"));
        QVERIFY(!m_draft->changed());
    }

    void a_new_station_gets_an_id_that_nobody_had()
    {
        m_draft->removeStation(1);
        const int row = m_draft->add(QStringLiteral("New"));
        QCOMPARE(m_draft->station(row)->id, std::string("station-4"));
        QVERIFY(m_draft->station(row)->promotion == PromotionPolicy::Verdict);
        QCOMPARE(m_draft->changes().size(), 2);
    }

    void copies_of_one_station_have_different_names()
    {
        m_draft->duplicate(0);
        m_draft->duplicate(0);
        m_draft->duplicate(0);
        QStringList names;
        for (const StationConfig &s : m_draft->stations())
            names << QString::fromStdString(s.name);
        QCOMPARE(names.removeDuplicates(), 0);
        QVERIFY(names.contains(QStringLiteral("Station 1, copy 3")));
    }

    void a_copy_takes_no_stored_password_along()
    {
        StationConfig config = *m_draft->station(0);
        config.source.credential = "station-1";
        m_draft->setStation(0, config);
        const int row = m_draft->duplicate(0);
        QCOMPARE(row, 1);
        QVERIFY(m_draft->station(row)->source.credential.empty());
        QVERIFY(m_draft->station(row)->id != config.id);
    }

    void there_are_always_one_to_sixteen_stations()
    {
        while (m_draft->canAdd())
            m_draft->add(QStringLiteral("S"));
        QCOMPARE(m_draft->rowCount(), 16);
        QCOMPARE(m_draft->add(QStringLiteral("one too many")), -1);
        QCOMPARE(m_draft->duplicate(0), -1);
        while (m_draft->canRemove())
            m_draft->removeStation(0);
        QCOMPARE(m_draft->rowCount(), 1);
        QVERIFY(!m_draft->removeStation(0));
    }

    void another_order_is_one_change()
    {
        QVERIFY(m_draft->moveStation(0, 2));
        QCOMPARE(m_draft->station(2)->id, std::string("station-1"));
        QCOMPARE(m_draft->changes().size(), 1);
        QVERIFY(m_draft->moveStation(2, 0));
        QVERIFY(!m_draft->changed());
    }

    void waiting_edits_survive_news_from_the_engine()
    {
        StationConfig config = *m_draft->station(0);
        config.name = "Filler";
        m_draft->setStation(0, config);
        std::vector<StationConfig> news = m_draft->stations();
        news[0].name = "Station 1";
        news[2].name = "Packer";
        m_draft->setInForce(news);
        QCOMPARE(m_draft->station(0)->name, std::string("Filler"));
        QVERIFY(m_draft->changed());
    }

    void unedited_stations_follow_the_engine()
    {
        std::vector<StationConfig> news = m_draft->stations();
        news[2].name = "Packer";
        m_draft->setInForce(news);
        QCOMPARE(m_draft->station(2)->name, std::string("Packer"));
        QVERIFY(!m_draft->changed());
    }

private:
    std::unique_ptr<StationsDraft> m_draft;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TstStationsDraft)
#include "tst_stationsdraft.moc"
