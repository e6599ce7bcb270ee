// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/claims.h"

#include <QtTest>

using namespace lineside;

namespace {

const std::string kHash(64, 'a');

}  // namespace

class TestClaims : public QObject {
    Q_OBJECT

private slots:
    void what_a_comment_says_of_the_file_is_read()
    {
        const auto claims = parseClaims("model=line version=3\tsha256=" + kHash + "  size=1234 counter=7 by hand");
        QVERIFY(claims.ok());
        QCOMPARE(claims->model, std::optional<std::string>("line"));
        QCOMPARE(claims->version, std::optional<int>(3));
        QCOMPARE(claims->sha256, std::optional<std::string>(kHash));
        QCOMPARE(claims->size, std::optional<std::uint64_t>(1234));
        QCOMPARE(parseClaims("name=line version=v12")->model, std::optional<std::string>("line"));
        QCOMPARE(parseClaims("version=v12")->version, std::optional<int>(12));
        QCOMPARE(parseClaims("sha256=" + std::string(64, 'A'))->sha256, std::optional<std::string>(kHash));
    }
    void the_comment_that_the_command_writes_by_itself_says_nothing()
    {
        const auto claims = parseClaims("timestamp:1795742103\tfile:line-v3.pt\thashed");
        QVERIFY(claims && !claims->model && !claims->version && !claims->sha256 && !claims->size);
        QVERIFY(parseClaims(""));
    }
    void a_word_said_twice_must_say_the_same()
    {
        QVERIFY(parseClaims("model=line name=line version=3 version=v3"));
        QVERIFY(!parseClaims("version=3 version=4"));
        QVERIFY(!parseClaims("model=line name=other"));
    }
    void a_value_that_cannot_be_one_is_told_data()
    {
        QTest::addColumn<QString>("word");
        for (const char *word : {"model=", "name=", "version=", "version=v", "version=0", "version=-1", "version=+1", "version=3.1", "version=three",
                                 "version=1000000", "version=99999999999", "version=vv3", "sha256=", "sha256=abc", "size=", "size=-1", "size=1e3",
                                 "size=99999999999999999999"})
            QTest::newRow(word) << word;
        QTest::newRow("a digit too many") << QString::fromStdString("sha256=" + kHash + "a");
        QTest::newRow("a letter that is no digit") << QString::fromStdString("sha256=" + kHash.substr(1) + "g");
    }
    void a_value_that_cannot_be_one_is_told()
    {
        QFETCH(QString, word);
        const auto claims = parseClaims("hashed " + word.toStdString() + " file:x");
        QVERIFY(!claims);
        QCOMPARE(claims.error().detail, word.toStdString());
    }
};

QTEST_GUILESS_MAIN(TestClaims)
#include "tst_claims.moc"
