// SPDX-License-Identifier: GPL-3.0-or-later
// How a line is linked, and what a checkpoint says, to the byte.
#include "audit/chain.h"
#include "audit/checkpoint.h"
#include "audit/linereader.h"
#include "store/checksum.h"
#include "store/historyline.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace lineside;
using namespace lineside::audit;

namespace {

ReadBytes readingText(const std::string &text, std::size_t atOnce)
{
    return [text, atOnce, at = std::size_t(0)](std::span<char> into) mutable -> Result<std::size_t> {
        const std::size_t count = std::min({into.size(), atOnce, text.size() - at});
        std::copy_n(text.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
        at += count;
        return count;
    };
}

}  // namespace

class TestChain : public QObject {
    Q_OBJECT

private slots:
    void a_line_ends_with_its_number_its_chain_and_its_checksum()
    {
        ChainHead head;
        const std::string line = linkLine(R"({"seq":1})", {}, head);
        const QByteArray covered = "{\"seq\":1,\"n\":1";
        const QByteArray value = QCryptographicHash::hash(QByteArray(64, '0') + covered, QCryptographicHash::Sha256).toHex();
        QCOMPARE(QByteArray::fromStdString(line.substr(0, line.size() - 31)), covered + ",\"chain\":\"" + value + "\"");
        QCOMPARE(head, (ChainHead{1, value.toStdString()}));
        QVERIFY(verifyChecksum(line, ChecksumForm::OneLine));
        const std::string second = linkLine(R"({"seq":2})", Aside{7, 1, "ab"}, head);
        QVERIFY(QString::fromStdString(second).startsWith("{\"seq\":2,\"torn\":{\"bytes\":7,\"lines\":1,\"sha256\":\"ab\"},\"n\":2,\"chain\":\""));
        QCOMPARE(head.number, std::uint64_t(2));
    }
    void a_linked_line_is_an_event_as_before()
    {
        HistoryEvent event;
        event.sequence = 9;
        event.kind = EventKind::Promoted;
        event.detail = "night shift";
        ChainHead head;
        const auto read = parseHistoryLine(linkLine(formatHistoryObject(event), {}, head));
        QVERIFY(read);
        QCOMPARE(formatHistoryLine(*read), formatHistoryLine(event));
    }
    void an_event_with_endless_texts_is_a_line_that_readers_take()
    {
        HistoryEvent event;
        event.kind = EventKind::Refused;
        event.file = std::string(500'000, '\x01');
        event.detail = std::string(500'000, 'x');
        event.refusal = Refusal{RefusalReason::Internal, std::string(500'000, '\x02'), std::string(500'000, '\xff'), std::string(500'000, '"')};
        ChainHead head;
        const std::string line = linkLine(formatHistoryObject(event), Aside{1, 1, std::string(64, 'a')}, head);
        QVERIFY(line.size() <= kMaxLineBytes);
        QVERIFY(parseHistoryLine(line));
    }
    void what_is_no_linked_line_is_none()
    {
        ChainHead head;
        const std::string line = linkLine(R"({"seq":1})", {}, head);
        QVERIFY(parseLinkedLine(line) && follows(*parseLinkedLine(line), {}));
        QVERIFY(!follows(*parseLinkedLine(line), head));
        for (const std::string &other : {std::string(), std::string("{}"), line + " ", line.substr(1).substr(0, 90), line.substr(line.size() - 110)})
            QVERIFY2(!parseLinkedLine(other), other.c_str());
        for (const char *number : {"01", "-1", "", "1.0", "99999999999999999999999"}) {
            const std::string object = std::string("{\"seq\":1,\"n\":") + number + ",\"chain\":\"" + std::string(64, 'a') + "\"}";
            QVERIFY2(!parseLinkedLine(withChecksum(object, ChecksumForm::OneLine)), number);
        }
    }
    void a_checkpoint_survives_its_text_and_no_other_character_of_it_is_believed()
    {
        const auto pair = SigningPair::make();
        ChainHead head;
        linkLine(R"({"seq":1})", {}, head);
        const Checkpoint checkpoint = makeCheckpoint(head, WallTime(std::chrono::milliseconds(1'700'000'000'123)), *pair);
        const std::string said = text(checkpoint);
        QVERIFY(said.starts_with("lineside-audit:1:1:" + head.value + ":1700000000123:"));
        QCOMPARE(*parseCheckpoint(said), checkpoint);
        QCOMPARE(*parseCheckpoint("  " + said + "\r\n"), checkpoint);
        for (std::size_t i = 0; i < said.size(); ++i) {
            for (const char c : {'0', '1', ':', 'A', ' ', '\xff'}) {
                std::string other = said;
                other[i] = c;
                QVERIFY2(other == said || !parseCheckpoint(other), other.c_str());
            }
            QVERIFY(!parseCheckpoint(said.substr(0, i)));
        }
        QVERIFY(!parseCheckpoint(said + "A"));
    }
    void public_keys_survive_their_file()
    {
        const std::vector<minisign::PublicKey> keys{SigningPair::make()->publicKey(), SigningPair::make()->publicKey()};
        QCOMPARE(*parsePublicKeys(publicKeysText(keys)), keys);
        for (const char *other : {"", "\n\n", "untrusted comment: nothing\n", "no key"})
            QVERIFY2(!parsePublicKeys(other), other);
    }
    void lines_are_read_alike_however_the_bytes_come()
    {
        const std::string longest(kMaxLineBytes, 'x');
        const std::string all = "one\n\n" + longest + "\n" + longest + "y\nlast";
        for (const std::size_t atOnce : {1u, 7u, 65536u}) {
            LineReader lines(readingText(all, atOnce));
            const auto is = [&](const std::string &text, std::uint64_t offset, bool ended, bool tooLong) {
                const auto line = *lines.next();
                return line && line->text == text && line->offset == offset && line->ended == ended && line->tooLong == tooLong;
            };
            QVERIFY(is("one", 0, true, false));
            QVERIFY(is("", 4, true, false));
            QVERIFY(is(longest, 5, true, false));
            QVERIFY(is(longest, 6 + kMaxLineBytes, true, true));
            QVERIFY(is("last", 8 + 2 * kMaxLineBytes, false, false));
            QVERIFY(!*lines.next());
        }
    }
};

QTEST_GUILESS_MAIN(TestChain)
#include "tst_chain.moc"
