// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/textfiles.h"
#include "store/checksum.h"
#include "store/files.h"
#include "store/goldenstore.h"

#include <QtTest>

#include <algorithm>
#include <memory>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

/// The golden frames of a station on the disk.
class TestGoldenStore : public QObject {
    Q_OBJECT

    static KeptFrame frame(Verdict expected = Verdict::Fail, float x = 10)
    {
        KeptFrame kept;
        kept.frame.expected = expected;
        kept.frame.label = "Cap";
        kept.frame.a = {"line", 1};
        kept.frame.b = {"line", 2};
        kept.frame.by = "Nina";
        kept.frame.at = std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123));
        kept.frame.width = 64;
        kept.frame.height = 36;
        kept.box = {x, 2, x + 20.5f, 30};
        return kept;
    }
    fs::path root() const { return pathOf(*m_dir); }
    fs::path folder() const { return root() / "golden" / "station-1"; }
    std::unique_ptr<GoldenStore> open(std::size_t unread = 0) const
    {
        auto store = std::make_unique<GoldenStore>(root(), "station-1");
        [&] { QCOMPARE(store->open().size(), unread); }();
        return store;
    }
    static std::string text(const fs::path &file)
    {
        const auto read = readSmallFile(file, 1 << 20);
        return read ? *read : std::string();
    }
    static GoldenIndex filled()
    {
        GoldenIndex index;
        for (std::uint64_t id = 1; id <= 3; ++id) {
            index.frames.push_back(frame());
            index.frames.back().frame.id = id;
            index.frames.back().frame.sha256 = std::string(64, 'a');
        }
        index.next = 4;
        return index;
    }
    /// What the list says after a change of its text, with a checksum that fits it again.
    static Result<GoldenIndex> changed(const std::string &from, const std::string &to)
    {
        std::string whole = formatGoldenIndex(filled(), "station-1");
        whole = whole.substr(0, whole.find(",\n  \"checksum\"")) + "\n}\n";
        const auto at = whole.find(from);
        if (at == std::string::npos)
            qFatal("not in the list: %s", from.c_str());
        whole.replace(at, from.size(), to);
        return parseGoldenIndex(withChecksum(whole, ChecksumForm::Lines), "station-1");
    }

    std::unique_ptr<QTemporaryDir> m_dir;

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void what_was_kept_is_there_after_a_restart()
    {
        {
            const auto store = open();
            QVERIFY(store->frames().empty());
            const auto first = store->keep(frame(), "one"), second = store->keep(frame(Verdict::Pass), "two");
            QVERIFY(first && second);
            QCOMPARE(first->frame.id, std::uint64_t{1});
            QCOMPARE(second->frame.id, std::uint64_t{2});
            QCOMPARE(store->additions(), std::uint64_t{2});
        }
        const auto store = open();
        const auto frames = store->frames();
        QCOMPARE(frames.size(), std::size_t{2});
        KeptFrame wanted = frame();
        wanted.frame.id = 1;
        wanted.frame.sha256 = frames[0].frame.sha256;
        QVERIFY(frames[0].frame == wanted.frame);
        QCOMPARE(frames[0].box.x2, 30.5f);
        QCOMPARE(frames[1].frame.expected, Verdict::Pass);
        QCOMPARE(*store->picture(1), std::string("one"));
        QCOMPARE(*store->picture(2), std::string("two"));
    }
    void the_same_part_of_the_same_picture_is_kept_once()
    {
        const auto store = open();
        QVERIFY(store->keep(frame(), "one"));
        const auto again = store->keep(frame(), "one");
        QVERIFY(!again && again.error().code == ErrorCode::InvalidInput);
        QVERIFY(store->keep(frame(Verdict::Fail, 40), "one"));  // another part of it
        QCOMPARE(store->frames().size(), std::size_t{2});
    }
    void a_number_is_not_used_twice()
    {
        {
            const auto store = open();
            QVERIFY(store->keep(frame(), "one"));
            QVERIFY(store->drop(1));
            QVERIFY(!fs::exists(store->pictureFile(1)));
            const auto nothing = store->drop(1);
            QVERIFY(!nothing && nothing.error().code == ErrorCode::NotFound);
            QVERIFY(!store->picture(1));
        }
        QCOMPARE(open()->keep(frame(), "one")->frame.id, std::uint64_t{2});
    }
    void no_more_are_kept_than_may_be()
    {
        const auto store = open();
        for (std::size_t i = 0; i < kMostGoldenFrames; ++i)
            QVERIFY(store->keep(frame(), std::to_string(i)));
        const auto more = store->keep(frame(), "more");
        QVERIFY(!more && more.error().code == ErrorCode::Busy);
        QCOMPARE(open()->frames().size(), kMostGoldenFrames);
    }
    void a_picture_that_is_too_large_is_refused_before_it_is_written()
    {
        const auto store = open();
        KeptFrame large = frame();
        large.frame.width = large.frame.height = 40'000;
        for (const auto &refused : {store->keep(large, "one"), store->keep(frame(), std::string(kMaxGoldenPictureBytes + 1, 'x'))})
            QVERIFY(!refused && refused.error().code == ErrorCode::InvalidInput);
        QVERIFY(!fs::exists(folder()));
    }
    void a_name_that_leads_out_of_the_folder_is_none()
    {
        for (const char *name : {"..", "../../etc", "a/b", "", ".", "a b", "station\n1"}) {
            GoldenStore store(root(), name);
            QVERIFY(store.open().empty());
            const auto kept = store.keep(frame(), "one");
            QVERIFY(!kept && kept.error().code == ErrorCode::Unsupported);
        }
        GoldenStore longest(root(), std::string(65, 'a'));
        QVERIFY(!longest.keep(frame(), "one"));
        QVERIFY(fs::is_empty(root()));
    }
    void a_picture_that_changed_is_not_believed()
    {
        const auto store = open();
        QVERIFY(store->keep(frame(), "one"));
        write(store->pictureFile(1), "onf");
        const auto other = store->picture(1);
        QVERIFY(!other && other.error().code == ErrorCode::InvalidInput);
        fs::remove(store->pictureFile(1));
        const auto none = store->picture(1);
        QVERIFY(!none && none.error().code == ErrorCode::NotFound);
        fs::create_directory(store->pictureFile(1));
        QVERIFY(!store->picture(1));
    }
    void a_damaged_list_is_set_aside_and_its_copy_serves()
    {
        QVERIFY(open()->keep(frame(), "one"));
        std::string list = text(folder() / "golden.json");
        list[list.size() / 2] ^= 1;
        write(folder() / "golden.json", list);
        const auto store = open(1);
        QCOMPARE(store->frames().size(), std::size_t{1});
        QCOMPARE(*store->picture(1), std::string("one"));
        QCOMPARE(text(folder() / "golden.damaged.json"), list);
        QVERIFY(store->keep(frame(), "two"));
        QCOMPARE(open()->frames().size(), std::size_t{2});
    }
    void where_both_are_damaged_no_picture_is_written_over()
    {
        QVERIFY(open()->keep(frame(), "one"));
        for (const char *name : {"golden.json", "golden.copy.json"})
            write(folder() / name, "{}\n");
        const auto store = open(1);
        QVERIFY(store->frames().empty());
        QCOMPARE(store->keep(frame(), "two")->frame.id, std::uint64_t{2});
        QCOMPARE(text(folder() / "1.png"), std::string("one"));
    }
    void a_list_that_was_cut_anywhere_is_not_believed()
    {
        const std::string whole = formatGoldenIndex(filled(), "station-1");
        QVERIFY(parseGoldenIndex(whole, "station-1"));
        for (std::size_t size = 0; size < whole.size(); ++size)
            QVERIFY2(!parseGoldenIndex(whole.substr(0, size), "station-1"), qPrintable(QString::number(size)));
    }
    void a_list_with_any_changed_byte_is_not_believed()
    {
        const std::string whole = formatGoldenIndex(filled(), "station-1");
        for (std::size_t at = 0; at < whole.size(); ++at) {
            std::string other = whole;
            other[at] ^= 4;
            QVERIFY2(!parseGoldenIndex(other, "station-1"), qPrintable(QString::number(at)));
        }
    }
    void what_a_list_must_not_say_is_refused()
    {
        QVERIFY(changed("\"Nina\"", "\"Otto\""));  // what is changed here is what is read
        QVERIFY(!parseGoldenIndex(formatGoldenIndex(filled(), "station-1"), "station-2"));
        for (const auto &[from, to] : std::vector<std::pair<std::string, std::string>>{
                 {"\"id\": 2", "\"id\": 1"},
                 {"\"id\": 1", "\"id\": 0"},
                 {"\"id\": 1", "\"id\": -1"},
                 {"\"id\": 1", "\"id\": 1.5"},
                 {"\"next\": 4", "\"next\": 3"},
                 {"\"fail\"", "\"unsure\""},
                 {"\"fail\"", "3"},
                 {"        64,\n", "        64000000,\n"},
                 {"        64,\n", "        -64,\n"},
                 {"        64,\n", ""},
                 {std::string(64, 'a'), "../../../etc/passwd"},
                 {std::string(64, 'a'), std::string(64, 'A')},
                 {"\"Nina\"", "\"" + std::string(600, 'x') + "\""},
                 {"30.5", "1e400"},
                 {"30.5", "\"wide\""},
                 {"\"frames\": [", "\"frames\": 7, \"others\": ["}})
            QVERIFY2(!changed(from, to), (from + " -> " + to).c_str());
        GoldenIndex many = filled();
        for (std::uint64_t id = 4; id <= kMostGoldenFrames + 1; ++id) {
            many.frames.push_back(many.frames.back());
            many.frames.back().frame.id = id;
        }
        many.next = 1000;
        QVERIFY(!parseGoldenIndex(formatGoldenIndex(many, "station-1"), "station-1"));
        QVERIFY(!parseGoldenIndex(std::string(kMaxGoldenIndexBytes + 1, ' '), "station-1"));
    }
    void what_a_power_cut_left_is_taken_away_and_nothing_else()
    {
        QVERIFY(open()->keep(frame(), "one"));
        for (const char *name : {"7.png", "notes.txt", "x.png", "07.png", "golden.json.lineside-new"})
            write(folder() / name, "x");
        const auto store = open();
        QVERIFY(!fs::exists(folder() / "7.png") && !fs::exists(folder() / "golden.json.lineside-new"));
        for (const char *name : {"1.png", "notes.txt", "x.png", "07.png"})
            QVERIFY2(fs::exists(folder() / name), name);
    }
    void where_nothing_can_be_written_nothing_is_kept()
    {
        write(root() / "golden", "a file where the folder would be");
        const auto store = open();
        const auto kept = store->keep(frame(), "one");
        QVERIFY(!kept && kept.error().code == ErrorCode::Io);
        QVERIFY(store->frames().empty());
        QCOMPARE(store->additions(), std::uint64_t{0});
    }
    void a_frame_that_cannot_be_taken_off_the_list_is_still_there()
    {
        const auto store = open();
        QVERIFY(store->keep(frame(), "one"));
        fs::rename(folder(), root() / "elsewhere");
        QVERIFY(!store->drop(1));
        QCOMPARE(store->frames().size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestGoldenStore)
#include "tst_goldenstore.moc"
