// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/windowaccess.h"

#include <mutex>
#include <utility>

namespace lineside {

namespace {

constexpr int kLookMs = 500;

std::string taken(QString &secret)
{
    std::string text = secret.toStdString();
    secret.fill(QChar(0));
    secret.clear();
    return text;
}

}  // namespace

/// Where answers of the desk's thread find the window, as long as there is one. Thread-safe.
struct WindowAccess::Mailbox {
    std::mutex mutex;
    WindowAccess *access = nullptr;

    template <class F>
    void post(F &&work)
    {
        const std::lock_guard lock(mutex);
        if (access)
            QMetaObject::invokeMethod(access, std::forward<F>(work), Qt::QueuedConnection);
    }
};

WindowAccess::WindowAccess(AccessDesk *desk, QObject *parent) : QObject(parent), m_desk(desk), m_mailbox(std::make_shared<Mailbox>())
{
    m_mailbox->access = this;
    if (!desk)
        return;
    m_status = desk->status();
    connect(&m_timer, &QTimer::timeout, this, &WindowAccess::look);
    m_timer.start(kLookMs);
}

WindowAccess::~WindowAccess()
{
    const std::lock_guard lock(m_mailbox->mutex);
    m_mailbox->access = nullptr;
}

QStringList WindowAccess::names() const
{
    QStringList names;
    if (m_desk)
        for (const std::string &name : m_desk->names())
            names << QString::fromStdString(name);
    return names;
}

void WindowAccess::signIn(const QString &name, QString &&secret, SignedInReply reply)
{
    if (!m_desk)
        return;
    m_desk->signIn(name.toStdString(), taken(secret), [mailbox = m_mailbox, reply = std::move(reply)](Result<SignedIn, SignInRefusal> answer) {
        mailbox->post([mailbox, reply, answer = std::move(answer)] {
            mailbox->access->look();  // runs on its own thread, so it is alive
            reply(answer);
        });
    });
}

void WindowAccess::sign(QString &&secret, const char *meaning, SignatureReply reply)
{
    if (!m_desk)
        return;
    m_desk->sign(taken(secret), meaning, [mailbox = m_mailbox, reply = std::move(reply)](Result<ElectronicSignature, SignInRefusal> answer) {
        mailbox->post([mailbox, reply, answer = std::move(answer)] {
            mailbox->access->look();
            reply(answer);
        });
    });
}

void WindowAccess::signOut()
{
    if (!m_desk)
        return;
    m_desk->signOut();
    look();
}

void WindowAccess::look()
{
    if (!m_desk)
        return;
    AccessStatus now = m_desk->status();
    const bool same = now.asked == m_status.asked && now.who == m_status.who && now.trouble.has_value() == m_status.trouble.has_value();
    m_status = std::move(now);
    if (!same)
        emit changed();
}

}  // namespace lineside
