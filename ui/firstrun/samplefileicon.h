// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QMimeData;

namespace lineside {

/// A real file as an icon that can be dragged, onto this window or onto any other program. Always a copy: the file
/// stays. UI thread only.
class SampleFileIcon : public QWidget {
    Q_OBJECT

public:
    explicit SampleFileIcon(QWidget *parent = nullptr);

    void setFile(const QString &path);
    QString file() const { return m_path; }
    QMimeData *mimeData() const;  ///< what is dragged; owned by the caller

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;

private:
    QPixmap picture() const;

    QString m_path;
    QPoint m_pressedAt;
};

}  // namespace lineside
