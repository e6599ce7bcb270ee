// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagefile.h"

#include "opencv/imagesize.h"
#include "opencv/resize.h"

#include <opencv2/imgcodecs.hpp>

#include <QBuffer>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
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

    void every_form_of_webp_tells_its_size_and_an_enormous_one_is_refused_data()
    {
        QTest::addColumn<int>("quality");
        QTest::newRow("lossy") << 80;
        QTest::newRow("lossless") << 101;
    }
    void every_form_of_webp_tells_its_size_and_an_enormous_one_is_refused()
    {
        QFETCH(int, quality);
        std::vector<std::uint8_t> bytes;
        QVERIFY(cv::imencode(".webp", cv::Mat(361, 640, CV_8UC3, cv::Scalar(50, 100, 200)), bytes, {cv::IMWRITE_WEBP_QUALITY, quality}));
        const auto size = imageSizeFromHeader(bytes);
        QVERIFY(size && size->width == 640 && size->height == 361);
        const auto image = decodeImage(bytes);
        QVERIFY(image.ok());
        QCOMPARE(image->height(), 361);
        if (quality > 100)
            bytes[21] = bytes[22] = bytes[23] = bytes[24] = 0xff;
        else
            bytes[26] = bytes[27] = bytes[28] = bytes[29] = 0xff;
        const auto hostile = decodeImage(bytes);
        QVERIFY(!hostile.ok());
        QVERIFY2(hostile.error().detail.find("too large") != std::string::npos, hostile.error().detail.c_str());
    }
    void a_tiff_that_names_its_size_twice_or_has_enormous_tiles_is_refused()
    {
        const auto tiff = [](std::initializer_list<std::pair<int, int>> tags) {
            QByteArray bytes("II\x2a\0\x08\0\0\0", 8);
            bytes.append(static_cast<char>(tags.size())).append('\0');
            for (const auto &[tag, value] : tags) {
                bytes.append(static_cast<char>(tag & 255)).append(static_cast<char>(tag >> 8)).append("\x04\0\x01\0\0\0", 6);
                for (int shift = 0; shift < 32; shift += 8)
                    bytes.append(static_cast<char>(value >> shift));
            }
            return bytes;
        };
        for (const QByteArray &bytes : {tiff({{256, 1 << 20}, {256, 64}, {257, 1 << 20}, {257, 64}}),
                                        tiff({{256, 64}, {257, 64}, {322, 1 << 20}, {323, 1 << 20}})}) {
            const auto image = decodeImage(spanOf(bytes));
            QVERIFY(!image.ok());
            QVERIFY2(image.error().detail.find("too large") != std::string::npos, image.error().detail.c_str());
        }
    }
    void a_tiff_is_read()
    {
        std::vector<std::uint8_t> bytes;
        QVERIFY(cv::imencode(".tiff", cv::Mat(30, 50, CV_8UC3, cv::Scalar(50, 100, 200)), bytes));
        const auto image = decodeImage(bytes);
        QVERIFY(image.ok());
        QCOMPARE(image->width(), 50);
        QCOMPARE(int(image->view().pixels[0]), 50);
    }
    void a_frame_of_the_pool_takes_no_picture_that_the_pool_refuses()
    {
        // 17,000 pixels wide: fewer than the limit of pictures, more than a frame may have.
        std::vector<std::uint8_t> bytes;
        QVERIFY(cv::imencode(".png", cv::Mat(1, 17'000, CV_8UC3, cv::Scalar::all(9)), bytes));
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("wide.png"));
        write(path, QByteArray(reinterpret_cast<const char *>(bytes.data()), static_cast<qsizetype>(bytes.size())));
        FramePool pool;
        const auto frame = readImageFrame(pathOf(path), pool);
        QVERIFY(!frame.ok());
        QVERIFY(frame.error().code == ErrorCode::InvalidInput);
        QVERIFY(frame.error().detail.find("wide.png: picture of 17000x1") != std::string::npos);
        QVERIFY(readImageFile(pathOf(path)).ok());
        QVERIFY(readImageFrame(pathOf(folder.filePath(QStringLiteral("none.png"))), pool).error().code == ErrorCode::NotFound);
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

    void a_picture_is_a_jpeg_file_that_shows_the_same()
    {
        Image image(64, 48);
        const MutableImageView view = image.view();
        for (std::ptrdiff_t i = 0; i < view.strideBytes * view.height; i += 4) {
            const std::uint8_t colour[] = {50, 100, 200, 255};
            std::copy_n(colour, 4, view.pixels + i);
        }
        const auto bytes = encodeJpeg(image.view(), 90);
        QVERIFY(bytes);
        QVERIFY(bytes->size() > 100 && (*bytes)[0] == 0xFF && (*bytes)[1] == 0xD8);
        const auto again = decodeImage(*bytes);
        QVERIFY(again);
        QCOMPARE(again->width(), 64);
        QCOMPARE(again->height(), 48);
        for (int channel = 0; channel < 3; ++channel)
            QVERIFY(std::abs(again->view().pixels[4 * 100 + channel] - view.pixels[channel]) <= 4);
        QCOMPARE(encodeJpeg(ImageView{}, 90).error().code, ErrorCode::InvalidInput);
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

    void a_picture_comes_back_from_a_png_as_it_was()
    {
        Image picture(33, 17);
        const MutableImageView view = picture.view();
        for (std::ptrdiff_t at = 0; at < view.strideBytes * view.height; ++at)
            view.pixels[at] = at % 4 == 3 ? std::uint8_t{255} : static_cast<std::uint8_t>(at * 7);
        const auto bytes = encodePng(picture.view());
        QVERIFY(bytes);
        const std::span<const std::uint8_t> file(reinterpret_cast<const std::uint8_t *>(bytes->data()), bytes->size());
        const auto back = decodePng(file, 33, 17);
        QVERIFY(back);
        QVERIFY(std::equal(view.pixels, view.pixels + view.strideBytes * view.height, back->view().pixels));
        QCOMPARE(*encodePng(back->view()), *bytes);  // always the same file
        for (const auto &[width, height] : {std::pair(17, 33), {33, 18}, {0, 0}, {-33, -17}})
            QVERIFY(!decodePng(file, width, height));
        for (std::size_t size = 0; size < file.size(); size += 5) {
            const auto cut = decodePng(file.first(size), 33, 17);
            QVERIFY(!cut || cut->width() == 33);  // no crash; the end of the pixels may be missing, which its hash tells
        }
        QVERIFY(!encodePng({}));
    }
    void what_is_no_png_is_none_whatever_it_shows()
    {
        const QByteArray jpeg = encoded("JPG"), png = encoded("PNG");
        QVERIFY(decodePng(spanOf(png), 5, 3));
        const auto other = decodePng(spanOf(jpeg), 5, 3);
        QVERIFY(!other && other.error().code == ErrorCode::InvalidInput);
    }
};

QTEST_APPLESS_MAIN(TestImageFile)
#include "tst_imagefile.moc"
