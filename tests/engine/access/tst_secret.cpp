// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secret.h"
#include "access/secretrules.h"
#include "base/filedescriptor.h"

#include <QtTest>

#include <cerrno>
#include <fcntl.h>
#include <string>
#include <type_traits>
#include <unistd.h>
#include <utility>

using namespace lineside;

namespace {

/// Asks the system and touches nothing itself: a pipe cannot take a byte from where there is no memory.
bool isMemory(const char *address)
{
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0)
        qFatal("no pipe");
    const FileDescriptor out(ends[0]), in(ends[1]);
    return ::write(in.get(), address, 1) == 1 || errno != EFAULT;
}

}  // namespace

class TestSecret : public QObject {
    Q_OBJECT

private slots:
    void the_bytes_are_gone_with_their_owner()
    {
        const char *bytes = nullptr;
        {
            const Secret secret("correct horse");
            bytes = secret.view().data();
            QVERIFY(isMemory(bytes));
        }
        QVERIFY(!isMemory(bytes));
    }
    void one_that_takes_the_place_of_another_lets_that_go()
    {
        Secret first("the first one");
        const char *const bytes = first.view().data();
        first = Secret("the second one");
        QVERIFY(!isMemory(bytes));
        QVERIFY(first.view() == "the second one");
    }
    void there_is_never_a_second_copy()
    {
        static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);
        Secret first("correct horse");
        const char *const bytes = first.view().data();
        const Secret second(std::move(first));
        QVERIFY(second.view().data() == bytes);
        QVERIFY(second.view() == "correct horse");
    }
    void one_that_was_moved_from_is_empty_and_can_be_used_again()
    {
        Secret first("correct horse");
        const Secret second(std::move(first));
        QVERIFY(first.view().empty());  // NOLINT: that is what is asked
        first.append('x');
        QVERIFY(first.view() == "x");
    }
    void what_is_typed_is_added_byte_by_byte()
    {
        Secret secret;
        QVERIFY(secret.view().empty());
        for (const char c : std::string("a\0b", 3))
            secret.append(c);
        QVERIFY(secret.view() == std::string_view("a\0b", 3));
    }
    void one_that_is_too_long_is_known_for_it_and_takes_no_more_memory()
    {
        const Secret longest(std::string(kMaxSecretBytes, 'x'));
        Secret longer(std::string(1'000'000, 'x'));
        longer.append('x');
        QCOMPARE(longest.view().size(), kMaxSecretBytes);
        QCOMPARE(longer.view().size(), kMaxSecretBytes + 1);
        QVERIFY(secretFault(longer.view()) == SecretFault::TooLong);
    }
    void two_are_the_same_to_the_last_byte_or_not()
    {
        QVERIFY(isSame(Secret("correct horse"), Secret("correct horse")));
        QVERIFY(isSame(Secret(), Secret()));
        for (const char *other : {"correct hors", "correct horse ", "Correct horse", ""})
            QVERIFY(!isSame(Secret("correct horse"), Secret(other)));
    }

    void a_secret_that_may_be_chosen_has_no_fault_data()
    {
        QTest::addColumn<QString>("secret");
        QTest::newRow("a PIN") << "481516";
        QTest::newRow("a longer PIN") << "90210445";
        QTest::newRow("a PIN that goes up but once") << "123457";
        QTest::newRow("digits twice the same") << "112233";
        QTest::newRow("a password") << "correct horse";
        QTest::newRow("the shortest password") << "pa55word";
        QTest::newRow("eight characters of three bytes") << QString::fromUtf8("质量检测工程师一");
        QTest::newRow("characters of four bytes") << QString::fromUtf8("🐎🔋📎🐎🔋📎🐎🔋");
        QTest::newRow("letters in a row") << "abcdefgh";
        QTest::newRow("the longest") << QString("ab").repeated(kMaxSecretBytes / 2);
    }
    void a_secret_that_may_be_chosen_has_no_fault()
    {
        QFETCH(const QString, secret);
        const auto fault = secretFault(secret.toStdString());
        QVERIFY2(!fault, toString(fault.value_or(SecretFault::NotText)));
    }
    void a_secret_that_is_too_weak_or_no_text_is_refused_with_the_fault_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("nothing") << QByteArray("") << QByteArray("too_short");
        QTest::newRow("five digits") << QByteArray("48151") << QByteArray("too_short");
        QTest::newRow("seven characters") << QByteArray("passwor") << QByteArray("too_short");
        QTest::newRow("six digits and a letter") << QByteArray("481516a") << QByteArray("too_short");
        QTest::newRow("seven characters of three bytes") << QByteArray("质量检测工程师") << QByteArray("too_short");
        QTest::newRow("six digits that are not ASCII") << QString::fromUtf8("４８１５１６").toUtf8() << QByteArray("too_short");
        QTest::newRow("one digit again and again") << QByteArray("777777") << QByteArray("too_simple");
        QTest::newRow("upwards") << QByteArray("123456") << QByteArray("too_simple");
        QTest::newRow("upwards beyond nine") << QByteArray("567890123") << QByteArray("too_simple");
        QTest::newRow("downwards") << QByteArray("987654") << QByteArray("too_simple");
        QTest::newRow("downwards beyond zero") << QByteArray("210987") << QByteArray("too_simple");
        QTest::newRow("in steps of two") << QByteArray("135791") << QByteArray("too_simple");
        QTest::newRow("one letter again and again") << QByteArray("aaaaaaaa") << QByteArray("too_simple");
        QTest::newRow("one character of three bytes again and again") << QString(8, QChar(0x8D28)).toUtf8() << QByteArray("too_simple");
        QTest::newRow("one byte too many") << QByteArray(kMaxSecretBytes + 1, '7').replace(0, 1, "x") << QByteArray("too_long");
        QTest::newRow("a line end in it") << QByteArray("pass\nword") << QByteArray("not_text");
        QTest::newRow("a zero in it") << QByteArray("pass\0word", 9) << QByteArray("not_text");
        QTest::newRow("a line end of Windows behind it") << QByteArray("password\r") << QByteArray("not_text");
        QTest::newRow("a byte that is no character") << QByteArray("passwor\xFF") << QByteArray("not_text");
        QTest::newRow("a character that is cut off") << QByteArray("password\xE8\xB4") << QByteArray("not_text");
    }
    void a_secret_that_is_too_weak_or_no_text_is_refused_with_the_fault()
    {
        QFETCH(const QByteArray, secret);
        QFETCH(const QByteArray, fault);
        const auto found = secretFault(secret.toStdString());
        QVERIFY(found);
        QCOMPARE(QByteArray(toString(*found)), fault);
    }
};

QTEST_GUILESS_MAIN(TestSecret)
#include "tst_secret.moc"
