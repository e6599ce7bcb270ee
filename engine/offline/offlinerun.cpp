// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinerun.h"

#include "offline/offlinereport.h"

#include <utility>

namespace lineside {
namespace {

constexpr std::int64_t kPaceFrom = 5;  ///< pictures, before which the pace is a guess

}  // namespace

OfflineRun::OfflineRun(std::uint64_t number, OfflineRequest request, OfflineOptions options, std::optional<DetectSettings> settings, PictureVisit visit, Now now)
    : m_request(std::move(request)), m_visit(std::move(visit)), m_now(std::move(now)), m_settings(std::move(settings)), m_options(std::move(options))
{
    auto job = std::make_shared<OfflineJob>();
    job->number = number;
    job->request = m_request;
    m_job = std::move(job);
}

OfflineJobPtr OfflineRun::job() const
{
    const std::lock_guard lock(m_mutex);
    return m_job;
}

template <class Change>
void OfflineRun::change(Change &&apply)
{
    const std::lock_guard lock(m_mutex);
    if (!m_job->running())
        return;
    auto next = std::make_shared<OfflineJob>(*m_job);
    apply(*next);
    m_job = std::move(next);
}

void OfflineRun::cancel()
{
    m_cancelled = true;
    change([](OfflineJob &job) { job.progress.cancelling = true; });
}

void OfflineRun::at(OfflineStep step, CandidateId load)
{
    change([&](OfflineJob &job) {
        job.progress.step = step;
        job.progress.load = load;
    });
}

void OfflineRun::end(Error error)
{
    change([&](OfflineJob &job) { job.error = std::move(error); });
}

Result<void> OfflineRun::mayGoOn(const std::function<Result<void>()> &before) const
{
    if (auto asked = before(); !asked)
        return asked;
    return m_cancelled ? Result<void>(Error{ErrorCode::Cancelled, {}}) : Result<void>();
}

Result<void> OfflineRun::look(const Labels &names)
{
    const auto ended = [this](const Error &error) {
        end(error);
        return error;
    };
    if (!m_request.labels.empty()) {
        auto labels = PictureLabels::read(m_request.labels, names);
        if (!labels)
            return ended(labels.error());
        m_options.labels = std::make_shared<const PictureLabels>(*std::move(labels));
    }
    // The first picture that can be read is enough; the models are loaded for it.
    bool any = false;
    const PictureVisitor visitor{[&any](const InputPicture &) -> Result<void> {
                                     any = true;
                                     return Error{ErrorCode::Cancelled, {}};
                                 },
                                 [](const Error &) {}};
    const auto done = m_visit(m_request.input.string(), visitor);
    if (m_cancelled)
        return ended({ErrorCode::Cancelled, {}});
    if (any)
        return {};
    return ended(done ? Error{ErrorCode::InvalidInput, m_request.input.string() + ": no picture in it can be read"} : done.error());
}

OfflineRun::FileState OfflineRun::stateOf(const std::filesystem::path &file)
{
    std::error_code ignored;
    return {std::filesystem::file_size(file, ignored), std::filesystem::last_write_time(file, ignored)};
}

std::optional<double> OfflineRun::secondsLeft(std::chrono::steady_clock::time_point began, std::int64_t done, std::int64_t left) const
{
    const std::chrono::duration<double> took = m_now() - began;
    return done >= kPaceFrom ? std::optional(took.count() / static_cast<double>(done) * static_cast<double>(left)) : std::nullopt;
}

std::shared_ptr<OfflineReport> OfflineRun::compare(RecordedModel a, RecordedModel b, const std::function<Result<void>()> &before, const Loaded &loadedA, const Loaded &loadedB)
{
    at(OfflineStep::Comparing);
    m_compared = stateOf(m_request.input);
    const auto began = m_now();
    std::int64_t compared = 0;
    RecordedPair pair{std::move(a), std::move(b), [&](const InputPicture &) { return mayGoOn(before); },
                      [&](const InputPicture &picture) {
                          ++compared;
                          m_isVideo = picture.isVideo;
                          change([&](OfflineJob &job) {
                              OfflineProgress &p = job.progress;
                              p.pictures = compared;
                              p.of = static_cast<std::int64_t>(picture.of);
                              const auto left = p.of - static_cast<std::int64_t>(picture.number);
                              p.secondsLeft = p.of > 0 ? secondsLeft(began, compared, left) : std::nullopt;
                              if (left == 0 && !picture.isVideo) {  // where the one of a video is said to be the last, there may be more
                                  p.step = OfflineStep::Summing;
                                  p.of = compared;  // those that cannot be read are behind it too
                              }
                          });
                      },
                      [&](const Error &) { change([](OfflineJob &job) { ++job.progress.unreadable; }); }};
    auto outcome = compareRecorded(m_visit, {m_request.input.string(), m_request.labels.string(), m_request.sequence, m_options}, pair);
    if (!outcome) {
        end(outcome.error());
        return nullptr;
    }
    if (outcome->pictures == 0) {
        end({ErrorCode::InvalidInput, m_request.input.string() + ": no picture in it can be read"});
        return nullptr;
    }
    auto report = std::make_shared<OfflineReport>(reportOf(m_request, *outcome));
    m_review = OfflineReview(outcome->comparison, mostTelling(*outcome));
    report->unreadable = job()->progress.unreadable;
    report->silenceMeansEmpty = m_options.labels && m_options.labels->silenceMeansEmpty();
    for (const auto &[model, loaded] : {std::pair(&report->a, &loadedA), std::pair(&report->b, &loadedB)}) {
        model->ranOn = loaded->ranOn;
        model->memoryBytes = loaded->memoryBytes;
    }
    return report;
}

void OfflineRun::keepPictures(OfflineReport &report, const std::function<Result<std::vector<std::uint8_t>>(const ImageView &)> &encode, const std::function<Result<void>()> &before)
{
    if (!m_isVideo || !report.complete || !encode || stateOf(m_request.input) != m_compared)
        return;
    const auto began = m_now();
    const auto progress = [&](std::int64_t read, std::int64_t of) {
        change([&](OfflineJob &job) {
            OfflineProgress &p = job.progress;
            p.step = OfflineStep::Summing;
            p.pictures = read;
            p.of = of;
            p.secondsLeft = secondsLeft(began, read, of - read);
        });
    };
    keepVideoPictures(report, m_visit, {encode, [&](const InputPicture &) { return mayGoOn(before); }, progress});
}

void OfflineRun::conclude(const std::shared_ptr<OfflineReport> &report)
{
    change([&](OfflineJob &job) {
        job.progress.step = OfflineStep::Summing;
        job.progress.pictures = report->pictures;
        job.report = report;
    });
}

Result<void> OfflineRun::review(std::size_t index, Truth truth, std::string by)
{
    const OfflineJobPtr before = job();
    if (before->running())
        return Error{ErrorCode::NotReady, "the comparison runs"};
    if (!before->report)
        return Error{ErrorCode::NotFound, "the comparison ended without a result"};
    auto report = m_review.answered(*before->report, index, truth, std::move(by));
    if (!report)
        return report.error();
    auto next = std::make_shared<OfflineJob>(*before);
    next->report = *std::move(report);
    const std::lock_guard lock(m_mutex);
    m_job = std::move(next);
    return {};
}

}  // namespace lineside
