// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"

#include <QAbstractListModel>
#include <QPixmap>
#include <QSize>

#include <vector>

namespace lineside {

/// The frames on which two models differ, in the order given, with a small picture that carries the boxes of both. What stays
/// keeps its row's identity, so that a selection survives what comes before it. Pictures are made when a view asks for them.
/// UI thread only.
class DifferingFramesModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { SequenceRole = Qt::UserRole };
    static constexpr QSize kThumbnail{160, 90};  ///< logical pixels

    explicit DifferingFramesModel(QObject *parent = nullptr);

    /// `parts`: that a person is asked about, or was; a frame of theirs says which it shows and whether one waits. `objects`: instead of parts.
    void setFrames(const std::vector<ComparedFramePtr> &frames, const std::vector<ReviewPart> &parts = {}, bool objects = false);
    ComparedFramePtr frame(int row) const;
    void retranslate();

    /// "A PASS, B FAIL", "Cap: A 1, B 0": what a reader sees without the picture.
    static QString difference(const ComparedFrame &frame);
    static QString verdicts(Verdict a, Verdict b);
    static constexpr int kLines = 2;  ///< of an entry's text: which part it is, and how they differ

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    /// Parts of one frame.
    struct Shown {
        std::vector<std::uint64_t> numbers;  ///< of those that wait; where none does, of those that are answered
        bool waits = false;

        bool operator==(const Shown &) const = default;
    };
    struct Entry {
        ComparedFramePtr frame;
        mutable QPixmap thumbnail;
        Shown parts = {};
    };
    void setParts(const std::vector<ReviewPart> &parts, bool objects);
    QString partsOf(const Entry &entry) const;

    std::vector<Entry> m_entries;
    bool m_objects = false;
};

}  // namespace lineside
