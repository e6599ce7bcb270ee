// SPDX-License-Identifier: GPL-3.0-or-later
#include "outages.h"

#include <chrono>
#include <mutex>
#include <random>
#include <utility>

namespace lineside::soak {
namespace {

constexpr double kBetween = 20;        // seconds, mean
constexpr double kShortest = 0.1, kLongest = 6;  // seconds: from a gap that nobody minds to one after which a source is opened again

}  // namespace

const char *toString(Outage outage) noexcept
{
    switch (outage) {
    case Outage::PulledOut: return "pulled out";
    case Outage::Silent: return "silent";
    case Outage::Ended: return "ended";
    }
    return "";
}

/// When one station's source is out.
struct Outages::Plan {
    explicit Plan(std::uint64_t seed) : random(seed) {}

    /// What begins now, if something does.
    std::optional<Outage> begins()
    {
        const std::lock_guard lock(mutex);
        const SteadyTime now = std::chrono::steady_clock::now();
        if (!on || now < next)
            return std::nullopt;
        const auto outage = static_cast<Outage>(random() % kOutages);
        ++counts[static_cast<std::size_t>(outage)];
        until = now + seconds(std::uniform_real_distribution<double>(kShortest, kLongest)(random));
        drawNext(until);
        return outage;
    }
    bool out() const
    {
        const std::lock_guard lock(mutex);
        return closed || std::chrono::steady_clock::now() < until;
    }
    void setOn(bool wanted)
    {
        const std::lock_guard lock(mutex);
        on = wanted;
        until = {};
        drawNext(std::chrono::steady_clock::now());
    }
    void drawNext(SteadyTime after) { next = after + seconds(std::exponential_distribution<double>(1 / kBetween)(random)); }
    static SteadyTime::duration seconds(double count)
    {
        return std::chrono::duration_cast<SteadyTime::duration>(std::chrono::duration<double>(count));
    }

    mutable std::mutex mutex;
    std::mt19937_64 random;
    bool on = false, closed = true;
    SteadyTime next{}, until{};
    std::array<std::uint64_t, kOutages> counts{};
};

namespace {

class DroppingSource final : public FrameSource {
public:
    DroppingSource(std::unique_ptr<FrameSource> source, std::shared_ptr<Outages::Plan> plan, std::size_t station, Ledger &ledger)
        : m_source(std::move(source)), m_plan(std::move(plan)), m_station(station), m_ledger(ledger)
    {
    }

    void start(SourceCallbacks callbacks) override
    {
        const std::uint64_t first = callbacks.firstSequence;
        m_to = std::move(callbacks);
        m_source->start({[this](FramePtr frame) { onFrame(std::move(frame)); },
                         [this](SourceState state, std::string detail) {
                             if (!m_gone)
                                 m_to.onState(state, std::move(detail));
                         },
                         first});
    }
    void stop() override { m_source->stop(); }

private:
    void onFrame(FramePtr frame)
    {
        if (!m_gone) {
            if (const auto outage = m_plan->begins()) {
                m_gone = *outage != Outage::Silent;
                if (m_gone)
                    m_to.onState(*outage == Outage::Ended ? SourceState::Ended : SourceState::Offline, toString(*outage));
            }
        }
        if (m_gone || m_plan->out())
            return m_ledger.withheld(m_station);
        m_ledger.handedOver(m_station, frame->sequence);
        m_to.onFrame(std::move(frame));
    }

    const std::unique_ptr<FrameSource> m_source;
    const std::shared_ptr<Outages::Plan> m_plan;
    const std::size_t m_station;
    Ledger &m_ledger;
    SourceCallbacks m_to;
    bool m_gone = false;  ///< the source's thread only
};

}  // namespace

Outages::Outages(std::size_t stations, std::uint64_t seed, Ledger &ledger) : m_ledger(ledger)
{
    for (std::size_t i = 0; i < stations; ++i)
        m_plans.push_back(std::make_shared<Plan>(seed + 1000 * (i + 1)));
}

Outages::~Outages() = default;

Result<std::unique_ptr<FrameSource>> Outages::around(std::size_t station, const std::function<Result<std::unique_ptr<FrameSource>>()> &make)
{
    const std::shared_ptr<Plan> plan = m_plans.at(station);
    if (plan->out())
        return Error{ErrorCode::NotFound, "not plugged in"};
    auto source = make();
    if (!source)
        return source.error();
    return std::unique_ptr<FrameSource>(std::make_unique<DroppingSource>(std::move(*source), plan, station, m_ledger));
}

void Outages::setOn(bool on)
{
    for (const auto &plan : m_plans)
        plan->setOn(on);
}

void Outages::setClosed(bool closed)
{
    for (const auto &plan : m_plans) {
        const std::lock_guard lock(plan->mutex);
        plan->closed = closed;
    }
}

std::array<std::uint64_t, kOutages> Outages::counts() const
{
    std::array<std::uint64_t, kOutages> sum{};
    for (const auto &plan : m_plans) {
        const std::lock_guard lock(plan->mutex);
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += plan->counts[i];
    }
    return sum;
}

}  // namespace lineside::soak
