// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory/memorychart.h"
#include "memory/memorypage.h"
#include "memory/memoryseries.h"
#include "settings/language.h"
#include "support/pagefixture.h"

#include <QAbstractSeries>
#include <QAreaSeries>
#include <QChart>
#include <QClipboard>
#include <QDateTimeAxis>
#include <QGraphicsLineItem>
#include <QGraphicsRectItem>
#include <QGraphicsSimpleTextItem>
#include <QLabel>
#include <QLineSeries>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QValueAxis>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

/// Memory figures: the arithmetic, and the page over a scripted engine.
class TstMemoryPage : public QObject, protected PageFixture<MemoryPage> {
    Q_OBJECT

private slots:
    void init() { makeEngine(); }
    void cleanup() { closePage(); }

    void thinning_keeps_a_short_peak_and_the_newest_value()
    {
        std::vector<MemorySample> samples = m_engine->memory;
        samples[700].processResident = 999'000'000;
        const auto drawn = memory::thinned(samples, 600s, 60);
        QVERIFY(drawn.size() <= 63);
        QVERIFY(std::any_of(drawn.begin(), drawn.end(), [](const auto &s) { return s.processResident == 999'000'000; }));
        QVERIFY(drawn.back().at == samples.back().at);
        QVERIFY(memory::thinned({}, 600s, 60).empty());
    }

    void a_swap_is_measured_from_the_samples_around_it()
    {
        std::vector<MemorySample> samples(40);
        const WallTime start = std::chrono::system_clock::now();
        for (int i = 0; i < 40; ++i) {
            samples[static_cast<std::size_t>(i)].at = start + std::chrono::seconds(i);
            samples[static_cast<std::size_t>(i)].processResident = i < 10 ? 100 : i < 15 ? 180 : 101;
        }
        HistoryEvent promoted;
        promoted.kind = EventKind::Promoted;
        promoted.at = start + 9500ms;
        const auto swaps = memory::swaps(samples, {promoted}, 600s);
        QCOMPARE(swaps.size(), 1u);
        QCOMPARE(swaps[0].before, std::optional<std::uint64_t>(100));
        QCOMPARE(swaps[0].peak, std::optional<std::uint64_t>(180));
        QCOMPARE(swaps[0].after, std::optional<std::uint64_t>(101));
        promoted.at = start + 38500ms;
        QVERIFY(!memory::swaps(samples, {promoted}, 600s)[0].after);
    }

    void the_times_have_their_place_below_the_lines()
    {
        showPage();
        const auto *chart = child<MemoryChart>("memoryProcessChart");
        QTRY_VERIFY(chart->height() - chart->chart()->plotArea().bottom() > chart->fontMetrics().height());
    }

    void the_axis_ends_at_a_round_number()
    {
        QCOMPARE(memory::roundTop(1), 1'000'000u);
        QCOMPARE(memory::roundTop(376'000'000), 400'000'000u);
        QCOMPARE(memory::roundTop(400'000'001), 500'000'000u);
        QCOMPARE(memory::roundTop(0), 1'000'000u);
    }

    void without_a_gpu_the_page_says_so_with_the_reason()
    {
        Language language;
        language.apply(QStringLiteral("en"));
        showPage();
        const QString text = child<QLabel>("memoryDevice")->text();
        QCOMPARE(text, QStringLiteral("This computer has no GPU that Lineside can use. Models run on: CPU (2 threads)."));
        QCOMPARE(m_page->findChildren<MemoryChart *>().size(), 1);
        m_engine->state.acceleration = Acceleration::NotInThisBuild;
        m_engine->publish();
        m_bridge->refresh();
        m_page->setRange(600s);
        QVERIFY(child<QLabel>("memoryDevice")->text().contains(QStringLiteral("built without GPU libraries")));
    }

    void a_gpu_gets_its_own_chart_and_missing_figures_are_named()
    {
        DeviceMemory device;
        device.name = "GPU 0";
        device.total = 8'000'000'000;
        device.used = 2'000'000'000;
        for (MemorySample &sample : m_engine->memory)
            sample.devices = {device};
        showPage();
        auto *chart = child<MemoryChart>("memoryChart-GPU 0");
        QVERIFY(chart);
        QVERIFY2(chart->chart()->title().contains(QStringLiteral("reserved, allocated")), qPrintable(chart->chart()->title()));
        auto *axis = qobject_cast<QValueAxis *>(chart->chart()->axes(Qt::Vertical).first());
        QCOMPARE(axis->min(), 0.0);
        QCOMPARE(axis->max(), 8000.0);
    }

    void a_gpu_without_any_figure_is_named_and_no_line_is_drawn()
    {
        m_engine->state.acceleration = Acceleration::Used;
        m_engine->state.computeDevice = "CUDA:0";
        m_engine->state.cpuThreads = 0;
        for (MemorySample &sample : m_engine->memory)
            sample.devices = {DeviceMemory{"CUDA:0", {}, {}, {}, {}}};
        m_engine->publish();
        showPage();
        QVERIFY(child<QLabel>("memoryDevice")->text().contains(QStringLiteral("run on: CUDA:0")));
        auto *chart = child<MemoryChart>("memoryChart-CUDA:0");
        QVERIFY(chart);
        QVERIFY2(chart->chart()->title().contains(QStringLiteral("used, reserved, allocated")), qPrintable(chart->chart()->title()));
        QVERIFY(chart->chart()->series().isEmpty());
    }

    void a_model_on_the_gpu_is_a_share_of_the_gpu_and_not_of_the_program()
    {
        for (MemorySample &sample : m_engine->memory) {
            sample.devices = {DeviceMemory{"CUDA:0", 8'000'000'000, 2'000'000'000, 700'000'000, 300'000'000}};
            for (ModelMemory &model : sample.models)
                model.device = model.id == kV2 ? "CUDA:0" : "CPU";
        }
        showPage();
        QCOMPARE(names(*child<MemoryChart>("memoryProcessChart")), (QStringList{"line-v1", "Whole program"}));
        QCOMPARE(names(*child<MemoryChart>("memoryChart-CUDA:0")), (QStringList{"line-v2", "used", "reserved", "allocated"}));
    }

    void models_stand_on_each_other_and_the_axis_begins_at_zero()
    {
        showPage();
        auto *chart = child<MemoryChart>("memoryProcessChart");
        QCOMPARE(names(*chart), (QStringList{"line-v1", "line-v2", "Whole program"}));
        const auto last = [](const QLineSeries *line) { return line->points().constLast().y(); };
        const auto *first = qobject_cast<QAreaSeries *>(chart->chart()->series()[0]), *second = qobject_cast<QAreaSeries *>(chart->chart()->series()[1]);
        QVERIFY(first && second);
        QCOMPARE(last(first->lowerSeries()), 0.0);
        QCOMPARE(last(first->upperSeries()), 62.0);
        QCOMPARE(last(second->lowerSeries()), 62.0);
        QCOMPARE(last(second->upperSeries()), 128.0);
        QCOMPARE(qobject_cast<QValueAxis *>(chart->chart()->axes(Qt::Vertical).first())->min(), 0.0);
    }

    void every_change_of_a_model_in_the_range_is_marked_in_the_chart()
    {
        m_engine->addEvent(happened(EventKind::RolledBack, "station-1", kV2, kV1, 100s));
        m_engine->addEvent(happened(EventKind::RolledBack, "station-1", kV2, kV1, 700s));  // in the hour, not in the ten minutes
        m_engine->publish();
        showPage();
        QCOMPARE(marks(*child<MemoryChart>("memoryProcessChart")), 2);
        m_page->setRange(3600s);
        QCOMPARE(marks(*child<MemoryChart>("memoryProcessChart")), 3);
    }

    void numbers_of_changes_at_one_moment_stand_together_and_cover_no_other()
    {
        for (const auto ago : {100s, 100s, 99s})
            m_engine->addEvent(happened(EventKind::RolledBack, "station-1", kV2, kV1, ago));
        m_engine->publish();
        showPage();
        const auto *chart = child<MemoryChart>("memoryProcessChart");
        QStringList numbers;
        std::vector<QRectF> boxes;
        for (const QGraphicsItem *item : chart->scene()->items()) {
            const auto *text = dynamic_cast<const QGraphicsSimpleTextItem *>(item);
            const auto *box = text ? dynamic_cast<const QGraphicsRectItem *>(text->parentItem()) : nullptr;
            if (!box)
                continue;
            numbers << text->text();
            boxes.push_back(box->rect());
            QVERIFY(box->rect().width() >= text->boundingRect().width());
        }
        numbers.sort();
        QCOMPARE(numbers, (QStringList{QStringLiteral("1"), QStringLiteral("2–4")}));
        QVERIFY(!boxes[0].intersects(boxes[1]));
        QCOMPARE(marks(*chart), 4);
    }

    void a_mark_stands_where_the_lines_have_the_time_of_its_event_data()
    {
        QTest::addColumn<bool>("gpu");
        QTest::newRow("of the program") << false;
        QTest::newRow("of a GPU") << true;
    }
    void a_mark_stands_where_the_lines_have_the_time_of_its_event()
    {
        QFETCH(bool, gpu);
        if (gpu)
            for (MemorySample &sample : m_engine->memory)
                sample.devices = {DeviceMemory{"CUDA:0", 8'000'000'000, 2'000'000'000, 700'000'000, 300'000'000}};
        m_engine->addEvent(happened(EventKind::RolledBack, "station-1", kV2, kV1, 100s));
        m_engine->publish();
        showPage();
        const auto *chart = child<MemoryChart>(gpu ? "memoryChart-CUDA:0" : "memoryProcessChart");
        QVERIFY(chart);
        for (const QSize size : {QSize(1366, 768), QSize(1800, 900)}) {
            m_page->resize(size);
            std::vector<double> wanted;
            for (const HistoryEvent &event : m_engine->state.recent) {
                if (event.kind != EventKind::Promoted && event.kind != EventKind::RolledBack)
                    continue;
                const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(event.at.time_since_epoch()).count();
                wanted.push_back(chart->chart()->mapToPosition({double(ms), 0}, chart->chart()->series().last()).x());
            }
            QCOMPARE(wanted.size(), std::size_t{2});  // after 300 and 100 s of the ten minutes
            std::vector<double> found = markPlaces(*chart);
            std::ranges::sort(wanted);
            std::ranges::sort(found);
            QCOMPARE(found.size(), wanted.size());
            for (std::size_t i = 0; i < found.size(); ++i)
                QVERIFY2(std::abs(found[i] - wanted[i]) < 1, qPrintable(QStringLiteral("%1 instead of %2").arg(found[i]).arg(wanted[i])));
            QVERIFY(wanted[1] - wanted[0] > chart->chart()->plotArea().width() * 0.3 && wanted[1] - wanted[0] < chart->chart()->plotArea().width() * 0.37);
        }
    }

    void rows_stay_under_the_pointer_and_new_values_come_when_it_leaves()
    {
        showPage();
        m_page->setTableShown(true);
        auto *table = child<QTableView>("memoryValues");
        const int rows = table->model()->rowCount();
        QTest::mouseMove(table->viewport(), table->visualRect(table->model()->index(1, 0)).center());
        QTRY_VERIFY(table->viewport()->underMouse());
        MemorySample sample = m_engine->memory.back();
        sample.at += 1s;
        m_engine->memory.push_back(sample);
        const auto now = [&] { return child<QLabel>("memoryNow")->text(); };
        m_engine->memory.back().processResident = 777'000'000;
        QTRY_VERIFY2(now().contains(QLatin1String("777 MB")), qPrintable(now()));  // what is said goes on
        QCOMPARE(table->model()->rowCount(), rows);
        QTest::mouseMove(m_page.get(), QPoint(3, 3));
        QTRY_COMPARE(table->model()->rowCount(), rows + 1);
    }

    void every_change_of_a_model_is_listed_with_its_cost()
    {
        showPage();
        const QString text = child<QLabel>("memorySwaps")->text();
        QVERIFY2(text.contains(QStringLiteral("Station 3: line-v1 → line-v2")) && text.contains(QStringLiteral("Before ")), qPrintable(text));
    }

    void more_changes_than_there_is_room_for_are_counted()
    {
        for (int i = 0; i < 6; ++i)
            m_engine->addEvent(happened(EventKind::RolledBack, "station-1", kV2, kV1, std::chrono::seconds(100 - i)));
        m_engine->publish();
        showPage();
        QVERIFY2(child<QLabel>("memorySwaps")->text().startsWith(QStringLiteral("3 ")), qPrintable(child<QLabel>("memorySwaps")->text()));
    }

    void t_shows_the_table_and_ctrl_c_copies_the_newest_values()
    {
        showPage();
        m_page->activateWindow();
        QTest::keyClick(m_page.get(), Qt::Key_T);
        auto *table = child<QTableView>("memoryValues");
        QVERIFY(table->isVisible());
        QVERIFY(table->model()->rowCount() > 800);
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().contains(QStringLiteral("line-v1\t62.0 MB")));
        QTest::keyClick(table, Qt::Key_T);
        QVERIFY(!table->isVisible());
    }

    void the_export_has_a_row_for_each_sample()
    {
        showPage();
        QTemporaryDir folder;
        QVERIFY(m_page->exportTo(folder.filePath(QStringLiteral("m.csv"))));
        QFile file(folder.filePath(QStringLiteral("m.csv")));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().trimmed().split('\n').size(), static_cast<qsizetype>(m_engine->memory.size()) + 1);
    }

    void the_range_can_be_an_hour()
    {
        showPage();
        child<QToolButton>("memoryOneHour")->click();
        QVERIFY(child<QToolButton>("memoryOneHour")->isChecked());
        QVERIFY(!child<QToolButton>("memoryTenMinutes")->isChecked());
        const auto *time = qobject_cast<QDateTimeAxis *>(child<MemoryChart>("memoryProcessChart")->chart()->axes(Qt::Horizontal).first());
        QVERIFY(time);
        QCOMPARE(time->min().secsTo(time->max()), 3600);
    }

    void no_sample_yet_is_said_and_nothing_is_drawn()
    {
        m_engine->memory.clear();
        showPage();
        QCOMPARE(child<QLabel>("memoryNow")->text(), QStringLiteral("No memory figure yet."));
    }

private:
    static int marks(const MemoryChart &chart) { return static_cast<int>(markPlaces(chart).size()); }
    /// Where the marks of swaps stand from left to right, in coordinates of the chart.
    static std::vector<double> markPlaces(const MemoryChart &chart)
    {
        std::vector<double> places;
        for (const QGraphicsItem *item : chart.scene()->items()) {
            const auto *line = dynamic_cast<const QGraphicsLineItem *>(item);
            if (line && line->pen().style() == Qt::DashLine)
                places.push_back(chart.chart()->mapFromItem(line, line->line().p1()).x());
        }
        return places;
    }
    static QStringList names(const MemoryChart &chart)
    {
        QStringList list;
        for (const QAbstractSeries *series : chart.chart()->series())
            list << series->name();
        return list;
    }
};

QTEST_MAIN(TstMemoryPage)
#include "tst_memorypage.moc"
