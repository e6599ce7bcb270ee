// SPDX-License-Identifier: GPL-3.0-or-later
#include "signin/signinpanel.h"

#include "itemmodels/accesswords.h"
#include "itemmodels/words.h"
#include "settings/noticelabel.h"
#include "signin/refusallabel.h"
#include "signin/windowaccess.h"

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

namespace {

constexpr int kMostSecret = 200;  ///< characters; longer ones are nobody's

QPushButton *button(const QString &name, QWidget *parent)
{
    auto *made = new QPushButton(parent);
    made->setObjectName(name);
    made->setMinimumHeight(40);
    made->setAutoDefault(false);
    made->setFocusPolicy(Qt::TabFocus);
    return made;
}

}  // namespace

SignInPanel::SignInPanel(WindowAccess &access, QWidget *parent) : QFrame(parent), m_access(access)
{
    setObjectName(QStringLiteral("signInPanel"));
    setProperty("card", true);
    setAutoFillBackground(true);
    build();
    connect(m_secret, &QLineEdit::returnPressed, this, &SignInPanel::signIn);
    connect(m_secret, &QLineEdit::textChanged, this, &SignInPanel::showState);
    connect(m_name, &QComboBox::currentIndexChanged, this, [this] {
        // How long one name waits says nothing of another.
        if (m_name->currentText() != m_refusedName)
            m_message->say({});
        showState();
    });
    connect(m_message, &RefusalLabel::waitOver, this, &SignInPanel::showState);
    connect(m_go, &QPushButton::clicked, this, &SignInPanel::signIn);
    connect(m_out, &QPushButton::clicked, this, &SignInPanel::signOutRequested);
    connect(m_close, &QPushButton::clicked, this, &SignInPanel::closed);
    connect(&access, &WindowAccess::changed, this, [this] {
        if (isVisible())
            sync();
    });
    retranslate();
    hide();
}

void SignInPanel::build()
{
    m_content = new QWidget;
    m_title = new QLabel(m_content);
    m_title->setProperty("strong", true);
    m_why = new NoticeLabel(m_content);
    m_why->setObjectName(QStringLiteral("signInWhy"));
    m_who = new QLabel(m_content);
    m_who->setObjectName(QStringLiteral("signInWho"));
    m_who->setWordWrap(true);
    m_nameLabel = new QLabel(m_content);
    m_name = new QComboBox(m_content);
    m_name->setObjectName(QStringLiteral("signInName"));
    m_name->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_name->setMinimumContentsLength(12);
    m_name->setMinimumHeight(40);
    m_nameLabel->setBuddy(m_name);
    m_secretLabel = new QLabel(m_content);
    m_secret = new QLineEdit(m_content);
    m_secret->setObjectName(QStringLiteral("signInSecret"));
    m_secret->setEchoMode(QLineEdit::Password);
    m_secret->setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText);
    m_secret->setMaxLength(kMostSecret);
    m_secret->setMinimumHeight(40);
    m_secretLabel->setBuddy(m_secret);
    m_message = new RefusalLabel(m_content);
    m_message->setObjectName(QStringLiteral("signInMessage"));
    m_go = button(QStringLiteral("signInGo"), m_content);
    m_go->setProperty("primary", true);
    m_out = button(QStringLiteral("signOut"), m_content);
    m_close = button(QStringLiteral("signInClose"), m_content);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_go, 1);
    buttons->addWidget(m_out);
    buttons->addWidget(m_close);

    auto *digits = new QGridLayout;
    digits->setSpacing(8);
    const auto place = [&](QPushButton *made, int row, int column) {
        made->setProperty("digit", true);  // which gloves hit
        digits->addWidget(made, row, column);
    };
    for (int i = 1; i <= 10; ++i) {
        const QString digit = QString::number(i % 10);
        QPushButton *made = button(QStringLiteral("signInDigit") + digit, m_content);
        made->setText(digit);
        connect(made, &QPushButton::clicked, this, [this, digit] { m_secret->insert(digit); });
        i == 10 ? place(made, 3, 1) : place(made, (i - 1) / 3, (i - 1) % 3);
    }
    m_erase = button(QStringLiteral("signInErase"), m_content);
    m_erase->setText(QStringLiteral("⌫"));
    connect(m_erase, &QPushButton::clicked, m_secret, &QLineEdit::backspace);
    place(m_erase, 3, 2);

    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_title, m_why, m_who, m_nameLabel, m_name, m_secretLabel, m_secret, m_message})
        column->addWidget(widget);
    column->addLayout(buttons);
    column->addSpacing(4);
    column->addLayout(digits);
    column->addStretch(1);

    // A low window with large text has not room for all of it.
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("signInScroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidget(m_content);
    for (QWidget *widget : {m_scroll->viewport(), m_content})
        widget->setAutoFillBackground(false);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->addWidget(m_scroll);
}

void SignInPanel::retranslate()
{
    setAccessibleName(tr("Sign in"));
    m_title->setText(tr("Sign in"));
    m_nameLabel->setText(tr("Name"));
    m_name->setAccessibleName(tr("Your name"));
    m_secretLabel->setText(tr("PIN or password"));
    m_secret->setAccessibleName(tr("Your PIN or password"));
    m_go->setText(tr("Sign in"));
    m_out->setText(tr("Lock"));
    m_out->setAccessibleName(tr("Lock: sign out, the pictures go on"));
    m_out->setToolTip(tr("%1 (Ctrl+L)", "what a button does").arg(m_out->accessibleName()));
    m_close->setText(tr("Close"));
    m_close->setAccessibleName(tr("Close the panel. Nobody signs in."));
    m_erase->setAccessibleName(tr("Erase the last character"));
    for (int digit = 0; digit < 10; ++digit)
        findChild<QPushButton *>(QStringLiteral("signInDigit%1").arg(digit))->setAccessibleName(tr("Digit %1").arg(digit));
    showState();
}

void SignInPanel::open(const QString &why)
{
    m_why->setNotice(why);
    m_secret->clear();
    if (!m_message->waiting())
        m_message->say({});
    sync();
    show();
    raise();
    m_scroll->verticalScrollBar()->setValue(0);
    (m_name->count() > 1 && m_refusedName.isEmpty() && m_name->currentIndex() < 0 ? static_cast<QWidget *>(m_name) : m_secret)->setFocus();
}

void SignInPanel::placeIn(const QRect &area)
{
    const int width = std::min(area.width(), std::max(360, fontMetrics().averageCharWidth() * 52));
    m_content->ensurePolished();
    QLayout *const inside = m_content->layout();
    inside->activate();
    ensurePolished();
    const QMargins edges = layout()->contentsMargins() + contentsMargins();  // the second are those of the frame
    const int wanted = (inside->hasHeightForWidth() ? inside->totalHeightForWidth(width - edges.left() - edges.right()) : inside->totalSizeHint().height()) + edges.top() + edges.bottom();
    const int height = std::min(area.height(), wanted);
    setGeometry(area.right() - width + 1, area.top(), width, height);
}

void SignInPanel::sync()
{
    const QStringList names = m_access.names();
    QStringList shown;
    for (int i = 0; i < m_name->count(); ++i)
        shown << m_name->itemText(i);
    if (shown != names) {
        const QString chosen = m_name->currentText();
        const QSignalBlocker quiet(m_name);
        m_name->clear();
        m_name->addItems(names);
        const int again = m_name->findText(chosen);
        m_name->setCurrentIndex(again >= 0 ? again : names.size() == 1 ? 0 : -1);
    }
    showState();
}

void SignInPanel::showState()
{
    const AccessStatus &status = m_access.status();
    QString who = status.who ? tr("Signed in: %1, since %2.", "name and role, time").arg(AccessWords::person(status.who->name, status.who->role), Words::since(status.who->since))
                             : tr("Nobody is signed in: whoever stands here is an operator. Rolling back works in any case.");
    if (status.trouble)
        who += QLatin1Char(' ') + tr("The list of people is damaged; an administrator finds out more with “linesidectl people list”.");
    m_who->setText(who);
    m_who->setVisible(status.who || status.trouble || m_why->notice().isEmpty());  // else it is said above
    m_name->setPlaceholderText(tr("Choose your name"));
    m_go->setText(m_checking ? tr("Checking…") : tr("Sign in"));
    m_go->setAccessibleName(m_go->text());
    const bool ready = m_name->currentIndex() >= 0 && !m_secret->text().isEmpty() && !m_checking && !m_message->waiting();
    // Qt hands the keyboard of what goes away to whatever comes next by Tab: it stays with who is typing.
    if (!ready && m_go->hasFocus())
        m_secret->setFocus();
    if (!status.who && m_out->hasFocus())
        m_secret->setFocus();
    m_go->setEnabled(ready);
    m_secret->setReadOnly(m_checking);
    m_out->setVisible(status.who.has_value());
    if (isVisible())
        emit placeNeeded();
}

void SignInPanel::signIn()
{
    if (!m_go->isEnabled())
        return;
    const QString name = m_name->currentText();
    QString secret = m_secret->text();
    m_checking = true;
    m_secret->clear();
    m_message->say({});
    showState();
    m_access.signIn(name, std::move(secret), [guard = QPointer<SignInPanel>(this), name](const Result<SignedIn, SignInRefusal> &answer) {
        if (!guard)
            return;
        SignInPanel &panel = *guard;
        panel.m_checking = false;
        panel.m_refusedName = answer ? QString() : name;
        if (answer) {
            panel.m_why->setNotice({});
            panel.showState();
            emit panel.closed();
            return;
        }
        panel.m_message->tell(answer.error());
        panel.showState();
        panel.m_secret->setFocus();
    });
}

void SignInPanel::setClock(std::function<qint64()> clock)
{
    m_message->setClock(std::move(clock));
}

void SignInPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape) {
        emit closed();
        return;
    }
    QFrame::keyPressEvent(event);
    event->accept();  // no key of this panel means anything to the page behind it
}

void SignInPanel::hideEvent(QHideEvent *event)
{
    m_secret->clear();
    QFrame::hideEvent(event);
}

void SignInPanel::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace lineside
