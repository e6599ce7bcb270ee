// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedreview.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "widgets/messages.h"

#include <QPointer>

#include <utility>

namespace lineside {
namespace {

/// Numbers are the places in the report.
std::vector<ReviewPart> partsOf(const OfflineReport &report)
{
    std::vector<ReviewPart> parts;
    for (std::size_t i = 0; i < report.disagreements.size(); ++i) {
        const OfflineDisagreement &d = report.disagreements[i];
        const bool failedByB = d.b == Verdict::Fail || d.b == Verdict::Unsure;
        if (!d.truth)
            parts.push_back({i, nullptr, d.box, d.label, failedByB, d.review, {}});
    }
    return parts;
}

}  // namespace

RecordedReview::RecordedReview(EngineBridge &bridge, QWidget *parent) : ReviewView(bridge, parent)
{
    setObjectName(QStringLiteral("recordedReview"));
    connect(&m_reader, &RecordedReader::came, this, &RecordedReview::showPart);
    retranslate();
}

void RecordedReview::setJob(const OfflineJobPtr &job)
{
    const bool other = !m_job || m_job->number != job->number;
    m_job = job;
    if (other)
        m_read.reset();
    setModels(Words::text(job->report->request.a), Words::text(job->report->request.b), job->report->countsObjects);
    if (other) {
        setParts({});
        restart();
    }
    setParts(partsOf(*job->report));
}

void RecordedReview::answered(const ReviewQueue::Given &given)
{
    send(given.part, given.truth);
}

void RecordedReview::takenBack(std::uint64_t part)
{
    send(part, Truth::Unknown);
}

void RecordedReview::send(std::uint64_t part, Truth truth)
{
    m_bridge.reviewOffline(m_job->number, static_cast<std::size_t>(part), truth, QString(), [self = QPointer(this), part, number = m_job->number, taken = truth == Truth::Unknown](const Result<void> &stored) {
        if (!self || stored)
            return;
        if (!taken && self->m_job->number == number)
            self->notStored(part);
        self->say(stored.error().code == ErrorCode::NotFound ? tr("Not stored: another comparison was begun meanwhile.") : errorSentence(stored.error()));
    });
}

ComparedFramePtr RecordedReview::pictureOf(const ReviewPart &part) const
{
    return m_read == part.number ? m_reader.frame() : nullptr;
}

QString RecordedReview::withoutPicture(const ReviewPart &part) const
{
    const QString problem = m_read == part.number ? m_reader.problem() : QString();
    return problem.isEmpty() ? QString() : problem + QLatin1Char(' ') + tr("Skip it: what nobody has seen is not answered.");
}

QString RecordedReview::nothingWaits() const
{
    return tr("Nothing waits. What was answered counts in the verdict above.");
}

// A picture is read for whoever looks at it.
void RecordedReview::partShown()
{
    const ReviewPart *part = queue().current();
    if (!isVisible() || !m_job || !part || m_read == part->number)
        return;
    m_read = part->number;
    m_reader.read(m_job->report, &m_job->report->disagreements[static_cast<std::size_t>(part->number)]);
    if (!m_reader.problem().isEmpty())
        showPart();
}

void RecordedReview::showEvent(QShowEvent *event)
{
    ReviewView::showEvent(event);
    showPart();
}

}  // namespace lineside
