// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/verifychain.h"

#include "audit/aside.h"
#include "store/checksum.h"
#include "store/historyline.h"
#include "store/recordjson.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace lineside::audit {
namespace {

using nlohmann::json;

constexpr int kMostTorn = 16;  // parts of lines in a row: that many starts in a row lost their power
constexpr std::uint64_t kAskEvery = 256;  // lines

json objectOf(const Line &line)
{
    json object = line.tooLong ? json() : json::parse(line.text, nullptr, false);
    return object.is_object() ? object : json();
}

/// A record as this program writes them, in the chain or not.
bool isRecord(const Line &line)
{
    return verifyChecksum(line.text, ChecksumForm::OneLine) && objectOf(line).is_object();
}

std::optional<LinkedLine> linked(const Line &line)
{
    return line.tooLong ? std::nullopt : parseLinkedLine(line.text);
}

std::optional<WallTime> timeOf(const json &object)
{
    try {
        return timeFrom(integerFrom<std::int64_t>(object.at("at_ms")));
    } catch (const std::exception &) {
        return std::nullopt;
    }
}

/// What a power cut may leave at the end of a file: a line without its end, or with holes that the system filled with zeros.
bool isTornEnd(const Line &line)
{
    return !line.ended || line.text.find('\0') != std::string::npos;
}

/// Lines that are no part of the chain, until somebody says what they are.
struct Gathered {
    AsideHash hash;
    std::optional<Line> first, last;
    std::optional<Line> damaged;  ///< the first that is no record
    bool anyRecord = false, onlyTorn = true;

    void add(Line line)
    {
        hash.add(line);
        if (last)
            onlyTorn = onlyTorn && !objectOf(*last).is_object();
        const bool record = isRecord(line);
        anyRecord = anyRecord || record;
        if (!record && !damaged)
            damaged = line;
        if (!first)
            first = line;
        last = std::move(line);
    }
    bool endsTorn() const { return last && isTornEnd(*last) && onlyTorn && !anyRecord; }
};

class Check {
public:
    Check(ReadBytes read, const VerifyOptions &options) : m_lines(std::move(read)), m_options(options) {}

    Result<AuditReport> run()
    {
        if (auto walked = walk(); !walked)
            return walked.error();
        for (const Checkpoint &known : m_options.known) {
            if (!m_report.broken && known.head.number > m_head.number)
                m_report.broken = AuditBreak{AuditBreakKind::CutOff, m_line + 1, m_end, m_head.number + 1, known.head.number, {}, known.at, m_report.to};
        }
        m_report.number = m_head.number;
        m_report.head = m_head.value;
        return std::move(m_report);
    }

private:
    Result<std::optional<Line>> next()
    {
        if (m_options.goOn && m_line % kAskEvery == 0 && !m_options.goOn())
            return Error{ErrorCode::Cancelled, {}};
        auto line = m_lines.next();
        if (line && *line) {
            m_line = (*line)->number;
            m_end = (*line)->offset + (*line)->bytes;
        }
        return line;
    }

    Result<void> walk()
    {
        while (!m_report.broken) {
            auto line = next();
            if (!line)
                return line.error();
            if (!*line)
                break;
            const auto link = linked(**line);
            if (m_head.number == 0 && m_options.begin && link && follows(*link, *m_options.begin))
                m_head = *m_options.begin;
            if (link && follows(*link, m_head))
                take(**line, *link);
            else if (m_head.number == 0 && !link)
                m_aside.add(std::move(**line));  // from before the chain
            else if (auto looked = lookAside(std::move(**line)); !looked)
                return looked;
        }
        if (m_head.number == 0)
            m_report.before = m_aside.hash.lines();
        return {};
    }

    /// A line that is not the next one: torn, where the next one says so.
    Result<void> lookAside(Line first)
    {
        const Gathered older = std::exchange(m_aside, {});
        const std::uint64_t number = m_head.number + 1;
        Line kept = first;
        m_aside.add(std::move(first));
        std::optional<Line> after;
        for (int i = 0; i < kMostTorn; ++i) {
            auto line = next();
            if (!line)
                return line.error();
            after = std::move(*line);
            if (!after || linked(*after))
                break;
            m_aside.add(std::move(*after));
            after.reset();
        }
        const auto link = after ? linked(*after) : std::nullopt;
        if (number > 1 && link && follows(*link, m_head) && declaredAside(*after) == m_aside.hash.aside() && !m_aside.anyRecord) {
            m_report.torn += m_aside.hash.lines();
            take(*after, *link);
        } else if (!after && m_aside.endsTorn()) {
            m_report.tail = m_aside.hash.bytes();
        } else if (number == 1 && older.last && !isRecord(*older.last) && linked(kept) && linked(kept)->number == 2) {
            m_report.broken = placeOf(AuditBreakKind::Edited, *older.last, 1);
        } else {
            return classify(kept, std::move(after));
        }
        return {};
    }

    /// The first place that does not fit, and what comes after it: what was done there.
    Result<void> classify(const Line &line, std::optional<Line> after)
    {
        const std::uint64_t number = m_head.number + 1;
        const auto here = linked(line), there = after ? linked(*after) : std::nullopt;
        const bool intact = here && here->checksumRight;
        const bool goesOn = here && there && there->value == chainValue(here->value, there->covered);
        AuditBreak broken = placeOf(AuditBreakKind::Edited, line, number);
        if (goesOn && there->number == number + 1 && here->number != number) {
            // Its own number was changed: what follows belongs behind it.
        } else if (intact && here->number > number) {
            bool own = false, copy = false;
            while (after) {
                const auto link = linked(*after);
                own = own || (link && follows(*link, m_head));
                copy = copy || after->text == line.text;
                auto read = next();
                if (!read)
                    return read.error();
                after = std::move(*read);
            }
            broken.kind = !own ? AuditBreakKind::Removed : copy ? AuditBreakKind::Repeated : AuditBreakKind::Reordered;
            broken.last = own ? 0 : here->number - 1;
        } else if (there && follows(*there, m_head)) {
            broken.kind = declaredAside(*after) ? AuditBreakKind::Edited : intact && here->number < number ? AuditBreakKind::Repeated : AuditBreakKind::Inserted;
        } else if (intact && m_before && m_before->line.text != line.text && follows(*here, m_before->head) && (goesOn || !after)) {
            // Two that fit the same place, and the rest goes on from the second.
            broken = placeOf(AuditBreakKind::Inserted, m_before->line, number - 1);
            broken.after = m_before->to;
        } else if (intact && here->number < number) {
            broken.kind = AuditBreakKind::Repeated;
        } else if (!here && isRecord(line)) {
            broken.kind = AuditBreakKind::Inserted;
        }
        m_report.broken = broken;
        return {};
    }

    void take(const Line &line, const LinkedLine &link)
    {
        const json object = objectOf(line);
        const auto declared = declaredAside(line);
        if (!object.is_object()) {
            m_report.broken = placeOf(AuditBreakKind::Edited, line, link.number);
            return;
        }
        if (declared != m_aside.hash.aside()) {
            const Line &at = m_aside.damaged ? *m_aside.damaged : m_aside.first ? *m_aside.first : line;
            m_report.broken = placeOf(declared || link.number > 1 ? AuditBreakKind::Edited : AuditBreakKind::Inserted, at, link.number);
            return;
        }
        if (link.number == 1)
            m_report.before = m_aside.hash.lines();
        m_aside = {};
        const ChainHead head{link.number, std::string(link.value)};
        if (const auto wrong = unsigned_(object, link.number)) {
            m_report.broken = placeOf(*wrong, line, link.number);
            return;
        }
        for (const Checkpoint &known : m_options.known) {
            if (known.head.number == head.number && known.head.value != head.value) {
                m_report.broken = placeOf(AuditBreakKind::Remade, line, link.number);
                return;
            }
        }
        m_before = Before{m_head, line, m_report.to};
        m_head = head;
        if (object.contains("checkpoint"))
            return;
        ++m_report.records;
        if (const auto at = timeOf(object)) {
            m_report.from = m_report.from ? m_report.from : at;
            m_report.to = at;
        }
        if (m_options.seal && object.contains("seal"))
            tellSeal(line);
    }

    void tellSeal(const Line &line)
    {
        const auto event = parseHistoryLine(line.text);
        if (event && event->seal)
            m_options.seal(*event);
    }

    /// What is wrong with a line as a checkpoint, or as one that should be.
    std::optional<AuditBreakKind> unsigned_(const json &object, std::uint64_t number)
    {
        const auto member = object.find("checkpoint");
        if (member == object.end())
            return number % kCheckpointEvery == 0 ? std::optional(AuditBreakKind::NotSigned) : std::nullopt;
        const auto checkpoint = member->is_string() ? parseCheckpoint(member->get_ref<const std::string &>()) : Result<Checkpoint>(Error{});
        if (!checkpoint || checkpoint->head != m_head)
            return AuditBreakKind::NotSigned;
        if (std::find(m_options.keys.begin(), m_options.keys.end(), checkpoint->key) == m_options.keys.end())
            return AuditBreakKind::WrongKey;
        ++m_report.checkpoints;
        m_report.signedUpTo = checkpoint->head.number;
        return std::nullopt;
    }

    AuditBreak placeOf(AuditBreakKind kind, const Line &line, std::uint64_t number) const
    {
        AuditBreak place{kind, line.number, line.offset, number, 0, {}, {}, m_report.to};
        const json object = objectOf(line);
        place.at = timeOf(object);
        if (const auto sequence = object.is_object() ? object.find("seq") : object.end(); sequence != object.end() && sequence->is_number_unsigned())
            place.sequence = sequence->get<std::uint64_t>();
        return place;
    }

    LineReader m_lines;
    const VerifyOptions &m_options;
    AuditReport m_report;
    ChainHead m_head;
    /// The newest line that fits, and what was before it.
    struct Before {
        ChainHead head;
        Line line;
        std::optional<WallTime> to;
    };
    std::optional<Before> m_before;
    Gathered m_aside;
    std::uint64_t m_line = 0, m_end = 0;
};

}  // namespace

Result<AuditReport> verifyChain(ReadBytes read, const VerifyOptions &options)
{
    return Check(std::move(read), options).run();
}

}  // namespace lineside::audit
