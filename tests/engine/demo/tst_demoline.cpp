// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoline.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <set>

using namespace lineside;

namespace {

struct Picture {
    Image image;
    std::vector<TruthBox> truth;
};

Picture rendered(const DemoLine &line, std::uint64_t frame)
{
    Picture p;
    p.image.resize(line.config().width, line.config().height);
    line.render(frame, p.image.view(), p.truth);
    return p;
}

bool sameBytes(const Picture &a, const Picture &b)
{
    const ImageView x = a.image.view();
    const ImageView y = b.image.view();
    return x.width == y.width && x.height == y.height &&
        std::memcmp(x.pixels, y.pixels, static_cast<std::size_t>(x.strideBytes) * static_cast<std::size_t>(x.height)) == 0;
}

bool sameTruth(const Picture &a, const Picture &b)
{
    return std::equal(a.truth.begin(), a.truth.end(), b.truth.begin(), b.truth.end(),
                      [](const TruthBox &p, const TruthBox &q) {
                          return p.label == q.label && p.box.x1 == q.box.x1 && p.box.y1 == q.box.y1 &&
                              p.box.x2 == q.box.x2 && p.box.y2 == q.box.y2;
                      });
}

DemoLineConfig small(std::uint64_t seed = 1, double defectRate = 0.06, int station = 0)
{
    DemoLineConfig c;
    c.seed = seed;
    c.station = station;
    c.width = 320;
    c.height = 180;
    c.defectRate = defectRate;
    return c;
}

/// The truth of one bottle: its own box and the labels of its parts.
struct Bottle {
    Box box;
    std::vector<std::string> parts;

    bool has(const char *label) const { return std::find(parts.begin(), parts.end(), label) != parts.end(); }
};

/// The bottles that are in the picture as a whole; a bottle's parts follow it in the truth.
std::vector<Bottle> wholeBottles(const Picture &p)
{
    std::vector<Bottle> all;
    for (const TruthBox &t : p.truth) {
        if (t.label == "Bottle")
            all.push_back({t.box, {}});
        else if (!all.empty())
            all.back().parts.push_back(t.label);
    }
    const float width = static_cast<float>(p.image.width());
    std::erase_if(all, [&](const Bottle &b) { return b.box.x1 <= 0 || b.box.x2 >= width; });
    return all;
}

/// Means of blue, green and red over the rows at the top, where no bottle comes.
std::array<double, 3> lightOf(const Picture &p)
{
    const ImageView v = p.image.view();
    std::array<double, 3> sum{};
    for (int row = 0; row < 4; ++row)
        for (int column = 0; column < v.width; ++column)
            for (std::size_t c = 0; c < 3; ++c)
                sum[c] += v.pixels[row * v.strideBytes + column * 4 + static_cast<int>(c)];
    for (double &s : sum)
        s /= 4 * v.width;
    return sum;
}

struct Sharpness {
    double across = 0;  ///< of what changes from left to right
    double down = 0;
};

/// Mean of the squared steps between neighbours inside the bottles.
Sharpness sharpnessOf(const Picture &p)
{
    const ImageView v = p.image.view();
    Sharpness sum;
    double count = 0;
    for (const Bottle &b : wholeBottles(p)) {
        for (int row = int(b.box.y1) + 1; row < int(b.box.y2) - 1; ++row) {
            for (int column = int(b.box.x1) + 1; column < int(b.box.x2) - 1; ++column) {
                const std::uint8_t *at = v.pixels + row * v.strideBytes + column * 4 + 1;
                sum.across += std::pow(at[4] - at[0], 2);
                sum.down += std::pow(at[v.strideBytes] - at[0], 2);
                ++count;
            }
        }
    }
    return count > 0 ? Sharpness{sum.across / count, sum.down / count} : Sharpness{};
}

/// The extent of all pixels inside `area` that differ clearly between two pictures.
Box difference(const Picture &a, const Picture &b, Box area)
{
    const ImageView x = a.image.view();
    const ImageView y = b.image.view();
    Box found{1e9F, 1e9F, 0, 0};
    for (int row = std::max(0, static_cast<int>(area.y1)); row < std::min(x.height, static_cast<int>(area.y2)); ++row) {
        for (int column = std::max(0, static_cast<int>(area.x1)); column < std::min(x.width, static_cast<int>(area.x2)); ++column) {
            int most = 0;
            for (int c = 0; c < 3; ++c)
                most = std::max(most, std::abs(int(x.pixels[row * x.strideBytes + column * 4 + c]) -
                                               int(y.pixels[row * y.strideBytes + column * 4 + c])));
            if (most < 20)
                continue;
            found.x1 = std::min(found.x1, float(column));
            found.x2 = std::max(found.x2, float(column + 1));
            found.y1 = std::min(found.y1, float(row));
            found.y2 = std::max(found.y2, float(row + 1));
        }
    }
    return found;
}

}  // namespace

class TestDemoLine : public QObject {
    Q_OBJECT
private slots:
    void a_picture_is_the_same_every_time_and_in_any_order();
    void seeds_stations_and_moments_give_different_pictures();
    void every_byte_of_the_picture_is_written();
    void truth_boxes_are_inside_the_picture_and_not_slivers();
    void every_bottle_has_its_parts();
    void bottles_move_to_the_right_with_the_belt();
    void defects_come_at_the_rate_that_was_set();
    void all_kinds_of_defects_come_up();
    void the_box_of_a_cap_covers_exactly_the_pixels_of_the_cap();
    void the_light_drifts_slowly_and_is_never_quite_the_same_colour();
    void the_picture_is_blurred_for_seconds_by_motion_or_by_focus_and_then_sharp_again();
    void a_picture_of_another_size_is_left_alone();
    void senseless_settings_are_moved_to_the_limit();
};

void TestDemoLine::a_picture_is_the_same_every_time_and_in_any_order()
{
    const DemoLine line(small(7, 0.4));
    const Picture late = rendered(line, 500);
    const Picture early = rendered(line, 3);
    QVERIFY(sameBytes(late, rendered(line, 500)));
    QVERIFY(sameTruth(late, rendered(line, 500)));
    QVERIFY(sameBytes(early, rendered(line, 3)));

    const DemoLine twin(small(7, 0.4));
    QVERIFY(sameBytes(late, rendered(twin, 500)));
    QVERIFY(sameTruth(late, rendered(twin, 500)));
}

void TestDemoLine::seeds_stations_and_moments_give_different_pictures()
{
    const DemoLine line(small(1));
    const Picture first = rendered(line, 40);
    QVERIFY(!sameBytes(first, rendered(line, 41)));
    QVERIFY(!sameTruth(first, rendered(line, 41)));
    QVERIFY(!sameBytes(first, rendered(DemoLine(small(2)), 40)));
    QVERIFY(!sameTruth(first, rendered(DemoLine(small(2)), 40)));
    QVERIFY(!sameBytes(first, rendered(DemoLine(small(1, 0.06, 1)), 40)));
}

void TestDemoLine::every_byte_of_the_picture_is_written()
{
    const DemoLine line(small());
    Image a(320, 180);
    Image b(320, 180);
    std::memset(a.view().pixels, 0x00, 320 * 180 * 4);
    std::memset(b.view().pixels, 0xFF, 320 * 180 * 4);
    std::vector<TruthBox> truth;
    line.render(11, a.view(), truth);
    line.render(11, b.view(), truth);
    QCOMPARE(std::memcmp(a.view().pixels, b.view().pixels, 320 * 180 * 4), 0);
    for (int i = 0; i < 320 * 180; ++i)
        QCOMPARE(int(a.view().pixels[i * 4 + 3]), 255);
}

void TestDemoLine::truth_boxes_are_inside_the_picture_and_not_slivers()
{
    for (int station = 0; station < 4; ++station) {
        const DemoLine line(small(3, 0.5, station));
        for (std::uint64_t frame = 0; frame < 400; frame += 3) {
            const Picture p = rendered(line, frame);
            QVERIFY(!p.truth.empty());
            for (const TruthBox &t : p.truth) {
                QVERIFY(t.box.x1 >= 0 && t.box.y1 >= 0 && t.box.x2 <= 320 && t.box.y2 <= 180);
                QVERIFY(t.box.width() >= 2 && t.box.height() >= 2);
                QVERIFY(std::find(DemoLine::labels().begin(), DemoLine::labels().end(), t.label) != DemoLine::labels().end());
                if (t.label == "Bottle")
                    QVERIFY2(t.box.width() > 6 && t.box.height() > 80, "a quarter of a bottle at least");
            }
        }
    }
}

void TestDemoLine::every_bottle_has_its_parts()
{
    const DemoLine line(small(5, 0.5));
    for (std::uint64_t frame = 0; frame < 600; frame += 7) {
        for (const Bottle &b : wholeBottles(rendered(line, frame))) {
            QCOMPARE(int(b.has("Label")) + int(b.has("Label torn")), 1);
            QVERIFY(int(b.has("Cap")) + int(b.has("Cap askew")) <= 1);
        }
    }
}

void TestDemoLine::bottles_move_to_the_right_with_the_belt()
{
    DemoLineConfig config = small();
    config.width = 1280;
    config.height = 720;
    const DemoLine line(config);
    const auto before = wholeBottles(rendered(line, 100));
    const auto after = wholeBottles(rendered(line, 101));
    QVERIFY(!before.empty());
    int followed = 0;
    for (const Bottle &b : before)
        for (const Bottle &a : after)
            followed += a.box.x1 - b.box.x1 >= 6 && a.box.x1 - b.box.x1 <= 9;
    QVERIFY(followed >= static_cast<int>(before.size()) - 1);
}

void TestDemoLine::defects_come_at_the_rate_that_was_set()
{
    for (const double rate : {0.0, 0.06, 1.0}) {
        DemoLineConfig config = small(21, rate);
        config.width = 256;
        config.height = 144;
        const DemoLine line(config);
        int bottles = 0;
        int defects = 0;
        for (std::uint64_t k = 0; k < 700; ++k) {  // far enough apart that no bottle is seen twice
            for (const Bottle &b : wholeBottles(rendered(line, k * 400))) {
                ++bottles;
                defects += !(b.has("Cap") && b.has("Label"));
            }
        }
        QVERIFY(bottles > 1500);
        const double limit = 4 * std::sqrt(rate * (1 - rate) / bottles) + 1e-9;
        QVERIFY2(std::abs(double(defects) / bottles - rate) <= limit,
                 qPrintable(QStringLiteral("%1 of %2").arg(defects).arg(bottles)));
    }
}

void TestDemoLine::all_kinds_of_defects_come_up()
{
    const DemoLine line(small(4, 1.0));
    int missing = 0, askew = 0, torn = 0;
    for (std::uint64_t k = 0; k < 60; ++k) {
        for (const Bottle &b : wholeBottles(rendered(line, k * 200))) {
            missing += !b.has("Cap") && !b.has("Cap askew");
            askew += b.has("Cap askew");
            torn += b.has("Label torn");
        }
    }
    QVERIFY(missing > 20);
    QVERIFY(askew > 20);
    QVERIFY(torn > 20);
}

void TestDemoLine::the_box_of_a_cap_covers_exactly_the_pixels_of_the_cap()
{
    // The same line without and with defects differs, where a cap is missing, in the pixels of that cap alone.
    DemoLineConfig config;
    config.seed = 9;
    config.defectRate = 0;
    const DemoLine whole(config);
    config.defectRate = 1;
    const DemoLine broken(config);
    int compared = 0;
    for (std::uint64_t frame = 0; frame < 6000 && compared < 12; frame += 170) {
        const Picture a = rendered(whole, frame);
        const Picture b = rendered(broken, frame);
        for (const TruthBox &cap : a.truth) {
            if (cap.label != "Cap" || cap.box.x1 <= 0 || cap.box.x2 >= 1280)
                continue;
            const Box around{cap.box.x1 - 30, cap.box.y1 - 40, cap.box.x2 + 30, cap.box.y2 + 30};
            const bool missing = std::none_of(b.truth.begin(), b.truth.end(), [&](const TruthBox &t) {
                return t.label.starts_with("Cap") && t.box.x2 > around.x1 && t.box.x1 < around.x2;
            });
            if (!missing)
                continue;
            const Box pixels = difference(a, b, around);
            QVERIFY(std::abs(pixels.x1 - cap.box.x1) <= 6 && std::abs(pixels.x2 - cap.box.x2) <= 6);
            QVERIFY(std::abs(pixels.y1 - cap.box.y1) <= 4 && std::abs(pixels.y2 - cap.box.y2) <= 4);
            ++compared;
        }
    }
    QVERIFY(compared >= 8);
}

void TestDemoLine::the_light_drifts_slowly_and_is_never_quite_the_same_colour()
{
    for (int station = 0; station < 4; ++station) {
        const DemoLine line(small(8, 0.06, station));
        double darkest = 1e9, brightest = 0, coolest = 1e9, warmest = 0, largestStep = 0;
        for (std::uint64_t second = 0; second < 120; second += 3) {
            const auto light = lightOf(rendered(line, second * 30));
            darkest = std::min(darkest, light[1]);
            brightest = std::max(brightest, light[1]);
            coolest = std::min(coolest, light[2] / light[0]);
            warmest = std::max(warmest, light[2] / light[0]);
            largestStep = std::max(largestStep, std::abs(lightOf(rendered(line, second * 30 + 1))[1] / light[1] - 1));
        }
        QVERIFY2(brightest / darkest > 1.1 && brightest / darkest < 1.35, qPrintable(QString::number(brightest / darkest)));
        QVERIFY2(warmest / coolest > 1.03 && warmest / coolest < 1.15, qPrintable(QString::number(warmest / coolest)));
        QVERIFY2(largestStep < 0.02, qPrintable(QString::number(largestStep)));  // drift, no flicker
    }
}

void TestDemoLine::the_picture_is_blurred_for_seconds_by_motion_or_by_focus_and_then_sharp_again()
{
    // Two pictures that follow each other show the same bottles: what changes much between them is the camera.
    DemoLineConfig config = small(12);
    config.width = 640;
    config.height = 360;
    const DemoLine line(config);
    constexpr std::uint64_t kHold = 150;  // frames; the camera keeps its focus for 5 s
    std::vector<double> sideways;         // how much more is lost across than down
    int sharpAgain = 0;
    for (std::uint64_t k = 1; k <= 60; ++k) {
        const auto change = [&](std::uint64_t frame) {
            const Sharpness before = sharpnessOf(rendered(line, frame - 1)), after = sharpnessOf(rendered(line, frame));
            return Sharpness{after.across / before.across, after.down / before.down};
        };
        const Sharpness within = change(k * kHold + kHold / 2);
        QVERIFY2(within.across > 0.85 && within.across < 1.18, qPrintable(QString::number(within.across)));
        const Sharpness at = change(k * kHold);
        if (at.across < 0.7)
            sideways.push_back(at.down / at.across);
        sharpAgain += at.across > 1.4;
    }
    QVERIFY2(sideways.size() >= 6 && sharpAgain >= 4, qPrintable(QStringLiteral("%1 %2").arg(sideways.size()).arg(sharpAgain)));
    std::ranges::sort(sideways);
    QVERIFY2(sideways.back() > 1.5 * sideways.front(), qPrintable(QStringLiteral("%1 %2").arg(sideways.front()).arg(sideways.back())));
}

void TestDemoLine::a_picture_of_another_size_is_left_alone()
{
    const DemoLine line(small());
    Image other(100, 100);
    std::memset(other.view().pixels, 0x5A, 100 * 100 * 4);
    std::vector<TruthBox> truth(3);
    line.render(1, other.view(), truth);
    QVERIFY(truth.empty());
    QCOMPARE(int(other.view().pixels[0]), 0x5A);
    line.render(1, MutableImageView{}, truth);
    QVERIFY(truth.empty());
}

void TestDemoLine::senseless_settings_are_moved_to_the_limit()
{
    DemoLineConfig config;
    config.width = -5;
    config.height = 1;
    config.fps = 0;
    config.defectRate = std::nan("");
    config.station = -3;
    const DemoLine line(config);
    QCOMPARE(line.config().width, 64);
    QCOMPARE(line.config().height, 64);
    QCOMPARE(line.config().fps, 30.0);
    QCOMPARE(line.config().defectRate, 0.0);
    const Picture p = rendered(line, 1'000'000'000'000ULL);
    QVERIFY(!p.image.view().empty());
}

QTEST_APPLESS_MAIN(TestDemoLine)
#include "tst_demoline.moc"
