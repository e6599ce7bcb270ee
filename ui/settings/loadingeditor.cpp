// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/loadingeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "settings/applyrow.h"
#include "signin/deedlock.h"

#include <QComboBox>
#include <QGroupBox>
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
        m_applyRow->setProblem({});
        enableButtons();
    };
    for (QSpinBox *spin : {m_busy, m_busyWait, m_rate, m_windowWait})
        connect(spin, &QSpinBox::valueChanged, this, edited);
    connect(m_memory, &QComboBox::currentIndexChanged, this, edited);
    new DeedLock(m_applyRow->applyButton(), m_bridge, Deed::ChangeSettings);
    connect(m_applyRow, &ApplyRow::applyWanted, this, &LoadingEditor::apply);
    connect(m_applyRow, &ApplyRow::usualWanted, this, [this] {
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
    m_applyRow = new ApplyRow(QStringLiteral("loading"));
    rows->addWidget(m_applyRow);
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
    m_applyRow->retranslate(tr("For loads that wait too. Rolling back, and what a station lacks at a start, never wait."), tr("Apply the changes of loading"), tr("Fill in the defaults of loading"));
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
    m_applyRow->enable(typed() != m_policy, typed() != LoadingPolicy(), m_rate);
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
        self->m_applyRow->setProblem(result ? QString() : Words::settingNotKept(self->m_policy == wanted, result.error()));
    });
}

}  // namespace lineside
