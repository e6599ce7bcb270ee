// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"
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
#include "widgets/messages.h"

#include <spdlog/spdlog.h>

#include <QApplication>
#include <QCommandLineParser>
#include <QMessageBox>

#include <cstdio>

namespace {

/// Who started the program by its icon does not see where errors are printed.
int tell(const lineside::Error &error)
{
    std::fprintf(stderr, "lineside: %s: %s\n", lineside::toString(error.code), error.detail.c_str());
    QMessageBox::critical(nullptr, QStringLiteral("Lineside"),
                          error.code == lineside::ErrorCode::Busy
                              ? QCoreApplication::translate("Main", "Lineside runs already with these stations. Go on in its window.")
                              : lineside::errorSentence(error));
    return 3;
}

}  // namespace

int main(int argc, char **argv)
{
    using namespace lineside;
    separateHeaps();
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

    const InterfaceSettings interface;
    Appearance appearance(app);
    Language language;
    language.apply(interface.language());

    const Installation installation = findInstallation(parser.value(config).toStdString());
    auto live = LiveEngine::create(installation);
    if (!live)
        return tell(live.error());
    ControlServer control((*live)->engine(), QString::fromStdString(installation.socketName), [&live] { return (*live)->guest(); });
    if (const auto listening = control.listen(); !listening)
        return tell(listening.error());

    const Guest own = (*live)->guest();
    EngineBridge bridge(*own.engine);
    MainWindow window(bridge, appearance, language, own.desk.get());
    if (!installation.weightsDir.empty())
        window.setSampleFile(QString::fromStdString((installation.weightsDir / "line-v2.torchscript").string()));
    window.show();
    return QApplication::exec();
}
