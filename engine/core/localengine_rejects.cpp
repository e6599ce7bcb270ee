// SPDX-License-Identifier: GPL-3.0-or-later
// What people say of the parts that the new model of a canary rejected.
#include "access/people.h"
#include "core/localengine.h"
#include "parts/inspectionrule.h"

#include <algorithm>
#include <utility>

namespace lineside {

void LocalEngine::keepRejects()
{
    CanaryRun &run = *m_canary;
    std::size_t stations = 0;
    for (const auto &s : m_stations) {
        const bool asks = run.asksPeople() && run.hasBegunAt(s->config.id);
        s->pipeline->setKeepsRejects(asks);
        stations += asks;
    }
    if (run.asksPeople())
        run.rejects.shareAmong(stations);
    else
        run.rejects.clear();
}

void LocalEngine::askAbout(const CanaryPart &part, const JudgedFramePtr &reject)
{
    CanaryRun &run = *m_canary;
    if (!run.asksPeople() || !run.guard.asksAbout(part) || !reject)
        return;
    const Station *s = station(part.station);
    const Box *box = s ? decidingPart(reject->detections, s->config.rule, reject->frame->image.width()) : nullptr;
    // Parts of the canary are counted through a restart: a number is never given twice.
    if (run.rejects.add({static_cast<std::uint64_t>(run.guard.parts()), part.station, part.at, reject, box ? *box : Box(), Truth::Unknown, {}}))
        showCanary();
}

std::vector<RejectReview> LocalEngine::canaryRejects() const
{
    std::shared_ptr<const std::vector<RejectReview>> shown;  // copied outside the lock: it never changes
    {
        const std::lock_guard lock(m_mutex);
        shown = m_shownRejects;
    }
    return shown ? *shown : std::vector<RejectReview>();
}

void LocalEngine::reviewReject(std::uint64_t number, Truth truth, Done done, Actor actor)
{
    post([this, number, truth, by = std::move(actor.name), done = std::move(done)]() mutable {
        if (!m_canary || !m_canary->underWay())
            return done(Error{ErrorCode::NotFound, "no canary is under way"});
        if (const auto name = by.empty() ? Result<void>() : checkPersonName(by); !name)
            return done(name.error());
        const auto before = m_canary->rejects.answer(number, truth, std::move(by));
        if (!before)
            return done(Error{ErrorCode::NotFound, "no picture is kept of reject " + std::to_string(number)});
        m_canary->guard.reviewed(before->station, before->truth, truth);
        saveCanary(Recorder::CanaryWord::CarriedOut);  // an answer is a person's work: a power cut must not take it
        canarySeesHarm();
        showCanary();
        done({});
    });
}

}  // namespace lineside
