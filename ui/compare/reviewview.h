// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/reviewqueue.h"
#include "live/pictureviewport.h"

#include <QWidget>

#include <optional>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace lineside {

class AnswerView;
class EngineBridge;

/// Asks a person which of two models is right on the parts on which they differ: both answers beside each other without names, on sides that are shuffled, a key for each
/// answer, and the way back. Where the parts come from and where an answer goes says the class that derives. UI thread only.
class ReviewView : public QWidget {
    Q_OBJECT

public:
    /// Does what a key means here; false: nothing.
    virtual bool take(const QKeyEvent &key);

signals:
    void closed();

protected:
    ReviewView(EngineBridge &bridge, QWidget *parent);

    /// Who is asked about, for after the answer, and whether objects are counted instead of parts.
    void setModels(const QString &a, const QString &b, bool objects);
    /// Asks anew about all parts: what was answered before belongs to another comparison, or to somebody else.
    void restart(std::string by = {}, int reviewers = 1);
    void setParts(std::vector<ReviewPart> parts);
    const ReviewQueue &queue() const { return m_queue; }
    /// An answer was refused: the part waits again.
    void notStored(std::uint64_t part);
    void say(const QString &words);  ///< where it is told what became of the last answer
    void showPart();
    void retranslate();

    virtual void answered(const ReviewQueue::Given &given) = 0;
    virtual void takenBack(std::uint64_t part) = 0;
    /// The picture of a part with what both said; null: it is not here.
    virtual ComparedFramePtr pictureOf(const ReviewPart &part) const { return part.frame; }
    /// In place of a picture that is not here.
    virtual QString withoutPicture(const ReviewPart &) const { return {}; }
    /// What has to be done before anybody may answer; empty: nothing. It stands in place of the question.
    virtual QString first() const { return {}; }
    /// Somebody wants to answer before that is done.
    virtual void askForFirst() {}
    virtual QString progress() const;
    bool countsObjects() const { return m_objects; }
    virtual QString nothingWaits() const = 0;
    /// Something was answered or taken back, or another part is shown.
    virtual void partShown() {}

    void addToHead(QWidget *widget);    ///< beside the question
    void addWay(QPushButton *button);   ///< before Skip, Undo and the way out; keys work on it too
    void changeEvent(QEvent *event) override;

    EngineBridge &m_bridge;

private:
    void build();
    void nameNeither();
    void give(ReviewAnswer answer);
    void undo();
    bool answerable() const;
    QString sayingOf(const ReviewPart &part, bool ofB) const;
    QString question(const ReviewPart &part) const;

    QString m_a, m_b;
    bool m_objects = false;
    ReviewQueue m_queue;
    PictureViewport m_viewport;
    QLabel *m_question, *m_progress, *m_stored;
    AnswerView *m_left, *m_right;
    QPushButton *m_leftRight, *m_bothRight, *m_noneRight, *m_rightRight, *m_skip, *m_undo, *m_close;
    QHBoxLayout *m_head, *m_ways;
};

}  // namespace lineside
