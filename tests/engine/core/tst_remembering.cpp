// SPDX-License-Identifier: GPL-3.0-or-later
// What survives a restart, and what the operator is told when it might not.
#include "audit/auditkeys.h"
#include "engine/core/line.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/files.h"
#include "store/historyline.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <set>

#include <fcntl.h>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

std::vector<StationConfig> stations(std::initializer_list<const char *> ids)
{
    std::vector<StationConfig> list;
    for (const char *id : ids) {
        StationConfig s;
        s.promotion = PromotionPolicy::Nothing;
        s.id = s.name = id;
        s.source.targetFps = 10;  // the demo line
        list.push_back(s);
    }
    return list;
}

/// A station whose camera never comes.
std::vector<StationConfig> blindStation()
{
    auto list = stations({"a"});
    list[0].source.kind = SourceKind::ImageFolder;
    list[0].source.location = "/nowhere";
    return list;
}

DesiredState savedState(const fs::path &dir)
{
    const auto text = readSmallFile(dir / "state.json", 1 << 20);
    const auto state = text ? parseDesiredState(*text) : Result<DesiredState>(text.error());
    return state ? *state : DesiredState();
}

void exchange(const fs::path &a, const fs::path &b)
{
    QCOMPARE(::renameat2(AT_FDCWD, a.c_str(), AT_FDCWD, b.c_str(), RENAME_EXCHANGE), 0);
}

}  // namespace

class TestRemembering : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path dir() const { return m_dir->path().toStdString(); }

    /// Imports a small network of its own bytes for `station`.
    ModelId importTiny(Line &line, const char *version, const char *station)
    {
        TinyCheckpoint tiny;
        tiny.producer = version;
        const fs::path file = dir() / (std::string("tiny-v") + version + ".pt");
        std::ofstream(file, std::ios::binary) << tiny.bytes();
        const CandidateId id = line->offerFile(file, station);
        [&] { QTRY_VERIFY_WITH_TIMEOUT(line.finished(id), kPatience); }();
        return line.candidate(id).model.value_or(ModelId{});
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void a_promotion_is_answered_once_it_is_on_disk()
    {
        Line line(dir(), stations({"a"}));
        const ModelId model = importTiny(line, "1", "a");
        QVERIFY(line.promote("a", model));
        QCOMPARE(savedState(dir())["a"].active, std::optional(model));
    }

    void a_promotion_without_pictures_is_in_the_history_too()
    {
        ModelId model;
        {
            Line line(dir(), blindStation());
            model = importTiny(line, "1", "a");
            QVERIFY(line.promote("a", model));
            QCOMPARE(line.newest(EventKind::Promoted)->to, std::optional(model));
        }
        Line line(dir(), blindStation());
        QCOMPARE(line.newest(EventKind::Promoted)->to, std::optional(model));
    }

    void the_first_verdict_completes_the_event_of_a_swap_and_makes_no_second_one()
    {
        std::size_t events = 0;
        {
            Line line(dir(), stations({"a"}));
            QVERIFY(line.promote("a", importTiny(line, "1", "a")));
            QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
            QVERIFY(line.promote("a", importTiny(line, "2", "a")));
            QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::Promoted)->swap, kPatience);
            events = line->history(1000).size();
        }
        Line line(dir(), stations({"a"}));
        QVERIFY(line.newest(EventKind::Promoted)->swap);
        QVERIFY(line.newest(EventKind::Promoted)->swap->firstVerdictMs > 0);
        std::size_t older = 0;
        std::uint64_t last = 0;
        for (const HistoryEvent &e : line->history(1000)) {
            QVERIFY(last == 0 || e.sequence < last);  // newest first, each number once
            last = e.sequence;
            older += e.kind != EventKind::Started;
        }
        QVERIFY(older >= events - 1);
    }

    void ending_while_a_model_is_tried_out_waits_for_its_picture_in_hand()
    {
        for (int i = 0; i < 5; ++i) {
            Line line(dir(), stations({"a", "b"}));
            for (const char *version : {"1", "2"}) {
                TinyCheckpoint tiny;
                tiny.producer = version + std::to_string(i);
                const fs::path file = dir() / ("tried-" + tiny.producer + ".pt");
                std::ofstream(file, std::ios::binary) << tiny.bytes();
                line->offerFile(file, "a");
            }
            // Somewhere in a trial run, another place each time.
            const auto triedOut = [](const CandidateSnapshot &c) { return c.step >= CandidateStep::Load; };
            QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(line->snapshot()->candidates, triedOut), kPatience);
        }
    }

    void a_state_that_cannot_be_saved_is_told_and_saved_as_soon_as_it_can_be()
    {
        Line line(dir(), stations({"a"}));
        const ModelId first = importTiny(line, "1", "a");
        QVERIFY(line.promote("a", first));
        const ModelId second = importTiny(line, "2", "a");

        // A folder in the place of the temporary file: no write succeeds, whoever runs this.
        // The offer may still be on its way to the disk, through a file of that name.
        const fs::path inTheWay = dir() / "state.json.lineside-new";
        std::error_code inHand;
        QTRY_VERIFY_WITH_TIMEOUT(fs::create_directory(inTheWay, inHand) || fs::is_directory(inTheWay), kPatience);
        QVERIFY(line.promote("a", second));  // the line comes first
        QCOMPARE(line.station("a").active, std::optional(second));
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::NotSaved), kPatience);
        QVERIFY(!line.newest(EventKind::NotSaved)->detail.empty());
        QCOMPARE(savedState(dir())["a"].active, std::optional(first));

        fs::remove(dir() / "state.json.lineside-new");
        QTRY_VERIFY_WITH_TIMEOUT(!line->snapshot()->saveTrouble, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line.newest(EventKind::SavedAgain), kPatience);
        QCOMPARE(savedState(dir())["a"].active, std::optional(second));
    }

    void history_that_could_not_be_written_is_written_later_in_order()
    {
        {
            Line line(dir(), stations({"a"}));
            const ModelId model = importTiny(line, "1", "a");
            QTRY_VERIFY_WITH_TIMEOUT(readSmallFile(dir() / "history.jsonl", 1 << 20)->find("\"offered\"") != std::string::npos, kPatience);
            // A folder in the place of the file; exchanged in one step, so that no write falls between.
            fs::create_directory(dir() / "history.kept");
            exchange(dir() / "history.kept", dir() / "history.jsonl");
            QVERIFY(line.promote("a", model));
            QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);
            exchange(dir() / "history.kept", dir() / "history.jsonl");
            QTRY_VERIFY_WITH_TIMEOUT(!line->snapshot()->saveTrouble, kPatience);
        }
        std::ifstream stream(dir() / "history.jsonl");
        std::string text;
        std::uint64_t last = 0;
        bool promoted = false;
        while (std::getline(stream, text)) {
            if (audit::isCheckpointLine(text))
                continue;
            const auto event = parseHistoryLine(text);
            QVERIFY(event);
            QVERIFY(event->sequence >= last);
            last = event->sequence;
            promoted = promoted || event->kind == EventKind::Promoted;
        }
        QVERIFY(promoted);
    }

    void a_damaged_state_is_set_aside_and_told()
    {
        std::ofstream(dir() / "state.json") << "{ \"stations\": 7";
        Line line(dir(), stations({"a"}));
        QVERIFY(line.newest(EventKind::NotRead));
        QCOMPARE(line.newest(EventKind::NotRead)->file, std::string("state.json"));
        QVERIFY(!line.station("a").active);
        QVERIFY(fs::exists(dir() / "state.damaged.json"));
        QVERIFY(line.promote("a", importTiny(line, "1", "a")));  // and it works on
    }

    void a_damaged_version_is_told_and_its_number_is_not_used_again()
    {
        fs::create_directories(dir() / "models/tiny/1");
        std::ofstream(dir() / "models/tiny/1/model.json") << "{ broken";
        Line line(dir(), stations({"a"}));
        QVERIFY(line.newest(EventKind::NotRead));
        QVERIFY(QString::fromStdString(line.newest(EventKind::NotRead)->detail).startsWith("tiny/1: "));
        QVERIFY(importTiny(line, "1", "a").version > 0);
        QVERIFY(fs::exists(dir() / "models/tiny/1/model.json"));
    }

    void what_a_killed_process_left_half_written_is_gone_after_a_start()
    {
        for (const char *name : {"state.json.lineside-new", "last-good.json.lineside-new", "lineside.json.lineside-new", "starts.json.lineside-new", "audit.key.lineside-new",
                                 "audit.pub.lineside-new", "audit.head.lineside-new"})
            std::ofstream(dir() / name) << "half";
        fs::create_directories(dir() / "models/tiny/.1.new");
        fs::create_directories(dir() / "staging");
        std::ofstream(dir() / "staging/1-1") << "half";
        { Line line(dir(), stations({"a"})); }
        const std::set<std::string> stays{"staging", "models", "last-good.json", "history.jsonl", "starts.json", "verdicts.db", audit::kSecretKeyFile, audit::kPublicKeyFile, audit::kCheckpointFile};
        for (const auto &entry : fs::recursive_directory_iterator(dir()))
            QVERIFY2(stays.contains(entry.path().filename().string()),
                     entry.path().c_str());
    }

    void a_mistake_in_the_configuration_does_not_forget_what_ran_at_other_stations()
    {
        ModelId model;
        {
            Line line(dir(), stations({"a", "b"}));
            model = importTiny(line, "1", "b");
            QVERIFY(line.promote("b", model));
        }
        {
            // A slip that leaves only one station.
            std::ofstream(dir() / "lineside.json") << formatConfig({stations({"a"}), {}});
            Line line(dir(), {});
            QVERIFY(line.promote("a", importTiny(line, "2", "a")));
        }
        std::ofstream(dir() / "lineside.json") << formatConfig({stations({"a", "b"}), {}});
        Line line(dir(), {});
        QCOMPARE(line.station("b").active, std::optional(model));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("b").counters.judged > 0, kPatience);
    }

    void an_error_in_the_configuration_is_told_with_its_place_and_the_last_good_one_runs()
    {
        {
            std::ofstream(dir() / "lineside.json") << formatConfig({stations({"a"}), {}});
            Line line(dir(), {});
            QVERIFY(line.promote("a", importTiny(line, "1", "a")));
        }
        std::ofstream(dir() / "lineside.json") << "{\n  \"stations\": [ { \"id\": \"a\", \"nmae\": \"A\" } ]\n}";
        Line line(dir(), {});
        QVERIFY(line->snapshot()->configError);
        QVERIFY2(QString::fromStdString(line->snapshot()->configError->detail).startsWith("line 2, column "),
                 line->snapshot()->configError->detail.c_str());
        QVERIFY(line.newest(EventKind::ConfigRejected));
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > 0, kPatience);
        QVERIFY(QString::fromStdString(*readSmallFile(dir() / "lineside.json", 1000)).contains("nmae"));  // the user's file is left alone
    }
};

QTEST_GUILESS_MAIN(TestRemembering)
#include "tst_remembering.moc"
