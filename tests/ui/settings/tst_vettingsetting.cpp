// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "ui/settings/settingsfixture.h"

#include <QCheckBox>
#include <QFrame>
#include <QTabWidget>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// How weight files are read, in the settings over a scripted engine.
class TstVettingSetting : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init()
    {
        makeEngine(fillLine);
        showPage();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(2);
        m_page->activateWindow();
        box()->setFocus();
        QTRY_VERIFY(box()->hasFocus());
    }
    void cleanup() { closePage(); }

    void what_is_in_force_is_shown()
    {
        QVERIFY(box()->isChecked());
        m_engine->state.vetting.onlySandboxed = false;
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(!box()->isChecked());
    }

    void switching_it_off_asks_first_and_enter_keeps_it()
    {
        QTest::keyClick(box(), Qt::Key_Space);
        QVERIFY(question()->isVisible());
        QVERIFY(box()->isChecked());
        QVERIFY(child<QLabel>("onlySandboxedQuestionText")->text().contains(QStringLiteral("all rights")));
        QTRY_VERIFY(button("onlySandboxedKeep")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(!question()->isVisible());
        QVERIFY(box()->hasFocus() && box()->isChecked());
        QCOMPARE(m_engine->callsStartingWith("applyVetting"), 0u);
    }

    void escape_keeps_it()
    {
        QTest::keyClick(box(), Qt::Key_Space);
        QTRY_VERIFY(button("onlySandboxedKeep")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QVERIFY(!question()->isVisible());
        QVERIFY(box()->hasFocus() && box()->isChecked());
        QCOMPARE(m_engine->callsStartingWith("applyVetting"), 0u);
    }

    void the_keyboard_alone_switches_it_off_and_on_again_without_a_question()
    {
        QTest::keyClick(box(), Qt::Key_Space);
        QTRY_VERIFY(button("onlySandboxedKeep")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        QVERIFY(button("onlySandboxedOff")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QTRY_VERIFY(!box()->isChecked());
        QVERIFY(!m_engine->state.vetting.onlySandboxed);
        QVERIFY(box()->hasFocus() && !question()->isVisible());
        QTest::keyClick(box(), Qt::Key_Space);
        QTRY_VERIFY(box()->isChecked());
        QVERIFY(m_engine->state.vetting.onlySandboxed);
        QCOMPARE(m_engine->callsStartingWith("applyVetting"), 2u);
        QVERIFY(notice("onlySandboxedProblem").isEmpty());
    }

    void what_the_engine_does_not_take_stays_and_is_explained_in_place()
    {
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        box()->click();
        button("onlySandboxedOff")->click();
        QTRY_VERIFY2(notice("onlySandboxedProblem").contains(QStringLiteral("not changed")), qPrintable(notice("onlySandboxedProblem")));
        QVERIFY(box()->isChecked());
        m_engine->state.vetting.onlySandboxed = false;
        box()->click();
        button("onlySandboxedOff")->click();
        m_engine->publish();  // in force, only not written
        QTRY_VERIFY2(notice("onlySandboxedProblem").contains(QStringLiteral("in force")), qPrintable(notice("onlySandboxedProblem")));
        QVERIFY(!box()->isChecked());
        m_engine->refuseWith.reset();
        box()->click();
        QTRY_VERIFY(notice("onlySandboxedProblem").isEmpty());
    }

    void the_search_finds_it()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        child<QLineEdit>("settingsSearch")->setText(QStringLiteral("L-223"));
        QCOMPARE(child<QTabWidget>("settingsTabs")->currentIndex(), 2);
        QVERIFY(box()->isVisible());
    }

private:
    QCheckBox *box() const { return child<QCheckBox>("onlySandboxed"); }
    QFrame *question() const { return child<QFrame>("onlySandboxedQuestion"); }
};

QTEST_MAIN(TstVettingSetting)
#include "tst_vettingsetting.moc"
