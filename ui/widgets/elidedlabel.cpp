// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/elidedlabel.h"

#include <QPainter>
#include <QTextLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kLeastCharacters = 8;

}  // namespace

ElidedLabel::ElidedLabel(QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);  // its words move nothing around it
}

void ElidedLabel::setText(const QString &text)
{
    if (text == QLabel::text())
        return;
    QLabel::setText(text);
    setToolTip(text);
    setAccessibleName(text);
}

QSize ElidedLabel::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2, fontMetrics().height()};
}

QSize ElidedLabel::minimumSizeHint() const
{
    return {std::min(sizeHint().width(), kLeastCharacters * fontMetrics().horizontalAdvance(QLatin1Char('0'))), fontMetrics().height()};
}

void ElidedLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(isEnabled() ? QPalette::Active : QPalette::Disabled, foregroundRole()));
    painter.drawText(rect(), Qt::AlignVCenter | Qt::AlignLeft, fitted());
}

QString ElidedLabel::fitted() const
{
    const auto shortened = [this](const QString &words) { return fontMetrics().elidedText(words, Qt::ElideRight, width()); };
    if (height() < 2 * fontMetrics().lineSpacing() || fontMetrics().horizontalAdvance(text()) <= width())
        return shortened(text());
    QTextLayout layout(text(), font());
    layout.beginLayout();
    QTextLine first = layout.createLine();
    first.setLineWidth(width());
    const int end = first.textLength();
    layout.endLayout();
    return text().left(end).trimmed() + QLatin1Char('\n') + shortened(text().mid(end).trimmed());
}

}  // namespace lineside
