// SPDX-License-Identifier: GPL-3.0-or-later
#include "bridge/enginebridge.h"
#include "common/controlserver.h"
#include "common/endonsignal.h"
#include "common/installation.h"
#include "common/liveengine.h"
#include "mainwindow/mainwindow.h"
#include "qt/multimediasetup.h"
#include "settings/interfacesettings.h"
#include "settings/language.h"
#include "theme/theme.h"

#include <spdlog/spdlog.h>

#include <QApplication>
#include <QCommandLineParser>

#include <cstdio>

namespace {

int tell(const lineside::Error &error)
{
    std::fprintf(stderr, "lineside: %s: %s\n", lineside::toString(error.code), error.detail.c_str());
    return 3;
}

}  // namespace

int main(int argc, char **argv)
{
    using namespace lineside;
    EndOnSignal::block();
    chooseMediaBackend();
    spdlog::set_level(spdlog::level::info);
    QApplication app(argc, argv);
    const EndOnSignal ending(app);
    QCoreApplication::setOrganizationName(QStringLiteral("lineside"));
    QCoreApplication::setApplicationName(QStringLiteral("lineside"));
    QCoreApplication::setApplicationVersion(QStringLiteral(LINESIDE_VERSION));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("Lineside"));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("Change a detector while the line keeps running."));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption config(QStringLiteral("config"), QStringLiteral("Stations from this file; models and history lie beside it."),
                                    QStringLiteral("file"));
    parser.addOption(config);
    parser.process(app);

    const auto installation = findInstallation(parser.value(config).toStdString());
    if (!installation)
        return tell(installation.error());
    auto live = LiveEngine::create(*installation);
    if (!live)
        return tell(live.error());
    Engine &engine = (*live)->engine();
    ControlServer control(engine, QString::fromStdString(installation->socketName));
    if (const auto listening = control.listen(); !listening)
        return tell(listening.error());

    const InterfaceSettings interface;
    Appearance appearance(app);
    appearance.setTheme(interface.theme());
    Language language;
    language.apply(interface.language());
    EngineBridge bridge(engine);
    MainWindow window(bridge, appearance, language);
    if (!installation->weightsDir.empty())
        window.setSampleFile(QString::fromStdString((installation->weightsDir / "line-v2.torchscript").string()));
    window.show();
    return QApplication::exec();
}
