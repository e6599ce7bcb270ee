// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedreader.h"

#include "compare/recordedtext.h"
#include "itemmodels/words.h"

#include <QBuffer>
#include <QImageReader>

#include <cstring>
#include <utility>

namespace lineside {
namespace {

/// BGRX, as frames are.
FramePtr frameOf(const QImage &read)
{
    const QImage picture = read.convertToFormat(QImage::Format_RGB32);
    auto frame = std::make_shared<Frame>();
    frame->image.resize(picture.width(), picture.height());
    const MutableImageView to = frame->image.view();
    for (int y = 0; y < picture.height(); ++y)
        std::memcpy(to.pixels + y * to.strideBytes, picture.constScanLine(y), static_cast<std::size_t>(picture.width()) * 4);
    return frame;
}

JudgedFramePtr judged(const FramePtr &frame, const std::vector<Detection> &boxes, const std::shared_ptr<const Labels> &labels, Verdict verdict, const ModelId &model)
{
    auto made = std::make_shared<JudgedFrame>();
    made->frame = frame;
    made->detections.items = boxes;
    made->detections.labels = labels;
    made->judgement = {verdict, VerdictReason::None, {}, model};
    return made;
}

}  // namespace

RecordedReader::RecordedReader(QObject *parent) : QObject(parent)
{
    m_reader.setMaxThreadCount(1);
}

RecordedReader::~RecordedReader()
{
    m_reader.clear();
    m_reader.waitForDone();
}

void RecordedReader::read(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement)
{
    ++m_asked;
    m_reader.clear();
    m_frame.reset();
    m_problem.clear();
    m_report = disagreement ? report : nullptr;
    m_wanted = disagreement ? *disagreement : OfflineDisagreement();
    if (!m_report || wasNotKept())
        return;
    m_reader.start([this, path = Words::text(m_wanted.picture), jpeg = m_wanted.jpeg, asked = m_asked] {  // its end waits for this
        QBuffer kept;
        if (jpeg) {
            kept.setData(reinterpret_cast<const char *>(jpeg->data()), static_cast<qsizetype>(jpeg->size()));
            kept.open(QIODevice::ReadOnly);
        }
        QImageReader reader;
        if (jpeg)
            reader.setDevice(&kept);
        else
            reader.setFileName(path);
        reader.setAutoTransform(false);  // as the models saw it
        const QImage picture = reader.read();
        const QString problem = picture.isNull() ? reader.errorString() : QString();
        const FramePtr frame = picture.isNull() ? nullptr : frameOf(picture);
        QMetaObject::invokeMethod(this, [this, asked, frame, problem] {
            if (asked != m_asked || !m_report)
                return;
            m_problem = problem;
            if (frame) {
                auto labels = std::make_shared<Labels>();
                for (const OfflineClass &of : m_report->classes)
                    labels->push_back(of.name);
                auto compared = std::make_shared<ComparedFrame>();
                compared->active = judged(frame, m_wanted.boxesA, labels, m_wanted.a, m_report->request.a);
                compared->shadow = judged(frame, m_wanted.boxesB, labels, m_wanted.b, m_report->request.b);
                compared->difference = Difference::Verdict;
                m_frame = compared;
            }
            emit came();
        }, Qt::QueuedConnection);
    });
}

bool RecordedReader::wasNotKept() const
{
    return m_report && !m_wanted.jpeg && RecordedText::isOfVideo(m_wanted.picture);
}

QString RecordedReader::problem() const
{
    const QString why = wasNotKept() ? RecordedText::noPicture(*m_report) : m_problem;
    return why.isEmpty() ? QString() : tr("%1 cannot be shown here: %2.", "picture, reason").arg(RecordedText::pictureName(m_wanted.picture), why);
}

}  // namespace lineside
