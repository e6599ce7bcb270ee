// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/signatureblock.h"

#include "itemmodels/accesswords.h"
#include "signin/refusallabel.h"
#include "signin/windowaccess.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>

#include <algorithm>
#include <iterator>

namespace lineside {

SignatureBlock::SignatureBlock(WindowAccess &access, QWidget *parent)
    : QWidget(parent), m_access(access), m_who(new QLabel(this)), m_meaningLabel(new QLabel(this)), m_secretLabel(new QLabel(this)), m_meaning(new QComboBox(this)),
      m_secret(new QLineEdit(this)), m_message(new RefusalLabel(this)), m_signIn(new QPushButton(this))
{
    setObjectName(QStringLiteral("signatureBlock"));
    m_who->setObjectName(QStringLiteral("signatureWho"));
    m_who->setWordWrap(true);
    m_meaning->setObjectName(QStringLiteral("signatureMeaning"));
    m_meaning->setMinimumHeight(40);
    for (const char *word : kMeanings)
        m_meaning->addItem(QString(), QLatin1String(word));
    m_meaningLabel->setBuddy(m_meaning);
    m_secret->setObjectName(QStringLiteral("signatureSecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_secret->setMaxLength(200);
    m_secret->setMinimumHeight(40);
    m_secretLabel->setBuddy(m_secret);
    m_message->setObjectName(QStringLiteral("signatureMessage"));
    m_signIn->setObjectName(QStringLiteral("signatureSignIn"));
    m_signIn->setMinimumHeight(40);
    m_signIn->setAutoDefault(false);

    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(1, 1);
    grid->addWidget(m_who, 0, 0, 1, 2);
    grid->addWidget(m_signIn, 1, 0, 1, 2, Qt::AlignLeft);
    grid->addWidget(m_meaningLabel, 2, 0);
    grid->addWidget(m_meaning, 2, 1);
    grid->addWidget(m_secretLabel, 3, 0);
    grid->addWidget(m_secret, 3, 1);
    grid->addWidget(m_message, 4, 0, 1, 2);
    setTabOrder(m_signIn, m_meaning);
    setTabOrder(m_meaning, m_secret);

    connect(m_secret, &QLineEdit::textChanged, this, &SignatureBlock::changed);
    connect(m_meaning, &QComboBox::currentIndexChanged, this, &SignatureBlock::changed);
    connect(m_message, &RefusalLabel::waitOver, this, &SignatureBlock::changed);
    connect(m_signIn, &QPushButton::clicked, this, &SignatureBlock::signInRequested);
    connect(&access, &WindowAccess::changed, this, &SignatureBlock::sync);
    retranslate();
}

void SignatureBlock::retranslate()
{
    m_meaningLabel->setText(tr("Meaning"));
    m_meaning->setAccessibleName(tr("What your signature means"));
    for (int i = 0; i < m_meaning->count(); ++i)
        m_meaning->setItemText(i, AccessWords::meaning(kMeanings[i]));
    m_secretLabel->setText(tr("PIN or password"));
    m_secret->setAccessibleName(tr("Your PIN or password, once more, to sign"));
    m_signIn->setText(tr("Sign in…"));
    m_signIn->setAccessibleName(tr("Sign in, so that you can sign"));
    sync();
}

void SignatureBlock::sync()
{
    const AccessStatus &status = m_access.status();
    const bool somebody = status.who.has_value();
    m_who->setText(somebody        ? tr("%1 signs: name, time and meaning go into the history.", "name and role").arg(AccessWords::person(status.who->name, status.who->role))
                   : status.asked ? tr("This has to be signed, and nobody is signed in.")
                                   : tr("This has to be signed, and there is nobody yet who could: an administrator adds people with “linesidectl people add”."));
    m_signIn->setVisible(!somebody && status.asked);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_meaningLabel, m_meaning, m_secretLabel, m_secret})
        widget->setVisible(somebody);
    if (!somebody)
        clear();
    emit changed();
}

QString SignatureBlock::lacks() const
{
    const AccessStatus &status = m_access.status();
    if (!status.who)
        return status.asked ? tr("Sign in, then sign.") : tr("Nobody can sign yet.");
    if (m_checking)
        return tr("Your signature is being checked.");
    if (m_message->waiting())
        return tr("Wait, then sign.");
    return m_secret->text().isEmpty() ? tr("Give your PIN or password once more: that signs.") : QString();
}

void SignatureBlock::sign(std::function<void(std::optional<ElectronicSignature>)> done)
{
    m_checking = true;
    m_message->say({});
    m_secret->setReadOnly(true);
    emit changed();
    m_access.sign(m_secret->text(), kMeanings[std::clamp(m_meaning->currentIndex(), 0, static_cast<int>(std::size(kMeanings)) - 1)],
                  [guard = QPointer<SignatureBlock>(this), done = std::move(done)](const Result<ElectronicSignature, SignInRefusal> &answer) {
                      if (!guard)
                          return;
                      guard->m_checking = false;
                      guard->m_secret->setReadOnly(false);
                      if (!answer) {
                          guard->m_secret->clear();
                          guard->m_message->tell(answer.error());
                          guard->m_secret->setFocus();
                      }
                      done(answer ? std::optional(*answer) : std::nullopt);
                      if (guard)
                          emit guard->changed();
                  });
}

void SignatureBlock::clear()
{
    m_secret->clear();
    m_meaning->setCurrentIndex(0);
    if (!m_message->waiting())
        m_message->say({});
}

void SignatureBlock::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

}  // namespace lineside
