// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/accessdesk.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>
#include <memory>

namespace lineside {

/// Who is at this window, as its desk has it: asked twice a second, because the list of people may be changed from outside. Brings the desk's
/// answers to the UI thread. Without a desk nobody is asked for. The desk must outlive it. UI thread only.
class WindowAccess : public QObject {
    Q_OBJECT

public:
    using SignedInReply = std::function<void(const Result<SignedIn, SignInRefusal> &)>;
    using SignatureReply = std::function<void(const Result<ElectronicSignature, SignInRefusal> &)>;

    explicit WindowAccess(AccessDesk *desk, QObject *parent = nullptr);
    ~WindowAccess() override;

    const AccessStatus &status() const { return m_status; }
    bool may(Deed deed) const { return m_status.may(deed); }
    QStringList names() const;

    /// Both wipe the text that they are given. Replies come on the UI thread, and not at all once this is gone.
    void signIn(const QString &name, QString &&secret, SignedInReply reply);
    void sign(QString &&secret, const char *meaning, SignatureReply reply);
    void signOut();
    /// Asks the desk now instead of at the next turn.
    void look();

signals:
    void changed();  ///< who is here, what he may, or whether anybody is asked

private:
    struct Mailbox;

    AccessDesk *m_desk;
    AccessStatus m_status;
    QTimer m_timer;
    std::shared_ptr<Mailbox> m_mailbox;
};

}  // namespace lineside
