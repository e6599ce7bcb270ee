// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/stationmenu.h"

#include "actions/transition.h"
#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"

#include <QCoreApplication>
#include <QMenu>

namespace lineside {

namespace {

struct StationMenu {
    Q_DECLARE_TR_FUNCTIONS(StationMenu)
};

}  // namespace

QMenu *makeStationMenu(EngineBridge &bridge, const StationId &id, std::function<void()> open, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("stationMenu"));
    const EngineSnapshotPtr snapshot = bridge.snapshot();
    const StationSnapshot *station = findStation(*snapshot, id);
    if (!station)
        return menu;
    menu->setAccessibleName(StationMenu::tr("Menu of %1", "station").arg(QString::fromStdString(station->config.name)));

    const Transition back = Transition::backOf(*station, *snapshot);
    QAction *rollBack = menu->addAction(back.kind == Transition::Kind::RollBack ? back.text : StationMenu::tr("Roll back: no model before this one"));
    rollBack->setObjectName(QStringLiteral("menuRollBack"));
    rollBack->setEnabled(back.kind == Transition::Kind::RollBack);
    QObject::connect(rollBack, &QAction::triggered, menu, [&bridge, id] {
        if (bridge.admits(Deed::RollBack))
            bridge.rollBack(id);
    });
    markDeed(rollBack, bridge, Deed::RollBack);
    menu->addSeparator();

    QAction *openAction = menu->addAction(StationMenu::tr("Open %1", "station").arg(QString::fromStdString(station->config.name)));
    openAction->setObjectName(QStringLiteral("menuOpen"));
    QObject::connect(openAction, &QAction::triggered, menu, std::move(open));

    QMenu *preview = menu->addMenu(StationMenu::tr("Put in preview"));
    preview->setObjectName(QStringLiteral("menuPreview"));
    for (const ModelSnapshot &model : snapshot->models) {
        if (model.id == station->active || model.state == ModelState::Damaged)
            continue;
        QAction *action = preview->addAction(Words::text(model.id));
        action->setCheckable(true);
        action->setChecked(station->offered == model.id);
        QObject::connect(action, &QAction::triggered, menu, [&bridge, id, model = model.id] {
            if (bridge.admits(Deed::ImportModel))
                bridge.offerModel(id, model);
        });
        markDeed(action, bridge, Deed::ImportModel);
    }
    preview->setEnabled(!preview->isEmpty());
    if (station->offered) {
        QAction *clear = menu->addAction(StationMenu::tr("Take %1 out of the preview", "model").arg(Words::text(*station->offered)));
        clear->setObjectName(QStringLiteral("menuWithdraw"));
        QObject::connect(clear, &QAction::triggered, menu, [&bridge, id] {
            if (bridge.admits(Deed::ImportModel))
                bridge.withdrawOffer(id);
        });
        markDeed(clear, bridge, Deed::ImportModel);
    }
    menu->addSeparator();
    QAction *retry = menu->addAction(StationMenu::tr("Connect the camera again now"));
    retry->setObjectName(QStringLiteral("menuRetry"));
    retry->setEnabled(station->source.state != SourceState::Running);
    QObject::connect(retry, &QAction::triggered, menu, [&bridge, id] {
        if (bridge.admits(Deed::RetrySource))
            bridge.retrySource(id);
    });
    markDeed(retry, bridge, Deed::RetrySource);
    return menu;
}

}  // namespace lineside
