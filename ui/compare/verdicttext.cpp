// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/verdicttext.h"

#include "itemmodels/coveragetext.h"
#include "lineside/reviewlimits.h"
#include "widgets/format.h"

#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

constexpr std::int64_t kFew = 200;  // ten blocks: of fewer, the share that differs is a guess

int plural(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, 2'000'000'000));
}

QString worseBy(const ComparisonSnapshot &c)
{
    const AbStatus &v = c.verdict;
    const bool escapes = v.escapes.state == v.state;
    const AbStream &stream = escapes ? v.escapes : v.falseRejects;
    const double more = 1000.0 * static_cast<double>(stream.onlyB - stream.onlyA) / static_cast<double>(std::max<std::int64_t>(v.parts, 1));
    const QString number = QLocale().toString(more, 'f', more < 10 ? 1 : 0);
    if (c.countsObjects)
        return escapes ? VerdictText::tr("it misses %1 more in 1,000 objects").arg(number) : VerdictText::tr("it sees %1 more in 1,000 that are not there").arg(number);
    return escapes ? VerdictText::tr("it passes %1 more defective ones in 1,000 parts").arg(number) : VerdictText::tr("it fails %1 more good ones in 1,000 parts").arg(number);
}

/// Says what it rests on besides parts, and what of that is missing.
QString withSeen(const QString &decision, const ComparisonSnapshot &c)
{
    const QString lack = c.verdict.state == AbState::AtLeastAsGood ? CoverageText::lack(c) : QString();
    QStringList words{decision, CoverageText::seen(c), lack};
    words.removeAll(QString());
    return words.join(QLatin1Char(' '));
}

/// "2,400 (1,500 to 5,100)"
QString range(const MoreParts &more)
{
    const QString parts = VerdictText::about(more.parts), least = VerdictText::about(more.least);
    if (!more.most)
        return VerdictText::tr("%1 (%2 or more)", "number of parts, the least").arg(parts, least);
    const QString most = VerdictText::about(*more.most);
    return least == most ? parts : VerdictText::tr("%1 (%2 to %3)", "number of parts, least, most").arg(parts, least, most);
}

}  // namespace

QString VerdictText::more(const AbStatus &v)
{
    return v.more && v.parts >= kFew ? tr("About %1 more if they stay like this.", "number of parts").arg(range(*v.more)) : QString();
}

QString VerdictText::about(double parts)
{
    const double digits = parts < 100 ? 1 : std::pow(10, std::floor(std::log10(parts)) - 1);
    return Format::count(static_cast<std::uint64_t>(std::min(std::ceil(parts / digits) * digits, 1e15)));
}

QString VerdictText::sentence(const ComparisonSnapshot &c)
{
    const AbStatus &v = c.verdict;
    switch (v.state) {
    case AbState::AtLeastAsGood:
        return withSeen(CoverageText::lack(c).isEmpty() ? tr("B is at least as good as A.") : tr("B is at least as good as A in what was seen."), c);
    case AbState::Worse:
        return withSeen(tr("B is worse: %1.").arg(worseBy(c)), c);
    case AbState::WorseWithinMargin:
        return withSeen(tr("B is worse, but by less than the margin: %1.").arg(worseBy(c)), c);
    case AbState::Open:
        break;
    }
    if (const std::int64_t waiting = v.pending - c.differing; waiting > 0)
        return ((c.countsObjects ? tr("Not decided: %Ln object(s) on which they differ wait for a person.", nullptr, plural(waiting))
                                 : tr("Not decided: %Ln part(s) on which they differ wait for a person.", nullptr, plural(waiting)))
                + QLatin1Char(' ') + more(v)).trimmed();
    const QString seen = c.countsObjects ? tr("%Ln object(s)", nullptr, plural(v.parts)) : tr("%Ln part(s)", nullptr, plural(v.parts));
    if (v.parts < kFew)
        return tr("Collecting: %1. That is too few to say how many more it takes.", "parts").arg(seen);
    if (!v.more)
        return tr("Collecting: %1. If they stay like this, it cannot be decided.", "parts").arg(seen);
    return tr("Collecting: %1, about %2 more.", "parts, number").arg(seen, range(*v.more));
}

QString VerdictText::evidence(const ComparisonSnapshot &c)
{
    const AbStatus &v = c.verdict;
    const QString seen = c.countsObjects ? tr("%Ln object(s)", nullptr, plural(v.parts)) : tr("%Ln part(s)", nullptr, plural(v.parts));
    // Never rounded up to all of them.
    const QString share = QLocale().toString(std::floor(v.agreement() * 10'000) / 100, 'f', 2);
    const QString agree = tr("They agree on %1 % of %2 and differ on %3.", "share, parts, number").arg(share, seen, Format::count(static_cast<std::uint64_t>(v.discordant)));
    if (v.discordant == 0 || v.pending < v.discordant || c.differing > 0)
        return agree;
    return agree + QLatin1Char(' ') + tr("Nobody has said yet which of the two is right there: that they differ is known, not which is better.");
}

QString VerdictText::state(const AbStream &s, std::int64_t parts)
{
    switch (s.state) {
    case AbState::AtLeastAsGood: return tr("yes: not worse by so much");
    case AbState::Worse: return tr("yes: worse");
    case AbState::WorseWithinMargin: return tr("yes: worse, by less than that");
    case AbState::Open: break;
    }
    if (parts < kFew)
        return tr("not yet");
    return s.untilNotWorse ? tr("no, about %1 more until it is not worse", "number of parts").arg(about(s.untilNotWorse->parts))
         : s.untilWorse    ? tr("no, about %1 more until it is worse", "number of parts").arg(about(s.untilWorse->parts))
                           : tr("no, and not to be decided if it stays like this");
}

QString VerdictText::word(const ComparisonSnapshot &c)
{
    switch (c.verdict.state) {
    case AbState::AtLeastAsGood:
        if (const QString lack = CoverageText::lack(c); !lack.isEmpty())
            return lack;
        return tr("Proven: at least as good as A.");
    case AbState::Worse:
    case AbState::WorseWithinMargin: return tr("Proven: worse than A.");
    case AbState::Open: break;
    }
    return tr("Not yet proven to be as good as A.");
}

QString VerdictText::notice(const ComparisonSnapshot &c)
{
    if (c.verdict.contradicted)
        return c.countsObjects ? tr("What came after the decision says the opposite. The decision stands; look at the newest objects before you act on it.")
                               : tr("What came after the decision says the opposite. The decision stands; look at the newest parts before you act on it.");
    if (c.waiting >= kMostWaitingReviews && c.verdict.state != AbState::Open)
        return (c.countsObjects ? tr("No further object is counted while %1 wait for your answers.", "number") : tr("No further part is counted while %1 wait for your answers.", "number"))
            .arg(Format::count(static_cast<std::uint64_t>(c.waiting)));
    QStringList words;
    if (c.differing > 0)
        words << (c.countsObjects ? tr("Two people do not say the same of %Ln object(s): counted against either verdict, as if nobody had answered.", nullptr, plural(c.differing))
                                  : tr("Two people do not say the same of %Ln part(s): counted against either verdict, as if nobody had answered.", nullptr, plural(c.differing)));
    if (const std::int64_t unseen = c.verdict.pending - c.waiting - c.differing; unseen > 0)
        words << tr("Of %Ln of them there is no picture to look at.", nullptr, plural(unseen)) << tr("To begin anew, stop the comparison and start it again.");
    return words.join(QLatin1Char(' '));
}

}  // namespace lineside
