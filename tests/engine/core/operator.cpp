// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/operator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace lineside::test {
namespace {

constexpr int kCommands = 16;
// By story and command, how often of the sum of its line.
constexpr std::array<std::array<int, kCommands>, kStories> kChances{{
    //  file cancel dismiss offer withdraw promote back shadow none remove stations camera device pictures second leave
    {{6, 6, 1, 4, 3, 1, 1, 4, 3, 1, 1, 0, 0, 2, 0, 1}},  // superseding
    {{2, 1, 1, 4, 2, 1, 0, 3, 1, 6, 3, 0, 0, 1, 0, 1}},  // removing
    {{1, 0, 0, 4, 0, 5, 4, 2, 1, 1, 0, 0, 0, 8, 0, 1}},  // draining
    {{1, 0, 0, 3, 0, 3, 3, 2, 0, 0, 1, 4, 4, 6, 1, 1}},  // device lost
    {{2, 2, 1, 2, 2, 2, 2, 2, 1, 2, 1, 1, 1, 4, 1, 1}},
}};

template <class T>
const T &oneOf(const std::vector<T> &all, const Roll &roll)
{
    return all[roll(all.size())];
}

}  // namespace

std::vector<StationConfig> storyStations()
{
    std::vector<StationConfig> stations;
    for (const char *id : {"a", "b"}) {
        StationConfig s;
        s.promotion = PromotionPolicy::Nothing;
        s.id = s.name = id;
        s.source.kind = SourceKind::VideoFile;
        s.source.location = std::string("/") + id;
        s.healthCheck = false;  // it goes by the time on the wall
        stations.push_back(s);
    }
    return stations;
}

Operator::Operator(Engine &engine, Surroundings &around, std::filesystem::path files, Mishaps mishaps)
    : m_engine(engine), m_around(around), m_files(std::move(files)), m_mishaps(std::move(mishaps)), m_promotedBefore(promotions())
{
}

std::ptrdiff_t Operator::promotions() const
{
    const auto events = m_engine.history(100000);
    return std::ranges::count_if(events, [](const HistoryEvent &e) { return e.kind == EventKind::Promoted; });
}

Operator::What Operator::next(Story story, const Roll &roll)
{
    const auto &chances = kChances.at(static_cast<std::size_t>(story));
    int sum = 0;
    for (const int chance : chances)
        sum += chance;
    int left = static_cast<int>(roll(static_cast<std::uint64_t>(sum)));
    int what = 0;
    while (left >= chances.at(static_cast<std::size_t>(what)))
        left -= chances.at(static_cast<std::size_t>(what++));
    return static_cast<What>(what);
}

void Operator::note(std::string text)
{
    m_told += text + '\n';
}

namespace {

/// Of two commands about one part of a station the later one counts.
template <class What>
What part(What what)
{
    return what == What::Withdraw ? What::OfferModel : what == What::NoShadow ? What::Shadow : what;
}

}  // namespace

std::string Operator::cancelledByNobody(std::size_t index) const
{
    const Asked &asked = m_asked[index];
    if (asked.what == What::RollBack)
        return {};
    for (std::size_t i = index + 1; i < m_asked.size(); ++i) {
        if (part(m_asked[i].what) == part(asked.what) && m_asked[i].station == asked.station)
            return {};
    }
    return "\"" + asked.text + "\" was cancelled by nobody";
}

// Who is granted the last word ends what others wait for there: they are told before.
std::string Operator::leftWaiting(std::size_t by) const
{
    const Asked &word = m_asked[by];
    if (!word.granted || (part(word.what) != What::OfferModel && part(word.what) != What::Shadow))
        return {};
    for (std::size_t i = 0; i < by; ++i) {
        const Asked &earlier = m_asked[i];
        if (earlier.answers == 0 && part(earlier.what) == part(word.what) && earlier.station == word.station && earlier.model != word.model)
            return "\"" + earlier.text + "\" still waits after \"" + word.text + "\"";
    }
    return {};
}

Engine::Done Operator::answer(What what, std::string text, StationId station, std::optional<ModelId> model)
{
    note(text);
    const std::lock_guard lock(m_mutex);
    m_asked.push_back({std::move(text), what, std::move(station), std::move(model)});
    return [this, index = m_asked.size() - 1](const Result<void> &result) {
        const std::lock_guard inner(m_mutex);
        ++m_asked[index].answers;
        m_asked[index].granted = result.ok();
        if (m_wrong.empty())
            m_wrong = !result && result.error().code == ErrorCode::Cancelled ? cancelledByNobody(index) : leftWaiting(index);
    };
}

void Operator::command(Story story, const Roll &roll)
{
    const EngineSnapshotPtr seen = m_engine.snapshot();
    const std::vector<StationConfig> all = storyStations();
    const StationConfig &station = oneOf(all, roll);
    const StationId &id = station.id;
    const ModelId model{"tiny", 1 + static_cast<int>(roll(kVersions))};
    const What what = next(story, roll);
    const auto wordAbout = [&](std::optional<ModelId> wanted) { return LastWord{m_asked.size(), std::move(wanted)}; };
    switch (what) {
    case What::OfferFile: {
        const bool toStation = roll(4) != 0;
        note("offer file " + model.text() + " to " + (toStation ? id : "the library"));
        if (toStation)
            m_dropped[id].insert(model);
        m_offered.push_back(m_engine.offerFile(Surroundings::write(m_files, model.version), toStation ? std::optional(id) : std::nullopt));
        return;
    }
    case What::Cancel:
        if (m_offered.empty())
            return;
        note("cancel");
        return m_engine.cancelCandidate(roll(2) == 0 ? m_offered.back() : oneOf(m_offered, roll));
    case What::Dismiss:
        return m_offered.empty() ? void() : m_engine.dismissCandidate(oneOf(m_offered, roll));
    case What::OfferModel:
        m_offer[id] = wordAbout(model);
        return m_engine.offerModel(id, model, answer(what, "offer " + model.text() + " at " + id, id, model));
    case What::Withdraw:
        m_offer[id] = wordAbout(std::nullopt);
        return m_engine.withdrawOffer(id, answer(what, "withdraw at " + id, id));
    case What::Promote: {
        const auto shown = std::ranges::find_if(seen->stations, [&](const auto &s) { return s.config.id == id; });
        const ModelId wanted = shown != seen->stations.end() && shown->offered && roll(4) != 0 ? *shown->offered : model;
        return m_engine.promote(id, wanted, answer(what, "promote " + wanted.text() + " at " + id));
    }
    case What::RollBack:
        return m_engine.rollBack(id, answer(what, "roll back at " + id));
    case What::Shadow:
        m_shadow[id] = wordAbout(model);
        return m_engine.setShadow(id, model, answer(what, "shadow " + model.text() + " at " + id, id, model));
    case What::NoShadow:
        m_shadow[id] = wordAbout(std::nullopt);
        return m_engine.setShadow(id, std::nullopt, answer(what, "no shadow at " + id, id));
    case What::Remove:
        return m_engine.removeModel(model, answer(what, "remove " + model.text()));
    case What::Stations: {
        std::vector<StationConfig> wanted = all;
        if (roll(2) == 0) {
            m_renewed.insert(id);
            std::erase_if(wanted, [&](const StationConfig &s) { return s.id == id; });
        }
        for (StationConfig &s : wanted)
            s.source.targetFps = 20 + static_cast<double>(roll(2));  // another source
        return m_engine.applyStations(wanted, answer(what, "stations without " + (wanted.size() < all.size() ? id : "none")));
    }
    case What::Camera: {
        const bool there = roll(2) == 0;
        note("camera " + id + (there ? " is there" : " is lost"));
        return m_mishaps.camera(station.source.location, there);
    }
    case What::Device:
        m_around.deviceLost = roll(2) == 0;
        m_deviceWasLost = m_deviceWasLost || m_around.deviceLost;
        return note(m_around.deviceLost ? "device lost" : "device there");
    case What::Pictures: {
        const int count = 1 + static_cast<int>(roll(5));
        note(std::to_string(count) + " pictures at " + id);
        return m_mishaps.pictures(station.source.location, count);
    }
    case What::Second:
        note("a second");
        return m_mishaps.second();
    case What::LeaveSafeMode:
        return m_engine.leaveSafeMode(answer(what, "leave safe mode"));
    }
}

bool Operator::allAnswered() const
{
    const std::lock_guard lock(m_mutex);
    return std::ranges::all_of(m_asked, [](const Asked &asked) { return asked.answers > 0; });
}

std::string Operator::told() const
{
    return m_told;
}

}  // namespace lineside::test
