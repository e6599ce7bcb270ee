// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/settingrow.h"

#include "settings/noticelabel.h"

#include <QAbstractButton>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QGroupBox>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

SettingRow::SettingRow(QWidget *editor, QWidget *parent)
    : QWidget(parent), m_editor(editor), m_name(new QLabel(this)), m_hint(new QLabel(this)), m_problem(new NoticeLabel(this))
{
    m_name->setBuddy(editor);
    m_name->setWordWrap(true);
    for (QLabel *label : {m_name, m_hint})
        label->setMargin(2);  // letters reach over their line
    m_hint->setWordWrap(true);
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    m_problem->setObjectName(editor->objectName() + QStringLiteral("Problem"));
    editor->setMinimumHeight(std::max(40, editor->minimumHeight()));

    // The wheel scrolls the page; a value under the pointer must not change by it.
    for (QWidget *widget : editor->findChildren<QWidget *>() + QList<QWidget *>{editor}) {
        if (qobject_cast<QAbstractSpinBox *>(widget) || qobject_cast<QComboBox *>(widget)) {
            widget->setFocusPolicy(Qt::StrongFocus);
            widget->installEventFilter(this);
        }
    }

    // One below the other: beside its field a name would leave no room at large text.
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 8);
    column->setSpacing(2);
    for (QWidget *part : std::initializer_list<QWidget *>{m_name, editor, m_problem, m_hint})
        column->addWidget(part);
}

bool SettingRow::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

void SettingRow::setTexts(const QString &name, const QString &hint)
{
    m_name->setText(name);
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    m_editor->setAccessibleName(name);
    m_editor->setAccessibleDescription(hint);
}

void SettingRow::setProblem(const QString &sentence)
{
    m_problem->setNotice(sentence);
}

QString SettingRow::problem() const
{
    return m_problem->notice();
}

bool SettingRow::matches(const QString &words) const
{
    const auto *ticked = qobject_cast<const QAbstractButton *>(m_editor);  // what is ticked says what it means itself
    const QString all = m_name->text() + QLatin1Char('\n') + m_hint->text() + (ticked ? QLatin1Char('\n') + ticked->text() : QString());
    const QStringList list = words.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(list.begin(), list.end(),
                       [&](const QString &word) { return all.contains(word, Qt::CaseInsensitive); });
}

void SettingRow::setApplies(bool applies)
{
    m_applies = applies;
    setVisible(m_applies && m_wanted);
}

void SettingRow::setWanted(bool wanted)
{
    m_wanted = wanted;
    setVisible(m_applies && m_wanted);
}

int showMatchingRows(QWidget *root, const QString &words)
{
    int shown = 0;
    const auto apply = [&](QWidget *parent, bool groupMatches) {
        int here = 0;
        for (SettingRow *row : parent->findChildren<SettingRow *>()) {
            const bool visible = groupMatches || row->matches(words);
            row->setWanted(visible);
            here += visible && row->applies();
        }
        return here;
    };
    for (QGroupBox *group : root->findChildren<QGroupBox *>()) {
        const int here = apply(group, group->title().contains(words.trimmed(), Qt::CaseInsensitive));
        group->setVisible(here > 0);
        shown += here;
    }
    return shown;
}

}  // namespace lineside
