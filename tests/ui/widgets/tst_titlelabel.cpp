// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"
#include "widgets/titlelabel.h"

#include <QtTest>

using namespace lineside;

class TestTitleLabel : public QObject {
    Q_OBJECT

private slots:
    void a_title_follows_the_text_size_both_ways_after_it_was_shown()
    {
        Appearance appearance(*qApp);
        QWidget page;
        TitleLabel title(1.3, &page);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        for (const int percent : {200, 100, 150}) {
            appearance.setTextScale(percent);
            QCOMPARE(title.font().pointSizeF(), page.font().pointSizeF() * 1.3);
        }
        QVERIFY(title.font().bold());
    }

    void a_title_that_was_hidden_while_the_text_grew_has_the_new_size_when_it_is_shown()
    {
        Appearance appearance(*qApp);
        QWidget window;
        QWidget page(&window);
        TitleLabel title(1.3, &page);
        page.hide();
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        appearance.setTextScale(200);
        page.show();
        QCOMPARE(title.font().pointSizeF(), page.font().pointSizeF() * 1.3);
    }
};

QTEST_MAIN(TestTitleLabel)
#include "tst_titlelabel.moc"
