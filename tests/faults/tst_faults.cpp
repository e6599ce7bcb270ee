// SPDX-License-Identifier: GPL-3.0-or-later
// The short form of `make faults`: each kind of fault at some of its points. What is wrong is printed by the program with its point.
#include <QProcess>
#include <QRegularExpression>
#include <QtTest>

class TestFaults : public QObject {
    Q_OBJECT

    /// Its output; it ended well.
    static QString run(const QStringList &arguments)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(QStringLiteral(LINESIDE_FAULTS), arguments);
        program.waitForFinished(-1);
        const QString said = QString::fromUtf8(program.readAll());
        [&] { QVERIFY2(program.exitStatus() == QProcess::NormalExit && program.exitCode() == 0, qPrintable(said)); }();
        qInfo("%s", qPrintable(said.section('\n', -2)));
        return said;
    }
    static qulonglong number(const QString &said, const char *pattern)
    {
        return QRegularExpression(QString::fromLatin1(pattern)).match(said).captured(1).toULongLong();
    }

private slots:
    void killed_at_any_system_call_of_a_change_the_next_start_runs_the_old_or_the_new_model_by_itself()
    {
        const QString said = run({"kill", "--points", "400"});
        QVERIFY(number(said, "killed at (\\d+) points") >= 400);
        QVERIFY(number(said, "(\\d+) on the new one") > 0);
    }
    void killed_in_the_middle_of_a_canary_it_goes_on_where_it_was_and_the_history_is_whole()
    {
        const QString said = run({"canary", "--points", "8"});
        QVERIFY(number(said, "killed at (\\d+) points") >= 8);
        QVERIFY(number(said, "(\\d+) went on by itself") > 0);
    }
    void whatever_a_power_cut_leaves_of_a_change_the_next_start_finds_all_in_order()
    {
        const QString said = run({"power", "--points", "20000"});
        QVERIFY(number(said, "(\\d+) states of") >= 20000);
        QVERIFY(number(said, "(\\d+) different disks") >= 1000);
    }
    void whichever_call_the_disk_fails_the_verdicts_go_on_and_what_cannot_be_done_says_why()
    {
        const QString said = run({"errors", "--stride", "10"});
        QVERIFY(number(said, "(\\d+) operations refused") > 0);
        QVERIFY(number(said, "(\\d+) runs with the alarm") > 0);
        for (const char *fault : {"EIO once", "EIO lasting", "ENOSPC once", "ENOSPC lasting", "EROFS once", "EROFS lasting", "EMFILE once", "EMFILE lasting"})
            QVERIFY2(number(said, qPrintable(QString(fault) + ": (\\d+) runs")) > 0, fault);
    }
    // The supervisor of the test stands in for systemd.
    void hung_or_crashed_at_any_moment_it_is_started_again_and_every_station_judges_with_the_old_or_the_new_model()
    {
        const QString said = run({"hang", "--points", "14"});
        QVERIFY(number(said, "hung at (\\d+) moments") > 0);
        QVERIFY(number(said, "crashed at (\\d+), among") > 0);
        QVERIFY(number(said, "(\\d+) boot loops: safe mode") > 0);
    }
    void the_service_itself_hung_or_crashed_in_a_change_comes_up_with_the_old_or_the_new_model_everywhere()
    {
        const QString said = run({"service", "--points", "5"});
        QVERIFY(number(said, "run hung at (\\d+) moments") > 0);
        QVERIFY(number(said, "and crashed at (\\d+):") > 0);
    }
    void whichever_request_for_memory_of_a_load_fails_it_is_refused_for_that_and_the_verdicts_go_on()
    {
        const QString said = run({"memory", "--points", "40"});
        QVERIFY(number(said, "ran out at (\\d+) points") >= 40);
        for (const char *load : {"import, once", "import, in a row", "load from the library, once", "load from the library, in a row", "lineside-vet, once"})
            QVERIFY2(number(said, qPrintable(QString(load) + ": (\\d+) points")) > 0, load);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
