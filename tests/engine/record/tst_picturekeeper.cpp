// SPDX-License-Identifier: GPL-3.0-or-later
#include "record/picturekeeper.h"
#include "record/recordtime.h"

#include "engine/record/parts.h"
#include "engine/store/textfiles.h"
#include "support/heldrunner.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <set>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

FramePtr picture(std::uint64_t number)
{
    auto frame = std::make_shared<Frame>();
    frame->sequence = number;
    frame->image.resize(2, 2);
    return frame;
}

}  // namespace

class TestPictureKeeper : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    ManualClock m_clock;
    std::shared_ptr<HeldRunner> m_thread;
    std::vector<RecordTrouble> m_begun;
    std::vector<std::uint64_t> m_ended;
    std::optional<Error> m_encodeError;
    std::size_t m_bytes = 100;

    fs::path folder() const { return pathOf(*m_dir) / "pictures"; }
    std::unique_ptr<PictureKeeper> keeper(const RecordingPolicy &kept = {})
    {
        m_thread = std::make_shared<HeldRunner>();
        return std::make_unique<PictureKeeper>(
            folder(),
            [this](const ImageView &) -> Result<std::vector<std::uint8_t>> {
                if (m_encodeError)
                    return *m_encodeError;
                return std::vector<std::uint8_t>(m_bytes, 7);
            },
            m_thread, m_clock, PictureKeeper::Events{[this](const RecordTrouble &t) { m_begun.push_back(t); }, [this](std::uint64_t missing) { m_ended.push_back(missing); }}, kept);
    }
    std::set<std::string> files() const
    {
        std::set<std::string> all;
        for (const auto &entry : fs::recursive_directory_iterator(folder())) {
            if (entry.is_regular_file())
                all.insert(fs::relative(entry.path(), folder()).string());
        }
        return all;
    }
    WallTime daysAgo(int days) const { return m_clock.wallNow() - std::chrono::days(days); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_begun.clear();
        m_ended.clear();
        m_encodeError.reset();
        m_bytes = 100;
    }

    void a_picture_is_written_under_station_day_and_time_and_nobody_waits_for_it()
    {
        const auto keeper = this->keeper();
        const std::string name = keeper->keep("a", picture(17), second(3.25));
        QCOMPARE(name, std::string("a/2026-03-01/000003.250000-17.jpg"));
        QVERIFY(!fs::exists(folder()));
        m_thread->run();
        QCOMPARE(files(), std::set<std::string>{name});
        QCOMPARE(fs::file_size(folder() / name), 100u);
    }
    void what_has_no_room_to_wait_is_left_out_counted_and_told_once()
    {
        const auto keeper = this->keeper();
        for (std::size_t i = 0; i < PictureKeeper::kMostWaiting; ++i)
            QVERIFY(!keeper->keep("a", picture(i), second(1)).empty());
        for (std::uint64_t i = 0; i < 3; ++i)
            QVERIFY(keeper->keep("a", picture(100 + i), second(2)).empty());
        QCOMPARE(keeper->leftOut(), 3u);
        QCOMPARE(m_begun.size(), 1u);
        QCOMPARE(m_begun.front().error.code, ErrorCode::Busy);
        m_thread->run();
        QCOMPARE(files().size(), PictureKeeper::kMostWaiting);
        keeper->tick();
        m_thread->run();
        QVERIFY(m_ended.empty());  // not before it has been quiet for a while
        m_clock.advance(PictureKeeper::kQuiet);
        keeper->tick();
        m_thread->run();
        QCOMPARE(m_ended, std::vector<std::uint64_t>{3});
    }
    void a_disk_that_takes_none_is_told_and_told_again_when_it_does()
    {
        write(folder(), "a file where the folder should be");
        const auto keeper = this->keeper();
        for (std::uint64_t i = 0; i < 3; ++i)
            keeper->keep("a", picture(i), second(1));
        m_thread->run();
        QCOMPARE(m_begun.size(), 1u);
        QCOMPARE(m_begun.front().error.code, ErrorCode::Io);
        m_clock.advance(PictureKeeper::kQuiet);
        keeper->tick();
        m_thread->run();
        QVERIFY(m_ended.empty());  // none was written since
        fs::remove(folder());
        const std::string name = keeper->keep("a", picture(9), second(5));
        m_thread->run();
        QCOMPARE(files(), std::set<std::string>{name});
        keeper->tick();
        m_thread->run();
        QCOMPARE(m_ended, std::vector<std::uint64_t>{3});
    }
    void a_link_in_the_place_of_an_unfinished_file_is_not_followed()
    {
        const auto keeper = this->keeper();
        const std::string name = keeper->keep("a", picture(1), second(1));
        const fs::path file = folder() / name, victim = pathOf(*m_dir) / "victim";
        fs::create_directories(file.parent_path());
        write(victim, "mine");
        fs::create_symlink(victim, file.parent_path() / ('.' + file.filename().string() + ".part"));
        m_thread->run();
        QVERIFY(!fs::exists(file));
        QCOMPARE(fs::file_size(victim), 4u);
        QCOMPARE(m_begun.size(), 1u);
    }
    void what_cannot_be_encoded_is_left_out()
    {
        m_encodeError = Error{ErrorCode::OutOfMemory, "none"};
        const auto keeper = this->keeper();
        keeper->keep("a", picture(1), second(1));
        m_thread->run();
        QVERIFY(!fs::exists(folder()));
        QCOMPARE(keeper->leftOut(), 1u);
        QCOMPARE(m_begun.front().error.code, ErrorCode::OutOfMemory);
    }
    void old_pictures_go_and_never_a_newer_one()
    {
        std::set<std::string> young;
        {
            const auto keeper = this->keeper({365, 0, 0, 0});
            for (int days : {12, 11, 10, 9, 1}) {
                const std::string name = keeper->keep(days % 2 ? "a" : "b", picture(1), daysAgo(days) + 1s);
                if (days <= 10)
                    young.insert(name);
                m_thread->run();
            }
        }
        write(folder() / "a" / "notes.txt", "somebody's own");
        young.insert("a/notes.txt");
        const auto keeper = this->keeper({365, 0, 10, 0});  // knows what is there from before
        for (int i = 0; i < 5; ++i) {
            keeper->tick();
            m_thread->run();
        }
        QCOMPARE(files(), young);
    }
    void where_they_are_too_many_the_oldest_go_a_little_at_a_time()
    {
        const auto keeper = this->keeper({365, 0, 0, 0});
        std::vector<std::string> names;
        for (std::size_t i = 0; i < 2 * PictureKeeper::kStep; ++i) {
            names.push_back(keeper->keep(i % 2 ? "a" : "b", picture(i), second(static_cast<double>(i))));
            m_thread->run();
        }
        keeper->limit({365, 0, 0, 1000});  // ten of them
        m_thread->run();
        QCOMPARE(files().size(), PictureKeeper::kStep);
        keeper->tick();
        m_thread->run();
        QCOMPARE(files(), std::set<std::string>(names.end() - 10, names.end()));
        keeper->tick();
        m_thread->run();
        QCOMPARE(files().size(), std::size_t{10});
    }
    void what_an_end_in_the_middle_left_is_cleared_away()
    {
        const fs::path day = folder() / "a" / "2026-03-01";
        fs::create_directories(day);
        write(day / ".000001.000000-1.jpg.part", "half");
        write(day / "000001.000000-2.jpg", std::string(50, 'x'));
        const auto keeper = this->keeper({365, 0, 0, 0});
        keeper->tick();
        m_thread->run();
        QCOMPARE(files(), std::set<std::string>{"a/2026-03-01/000001.000000-2.jpg"});
    }
};

QTEST_GUILESS_MAIN(TestPictureKeeper)
#include "tst_picturekeeper.moc"
