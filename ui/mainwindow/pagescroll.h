// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

namespace lineside {

/// One page of the window, scrolled where there is less room than it needs: large text on a small screen neither cuts a word
/// nor pushes the window over the screen's edge. Owns the page, which has a layout. UI thread only.
class PageScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PageScroll(QWidget *page, QWidget *parent = nullptr);

    QSize minimumSizeHint() const override { return {0, 0}; }

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
    QSize least(int width) const;  ///< of the page, where it is that wide
};

}  // namespace lineside
