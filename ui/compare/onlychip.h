// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

#include <optional>

namespace lineside {

/// Says that of all places where two models differ only those of one class are shown, and leads back to all of them. Hidden while all are. UI thread only.
class OnlyChip : public QPushButton {
    Q_OBJECT

public:
    /// `name`: of the widget.
    explicit OnlyChip(const QString &name, QWidget *parent = nullptr);

    /// So many places of the class are there; empty: all are shown.
    void showOnly(const std::optional<QString> &classOf, int places);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    std::optional<QString> m_class;
    int m_places = 0;
};

}  // namespace lineside
