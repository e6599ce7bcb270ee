// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/dropstrip.h"

#include "widgets/titlelabel.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace lineside {

DropStrip::DropStrip(bool large, QWidget *parent)
    : QFrame(parent), m_title(new TitleLabel(large ? 1.6 : 1.0, this)), m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    setObjectName(large ? QStringLiteral("libraryEmpty") : QStringLiteral("libraryDropStrip"));
    m_button->setObjectName(large ? QStringLiteral("libraryEmptyImport") : QStringLiteral("libraryImport"));
    m_button->setMinimumHeight(40);
    setFocusProxy(m_button);
    m_text->setWordWrap(true);
    auto *words = new QVBoxLayout;
    words->setSpacing(large ? 12 : 2);
    words->addWidget(m_title);
    words->addWidget(m_text);
    auto *layout = new QBoxLayout(large ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight, this);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setSpacing(16);
    if (large) {
        m_title->setAlignment(Qt::AlignCenter);
        m_text->setAlignment(Qt::AlignCenter);
        layout->addStretch(1);
        layout->addLayout(words);
        layout->addWidget(m_button, 0, Qt::AlignHCenter);
        layout->addStretch(1);
    } else {
        setMinimumHeight(64);
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        layout->addLayout(words, 1);
        layout->addWidget(m_button);
    }
    connect(m_button, &QPushButton::clicked, this, &DropStrip::chooseFiles);
    retranslate();
}

void DropStrip::retranslate()
{
    m_title->setText(tr("Drop a weight file here, or press Ctrl+O."));
    m_text->setText(tr(".pt, .torchscript, .onnx or an OpenVINO folder. Nothing changes on the line until you promote."));
    m_button->setText(tr("Import files…"));
    m_button->setAccessibleName(tr("Choose weight files to import"));
    setAccessibleName(m_title->text());
}

void DropStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(palette().color(QPalette::PlaceholderText), 2, Qt::CustomDashLine);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 4, 4);
}

}  // namespace lineside
