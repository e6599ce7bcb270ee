// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/classsums.h"
#include "pipeline/difference.h"

#include <QtTest>

using namespace lineside;

namespace {

const auto kLabels = std::make_shared<const Labels>(Labels{"Bottle", "Cap"}), kOthers = std::make_shared<const Labels>(Labels{"Cap", "Cap askew", "Bottle"});

Detections seen(const std::shared_ptr<const Labels> &labels, std::vector<Detection> items)
{
    return {std::move(items), labels, {}};
}
Detection at(float x, int kind, float score)
{
    return {{x, 100, x + 100, 400}, score, kind};
}

/// The sums over frames that both judged.
std::vector<ShadowClass> classes(const std::vector<std::pair<Detections, Detections>> &frames)
{
    ClassSums sums(*kLabels, *kOthers);
    ComparisonMemory memory;
    for (const auto &[a, b] : frames) {
        differenceBetween(a, b, memory);
        sums.add(a, b, memory.onlyA);
    }
    return sums.classes();
}

}  // namespace

class TestClassSums : public QObject {
    Q_OBJECT
private slots:
    void every_class_of_either_is_there_once_those_of_the_active_model_first()
    {
        const auto all = classes({});
        QCOMPARE(all.size(), std::size_t{3});
        QCOMPARE(all[0].name, std::string("Bottle"));
        QCOMPARE(all[1].name, std::string("Cap"));
        QCOMPARE(all[2].name, std::string("Cap askew"));
        QVERIFY(!all[0].agreement() && all[0].activeScore == 0 && all[0].shadowScore == 0);
    }
    void counts_and_means_are_exact_whatever_the_order_of_the_labels()
    {
        const auto all = classes({
            {seen(kLabels, {at(0, 0, 0.75f), at(300, 0, 0.25f), at(600, 1, 0.5f)}), seen(kOthers, {at(10, 2, 0.5f), at(600, 0, 0.875f)})},
            {seen(kLabels, {}), seen(kOthers, {at(0, 2, 1.0f), at(600, 1, 0.125f)})},
            {seen(kLabels, {at(0, 0, 0.5f)}), seen(kOthers, {})},
        });
        QCOMPARE(all[0].active, std::uint64_t{3});
        QCOMPARE(all[0].shadow, std::uint64_t{2});
        QCOMPARE(all[0].both, std::uint64_t{1});
        QCOMPARE(all[0].activeScore, 0.5);
        QCOMPARE(all[0].shadowScore, 0.75);
        QCOMPARE(*all[0].agreement(), 0.25);
        QCOMPARE(all[1].both, std::uint64_t{1});
        QCOMPARE(*all[1].agreement(), 1.0);
        QCOMPARE(all[2].active, std::uint64_t{0});
        QCOMPARE(all[2].shadow, std::uint64_t{1});
        QCOMPARE(all[2].shadowScore, 0.125);
        QCOMPARE(*all[2].agreement(), 0.0);
    }
    void a_box_at_another_place_or_of_another_class_is_not_one_of_both()
    {
        const auto all = classes({{seen(kLabels, {at(0, 0, 0.5f), at(300, 1, 0.5f)}), seen(kOthers, {at(60, 2, 0.5f), at(300, 1, 0.5f)})}});
        QCOMPARE(all[0].both, std::uint64_t{0});
        QCOMPARE(all[1].both, std::uint64_t{0});
        QCOMPARE(all[2].both, std::uint64_t{0});
    }
    void a_name_that_a_model_has_twice_is_one_class()
    {
        const auto twice = std::make_shared<const Labels>(Labels{"Cap", "Cap"});
        ClassSums sums(*twice, *twice);
        sums.add(seen(twice, {at(0, 0, 0.5f), at(300, 1, 0.5f)}), seen(twice, {at(0, 1, 0.5f), at(300, 0, 0.5f)}), {});
        QCOMPARE(sums.classes().size(), std::size_t{1});
        QCOMPARE(sums.classes()[0].both, std::uint64_t{2});
    }
};

QTEST_APPLESS_MAIN(TestClassSums)
#include "tst_classsums.moc"
