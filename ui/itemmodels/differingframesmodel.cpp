// SPDX-License-Identifier: GPL-3.0-or-later
#include "itemmodels/differingframesmodel.h"

#include "compare/overlaypainter.h"
#include "itemmodels/words.h"
#include "live/picturescaler.h"
#include "widgets/format.h"

#include <QGuiApplication>
#include <QPainter>

#include <algorithm>
#include <map>
#include <utility>

namespace lineside {

namespace {

QPixmap makeThumbnail(const ComparedFrame &frame, QSize size)
{
    const qreal ratio = qGuiApp->devicePixelRatio();
    QPixmap pixmap(size * ratio);
    pixmap.setDevicePixelRatio(ratio);
    pixmap.fill(Qt::black);
    const QImage image = wrapFrame(*frame.active->frame);
    if (image.isNull())
        return pixmap;
    const QSizeF fitted = QSizeF(image.size()).scaled(size, Qt::KeepAspectRatio);
    const QRectF target(QPointF((size.width() - fitted.width()) / 2, (size.height() - fitted.height()) / 2), fitted);
    QPainter painter(&pixmap);
    // A rough step first: filtering every pixel of a large frame would cost the UI thread milliseconds.
    const QImage rough = image.scaled((fitted * ratio * 2).toSize(), Qt::IgnoreAspectRatio, Qt::FastTransformation);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(target, rough);
    QTransform map;
    map.translate(target.left(), target.top());
    map.scale(target.width() / image.width(), target.height() / image.height());
    paintCompared(painter, frame, map, false);
    return pixmap;
}

std::map<QString, int> countByLabel(const Detections &detections)
{
    std::map<QString, int> counts;
    for (const Detection &d : detections.items) {
        if (detections.labels)
            ++counts[Words::text(detections.label(d))];
    }
    return counts;
}

}  // namespace

DifferingFramesModel::DifferingFramesModel(QObject *parent) : QAbstractListModel(parent)
{
}

void DifferingFramesModel::setFrames(const std::vector<ComparedFramePtr> &frames, const std::vector<ReviewPart> &parts, bool objects)
{
    const auto usable = [](const ComparedFramePtr &f) { return f && f->active && f->shadow && f->active->frame; };
    std::vector<ComparedFramePtr> wanted;
    std::copy_if(frames.begin(), frames.end(), std::back_inserter(wanted), usable);

    for (int row = rowCount() - 1; row >= 0; --row) {
        const auto entry = m_entries.begin() + row;
        if (std::ranges::find(wanted, entry->frame) != wanted.end())
            continue;
        beginRemoveRows({}, row, row);
        m_entries.erase(entry);
        endRemoveRows();
    }
    for (int row = 0; row < static_cast<int>(wanted.size()); ++row) {
        const ComparedFramePtr &frame = wanted[static_cast<std::size_t>(row)];
        const auto place = m_entries.begin() + row;
        const auto known = std::find_if(place, m_entries.end(), [&](const Entry &e) { return e.frame == frame; });
        if (known == m_entries.end()) {
            beginInsertRows({}, row, row);
            m_entries.insert(place, Entry{frame, {}});
            endInsertRows();
        } else if (known != place) {
            beginMoveRows({}, static_cast<int>(known - m_entries.begin()), static_cast<int>(known - m_entries.begin()), {}, row);
            std::rotate(place, known, known + 1);
            endMoveRows();
        }
    }
    setParts(parts, objects);
}

void DifferingFramesModel::setParts(const std::vector<ReviewPart> &parts, bool objects)
{
    const bool others = std::exchange(m_objects, objects) != objects;
    for (int row = 0; row < rowCount(); ++row) {
        Entry &entry = m_entries[static_cast<std::size_t>(row)];
        Shown shown, answered;
        for (const ReviewPart &part : parts) {
            if (part.frame != entry.frame)
                continue;
            const bool waits = part.truth == Truth::Unknown && part.opinions.size() < 2;  // two who differ are asked no more
            (waits ? shown : answered).numbers.push_back(part.number + 1);
        }
        shown.waits = !shown.numbers.empty();
        if (!shown.waits)
            shown.numbers = std::move(answered.numbers);
        if (std::exchange(entry.parts, shown) != shown || others)
            emit dataChanged(index(row), index(row));
    }
}

QString DifferingFramesModel::partsOf(const Entry &entry) const
{
    QStringList numbers;
    for (const std::uint64_t number : entry.parts.numbers)
        numbers << Format::count(number);
    if (numbers.isEmpty())
        return {};
    const QString all = numbers.join(QStringLiteral(", "));
    if (m_objects)
        return entry.parts.waits ? tr("Object %1: waits", "number").arg(all) : tr("Object %1: answered", "number").arg(all);
    return entry.parts.waits ? tr("Part %1: waits", "number").arg(all) : tr("Part %1: answered", "number").arg(all);
}

ComparedFramePtr DifferingFramesModel::frame(int row) const
{
    return row >= 0 && row < rowCount() ? m_entries[static_cast<std::size_t>(row)].frame : nullptr;
}

void DifferingFramesModel::retranslate()
{
    if (!m_entries.empty())
        emit dataChanged(index(0), index(rowCount() - 1));
}

QString DifferingFramesModel::verdicts(Verdict a, Verdict b)
{
    return tr("A %1, B %2", "verdicts").arg(Words::verdict(a), Words::verdict(b));
}

QString DifferingFramesModel::difference(const ComparedFrame &frame)
{
    const Verdict a = frame.active->judgement.verdict;
    const Verdict b = frame.shadow->judgement.verdict;
    if (a != b)
        return verdicts(a, b);
    const auto countsA = countByLabel(frame.active->detections);
    auto countsB = countByLabel(frame.shadow->detections);
    for (const auto &[label, count] : countsA) {
        if (countsB[label] != count)
            return tr("%1: A %2, B %3", "label: number of boxes").arg(label).arg(count).arg(countsB[label]);
    }
    for (const auto &[label, count] : countsB) {
        if (!countsA.contains(label) && count > 0)
            return tr("%1: A %2, B %3", "label: number of boxes").arg(label).arg(0).arg(count);
    }
    return tr("Boxes at different places");
}

int DifferingFramesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

QVariant DifferingFramesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Entry &entry = m_entries[static_cast<std::size_t>(index.row())];
    const std::uint64_t sequence = entry.frame->active->frame->sequence;
    switch (role) {
    case Qt::DisplayRole: {
        const QString parts = partsOf(entry);
        return parts.isEmpty() ? difference(*entry.frame) : parts + QLatin1Char('\n') + difference(*entry.frame);
    }
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole: {
        const QString frame = tr("Frame %1: %2").arg(Format::count(sequence), difference(*entry.frame)), parts = partsOf(entry);
        return parts.isEmpty() ? frame : parts + QStringLiteral(" \u00b7 ") + frame;
    }
    case Qt::DecorationRole:
        if (entry.thumbnail.isNull())
            entry.thumbnail = makeThumbnail(*entry.frame, kThumbnail);
        return entry.thumbnail;
    case SequenceRole: return static_cast<qulonglong>(sequence);
    default: return {};
    }
}

}  // namespace lineside
