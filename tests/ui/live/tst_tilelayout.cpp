// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/tilelayout.h"

#include <QApplication>
#include <QFontMetrics>
#include <QtTest>

using namespace lineside;

class TestTileLayout : public QObject {
    Q_OBJECT

private slots:
    void the_button_has_its_place_beside_or_below_the_word_in_a_tile_of_any_shape_data()
    {
        QTest::addColumn<QSize>("size");
        for (const QSize size : {QSize(318, 190), QSize(430, 790), QSize(430, 300), QSize(640, 360), QSize(650, 790), QSize(900, 500), QSize(1800, 1000)})
            QTest::addRow("%d x %d", size.width(), size.height()) << size;
    }
    void the_button_has_its_place_beside_or_below_the_word_in_a_tile_of_any_shape()
    {
        QFETCH(QSize, size);
        const TileLayout t = TileLayout::of(size, QApplication::font());
        QVERIFY2(t.button.width() >= 88 && t.button.height() >= 40, qPrintable(QString("%1 x %2").arg(t.button.width()).arg(t.button.height())));
        QVERIFY(t.band.contains(t.button));
        QVERIFY(t.band.contains(t.word));
        QVERIFY(!t.button.intersects(t.word));
        QVERIFY(t.note.isEmpty() || (t.band.contains(t.note) && !t.note.intersects(t.button) && !t.note.intersects(t.word)));
        QVERIFY(t.wordFont.pixelSize() >= 24);
        QVERIFY(QFontMetrics(t.wordFont).height() <= t.word.height());
        QVERIFY(QRect({}, size).contains(t.band) && t.picture.bottom() < t.band.top() && t.band.bottom() < t.figures.top());
    }

    void a_tall_tile_keeps_the_large_word_and_takes_nothing_from_a_wide_picture()
    {
        const QSize size(430, 790);
        const TileLayout t = TileLayout::of(size, QApplication::font());
        QVERIFY(t.wordFont.pixelSize() >= size.height() / 14);
        QVERIFY(t.button.top() > t.word.bottom());
        QVERIFY(t.picture.height() >= t.picture.width() * 9 / 16);
    }
};

QTEST_MAIN(TestTileLayout)
#include "tst_tilelayout.moc"
