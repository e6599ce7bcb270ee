// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/boxpainter.h"

#include <QPainter>
#include <QtTest>

#include <memory>
#include <utility>

using namespace lineside;

namespace {

/// One box of class 0 on a grey picture.
JudgedFrame judged(std::shared_ptr<const Labels> labels, float score)
{
    auto frame = std::make_shared<Frame>();
    frame->image.resize(320, 180);
    JudgedFrame result;
    result.frame = std::move(frame);
    Detection box;
    box.box = {40, 60, 140, 160};
    box.score = score;
    result.detections.items.push_back(box);
    result.detections.labels = std::move(labels);
    return result;
}

QImage painted(BoxPainter &boxes, const JudgedFrame &frame)
{
    QImage image(320, 180, QImage::Format_RGB32);
    image.fill(Qt::gray);
    QPainter painter(&image);
    boxes.paint(painter, frame, image.rect(), QFont(), true);
    return image;
}

std::shared_ptr<const Labels> labelled(const char *word)
{
    return std::make_shared<const Labels>(Labels{word});
}

}  // namespace

class TestBoxPainter : public QObject {
    Q_OBJECT

private slots:
    void tags_are_kept_when_another_model_says_the_same_words()
    {
        BoxPainter boxes;
        const QImage before = painted(boxes, judged(labelled("scratch"), 0.5F));
        painted(boxes, judged(labelled("scratch"), 0.6F));
        QCOMPARE(boxes.keptTags(), 2);
        QCOMPARE(painted(boxes, judged(labelled("scratch"), 0.5F)), before);
        QCOMPARE(boxes.keptTags(), 2);
    }

    void a_model_with_other_words_gets_tags_of_its_own()
    {
        BoxPainter boxes;
        const QImage scratch = painted(boxes, judged(labelled("scratch"), 0.5F));
        const QImage dent = painted(boxes, judged(labelled("dent"), 0.5F));
        QVERIFY(dent != scratch);
        QCOMPARE(boxes.keptTags(), 1);
        BoxPainter fresh;
        QCOMPARE(dent, painted(fresh, judged(labelled("dent"), 0.5F)));
    }

    void a_result_without_words_has_boxes_and_no_tags()
    {
        BoxPainter boxes;
        const QImage without = painted(boxes, judged(nullptr, 0.5F));
        QCOMPARE(boxes.keptTags(), 0);
        QVERIFY(without != painted(boxes, judged(labelled("scratch"), 0.5F)));
    }
};

QTEST_MAIN(TestBoxPainter)
#include "tst_boxpainter.moc"
