// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/signature/signer.h"
#include "signature/signaturecheck.h"
#include "signature/signingkeys.h"

#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// A signature, a file and the lists of keys: what is found out.
class TestSignatureCheck : public QObject {
    Q_OBJECT

    const Signer m_training{1}, m_stranger{2}, m_old{3};
    const SigningKeys m_keys{{m_training.key("Training")}, {m_old.key("Old laptop")}};
    const std::string m_content = "the weights of a network";
    const std::string m_sha256 = QCryptographicHash::hash(QByteArray::fromStdString(m_content), QCryptographicHash::Sha256).toHex().toStdString();
    QTemporaryDir m_dir;

    Result<CheckedSignature, Refusal> check(const std::string &text, const std::string &content) const
    {
        const QString path = m_dir.filePath("file");
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), std::ssize(content)) < 0)
            qFatal("no file");
        file.close();
        const QByteArray hash = QCryptographicHash::hash(QByteArray::fromStdString(content), QCryptographicHash::Sha256).toHex();
        return checkSignature(text, {path.toStdString(), hash.toStdString(), content.size()}, m_keys, [] { return true; });
    }
    RefusalReason reasonFor(const std::string &comment) const
    {
        const auto checked = check(m_training.sign(m_content, comment), m_content);
        return checked ? RefusalReason::Cancelled : checked.error().reason;
    }

private slots:
    void a_signature_of_a_trusted_key_names_its_owner_and_what_was_signed()
    {
        const auto checked = check(m_training.sign(m_content, "model=line version=3 by night shift"), m_content);
        QVERIFY(checked.ok());
        QVERIFY((checked->info == SignatureInfo{SignatureState::Good, m_training.key("").id, "Training", "model=line version=3 by night shift"}));
        QCOMPARE(checked->claims.model, std::optional<std::string>("line"));
        QCOMPARE(checked->claims.version, std::optional<int>(3));
    }
    void a_signature_of_a_key_that_is_in_no_list_is_no_good_one_and_says_nothing()
    {
        const auto checked = check(m_stranger.sign(m_content, "model=line version=3"), m_content);
        QVERIFY(checked.ok());
        QVERIFY((checked->info == SignatureInfo{SignatureState::UnknownKey, m_stranger.key("").id, {}, {}}));
        QVERIFY(!checked->claims.model && !checked->claims.version);
    }
    void a_signature_of_a_revoked_key_is_told_whether_it_is_for_this_file_or_not()
    {
        for (const std::string &content : {m_content, std::string("other")}) {
            const auto checked = check(m_old.sign(m_content, ""), content);
            QVERIFY(checked && checked->info.state == SignatureState::RevokedKey);
            QCOMPARE(checked->info.signer, std::string("Old laptop"));
        }
    }
    void a_signature_of_a_trusted_key_for_another_file_is_bad_and_names_the_key()
    {
        const auto checked = check(m_training.sign(m_content, ""), "other weights");
        QVERIFY(!checked && checked.error().reason == RefusalReason::BadSignature);
        QCOMPARE(checked.error().found, std::string("Training"));
    }
    void what_is_no_signature_is_bad()
    {
        const auto checked = check("nonsense", m_content);
        QVERIFY(!checked && checked.error().reason == RefusalReason::BadSignature && checked.error().found.empty());
    }
    void what_was_signed_with_the_file_must_be_true_of_it()
    {
        QVERIFY(reasonFor("sha256=" + m_sha256) == RefusalReason::Cancelled);
        QVERIFY(reasonFor("size=" + std::to_string(m_content.size())) == RefusalReason::Cancelled);
        QVERIFY(reasonFor("sha256=" + std::string(64, '0')) == RefusalReason::SignatureMismatch);
        QVERIFY(reasonFor("size=1") == RefusalReason::SignatureMismatch);
        QVERIFY(reasonFor("version=latest") == RefusalReason::SignatureMismatch);
        QVERIFY(reasonFor("sha256=" + m_sha256 + " sha256=" + std::string(64, '0')) == RefusalReason::SignatureMismatch);
    }
    void a_file_that_is_gone_is_not_readable_and_a_check_can_be_cancelled()
    {
        const std::string text = m_training.sign(m_content, "");
        const auto gone = checkSignature(text, {m_dir.filePath("none").toStdString(), m_sha256, 1}, m_keys, [] { return true; });
        QVERIFY(!gone && gone.error().reason == RefusalReason::Unreadable);
        QVERIFY(check(text, m_content));
        const auto cancelled = checkSignature(text, {m_dir.filePath("file").toStdString(), m_sha256, 1}, m_keys, [] { return false; });
        QVERIFY(!cancelled && cancelled.error().reason == RefusalReason::Cancelled);
    }

    void keys_are_brought_into_one_form()
    {
        const auto keys = normalised({{{" Training \n", m_training.publicText(), "not read"}}, {{"Old laptop", m_old.key("").key, {}}}});
        QVERIFY(keys.ok());
        QVERIFY(*keys == m_keys);
    }
    void keys_that_cannot_be_kept_are_refused()
    {
        const auto code = [](const SigningKeys &keys) {
            const auto result = normalised(keys);
            return result ? ErrorCode::Internal : result.error().code;
        };
        QVERIFY(code({{{"", m_training.publicText(), {}}}, {}}) == ErrorCode::InvalidInput);
        QVERIFY(code({{{" ", m_training.publicText(), {}}}, {}}) == ErrorCode::InvalidInput);
        QVERIFY(code({{{std::string(kMaxKeyNameBytes + 1, 'n'), m_training.publicText(), {}}}, {}}) == ErrorCode::InvalidInput);
        QVERIFY(code({{{"Training", "no key", {}}}, {}}) == ErrorCode::InvalidInput);
        QVERIFY(code({{m_training.key("a"), m_training.key("b")}, {}}) == ErrorCode::Busy);
        const auto both = normalised({{m_training.key("Training")}, {m_training.key("again")}});
        QVERIFY(!both && both.error().code == ErrorCode::Busy);
        QCOMPARE(both.error().detail, std::string("Training"));
        QVERIFY(code({std::vector<SigningKey>(kMaxSigningKeys + 1, m_training.key("a")), {}}) == ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestSignatureCheck)
#include "tst_signaturecheck.moc"
