// SPDX-License-Identifier: GPL-3.0-or-later
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

/// The walls between the rooms, as ARCHITECTURE.md draws them: who may include what. There is no list of exceptions.
class TestWalls : public QObject {
    Q_OBJECT

    struct Include {
        QString file;  ///< relative to the checkout
        QString what;  ///< with its opening quote or bracket: ours have quotes
    };

    static QList<Include> includesOf(const QString &folder)
    {
        static const QRegularExpression directive(QStringLiteral("^\\s*#\\s*include\\s*([<\"][^>\"]+)"), QRegularExpression::MultilineOption);
        const QDir top(QStringLiteral(LINESIDE_SOURCE_DIR));
        QList<Include> found;
        QDirIterator files(top.filePath(folder), {"*.h", "*.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("%s cannot be read", qPrintable(file.fileName()));
            auto matches = directive.globalMatch(QString::fromUtf8(file.readAll()));
            while (matches.hasNext())
                found.append({top.relativeFilePath(file.fileName()), matches.next().captured(1)});
        }
        return found;
    }

    /// All includes in `folder` that match `what`, outside the files that match `allowedIn`.
    static QStringList breaches(const QString &folder, const QString &what, const QString &allowedIn = QStringLiteral("^$"))
    {
        const QRegularExpression wanted(what), allowed(allowedIn);
        QStringList bad;
        for (const Include &i : includesOf(folder)) {
            if (wanted.match(i.what).hasMatch() && !allowed.match(i.file).hasMatch())
                bad << i.file + QStringLiteral(" includes ") + i.what;
        }
        return bad;
    }

private slots:
    void there_are_includes_to_look_at()
    {
        QVERIFY(includesOf("engine").size() > 300);
        QVERIFY(includesOf("ui").size() > 300);
        QVERIFY(includesOf("app").size() > 20);
    }

    void each_rule_holds_data()
    {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("allowedIn");
        QTest::newRow("torch is seen in engine/torch only") << "engine" << "^<(torch|ATen|c10)/" << "^engine/torch/";
        QTest::newRow("OpenVINO is seen in engine/openvino only") << "engine" << "^<openvino/" << "^engine/openvino/";
        QTest::newRow("OpenCV is seen in engine/opencv only") << "engine" << "^<opencv2/" << "^engine/opencv/";
        QTest::newRow("libseccomp is seen in engine/sandbox only") << "engine" << "^<(seccomp|linux/seccomp|linux/landlock)" << "^engine/sandbox/";
        QTest::newRow("Qt is seen in engine/qt only") << "engine" << "^<(Q[A-Z]|Qt|qt6)" << "^engine/qt/";
        QTest::newRow("libsodium is seen in engine/signature and engine/access only") << "engine" << "^<sodium" << "^engine/(signature|access)/";
        QTest::newRow("SQLite is seen in engine/record only") << "engine" << "^<sqlite" << "^engine/record/";
        QTest::newRow("the public headers know each other and the standard library") << "engine/include" << "^\"(?!lineside/)|^<.*[./]" << "^$";
        QTest::newRow("the screens see public headers only")
            << "ui" << "^[<\"](access|audit|base|canary|core|decide|evaluation|model|pipeline|detect|weights|store|torch|openvino|opencv|opencv2|qt|nvml|demo|record|offline|parts|wiring|ATen|c10|app|common)[/.]" << "^$";
        QTest::newRow("the engine never looks at the screens")
            << "engine" << "^\"(mainwindow|live|library|compare|widgets|actions|bridge|settings|signin|theme|itemmodels|history|memory|firstrun)/" << "^$";
        QTest::newRow("nobody looks at app") << "engine" << "^\"(common|console|ctl)/" << "^$";
        QTest::newRow("the rooms that hide a library meet in the wiring only")
            << "engine" << "^\"(torch|openvino|opencv|qt|nvml|demo)/" << "^engine/(wiring\\.cpp$|torch/|openvino/|opencv/|qt/|nvml/|demo/)";
        QTest::newRow("the base knows nobody") << "engine/base" << "^\"(?!lineside/|base/)" << "^$";
        QTest::newRow("signatures know no model, disk or line") << "engine/signature" << "^\"(?!lineside/|base/|signature/)" << "^$";
        QTest::newRow("statistics know no frame, model, time or thread") << "engine/decide" << "^\"(?!decide/|lineside/comparison)|^<(chrono|ctime|thread|mutex|atomic|future|random)>" << "^$";
        QTest::newRow("a canary knows counts of parts, and no clock, thread, model, disk or line")
            << "engine/canary" << "^\"(?!lineside/|decide/|canary/)|^<(ctime|thread|mutex|atomic|future|random)>" << "^$";
        QTest::newRow("what evaluates knows detections, not who made them") << "engine/evaluation" << "^\"(?!lineside/|evaluation/)" << "^$";
        QTest::newRow("what follows parts knows detections and a rule, no model, time or thread") << "engine/parts" << "^\"(?!lineside/|detect/nms|parts/)|^<(ctime|thread|mutex|atomic|future)>" << "^$";
        QTest::newRow("what compares recorded pictures runs no model and knows no line") << "engine/offline" << "^\"(?!lineside/|decide/|evaluation/|parts/|store/files|weights/metadata|offline/)" << "^$";
        QTest::newRow("what is on disk knows no line") << "engine/store" << "^\"(core|model|pipeline|detect|weights)/" << "^$";
        QTest::newRow("what links the history knows no model or line") << "engine/audit" << "^\"(?!lineside/|base/|store/|signature/|audit/)" << "^$";
        QTest::newRow("who may do what knows no model or line") << "engine/access" << "^\"(?!lineside/|base/|store/(files|checksum|recordjson)|access/)" << "^$";
        QTest::newRow("what watches a folder knows no model or line") << "engine/watch" << "^\"(?!lineside/|base/|store/|watch/)" << "^$";
        QTest::newRow("the record knows verdicts, not who gave them") << "engine/record" << "^\"(?!lineside/|base/|store/sha256|record/)" << "^$";
        QTest::newRow("reading weights knows no station") << "engine/weights" << "^\"(core|model|pipeline|store)/" << "^$";
        QTest::newRow("what reads offered files knows no line") << "engine/vet" << "^\"(core|pipeline|store)/" << "^$";
        QTest::newRow("a sandbox knows nobody") << "engine/sandbox" << "^\"(?!lineside/|base/|sandbox/)" << "^$";
        QTest::newRow("detection knows no station's pipeline") << "engine/detect" << "^\"(core|model|pipeline|store)/" << "^$";
        QTest::newRow("the life of a model knows no screen, disk or pipeline") << "engine/model" << "^\"(core|pipeline|store)/" << "^$";
        QTest::newRow("a pipeline does not know the engine") << "engine/pipeline" << "^\"(core|store)/" << "^$";
    }
    void each_rule_holds()
    {
        QFETCH(QString, folder);
        QFETCH(QString, what);
        QFETCH(QString, allowedIn);
        const QStringList bad = breaches(folder, what, allowedIn);
        QVERIFY2(bad.isEmpty(), qPrintable(bad.join('\n')));
    }
};

QTEST_GUILESS_MAIN(TestWalls)
#include "tst_walls.moc"
