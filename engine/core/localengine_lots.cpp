// SPDX-License-Identifier: GPL-3.0-or-later
// Which lot runs where, and how much of what was judged is kept.
#include "core/localengine.h"
#include "store/configfile.h"

#include <utility>

namespace lineside {
namespace {

std::string limit(int days, std::uint64_t bytes)
{
    return (days > 0 ? std::to_string(days) + " days" : std::string("any age")) + ", " + (bytes > 0 ? std::to_string(bytes / 1'000'000) + " MB" : std::string("any size"));
}

std::string words(const RecordingPolicy &p)
{
    return limit(p.days, p.maxBytes) + "; pictures " + limit(p.pictureDays, p.maxPictureBytes);
}

}  // namespace

void LocalEngine::showLotToParts(Station &s)
{
    s.lot->put(s.desired.lot.empty() ? nullptr : std::make_shared<const std::string>(s.desired.lot));
}

void LocalEngine::keepPictures(const RecordingPolicy &kept)
{
    const auto told = [this](EventKind kind, std::string detail) {
        post([this, kind, detail = std::move(detail)] {
            record({0, {}, kind, {}, {}, {}, "pictures", {}, {}, detail});
            publish();
        });
    };
    PictureKeeper::Events events{[told](const RecordTrouble &trouble) { told(EventKind::RecordGap, trouble.error.detail); },
                                 [told](std::uint64_t leftOut) { told(EventKind::RecordAgain, std::to_string(leftOut)); }};
    m_pictures = std::make_unique<PictureKeeper>(picturesFolderOf(m_parts.dataDir), m_parts.encodeJpeg, m_parts.threads->runner("pictures", AtStop::FinishWaiting, ThreadPriority::Low),
                                                 *m_parts.clock, std::move(events), kept);
}

void LocalEngine::setLot(const StationId &id, std::string lot, Done done, Actor actor)
{
    post([this, id, lot = std::move(lot), done = std::move(done), actor = std::move(actor)]() mutable {
        Station *s = station(id);
        if (!s)
            return done(Error{ErrorCode::NotFound, id});
        if (!isLot(lot))
            return done(Error{ErrorCode::InvalidInput, "a lot is a text of at most " + std::to_string(kMaxLot) + " bytes that can be shown"});
        if (s->desired.lot == lot)
            return done({});
        s->desired.lot = std::move(lot);
        showLotToParts(*s);
        HistoryEvent event;
        event.kind = EventKind::LotChanged;
        event.station = id;
        event.detail = s->desired.lot;
        event.by = actor.name;
        event.role = actor.role;
        record(std::move(event));
        publish();
        saveDesired(std::move(done));
    });
}

void LocalEngine::applyRecording(RecordingPolicy policy, Done done, Actor actor)
{
    post([this, policy, done = std::move(done), actor = std::move(actor)]() mutable {
        Config wanted = currentConfig();
        wanted.recording = policy;
        const std::string text = formatConfig(wanted);
        if (const auto check = parseConfig(text); !check)
            return done(check.error());
        m_recording = policy;
        if (m_record)
            m_record->keep(policy);
        if (m_pictures)
            m_pictures->limit(policy);
        m_configError.reset();
        HistoryEvent event;
        event.kind = EventKind::RecordingChanged;
        event.detail = words(policy);
        event.by = actor.name;
        event.role = actor.role;
        record(std::move(event));
        publish();
        writeConfig(text, std::move(done));
    });
}

}  // namespace lineside
