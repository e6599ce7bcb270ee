// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "mainwindow/eventtext.h"
#include "mainwindow/topbar.h"
#include "ui/settings/settingsfixture.h"

#include <QFileDialog>
#include <QSpinBox>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The watched folder in the settings, over a scripted engine.
class TstWatchedFolderSetting : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init()
    {
        makeEngine(fillLine);
        showPage();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(3);
        m_page->activateWindow();
        path()->setFocus();
        QTRY_VERIFY(path()->hasFocus());
    }
    void cleanup() { closePage(); }

    void nothing_is_watched_at_first()
    {
        QVERIFY(path()->text().isEmpty());
        QCOMPARE(station()->currentIndex(), 0);
        QCOMPARE(child<QSpinBox>("watchedPoll")->value(), 5);
        QVERIFY(!button("watchedWatch")->isEnabled() && !button("watchedStop")->isEnabled());
        QCOMPARE(state(), QStringLiteral("No folder is watched."));
    }

    void the_keyboard_alone_chooses_and_clears_it()
    {
        QTest::keyClicks(path(), QStringLiteral("/srv/models/"));
        QTest::keyClick(path(), Qt::Key_Return);
        QTRY_COMPARE(m_engine->state.watchedFolder.path, std::string("/srv/models"));
        QVERIFY(m_engine->state.watchedFolder.station.empty());
        QTRY_VERIFY(state().contains(QStringLiteral("/srv/models")));
        int tabs = 0;
        for (; !button("watchedStop")->hasFocus() && tabs < 20; ++tabs)
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(button("watchedStop")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(m_engine->state.watchedFolder.path.empty());
        QTRY_VERIFY(path()->hasFocus());  // not handed on to whatever comes next
        QCOMPARE(path()->text(), QStringLiteral("/srv/models"));  // one press brings it back
        QVERIFY(button("watchedWatch")->isEnabled());
    }

    void station_and_interval_go_with_it()
    {
        path()->setText(QStringLiteral("/srv/models"));
        station()->setCurrentIndex(2);
        child<QSpinBox>("watchedPoll")->setValue(60);
        button("watchedWatch")->click();
        const WatchedFolder wanted{"/srv/models", m_engine->state.stations[1].config.id, 60};
        QTRY_VERIFY(m_engine->state.watchedFolder == wanted);
        QTRY_VERIFY2(state().contains(QString::fromStdString(m_engine->state.stations[1].config.name)), qPrintable(state()));
        QVERIFY(!button("watchedWatch")->isEnabled());
    }

    void what_is_typed_stays_while_the_line_changes()
    {
        path()->setText(QStringLiteral("/srv/mod"));
        station()->setCurrentIndex(1);
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(path()->text(), QStringLiteral("/srv/mod"));
        QCOMPARE(station()->currentIndex(), 1);
        m_engine->state.watchedFolder = {"/other", {}, 7};  // by another hand
        m_engine->publish();
        m_bridge->refresh();
        QCOMPARE(path()->text(), QStringLiteral("/other"));
        QCOMPARE(child<QSpinBox>("watchedPoll")->value(), 7);
    }

    void a_path_that_begins_nowhere_is_explained_in_place()
    {
        path()->setText(QStringLiteral("models"));
        button("watchedWatch")->click();
        QVERIFY(notice("watchedPathFieldProblem").contains(QStringLiteral("begin with /")));
        QCOMPARE(m_engine->callsStartingWith("applyWatchedFolder"), 0u);
        path()->setText(QStringLiteral("/models"));
        QVERIFY(notice("watchedPathFieldProblem").isEmpty());
    }

    void what_the_engine_does_not_take_is_explained_in_place()
    {
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        path()->setText(QStringLiteral("/models"));
        button("watchedWatch")->click();
        QTRY_VERIFY2(notice("watchedPathFieldProblem").contains(QStringLiteral("not changed")), qPrintable(notice("watchedPathFieldProblem")));
        QCOMPARE(path()->text(), QStringLiteral("/models"));
        m_engine->state.watchedFolder.path = "/models";  // in force, only not written
        button("watchedWatch")->click();
        m_engine->publish();
        QTRY_VERIFY2(notice("watchedPathFieldProblem").contains(QStringLiteral("in force")), qPrintable(notice("watchedPathFieldProblem")));
    }

    void trouble_is_told_with_what_runs_on_and_what_to_do_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("away") << static_cast<int>(ErrorCode::NotFound) << "is not there";
        QTest::newRow("a file") << static_cast<int>(ErrorCode::InvalidInput) << "is not a folder";
        QTest::newRow("too full") << static_cast<int>(ErrorCode::Unsupported) << "more than 10,000";
        QTest::newRow("no rights") << static_cast<int>(ErrorCode::Io) << "cannot be read";
    }
    void trouble_is_told_with_what_runs_on_and_what_to_do()
    {
        QFETCH(int, code);
        QFETCH(QString, says);
        m_engine->state.watchedFolder.path = "/srv/models";
        m_engine->state.watchError = Error{static_cast<ErrorCode>(code), "/srv/models: why"};
        m_engine->publish();
        m_bridge->refresh();
        const QString told = notice("watchedPathFieldProblem");
        QVERIFY2(told.contains(says) && told.contains(QStringLiteral("The line runs on.")) && told.contains(QStringLiteral("/srv/models")), qPrintable(told));
        const EngineSnapshotPtr snapshot = m_bridge->snapshot();
        QVERIFY(TopBar::stateOf(*snapshot) != TopBar::LineState::Running);
        m_engine->state.watchError.reset();
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(notice("watchedPathFieldProblem").isEmpty());
    }

    void the_history_says_what_became_of_it()
    {
        HistoryEvent e;
        e.file = "/srv/models";
        for (const auto &[kind, says] : {std::pair(EventKind::FolderChanged, "offered by themselves"), std::pair(EventKind::FolderLost, "The line runs on."),
                                         std::pair(EventKind::FolderBack, "again")}) {
            e.kind = kind;
            const QString text = EventText::of(e, *m_bridge->snapshot());
            QVERIFY2(text.contains(QLatin1String(says)) && text.contains(QStringLiteral("/srv/models")), qPrintable(text));
        }
        e.kind = EventKind::FolderChanged;
        e.file.clear();
        QVERIFY(EventText::of(e, *m_bridge->snapshot()).startsWith(QStringLiteral("No folder is watched")));
    }

    void a_station_that_is_gone_is_named()
    {
        m_engine->state.watchedFolder = {"/srv/models", "station-99", 5};
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY2(station()->currentText().contains(QStringLiteral("station-99")), qPrintable(station()->currentText()));
        QVERIFY(state().contains(QStringLiteral("library")));
    }

    void the_dialog_fills_the_field()
    {
        QTemporaryDir dir;
        button("watchedBrowse")->click();
        auto *dialog = m_page->findChild<QFileDialog *>(QStringLiteral("watchedDialog"));
        QVERIFY(dialog);
        emit dialog->fileSelected(dir.path());
        QCOMPARE(path()->text(), dir.path());
        QVERIFY(button("watchedWatch")->isEnabled());
        dialog->close();
    }

    void the_search_finds_it()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        child<QLineEdit>("settingsSearch")->setText(QStringLiteral("another computer"));
        QCOMPARE(child<QTabWidget>("settingsTabs")->currentIndex(), 3);
    }

private:
    QLineEdit *path() const { return edit("watchedPath"); }
    QComboBox *station() const { return child<QComboBox>("watchedStation"); }
    QString state() const { return child<QLabel>("watchedState")->text(); }
};

QTEST_MAIN(TstWatchedFolderSetting)
#include "tst_foldersetting.moc"
