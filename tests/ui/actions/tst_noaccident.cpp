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
#include <memory>
#include <numeric>
#include <string>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kArrive = 10'000;  // clicks, keys and drops that reach something

}  // namespace

/// Whatever hands, sleeves and cleaning rags do to mouse and keyboard, no model goes on air.
class TstNoAccident : public QObject {
    Q_OBJECT

private slots:
    void ten_thousand_random_clicks_keys_and_drops_change_no_model_on_air()
    {
        m_spared = true;
        fumble(1);
        // The settings page may have made new ones, also of an id that was there, with nothing on air.
        const bool madeAnew = m_engine->callsStartingWith("applyStations") > 0;
        for (const StationSnapshot &s : m_engine->state.stations)
            if (m_before.contains(s.config.id) && !(madeAnew && !s.active))
                QVERIFY2(s.active == m_before[s.config.id], s.config.id.c_str());
        QVERIFY(m_changes.empty());
    }

    void where_nothing_is_spared_every_change_is_one_press_of_a_way_that_is_meant_for_it()
    {
        m_spared = false;
        fumble(2);
        for (const auto &[way, count] : m_changes)
            qInfo("%s: %d", way.c_str(), count);
        for (const char *way : {"button", "key on a button", "menu", "Ctrl+Backspace"})
            QVERIFY2(m_changes[way] > 0, way);
    }

    void cleanup()
    {
        m_console.reset();
        m_before.clear();
        m_changes.clear();
        m_heard = 0;
    }

private:
    /// Random events until ten thousand have reached something. After each one: no model was changed, but by a way that is meant for it
    /// and was used just now, and then only one.
    void fumble(int seed)
    {
        m_console = std::make_unique<FakeConsole>(4, QSize(1280, 800));
        FakeConsole &console = *m_console;
        m_engine = &console.engine;
        for (StationSnapshot &s : console.engine.state.stations) {
            s.offered = FakeConsole::kV2;      // every tile has its button
            s.previous = ModelId{"line", 0};   // and a way back
        }
        console.engine.addModel({"line", 0});
        console.publish();
        const QString file = console.file("line-v3.pt");
        QVERIFY(QTest::qWaitForWindowActive(console.window.get()));
        for (const StationSnapshot &s : console.engine.state.stations)
            m_before[s.config.id] = s.active;

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
            m_now += random.bounded(600);  // ms
            m_way.clear();
            const int kind = random.bounded(100);
            const std::size_t before = changes();
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
            const std::size_t changed = changes() - before;
            QVERIFY2(changed <= (m_way.empty() ? 0u : 1u) || m_way == "panel",
                     qPrintable(QStringLiteral("%1 by event %2: %3 (%4)").arg(changed).arg(i).arg(m_what, QString::fromStdString(m_way))));
            if (changed > 0)
                ++m_changes[m_way];
            if (!m_spared && i % 20 == 0)
                offerAgain();
        }
        qInfo("%d clicks, %d double clicks, %d keys, %d drops arrived", done[0], done[1], done[2], done[3]);
        QVERIFY2(m_heard > done[2] / 2, qPrintable(QStringLiteral("only %1 keys came to a window that listens").arg(m_heard)));
        QVERIFY(done[0] > kArrive / 5 && done[1] > kArrive / 16 && done[2] > kArrive / 5 && done[3] > kArrive / 16);
    }

    MainWindow &window() { return *m_console->window; }
    std::size_t changes() const { return m_engine->callsStartingWith("promote") + m_engine->callsStartingWith("rollBack"); }
    /// Something to change at every station that is left, on buttons that know the test's time.
    void offerAgain()
    {
        for (StationSnapshot &s : m_engine->state.stations)
            if (s.active && !s.offered && s.active != FakeConsole::kV2)
                s.offered = FakeConsole::kV2;
        m_console->publish();
        for (auto *button : window().findChildren<TransitionButton *>())
            button->setClock([this] { return m_now; });
    }

    /// What stands at a random place. Spared, null where the deliberate ways to change a model are: the transition button, the
    /// Promote panel and the first line of a station's menu. Else every tenth place is a transition button.
    QWidget *somewhere(QRandomGenerator &random, QPoint &at)
    {
        if (!m_spared && !QApplication::activePopupWidget() && random.bounded(10) == 0) {
            if (TransitionButton *button = someButton(random)) {
                at = QPoint(random.bounded(button->width()), random.bounded(button->height()));
                return button;
            }
        }
        QWidget *root = QApplication::activePopupWidget();
        if (auto *menu = qobject_cast<QMenu *>(root); menu && !m_spared && isRollBack(menu->actions().value(0)) && random.bounded(4) == 0) {
            at = menu->actionGeometry(menu->actions().front()).center();
            return menu;
        }
        if (!root)
            root = &window();
        if (root->width() < 1 || root->height() < 1)
            return nullptr;
        const QPoint place(random.bounded(root->width()), random.bounded(root->height()));
        QWidget *widget = root->childAt(place);
        if (!widget)
            widget = root;
        at = widget->mapFrom(root, place);
        if (widget->inherits("lineside::SampleFileIcon"))  // a drag from it waits for a real mouse
            return nullptr;
        return m_spared && (deliberate(widget) || isRollBack(widget, at)) ? nullptr : widget;
    }
    static QString nameOf(const QWidget *widget) { return QStringLiteral("%1 “%2”").arg(widget->metaObject()->className(), widget->objectName()); }
    TransitionButton *someButton(QRandomGenerator &random)
    {
        QList<TransitionButton *> buttons;
        for (auto *button : window().findChildren<TransitionButton *>())
            if (button->isVisible() && button->isEnabled())
                buttons << button;
        return buttons.isEmpty() ? nullptr : buttons[random.bounded(int(buttons.size()))];
    }
    static bool deliberate(const QWidget *widget) { return qobject_cast<const TransitionButton *>(widget) || inPanel(widget); }
    static bool inPanel(const QWidget *widget)
    {
        for (; widget; widget = widget->parentWidget())
            if (qobject_cast<const PromotePanel *>(widget))
                return true;
        return false;
    }
    static bool isRollBack(const QAction *action) { return action && action->objectName() == QLatin1String("menuRollBack"); }
    static bool isRollBack(const QWidget *widget, QPoint at)
    {
        const auto *menu = qobject_cast<const QMenu *>(widget);
        return menu && isRollBack(menu->actionAt(at));
    }
    /// A whole click on it is a way that is meant to change a model; none of them is reached with the right button, but a line of a menu.
    void mark(const QWidget *widget, QPoint pressed, QPoint released, bool left)
    {
        if (isRollBack(widget, pressed) || isRollBack(widget, released))
            m_way = "menu";
        else if (left && inPanel(widget))
            m_way = "panel";
        else if (left && qobject_cast<const TransitionButton *>(widget) && widget->rect().contains(pressed) && widget->rect().contains(released))
            m_way = "button";
    }
    int click(QRandomGenerator &random)
    {
        QPoint at;
        const auto button = random.bounded(4) == 0 ? Qt::RightButton : Qt::LeftButton;
        QWidget *widget = somewhere(random, at);
        if (!widget)
            return 0;
        const QPointer<QWidget> alive(widget);
        QPoint to = at;
        if (random.bounded(3) == 0)
            to += QPoint(random.bounded(60) - 30, random.bounded(60) - 30);
        if (m_spared && isRollBack(widget, to))
            to = at;
        mark(widget, at, to, button == Qt::LeftButton);
        m_what = QStringLiteral("click on %1").arg(nameOf(widget));
        QTest::mousePress(widget, button, {}, at);
        if (alive && to != at)
            QTest::mouseMove(widget, to);
        if (alive)
            QTest::mouseRelease(widget, button, {}, to);
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
        mark(widget, at, at, true);
        m_what = QStringLiteral("double click on %1").arg(nameOf(widget));
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
        bool control = random.bounded(5) == 0;
        auto key = random.bounded(2) ? kKeys[random.bounded(int(std::size(kKeys)))]
                                     : static_cast<Qt::Key>(Qt::Key_Space + random.bounded(int(Qt::Key_Z - Qt::Key_Space)));
        if (!m_spared && random.bounded(30) == 0) {
            control = true;
            key = Qt::Key_Backspace;
            const auto &stations = m_engine->state.stations;
            if (!QApplication::activePopupWidget() && !stations.empty() && random.bounded(2)) {
                QTest::keyClick(&window(), Qt::Key_Escape);  // nothing stands over the wall
                window().goTo(Rail::Live);
                window().livePage().wall().select(stations[static_cast<std::size_t>(random.bounded(int(stations.size())))].config.id);
                focus = &window().livePage().wall();
                focus->setFocus(Qt::OtherFocusReason);
            }
        } else if (TransitionButton *button = m_spared || random.bounded(6) ? nullptr : someButton(random)) {
            button->setFocus(Qt::TabFocusReason);
            focus = QApplication::activePopupWidget() ? QApplication::activePopupWidget() : button;
        }
        const auto *menu = qobject_cast<QMenu *>(focus);
        const bool back = menu && (isRollBack(menu->activeAction()) || key == Qt::Key_R);  // the letter of the menu's own Roll back
        if (m_spared) {
            // Tab may have brought the focus to the deliberate places, and one key is the deliberate way back.
            if (deliberate(focus) || (control && key == Qt::Key_Backspace))
                return QTest::keyClick(focus, Qt::Key_Tab), 0;
            if (back)
                return QTest::keyClick(focus, Qt::Key_Down), 0;
        }
        if (back)
            m_way = "menu";
        else if (inPanel(focus))
            m_way = "panel";
        else if (control && key == Qt::Key_Backspace && !focus->inherits("QLineEdit") && !focus->inherits("QAbstractSpinBox"))
            m_way = "Ctrl+Backspace";
        else if (!control && qobject_cast<TransitionButton *>(focus) && (key == Qt::Key_Space || key == Qt::Key_Return || key == Qt::Key_Enter))
            m_way = "key on a button";
        m_heard += QApplication::activeWindow() == &window();
        m_what = QStringLiteral("%1%2 at %3").arg(control ? "Ctrl+" : "", QKeySequence(key).toString(), nameOf(focus));
        QTest::keyClick(focus, key, control ? Qt::ControlModifier : Qt::NoModifier);
        return 1;
    }
    int drop(QRandomGenerator &random, const QString &file)
    {
        SentDrag drag(window(), {file});
        const QPoint at(random.bounded(window().width()), random.bounded(window().height()));
        m_what = QStringLiteral("drag");
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
        // Without a window manager nobody gives the keyboard back to it when a menu or a dialog has gone, and its keys would do nothing.
        if (!QApplication::activePopupWidget() && QApplication::activeWindow() != &window()) {
            window().activateWindow();
            QCoreApplication::processEvents();
        }
    }

    std::unique_ptr<FakeConsole> m_console;
    FakeEngine *m_engine = nullptr;
    std::map<StationId, std::optional<ModelId>> m_before;
    std::map<std::string, int> m_changes;  ///< by their way
    std::string m_way;                     ///< the one that the event is; empty: none
    QString m_what;                        ///< the event, in words
    int m_heard = 0;                       ///< keys while the window was active
    bool m_spared = true;                  ///< the ways that are meant for it
    bool m_inEvent = false;
    qint64 m_now = 0;
};

QTEST_MAIN(TstNoAccident)
#include "tst_noaccident.moc"
