// SPDX-License-Identifier: GPL-3.0-or-later
// What `cmake --install` puts somewhere runs from there, without the checkout's libraries.
#include "app/support/commandline.h"

#include <QDir>
#include <QDirIterator>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace lineside::test;

namespace {

const QStringList kPrograms = QStringLiteral(LINESIDE_PROGRAMS).split(',');

}  // namespace

class TestInstall : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString installed(const QString &file) const { return m_dir.filePath("prefix/" + file); }
    /// Runs an installed program; `loaded` becomes the lines of the loader about each library.
    Answer tracedRun(const QString &program, const QStringList &arguments, QByteArrayList &loaded) const
    {
        QTemporaryDir traces;
        QProcessEnvironment environment = ownUser(m_dir.filePath("home"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        environment.insert("LD_DEBUG", "libs");
        environment.insert("LD_DEBUG_OUTPUT", traces.filePath("loaded"));
        const Answer a = runProgram(installed("bin/" + program), arguments, environment);
        for (const QFileInfo &file : QDir(traces.path()).entryInfoList({"loaded.*"})) {
            QFile trace(file.filePath());
            [&] { QVERIFY(trace.open(QIODevice::ReadOnly)); }();
            for (const QByteArray &line : trace.readAll().split('\n')) {
                if (line.contains("calling init:"))
                    loaded << line.trimmed();
            }
        }
        return a;
    }

private slots:
    void initTestCase()
    {
        const Answer a = runProgram(LINESIDE_CMAKE, {"--install", LINESIDE_BINARY_DIR, "--prefix", m_dir.filePath("prefix")}, ownUser(m_dir.filePath("home")));
        QVERIFY2(a.exitCode == 0, a.err.constData());
    }
    void programs_weights_and_pages_are_where_they_are_looked_for()
    {
        for (const QString &program : kPrograms) {
            QVERIFY2(QFile::exists(installed("bin/" + program)), qPrintable(program));
            QVERIFY2(QFile::exists(installed("share/man/man1/" + program + ".1")), qPrintable(program));
        }
        for (const char *file : {"share/lineside/weights/line-v1.pt", "share/doc/lineside/LICENSE", "share/doc/lineside/torch/LICENSE",
                                 "share/doc/lineside/openvino/LICENSE", "share/doc/lineside/nvidia_cuda_runtime/License.txt",
                                 "share/doc/lineside/nvidia_cuda_cupti/License.txt"})
            QVERIFY2(QFile::exists(installed(file)), file);
    }
    void the_service_starts_the_program_that_was_installed_with_it_and_watches_over_it()
    {
        QFile unit(installed("lib/systemd/system/lineside.service"));
        QVERIFY(unit.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(unit.readAll());
        QVERIFY2(text.contains("\nExecStart=" + installed("bin/linesidectl") + " run "), qPrintable(text));
        QVERIFY(!text.contains('@'));
        for (const char *line : {"Type=notify", "Restart=always", "StartLimitIntervalSec=0", "WatchdogSec=2s", "WatchdogSignal=SIGKILL"})
            QVERIFY2(text.contains(QString("\n%1\n").arg(line)), line);
    }
    void linesidectl_reads_and_runs_a_model_with_the_installed_libraries()
    {
        QImage(320, 192, QImage::Format_RGB32).save(m_dir.filePath("grey.png"));
        for (const char *name : {"line-v2.pt", "line-v2.torchscript", "line-v2-blind.onnx"}) {
            QByteArrayList loaded;
            const Answer a = tracedRun("linesidectl", {"detect", installed("share/lineside/weights/") + name, m_dir.filePath("grey.png"), "--json"}, loaded);
            QVERIFY2(a.exitCode == 0, (a.out + a.err).constData());
            int ours = 0;
            for (const QByteArray &library : loaded) {
                ours += library.contains("/lib/lineside/");
                QVERIFY2(!library.contains("/lineside/deps/"), library.constData());  // nothing from the set-up's cache
            }
            QVERIFY(ours >= 3);
        }
    }
    void no_program_loads_a_python_and_none_is_installed_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QStringList>("arguments");
        const QString weights = installed("share/lineside/weights/");
        for (const QString &program : kPrograms)
            QTest::newRow(qPrintable(program)) << program << QStringList{"--help"};
        QTest::newRow("a .pt on OpenVINO") << "linesidectl" << QStringList{"detect", weights + "line-v2.pt", m_dir.filePath("grey.png"), "--executor", "openvino"};
        QTest::newRow("a .pt on torch") << "linesidectl" << QStringList{"detect", weights + "line-v2.pt", m_dir.filePath("grey.png"), "--executor", "torch"};
        QTest::newRow("a .torchscript") << "linesidectl" << QStringList{"detect", weights + "line-v2.torchscript", m_dir.filePath("grey.png")};
    }
    void no_program_loads_a_python_and_none_is_installed()
    {
        QFETCH(QString, program);
        QFETCH(QStringList, arguments);
        QByteArrayList loaded;
        const Answer a = tracedRun(program, arguments, loaded);
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QVERIFY2(std::ranges::any_of(loaded, [](const QByteArray &l) { return l.contains("libtorch"); }), "the trace shows the libraries");
        QDirIterator files(m_dir.filePath("prefix"), QDir::Files | QDir::System, QDirIterator::Subdirectories);
        while (files.hasNext())
            loaded << files.next().toUtf8();
        for (const QByteArray &library : loaded) {
            const QByteArray name = library.mid(library.lastIndexOf('/') + 1);
            QVERIFY2(!name.startsWith("libpython") && !name.startsWith("libtorch_python") && !name.contains("cpython"), library.constData());
        }
    }
    void a_first_start_finds_the_starter_model()
    {
        const Answer a = runProgram(installed("bin/linesidectl"), {"run", "--for", "20", "--json"}, ownUser(m_dir.filePath("home")));
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QVERIFY2(a.out.contains("\"model\":\"line-v1\""), a.out.constData());
    }
    void each_installed_program_shows_its_options()
    {
        QProcessEnvironment environment = ownUser(m_dir.filePath("home"));
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        for (const QString &program : kPrograms)
            QCOMPARE(runProgram(installed("bin/" + program), {"--help"}, environment).exitCode, 0);
    }
};

QTEST_GUILESS_MAIN(TestInstall)
#include "tst_install.moc"
