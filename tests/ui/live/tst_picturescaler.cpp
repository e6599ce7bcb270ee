// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/picturescaler.h"

#include <QtTest>

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>

using namespace lineside;

namespace {

FramePtr frameOf(int width, int height, const std::function<std::uint32_t(int x, int y)> &pixel)
{
    auto frame = std::make_shared<Frame>();
    frame->image.resize(width, height);
    const MutableImageView view = frame->image.view();
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            const std::uint32_t value = pixel(x, y);
            std::memcpy(view.pixels + y * view.strideBytes + std::ptrdiff_t{4} * x, &value, 4);
        }
    return frame;
}

FramePtr plain(int width, int height, std::uint32_t colour)
{
    return frameOf(width, height, [colour](int, int) { return colour; });
}

}  // namespace

class TestPictureScaler : public QObject {
    Q_OBJECT

private slots:
    void a_plain_picture_keeps_its_colour_at_every_size_data()
    {
        QTest::addColumn<QSize>("from");
        QTest::addColumn<QSize>("to");
        QTest::newRow("a half") << QSize(640, 360) << QSize(320, 180);
        QTest::newRow("a quarter") << QSize(1280, 720) << QSize(302, 170);
        QTest::newRow("nearly the same") << QSize(64, 36) << QSize(63, 35);
        QTest::newRow("narrow") << QSize(3, 90) << QSize(1, 9);
        QTest::newRow("one pixel") << QSize(5, 5) << QSize(1, 1);
        QTest::newRow("larger") << QSize(32, 18) << QSize(64, 36);
    }
    void a_plain_picture_keeps_its_colour_at_every_size()
    {
        QFETCH(QSize, from);
        QFETCH(QSize, to);
        PictureScaler scaler;
        const QImage image = scaler.scaled(plain(from.width(), from.height(), 0xff204060), to);
        QCOMPARE(image.size(), to);
        for (int y = 0; y < to.height(); ++y)
            for (int x = 0; x < to.width(); ++x)
                QCOMPARE(image.pixel(x, y), QRgb(0xff204060));
    }

    void a_pixel_is_the_mean_of_four()
    {
        // Columns of 0 and 200 in turn: every mean of neighbours is 100.
        const FramePtr stripes = frameOf(1280, 720, [](int x, int) { return x % 2 ? 0xffc8c8c8 : 0xff000000; });
        PictureScaler scaler;
        for (const QSize size : {QSize(640, 360), QSize(302, 170)}) {
            const QImage image = scaler.scaled(stripes, size);
            for (int x = 0; x < size.width(); ++x)
                QCOMPARE(qRed(image.pixel(x, size.height() / 2)), 100);
        }
    }

    void what_is_where_stays_there()
    {
        const FramePtr halves = frameOf(1280, 720, [](int x, int y) { return x < 640 ? (y < 360 ? 0xffff0000 : 0xff00ff00) : 0xff0000ff; });
        PictureScaler scaler;
        for (const QSize size : {QSize(800, 450), QSize(320, 180)}) {
            const QImage image = scaler.scaled(halves, size);
            QCOMPARE(image.pixel(5, 5), QRgb(0xffff0000));
            QCOMPARE(image.pixel(5, size.height() - 5), QRgb(0xff00ff00));
            QCOMPARE(image.pixel(size.width() - 1, size.height() - 1), QRgb(0xff0000ff));
        }
    }

    void another_height_alone_takes_the_columns_anew()
    {
        const FramePtr picture = plain(1280, 720, 0xff102030);
        PictureScaler scaler;
        QCOMPARE(scaler.scaled(picture, QSize(400, 400)).pixel(399, 399), QRgb(0xff102030));
        QCOMPARE(scaler.scaled(picture, QSize(400, 200)).pixel(399, 199), QRgb(0xff102030));
    }
};

QTEST_GUILESS_MAIN(TestPictureScaler)
#include "tst_picturescaler.moc"
