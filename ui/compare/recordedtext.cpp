// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedtext.h"

#include "bridge/enginebridge.h"
#include "compare/comparetext.h"
#include "compare/verdicttext.h"
#include "itemmodels/words.h"
#include "widgets/format.h"
#include "widgets/loadwait.h"
#include "widgets/messages.h"

#include <QDate>
#include <QFile>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace lineside {
namespace {

QString text(const std::filesystem::path &path)
{
    return QFile::decodeName(path.c_str());
}

int plural(std::int64_t count)
{
    return static_cast<int>(std::min<std::int64_t>(count, 2'000'000'000));
}

ComparisonSnapshot comparisonOf(const OfflineReport &report)
{
    return {report.verdict, report.countsObjects, 0, false, {}, {0, 0}};  // nobody goes on air by it: nothing is asked for
}

/// As coarse as a guess is.
QString timeLeft(double seconds)
{
    if (seconds < 90)
        return RecordedText::tr("%Ln second(s)", nullptr, std::max(1, static_cast<int>(std::ceil(seconds))));
    return RecordedText::tr("%Ln minute(s)", nullptr, static_cast<int>(std::ceil(seconds / 60)));
}

QString figures(const QString &who, const OfflineModel &model, bool labelled)
{
    const QString ms = Format::ms(model.medianMs);
    const QString figures = labelled ? RecordedText::tr("%1 · mAP50 %2 · mAP50-95 %3 · %4 a picture").arg(who, RecordedText::share(model.map50), RecordedText::share(model.map50To95), ms)
                                     : RecordedText::tr("%1 · %2 a picture").arg(who, ms);
    return model.memoryBytes > 0 ? RecordedText::tr("%1 · %2 of memory", "figures, size").arg(figures, Format::bytes(model.memoryBytes)) : figures;
}

QString withCode(const QString &sentence, const Error &error)
{
    const QString detail = Words::text(error.detail).trimmed();
    return detail.isEmpty() ? RecordedText::tr("%1 (%2)", "sentence, code").arg(sentence, errorCode(error.code))
                            : RecordedText::tr("%1 (%2 · %3)", "sentence, code, detail").arg(sentence, errorCode(error.code), detail);
}

/// A few of them: a label file may know many names.
QString firstOf(Labels names)
{
    constexpr std::size_t kShown = 6;
    const bool more = names.size() > kShown;
    names.resize(std::min(names.size(), kShown));
    return Words::labels(names) + (more ? QStringLiteral("…") : QString());
}

}  // namespace

QString RecordedText::sentence(const OfflineJob *job)
{
    if (!job)
        return tr("Choose two models and recorded pictures. The line goes on meanwhile.");
    if (job->running())
        return tr("Comparing %1 with %2", "B, A").arg(Words::text(job->request.b), Words::text(job->request.a));
    if (!job->report)
        return job->error->code == ErrorCode::Cancelled ? tr("The comparison was cancelled.") : tr("The comparison has ended without a result.");
    const AbStatus &v = job->report->verdict;
    if (v.parts == 0)
        return tr("Neither model sees anything in these pictures.");
    if (v.state != AbState::Open)
        return VerdictText::sentence(comparisonOf(*job->report));
    const bool objects = job->report->countsObjects;
    if (v.pending > 0)
        return objects ? tr("Not decided: nobody has said what is there of %Ln object(s) on which they differ.", nullptr, plural(v.pending))
                       : tr("Not decided: nobody has said what is right of %Ln part(s) on which they differ.", nullptr, plural(v.pending));
    const QString seen = objects ? tr("%Ln object(s)", nullptr, plural(v.parts)) : tr("%Ln part(s)", nullptr, plural(v.parts));
    if (v.curve.empty())  // not one block of them is complete
        return tr("Not decided by %1. That is too few to say how many more it takes.", "parts").arg(seen);
    return v.more ? tr("Not decided by %1. About %2 more would do.", "parts, number").arg(seen, VerdictText::about(v.more->parts))
                  : tr("Not decided by %1. More like these would not decide it either.", "parts").arg(seen);
}

QString RecordedText::progress(const OfflineJob &job, const EngineSnapshot &snapshot)
{
    if (!job.running())
        return {};
    const OfflineProgress &p = job.progress;
    if (p.cancelling)
        return tr("Ends after the picture in hand.");
    switch (p.step) {
    case OfflineStep::Looking: return tr("Looking whether the pictures and the labels can be read.");
    case OfflineStep::Waiting: {
        const WaitingLoad *load = waitingLoadOf(snapshot, p.load);
        return load ? loadWaitText(*load, snapshot) : tr("Waits until models may be loaded.");
    }
    case OfflineStep::Loading: return tr("Loading %1 and %2 beside the line.", "B, A").arg(Words::text(job.request.b), Words::text(job.request.a));
    case OfflineStep::Summing:
        if (p.pictures >= p.of)
            return tr("Summing up %Ln picture(s).", nullptr, plural(p.pictures));
        return tr("Compared. The video is read once more to keep the pictures of where they differ: %1", "how far that is").arg(howFar(p));
    case OfflineStep::Comparing: break;
    }
    return howFar(p);
}

QString RecordedText::howFar(const OfflineProgress &p)
{
    if (p.of == 0)
        return tr("%Ln picture(s)", nullptr, plural(p.pictures));
    const QString done = Format::count(static_cast<std::uint64_t>(p.pictures)), of = Format::count(static_cast<std::uint64_t>(p.of));
    return p.secondsLeft ? tr("%1 of %2 pictures, about %3 left", "numbers, time").arg(done, of, timeLeft(*p.secondsLeft)) : tr("%1 of %2 pictures").arg(done, of);
}

QString RecordedText::ended(const OfflineJob &job)
{
    if (!job.error)
        return {};
    const Error &error = *job.error;
    const QString input = text(job.request.input), runs = tr("The line is not touched: its models keep judging.");
    const auto sentence = [&](const QString &happened, const QString &next) { return withCode(tr("%1 %2 %3", "what happened, what runs, what to do").arg(happened, runs, next), error); };
    switch (error.code) {
    case ErrorCode::Cancelled: return {};
    case ErrorCode::NotFound: return sentence(tr("The pictures or the labels are not there."), tr("Check both paths, then start again."));
    case ErrorCode::InvalidInput:
        if (error.refusal)
            return sentence(tr("One of the two models cannot be read as it lies in the library."), tr("Look at it in Library, offer its file once more, then start again."));
        return sentence(tr("%1, or what is said of its pictures, cannot be compared over.", "path").arg(input), tr("Choose a folder of pictures or a video, and labels in the form of YOLO or COCO that are of these pictures."));
    case ErrorCode::Unsupported: return sentence(tr("Labels go with pictures, not with a video."), tr("Leave the labels away, or choose the folder of the labelled pictures."));
    case ErrorCode::OutOfMemory:
        if (error.refusal && !error.refusal->found.empty())
            return sentence(tr("The two models need %1 MB, %2 MB are free for them.", "numbers").arg(Words::text(error.refusal->found), Words::text(error.refusal->expected)),
                            tr("Take a model off a station that does not need it, or compare where there is more memory."));
        return sentence(tr("There is too little memory for more of this comparison."), tr("Take fewer pictures, or compare where there is more memory."));
    case ErrorCode::Io: return sentence(tr("The disk or the network did not give the pictures to the end."), tr("Check that %1 can be read, then start again.", "path").arg(input));
    default: break;
    }
    return sentence(tr("A library that Lineside uses stopped in the middle."), tr("Try once more; if it comes again, report the code."));
}

QString RecordedText::notBegun(const Error &error)
{
    switch (error.code) {
    case ErrorCode::Busy: return tr("Another comparison over recorded pictures runs. The line is not touched. Wait for its end, or cancel it.");
    case ErrorCode::NotFound: return tr("A model or the station that was chosen is not there any more. The line is not touched. Choose again, then start.");
    default: break;
    }
    return errorSentence(error);
}

QString RecordedText::evidence(const OfflineReport &report)
{
    if (report.verdict.parts == 0)
        return tr("In %Ln picture(s) there was nothing to compare.", nullptr, plural(report.pictures));
    QString words = VerdictText::evidence(comparisonOf(report));
    if (report.labelled == 0)
        words += QLatin1Char(' ') + tr("With labels it could be said how many are missed and how many are not there.");
    if (std::ranges::any_of(report.disagreements, [](const OfflineDisagreement &d) { return !d.truth && d.review == Truth::Unknown; }))
        words += QLatin1Char(' ') + tr("You can say it yourself: Where they differ, Review (R).");
    return words;
}

// Compared by name: a name that a model does not know counts as nothing that it could have seen.
QString RecordedText::names(const OfflineReport &report, const EngineSnapshot &snapshot)
{
    const ModelSnapshot *a = findModel(snapshot, report.request.a), *b = findModel(snapshot, report.request.b);
    QStringList words;
    if (const QString differ = CompareText::labelNotice(a, b); !differ.isEmpty())
        words << differ;
    Labels unknown;
    for (const OfflineClass &of : report.classes) {
        const auto knows = [&](const ModelSnapshot *model) { return !model || std::ranges::find(model->labels, of.name) != model->labels.end(); };
        if (of.objects > 0 && !knows(a) && !knows(b))
            unknown.push_back(of.name);
    }
    if (!unknown.empty())
        words << tr("No class of A or B is named like these labels: %1. Every such object counts as missed, so look at the names before the figures.").arg(firstOf(unknown));
    return words.join(QLatin1Char(' '));
}

QString RecordedText::notice(const OfflineReport &report, const EngineSnapshot &snapshot)
{
    QStringList words;
    if (!report.complete)
        words << tr("It was cancelled: this is of the first %Ln picture(s).", nullptr, plural(report.pictures));
    if (report.unreadable > 0)
        words << tr("%Ln picture(s) could not be read and are left out.", nullptr, plural(report.unreadable));
    if (!report.request.labels.empty() && report.labelled < report.pictures)
        words << tr("Labels are there for %1 of %2 pictures.", "numbers").arg(Format::count(static_cast<std::uint64_t>(report.labelled)), Format::count(static_cast<std::uint64_t>(report.pictures)));
    if (const auto without = report.pictures - report.labelled; without > 0 && report.silenceMeansEmpty)
        words << tr("Pictures without a YOLO text: %1. They count as empty: whatever a model sees there counts as not there.", "number").arg(Format::count(static_cast<std::uint64_t>(without)));
    if (const QString naming = names(report, snapshot); !naming.isEmpty())
        words << naming;
    if (report.verdict.contradicted)
        words << tr("The later pictures say the opposite of the decision: look at where they differ before you act on it.");
    return words.join(QLatin1Char(' '));
}

QString RecordedText::figuresOfA(const OfflineReport &report)
{
    return figures(tr("A %1").arg(Words::text(report.request.a)), report.a, report.labelled > 0);
}

QString RecordedText::figuresOfB(const OfflineReport &report)
{
    return figures(tr("B %1").arg(Words::text(report.request.b)), report.b, report.labelled > 0);
}

QString RecordedText::measuredHow(const OfflineModel &model)
{
    const QString time = tr("The time was taken on one thread beside the line, on %1: it tells which is quicker, not what it takes on air.").arg(Words::text(model.ranOn));
    return model.memoryBytes > 0 ? time + QLatin1Char(' ') + tr("The memory is what it took when it was loaded there; on air it may be loaded once for each inference thread.") : time;
}

QString RecordedText::said(Verdict verdict, bool objects)
{
    if (!objects)
        return verdict == Verdict::Unknown ? tr("not seen") : Words::verdict(verdict);
    return verdict == Verdict::Pass || verdict == Verdict::Unknown ? tr("not seen") : tr("seen");
}

QString RecordedText::noPicture(const OfflineReport &report)
{
    if (!report.complete)
        return tr("the comparison was cancelled, and pictures of a video are kept only at its end");
    const auto kept = std::ranges::count_if(report.disagreements, [](const OfflineDisagreement &d) { return d.jpeg != nullptr; });
    return kept == 0 ? tr("no picture of the video was kept") : tr("pictures of the video are kept of %Ln place(s), and this is none of them", nullptr, plural(kept));
}

bool RecordedText::isOfVideo(const std::string &picture)
{
    const auto hash = picture.find_last_of('#');
    return hash != std::string::npos && hash + 1 < picture.size() && picture.find_first_not_of("0123456789", hash + 1) == std::string::npos;
}

QString RecordedText::pictureName(const std::string &picture)
{
    const QString path = Words::text(picture), name = path.mid(path.lastIndexOf(QLatin1Char('/')) + 1);
    if (!isOfVideo(picture)) {
        const QString folder = path.section(QLatin1Char('/'), -2, -2);
        return QDate::fromString(folder, Qt::ISODate).isValid() ? folder + QLatin1Char('/') + name : name;  // kept pictures lie by day
    }
    const auto hash = name.lastIndexOf(QLatin1Char('#'));
    return tr("%1, picture %2", "video, number").arg(name.left(hash), Format::count(name.mid(hash + 1).toULongLong()));
}

QString RecordedText::share(double value)
{
    return QLocale().toString(value, 'f', 3);
}

}  // namespace lineside
