// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/configfile.h"
#include "store/files.h"
#include "store/historyline.h"
#include "store/modelstore.h"
#include "store/readlease.h"

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QtTest>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <functional>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace lineside;
namespace fs = std::filesystem;

namespace {

fs::path pathOf(const QTemporaryDir &dir)
{
    return dir.path().toStdString();
}

void write(const fs::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary) << content;
}

const CopyProgress kGoOn = [](double) { return true; };

/// What somebody else does to a file.
using Deed = std::function<void(const fs::path &)>;

StoredModel someModel(const std::string &hash)
{
    StoredModel m;
    m.id = {"line", 2};
    m.sha256 = hash;
    m.labels = {"Bottle", "Cap"};
    m.format = "pt";
    return m;
}

}  // namespace

class TestStore : public QObject {
    Q_OBJECT

private slots:
    // files
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
    void a_full_disk_is_told_at_once()
    {
        if (!fs::exists("/dev/full"))
            QSKIP("no /dev/full here");
        QTemporaryDir dir;
        const auto appended = appendLine("/dev/full", "line");
        QVERIFY(!appended && appended.error().code == ErrorCode::DiskFull);
    }
    void a_line_after_a_torn_one_is_a_line_of_its_own()
    {
        QTemporaryDir dir;
        write(pathOf(dir) / "h", "one\ntw");
        QVERIFY(appendLine(pathOf(dir) / "h", "three"));
        QCOMPARE(*readSmallFile(pathOf(dir) / "h", 100), std::string("one\ntw\nthree\n"));
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

    // models
    void names_and_versions_come_from_file_names()
    {
        const auto check = [](const char *file, const char *name, std::optional<int> version) {
            const ProposedId id = proposeId(file);
            QCOMPARE(id.name, std::string(name));
            QCOMPARE(id.version, version);
        };
        check("line-v2.pt", "line", 2);
        check("line-v2-blind.onnx", "line-blind", 2);
        check("best.pt", "best", std::nullopt);
        check("v3.onnx", "v3", std::nullopt);
        check("../../etc/passwd", "passwd", std::nullopt);
        check("a b;c.pt", "a-b-c", std::nullopt);
        check(".pt", "pt", std::nullopt);
    }
    void a_version_survives_a_restart_and_is_found_by_its_hash()
    {
        QTemporaryDir dir;
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            const fs::path staged = store.newStagingFile("line");
            write(staged, "weights");
            QVERIFY(store.add(staged, someModel("h1")));
        }
        ModelStore store(pathOf(dir));
        QVERIFY(store.open()->skipped.empty());
        const auto found = store.findByHash("h1");
        QVERIFY(found);
        QCOMPARE(found->id, (ModelId{"line", 2}));
        QCOMPARE(found->labels, (Labels{"Bottle", "Cap"}));
        QCOMPARE(*readSmallFile(found->weights, 100), std::string("weights"));
    }
    void a_taken_version_gets_the_next_free_one_and_is_never_overwritten()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        for (const char *hash : {"h1", "h2"}) {
            const fs::path staged = store.newStagingFile("line");
            write(staged, hash);
            QVERIFY(store.add(staged, someModel(hash)));
        }
        QCOMPARE(*readSmallFile(store.find({"line", 2})->weights, 100), std::string("h1"));
        QCOMPARE(store.findByHash("h2")->id, (ModelId{"line", 3}));
    }
    void an_interrupted_import_is_cleaned_up_and_a_damaged_card_is_named()
    {
        QTemporaryDir dir;
        fs::create_directories(pathOf(dir) / "models/line/.4.new");
        fs::create_directories(pathOf(dir) / "models/line/5");
        write(pathOf(dir) / "models/line/5/model.json", "{ broken");
        fs::create_directories(pathOf(dir) / "staging");
        write(pathOf(dir) / "staging/left", "x");
        write(pathOf(dir) / "staging/12-3-bottle-line", "x");
        ModelStore store(pathOf(dir));
        const auto opened = store.open();
        QVERIFY(opened);
        QCOMPARE(opened->skipped.size(), std::size_t{1});
        QCOMPARE(opened->unfinished, std::vector<std::string>{"bottle-line"});
        QVERIFY(!fs::exists(pathOf(dir) / "models/line/.4.new"));
        QVERIFY(!fs::exists(pathOf(dir) / "staging/left"));
        QVERIFY(store.list().empty());
    }
    void a_library_that_cannot_be_read_is_told_and_not_taken_for_an_empty_one()
    {
        QTemporaryDir dir;
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            const fs::path staged = store.newStagingFile("line");
            write(staged, "w");
            QVERIFY(store.add(staged, someModel("h")));
        }
        // Permissions would not stop root; without a descriptor left nobody can read a folder.
        rlimit before {};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit none{0, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        ModelStore unreadable(pathOf(dir));
        const auto opened = unreadable.open();
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY(!opened && opened.error().code == ErrorCode::Io);
        ModelStore again(pathOf(dir));
        QVERIFY(again.open());
        QCOMPARE(again.list().size(), std::size_t{1});
    }
    void a_file_in_the_place_of_the_versions_of_a_name_is_named()
    {
        QTemporaryDir dir;
        write((fs::create_directories(pathOf(dir) / "models"), pathOf(dir) / "models/line"), "a file where the folder should be");
        ModelStore store(pathOf(dir));
        const auto opened = store.open();
        QVERIFY(opened);
        QCOMPARE(opened->skipped.size(), std::size_t{1});
        QVERIFY(opened->skipped[0].find("models/line: ") != std::string::npos);
    }
    void a_version_that_cannot_be_stored_leaves_nothing()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const fs::path staged = store.newStagingFile("line");
        write(staged, "weights");
        write(pathOf(dir) / "models/line", "a file where the folder should be");
        const auto added = store.add(staged, someModel("h"));
        QVERIFY(!added && added.error().reason == RefusalReason::Internal);
        QVERIFY(!fs::exists(staged));
        QVERIFY(store.list().empty());
        fs::remove(pathOf(dir) / "models/line");
        write(staged, "weights");
        QVERIFY(store.add(staged, someModel("h")));
    }
    void the_number_of_a_damaged_version_is_not_given_again()
    {
        QTemporaryDir dir;
        fs::create_directories(pathOf(dir) / "models/line/2");
        write(pathOf(dir) / "models/line/2/weights", "may be repaired by hand");
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const fs::path staged = store.newStagingFile("line");
        write(staged, "w");
        const auto added = store.add(staged, someModel("h"));
        QVERIFY(added && added->id.version != 2);
        QCOMPARE(*readSmallFile(pathOf(dir) / "models/line/2/weights", 100), std::string("may be repaired by hand"));
    }
    void a_removed_version_is_gone_from_disk_and_list()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const fs::path staged = store.newStagingFile("line");
        write(staged, "w");
        QVERIFY(store.add(staged, someModel("h")));
        QVERIFY(store.remove({"line", 2}));
        QVERIFY(!store.find({"line", 2}));
        QVERIFY(!fs::exists(pathOf(dir) / "models/line"));
        QCOMPARE(store.remove({"line", 2}).error().code, ErrorCode::NotFound);
    }

    // configuration
    void a_configuration_reads_back_as_it_was_written()
    {
        StationConfig s;
        s.id = "station-1";
        s.name = "工位 1";
        s.source.kind = SourceKind::Stream;
        s.source.location = "rtsp://camera/1";
        s.source.credential = "camera-1";
        s.contract.labels = {"Bottle", "Cap"};
        s.rule = {"Bottle", {"Cap"}, {"Cap askew"}, 0.6, 0.3, 0.7};
        s.detect = {0.3f, 0.5f, 100};
        const Config config{{s}};
        const auto read = parseConfig(formatConfig(config));
        QVERIFY2(read.ok(), read ? "" : read.error().detail.c_str());
        QCOMPARE(*read, config);
    }
    void the_page_about_it_shows_one_that_is_read_and_has_a_row_for_every_member()
    {
        const auto page = readSmallFile(LINESIDE_SOURCE_DIR "/docs/configuration.md", 1 << 20);
        QVERIFY(page);
        const std::string fence = "```json\n";
        const std::size_t begin = page->find(fence) + fence.size();
        const auto shown = parseConfig(page->substr(begin, page->find("```", begin) - begin));
        QVERIFY2(shown, shown ? "" : shown.error().detail.c_str());
        QCOMPARE(shown->stations.size(), std::size_t{1});

        StationConfig station;
        station.id = "a";
        station.source.credential = "entry";
        const auto written = nlohmann::json::parse(formatConfig({{station}}));
        const auto hasRow = [&](const std::string &member) { return page->find("`" + member + "`", begin) != std::string::npos; };
        QVERIFY(hasRow("version"));
        for (const auto &[name, value] : written["stations"][0].items()) {
            if (value.is_object()) {
                for (const auto &[inner, unused] : value.items())
                    QVERIFY2(hasRow(name + "." + inner), (name + "." + inner).c_str());
            } else {
                QVERIFY2(hasRow(name), name.c_str());
            }
        }
    }

    void every_error_in_a_configuration_is_told_with_line_and_column_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("no JSON") << QByteArray("{\n  \"stations\": [\n}") << QByteArray("line 3, column 1");
        QTest::newRow("unknown key") << QByteArray("{\"stations\": [],\n \"statoins\": 1}") << QByteArray("line 2, column ");
        QTest::newRow("wrong type") << QByteArray("{\"stations\": [{\"id\": \"a\",\n\"name\": 7}]}") << QByteArray("line 2, column ");
        QTest::newRow("out of range") << QByteArray("{\"stations\":[{\"id\":\"a\",\n\n\"detect\":{\"iou\":7}}]}") << QByteArray("line 3, column ");
        QTest::newRow("id twice") << QByteArray("{\"stations\":[{\"id\":\"a\"},\n{\"id\":\"a\"}]}") << QByteArray("line 2, column ");
        QTest::newRow("key twice") << QByteArray("{\"stations\":[],\n\"stations\":[]}") << QByteArray("line 2, column ");
        QTest::newRow("password in the URL")
            << QByteArray("{\"stations\":[{\"id\":\"a\",\"source\":{\"kind\":\"stream\",\n\"location\":\"rtsp://u:p@h/\"}}]}") << QByteArray("line 2, ");
        QTest::newRow("sizes the wrong way round") << QByteArray("{\"stations\":[{\"id\":\"a\",\"contract\":{\n\"min_input\":640,\n\"max_input\":320}}]}") << QByteArray("line 3, column ");
        QTest::newRow("a zone without width") << QByteArray("{\"stations\":[{\"id\":\"a\",\"rule\":{\"part\":\"Bottle\",\n\"zone_begin\":0.7,\"zone_end\":0.7}}]}")
                                              << QByteArray("line 2, column ");
        QTest::newRow("empty") << QByteArray("") << QByteArray("line 1, column 1");
    }
    void every_error_in_a_configuration_is_told_with_line_and_column()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, begins);
        const auto read = parseConfig(text.toStdString());
        QVERIFY(!read);
        QVERIFY2(QByteArray::fromStdString(read.error().detail).startsWith(begins), read.error().detail.c_str());
        QVERIFY(!read.error().detail.empty() && read.error().detail.find("u:p") == std::string::npos);
    }
    void deep_nesting_is_refused_before_it_hurts()
    {
        QVERIFY(!parseConfig(std::string(100000, '[')));
    }
    void seventeen_stations_are_refused()
    {
        Config config;
        for (int i = 0; i < 17; ++i) {
            config.stations.emplace_back();
            config.stations.back().id = "s" + std::to_string(i);
        }
        QVERIFY(!parseConfig(formatConfig(config)));
        config.stations.pop_back();
        QVERIFY(parseConfig(formatConfig(config)));
    }
    void what_runs_where_reads_back_as_it_was_written()
    {
        DesiredState state;
        state["a"] = {ModelId{"line", 2}, ModelId{"line", 1}, std::nullopt, ModelId{"line", 3}};
        state["b"] = {};
        QCOMPARE(*parseDesiredState(formatDesiredState(state)), state);
        QVERIFY(!parseDesiredState("{\"stations\": 7}"));
    }
    void an_event_reads_back_as_it_was_written()
    {
        HistoryEvent e;
        e.sequence = 7;
        e.kind = EventKind::Promoted;
        e.station = "a";
        e.from = ModelId{"line", 1};
        e.to = ModelId{"line", 2};
        e.file = "line \xff.pt";  // not UTF-8: replaced, not lost
        e.refusal = Refusal{RefusalReason::Labels, "Bottle", "Car", "d"};
        e.swap = SwapRecord{*e.from, *e.to, true, {}, 12.5, 3, 0};
        const auto read = parseHistoryLine(formatHistoryLine(e));
        QVERIFY(read);
        QCOMPARE(read->sequence, e.sequence);
        QCOMPARE(read->kind, e.kind);
        QCOMPARE(read->to, e.to);
        QCOMPARE(read->refusal->reason, RefusalReason::Labels);
        QCOMPARE(read->swap->firstVerdictMs, 12.5);
        QVERIFY(!parseHistoryLine("{\"seq\": 1"));
    }
    void a_number_that_is_no_time_or_no_version_is_refused()
    {
        const auto line = [](const char *ms, const char *version) {
            return parseHistoryLine(std::string(R"({"seq":1,"at_ms":)") + ms + R"(,"event":"removed","from":{"name":"line","version":)" + version + "}}");
        };
        const auto good = line("1700000000000", "2");
        QVERIFY(good && good->from == (ModelId{"line", 2}));
        QVERIFY(!line("9223372036854775807", "2"));
        QVERIFY(!line("-9223372036854775807", "2"));
        QVERIFY(!line("1700000000000", "4294967298"));  // cut to 32 bits it would be 2
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
