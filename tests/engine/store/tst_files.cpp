// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"
#include "store/readlease.h"
#include "textfiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <sys/stat.h>
#include <unistd.h>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

const CopyProgress kGoOn = [](double) { return true; };

/// What somebody else does to a file.
using Deed = std::function<void(const fs::path &)>;

}  // namespace

/// Copying, replacing, appending and reading, whatever somebody else does to the file meanwhile.
class TestFiles : public QObject {
    Q_OBJECT

private slots:
    void a_copy_has_the_hash_of_its_bytes()
    {
        QTemporaryDir dir;
        write(pathOf(dir) / "a", "abc");
        const auto copied = copyAndHash(pathOf(dir) / "a", pathOf(dir) / "b", 1000, kGoOn);
        QVERIFY(copied);
        QCOMPARE(copied->sha256, std::string("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        QCOMPARE(*hashFile(pathOf(dir) / "b"), copied->sha256);
    }
    void what_is_no_weight_file_is_refused_with_its_reason_and_leaves_no_copy()
    {
        QTemporaryDir dir;
        write(pathOf(dir) / "empty", "");
        write(pathOf(dir) / "big", std::string(2000, 'x'));
        const fs::path to = pathOf(dir) / "copy";
        const auto reasonFor = [&](const fs::path &from) { return copyAndHash(from, to, 1000, kGoOn).error().reason; };
        QCOMPARE(reasonFor(pathOf(dir) / "empty"), RefusalReason::Empty);
        QCOMPARE(reasonFor(pathOf(dir) / "big"), RefusalReason::TooLarge);
        QCOMPARE(reasonFor(pathOf(dir)), RefusalReason::Folder);
        QCOMPARE(reasonFor(pathOf(dir) / "gone"), RefusalReason::Vanished);
        QCOMPARE(reasonFor("/dev/zero"), RefusalReason::NotAModel);
        QVERIFY(!fs::exists(to));
    }
    void a_file_that_something_happens_to_while_it_is_copied_is_refused_data()
    {
        QTest::addColumn<Deed>("deed");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("detail");
        const auto row = [](const char *name, Deed deed, const char *reason, const char *detail) { QTest::newRow(name) << deed << reason << detail; };
        row("it grows", [](const fs::path &file) { std::ofstream(file, std::ios::app) << "more"; }, "still_growing", "it grew while it was copied");
        row("it is cut", [](const fs::path &file) { fs::resize_file(file, 1 << 20); }, "still_growing", "size or time changed while it was copied");
        row("it is written over", [](const fs::path &file) { std::fstream(file, std::ios::in | std::ios::out) << "other"; }, "still_growing",
            "size or time changed while it was copied");
        row("it is deleted", [](const fs::path &file) { fs::remove(file); }, "vanished", std::strerror(ENOENT));
        row("its folder is deleted", [](const fs::path &file) { fs::remove_all(file.parent_path()); }, "vanished", std::strerror(ENOENT));
    }
    void a_file_that_something_happens_to_while_it_is_copied_is_refused()
    {
        QFETCH(Deed, deed);
        QFETCH(QString, reason);
        QFETCH(QString, detail);
        QTemporaryDir dir;
        const fs::path from = pathOf(dir) / "share" / "best.pt";
        fs::create_directory(from.parent_path());
        write(from, std::string(3 << 20, 'x'));
        fs::last_write_time(from, fs::file_time_type::clock::now() - std::chrono::hours(1));
        int told = 0;
        const auto copied = copyAndHash(from, pathOf(dir) / "copy", 1 << 30, [&](double done) {
            if (++told == 1) {
                [&] { QVERIFY2(done > 0 && done < 1, "in the middle of the copy"); }();
                deed(from);
            }
            return true;
        });
        QVERIFY(!copied && told > 0);
        QCOMPARE(QString(toString(copied.error().reason)), reason);
        QCOMPARE(QString::fromStdString(copied.error().detail), detail);
        QVERIFY(!fs::exists(pathOf(dir) / "copy"));
    }
    void a_file_that_is_renamed_over_while_it_is_copied_is_the_one_that_was_offered()
    {
        QTemporaryDir dir;
        const fs::path from = pathOf(dir) / "best.pt";
        write(from, std::string(3 << 20, 'x'));
        write(pathOf(dir) / "newer", std::string(3 << 20, 'y'));
        const std::string offered = *hashFile(from);
        const auto copied = copyAndHash(from, pathOf(dir) / "copy", 1 << 30, [&](double) {
            if (fs::exists(pathOf(dir) / "newer"))
                fs::rename(pathOf(dir) / "newer", from);
            return true;
        });
        QVERIFY(copied);
        QCOMPARE(copied->sha256, offered);
        QCOMPARE(*hashFile(pathOf(dir) / "copy"), offered);
    }
    void a_file_that_is_open_for_writing_is_refused_though_it_does_not_change()
    {
        QTemporaryDir dir;
        const fs::path from = pathOf(dir) / "slow";
        std::ofstream writer(from);
        writer << "abc" << std::flush;
        const auto copied = copyAndHash(from, pathOf(dir) / "copy", 1000, kGoOn);
        QVERIFY(!copied && copied.error().reason == RefusalReason::StillGrowing);
        QVERIFY(!fs::exists(pathOf(dir) / "copy"));
        writer.close();
        QVERIFY(copyAndHash(from, pathOf(dir) / "copy", 1000, kGoOn));
    }
    void a_share_that_grants_no_lease_is_not_taken_for_a_writer()
    {
        for (const std::uint64_t network : {0x6969u /* NFS */, 0x517Bu /* SMB */, 0xFF534D42u /* CIFS */, 0xFE534D42u /* SMB 2 */,
                                            0x65735546u /* FUSE */, 0x01021997u /* 9P */, 0x00C36400u /* Ceph */, 0u})
            QVERIFY2(!leaseTellsOfWriters(network), qPrintable(QString::number(network, 16)));
        for (const std::uint64_t local : {0xEF53u /* ext4 */, 0x58465342u /* XFS */, 0x9123683Eu /* Btrfs */, 0x01021994u /* tmpfs */})
            QVERIFY2(leaseTellsOfWriters(local), qPrintable(QString::number(local, 16)));
    }
    void a_writer_who_comes_while_the_lease_is_held_does_not_end_the_program()
    {
        QTemporaryDir dir;
        const fs::path file = pathOf(dir) / "best.pt";
        write(file, "abc");
        const int reading = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
        QVERIFY(reading >= 0);
        {
            const ReadLease lease(reading);
            QVERIFY(!lease.refusedForWriter());
            // O_NONBLOCK: told off instead of waiting. The kernel sends the holder its signal all the same.
            const int writing = ::open(file.c_str(), O_WRONLY | O_NONBLOCK | O_CLOEXEC);
            const int why = errno;
            if (writing >= 0)
                ::close(writing);
            QVERIFY2(writing < 0 && why == EWOULDBLOCK, "no lease was held");
        }
        std::ofstream writer(file);
        QVERIFY(writer.is_open());
        ::close(reading);
    }
    void cancel_stops_the_copy_and_removes_it()
    {
        QTemporaryDir dir;
        write(pathOf(dir) / "a", std::string(3 << 20, 'x'));
        const auto copied = copyAndHash(pathOf(dir) / "a", pathOf(dir) / "copy", 1 << 30, [](double) { return false; });
        QCOMPARE(copied.error().reason, RefusalReason::Cancelled);
        QVERIFY(!fs::exists(pathOf(dir) / "copy"));
    }
    void replacing_a_file_leaves_nothing_else_in_the_folder()
    {
        QTemporaryDir dir;
        QVERIFY(replaceFile(pathOf(dir) / "f", "one"));
        QVERIFY(replaceFile(pathOf(dir) / "f", "two"));
        QCOMPARE(*readSmallFile(pathOf(dir) / "f", 10), std::string("two"));
        QCOMPARE(std::distance(fs::directory_iterator(pathOf(dir)), fs::directory_iterator()), 1);
        QVERIFY(!readSmallFile(pathOf(dir) / "f", 2));
    }

    void a_pipe_in_the_place_of_a_file_is_refused_at_once()
    {
        QTemporaryDir dir;
        const fs::path pipe = pathOf(dir) / "lineside.json";
        QCOMPARE(::mkfifo(pipe.c_str(), 0600), 0);
        const auto read = readSmallFile(pipe, 100);
        QVERIFY(!read && read.error().code == ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestFiles)
#include "tst_files.moc"
