// SPDX-License-Identifier: GPL-3.0-or-later
#include "history/historyfilter.h"
#include "itemmodels/csv.h"
#include "itemmodels/historytablemodel.h"
#include "itemmodels/memorytablemodel.h"
#include "support/linescene.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// History and memory as item models, and their export.
class TstItemModels : public QObject {
    Q_OBJECT

    using Tester = QAbstractItemModelTester;
    static constexpr auto kMode = Tester::FailureReportingMode::QtTest;

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        fillLine(*m_engine);
    }

    void history_is_newest_first_and_new_events_come_on_top()
    {
        HistoryTableModel model;
        Tester tester(&model, kMode);
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        QCOMPARE(model.rowCount(), 6);
        QVERIFY(model.event(0)->kind == EventKind::SourceLost);

        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QPersistentModelIndex kept = model.index(0, 0);
        m_engine->addEvent(happened(EventKind::RolledBack, "station-3", kV2, kV1, std::chrono::seconds(0)));
        m_engine->publish();
        model.append(m_engine->snapshot()->recent, m_engine->snapshot());
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.rowCount(), 7);
        QVERIFY(model.event(0)->kind == EventKind::RolledBack);
        QCOMPARE(kept.row(), 1);
    }

    void an_event_is_never_listed_twice()
    {
        HistoryTableModel model;
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        model.append(m_engine->snapshot()->recent, m_engine->snapshot());
        model.append(m_engine->snapshot()->recent, m_engine->snapshot());
        QCOMPARE(model.rowCount(), 6);
    }

    void figures_of_a_swap_that_arrive_later_are_filled_in()
    {
        HistoryEvent promoted = happened(EventKind::Promoted, "station-1", kV1, kV2, std::chrono::seconds(0));
        promoted.swap = SwapRecord{kV1, kV2, false, promoted.at, 0, 0, 0};
        m_engine->addEvent(promoted);
        m_engine->publish();
        HistoryTableModel model;
        Tester tester(&model, kMode);
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        QVERIFY(cell(model, 0, HistoryTableModel::Details).contains(QStringLiteral("no verdict")));
        m_engine->events.back().swap->firstVerdictMs = 38.2;
        m_engine->events.back().swap->framesDuring = 12;
        m_engine->publish();
        model.append(m_engine->snapshot()->recent, m_engine->snapshot());
        QCOMPARE(cell(model, 0, HistoryTableModel::Details), QStringLiteral("first verdict after 38.2 ms · 0 of 12 frames lost"));
    }

    void a_refusal_says_what_was_found_and_expected()
    {
        HistoryTableModel model;
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        const QString details = cell(model, 1, HistoryTableModel::Details);
        QVERIFY2(details.contains(QStringLiteral("Car, Bus")) && details.contains(QStringLiteral("Bottle, Cap")), qPrintable(details));
        QCOMPARE(cell(model, 1, HistoryTableModel::File), QStringLiteral("best.pt"));
    }

    void a_row_says_who_did_it_as_what_and_what_he_signed()
    {
        HistoryEvent e = happened(EventKind::Promoted, "station-1", kV1, kV2, std::chrono::seconds(0));
        e.by = "Nina Berg";
        e.role = Role::Engineer;
        e.signedBy = ElectronicSignature{"Nina Berg", "reviewed", e.at};
        m_engine->addEvent(e);
        m_engine->publish();
        HistoryTableModel model;
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        QCOMPARE(cell(model, 0, HistoryTableModel::Who), QStringLiteral("Nina Berg"));
        QCOMPARE(cell(model, 0, HistoryTableModel::As), QStringLiteral("engineer"));
        QVERIFY(cell(model, 0, HistoryTableModel::Signed).startsWith(QStringLiteral("Nina Berg · Reviewed · ")));
        const QString sentence = HistoryTableModel::sentence(*model.event(0), *m_engine->snapshot());
        QVERIFY2(sentence.contains(QStringLiteral("Nina Berg · engineer · signed: Nina Berg · Reviewed · ")), qPrintable(sentence));
        const QString csv = Csv::table(model);
        QVERIFY(csv.section(QStringLiteral("\r\n"), 0, 0).contains(QStringLiteral("\"Who\",\"Role\",\"Signature\"")));
        QVERIFY(csv.section(QStringLiteral("\r\n"), 1, 1).contains(QStringLiteral(",\"Nina Berg\",\"engineer\",\"Nina Berg · Reviewed")));
    }

    void why_a_canary_was_taken_back_stands_there_with_what_was_measured()
    {
        HistoryEvent back = happened(EventKind::CanaryRolledBack, "station-1", {}, kV2, std::chrono::seconds(0));
        back.canary = CanaryNote{"night", 1, 2, {}, CanaryHarm{CanaryGuardKind::Latency, "station-1", 0, 0, 58}};
        back.canary->harm->now = 812;
        back.canary->harm->limit = 143;
        m_engine->addEvent(back);
        m_engine->publish();
        HistoryTableModel model;
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        const QString details = cell(model, 0, HistoryTableModel::Details);
        QVERIFY2(details.contains(QStringLiteral("verdicts come too late (812 ms, at most 143 ms) after 58 parts")), qPrintable(details));
    }

    void a_promotion_says_who_answers_for_it_and_what_was_known()
    {
        HistoryEvent e;
        e.kind = EventKind::Promoted;
        e.evidence = PromotionEvidence{AbState::Open, false, false, 74, 1, 1, 0, 0, {}};
        e.by = "Nina";
        e.detail = "red caps";
        QCOMPARE(HistoryTableModel::details(e), QStringLiteral("compared: not decided, 74 part(s), 1 of them different · red caps"));
        e.evidence->state = AbState::AtLeastAsGood;
        QVERIFY(HistoryTableModel::details(e).contains(QLatin1String("compared: at least as good, 74 part(s), 1 of them different")));
        e.evidence->seen = {4, 31};
        e.evidence->stations = 2;
        QVERIFY2(HistoryTableModel::details(e).contains(QLatin1String("74 part(s) on 4 lot(s) at 2 station(s), 1 of them different")), qPrintable(HistoryTableModel::details(e)));
        e.evidence->seen = {0, 31};
        QVERIFY2(HistoryTableModel::details(e).contains(QLatin1String("74 part(s) in 31 hour(s) of the clock at 2 station(s)")), qPrintable(HistoryTableModel::details(e)));
        e.evidence->contradicted = true;
        QVERIFY(HistoryTableModel::details(e).contains(QLatin1String("compared: decided, then contradicted")));
    }

    void an_import_says_who_signed_the_file()
    {
        HistoryEvent e;
        e.kind = EventKind::Imported;
        QVERIFY(HistoryTableModel::details(e).isEmpty());
        e.signature = {SignatureState::Good, "0123456789ABCDEF", "Training", "model=line"};
        QCOMPARE(HistoryTableModel::details(e), QStringLiteral("signed by Training"));
        e.signature = {SignatureState::UnknownKey, "0123456789ABCDEF", {}, {}};
        QCOMPARE(HistoryTableModel::details(e), QStringLiteral("signed with key 0123456789ABCDEF, not trusted"));
    }

    void times_carry_milliseconds_and_their_distance_to_utc()
    {
        HistoryTableModel model;
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        QVERIFY(QRegularExpression(QStringLiteral("^\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [+-]\\d\\d:\\d\\d$"))
                    .match(cell(model, 0, HistoryTableModel::Time)).hasMatch());
    }

    void the_history_filter_narrows_by_station_kind_and_words()
    {
        HistoryTableModel model;
        HistoryFilter filter;
        Tester tester(&filter, kMode);
        model.setHistory(m_engine->history(100), m_engine->snapshot());
        filter.setSourceModel(&model);
        filter.setStation(QStringLiteral("station-3"));
        QCOMPARE(filter.rowCount(), 2);
        filter.setKind(static_cast<int>(EventKind::Promoted));
        QCOMPARE(filter.rowCount(), 1);
        filter.setStation({});
        filter.setKind(-1);
        filter.setWords(QStringLiteral("line-v2"));
        QCOMPARE(filter.rowCount(), 3);
    }

    void memory_grows_by_rows_and_gets_a_column_for_a_new_model()
    {
        MemoryTableModel model;
        Tester tester(&model, kMode);
        std::vector<MemorySample> samples(m_engine->memory.begin(), m_engine->memory.begin() + 100);
        model.setSamples(samples);
        QCOMPARE(model.rowCount(), 100);
        QCOMPARE(model.columnCount(), 4);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        samples.push_back(m_engine->memory[100]);
        samples.erase(samples.begin());
        model.setSamples(samples);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.rowCount(), 100);
        model.setSamples(m_engine->memory);
        QCOMPARE(model.columnCount(), 5);
        QCOMPARE(model.headerData(4, Qt::Horizontal, Qt::DisplayRole).toString(), QStringLiteral("line-v2"));
    }

    void a_figure_that_no_driver_gave_is_not_available()
    {
        DeviceMemory device;
        device.name = "GPU 0";
        device.used = 2'000'000'000;
        for (MemorySample &sample : m_engine->memory)
            sample.devices = {device};
        MemoryTableModel model;
        model.setSamples(m_engine->memory);
        const int last = model.columnCount() - 1;
        QCOMPARE(cell(model, 0, last - 2), QStringLiteral("2.0 GB"));
        QCOMPARE(cell(model, 0, last), QStringLiteral("not available"));
        QVERIFY(model.toCsv().section(QStringLiteral("\r\n"), 1, 1).endsWith(QStringLiteral(",2000000000,,")));
    }

    void csv_quotes_and_disarms_formulas()
    {
        QCOMPARE(Csv::field(QStringLiteral("a \"b\", c")), QStringLiteral("\"a \"\"b\"\", c\""));
        QCOMPARE(Csv::field(QStringLiteral("=HYPERLINK()")), QStringLiteral("\"'=HYPERLINK()\""));
    }

    void csv_that_cannot_be_written_leaves_the_old_file()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("out.csv"));
        QVERIFY(Csv::write(path, QStringLiteral("first")).isEmpty());
        QVERIFY(!Csv::write(folder.filePath(QStringLiteral("no/such/out.csv")), QStringLiteral("second")).isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("\xEF\xBB\xBF" "first"));
    }

private:
    static QString cell(const QAbstractItemModel &model, int row, int column)
    {
        return model.index(row, column).data().toString();
    }

    std::unique_ptr<FakeEngine> m_engine;
};

QTEST_MAIN(TstItemModels)
#include "tst_itemmodels.moc"
