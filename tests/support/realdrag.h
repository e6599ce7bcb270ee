// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPoint>
#include <QProcess>
#include <QRect>
#include <QStringList>

#include <functional>

namespace lineside::test {

/// Drags files out of another process with the mouse of the X display and drops them where the test says: what an operator
/// does with a file manager. Needs xdotool and a real X display; runs the event loop of the test while it works, so that
/// the target may be a window of the test itself or of a third process. Every step ends with what it waited for or gives
/// up after 15 s; then `problem()` says which. UI thread only.
class RealDrag {
public:
    /// Opens the window that the files lie in at `place` (pixels of the screen), where no other window covers it.
    RealDrag(const QStringList &files, const QRect &place);
    ~RealDrag();

    /// Takes the files and moves them to this pixel of the screen in small steps.
    bool moveTo(QPoint screen);
    /// Moves the files to and fro by one pixel until this is true: for what the target has to notice first.
    bool hoverUntil(const std::function<bool()> &condition);
    /// Hovers until the window under the mouse has said that it takes the files.
    bool hoverUntilTaken();
    /// Lets go, and waits until both sides have finished.
    bool release();
    /// Presses Escape and lets go.
    bool cancel();

    /// "copy", "move", "ignore": what a release would do now, and after it, what it did; as the source was told.
    QString action() const { return m_action; }
    QString problem() const { return m_problem; }

private:
    bool take();
    bool mouse(const QStringList &words);
    bool waitFor(const std::function<bool()> &condition, const QString &what);
    void read();

    QProcess m_source;
    QRect m_place;
    QPoint m_at;
    bool m_ready = false, m_pressed = false, m_dragging = false, m_ended = false;
    QString m_action, m_problem;
};

}  // namespace lineside::test
