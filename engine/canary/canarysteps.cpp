// SPDX-License-Identifier: GPL-3.0-or-later
#include "canary/canarysteps.h"

#include "canary/planrules.h"

#include <algorithm>
#include <map>

namespace lineside {
namespace {

using std::chrono::milliseconds;

// A look that comes later than this was held up: by a restart, a suspended computer, a clock that was set. Nothing of that time is known to be time of running.
constexpr milliseconds kLongestLook = std::chrono::minutes(1);
// Short stops are usual on a line, and each pause is told.
constexpr milliseconds kLeastStill = std::chrono::minutes(5);
constexpr std::int64_t kStillParts = 10;

/// One look at a plan.
class Look {
public:
    Look(const CanaryProgress &before, const CanaryObservation &seen, const CanaryMoment &now) : m_progress(before), m_seen(seen), m_now(now), m_still(seen.still) {}

    CanaryTurn turn()
    {
        if (over())
            return {std::move(m_progress), {}, {}};
        keepBooks();
        if (!harmed() && !byHand())
            byPlan();
        return {std::move(m_progress), std::move(m_action), std::move(m_still)};
    }

private:
    const CanaryStep &step() const { return m_progress.plan.steps[static_cast<std::size_t>(m_progress.step)]; }
    bool over() const { return m_progress.state == CanaryState::RolledBack || m_progress.state == CanaryState::Aborted; }
    bool lastStep() const { return m_progress.step + 1 == static_cast<int>(m_progress.plan.steps.size()); }

    void keepBooks()
    {
        const auto passed = std::clamp(std::chrono::duration_cast<milliseconds>(m_now.at - m_progress.lastSeen), milliseconds(0), kLongestLook);
        if (m_progress.state == CanaryState::Running) {
            m_progress.ran += passed;
            for (const CanaryStation &station : m_progress.stations) {
                if (station.step == m_progress.step)
                    stillOf(station.station) += passed;
            }
        }
        m_progress.lastSeen = m_now.at;
        m_progress.lots = std::max(m_progress.lots, m_seen.lots);
        m_progress.hours = std::max(m_progress.hours, m_seen.hours);
        for (const CanaryParts &seen : m_seen.parts) {
            const auto station = std::ranges::find(m_progress.stations, seen.station, &CanaryStation::station);
            if (station == m_progress.stations.end() || seen.parts <= station->parts)
                continue;
            station->stepParts += seen.parts - station->parts;
            station->parts = seen.parts;
            std::erase_if(m_still, [&](const CanaryStill &still) { return still.station == seen.station; });
        }
    }

    milliseconds &stillOf(const StationId &station)
    {
        const auto at = std::ranges::find(m_still, station, &CanaryStill::station);
        return at != m_still.end() ? at->time : m_still.insert(m_still.end(), CanaryStill{station, {}})->time;
    }
    milliseconds longestStill() const
    {
        const auto longest = std::ranges::max_element(m_still, {}, &CanaryStill::time);
        return longest == m_still.end() ? milliseconds(0) : longest->time;
    }
    bool standsStill() const { return longestStill() >= stillAfter(step()); }

    bool harmed()
    {
        if (!m_seen.harm || m_progress.begun == 0)
            return false;
        if (m_progress.state == CanaryState::Done && !(m_progress.plan.guard.longRun && m_seen.harm->guard == CanaryGuardKind::LongRun))
            return false;
        rollBack();
        m_progress.harm = m_seen.harm;
        enter(CanaryState::RolledBack);
        return true;
    }

    bool byHand()
    {
        const CanaryState state = m_progress.state;
        const bool paused = state == CanaryState::Paused;
        switch (m_seen.hand) {
        case CanaryHand::None: return false;
        case CanaryHand::Approve:
            if (state != CanaryState::Asking)
                return false;
            goOn();
            break;
        case CanaryHand::Pause:
            if (state == CanaryState::Done || (paused && m_progress.pause == CanaryPause::ByHand))
                return false;
            pause(CanaryPause::ByHand, paused ? m_progress.resumesTo : state);
            break;
        case CanaryHand::Resume:
            if (!paused || (m_seen.unsaved && m_progress.pause == CanaryPause::NotSaved))
                return false;
            m_progress.patience = std::max(m_progress.patience, m_progress.ran + step().longestTime);
            resume();
            break;
        case CanaryHand::Abort:
            if (state == CanaryState::Done)
                return false;
            rollBack();
            enter(CanaryState::Aborted);
            break;
        }
        m_progress.by = m_seen.by;
        return true;
    }

    void byPlan()
    {
        switch (m_progress.state) {
        case CanaryState::Waiting: beginStepInWindow(); break;
        case CanaryState::Running:
            if (standsStill()) {
                m_progress.ran = std::max(milliseconds(0), m_progress.ran - longestStill());
                pause(CanaryPause::NoData, CanaryState::Running);
            } else if (!dataThere()) {
                if (m_progress.ran >= m_progress.patience)
                    pause(CanaryPause::NoData, CanaryState::Running);
            } else if (m_progress.ran - longestStill() >= step().leastTime) {
                if (step().end == StepEnd::GoOn) {
                    goOn();
                } else {
                    enter(CanaryState::Asking);
                    m_action = {CanaryDeed::Ask, {}};
                }
            }
            break;
        case CanaryState::Paused:
            if (m_progress.pause == CanaryPause::NotSaved ? !m_seen.unsaved : m_progress.pause == CanaryPause::NoData && !standsStill() && (m_progress.ran < m_progress.patience || dataThere()))
                resume();
            break;
        case CanaryState::Asking:
        case CanaryState::Done:
        case CanaryState::RolledBack:
        case CanaryState::Aborted: break;
        }
    }

    /// Parts and lots.
    bool dataThere() const
    {
        return m_progress.lots - m_progress.lotsBefore >= step().leastLots
            && std::ranges::all_of(m_progress.stations, [&](const CanaryStation &s) { return s.step != m_progress.step || s.stepParts >= step().leastParts; });
    }

    void goOn()
    {
        if (lastStep())
            return finish();
        ++m_progress.step;
        enter(CanaryState::Waiting);
        beginStepInWindow();
    }

    void finish()
    {
        if (m_seen.unsaved)
            return pause(CanaryPause::NotSaved, CanaryState::Done);
        enter(CanaryState::Done);
        m_action = {CanaryDeed::Finish, {}};
    }

    void beginStepInWindow()
    {
        if (!windowOpen(m_progress.plan.windows, m_now))
            return;
        if (m_seen.unsaved)
            return pause(CanaryPause::NotSaved, CanaryState::Waiting);
        m_progress.begun = m_progress.step + 1;
        m_progress.stepBegan = m_now.at;
        m_progress.ran = milliseconds(0);
        m_progress.patience = step().longestTime;
        m_progress.lotsBefore = m_progress.lots;
        m_still.clear();
        m_action = {CanaryDeed::Promote, {}};
        for (CanaryStation &station : m_progress.stations) {
            station.stepParts = 0;
            if (station.step == m_progress.step)
                m_action.stations.push_back(station.station);
        }
        enter(CanaryState::Running);
    }

    void pause(CanaryPause why, CanaryState resumesTo)
    {
        m_progress.pause = why;
        m_progress.resumesTo = resumesTo;
        m_progress.state = CanaryState::Paused;
        m_progress.since = m_now.at;
        m_action = {CanaryDeed::Pause, {}};
    }

    void resume()
    {
        m_still.clear();
        if (m_progress.resumesTo == CanaryState::Done)
            return finish();
        enter(m_progress.resumesTo);
        m_action = {CanaryDeed::Resume, {}};
    }

    void rollBack()
    {
        for (const CanaryStation &station : m_progress.stations) {
            if (station.step < m_progress.begun)
                m_action.stations.push_back(station.station);
        }
        m_action.deed = m_action.stations.empty() ? CanaryDeed::Nothing : CanaryDeed::RollBack;
    }

    void enter(CanaryState state)
    {
        m_progress.state = state;
        m_progress.since = m_now.at;
        m_progress.pause = CanaryPause::None;
        m_progress.resumesTo = CanaryState::Running;
    }

    CanaryProgress m_progress;
    CanaryAction m_action;
    const CanaryObservation &m_seen;
    const CanaryMoment &m_now;
    std::vector<CanaryStill> m_still;
};

}  // namespace

bool windowOpen(std::span<const CanaryWindow> windows, const CanaryMoment &now)
{
    const auto on = [](const CanaryWindow &window, int weekday) { return (window.days >> weekday & 1) != 0; };
    const auto open = [&](const CanaryWindow &window) {
        const auto [from, to] = window.hours;
        if (from == to)
            return on(window, now.weekday);
        if (from < to)
            return on(window, now.weekday) && now.minute >= from && now.minute < to;
        return (on(window, now.weekday) && now.minute >= from) || (on(window, (now.weekday + 6) % 7) && now.minute < to);
    };
    return windows.empty() || std::ranges::any_of(windows, open);
}

milliseconds stillAfter(const CanaryStep &step)
{
    const milliseconds together = step.longestTime;
    return std::min(together, std::max(kLeastStill, together * kStillParts / std::max<std::int64_t>(1, step.leastParts)));
}

CanaryProgress beginCanary(const CanaryPlan &plan, const ModelId &model, std::span<const std::pair<StationId, ModelId>> before, const CanaryMoment &now)
{
    std::vector<StationId> ids;
    std::map<StationId, ModelId> models;
    for (const auto &[station, had] : before) {
        ids.push_back(station);
        models[station] = had;
    }
    CanaryProgress progress;
    progress.plan = plan;
    progress.model = model;
    for (int step = 0; const auto &stations : resolveSteps(plan, ids)) {
        for (const StationId &station : stations)
            progress.stations.push_back({station, models[station], step, 0, 0});
        ++step;
    }
    progress.since = progress.lastSeen = now.at;
    return progress;
}

CanaryTurn nextStep(const CanaryProgress &progress, const CanaryObservation &seen, const CanaryMoment &now)
{
    return Look(progress, seen, now).turn();
}

}  // namespace lineside
