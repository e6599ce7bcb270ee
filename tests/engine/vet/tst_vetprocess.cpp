// SPDX-License-Identifier: GPL-3.0-or-later
#include "vet/vetprocess.h"

#include "engine/weights/refusals.h"
#include "engine/weights/tinycheckpoint.h"
#include "support/shareddata.h"
#include "weights/canonicalfile.h"

#include <QDir>
#include <QElapsedTimer>
#include <QtTest>

#include <dirent.h>
#include <thread>

using namespace lineside;
using namespace lineside::test;

namespace {

/// A program that stands for one that was taken over or breaks: a line of shell.
class FakeProgram {
public:
    explicit FakeProgram(const QByteArray &line)
    {
        QFile file(QString::fromStdString(path()));
        if (!file.open(QIODevice::WriteOnly) || file.write("#!/bin/sh\n" + line + "\n") < 0)
            qFatal("cannot write a program");
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    std::string path() const { return m_folder.filePath(QStringLiteral("program")).toStdString(); }

private:
    QTemporaryDir m_folder;
};

QString end(const Result<VettedFile, Refusal> &result)
{
    return result ? QStringLiteral("read") : QString::fromLatin1(toString(result.error().reason));
}

int openFiles()
{
    DIR *folder = ::opendir("/proc/self/fd");
    int count = 0;
    while (folder && ::readdir(folder))
        ++count;
    ::closedir(folder);
    return count;
}

const QByteArray kOtherWalls = R"("privileges":true,"limits":true,"landlock":7,"not_root":true,"no_new_code":true,"own_network":true,"empty_root":true)";
const QByteArray kSandbox = "\"sandbox\":{\"system_calls\":true," + kOtherWalls + "}";

}  // namespace

class TestVetProcess : public QObject {
    Q_OBJECT

    const TemporaryFile m_tiny{TinyCheckpoint().bytes()};

    Result<VettedFile, Refusal> vet(const std::string &program, VetOptions options = {}) const { return vetWeightFile(program, m_tiny.path(), options); }

private slots:
    void a_checkpoint_comes_back_as_its_network()
    {
        const auto vetted = vet(LINESIDE_VET);
        QVERIFY2(vetted, vetted ? "" : vetted.error().detail.c_str());
        QVERIFY(vetted->sandbox.closed());
        QCOMPARE(vetted->file.path.string(), m_tiny.path());
        QCOMPARE(vetted->file.sizeBytes, std::uint64_t(QFileInfo(QString::fromStdString(m_tiny.path())).size()));
        const auto here = readWeightFile(m_tiny.path());
        QVERIFY(here);
        const auto written = [](const NetworkSpec &network) {
            QByteArray bytes;
            weights::writeCanonical(network, [&](auto piece) { bytes.append(reinterpret_cast<const char *>(piece.data()), qsizetype(piece.size())); });
            return bytes;
        };
        QCOMPARE(written(*vetted->file.network), written(*here->network));
        QCOMPARE(vetted->file.network->info.labels, here->network->info.labels);
    }

    void every_reference_file_is_read_as_in_this_process()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const QDir folder(sharedData() + QStringLiteral("/reference/weights"));
        const QStringList names = folder.entryList(QDir::Files);
        QVERIFY(names.size() > 20);
        for (const QString &name : names) {
            const std::string path = folder.filePath(name).toStdString();
            const auto here = readWeightFile(path);
            const auto there = vetWeightFile(LINESIDE_VET, path, {});
            QVERIFY2(end(there) == outcome(here), qPrintable(name + ": " + end(there) + ", here " + outcome(here)));
            if (!here)
                continue;
            QCOMPARE(weights::infoText(there->file.network->info), weights::infoText(here->network->info));
            QCOMPARE(there->file.format, here->format);
        }
    }

    void options_reach_the_process()
    {
        VetOptions options;
        options.read.inputSize = InputSize{96, 64};
        const auto vetted = vet(LINESIDE_VET, options);
        QVERIFY(vetted);
        QCOMPARE(vetted->file.network->info.inputWidth, 96);
        QCOMPARE(vetted->file.network->info.inputHeight, 64);
        options.read.head = HeadChoice::OneToOne;
        QCOMPARE(end(vet(LINESIDE_VET, options)), QString("unsupported_layer"));
        options = {};
        options.contract.labels = {"Bottle", "Label"};
        QCOMPARE(end(vet(LINESIDE_VET, options)), QString("labels"));
        options = {};
        options.contract.minInputSize = 4000;
        QCOMPARE(end(vet(LINESIDE_VET, options)), QString("input_size"));
        options = {};
        options.read.maxBytes = 100;
        QCOMPARE(end(vet(LINESIDE_VET, options)), QString("too_large"));
    }

    void a_refusal_comes_back_with_its_words()
    {
        TinyCheckpoint odd;
        odd.secondLayerClass = "Mystery";
        const TemporaryFile file(odd.bytes());
        const auto vetted = vetWeightFile(LINESIDE_VET, file.path(), {});
        QCOMPARE(end(vetted), QString("unsupported_layer"));
        QVERIFY(vetted.error().found.find("Mystery") != std::string::npos);
    }

    void what_is_no_file_is_refused_before_a_process_starts()
    {
        QTemporaryDir folder;
        const FakeProgram never("touch " + folder.filePath("started").toUtf8());
        QCOMPARE(end(vetWeightFile(never.path(), folder.path().toStdString(), {})), QString("folder"));
        QCOMPARE(end(vetWeightFile(never.path(), (folder.path() + "/none").toStdString(), {})), QString("vanished"));
        QVERIFY(!QFile::exists(folder.filePath("started")));
    }

    void a_process_that_breaks_is_a_refusal_with_the_reason_data()
    {
        QTest::addColumn<QByteArray>("line");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const QByteArray &line, const char *reason) { QTest::newRow(name) << line << QString(reason); };
        row("crash", "kill -SEGV $$", "check_crashed");
        row("abort", "kill -ABRT $$", "check_crashed");
        row("a system call that ends it", "kill -SYS $$", "check_crashed");
        row("killed, as by the system where memory is short", "kill -KILL $$", "check_killed");
        row("ended from outside", "kill -TERM $$", "check_killed");
        row("too much processor time", "kill -XCPU $$", "check_timeout");
        row("an exit status", "exit 3", "check_crashed");
        row("no answer", "exit 0", "check_crashed");
        row("nonsense", "echo hello", "check_crashed");
        row("a list", "echo '[]'", "check_crashed");
        row("a report without an end", "echo '{" + kSandbox + ",'", "check_crashed");
        row("a report with a key twice", "echo '{" + kSandbox + "," + kSandbox + ",\"format\":\"pt\",\"canonical\":false,\"info\":\"{}\"}'", "check_crashed");
        row("a format that is none", "echo '{" + kSandbox + ",\"format\":\"exe\",\"canonical\":true}'", "check_crashed");
        row("a network that is not there", "echo '{" + kSandbox + ",\"format\":\"pt\",\"canonical\":true}'", "check_crashed");
        row("a network that is nonsense", "echo 123456789012345678 >&4; echo '{" + kSandbox + ",\"format\":\"pt\",\"canonical\":true}'", "corrupt");
        row("a description that is nonsense", "echo '{" + kSandbox + ",\"format\":\"onnx\",\"canonical\":false,\"info\":\"{}\"}'", "check_crashed");
        row("it did not give up its rights",
            "echo '{\"sandbox\":{\"system_calls\":false," + kOtherWalls + "},\"format\":\"pt\",\"canonical\":true}'", "no_sandbox");
        row("walls that are not all named", R"(echo '{"sandbox":{"privileges":true,"limits":true,"landlock":7,"system_calls":true},"format":"pt","canonical":true}')", "check_crashed");
        row("a refusal of its own", "echo '{" + kSandbox + R"(,"refusal":{"reason":"corrupt","expected":"","found":"","detail":""}}')", "corrupt");
        row("a reason that is none", "echo '{" + kSandbox + R"(,"refusal":{"reason":"because","expected":"","found":"","detail":""}}')", "internal");
    }
    void a_process_that_breaks_is_a_refusal_with_the_reason()
    {
        QFETCH(QByteArray, line);
        QFETCH(QString, reason);
        const FakeProgram program(line);
        QCOMPARE(end(vet(program.path())), reason);
    }

    void a_process_that_never_answers_is_ended()
    {
        const FakeProgram program("while :; do :; done");
        VetOptions options;
        options.patience = std::chrono::milliseconds(50);
        QCOMPARE(end(vet(program.path(), options)), QString("check_timeout"));
    }

    void a_cancel_ends_the_process()
    {
        const FakeProgram program("while :; do :; done");
        std::atomic<bool> cancelled{false};
        VetOptions options;
        options.cancelled = &cancelled;
        std::jthread later([&] { cancelled = true; });
        QCOMPARE(end(vet(program.path(), options)), QString("cancelled"));
    }

    void a_program_that_is_not_there_is_told()
    {
        const auto vetted = vet("/nowhere/lineside-vet");
        QCOMPARE(end(vetted), QString("check_crashed"));
        QVERIFY(vetted.error().detail.find("/nowhere/lineside-vet") != std::string::npos);
    }

    void nothing_stays_open()
    {
        (void)vet(LINESIDE_VET);
        const int before = openFiles();
        for (int i = 0; i < 10; ++i) {
            (void)vet(LINESIDE_VET);
            (void)vet(FakeProgram("exit 3").path());
        }
        QCOMPARE(openFiles(), before);
    }

    void a_system_without_a_sandbox_says_so_and_the_policy_decides()
    {
        VetOptions options;
        QCOMPARE(end(vet(LINESIDE_WITHOUT_SANDBOX, options)), QString("no_sandbox"));
        options.onlySandboxed = false;
        const auto vetted = vet(LINESIDE_WITHOUT_SANDBOX, options);
        QVERIFY2(vetted, vetted ? "" : vetted.error().detail.c_str());
        QVERIFY(!vetted->sandbox.closed());
        QVERIFY(!vetted->sandbox.systemCalls);
        QCOMPARE(vetted->sandbox.landlock, 0);
        QVERIFY(!vetted->sandbox.noNewCode && !vetted->sandbox.ownNetwork && !vetted->sandbox.emptyRoot);
        QVERIFY(vetted->sandbox.limits);
    }

    void other_descriptors_and_the_environment_do_not_reach_it()
    {
        const int secret = ::dup2(0, 77);  // without close-on-exec
        QVERIFY(secret == 77);
        ::setenv("LINESIDE_SECRET", "1", 1);
        const FakeProgram program("[ -e /proc/$$/fd/77 ] && exit 9; [ -n \"$LINESIDE_SECRET\" ] && exit 8; [ -z \"$GLIBC_TUNABLES\" ] && exit 7; kill -TERM $$");
        QCOMPARE(end(vet(program.path())), QString("check_killed"));
        ::close(secret);
    }
};

QTEST_GUILESS_MAIN(TestVetProcess)
#include "tst_vetprocess.moc"
