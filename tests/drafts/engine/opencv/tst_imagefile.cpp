// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagefile.h"

#include "opencv/imagesize.h"
#include "opencv/resize.h"

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <vector>

using namespace lineside;

namespace {

std::filesystem::path pathOf(const QString &path)
{
    return std::filesystem::path(path.toStdString());
}

QByteArray encoded(const char *format, int width = 5, int height = 3)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(QColor(200, 100, 50));
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    return image.save(&buffer, format, 100) ? bytes : QByteArray();
}

std::span<const std::uint8_t> spanOf(const QByteArray &bytes)
{
    return {reinterpret_cast<const std::uint8_t *>(bytes.constData()), static_cast<std::size_t>(bytes.size())};
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

void putBigEndian(QByteArray &bytes, int at, std::uint32_t value)
{
    for (int i = 0; i < 4; ++i)
        bytes[at + i] = static_cast<char>(value >> (24 - 8 * i));
}

}  // namespace

class TestImageFile : public QObject {
    Q_OBJECT

private slots:
    void a_picture_becomes_bgrx_data()
    {
        QTest::addColumn<QByteArray>("format");
        for (const char *format : {"PNG", "BMP", "JPG"})
            QTest::newRow(format) << QByteArray(format);
    }
    void a_picture_becomes_bgrx()
    {
        QFETCH(QByteArray, format);
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("picture"));  // the suffix does not matter
        write(path, encoded(format.constData()));
        const auto image = readImageFile(pathOf(path));
        QVERIFY2(image.ok(), image.ok() ? "" : image.error().detail.c_str());
        QCOMPARE(image->width(), 5);
        QCOMPARE(image->height(), 3);
        const auto *pixel = image->view().pixels;
        QVERIFY(std::abs(pixel[0] - 50) < 4);
        QVERIFY(std::abs(pixel[1] - 100) < 4);
        QVERIFY(std::abs(pixel[2] - 200) < 4);
        QCOMPARE(int(pixel[3]), 255);
    }

    void what_is_not_a_whole_picture_is_refused()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.png"));
        for (const QByteArray &bytes : {QByteArray(), QByteArray("x"), QByteArray("not a picture at all"), encoded("PNG").left(30),
                                        QByteArray("\x89PNG\r\n\x1a\n"), QByteArray("\xff\xd8\xff"), QByteArray("BM"),
                                        QByteArray("II\x2a\0\xff\xff\xff\xff", 8), QByteArray("RIFF0000WEBPVP8X")}) {
            write(path, bytes);
            const auto image = readImageFile(pathOf(path));
            QVERIFY(!image.ok());
            QVERIFY(image.error().code == ErrorCode::InvalidInput);
        }
    }

    void a_header_that_promises_an_enormous_picture_is_refused_before_memory_is_taken()
    {
        QByteArray bytes = encoded("PNG");
        putBigEndian(bytes, 16, 1u << 30);
        putBigEndian(bytes, 20, 1u << 30);
        const auto image = decodeImage(spanOf(bytes));
        QVERIFY(!image.ok());
        QVERIFY(image.error().code == ErrorCode::InvalidInput);
        QVERIFY(image.error().detail.find("too large") != std::string::npos);
    }

    void files_that_cannot_be_read_say_why()
    {
        const QTemporaryDir folder;
        QVERIFY(readImageFile(pathOf(folder.filePath(QStringLiteral("none.png")))).error().code == ErrorCode::NotFound);
        QVERIFY(readImageFile(pathOf(folder.path())).error().code == ErrorCode::InvalidInput);
    }

    void headers_tell_the_size()
    {
        const auto size = [](const QByteArray &bytes) {
            const auto found = imageSizeFromHeader(spanOf(bytes));
            return found ? std::to_string(found->width) + "x" + std::to_string(found->height) : std::string("none");
        };
        QCOMPARE(size(encoded("PNG", 640, 361)), std::string("640x361"));
        QCOMPARE(size(encoded("JPG", 640, 361)), std::string("640x361"));
        QCOMPARE(size(encoded("BMP", 640, 361)), std::string("640x361"));
        const QByteArray tiff("II\x2a\0\x08\0\0\0\x02\0\0\x01\x03\0\x01\0\0\0\x80\x02\0\0\x01\x01\x04\0\x01\0\0\0\x69\x01\0\0", 34);
        QCOMPARE(size(tiff), std::string("640x361"));
        const QByteArray webp("RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x7f\x02\0\x68\x01\0", 30);
        QCOMPARE(size(webp), std::string("640x361"));
        QCOMPARE(size(QByteArray("GIF89a")), std::string("none"));
        for (const QByteArray &whole : {encoded("PNG"), encoded("BMP"), tiff, webp})  // no length may be read beyond the end
            for (int length = 0; length < 30; ++length)
                (void)imageSizeFromHeader(spanOf(whole.left(length)));
        const QByteArray jpeg = encoded("JPG");
        for (int length = 0; length < jpeg.size(); ++length)
            (void)imageSizeFromHeader(spanOf(jpeg.left(length)));
    }

    void a_folder_lists_its_pictures_by_name_and_number()
    {
        const QTemporaryDir folder;
        for (const char *name : {"b.txt", "10.png", "2.PNG", "02.jpg", ".hidden.png", "a.jpeg", "a.bmp", "1.tif"})
            write(folder.filePath(QLatin1String(name)), "x");
        QDir(folder.path()).mkdir(QStringLiteral("folder.png"));
        const auto files = listImageFiles(pathOf(folder.path()));
        QVERIFY(files.ok());
        QStringList names;
        for (const auto &file : *files)
            names << QString::fromStdString(file.filename().string());
        QCOMPARE(names.join(QLatin1Char(' ')), QStringLiteral("1.tif 2.PNG 02.jpg 10.png a.bmp a.jpeg"));
    }

    void a_folder_that_is_not_there_is_an_error()
    {
        const QTemporaryDir folder;
        QVERIFY(listImageFiles(pathOf(folder.filePath(QStringLiteral("none")))).error().code == ErrorCode::NotFound);
        write(folder.filePath(QStringLiteral("file")), "x");
        QVERIFY(!listImageFiles(pathOf(folder.filePath(QStringLiteral("file")))).ok());
        QVERIFY(listImageFiles(pathOf(folder.path())).ok());
    }

    void resizing_is_bilinear_between_pixel_centres()
    {
        Image small(2, 1);
        const std::uint8_t pixels[] = {0, 0, 0, 255, 100, 200, 40, 255};
        std::copy(std::begin(pixels), std::end(pixels), small.view().pixels);
        Image large(4, 1);
        resizeBilinear(small.view(), large.view());
        const auto *p = large.view().pixels;
        QCOMPARE(int(p[0]), 0);
        QCOMPARE(int(p[4]), 25);
        QCOMPARE(int(p[8]), 75);
        QCOMPARE(int(p[12]), 100);
        QCOMPARE(int(p[5]), 50);
    }
};

QTEST_APPLESS_MAIN(TestImageFile)
#include "tst_imagefile.moc"
