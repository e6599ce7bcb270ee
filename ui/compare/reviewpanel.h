// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "compare/reviewview.h"
#include "lineside/snapshot.h"

#include <optional>
#include <utility>

class QLineEdit;

namespace lineside {

class WindowAccess;

/// The parts on which the two models of a station differ, for a person to say which is right; one that was answered can be kept as a golden frame. Owned by the page. UI thread only.
class ReviewPanel : public ReviewView {
    Q_OBJECT

public:
    /// Where people have to say who they are, who has signed in at `access` answers, and nobody can give another name.
    ReviewPanel(EngineBridge &bridge, WindowAccess &access, QWidget *parent = nullptr);

    /// The comparison of this station, from its first part on; what was answered before belongs to another one.
    void begin(const StationId &station);
    /// The parts that the engine has now.
    void setParts(std::vector<ReviewPart> parts, const StationSnapshot &station);
    bool take(const QKeyEvent &key) override;

signals:
    void signInRequested(const QString &why);

protected:
    void answered(const ReviewQueue::Given &given) override;
    void takenBack(std::uint64_t part) override;
    QString first() const override;
    void askForFirst() override;
    QString progress() const override;
    QString nothingWaits() const override;
    void partShown() override { showKeep(); }
    void changeEvent(QEvent *event) override;

private:
    void retranslateOwn();
    void showPerson();
    /// Keeps the part that was answered last as a golden frame, or drops it again.
    void keepOrDrop();
    void showKeep();
    void onKept(const Result<void> &kept, std::uint64_t part);
    /// The part that was answered last, where a golden frame can be made of it: what it is is known.
    const ReviewPart *keepable() const;
    /// Two people have to answer here, and it is not known who this is.
    bool nobody() const;

    WindowAccess &m_access;
    StationId m_station;
    std::optional<ModelId> m_a, m_b;
    int m_reviewers = 1;
    std::optional<std::pair<std::uint64_t, std::uint64_t>> m_kept;  ///< part, golden frame: of the answer before, if it was kept
    QLineEdit *m_name;
    QPushButton *m_keep;
};

}  // namespace lineside
