// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/referencedata.h"

#include "detect/nms.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <limits>

namespace lineside::test {

namespace {

QJsonDocument jsonOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

float number(const QJsonValue &value, double otherwise)
{
    return static_cast<float>(value.toDouble(otherwise));
}

std::vector<ReferenceImage> imagesOf(const QDir &folder, const QString &expectedFile)
{
    std::vector<ReferenceImage> images;
    const QJsonObject all = jsonOf(folder.filePath(expectedFile)).object();
    for (auto it = all.begin(); it != all.end(); ++it) {
        ReferenceImage image{folder.filePath(QStringLiteral("images/%1.png").arg(it.key())), {}};
        for (const QJsonValue value : it->toObject()[QLatin1String("detections")].toArray()) {
            const QJsonArray box = value[QLatin1String("box")].toArray();
            image.boxes.push_back({{number(box[0], 0), number(box[1], 0), number(box[2], 0), number(box[3], 0)},
                                   number(value[QLatin1String("score")], 0), value[QLatin1String("class")].toInt()});
        }
        images.push_back(std::move(image));
    }
    return images;
}

}  // namespace

std::vector<ReferenceEntry> referenceEntries(const QString &path)
{
    const QDir folder(path);
    std::vector<ReferenceEntry> entries;
    for (const QJsonValue value : jsonOf(folder.filePath(QStringLiteral("manifest.json"))).array()) {
        ReferenceEntry entry;
        const QString head = value[QLatin1String("head")].toString();
        entry.path = QDir::cleanPath(folder.filePath(value[QLatin1String("file")].toString()));
        entry.name = QFileInfo(entry.path).dir().dirName() + QLatin1Char('/') + QFileInfo(entry.path).fileName();
        if (!head.isEmpty())
            entry.name += QLatin1Char(' ') + head;
        entry.family = value[QLatin1String("family")].toString();
        entry.form = value[QLatin1String("form")].toString();
        if (!head.isEmpty())
            entry.head = head == QLatin1String("one2one") ? HeadChoice::OneToOne : HeadChoice::OneToMany;
        const QJsonValue names = value[QLatin1String("names")];
        for (int i = 0; i < names.toObject().size(); ++i)
            entry.labels.push_back(names[QString::number(i)].toString().toStdString());
        entry.size = value[QLatin1String("imgsz")].toInt();
        entry.confidence = number(value[QLatin1String("conf")], 0.25);
        entry.iou = number(value[QLatin1String("iou")], 0.7);
        const QJsonValue tolerance = value[QLatin1String("tolerance")];
        entry.minIou = number(tolerance[QLatin1String("iou")], 0.99);
        entry.maxScoreDelta = number(tolerance[QLatin1String("score")], 0.005);
        if (const QString raw = value[QLatin1String("raw")].toString(); !raw.isEmpty())
            entry.rawPath = folder.filePath(raw);
        entry.images = imagesOf(folder, value[QLatin1String("expected")].toString());
        entries.push_back(std::move(entry));
    }
    return entries;
}

ReadOptions readOptions(const ReferenceEntry &entry, int size)
{
    ReadOptions options;
    options.head = entry.head;
    options.inputSize = InputSize{size, size};
    return options;
}

void ReferenceComparison::combine(const ReferenceComparison &other)
{
    text += other.text;
    worstIou = std::min(worstIou, other.worstIou);
    worstScoreDelta = std::max(worstScoreDelta, other.worstScoreDelta);
    boxes += other.boxes;
    scoreDeltas.insert(scoreDeltas.end(), other.scoreDeltas.begin(), other.scoreDeltas.end());
}

ReferenceComparison compareWithReference(const Detections &seen, const ReferenceImage &image, const ReferenceEntry &entry)
{
    ReferenceComparison result;
    const auto complain = [&](const char *what, int classIndex, float score, float iou) {
        result.text += QFileInfo(image.path).completeBaseName().toStdString() + ": " + what + " class " + std::to_string(classIndex)
            + " score " + std::to_string(score) + " iou " + std::to_string(iou) + "; ";
    };
    const float surely = entry.confidence + entry.maxScoreDelta;
    std::vector<bool> taken(seen.items.size(), false);
    for (const ReferenceBox &wanted : image.boxes) {
        std::size_t partner = seen.items.size();
        float bestIou = 0;
        for (std::size_t i = 0; i < seen.items.size(); ++i) {
            const Detection &d = seen.items[i];
            if (taken[i] || d.classIndex != wanted.classIndex || std::abs(d.score - wanted.score) > entry.maxScoreDelta)
                continue;
            const float iou = intersectionOverUnion(d.box, wanted.box);
            if (iou > bestIou) {
                bestIou = iou;
                partner = i;
            }
        }
        ++result.boxes;
        if (bestIou < entry.minIou) {
            if (wanted.score >= surely)
                complain("missing", wanted.classIndex, wanted.score, bestIou);
            continue;
        }
        taken[partner] = true;
        result.worstIou = std::min(result.worstIou, bestIou);
        result.scoreDeltas.push_back(std::abs(seen.items[partner].score - wanted.score));
        result.worstScoreDelta = std::max(result.worstScoreDelta, result.scoreDeltas.back());
    }
    for (std::size_t i = 0; i < seen.items.size(); ++i)
        if (!taken[i] && seen.items[i].score > surely)
            complain("additional", seen.items[i].classIndex, seen.items[i].score, 0);
    return result;
}

RawDifference compareRaw(std::span<const float> output, const Array &wanted, HeadKind head)
{
    const bool boxIsRow = head == HeadKind::AnchorFree;
    const auto columns = static_cast<std::size_t>(wanted.shape[2]);
    RawDifference worst;
    for (std::size_t i = 0; i < wanted.data.size(); ++i) {
        const bool isBox = (boxIsRow ? i / columns : i % columns) < 4;
        const float delta = std::abs(output[i] - wanted.data[i]);
        float &most = isBox ? worst.pixels : worst.probability;
        most = std::max(most, std::isfinite(delta) ? delta : std::numeric_limits<float>::infinity());
    }
    return worst;
}

}  // namespace lineside::test
