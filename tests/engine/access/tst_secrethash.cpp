// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/secrethash.h"

#include <QElapsedTimer>
#include <QtTest>

#include <sys/resource.h>

using namespace lineside;

namespace {

std::string hashOf(const char *secret)
{
    return *hashSecret(Secret(secret), kLeastHashCost);
}

}  // namespace

class TestSecretHash : public QObject {
    Q_OBJECT

private slots:
    void the_right_secret_is_known_again_and_no_other()
    {
        const std::string hash = hashOf("correct horse");
        QVERIFY(*verifySecret(Secret("correct horse"), hash));
        for (const char *other : {"correct horsf", "correct hors", "correct horse ", "Correct horse", ""})
            QVERIFY(!*verifySecret(Secret(other), hash));
    }
    void a_secret_in_other_letters_and_the_longest_are_known_again()
    {
        for (const std::string &secret : {std::string("质量检测工程师一"), std::string(kMaxSecretBytes, 'x'), std::string()}) {
            const auto hash = hashSecret(Secret(secret), kLeastHashCost);
            QVERIFY(hash);
            QVERIFY(*verifySecret(Secret(secret), *hash));
            QVERIFY(!*verifySecret(Secret(secret + "x"), *hash));
        }
    }
    void two_hashes_of_one_secret_are_not_the_same()
    {
        QVERIFY(hashOf("correct horse") != hashOf("correct horse"));
    }
    void the_hash_does_not_show_the_secret()
    {
        QVERIFY(hashOf("481516").find("481516") == std::string::npos);
    }
    void the_real_cost_is_three_passes_over_64_mib()
    {
        QElapsedTimer timer;
        timer.start();
        const auto hash = hashSecret(Secret("correct horse"));
        QVERIFY(hash);
        qInfo("made in %lld ms", static_cast<long long>(timer.restart()));
        QVERIFY2(hash->starts_with("$argon2id$v=19$m=65536,t=3,p=1$"), hash->c_str());
        QVERIFY(*costOf(*hash) == HashCost());
        QVERIFY(*verifySecret(Secret("correct horse"), *hash));
        qInfo("checked in %lld ms", static_cast<long long>(timer.restart()));
        QVERIFY(!*verifySecret(Secret("correct house"), *hash));
    }
    void a_cost_beyond_the_limits_is_refused_before_anything_is_calculated()
    {
        const HashCost most = kMostHashCost;
        for (const HashCost &cost : {HashCost{0, 8192}, HashCost{1, 0}, HashCost{1, 8191}, HashCost{1, 8193}, HashCost{most.passes + 1, 8192}, HashCost{1, most.bytes + 1024},
                                     HashCost{UINT64_MAX, 8192}, HashCost{1, UINT64_MAX - 1023}}) {
            const auto hash = hashSecret(Secret("correct horse"), cost);
            QVERIFY(!hash);
            QVERIFY(hash.error().code == ErrorCode::InvalidInput);
        }
    }

    void a_hash_from_a_file_that_is_none_or_asks_for_too_much_is_refused_data()
    {
        const QByteArray end = "$" + QByteArray(22, 'A') + "$" + QByteArray(43, 'A');
        QTest::addColumn<QByteArray>("hash");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("the secret itself") << QByteArray("correct horse");
        QTest::newRow("another algorithm") << "$argon2i$v=19$m=8,t=1,p=1" + end;
        QTest::newRow("an older version") << "$argon2id$v=16$m=8,t=1,p=1" + end;
        QTest::newRow("64 GB") << "$argon2id$v=19$m=67108864,t=1,p=1" + end;
        QTest::newRow("one kB more than there may be") << "$argon2id$v=19$m=262145,t=1,p=1" + end;
        QTest::newRow("more memory than 64 bits count") << "$argon2id$v=19$m=18014398509481985,t=1,p=1" + end;
        QTest::newRow("hours") << "$argon2id$v=19$m=65536,t=4294967295,p=1" + end;
        QTest::newRow("one pass more than there may be") << "$argon2id$v=19$m=8,t=11,p=1" + end;
        QTest::newRow("a number beyond 64 bits") << "$argon2id$v=19$m=8,t=18446744073709551617,p=1" + end;
        QTest::newRow("no pass") << "$argon2id$v=19$m=8,t=0,p=1" + end;
        QTest::newRow("too little memory") << "$argon2id$v=19$m=7,t=1,p=1" + end;
        QTest::newRow("several processors") << "$argon2id$v=19$m=64,t=1,p=4" + end;
        QTest::newRow("a leading zero") << "$argon2id$v=19$m=08,t=1,p=1" + end;
        QTest::newRow("a sign") << "$argon2id$v=19$m=-8,t=1,p=1" + end;
        QTest::newRow("no number") << "$argon2id$v=19$m=,t=1,p=1" + end;
        QTest::newRow("another order") << "$argon2id$v=19$t=1,m=8,p=1" + end;
        QTest::newRow("nothing behind the cost") << QByteArray("$argon2id$v=19$m=8,t=1,p=1$");
        QTest::newRow("cut off") << QByteArray("$argon2id$v=19$m=8,t=1,p=1" + end).chopped(1);
        QTest::newRow("more behind it") << "$argon2id$v=19$m=8,t=1,p=1" + end + "A";
        QTest::newRow("a zero in it") << QByteArray("$argon2id$v=19$m=8,t=1,p=1" + end).replace(60, 1, QByteArray(1, '\0'));
        QTest::newRow("no base64") << QByteArray("$argon2id$v=19$m=8,t=1,p=1" + end).replace(60, 1, "=");
        QTest::newRow("megabytes of it") << "$argon2id$v=19$m=8,t=1,p=1$" + QByteArray(10'000'000, 'A');
    }
    void a_hash_from_a_file_that_is_none_or_asks_for_too_much_is_refused()
    {
        QFETCH(const QByteArray, hash);
        const auto cost = costOf(hash.toStdString());
        QVERIFY(!cost);
        QVERIFY(cost.error().code == ErrorCode::InvalidInput && !cost.error().detail.empty());
        const auto verified = verifySecret(Secret("correct horse"), hash.toStdString());
        QVERIFY(!verified);
        QVERIFY(verified.error().code == ErrorCode::InvalidInput);
    }
    void a_hash_with_one_character_changed_is_of_no_secret_or_refused()
    {
        const std::string hash = hashOf("correct horse");
        for (std::size_t i = 0; i < hash.size(); ++i) {
            std::string other = hash;
            other[i] = other[i] == 'A' ? 'B' : 'A';
            const auto verified = verifySecret(Secret("correct horse"), other);
            QVERIFY2(!verified || !*verified, qPrintable(QString::number(i)));
        }
    }
    void memory_that_runs_out_is_told_and_is_no_wrong_secret()
    {
        const std::string hash = hashOfNobody(kMostHashCost);
        rlimit before{};
        QCOMPARE(::getrlimit(RLIMIT_AS, &before), 0);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        QSKIP("a sanitizer's own address space is beyond any limit");
#endif
        const Secret secret("correct horse");
        rlimit little = before;
        little.rlim_cur = 128 * 1024 * 1024;
        QCOMPARE(::setrlimit(RLIMIT_AS, &little), 0);
        const auto verified = verifySecret(secret, hash);
        const auto made = hashSecret(secret, kMostHashCost);
        QCOMPARE(::setrlimit(RLIMIT_AS, &before), 0);
        QVERIFY(!verified);
        QVERIFY(verified.error().code == ErrorCode::OutOfMemory);
        QVERIFY(!made);
        QVERIFY(made.error().code == ErrorCode::OutOfMemory);
    }
    void nobody_has_a_hash_that_costs_the_same_and_fits_no_secret()
    {
        for (const HashCost &cost : {kLeastHashCost, HashCost{2, 16 * 1024}}) {
            const std::string hash = hashOfNobody(cost);
            QVERIFY(*costOf(hash) == cost);
            QVERIFY(!*verifySecret(Secret("correct horse"), hash));
            QVERIFY(!*verifySecret(Secret(), hash));
        }
    }
};

QTEST_GUILESS_MAIN(TestSecretHash)
#include "tst_secrethash.moc"
