// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/hoursrow.h"

#include "widgets/wheelguard.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTimeEdit>
#include <QVBoxLayout>

namespace lineside {

namespace {

QTime timeOf(int minutes)
{
    return QTime(0, 0).addSecs(60 * minutes);
}

int minutesOf(const QTime &time)
{
    return 60 * time.hour() + time.minute();
}

/// Tab leads on to the next field, as everywhere; from hours to minutes lead the arrows and what is typed. UI thread only.
class TimeField : public QTimeEdit {
public:
    using QTimeEdit::QTimeEdit;

protected:
    bool focusNextPrevChild(bool next) override { return QWidget::focusNextPrevChild(next); }
};

}  // namespace

HoursRow::HoursRow(const CanaryWindow &window, QWidget *parent) : QWidget(parent)
{
    auto *days = new QHBoxLayout;
    days->setSpacing(12);
    for (int day = 0; day < 7; ++day) {
        auto *check = new QCheckBox(this);
        check->setMinimumSize(40, 40);
        check->setChecked(window.days & (1 << day));
        connect(check, &QCheckBox::toggled, this, &HoursRow::changed);
        days->addWidget(check);
        m_days[static_cast<std::size_t>(day)] = check;
    }
    days->addStretch(1);
    const auto time = [this](int minutes, QLabel *&label) -> QTimeEdit * {
        auto *made = new TimeField(timeOf(minutes), this);
        made->setMinimumHeight(40);
        made->setDisplayFormat(QStringLiteral("HH:mm"));
        made->setWrapping(true);
        label = new QLabel(this);
        label->setBuddy(made);
        return made;
    };
    m_from = time(window.hours.from, m_fromLabel);
    m_to = time(window.hours.to, m_toLabel);
    m_meaning = new QLabel(this);
    m_meaning->setProperty("second", true);
    m_remove = new QPushButton(this);
    m_remove->setMinimumHeight(40);
    m_remove->setAutoDefault(false);
    auto *hours = new QHBoxLayout;
    hours->setSpacing(8);
    for (QWidget *part : std::initializer_list<QWidget *>{m_fromLabel, m_from, m_toLabel, m_to, m_meaning})
        hours->addWidget(part);
    hours->addStretch(1);
    hours->addWidget(m_remove);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 8);
    column->setSpacing(4);
    column->addLayout(days);
    column->addLayout(hours);
    guardFromWheel(*this);

    for (const QTimeEdit *edit : {m_from, m_to}) {
        connect(edit, &QTimeEdit::timeChanged, this, &HoursRow::sayMeaning);
        connect(edit, &QTimeEdit::timeChanged, this, &HoursRow::changed);
    }
    connect(m_remove, &QPushButton::clicked, this, &HoursRow::removeWanted);
    setNumber(1);
}

CanaryWindow HoursRow::typed() const
{
    CanaryWindow window;
    window.days = 0;
    for (int day = 0; day < 7; ++day) {
        if (m_days[static_cast<std::size_t>(day)]->isChecked())
            window.days = static_cast<std::uint8_t>(window.days | (1 << day));
    }
    window.hours = {minutesOf(m_from->time()), minutesOf(m_to->time())};
    return window;
}

void HoursRow::setNumber(int number)
{
    m_number = number;
    for (int day = 0; day < 7; ++day)
        m_days[static_cast<std::size_t>(day)]->setObjectName(QStringLiteral("planDay_%1_%2").arg(number).arg(day + 1));
    m_from->setObjectName(QStringLiteral("planFrom_%1").arg(number));
    m_to->setObjectName(QStringLiteral("planTo_%1").arg(number));
    m_remove->setObjectName(QStringLiteral("planRemoveHours_%1").arg(number));
    retranslate();
}

void HoursRow::retranslate()
{
    const QLocale locale;
    const QString number = locale.toString(m_number);
    for (int day = 0; day < 7; ++day) {
        QCheckBox *check = m_days[static_cast<std::size_t>(day)];
        check->setText(locale.standaloneDayName(day + 1, QLocale::ShortFormat));
        check->setAccessibleName(tr("Hours %1: %2", "number, day of the week").arg(number, locale.standaloneDayName(day + 1)));
    }
    m_fromLabel->setText(tr("From", "time of day"));
    m_from->setAccessibleName(tr("Hours %1: from", "number").arg(number));
    m_toLabel->setText(tr("to", "time of day"));
    m_to->setAccessibleName(tr("Hours %1: to", "number").arg(number));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove hours %1", "number").arg(number));
    sayMeaning();
}

std::vector<QWidget *> HoursRow::fields() const
{
    std::vector<QWidget *> all(m_days.begin(), m_days.end());
    all.insert(all.end(), {m_from, m_to, m_remove});
    return all;
}

void HoursRow::sayMeaning()
{
    const QTime from = m_from->time(), to = m_to->time();
    m_meaning->setText(from == to ? tr("The whole day") : to < from ? tr("Until the next day") : QString());
}

}  // namespace lineside
