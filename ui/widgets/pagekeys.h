// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>

#include <functional>

class QKeyEvent;
class QWidget;

namespace lineside {

/// Keys that mean something on a whole page. They come before what its tables, lists and drop-downs do with them: these take
/// letters for a search of their own, and Ctrl+C for one cell. Owned by the page. UI thread only.
class PageKeys : public QObject {
public:
    /// `take` is asked for each key that reaches the page or one of `widgets`; it tells whether the page has taken it.
    PageKeys(QWidget *page, const QList<QWidget *> &widgets, std::function<bool(const QKeyEvent &)> take);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::function<bool(const QKeyEvent &)> m_take;
};

}  // namespace lineside
