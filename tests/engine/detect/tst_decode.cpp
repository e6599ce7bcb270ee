// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/decode.h"

#include <QtTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace lineside;

namespace {

TensorView view(const std::vector<float> &data, std::int64_t rows, std::int64_t columns)
{
    return {data.data(), {1, rows, columns}, 3};
}

std::vector<float> transposed(const std::vector<float> &data, std::size_t rows, std::size_t columns)
{
    std::vector<float> out(data.size());
    for (std::size_t r = 0; r < rows; ++r)
        for (std::size_t c = 0; c < columns; ++c)
            out[c * rows + r] = data[r * columns + c];
    return out;
}

std::vector<ScoredBox> decoded(const TensorView &output, HeadKind head, std::size_t classes, float confidence = 0.25f)
{
    std::vector<ScoredBox> boxes;
    decode(output, head, classes, confidence, boxes);
    return boxes;
}

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInf = std::numeric_limits<float>::infinity();

}  // namespace

class TestDecode : public QObject {
    Q_OBJECT

private slots:
    void an_anchor_free_output_gives_the_best_class_and_the_corners()
    {
        // two anchors, three classes: cx, cy, w, h, then one row a class
        const std::vector<float> data{10, 100, 20, 200, 4, 40, 6, 60, .1f, .3f, .2f, .9f, .8f, .3f};
        for (const bool isTransposed : {false, true}) {
            const auto other = transposed(data, 7, 2);
            const auto boxes = isTransposed ? decoded(view(other, 2, 7), HeadKind::AnchorFreeT, 3)
                                            : decoded(view(data, 7, 2), HeadKind::AnchorFree, 3);
            QCOMPARE(boxes.size(), std::size_t{2});
            QCOMPARE(boxes[0].classIndex, 2);
            QCOMPARE(boxes[0].score, .8f);
            QCOMPARE(boxes[0].box.x1, 8.f);
            QCOMPARE(boxes[0].box.y1, 17.f);
            QCOMPARE(boxes[0].box.x2, 12.f);
            QCOMPARE(boxes[0].box.y2, 23.f);
            QCOMPARE(boxes[1].classIndex, 1);
            QCOMPARE(boxes[1].box.x2, 120.f);
        }
    }

    void a_score_at_the_threshold_is_not_above_it()
    {
        const std::vector<float> data{10, 10, 10, 10, 4, 4, 4, 4, .25f, std::nextafter(.25f, 1.f)};
        QCOMPARE(decoded(view(data, 5, 2), HeadKind::AnchorFree, 1).size(), std::size_t{1});
        QCOMPARE(decoded(view(transposed(data, 5, 2), 2, 5), HeadKind::AnchorFreeT, 1).size(), std::size_t{1});
        const std::vector<float> rows{0, 0, 4, 4, .25f, 0, 0, 0, 4, 4, .26f, 0};
        QCOMPARE(decoded(view(rows, 2, 6), HeadKind::EndToEnd, 1).size(), std::size_t{1});
    }

    void of_equal_scores_the_first_class_wins()
    {
        const std::vector<float> data{10, 10, 4, 4, .5f, .5f};
        QCOMPARE(decoded(view(data, 6, 1), HeadKind::AnchorFree, 2)[0].classIndex, 0);
        QCOMPARE(decoded(view(data, 1, 6), HeadKind::AnchorFreeT, 2)[0].classIndex, 0);
    }

    void every_class_of_an_anchor_counts_where_that_is_asked_for()
    {
        const std::vector<float> data{10, 10, 4, 4, .5f, .1f, .6f};
        for (const bool isTransposed : {false, true}) {
            std::vector<ScoredBox> boxes;
            decode(isTransposed ? view(data, 1, 7) : view(data, 7, 1),
                   isTransposed ? HeadKind::AnchorFreeT : HeadKind::AnchorFree, 3, .25f, boxes, ClassesPerAnchor::All);
            QCOMPARE(boxes.size(), std::size_t{2});
            QCOMPARE(boxes[0].classIndex, 0);
            QCOMPARE(boxes[1].classIndex, 2);
        }
    }

    void values_that_are_no_numbers_and_boxes_without_area_are_left_out()
    {
        const std::vector<std::vector<float>> bad{
            {10, 10, 4, 4, kNan}, {10, 10, 4, 4, kInf}, {kNan, 10, 4, 4, .9f}, {10, kInf, 4, 4, .9f},
            {10, 10, 0, 4, .9f},  {10, 10, 4, -1, .9f}, {10, 10, kInf, 4, .9f},
        };
        for (const auto &row : bad) {
            QVERIFY(decoded(view(row, 5, 1), HeadKind::AnchorFree, 1).empty());
            QVERIFY(decoded(view(row, 1, 5), HeadKind::AnchorFreeT, 1).empty());
            std::vector<float> v5{row[0], row[1], row[2], row[3], .9f, row[4]};
            QVERIFY(decoded(view(v5, 1, 6), HeadKind::AnchorBased, 1).empty());
        }
        for (const auto &row : std::vector<std::vector<float>>{{5, 5, 5, 9, .9f, 0}, {5, 5, 4, 9, .9f, 0},
                                                               {kNan, 5, 9, 9, .9f, 0}, {1, 1, 9, 9, kNan, 0},
                                                               {1, 1, 9, 9, .9f, kNan}})
            QVERIFY(decoded(view(row, 1, 6), HeadKind::EndToEnd, 2).empty());
    }

    void a_class_that_is_no_number_does_not_hide_the_others()
    {
        const std::vector<float> data{10, 10, 4, 4, kNan, .7f};
        QCOMPARE(decoded(view(data, 6, 1), HeadKind::AnchorFree, 2)[0].classIndex, 1);
        QCOMPARE(decoded(view(data, 1, 6), HeadKind::AnchorFreeT, 2)[0].classIndex, 1);
    }

    void more_anchors_than_one_block_are_all_seen()
    {
        constexpr std::size_t anchors = 1300;
        std::vector<float> data(6 * anchors, 0.f);
        for (std::size_t a = 0; a < anchors; ++a) {
            data[a] = static_cast<float>(a);
            data[2 * anchors + a] = data[3 * anchors + a] = 2;
        }
        for (const std::size_t a : {std::size_t{0}, std::size_t{511}, std::size_t{512}, std::size_t{1299}})
            data[5 * anchors + a] = .9f;
        const auto boxes = decoded(view(data, 6, anchors), HeadKind::AnchorFree, 2);
        QCOMPARE(boxes.size(), std::size_t{4});
        QCOMPARE(boxes[3].box.x1, 1298.f);
        QCOMPARE(boxes[3].classIndex, 1);
    }

    void the_original_layout_multiplies_objectness_and_class()
    {
        // The cell of the format notes: stride 8, cell (10, 20), all logits 0, anchor 10x13, two classes.
        const std::vector<float> cell{84, 164, 10, 13, .5f, .5f, .4f};
        QVERIFY(decoded(view(cell, 1, 7), HeadKind::AnchorBased, 2).empty());  // .25 is not above .25
        const auto boxes = decoded(view(cell, 1, 7), HeadKind::AnchorBased, 2, .24f);
        QCOMPARE(boxes.size(), std::size_t{1});
        QCOMPARE(boxes[0].score, .25f);
        QCOMPARE(boxes[0].classIndex, 0);
        QCOMPARE(boxes[0].box.x1, 79.f);
        QCOMPARE(boxes[0].box.y1, 157.5f);
        QCOMPARE(boxes[0].box.x2, 89.f);
        QCOMPARE(boxes[0].box.y2, 170.5f);
    }

    void the_original_layout_asks_the_objectness_alone_first()
    {
        const std::vector<float> data{10, 10, 4, 4, .2f, 5.f};  // 0.2 * 5 would pass
        QVERIFY(decoded(view(data, 1, 6), HeadKind::AnchorBased, 1).empty());
    }

    void an_end_to_end_output_is_taken_as_it_is_but_for_padding_and_unknown_classes()
    {
        const std::vector<float> data{1, 2, 3, 4, .9f, 1, 5, 6, 9, 9, .5f, 0, 1, 1, 9, 9, .5f, 2, 1, 1, 9, 9, .5f, -1,
                                      0, 0, 0, 0, 0, 0};
        const auto boxes = decoded(view(data, 5, 6), HeadKind::EndToEnd, 2);
        QCOMPARE(boxes.size(), std::size_t{2});
        QCOMPARE(boxes[0].classIndex, 1);
        QCOMPARE(boxes[0].box.y2, 4.f);
        QCOMPARE(boxes[1].classIndex, 0);
    }

    void an_output_fits_its_head_only()
    {
        const std::vector<float> data(84 * 2);
        QVERIFY(fitsHead(view(data, 84, 2), HeadKind::AnchorFree, 80));
        QVERIFY(!fitsHead(view(data, 84, 2), HeadKind::AnchorFreeT, 80));
        QVERIFY(fitsHead(view(data, 2, 84), HeadKind::AnchorFreeT, 80));
        QVERIFY(fitsHead(view(data, 2, 84), HeadKind::AnchorBased, 79));
        QVERIFY(!fitsHead(view(data, 2, 84), HeadKind::EndToEnd, 80));
        QVERIFY(fitsHead(view(data, 28, 6), HeadKind::EndToEnd, 80));
        QVERIFY(!fitsHead({data.data(), {2, 84, 1}, 3}, HeadKind::AnchorFree, 80));
        QVERIFY(!fitsHead({data.data(), {1, 84, 1, 2}, 4}, HeadKind::AnchorFree, 80));
        QVERIFY(!fitsHead({nullptr, {1, 84, 2}, 3}, HeadKind::AnchorFree, 80));
        QVERIFY(!fitsHead({data.data(), {1, 4, 2}, 3}, HeadKind::AnchorFree, 0));
        QCOMPARE(shapeText(view(data, 84, 2)), std::string("[1, 84, 2]"));
    }
};

QTEST_APPLESS_MAIN(TestDecode)
#include "tst_decode.moc"
