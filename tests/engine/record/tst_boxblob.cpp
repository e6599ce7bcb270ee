// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/boxblob.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace lineside;

class TestBoxBlob : public QObject {
    Q_OBJECT

private slots:
    void what_is_packed_comes_back_to_a_quarter_of_a_pixel()
    {
        const PackedBox boxes[] = {{0, 0, {}}, {3, 0.5f, {10.25f, 20.5f, 300, 401.75f}}, {1000000, 1, {-5, -0.25f, 8000.1f, 1e6f}}};
        std::vector<std::uint8_t> bytes;
        for (const PackedBox &box : boxes)
            packBox(box, bytes);
        const auto back = unpackBoxes(bytes);
        QVERIFY(back);
        QCOMPARE(back->size(), std::size(boxes));
        for (std::size_t i = 0; i < std::size(boxes); ++i) {
            const PackedBox &a = boxes[i], &b = (*back)[i];
            QCOMPARE(b.label, a.label);
            QVERIFY(std::abs(a.score - b.score) <= 0.5f / 65535);
            for (const auto side : {&Box::x1, &Box::y1, &Box::x2, &Box::y2})
                QVERIFY(std::abs(a.box.*side - b.box.*side) <= 0.125f);
        }
    }
    void an_ordinary_box_takes_eleven_bytes()
    {
        std::vector<std::uint8_t> bytes;
        packBox({3, 0.87f, {612.3f, 240.9f, 700.2f, 555.5f}}, bytes);
        QVERIFY2(bytes.size() <= 12, qPrintable(QString::number(bytes.size())));
    }
    void numbers_that_are_none_do_no_harm()
    {
        const float none = std::numeric_limits<float>::quiet_NaN(), far = std::numeric_limits<float>::infinity();
        std::vector<std::uint8_t> bytes;
        packBox({1, none, {none, far, -far, 1e30f}}, bytes);
        const auto back = unpackBoxes(bytes);
        QVERIFY(back);
        QCOMPARE(back->size(), std::size_t{1});
        QCOMPARE(back->front().box.x1, 0.0f);
        QCOMPARE(back->front().score, 0.0f);
    }
    void bytes_that_end_too_soon_are_refused()
    {
        std::vector<std::uint8_t> bytes;
        packBox({300, 0.87f, {612.3f, 240.9f, 700.2f, 555.5f}}, bytes);
        for (std::size_t length = 1; length < bytes.size(); ++length)
            QVERIFY(!unpackBoxes(std::span(bytes).first(length)));
        QVERIFY(unpackBoxes({})->empty());
    }
    void a_number_larger_than_any_of_ours_is_refused()
    {
        const std::uint8_t endless[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1};
        QVERIFY(!unpackBoxes(endless));
        const std::uint8_t highScore[] = {1, 0x80, 0x80, 4, 0, 0, 0, 0};  // 65536
        QVERIFY(!unpackBoxes(highScore));
    }
};

QTEST_GUILESS_MAIN(TestBoxBlob)
#include "tst_boxblob.moc"
