// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/signaturedecision.h"

#include <QtTest>

#include <optional>

using namespace lineside;

namespace {

const SignatureInfo kNone{};
const SignatureInfo kGood{SignatureState::Good, "A1", "Training", "model=line"};
const SignatureInfo kUnknown{SignatureState::UnknownKey, "B2", {}, {}};
const SignatureInfo kRevoked{SignatureState::RevokedKey, "C3", "Old laptop", {}};

}  // namespace

class TestSignatureDecision : public QObject {
    Q_OBJECT

private slots:
    void what_is_decided_for_each_policy_data()
    {
        QTest::addColumn<SignatureInfo>("signature");
        QTest::addColumn<SignaturePolicy>("policy");
        QTest::addColumn<QString>("refused");
        QTest::addColumn<bool>("told");
        QTest::newRow("good, off") << kGood << SignaturePolicy::Off << "" << false;
        QTest::newRow("good, warn") << kGood << SignaturePolicy::Warn << "" << false;
        QTest::newRow("good, require") << kGood << SignaturePolicy::Require << "" << false;
        QTest::newRow("none, off") << kNone << SignaturePolicy::Off << "" << false;
        QTest::newRow("none, warn") << kNone << SignaturePolicy::Warn << "" << true;
        QTest::newRow("none, require") << kNone << SignaturePolicy::Require << "unsigned" << false;
        QTest::newRow("unknown key, off") << kUnknown << SignaturePolicy::Off << "" << false;
        QTest::newRow("unknown key, warn") << kUnknown << SignaturePolicy::Warn << "" << true;
        QTest::newRow("unknown key, require") << kUnknown << SignaturePolicy::Require << "unknown_key" << false;
        QTest::newRow("revoked key, off") << kRevoked << SignaturePolicy::Off << "revoked_key" << false;
        QTest::newRow("revoked key, warn") << kRevoked << SignaturePolicy::Warn << "revoked_key" << false;
        QTest::newRow("revoked key, require") << kRevoked << SignaturePolicy::Require << "revoked_key" << false;
    }
    void what_is_decided_for_each_policy()
    {
        QFETCH(SignatureInfo, signature);
        QFETCH(SignaturePolicy, policy);
        QFETCH(QString, refused);
        QFETCH(bool, told);
        const SignatureDecision decision = decideSignature(signature, policy);
        QCOMPARE(decision.refusal ? QString::fromLatin1(toString(decision.refusal->reason)) : QString(), refused);
        QCOMPARE(decision.missing, told);
    }
    void a_refusal_names_the_key()
    {
        QCOMPARE(decideSignature(kRevoked, SignaturePolicy::Off).refusal->found, std::string("Old laptop"));
        QCOMPARE(decideSignature(kUnknown, SignaturePolicy::Require).refusal->found, std::string("B2"));
    }
    void a_signature_stands_as_the_keys_of_now_have_it()
    {
        const SigningKey key{"Renamed", "line", "A1"};
        QVERIFY((standing(kGood, {{key}, {}}) == SignatureInfo{SignatureState::Good, "A1", "Renamed", "model=line"}));
        QVERIFY((standing(kGood, {{}, {key}}) == SignatureInfo{SignatureState::RevokedKey, "A1", "Renamed", {}}));
        QVERIFY((standing(kGood, {}) == SignatureInfo{SignatureState::UnknownKey, "A1", {}, {}}));
        QVERIFY(standing(kNone, {{key}, {key}}) == kNone);
        // Nothing was checked when the key was unknown: trusting it later does not make the signature good.
        QVERIFY((standing(kUnknown, {{{"Training", "line", "B2"}}, {}}) == kUnknown));
        QVERIFY((standing(kUnknown, {{}, {{"Old laptop", "line", "B2"}}}).state == SignatureState::RevokedKey));
    }
};

QTEST_GUILESS_MAIN(TestSignatureDecision)
#include "tst_signaturedecision.moc"
