// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of pictures through the built program, against the boxes of the reference implementation.
#include "app/support/commandline.h"
#include "support/referencedata.h"
#include "support/shareddata.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <map>

using namespace lineside;
using namespace lineside::test;

namespace {

/// By name of the picture.
using Seen = std::map<QString, Detections>;

Seen fromJson(const Answer &answer)
{
    Seen seen;
    for (int i = 0; i < answer.lines().size(); ++i) {
        const auto line = answer.json(i);
        Detections &picture = seen[QString::fromStdString(line["image"])];
        for (const auto &d : line["detections"])
            picture.items.push_back({{d["box"][0], d["box"][1], d["box"][2], d["box"][3]}, d["score"], d["class"]});
    }
    return seen;
}

/// "LABEL SCORE @X,Y WxH" for each box, by picture; without order.
std::map<QString, QStringList> fromWords(const Answer &answer)
{
    std::map<QString, QStringList> seen;
    QStringList *picture = nullptr;
    static const QRegularExpression kPicture(QStringLiteral("^(.+): (\\d+) found, [\\d.]+ ms$"));
    for (const QByteArray &line : answer.lines()) {
        const QString text = QString::fromUtf8(line);
        if (const auto match = kPicture.match(text); match.hasMatch())
            picture = &seen[match.captured(1)];
        else if (picture != nullptr)
            *picture << text.trimmed();
    }
    for (auto &[name, boxes] : seen)
        boxes.sort();
    return seen;
}

}  // namespace

class TestFolder : public QObject {
    Q_OBJECT

private slots:
    void all_pictures_of_a_folder_give_the_boxes_of_the_reference_data()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QTest::addColumn<int>("index");
        m_entries = referenceEntries(sharedData() + "/reference");
        const QStringList chosen{"weights/bottle-v2.pt", "weights/bottle-tiny.torchscript", "weights/coco-v8n.onnx", "weights/coco-v10n.pt one2one",
                                 "ultralytics-yolov5/yolov5n.pt", "techno-robocup-robocup2026/best.pt"};
        for (std::size_t i = 0; i < m_entries.size(); ++i)
            if (chosen.contains(m_entries[i].name))
                QTest::newRow(qPrintable(m_entries[i].name)) << static_cast<int>(i);
    }
    void all_pictures_of_a_folder_give_the_boxes_of_the_reference()
    {
        LINESIDE_NEEDS_SHARED_DATA();
        QFETCH(int, index);
        const ReferenceEntry &entry = m_entries[static_cast<std::size_t>(index)];
        const QString folder = sharedData() + "/reference/images";
        QStringList arguments{"detect", entry.path, folder, "--conf", QString::number(double(entry.confidence))};
        if (entry.form == QLatin1String("pt"))
            arguments << "--size" << QString::number(entry.size);
        if (entry.head != HeadChoice::Auto)
            arguments << "--head" << (entry.head == HeadChoice::OneToOne ? "one2one" : "one2many");
        const QTemporaryDir home;
        const auto ask = [&](const QStringList &more) { return runProgram(QStringLiteral(LINESIDE_CTL), arguments + more, ownUser(home.path())); };

        const Answer json = ask({"--json"});
        QVERIFY2(json.exitCode == 0, json.out.constData());
        const Seen seen = fromJson(json);
        const QStringList pictures = QDir(folder).entryList({"*.png"}, QDir::Files);
        QCOMPARE(seen.size(), static_cast<std::size_t>(pictures.size()));
        QCOMPARE(json.lines().size(), pictures.size());
        ReferenceComparison all;
        for (const ReferenceImage &image : entry.images) {
            const auto found = seen.find(QFileInfo(image.path).filePath());
            QVERIFY2(found != seen.end(), qPrintable(image.path));
            // The reference's boxes come by score; a result may not depend on that.
            ReferenceImage turned = image;
            std::reverse(turned.boxes.begin(), turned.boxes.end());
            all.combine(compareWithReference(found->second, turned, entry));
        }
        qInfo("%d boxes, worst IoU %.4f, worst score difference %.4f", all.boxes, static_cast<double>(all.worstIou), static_cast<double>(all.worstScoreDelta));
        QVERIFY2(all.text.empty(), all.text.c_str());
        QVERIFY(all.boxes > 0);

        const Answer words = ask({});
        QCOMPARE(words.exitCode, 0);
        std::map<QString, QStringList> wanted;
        for (int i = 0; i < json.lines().size(); ++i) {
            const auto line = json.json(i);
            QStringList &boxes = wanted[QString::fromStdString(line["image"])];
            for (const auto &d : line["detections"]) {
                const auto corner = [&](int k) { return d["box"][static_cast<std::size_t>(k)].get<double>(); };
                boxes << QStringLiteral("%1 %2 @%3,%4 %5x%6")
                             .arg(QString::fromStdString(d["label"]), QString::number(d["score"].get<double>(), 'f', 2), QString::number(corner(0), 'f', 0),
                                  QString::number(corner(1), 'f', 0), QString::number(corner(2) - corner(0), 'f', 0), QString::number(corner(3) - corner(1), 'f', 0));
            }
            boxes.sort();
        }
        QCOMPARE(fromWords(words), wanted);
    }

private:
    std::vector<ReferenceEntry> m_entries;
};

QTEST_GUILESS_MAIN(TestFolder)
#include "tst_folder.moc"
