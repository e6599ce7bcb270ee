// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/textfiles.h"
#include "watch/folderwatch.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <mutex>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr auto kPoll = 5000ms;

Result<FolderNotices> noNotices(const fs::path &)
{
    return Error{ErrorCode::Io, "no space left on device"};
}

/// A watcher of a folder of its own, whose time the test moves.
class Watched {
public:
    explicit Watched(FolderWatcher::MakeNotices notices = FolderNotices::of, OfferedMarks offered = {})
        : m_watcher(folder(), kPoll, std::move(offered),
                    {[this](const fs::path &file, const FolderEntry &entry) {
                         offers += (offers.empty() ? "" : " ") + file.filename().string();
                         marks[entry.name] = entry.mark;
                     },
                     [this](const std::optional<Error> &error) { troubles.push_back(error ? toString(error->code) : "over"); }},
                    std::move(notices))
    {
        fs::create_directory(folder());
    }
    fs::path folder() const { return pathOf(m_dir) / "in"; }
    FolderWatcher *operator->() { return &m_watcher; }
    /// The next round is after so long.
    SteadyTime after(std::chrono::milliseconds time)
    {
        m_now += time;
        return m_watcher.round(m_now);
    }
    /// All rounds of so long, as the thread makes them, each offered file read at once; what was offered.
    std::string run(std::chrono::milliseconds time)
    {
        offers.clear();
        const SteadyTime end = m_now + time;
        std::string before;
        for (SteadyTime next = m_watcher.round(m_now); next <= end; next = m_watcher.round(m_now)) {
            if (offers != before) {
                before = offers;
                m_watcher.onFinished(true);
                continue;
            }
            m_now = std::max(m_now, next);
        }
        m_now = end;
        return offers;
    }

    std::string offers;
    OfferedMarks marks;
    std::vector<std::string> troubles;

private:
    QTemporaryDir m_dir;
    FolderWatcher m_watcher;
    SteadyTime m_now{1000s};
};

}  // namespace

/// A watched folder of the real file system; time is the test's own.
class TstFolderWatcher : public QObject {
    Q_OBJECT

private slots:
    void a_file_that_is_written_and_closed_is_offered_after_the_settle_time()
    {
        Watched watched;
        QCOMPARE(watched.run(1s), "");
        write(watched.folder() / "a.pt", "weights");
        QCOMPARE(watched.run(kSettle - 1ms), "");
        QCOMPARE(watched.run(1ms), "a.pt");
        QCOMPARE(watched.run(60s), "");
    }

    void a_file_that_is_moved_in_is_offered_after_the_settle_time()
    {
        Watched watched;
        watched.run(1s);
        write(watched.folder() / "a.pt.part", "weights");
        QCOMPARE(watched.run(20s), "");
        fs::rename(watched.folder() / "a.pt.part", watched.folder() / "a.pt");
        QCOMPARE(watched.run(kSettle), "a.pt");
    }

    void a_file_that_was_there_before_is_offered_after_a_poll()
    {
        Watched watched;
        write(watched.folder() / "a.pt", "weights");
        QCOMPARE(watched.run(kPoll - 1ms), "");
        QCOMPARE(watched.run(1ms), "a.pt");
    }

    void a_write_that_is_held_open_is_never_offered_data()
    {
        QTest::addColumn<bool>("notices");
        QTest::newRow("the system tells") << true;
        QTest::newRow("the system tells nothing") << false;
    }
    void a_write_that_is_held_open_is_never_offered()
    {
        QFETCH(bool, notices);
        Watched watched(notices ? FolderNotices::of : noNotices);
        watched.run(1s);
        {
            const FileDescriptor writer(::open((watched.folder() / "a.pt").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
            for (int piece = 0; piece < 5; ++piece) {
                QCOMPARE(::write(writer.get(), "piece", 5), 5);
                QCOMPARE(watched.run(60s), "");
            }
        }
        QCOMPARE(watched.run(2 * kPoll), "a.pt");
    }

    void a_copy_in_pieces_that_is_closed_between_them_waits_until_it_rests()
    {
        for (const auto &notices : {FolderWatcher::MakeNotices(FolderNotices::of), FolderWatcher::MakeNotices(noNotices)}) {
            Watched watched(notices);
            watched.run(1s);
            for (int piece = 0; piece < 20; ++piece) {
                std::ofstream(watched.folder() / "a.pt", std::ios::app) << "piece";
                QCOMPARE(watched.run(kSettle - 1ms), "");
            }
            QCOMPARE(watched.run(2 * kPoll), "a.pt");
        }
    }

    void a_file_that_is_replaced_is_offered_anew()
    {
        for (const auto &notices : {FolderWatcher::MakeNotices(FolderNotices::of), FolderWatcher::MakeNotices(noNotices)}) {
            Watched watched(notices);
            write(watched.folder() / "a.pt", "weights");
            QCOMPARE(watched.run(2 * kPoll), "a.pt");
            write(watched.folder() / "new.tmp", "weights");
            fs::rename(watched.folder() / "new.tmp", watched.folder() / "a.pt");
            QCOMPARE(watched.run(2 * kPoll), "a.pt");
            QCOMPARE(watched.run(60s), "");
        }
    }

    void a_restart_does_not_offer_again()
    {
        Watched watched;
        write(watched.folder() / "a.pt", "weights");
        QCOMPARE(watched.run(2 * kPoll), "a.pt");
        std::string offers;
        FolderWatcher again(watched.folder(), kPoll, watched.marks, {[&](const fs::path &file, const FolderEntry &) { offers += file.filename().string(); }, [](const auto &) {}});
        SteadyTime now{5000s};
        write(watched.folder() / "b.pt", "weights");
        for (int i = 0; i < 4; ++i, now += kPoll)
            again.round(now);
        QCOMPARE(offers, "b.pt");
    }

    void one_file_is_offered_after_the_other()
    {
        Watched watched;
        for (const char *name : {"a.pt", "b.pt", "c.pt"})
            write(watched.folder() / name, "weights");
        watched.after(0ms);
        watched.after(kPoll);
        QCOMPARE(watched.offers, "a.pt");
        watched.after(kPoll);
        watched.after(kPoll);
        QCOMPARE(watched.offers, "a.pt");
        fs::remove(watched.folder() / "b.pt");  // while the first is read
        watched->onFinished(true);
        watched.after(1ms);
        QCOMPARE(watched.offers, "a.pt c.pt");
    }

    void what_could_not_be_had_is_offered_again()
    {
        Watched watched;
        write(watched.folder() / "a.pt", "weights");
        watched.after(0ms);
        watched.after(kPoll);
        QCOMPARE(watched.offers, "a.pt");
        watched->onFinished(false);
        watched.after(1ms);
        QCOMPARE(watched.offers, "a.pt");
        watched.after(kPoll);
        QCOMPARE(watched.offers, "a.pt a.pt");
    }

    void a_folder_that_goes_is_told_once_it_stays_away_and_told_again_when_it_is_back()
    {
        for (const auto &notices : {FolderWatcher::MakeNotices(FolderNotices::of), FolderWatcher::MakeNotices(noNotices)}) {
            Watched watched(notices);
            write(watched.folder() / "a.pt", "weights");
            QCOMPARE(watched.run(2 * kPoll), "a.pt");
            fs::rename(watched.folder(), watched.folder().string() + ".away");
            watched.run(kPoll - 1ms);
            QVERIFY(watched.troubles.empty());
            watched.run(60s);
            QCOMPARE(watched.troubles, (std::vector<std::string>{"not_found"}));
            fs::rename(watched.folder().string() + ".away", watched.folder());
            write(watched.folder() / "b.pt", "weights");
            QCOMPARE(watched.run(3 * kPoll), "b.pt");
            QCOMPARE(watched.troubles, (std::vector<std::string>{"not_found", "over"}));
        }
    }

    void a_folder_that_is_replaced_at_once_is_nobodys_business()
    {
        Watched watched;
        watched.run(kPoll);
        fs::rename(watched.folder(), watched.folder().string() + ".old");
        fs::create_directory(watched.folder());
        watched.run(kPoll);
        write(watched.folder() / "a.pt", "weights");
        QCOMPARE(watched.run(kSettle), "a.pt");  // the system is listened to for the new one
        QVERIFY(watched.troubles.empty());
    }

    void a_folder_that_never_was_there_is_told_at_once()
    {
        Watched watched;
        fs::remove(watched.folder());
        watched.run(0ms);
        QCOMPARE(watched.troubles, (std::vector<std::string>{"not_found"}));
        watched.run(60s);
        QCOMPARE(watched.troubles.size(), 1u);
        fs::create_directory(watched.folder());
        watched.run(kPoll);
        QCOMPARE(watched.troubles.size(), 2u);
    }

    void a_copy_that_goes_on_costs_no_look()
    {
        Watched watched;
        const SteadyTime next = watched.after(0ms);
        const FileDescriptor writer(::open((watched.folder() / "a.pt").c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
        QCOMPARE(::write(writer.get(), "piece", 5), 5);
        QCOMPARE(watched.after(1ms), next);
    }

    void thousands_of_files_are_offered_each_once()
    {
        Watched watched;
        constexpr int kFiles = 300;
        for (int i = 0; i < kFiles; ++i)
            write(watched.folder() / (std::to_string(i) + ".pt"), "weights");
        const std::string offers = watched.run(2 * kPoll);
        QCOMPARE(std::count(offers.begin(), offers.end(), ' '), kFiles - 1);
        QCOMPARE(watched.marks.size(), std::size_t{kFiles});
        QCOMPARE(watched.run(60s), "");
    }
};

/// The thread around it, in the machine's own time.
class Offers {
public:
    FolderWatcher::Events events()
    {
        return {[this](const fs::path &file, const FolderEntry &) { note(file.filename().string()); }, [this](const std::optional<Error> &error) { note(error ? "trouble" : "over"); }};
    }
    std::string all() const
    {
        const std::lock_guard lock(m_mutex);
        return m_all;
    }

private:
    void note(const std::string &what)
    {
        const std::lock_guard lock(m_mutex);
        m_all += what + " ";
    }

    mutable std::mutex m_mutex;
    std::string m_all;
};

class TstFolderThread : public QObject {
    Q_OBJECT

    static constexpr int kPatience = 60000;
    const SystemClock m_clock;

    static int folderThreads()
    {
        int count = 0;
        for (const auto &task : fs::directory_iterator("/proc/self/task")) {
            std::string name;
            std::getline(std::ifstream(task.path() / "comm") >> std::ws, name);
            count += name == "folder";
        }
        return count;
    }

private slots:
    void the_systems_word_wakes_it()
    {
        QTemporaryDir dir;
        Offers offers;
        FolderWatch watch(pathOf(dir), 1h, {}, offers.events(), m_clock);
        // The first file that is closed after the thread listens: written anew until then.
        int written = 0;
        QTRY_VERIFY_WITH_TIMEOUT((write(pathOf(dir) / ("a" + std::to_string(written++) + ".pt"), "weights"), !offers.all().empty()), kPatience);
    }

    void without_the_systems_word_its_polls_find_everything()
    {
        QTemporaryDir dir;
        Offers offers;
        FolderWatch watch(pathOf(dir), 5ms, {}, offers.events(), m_clock, noNotices);
        write(pathOf(dir) / "a.pt", "weights");
        QTRY_COMPARE_WITH_TIMEOUT(offers.all(), "a.pt ", kPatience);
        write(pathOf(dir) / "b.pt", "weights");
        watch.onFinished(true);
        QTRY_COMPARE_WITH_TIMEOUT(offers.all(), "a.pt b.pt ", kPatience);
    }

    void trouble_is_told_from_it()
    {
        QTemporaryDir dir;
        Offers offers;
        FolderWatch watch(pathOf(dir) / "in", 5ms, {}, offers.events(), m_clock);
        QTRY_COMPARE_WITH_TIMEOUT(offers.all(), "trouble ", kPatience);
        fs::create_directory(pathOf(dir) / "in");
        QTRY_COMPARE_WITH_TIMEOUT(offers.all(), "trouble over ", kPatience);
    }

    void it_ends_at_once_however_long_its_poll_is()
    {
        QTemporaryDir dir;
        Offers offers;
        for (int i = 0; i < 10; ++i)
            FolderWatch(pathOf(dir), 1h, {}, offers.events(), m_clock);
        QTRY_COMPARE_WITH_TIMEOUT(folderThreads(), 0, kPatience);
    }

    void a_server_that_does_not_answer_holds_its_thread_and_nobody_else()
    {
        QTemporaryDir dir;
        Offers offers;
        std::promise<void> asked, answered;
        std::shared_future<void> answer = answered.get_future().share();
        auto held = std::make_shared<std::promise<void>>();
        std::future<void> gone = held->get_future();
        {
            FolderWatch watch(pathOf(dir) / "in", 5ms, {}, offers.events(), m_clock, [&asked, answer, held](const fs::path &) -> Result<FolderNotices> {
                asked.set_value();
                answer.wait();
                return Error{ErrorCode::NotFound, {}};
            });
            asked.get_future().wait();
        }  // ends, although its thread is held
        answered.set_value();
        held.reset();
        gone.wait();  // the thread's own end gives back what it held
        QVERIFY(offers.all().empty());  // and tells nobody
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    TstFolderWatcher watcher;
    TstFolderThread thread;
    return QTest::qExec(&watcher, argc, argv) | QTest::qExec(&thread, argc, argv);
}
#include "tst_folderwatcher.moc"
