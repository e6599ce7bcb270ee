// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "itemmodels/modeltablemodel.h"
#include "library/librarypage.h"
#include "library/modeldetails.h"
#include "support/pagefixture.h"

#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSplitter>
#include <QStackedWidget>
#include <QTableView>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lineside;
using namespace lineside::test;

/// The library page over a scripted engine.
class TstLibraryPage : public QObject, protected PageFixture<LibraryPage> {
    Q_OBJECT

private slots:
    void init() { openPage(); }
    void cleanup()
    {
        if (m_page)
            QTest::mouseMove(m_page.get(), QPoint(3, 3));  // the pointer stays where it is between tests
        closePage();
    }

    void an_empty_library_says_what_to_do()
    {
        FakeEngine empty;
        EngineBridge bridge(empty);
        LibraryPage page(bridge);
        page.show();
        QVERIFY(child<QWidget>("libraryEmpty", page)->isVisible());
        QVERIFY(!child<QWidget>("libraryTable", page)->isVisible());
    }

    void the_room_of_the_details_is_as_it_was_left_by_hand_and_by_nothing_else()
    {
        m_page = std::make_unique<LibraryPage>(*m_bridge);  // never shown, as where nobody opens the library
        m_page.reset();
        showPage();
        auto *splitter = child<QSplitter>("librarySplitter");
        const QList<int> fresh = splitter->sizes();
        QVERIFY2(fresh[0] > fresh[1], qPrintable(QStringLiteral("%1 and %2").arg(fresh[0]).arg(fresh[1])));
        QWidget *handle = splitter->handle(1);
        const QPoint middle = handle->rect().center();
        QTest::mousePress(handle, Qt::LeftButton, {}, middle);
        QTest::mouseMove(handle, middle - QPoint(120, 0));
        QTest::mouseRelease(handle, Qt::LeftButton, {}, middle);
        const QList<int> moved = splitter->sizes();
        QVERIFY(moved[0] < fresh[0]);
        m_page.reset();
        showPage();
        QCOMPARE(child<QSplitter>("librarySplitter")->sizes(), moved);
    }

    void selection_and_scroll_survive_a_new_snapshot()
    {
        for (int i = 20; i < 60; ++i)
            m_engine->addModel({"many", i});
        republish();
        QTRY_VERIFY(table()->verticalScrollBar()->maximum() > 0);
        select({"many", 40});
        table()->verticalScrollBar()->setValue(12);
        m_engine->state.models[1].state = ModelState::Loading;
        m_engine->addModel({"aaa", 1});
        republish();
        QCOMPARE(m_page->selected(), std::optional<ModelId>(ModelId{"many", 40}));
        QCOMPARE(table()->verticalScrollBar()->value(), 12);
    }

    void rows_stay_under_the_pointer_while_states_change_and_are_put_in_order_when_it_leaves()
    {
        table()->sortByColumn(ModelTableModel::State, Qt::AscendingOrder);
        const QStringList before = names();
        select(kV3);
        const QModelIndex pointedAt = table()->currentIndex();
        QTest::mouseMove(table()->viewport(), table()->visualRect(pointedAt).center());
        QTRY_VERIFY(table()->viewport()->underMouse());
        const QString offline = pointedAt.siblingAtColumn(ModelTableModel::State).data().toString();
        m_engine->station("station-1").active = kV3;  // would come to the top
        m_engine->station("station-2").active = kBlind;
        m_engine->addModel({"aaa", 1});
        republish();
        QCOMPARE(names().first(before.size()), before);
        QVERIFY(pointedAt.siblingAtColumn(ModelTableModel::State).data().toString() != offline);  // what is said goes on
        QCOMPARE(m_page->selected(), std::optional(kV3));

        QTest::mouseMove(m_page.get(), QPoint(3, 3));
        QTRY_VERIFY(names().first(before.size()) != before);
        const auto chips = [&] {
            QList<int> list;
            for (int row = 0; row < table()->model()->rowCount(); ++row)
                list << table()->model()->index(row, 0).data(ModelTableModel::ChipRole).toInt();
            return list;
        };
        QVERIFY(std::ranges::is_sorted(chips()));
        QCOMPARE(m_page->selected(), std::optional(kV3));
    }

    void a_row_that_the_filter_would_drop_stays_under_the_pointer_until_it_leaves()
    {
        child<QLineEdit>("libraryFilter")->setText(QStringLiteral("on air"));
        const QStringList before = names();
        QVERIFY(before.size() >= 2);
        QTest::mouseMove(table()->viewport(), table()->visualRect(table()->model()->index(0, 0)).center());
        QTRY_VERIFY(table()->viewport()->underMouse());
        for (StationSnapshot &s : m_engine->state.stations)
            s.active = kV2;
        republish();
        QCOMPARE(names(), before);
        QTest::mouseMove(m_page.get(), QPoint(3, 3));
        QTRY_COMPARE(names(), QStringList{QStringLiteral("line-v2")});
    }

    void a_model_in_use_cannot_be_removed_and_the_page_says_why()
    {
        select(kV2);
        QVERIFY(!button("libraryRemove")->isEnabled());
        QVERIFY(child<QLabel>("libraryReason")->text().contains(QStringLiteral("Station 3")));
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Delete);
        QVERIFY(child<QWidget>("libraryConfirm")->isHidden());
        QCOMPARE(m_engine->callsStartingWith("removeModel"), 0u);
    }

    void removing_asks_once_and_the_safe_answer_has_the_focus()
    {
        m_page->activateWindow();
        select(kBlind);
        button("libraryRemove")->click();
        QVERIFY(child<QWidget>("libraryConfirm")->isVisible());
        QCOMPARE(m_engine->callsStartingWith("remove"), 0u);
        QTRY_VERIFY(button("libraryConfirmKeep")->hasFocus());
        button("libraryConfirmRemove")->click();
        QCOMPARE(m_engine->callsStartingWith("remove"), 1u);
        m_bridge->refresh();
        QVERIFY(!m_page->selected() || *m_page->selected() != kBlind);
    }

    void another_selection_takes_the_question_back()
    {
        select(kBlind);
        button("libraryRemove")->click();
        select(kV3);
        QVERIFY(child<QWidget>("libraryConfirm")->isHidden());
    }

    void a_damaged_model_can_neither_be_offered_nor_compared()
    {
        select(kOld);
        QVERIFY(!button("libraryOffer")->isEnabled());
        QVERIFY(!button("libraryCompare")->isEnabled());
        QVERIFY(!child<QLabel>("libraryReason")->text().trimmed().isEmpty());
    }

    void offering_puts_the_model_into_the_preview_of_the_station()
    {
        select(kV3);
        auto *menu = child<QMenu>("libraryOfferMenu");
        QCOMPARE(menu->actions().size(), 4);
        menu->actions().at(1)->trigger();
        QCOMPARE(m_engine->callsStartingWith("offerModel station-2 line-v3"), 1u);
        QCOMPARE(m_engine->callsStartingWith("promote"), 0u);
    }

    void a_station_that_runs_the_model_is_not_offered_it()
    {
        select(kV1);
        auto *menu = child<QMenu>("libraryOfferMenu");
        QVERIFY(!menu->actions().at(0)->isEnabled());
        QVERIFY(menu->actions().at(2)->isEnabled());
    }

    void slash_goes_to_the_filter_and_escape_back_to_the_table()
    {
        m_page->activateWindow();
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_Slash);
        auto *filter = child<QLineEdit>("libraryFilter");
        QTRY_VERIFY(filter->hasFocus());
        QTest::keyClicks(filter, QStringLiteral("blind"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QVERIFY(child<QLabel>("libraryCount")->text().startsWith(QStringLiteral("1 of")));
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(table()->model()->rowCount(), 5);
        QTRY_VERIFY(table()->hasFocus());
    }

    void letters_typed_into_the_filter_trigger_nothing()
    {
        QSignalSpy compare(m_page.get(), &LibraryPage::compareRequested);
        auto *filter = child<QLineEdit>("libraryFilter");
        filter->setFocus();
        QTest::keyClicks(filter, QStringLiteral("cc/"));
        QTest::keyClick(filter, Qt::Key_Backspace, Qt::ControlModifier);
        QCOMPARE(compare.count(), 0);
        QCOMPARE(m_engine->callsStartingWith("rollBack"), 0u);
    }

    void c_compares_and_ctrl_c_copies_the_hash()
    {
        QSignalSpy compare(m_page.get(), &LibraryPage::compareRequested);
        select(kV2);
        table()->setFocus();
        QTest::keyClick(table(), Qt::Key_C);
        QCOMPARE(compare.count(), 1);
        QTest::keyClick(table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(QStringLiteral("9f86d081")));
        QCOMPARE(QGuiApplication::clipboard()->text().size(), 64);
    }

    void a_loaded_model_without_a_reduced_precision_says_how_fast_it_is()
    {
        EngineSnapshot snapshot = *m_engine->snapshot();
        ModelSnapshot model = *findModel(snapshot, kV1);
        QVERIFY(model.state == ModelState::Ready);
        model.executor.fastMs = 0;
        model.executor.exactMs = 8.5;
        const auto second = [&] { return ModelDetails::checks(model, snapshot).at(1); };
        QCOMPARE(second().text, QStringLiteral("Runs with full precision (8.5 ms): there is no reduced one for it here"));
        QVERIFY(second().outcome == ModelDetails::Outcome::Good);
        model.state = ModelState::Offline;
        QVERIFY(second().outcome == ModelDetails::Outcome::Open);
    }
    void the_details_say_that_a_model_was_taken_back_and_why()
    {
        ModelSnapshot model = *findModel(*m_engine->snapshot(), kV1);
        model.takenBack = TakenBack{"station-1", model.importedAt, HealthRecord{Health::NoVerdicts, 1000, 0, 30, 0, 0, 0, 0, 0}};
        const auto checks = ModelDetails::checks(model, *m_engine->snapshot());
        const bool told = std::ranges::any_of(checks, [](const auto &check) {
            return check.outcome == ModelDetails::Outcome::Bad && check.text.startsWith(QLatin1String("Station 1: taken back by itself"))
                && check.text.endsWith(QLatin1String(": no verdict while 30 pictures came"));
        });
        QVERIFY(told);
    }
    void the_details_say_who_signed_a_model_and_which_stations_ask_for_it()
    {
        ModelSnapshot model = *findModel(*m_engine->snapshot(), kV1);
        EngineSnapshot snapshot = *m_engine->snapshot();
        snapshot.stations[0].config.signatures = SignaturePolicy::Require;
        snapshot.stations[1].config.signatures = SignaturePolicy::Warn;
        const auto told = [&](ModelDetails::Outcome outcome, const char *words) {
            return std::ranges::count_if(ModelDetails::checks(model, snapshot), [&](const auto &check) {
                return check.outcome == outcome && check.text.contains(QLatin1String(words));
            });
        };
        const auto fact = [&](const char *name) {
            ModelDetails details;
            details.show(&model, snapshot);
            for (const QLabel *label : details.findChildren<QLabel *>())
                if (label->accessibleName().startsWith(QLatin1String(name) + QStringLiteral(": ")))
                    return label->text();
            return QString();
        };
        QCOMPARE(fact("Signature"), QStringLiteral("not signed"));
        QCOMPARE(told(ModelDetails::Outcome::Bad, "Station 1: takes signed models only"), 1);
        QCOMPARE(told(ModelDetails::Outcome::Open, "Station 2: wants to know"), 1);
        model.signature = {SignatureState::Good, "0123456789ABCDEF", "Training", "model=line version=1"};
        QCOMPARE(fact("Signature"), QStringLiteral("by Training (key 0123456789ABCDEF)"));
        QCOMPARE(fact("Signed comment"), QStringLiteral("model=line version=1"));
        QCOMPARE(told(ModelDetails::Outcome::Good, "Training signed"), 1);
        QCOMPARE(told(ModelDetails::Outcome::Bad, "signed models only"), 0);
        model.signature = {SignatureState::RevokedKey, "0123456789ABCDEF", "Training", {}};
        QVERIFY(fact("Signature").contains(QStringLiteral("revoked")));
        QCOMPARE(told(ModelDetails::Outcome::Bad, "was revoked"), 1);
        QVERIFY(fact("Signed comment").isEmpty());
    }
    void the_checks_compare_labels_by_name_with_every_station()
    {
        const auto checks = ModelDetails::checks(*findModel(*m_engine->snapshot(), kBlind), *m_engine->snapshot());
        int bad = 0;
        for (const auto &check : checks)
            bad += check.outcome == ModelDetails::Outcome::Bad && check.text.contains(QStringLiteral("Cap"));
        QCOMPARE(bad, 4);
    }

    void the_stored_file_counts_as_whole_only_where_it_was_looked_at()
    {
        const auto first = [&](const ModelId &id) {
            return ModelDetails::checks(*findModel(*m_engine->snapshot(), id), *m_engine->snapshot()).front();
        };
        QVERIFY(first(kV1).outcome == ModelDetails::Outcome::Good);
        QVERIFY(first(kV3).outcome == ModelDetails::Outcome::Open);  // not loaded since the start
        QVERIFY2(first(kV3).text.contains(QStringLiteral("each time the model is loaded")), qPrintable(first(kV3).text));
        QVERIFY(first(kOld).outcome == ModelDetails::Outcome::Bad);
    }

    void reduced_precision_is_called_used_only_where_it_is()
    {
        const auto told = [&](const ExecutorChoice &choice) {
            ModelSnapshot model = *findModel(*m_engine->snapshot(), kV1);
            model.executor = choice;
            return ModelDetails::checks(model, *m_engine->snapshot())[1].text;
        };
        QVERIFY(told({"openvino", "CPU", "bf16", true, 9.7, 19.4}).contains(QStringLiteral("it is used (bf16, 9.7 ms instead of 19.4 ms)")));
        QVERIFY(told({"openvino", "CPU", "f32", true, 31.5, 19.4}).contains(QStringLiteral("not faster: full precision is used (19.4 ms instead of 31.5 ms)")));
        QVERIFY(told({"openvino", "CPU", "f32", false, 9.7, 19.4, 24}).contains(QStringLiteral("differs from full precision")));
        QVERIFY(told({"openvino", "CPU", "f32", false, 9.7, 19.4, 0}).contains(QStringLiteral("Nothing was seen in the trial run")));
    }

    void the_table_has_a_column_for_everything_that_is_asked_of_it()
    {
        QStringList columns;
        for (int column = 0; column < table()->model()->columnCount(); ++column)
            columns << table()->model()->headerData(column, Qt::Horizontal).toString();
        for (const char *wanted : {"Model", "State", "Where", "Format", "Family", "Classes", "Input", "Parameters", "File size", "SHA-256", "Since"})
            QVERIFY2(columns.contains(QLatin1String(wanted)), wanted);
        // The reason of a state is said in words, on the page and beside the cell.
        select(kOld);
        QVERIFY(everyText(*child<ModelDetails>("modelDetails")).contains(QStringLiteral("SHA-256 differs")));
    }

    void a_click_on_a_header_sorts_by_it_and_again_the_other_way()
    {
        m_engine->state.models[3].fileBytes = 900;
        republish();
        table()->sortByColumn(ModelTableModel::FileSize, Qt::AscendingOrder);
        QCOMPARE(name(0), QStringLiteral("line-blind-v1"));
        table()->sortByColumn(ModelTableModel::FileSize, Qt::DescendingOrder);
        QCOMPARE(name(table()->model()->rowCount() - 1), QStringLiteral("line-blind-v1"));
    }

    void a_filter_that_nothing_fits_says_so()
    {
        child<QLineEdit>("libraryFilter")->setText(QStringLiteral("no such model"));
        QVERIFY(child<QLabel>("libraryNothing")->isVisible());
        QVERIFY(!table()->isVisible());
        child<QLineEdit>("libraryFilter")->clear();
        QVERIFY(table()->isVisible());
    }

    void import_is_asked_of_the_window()
    {
        QSignalSpy asked(m_page.get(), &LibraryPage::importRequested);
        button("libraryImport")->click();
        QCOMPARE(asked.count(), 1);
    }

    void columns_their_order_and_the_sorting_are_remembered()
    {
        table()->setColumnWidth(ModelTableModel::Where, 333);
        table()->horizontalHeader()->moveSection(ModelTableModel::Sha256, 1);
        table()->sortByColumn(ModelTableModel::Name, Qt::DescendingOrder);
        const QString first = name(0);
        m_page.reset();
        m_page = std::make_unique<LibraryPage>(*m_bridge);
        QCOMPARE(table()->columnWidth(ModelTableModel::Where), 333);
        QCOMPARE(table()->horizontalHeader()->visualIndex(ModelTableModel::Sha256), 1);
        QCOMPARE(name(0), first);
        QCOMPARE(first, QStringLiteral("line-blind-v1"));
    }

    void widths_follow_the_text_size_and_survive_a_start_at_another_one()
    {
        table()->setColumnWidth(ModelTableModel::Where, 200);
        QFont large = m_page->font();
        large.setPointSizeF(large.pointSizeF() * 2);
        const auto digits = [&] { return table()->fontMetrics().horizontalAdvance(QStringLiteral("0000000000")); };
        const int before = digits();
        table()->setFont(large);
        const double factor = static_cast<double>(digits()) / before;
        QVERIFY(factor > 1.5);
        QVERIFY(std::abs(table()->columnWidth(ModelTableModel::Where) - 200 * factor) <= 1);
        QVERIFY(table()->verticalHeader()->defaultSectionSize() >= table()->fontMetrics().height());
        m_page.reset();
        m_page = std::make_unique<LibraryPage>(*m_bridge);
        QVERIFY(std::abs(table()->columnWidth(ModelTableModel::Where) - 200) <= 1);
    }

private:
    void select(const ModelId &model)
    {
        auto *table = child<QTableView>("libraryTable");
        for (int row = 0; row < table->model()->rowCount(); ++row)
            if (table->model()->index(row, 0).data().toString().toStdString() == model.text())
                table->setCurrentIndex(table->model()->index(row, 0));
    }
    void republish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    template <class W>
    static W *child(const char *name, const QWidget &page)
    {
        return page.findChild<W *>(QLatin1String(name));
    }
    template <class W>
    W *child(const char *name) const
    {
        return child<W>(name, *m_page);
    }
    QString name(int row) const { return table()->model()->index(row, ModelTableModel::Name).data().toString(); }
    QStringList names() const
    {
        QStringList list;
        for (int row = 0; row < table()->model()->rowCount(); ++row)
            list << name(row);
        return list;
    }
    static QString everyText(const QWidget &widget)
    {
        QStringList list;
        for (const QLabel *label : widget.findChildren<QLabel *>())
            list << label->text();
        return list.join(QLatin1Char('\n'));
    }
    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    QTableView *table() const { return child<QTableView>("libraryTable"); }
};

QTEST_MAIN(TstLibraryPage)
#include "tst_librarypage.moc"
