// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"

#include <QListView>

#include <vector>

namespace lineside {

class DifferingFramesModel;

/// The frames where A and B differ as a row of small pictures, most telling left. Nothing in it moves while the mouse is over
/// it; what came meanwhile appears when it has gone. UI thread only.
class DifferingStrip : public QListView {
    Q_OBJECT

public:
    explicit DifferingStrip(QWidget *parent = nullptr);

    void setFrames(const std::vector<ComparedFramePtr> &mostTellingFirst);
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

    DifferingFramesModel *m_frames;
};

}  // namespace lineside
