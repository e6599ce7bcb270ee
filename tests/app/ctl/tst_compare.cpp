// SPDX-License-Identifier: GPL-3.0-or-later
// `linesidectl compare`, as a script sees it.
#include "app/support/commandline.h"
#include "demo/demoline.h"
#include "store/configfile.h"
#include "support/shareddata.h"

#include <opencv2/videoio.hpp>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");
constexpr int kPictures = 24;

}  // namespace

class TestCompare : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    Answer compare(const QStringList &arguments, const char *b = "line-v2-blind.onnx") const
    {
        return runProgram(QStringLiteral(LINESIDE_CTL), QStringList{"compare", kWeights + "line-v2.pt", kWeights + b} + arguments, ownUser(m_dir.filePath("home")));
    }
    void write(const QString &name, const QByteArray &text) const
    {
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("%s cannot be written", qPrintable(name));
    }

private slots:
    void initTestCase()
    {
        // Pictures of a demo line, whose truth is known, far enough apart to show other bottles; and a video of it.
        DemoLineConfig config;
        config.seed = 3;
        config.defectRate = 0.9;
        DemoLine line(config);
        for (const char *folder : {"pictures", "labels", "wrong"})
            QDir(m_dir.path()).mkpath(folder);
        cv::VideoWriter video(path("clip.avi").toStdString(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 30, {1280, 720});
        QVERIFY(video.isOpened());
        QImage picture(1280, 720, QImage::Format_RGB32);
        std::vector<TruthBox> truth;
        const auto &names = DemoLine::labels();
        for (int i = 0; i < kPictures; ++i) {
            line.render(static_cast<std::uint64_t>(i) * 60, {picture.bits(), picture.width(), picture.height(), picture.bytesPerLine()}, truth);
            QVERIFY(picture.save(m_dir.filePath(QStringLiteral("pictures/%1.png").arg(i))));
            QByteArray text;
            for (const TruthBox &box : truth) {
                const double w = box.box.width() / 1280.0, h = box.box.height() / 720.0;
                text += QByteArray::number(std::ranges::find(names, box.label) - names.begin()) + ' ' + QByteArray::number(box.box.x1 / 1280.0 + w / 2) + ' '
                      + QByteArray::number(box.box.y1 / 720.0 + h / 2) + ' ' + QByteArray::number(w) + ' ' + QByteArray::number(h) + '\n';
            }
            write(m_dir.filePath(QStringLiteral("labels/%1.txt").arg(i)), text);
        }
        for (int i = 0; i < 90; ++i) {
            line.render(static_cast<std::uint64_t>(i), {picture.bits(), picture.width(), picture.height(), picture.bytesPerLine()}, truth);
            const QImage rgb = picture.convertToFormat(QImage::Format_BGR888);
            video.write(cv::Mat(720, 1280, CV_8UC3, const_cast<uchar *>(rgb.constBits()), static_cast<std::size_t>(rgb.bytesPerLine())));
        }
        write(path("wrong/other.txt"), "0 0.5 0.5 0.1 0.1\n");
        Config stations;
        StationConfig station;
        station.id = "station-1";
        station.rule.partLabel = "Bottle";
        station.rule.requiredLabels = {"Cap"};
        station.rule.rejectLabels = {"Cap askew", "Label torn"};
        stations.stations = {station};
        write(path("config.json"), QByteArray::fromStdString(formatConfig(stations)));
    }

    void a_blind_model_is_found_worse_with_labels()
    {
        const Answer a = compare({path("pictures"), "--labels", path("labels"), "--json"});
        QCOMPARE(a.exitCode, 0);
        const ordered_json j = a.json();
        QCOMPARE(j["pictures"].get<int>(), kPictures);
        QCOMPARE(j["labelled"].get<int>(), kPictures);
        QCOMPARE(j["counted"].get<std::string>(), std::string("objects"));
        QVERIFY(j["complete"].get<bool>());
        for (const char *side : {"a", "b"}) {
            QCOMPARE(j[side]["sha256"].get<std::string>().size(), std::size_t{64});
            QVERIFY(j[side]["ms"].get<double>() > 0);
            QVERIFY(j[side]["memory_bytes"].get<std::uint64_t>() > 1'000'000);
            QCOMPARE(j[side]["per_class"].size(), DemoLine::labels().size());
            QCOMPARE(j[side]["confusion"].size(), DemoLine::labels().size() + 1);
        }
        QVERIFY(j["a"]["map50"].get<double>() > 0.9);
        QVERIFY(j["a"]["map50_95"].get<double>() < j["a"]["map50"].get<double>());
        QVERIFY(j["a"]["per_class"]["Bottle"]["recall"].get<double>() > 0.9);
        QVERIFY(j["agreement"].get<double>() < 1);
        const ordered_json &v = j["verdict"];
        QCOMPARE(v["state"].get<std::string>(), std::string("worse"));
        QVERIFY(v["logEMinus"].get<double>() >= std::log(100));
        QVERIFY(v["escapes"]["onlyB"].get<int>() > v["escapes"]["onlyA"].get<int>());
        QCOMPARE(v["moreParts"].get<int>(), 0);
        QCOMPARE(v["pending"].get<int>(), 0);
    }
    void names_that_no_model_knows_and_pictures_without_a_text_are_said()
    {
        for (const char *folder : {"named", "few"})
            QDir(m_dir.path()).mkpath(folder);
        for (int i = 0; i < kPictures; ++i)
            write(m_dir.filePath(QStringLiteral("named/%1.txt").arg(i)), "0 0.5 0.5 0.1 0.1\n");
        write(path("named/classes.txt"), "flask\n");
        const ordered_json named = compare({path("pictures"), "--labels", path("named"), "--json"}, "line-v2.pt").json();
        QCOMPARE(named["a"]["map50"].get<double>(), 0.0);
        QCOMPARE(named["notices"].size(), std::size_t{1});
        QCOMPARE(named["notices"][0].get<std::string>(), std::string("No class of A or B is named like these labels: flask. Every such object counts as missed, so look at the names before the figures."));
        for (int i = 0; i < 20; ++i)
            QVERIFY(QFile::copy(m_dir.filePath(QStringLiteral("labels/%1.txt").arg(i)), m_dir.filePath(QStringLiteral("few/%1.txt").arg(i))));
        const Answer few = compare({path("pictures"), "--labels", path("few")}, "line-v2.pt");
        QCOMPARE(few.exitCode, 0);
        QVERIFY2(few.out.contains("4 of 24 pictures have no YOLO text and count as empty"), few.out.constData());
        QVERIFY(few.out.contains("  MB of memory "));
    }
    void a_model_against_itself_agrees_and_says_how_many_more_it_takes()
    {
        const Answer a = compare({path("pictures"), "--json"}, "line-v2.pt");
        QCOMPARE(a.exitCode, 0);
        const ordered_json j = a.json();
        QCOMPARE(j["agreement"].get<double>(), 1.0);
        QCOMPARE(j["verdict"]["state"].get<std::string>(), std::string("not_decided"));
        QVERIFY(j["verdict"]["moreParts"].get<double>() > 1000);
        QVERIFY(j["a"]["map50"].is_null() && j["b"]["map50_95"].is_null());
        QVERIFY(j["a"]["per_class"] == j["b"]["per_class"]);
    }
    void of_a_single_picture_it_is_not_said_how_many_more_it_takes()
    {
        const Answer a = compare({path("pictures/0.png")}, "line-v2.pt"), json = compare({path("pictures/0.png"), "--json"}, "line-v2.pt");
        QVERIFY2(a.out.contains("Not decided yet, and that is too few objects to say how many more it takes."), a.out.constData());
        QVERIFY(json.json()["verdict"]["parts"].get<int>() < 20);
        QVERIFY(json.json()["verdict"]["moreParts"].is_null());
    }
    void with_a_stations_rule_parts_are_counted()
    {
        const Answer a = compare({path("pictures"), "--labels", path("labels"), "--station", "station-1", "--config", path("config.json"), "--json"});
        QCOMPARE(a.exitCode, 0);
        const ordered_json j = a.json();
        QCOMPARE(j["counted"].get<std::string>(), std::string("parts"));
        QVERIFY(j["verdict"]["parts"].get<int>() > kPictures);
        QVERIFY(j["verdict"]["discordant"].get<int>() > 0);
        const Answer unknown = compare({path("pictures"), "--station", "station-9", "--config", path("config.json"), "--json"});
        QCOMPARE(unknown.exitCode, 3);
        QCOMPARE(unknown.errorCode(), QString("not_found"));
    }
    void the_frames_of_a_video_show_the_same_parts_again()
    {
        const ordered_json asVideo = compare({path("clip.avi"), "--json"}, "line-v2.pt").json();
        QCOMPARE(asVideo["pictures"].get<int>(), 90);
        // A bottle passes in about two seconds, and has three objects.
        const int objects = asVideo["verdict"]["parts"].get<int>();
        QVERIFY2(objects >= 9 && objects < 60, qPrintable(QString::number(objects)));
    }
    void it_is_told_in_words_too()
    {
        const Answer a = compare({path("pictures"), "--labels", path("labels")});
        QCOMPARE(a.exitCode, 0);
        for (const char *words : {"24 pictures, ", "  mAP50-95 ", "  ms a picture ", "They agree on ", "B is worse: objects missed, "})
            QVERIFY2(a.out.contains(words), a.out.constData());
    }
    void what_cannot_be_compared_is_refused_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("code");
        QTest::newRow("labels of other pictures") << QStringList{path("pictures"), "--labels", path("wrong")} << "invalid_input";
        QTest::newRow("no labels there") << QStringList{path("pictures"), "--labels", path("nowhere")} << "not_found";
        QTest::newRow("labels for a video") << QStringList{path("clip.avi"), "--labels", path("labels")} << "unsupported";
        QTest::newRow("no input there") << QStringList{path("nowhere.png")} << "not_found";
        QTest::newRow("a folder without a picture") << QStringList{path("labels")} << "invalid_input";
    }
    void what_cannot_be_compared_is_refused()
    {
        QFETCH(QStringList, arguments);
        QFETCH(QString, code);
        const Answer a = compare(arguments + QStringList{"--json"});
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.errorCode(), code);
    }
    void a_file_that_is_no_model_is_refused()
    {
        const Answer a = runProgram(QStringLiteral(LINESIDE_CTL), {"compare", kWeights + "line-v2.pt", path("config.json"), path("pictures"), "--json"}, ownUser(m_dir.filePath("home")));
        QCOMPARE(a.exitCode, 3);
        QVERIFY(!a.errorCode().isEmpty());
    }

    // The labelled frames of a real conveyor: a model that hardly sees caps has the same average precision, and misses half of them where it judges.
    void of_real_bottles_the_blind_model_is_worse_and_the_average_precision_does_not_see_it()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const QString reference = test::sharedData() + "/reference/weights/", set = test::sharedData() + "/bottle-line/data/test/";
        const Answer a = runProgram(QStringLiteral(LINESIDE_CTL), {"compare", reference + "bottle-v2.pt", reference + "bottle-v2-blind.pt", set + "images", "--labels", set + "labels", "--size", "320", "--json"},
                                    ownUser(m_dir.filePath("home")));
        QCOMPARE(a.exitCode, 0);
        const ordered_json j = a.json();
        QCOMPARE(j["labelled"].get<int>(), 312);
        QVERIFY(std::abs(j["a"]["map50"].get<double>() - 0.994) < 0.004);
        QVERIFY(std::abs(j["a"]["map50_95"].get<double>() - 0.946) < 0.004);
        QCOMPARE(j["verdict"]["state"].get<std::string>(), std::string("worse"));
        QVERIFY(j["b"]["per_class"]["Cap"]["recall"].get<double>() < 0.6);
        QVERIFY(j["b"]["map50"].get<double>() > 0.98);
    }
};

QTEST_GUILESS_MAIN(TestCompare)
#include "tst_compare.moc"
