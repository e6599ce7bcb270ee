// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/signature/signer.h"
#include "signature/signaturecheck.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>
#include <vector>

using namespace lineside;
using namespace lineside::test;

namespace {

// Made once with minisign 0.11, of a file with the five letters "hello".
const std::string kRealKey = "untrusted comment: minisign public key DA8EC03F00695D2B\n"
                             "RWQrXWkAP8CO2n5+e5e4QgV21162UBEaMAP7FZLnnv5lY7CPPN+MsaGx\n";
const std::string kRealSignature =
    "untrusted comment: signature from minisign secret key\n"
    "RUQrXWkAP8CO2liRSrz7DDSpotY1M4vMSe++8452ZDZkQBa0PgNyVNi1rKrx43jzaBPpc74Ry1nby8i/vCEJZs/UMC7grgh0gww=\n"
    "trusted comment: model=line version=3 sha256=2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\n"
    "NfGQ1i3E6h9eUrrP9myRCA8xqcswOG4xuB24gAjwlDIlLevu9CFOiaaJ0xCsEksdTjehHUPB3sNNGjaJj//3DA==\n";
// The same with the option -l.
const std::string kLegacySignature =
    "untrusted comment: signature from minisign secret key\n"
    "RWQrXWkAP8CO2hVe9NLZFqJ44J5zv2lPIxPqIvhNbgJ3c9FwwwgjlN/Qd4e0vMACzv0VyZrrW6Yb+7YHePgdNRtVYtLtHMAeHg4=\n"
    "trusted comment: timestamp:1795742103\tfile:f\n"
    "AzfnyHAlUDTYzG73qHr7zeBwq9mEoV7VqZUvPkkn/qHeDQRuZuE4YOLxezKHNKB1LBLW8O83XMnDTP4yxoEsBQ==\n";

const std::string kContent = "the weights of a network";
const std::string kComment = "model=line version=3";

std::vector<std::string> lines(const std::string &text)
{
    std::vector<std::string> found;
    for (const QByteArray &line : QByteArray::fromStdString(text).trimmed().split('\n'))
        found.push_back(line.toStdString());
    return found;
}

std::string joined(const std::vector<std::string> &list)
{
    std::string text;
    for (const std::string &line : list)
        text += line + "\n";
    return text;
}

}  // namespace

/// The text forms of keys and signatures, and that no altered one is taken for good.
class TestMinisign : public QObject {
    Q_OBJECT

    const Signer m_signer{1}, m_other{2};
    QTemporaryDir m_dir;

    Result<Blake2bDigest> digestOf(const std::string &content)
    {
        const std::string path = m_dir.filePath("file").toStdString();
        QFile file(QString::fromStdString(path));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), std::ssize(content)) != std::ssize(content))
            qFatal("no file");
        file.close();
        return blake2bOfFile(path, [] { return true; });
    }
    bool good(const minisign::PublicKey &key, const std::string &text, const std::string &content)
    {
        const auto signature = minisign::parseSignature(text);
        const auto digest = digestOf(content);
        return signature && digest && minisign::verify(key, *signature, *digest);
    }

private slots:
    void a_signature_of_the_command_is_good_for_its_file_and_no_other()
    {
        const auto key = minisign::parsePublicKey(kRealKey);
        QVERIFY2(key.ok(), key ? "" : key.error().detail.c_str());
        QCOMPARE(minisign::text(key->id), std::string("DA8EC03F00695D2B"));
        QVERIFY(good(*key, kRealSignature, "hello"));
        QVERIFY(!good(*key, kRealSignature, "hallo"));
        QVERIFY(!good(*key, kRealSignature, ""));
        QVERIFY(!good(m_signer.publicKey(), kRealSignature, "hello"));
        QCOMPARE(minisign::parseSignature(kRealSignature)->trustedComment.substr(0, 10), std::string("model=line"));
    }

    void the_id_of_a_key_is_written_as_the_command_writes_it()
    {
        // `minisign -G` wrote "minisign public key D55746652AA8F98" for this one: a number, so that one key in sixteen has fewer digits
        QCOMPARE(minisign::text({0x98, 0x8F, 0xAA, 0x52, 0x66, 0x74, 0x55, 0x0D}), std::string("D55746652AA8F98"));
        QCOMPARE(minisign::text({0x2B, 0x5D, 0x69, 0x00, 0x3F, 0xC0, 0x8E, 0xDA}), std::string("DA8EC03F00695D2B"));
    }
    void the_older_form_of_signature_is_refused_and_the_reason_says_what_to_do()
    {
        const auto signature = minisign::parseSignature(kLegacySignature);
        QVERIFY(!signature);
        QVERIFY2(signature.error().detail.find("without the option -l") != std::string::npos, signature.error().detail.c_str());
    }

    void a_key_is_read_from_its_file_and_from_its_line_and_written_back()
    {
        const std::string line = lines(kRealKey).at(1);
        for (const std::string &text : {kRealKey, line, line + "\n", "  " + line + " \r\n", "\n" + kRealKey, lines(kRealKey)[0] + "\r\n" + line + "\r\n"}) {
            const auto key = minisign::parsePublicKey(text);
            QVERIFY2(key.ok(), text.c_str());
            QCOMPARE(minisign::line(*key), line);
        }
        QVERIFY(*minisign::parsePublicKey(m_signer.publicText()) == m_signer.publicKey());
    }

    void what_is_no_public_key_is_refused_data()
    {
        const std::string line = lines(kRealKey).at(1);
        QTest::addColumn<QByteArray>("text");
        const auto row = [](const char *name, const std::string &text) { QTest::newRow(name) << QByteArray::fromStdString(text); };
        row("nothing", "");
        row("blanks", " \n ");
        row("a word", "key");
        row("the comment alone", lines(kRealKey)[0]);
        row("a letter less", line.substr(1));
        row("a letter more", line + "A");
        row("cut in the middle", line.substr(0, 28));
        row("no base64", "!" + line.substr(1));
        row("two keys", line + "\n" + line);
        row("three lines", kRealKey + line);
        row("comment last", line + "\n" + lines(kRealKey)[0]);
        row("another algorithm", base64("EX" + std::string(40, 'k')));
        row("a signature", lines(kRealSignature)[1]);
        row("a whole signature", kRealSignature);
        row("a secret key", base64(std::string("EdScB2") + std::string(152, 'k')));
        row("a byte zero", line.substr(0, 10) + std::string(1, '\0') + line.substr(11));
        row("too large", std::string(minisign::kMaxPublicKeyBytes, '\n') + line);
    }
    void what_is_no_public_key_is_refused()
    {
        QFETCH(QByteArray, text);
        QVERIFY(!minisign::parsePublicKey(text.toStdString()));
    }

    void each_altered_signature_is_refused_data()
    {
        QTest::addColumn<QByteArray>("signature");
        QTest::addColumn<QByteArray>("content");
        const std::string good = m_signer.sign(kContent, kComment);
        const std::vector<std::string> four = lines(good);
        const QByteArray content = QByteArray::fromStdString(kContent);
        int rows = 0;
        const auto row = [&](const QByteArray &name, const std::string &signature, const QByteArray &of) {
            QTest::newRow(name.constData()) << QByteArray::fromStdString(signature) << of;
            ++rows;
        };
        const auto altered = [&](const QByteArray &name, const std::string &signature) { row(name, signature, content); };
        const auto with = [&](std::size_t line, const std::string &text) {
            std::vector<std::string> changed = four;
            changed[line] = text;
            return joined(changed);
        };
        const auto bytesOf = [&](std::size_t line) { return QByteArray::fromBase64(QByteArray::fromStdString(four[line])).toStdString(); };
        const auto flipped = [&](std::size_t line, std::size_t byte, int bit) {
            std::string bytes = bytesOf(line);
            bytes[byte] = static_cast<char>(bytes[byte] ^ (1 << bit));
            return with(line, base64(bytes));
        };
        // One bit of each part: algorithm, key, the two signatures at both ends of R and S.
        for (const std::size_t byte : {0, 1, 2, 5, 9, 10, 20, 41, 42, 60, 73})
            for (const int bit : {0, 7})
                altered("bit " + QByteArray::number(bit) + " of byte " + QByteArray::number(int(byte)) + " of the signature", flipped(1, byte, bit));
        for (const std::size_t byte : {0, 15, 31, 32, 50, 63})
            for (const int bit : {0, 7})
                altered("bit " + QByteArray::number(bit) + " of byte " + QByteArray::number(int(byte)) + " of the second one", flipped(3, byte, bit));
        // The file.
        for (const std::size_t at : {std::size_t{0}, kContent.size() / 2, kContent.size() - 1}) {
            std::string other = kContent;
            other[at] = static_cast<char>(other[at] ^ 1);
            row("a bit of the file at " + QByteArray::number(int(at)), good, QByteArray::fromStdString(other));
        }
        row("a file with a byte more", good, content + '\0');
        row("a file with a byte less", good, content.chopped(1));
        row("an empty file", good, {});
        // The trusted comment.
        altered("another version in the comment", with(2, "trusted comment: model=line version=4"));
        altered("a comment with a blank more", with(2, four[2] + " "));
        altered("a comment with a word more", with(2, four[2] + " sha256=0"));
        altered("a comment cut short", with(2, four[2].substr(0, four[2].size() - 1)));
        altered("an empty comment", with(2, "trusted comment: "));
        altered("a comment with a line end inside", with(2, "trusted comment: model=line\nversion=3"));
        altered("a comment with a carriage return inside", with(2, "trusted comment: model=line\rversion=3"));
        altered("a comment with a byte zero", with(2, four[2] + std::string(1, '\0')));
        altered("a comment that a terminal would obey", m_signer.sign(kContent, "model=line\x1b[2J"));
        altered("a comment that is too long", m_signer.sign(kContent, std::string(minisign::kMaxCommentBytes + 1, 'c')));
        // Parts of other signatures of the same key.
        const std::vector<std::string> ofOther = lines(m_signer.sign("other weights", kComment));
        altered("the signature of another file", joined(ofOther));
        altered("the first signature of another file", with(1, ofOther[1]));
        altered("the second signature of another file", with(3, ofOther[3]));
        const std::vector<std::string> laterComment = lines(m_signer.sign(kContent, "model=line version=4"));
        altered("the comment of another signature of this file", with(2, laterComment[2]));
        altered("the comment and its signature of another file", joined({four[0], four[1], ofOther[2], ofOther[3]}));
        // Other keys.
        const std::vector<std::string> stranger = lines(m_other.sign(kContent, kComment));
        altered("signed by another key", joined(stranger));
        const std::string claimed = bytesOf(1).substr(0, 10) + QByteArray::fromBase64(QByteArray::fromStdString(stranger[1])).toStdString().substr(10);
        altered("signed by another key that claims the id of this one", joined({four[0], base64(claimed), stranger[2], stranger[3]}));
        altered("the comment signed by another key", with(3, stranger[3]));
        // Signatures that are none.
        altered("a signature of zeros", with(1, base64(bytesOf(1).substr(0, 10) + std::string(64, '\0'))));
        altered("a comment signed with zeros", with(3, base64(std::string(64, '\0'))));
        altered("a first signature of ones", with(1, base64(bytesOf(1).substr(0, 10) + std::string(64, '\xff'))));
        std::string bare = bytesOf(1);
        bare[1] = 'd';
        altered("the older form", with(1, base64(bare)));
        bare[1] = 'X';
        altered("an unknown form", with(1, base64(bare)));
        // The S of an Ed25519 signature plus the order of the group: the same number to a verifier that does not look.
        static constexpr unsigned char kOrder[32] = {0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7,
                                                     0xa2, 0xde, 0xf9, 0xde, 0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10};
        const auto plusOrder = [](std::string bytes, std::size_t at) {
            unsigned carry = 0;
            for (std::size_t i = 0; i < 32; ++i) {
                carry += static_cast<unsigned char>(bytes[at + i]) + kOrder[i];
                bytes[at + i] = static_cast<char>(carry & 0xff);
                carry >>= 8;
            }
            return bytes;
        };
        altered("the signature in another spelling of the same number", with(1, base64(plusOrder(bytesOf(1), 42))));
        altered("the second one in another spelling of the same number", with(3, base64(plusOrder(bytesOf(3), 32))));
        // The text around them.
        altered("nothing", "");
        altered("an end of line", "\n");
        altered("three lines", joined({four[0], four[1], four[2]}));
        altered("two lines", joined({four[0], four[1]}));
        altered("without its untrusted comment", joined({four[1], four[2], four[3]}));
        altered("five lines", good + "more\n");
        altered("twice", good + good);
        altered("a blank line before", "\n" + good);
        altered("a blank line between", joined({four[0], "", four[1], four[2], four[3]}));
        altered("lines in another order", joined({four[2], four[3], four[0], four[1]}));
        altered("the first word altered", with(0, "Untrusted comment: signature"));
        altered("the comments exchanged", joined({four[2], four[1], four[0], four[3]}));
        altered("the third line without its word", with(2, kComment));
        altered("base64 with a blank", with(1, four[1].substr(0, 8) + " " + four[1].substr(8)));
        altered("base64 without its padding", with(1, four[1].substr(0, four[1].size() - 1)));
        altered("base64 with a sign that is none", with(1, "#" + four[1].substr(1)));
        altered("base64 of the kind for addresses", with(1, "RU_" + four[1].substr(3)));
        altered("base64 with bits beyond its end", with(1, four[1].substr(0, four[1].size() - 2) + "B="));
        altered("the first signature cut", with(1, base64(bytesOf(1).substr(0, 73))));
        altered("the first signature longer", with(1, base64(bytesOf(1) + "x")));
        altered("the second signature cut", with(3, base64(bytesOf(3).substr(0, 63))));
        altered("the second signature longer", with(3, base64(bytesOf(3) + "x")));
        altered("too large", "untrusted comment: " + std::string(minisign::kMaxSignatureBytes, 'c') + "\n" + joined({four[1], four[2], four[3]}));
        altered("a public key", m_signer.publicText());
        altered("bytes of anything", std::string("\x80\x02}q\x00", 5) + std::string(300, '\xee'));
        if (rows < 60)
            qFatal("%d of the promised 60", rows);
    }
    void each_altered_signature_is_refused()
    {
        QFETCH(QByteArray, signature);
        QFETCH(QByteArray, content);
        // The signature as it was is good: what follows fails by what was altered.
        QVERIFY(good(m_signer.publicKey(), m_signer.sign(kContent, kComment), kContent));
        QVERIFY(!good(m_signer.publicKey(), signature.toStdString(), content.toStdString()));
    }

    void what_nobody_signed_may_differ()
    {
        std::vector<std::string> four = lines(m_signer.sign(kContent, kComment));
        four[0] = "untrusted comment: anything at all";
        QVERIFY(good(m_signer.publicKey(), joined(four), kContent));
        std::string dos;
        for (const std::string &line : four)
            dos += line + "\r\n";
        QVERIFY(good(m_signer.publicKey(), dos, kContent));
        QVERIFY(good(m_signer.publicKey(), QByteArray::fromStdString(joined(four)).chopped(1).toStdString(), kContent));
        QVERIFY(good(m_signer.publicKey(), m_signer.sign(kContent, std::string(minisign::kMaxCommentBytes, 'c')), kContent));
        QVERIFY(good(m_signer.publicKey(), m_signer.sign("", ""), ""));
    }

    void a_large_file_is_read_in_pieces_and_can_be_let_go_of()
    {
        const std::string content(3'500'000, 'w');
        QVERIFY(good(m_signer.publicKey(), m_signer.sign(content, kComment), content));
        int asked = 0;
        const auto cancelled = blake2bOfFile(m_dir.filePath("file").toStdString(), [&] { return ++asked < 3; });
        QVERIFY(!cancelled && cancelled.error().code == ErrorCode::Cancelled);
        QCOMPARE(asked, 3);
        const auto missing = blake2bOfFile(m_dir.filePath("none").toStdString(), [] { return true; });
        QVERIFY(!missing && missing.error().code == ErrorCode::Io);
    }
};

QTEST_GUILESS_MAIN(TestMinisign)
#include "tst_minisign.moc"
