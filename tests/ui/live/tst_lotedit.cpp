// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/lotedit.h"
#include "support/livescene.h"

#include <QLineEdit>
#include <QVBoxLayout>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The lot that runs at a station, told and shown, over a scripted engine.
class TestLotEdit : public QObject {
    Q_OBJECT

    struct Shown {
        Shown() : window(new QWidget), lot(scene.bridge)
        {
            (new QVBoxLayout(window.get()))->addWidget(&lot);
            other = new QLineEdit(window.get());
            window->layout()->addWidget(other);
            lot.show(LiveScene::idOf(1), "4711");
            window->show();
            window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(window.get()));
            edit()->setFocus();
            QTRY_VERIFY(edit()->hasFocus());
        }
        ~Shown() { lot.setParent(nullptr); }
        QLineEdit *edit() { return lot.findChild<QLineEdit *>(QStringLiteral("stationLot")); }
        void type(const QString &text)
        {
            edit()->selectAll();
            QTest::keyClicks(edit(), text);
        }
        std::size_t told() const { return scene.engine.callsStartingWith("setLot"); }

        LiveScene scene;
        std::unique_ptr<QWidget> window;
        LotEdit lot;
        QLineEdit *other = nullptr;
    };

private slots:
    void enter_sets_it()
    {
        Shown shown;
        shown.type(QStringLiteral(" 4712 "));
        QCOMPARE(shown.told(), 0u);
        QTest::keyClick(shown.edit(), Qt::Key_Return);
        QCOMPARE(shown.told(), 1u);
        QCOMPARE(shown.scene.engine.station(LiveScene::idOf(1)).lot, std::string("4712"));
    }
    void enter_on_what_is_in_force_tells_nothing()
    {
        Shown shown;
        QTest::keyClick(shown.edit(), Qt::Key_Return);
        QCOMPARE(shown.told(), 0u);
    }
    void escape_and_leaving_show_again_what_is()
    {
        Shown shown;
        shown.type(QStringLiteral("x"));
        QTest::keyClick(shown.edit(), Qt::Key_Escape);
        QCOMPARE(shown.edit()->text(), QStringLiteral("4711"));
        shown.type(QStringLiteral("y"));
        shown.other->setFocus();
        QTRY_COMPARE(shown.edit()->text(), QStringLiteral("4711"));
        QCOMPARE(shown.told(), 0u);
    }
    void what_is_being_typed_stays_while_the_line_changes_but_not_at_another_station()
    {
        Shown shown;
        shown.type(QStringLiteral("47"));
        shown.lot.show(LiveScene::idOf(1), "4713");
        QCOMPARE(shown.edit()->text(), QStringLiteral("47"));
        shown.lot.show(LiveScene::idOf(2), "");
        QVERIFY(shown.edit()->text().isEmpty());
    }
};

QTEST_MAIN(TestLotEdit)
#include "tst_lotedit.moc"
