// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/onlychip.h"

#include "widgets/format.h"
#include "widgets/forreaders.h"

#include <QEvent>

namespace lineside {

OnlyChip::OnlyChip(const QString &name, QWidget *parent) : QPushButton(parent)
{
    setObjectName(name);
    setMinimumHeight(40);
    setAutoDefault(false);
    hide();
}

void OnlyChip::showOnly(const std::optional<QString> &classOf, int places)
{
    m_class = classOf;
    m_places = places;
    retranslate();
    setVisible(m_class.has_value());
}

void OnlyChip::retranslate()
{
    if (!m_class)
        return;
    const QString of = tr("Only %1 (%2)", "class, number of pictures").arg(*m_class, Format::count(static_cast<std::uint64_t>(m_places)));
    setText(of + QStringLiteral("  \u2715"));
    nameForReaders(this, tr("%1: show all again", "what is shown").arg(of));
    setToolTip(tr("Shows every place again, of all classes (Esc)"));
}

void OnlyChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QPushButton::changeEvent(event);
}

}  // namespace lineside
