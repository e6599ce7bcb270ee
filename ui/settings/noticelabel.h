// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLabel>

namespace lineside {

/// A sentence that must be seen, in place: dark words and symbol on a bright amber fill with an outline, which stays
/// apart from red for every kind of sight. Hidden while it has nothing to say. UI thread only.
class NoticeLabel : public QLabel {
    Q_OBJECT

public:
    explicit NoticeLabel(QWidget *parent = nullptr);

    void setNotice(const QString &sentence);  ///< empty: hides
    QString notice() const { return m_sentence; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_sentence;
};

}  // namespace lineside
