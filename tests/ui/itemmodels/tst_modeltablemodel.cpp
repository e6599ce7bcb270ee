// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/modeltablemodel.h"
#include "itemmodels/wordfilterproxy.h"
#include "itemmodels/words.h"
#include "support/linescene.h"
#include "widgets/format.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The table of versions follows snapshots without disturbing a view.
class TstModelTableModel : public QObject {
    Q_OBJECT

private slots:
    void init()
    {
        m_engine = std::make_unique<FakeEngine>();
        fillLine(*m_engine);
        m_model = std::make_unique<ModelTableModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setSnapshot(m_engine->snapshot());
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
        m_engine.reset();
    }

    void every_version_is_one_row_with_its_facts()
    {
        QCOMPARE(m_model->rowCount(), 5);
        const int row = m_model->rowOf(kV2);
        QCOMPARE(text(row, ModelTableModel::Name), QStringLiteral("line-v2"));
        QCOMPARE(text(row, ModelTableModel::State), QStringLiteral("On air"));
        QCOMPARE(text(row, ModelTableModel::Where), QStringLiteral("Station 3 (on air)"));
        QCOMPARE(text(row, ModelTableModel::Sha256), QStringLiteral("9f86d081884c"));
        QCOMPARE(text(row, ModelTableModel::Classes), QStringLiteral("3: Bottle, Cap, Label"));
        QVERIFY(text(row, ModelTableModel::Executor).contains(QStringLiteral("9.7 ms")));
    }

    void each_cell_shows_its_own_figure_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("shown");
        QTest::newRow("format") << int{ModelTableModel::Format} << "ONNX";
        QTest::newRow("family") << int{ModelTableModel::Family} << "yolov8";
        QTest::newRow("input") << int{ModelTableModel::Input} << "416 × 352";
        QTest::newRow("parameters") << int{ModelTableModel::Parameters} << Format::count(2'345'678);
        QTest::newRow("file size") << int{ModelTableModel::FileSize} << "7.3 MB";
        QTest::newRow("since") << int{ModelTableModel::Since} << "2026-03-04 05:06";
        QTest::newRow("imported") << int{ModelTableModel::Imported} << "2025-11-12 13:14";
    }
    void each_cell_shows_its_own_figure()
    {
        QFETCH(int, column);
        QFETCH(QString, shown);
        const auto at = [](int year, int month, int day, int hour, int minute) {
            return WallTime(std::chrono::milliseconds(QDateTime({year, month, day}, {hour, minute}).toMSecsSinceEpoch()));
        };
        ModelSnapshot &model = m_engine->state.models.front();
        model.format = "onnx";
        model.inputWidth = 416;
        model.inputHeight = 352;
        model.parameters = 2'345'678;
        model.fileBytes = 7'300'000;
        model.stateSince = at(2026, 3, 4, 5, 6);
        model.importedAt = at(2025, 11, 12, 13, 14);
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        QCOMPARE(text(m_model->rowOf(kV1), column), shown);
    }
    void what_a_file_does_not_tell_is_said_to_be_missing_and_not_shown_as_a_zero()
    {
        ModelSnapshot &model = m_engine->state.models.front();
        model.inputWidth = model.inputHeight = 0;
        model.parameters = 0;
        model.stateSince = {};
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        for (const int column : {ModelTableModel::Input, ModelTableModel::Parameters, ModelTableModel::Since})
            QCOMPARE(text(m_model->rowOf(kV1), column), Words::notAvailable());
    }

    void an_unloaded_version_says_so_instead_of_showing_a_zero()
    {
        const int row = m_model->rowOf(kV3);
        QCOMPARE(text(row, ModelTableModel::Memory), QStringLiteral("not loaded"));
        QCOMPARE(text(row, ModelTableModel::Executor), QStringLiteral("not loaded"));
    }

    void the_exact_time_is_shown_where_the_fast_executor_disagreed()
    {
        QVERIFY(text(m_model->rowOf(kBlind), ModelTableModel::Executor).contains(QStringLiteral("20.1 ms")));
    }

    void the_exact_time_is_shown_where_the_fast_executor_is_not_faster()
    {
        m_engine->state.models.front().executor = {"openvino", "CPU", "f32", true, 31.5, 20.1};
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        const int row = m_model->rowOf(kV1);
        QVERIFY2(text(row, ModelTableModel::Executor).contains(QStringLiteral("20.1 ms")), qPrintable(text(row, ModelTableModel::Executor)));
        QCOMPARE(m_model->index(row, ModelTableModel::Executor).data(ModelTableModel::SortRole).toDouble(), 20.1);
    }

    void an_equal_snapshot_changes_nothing()
    {
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        QCOMPARE(changed.count(), 0);
        QCOMPARE(reset.count(), 0);
    }

    void a_changed_state_touches_its_own_row_only()
    {
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_engine->state.models[2].state = ModelState::Loading;
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first().at(0).toModelIndex().row(), 2);
        QCOMPARE(text(2, ModelTableModel::State), QStringLiteral("Loading"));
    }

    void selection_survives_when_another_version_comes_and_one_goes()
    {
        const QPersistentModelIndex kept = m_model->index(m_model->rowOf(kBlind), 0);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        m_engine->state.models.erase(m_engine->state.models.begin());
        m_engine->addModel({"line", 4});
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        QCOMPARE(reset.count(), 0);
        QVERIFY(kept.isValid());
        QCOMPARE(kept.data().toString(), QStringLiteral("line-blind-v1"));
        QCOMPARE(m_model->rowOf(kV1), -1);
        QVERIFY(m_model->rowOf({"line", 4}) >= 0);
    }

    void versions_sort_by_number_and_sizes_by_value()
    {
        WordFilterProxy proxy(ModelTableModel::FilterRole, ModelTableModel::SortRole);
        QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
        proxy.setSourceModel(m_model.get());
        proxy.sort(ModelTableModel::Name);
        QStringList names;
        for (int row = 0; row < proxy.rowCount(); ++row)
            names << proxy.index(row, 0).data().toString();
        QVERIFY(names.indexOf(QStringLiteral("line-v3")) < names.indexOf(QStringLiteral("line-v10")));
        proxy.sort(ModelTableModel::Memory, Qt::DescendingOrder);
        QVERIFY(proxy.index(0, ModelTableModel::Memory).data().toString().contains(QStringLiteral("MB")));
    }

    void the_filter_wants_every_word_anywhere_in_the_row()
    {
        WordFilterProxy proxy(ModelTableModel::FilterRole, ModelTableModel::SortRole);
        proxy.setSourceModel(m_model.get());
        proxy.setWords(QStringLiteral("AIR station"));
        QCOMPARE(proxy.rowCount(), 2);
        proxy.setWords(QStringLiteral("9f86d081884c7d65"));
        QCOMPARE(proxy.rowCount(), 1);
        proxy.setWords(QStringLiteral("no such model"));
        QCOMPARE(proxy.rowCount(), 0);
    }

    void a_renamed_station_is_renamed_in_the_where_column()
    {
        m_engine->station("station-3").config.name = "Filler";
        m_engine->publish();
        m_model->setSnapshot(m_engine->snapshot());
        QCOMPARE(text(m_model->rowOf(kV2), ModelTableModel::Where), QStringLiteral("Filler (on air)"));
    }

    void a_damaged_version_gives_its_reason()
    {
        QVERIFY(ModelTableModel::reason(*m_model->model(kOld)).contains(QStringLiteral("SHA-256")));
    }

private:
    QString text(int row, int column) const { return m_model->index(row, column).data().toString(); }

    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<ModelTableModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

QTEST_MAIN(TstModelTableModel)
#include "tst_modeltablemodel.moc"
