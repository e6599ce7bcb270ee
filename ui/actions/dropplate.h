// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace lineside {

/// One place where a dragged file may land, and what will happen there. Opaque, so that the moving picture under it is not
/// painted for nothing while it is covered. UI thread only.
class DropPlate : public QWidget {
    Q_OBJECT

public:
    explicit DropPlate(QWidget *parent);

    /// `more`: a second, smaller line; may be empty.
    void setWords(const QString &words, const QString &more);
    /// Whether the file is held over it now.
    void setUnder(bool under);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_words, m_more;
    bool m_under = false;
};

}  // namespace lineside
