// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/snapshot.h"

#include <QWidget>

class QPushButton;

namespace lineside {

class EvidenceView;

/// What the verdict on B rests on, in the place of the pictures, with the way back to them. UI thread only.
class EvidencePanel : public QWidget {
    Q_OBJECT

public:
    explicit EvidencePanel(QWidget *parent = nullptr);

    void show(const ComparisonSnapshot &comparison);
    using QWidget::show;

signals:
    void closed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    EvidenceView *m_view;
    QPushButton *m_close;
};

}  // namespace lineside
