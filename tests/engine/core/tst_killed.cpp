// SPDX-License-Identifier: GPL-3.0-or-later
// Killed at every step that a change of model takes on disk: the next start runs what ran before or, where all was written, what was
// asked for; it says which, and goes through the same changes.
#include "audit/verifyhistory.h"
#include "engine/weights/tinycheckpoint.h"
#include "store/files.h"
#include "store/modelstore.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 120000;

/// What the program said until it ended or was killed.
struct Told {
    bool ended = false;  ///< by itself
    QString up, asked, answered, newestChange;
    QByteArray all;
};

}  // namespace

class TestKilled : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    fs::path path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)).toStdString(); }
    QString weights(const char *version) const { return m_dir.filePath(QStringLiteral("tiny-v%1.pt").arg(version)); }

    /// Runs the program on the data folder; killed at that step, if it is not 0. What it did there is written to the log, if there is one.
    Told run(int killAt, const QStringList &files, const fs::path &log = {}) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        const fs::path order = path("kill-at");
        fs::remove(order);
        if (killAt > 0 || !log.empty()) {
            environment.insert("LD_PRELOAD", QStringLiteral(LINESIDE_KILLPOINT));
            environment.insert("ASAN_OPTIONS", "verify_asan_link_order=0");  // only matters where the program is built with it
            environment.insert("LINESIDE_KILL_FILE", QString::fromStdString(order.string()));
            environment.insert("LINESIDE_KILL_FOLDER", QString::fromStdString(path("data").string()));
            environment.insert("LINESIDE_KILL_LOG", QString::fromStdString(log.string()));
        }
        QProcess process;
        process.setProcessEnvironment(environment);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(LINESIDE_PROMOTIONS), QStringList{QString::fromStdString(path("data").string()), QString::number(killAt)} + files);
        process.waitForFinished(kPatience);
        Told told;
        told.ended = process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
        told.all = process.readAllStandardOutput();
        for (const QString &line : QString::fromUtf8(told.all).split('\n')) {
            const QStringList words = line.split(' ');
            if (words[0] == "up")
                told.up = words[1];
            else if (words[0] == "said")
                told.newestChange = words.mid(1).join(' ');
            else if (words[0] == "asked")
                told.asked = words[1];
            else if (words[0] == "answered")
                told.answered = words[1];
        }
        return told;
    }
    /// Nothing half-done is left, and every version is what its card says.
    void isWhole() const
    {
        for (const auto &entry : fs::recursive_directory_iterator(path("data"))) {
            const std::string name = entry.path().filename().string();
            QVERIFY2(!name.ends_with(".lineside-new") && !name.ends_with(".new") && !name.ends_with(".old"), entry.path().c_str());
        }
        const auto history = audit::verifyHistory(path("data"), {});
        QVERIFY2(history && !history->broken && history->records > 0, history && history->broken ? toString(history->broken->kind) : "");
        QVERIFY(fs::is_empty(path("data") / "staging"));
        ModelStore store(path("data"));
        const auto opened = store.open();
        QVERIFY(opened && opened->skipped.empty());
        for (const StoredModel &model : store.list())
            QCOMPARE(*hashFile(model.weights), model.sha256);
    }

    /// What a program did below the data folder, in order.
    struct Call {
        std::string name, file, from;  ///< from: of a rename
        bool operator==(const Call &) const = default;
    };
    std::vector<Call> calls(const fs::path &log) const
    {
        std::vector<Call> all;
        std::ifstream in(log);
        for (std::string line; std::getline(in, line);) {
            const auto blank = line.find(' '), tab = line.find('\t');
            all.push_back({line.substr(0, blank), line.substr(blank + 1, tab - blank - 1), tab == std::string::npos ? "" : line.substr(tab + 1)});
        }
        return all;
    }

private slots:
    void initTestCase()
    {
        for (const char *version : {"1", "2"}) {
            TinyCheckpoint tiny;
            tiny.producer = version;
            std::ofstream(weights(version).toStdString(), std::ios::binary) << tiny.bytes();
        }
        fs::create_directory(path("data"));
        QVERIFY(run(0, {weights("1")}, path("log")).ended);
        fs::rename(path("data"), path("before"));
    }

    void whatever_is_renamed_is_on_disk_before_and_its_folder_after()
    {
        const auto all = calls(path("log"));
        int renames = 0, lines = 0;
        for (auto call = all.begin(); call != all.end(); ++call) {
            const std::string folder = fs::path(call->file).parent_path();
            const auto sameFolder = [&](const Call &c) { return c.name == "rename" && fs::path(c.file).parent_path() == folder; };
            if (call->name == "rename") {
                ++renames;
                // A power cut would leave the new name with nothing behind it …
                const auto written = std::find(std::reverse_iterator(call), all.rend(), Call{"write", call->from, ""});
                if (written != all.rend())
                    QVERIFY2(std::find(written.base(), call, Call{"fsync", call->from, ""}) != call, call->from.c_str());
                // … or undo the rename.
                const auto next = std::find_if(call + 1, all.end(), sameFolder);
                QVERIFY2(std::find(call, next, Call{"fsync", folder, ""}) != next, call->file.c_str());
            } else if (call->name == "write" && call->file.ends_with("history.jsonl")) {
                ++lines;
                const auto next = std::find(call + 1, all.end(), *call);
                QVERIFY2(std::find(call, next, Call{"fsync", call->file, ""}) != next, call->file.c_str());
                QVERIFY(std::find(call, all.end(), Call{"fsync", folder, ""}) != all.end());
            }
        }
        qInfo("%d renames, %d lines of the history", renames, lines);
        QVERIFY(renames >= 4 && lines >= 3);  // the card, the weights and the folder of a version, what runs where
    }

    void whatever_step_of_a_change_is_cut_the_next_start_runs_one_of_the_two_and_says_so()
    {
        int cuts = 0, onOld = 0, unfinished = 0;
        for (int step = 1;; ++step) {
            fs::remove_all(path("data"));
            fs::copy(path("before"), path("data"), fs::copy_options::recursive);
            const Told cut = run(step, {weights("2")});
            QVERIFY2(cut.up == "tiny-v1", cut.all);
            if (cut.ended)
                break;  // no step is left
            ++cuts;
            const QString before = cut.answered.isEmpty() ? QStringLiteral("tiny-v1") : cut.answered;
            const bool inChange = !cut.asked.isEmpty() && cut.asked != before;

            const Told next = run(0, {weights("2")});
            const QByteArray story = "step " + QByteArray::number(step) + "\ncut:\n" + cut.all + "then:\n" + next.all;
            QVERIFY2(next.ended, story);  // and the same changes go through now
            QVERIFY2(next.up == before || (inChange && next.up == cut.asked), story);
            onOld += next.up == before;
            // The history agrees with what runs, and tells of a change that it knows of and that is not in force.
            const QStringList change = next.newestChange.split(' ');
            QCOMPARE(change.size(), 3);
            if (change[0] == "unfinished") {
                ++unfinished;
                QVERIFY2(inChange && change[1] == next.up && change[2] == cut.asked, story);
            } else {
                QVERIFY2(change[2] == next.up, story);
            }
            isWhole();
            if (QTest::currentTestFailed())
                qFatal("%s", story.constData());
        }
        qInfo("%d cuts: %d came up on the model before, %d on the one asked for; %d said that a change was not finished", cuts, onOld, cuts - onOld,
              unfinished);
        QVERIFY(onOld >= 50);
        QVERIFY(unfinished > 0);
    }
};

QTEST_GUILESS_MAIN(TestKilled)
#include "tst_killed.moc"
