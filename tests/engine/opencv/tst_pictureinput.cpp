// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/pictureinput.h"
#include "opencv/videofilesource.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <functional>
#include <limits>
#include <set>
#include <string>
#include <vector>

using namespace lineside;

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kOfClip = 24;

fs::path makeClip(const fs::path &folder)
{
    const auto file = folder / "clip.avi";
    cv::VideoWriter writer(file.string(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 20, {64, 48});
    for (std::size_t i = 0; i < kOfClip; ++i)
        writer.write(cv::Mat(48, 64, CV_8UC3, cv::Scalar::all(10.0 * static_cast<double>(i))));
    return file;
}

void makePicture(const fs::path &file)
{
    fs::create_directories(file.parent_path());
    cv::imwrite(file.string(), cv::Mat(4, 6, CV_8UC3, cv::Scalar::all(90)));
}

struct Visited {
    std::vector<std::string> names;  ///< below the folder
    std::vector<std::size_t> numbers;
    std::set<std::size_t> of;
    int unreadable = 0;
    Result<void> ended;
};

Visited visitAll(const fs::path &input, const std::function<void(const InputPicture &)> &meanwhile = {})
{
    Visited seen;
    seen.ended = visitPictures(input.string(), {[&](const InputPicture &picture) -> Result<void> {
                                                    seen.names.push_back(picture.isVideo ? picture.name : fs::path(picture.name).lexically_relative(input).string());
                                                    seen.numbers.push_back(picture.number);
                                                    seen.of.insert(picture.of);
                                                    if (meanwhile)
                                                        meanwhile(picture);
                                                    return {};
                                                },
                                                [&](const Error &) { ++seen.unreadable; }});
    return seen;
}

}  // namespace

/// The pictures of a folder, of a video, and those that Lineside has kept.
class TestPictureInput : public QObject {
    Q_OBJECT

    QTemporaryDir m_temporary;
    fs::path m_dir;

private slots:
    void init()
    {
        m_dir = fs::path(m_temporary.path().toStdString()) / QTest::currentTestFunction();
        fs::create_directories(m_dir);
    }

    void a_video_says_how_many_pictures_it_has()
    {
        const Visited seen = visitAll(makeClip(m_dir));
        QVERIFY(seen.ended);
        QCOMPARE(seen.numbers.size(), kOfClip);
        QCOMPARE(seen.of, std::set<std::size_t>{kOfClip});
    }
    void a_video_that_ends_before_its_container_says_gives_what_it_has()
    {
        const auto whole = fs::file_size(makeClip(m_dir));
        std::set<std::size_t> read;
        for (std::uintmax_t share = 50; share < 100; share += 5) {
            const auto clip = makeClip(m_dir);
            fs::resize_file(clip, whole * share / 100);
            const Visited seen = visitAll(clip);
            read.insert(seen.numbers.size());
            for (const std::size_t of : seen.of)
                QVERIFY(of == 0 || of >= seen.numbers.back());
        }
        QVERIFY(*read.rbegin() > 0 && *read.begin() < kOfClip);
    }
    void a_length_that_cannot_be_is_not_known()
    {
        for (const double no : {0.0, -1.0, -9.2e18, 0.5, 1e12, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
            QCOMPARE(plausibleLength(no), std::size_t{0});
        QCOMPARE(plausibleLength(1), std::size_t{1});
        QCOMPARE(plausibleLength(1020.9), std::size_t{1020});
        QCOMPARE(videoLength(m_dir / "none.avi"), std::size_t{0});
        std::ofstream(m_dir / "text.avi") << "not a video";
        QCOMPARE(videoLength(m_dir / "text.avi"), std::size_t{0});
        QCOMPARE(videoLength(m_dir), std::size_t{0});
    }

    void kept_pictures_are_read_day_after_day_the_oldest_first()
    {
        for (const char *file : {"2026-03-02/074512.000250-9.jpg", "2026-03-02/074512.000250-10.jpg", "2026-02-28/235959.900000-3.jpg", "2026-03-01/000000.000000-4.jpg"})
            makePicture(m_dir / file);
        fs::create_directories(m_dir / "2026-03-03");
        makePicture(m_dir / "not a day/1.jpg");
        std::ofstream(m_dir / "2026-03-02/.074513.000000-11.jpg.part") << "in hand";
        std::ofstream(m_dir / "2026-03-01/000001.000000-5.jpg") << "spoiled";
        const Visited seen = visitAll(m_dir);
        QVERIFY(seen.ended);
        QCOMPARE(seen.names, (std::vector<std::string>{"2026-02-28/235959.900000-3.jpg", "2026-03-01/000000.000000-4.jpg", "2026-03-02/074512.000250-9.jpg", "2026-03-02/074512.000250-10.jpg"}));
        QCOMPARE(seen.numbers, (std::vector<std::size_t>{1, 2, 4, 5}));
        QCOMPARE(seen.of, std::set<std::size_t>{5});
        QCOMPARE(seen.unreadable, 1);
    }
    void a_folder_with_pictures_is_read_alone_whatever_lies_below_it()
    {
        makePicture(m_dir / "1.jpg");
        makePicture(m_dir / "2026-03-02/074512.000250-9.jpg");
        QCOMPARE(visitAll(m_dir).names, std::vector<std::string>{"1.jpg"});
    }
    void a_folder_without_pictures_is_said_to_be_one_also_where_there_are_days()
    {
        fs::create_directories(m_dir / "2026-03-03");
        fs::create_directories(m_dir / "2026-3-3");
        makePicture(m_dir / "2026-3-3/1.jpg");
        QCOMPARE(visitAll(m_dir).ended.error().code, ErrorCode::InvalidInput);
    }
    void what_is_kept_and_let_go_of_meanwhile_does_not_stop_it()
    {
        for (const char *file : {"2026-03-01/000000.000000-1.jpg", "2026-03-02/000000.000000-2.jpg", "2026-03-03/000000.000000-3.jpg"})
            makePicture(m_dir / file);
        const Visited seen = visitAll(m_dir, [&](const InputPicture &picture) {
            if (picture.number != 1)
                return;
            fs::remove_all(m_dir / "2026-03-02");
            makePicture(m_dir / "2026-03-03/000001.000000-4.jpg");
        });
        QVERIFY(seen.ended);
        QCOMPARE(seen.names, (std::vector<std::string>{"2026-03-01/000000.000000-1.jpg", "2026-03-03/000001.000000-4.jpg"}));
        QCOMPARE(seen.numbers.back(), std::size_t{3});
    }
};

QTEST_APPLESS_MAIN(TestPictureInput)
#include "tst_pictureinput.moc"
