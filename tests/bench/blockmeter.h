// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>

#include <functional>
#include <map>
#include <string>

namespace lineside::bench {

/// A QApplication that tells how long each event took that the event loop (or whoever stands in for a hand) brought in, not those that
/// such an event sends in turn. Nobody asks: it costs nothing. UI thread only.
class TimedApplication : public QApplication {
public:
    using QApplication::QApplication;

    struct Handled {
        double ms = 0;         ///< that passed
        double processorMs = 0;  ///< that the thread ran
        double waitedMs = 0;     ///< that it could have run and had no processor
        std::string what;      ///< "StationTile Paint"
    };
    std::function<void(const Handled &)> onHandled;

    bool notify(QObject *receiver, QEvent *event) override;

private:
    bool m_inHand = false;
};

/// The longest time that the thread of the window did not wait for the next event: all that it did between two such waits. A key or a
/// mouse that comes meanwhile is felt to hang for so long. One at a time. UI thread only.
class BlockMeter : public QObject {
public:
    BlockMeter();
    ~BlockMeter() override;

    struct Block {
        double ms = 0, processorMs = 0, waitedMs = 0;
        std::string worst;  ///< what took longest in it
    };
    /// The longest since the last call.
    Block takeLongest();
    /// The longest that each handler took, by its name, ms.
    const std::map<std::string, double> &handlers() const { return m_handlers; }

private:
    TimedApplication &m_application;
    Block m_now, m_longest;
    double m_worstMs = 0;  ///< of m_now.worst
    std::map<std::string, double> m_handlers;
};

}  // namespace lineside::bench
