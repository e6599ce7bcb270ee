// SPDX-License-Identifier: GPL-3.0-or-later
#include "actions/promotepanel.h"
#include "actions/transitionbutton.h"
#include "mainwindow/rail.h"
#include "support/fakeconsole.h"
#include "support/sentdrag.h"

#include <QAction>
#include <QFileDialog>
#include <QMenu>
#include <QRandomGenerator>
#include <QtTest>

#include <array>
#include <map>
#include <numeric>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kArrive = 10'000;  // clicks, keys and drops that reach something

}  // namespace

/// Whatever hands, sleeves and cleaning rags do to mouse and keyboard, no model goes on air.
class TstNoAccident : public QObject {
    Q_OBJECT

private slots:
    void ten_thousand_random_clicks_keys_and_drops_change_no_model_on_air_data()
    {
        QTest::addColumn<int>("seed");
        QTest::newRow("seed 1") << 1;
        QTest::newRow("seed 2") << 2;
    }
    void ten_thousand_random_clicks_keys_and_drops_change_no_model_on_air()
    {
        QFETCH(int, seed);
        FakeConsole console(4, {1280, 800});
        m_console = &console;
        for (StationSnapshot &s : console.engine.state.stations) {
            s.offered = FakeConsole::kV2;      // every tile has its button
            s.previous = ModelId{"line", 0};   // and a way back
        }
        console.engine.addModel({"line", 0});
        console.publish();
        const QString file = console.file("line-v3.pt");
        QVERIFY(QTest::qWaitForWindowActive(console.window.get()));
        std::map<StationId, std::optional<ModelId>> before;
        for (const StationSnapshot &s : console.engine.state.stations)
            before[s.config.id] = s.active;

        // A dialog or menu that waits inside of an event would keep every further one from the window.
        QTimer closer;
        connect(&closer, &QTimer::timeout, this, [this] {
            if (!m_inEvent)
                return;
            if (QWidget *popup = QApplication::activePopupWidget())
                popup->close();
            else if (auto *dialog = qobject_cast<QDialog *>(QApplication::activeModalWidget()))
                dialog->reject();
        });
        closer.start(0);
        QRandomGenerator random(static_cast<quint32>(seed));
        std::array<int, 4> done{};
        const auto arrived = [&] { return std::accumulate(done.begin(), done.end(), 0); };
        for (int i = 0; arrived() < kArrive; ++i) {
            QVERIFY2(i < 4 * kArrive, "nearly nothing arrives");
            closeWhatIsNotOfTheLine();
            const int kind = random.bounded(100);
            m_inEvent = true;
            if (kind < 45)
                done[0] += click(random);
            else if (kind < 60)
                done[1] += doubleClick(random);
            else if (kind < 90)
                done[2] += key(random);
            else
                done[3] += drop(random, file);
            m_inEvent = false;
            if (i % 50 == 0)
                QCoreApplication::processEvents();
            if (i % 500 == 0)
                console.window->goTo(random.bounded(int{Rail::ScreenCount}));
            for (const char *command : {"promote", "rollBack"})
                QVERIFY2(console.engine.callsStartingWith(command) == 0, qPrintable(QStringLiteral("%1 by event %2").arg(command).arg(i)));
        }
        qInfo("%d clicks, %d double clicks, %d keys, %d drops arrived", done[0], done[1], done[2], done[3]);
        QVERIFY(done[0] > kArrive / 5 && done[1] > kArrive / 16 && done[2] > kArrive / 5 && done[3] > kArrive / 16);
        for (const StationSnapshot &s : console.engine.state.stations)
            if (before.contains(s.config.id))  // the settings page may have made new ones
                QVERIFY2(s.active == before[s.config.id], s.config.id.c_str());
        m_console = nullptr;
    }

private:
    MainWindow &window() { return *m_console->window; }

    /// What stands at a random place, or null where the only deliberate ways to change a model are: the transition
    /// button and the Promote panel.
    QWidget *somewhere(QRandomGenerator &random, QPoint &at)
    {
        QWidget *root = QApplication::activePopupWidget();
        if (!root)
            root = &window();
        if (root->width() < 1 || root->height() < 1)
            return nullptr;
        const QPoint place(random.bounded(root->width()), random.bounded(root->height()));
        QWidget *widget = root->childAt(place);
        if (!widget)
            widget = root;
        at = widget->mapFrom(root, place);
        if (deliberate(widget) || widget->inherits("lineside::SampleFileIcon"))  // a drag from it waits for a real mouse
            return nullptr;
        if (auto *menu = qobject_cast<QMenu *>(widget)) {
            const QAction *action = menu->actionAt(at);
            if (action && action->objectName() == QLatin1String("menuRollBack"))
                return nullptr;
        }
        return widget;
    }
    static bool deliberate(const QWidget *widget)
    {
        for (; widget; widget = widget->parentWidget())
            if (qobject_cast<const TransitionButton *>(widget) || qobject_cast<const PromotePanel *>(widget))
                return true;
        return false;
    }
    int click(QRandomGenerator &random)
    {
        QPoint at;
        const auto button = random.bounded(4) == 0 ? Qt::RightButton : Qt::LeftButton;
        QWidget *widget = somewhere(random, at);
        if (!widget)
            return 0;
        const QPointer<QWidget> alive(widget);
        QTest::mousePress(widget, button, {}, at);
        if (alive && random.bounded(3) == 0)
            QTest::mouseMove(widget, at + QPoint(random.bounded(60) - 30, random.bounded(60) - 30));
        if (alive)
            QTest::mouseRelease(widget, button, {}, at);
        if (button == Qt::RightButton && alive) {
            QContextMenuEvent menu(QContextMenuEvent::Mouse, at, widget->mapToGlobal(at));
            QCoreApplication::sendEvent(widget, &menu);
        }
        return 1;
    }
    int doubleClick(QRandomGenerator &random)
    {
        QPoint at;
        QWidget *widget = somewhere(random, at);
        if (!widget)
            return 0;
        QTest::mouseDClick(widget, Qt::LeftButton, {}, at);
        return 1;
    }
    int key(QRandomGenerator &random)
    {
        static constexpr Qt::Key kKeys[] = {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter,  Qt::Key_Escape, Qt::Key_Tab,  Qt::Key_Backtab,
                                            Qt::Key_Left,  Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down,   Qt::Key_Home, Qt::Key_End,
                                            Qt::Key_F1,    Qt::Key_F5,     Qt::Key_Delete, Qt::Key_Backspace};
        QWidget *focus = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : QApplication::focusWidget();
        if (!focus)
            focus = &window();
        const bool control = random.bounded(5) == 0;
        const auto key = random.bounded(2) ? kKeys[random.bounded(int(std::size(kKeys)))]
                                           : static_cast<Qt::Key>(Qt::Key_Space + random.bounded(int(Qt::Key_Z - Qt::Key_Space)));
        // Tab may have brought the focus to the deliberate places, and one key is the deliberate way back.
        if (deliberate(focus) || (control && key == Qt::Key_Backspace))
            return QTest::keyClick(focus, Qt::Key_Tab), 0;
        if (auto *menu = qobject_cast<QMenu *>(focus))
            if (menu->activeAction() && menu->activeAction()->objectName() == QLatin1String("menuRollBack"))
                return QTest::keyClick(focus, Qt::Key_Down), 0;
        if (qobject_cast<QMenu *>(focus) && key == Qt::Key_R)
            return 0;  // the letter of the menu's own Roll back
        QTest::keyClick(focus, key, control ? Qt::ControlModifier : Qt::NoModifier);
        return 1;
    }
    int drop(QRandomGenerator &random, const QString &file)
    {
        SentDrag drag(window(), {file});
        const QPoint at(random.bounded(window().width()), random.bounded(window().height()));
        drag.enter(at);
        if (random.bounded(4) == 0) {
            drag.leave();
            return 1;
        }
        drag.drop(at);
        // Each card is a widget; a wall of thousands would measure patience only.
        if (m_console->engine.state.candidates.size() > 20)
            for (int i = 0; i < 10; ++i)
                m_console->engine.dismissCandidate(m_console->engine.state.candidates.front().id);
        return 1;
    }
    /// Dialogs of the system have no way to the line; open ones would only take the events away from the window.
    void closeWhatIsNotOfTheLine()
    {
        for (QFileDialog *dialog : window().findChildren<QFileDialog *>())
            delete dialog;
        if (!window().isVisible() || window().isMinimized())
            window().showNormal();
    }

    FakeConsole *m_console = nullptr;
    bool m_inEvent = false;
};

QTEST_MAIN(TstNoAccident)
#include "tst_noaccident.moc"
