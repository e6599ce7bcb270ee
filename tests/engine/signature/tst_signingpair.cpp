// SPDX-License-Identifier: GPL-3.0-or-later
#include "signature/signingpair.h"

#include <QtTest>

using namespace lineside;

class TestSigningPair : public QObject {
    Q_OBJECT

private slots:
    void what_a_pair_signed_its_public_key_vouches_for()
    {
        const auto pair = SigningPair::make();
        QVERIFY(pair);
        const std::string signature = pair->sign("so far");
        QVERIFY(isSignedBy(pair->publicKey(), "so far", signature));
        QVERIFY(!isSignedBy(pair->publicKey(), "so fat", signature));
        QVERIFY(!isSignedBy(SigningPair::make()->publicKey(), "so far", signature));
        for (std::size_t i = 0; i < signature.size(); ++i) {
            std::string other = signature;
            other[i] = other[i] == 'A' ? 'B' : 'A';
            QVERIFY2(!isSignedBy(pair->publicKey(), "so far", other), qPrintable(QString::number(i)));
            other[i] = '\xff';
            QVERIFY2(!isSignedBy(pair->publicKey(), "so far", other), qPrintable(QString::number(i)));
        }
        QVERIFY(!isSignedBy(pair->publicKey(), "so far", signature + "\n"));
        QVERIFY(!isSignedBy(pair->publicKey(), "so far", ""));
    }
    void a_pair_survives_its_text()
    {
        const auto pair = SigningPair::make();
        const auto again = SigningPair::fromSecretText(pair->secretText());
        QVERIFY(again);
        QCOMPARE(again->publicKey(), pair->publicKey());
        QVERIFY(isSignedBy(pair->publicKey(), "x", again->sign("x")));
    }
    void a_text_that_was_changed_cut_or_is_another_is_refused()
    {
        const std::string text = SigningPair::make()->secretText();
        for (std::size_t i = 0; i + 1 < text.size(); ++i) {
            std::string other = text;
            other[i] = other[i] == 'A' ? 'B' : 'A';
            const auto read = SigningPair::fromSecretText(other);
            QVERIFY2(!read && read.error().code == ErrorCode::InvalidInput, qPrintable(QString::number(i)));
        }
        for (const std::string &other : {std::string(), text.substr(1), text.substr(0, 40), text + text, text + "\n"})
            QVERIFY(!SigningPair::fromSecretText(other));
    }
    void no_two_pairs_are_the_same()
    {
        QVERIFY(SigningPair::make()->publicKey().point != SigningPair::make()->publicKey().point);
    }
};

QTEST_GUILESS_MAIN(TestSigningPair)
#include "tst_signingpair.moc"
