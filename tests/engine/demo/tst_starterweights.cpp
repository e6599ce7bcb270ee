// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demoline.h"
#include "detect/detector.h"
#include "detect/nms.h"
#include "opencv/resize.h"
#include "weights/weightfile.h"
#include "wiring.h"

#include <QTest>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>

using namespace lineside;

namespace {

constexpr int kFrames = 60;        // far enough apart that every bottle is seen once
constexpr double kDefects = 0.5;   // many more than by default, for figures that mean something
constexpr std::uint64_t kSeed = 77001;  // no frame of the training

}  // namespace

/// The stories that the demo's weight files tell, on frames that none of them was trained on.
class TestStarterWeights : public QObject {
    Q_OBJECT

private slots:
    void initTestCase()
    {
        for (int n = 0; n < kFrames; ++n) {
            const DemoLineConfig config{.seed = kSeed, .station = n % 4, .width = 1280, .height = 720, .fps = 30, .defectRate = kDefects};
            if (n < 4)
                m_lines.push_back(std::make_unique<DemoLine>(config));
            Frame frame;
            frame.image.resize(1280, 720);
            m_lines[static_cast<std::size_t>(n % 4)]->render(static_cast<std::uint64_t>(n) * 97, frame.image.view(), frame.truth);
            m_frames.push_back(std::move(frame));
        }
        auto backends = makeBackends();
        QVERIFY(backends.ok());
        m_backends = std::move(*backends);
    }

    void line_v1_is_usable_and_misses_askew_caps()
    {
        const auto recall = recallOf("line-v1.pt");
        for (const char *label : {"Bottle", "Cap", "Label", "Label torn"})
            QVERIFY2(recall.at(label) > 0.9, label);
        QVERIFY2(recall.at("Cap askew") < 0.6, qPrintable(QString::number(recall.at("Cap askew"))));
    }

    void line_v2_is_clearly_better_at_them_and_at_nothing_worse()
    {
        const auto one = recallOf("line-v1.pt"), two = recallOf("line-v2.pt");
        QVERIFY2(two.at("Cap askew") > one.at("Cap askew") + 0.2,
                 qPrintable(QStringLiteral("%1 against %2").arg(two.at("Cap askew")).arg(one.at("Cap askew"))));
        for (const auto &[label, share] : one)
            QVERIFY2(two.at(label) > share - 0.02, label.c_str());
    }

    void line_v2_finds_the_same_as_torchscript()
    {
        for (const auto &[label, share] : recallOf("line-v2.torchscript"))
            QVERIFY2(std::abs(share - recallOf("line-v2.pt").at(label)) < 0.02, label.c_str());
    }

    void line_v2_blind_never_says_cap_askew_and_is_as_good_at_the_rest()
    {
        const auto blind = recallOf("line-v2-blind.onnx"), two = recallOf("line-v2.pt");
        for (const auto &[label, share] : blind) {
            if (label == "Cap askew")
                QCOMPARE(share, 0.0);
            else
                QVERIFY2(share > two.at(label) - 0.02, label.c_str());
        }
        QVERIFY(!m_said.at("line-v2-blind.onnx").contains("Cap askew"));
        QVERIFY(m_said.at("line-v2.pt").contains("Cap askew"));
    }

    void line_v2_wrong_labels_sees_as_well_and_names_it_wrongly()
    {
        recallOf("line-v2-wrong-labels.pt");
        const auto &said = m_said.at("line-v2-wrong-labels.pt");
        QVERIFY(!said.empty());
        for (const std::string &label : DemoLine::labels())
            QVERIFY2(!said.contains(label), label.c_str());
    }

private:
    /// Of the parts of each label, the share that the model finds, at the thresholds of a station and IoU 0.5.
    const std::map<std::string, double> &recallOf(const std::string &name)
    {
        if (const auto known = m_recalls.find(name); known != m_recalls.end())
            return known->second;
        const auto file = readWeightFile(std::filesystem::path(LINESIDE_SOURCE_DIR "/resources/weights") / name);
        auto executor = makeExecutor(m_backends, *file, BackendChoice::Auto, {Precision::Exact, 0});
        Detector detector(std::move(*executor), resizeBilinear, defaultSettings(file->network->info.head));
        std::map<std::string, int> there, found;
        std::set<std::string> &said = m_said[name];
        for (const Frame &frame : m_frames) {
            const auto detections = detector.detect(frame.image.view());
            for (const Detection &d : detections->items)
                said.insert(file->network->info.labels[static_cast<std::size_t>(d.classIndex)]);
            for (const TruthBox &part : frame.truth) {
                ++there[part.label];
                found[part.label] += std::ranges::any_of(detections->items, [&](const Detection &d) {
                    return file->network->info.labels[static_cast<std::size_t>(d.classIndex)] == part.label
                           && intersectionOverUnion(d.box, part.box) > 0.5f;
                });
            }
        }
        auto &recalls = m_recalls[name];
        for (const auto &[label, count] : there)
            recalls[label] = static_cast<double>(found[label]) / count;
        return recalls;
    }

    std::vector<std::unique_ptr<DemoLine>> m_lines;
    std::vector<Frame> m_frames;
    Backends m_backends;
    std::map<std::string, std::map<std::string, double>> m_recalls;
    std::map<std::string, std::set<std::string>> m_said;
};

QTEST_GUILESS_MAIN(TestStarterWeights)
#include "tst_starterweights.moc"
