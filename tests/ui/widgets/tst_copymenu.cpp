// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/copymenu.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QtTest>

using namespace lineside;

class TestCopyMenu : public QObject {
    Q_OBJECT

private slots:
    void the_menu_of_a_text_copies_all_of_it()
    {
        QLabel label(QStringLiteral("best.pt was not taken.\nline-v2 keeps judging."));
        addCopyMenu(&label);
        label.show();
        QContextMenuEvent ask(QContextMenuEvent::Mouse, label.rect().center(), label.mapToGlobal(label.rect().center()));
        QApplication::sendEvent(&label, &ask);
        auto *menu = label.findChild<QMenu *>(QStringLiteral("copyMenu"));
        QVERIFY(menu);
        QCOMPARE(menu->actions().size(), 1);
        label.setText(QStringLiteral("The line runs."));  // what stands there when it is chosen
        menu->actions().first()->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("The line runs."));
    }
};

QTEST_MAIN(TestCopyMenu)
#include "tst_copymenu.moc"
