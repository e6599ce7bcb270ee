// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagefoldersource.h"
#include "opencv/videofilesource.h"

#include "support/processinfo.h"
#include "support/shareddata.h"
#include "support/sourcelog.h"

#include <opencv2/imgcodecs.hpp>
#include <opencv2/videoio.hpp>

#include <QDir>
#include <QFile>
#include <QTcpServer>
#include <QTemporaryDir>

#include <fstream>
#include <set>

using namespace lineside;
using namespace lineside::test;

namespace {

const auto kVtest = std::filesystem::path("/usr/share/doc/opencv-doc/examples/data/vtest.avi");

/// A grey picture of that brightness.
cv::Mat grey(int value, int width = 64, int height = 48)
{
    return cv::Mat(height, width, CV_8UC3, cv::Scalar::all(value));
}

int brightness(const FramePtr &frame)
{
    const ImageView view = frame->image.view();
    return view.pixels[(view.height / 2) * view.strideBytes + (view.width / 2) * 4];
}

/// Eight pictures, each 30 brighter than the one before, at 20 a second.
std::filesystem::path makeClip(const QTemporaryDir &folder)
{
    const std::string file = folder.filePath("clip.avi").toStdString();
    cv::VideoWriter writer(file, cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 20, {64, 48});
    for (int i = 0; i < 8; ++i)
        writer.write(grey(i * 30));
    return file;
}

/// Reads to the end.
std::vector<FramePtr> readAll(PictureReader &reader)
{
    FramePool pool;
    std::vector<FramePtr> frames;
    for (;;) {
        auto frame = reader.next(pool);
        if (!frame || !*frame)
            return frames;
        frames.push_back(*frame);
    }
}

Error openError(std::unique_ptr<PictureReader> reader)
{
    const Result<double> opened = reader->open();
    return opened ? Error{ErrorCode::Internal, "it was opened"} : opened.error();
}

}  // namespace

class TestFileSources : public QObject {
    Q_OBJECT
private slots:
    void a_video_gives_all_its_pictures_in_bgrx_and_its_rate()
    {
        const QTemporaryDir folder;
        const auto reader = makeVideoFileReader(makeClip(folder));
        const Result<double> fps = reader->open();
        QVERIFY(fps.ok());
        QCOMPARE(*fps, 20.0);
        const auto frames = readAll(*reader);
        QCOMPARE(frames.size(), 8U);
        for (int i = 0; i < 8; ++i) {
            QVERIFY(qAbs(brightness(frames[static_cast<std::size_t>(i)]) - i * 30) <= 3);
            QCOMPARE(int(frames[0]->image.view().pixels[3]), 255);
        }
    }
    void a_video_can_be_read_again_from_the_beginning()
    {
        const QTemporaryDir folder;
        const auto reader = makeVideoFileReader(makeClip(folder));
        QVERIFY(reader->open().ok());
        QCOMPARE(readAll(*reader).size(), 8U);
        QVERIFY(reader->rewind().ok());
        const auto again = readAll(*reader);
        QCOMPARE(again.size(), 8U);
        QVERIFY(brightness(again.front()) < 10);
    }
    void a_looping_video_plays_at_its_own_rate_where_none_is_wanted()
    {
        const QTemporaryDir folder;
        const auto source = makeVideoFileSource(makeClip(folder), 0, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(21));
        source->stop();
        const auto times = log.times();
        const double seconds = std::chrono::duration<double>(times[20] - times[0]).count();
        QVERIFY2(seconds > 0.97 && seconds < 5, qPrintable(QString::number(seconds)));
        QVERIFY(log.reports().empty());
    }
    void a_video_that_does_not_loop_ends()
    {
        const QTemporaryDir folder;
        const auto source = makeVideoFileSource(makeClip(folder), 200, false);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Ended));
        QCOMPARE(log.frameCount(), 8U);
    }
    void what_is_no_video_is_refused_with_its_name()
    {
        const QTemporaryDir folder;
        const std::string path = folder.filePath("notes.mp4").toStdString();
        std::ofstream(path) << "not a video";
        const Error text = openError(makeVideoFileReader(path));
        QVERIFY(text.code == ErrorCode::InvalidInput);
        QVERIFY(text.detail.find("notes.mp4") != std::string::npos);
        std::ofstream(path, std::ios::trunc).close();
        QVERIFY(openError(makeVideoFileReader(path)).code == ErrorCode::InvalidInput);
        QVERIFY(openError(makeVideoFileReader(folder.filePath("none.mp4").toStdString())).code == ErrorCode::NotFound);
        QVERIFY(openError(makeVideoFileReader(folder.path().toStdString())).code == ErrorCode::NotFound);
        QVERIFY(openError(makeVideoFileReader("rtsp://127.0.0.1/cam")).code == ErrorCode::NotFound);
    }
    void a_truncated_video_gives_what_it_has_and_does_not_crash()
    {
        const QTemporaryDir folder;
        const auto whole = makeClip(folder);
        const auto size = std::filesystem::file_size(whole);
        for (const auto part : {size / 2, size / 4, std::uintmax_t{100}}) {
            const auto cut = std::filesystem::path(folder.filePath("cut.avi").toStdString());
            std::filesystem::copy_file(whole, cut, std::filesystem::copy_options::overwrite_existing);
            std::filesystem::resize_file(cut, part);
            const auto reader = makeVideoFileReader(cut);
            if (reader->open().ok())
                QVERIFY(readAll(*reader).size() < 8);
        }
    }
    void a_video_that_claims_an_enormous_picture_gives_none()
    {
        const QTemporaryDir folder;
        QFile clip(QString::fromStdString(makeClip(folder).string()));
        QVERIFY(clip.open(QIODevice::ReadWrite));
        QByteArray bytes = clip.readAll();
        const qsizetype format = bytes.indexOf("strf") + 8;  // behind its length: a BITMAPINFOHEADER
        QVERIFY(format > 8);
        for (const qsizetype at : {format + 4, format + 8})
            bytes.replace(at, 4, QByteArray("\x60\xea\x00\x00", 4));  // 60,000
        bytes.replace(format + 16, 4, QByteArray(4, '\0'));               // not compressed
        clip.seek(0);
        clip.write(bytes);
        clip.close();
        const auto reader = makeVideoFileReader(folder.filePath("clip.avi").toStdString());
        if (const auto opened = reader->open(); !opened)
            QVERIFY(opened.error().code == ErrorCode::InvalidInput);
        else
            QVERIFY(readAll(*reader).empty());
    }
    void a_file_whose_name_looks_like_an_address_is_a_file()
    {
        const QTemporaryDir folder;
        std::filesystem::rename(makeClip(folder), folder.filePath("concat:clip.avi").toStdString());
        const QString before = QDir::currentPath();
        QVERIFY(QDir::setCurrent(folder.path()));
        const auto reader = makeVideoFileReader("concat:clip.avi");
        const auto opened = reader->open();
        QDir::setCurrent(before);
        QVERIFY2(opened.ok(), opened ? "" : opened.error().detail.c_str());
        QCOMPARE(readAll(*reader).size(), 8U);
        QVERIFY(openError(makeVideoFileReader("")).code == ErrorCode::NotFound);
    }
    void a_playlist_does_not_open_the_network()
    {
        QTcpServer visited;
        QVERIFY(visited.listen(QHostAddress::LocalHost));
        const QTemporaryDir folder;
        const std::string path = folder.filePath("list.mp4").toStdString();
        std::ofstream(path) << "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:" << visited.serverPort()
                            << "/a.ts\n#EXT-X-ENDLIST\n";
        const auto reader = makeVideoFileReader(path);
        if (reader->open().ok())
            QVERIFY(readAll(*reader).empty());
        QVERIFY(!visited.waitForNewConnection(0));
    }
    void a_video_that_is_deleted_while_it_plays_is_offline_with_its_name()
    {
        const QTemporaryDir folder;
        const auto clip = makeClip(folder);
        const auto source = makeVideoFileSource(clip, 200, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(10));
        std::filesystem::remove(clip);
        QVERIFY(log.waitForState(SourceState::Offline));
        QVERIFY2(log.allText().find("clip.avi: no such file") != std::string::npos, log.allText().c_str());
    }
    void a_folder_is_read_in_the_order_of_its_numbers()
    {
        const QTemporaryDir folder;
        for (const int i : {10, 2, 1, 9})
            cv::imwrite(folder.filePath(QString::number(i) + ".png").toStdString(), grey(i * 10));
        std::ofstream(folder.filePath("readme.txt").toStdString()) << "x";
        std::ofstream(folder.filePath("3.png").toStdString()) << "broken";
        const auto reader = makeImageFolderReader(folder.path().toStdString());
        QVERIFY(reader->open().ok());
        std::vector<int> values;
        for (const FramePtr &frame : readAll(*reader))
            values.push_back(brightness(frame));
        QCOMPARE(values, (std::vector<int>{10, 20, 90, 100}));
    }
    void a_list_names_its_pictures_in_its_own_order()
    {
        const QTemporaryDir folder;
        for (const int i : {1, 2, 3})
            cv::imwrite(folder.filePath(QString::number(i) + ".png").toStdString(), grey(i * 10));
        std::ofstream(folder.filePath("list.tsv").toStdString()) << "0\t3.png\r\n1\t1.png\n\n2\tmissing.png\n2.png\nnotes.txt\n";
        const auto reader = makeImageFolderReader(folder.filePath("list.tsv").toStdString());
        QVERIFY(reader->open().ok());
        std::vector<int> values;
        for (const FramePtr &frame : readAll(*reader))
            values.push_back(brightness(frame));
        QCOMPARE(values, (std::vector<int>{30, 10, 20}));
    }
    void a_folder_without_pictures_is_refused()
    {
        const QTemporaryDir folder;
        QVERIFY(openError(makeImageFolderReader(folder.path().toStdString())).code == ErrorCode::InvalidInput);
        QVERIFY(openError(makeImageFolderReader(folder.filePath("none").toStdString())).code == ErrorCode::NotFound);
        std::ofstream(folder.filePath("list.tsv").toStdString()) << "nothing here\n";
        QVERIFY(openError(makeImageFolderReader(folder.filePath("list.tsv").toStdString())).code == ErrorCode::InvalidInput);
    }
    void a_folder_of_broken_pictures_goes_offline_instead_of_spinning()
    {
        const QTemporaryDir folder;
        std::ofstream(folder.filePath("1.png").toStdString()) << "broken";
        const auto source = makeImageFolderSource(folder.path().toStdString(), 100, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Offline));
    }
    void a_folder_that_vanishes_while_it_plays_is_offline_with_its_own_name()
    {
        const QTemporaryDir dir;
        const std::filesystem::path folder = dir.filePath("pictures").toStdString();
        std::filesystem::create_directory(folder);
        for (const char *name : {"1.png", "2.png"})
            cv::imwrite((folder / name).string(), grey(1));
        const auto source = makeImageFolderSource(folder, 200, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(3));
        std::filesystem::remove_all(folder);
        QVERIFY(log.waitForState(SourceState::Offline));
        QVERIFY2(log.allText().find("pictures: no such folder") != std::string::npos, log.allText().c_str());
        QVERIFY2(log.allText().find(".png") == std::string::npos, log.allText().c_str());
    }
    void pictures_of_different_sizes_are_played()
    {
        const QTemporaryDir folder;
        cv::imwrite(folder.filePath("1.png").toStdString(), grey(1, 31, 17));
        cv::imwrite(folder.filePath("2.png").toStdString(), grey(2, 200, 100));
        const auto source = makeImageFolderSource(folder.path().toStdString(), 200, false);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForState(SourceState::Ended));
        QCOMPARE(log.frameCount(), 2U);
        QCOMPARE(log.lastFrame()->image.width(), 200);
    }
    void the_memory_of_a_folders_pictures_is_used_again()
    {
        const QTemporaryDir folder;
        for (const int i : {1, 2, 3})
            cv::imwrite(folder.filePath(QString::number(i) + ".png").toStdString(), grey(i));
        const auto reader = makeImageFolderReader(folder.path().toStdString());
        QVERIFY(reader->open().ok());
        FramePool pool;
        std::set<const void *> memory;
        for (int i = 0; i < 30; ++i) {
            auto frame = reader->next(pool);
            QVERIFY(frame.ok());
            if (*frame)
                memory.insert((*frame)->image.view().pixels);
            else
                QVERIFY(reader->rewind().ok());
        }
        QCOMPARE(memory.size(), 1U);
    }
    void a_folder_of_which_the_pictures_vanish_is_offline_with_the_reason()
    {
        const QTemporaryDir folder;
        const QString picture = folder.filePath("1.png");
        cv::imwrite(picture.toStdString(), grey(1));
        const auto source = makeImageFolderSource(folder.path().toStdString(), 200, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(3));
        QVERIFY(QFile::remove(picture));
        QVERIFY(log.waitForState(SourceState::Offline));
        QVERIFY2(log.allText().find("1.png: ") != std::string::npos, log.allText().c_str());
    }
    void twenty_lives_leave_no_thread_and_no_descriptor_behind()
    {
        const QTemporaryDir folder;
        const auto clip = makeClip(folder);
        int threads = 0, descriptors = 0;
        for (int i = 0; i < 21; ++i) {
            const auto source = makeVideoFileSource(clip, 0, true);
            SourceLog log;
            source->start(log.callbacks());
            QVERIFY(log.waitForFrames(2));
            source->stop();
            if (i == 0) {
                threads = threadCount();
                descriptors = descriptorCount();
            }
        }
        QVERIFY2(threadCount() <= threads, qPrintable(QString("%1 > %2").arg(threadCount()).arg(threads)));
        QVERIFY2(descriptorCount() <= descriptors, qPrintable(QString("%1 > %2").arg(descriptorCount()).arg(descriptors)));
    }
    void the_real_clip_plays_at_its_size()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const auto reader = makeVideoFileReader((sharedData() + "/clips/bottle-detection.mp4").toStdString());
        const Result<double> fps = reader->open();
        QVERIFY(fps.ok());
        QVERIFY(qAbs(*fps - 29.83) < 0.05);
        FramePool pool;
        int count = 0;
        for (auto frame = reader->next(pool); frame && *frame; frame = reader->next(pool)) {
            QCOMPARE((*frame)->image.width(), 640);
            QCOMPARE((*frame)->image.height(), 360);
            ++count;
        }
        QCOMPARE(count, 1189);
    }
    void the_bottle_line_plays_from_its_list()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const auto reader = makeImageFolderReader((sharedData() + "/bottle-line/sequence_IMG_4818_MOV.tsv").toStdString());
        QVERIFY(reader->open().ok());
        FramePool pool;
        for (int i = 0; i < 20; ++i) {
            const auto frame = reader->next(pool);
            QVERIFY(frame.ok() && *frame);
            QCOMPARE((*frame)->image.width(), 640);
        }
    }
    void the_bottle_line_plays_like_a_camera()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const auto list = (sharedData() + "/bottle-line/sequence_IMG_4826_MOV.tsv").toStdString();
        const auto source = makeImageFolderSource(list, 30, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(31));
        source->stop();
        const auto times = log.times();
        const double seconds = std::chrono::duration<double>(times[30] - times[0]).count();
        QVERIFY2(seconds > 0.97, qPrintable(QString::number(seconds)));  // not faster than it is told
        QVERIFY(log.reports().empty());
    }
    void all_pictures_of_both_sequences_can_be_read()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        for (const auto &[name, count] : {std::pair("sequence_IMG_4818_MOV.tsv", 446), std::pair("sequence_IMG_4826_MOV.tsv", 291)}) {
            const auto reader = makeImageFolderReader((sharedData() + "/bottle-line/" + name).toStdString());
            QVERIFY(reader->open().ok());
            FramePool pool;
            int read = 0;
            for (auto frame = reader->next(pool); frame && *frame; frame = reader->next(pool))
                ++read;
            QCOMPARE(read, count);
        }
    }
    void the_film_of_opencv_plays_ten_pictures_a_second()
    {
        if (!std::filesystem::exists(kVtest)) {
            if (sharedDataRequired())
                QFAIL("the package opencv-doc is required where CI=true");
            QSKIP("the package opencv-doc is not installed");
        }
        const auto source = makeVideoFileSource(kVtest, 0, true);
        SourceLog log;
        source->start(log.callbacks());
        QVERIFY(log.waitForFrames(11));
        source->stop();
        const auto times = log.times();
        const double seconds = std::chrono::duration<double>(times[10] - times[0]).count();
        QVERIFY2(seconds > 0.95 && seconds < 5, qPrintable(QString::number(seconds)));
        QCOMPARE(log.lastFrame()->image.width(), 768);
    }
};

QTEST_GUILESS_MAIN(TestFileSources)
#include "tst_filesources.moc"
