// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/loadingeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/settingrow.h"

#include <QComboBox>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lineside {

LoadingEditor::LoadingEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    fill(m_policy);
    retranslate();
    const auto edited = [this] {
        if (m_filling)
            return;
        m_edited = typed() != m_policy;
        m_buttonsRow->setProblem({});
        enableButtons();
    };
    for (QSpinBox *spin : {m_busy, m_busyWait, m_rate, m_windowWait})
        connect(spin, &QSpinBox::valueChanged, this, edited);
    connect(m_memory, &QComboBox::currentIndexChanged, this, edited);
    connect(m_apply, &QPushButton::clicked, this, &LoadingEditor::apply);
    connect(m_usual, &QPushButton::clicked, this, [this] {
        fill({});
        m_edited = typed() != m_policy;
        enableButtons();
    });
}

void LoadingEditor::build()
{
    m_box = new QGroupBox(this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    column->addStretch(1);
    auto *rows = new QVBoxLayout(m_box);
    const auto row = [&](QSpinBox *&spin, const char *name, int least, int most) {
        spin = new QSpinBox;
        spin->setObjectName(QLatin1String(name));
        spin->setRange(least, most);
        auto *made = new SettingRow(spin);
        rows->addWidget(made);
        return made;
    };
    m_rateRow = row(m_rate, "loadingRate", 0, kMaxLoadsPerMinute);
    m_busyRow = row(m_busy, "loadingBusy", kMinBusyPercent, kMaxBusyPercent);
    m_busyWaitRow = row(m_busyWait, "loadingBusyWait", 0, kMaxBusyWaitSeconds);
    m_windowWaitRow = row(m_windowWait, "loadingWindowWait", 0, kMaxWindowWaitMinutes);
    m_memory = new QComboBox;
    m_memory->setObjectName(QStringLiteral("loadingMemory"));
    for (const MemoryPolicy policy : {MemoryPolicy::AvailabilityFirst, MemoryPolicy::MemoryFirst})
        m_memory->addItem(QString(), static_cast<int>(policy));
    m_memoryRow = new SettingRow(m_memory);
    rows->addWidget(m_memoryRow);
    auto *buttons = new QWidget;
    buttons->setObjectName(QStringLiteral("loadingButtons"));
    auto *line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, 0);
    m_apply = new QPushButton;
    m_apply->setObjectName(QStringLiteral("loadingApply"));
    m_usual = new QPushButton;
    m_usual->setObjectName(QStringLiteral("loadingUsual"));
    for (QPushButton *button : {m_apply, m_usual}) {
        button->setMinimumHeight(40);
        line->addWidget(button);
    }
    line->addStretch(1);
    m_buttonsRow = new SettingRow(buttons);
    rows->addWidget(m_buttonsRow);
}

void LoadingEditor::retranslate()
{
    m_box->setTitle(tr("Loading of models beside the line"));
    m_rateRow->setTexts(tr("Models a minute"), tr("More wait; the files panel says until when, and “Load now…” lets one go at once. 0: any number. Default 1."));
    m_rate->setSpecialValueText(tr("any number"));
    m_busyRow->setTexts(tr("Device at most"), tr("Above this share of the processors or of the GPU, over the last 5 s, a load waits. 100: never. Default 85 %."));
    m_busy->setSuffix(tr(" %", "suffix of a number field"));
    m_busyWaitRow->setTexts(tr("Wait for the device"), tr("For at most so long; then it is loaded all the same. Default 120 s."));
    m_busyWait->setSuffix(tr(" s", "seconds"));
    m_windowWaitRow->setTexts(tr("Wait for the hours"), tr("A station may have hours for loading. A load waits for them for at most so long. Default 1440 minutes, a day."));
    m_windowWait->setSuffix(tr(" min", "minutes"));
    m_memoryRow->setTexts(tr("No room for two models"), tr("What gives way where a new model does not fit into memory beside those of its station. A pause is announced before, "
                                                             "and measured."));
    m_memory->setItemText(0, tr("Refuse the new model; the line goes on"));
    m_memory->setItemText(1, tr("Release the old one first; its station pauses"));
    m_buttonsRow->setTexts(tr("Changes"), tr("For loads that wait too. Rolling back, and what a station lacks at a start, never wait."));
    m_apply->setText(tr("Apply"));
    m_apply->setAccessibleName(tr("Apply the changes of loading"));
    m_usual->setText(tr("Back to the defaults"));
    m_usual->setAccessibleName(tr("Fill in the defaults of loading"));
    enableButtons();
}

void LoadingEditor::show(const LoadingPolicy &policy)
{
    if (policy != m_policy)
        m_edited = false;  // another hand, or the answer to this one
    m_policy = policy;
    if (!m_edited)
        fill(policy);
    enableButtons();
}

void LoadingEditor::fill(const LoadingPolicy &policy)
{
    m_filling = true;
    m_rate->setValue(policy.perMinute);
    m_busy->setValue(policy.busyPercent);
    m_busyWait->setValue(policy.busyWaitSeconds);
    m_windowWait->setValue(policy.windowWaitMinutes);
    m_memory->setCurrentIndex(m_memory->findData(static_cast<int>(policy.memory)));
    m_filling = false;
}

LoadingPolicy LoadingEditor::typed() const
{
    return {m_busy->value(), m_busyWait->value(), m_rate->value(), m_windowWait->value(), static_cast<MemoryPolicy>(m_memory->currentData().toInt())};
}

void LoadingEditor::enableButtons()
{
    const bool apply = typed() != m_policy, usual = typed() != LoadingPolicy();
    // A button that greys would hand the keyboard on to whatever comes next in the window.
    if ((m_apply->hasFocus() && !apply) || (m_usual->hasFocus() && !usual))
        (usual && !m_usual->hasFocus() ? static_cast<QWidget *>(m_usual) : m_rate)->setFocus(Qt::OtherFocusReason);
    m_apply->setEnabled(apply);
    m_usual->setEnabled(usual);
}

void LoadingEditor::apply()
{
    const LoadingPolicy wanted = typed();
    const QPointer<LoadingEditor> self(this);
    m_bridge.applyLoading(wanted, [self, wanted](const Result<void> &result) {
        if (!self)
            return;
        self->m_bridge.refresh();
        self->show(self->m_bridge.snapshot()->loading.policy);
        self->m_buttonsRow->setProblem(result ? QString() : Words::settingNotKept(self->m_policy == wanted, result.error()));
    });
}

}  // namespace lineside
