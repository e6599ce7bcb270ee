// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparetext.h"

#include "actions/modelchange.h"
#include "compare/verdicttext.h"
#include "itemmodels/words.h"
#include "lineside/reviewlimits.h"
#include "widgets/format.h"

#include <algorithm>

namespace lineside {

namespace {

QString figures(const QString &who, double p50Ms, double p99Ms, const ModelSnapshot *model, std::uint64_t boxes)
{
    if (!model || model->memoryBytes == 0)
        return CompareText::tr("%1 · p50 %2 · p99 %3 · %4 boxes").arg(who, Format::ms(p50Ms), Format::ms(p99Ms), Format::count(boxes));
    return CompareText::tr("%1 · p50 %2 · p99 %3 · memory %4 · %5 boxes").arg(who, Format::ms(p50Ms), Format::ms(p99Ms), Format::bytes(model->memoryBytes), Format::count(boxes));
}

}  // namespace

QString CompareText::sentence(const StationSnapshot *station, int choices)
{
    if (!station)
        return tr("No stations yet. Add one under Settings.");
    const StationSnapshot &s = *station;
    const QString name = Words::text(s.config.name);
    if (!s.active)
        return tr("%1 has no model on air, so there is nothing to compare with.").arg(name);
    const QString a = Words::text(*s.active);
    if (!s.shadow)
        return choices == 0 ? tr("There is no other model in the library to compare with %1.").arg(a)
                            : tr("Choose B and start: it judges the same frames as %1. The line goes on with %1.").arg(a);
    if (s.source.state != SourceState::Running)
        return tr("The comparison waits: %1 sends no picture since %2. The counts are kept.")
            .arg(name, Format::clockSeconds(s.source.since));
    const ShadowStats &stats = s.shadowStats;
    if (stats.compared == 0)
        return tr("Starting: %1 has judged no frame yet.").arg(Words::text(*s.shadow));
    if (s.comparison && s.comparison->verdict.parts > 0) {
        const AbStatus &v = s.comparison->verdict;
        if (s.comparison->waiting < kMostWaitingReviews || v.state != AbState::Open)
            return VerdictText::sentence(*s.comparison);
        const QString waits = s.comparison->countsObjects ? tr("It waits for your answers: %1 objects.") : tr("It waits for your answers: %1 parts.");
        return (waits.arg(Format::count(static_cast<std::uint64_t>(s.comparison->waiting))) + QLatin1Char(' ') + VerdictText::more(v)).trimmed();
    }
    const int compared = static_cast<int>(std::min<std::uint64_t>(stats.compared, 2'000'000'000));
    return tr("Comparing: %Ln frame(s), %1 differ", nullptr, compared).arg(Format::count(stats.differing));
}

QString CompareText::labelNotice(const ModelSnapshot *a, const ModelSnapshot *b)
{
    const ModelChange change = ModelChange::between(a, b);
    const Labels &onlyA = change.gone, &onlyB = change.added;
    if (!onlyA.empty() && !onlyB.empty())
        return tr("Only partly comparable: B does not know %1; A does not know %2.").arg(Words::labels(onlyA), Words::labels(onlyB));
    if (!onlyA.empty())
        return tr("Only partly comparable: B does not know %1.").arg(Words::labels(onlyA));
    if (!onlyB.empty())
        return tr("Only partly comparable: A does not know %1.").arg(Words::labels(onlyB));
    return {};
}

QString CompareText::partsNotice(const StationSnapshot &s)
{
    const RuleConfig &rule = s.config.rule;
    if (!s.active || !rule.partLabel.empty() || rule.pictureIsPart || (rule.requiredLabels.empty() && rule.rejectLabels.empty()))
        return {};
    return tr("Nothing is proven here: forty pictures of one part would count as forty parts. Name the part in Settings, or say there that each picture shows another part.");
}

QString CompareText::otherRuns(const StationSnapshot &s, const ModelId &asked)
{
    return tr("%1 is compared at %2 now. Stop that comparison to choose %3.", "model, station, model")
        .arg(Words::modelOr(s.shadow, Words::noModel()), Words::text(s.config.name), Words::text(asked));
}

QString CompareText::figuresOfA(const StationSnapshot *s, const ModelSnapshot *model)
{
    if (!s || !s->shadow || !s->active)
        return {};
    return figures(tr("A %1").arg(Words::text(*s->active)), s->p50Ms, s->p99Ms, model, s->shadowStats.activeBoxes);
}

QString CompareText::figuresOfB(const StationSnapshot *s, const ModelSnapshot *model)
{
    if (!s || !s->shadow)
        return {};
    const ShadowStats &stats = s->shadowStats;
    const QString all = figures(tr("B %1").arg(Words::text(*s->shadow)), stats.p50Ms, stats.p99Ms, model, stats.shadowBoxes);
    return stats.notCompared == 0 ? all : tr("%1 · saw %2 of %3 pictures", "figures, numbers").arg(all, Format::count(stats.compared), Format::count(stats.compared + stats.notCompared));
}

}  // namespace lineside
