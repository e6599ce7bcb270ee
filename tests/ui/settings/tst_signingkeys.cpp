// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "settings/settingrow.h"
#include "ui/settings/settingsfixture.h"

#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QListWidget>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

const QString kLine = QStringLiteral("RWQrXWkAP8CO2n5+e5e4QgV21162UBEaMAP7FZLnnv5lY7CPPN+MsaGx");
const QString kFile = QStringLiteral("untrusted comment: minisign public key DA8EC03F00695D2B\n") + kLine + QStringLiteral("\n");

}  // namespace

/// The keys that vouch for weight files, in the settings over a scripted engine.
class TstSigningKeys : public QObject, protected SettingsFixture {
    Q_OBJECT

private slots:
    void init()
    {
        makeEngine(fillLine);
        m_engine->state.signingKeys = {{{"Training", "line one", "DA8EC03F00695D2B"}, {"Night shift", "line two", "0123456789ABCDEF"}},
                                       {{"Old laptop", "line three", "FEDCBA9876543210"}}};
        m_engine->publish();
        showPage();
        child<QTabWidget>("settingsTabs")->setCurrentIndex(2);
    }
    void cleanup() { closePage(); }

    void the_keys_in_force_are_listed_with_name_and_id()
    {
        QCOMPARE(texts("trustedKeys"), (QStringList{"Training · key DA8EC03F00695D2B", "Night shift · key 0123456789ABCDEF"}));
        QCOMPARE(texts("revokedKeys"), (QStringList{"Old laptop · key FEDCBA9876543210"}));
    }

    void a_key_is_added_from_its_line_or_its_whole_text_data()
    {
        QTest::addColumn<QString>("pasted");
        QTest::newRow("line") << kLine;
        QTest::newRow("whole file") << kFile;
        QTest::newRow("whole file of another system") << QString(kFile).replace("\n", "\r\n");
        QTest::newRow("with blanks") << "  " + kLine + "  ";
    }
    void a_key_is_added_from_its_line_or_its_whole_text()
    {
        QFETCH(QString, pasted);
        edit("signingKeyName")->setText(QStringLiteral(" New team "));
        QGuiApplication::clipboard()->setText(pasted);
        edit("signingKeyText")->paste();
        button("signingKeyAdd")->click();
        const auto &trusted = m_engine->state.signingKeys.trusted;
        QCOMPARE(trusted.size(), 3u);
        QCOMPARE(trusted[2].name, std::string("New team"));
        QCOMPARE(trusted[2].key, kLine.toStdString());
        QTRY_COMPARE(texts("trustedKeys").size(), 3);
        QTRY_VERIFY(edit("signingKeyName")->text().isEmpty() && edit("signingKeyText")->text().isEmpty());
        QVERIFY(said().contains(QStringLiteral("New team")));
    }

    void a_key_without_a_name_is_not_sent_to_the_engine()
    {
        edit("signingKeyText")->setText(kLine);
        QTest::keyClick(edit("signingKeyText"), Qt::Key_Return);
        QVERIFY(!notice("signingKeyNameProblem").isEmpty());
        QCOMPARE(m_engine->callsStartingWith("applySigningKeys"), 0u);
        edit("signingKeyName")->setText(QStringLiteral("New team"));
        QTest::keyClick(edit("signingKeyName"), Qt::Key_Return);
        QCOMPARE(m_engine->callsStartingWith("applySigningKeys"), 1u);
        QVERIFY(notice("signingKeyNameProblem").isEmpty());
    }

    void what_is_no_key_and_a_key_that_is_there_are_explained_in_place()
    {
        edit("signingKeyName")->setText(QStringLiteral("New team"));
        edit("signingKeyText")->setText(QStringLiteral("nonsense"));
        m_engine->refuseWith = Error{ErrorCode::InvalidInput, "New team: no key"};
        button("signingKeyAdd")->click();
        QTRY_VERIFY2(notice("signingKeyFieldProblem").contains(QStringLiteral("begins with RW")), qPrintable(notice("signingKeyFieldProblem")));
        QCOMPARE(edit("signingKeyText")->text(), QStringLiteral("nonsense"));  // to be mended
        m_engine->refuseWith = Error{ErrorCode::Busy, "Old laptop"};
        button("signingKeyAdd")->click();
        QTRY_VERIFY2(notice("signingKeyFieldProblem").contains(QStringLiteral("Old laptop")), qPrintable(notice("signingKeyFieldProblem")));
        m_engine->refuseWith = Error{ErrorCode::DiskFull, "/data"};
        button("signingKeyAdd")->click();
        QTRY_VERIFY2(notice("signingKeyFieldProblem").contains(QStringLiteral("not changed")), qPrintable(notice("signingKeyFieldProblem")));
        m_engine->refuseWith.reset();
        button("signingKeyAdd")->click();
        QTRY_VERIFY(notice("signingKeyFieldProblem").isEmpty() && !said().isEmpty());
    }

    void a_revoked_key_moves_to_the_other_list()
    {
        child<QListWidget>("trustedKeys")->setCurrentRow(1);
        button("trustedRevoke")->click();
        QTRY_COMPARE(texts("trustedKeys"), (QStringList{"Training · key DA8EC03F00695D2B"}));
        QCOMPARE(texts("revokedKeys"), (QStringList{"Old laptop · key FEDCBA9876543210", "Night shift · key 0123456789ABCDEF"}));
        QVERIFY(said().contains(QStringLiteral("Night shift")) && said().contains(QStringLiteral("refused from now on")));
    }

    void a_key_that_was_removed_by_a_slip_comes_back_with_add()
    {
        const SigningKeys before = m_engine->state.signingKeys;
        child<QListWidget>("trustedKeys")->setCurrentRow(1);
        button("trustedRemove")->click();
        QTRY_COMPARE(edit("signingKeyName")->text(), QStringLiteral("Night shift"));
        QCOMPARE(texts("trustedKeys").size(), 1);
        m_engine->state.signingKeys.trusted[0].key = "line one";
        edit("signingKeyText")->setText(kLine);  // of the scripted ones none is a line of base64
        button("signingKeyAdd")->click();
        QTRY_COMPARE(texts("trustedKeys").size(), 2);
        QCOMPARE(m_engine->state.signingKeys.trusted[1].name, before.trusted[1].name);
    }

    void a_key_file_fills_the_form()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath("training.pub"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(kFile.toUtf8());
        file.close();
        choose(file.fileName());
        QCOMPARE(edit("signingKeyText")->text(), kLine);
        QCOMPARE(edit("signingKeyName")->text(), QStringLiteral("training"));
        QFile large(dir.filePath("large.pub"));
        QVERIFY(large.open(QIODevice::WriteOnly));
        large.write(QByteArray(100'000, 'x'));
        large.close();
        choose(large.fileName());
        QVERIFY(notice("signingKeyFieldProblem").contains(QStringLiteral("large.pub")));
        QCOMPARE(edit("signingKeyText")->text(), kLine);
    }

    void tab_goes_through_the_page_from_top_to_bottom()
    {
        m_page->activateWindow();
        child<QListWidget>("trustedKeys")->setFocus();
        QTRY_VERIFY(child<QListWidget>("trustedKeys")->hasFocus());
        QStringList order;
        for (int i = 0; i < 9; ++i) {
            order << QApplication::focusWidget()->objectName();
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(order.mid(0, 9), (QStringList{"trustedKeys", "trustedRevoke", "trustedRemove", "signingKeyName", "signingKeyText", "signingKeyOpen",
                                               "signingKeyAdd", "revokedKeys", "revokedRemove"}));
    }

    void buttons_without_a_key_are_grey_and_the_keyboard_stays()
    {
        m_page->activateWindow();
        button("revokedRemove")->setFocus();
        QTRY_VERIFY(button("revokedRemove")->hasFocus());
        QTest::keyClick(button("revokedRemove"), Qt::Key_Space);
        QTRY_VERIFY(texts("revokedKeys").isEmpty());
        QVERIFY(!button("revokedRemove")->isEnabled());
        QVERIFY(child<QListWidget>("revokedKeys")->hasFocus());
        QVERIFY(button("trustedRevoke")->isEnabled());
    }

    void the_search_finds_the_keys()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        edit("settingsSearch")->setText(QStringLiteral("minisign"));
        QCOMPARE(child<QTabWidget>("settingsTabs")->currentIndex(), 2);
        QVERIFY(edit("signingKeyText")->isVisible());
        QVERIFY(!child<QListWidget>("revokedKeys")->isVisible());
    }

    void the_policy_of_a_station_waits_like_its_other_settings_and_says_where_no_key_is_trusted()
    {
        child<QTabWidget>("settingsTabs")->setCurrentIndex(0);
        auto *policy = child<QComboBox>("signatures");
        QCOMPARE(policy->currentData().toInt(), static_cast<int>(SignaturePolicy::Off));
        policy->setCurrentIndex(policy->findData(static_cast<int>(SignaturePolicy::Require)));
        QVERIFY(waiting().startsWith(QStringLiteral("1 ")));
        QVERIFY(child<QLabel>("waitingChanges")->toolTip().contains(QStringLiteral("signatures of models")));
        QVERIFY(notice("signaturesProblem").isEmpty());
        button("applyChanges")->click();
        QVERIFY(m_engine->appliedStations[0].signatures == SignaturePolicy::Require);
        QVERIFY(m_engine->appliedStations[1].signatures == SignaturePolicy::Off);
        m_engine->state.signingKeys.trusted.clear();
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY2(notice("signaturesProblem").contains(QStringLiteral("No key is trusted yet")), qPrintable(notice("signaturesProblem")));
        select(1);
        QVERIFY(notice("signaturesProblem").isEmpty());
    }

private:
    QStringList texts(const char *list) const
    {
        QStringList all;
        for (int row = 0; row < child<QListWidget>(list)->count(); ++row)
            all << child<QListWidget>(list)->item(row)->text();
        return all;
    }
    QString said() const { return child<QLabel>("signingKeysSaid")->text(); }
    void choose(const QString &file)
    {
        button("signingKeyOpen")->click();
        auto *dialog = child<QFileDialog>("signingKeyDialog");
        QVERIFY(dialog && !dialog->isModal());
        emit dialog->fileSelected(file);
        delete dialog;
    }
};

QTEST_MAIN(TstSigningKeys)
#include "tst_signingkeys.moc"
