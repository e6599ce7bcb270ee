// SPDX-License-Identifier: GPL-3.0-or-later
// The history as its writer goes on with it, over ends in order, power cuts and full disks.
#include "audit/auditkeys.h"
#include "audit/auditlog.h"
#include "audit/verifychain.h"
#include "store/files.h"
#include "store/historyline.h"

#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <fcntl.h>
#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>

using namespace lineside;
using namespace lineside::audit;
namespace fs = std::filesystem;

namespace {

/// By this process, so far, as the kernel counts them.
std::uint64_t bytesRead()
{
    std::ifstream counts("/proc/self/io");
    for (std::string name; counts >> name;) {
        std::uint64_t count = 0;
        counts >> count;
        if (name == "rchar:")
            return count;
    }
    return 0;
}

std::string object(int sequence)
{
    HistoryEvent e;
    e.sequence = static_cast<std::uint64_t>(sequence);
    e.kind = EventKind::Promoted;
    e.station = "bottling";
    return formatHistoryObject(e);
}

WallTime noTime()
{
    return WallTime(std::chrono::milliseconds(1'700'000'000'000));
}

}  // namespace

class TestAuditLog : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path dir() const { return m_dir->path().toStdString(); }
    fs::path history() const { return dir() / kHistoryFile; }
    std::string text() const { return *readSmallFile(history(), 1 << 26); }
    void write(const std::string &content) const { std::ofstream(history(), std::ios::binary) << content; }

    void append(int from, int to, bool inOrder = true) const
    {
        AuditLog log(dir(), noTime);
        for (int i = from; i <= to; ++i)
            QVERIFY(log.append(object(i)));
        if (inOrder)
            QVERIFY(log.sign());
    }
    AuditReport check() const
    {
        VerifyOptions options;
        options.keys = *readPublicKeys(dir() / kPublicKeyFile);
        if (const auto kept = readCheckpoint(dir() / kCheckpointFile); kept)
            options.known = {*kept};
        const int fd = ::open(history().c_str(), O_RDONLY | O_CLOEXEC);
        const AuditReport report = *verifyChain(readingFrom(fd, 0, fs::file_size(history())), options);
        ::close(fd);
        return report;
    }
    bool isWhole(std::uint64_t records) const
    {
        const AuditReport r = check();
        if (r.broken)
            qWarning("%s at line %d", toString(r.broken->kind), int(r.broken->line));
        return !r.broken && r.records == records;
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void the_chain_goes_on_over_starts_with_a_checkpoint_in_every_hundredth_line_and_at_each_end()
    {
        append(1, 150);
        append(151, 310);
        QVERIFY(isWhole(310));
        const AuditReport r = check();
        QCOMPARE(r.checkpoints, std::uint64_t(5));  // lines 100, 152, 200, 300, 315
        QCOMPARE(r.number, std::uint64_t(315));
        QCOMPARE(readCheckpoint(dir() / kCheckpointFile)->head.number, r.signedUpTo);
    }
    void nobody_else_reads_the_secret_key_and_it_stays_the_same()
    {
        append(1, 3);
        struct stat info {};
        QCOMPARE(::stat((dir() / kSecretKeyFile).c_str(), &info), 0);
        QCOMPARE(info.st_mode & 0777, 0600u);
        const auto keys = *readPublicKeys(dir() / kPublicKeyFile);
        append(4, 6);
        QCOMPARE(*readPublicKeys(dir() / kPublicKeyFile), keys);
    }
    void a_damaged_key_is_set_aside_and_what_the_old_one_signed_still_holds()
    {
        append(1, 3);
        std::ofstream(dir() / kSecretKeyFile) << "rot";
        append(4, 6);
        QVERIFY(fs::exists(dir() / "audit.key.damaged"));
        QCOMPARE(readPublicKeys(dir() / kPublicKeyFile)->size(), std::size_t(2));
        QVERIFY(isWhole(6));
        fs::remove(dir() / kPublicKeyFile);
        append(7, 8);
        QCOMPARE(readPublicKeys(dir() / kPublicKeyFile)->size(), std::size_t(1));
        QCOMPARE(check().broken->kind, AuditBreakKind::WrongKey);  // nothing vouches for the first any more
    }
    void wherever_the_last_line_was_torn_the_next_start_goes_on_and_says_so()
    {
        append(1, 4, false);
        const std::string all = text();
        const std::size_t begin = all.rfind('\n', all.size() - 2) + 1;
        for (std::size_t bytes = begin; bytes <= all.size(); ++bytes) {
            write(all.substr(0, bytes));
            const bool torn = bytes > begin && bytes + 1 < all.size();
            QCOMPARE(check().tail, torn ? bytes - begin : 0u);
            append(5, 6, false);
            const AuditReport r = check();
            QVERIFY2(!r.broken && r.torn == (torn ? 1u : 0u) && r.tail == 0, qPrintable(QString::number(bytes)));
            QCOMPARE(r.records, bytes + 1 >= all.size() ? 6u : 5u);
            // Torn again, in the line that tells of it.
            write(text().substr(0, bytes + 30));
            append(7, 8, false);
            QVERIFY2(!check().broken, qPrintable(QString::number(bytes)));
        }
    }
    void zeros_that_a_power_cut_left_in_a_line_are_told_too()
    {
        append(1, 4, false);
        std::string all = text();
        all.replace(all.size() - 60, 40, std::string(40, '\0'));
        write(all);
        QVERIFY(check().tail > 0 && !check().broken);
        append(5, 5);
        QVERIFY(isWhole(4));
        QCOMPARE(check().torn, std::uint64_t(1));
    }
    void a_history_from_before_the_chain_is_gone_on_with()
    {
        std::string old;
        for (int i = 1; i <= 2000; ++i)
            old += std::string(object(i)) + "\n";
        write(old + "{\"se");
        append(2001, 2002);
        QVERIFY(isWhole(2));
        QCOMPARE(check().before, std::uint64_t(2001));
        std::string other = text();
        other[1000] ^= 1;
        write(other);
        QCOMPARE(check().broken->kind, AuditBreakKind::Edited);
    }
    void a_history_that_was_cut_or_taken_away_is_never_whole_again()
    {
        append(1, 6);
        const std::string all = text();
        write(all.substr(0, all.find('\n', all.size() / 2) + 1));
        QCOMPARE(check().broken->kind, AuditBreakKind::CutOff);
        append(7, 8);
        QCOMPARE(check().broken->kind, AuditBreakKind::Removed);
        fs::remove(history());
        append(9, 9);
        const auto broken = check().broken;
        QCOMPARE(broken->kind, AuditBreakKind::Removed);
        QCOMPARE(broken->number, std::uint64_t(1));
    }
    void a_history_that_is_taken_away_while_it_is_written_is_told_as_that()
    {
        AuditLog log(dir(), noTime);
        QVERIFY(log.append(object(1)));
        QVERIFY(log.append(object(2)));
        fs::remove(history());
        QVERIFY(log.append(object(3)));
        QCOMPARE(check().broken->kind, AuditBreakKind::Removed);
        QCOMPARE(check().broken->last, std::uint64_t(2));
    }
    void a_record_that_did_not_fit_on_the_disk_is_there_once_when_it_did()
    {
        // A limit of the size of files stands in for the full disk.
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        AuditLog log(dir(), noTime);
        QVERIFY(log.append(object(1)));
        const rlim_t size = text().size();
        for (rlim_t room = 0; room < size - 1; room += 7) {
            const rlimit tight{static_cast<rlim_t>(text().size()) + room, before.rlim_max};
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &tight), 0);
            const auto refused = log.append(object(2));
            QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
            QVERIFY(!refused);
            if (room % 2)
                QVERIFY(log.append(object(2)));
            else
                QVERIFY(log.append(object(3)));  // another one, where the first was given up
        }
        const AuditReport r = check();
        QVERIFY(!r.broken && r.torn == 0 && r.tail == 0);
    }
    void a_full_disk_is_told_as_that()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        fs::create_symlink("/dev/full", history());
        AuditLog log(dir(), noTime);
        const auto appended = log.append(object(1));
        QVERIFY(!appended && appended.error().code == ErrorCode::DiskFull);
        fs::remove(history());
        QVERIFY(log.append(object(1)));
        QVERIFY(isWhole(1));
    }
    void looking_at_the_end_reads_only_the_end_where_the_history_is_long()
    {
        append(1, 1, false);
        const std::string line = text();
        {
            std::ofstream out(history(), std::ios::binary);
            for (int i = 0; i < 200'000; ++i)
                out << line;
        }
        const int fd = ::open(history().c_str(), O_RDONLY | O_CLOEXEC);
        const std::uint64_t before = bytesRead();
        QVERIFY(readLogEnd(fd, fs::file_size(history())));
        const std::uint64_t read = bytesRead() - before;
        ::close(fd);
        qInfo("%.2f MB read of %.0f MB", static_cast<double>(read) / 1e6, static_cast<double>(fs::file_size(history())) / 1e6);
        QVERIFY(read > 0 && read < fs::file_size(history()) / 10);
    }
};

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
