// SPDX-License-Identifier: GPL-3.0-or-later
// What a person is asked: parts, golden frames, places of recorded pictures.
#include "support/fakeengine.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace lineside::test {

void FakeEngine::review(const StationId &id, std::uint64_t part, Truth truth, Done done, std::string by)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("review " + id + " " + std::to_string(part) + " " + kWords[static_cast<int>(truth)] + (by.empty() ? "" : " by " + by));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id) || !feedOf(id).answer(part, truth, by, static_cast<std::size_t>(station(id).config.reviewers)))
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    publish();
    answer(std::move(done), {});
}

void FakeEngine::keepGolden(const StationId &id, std::uint64_t part, Done done, Actor actor)
{
    calls.push_back("keepGolden " + id + " " + std::to_string(part) + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const std::vector<ReviewPart> parts = knows(id) ? feedOf(id).reviews() : std::vector<ReviewPart>();
    const auto found = std::ranges::find(parts, part, &ReviewPart::number);
    if (found == parts.end())
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    if (found->truth != Truth::Good && found->truth != Truth::Defective)
        return answer(std::move(done), Error{ErrorCode::NotReady, "nobody has said what it is"});
    GoldenFrame frame;
    frame.id = ++m_lastGolden;
    frame.expected = found->truth == Truth::Good ? Verdict::Pass : Verdict::Fail;
    frame.label = found->label;
    frame.by = actor.name;
    frame.at = std::chrono::system_clock::now();
    frame.width = 64;
    frame.height = 36;
    frame.sha256 = std::string(64, 'a');
    golden[id].push_back(std::move(frame));
    station(id).goldenFrames = static_cast<int>(golden[id].size());
    publish();
    answer(std::move(done), {});
}

void FakeEngine::dropGolden(const StationId &id, std::uint64_t frame, Done done, Actor actor)
{
    calls.push_back("dropGolden " + id + " " + std::to_string(frame) + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (!knows(id) || std::erase_if(golden[id], [frame](const GoldenFrame &g) { return g.id == frame; }) == 0)
        return answer(std::move(done), Error{ErrorCode::NotFound, id});
    station(id).goldenFrames = static_cast<int>(golden[id].size());
    publish();
    answer(std::move(done), {});
}

std::vector<GoldenFrame> FakeEngine::goldenFrames(const StationId &id) const
{
    const auto here = golden.find(id);
    return here == golden.end() ? std::vector<GoldenFrame>() : here->second;
}

void FakeEngine::goldenPicture(const StationId &id, std::uint64_t frame, std::function<void(Result<FramePtr>)> done)
{
    const std::vector<GoldenFrame> frames = goldenFrames(id);
    const auto known = std::ranges::find(frames, frame, &GoldenFrame::id);
    Result<FramePtr> picture = Error{known == frames.end() ? ErrorCode::NotFound : ErrorCode::InvalidInput, id};
    if (known != frames.end() && known->sha256 != "damaged")
        picture = makeFrame(frame, 64, 36, 0x808080, {});
    deliver([done = std::move(done), picture] { done(picture); });
}

void FakeEngine::compareOffline(OfflineRequest request, Done done)
{
    calls.push_back("compareOffline " + request.a.text() + " " + request.b.text() + " " + request.input.string());
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    if (const OfflineJobPtr now = offlineJob(); now && now->running())
        return answer(std::move(done), Error{ErrorCode::Busy, now->request.input.string()});
    offlineRequests.push_back(request);
    auto job = std::make_shared<OfflineJob>();
    job->number = offlineRequests.size();
    job->request = std::move(request);
    setOffline(std::move(job));
    answer(std::move(done), {});
}

void FakeEngine::reviewOffline(std::uint64_t number, std::size_t index, Truth truth, Done done, Actor actor)
{
    static constexpr const char *kWords[] = {"unknown", "good", "defective", "even"};
    calls.push_back("reviewOffline " + std::to_string(number) + " " + std::to_string(index) + " " + kWords[static_cast<int>(truth)] + (actor.name.empty() ? "" : " by " + actor.name));
    if (refuseWith)
        return answer(std::move(done), *refuseWith);
    const OfflineJobPtr last = offlineJob();
    if (!last || last->number != number || !last->report || index >= last->report->disagreements.size())
        return answer(std::move(done), Error{ErrorCode::NotFound, std::to_string(index)});
    auto report = std::make_shared<OfflineReport>(*last->report);
    report->disagreements[index].review = truth;
    report->disagreements[index].reviewedBy = std::move(actor.name);
    auto job = std::make_shared<OfflineJob>(*last);
    job->report = std::move(report);
    setOffline(std::move(job));
    answer(std::move(done), {});
}

void FakeEngine::cancelOffline()
{
    calls.push_back("cancelOffline");
    if (const OfflineJobPtr now = offlineJob(); now && now->running()) {
        auto job = std::make_shared<OfflineJob>(*now);
        job->progress.cancelling = true;
        setOffline(std::move(job));
    }
}

OfflineJobPtr FakeEngine::offlineJob() const
{
    const std::lock_guard lock(m_mutex);
    return m_offline;
}

void FakeEngine::setOffline(OfflineJobPtr job)
{
    const std::lock_guard lock(m_mutex);
    m_offline = std::move(job);
}

}  // namespace lineside::test
