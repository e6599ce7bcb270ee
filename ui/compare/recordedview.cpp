// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/recordedview.h"

#include "compare/recordedtext.h"
#include "itemmodels/words.h"

#include <QBuffer>
#include <QEvent>
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

RecordedView::RecordedView(PictureViewport &viewport, QWidget *parent) : CompareView(Shows::Both, viewport, parent)
{
    setObjectName(QStringLiteral("recordedView"));
    m_reader.setMaxThreadCount(1);
    retranslate();
}

RecordedView::~RecordedView()
{
    m_reader.clear();
    m_reader.waitForDone();
}

void RecordedView::open(const std::shared_ptr<const OfflineReport> &report, const OfflineDisagreement *disagreement)
{
    ++m_asked;
    m_reader.clear();
    m_problem.clear();
    m_report = disagreement ? report : nullptr;
    m_shown = disagreement ? *disagreement : OfflineDisagreement();
    setFrame(nullptr);
    if (m_report)
        read();
    retranslate();
}

void RecordedView::read()
{
    const QString path = Words::text(m_shown.picture);
    if (wasNotKept())
        return;
    m_reader.start([this, path, jpeg = m_shown.jpeg, asked = m_asked] {  // its end waits for this
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
            retranslate();
            if (!frame)
                return;
            auto labels = std::make_shared<Labels>();
            for (const OfflineClass &of : m_report->classes)
                labels->push_back(of.name);
            auto compared = std::make_shared<ComparedFrame>();
            compared->active = judged(frame, m_shown.boxesA, labels, m_shown.a, m_report->request.a);
            compared->shadow = judged(frame, m_shown.boxesB, labels, m_shown.b, m_report->request.b);
            compared->difference = Difference::Verdict;
            setFrame(compared);
        }, Qt::QueuedConnection);
    });
}

bool RecordedView::wasNotKept() const
{
    return m_report && !m_shown.jpeg && RecordedText::isOfVideo(m_shown.picture);
}

void RecordedView::retranslate()
{
    const QString problem = wasNotKept() ? RecordedText::noPicture(*m_report) : m_problem;
    setEmptyText(!m_report           ? tr("Choose a line of the table: its picture is shown here.")
                 : problem.isEmpty() ? tr("The picture is being read.")
                                     : tr("%1 cannot be shown here: %2. What both said stands in the table.", "picture, reason").arg(RecordedText::pictureName(m_shown.picture), problem));
}

QString RecordedView::title() const
{
    if (!m_report)
        return {};
    switch (shown()) {
    case Shows::A: return tr("A %1", "model").arg(Words::text(m_report->request.a));
    case Shows::B: return tr("B %1", "model").arg(Words::text(m_report->request.b));
    case Shows::Both: break;
    }
    return CompareView::title();
}

QString RecordedView::caption() const
{
    const bool objects = m_report && m_report->countsObjects;
    const QString b = RecordedText::said(m_shown.b, objects), a = RecordedText::said(m_shown.a, objects);
    switch (shown()) {
    case Shows::A: return a;
    case Shows::B: return b;
    case Shows::Both: break;
    }
    return tr("B: %1 · A: %2", "what each said").arg(b, a);
}

void RecordedView::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    CompareView::changeEvent(event);
}

}  // namespace lineside
