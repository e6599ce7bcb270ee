// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/refusallabel.h"

#include "itemmodels/accesswords.h"

#include <QEvent>

#include <algorithm>
#include <chrono>

namespace lineside {

RefusalLabel::RefusalLabel(QWidget *parent) : NoticeLabel(parent)
{
    m_clock = [] {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch()).count();
    };
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        showWords();
        if (!waiting()) {
            m_timer.stop();
            emit waitOver();
        }
    });
}

void RefusalLabel::tell(const SignInRefusal &refusal)
{
    m_refusal = refusal;
    m_told = true;
    m_until = m_clock() + refusal.wait.count();
    refusal.wait.count() > 0 ? m_timer.start() : m_timer.stop();
    showWords();
}

void RefusalLabel::say(const QString &sentence)
{
    m_told = false;
    m_until = 0;
    m_timer.stop();
    setNotice(sentence);
}

bool RefusalLabel::waiting() const
{
    return m_told && m_clock() < m_until;
}

void RefusalLabel::showWords()
{
    if (m_told)
        setNotice(AccessWords::notTaken(m_refusal, static_cast<int>((std::max<qint64>(0, m_until - m_clock()) + 999) / 1000)));
}

void RefusalLabel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        showWords();
    NoticeLabel::changeEvent(event);
}

}  // namespace lineside
