// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/yuvtobgrx.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace lineside;

namespace {

using Bgr = std::array<int, 3>;

/// By the text of ITU-R BT.601 and BT.709, in floating point.
Bgr exact(int y, int u, int v, double kr, double kb, bool fullRange)
{
    const double light = fullRange ? y / 255.0 : (y - 16) / 219.0;
    const double cb = (u - 128) / (fullRange ? 255.0 : 224.0), cr = (v - 128) / (fullRange ? 255.0 : 224.0);
    const double r = light + 2 * (1 - kr) * cr, b = light + 2 * (1 - kb) * cb;
    const double g = (light - kr * r - kb * b) / (1 - kr - kb);
    const auto byte = [](double value) { return static_cast<int>(std::lround(std::clamp(value, 0.0, 1.0) * 255)); };
    return {byte(b), byte(g), byte(r)};
}

Bgr pixel(const Image &image, int x, int y)
{
    const std::uint8_t *p = image.view().pixels + y * image.view().strideBytes + x * 4;
    return {p[0], p[1], p[2]};
}

}  // namespace

class TestYuvToBgrx : public QObject {
    Q_OBJECT
private slots:
    void every_colour_is_within_one_of_the_exact_value_data()
    {
        QTest::addColumn<int>("matrix");
        QTest::addColumn<double>("kr");
        QTest::addColumn<double>("kb");
        QTest::addColumn<bool>("fullRange");
        QTest::newRow("BT.601") << int(YuvMatrix::Bt601) << 0.299 << 0.114 << false;
        QTest::newRow("BT.709") << int(YuvMatrix::Bt709) << 0.2126 << 0.0722 << false;
        QTest::newRow("BT.2020") << int(YuvMatrix::Bt2020) << 0.2627 << 0.0593 << false;
        QTest::newRow("JPEG") << int(YuvMatrix::Bt601) << 0.299 << 0.114 << true;
    }
    void every_colour_is_within_one_of_the_exact_value()
    {
        QFETCH(int, matrix);
        QFETCH(double, kr);
        QFETCH(double, kb);
        QFETCH(bool, fullRange);
        // A picture of all brightnesses, 4:4:4, for each of many colours.
        std::vector<std::uint8_t> y(256), u(256), v(256);
        for (int i = 0; i < 256; ++i)
            y[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(i);
        Image out(256, 1);
        for (int cu = 0; cu < 256; cu += 15) {
            for (int cv = 0; cv < 256; cv += 15) {
                std::fill(u.begin(), u.end(), static_cast<std::uint8_t>(cu));
                std::fill(v.begin(), v.end(), static_cast<std::uint8_t>(cv));
                yuvToBgrx({y.data(), u.data(), v.data(), 256, 256, 1, 1, 0, 0, YuvMatrix(matrix), fullRange}, out.view());
                for (int x = 0; x < 256; ++x) {
                    const Bgr is = pixel(out, x, 0), should = exact(x, cu, cv, kr, kb, fullRange);
                    for (std::size_t c = 0; c < 3; ++c)
                        QVERIFY2(std::abs(is[c] - should[c]) <= 1, qPrintable(QString("%1 %2 %3").arg(x).arg(cu).arg(cv)));
                }
            }
        }
    }
    void colour_samples_serve_two_by_two_pixels_also_at_an_odd_edge()
    {
        // 3 × 3: two colour samples a row, two rows.
        const std::vector<std::uint8_t> y(9, 120), u{128, 200, 60, 128}, v{128, 128, 128, 220};
        Image out(3, 3);
        yuvToBgrx({y.data(), u.data(), v.data(), 3, 2, 1, 1, 1, 1, YuvMatrix::Bt601, false}, out.view());
        QCOMPARE(pixel(out, 0, 0), pixel(out, 1, 1));
        QVERIFY(pixel(out, 2, 0) != pixel(out, 1, 0));
        QCOMPARE(pixel(out, 2, 0), pixel(out, 2, 1));
        QCOMPARE(pixel(out, 0, 2), pixel(out, 1, 2));
        QVERIFY(pixel(out, 2, 2) != pixel(out, 2, 1));
    }
    void the_fourth_byte_is_255_and_padding_is_left_alone()
    {
        const std::vector<std::uint8_t> y(4, 100), c(2, 128);
        std::vector<std::uint8_t> memory(2 * 32, 7);
        yuvToBgrx({y.data(), c.data(), c.data(), 2, 1, 1, 1, 1, 1, YuvMatrix::Bt601, false}, {memory.data(), 2, 2, 32});
        QCOMPARE(int(memory[3]), 255);
        QCOMPARE(int(memory[8]), 7);
        QCOMPARE(int(memory[32 + 7]), 255);
        QCOMPARE(int(memory[63]), 7);
    }
    void a_720p_picture()
    {
        const std::vector<std::uint8_t> y(1280 * 720, 100), c(640 * 360, 99);
        Image out(1280, 720);
        QBENCHMARK {
            yuvToBgrx({y.data(), c.data(), c.data(), 1280, 640, 1, 1, 1, 1, YuvMatrix::Bt709, false}, out.view());
        }
        // One colour all over, and it is the one that a single pair of samples gives.
        Image small(2, 2);
        yuvToBgrx({y.data(), c.data(), c.data(), 2, 1, 1, 1, 1, 1, YuvMatrix::Bt709, false}, small.view());
        for (const auto &[x, row] : {std::pair{0, 0}, {1279, 0}, {641, 359}, {0, 719}, {1279, 719}})
            QCOMPARE(pixel(out, x, row), pixel(small, 0, 0));
    }
};

QTEST_APPLESS_MAIN(TestYuvToBgrx)
#include "tst_yuvtobgrx.moc"
