// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/verdict.h"
#include "live/boxpainter.h"
#include "live/zoomview.h"

namespace lineside {

/// The picture of a part with the boxes of one answer, and nothing that tells whose it is. The part is framed, where it is known. UI thread only.
class AnswerView : public ZoomView {
    Q_OBJECT

public:
    explicit AnswerView(PictureViewport &viewport, QWidget *parent = nullptr);

    /// `says`: the answer in words, over the picture. `part`: empty where it is not known.
    void setAnswer(const JudgedFramePtr &answer, const Box &part, const QString &says);
    /// What is said in place of a picture.
    void setEmptyText(const QString &text) { m_emptyText = text; }
    const JudgedFramePtr &answer() const { return m_answer; }
    const Box &part() const { return m_part; }
    const QString &says() const { return m_says; }

    QRectF pictureArea() const override;
    QSize sizeHint() const override { return {640, 360}; }
    QSize minimumSizeHint() const override;  ///< what is asked about must be seen, however large the letters are

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    JudgedFramePtr m_answer;
    Box m_part;
    QString m_says, m_emptyText;
    BoxPainter m_boxes;
};

}  // namespace lineside
