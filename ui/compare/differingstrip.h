// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/review.h"

#include <QListView>

#include <optional>
#include <string>
#include <vector>

namespace lineside {

class DifferingFramesModel;

/// The frames where A and B differ as a row of small pictures, most telling left. Nothing in it moves while the mouse is over
/// it; what came meanwhile appears when it has gone. UI thread only.
class DifferingStrip : public QListView {
    Q_OBJECT

public:
    explicit DifferingStrip(QWidget *parent = nullptr);

    /// `parts`, `objects`: as DifferingFramesModel has them.
    void setFrames(std::vector<ComparedFramePtr> mostTellingFirst, std::vector<ReviewPart> parts = {}, bool objects = false);
    /// Only those in which this class differs; empty: all.
    void setOnly(std::optional<std::string> label);
    const std::optional<std::string> &only() const { return m_only; }
    int count() const { return model()->rowCount(); }
    void retranslate();

signals:
    void chosen(const lineside::ComparedFramePtr &frame);
    void spacePressed();  ///< a list would take it for its selection

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void choose(const QModelIndex &index);
    void fit();
    void showFrames();

    DifferingFramesModel *m_frames;
    std::vector<ComparedFramePtr> m_all;
    std::vector<ReviewPart> m_parts;
    bool m_objects = false;
    std::optional<std::string> m_only;
};

}  // namespace lineside
