// SPDX-License-Identifier: GPL-3.0-or-later
// Whatever is done to a history is found, at its place.
#include "audit/aside.h"
#include "audit/verifychain.h"
#include "store/historyline.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace lineside;
using namespace lineside::audit;

namespace {

std::string eventObject(int sequence)
{
    HistoryEvent e;
    e.sequence = static_cast<std::uint64_t>(sequence);
    e.at = WallTime(std::chrono::milliseconds(1'700'000'000'000 + 1000 * sequence));
    e.kind = EventKind::Promoted;
    e.station = "bottling";
    e.to = ModelId{"line", sequence};
    return formatHistoryObject(e);
}

std::string oldLine(int sequence)
{
    HistoryEvent e;
    e.sequence = static_cast<std::uint64_t>(sequence);
    return formatHistoryLine(e);
}

using Lines = std::vector<std::string>;

std::string joined(const Lines &lines)
{
    std::string all;
    for (const std::string &line : lines)
        all += line + "\n";
    return all;
}

Aside asideOf(const std::string &bytes)
{
    AsideHash hash;
    hash.add(bytes);
    return *hash.aside();
}

/// A history under construction.
struct Story {
    SigningPair pair = std::move(*SigningPair::make());
    ChainHead head;
    Lines lines;
    int sequence = 0;

    void add(const std::optional<Aside> &aside = {}) { lines.push_back(linkLine(eventObject(++sequence), aside, head)); }
    Checkpoint sign()
    {
        const Checkpoint c = makeCheckpoint(head, WallTime(std::chrono::milliseconds(1'700'000'000'000)), pair);
        lines.push_back(linkLine(checkpointObject(c), {}, head));
        return c;
    }
    void records(int count)
    {
        for (int i = 0; i < count; ++i) {
            if ((head.number + 1) % kCheckpointEvery == 0)
                sign();
            add();
        }
    }
    AuditReport check(const std::string &file, VerifyOptions options = {}) const
    {
        if (options.keys.empty())
            options.keys = {pair.publicKey()};
        std::size_t at = 0;
        return *verifyChain([&](std::span<char> into) -> Result<std::size_t> {
            const std::size_t count = std::min(into.size(), file.size() - at);
            std::copy_n(file.begin() + static_cast<std::ptrdiff_t>(at), count, into.begin());
            at += count;
            return count;
        }, options);
    }
    AuditReport check(const Lines &changed) const { return check(joined(changed)); }
};

/// Six records and a checkpoint after each three.
Story shortStory()
{
    Story s;
    s.records(3);
    s.sign();
    s.records(3);
    s.sign();
    return s;
}

std::string said(const AuditReport &r)
{
    return r.broken ? std::string(toString(r.broken->kind)) + " line " + std::to_string(r.broken->line) + " number " + std::to_string(r.broken->number) + " last " +
                          std::to_string(r.broken->last)
                    : "whole, tail " + std::to_string(r.tail);
}

#define COMPARE_SAID(report, text) QCOMPARE(said(report), std::string(text))

}  // namespace

class TestVerifyChain : public QObject {
    Q_OBJECT

private slots:
    void what_was_written_is_whole()
    {
        const Story s = shortStory();
        const AuditReport r = s.check(s.lines);
        COMPARE_SAID(r, "whole, tail 0");
        QCOMPARE(r.records, std::uint64_t(6));
        QCOMPARE(r.checkpoints, std::uint64_t(2));
        QCOMPARE(r.number, std::uint64_t(8));
        QCOMPARE(r.head, s.head.value);
        QCOMPARE(r.signedUpTo, std::uint64_t(7));
        QCOMPARE(r.from, std::optional(WallTime(std::chrono::milliseconds(1'700'000'001'000))));
        QCOMPARE(r.to, std::optional(WallTime(std::chrono::milliseconds(1'700'000'006'000))));
        COMPARE_SAID(s.check(""), "whole, tail 0");
    }
    void each_changed_byte_is_found_in_its_line()
    {
        const Story s = shortStory();
        const std::string all = joined(s.lines);
        int tried = 0;
        std::uint64_t line = 1, offset = 0;
        for (std::size_t at = 0; at < all.size(); ++at) {
            for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
                std::string other = all;
                other[at] = static_cast<char>(other[at] ^ change);
                const AuditReport r = s.check(other);
                ++tried;
                // The very last line may look as a power cut leaves it: then it is not among what is said to be whole.
                if (line == s.lines.size() && r.tail > 0 && (other[at] == '\0' || at + 1 == all.size())) {
                    QCOMPARE(r.number, std::uint64_t(7));
                    continue;
                }
                QVERIFY2(r.broken && r.broken->kind == AuditBreakKind::Edited && r.broken->line == line && r.broken->offset == offset && r.broken->number == line,
                         qPrintable(QString("byte %1 ^ %2, line %3: %4").arg(at).arg(change).arg(line).arg(QString::fromStdString(said(r)))));
            }
            if (all[at] == '\n') {
                ++line;
                offset = at + 1;
            }
        }
        qInfo("%d changes", tried);
    }
    void each_removed_run_of_lines_is_found()
    {
        const Story s = shortStory();
        const std::size_t count = s.lines.size();
        for (std::size_t from = 0; from < count; ++from) {
            for (std::size_t to = from + 1; to < count; ++to) {
                Lines other = s.lines;
                other.erase(other.begin() + static_cast<std::ptrdiff_t>(from), other.begin() + static_cast<std::ptrdiff_t>(to));
                COMPARE_SAID(s.check(other), "removed line " + std::to_string(from + 1) + " number " + std::to_string(from + 1) + " last " + std::to_string(to));
            }
        }
    }
    void each_line_that_was_moved_is_found_at_the_first_place_that_is_not_right()
    {
        const Story s = shortStory();
        const std::size_t count = s.lines.size();
        for (std::size_t from = 0; from < count; ++from) {
            for (std::size_t to = 0; to < count; ++to) {
                if (from == to)
                    continue;
                Lines other = s.lines;
                other.erase(other.begin() + static_cast<std::ptrdiff_t>(from));
                other.insert(other.begin() + static_cast<std::ptrdiff_t>(to), s.lines[from]);
                const std::string first = std::to_string(std::min(from, to) + 1);
                COMPARE_SAID(s.check(other), "reordered line " + first + " number " + first + " last 0");
            }
        }
    }
    void each_line_that_is_there_twice_is_found()
    {
        const Story s = shortStory();
        const std::size_t count = s.lines.size();
        for (std::size_t which = 0; which < count; ++which) {
            for (std::size_t to = 0; to <= count; ++to) {
                Lines other = s.lines;
                other.insert(other.begin() + static_cast<std::ptrdiff_t>(to), s.lines[which]);
                const std::string line = std::to_string(to == which ? to + 2 : to + 1);  // the second of two that are the same
                COMPARE_SAID(s.check(other), "repeated line " + line + " number " + line + " last 0");
            }
        }
    }
    void a_line_without_a_chain_is_found_wherever_it_was_put()
    {
        const Story s = shortStory();
        for (const std::string &foreign : {oldLine(3), std::string("{}"), std::string("word"), std::string(), std::string(kMaxLineBytes + 1, 'x')}) {
            for (std::size_t to = 0; to < s.lines.size(); ++to) {
                Lines other = s.lines;
                other.insert(other.begin() + static_cast<std::ptrdiff_t>(to), foreign);
                COMPARE_SAID(s.check(other), "inserted line " + std::to_string(to + 1) + " number " + std::to_string(to + 1) + " last 0");
            }
        }
        Lines other = s.lines;
        other.push_back(oldLine(9));
        COMPARE_SAID(s.check(other), "inserted line 9 number 9 last 0");
    }
    void a_line_that_was_made_to_fit_is_found_where_the_rest_does_not_go_on_from_it()
    {
        const Story s = shortStory();
        ChainHead head;
        for (std::size_t to = 0; to < s.lines.size(); ++to) {
            Lines other = s.lines;
            ChainHead forged = head;
            other.insert(other.begin() + static_cast<std::ptrdiff_t>(to), linkLine(eventObject(77), {}, forged));
            COMPARE_SAID(s.check(other), "inserted line " + std::to_string(to + 1) + " number " + std::to_string(to + 1) + " last 0");
            head = {to + 1, std::string(parseLinkedLine(s.lines[to])->value)};
        }
    }
    void a_history_that_was_cut_is_shorter_than_a_checkpoint_that_somebody_kept()
    {
        Story s;
        s.records(3);
        s.sign();
        s.records(3);
        VerifyOptions kept;
        kept.known = {s.sign()};
        const std::string all = joined(s.lines);
        COMPARE_SAID(s.check(all, kept), "whole, tail 0");
        for (std::size_t lines = 0; lines + 1 < s.lines.size(); ++lines) {
            Lines other(s.lines.begin(), s.lines.begin() + static_cast<std::ptrdiff_t>(lines));
            COMPARE_SAID(s.check(other), "whole, tail 0");  // by itself it may have ended there
            const AuditReport r = s.check(joined(other), kept);
            COMPARE_SAID(r, "cut_off line " + std::to_string(lines + 1) + " number " + std::to_string(lines + 1) + " last 7");
            QCOMPARE(r.broken->offset, joined(other).size());
        }
        // Anywhere else the last line is a piece, and told as one.
        for (std::size_t bytes = 1; bytes < all.size(); ++bytes) {
            const AuditReport r = s.check(all.substr(0, bytes));
            QVERIFY2(!r.broken, qPrintable(QString::number(bytes)));
            const std::size_t begin = all.rfind('\n', bytes - 1) == std::string::npos ? 0 : all.rfind('\n', bytes - 1) + 1;
            const bool wholeLine = all[bytes] == '\n' || begin == bytes;
            QVERIFY2(wholeLine ? r.tail == 0 : begin == 0 ? r.before == 1 : r.tail == bytes - begin, qPrintable(QString::number(bytes)));
        }
    }
    void a_chain_that_was_made_anew_has_no_checkpoints_of_the_key()
    {
        Story s;
        s.records(250);
        COMPARE_SAID(s.check(s.lines), "whole, tail 0");
        QCOMPARE(s.check(s.lines).checkpoints, std::uint64_t(2));
        VerifyOptions kept;
        kept.known = {*parseCheckpoint(nlohmann::json::parse(s.lines[199])["checkpoint"].get<std::string>())};
        // Somebody changes record 150 and links all that follows, without the key …
        const auto remade = [&](SigningPair &pair, bool signs) {
            Lines other(s.lines.begin(), s.lines.begin() + 149);
            ChainHead head{149, std::string(parseLinkedLine(s.lines[148])->value)};
            for (int i = 149; i < 250; ++i) {
                const bool due = (head.number + 1) % kCheckpointEvery == 0 && signs;
                other.push_back(linkLine(due ? checkpointObject(makeCheckpoint(head, {}, pair)) : eventObject(1000 + i), {}, head));
            }
            return joined(other);
        };
        auto stranger = SigningPair::make();
        COMPARE_SAID(s.check(remade(*stranger, false)), "not_signed line 200 number 200 last 0");
        COMPARE_SAID(s.check(remade(*stranger, true)), "wrong_key line 200 number 200 last 0");
        // … or with it: then a checkpoint that somebody kept tells, and it alone.
        COMPARE_SAID(s.check(remade(s.pair, true)), "whole, tail 0");
        COMPARE_SAID(s.check(remade(s.pair, true), kept), "remade line 199 number 199 last 0");
    }
    void a_checkpoint_of_another_place_is_none()
    {
        Story s;
        s.records(5);
        const Checkpoint early = makeCheckpoint(s.head, {}, s.pair);
        s.records(2);
        s.lines.push_back(linkLine(checkpointObject(early), {}, s.head));
        COMPARE_SAID(s.check(s.lines), "not_signed line 8 number 8 last 0");
    }
    void what_is_older_than_the_chain_is_counted_and_may_not_change_either()
    {
        Story s;
        Lines old{oldLine(1), oldLine(2), "torn by a power c", oldLine(3)};
        s.add(asideOf(joined(old)));
        s.records(2);
        Lines all = old;
        all.insert(all.end(), s.lines.begin(), s.lines.end());
        const AuditReport r = s.check(all);
        COMPARE_SAID(r, "whole, tail 0");
        QCOMPARE(r.before, std::uint64_t(4));
        QCOMPARE(r.records, std::uint64_t(3));
        const std::string file = joined(all);
        for (std::size_t at = 0; at < joined(old).size(); ++at) {
            std::string other = file;
            other[at] = static_cast<char>(other[at] ^ 1);
            QVERIFY2(s.check(other).broken && s.check(other).broken->line <= 5 && s.check(other).broken->number == 1, qPrintable(QString::number(at)));
        }
        Lines other = all;
        other[1][8] = '9';
        COMPARE_SAID(s.check(other), "edited line 2 number 1 last 0");
        other = all;
        other.erase(other.begin());
        QVERIFY(s.check(other).broken);
        // A history without a chain is all older than it.
        QCOMPARE(s.check(old).before, std::uint64_t(4));
        QVERIFY(!s.check(old).broken);
        // Below the chain nothing without one is taken.
        other = all;
        other.insert(other.begin() + 5, oldLine(4));
        COMPARE_SAID(s.check(other), "inserted line 6 number 2 last 0");
    }
    void a_torn_line_is_told_where_the_record_after_it_says_so_and_found_where_it_was_changed()
    {
        Story s;
        s.records(2);
        const std::string torn = R"({"seq":3,"at_ms":17000)", hole = std::string("{\"se\0\0\0\0\"}", 11);
        const std::string pieces = torn + "\n" + hole + "\n";
        s.add(asideOf(pieces));
        s.records(1);
        Lines all{s.lines[0], s.lines[1], torn, hole, s.lines[2], s.lines[3]};
        const AuditReport r = s.check(all);
        COMPARE_SAID(r, "whole, tail 0");
        QCOMPARE(r.torn, std::uint64_t(2));
        QCOMPARE(r.records, std::uint64_t(4));
        const std::string file = joined(all);
        const std::size_t begin = joined({s.lines[0], s.lines[1]}).size();
        for (std::size_t at = begin; at < begin + pieces.size(); ++at) {
            for (int change = 1; change < 256; ++change) {
                std::string other = file;
                other[at] = static_cast<char>(other[at] ^ change);
                const AuditReport found = s.check(other);
                QVERIFY2(found.broken && found.broken->kind == AuditBreakKind::Edited && found.broken->line == 3, qPrintable(QString("%1 ^ %2: ").arg(at).arg(change) + QString::fromStdString(said(found))));
            }
        }
        all.erase(all.begin() + 3);
        COMPARE_SAID(s.check(all), "edited line 3 number 3 last 0");
        all.erase(all.begin() + 2);
        COMPARE_SAID(s.check(all), "edited line 3 number 3 last 0");  // what it tells of is not there
    }
    void a_record_that_is_one_is_not_taken_for_a_torn_line_whatever_the_next_says()
    {
        Story s;
        s.records(2);
        const std::string foreign = oldLine(7) + "\n";
        s.add(asideOf(foreign));
        COMPARE_SAID(s.check({s.lines[0], s.lines[1], oldLine(7), s.lines[2]}), "edited line 3 number 3 last 0");
    }
    void a_file_may_begin_behind_a_checkpoint_that_was_kept()
    {
        Story s;
        s.records(4);
        const Checkpoint c = s.sign();
        s.records(3);
        Lines rest(s.lines.begin() + 4, s.lines.end());
        COMPARE_SAID(s.check(rest), "removed line 1 number 1 last 4");
        VerifyOptions options;
        options.known = {c};
        options.begin = c.head;
        COMPARE_SAID(s.check(joined(rest), options), "whole, tail 0");
        QCOMPARE(s.check(joined(rest), options).records, std::uint64_t(3));
        COMPARE_SAID(s.check(joined(s.lines), options), "whole, tail 0");
        rest.erase(rest.begin());
        COMPARE_SAID(s.check(joined(rest), options), "removed line 1 number 1 last 5");
    }
    void it_ends_when_it_is_told_and_where_the_file_cannot_be_read()
    {
        const Story s = shortStory();
        VerifyOptions options;
        options.keys = {s.pair.publicKey()};
        options.goOn = [] { return false; };
        const auto ended = verifyChain([](std::span<char>) { return Result<std::size_t>(0); }, options);
        QVERIFY(!ended && ended.error().code == ErrorCode::Cancelled);
        options.goOn = {};
        const auto failed = verifyChain([](std::span<char>) { return Result<std::size_t>(Error{ErrorCode::Io, "bad sector"}); }, options);
        QVERIFY(!failed && failed.error().detail == "bad sector");
    }
    void the_place_has_the_time_and_number_that_the_record_says()
    {
        const Story s = shortStory();
        Lines other = s.lines;
        const std::size_t at = other[1].find("bottling");
        other[1].replace(at, 8, "labeling");
        const auto broken = s.check(other).broken;
        QCOMPARE(broken->sequence, std::optional<std::uint64_t>(2));
        QCOMPARE(broken->at, std::optional(WallTime(std::chrono::milliseconds(1'700'000'002'000))));
        QCOMPARE(broken->after, std::optional(WallTime(std::chrono::milliseconds(1'700'000'001'000))));
    }
};

QTEST_GUILESS_MAIN(TestVerifyChain)
#include "tst_verifychain.moc"
