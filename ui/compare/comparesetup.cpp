// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparesetup.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "signin/deedlock.h"
#include "widgets/forreaders.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace lineside {

CompareSetup::CompareSetup(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_stationLabel(new QLabel(this)), m_modelLabel(new QLabel(this)), m_station(new QComboBox(this)), m_model(new QComboBox(this)), m_start(new QPushButton(this))
{
    setObjectName(QStringLiteral("compareSetup"));
    m_station->setObjectName(QStringLiteral("compareStation"));
    m_model->setObjectName(QStringLiteral("compareModel"));
    m_start->setObjectName(QStringLiteral("compareStart"));
    for (QComboBox *list : {m_station, m_model}) {
        list->setMinimumHeight(40);
        list->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    }
    m_stationLabel->setBuddy(m_station);
    m_modelLabel->setBuddy(m_model);
    m_start->setMinimumHeight(40);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    for (QWidget *widget : std::initializer_list<QWidget *>{m_stationLabel, m_station, m_modelLabel, m_model, m_start})
        row->addWidget(widget);
    row->addStretch(1);

    connect(m_station, &QComboBox::currentIndexChanged, this, &CompareSetup::changeStation);
    connect(m_model, &QComboBox::currentIndexChanged, this, &CompareSetup::changed);
    connect(m_model, &QComboBox::activated, this, [this] { m_chosen = true; });
    new DeedLock(m_start, m_bridge, Deed::Compare);
    connect(m_start, &QPushButton::clicked, this, &CompareSetup::startOrStop);
}

void CompareSetup::retranslate()
{
    m_stationLabel->setText(tr("Station"));
    m_modelLabel->setText(tr("B"));
    m_station->setAccessibleName(tr("Station whose model is A"));
    m_model->setAccessibleName(tr("Model B"));
    fillModels();
}

StationId CompareSetup::stationId() const
{
    return m_station->currentData().toString().toStdString();
}

const StationSnapshot *CompareSetup::station() const
{
    return m_snapshot ? findStation(*m_snapshot, stationId()) : nullptr;
}

const ModelSnapshot *CompareSetup::b() const
{
    if (!m_snapshot)
        return nullptr;
    // What the pictures show is what the button puts on air, whatever the list says.
    if (const StationSnapshot *s = station(); s && s->shadow)
        return findModel(*m_snapshot, *s->shadow);
    const QString wanted = m_model->currentData().toString();
    const auto it = std::ranges::find_if(m_snapshot->models, [&](const ModelSnapshot &m) { return Words::text(m.id) == wanted; });
    return it == m_snapshot->models.end() ? nullptr : &*it;
}

std::optional<ModelId> CompareSetup::idOfB() const
{
    const ModelSnapshot *model = b();
    return model ? std::optional(model->id) : std::nullopt;
}

int CompareSetup::choices() const
{
    return m_model->count();
}

// A list is not pulled away under the pointer for choices that are the same.
bool CompareSetup::offer(QComboBox *list, Choices wanted, Choices &shown)
{
    if (wanted == shown)
        return false;
    shown = std::move(wanted);
    const QSignalBlocker quiet(list);
    list->clear();
    for (const auto &[text, data] : shown)
        list->addItem(text, data);
    return true;
}

void CompareSetup::fill()
{
    const QVariant current = m_station->currentData();
    Choices wanted;
    for (const StationSnapshot &s : m_snapshot->stations)
        wanted.emplace_back(Words::stationName(*m_snapshot, s.config.id), Words::text(s.config.id));
    if (offer(m_station, std::move(wanted), m_stations)) {
        const QSignalBlocker quiet(m_station);
        m_station->setCurrentIndex(std::max(0, m_station->findData(current)));
    }
    if (m_station->currentData() != current)
        changeStation();
    else
        fillModels();
}

void CompareSetup::changeStation()
{
    m_asked.reset();
    m_chosen = false;
    emit stationChanged();
    fillModels();
}

void CompareSetup::fillModels()
{
    const StationSnapshot *s = station();
    QVariant current = m_model->currentData();
    if (s && s->shadow)
        current = Words::text(*s->shadow);
    else if (m_asked)
        current = Words::text(*std::exchange(m_asked, std::nullopt));
    else if (s && s->offered && !m_chosen)
        current = Words::text(*s->offered);
    else if (s && s->active && s->previous && current == Words::text(*s->active))
        current = Words::text(*s->previous);  // B went on air: what it is compared with now is the model before, and the button leads back
    Choices wanted;
    for (const ModelSnapshot &model : m_snapshot->models) {
        const bool usable = model.state == ModelState::Ready || model.state == ModelState::Offline || (s && s->shadow == model.id);
        if (usable && !(s && s->active == model.id))
            wanted.emplace_back(tr("%1 (%2)", "model (state)").arg(Words::text(model.id), Words::modelState(model.state)), Words::text(model.id));
    }
    offer(m_model, std::move(wanted), m_models);
    {
        const QSignalBlocker quiet(m_model);
        m_model->setCurrentIndex(std::max(0, m_model->findData(current)));
    }
    emit changed();
}

void CompareSetup::showState()
{
    const StationSnapshot *s = station();
    const bool running = s && s->shadow;
    m_model->setEnabled(s && s->active && !running && m_model->count() > 0);
    m_start->setText(running ? tr("Stop comparison") : tr("Start comparison"));
    nameForReaders(m_start, m_start->text());
    m_start->setEnabled(running || (s && s->active && b()));
}

void CompareSetup::startOrStop()
{
    const StationSnapshot *s = station();
    if (!s)
        return;
    if (s->shadow)
        m_bridge.setShadow(stationId(), std::nullopt);
    else if (const auto id = idOfB())
        m_bridge.setShadow(stationId(), id);
}

void CompareSetup::showStation(const StationId &station)
{
    if (const int row = m_station->findData(Words::text(station)); row >= 0)
        m_station->setCurrentIndex(row);
}

void CompareSetup::followSelection(const StationId &selected)
{
    if (const StationSnapshot *s = station(); !s || !s->shadow)
        showStation(selected);
}

void CompareSetup::showModel(const ModelId &b)
{
    m_chosen = true;
    if (const StationSnapshot *s = station(); s && s->shadow) {
        m_asked = s->shadow == b ? std::nullopt : std::optional(b);
        emit changed();
        return;
    }
    if (const int row = m_model->findData(Words::text(b)); row >= 0)
        m_model->setCurrentIndex(row);
}

}  // namespace lineside
