// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>
#include <QWindow>

namespace lineside::test {

/// A drag that never leaves the test: sends a window the events that a real one brings, in their order and by the same
/// way. Proposes to move, as file managers do. `at` is in coordinates of the window. UI thread only.
class SentDrag {
public:
    SentDrag(QWidget &window, const QStringList &files) : m_window(window)
    {
        QList<QUrl> urls;
        for (const QString &file : files)
            urls << QUrl::fromLocalFile(file);
        m_data.setUrls(urls);
    }
    explicit SentDrag(QWidget &window) : m_window(window) {}

    QMimeData &data() { return m_data; }

    /// True where a release would do something.
    bool enter(QPoint at)
    {
        QDragEnterEvent event(at, kOffered, &m_data, Qt::LeftButton, Qt::NoModifier);
        event.setDropAction(Qt::MoveAction);
        return send(event);
    }
    bool move(QPoint at)
    {
        QDragMoveEvent event(at, kOffered, &m_data, Qt::LeftButton, Qt::NoModifier);
        event.setDropAction(Qt::MoveAction);
        return send(event);
    }
    void leave()
    {
        QDragLeaveEvent event;
        QCoreApplication::sendEvent(m_window.windowHandle(), &event);
    }
    bool drop(QPoint at)
    {
        QDropEvent event(at, kOffered, &m_data, Qt::LeftButton, Qt::NoModifier);
        event.setDropAction(Qt::MoveAction);
        return send(event);
    }
    /// All of it.
    bool enterAndDrop(QPoint at)
    {
        enter(at);
        move(at);
        return drop(at);
    }
    /// What the last event that was taken was answered with.
    Qt::DropAction action() const { return m_action; }

private:
    static constexpr Qt::DropActions kOffered = Qt::CopyAction | Qt::MoveAction;

    bool send(QDropEvent &event)
    {
        QCoreApplication::sendEvent(m_window.windowHandle(), &event);
        m_action = event.isAccepted() ? event.dropAction() : Qt::IgnoreAction;
        return m_action != Qt::IgnoreAction;
    }

    QWidget &m_window;
    QMimeData m_data;
    Qt::DropAction m_action = Qt::IgnoreAction;
};

}  // namespace lineside::test
