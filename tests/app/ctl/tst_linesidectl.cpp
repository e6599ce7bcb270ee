// SPDX-License-Identifier: GPL-3.0-or-later
// The built command line program, as a script sees it: files that answer at once.
#include "app/support/commandline.h"
#include "demo/demoline.h"
#include "engine/signature/signer.h"
#include "engine/weights/choicetext.h"
#include "engine/weights/irtext.h"
#include "store/configfile.h"
#include "support/shareddata.h"

#include <opencv2/videoio.hpp>

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>

using namespace lineside;
using namespace lineside::test;
using nlohmann::ordered_json;

namespace {

const QString kWeights = QStringLiteral(LINESIDE_SOURCE_DIR "/resources/weights/");

QByteArray sha256Of(const QString &name)
{
    QFile file(name);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return file.open(QIODevice::ReadOnly) && hash.addData(&file) ? hash.result().toHex() : QByteArray();
}

std::vector<std::string> keysOf(const ordered_json &object)
{
    std::vector<std::string> keys;
    for (const auto &[key, value] : object.items())
        keys.push_back(key);
    return keys;
}

}  // namespace

class TestLinesidectl : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    mutable std::map<QString, Answer> m_answers;

    QString path(const char *name) const { return m_dir.filePath(QString::fromLatin1(name)); }
    Answer ctl(const QStringList &arguments) const { return runProgram(QStringLiteral(LINESIDE_CTL), arguments, ownUser(m_dir.filePath("home"))); }
    /// The same question is asked once: starting the program and building a network is what takes time here.
    const Answer &asked(const QStringList &arguments) const
    {
        const auto known = m_answers.find(arguments.join('\n'));
        return known != m_answers.end() ? known->second : m_answers[arguments.join('\n')] = ctl(arguments);
    }
    const Answer &detect(const QStringList &more, const char *model = "line-v2.pt") const
    {
        return asked(QStringList{"detect", kWeights + model, path("line.png"), "--json"} + more);
    }
    const Answer &detectAll() const { return asked({"detect", kWeights + "line-v2.pt", path("pictures"), path("clip.avi"), path("line.png"), "--json"}); }
    std::string modelSays(const QStringList &more, const char *key, const char *model = "line-v2.pt") const
    {
        const Answer &a = detect(more, model);
        return a.exitCode == 0 ? a.json()["model"].value(key, "") : a.errorCode().toStdString();
    }

private slots:
    void initTestCase()
    {
        // One picture of the demo line, whose bottles every one of its models sees.
        DemoLineConfig config;
        config.seed = 3;
        DemoLine line(config);
        QImage picture(1280, 720, QImage::Format_RGB32);
        std::vector<TruthBox> truth;
        line.render(200, {picture.bits(), picture.width(), picture.height(), picture.bytesPerLine()}, truth);
        QVERIFY(picture.save(path("line.png")));
        QDir(m_dir.path()).mkpath("pictures");
        for (const char *name : {"pictures/10.png", "pictures/2.png"})
            QVERIFY(QFile::copy(path("line.png"), path(name)));
        cv::VideoWriter video(path("clip.avi").toStdString(), cv::VideoWriter::fourcc('M', 'J', 'P', 'G'), 10, {320, 192});
        QVERIFY(video.isOpened());
        for (int i = 0; i < 3; ++i)
            video.write(cv::Mat(192, 320, CV_8UC3, cv::Scalar(80, 120, 160)));
    }

    // inspect
    void inspect_tells_what_a_file_is()
    {
        const Answer a = ctl({"inspect", kWeights + "line-v2.pt", "--json"});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 1);
        const ordered_json j = a.json();
        QCOMPARE(j["format"].get<std::string>(), std::string("pt"));
        QCOMPARE(j["family"].get<std::string>(), std::string("yolov8"));
        QCOMPARE(j["producer"].get<std::string>(), std::string("Lineside demo 1"));
        QCOMPARE(j["labels"].get<std::vector<std::string>>(), DemoLine::labels());
        QCOMPARE(keysOf(j["input"]), (std::vector<std::string>{"width", "height", "dynamic", "stride"}));
        QCOMPARE(j["input"]["width"].get<int>(), 320);
        QCOMPARE(j["input"]["height"].get<int>(), 192);
        QCOMPARE(j["input"]["dynamic"].get<bool>(), true);
        QCOMPARE(j["input"]["stride"].get<int>(), 32);
        QCOMPARE(j["head"].get<std::string>(), std::string("anchor_free"));
        QCOMPARE(j["both_heads"].get<bool>(), false);
        QCOMPARE(j["parameters"].get<int>(), 913'127);  // tools/demo_training/README.md
        QVERIFY(j["operations"].get<double>() > 0.15e9 && j["operations"].get<double>() < 0.25e9);
        QCOMPARE(j["bytes"].get<qint64>(), QFileInfo(kWeights + "line-v2.pt").size());
        QCOMPARE(QByteArray::fromStdString(j["sha256"].get<std::string>()), sha256Of(kWeights + "line-v2.pt"));
        const Answer words = ctl({"inspect", kWeights + "line-v2.pt"});
        QCOMPARE(words.exitCode, 0);
        for (const char *line : {"\n  format      pt\n", "\n  input       320 x 192 (any multiple of the stride)\n", "\n  head        anchor_free\n",
                                 "\n  parameters  913127\n", "\n  work        0.2 billion operations for a picture, ", "\n    2  Cap askew\n"})
            QVERIFY2(words.out.contains(line), words.out.constData());
        const ordered_json fixed = ctl({"inspect", kWeights + "line-v2-blind.onnx", "--json"}).json();
        QCOMPARE(fixed["format"].get<std::string>(), std::string("onnx"));
        QCOMPARE(fixed["input"]["dynamic"].get<bool>(), false);
    }
    void the_folder_of_an_openvino_export_is_a_weight_file_too()
    {
        const IrText ir = smallIr();
        QVERIFY(QDir(m_dir.path()).mkpath("best_openvino_model"));
        for (const auto &[name, content] : {std::pair("best.xml", ir.xml()), std::pair("best.bin", ir.bin()), std::pair("metadata.yaml", ir.metadata)})
            std::ofstream(path("best_openvino_model/").toStdString() + name, std::ios::binary) << content;
        const ordered_json folder = ctl({"inspect", path("best_openvino_model"), "--json"}).json();
        QCOMPARE(folder["format"].get<std::string>(), std::string("openvino"));
        QCOMPARE(folder["labels"].get<std::vector<std::string>>(), (std::vector<std::string>{"Bottle", "Cap"}));
        const ordered_json description = ctl({"inspect", path("best_openvino_model/best.xml"), "--json"}).json();
        QVERIFY(description["sha256"] == folder["sha256"]);
        std::ofstream(path("packed.zip").toStdString(), std::ios::binary) << ir.zip();
        QCOMPARE(ctl({"inspect", path("packed.zip"), "--json"}).json()["format"].get<std::string>(), std::string("openvino"));
        QCOMPARE(ctl({"detect", path("best_openvino_model"), path("line.png")}).exitCode, 0);
    }
    void inspect_tells_by_which_numbers_a_file_was_made_to_choose_its_boxes()
    {
        QFile file(path("nms.onnx"));
        const std::string bytes = OnnxChoice().text();
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes.data(), std::ssize(bytes)) == std::ssize(bytes));
        file.close();
        const ordered_json j = ctl({"inspect", file.fileName(), "--json"}).json();
        QCOMPARE(j["suppression"]["max_detections"].get<int>(), 300);
        QCOMPARE(j["suppression"]["iou"].get<float>(), 0.7f);
        QCOMPARE(j["suppression"]["across_classes"].get<bool>(), false);
        const Answer words = ctl({"inspect", file.fileName()});
        QVERIFY2(words.out.contains("\n  boxes       made to choose boxes itself: score above 0.25, overlap at most 0.7 within a label, no more than 300."), words.out.constData());
        QVERIFY(ctl({"inspect", kWeights + "line-v2.pt", "--json"}).json()["suppression"].is_null());
    }
    void inspect_tells_what_a_signature_says_by_the_keys_of_the_configuration()
    {
        const auto write = [&](const char *name, const std::string &text) {
            QFile file(path(name));
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text.data(), std::ssize(text)) == std::ssize(text));
        };
        QVERIFY(QFile::copy(kWeights + "line-v2.pt", path("signed.pt")));
        QFile weights(path("signed.pt"));
        QVERIFY(weights.open(QIODevice::ReadOnly));
        const std::string content = weights.readAll().toStdString();
        const Signer training(1), stranger(2), old(3);
        write("keys.json", formatConfig({{}, {}, {{training.key("Training")}, {old.key("Old laptop")}}}));
        const auto signatureOf = [&](const QStringList &more) { return ctl(QStringList{"inspect", path("signed.pt"), "--json"} + more).json()["signature"]; };
        const auto state = [&] { return signatureOf({"--config", path("keys.json")})["state"].get<std::string>(); };
        const auto words = [&] { return ctl({"inspect", path("signed.pt"), "--config", path("keys.json")}).out; };

        QCOMPARE(state(), std::string("none"));
        QVERIFY(words().contains("\n  signature   none\n"));
        write("signed.pt.minisig", training.sign(content, "model=line version=2"));
        const ordered_json good = signatureOf({"--config", path("keys.json")});
        QCOMPARE(keysOf(good), (std::vector<std::string>{"state", "key_id", "signer", "trusted_comment"}));
        QCOMPARE(good["state"].get<std::string>(), std::string("good"));
        QCOMPARE(good["signer"].get<std::string>(), std::string("Training"));
        QCOMPARE(good["trusted_comment"].get<std::string>(), std::string("model=line version=2"));
        QVERIFY2(words().contains("\n  signature   good, by Training (key A807060504030201)\n  comment     model=line version=2\n"), words().constData());
        QCOMPARE(signatureOf({})["state"].get<std::string>(), std::string("unknown_key"));  // the user's own configuration is not there yet
        write("signed.pt.minisig", stranger.sign(content, ""));
        QCOMPARE(state(), std::string("unknown_key"));
        write("signed.pt.minisig", old.sign(content, ""));
        QCOMPARE(state(), std::string("revoked_key"));
        QVERIFY(words().contains("by a revoked key, Old laptop"));
        write("signed.pt.minisig", training.sign("other weights", ""));
        QCOMPARE(state(), std::string("bad_signature"));
        write("signed.pt.minisig", training.sign(content, "sha256=" + std::string(64, '0')));
        QCOMPARE(state(), std::string("signature_mismatch"));
        QVERIFY(words().contains("not good, signature_mismatch: signed sha256=0000"));
        write("keys.json", "{");
        QCOMPARE(ctl({"inspect", path("signed.pt"), "--json", "--config", path("keys.json")}).errorCode(), QString("invalid_input"));
        QCOMPARE(ctl({"inspect", path("signed.pt"), "--json", "--config", path("none.json")}).errorCode(), QString("not_found"));
    }
    void what_is_no_model_is_refused_with_code_and_detail()
    {
        QFile pointer(path("pointer.pt"));
        QVERIFY(pointer.open(QIODevice::WriteOnly));
        pointer.write("version https://git-lfs.github.com/spec/v1\noid sha256:65840\nsize 167694583\n");
        pointer.close();
        for (const QStringList &command : {QStringList{"inspect", pointer.fileName()}, QStringList{"detect", pointer.fileName(), path("line.png")}}) {
            const Answer a = ctl(command + QStringList{"--json"});
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("git_lfs_pointer"));
            QVERIFY(!a.errorDetail().isEmpty());
            const Answer words = ctl(command);
            QCOMPARE(words.exitCode, 3);
            QVERIFY(words.out.isEmpty());
            QVERIFY(words.err.startsWith("linesidectl: git_lfs_pointer: "));
        }
        QCOMPARE(ctl({"inspect", path("none.pt"), "--json"}).errorCode(), QString("vanished"));
        QCOMPARE(ctl({"inspect", m_dir.path(), "--json"}).errorCode(), QString("folder"));
    }

    void an_answer_that_cannot_be_written_is_no_success()
    {
        for (const QStringList &command : {QStringList{"inspect", kWeights + "line-v2.pt"}, QStringList{"inspect", kWeights + "line-v2.pt", "--json"}, QStringList{"--help"}}) {
            QProcess process;
            process.setStandardOutputFile("/dev/full");
            process.start(QStringLiteral(LINESIDE_CTL), command);
            QVERIFY(process.waitForFinished());
            QCOMPARE(process.exitCode(), 3);
            QVERIFY(process.readAllStandardError().startsWith("linesidectl: io: "));
        }
    }
    void a_name_that_no_system_takes_is_refused()
    {
        const QString name(5000, 'a');
        for (const QStringList &command : {QStringList{"inspect", name}, QStringList{"detect", name, name}, QStringList{"run", name}, QStringList{"status", "--config", name}}) {
            const Answer a = ctl(command + QStringList{"--json"});
            QVERIFY2(a.exitCode == 3, qPrintable(command.first()));
            QVERIFY(!a.errorCode().isEmpty());
        }
    }

    // usage
    void wrong_use_answers_2_and_says_how()
    {
        const QList<QStringList> wrong{{},
                                       {"fly"},
                                       {"inspect"},
                                       {"inspect", kWeights + "line-v2.pt", "--colour"},
                                       {"detect", kWeights + "line-v2.pt"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--conf", "1.5"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--conf", "nan"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--iou", "-1"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--size", "7"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--executor", "abacus"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--precision", "f16"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--head", "two"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--layout", "yolov8"},
                                       {"inspect", kWeights + "line-v2.pt", "--layout", "grid"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--threads", "-1"},
                                       {"detect", kWeights + "line-v2.pt", path("line.png"), "--threads", "many"},
                                       {"run", "--for", "-1"},
                                       {"swap", "station-1"},
                                       {"rollback"}};
        for (const QStringList &arguments : wrong) {
            const Answer a = ctl(arguments);
            QVERIFY2(a.exitCode == 2, qPrintable(arguments.join(' ') + ": " + QString::number(a.exitCode)));
            QVERIFY(a.out.isEmpty());
            QVERIFY(!a.err.isEmpty());
        }
    }
    void help_and_version_answer_0()
    {
        const Answer help = ctl({"--help"});
        for (const char *command : {"inspect", "detect", "run", "history", "swap", "rollback", "status"}) {
            QVERIFY(help.out.contains(command));
            const Answer a = ctl({command, "--help"});
            QCOMPARE(a.exitCode, 0);
            QVERIFY(a.out.contains("--json"));
        }
        QCOMPARE(ctl({"--version"}).exitCode, 0);
    }

    // detect
    void a_picture_gives_one_line_of_the_promised_shape()
    {
        const Answer a = detect({});
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.lines().size(), 1);
        const ordered_json j = a.json();
        QCOMPARE(keysOf(j), (std::vector<std::string>{"image", "width", "height", "model", "detections", "ms"}));
        QCOMPARE(keysOf(j["model"]), (std::vector<std::string>{"name", "sha256", "family", "executor", "precision"}));
        QCOMPARE(keysOf(j["ms"]), (std::vector<std::string>{"letterbox", "infer", "decode"}));
        QCOMPARE(j["model"]["name"].get<std::string>(), std::string("line-v2.pt"));
        QCOMPARE(QByteArray::fromStdString(j["model"]["sha256"].get<std::string>()), sha256Of(kWeights + "line-v2.pt"));
        QCOMPARE(j["model"]["family"].get<std::string>(), std::string("yolov8"));
        QCOMPARE(QString::fromStdString(j["image"]), path("line.png"));
        QCOMPARE(j["width"].get<int>(), 1280);
        QCOMPARE(j["height"].get<int>(), 720);
        QVERIFY(!j["detections"].empty());
        for (const ordered_json &d : j["detections"]) {
            QCOMPARE(keysOf(d), (std::vector<std::string>{"label", "class", "score", "box"}));
            QCOMPARE(d["label"].get<std::string>(), DemoLine::labels().at(d["class"].get<std::size_t>()));
            QVERIFY(d["score"].get<double>() > 0.25 && d["score"].get<double>() <= 1);
            const auto box = d["box"].get<std::vector<double>>();
            QCOMPARE(box.size(), std::size_t{4});
            QVERIFY(box[0] >= 0 && box[0] < box[2] && box[2] <= 1280 && box[1] >= 0 && box[1] < box[3] && box[3] <= 720);
        }
    }
    void conf_and_iou_decide_which_boxes_count()
    {
        const std::size_t usual = detect({}).json()["detections"].size();
        QVERIFY(usual > 0);
        QVERIFY(detect({"--conf", "0.001"}).json()["detections"].size() > usual);
        QCOMPARE(detect({"--conf", "1"}).json()["detections"].size(), std::size_t{0});
        QVERIFY(detect({"--iou", "1"}).json()["detections"].size() > usual);  // nothing overlaps more than wholly
        QVERIFY(detect({"--iou", "0"}).json()["detections"].size() <= usual);
    }
    void size_changes_the_input()
    {
        const auto boxes = [&](const char *size) { return detect({"--size", size}).json()["detections"]; };
        QVERIFY(!boxes("640").empty());
        QVERIFY(boxes("640") != boxes("160"));
        QVERIFY(boxes("640") != detect({}).json()["detections"]);  // 320 x 192
        const ordered_json ms = detect({"--size", "160"}).json()["ms"];
        for (const char *step : {"letterbox", "infer", "decode"})
            QVERIFY2(ms[step].get<double>() > 0, step);
    }
    void executor_and_precision_are_those_asked_for()
    {
        const QStringList automatic{"--executor", "auto", "--precision", "reduced", "--head", "auto"};
        QCOMPARE(modelSays({"--executor", "openvino", "--precision", "f32"}, "executor"), std::string("openvino"));
        QCOMPARE(modelSays({"--executor", "torch", "--precision", "f32"}, "executor"), std::string("torch"));
        QCOMPARE(modelSays({"--executor", "openvino", "--precision", "f32"}, "precision"), std::string("f32"));
        QCOMPARE(modelSays(automatic, "executor"), std::string("openvino"));
        // The faster one where the processor calculates in it by itself.
        QFile processor("/proc/cpuinfo");
        QVERIFY(processor.open(QIODevice::ReadOnly));
        const QByteArray abilities = processor.readAll();
        const bool bf16 = abilities.contains(" avx512_bf16") || abilities.contains(" amx_bf16");
        QCOMPARE(modelSays(automatic, "precision"), std::string(bf16 ? "bf16" : "f32"));
        QCOMPARE(modelSays({}, "precision"), std::string("f32"));
        QCOMPARE(modelSays({"--executor", "torch"}, "executor", "line-v2-blind.onnx"), std::string("torch"));
        QCOMPARE(modelSays({"--executor", "openvino"}, "executor", "line-v2.torchscript"), std::string("openvino"));
    }
    void both_executors_see_the_same()
    {
        const ordered_json a = detect({"--executor", "openvino", "--precision", "f32"}).json()["detections"];
        const ordered_json b = detect({"--executor", "torch", "--precision", "f32"}).json()["detections"];
        QCOMPARE(a.size(), b.size());
        for (std::size_t i = 0; i < a.size(); ++i) {
            QCOMPARE(a[i]["label"], b[i]["label"]);
            QVERIFY(std::abs(a[i]["score"].get<double>() - b[i]["score"].get<double>()) < 0.005);
        }
    }
    void as_many_threads_calculate_as_were_asked_for()
    {
        // What the executor starts beside what every run has; the most that were seen at once.
        const auto most = [&](const char *threads) {
            QProcess process;
            process.setProcessEnvironment(ownUser(m_dir.filePath("home")));
            process.start(QStringLiteral(LINESIDE_CTL), {"detect", kWeights + "line-v2.pt", path("line.png"), path("pictures"), path("line.png"),
                                                         path("pictures"), "--executor", "torch", "--threads", threads, "--json"});
            qsizetype seen = 0;
            while (!process.waitForFinished(1) && process.state() != QProcess::NotRunning)
                seen = std::max(seen, QDir(QStringLiteral("/proc/%1/task").arg(process.processId())).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size());
            return process.exitCode() == 0 ? seen : -1;
        };
        const qsizetype one = most("1");
        QVERIFY(one > 0);
        QVERIFY2(most("4") >= one + 3, qPrintable(QString::number(one)));
        QCOMPARE(detect({"--threads", "1"}).exitCode, 0);  // the other executor
        QCOMPARE(detect({"--threads", "1"}).json()["detections"].size(), detect({}).json()["detections"].size());
    }
    void a_head_that_the_network_does_not_have_is_refused()
    {
        QCOMPARE(detect({"--head", "one2many"}).exitCode, 0);
        QCOMPARE(detect({"--executor", "auto", "--precision", "reduced", "--head", "auto"}).exitCode, 0);
        QCOMPARE(detect({"--head", "one2one"}).exitCode, 3);
    }
    void a_layout_that_the_file_does_not_have_is_refused()
    {
        QCOMPARE(detect({"--layout", "yolox"}).errorCode(), QString("layout"));
        QCOMPARE(detect({"--layout", "auto"}).exitCode, 0);
        QCOMPARE(ctl({"inspect", kWeights + "line-v2-blind.onnx", "--layout", "yolov5", "--json"}).errorCode(), QString("layout"));
        QCOMPARE(ctl({"inspect", kWeights + "line-v2.pt", "--json"}).json()["layout"].get<std::string>(), std::string("auto"));
    }
    void the_head_can_be_chosen_where_there_are_two()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        const auto with = [&](const char *head) {
            return asked({"detect", sharedData() + "/reference/weights/coco-v10n.pt", path("line.png"), "--conf", "0.01", "--json", "--head", head});
        };
        QCOMPARE(with("one2one").exitCode, 0);
        QCOMPARE(with("one2many").exitCode, 0);
        QVERIFY(with("one2one").json()["detections"] != with("one2many").json()["detections"]);
    }
    void a_folder_gives_a_line_for_each_picture_in_order()
    {
        const Answer &a = detectAll();
        QCOMPARE(a.exitCode, 0);
        QVERIFY(QString::fromStdString(a.json(0)["image"]).endsWith("/2.png"));
        QVERIFY(QString::fromStdString(a.json(1)["image"]).endsWith("/10.png"));
        QCOMPARE(a.json(0)["detections"], a.json(1)["detections"]);
    }
    void a_video_gives_a_line_for_each_picture()
    {
        const Answer &a = detectAll();
        for (int i = 1; i <= 3; ++i)
            QVERIFY(QString::fromStdString(a.json(1 + i)["image"]).endsWith(QStringLiteral("clip.avi#%1").arg(i)));
        QCOMPARE(a.json(4)["width"].get<int>(), 320);
    }
    void several_inputs_are_done_one_after_the_other()
    {
        const Answer &a = detectAll();
        QCOMPARE(a.lines().size(), 6);
        QCOMPARE(QString::fromStdString(a.json(5)["image"]), path("line.png"));
    }
    void a_picture_is_told_in_words_too()
    {
        const QList<QByteArray> lines = ctl({"detect", kWeights + "line-v2.pt", path("line.png")}).lines();
        QCOMPARE(lines.size(), static_cast<qsizetype>(1 + detect({}).json()["detections"].size()));
        QVERIFY2(lines[0].startsWith(path("line.png").toUtf8() + ": "), lines[0].constData());
        static const QRegularExpression kBox(QStringLiteral("^  (Bottle|Cap|Cap askew|Label|Label torn) [01]\\.\\d\\d @\\d+,\\d+ \\d+x\\d+$"));
        for (const QByteArray &box : lines.mid(1))
            QVERIFY2(kBox.match(QString::fromUtf8(box)).hasMatch(), box.constData());
    }
    void a_bad_picture_among_others_is_told_and_the_others_are_done()
    {
        QDir(m_dir.path()).mkpath("mixed");
        QVERIFY(QFile::copy(path("line.png"), path("mixed/3.png")));
        QFile broken(path("mixed/1.png"));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        broken.write("\x89PNG\r\n\x1a\n, and then nothing");
        broken.close();
        const Answer a = ctl({"detect", kWeights + "line-v2.pt", path("mixed"), "--json"});
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.lines().size(), 2);
        QVERIFY(QString::fromStdString(a.json(0)["error"]["detail"]).contains("1.png"));
        QVERIFY(QString::fromStdString(a.json(1)["image"]).endsWith("3.png"));
    }
    void an_input_that_is_none_is_refused()
    {
        QCOMPARE(ctl({"detect", kWeights + "line-v2.pt", path("none.png"), "--json"}).errorCode(), QString("not_found"));
        QCOMPARE(ctl({"detect", kWeights + "line-v2.pt", kWeights + "line-v2.pt", "--json"}).exitCode, 3);
        QDir(m_dir.path()).mkpath("empty");
        QCOMPARE(ctl({"detect", kWeights + "line-v2.pt", path("empty"), "--json"}).errorCode(), QString("invalid_input"));
    }
};

QTEST_GUILESS_MAIN(TestLinesidectl)
#include "tst_linesidectl.moc"
