// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/uichecks.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractScrollArea>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QLineEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTabBar>
#include <QWidget>
#include <QtTest>

#include <algorithm>

namespace lineside::test {

namespace {

QString nameOf(const QWidget *widget)
{
    return QStringLiteral("%1 \"%2\"").arg(QLatin1String(widget->metaObject()->className()), widget->objectName());
}

bool isPart(const QWidget *widget)
{
    const QWidget *parent = widget->parentWidget();
    return qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent)
        || qobject_cast<const QLineEdit *>(parent) || qobject_cast<const QTabBar *>(parent)
        || qobject_cast<const QAbstractItemView *>(parent) || widget->inherits("QHeaderView")
        || widget->inherits("QComboBoxPrivateContainer") || widget->objectName().startsWith(QLatin1String("qt_"));
}

bool isInteractive(const QWidget *widget)
{
    return qobject_cast<const QAbstractButton *>(widget) || qobject_cast<const QComboBox *>(widget)
        || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QAbstractSpinBox *>(widget)
        || qobject_cast<const QAbstractItemView *>(widget) || qobject_cast<const QTabBar *>(widget)
        || (widget->focusPolicy() & Qt::TabFocus && !qobject_cast<const QAbstractScrollArea *>(widget));
}

bool standsForOthers(const QAbstractButton *button, const std::vector<QWidget *> &reached)
{
    const auto excludes = [button](const QWidget *other) {
        const auto *b = qobject_cast<const QAbstractButton *>(other);
        return b && ((button->group() && b->group() == button->group())
                     || (button->autoExclusive() && b->autoExclusive() && b->parentWidget() == button->parentWidget()));
    };
    return std::ranges::any_of(reached, excludes);
}

}  // namespace

std::vector<QWidget *> interactiveWidgets(QWidget &root)
{
    std::vector<QWidget *> found;
    for (QWidget *widget : root.findChildren<QWidget *>())
        if (widget->isVisible() && isInteractive(widget) && !isPart(widget) && !widget->focusProxy())
            found.push_back(widget);
    return found;
}

QStringList unnamed(QWidget &root)
{
    QStringList problems;
    for (const QWidget *widget : interactiveWidgets(root)) {
        if (widget->objectName().isEmpty())
            problems << nameOf(widget) + QStringLiteral(" in ") + nameOf(widget->parentWidget()) + QStringLiteral(": no object name");
        if (widget->accessibleName().isEmpty())
            problems << nameOf(widget) + QStringLiteral(": no accessible name");
    }
    return problems;
}

QStringList unreachable(QWidget &window)
{
    const auto inScroll = [](const QWidget *widget) {
        for (const QWidget *w = widget->parentWidget(); w; w = w->parentWidget())
            if (qobject_cast<const QAbstractScrollArea *>(w))
                return true;
        return false;
    };
    const auto place = [&](const QWidget *w) { return QRect(w->mapTo(&window, QPoint()), w->size()); };
    QStringList problems;
    const std::vector<QWidget *> widgets = interactiveWidgets(window);
    for (const QWidget *a : widgets) {
        if (inScroll(a))
            continue;
        if (!window.rect().contains(place(a)))
            problems << nameOf(a) + QStringLiteral(": outside of the window");
        for (const QWidget *b : widgets)
            if (a < b && !inScroll(b) && !a->isAncestorOf(b) && !b->isAncestorOf(a) && place(a).intersects(place(b)))
                problems << nameOf(a) + QStringLiteral(": lies on ") + nameOf(b);
    }
    return problems;
}

QStringList smallTargets(QWidget &root, int least)
{
    QStringList problems;
    for (const QWidget *widget : interactiveWidgets(root))
        if (widget->height() < least || widget->width() < least)
            problems << nameOf(widget) + QStringLiteral(": %1 × %2 px").arg(widget->width()).arg(widget->height());
    return problems;
}

namespace {

struct TabRound {
    std::vector<QWidget *> reached;  ///< in the order of the presses
    QStringList problems;
};

/// Presses Tab in the window of `root` until it comes to a widget again.
TabRound pressTab(QWidget &root)
{
    QWidget *window = root.window();
    window->activateWindow();
    TabRound round;
    if (!QTest::qWaitForWindowActive(window)) {
        round.problems << QStringLiteral("the window does not become active");
        return round;
    }
    if (!QApplication::focusWidget() || QApplication::focusWidget()->window() != window)
        window->setFocus();
    for (int presses = 0; presses < 1000; ++presses) {
        QWidget *at = QApplication::focusWidget() ? QApplication::focusWidget() : window;
        QTest::keyClick(at, Qt::Key_Tab);
        QWidget *now = QApplication::focusWidget();
        if (now == at && round.reached.size() > 1)
            round.problems << nameOf(at) + QStringLiteral(": Tab goes no further");
        if (!now || std::ranges::find(round.reached, now) != round.reached.end())
            break;
        round.reached.push_back(now);
    }
    return round;
}

}  // namespace

QStringList notReachedByTab(QWidget &root)
{
    auto [reached, problems] = pressTab(root);
    for (const QWidget *widget : interactiveWidgets(root)) {
        const auto *button = qobject_cast<const QAbstractButton *>(widget);
        const bool here = std::ranges::any_of(reached, [&](const QWidget *r) { return r == widget || widget->isAncestorOf(r); });
        if (widget->isEnabled() && !here && !(button && standsForOthers(button, reached)))
            problems << nameOf(widget) + QStringLiteral(": not reached by Tab");
    }
    return problems;
}

QStringList againstReadingOrder(QWidget &root)
{
    auto [reached, problems] = pressTab(root);
    std::erase_if(reached, [&](const QWidget *w) { return !root.isAncestorOf(w); });
    // It is the order of what is there, not of what happens to be scrolled into view.
    for (QAbstractScrollArea *area : root.findChildren<QAbstractScrollArea *>())
        area->verticalScrollBar()->setValue(area->verticalScrollBar()->minimum());
    QStringList back;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        QWidget *from = reached[i], *to = reached[(i + 1) % reached.size()];
        const QRect a(from->mapTo(&root, QPoint()), from->size()), b(to->mapTo(&root, QPoint()), to->size());
        const bool up = b.bottom() < a.center().y() && b.center().y() < a.top();
        const bool left = !up && b.top() < a.center().y() && b.right() < a.left();
        if ((up && b.left() < a.right()) || left)
            back << QStringLiteral("Tab goes back from %1 to %2").arg(nameOf(from), nameOf(to));
    }
    if (back.size() > 1)
        problems << back;
    return problems;
}

QStringList withoutVisibleFocus(QWidget &root)
{
    QStringList problems;
    QWidget *window = root.window();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window))
        return {QStringLiteral("the window does not become active")};
    for (QWidget *widget : interactiveWidgets(root)) {
        if (!widget->isEnabled() || !(widget->focusPolicy() & Qt::TabFocus))
            continue;
        // As the Tab key does: what is scrolled away comes into sight.
        for (QWidget *parent = widget->parentWidget(); parent; parent = parent->parentWidget())
            if (auto *scroll = qobject_cast<QScrollArea *>(parent))
                scroll->ensureWidgetVisible(widget);
        // What is around belongs to it: a list's frame may be its parent's to paint.
        const QRect area = QRect(widget->mapTo(window, QPoint(-4, -4)), widget->size() + QSize(8, 8)).intersected(window->rect());
        if (QWidget *before = QApplication::focusWidget())
            before->clearFocus();
        const QImage without = window->grab(area).toImage();
        widget->setFocus(Qt::TabFocusReason);
        const QImage with = window->grab(area).toImage();
        int changed = 0;
        for (int y = 0; y < with.height(); ++y)
            for (int x = 0; x < with.width(); ++x)
                changed += contrast(with.pixelColor(x, y), without.pixelColor(x, y)) >= 3;
        if (changed < 2 * std::min(40, std::min(area.width(), area.height())))
            problems << nameOf(widget) + QStringLiteral(": focus changes %1 pixels").arg(changed);
    }
    return problems;
}

QString PseudoLanguage::translate(const char *, const char *source, const char *, int) const
{
    static const QString plain = QStringLiteral("aeioucnAEIOUCN"), accents = QString::fromUtf8("åéîøüçñÅÉÎØÜÇÑ");
    QString text = QString::fromUtf8(source);
    const qsizetype letters = text.size();
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == QLatin1Char('%')) {
            i += text.mid(i, 3) == QLatin1String("%Ln") ? 2 : 1;  // %1, %n and %Ln stay what they are
            continue;
        }
        if (const qsizetype at = plain.indexOf(text[i]); at >= 0)
            text[i] = accents[at];
    }
    // Words grow, and so do sentences; padding is in words, so that text which may break into lines still may.
    qsizetype missing = (letters * 2 + 4) / 5;
    const bool sentence = text.contains(QLatin1Char(' '));
    while (missing > 0) {
        const qsizetype word = std::min<qsizetype>(missing, 6);
        if (sentence && missing > 3)
            text += QLatin1Char(' ');
        text += QString(word, QChar(0x00F6));
        missing -= word + 1;
    }
    return text;
}

}  // namespace lineside::test
