// SPDX-License-Identifier: GPL-3.0-or-later
// The measure that models are compared by where labels are: against pycocotools, and on cases that can be worked out by hand.
#include "evaluation/evaluation.h"

#include <nlohmann/json.hpp>

#include <QtTest>

#include <cmath>
#include <fstream>

using namespace lineside;

namespace {

constexpr Box kLeft{0, 0, 100, 100}, kRight{200, 0, 300, 100};

bool near(double a, double b)
{
    return std::abs(a - b) < 1e-9;
}

Box boxOf(const nlohmann::json &xywh)
{
    const float x = xywh[0], y = xywh[1], w = xywh[2], h = xywh[3];
    return {x, y, x + w, y + h};
}

Evaluation evaluated(const LabelledPicture &picture, int classes = 1, double confidence = 0.25)
{
    return evaluate(std::vector{picture}, classes, confidence);
}

}  // namespace

class EvaluationTest : public QObject {
    Q_OBJECT
private slots:
    void is_what_pycocotools_says()
    {
        std::ifstream file(LINESIDE_SOURCE_DIR "/tests/engine/evaluation/coco.json");
        const auto json = nlohmann::json::parse(file);
        std::vector<LabelledPicture> pictures;
        for (const auto &p : json.at("pictures")) {
            LabelledPicture &picture = pictures.emplace_back();
            for (const auto &t : p.at("truth"))
                picture.truth.push_back({t[0], boxOf(t[1])});
            for (const auto &f : p.at("found"))
                picture.found.push_back({f[0], f[1], boxOf(f[2])});
        }
        const auto &expected = json.at("expected");
        const Evaluation evaluation = evaluate(pictures, static_cast<int>(expected.at("classes").size()), 0.25);
        QVERIFY(near(evaluation.map50, expected.at("map50")));
        QVERIFY(near(evaluation.map50To95, expected.at("map50_95")));
        int counted = 0;
        for (std::size_t c = 0; c < evaluation.classes.size(); ++c) {
            const auto &one = expected.at("classes")[c];
            QCOMPARE(one.at("ap50").is_null(), evaluation.classes[c].objects == 0);
            if (one.at("ap50").is_null())
                continue;
            ++counted;
            QVERIFY(near(evaluation.classes[c].ap50, one.at("ap50")));
            QVERIFY(near(evaluation.classes[c].ap50To95, one.at("ap50_95")));
        }
        QCOMPARE(counted, 4);
        for (std::size_t i = 0; i < ClassEvaluation::kRecalls; ++i)
            QVERIFY(near(evaluation.classes[0].precisionAt[i], expected.at("precision_of_class_0")[i]));
    }
    void all_found_and_nothing_else_is_one()
    {
        const Evaluation e = evaluated({{{0, kLeft}, {1, kRight}}, {{0, .9f, kLeft}, {1, .3f, kRight}}}, 2);
        QVERIFY(near(e.map50, 1) && near(e.map50To95, 1));
        QVERIFY(near(e.classes[0].precision(), 1) && near(e.classes[1].recall(), 1));
    }
    void without_objects_nothing_is_said()
    {
        const Evaluation e = evaluated({{}, {{0, .9f, kLeft}}});
        QCOMPARE(e.map50, 0.0);
        QCOMPARE(e.classes[0].objects, 0);
        QCOMPARE(e.classes[0].wrong, 1);
        QCOMPARE(evaluate({}, 1, 0.25).map50To95, 0.0);
    }
    void half_found_counts_for_the_recalls_up_to_a_half()
    {
        QVERIFY(near(evaluated({{{0, kLeft}, {0, kRight}}, {{0, .9f, kLeft}}}).map50, 51 / 101.0));
    }
    void an_object_is_found_once()
    {
        const Evaluation e = evaluated({{{0, kLeft}, {0, kRight}}, {{0, .9f, kLeft}, {0, .8f, kLeft}, {0, .7f, kRight}}});
        QVERIFY(near(e.map50, (51 + 50 * 2 / 3.0) / 101));
        QCOMPARE(e.classes[0].right, 2);
        QCOMPARE(e.classes[0].wrong, 1);
    }
    void what_scores_less_than_the_station_asks_for_counts_for_the_curve_alone()
    {
        const Evaluation e = evaluated({{{0, kLeft}}, {{0, .2f, kLeft}}});
        QVERIFY(near(e.map50, 1));
        QCOMPARE(e.classes[0].right, 0);
        QCOMPARE(e.classes[0].recall(), 0.0);
    }
    void a_box_of_a_class_that_is_not_there_is_left_out()
    {
        const Evaluation e = evaluated({{{0, kLeft}}, {{0, .9f, kLeft}, {7, .9f, kLeft}, {-1, .9f, kLeft}}});
        QVERIFY(near(e.map50, 1));
        QCOMPARE(e.classes.size(), std::size_t{1});
        QCOMPARE(e.classes[0].wrong, 0);
    }
    void boxes_without_an_area_overlap_nothing()
    {
        QCOMPARE(exactIou({5, 5, 5, 9}, {0, 0, 10, 10}), 0.0);
        QCOMPARE(exactIou({}, {}), 0.0);
        QVERIFY(near(exactIou({0, 0, 2, 2}, {0, 0, 2, 1}), 0.5));
    }
};

QTEST_APPLESS_MAIN(EvaluationTest)
#include "tst_evaluation.moc"
