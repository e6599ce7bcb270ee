// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures with the verdict that a person gave: kept, dropped, and what a model that is to be offered says of them.
#include "base/unlessoutofmemory.h"
#include "core/localengine.h"
#include "parts/goldenverdict.h"

#include <algorithm>
#include <utility>

namespace lineside {

std::shared_ptr<GoldenStore> LocalEngine::makeGolden(const StationId &id)
{
    const std::lock_guard lock(m_mutex);
    std::shared_ptr<GoldenStore> &known = m_golden[id];
    if (!known)
        known = std::make_shared<GoldenStore>(m_parts.dataDir, id);
    return known;
}

void LocalEngine::openGoldens(const std::vector<StationConfig> &stations)
{
    for (const StationConfig &config : stations) {
        const std::vector<Error> unread = makeGolden(config.id)->open();
        if (!unread.empty())
            post([this, id = config.id, unread] { tellUnread(id, unread); });
    }
}

void LocalEngine::openGolden(const StationId &id)
{
    const auto store = makeGolden(id);
    if (store->opened())
        return;
    m_reader->post([this, id, store] {
        const std::vector<Error> unread = store->open();
        post([this, id, unread] {
            tellUnread(id, unread);
            publish();
        });
    });
}

std::shared_ptr<GoldenStore> LocalEngine::goldenOf(const StationId &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_golden.find(id);
    return known == m_golden.end() ? nullptr : known->second;
}

void LocalEngine::tellUnread(const StationId &id, const std::vector<Error> &unread)
{
    for (const Error &error : unread)
        record({0, {}, EventKind::NotRead, id, {}, {}, "golden/" + id, {}, {}, error.detail});
}

std::optional<GoldenQuestion> LocalEngine::goldenQuestion(const Station *s) const
{
    const auto store = s ? goldenOf(s->config.id) : nullptr;
    return store ? std::optional(GoldenQuestion{store, s->config.detect, s->config.rule}) : std::nullopt;
}

GoldenAnswer LocalEngine::askGoldenOf(const GoldenQuestion &question, LoadedModel &model, bool fresh, std::function<bool()> cancelled, std::function<void(double)> onShare)
{
    const auto detect = [&](ImageView picture) -> Result<Detections, Refusal> {
        Result<Detections> seen = Error{};
        const auto run = [&] { seen = model.detectors.front()->detect(picture, question.detect); };
        if (fresh)
            run();
        else if (!runOnInference(run))  // it may judge at another station meanwhile
            return Refusal{RefusalReason::Cancelled, {}, {}, "the engine ends"};
        if (!seen)
            return Refusal{seen.error().code == ErrorCode::OutOfMemory ? RefusalReason::Memory : RefusalReason::TrialRun, {}, {}, seen.error().detail};
        return std::move(*seen);
    };
    GoldenAnswer answer;
    unlessOutOfMemory([&] { answer = askGolden(question, {m_parts.decodePng, detect, std::move(cancelled), std::move(onShare)}); },
                      [&] { answer.refusal = Refusal{RefusalReason::Memory, {}, {}, "memory ran out on the way"}; });
    return answer;
}

bool LocalEngine::passedGolden(const Station &s, const ModelId &model) const
{
    const auto store = goldenOf(s.config.id);
    if (!store || !store->opened())
        return !store;
    if (store->frames().empty())
        return true;
    const auto here = m_goldenPassed.find(s.config.id);
    if (here == m_goldenPassed.end())
        return false;
    const auto terms = here->second.find(model);
    return terms != here->second.end() && terms->second == GoldenTerms{store->additions(), s.config.detect, s.config.rule};
}

void LocalEngine::withGolden(const StationId &id, ModelHandle model, std::shared_ptr<const std::atomic<bool>> cancelled, std::function<void(double)> onShare,
                             std::function<void(std::optional<Refusal>)> then)
{
    const Station *s = station(id);
    if (!s || passedGolden(*s, model->id))
        return then(std::nullopt);
    m_goldenAsked.insert(model->id);
    m_loaderThread->post([this, id, question = *goldenQuestion(s), model = std::move(model), cancelled = std::move(cancelled), onShare = std::move(onShare), then = std::move(then)]() mutable {
        GoldenAnswer answer;
        m_parts.threads->runWithPriority(priorityOf(LoadCause::Library), "loader", [&] {
            answer = askGoldenOf(question, *model, false, [&] { return !*m_alive || (cancelled && *cancelled); }, onShare);
        });
        insist([&] {
            post([this, id, model, cancelled, onShare, answer, then] {
                m_goldenAsked.erase(m_goldenAsked.find(model->id));
                tellUnread(id, answer.unread);
                if (answer.refusal)
                    return then(answer.refusal);
                m_goldenPassed[id][model->id] = answer.terms;
                withGolden(id, model, cancelled, onShare, then);  // one may have been kept meanwhile, or the rule have changed
            });
        });
    });
}

void LocalEngine::withGoldenAt(std::vector<StationId> ids, ModelHandle model, std::function<void(std::optional<std::pair<StationId, Refusal>>)> then)
{
    if (ids.empty())
        return then(std::nullopt);
    const StationId next = ids.back();
    ids.pop_back();
    withGolden(next, model, nullptr, {}, [this, next, ids = std::move(ids), model, then = std::move(then)](std::optional<Refusal> refusal) {
        if (refusal)
            return then(std::pair(next, *refusal));
        withGoldenAt(ids, model, then);
    });
}

void LocalEngine::keepGolden(const StationId &id, std::uint64_t part, Done done, Actor actor)
{
    post([this, id, part, done = std::move(done), actor = std::move(actor)] {
        const Station *s = station(id);
        const auto store = s ? goldenOf(id) : nullptr;
        if (!store)
            return done(Error{ErrorCode::NotFound, id});
        if (!m_parts.encodePng)
            return done(Error{ErrorCode::Unsupported, "nothing here writes pictures"});
        const std::vector<ReviewPart> parts = s->pipeline->reviews();
        const auto reviewed = std::ranges::find(parts, part, &ReviewPart::number);
        if (reviewed == parts.end() || !reviewed->frame)
            return done(Error{ErrorCode::NotFound, id});
        if (reviewed->truth != Truth::Good && reviewed->truth != Truth::Defective)
            return done(Error{ErrorCode::NotReady, "nobody has said what it is"});
        if (store->frames().size() >= kMostGoldenFrames)
            return done(Error{ErrorCode::Busy, "there are " + std::to_string(kMostGoldenFrames) + " golden frames"});
        const JudgedFrame &judged = *reviewed->frame->active;
        KeptFrame kept;
        kept.box = reviewed->box;
        kept.frame.expected = reviewed->truth == Truth::Good ? Verdict::Pass : Verdict::Fail;
        if (!eitherMeets(kept.frame.expected, judged.detections, reviewed->frame->shadow->detections, s->config.rule, kept.box, reviewed->label))
            return done(Error{ErrorCode::InvalidInput, "neither model judges it so in this picture"});
        kept.frame.label = reviewed->label;
        kept.frame.a = judged.judgement.model;
        kept.frame.b = reviewed->frame->shadow->judgement.model;
        kept.frame.by = actor.name;
        kept.frame.at = std::chrono::system_clock::now();
        kept.frame.width = judged.frame->image.width();
        kept.frame.height = judged.frame->image.height();
        m_reader->post([this, id, store, kept = std::move(kept), picture = judged.frame, done, actor] {
            const auto keep = [&]() -> Result<KeptFrame> {
                const std::vector<Error> unread = store->open();
                if (!unread.empty())
                    post([this, id, unread] { tellUnread(id, unread); });
                if (std::int64_t{kept.frame.width} * kept.frame.height > kMaxGoldenPixels)
                    return Error{ErrorCode::InvalidInput, "larger than a golden frame may be"};
                const auto bytes = m_parts.encodePng(picture->image.view());
                return bytes ? store->keep(kept, *bytes) : bytes.error();
            };
            Result<KeptFrame> written = Error{ErrorCode::OutOfMemory, "memory ran out on the way"};
            unlessOutOfMemory([&] { written = keep(); }, [] {});
            insist([&] {
                post([this, id, written, done, actor] {
                    if (!written)
                        return done(written.error());
                    const GoldenFrame &f = written->frame;
                    HistoryEvent event{0, {}, EventKind::GoldenKept, id, {}, {}, {}, {}, {}, std::to_string(f.id) + ": " + toString(f.expected) + (f.label.empty() ? "" : ", " + f.label)};
                    event.by = actor.name;
                    event.role = actor.role;
                    record(std::move(event));
                    publish();
                    done({});
                });
            });
        });
    });
}

void LocalEngine::dropGolden(const StationId &id, std::uint64_t frame, Done done, Actor actor)
{
    post([this, id, frame, done = std::move(done), actor = std::move(actor)] {
        const auto store = station(id) ? goldenOf(id) : nullptr;
        if (!store)
            return done(Error{ErrorCode::NotFound, id});
        m_reader->post([this, id, frame, store, done, actor] {
            const std::vector<Error> unread = store->open();
            const Result<void> dropped = store->drop(frame);
            post([this, id, frame, unread, dropped, done, actor] {
                tellUnread(id, unread);
                if (!dropped)
                    return done(dropped);
                HistoryEvent event{0, {}, EventKind::GoldenDropped, id, {}, {}, {}, {}, {}, std::to_string(frame)};
                event.by = actor.name;
                event.role = actor.role;
                record(std::move(event));
                publish();
                done({});
            });
        });
    });
}

std::vector<GoldenFrame> LocalEngine::goldenFrames(const StationId &id) const
{
    std::vector<GoldenFrame> frames;
    if (const auto store = goldenOf(id)) {
        for (KeptFrame &kept : store->frames())
            frames.push_back(std::move(kept.frame));
    }
    return frames;
}

void LocalEngine::goldenPicture(const StationId &id, std::uint64_t frame, std::function<void(Result<FramePtr>)> done)
{
    m_reader->post([this, id, frame, store = goldenOf(id), done = std::move(done)] {
        const auto read = [&]() -> Result<FramePtr> {
            const std::vector<KeptFrame> frames = store ? store->frames() : std::vector<KeptFrame>();
            const auto known = std::ranges::find_if(frames, [frame](const KeptFrame &kept) { return kept.frame.id == frame; });
            if (known == frames.end())
                return Error{ErrorCode::NotFound, id};
            auto image = readGolden(*store, known->frame, m_parts.decodePng);
            if (!image)
                return image.error();
            auto picture = std::make_shared<Frame>();
            picture->image = std::move(*image);
            return FramePtr(std::move(picture));
        };
        Result<FramePtr> picture = Error{ErrorCode::OutOfMemory, "memory ran out on the way"};
        unlessOutOfMemory([&] { picture = read(); }, [] {});
        insist([&] { post([picture, done] { done(picture); }); });
    });
}

}  // namespace lineside
