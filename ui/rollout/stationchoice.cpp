// SPDX-License-Identifier: GPL-3.0-or-later
#include "rollout/stationchoice.h"

#include "itemmodels/words.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QMouseEvent>

#include <algorithm>

namespace lineside {

namespace {

constexpr std::size_t kMostNamed = 2;  // more names would make the button wider than the screen

/// A menu that a click or Space ticks without closing it. UI thread only.
class TickMenu : public QMenu {
public:
    using QMenu::QMenu;

protected:
    void mousePressEvent(QMouseEvent *event) override
    {
        m_pressed = actionAt(event->position().toPoint());
        QMenu::mousePressEvent(event);
    }
    void mouseReleaseEvent(QMouseEvent *event) override
    {
        QAction *at = actionAt(event->position().toPoint());
        if (at && at == m_pressed && at->isCheckable())
            at->trigger();
        else
            QMenu::mouseReleaseEvent(event);
        m_pressed = nullptr;
    }
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Space && activeAction() && activeAction()->isCheckable())
            activeAction()->trigger();
        else
            QMenu::keyPressEvent(event);
    }

private:
    const QAction *m_pressed = nullptr;
};

}  // namespace

StationChoice::StationChoice(QWidget *parent) : QPushButton(parent), m_menu(new TickMenu(this))
{
    setProperty("menu", true);
    setAutoDefault(false);
    setMinimumHeight(40);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
    setMenu(m_menu);
}

void StationChoice::setLine(const EngineSnapshot &snapshot)
{
    std::vector<std::pair<StationId, QString>> line;
    for (const StationSnapshot &s : snapshot.stations)
        line.emplace_back(s.config.id, Words::stationName(snapshot, s.config.id));
    if (line == m_line)
        return;  // a menu that is open stays as it is
    m_line = std::move(line);
    fill();
    say();
}

void StationChoice::choose(std::vector<StationId> stations)
{
    m_chosen = std::move(stations);
    fill();
    say();
}

void StationChoice::setTexts(const QString &purpose, const QString &nothing)
{
    m_purpose = purpose;
    m_nothing = nothing;
    say();
}

void StationChoice::fill()
{
    m_menu->clear();
    const auto add = [this](const StationId &station, const QString &name) {
        QAction *action = m_menu->addAction(QString(name).replace(QLatin1Char('&'), QLatin1String("&&")));
        action->setCheckable(true);
        action->setChecked(std::ranges::find(m_chosen, station) != m_chosen.end());
        action->setData(Words::text(station));
        connect(action, &QAction::toggled, this, [this, station](bool wanted) { toggle(station, wanted); });
    };
    for (const auto &[station, name] : m_line)
        add(station, name);
    for (const StationId &station : m_chosen) {
        if (std::ranges::find(m_line, station, &std::pair<StationId, QString>::first) == m_line.end())
            add(station, nameOf(station));
    }
}

void StationChoice::toggle(const StationId &station, bool wanted)
{
    std::erase(m_chosen, station);
    if (wanted)
        m_chosen.push_back(station);
    say();
    emit changed();
}

void StationChoice::say()
{
    QStringList names;
    for (const StationId &station : m_chosen)
        names.append(nameOf(station));
    const QString all = names.isEmpty() ? m_nothing : QLocale().createSeparatedList(names);
    const QString shown = m_chosen.size() <= kMostNamed ? all : tr("%1 stations", "3 or more").arg(QLocale().toString(m_chosen.size()));
    setText(QString(shown).replace(QLatin1Char('&'), QLatin1String("&&")));
    setToolTip(m_chosen.size() <= kMostNamed ? QString() : all);
    setAccessibleName(tr("%1: %2", "what is chosen, stations").arg(m_purpose, all));
}

QString StationChoice::nameOf(const StationId &station) const
{
    const auto it = std::ranges::find(m_line, station, &std::pair<StationId, QString>::first);
    return it == m_line.end() ? Words::text(station) : it->second;
}

}  // namespace lineside
