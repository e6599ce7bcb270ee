// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/recordingeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "lineside/recordinglimits.h"
#include "settings/applyrow.h"
#include "signin/deedlock.h"

#include <QGroupBox>
#include <QPointer>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {
namespace {

constexpr std::uint64_t kGigabyte = 1'000'000'000;

/// As the field shows it: whole GB, never 0 for a size that is none.
int gigabytes(std::uint64_t bytes)
{
    return bytes == 0 ? 0 : static_cast<int>(std::max<std::uint64_t>(1, (bytes + kGigabyte / 2) / kGigabyte));
}

/// What a field says: a rounded display is no edit, and the default is the default to the byte.
std::uint64_t bytesOf(int shown, std::uint64_t inForce, std::uint64_t usual)
{
    return shown == gigabytes(inForce) ? inForce : shown == gigabytes(usual) ? usual : static_cast<std::uint64_t>(shown) * kGigabyte;
}

}  // namespace

RecordingEditor::RecordingEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    fill(m_policy);
    retranslate();
    for (QSpinBox *spin : {m_days, m_size, m_pictureDays, m_pictureSize}) {
        connect(spin, &QSpinBox::valueChanged, this, [this] {
            if (m_filling)
                return;
            m_edited = typed() != m_policy;
            m_applyRow->setProblem({});
            enableButtons();
        });
    }
    new DeedLock(m_applyRow->applyButton(), m_bridge, Deed::ChangeSettings);
    connect(m_applyRow, &ApplyRow::applyWanted, this, &RecordingEditor::apply);
    connect(m_applyRow, &ApplyRow::usualWanted, this, [this] {
        fill({});
        m_edited = typed() != m_policy;
        enableButtons();
    });
}

void RecordingEditor::build()
{
    m_box = new QGroupBox(this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(m_box);
    column->addStretch(1);
    auto *rows = new QVBoxLayout(m_box);
    const auto row = [&](QSpinBox *&spin, const char *name, int most) {
        spin = new QSpinBox;
        spin->setObjectName(QLatin1String(name));
        spin->setRange(0, most);
        auto *made = new SettingRow(spin);
        rows->addWidget(made);
        return made;
    };
    m_daysRow = row(m_days, "recordingDays", kMaxRecordDays);
    m_sizeRow = row(m_size, "recordingSize", gigabytes(kMaxRecordBytes));
    m_pictureDaysRow = row(m_pictureDays, "recordingPictureDays", kMaxRecordDays);
    m_pictureSizeRow = row(m_pictureSize, "recordingPictureSize", gigabytes(kMaxRecordBytes));
    m_applyRow = new ApplyRow(QStringLiteral("recording"));
    rows->addWidget(m_applyRow);
}

void RecordingEditor::retranslate()
{
    m_box->setTitle(tr("Record of verdicts"));
    m_daysRow->setTexts(tr("Keep verdicts for"), tr("Up to 36500 days; older ones go, a little at a time. The sums by hour stay. 0: however old. Default 365 days."));
    m_sizeRow->setTexts(tr("At most so large"), tr("Up to 1000000 GB; the oldest verdicts go first. 0: however large. Default 21 GB."));
    m_pictureDaysRow->setTexts(tr("Keep pictures for"), tr("Up to 36500 days; of which parts pictures are kept, each station says. 0: however old. Default 30 days."));
    m_pictureSizeRow->setTexts(tr("Pictures at most"), tr("Up to 1000000 GB; the oldest pictures go first. 0: however many. Default 5 GB."));
    for (QSpinBox *spin : {m_days, m_pictureDays}) {
        spin->setSuffix(tr(" days", "suffix of a number field"));
        spin->setSpecialValueText(tr("however old"));
    }
    for (QSpinBox *spin : {m_size, m_pictureSize}) {
        spin->setSuffix(tr(" GB", "suffix of a number field"));
        spin->setSpecialValueText(tr("any size"));
    }
    m_applyRow->retranslate(tr("In force at once; what is deleted does not come back."), tr("Apply the changes of the record"), tr("Fill in the defaults of the record"));
    enableButtons();
}

void RecordingEditor::show(const RecordingPolicy &policy)
{
    if (policy != m_policy)
        m_edited = false;  // another hand, or the answer to this one
    m_policy = policy;
    if (!m_edited)
        fill(policy);
    enableButtons();
}

void RecordingEditor::fill(const RecordingPolicy &policy)
{
    m_filling = true;
    m_days->setValue(policy.days);
    m_size->setValue(gigabytes(policy.maxBytes));
    m_pictureDays->setValue(policy.pictureDays);
    m_pictureSize->setValue(gigabytes(policy.maxPictureBytes));
    m_filling = false;
}

RecordingPolicy RecordingEditor::typed() const
{
    const RecordingPolicy usual;
    return {m_days->value(), bytesOf(m_size->value(), m_policy.maxBytes, usual.maxBytes), m_pictureDays->value(),
            bytesOf(m_pictureSize->value(), m_policy.maxPictureBytes, usual.maxPictureBytes)};
}

void RecordingEditor::enableButtons()
{
    m_applyRow->enable(typed() != m_policy, typed() != RecordingPolicy(), m_days);
}

void RecordingEditor::apply()
{
    const RecordingPolicy wanted = typed();
    const QPointer<RecordingEditor> self(this);
    m_bridge.applyRecording(wanted, [self, wanted](const Result<void> &result) {
        if (!self)
            return;
        self->m_bridge.refresh();
        self->show(self->m_bridge.snapshot()->recording);
        self->m_applyRow->setProblem(result ? QString() : Words::settingNotKept(self->m_policy == wanted, result.error()));
    });
}

}  // namespace lineside
