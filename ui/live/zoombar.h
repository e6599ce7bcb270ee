// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QToolButton;

namespace lineside {

class ZoomView;

/// Zoom of a picture for the mouse and for fingers: smaller, how large it is now (press: between the whole picture and 1:1),
/// larger. UI thread only.
class ZoomBar : public QWidget {
    Q_OBJECT

public:
    explicit ZoomBar(QWidget *parent = nullptr);

    void follow(ZoomView *view);

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void showScale();

    QPointer<ZoomView> m_view;
    QToolButton *m_out, *m_scale, *m_in;
};

}  // namespace lineside
