// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/vettingeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/settingrow.h"
#include "signin/deedlock.h"

#include <QCheckBox>
#include <QFrame>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

namespace lineside {

VettingEditor::VettingEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    retranslate();
    // By hand only, and not before the engine has taken it: the box shows what is in force.
    connect(m_only, &QCheckBox::clicked, this, [this](bool wanted) {
        m_only->setChecked(m_policy.onlySandboxed);
        m_onlyRow->setProblem({});
        if (wanted)
            apply({true});
        else
            ask();
    });
    for (QAbstractButton *button : std::initializer_list<QAbstractButton *>{m_only, m_switchOff})
        new DeedLock(button, m_bridge, Deed::ChangeKeys);
    connect(m_keep, &QPushButton::clicked, this, &VettingEditor::endAsking);
    connect(m_switchOff, &QPushButton::clicked, this, [this] {
        endAsking();
        apply({false});
    });
}

void VettingEditor::build()
{
    m_box = new QGroupBox(this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    auto *rows = new QVBoxLayout(m_box);
    m_only = new QCheckBox;
    m_only->setObjectName(QStringLiteral("onlySandboxed"));
    m_only->setChecked(m_policy.onlySandboxed);
    m_onlyRow = new SettingRow(m_only);
    rows->addWidget(m_onlyRow);

    m_question = new QFrame(m_box);
    m_question->setObjectName(QStringLiteral("onlySandboxedQuestion"));
    m_question->setFrameShape(QFrame::StyledPanel);
    m_questionText = new QLabel(m_question);
    m_questionText->setObjectName(QStringLiteral("onlySandboxedQuestionText"));
    m_questionText->setWordWrap(true);
    m_questionText->setMargin(2);
    m_keep = new QPushButton(m_question);
    m_keep->setObjectName(QStringLiteral("onlySandboxedKeep"));
    m_switchOff = new QPushButton(m_question);
    m_switchOff->setObjectName(QStringLiteral("onlySandboxedOff"));
    auto *asked = new QVBoxLayout(m_question);
    asked->addWidget(m_questionText);
    auto *answers = new QHBoxLayout;
    for (QPushButton *answer : {m_keep, m_switchOff}) {
        answer->setMinimumHeight(40);
        answers->addWidget(answer);
    }
    answers->addStretch(1);
    asked->addLayout(answers);
    m_question->hide();
    rows->addWidget(m_question);
}

void VettingEditor::retranslate()
{
    m_box->setTitle(tr("Reading of weight files"));
    m_onlyRow->setTexts(tr("Only in a locked-in process"),
                        tr("The process that reads a weight file first gives up every connection, the disk and all other rights. Where the system cannot do "
                           "that, every file is refused (L-223). Applies at once."));
    m_only->setText(tr("On"));
    m_questionText->setText(tr("Without this, a system that cannot lock the process in lets it keep all rights of this program: a weight file made for it could read, "
                               "change or send whatever this user can. Where the system can, the process is locked in all the same. What is on air goes on."));
    m_keep->setText(tr("Keep it on"));
    m_keep->setAccessibleName(m_keep->text());
    m_switchOff->setText(tr("Switch it off"));
    m_switchOff->setAccessibleName(tr("Let files be read without the lock"));
    m_switchOff->setAccessibleDescription(m_questionText->text());
    m_keep->setAccessibleDescription(m_questionText->text());
}

void VettingEditor::show(const VettingPolicy &policy)
{
    m_policy = policy;
    m_only->setChecked(policy.onlySandboxed);
    if (!policy.onlySandboxed && !m_question->isHidden())
        endAsking();  // another hand was quicker
}

void VettingEditor::ask()
{
    m_question->show();
    m_keep->setFocus(Qt::OtherFocusReason);  // Enter must not switch it off by accident
}

void VettingEditor::endAsking()
{
    if (m_question->isAncestorOf(focusWidget()))
        m_only->setFocus(Qt::OtherFocusReason);
    m_question->hide();
}

void VettingEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape || m_question->isHidden())
        return QWidget::keyPressEvent(event);
    endAsking();
}

void VettingEditor::apply(VettingPolicy policy)
{
    const QPointer<VettingEditor> self(this);
    m_bridge.applyVetting(policy, [self, policy](const Result<void> &result) {
        if (!self)
            return;
        self->show(self->m_bridge.snapshot()->vetting);
        self->answered(policy, result);
    });
}

void VettingEditor::answered(const VettingPolicy &wanted, const Result<void> &result)
{
    m_onlyRow->setProblem(result ? QString() : Words::settingNotKept(m_policy == wanted, result.error()));
}

}  // namespace lineside
