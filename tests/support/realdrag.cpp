// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/realdrag.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <QtTest>

#include <algorithm>

namespace lineside::test {

namespace {

constexpr int kPatienceMs = 15000;
constexpr int kStepPixels = 24;  // small enough that no place on the way is jumped over
constexpr int kSettledMoves = 6;

}  // namespace

RealDrag::RealDrag(const QStringList &files, const QRect &place)
{
    // The child measures in pixels of the screen, whatever scale the test itself runs with.
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI"})
        environment.remove(QLatin1String(name));
    environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    m_source.setProcessEnvironment(environment);
    m_source.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    QObject::connect(&m_source, &QProcess::readyReadStandardOutput, &m_source, [this] { read(); });
    m_source.start(QStringLiteral(LINESIDE_DRAG_SOURCE),
                   QStringList{QStringLiteral("lineside drag source"),
                               QStringLiteral("%1,%2,%3x%4").arg(place.x()).arg(place.y()).arg(place.width()).arg(place.height())}
                       + files);
}

RealDrag::~RealDrag()
{
    // A button that stays down would be the next test's trouble.
    if (m_pressed && !m_ended)
        mouse({QStringLiteral("mouseup"), QStringLiteral("1")});
    m_source.terminate();
    if (!m_source.waitForFinished(kPatienceMs))
        m_source.kill();
    m_source.waitForFinished(kPatienceMs);
}

void RealDrag::read()
{
    while (m_source.canReadLine()) {
        const QStringList words = QString::fromUtf8(m_source.readLine()).simplified().split(QLatin1Char(' '));
        const QString &what = words.front();
        if (what == QLatin1String("ready") && words.size() == 5) {
            m_place = QRect(words[1].toInt(), words[2].toInt(), words[3].toInt(), words[4].toInt());
            m_ready = true;
        } else if (what == QLatin1String("press")) {
            m_pressed = true;
        } else if (what == QLatin1String("drag")) {
            m_dragging = true;
        } else if (what == QLatin1String("over") || what == QLatin1String("end")) {
            m_action = words.value(1);
            m_ended = m_ended || what == QLatin1String("end");
        }
    }
}

bool RealDrag::waitFor(const std::function<bool()> &condition, const QString &what)
{
    const bool met = QTest::qWaitFor([&] { return condition() || m_source.state() == QProcess::NotRunning; }, kPatienceMs)
        && condition();
    if (!met)
        m_problem = what;
    return met;
}

bool RealDrag::mouse(const QStringList &words)
{
    QProcess xdotool;
    QEventLoop loop;
    bool over = false;
    const auto end = [&] {
        over = true;
        loop.quit();
    };
    QObject::connect(&xdotool, &QProcess::finished, &loop, end);
    QObject::connect(&xdotool, &QProcess::errorOccurred, &loop, end);
    QTimer::singleShot(kPatienceMs, &loop, &QEventLoop::quit);
    xdotool.start(QStringLiteral("xdotool"), words);
    if (!over)
        loop.exec();
    if (!over || xdotool.error() == QProcess::FailedToStart || xdotool.exitCode() != 0) {
        m_problem = QStringLiteral("xdotool %1: %2").arg(words.join(QLatin1Char(' ')), xdotool.errorString());
        xdotool.kill();
        xdotool.waitForFinished();
        return false;
    }
    return true;
}

bool RealDrag::take()
{
    if (m_dragging)
        return true;
    if (!waitFor([this] { return m_ready; }, QStringLiteral("the source did not open")))
        return false;
    const auto moveTo = [this](QPoint to) {
        m_at = to;
        return mouse({QStringLiteral("mousemove"), QString::number(to.x()), QString::number(to.y())});
    };
    if (!moveTo(m_place.center()) || !mouse({QStringLiteral("mousedown"), QStringLiteral("1")})
        || !waitFor([this] { return m_pressed; }, QStringLiteral("the source did not get the mouse button")))
        return false;
    // A drag begins when the mouse has gone some pixels with the button down.
    for (int i = 1; i <= 8 && !m_dragging; ++i)
        if (!moveTo(m_at + QPoint(3, 2)))
            return false;
    return waitFor([this] { return m_dragging; }, QStringLiteral("the drag did not begin"));
}

bool RealDrag::moveTo(QPoint screen)
{
    if (!take())
        return false;
    const QPoint from = m_at, way = screen - from;
    const int steps = std::max(1, way.manhattanLength() / kStepPixels);
    for (int i = 1; i <= steps; ++i) {
        m_at = from + way * i / steps;
        if (!mouse({QStringLiteral("mousemove"), QString::number(m_at.x()), QString::number(m_at.y())}))
            return false;
    }
    return true;
}

bool RealDrag::hoverUntil(const std::function<bool()> &condition)
{
    QElapsedTimer waited;
    waited.start();
    const QPoint home = m_at;
    // Ends where it began, so that the release happens at the place that was asked for.
    for (int i = 0; i % 2 != 0 || !condition(); ++i) {
        if (waited.elapsed() > kPatienceMs) {
            m_problem = QStringLiteral("nothing happened while the files were held over the target");
            return false;
        }
        m_at = i % 2 == 0 ? home + QPoint(1, 0) : home;
        if (!mouse({QStringLiteral("mousemove"), QString::number(m_at.x()), QString::number(m_at.y())}))
            return false;
    }
    return true;
}

bool RealDrag::hoverUntilTaken()
{
    // The last moves must have arrived there too, not only the first that was accepted.
    int moves = 0;
    return hoverUntil([&] {
        moves = m_action == QLatin1String("copy") ? moves + 1 : 0;
        return moves > kSettledMoves;
    });
}

bool RealDrag::release()
{
    return mouse({QStringLiteral("mouseup"), QStringLiteral("1")})
        && waitFor([this] { return m_ended; }, QStringLiteral("the drag did not end"));
}

bool RealDrag::cancel()
{
    return mouse({QStringLiteral("key"), QStringLiteral("Escape")})
        && waitFor([this] { return m_ended; }, QStringLiteral("the drag did not end on Escape"))
        && mouse({QStringLiteral("mouseup"), QStringLiteral("1")});
}

}  // namespace lineside::test
