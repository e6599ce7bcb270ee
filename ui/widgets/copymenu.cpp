// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copymenu.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>

namespace lineside {

namespace {

class CopyMenu {
    Q_DECLARE_TR_FUNCTIONS(CopyMenu)

public:
    static QString copyWords() { return tr("Copy this text"); }
};

}  // namespace

void addCopyMenu(QLabel *label)
{
    label->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(label, &QLabel::customContextMenuRequested, label, [label](QPoint at) {
        auto *menu = new QMenu(label);
        menu->setObjectName(QStringLiteral("copyMenu"));
        menu->setAttribute(Qt::WA_DeleteOnClose);
        QObject::connect(menu->addAction(CopyMenu::copyWords()), &QAction::triggered, label,
                         [label] { QGuiApplication::clipboard()->setText(label->text()); });
        menu->popup(label->mapToGlobal(at));
    });
}

}  // namespace lineside
