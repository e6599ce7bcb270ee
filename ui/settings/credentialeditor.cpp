// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/credentialeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/messages.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <utility>

namespace lineside {

CredentialEditor::CredentialEditor(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_user(new QLineEdit(this)), m_password(new QLineEdit(this)),
      m_store(new QPushButton(this)), m_stored(new QLabel(this))
{
    m_user->setObjectName(QStringLiteral("sourceUser"));
    m_password->setObjectName(QStringLiteral("sourcePassword"));
    m_password->setEchoMode(QLineEdit::Password);
    m_store->setObjectName(QStringLiteral("sourceStore"));
    m_stored->setObjectName(QStringLiteral("sourceStored"));
    m_stored->setWordWrap(true);
    m_stored->hide();
    auto *fields = new QHBoxLayout;
    fields->setSpacing(8);
    fields->addWidget(m_user, 1);
    fields->addWidget(m_password, 1);
    fields->addWidget(m_store);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_user, m_password, m_store})
        widget->setMinimumHeight(40);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addLayout(fields);
    column->addWidget(m_stored);
    new DeedLock(m_store, m_bridge, Deed::ChangeSettings);
    connect(m_store, &QPushButton::clicked, this, [this] { store({}); });
    retranslate();
}

void CredentialEditor::retranslate()
{
    m_user->setPlaceholderText(tr("User name"));
    m_user->setAccessibleName(tr("User name of the camera"));
    m_password->setPlaceholderText(tr("Password"));
    m_password->setAccessibleName(tr("Password of the camera"));
    m_store->setText(tr("Store"));
    m_store->setAccessibleName(tr("Store user name and password in the keychain"));
    showStored(storedSentence());
}

void CredentialEditor::show(const StationId &station, const std::string &credential)
{
    const bool other = std::exchange(m_station, station) != station;
    const bool same = std::exchange(m_credential, credential) == credential;
    if (!other && same)
        return;
    if (other) {
        m_user->clear();
        m_password->clear();
        m_store->setEnabled(true);
        emit problemChanged({});
    }
    showStored(storedSentence());
}

void CredentialEditor::fill(const QString &user, const QString &password)
{
    m_user->setText(user);
    m_password->setText(password);
}

bool CredentialEditor::filled() const
{
    return !m_user->text().isEmpty() && !m_password->text().isEmpty();
}

QString CredentialEditor::storedSentence() const
{
    return m_credential.empty() ? QString() : tr("A user name and password are stored for this station.");
}

void CredentialEditor::showStored(const QString &sentence)
{
    m_stored->setText(sentence);
    m_stored->setVisible(!sentence.isEmpty());
}

void CredentialEditor::store(std::function<void()> then)
{
    // A keychain may ask its owner first, so the answer can take a while.
    m_store->setEnabled(false);
    emit problemChanged({});
    showStored(tr("Waiting for the keychain of the system…"));
    const bool removed = m_user->text().isEmpty();
    const QPointer<CredentialEditor> self(this);
    m_bridge.storeCredential(Words::text(m_station), m_user->text(), m_password->text(),
                             [self, station = m_station, removed, then = std::move(then)](const Result<void> &result) {
                                 if (!self)
                                     return;
                                 self->answered(station, removed, result);
                                 if (result.ok() && then && self->m_station == station)
                                     then();
                             });
}

void CredentialEditor::answered(const StationId &station, bool removed, const Result<void> &result)
{
    const std::string credential = removed ? std::string() : station;
    if (station != m_station) {
        if (result.ok())
            emit storedElsewhere(station, credential);
        else
            emit m_bridge.commandRefused(errorSentence(result.error()));
        return;
    }
    m_store->setEnabled(true);
    if (!result.ok()) {
        showStored(storedSentence());
        emit problemChanged(tr("The keychain did not take the user name and password. %1 What was stored before stays.")
                                .arg(Words::error(result.error())));
        return;
    }
    m_password->clear();
    m_credential = credential;
    showStored(removed ? tr("The stored user name and password were removed.") : tr("Stored in the keychain of the system."));
    emit stored(credential);
}

}  // namespace lineside
