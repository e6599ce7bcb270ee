// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>

namespace lineside {

/// The header of a table: a title that is too long for its column ends in "…" and is told whole in a tool tip, where Qt's
/// would cut it in the middle of a letter under a style sheet. UI thread only.
class TitleHeader : public QHeaderView {
    Q_OBJECT

public:
    explicit TitleHeader(QWidget *parent);

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int column) const override;
    bool viewportEvent(QEvent *event) override;

private:
    QString title(int column) const;
    QString fitted(QStyleOptionHeader option, int column) const;
};

}  // namespace lineside
