// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/textfiles.h"
#include "watch/foldernotices.h"
#include "watch/folderlook.h"
#include "watch/offeredmarks.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <set>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

std::string names(const Result<std::vector<FolderEntry>> &found)
{
    std::string all;
    for (const FolderEntry &entry : found ? *found : std::vector<FolderEntry>())
        all += (all.empty() ? "" : " ") + entry.name;
    return found ? all : "error";
}

}  // namespace

/// What a look finds in a folder, and what the system says of it.
class TstFolderLook : public QObject {
    Q_OBJECT

private slots:
    void weight_files_are_known_by_their_names_data()
    {
        QTest::addColumn<bool>("wanted");
        for (const char *name : {"best.pt", "BEST.PT", "x.pth", "x.torchscript", "x.onnx", "x.zip", "x.xml", "a b.pt"})
            QTest::newRow(name) << true;
        for (const char *name : {".best.pt", ".best.pt.Xa81d", "best.pt.part", "best.pt.partial", "best.pt.filepart", "best.pt.tmp", "best.pt.crdownload",
                                 "best.pt.download", "best.pt~", "~best.pt", "x.bin", "x.yaml", "x.minisig", "readme.txt", ".pt", ""})
            QTest::newRow(qPrintable(QStringLiteral("“%1”").arg(QLatin1String(name)))) << false;
    }
    void weight_files_are_known_by_their_names()
    {
        QFETCH(bool, wanted);
        QString name = QString::fromUtf8(QTest::currentDataTag());
        if (name.startsWith(QStringLiteral("“")))
            name = name.mid(1, name.size() - 2);
        QCOMPARE(isWeightFileName(name.toStdString()), wanted);
    }

    void only_plain_files_with_something_in_them_are_found()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir);
        write(folder / "b.onnx", "1");
        write(folder / "a.pt", "1");
        write(folder / "empty.pt", "");
        write(folder / "half.pt.part", "1");
        QCOMPARE(::mkfifo((folder / "pipe.pt").c_str(), 0600), 0);
        fs::create_symlink(folder / "a.pt", folder / "link.pt");
        fs::create_symlink("nowhere", folder / "dangling.pt");
        fs::create_symlink("loop.pt", folder / "loop.pt");
        fs::create_directory(folder / "folder.pt");
        QCOMPARE(names(lookAtFolder(folder)), "a.pt b.onnx");
    }

    void an_export_is_found_once_all_of_it_is_there()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir);
        fs::create_directory(folder / "model");
        write(folder / "model/m.xml", "1");
        write(folder / "single.xml", "1");
        QCOMPARE(names(lookAtFolder(folder)), "");
        write(folder / "model/m.bin", "");
        write(folder / "single.bin", "1");
        QCOMPARE(names(lookAtFolder(folder)), "single.xml");
        write(folder / "model/m.bin", "1");
        write(folder / "model/metadata.yaml", "names: {}");
        const auto found = lookAtFolder(folder);
        QCOMPARE(names(found), "model single.xml");
        QCOMPARE(found->front().files, (std::vector<std::string>{"model/m.xml", "model/m.bin", "model/metadata.yaml"}));
        write(folder / "model/other.xml", "1");  // which of the two is meant is anybody's guess
        fs::create_directory_symlink("model", folder / "linked");
        fs::create_directory(folder / "copying.part");
        write(folder / "copying.part/m.xml", "1");
        write(folder / "copying.part/m.bin", "1");
        QCOMPARE(names(lookAtFolder(folder)), "single.xml");
    }

    void each_change_of_a_file_or_of_its_signature_is_another_mark()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir), file = folder / "a.pt";
        write(file, "1");
        std::set<std::string> marks;
        const auto mark = [&] { return lookAtFolder(folder)->at(0).mark; };
        marks.insert(mark());
        QCOMPARE(mark(), *marks.begin());
        write(file, "22");
        marks.insert(mark());
        const timespec times[] = {{1, 0}, {1, 5}};
        QCOMPARE(::utimensat(AT_FDCWD, file.c_str(), times, 0), 0);
        marks.insert(mark());
        write(folder / "new", "22");
        QCOMPARE(::utimensat(AT_FDCWD, (folder / "new").c_str(), times, 0), 0);
        fs::rename(folder / "new", file);  // of the same size and time
        marks.insert(mark());
        write(folder / "a.pt.minisig", "signature");
        marks.insert(mark());
        QCOMPARE(marks.size(), 5u);
    }

    void what_cannot_be_looked_at_says_why()
    {
        QTemporaryDir dir;
        write(pathOf(dir) / "file", "1");
        QCOMPARE(lookAtFolder(pathOf(dir) / "gone").error().code, ErrorCode::NotFound);
        QCOMPARE(lookAtFolder(pathOf(dir) / "file").error().code, ErrorCode::InvalidInput);
        QCOMPARE(lookAtFolder(pathOf(dir) / std::string(300, 'x')).error().code, ErrorCode::Io);
        if (::geteuid() != 0) {
            fs::create_directory(pathOf(dir) / "locked");
            fs::permissions(pathOf(dir) / "locked", fs::perms::none);
            QCOMPARE(lookAtFolder(pathOf(dir) / "locked").error().code, ErrorCode::Io);
            fs::permissions(pathOf(dir) / "locked", fs::perms::owner_all);
        }
    }

    void more_entries_than_the_limit_are_not_looked_at()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir);
        for (std::size_t i = 0; i < kMaxFolderEntries - 2; ++i)
            QVERIFY(FileDescriptor(::open((folder / std::to_string(i)).c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600)));
        write(folder / "a.pt", "1");
        QCOMPARE(names(lookAtFolder(folder)), "a.pt");
        fs::create_directory(folder / "model");
        QCOMPARE(names(lookAtFolder(folder)), "a.pt");
        write(folder / "model/m.xml", "1");  // those of an export count too
        QCOMPARE(lookAtFolder(folder).error().code, ErrorCode::Unsupported);
    }

    void a_file_that_is_open_for_writing_is_told()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir);
        const FileDescriptor writer(::open((folder / "a.pt").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        QCOMPARE(::write(writer.get(), "1", 1), 1);
        write(folder / "b.pt", "1");
        const auto found = lookAtFolder(folder);
        QCOMPARE(writerOf(folder, found->at(0)), Writer::Somebody);
        QCOMPARE(writerOf(folder, found->at(1)), Writer::Nobody);
        QCOMPARE(writerOf(folder, {"gone.pt", {"gone.pt"}, "", 0}), Writer::Unknown);
    }

    void the_system_tells_of_writing_closing_moving_and_removing()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir);
        auto notices = FolderNotices::of(folder);
        QVERIFY(notices);
        QVERIFY(notices->read().empty());
        {
            const FileDescriptor writer(::open((folder / "a.pt").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
            QVERIFY(notices->read().empty());
            QCOMPARE(::write(writer.get(), "1", 1), 1);
            QVERIFY(notices->read() == (std::vector<FolderNotice>{{FolderNotice::Written, "a.pt"}}));
        }
        QVERIFY(notices->read() == (std::vector<FolderNotice>{{FolderNotice::Closed, "a.pt"}}));
        fs::rename(folder / "a.pt", folder / "b.pt");
        fs::remove(folder / "b.pt");
        QVERIFY(notices->read() == (std::vector<FolderNotice>{{FolderNotice::Gone, "a.pt"}, {FolderNotice::Closed, "b.pt"}, {FolderNotice::Gone, "b.pt"}}));
    }

    void a_folder_that_goes_is_told_and_another_in_its_place_is_seen()
    {
        QTemporaryDir dir;
        const fs::path folder = pathOf(dir) / "in";
        QCOMPARE(FolderNotices::of(folder).error().code, ErrorCode::NotFound);
        fs::create_directory(folder);
        auto notices = FolderNotices::of(folder);
        QVERIFY(notices->isOf(folder));
        fs::rename(folder, pathOf(dir) / "old");
        QVERIFY(!notices->isOf(folder));
        QVERIFY(notices->read() == (std::vector<FolderNotice>{{FolderNotice::FolderGone, {}}}));
        fs::create_directory(folder);
        QVERIFY(!notices->isOf(folder));
        auto second = FolderNotices::of(folder);
        fs::remove(folder);
        QVERIFY(second->read().front().kind == FolderNotice::FolderGone);
    }

    void more_notices_than_the_system_keeps_are_told_as_lost()
    {
        QTemporaryDir dir;
        auto notices = FolderNotices::of(pathOf(dir));
        std::ifstream limit("/proc/sys/fs/inotify/max_queued_events");
        int most = 0;
        limit >> most;
        QVERIFY(most > 0);
        write(pathOf(dir) / "a", "1");
        for (int i = 0; i < most; ++i)  // turn by turn: equal ones in a row are one
            fs::rename(pathOf(dir) / (i % 2 ? "b" : "a"), pathOf(dir) / (i % 2 ? "a" : "b"));
        bool lost = false;
        for (auto some = notices->read(); !some.empty(); some = notices->read()) {
            for (const FolderNotice &notice : some)
                lost = lost || notice.kind == FolderNotice::Lost;
        }
        QVERIFY(lost);
    }

    void what_was_offered_is_read_as_it_was_written()
    {
        const OfferedFrom offered{"/in", {{"a.pt", "1:2:3"}, {"b \"c\".pt", "4:5:6 7:8:9"}}};
        QVERIFY(*parseOffered(formatOffered(offered)) == offered);
        QVERIFY(formatOffered({"/in", {{"\xff.pt", "1"}}}).size() > 10);  // no UTF-8
        for (const char *text : {"", "[]", "{}", "{\"folder\": 1, \"offered\": {}}", "{\"folder\": \"/in\", \"offered\": {\"a\": 1}}"})
            QCOMPARE(parseOffered(text).error().code, ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TstFolderLook)
#include "tst_folderlook.moc"
