// SPDX-License-Identifier: GPL-3.0-or-later
// What `cmake --install` puts somewhere runs from there, without the checkout's libraries.
#include "app/support/commandline.h"

#include <QDir>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside::test;

namespace {

const QStringList kPrograms = QStringLiteral(LINESIDE_PROGRAMS).split(',');

}  // namespace

class TestInstall : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString installed(const QString &file) const { return m_dir.filePath("prefix/" + file); }

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
    void linesidectl_reads_and_runs_a_model_with_the_installed_libraries()
    {
        // Nothing from the set-up's cache: each library that is loaded comes from the prefix or the system.
        QProcessEnvironment environment = ownUser(m_dir.filePath("home"));
        environment.insert("LD_DEBUG", "libs");
        environment.insert("LD_DEBUG_OUTPUT", m_dir.filePath("loaded"));
        const QString model = installed("share/lineside/weights/line-v2.torchscript");
        const Answer inspected = runProgram(installed("bin/linesidectl"), {"inspect", model, "--json"}, environment);
        QVERIFY2(inspected.exitCode == 0, inspected.err.constData());
        const QStringList traces = QDir(m_dir.path()).entryList({"loaded.*"});
        QCOMPARE(traces.size(), 1);
        QFile trace(m_dir.filePath(traces.first()));
        QVERIFY(trace.open(QIODevice::ReadOnly));
        int ours = 0;
        for (const QByteArray &line : trace.readAll().split('\n')) {
            if (!line.contains("calling init:"))
                continue;
            ours += line.contains(installed("lib/lineside").toUtf8()) || line.contains("bin/../lib/lineside");
            QVERIFY2(!line.contains("/lineside/deps/"), line.constData());
        }
        QVERIFY(ours >= 3);

        QImage(320, 192, QImage::Format_RGB32).save(m_dir.filePath("grey.png"));
        for (const char *name : {"line-v2.pt", "line-v2.torchscript", "line-v2-blind.onnx"}) {
            const Answer a = runProgram(installed("bin/linesidectl"),
                                        {"detect", installed("share/lineside/weights/") + name, m_dir.filePath("grey.png"), "--json"},
                                        ownUser(m_dir.filePath("home")));
            QVERIFY2(a.exitCode == 0, (a.out + a.err).constData());
        }
    }
    void a_first_start_finds_the_starter_model()
    {
        const Answer a = runProgram(installed("bin/linesidectl"), {"run", "--for", "5", "--json"}, ownUser(m_dir.filePath("home")));
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
