// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace lineside {

/// Shows `content` as tall as it is up to some lines of text, and scrolls what is taller, so that many cards leave what is below
/// them where it is. Hides with its content. UI thread only.
class CardScroll : public QScrollArea {
public:
    explicit CardScroll(QWidget &content, QWidget *parent = nullptr);  ///< takes the content over

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
};

}  // namespace lineside
