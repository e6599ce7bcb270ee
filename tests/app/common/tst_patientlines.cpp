// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/patientlines.h"

#include <QtTest>

#include <csignal>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace lineside;

namespace {

/// A pipe that holds one page, and is read when the test says so.
class Pipe {
public:
    Pipe()
    {
        [&] { QCOMPARE(::pipe2(m_ends, O_CLOEXEC), 0); }();
        ::fcntl(m_ends[1], F_SETPIPE_SZ, 4096);
    }
    ~Pipe()
    {
        closeReader();
        ::close(m_ends[1]);
    }
    int writer() const { return m_ends[1]; }
    void closeReader() { ::close(std::exchange(m_ends[0], -1)); }
    /// What is in it.
    std::string read() const
    {
        int size = 0;
        ::ioctl(m_ends[0], FIONREAD, &size);
        std::string text(static_cast<std::size_t>(size), '\0');
        [&] { QCOMPARE(::read(m_ends[0], text.data(), text.size()), static_cast<ssize_t>(size)); }();
        return text;
    }
    /// What comes until nothing is pending.
    std::string readAll(PatientLines &lines) const
    {
        std::string all;
        for (lines.write(); lines.pending(); lines.write())
            all += read();
        return all + read();
    }

private:
    int m_ends[2] = {-1, -1};
};

std::string tell(std::uint64_t lines)
{
    return "left out: " + std::to_string(lines);
}

}  // namespace

class TestPatientLines : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { std::signal(SIGPIPE, SIG_IGN); }

    void what_is_taken_at_once_is_written_at_once()
    {
        const Pipe pipe;
        PatientLines lines(pipe.writer(), tell);
        lines.add("one");
        lines.add("two");
        QVERIFY(lines.pending());
        lines.write();
        QVERIFY(!lines.pending());
        QCOMPARE(pipe.read(), std::string("one\ntwo\n"));
    }
    void nobody_who_writes_waits_for_a_reader_and_nothing_is_lost_that_is_kept()
    {
        const Pipe pipe;
        PatientLines lines(pipe.writer(), tell);
        std::string all;
        for (int i = 0; i < 2000; ++i) {
            const std::string line = "line " + std::to_string(i);
            all += line + '\n';
            lines.add(line);
            lines.write();  // would stand still here
        }
        QVERIFY(lines.pending());
        QCOMPARE(pipe.readAll(lines), all);
        QVERIFY(!lines.broken());
    }
    void what_has_no_room_is_left_out_whole_and_told_before_what_comes_after()
    {
        const Pipe pipe;
        PatientLines lines(pipe.writer(), tell, 10'000);
        std::string all;
        for (int i = 0; i < 2000; ++i) {
            const std::string line = "line " + std::to_string(1000 + i);
            all += line + '\n';
            lines.add(line);
            lines.write();
        }
        const std::string kept = pipe.readAll(lines);
        QVERIFY(kept.size() > 9'000 && kept.size() < all.size());
        QVERIFY(all.starts_with(kept) && kept.ends_with('\n'));
        lines.add("after");
        QCOMPARE(pipe.readAll(lines), tell((all.size() - kept.size()) / std::string_view("line 1000\n").size()) + "\nafter\n");
        lines.add("more");
        QCOMPARE(pipe.readAll(lines), std::string("more\n"));  // told once
    }
    void at_the_end_a_reader_that_reads_gets_all_and_one_that_does_not_is_not_waited_for()
    {
        const Pipe pipe;
        PatientLines lines(pipe.writer(), tell, 10'000);
        for (int i = 0; i < 3000; ++i)
            lines.add("a line of the last second");
        lines.writeFor(std::chrono::milliseconds(50));
        QVERIFY(lines.pending());
        QVERIFY(QString::fromStdString(pipe.readAll(lines)).contains(QLatin1String("left out: ")));
        lines.add("last");
        lines.writeFor(std::chrono::hours(1));
        QVERIFY(!lines.pending());
        QCOMPARE(pipe.read(), std::string("last\n"));
    }
    void a_reader_that_goes_away_ends_the_lines_and_nothing_else()
    {
        Pipe pipe;
        PatientLines lines(pipe.writer(), tell);
        lines.add("one");
        pipe.closeReader();
        lines.write();
        QVERIFY(lines.broken() && !lines.pending());
        lines.add("two");
        QVERIFY(!lines.pending());
        lines.writeFor(std::chrono::hours(1));
    }
    void a_full_disk_is_told()
    {
        const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
        QVERIFY(full >= 0);
        PatientLines lines(full, tell);
        lines.add("one");
        lines.write();
        QVERIFY(lines.broken());
        ::close(full);
    }
};

QTEST_APPLESS_MAIN(TestPatientLines)
#include "tst_patientlines.moc"
