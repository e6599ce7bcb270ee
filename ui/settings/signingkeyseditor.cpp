// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/signingkeyseditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/settingrow.h"
#include "signin/deedlock.h"

#include <QEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPointer>
#include <QPushButton>
#include <QSettings>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace lineside {

namespace {

constexpr qint64 kMaxKeyBytes = 4096;
constexpr int kShownRows = 4;

/// The line of base64 of what was typed or pasted: the last word, for the comment stands before it.
QString lastWord(const QString &text)
{
    return text.simplified().section(QLatin1Char(' '), -1);
}

}  // namespace

SigningKeysEditor::SigningKeysEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    retranslate();
    enableButtons();
    for (QPushButton *button : {m_add, m_revoke, m_remove, m_removeRevoked})
        new DeedLock(button, m_bridge, Deed::ChangeKeys);
    connect(m_add, &QPushButton::clicked, this, &SigningKeysEditor::add);
    connect(m_open, &QPushButton::clicked, this, &SigningKeysEditor::openFile);
    connect(m_revoke, &QPushButton::clicked, this, &SigningKeysEditor::revoke);
    connect(m_remove, &QPushButton::clicked, this, [this] { remove(&SigningKeys::trusted, m_trusted); });
    connect(m_removeRevoked, &QPushButton::clicked, this, [this] { remove(&SigningKeys::revoked, m_revoked); });
    for (QListWidget *list : {m_trusted, m_revoked})
        connect(list, &QListWidget::currentRowChanged, this, &SigningKeysEditor::enableButtons);
    for (QLineEdit *edit : {m_name, m_key})
        connect(edit, &QLineEdit::returnPressed, this, &SigningKeysEditor::add);
}

void SigningKeysEditor::build()
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    const auto button = [](const char *name) {
        auto *made = new QPushButton;
        made->setObjectName(QLatin1String(name));
        made->setMinimumHeight(40);
        return made;
    };
    const auto listWith = [](QListWidget *&list, const char *name, std::initializer_list<QPushButton *> buttons) {
        list = new QListWidget;
        list->setObjectName(QLatin1String(name));
        list->setUniformItemSizes(true);
        list->setTextElideMode(Qt::ElideMiddle);
        auto *field = new QWidget;
        field->setObjectName(QLatin1String(name) + QStringLiteral("Field"));
        auto *rows = new QVBoxLayout(field);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->addWidget(list);
        auto *row = new QHBoxLayout;
        for (QPushButton *each : buttons)
            row->addWidget(each);
        row->addStretch(1);
        rows->addLayout(row);
        return field;
    };
    m_box = new QGroupBox(this);
    auto *rows = new QVBoxLayout(m_box);
    column->addWidget(m_box);
    column->addStretch(1);
    m_revoke = button("trustedRevoke");
    m_remove = button("trustedRemove");
    m_trustedRow = new SettingRow(listWith(m_trusted, "trustedKeys", {m_revoke, m_remove}));
    rows->addWidget(m_trustedRow);
    m_said = new QLabel(this);
    m_said->setObjectName(QStringLiteral("signingKeysSaid"));
    m_said->setWordWrap(true);
    m_said->setMargin(2);
    m_said->hide();
    rows->addWidget(m_said);

    m_name = new QLineEdit;
    m_name->setObjectName(QStringLiteral("signingKeyName"));
    m_nameRow = new SettingRow(m_name);
    rows->addWidget(m_nameRow);
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("signingKeyText"));
    m_key->setMinimumHeight(40);
    m_open = button("signingKeyOpen");
    m_add = button("signingKeyAdd");
    auto *field = new QWidget;
    field->setObjectName(QStringLiteral("signingKeyField"));
    auto *inField = new QVBoxLayout(field);
    inField->setContentsMargins(0, 0, 0, 0);
    inField->addWidget(m_key);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_open);
    buttons->addWidget(m_add);
    buttons->addStretch(1);
    inField->addLayout(buttons);
    m_keyRow = new SettingRow(field);
    rows->addWidget(m_keyRow);

    m_removeRevoked = button("revokedRemove");
    m_revokedRow = new SettingRow(listWith(m_revoked, "revokedKeys", {m_removeRevoked}));
    rows->addWidget(m_revokedRow);
}

void SigningKeysEditor::retranslate()
{
    m_box->setTitle(tr("Keys that sign weight files"));
    m_trustedRow->setTexts(tr("Trusted keys"), tr("A weight file that one of them signed counts as signed. What a station asks for is set "
                                                           "under Stations, Signatures."));
    m_trusted->setAccessibleName(tr("Trusted keys"));
    m_revoke->setText(tr("Revoke"));
    m_revoke->setAccessibleName(tr("Revoke the selected key"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove the selected trusted key"));
    m_nameRow->setTexts(tr("Owner of a new key"), tr("Shown wherever a model is called signed."));
    m_keyRow->setTexts(tr("Its public key"), tr("The line that begins with RW, or the whole text of the .pub file that “minisign -G” made. Only "
                                                    "public keys belong here."));
    m_key->setAccessibleName(tr("Public key"));
    m_open->setText(tr("Open a .pub file…"));
    m_open->setAccessibleName(tr("Read the public key from a file"));
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Trust this key"));
    m_revokedRow->setTexts(tr("Revoked keys"), tr("A file that one of them signed is refused everywhere. A model on air is not taken off by it."));
    m_revoked->setAccessibleName(tr("Revoked keys"));
    m_removeRevoked->setText(tr("Remove"));
    m_removeRevoked->setAccessibleName(tr("Remove the selected revoked key"));
}

void SigningKeysEditor::show(const SigningKeys &keys)
{
    if (keys == m_keys)
        return;
    m_keys = keys;
    fill(m_trusted, keys.trusted);
    fill(m_revoked, keys.revoked);
    enableButtons();
}

void SigningKeysEditor::fill(QListWidget *list, const std::vector<SigningKey> &keys)
{
    const int row = list->currentRow();
    list->clear();
    for (const SigningKey &key : keys) {
        auto *item = new QListWidgetItem(tr("%1 · key %2", "name, id").arg(Words::text(key.name), Words::text(key.id)), list);
        item->setToolTip(Words::text(key.key));
        item->setSizeHint(QSize(0, rowHeight()));
    }
    list->setCurrentRow(std::min(std::max(row, 0), list->count() - 1));
}

void SigningKeysEditor::enableButtons()
{
    const auto enable = [](QPushButton *button, QListWidget *list) {
        const bool selected = list->currentRow() >= 0;
        if (!selected && button->hasFocus())
            list->setFocus(Qt::OtherFocusReason);  // greyed, it would hand the keyboard on to something else
        button->setEnabled(selected);
    };
    enable(m_revoke, m_trusted);
    enable(m_remove, m_trusted);
    enable(m_removeRevoked, m_revoked);
    for (QListWidget *list : {m_trusted, m_revoked})
        list->setFixedHeight(rowHeight() * std::clamp(list->count(), 1, kShownRows) + 6);  // with its frame
}

// For a finger, at any size of text.
int SigningKeysEditor::rowHeight() const
{
    return std::max(40, fontMetrics().height() + 12);
}

void SigningKeysEditor::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange) {
        fill(m_trusted, m_keys.trusted);
        fill(m_revoked, m_keys.revoked);
        enableButtons();
    }
    QWidget::changeEvent(event);
}

void SigningKeysEditor::add()
{
    m_keyRow->setProblem({});
    m_nameRow->setProblem(m_name->text().trimmed().isEmpty() ? tr("A name is needed, so that messages can say who signed a file.") : QString());
    if (!m_nameRow->problem().isEmpty())
        return m_name->setFocus();
    SigningKeys keys = m_keys;
    keys.trusted.push_back({m_name->text().trimmed().toStdString(), lastWord(m_key->text()).toStdString(), {}});
    const QPointer<SigningKeysEditor> self(this);
    apply(std::move(keys), tr("“%1” is trusted from now on.").arg(m_name->text().trimmed()), [self] {
        self->m_name->clear();
        self->m_key->clear();
    });
}

void SigningKeysEditor::revoke()
{
    const int row = m_trusted->currentRow();
    if (row < 0 || row >= std::ssize(m_keys.trusted))
        return;
    SigningKeys keys = m_keys;
    const auto at = keys.trusted.begin() + row;
    const QString name = Words::text(at->name);
    keys.revoked.push_back(*at);
    keys.trusted.erase(at);
    apply(std::move(keys), tr("“%1” is revoked: what it signed is refused from now on. What is on air goes on.").arg(name));
}

void SigningKeysEditor::remove(std::vector<SigningKey> SigningKeys::*from, const QListWidget *list)
{
    const int row = list->currentRow();
    if (row < 0 || row >= std::ssize(m_keys.*from))
        return;
    SigningKeys keys = m_keys;
    const auto at = (keys.*from).begin() + row;
    const SigningKey gone = *at;
    (keys.*from).erase(at);
    const QPointer<SigningKeysEditor> self(this);
    apply(std::move(keys), tr("“%1” was removed. It stands below in the fields; Add makes it a trusted key.").arg(Words::text(gone.name)), [self, gone] {
        self->m_name->setText(Words::text(gone.name));
        self->m_key->setText(Words::text(gone.key));
    });
}

void SigningKeysEditor::openFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a public key"));
    dialog->setObjectName(QStringLiteral("signingKeyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Public keys (*.pub)"), tr("All files (*)")});
    dialog->setDirectory(QSettings().value(QStringLiteral("keys/folder")).toString());
    dialog->setModal(false);
    connect(dialog, &QFileDialog::fileSelected, this, [this, dialog](const QString &path) {
        QSettings().setValue(QStringLiteral("keys/folder"), dialog->directory().absolutePath());
        QFile file(path);
        if (!QFileInfo(path).isFile() || file.size() > kMaxKeyBytes || !file.open(QIODevice::ReadOnly))
            return m_keyRow->setProblem(tr("“%1” cannot be read as a public key. Choose the .pub file that “minisign -G” made.").arg(QFileInfo(path).fileName()));
        m_key->setText(lastWord(QString::fromUtf8(file.read(kMaxKeyBytes))));
        m_keyRow->setProblem({});
        if (m_name->text().isEmpty())
            m_name->setText(QFileInfo(path).completeBaseName());
        m_name->setFocus();
        m_name->selectAll();
    });
    dialog->show();
}

void SigningKeysEditor::apply(SigningKeys keys, const QString &said, std::function<void()> then)
{
    say({});
    const QPointer<SigningKeysEditor> self(this);
    m_bridge.applySigningKeys(keys, [self, keys, said, then = std::move(then)](const Result<void> &result) {
        if (!self)
            return;
        self->show(self->m_bridge.snapshot()->signingKeys);
        self->answered(keys, result, said);
        if (result.ok() && then)
            then();
    });
}

void SigningKeysEditor::answered(const SigningKeys &wanted, const Result<void> &result, const QString &said)
{
    m_keyRow->setProblem({});
    if (result.ok())
        return say(said);
    const Error &error = result.error();
    const bool inForce = m_keys.trusted.size() == wanted.trusted.size() && m_keys.revoked.size() == wanted.revoked.size();
    if (error.code == ErrorCode::Busy)
        m_keyRow->setProblem(tr("This key is in a list already, as “%1”. A revoked key has to be removed there first.").arg(Words::text(error.detail)));
    else if (error.code == ErrorCode::InvalidInput)
        m_keyRow->setProblem(tr("This is no public key of minisign. Paste the line that begins with RW, or open the .pub file."));
    else if (inForce)
        m_keyRow->setProblem(tr("The keys are in force, but were not written to the settings file. %1 After a restart they are as before.").arg(Words::error(error)));
    else
        m_keyRow->setProblem(tr("The keys were not changed. %1").arg(Words::error(error)));
}

void SigningKeysEditor::say(const QString &sentence)
{
    m_said->setText(sentence);
    m_said->setVisible(!sentence.isEmpty());
}

}  // namespace lineside
