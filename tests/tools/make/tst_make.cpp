// SPDX-License-Identifier: GPL-3.0-or-later
// The words of the Makefile, with set-up scripts and programs in their places that only write down how they were called.
#include "app/support/commandline.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <memory>

using namespace lineside::test;

class TestMake : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const QString &name) const { return m_dir->filePath(name); }
    /// A program that writes its name and arguments into the list of calls, then does what `more` says.
    void place(const QString &at, const QByteArray &more = {}) const
    {
        QDir().mkpath(QFileInfo(path(at)).path());
        QFile file(path(at));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\necho \"" + QFileInfo(at).fileName().toUtf8() + " $*\" >> '" + path("calls").toUtf8() + "'\n" + more + "\n");
        QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    }
    QStringList calls() const
    {
        QFile file(path("calls"));
        QStringList lines;
        if (file.open(QIODevice::ReadOnly))
            for (const QByteArray &line : file.readAll().trimmed().split('\n'))
                lines << QString::fromUtf8(line).trimmed();
        return lines;
    }
    Answer make(const QStringList &arguments, const QString &display = QStringLiteral(":7")) const
    {
        QProcessEnvironment e = ownUser(path("user"));
        for (const char *ofAnotherMake : {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "CI", "CUDA", "PRESET", "ARGS", "JOBS", "DISPLAY",
                                          "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
            e.remove(QString::fromLatin1(ofAnotherMake));
        if (!display.isEmpty())
            e.insert("DISPLAY", display);
        e.insert("PATH", path("bin") + ':' + e.value("PATH"));
        return runProgram("make", QStringList{"--no-print-directory", "-C", m_dir->path(), "JOBS=3"} + arguments, e);
    }
    QStringList setUp(const QString &packages, const QString &wheels = QStringLiteral("cpu"), const QString &cuda = QStringLiteral("OFF")) const
    {
        return {"packages.sh " + packages, "wheels.sh " + wheels, "cmake --preset release -DLINESIDE_CUDA=" + cuda};
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(QFile::copy(LINESIDE_SOURCE_DIR "/Makefile", path("Makefile")));
        QDir().mkpath(path("user"));
        place("tools/setup/packages.sh");
        place("tools/setup/wheels.sh");
        place("bin/cmake", "mkdir -p build/release/bin");
        place("bin/xvfb-run");
        place("build/release/bin/lineside");
    }

    void run_does_its_own_set_up_and_opens_the_console_with_what_was_given()
    {
        const Answer a = make({"run", "ARGS=--config my.json"});
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(calls(), setUp("tools/setup/packages.txt") << "cmake --build build/release -j 3 --target programs" << "lineside --config my.json");
    }
    void run_without_a_display_says_so_in_one_sentence_before_it_fetches_anything()
    {
        const Answer a = make({"run"}, {});
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.startsWith("lineside: there is no display to open the console on."), a.err.constData());
        QCOMPARE(calls(), QStringList());
    }
    void a_set_up_that_cannot_be_done_ends_it()
    {
        place("tools/setup/wheels.sh", "echo 'lineside: no network' >&2; exit 1");
        const Answer a = make({"run"});
        QVERIFY(a.exitCode != 0);
        QVERIFY(a.err.contains("lineside: no network\n"));
        QCOMPARE(calls(), setUp("tools/setup/packages.txt").mid(0, 2));
    }
    void test_does_its_own_set_up_builds_everything_and_runs_every_test()
    {
        const Answer a = make({"test"});
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(calls(), setUp("tools/setup/packages.txt tools/setup/packages-test.txt")
                              << "cmake --build build/release -j 3" << "xvfb-run -a -s -screen 0 1920x1080x24 ctest --output-on-failure -j 3");
    }
    void fuzz_builds_the_parsers_alone_and_tries_each_for_as_long_as_was_said()
    {
        place("tests/fuzz/run.sh");
        const Answer a = make({"fuzz", "SECONDS=5"});
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(calls(), (QStringList{"packages.sh tools/setup/packages.txt tools/setup/packages-fuzz.txt", "cmake --preset fuzz", "cmake --build build/fuzz -j 3",
                                       "run.sh build/fuzz 5"}));
    }
    void build_leaves_the_programs_and_takes_cuda_only_where_it_is_asked_for()
    {
        QCOMPARE(make({"build"}).exitCode, 0);
        QCOMPARE(calls(), setUp("tools/setup/packages.txt") << "cmake --build build/release -j 3 --target programs");
        QVERIFY(QFile::remove(path("calls")));
        QCOMPARE(make({"build", "CUDA=1", "CI=true"}).exitCode, 0);
        QStringList expected = setUp("tools/setup/packages.txt", "cpu cuda", "ON") << "cmake --build build/release -j 3 --target programs";
        expected[2] += " -DLINESIDE_WERROR=ON";
        QCOMPARE(calls(), expected);
    }
    void clean_removes_what_was_built_and_nothing_else()
    {
        const QStringList before = QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
        QCOMPARE(make({"clean"}).exitCode, 0);
        QStringList left = before;
        left.removeOne("build");
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot), left);
        QCOMPARE(calls(), QStringList());
    }
    void the_presets_that_are_promised_are_there()
    {
        const Answer a = runProgram("cmake", {"-S", LINESIDE_SOURCE_DIR, "--list-presets=all"}, ownUser(path("user")));
        for (const char *preset : {"release", "dev", "asan", "tsan", "engine-only"})
            QVERIFY2(a.out.count("\"" + QByteArray(preset) + "\"") == 3, a.out.constData());  // configure, build, test
        QVERIFY2(a.out.count("\"fuzz\"") == 2, a.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestMake)
#include "tst_make.moc"
