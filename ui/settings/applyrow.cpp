// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/applyrow.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace lineside {
namespace {

QWidget *buttonsOf(const QString &group)
{
    auto *buttons = new QWidget;
    buttons->setObjectName(group + QStringLiteral("Buttons"));
    auto *line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, 0);
    for (const char *name : {"Apply", "Usual"}) {
        auto *button = new QPushButton;
        button->setObjectName(group + QLatin1String(name));
        button->setMinimumHeight(40);
        line->addWidget(button);
    }
    line->addStretch(1);
    return buttons;
}

}  // namespace

ApplyRow::ApplyRow(const QString &group, QWidget *parent)
    : SettingRow(buttonsOf(group), parent), m_apply(findChild<QPushButton *>(group + QStringLiteral("Apply"))), m_usual(findChild<QPushButton *>(group + QStringLiteral("Usual")))
{
    connect(m_apply, &QPushButton::clicked, this, &ApplyRow::applyWanted);
    connect(m_usual, &QPushButton::clicked, this, &ApplyRow::usualWanted);
}

void ApplyRow::retranslate(const QString &hint, const QString &apply, const QString &usual)
{
    setTexts(tr("Changes"), hint);
    m_apply->setText(tr("Apply"));
    m_apply->setAccessibleName(apply);
    m_usual->setText(tr("Back to the defaults"));
    m_usual->setAccessibleName(usual);
}

void ApplyRow::enable(bool apply, bool usual, QWidget *otherwise)
{
    // A button that greys would hand the keyboard on to whatever comes next in the window.
    if ((m_apply->hasFocus() && !apply) || (m_usual->hasFocus() && !usual))
        (usual && !m_usual->hasFocus() ? static_cast<QWidget *>(m_usual) : otherwise)->setFocus(Qt::OtherFocusReason);
    m_apply->setEnabled(apply);
    m_usual->setEnabled(usual);
}

}  // namespace lineside
