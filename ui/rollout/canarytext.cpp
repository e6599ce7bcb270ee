// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/canarytext.h"

#include "itemmodels/canarywords.h"
#include "itemmodels/words.h"
#include "widgets/format.h"
#include "widgets/messages.h"

#include <QLocale>
#include <QStringList>
#include <QTime>

#include <algorithm>
#include <limits>

namespace lineside {
namespace {

QString number(std::int64_t n)
{
    return QLocale().toString(static_cast<qlonglong>(n));
}

/// "Mon to Fri, 22:00 to 05:30; Sat, the whole day".
QString hoursText(const std::vector<CanaryWindow> &windows)
{
    const QLocale locale;
    const auto time = [](int minutes) { return QTime(0, 0).addSecs(60 * minutes).toString(QStringLiteral("HH:mm")); };
    QStringList all;
    for (const CanaryWindow &window : windows) {
        const auto has = [&](int day) { return day < 7 && (window.days & (1 << day)) != 0; };
        const auto name = [&](int day) { return locale.standaloneDayName(day + 1, QLocale::ShortFormat); };
        QStringList days;
        for (int first = 0; first < 7; ++first) {
            int after = first;
            while (has(after))
                ++after;
            if (after - first > 2) {
                days.append(CanaryText::tr("%1 to %2", "days of the week").arg(name(first), name(after - 1)));
                first = after;
            } else if (has(first)) {
                days.append(name(first));
            }
        }
        all.append(CanaryText::tr("%1, %2", "days, hours").arg(locale.createSeparatedList(days), window.hours.always() ? CanaryText::tr("the whole day") : CanaryText::tr("%1 to %2", "times of day").arg(time(window.hours.from), time(window.hours.to))));
    }
    return all.join(CanaryText::tr("; ", "between days and hours"));
}

/// Why no data came: too few parts or lots in time, or a station that finishes nothing.
QString noData(const CanaryProgress &p, const CanaryStep &step)
{
    if (p.ran < p.patience)
        return CanaryText::tr("A station of this step has finished no parts for a while. It goes on by itself once they come; “Resume” waits as long again.");
    const bool parts = std::ranges::all_of(p.stations, [&](const CanaryStation &s) { return s.step != p.step || s.stepParts >= step.leastParts; });
    const int minutes = static_cast<int>(std::max(std::chrono::duration_cast<std::chrono::minutes>(p.patience), std::chrono::minutes(step.longestTime)).count());
    return parts ? CanaryText::tr("Fewer than %1 lots were seen in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.", nullptr, minutes).arg(number(step.leastLots))
                 : CanaryText::tr("Fewer than %1 parts came in %Ln minute(s). It goes on by itself once they are there; “Resume” waits as long again.", nullptr, minutes).arg(number(step.leastParts));
}

/// Where no person has paused it: what the engine said then, as long as it is in the newest part of the history.
QString whyPaused(const EngineSnapshot &snapshot)
{
    const auto &recent = snapshot.recent;
    const auto paused = std::find_if(recent.rbegin(), recent.rend(), [](const HistoryEvent &e) { return e.kind == EventKind::CanaryPaused; });
    return paused == recent.rend() ? CanaryText::tr("Paused. The stations keep the models that they have, and the guards keep watching; the history says why.")
                                   : CanaryText::tr("%1 The guards keep watching.", "a sentence that says why it is paused").arg(CanaryWords::event(*paused, snapshot));
}

}  // namespace

double shareOf(double log, double threshold)
{
    return threshold > 0 ? std::clamp(log / threshold, 0.0, 1.0) : 0;
}

QString CanaryText::title(const EngineSnapshot &snapshot)
{
    if (!snapshot.canary)
        return tr("No canary has run");
    const CanaryProgress &p = snapshot.canary->progress;
    return tr("Canary “%1”: %2, step %3 of %4. %5", "plan, model, number, number, state")
        .arg(Words::text(p.plan.name), Words::text(p.model), number(p.step + 1), number(std::ssize(p.plan.steps)), CanaryWords::state(p));
}

QString CanaryText::situation(const EngineSnapshot &snapshot)
{
    if (!snapshot.canary)
        return tr("A canary puts a new model on air at some stations first and watches what it does there. Where it does harm, it is taken back at all of them by itself; it never goes past a question without you.");
    const CanaryProgress &p = snapshot.canary->progress;
    const CanaryStep &step = p.plan.steps[static_cast<std::size_t>(p.step)];
    const QString parts = number(step.leastParts), model = Words::text(p.model);
    switch (p.state) {
    case CanaryState::Waiting:
        return snapshot.canary->preparing || p.plan.windows.empty() ? tr("The next stations are being got ready.")
                                                                    : tr("Step %1 begins in the hours that the plan has for it: %2.", "number, days and hours").arg(number(p.step + 1), hoursText(p.plan.windows));
    case CanaryState::Running: {
        const QString usual = tr("Each station of this step judges %1 parts first, and %Ln minute(s) pass.", nullptr, static_cast<int>(step.leastTime.count())).arg(parts);
        const QString needs = step.leastLots > 0 ? tr("%1 It waits for lots too: %2 of %3 were seen.", "what must be first, numbers")
                                                       .arg(usual, number(std::clamp<std::int64_t>(p.lots - p.lotsBefore, 0, step.leastLots)), number(step.leastLots))
                                                 : usual;
        return step.end == StepEnd::Ask ? tr("%1 Then you are asked.", "what must be first").arg(needs) : tr("%1 Then it goes on by itself.", "what must be first").arg(needs);
    }
    case CanaryState::Asking: return tr("This step has seen what it must, and no harm. Go on, or take the model back. The guards keep watching.");
    case CanaryState::Paused:
        return p.pause == CanaryPause::NoData   ? noData(p, step)
             : p.pause == CanaryPause::NotSaved ? tr("What changes cannot be saved now, and nothing further goes on air before it can be. The stations keep the models that they have, and the guards keep watching. It goes on by itself; free space on the disk, or let the data folder be written.")
             : p.by.empty()                     ? whyPaused(snapshot)
                                                : tr("Paused. The stations keep the models that they have, and the guards keep watching.");
    case CanaryState::Done:
        return p.plan.guard.longRun ? tr("%1 is on air at all its stations. Its rejects are still watched.", "model").arg(model) : tr("%1 is on air at all its stations.", "model").arg(model);
    case CanaryState::RolledBack:
        return p.harm ? tr("%1: %2. %3 was taken back after %4 parts. Its stations have their models of before. Compare the two before you try again.", "station, what went wrong, model, number")
                            .arg(CanaryWords::place(p.harm->station, snapshot), CanaryWords::measured(*p.harm), model, number(p.harm->part))
                      : tr("%1 was taken back. Its stations have their models of before.", "model").arg(model);
    case CanaryState::Aborted:
        return p.by.empty() ? tr("It was ended. Its stations have their models of before; the history says why.")
                            : tr("It was ended by %1. Its stations have their models of before.", "name of a person").arg(Words::text(p.by));
    }
    return {};
}

QString CanaryText::evidence(const CanarySnapshot &canary)
{
    return tr("Evidence of harm: %1 of what takes the model back", "share").arg(Format::wholePercent(shareOf(canary.evidence.log, canary.evidence.threshold)));
}

QString CanaryText::steps(const CanaryPlanCheck &check, const EngineSnapshot &snapshot)
{
    QStringList all;
    for (std::size_t i = 0; i < check.steps.size(); ++i)
        all.append(tr("Step %1: %2.", "number, stations").arg(number(static_cast<std::int64_t>(i) + 1), CanaryWords::stations(check.steps[i], snapshot)));
    return all.join(QLatin1Char(' '));
}

QString CanaryText::asks(const CanaryPlan &plan)
{
    QStringList all;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        if (plan.steps[i].leastLots > 0)
            all.append(tr("Step %1 lasts until lots were seen: %2.", "numbers").arg(number(static_cast<std::int64_t>(i) + 1), number(plan.steps[i].leastLots)));
    }
    if (plan.guard.reviewLimit > 0)
        all.append(tr("You are asked whether rejected parts are defective: where more than %1 of them were good, it is taken back.", "share").arg(Format::wholePercent(plan.guard.reviewLimit)));
    return all.join(QLatin1Char(' '));
}

QString CanaryText::rejected(const RejectReview &part, const EngineSnapshot &snapshot)
{
    const QString station = Words::stationName(snapshot, part.station), at = Format::clockSeconds(part.at);
    return part.judged ? tr("%1, rejected at %2 by %3", "station, time, model").arg(station, at, Words::text(part.judged->judgement.model))
                       : tr("%1, rejected at %2. Its picture is not here any more.", "station, time").arg(station, at);
}

QString CanaryText::whyRejected(const RejectReview &part)
{
    if (!part.judged)
        return {};
    const QString label = Words::text(part.judged->judgement.label);
    if (label.isEmpty())
        return tr("Rejected");
    switch (part.judged->judgement.reason) {
    case VerdictReason::MissingLabel: return tr("Rejected: %1 is missing", "label").arg(label);
    case VerdictReason::RejectLabel: return tr("Rejected: %1 was found", "label").arg(label);
    case VerdictReason::LowScore: return tr("Rejected: the score of %1 is low", "label").arg(label);
    default: return tr("Rejected: %1", "label").arg(label);
    }
}

QString CanaryText::faults(const CanaryPlanCheck &check, const EngineSnapshot &snapshot)
{
    QStringList all;
    for (const PlanFault &fault : check.faults)
        all.append(CanaryWords::fault(fault, snapshot));
    return all.join(QLatin1Char(' '));
}

QString CanaryText::refused(const Error &error)
{
    const QString detail = Words::text(error.detail);
    switch (error.code) {
    case ErrorCode::NotReady:
        return tr("It was not begun, and nothing changed. Each of its stations needs a model to go back to, and 100 parts judged with it, to know what is usual there (%1).").arg(detail);
    case ErrorCode::Busy: return tr("That was not done, and nothing changed: %1. Try again once that is over.").arg(detail);
    case ErrorCode::InvalidInput:
        if (!error.refusal)
            return tr("That was not done, and nothing changed: the plan does not fit this line as it is now (%1).").arg(detail);
        break;
    default: break;
    }
    return errorSentence(error);
}

}  // namespace lineside
