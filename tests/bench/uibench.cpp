// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread is busy at a time while files are dropped and models change.
#include "benches.h"
#include "benchline.h"
#include "blockmeter.h"
#include "stolentime.h"

#include "actions/transitionbutton.h"
#include "bridge/enginebridge.h"
#include "live/livepage.h"
#include "live/stationtile.h"
#include "live/wall.h"
#include "mainwindow/filespanel.h"
#include "mainwindow/mainwindow.h"
#include "settings/language.h"
#include "support/sentdrag.h"
#include "theme/theme.h"

#include <QMouseEvent>
#include <QSettings>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

namespace lineside::bench {
namespace {

constexpr double kLongest = 16;  // ms: a frame of a usual screen

/// The console's window over a line, with settings of its own. UI thread only.
class Console {
public:
    explicit Console(Engine &engine)
    {
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.filePath(QStringLiteral("settings")));
        QCoreApplication::setOrganizationName(QStringLiteral("lineside-bench"));
        QSettings().setValue(QStringLiteral("firstRun/closed"), true);
        m_language.apply(QStringLiteral("en"));
        m_bridge = std::make_unique<EngineBridge>(engine);
        m_window = std::make_unique<MainWindow>(*m_bridge, m_appearance, m_language);
        m_window->setGeometry(0, 0, 1920, 1080);
        m_window->show();
    }

    MainWindow &window() { return *m_window; }
    QString folder() const { return m_folder.path(); }

    void drop(const QString &file, const StationId &station)
    {
        StationTile *tile = m_window->livePage().wall().tileOf(station);
        test::SentDrag drag(*m_window, {file});
        const QPoint at = tile->mapTo(m_window.get(), tile->rect().center());
        drag.enter(at);
        runFor(0.05);  // the places for it are painted
        drag.move(at + QPoint(3, 3));
        drag.drop(at);
    }
    /// The station's own button, once it says that it does this, after the time for which it takes no click then. False: it never said so.
    bool press(const StationId &station, Transition::Kind kind, int guardMs)
    {
        auto *button = m_window->livePage().wall().tileOf(station)->findChild<TransitionButton *>();
        if (!waitUntil([&] { return button->transition().kind == kind; }, kPatience))
            return false;
        runFor(guardMs / 1000.0 + 0.05);
        for (const QEvent::Type type : {QEvent::MouseButtonPress, QEvent::MouseButtonRelease}) {
            const QPointF at = button->rect().center();
            QMouseEvent event(type, at, button->mapToGlobal(at), Qt::LeftButton, type == QEvent::MouseButtonPress ? Qt::LeftButton : Qt::NoButton, Qt::NoModifier);
            QCoreApplication::sendEvent(button, &event);
        }
        return true;
    }

private:
    QTemporaryDir m_folder;
    Appearance m_appearance{*qApp};
    Language m_language;
    std::unique_ptr<EngineBridge> m_bridge;
    std::unique_ptr<MainWindow> m_window;
};

/// A weight file like `original` in everything but its hash, so that it is one more model: a protobuf message may say one of its
/// fields at its end, here an entry of metadata_props (onnx.proto, ModelProto) that nobody reads.
bool writeAnother(const std::string &original, const std::filesystem::path &copy, int number)
{
    std::ifstream in(original, std::ios::binary);
    std::ofstream out(copy, std::ios::binary);
    const std::string value = std::to_string(number);
    const auto length = [](std::size_t n) { return static_cast<char>(n); };  // below 128 a varint is its byte
    const std::string entry = std::string("\x0a\x04""copy\x12") + length(value.size()) + value;
    out << in.rdbuf() << '\x72' << length(entry.size()) << entry;
    return in && out.flush();
}

}  // namespace

Figures benchUi(const Options &options)
{
    auto line = BenchLine::start({});
    if (!line)
        return line.error();
    Console console((*line)->engine());
    runFor(options.quick ? 0.5 : 3);
    BlockMeter meter;

    const auto activeIs = [&](std::size_t station, bool first) {
        const auto active = (*line)->station(station).active;
        return active && (active->name == "line") == first;
    };
    const int drops = options.quick ? 2 : 100;
    std::vector<double> shares, millisecondsOf;
    double stolen = 0;
    BlockMeter::Block longest;
    for (int i = 0; i < drops; ++i) {
        const std::size_t index = static_cast<std::size_t>(i) % 4;
        const StationId station = "station-" + std::to_string(index + 1);
        if (i == drops / 2)
            console.window().filesPanel().setFolded(false);
        const QString file = console.folder() + QStringLiteral("/blind%1.onnx").arg(i);
        if (!writeAnother(demoWeights("line-v2-blind.onnx"), file.toStdString(), i))
            return Error{ErrorCode::Io, file.toStdString()};
        meter.takeLongest();
        const double stolenBefore = stolenSeconds();
        console.drop(file, station);
        const bool ready = waitUntil([&] { return (*line)->station(index).offered && !(*line)->station(index).candidate; }, kPatience);
        const bool promoted = ready && console.press(station, Transition::Kind::Promote, TransitionButton::kSettleMs)
                              && waitUntil([&] { return activeIs(index, false); }, kPatience);
        const bool back = promoted && console.press(station, Transition::Kind::RollBack, TransitionButton::kGuardMs)
                          && waitUntil([&] { return activeIs(index, true); }, kPatience);
        if (!back)
            return Error{ErrorCode::Busy, std::string("at drop ") + std::to_string(i + 1) + (promoted ? ": not rolled back" : ready ? ": not put on air" : ": not ready")};
        const BlockMeter::Block block = meter.takeLongest();
        shares.push_back(block.ms / kLongest);
        millisecondsOf.push_back(block.ms);
        if (block.ms > longest.ms) {
            longest = block;
            stolen = stolenSeconds() - stolenBefore;
        }
        std::filesystem::remove(file.toStdString());
    }
    std::vector<std::pair<double, std::string>> worst;
    for (const auto &[handler, ms] : meter.handlers())
        worst.emplace_back(ms, handler);
    std::ranges::sort(worst, std::greater());
    for (std::size_t i = 0; i < std::min<std::size_t>(worst.size(), options.quick ? 3 : 12); ++i)
        std::fprintf(stderr, "lineside_bench: the longest of %s: %.1f ms\n", worst[i].second.c_str(), worst[i].first);

    Figure figure{"ui.block", "longest time that the window's thread did not wait for the next event, in each round of a drop, a promotion and a way back / 16 ms",
                  Bound::AtMost, 1, Judged::Worst, std::move(shares)};
    figure.facts = {{"median ms", medianOf(millisecondsOf)},
                    {"worst ms", longest.ms},
                    {"processor time of the worst ms", longest.processorMs},
                    {"without a processor in the worst ms", longest.waitedMs},
                    {"taken by the host in its round, ms", 1000 * stolen},
                    {"rounds above", static_cast<double>(std::ranges::count_if(figure.samples, [](double s) { return s > 1; }))}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
