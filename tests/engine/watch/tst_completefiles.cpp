// SPDX-License-Identifier: GPL-3.0-or-later
#include "watch/completefiles.h"

#include <QtTest>

#include <random>
#include <set>

using namespace lineside;
using namespace std::chrono_literals;

/// When a file of a watched folder is complete, without a folder.
class TstCompleteFiles : public QObject {
    Q_OBJECT

    static constexpr auto kPoll = 5000ms;

    static FolderEntry entry(const std::string &name, int version, std::int64_t changed = 0)
    {
        return {name, {name}, "1:" + std::to_string(version), changed};
    }
    static SteadyTime at(std::chrono::milliseconds ms) { return SteadyTime(1000s + ms); }
    static std::function<Writer(const FolderEntry &)> says(Writer writer)
    {
        return [writer](const FolderEntry &) { return writer; };
    }
    /// Names of all that are taken now.
    static std::string taken(CompleteFiles &files, Writer writer = Writer::Unknown)
    {
        std::string names;
        while (const auto next = files.takeNext(says(writer)))
            names += (names.empty() ? "" : " ") + next->name;
        return names;
    }
    static std::string look(CompleteFiles &files, std::vector<FolderEntry> entries, std::chrono::milliseconds ms, Writer writer = Writer::Unknown)
    {
        files.onLook(entries, at(ms));
        return taken(files, writer);
    }

private slots:
    void a_file_that_two_looks_a_poll_apart_saw_alike_is_complete()
    {
        CompleteFiles files(kPoll, {});
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        QCOMPARE(files.nextLook(), at(kPoll));
        QCOMPARE(look(files, {entry("a.pt", 1)}, 4999ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");
        QCOMPARE(files.nextLook(), SteadyTime::max());
    }

    void one_look_never_is_enough()
    {
        CompleteFiles files(0ms, {});
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
    }

    void a_file_that_was_closed_rests_for_the_settle_time_only()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("a.pt");
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        QCOMPARE(files.nextLook(), at(kSettle));
        QCOMPARE(look(files, {entry("a.pt", 1)}, kSettle - 1ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, kSettle), "a.pt");
    }

    void a_file_that_changes_settles_anew()
    {
        CompleteFiles files(kPoll, {});
        for (int i = 0; i < 10; ++i)
            QCOMPARE(look(files, {entry("a.pt", i)}, i * 5000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 9)}, 49'999ms), "");
        QCOMPARE(look(files, {entry("a.pt", 9)}, 50'000ms), "a.pt");
    }

    void a_file_that_is_held_open_waits_however_long_it_rests()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("a.pt");
        for (int i = 0; i < 100; ++i)
            QCOMPARE(look(files, {entry("a.pt", 1)}, i * 5000ms), "");
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 500'000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 500'500ms), "a.pt");
    }

    void the_kernels_word_that_nobody_writes_ends_the_wait_for_a_close_that_was_missed()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms, Writer::Nobody), "a.pt");
    }

    void a_writer_who_is_found_makes_it_settle_anew_whatever_was_said()
    {
        CompleteFiles files(kPoll, {});
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 500ms, Writer::Somebody), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 1000ms, Writer::Unknown), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 60'000ms, Writer::Unknown), "");  // and not closed since
        QCOMPARE(look(files, {entry("a.pt", 1)}, 60'001ms, Writer::Nobody), "a.pt");
    }

    void words_about_a_file_make_it_settle_anew_even_where_size_and_time_stay()
    {
        CompleteFiles files(kPoll, {});
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        files.onWritten("a.pt");
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 499ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 998ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 999ms), "a.pt");
    }

    void words_that_are_old_vouch_for_no_change_that_came_without_any()
    {
        CompleteFiles files(kPoll, {});
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 0ms), "");
        QCOMPARE(look(files, {entry("a.pt", 2)}, 400ms), "");  // from another computer
        QCOMPARE(look(files, {entry("a.pt", 2)}, 1000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 2)}, 5400ms), "a.pt");
    }

    void lost_words_let_everything_settle_anew_by_looks_alone()
    {
        CompleteFiles files(kPoll, {});
        files.onClosed("a.pt");
        files.onWritten("b.pt");
        QCOMPARE(look(files, {entry("a.pt", 1), entry("b.pt", 1)}, 0ms), "");
        files.onLost();
        QCOMPARE(look(files, {entry("a.pt", 1), entry("b.pt", 1)}, 1000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1), entry("b.pt", 1)}, 5999ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1), entry("b.pt", 1)}, 6000ms), "a.pt b.pt");
    }

    void what_was_offered_is_not_offered_again_while_it_stays_the_same()
    {
        CompleteFiles files(kPoll, {});
        look(files, {entry("a.pt", 1)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");
        for (int i = 2; i < 50; ++i)
            QCOMPARE(look(files, {entry("a.pt", 1)}, i * 5000ms), "");
        QCOMPARE(look(files, {}, 250'000ms), "");  // a share that was not mounted for a while
        QCOMPARE(look(files, {entry("a.pt", 1)}, 255'000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 260'000ms), "");
    }

    void what_was_offered_before_a_restart_is_not_offered_again()
    {
        CompleteFiles files(kPoll, {{"a.pt", "1:1"}, {"b.pt", "1:1"}});
        look(files, {entry("a.pt", 1), entry("b.pt", 2)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1), entry("b.pt", 2)}, 5000ms), "b.pt");
    }

    void a_file_that_is_replaced_by_another_is_offered_anew()
    {
        CompleteFiles files(kPoll, {});
        look(files, {entry("a.pt", 1)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");
        files.onClosed("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 2)}, 6000ms), "");
        QCOMPARE(look(files, {entry("a.pt", 2)}, 6500ms), "a.pt");
    }

    void what_could_not_be_had_is_offered_again_once_it_has_settled_anew()
    {
        CompleteFiles files(kPoll, {});
        look(files, {entry("a.pt", 1)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");
        files.giveBack("a.pt");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5100ms), "");
        QCOMPARE(look(files, {entry("a.pt", 1)}, 10'100ms), "a.pt");
    }

    void several_are_offered_in_the_order_of_their_last_change()
    {
        CompleteFiles files(kPoll, {});
        const std::vector<FolderEntry> all{entry("a.pt", 1, 30), entry("b.pt", 1, 10), entry("c.pt", 1, 20)};
        look(files, all, 0ms);
        QCOMPARE(look(files, all, 5000ms), "b.pt c.pt a.pt");
    }

    void an_export_of_several_files_waits_for_the_close_of_each()
    {
        CompleteFiles files(kPoll, {});
        const FolderEntry ir{"m.xml", {"m.xml", "m.bin"}, "1", 0};
        files.onClosed("m.xml");
        QCOMPARE(look(files, {ir}, 0ms), "");
        QCOMPARE(look(files, {ir}, 500ms), "");
        files.onWritten("m.bin");
        QCOMPARE(look(files, {ir}, 1000ms), "");
        QCOMPARE(look(files, {ir}, 60'000ms), "");
        files.onClosed("m.bin");
        QCOMPARE(look(files, {ir}, 60'100ms), "");
        QCOMPARE(look(files, {ir}, 60'600ms), "m.xml");
    }

    void words_about_a_part_that_came_before_the_rest_are_kept()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("m.bin");
        QCOMPARE(look(files, {}, 0ms), "");
        const FolderEntry ir{"m.xml", {"m.xml", "m.bin"}, "1", 0};
        files.onClosed("m.xml");
        QCOMPARE(look(files, {ir}, 1000ms), "");
        QCOMPARE(look(files, {ir}, 60'000ms), "");
    }

    void words_about_files_that_are_gone_are_forgotten()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("a.pt");
        files.onGone("a.pt");
        look(files, {entry("a.pt", 1)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");
    }

    void more_words_than_any_folder_has_files_are_not_kept()
    {
        CompleteFiles files(kPoll, {});
        files.onWritten("a.pt");
        for (std::size_t i = 0; i < 5 * kMaxFolderEntries; ++i)
            files.onWritten(std::to_string(i));
        look(files, {entry("a.pt", 1)}, 0ms);
        QCOMPARE(look(files, {entry("a.pt", 1)}, 5000ms), "a.pt");  // as if nothing had been said
    }

    /// Writers that open, write in pieces, rest for any time and close or rename, listened to by a system that says everything or nothing,
    /// loses some of it, or knows writers, and looked at at any moment. A file must never be taken while it is being written where the system says
    /// everything or knows the writer, nor where a writer never rests for a poll; and each must be taken once it is complete.
    void no_order_of_partial_writes_and_looks_lets_a_partial_file_through()
    {
        struct File {
            int version = 0;
            bool open = false;
            int takenVersion = -1;
        };
        int takes = 0;
        for (unsigned seed = 0; seed < 3000; ++seed) {
            std::mt19937 random(seed);
            const auto upTo = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
            enum { SaysAll, SaysNothing, KnowsWriters, LosesWords } const system = std::array{SaysAll, SaysNothing, KnowsWriters, LosesWords}[seed % 4];
            const int longestRest = system == SaysNothing || system == LosesWords ? 4999 : 20'000;  // ms, of a writer
            CompleteFiles files(kPoll, {});
            std::map<std::string, File> folder;
            std::map<std::string, std::int64_t> rests;  // until when
            std::int64_t now = 0;
            const auto doLook = [&] {
                std::vector<FolderEntry> entries;
                for (const auto &[name, file] : folder)
                    entries.push_back(entry(name, file.version));
                files.onLook(entries, at(std::chrono::milliseconds(now)));
                const auto writer = [&](const FolderEntry &e) {
                    return system != KnowsWriters ? Writer::Unknown : folder[e.name].open ? Writer::Somebody : Writer::Nobody;
                };
                while (const auto next = files.takeNext(writer)) {
                    File &file = folder[next->name];
                    QVERIFY2(!file.open, qPrintable(QStringLiteral("seed %1: %2 was taken while it was written").arg(seed).arg(QString::fromStdString(next->name))));
                    QVERIFY2(file.takenVersion != file.version, qPrintable(QStringLiteral("seed %1: taken twice").arg(seed)));
                    file.takenVersion = file.version;
                    ++takes;
                }
            };
            for (int step = 0; step < 200; ++step) {
                const std::string name = "m" + std::to_string(upTo(4)) + ".pt";
                File &file = folder[name];
                if (upTo(3) == 0)
                    doLook();
                else if (!file.open && upTo(4) == 0) {  // renamed in, as a whole
                    ++file.version;
                    if (system != SaysNothing)
                        files.onClosed(name);
                } else if (file.open && upTo(4) == 0) {
                    file.open = false;
                    if (system != SaysNothing)
                        files.onClosed(name);
                } else {  // a piece
                    file.open = true;
                    ++file.version;
                    rests[name] = now + longestRest;
                    if (system == SaysAll || system == LosesWords)
                        files.onWritten(name);
                }
                if (QTest::currentTestFailed())
                    return;
                if ((system == KnowsWriters || system == LosesWords) && upTo(20) == 0)
                    files.onLost();
                now += upTo(2000);
                for (auto &[other, state] : folder) {  // who has rested for as long as he may goes on
                    if (state.open && now >= rests[other]) {
                        ++state.version;
                        rests[other] = now + longestRest;
                        if (system == SaysAll || system == LosesWords)
                            files.onWritten(other);
                    }
                }
            }
            for (auto &[name, file] : folder) {
                file.open = false;
                if (system != SaysNothing)
                    files.onClosed(name);
            }
            doLook();
            now += 5000;
            doLook();
            if (QTest::currentTestFailed())
                return;
            for (const auto &[name, file] : folder)
                QCOMPARE(file.takenVersion, file.version);
        }
        QVERIFY(takes > 10'000);
    }
};

QTEST_GUILESS_MAIN(TstCompleteFiles)
#include "tst_completefiles.moc"
