// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "history/chaincheck.h"
#include "history/historypage.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"

#include <QComboBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The history page over a scripted engine.
class TstHistoryPage : public QObject, protected PageFixture<HistoryPage> {
    Q_OBJECT

private slots:
    void init() { openPage(); }
    void cleanup()
    {
        if (m_page)
            QTest::mouseMove(m_page.get(), QPoint(3, 3));  // the pointer stays where it is between tests
        closePage();
    }

    void an_event_appears_on_top_and_the_selected_row_stays_selected()
    {
        table()->selectRow(1);
        const QString selected = table()->currentIndex().siblingAtColumn(0).data().toString();
        m_engine->addEvent(happened(EventKind::RolledBack, "station-3", kV2, kV1, std::chrono::seconds(0)));
        republish();
        QCOMPARE(table()->model()->rowCount(), 7);
        QCOMPARE(table()->model()->index(0, 1).data().toString(), QStringLiteral("Rolled back"));
        QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), selected);
        QCOMPARE(table()->currentIndex().row(), 2);
    }

    void verify_says_that_the_chain_is_whole_or_where_it_is_broken()
    {
        AuditReport whole;
        whole.records = 41203;
        whole.seconds = 1.24;
        m_engine->auditReport = whole;
        QTest::mouseClick(child<QPushButton>("historyVerify"), Qt::LeftButton);
        QTRY_COMPARE(child<QLabel>("historyVerified")->text(), QStringLiteral("41,203 records, chain whole, checked in 1.2 s."));
        AuditReport broken = whole;
        broken.records = 16;
        broken.broken = AuditBreak{AuditBreakKind::Removed, 17, 4000, 17, 19, {}, {}, {}};
        m_engine->auditReport = broken;
        QTest::mouseClick(child<QPushButton>("historyVerify"), Qt::LeftButton);
        QTRY_VERIFY(child<QLabel>("historyVerified")->text().startsWith("Records 17 to 19 are not there"));
        QVERIFY(child<QLabel>("historyVerified")->text().contains("16 records before it are whole"));
        m_engine->auditReport = Error{ErrorCode::Io, "Permission denied"};
        QTest::mouseClick(child<QPushButton>("historyVerify"), Qt::LeftButton);
        QTRY_VERIFY(child<QLabel>("historyVerified")->text().startsWith("The history could not be checked"));
    }
    void every_way_to_break_the_chain_has_its_words()
    {
        QSet<QString> sentences;
        for (int kind = 0; kind < kAuditBreakKinds; ++kind) {
            AuditReport report;
            report.broken = AuditBreak{static_cast<AuditBreakKind>(kind), 5, 400, 5, 5, {}, {}, {}};
            sentences.insert(ChainCheck::sentence(report));
        }
        QCOMPARE(sentences.size(), kAuditBreakKinds);
    }

    void rows_stay_under_the_pointer_and_new_events_come_when_it_leaves()
    {
        pointAtTheTable();
        m_engine->addEvent(happened(EventKind::RolledBack, "station-3", kV2, kV1, std::chrono::seconds(0)));
        republish();
        QCOMPARE(table()->model()->rowCount(), 6);
        QCOMPARE(child<QLabel>("historyCount")->text(), QStringLiteral("6 + new"));
        QTest::mouseMove(m_page.get(), QPoint(3, 3));
        QTRY_COMPARE(table()->model()->rowCount(), 7);
        QCOMPARE(child<QLabel>("historyCount")->text(), QStringLiteral("7 event(s)"));
    }

    void no_event_is_missing_after_a_night_with_the_pointer_on_the_table()
    {
        pointAtTheTable();
        const QString selected = table()->model()->index(1, 0).data().toString();
        table()->selectRow(1);
        for (int i = 0; i < 300; ++i) {  // more than a snapshot carries
            m_engine->addEvent(happened(i % 2 ? EventKind::SourceBack : EventKind::SourceLost, "station-4", {}, {}, std::chrono::seconds(0)));
            republish();
        }
        QCOMPARE(table()->model()->rowCount(), 6);
        QTest::mouseMove(m_page.get(), QPoint(3, 3));
        QTRY_COMPARE(table()->model()->rowCount(), 306);
        QCOMPARE(table()->currentIndex().siblingAtColumn(0).data().toString(), selected);
        QCOMPARE(table()->currentIndex().row(), 301);
    }

    void the_export_has_also_what_came_while_a_row_was_pointed_at()
    {
        pointAtTheTable();
        m_engine->addEvent(happened(EventKind::RolledBack, "station-3", kV2, kV1, std::chrono::seconds(0)));
        republish();
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\"Rolled back\",\"Station 3\""));
    }

    void the_question_who_judged_is_answered_after_what_came_while_a_row_was_pointed_at()
    {
        showStation("station-3");
        pointAtTheTable();
        m_engine->station("station-3").active = kV1;
        m_engine->addEvent(happened(EventKind::RolledBack, "station-3", kV2, kV1, std::chrono::seconds(0)));
        republish();
        const QDateTime before = QDateTime::currentDateTime().addSecs(-60);
        child<QLineEdit>("historyJudged")->setText(before.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")));
        const QString text = child<QLabel>("historyJudgedAnswer")->text();
        QVERIFY2(text.contains(QStringLiteral("Station 3: line-v2 until ")) && text.contains(QStringLiteral(", line-v1")), qPrintable(text));
    }

    void without_a_time_the_last_hour_is_shown_with_how_many_parts_each_model_judged()
    {
        QVERIFY(!child<QLabel>("historyJudgedAnswer")->isVisible());
        m_engine->recordAnswer = RecordAnswer{{used("station-3", kV1, {}, 1200), used("station-3", kV2, {}, 34)}, 0, 0};
        showStation("station-3");
        QTest::mouseClick(child<QPushButton>("historyJudgedShow"), Qt::LeftButton);
        const auto text = [this] { return child<QLabel>("historyJudgedAnswer")->text(); };
        QTRY_VERIFY2(text().endsWith(QStringLiteral("(line-v1: 1,200 part(s), line-v2: 34 part(s))")), qPrintable(text()));
        QVERIFY2(text().contains(QStringLiteral("Station 3: line-v1 until ")), qPrintable(text()));
        const RecordQuestion asked = m_engine->asked.back();
        QVERIFY(asked.station == "station-3" && asked.to - asked.from == std::chrono::hours(1) && !asked.touched);
    }
    void two_times_are_asked_about_when_the_keys_rest_or_enter_is_pressed()
    {
        const QDateTime now = QDateTime::currentDateTime();
        const auto typed = [&](int secondsAgo) { return now.addSecs(-secondsAgo).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss")); };
        child<QLineEdit>("historyJudged")->setText(typed(7200));
        child<QLineEdit>("historyJudgedTo")->setText(typed(3600));
        QTRY_COMPARE(m_engine->asked.size(), std::size_t{1});
        QCOMPARE(m_engine->asked[0].to - m_engine->asked[0].from, std::chrono::hours(1));
        QTRY_VERIFY(child<QLabel>("historyJudgedAnswer")->text().endsWith(QStringLiteral("No record of parts is kept.")));
        m_engine->recordAnswer = RecordAnswer{{}, 2, 5};
        QTest::keyClick(child<QLineEdit>("historyJudgedTo"), Qt::Key_Return);
        QTRY_VERIFY(child<QLabel>("historyJudgedAnswer")->text().endsWith(QStringLiteral("Parts of this time are missing from the record.")));
    }
    void times_that_are_none_are_told_and_nothing_is_asked_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("said");
        QTest::newRow("no time") << "two" << "" << "A time is written";
        QTest::newRow("no second time") << "" << "two" << "A time is written";
        QTest::newRow("the wrong way round") << "2026-03-02 14:00" << "2026-03-02 13:00" << "The second time is before";
        QTest::newRow("not yet") << "2099-03-02 14:00" << "" << "That time has not come";
    }
    void times_that_are_none_are_told_and_nothing_is_asked()
    {
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, said);
        child<QLineEdit>("historyJudged")->setText(from);
        child<QLineEdit>("historyJudgedTo")->setText(to);
        QTest::mouseClick(child<QPushButton>("historyJudgedShow"), Qt::LeftButton);
        QVERIFY(child<QLabel>("historyJudgedAnswer")->text().startsWith(said));
        QVERIFY(m_engine->asked.empty());
    }
    void the_lots_that_a_model_judged_stand_in_place_of_the_events_until_escape()
    {
        m_engine->recordAnswer = RecordAnswer{{used("station-2", kV2, "4711", 800), used("station-3", kV2, "", 20)}, 1, 0};
        auto *model = child<QComboBox>("historyLotsModel");
        QVERIFY(model->findText(QStringLiteral("line-v2")) > 0);
        model->setCurrentIndex(model->findText(QStringLiteral("line-v2")));
        QTRY_VERIFY(lots()->isVisible());
        QVERIFY(!table()->isVisible());
        QVERIFY(m_engine->asked.back().touched == kV2);
        QCOMPARE(lots()->model()->rowCount(), 2);
        QCOMPARE(lots()->model()->index(0, 0).data().toString(), QStringLiteral("Station 2"));
        QCOMPARE(lots()->model()->index(0, 1).data().toString(), QStringLiteral("4711"));
        QCOMPARE(lots()->model()->index(0, 4).data().toString(), QStringLiteral("800"));
        QCOMPARE(lots()->model()->index(1, 1).data().toString(), QStringLiteral("not known"));
        QCOMPARE(child<QLabel>("historyLotsAnswer")->text(), QStringLiteral("line-v2 judged 820 part(s). Parts are missing from the record."));
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lots.csv"));
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("\"Station 2\",\"4711\""));
        m_page->activateWindow();
        lots()->setFocus();
        QTRY_VERIFY(lots()->hasFocus());
        QTest::keyClick(lots(), Qt::Key_Escape);
        QTRY_VERIFY(table()->isVisible());
        QCOMPARE(model->currentIndex(), 0);
    }
    void a_record_that_says_nothing_leaves_the_events()
    {
        m_engine->recordAnswer = Error{ErrorCode::InvalidInput, "damaged"};
        auto *model = child<QComboBox>("historyLotsModel");
        model->setCurrentIndex(1);
        QTRY_VERIFY(child<QLabel>("historyLotsAnswer")->text().startsWith(QStringLiteral("The record says nothing")));
        QVERIFY(table()->isVisible());
        m_engine->recordAnswer = RecordAnswer{};
        model->setCurrentIndex(2);
        QTRY_VERIFY(child<QLabel>("historyLotsAnswer")->text().startsWith(QStringLiteral("The record has no part")));
    }
    void a_lot_shows_what_happened_while_it_ran_and_what_judged_then()
    {
        auto *lot = child<QComboBox>("historyLot");
        QVERIFY(!lot->isVisible());
        const auto runs = [this](const char *name) {
            HistoryEvent event = happened(EventKind::LotChanged, "station-3", {}, {}, std::chrono::seconds(0));
            event.detail = name;
            m_engine->addEvent(event);
            republish();
        };
        runs("4711");
        by("Nina", EventKind::RolledBack, "station-3");
        by("Erik", EventKind::Promoted, "station-2");
        runs("4712");
        by("Nina", EventKind::Promoted, "station-3");
        QVERIFY(lot->isVisible());
        QCOMPARE(choices(*lot), (QStringList{"All lots", "4711", "4712"}));
        lot->setCurrentIndex(1);
        QCOMPARE(table()->model()->rowCount(), 4);  // what was on air, the lot, what changed in it, the next lot
        lot->setCurrentIndex(2);
        QCOMPARE(table()->model()->rowCount(), 3);
        by("Nina", EventKind::RolledBack, "station-3");
        QCOMPARE(table()->model()->rowCount(), 4);
        lot->setCurrentIndex(0);
        QCOMPARE(table()->model()->rowCount(), 12);
    }
    void seals_of_the_record_are_shown_where_they_are_asked_for()
    {
        HistoryEvent seal = happened(EventKind::RecordSealed, "station-3", {}, {}, std::chrono::seconds(0));
        seal.seal = RecordSeal{1, 4000, 4000, std::string(64, 'a'), {}, {}};
        m_engine->addEvent(seal);
        republish();
        QCOMPARE(table()->model()->rowCount(), 6);
        QCOMPARE(child<QLabel>("historyCount")->text(), QStringLiteral("6 event(s)"));
        auto *kind = child<QComboBox>("historyKind");
        kind->setCurrentIndex(kind->findData(static_cast<int>(EventKind::RecordSealed)));
        QCOMPARE(table()->model()->rowCount(), 1);
        table()->selectRow(0);
        QVERIFY(child<QLabel>("historyDetails")->text().contains(QStringLiteral("parts 1 to 4,000, SHA-256 aaaa")));
    }
    void the_export_as_json_has_the_rows_shown_as_the_engine_writes_them()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.jsonl"));
        showStation("station-3");
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QVERIFY(!written.startsWith("\xEF"));
        QCOMPARE(written.trimmed().split('\n').size(), 2);
        QVERIFY(written.startsWith("{\"seq\":"));
    }
    void the_export_offers_both_forms_and_the_name_follows()
    {
        QTest::keyClick(table(), Qt::Key_E, Qt::ControlModifier);
        auto *dialog = m_page->findChild<QFileDialog *>(QStringLiteral("csvDialog"));
        QVERIFY(dialog);
        QCOMPARE(dialog->nameFilters().size(), 2);
        emit dialog->filterSelected(dialog->nameFilters().last());
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("jsonl"));
        dialog->close();
    }
    void verify_tells_of_the_record_too()
    {
        AuditReport report;
        report.records = 10;
        report.record = SealCheck{3, 4000, 1000, 0, {}, {}, 0, WallTime(std::chrono::hours(490'000))};
        const QString whole = ChainCheck::sentence(report);
        QVERIFY2(whole.contains(QStringLiteral("4,000 recorded parts are as they were sealed. 1,000 older ones, up to ")), qPrintable(whole));
        report.record->broken = RecordSeal{101, 200, 100, {}, WallTime(std::chrono::hours(490'000)), WallTime(std::chrono::hours(490'001))};
        report.record->station = "filler";
        const QString broken = ChainCheck::sentence(report);
        QVERIFY2(broken.contains(QStringLiteral("chain whole")) && broken.contains(QStringLiteral("parts 101 to 200 of filler, recorded from ")), qPrintable(broken));
        report.record = SealCheck{};
        QVERIFY(ChainCheck::sentence(report).contains(QStringLiteral("No part of the record is sealed yet.")));
    }

    void the_field_of_the_time_shows_its_whole_example()
    {
        const auto *field = child<QLineEdit>("historyJudged");
        QVERIFY(field->width() > QFontMetrics(field->font()).horizontalAdvance(field->placeholderText()) + 40);
    }

    void what_was_cut_short_says_what_to_do_next()
    {
        HistoryEvent cut = happened(EventKind::Unfinished, {}, {}, {}, std::chrono::seconds(0));
        cut.file = "best";
        m_engine->addEvent(cut);
        republish();
        table()->selectRow(0);
        const QString text = child<QLabel>("historyDetails")->text();
        QVERIFY2(text.contains(QStringLiteral("Not finished")) && text.contains(QStringLiteral("offer the file again")), qPrintable(text));
    }

    void filters_work_together()
    {
        showStation("station-3");
        QCOMPARE(table()->model()->rowCount(), 2);
        auto *kind = child<QComboBox>("historyKind");
        kind->setCurrentIndex(kind->findData(static_cast<int>(EventKind::Promoted)));
        QCOMPARE(table()->model()->rowCount(), 1);
        child<QLineEdit>("historyWords")->setText(QStringLiteral("no such thing"));
        QVERIFY(child<QLabel>("historyEmpty")->isVisible());
        QVERIFY(!child<QPushButton>("historyExport")->isEnabled());
    }

    void the_filter_by_person_offers_everybody_who_occurs()
    {
        auto *person = child<QComboBox>("historyPerson");
        QVERIFY(!person->isVisible());  // nobody has said who he is so far
        by("Nina", EventKind::Promoted);
        by("Erik", EventKind::RolledBack);
        by("Nina", EventKind::LotChanged);
        by({}, EventKind::Offered);
        QVERIFY(person->isVisible());
        QCOMPARE(choices(*person), (QStringList{"All people", "Erik", "Nina"}));
        QCOMPARE(table()->model()->rowCount(), 10);
        person->setCurrentIndex(2);
        QCOMPARE(table()->model()->rowCount(), 2);
        QCOMPARE(child<QLabel>("historyCount")->text(), QStringLiteral("2 of 10 event(s)"));
    }
    void who_is_chosen_stays_chosen_when_somebody_else_does_something_and_in_another_language()
    {
        by("Nina", EventKind::Promoted);
        auto *person = child<QComboBox>("historyPerson");
        person->setCurrentIndex(1);
        by("Anna", EventKind::RolledBack);
        QCOMPARE(person->currentText(), QStringLiteral("Nina"));
        QCOMPARE(choices(*person), (QStringList{"All people", "Anna", "Nina"}));
        QCOMPARE(table()->model()->rowCount(), 1);
        by("Nina", EventKind::LotChanged);
        QCOMPARE(table()->model()->rowCount(), 2);
        QEvent language(QEvent::LanguageChange);
        QCoreApplication::sendEvent(m_page.get(), &language);
        QCOMPARE(person->currentText(), QStringLiteral("Nina"));
        QCOMPARE(table()->model()->rowCount(), 2);
    }
    void the_list_of_people_is_left_alone_while_nobody_new_comes()
    {
        by("Nina", EventKind::Promoted);
        QSignalSpy rebuilt(child<QComboBox>("historyPerson")->model(), &QAbstractItemModel::rowsInserted);
        by("Nina", EventKind::LotChanged);
        QCOMPARE(rebuilt.count(), 0);
    }
    void a_person_filter_narrows_with_the_others_and_the_export_follows_it()
    {
        by("Nina", EventKind::Promoted, "station-3");
        by("Nina", EventKind::RolledBack, "station-2");
        by("Erik", EventKind::Promoted, "station-3");
        auto *person = child<QComboBox>("historyPerson");
        person->setCurrentIndex(person->findText(QStringLiteral("Nina")));
        showStation("station-3");
        QCOMPARE(table()->model()->rowCount(), 1);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray written = file.readAll();
        QCOMPARE(written.trimmed().split('\n').size(), 2);
        QVERIFY(written.contains("\"Nina\"") && !written.contains("Erik"));
    }
    void a_name_that_another_begins_with_is_not_taken_for_it()
    {
        by("Nina", EventKind::Promoted);
        by("Nina B", EventKind::Promoted);
        auto *person = child<QComboBox>("historyPerson");
        person->setCurrentIndex(person->findText(QStringLiteral("Nina")));
        QCOMPARE(table()->model()->rowCount(), 1);
    }
    void a_person_is_chosen_by_the_keyboard()
    {
        by("Anna", EventKind::Promoted);
        by("Nina", EventKind::Promoted);
        m_page->activateWindow();
        auto *kind = child<QComboBox>("historyKind");
        auto *person = child<QComboBox>("historyPerson");
        kind->setFocus();
        QTRY_VERIFY(kind->hasFocus());
        QTest::keyClick(kind, Qt::Key_Tab);
        QTRY_VERIFY(person->hasFocus());
        QTest::keyClick(person, Qt::Key_N);
        QCOMPARE(person->currentText(), QStringLiteral("Nina"));
        QCOMPARE(table()->model()->rowCount(), 1);
        QTest::keyClick(person, Qt::Key_Slash);
        QTRY_VERIFY(child<QLineEdit>("historyWords")->hasFocus());
    }

    void where_there_is_no_room_beside_the_other_filters_the_people_are_below_them()
    {
        by("Nina", EventKind::Promoted);
        auto *person = child<QComboBox>("historyPerson");
        const auto below = [&] { return person->y() > child<QComboBox>("historyKind")->geometry().bottom(); };
        QVERIFY(!below());
        person->setCurrentIndex(1);
        for (int i = 0; i < 5 && m_page->width() > 640; ++i) {  // no window is smaller than what is in it
            m_page->resize(640, 600);
            QCoreApplication::processEvents();
        }
        QTRY_VERIFY(below());
        QVERIFY(person->geometry().right() < m_page->width());
        QCOMPARE(m_page->width(), 640);
        QCOMPARE(table()->model()->rowCount(), 1);
        LINESIDE_NOTHING(againstReadingOrder(*m_page));
        LINESIDE_NOTHING(notReachedByTab(*m_page));
        m_page->resize(1366, 768);
        QTRY_VERIFY(!below());
        QCOMPARE(table()->model()->rowCount(), 1);
        LINESIDE_NOTHING(againstReadingOrder(*m_page));
    }

    void a_station_filter_survives_a_new_snapshot()
    {
        showStation("station-2");
        republish();
        QCOMPARE(child<QComboBox>("historyStation")->currentData().toString(), QStringLiteral("station-2"));
        QCOMPARE(table()->model()->rowCount(), 1);
    }

    void the_export_has_the_rows_shown()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        showStation("station-3");
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QList<QByteArray> lines = file.readAll().trimmed().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].contains("\"Promoted\",\"Station 3\",\"line-v1\",\"line-v2\""));
    }

    void an_export_that_is_not_possible_says_so()
    {
        QVERIFY(!m_page->exportTo(QStringLiteral("/no/such/folder/h.csv")));
        const QString text = child<QLabel>("historyMessage")->text();
        QVERIFY2(text.contains(QStringLiteral("not written")), qPrintable(text));
    }

    void slash_reaches_the_filter_from_the_table_and_from_a_choice()
    {
        m_page->activateWindow();
        for (QWidget *widget : {static_cast<QWidget *>(table()), static_cast<QWidget *>(child<QComboBox>("historyKind"))}) {
            widget->setFocus();
            QTRY_VERIFY(widget->hasFocus());
            QTest::keyClick(widget, Qt::Key_Slash);
            QTRY_VERIFY(child<QLineEdit>("historyWords")->hasFocus());
        }
    }

    void the_selected_event_is_told_in_full_below_the_table()
    {
        QVERIFY(child<QLabel>("historyDetails")->text().startsWith(QStringLiteral("Select")));
        table()->selectRow(1);
        const QString text = child<QLabel>("historyDetails")->text();
        for (const char *part : {"Refused", "Station 2", "best.pt", "Car, Bus", "Bottle, Cap, Label", "L-302"})
            QVERIFY2(text.contains(QLatin1String(part)), qPrintable(text));
        table()->selectRow(2);
        QVERIFY(child<QLabel>("historyDetails")->text().contains(QStringLiteral("line-v1 → line-v2")));
    }

    void the_station_list_is_left_alone_while_nothing_changed_in_it()
    {
        auto *stations = child<QComboBox>("historyStation");
        QSignalSpy rebuilt(stations->model(), &QAbstractItemModel::rowsInserted);
        republish();
        QCOMPARE(rebuilt.count(), 0);
        m_engine->station("station-2").config.name = "Filler";
        republish();
        QVERIFY(stations->findText(QStringLiteral("Filler")) > 0);
    }

    void export_asks_beside_the_running_screens()
    {
        child<QPushButton>("historyExport")->click();
        auto *dialog = m_page->findChild<QFileDialog *>(QStringLiteral("csvDialog"));
        QVERIFY(dialog);
        QVERIFY(!dialog->isModal());
        QCOMPARE(dialog->defaultSuffix(), QStringLiteral("csv"));
        QTemporaryDir folder;
        emit dialog->fileSelected(folder.filePath(QStringLiteral("h.csv")));
        QVERIFY(QFile::exists(folder.filePath(QStringLiteral("h.csv"))));
        dialog->close();
    }

    void a_failed_export_leaves_the_old_file_as_it_was()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("h.csv"));
        QVERIFY(m_page->exportTo(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray before = file.readAll();
        QVERIFY(!m_page->exportTo(folder.filePath(QStringLiteral("h.csv/below"))));
        file.seek(0);
        QCOMPARE(file.readAll(), before);
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList{QStringLiteral("h.csv")});  // no half file beside it
    }

    void column_widths_are_remembered()
    {
        table()->setColumnWidth(1, 333);
        m_page.reset();
        HistoryPage again(*m_bridge);
        QCOMPARE(again.findChild<QTableView *>(QStringLiteral("historyTable"))->columnWidth(1), 333);
    }

    void an_empty_history_says_what_will_be_here()
    {
        FakeEngine empty;
        EngineBridge bridge(empty);
        HistoryPage page(bridge);
        page.show();
        QVERIFY(page.findChild<QLabel *>(QStringLiteral("historyEmpty"))->text().startsWith(QStringLiteral("Nothing has happened")));
    }

private:
    static RecordedUse used(const char *station, const ModelId &model, std::optional<std::string> lot, std::uint64_t passed)
    {
        const WallTime now = std::chrono::system_clock::now();
        return {station, model, {}, std::move(lot), now - std::chrono::minutes(30), now, passed, 0, 0, 0};
    }
    QTableView *lots() const { return child<QTableView>("historyLots"); }
    static QStringList choices(const QComboBox &list)
    {
        QStringList texts;
        for (int i = 0; i < list.count(); ++i)
            texts << list.itemText(i);
        return texts;
    }
    /// Somebody does something now.
    void by(const std::string &name, EventKind kind, const char *station = "station-1")
    {
        HistoryEvent event = happened(kind, station, kV2, kV1, std::chrono::seconds(0));
        event.by = name;
        m_engine->addEvent(event);
        republish();
    }
    void pointAtTheTable()
    {
        const QModelIndex first = table()->model()->index(0, 0);
        QTest::mouseMove(table()->viewport(), table()->visualRect(first).center());
        QTRY_VERIFY(table()->viewport()->underMouse());
    }
    void showStation(const char *id)
    {
        auto *list = child<QComboBox>("historyStation");
        list->setCurrentIndex(list->findData(QLatin1String(id)));
    }
    void republish()
    {
        m_engine->publish();
        m_bridge->refresh();
    }
    QTableView *table() const { return child<QTableView>("historyTable"); }
};

QTEST_MAIN(TstHistoryPage)
#include "tst_historypage.moc"
