// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/noticelabel.h"

#include <QCoreApplication>
#include <QtTest>

using namespace lineside;

class TestNoticeLabel : public QObject {
    Q_OBJECT
private slots:
    void it_is_hidden_while_it_has_nothing_to_say()
    {
        NoticeLabel label;
        QVERIFY(label.isHidden());
        label.setNotice(QStringLiteral("The disk is full."));
        QVERIFY(!label.isHidden());
        QCOMPARE(label.accessibleName(), QStringLiteral("The disk is full."));
        label.setNotice({});
        QVERIFY(label.isHidden());
    }
    void its_words_keep_their_room_where_the_style_changes_while_it_is_lower_than_that()
    {
        NoticeLabel label;
        label.setNotice(QStringLiteral("The disk is full."));
        label.resize(400, 300);
        const int needed = label.heightForWidth(400);
        QVERIFY(needed > label.fontMetrics().height() + 10);
        for (const int height : {300, 10, 0}) {  // as a layout may leave it for a moment
            label.resize(400, height);
            QEvent change(QEvent::StyleChange);
            QCoreApplication::sendEvent(&label, &change);
            QCOMPARE(label.heightForWidth(400), needed);
        }
    }
};

QTEST_MAIN(TestNoticeLabel)
#include "tst_noticelabel.moc"
