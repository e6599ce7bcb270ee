// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lineside {

/// Plain text that takes the room there is, in two lines where it is high enough for them: shortened with "…" where that is too
/// little, whole in the tool tip and for screen readers. UI thread only.
class ElidedLabel : public QLabel {
    Q_OBJECT

public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString fitted() const;
};

}  // namespace lineside
