// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/pictureviewport.h"

#include <QSignalSpy>
#include <QtTest>

using namespace lineside;

namespace {

const PictureViewport::View kView{QSize(1280, 720), QRectF(10, 40, 640, 400), 1};

/// Where a pixel of the picture is seen.
QPointF seenAt(const PictureViewport &viewport, const PictureViewport::View &view, QPointF pixel)
{
    const QRectF at = viewport.place(view);
    return at.topLeft() + QPointF(pixel.x() * at.width() / view.picture.width(), pixel.y() * at.height() / view.picture.height());
}

}  // namespace

/// Where a picture lies in its view.
class TestPictureViewport : public QObject {
    Q_OBJECT

private slots:
    void at_first_the_whole_picture_fits_in_the_middle()
    {
        const PictureViewport viewport;
        QVERIFY(viewport.whole());
        QCOMPARE(viewport.scale(kView), 0.5);
        QCOMPARE(viewport.place(kView), QRectF(10, 60, 640, 360));
    }

    void one_to_one_is_one_screen_pixel_for_one_of_the_picture_data()
    {
        QTest::addColumn<double>("ratio");
        QTest::newRow("100 %") << 1.0;
        QTest::newRow("150 %") << 1.5;
        QTest::newRow("200 %") << 2.0;
    }
    void one_to_one_is_one_screen_pixel_for_one_of_the_picture()
    {
        QFETCH(double, ratio);
        const PictureViewport::View view{QSize(1280, 720), QRectF(11, 37, 333, 217), ratio};
        PictureViewport viewport;
        viewport.setScale(1, view.area.center(), view);
        const QRectF at = viewport.place(view);
        QVERIFY(std::abs(at.width() * ratio - 1280) < 1e-6 && std::abs(at.height() * ratio - 720) < 1e-6);
        for (const double edge : {at.left() * ratio, at.top() * ratio})
            QVERIFY(std::abs(edge - std::round(edge)) < 1e-6);
    }

    void zoom_goes_from_a_quarter_to_eight_times()
    {
        PictureViewport viewport;
        viewport.setScale(0.001, kView.area.center(), kView);
        QCOMPARE(viewport.scale(kView), 0.25);
        viewport.setScale(1000, kView.area.center(), kView);
        QCOMPARE(viewport.scale(kView), 8.0);
    }

    void a_picture_that_is_too_large_for_a_quarter_can_still_be_seen_whole()
    {
        const PictureViewport::View view{QSize(8000, 4500), QRectF(0, 0, 800, 450), 1};
        PictureViewport viewport;
        viewport.setScale(1, view.area.center(), view);
        viewport.setScale(0.001, view.area.center(), view);
        QCOMPARE(viewport.scale(view), 0.1);
    }

    void what_is_under_the_pointer_stays_there()
    {
        PictureViewport viewport;
        viewport.setScale(1, kView.area.center(), kView);
        const QPointF pointer(200, 150), pixel(700, 300);
        // Brings that pixel under the pointer, then goes closer and back.
        viewport.pan(pointer - seenAt(viewport, kView, pixel), kView);
        for (const double scale : {1.2, 2.0, 5.0, 8.0, 3.0, 1.0}) {
            viewport.setScale(scale, pointer, kView);
            const QPointF off = seenAt(viewport, kView, pixel) - pointer;
            QVERIFY2(std::abs(off.x()) <= scale && std::abs(off.y()) <= scale, qPrintable(QStringLiteral("%1: %2, %3").arg(scale).arg(off.x()).arg(off.y())));
        }
    }

    void the_picture_stops_at_its_edges_and_comes_back_at_once()
    {
        PictureViewport viewport;
        viewport.setScale(1, kView.area.center(), kView);
        viewport.pan({5000, 5000}, kView);
        QCOMPARE(viewport.place(kView).topLeft(), kView.area.topLeft());
        viewport.pan({-30, -20}, kView);
        QCOMPARE(viewport.place(kView).topLeft(), kView.area.topLeft() - QPointF(30, 20));
        viewport.pan({-5000, -5000}, kView);
        QCOMPARE(viewport.place(kView).bottomRight(), kView.area.bottomRight());
    }

    void a_whole_picture_does_not_move_and_says_nothing()
    {
        PictureViewport viewport;
        QSignalSpy changed(&viewport, &PictureViewport::changed);
        viewport.pan({50, 50}, kView);
        viewport.showWhole();
        QCOMPARE(changed.size(), 0);
        viewport.setScale(2, kView.area.center(), kView);
        viewport.showWhole();
        QCOMPARE(changed.size(), 2);
        QCOMPARE(viewport.place(kView), QRectF(10, 60, 640, 360));
    }

    void without_a_picture_nothing_changes()
    {
        const PictureViewport::View empty{QSize(), QRectF(0, 0, 640, 400), 1};
        PictureViewport viewport;
        viewport.setScale(3, {10, 10}, empty);
        QVERIFY(viewport.whole());
    }
};

QTEST_APPLESS_MAIN(TestPictureViewport)
#include "tst_pictureviewport.moc"
