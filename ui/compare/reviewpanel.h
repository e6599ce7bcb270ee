// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/reviewqueue.h"
#include "lineside/snapshot.h"
#include "live/pictureviewport.h"

#include <QWidget>

#include <optional>
#include <utility>

class QLabel;
class QLineEdit;
class QPushButton;

namespace lineside {

class AnswerView;
class EngineBridge;
class WindowAccess;

/// Asks a person which of two models is right on the parts on which they differ: both answers beside each other without names, on sides that are shuffled, a key for each
/// answer, and the way back. Owned by the page. UI thread only.
class ReviewPanel : public QWidget {
    Q_OBJECT

public:
    /// Where people have to say who they are, who has signed in at `access` answers, and nobody can give another name.
    ReviewPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent = nullptr);

    /// The comparison of this station, from its first part on; what was answered before belongs to another one.
    void begin(const StationId &station);
    /// The parts that the engine has now.
    void setParts(std::vector<ReviewPart> parts, const StationSnapshot &station);
    /// Does what a key means here; false: nothing.
    bool take(const QKeyEvent &key);

signals:
    void closed();
    void signInRequested(const QString &why);

protected:
    void changeEvent(QEvent *event) override;

private:
    void build();
    void retranslate();
    void showPart();
    void showPerson();
    void give(ReviewAnswer answer);
    void undo();
    /// Keeps the part that was answered last as a golden frame, or drops it again.
    void keepOrDrop();
    void showKeep();
    void onKept(const Result<void> &kept, std::uint64_t part);
    /// The part that was answered last, where a golden frame can be made of it: what it is is known, and the model on air was right.
    const ReviewPart *keepable() const;
    /// Two people have to answer here, and it is not known who this is.
    bool nobody() const;
    QString progress() const;
    QString sayingOf(const ReviewPart &part, bool ofB) const;

    EngineBridge &m_bridge;
    WindowAccess &m_access;
    StationId m_station;
    std::optional<ModelId> m_a, m_b;
    bool m_objects = false;
    int m_reviewers = 1;
    ReviewQueue m_queue;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_kept;  ///< part, golden frame: of the answer before, if it was kept
    PictureViewport m_viewport;
    QLabel *m_question, *m_progress, *m_stored;
    QLineEdit *m_name;
    AnswerView *m_left, *m_right;
    QPushButton *m_leftRight, *m_bothRight, *m_noneRight, *m_rightRight, *m_skip, *m_undo, *m_keep, *m_close;
};

}  // namespace lineside
