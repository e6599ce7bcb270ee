// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/picturescaler.h"

#include <QPainter>
#include <QtTest>

#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <vector>

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

    void a_row_of_any_length_is_filled_and_nothing_beside_it()
    {
        const FramePtr picture = frameOf(400, 40, [](int x, int y) { return 0xff000000U | static_cast<std::uint32_t>(x * 131 + y * 7919); });
        for (const int width : {1, 2, 3, 4, 5, 7, 8, 133, 398, 399}) {
            for (const int height : {9, 30}) {
                std::vector<std::uint32_t> pixels(static_cast<std::size_t>((width + 3) * height), 0xdeadbeefU);
                auto *bytes = reinterpret_cast<std::uint8_t *>(pixels.data());
                PictureShrinker().shrink(picture->image.view(), {bytes + 4, width, height, std::ptrdiff_t{4} * (width + 3)});
                for (int y = 0; y < height; ++y) {
                    const auto row = static_cast<std::size_t>(y * (width + 3));
                    QCOMPARE(pixels[row], 0xdeadbeefU);
                    QCOMPARE(pixels[row + static_cast<std::size_t>(width) + 1], 0xdeadbeefU);
                    for (int x = 0; x < width; ++x)
                        QCOMPARE(pixels[row + static_cast<std::size_t>(x) + 1] >> 24, 0xffU);
                }
            }
        }
    }

    void a_picture_is_painted_as_it_is_scaled_data()
    {
        QTest::addColumn<QRect>("place");
        QTest::addColumn<qreal>("ratio");
        QTest::addColumn<QRegion>("exposed");
        const QRect all(0, 0, 400, 300), place(20, 30, 320, 180);
        QTest::newRow("all of it seen") << place << 1.0 << QRegion(all);
        QTest::newRow("seen in two parts that touch") << place << 1.0 << (QRegion(all) - QRect(0, 220, 200, 80));
        QTest::newRow("two pixels a point") << QRect(5, 7, 150, 90) << 2.0 << QRegion(all);
        QTest::newRow("one and a half pixels a point") << QRect(6, 8, 150, 90) << 1.5 << QRegion(all);
        QTest::newRow("larger than the camera's") << QRect(0, 0, 400, 300) << 4.0 << QRegion(all);
    }
    void a_picture_is_painted_as_it_is_scaled()
    {
        QFETCH(QRect, place);
        QFETCH(qreal, ratio);
        QFETCH(QRegion, exposed);
        const FramePtr picture = frameOf(1280, 720, [](int x, int y) { return qRgb(x / 5, y / 3, (x + y) & 255); });
        QImage window((QSizeF(400, 300) * ratio).toSize(), QImage::Format_RGB32);
        window.setDevicePixelRatio(ratio);
        window.fill(Qt::magenta);
        QPainter painter(&window);
        PictureScaler scaler;
        scaler.paint(painter, picture, place, exposed);
        painter.end();
        PictureScaler other;
        const QSize size = (QSizeF(place.size()) * ratio).toSize();
        const QImage expected = other.scaled(picture, size);
        const QPoint origin = (QPointF(place.topLeft()) * ratio).toPoint();
        for (int y = 0; y < window.height(); ++y)
            for (int x = 0; x < window.width(); ++x) {
                const QPoint point(x - origin.x(), y - origin.y());
                if (expected.rect().contains(point))
                    QCOMPARE(window.pixel(x, y), expected.pixel(point));
                else
                    QCOMPARE(window.pixel(x, y), QColor(Qt::magenta).rgb());
            }
    }

    void a_turned_picture_is_left_to_the_painter()
    {
        const FramePtr picture = plain(1280, 720, 0xff204060);
        QImage window(400, 400, QImage::Format_RGB32);
        window.fill(Qt::magenta);
        QPainter painter(&window);
        painter.translate(300, 20);
        painter.rotate(90);
        PictureScaler().paint(painter, picture, QRect(0, 0, 320, 180), QRegion(0, 0, 400, 400));
        painter.end();
        QCOMPARE(window.pixel(290, 30), QRgb(0xff204060));
        QCOMPARE(window.pixel(10, 30), QColor(Qt::magenta).rgb());
    }
};

QTEST_GUILESS_MAIN(TestPictureScaler)
#include "tst_picturescaler.moc"
