// SPDX-License-Identifier: GPL-3.0-or-later
#include "detect/letterbox.h"

#include <QtTest>

#include <cmath>
#include <vector>

using namespace lineside;

namespace {

/// The picture's colour says where it is: blue = x, green = y, red = x + y.
Image gradient(int width, int height)
{
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            std::uint8_t *p = image.view().pixels + y * image.view().strideBytes + std::ptrdiff_t{4} * x;
            p[0] = static_cast<std::uint8_t>(x);
            p[1] = static_cast<std::uint8_t>(y);
            p[2] = static_cast<std::uint8_t>(x + y);
            p[3] = 255;
        }
    return image;
}

void resizeMustNotBeCalled(ImageView, MutableImageView)
{
    QFAIL("the picture has the right size already");
}

void nearest(ImageView source, MutableImageView target)
{
    for (int y = 0; y < target.height; ++y)
        for (int x = 0; x < target.width; ++x) {
            const auto *from = source.pixels + (y * source.height / target.height) * source.strideBytes
                + std::ptrdiff_t{4} * (x * source.width / target.width);
            std::copy_n(from, 4, target.pixels + y * target.strideBytes + std::ptrdiff_t{4} * x);
        }
}

float at(const std::vector<float> &out, const LetterboxGeometry &g, int channel, int x, int y)
{
    return out[static_cast<std::size_t>((channel * g.netHeight + y) * g.netWidth + x)];
}

bool isAt(const Box &box, const Box &expected)
{
    return box.x1 == expected.x1 && box.y1 == expected.y1 && box.x2 == expected.x2 && box.y2 == expected.y2;
}

}  // namespace

class TestLetterbox : public QObject {
    Q_OBJECT

private slots:
    void sizes_and_borders_are_those_of_the_reference_data()
    {
        QTest::addColumn<int>("imageWidth");
        QTest::addColumn<int>("imageHeight");
        QTest::addColumn<double>("gain");
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("height");
        QTest::addColumn<int>("left");
        QTest::addColumn<int>("right");
        QTest::addColumn<int>("top");
        QTest::addColumn<int>("bottom");
        QTest::newRow("full HD") << 1920 << 1080 << 1.0 / 3 << 640 << 360 << 0 << 0 << 140 << 140;
        QTest::newRow("upright") << 810 << 1080 << .592593 << 480 << 640 << 80 << 80 << 0 << 0;
        QTest::newRow("half to even, down") << 1280 << 721 << .5 << 640 << 360 << 0 << 0 << 140 << 140;
        QTest::newRow("half to even, up") << 1280 << 723 << .5 << 640 << 362 << 0 << 0 << 139 << 139;
        QTest::newRow("odd border") << 1000 << 333 << .64 << 640 << 213 << 0 << 0 << 213 << 214;
        QTest::newRow("scale up") << 320 << 240 << 2.0 << 640 << 480 << 0 << 0 << 80 << 80;
    }
    void sizes_and_borders_are_those_of_the_reference()
    {
        QFETCH(int, imageWidth);
        QFETCH(int, imageHeight);
        QFETCH(double, gain);
        QFETCH(int, width);
        QFETCH(int, height);
        const LetterboxGeometry g = letterbox(imageWidth, imageHeight, 640, 640);
        QVERIFY(std::abs(g.gain - gain) < 1e-6);
        QCOMPARE(g.resizedWidth, width);
        QCOMPARE(g.resizedHeight, height);
        QTEST(g.left, "left");
        QTEST(g.top, "top");
        QTEST(640 - width - g.left, "right");
        QTEST(640 - height - g.top, "bottom");
    }

    void the_minimal_rectangle_drops_whole_strides_of_border()
    {
        const LetterboxGeometry upright = letterboxMinimal(810, 1080, 640, 640, 32);
        QCOMPARE(upright.netWidth, 480);
        QCOMPARE(upright.netHeight, 640);
        QCOMPARE(upright.left, 0);
        QCOMPARE(upright.top, 0);

        const LetterboxGeometry wide = letterboxMinimal(1920, 1080, 640, 640, 32);
        QCOMPARE(wide.netWidth, 640);
        QCOMPARE(wide.netHeight, 384);
        QCOMPARE(wide.top, 12);
    }

    void the_border_that_whole_strides_leave_is_halved_like_the_other()
    {
        const LetterboxGeometry odd = letterboxMinimal(1000, 333, 640, 640, 32);  // 427 are 13 strides and 11
        QCOMPARE(odd.netWidth, 640);
        QCOMPARE(odd.netHeight, 224);
        QCOMPARE(odd.top, 5);  // round(5.5 - 0.1); 6 below
        const LetterboxGeometry even = letterboxMinimal(1280, 723, 640, 640, 32);  // 361.5 to even
        QCOMPARE(even.resizedHeight, 362);
        QCOMPARE(even.netHeight, 384);
        QCOMPARE(even.top, 11);
        const LetterboxGeometry none = letterboxMinimal(640, 640, 640, 640, 32);
        QCOMPARE(none.netHeight, 640);
        QCOMPARE(none.top, 0);
        const LetterboxGeometry wide = letterboxMinimal(1920, 1080, 640, 640, 64);  // another stride
        QCOMPARE(wide.netHeight, 384);
        const Box box = odd.toImage({0, 5, 640, 218});
        QCOMPARE(box.y1, 0.f);
        QCOMPARE(box.y2, 333.f);
    }

    void a_picture_in_the_upper_left_corner_is_cut_off_to_whole_pixels()
    {
        const LetterboxGeometry g = letterboxUpperLeft(1280, 723, 640, 640);  // 361.5
        QCOMPARE(g.resizedWidth, 640);
        QCOMPARE(g.resizedHeight, 361);
        QCOMPARE(g.left, 0);
        QCOMPARE(g.top, 0);
        const Box box = g.toImage({0, 0, 640, 361});
        QCOMPARE(box.x2, 1280.f);
        QCOMPARE(box.y2, 723.f);
        QCOMPARE(g.toImage({0, 0, 1, 640}).y2, 723.f);  // the border is not in the picture
        const LetterboxGeometry sliver = letterboxUpperLeft(5000, 1, 640, 640);
        QCOMPARE(sliver.resizedHeight, 1);
        QCOMPARE(letterboxUpperLeft(320, 240, 640, 640).resizedHeight, 480);
    }

    void a_box_comes_back_to_the_picture()
    {
        const LetterboxGeometry g = letterbox(1920, 1080, 640, 640);
        const Box box = g.toImage({100, 240, 300, 340});
        QCOMPARE(box.x1, 300.f);
        QCOMPARE(box.y1, 300.f);
        QCOMPARE(box.x2, 900.f);
        QCOMPARE(box.y2, 600.f);
    }

    void a_box_is_clipped_to_the_picture_and_not_rounded()
    {
        const LetterboxGeometry g = letterbox(1000, 333, 640, 640);
        const Box box = g.toImage({-5, 0, 639.5f, 700});
        QCOMPARE(box.x1, 0.f);
        QCOMPARE(box.y1, 0.f);
        QCOMPARE(box.x2, static_cast<float>(639.5 / .64));
        QCOMPARE(box.y2, 333.f);
        const Box beyond = g.toImage({700, -5, 800, 210});
        QCOMPARE(beyond.x1, 1000.f);
        QCOMPARE(beyond.x2, 1000.f);
        QCOMPARE(beyond.y1, 0.f);
        QCOMPARE(beyond.y2, 0.f);  // ends above the picture
        const LetterboxGeometry upright = letterbox(333, 1000, 640, 640);
        QVERIFY(isAt(upright.toImage({0, -1, 640, 641}), {0, 0, 333, 1000}));
    }

    void each_axis_has_the_scale_that_rounding_has_left_it()
    {
        const LetterboxGeometry g = letterbox(641, 361, 640, 640);
        QCOMPARE(g.resizedHeight, 360);
        const Box whole = g.toImage({0, 140, 640, 500});
        QCOMPARE(whole.x2, 641.f);
        QCOMPARE(whole.y2, 361.f);
        QCOMPARE(g.toImage({0, 0, 1, 320}).y2, 180.5f);
    }

    void a_sliver_still_has_one_row()
    {
        const LetterboxGeometry g = letterbox(5000, 1, 640, 640);
        QCOMPARE(g.resizedHeight, 1);
        QVERIFY(g.top >= 0 && g.top < 640);
    }

    void the_input_is_planar_rgb_between_0_and_1_with_a_grey_border()
    {
        const Image image = gradient(16, 8);
        const LetterboxGeometry g = letterbox(16, 8, 16, 16);
        std::vector<float> out(3 * 16 * 16, -1.f);
        Image scratch;
        fillBorder(g, out);
        fillInput(image.view(), g, resizeMustNotBeCalled, scratch, out);
        for (int y = 0; y < 16; ++y)
            for (int x = 0; x < 16; ++x) {
                const bool inside = y >= 4 && y < 12;
                QVERIFY(std::abs(at(out, g, 0, x, y) - (inside ? float(x + y - 4) : 114.f) / 255.f) < 1e-6f);
                QVERIFY(std::abs(at(out, g, 1, x, y) - (inside ? float(y - 4) : 114.f) / 255.f) < 1e-6f);
                QVERIFY(std::abs(at(out, g, 2, x, y) - (inside ? float(x) : 114.f) / 255.f) < 1e-6f);
            }
    }

    void the_border_beside_an_upright_picture_is_grey()
    {
        const Image image = gradient(5, 16);
        const LetterboxGeometry g = letterbox(5, 16, 16, 16);
        QCOMPARE(g.left, 5);
        std::vector<float> out(3 * 16 * 16, -1.f);
        Image scratch;
        fillBorder(g, out);
        fillInput(image.view(), g, resizeMustNotBeCalled, scratch, out);
        for (int channel = 0; channel < 3; ++channel)
            for (const int x : {0, 4, 10, 15})
                QVERIFY(std::abs(at(out, g, channel, x, 7) - 114.f / 255.f) < 1e-6f);
        QCOMPARE(at(out, g, 2, 5, 7), 0.f);
        QVERIFY(std::abs(at(out, g, 2, 9, 7) - 4.f / 255.f) < 1e-6f);
    }

    void a_picture_of_another_size_is_resized_into_the_callers_scratch()
    {
        const Image image = gradient(32, 32);
        const LetterboxGeometry g = letterbox(32, 32, 16, 16);
        std::vector<float> out(3 * 16 * 16);
        Image scratch;
        fillInput(image.view(), g, nearest, scratch, out);
        QCOMPARE(scratch.width(), 16);
        const auto *memory = scratch.view().pixels;
        QVERIFY(std::abs(at(out, g, 2, 3, 5) - 6.f / 255.f) < 1e-6f);
        QVERIFY(std::abs(at(out, g, 1, 3, 5) - 10.f / 255.f) < 1e-6f);
        fillInput(image.view(), g, nearest, scratch, out);
        QCOMPARE(scratch.view().pixels, memory);
    }
};

QTEST_APPLESS_MAIN(TestLetterbox)
#include "tst_letterbox.moc"
