// SPDX-License-Identifier: GPL-3.0-or-later
#include "pipeline/samepicture.h"

#include <QtTest>

#include <algorithm>

using namespace lineside;

class TestSamePicture : public QObject {
    Q_OBJECT
private slots:
    void equal_bytes_are_the_same_picture()
    {
        const Image a(333, 211), b(333, 211);
        QVERIFY(samePicture(a.view(), b.view()));
        QVERIFY(samePicture(Image(1, 1).view(), Image(1, 1).view()));
    }
    void one_changed_byte_anywhere_makes_another_picture()
    {
        const Image a(97, 53);
        Image b(97, 53);
        for (int at = 0; at < 97 * 53 * 4; ++at) {
            b.view().pixels[at] ^= 1;
            QVERIFY(!samePicture(a.view(), b.view()));
            b.view().pixels[at] ^= 1;
        }
    }
    void another_size_is_another_picture()
    {
        QVERIFY(!samePicture(Image(10, 20).view(), Image(20, 10).view()));
        QVERIFY(!samePicture(ImageView{}, ImageView{}));
    }
    void rows_are_compared_without_their_padding()
    {
        std::vector<std::uint8_t> a(64 * 10, 1), b(64 * 10, 1);
        for (int row = 0; row < 10; ++row)
            std::fill_n(b.begin() + row * 64 + 40, 24, std::uint8_t{9});
        QVERIFY(samePicture({a.data(), 10, 10, 64}, {b.data(), 10, 10, 64}));
    }
};

QTEST_APPLESS_MAIN(TestSamePicture)
#include "tst_samepicture.moc"
