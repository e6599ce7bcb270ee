// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lineside {

/// A bold line that is larger than its parent's text by a factor, also after the text size was changed: a size that is set
/// once would stay for ever. UI thread only.
class TitleLabel : public QLabel {
    Q_OBJECT

public:
    TitleLabel(double factor, QWidget *parent);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void changeEvent(QEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    void follow();

    double m_factor;
};

}  // namespace lineside
