// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>
#include <QWidget>

#include <vector>

class QButtonGroup;
class QToolButton;

namespace lineside {

/// The screens, as icons with words. UI thread only.
class Rail : public QWidget {
    Q_OBJECT

public:
    enum Screen { Live, Library, Compare, Canary, History, Memory, Settings, ScreenCount };

    explicit Rail(QWidget *parent = nullptr);

    void setCurrent(int screen);
    QSize minimumSizeHint() const override;

signals:
    void chosen(int screen);
    void helpRequested();

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void fitIcons();
    int room() const;

    QButtonGroup *m_group;
    std::vector<QToolButton *> m_buttons;
    QToolButton *m_help;
};

/// The rail, scrolled where the window is lower than its words are: it does not push the window over the screen's edge. Owns
/// the rail. UI thread only.
class RailScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit RailScroll(Rail *rail, QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fit();
};

}  // namespace lineside
