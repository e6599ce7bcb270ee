// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "rollout/canarypage.h"
#include "firstrun/firstruncard.h"
#include "history/historypage.h"
#include "library/librarypage.h"
#include "mainwindow/mainwindow.h"
#include "mainwindow/rail.h"
#include "memory/memorypage.h"
#include "settings/language.h"
#include "settings/settingspage.h"
#include "support/linescene.h"
#include "support/livescene.h"
#include "support/uichecks.h"
#include "theme/theme.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QComboBox>
#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRawFont>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QTableView>
#include <QVBoxLayout>
#include <QtTest>

#include <memory>

using namespace lineside;
using namespace lineside::test;

/// Nothing was found wrong; else says what.
#define QVERIFY_NOTHING(problems)                                                    \
    do {                                                                             \
        const QStringList found = problems;                                          \
        QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));       \
    } while (false)

namespace {

constexpr const char *kPages[] = {"library", "empty library", "history", "history of a lot", "history with lots", "memory", "memory as a table", "canary to begin", "canary under way", "canary plan", "canary rejects", "canary rejects over", "settings",
                                  "settings with a problem", "settings of screens", "settings of keys", "settings of the folder", "first steps"};

}  // namespace

/// Library, history, memory, canary, settings and the card of the first run: what every screen has to keep, in both languages and
/// themes, at every text size.
class TstPageChecks : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_appearance = std::make_unique<Appearance>(*qApp);
        m_language = std::make_unique<Language>();
    }
    void init()
    {
        QSettings().clear();
        m_appearance->setTheme(QStringLiteral("light"));
        m_appearance->setTextScale(100);
        m_language->apply(QStringLiteral("en"));
        m_engine = std::make_unique<FakeEngine>();
    }
    void cleanup()
    {
        m_page.reset();
        m_bridge.reset();
        m_engine.reset();
        QSettings().clear();
    }
    void cleanupTestCase()
    {
        m_language.reset();
        m_appearance.reset();
    }

    void every_widget_has_a_name_and_is_large_enough_for_a_finger_data() { pages(); }
    void every_widget_has_a_name_and_is_large_enough_for_a_finger()
    {
        QFETCH(QString, page);
        open(page, {1366, 768});
        QVERIFY_NOTHING(unnamed(*m_page));
        QVERIFY_NOTHING(smallTargets(*m_page));
    }

    void tab_reaches_everything_and_the_focus_can_be_seen_data() { pages(); }
    void tab_reaches_everything_and_the_focus_can_be_seen()
    {
        QFETCH(QString, page);
        open(page, {1366, 1400});
        QVERIFY_NOTHING(notReachedByTab(*m_page));
        for (const char *theme : {"light", "dark"}) {
            m_appearance->setTheme(QLatin1String(theme));
            QVERIFY_NOTHING(withoutVisibleFocus(*m_page));
        }
    }

    void tab_goes_in_the_order_of_reading_data()
    {
        pages();
        QTest::newRow("library with files") << QStringLiteral("library with files");
    }
    void tab_goes_in_the_order_of_reading()
    {
        QFETCH(QString, page);
        open(page, {1366, 5000});
        QVERIFY_NOTHING(againstReadingOrder(*m_page));
    }

    void text_stands_out_in_both_themes_data() { pages(); }
    void text_stands_out_in_both_themes()
    {
        QFETCH(QString, page);
        open(page, {1366, 768});
        m_page->resize(1366, 5000);  // nothing is scrolled away
        for (const char *theme : {"light", "dark"}) {
            m_appearance->setTheme(QLatin1String(theme));
            QCoreApplication::processEvents();
            QVERIFY_NOTHING(lowContrast(*m_page));
        }
    }

    void no_text_is_cut_or_covered_at_any_size_data()
    {
        QTest::addColumn<QString>("page");
        QTest::addColumn<QString>("language");
        QTest::addColumn<int>("scale");
        for (const char *page : kPages)
            for (const char *language : {"en", "zh_CN", "pseudo"})
                for (const int scale : {80, 100, 150, 200})
                    QTest::addRow("%s, %s, %d %%", page, language, scale) << QString::fromLatin1(page) << QString::fromLatin1(language) << scale;
    }
    void no_text_is_cut_or_covered_at_any_size()
    {
        QFETCH(QString, page);
        QFETCH(QString, language);
        QFETCH(int, scale);
        const PseudoLanguage pseudo;
        if (language == QLatin1String("pseudo"))
            QCoreApplication::installTranslator(const_cast<PseudoLanguage *>(&pseudo));
        else
            m_language->apply(language);
        m_appearance->setTextScale(scale);
        open(page, scale <= 100 ? QSize(1240, 660) : QSize(1800, 960));
        QVERIFY_NOTHING(clippedTexts(*m_page));
        m_page->resize(m_page->width(), 9000);  // what is scrolled away cannot stand on anything
        QCoreApplication::processEvents();
        QVERIFY_NOTHING(overlappingTexts(*m_page));
        QCoreApplication::removeTranslator(const_cast<PseudoLanguage *>(&pseudo));
    }

    void every_chinese_character_has_a_shape_data() { pages(); }
    void every_chinese_character_has_a_shape()
    {
        QFETCH(QString, page);
        QCOMPARE(Language::missingCharacters(QStringLiteral("zh_CN")), QString());
        m_language->apply(QStringLiteral("zh_CN"));
        open(page, {1366, 768});
        QVERIFY_NOTHING(missingGlyphs(*m_page));
        QCOMPARE(QApplication::font().families().first(), QStringLiteral("Noto Sans CJK SC"));
    }

    void the_japanese_characters_of_a_file_or_a_label_have_their_own_shapes()
    {
        // There is no Japanese screen, but names of files and labels are shown as they are. These four are drawn differently in China.
        const QString needed = QString::fromUtf8("検査直骨");
        QVERIFY(QFontDatabase::families().contains(QStringLiteral("Noto Sans CJK JP")));
        const QRawFont japanese = QRawFont::fromFont(QFont(QStringLiteral("Noto Sans CJK JP")), QFontDatabase::Japanese);
        QCOMPARE(japanese.familyName(), QStringLiteral("Noto Sans CJK JP"));
        for (const QChar c : needed)
            QVERIFY(japanese.supportsCharacter(c));
        for (const char *language : {"en", "zh_CN"}) {
            m_language->apply(QLatin1String(language));
            QLabel label(QString::fromUtf8("検査直骨-v1 / キャップ"));
            label.resize(label.sizeHint());
            label.show();
            QVERIFY_NOTHING(missingGlyphs(label));
        }
    }

    void the_page_fits_small_and_large_windows_data() { pages(); }
    void the_page_fits_small_and_large_windows()
    {
        QFETCH(QString, page);
        for (const char *language : {"en", "zh_CN"}) {
            m_language->apply(QLatin1String(language));
            // What a window of 1024 × 600 leaves to a page, and one of 3840 × 2160.
            for (const QSize size : {QSize(920, 500), QSize(3730, 2060)}) {
                open(page, size);
                QVERIFY2(m_page->minimumSizeHint().width() <= size.width() && m_page->minimumSizeHint().height() <= size.height(),
                         qPrintable(QStringLiteral("%1: needs %2 × %3").arg(QLatin1String(language)).arg(m_page->minimumSizeHint().width())
                                        .arg(m_page->minimumSizeHint().height())));
            }
        }
    }

    void ctrl_backspace_in_a_text_field_removes_a_word_and_nothing_else()
    {
        QSettings().setValue(QStringLiteral("firstRun/closed"), true);
        fillLine(*m_engine);
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        auto window = std::make_unique<MainWindow>(*m_bridge, *m_appearance, *m_language);
        window->resize(1440, 1400);
        window->show();
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
        int fields = 0;
        for (int screen = 0; screen < Rail::ScreenCount; ++screen) {
            window->goTo(screen);
            if (auto *kind = window->findChild<QComboBox *>(QStringLiteral("sourceKind")); kind && kind->isVisible())
                kind->setCurrentIndex(kind->findData(static_cast<int>(SourceKind::Stream)));
            for (QLineEdit *field : window->findChildren<QLineEdit *>()) {
                if (!field->isVisible() || !field->isEnabled() || field->isReadOnly() || qobject_cast<QAbstractSpinBox *>(field->parentWidget()))
                    continue;
                field->setFocus();
                QTRY_COMPARE(QApplication::focusWidget(), field);
                field->setText(QStringLiteral("two words"));
                QTest::keyClick(field, Qt::Key_Backspace, Qt::ControlModifier);
                const bool hidden = field->echoMode() == QLineEdit::Password;  // has no words: all of it goes
                QVERIFY2(field->text() == (hidden ? QString() : QStringLiteral("two ")), qPrintable(field->objectName() + field->text()));
                field->clear();  // a search must not hide the fields that come after it
                ++fields;
            }
            for (QAbstractSpinBox *spin : window->findChildren<QAbstractSpinBox *>()) {
                if (!spin->isVisible())
                    continue;
                spin->setFocus();
                QTest::keyClick(spin, Qt::Key_Backspace, Qt::ControlModifier);
                ++fields;
            }
        }
        QVERIFY2(fields >= 15, qPrintable(QString::number(fields)));
        QCOMPARE(m_engine->callsStartingWith("rollBack"), 0U);
        window.reset();
    }

private:
    static void pages()
    {
        QTest::addColumn<QString>("page");
        for (const char *page : kPages)
            QTest::newRow(page) << QString::fromLatin1(page);
    }

    void rejects()
    {
        for (const std::uint64_t number : {3, 7}) {
            const FramePtr frame = makeFrame(number, 640, 360, 0x707478, std::chrono::steady_clock::now());
            auto judged = std::make_shared<JudgedFrame>(*makeJudged(frame, "Bottle 0.97 @240,40 120x300\nLabel 0.88 @252,180 96x100", kV3, Verdict::Fail));
            judged->judgement.reason = VerdictReason::MissingLabel;
            judged->judgement.label = "Cap";
            m_engine->rejects.push_back({number, "station-1", std::chrono::system_clock::now(), judged, {240, 40, 360, 340}, Truth::Unknown, {}});
        }
    }
    void canaryUnderWay()
    {
        CanarySnapshot canary;
        canary.progress.plan.name = "night";
        canary.progress.plan.steps = {{.stations = {"station-1"}}, {.stations = {}, .share = 1}};
        canary.progress.model = {"line", 3};
        canary.progress.stations = {{"station-1", {"line", 2}, 0, 1203, 1203}, {"station-2", {"line", 2}, 1, 0, 0}};
        canary.progress.begun = 1;
        canary.progress.state = CanaryState::Asking;
        canary.progress.plan.guard.reviewLimit = 0.2;
        canary.rejectsWaiting = 2;
        canary.evidence.threshold = 4.6;
        canary.evidence.log = 1;
        canary.evidence.guards = {{CanaryGuardKind::Controls, "station-1", 2, 8, true, 300, {}, {}, {"station-3"}}, {CanaryGuardKind::Collapse, "station-1", 0, 8, false, 1203, {}, {}, {}},
                                  {CanaryGuardKind::Review, "station-1", 1, 8, false, 6, {}, {}, {}}};
        m_engine->state.canary = std::make_shared<const CanarySnapshot>(std::move(canary));
    }
    void open(const QString &page, QSize size)
    {
        m_page.reset();
        m_bridge.reset();
        if (m_engine->state.stations.empty() && page != QLatin1String("empty library"))
            fillLine(*m_engine);
        if (page == QLatin1String("memory as a table"))
            m_engine->memory.resize(6);
        if (page.startsWith(QLatin1String("settings"))) {
            m_engine->state.configFile = "/home/nina/.local/share/lineside/lineside.json";
            if (page == QLatin1String("settings of keys"))
                m_engine->state.signingKeys = {{{"Training team", "RWQ", "DA8EC03F00695D2B"}, {"Night shift", "RWR", "F123456789ABCDEF"}}, {{"Old laptop", "RWS", "FEDCBA9876543210"}}};
            if (page == QLatin1String("settings of the folder")) {
                m_engine->state.watchedFolder = {"/srv/shares/training/released models", "station-2", 5};
                m_engine->state.watchError = Error{ErrorCode::Io, "/srv/shares/training/released models: Permission denied"};
            }
            if (page == QLatin1String("settings with a problem"))
                m_engine->state.configError = Error{ErrorCode::InvalidInput, "line 12, column 3: expected a number"};
            m_engine->publish();
        }
        m_bridge = std::make_unique<EngineBridge>(*m_engine);
        if (page.endsWith(QLatin1String("library"))) {
            m_page = std::make_unique<LibraryPage>(*m_bridge);
        } else if (page == QLatin1String("library with files")) {
            m_page = std::make_unique<LibraryPage>(*m_bridge);
            auto *table = m_page->findChild<QTableView *>(QStringLiteral("libraryTable"));
            for (const std::string file : {"one.pt", "two.onnx", "three.torchscript"}) {
                CandidateSnapshot refused;
                refused.id = static_cast<CandidateId>(file.size());
                refused.fileName = file;
                refused.finished = true;
                refused.refusal = Refusal{RefusalReason::GitLfsPointer, {}, {}, {}};
                m_engine->state.candidates.push_back(refused);
                m_engine->publish();
                m_bridge->refresh();
            }
            table->selectRow(table->model()->rowCount() - 1);
            m_page->findChild<QPushButton *>(QStringLiteral("libraryRemove"))->click();
        } else if (page.startsWith(QLatin1String("history"))) {
            HistoryEvent named = happened(EventKind::Promoted, "station-3", kV1, kV2, std::chrono::seconds(0));
            named.by = "Annegret Lindqvist-Kowalczyk";
            m_engine->addEvent(named);
            m_engine->publish();
            m_bridge->refresh();
            if (page == QLatin1String("history of a lot")) {
                HistoryEvent lot = happened(EventKind::LotChanged, "station-3", {}, {}, std::chrono::seconds(0));
                lot.detail = "2026-W09/4711-B";
                m_engine->addEvent(lot);
                m_engine->publish();
                m_bridge->refresh();
            }
            const WallTime now = std::chrono::system_clock::now();
            m_engine->recordAnswer = RecordAnswer{{{"station-3", kV2, {}, "2026-W09/4711-B", now - std::chrono::hours(3), now, 120'345, 1'204, 77, 0}}, 2, 40};
            m_page = std::make_unique<HistoryPage>(*m_bridge);
            m_page->findChild<QTableView *>(QStringLiteral("historyTable"))->selectRow(1);
            if (page != QLatin1String("history")) {
                m_page->findChild<QPushButton *>(QStringLiteral("historyJudgedShow"))->click();
                auto *answer = m_page->findChild<QLabel *>(QStringLiteral("historyJudgedAnswer"));
                QVERIFY(QTest::qWaitFor([&] { return answer->text().contains(QStringLiteral("121,626")); }));
            }
            if (page == QLatin1String("history of a lot"))
                m_page->findChild<QComboBox *>(QStringLiteral("historyLot"))->setCurrentIndex(1);
            if (page == QLatin1String("history with lots")) {
                auto *model = m_page->findChild<QComboBox *>(QStringLiteral("historyLotsModel"));
                model->setCurrentIndex(model->findText(QStringLiteral("line-v2")));
                QVERIFY(QTest::qWaitFor([&] { return m_page->findChild<QTableView *>(QStringLiteral("historyLots"))->model()->rowCount() == 1; }));
            }
        } else if (page.startsWith(QLatin1String("memory"))) {
            auto memory = std::make_unique<MemoryPage>(*m_bridge);
            memory->setTableShown(page.endsWith(QLatin1String("table")));
            m_page = std::move(memory);
        } else if (page.startsWith(QLatin1String("canary"))) {
            m_engine->planCheck.steps = {{"station-1"}, {"station-2", "station-3"}};
            m_engine->planCheck.faults = {{PlanFaultKind::OnlyOwnPastGuards, 1, {}}};
            const bool asksPeople = page.startsWith(QLatin1String("canary rejects"));
            if (page == QLatin1String("canary under way") || asksPeople)
                canaryUnderWay();
            if (m_engine->rejects.empty())
                rejects();
            m_engine->publish();
            m_bridge->refresh();
            m_page = std::make_unique<CanaryPage>(*m_bridge);
            if (page == QLatin1String("canary plan"))
                m_page->findChild<QPushButton *>(QStringLiteral("canaryNew"))->click();
            if (asksPeople)
                m_page->findChild<QPushButton *>(QStringLiteral("canaryReview"))->click();
            if (page == QLatin1String("canary rejects over")) {
                CanarySnapshot over = *m_engine->state.canary;
                over.progress.state = CanaryState::RolledBack;
                over.progress.harm = CanaryHarm{CanaryGuardKind::Review, "station-1", 5, 4.6, 77};
                m_engine->state.canary = std::make_shared<const CanarySnapshot>(std::move(over));
                m_engine->publish();
                m_bridge->refresh();
            }
        } else if (page.startsWith(QLatin1String("settings"))) {
            m_page = std::make_unique<SettingsPage>(*m_bridge);
            if (page == QLatin1String("settings of screens"))
                m_page->findChild<QTabWidget *>(QStringLiteral("settingsTabs"))->setCurrentIndex(1);
            if (page == QLatin1String("settings of keys")) {
                m_page->findChild<QTabWidget *>(QStringLiteral("settingsTabs"))->setCurrentIndex(2);
                m_page->findChild<QPushButton *>(QStringLiteral("signingKeyAdd"))->click();  // without a name
                m_page->findChild<QCheckBox *>(QStringLiteral("onlySandboxed"))->click();    // asks
            }
            if (page == QLatin1String("settings of the folder")) {
                m_page->findChild<QTabWidget *>(QStringLiteral("settingsTabs"))->setCurrentIndex(3);
                m_page->findChild<QSpinBox *>(QStringLiteral("watchedPoll"))->setValue(10);  // both buttons can be pressed
            }
            if (page == QLatin1String("settings with a problem")) {
                auto *kind = m_page->findChild<QComboBox *>(QStringLiteral("sourceKind"));
                kind->setCurrentIndex(kind->findData(static_cast<int>(SourceKind::Stream)));
                m_page->findChild<QLineEdit *>(QStringLiteral("sourceUrl"))->setText(QStringLiteral("ftp://x"));
                m_page->findChild<QLineEdit *>(QStringLiteral("stationName"))->setText(QStringLiteral("Station 2"));
            }
        } else {
            auto card = std::make_unique<FirstRunCard>(*m_bridge);
            card->setSampleFile(QStringLiteral("/usr/share/lineside/line-v2.torchscript"));
            size = card->sizeHint().boundedTo(size);
            m_page = std::move(card);
        }
        // What is scrolled away is not cut off: the tables show all their columns, so that only real cuts are left.
        for (QTableView *table : m_page->findChildren<QTableView *>())
            table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
        // In a window of its own, as in the program: Tab goes round the window.
        auto window = std::make_unique<QWidget>();
        auto *layout = new QVBoxLayout(window.get());
        layout->setContentsMargins(0, 0, 0, 0);
        layout->addWidget(m_page.release());
        m_page = std::move(window);
        m_page->resize(size);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
        QCoreApplication::processEvents();
    }

    std::unique_ptr<Appearance> m_appearance;
    std::unique_ptr<Language> m_language;
    std::unique_ptr<FakeEngine> m_engine;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<QWidget> m_page;
};

QTEST_MAIN(TstPageChecks)
#include "tst_pagechecks.moc"
