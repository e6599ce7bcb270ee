// SPDX-License-Identifier: GPL-3.0-or-later
#include "mainwindow/topbar.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "live/tiletext.h"
#include "signin/deedlock.h"
#include "signin/personbutton.h"
#include "theme/theme.h"
#include "widgets/elidedlabel.h"
#include "widgets/format.h"
#include "widgets/symbols.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QTime>

#include <algorithm>
#include <optional>

namespace lineside {

/// The symbol beside the state word: shape and colour say the same.
class StateSign : public QWidget {
public:
    using QWidget::QWidget;

    void show(TopBar::LineState state)
    {
        m_state = state;
        update();
    }
    QSize sizeHint() const override { return QSize(22, 22).expandedTo(QSize(1, 1) * (fontMetrics().height() + 4)); }
    QSize minimumSizeHint() const override { return sizeHint(); }  // words may be cut for room, the sign not

protected:
    void paintEvent(QPaintEvent *) override
    {
        const Theme &theme = Theme::current(this);
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        QRect area(QPoint(0, 0), QSize(1, 1) * (std::min(width(), height()) - 2));
        area.moveCenter(rect().center());
        if (m_state == TopBar::LineState::Attention) {
            symbols::paintWarning(painter, area);
        } else if (m_state == TopBar::LineState::Stopped) {
            painter.setBrush(theme.red);
            painter.setPen(QPen(theme.text, 1));
            painter.drawPolygon(QPolygonF({QPointF(area.center().x() + 0.5, area.top()), area.bottomRight(), area.bottomLeft()}));
        } else {
            painter.setPen(Qt::NoPen);
            painter.setBrush(theme.secondText);
            painter.drawEllipse(area.adjusted(4, 4, -4, -4));
        }
    }

private:
    TopBar::LineState m_state = TopBar::LineState::Running;
};

TopBar::TopBar(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("topBar"));
    m_name = new QLabel(QStringLiteral("Lineside"), this);
    m_name->setProperty("strong", true);
    m_sign = new StateSign(this);
    m_sign->setObjectName(QStringLiteral("lineStateSign"));
    m_state = new ElidedLabel(this);
    m_state->setObjectName(QStringLiteral("lineState"));
    m_device = new ElidedLabel(this);
    m_device->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    m_device->setObjectName(QStringLiteral("computeDevice"));
    m_device->setProperty("second", true);
    m_clock = new QLabel(this);
    m_clock->setObjectName(QStringLiteral("clock"));
    m_import = new QPushButton(this);
    m_import->setObjectName(QStringLiteral("importFile"));
    m_promote = new QPushButton(this);
    m_promote->setObjectName(QStringLiteral("openPromote"));
    for (QPushButton *button : {m_import, m_promote}) {
        button->setAutoDefault(false);
        button->setFocusPolicy(Qt::TabFocus);
    }
    m_layout = new QHBoxLayout(this);
    m_layout->setContentsMargins(16, 4, 12, 4);
    m_layout->setSpacing(12);
    m_layout->addWidget(m_name);
    m_layout->addSpacing(8);
    m_layout->addWidget(m_sign);
    m_layout->addWidget(m_state, 1);
    m_layout->addWidget(m_import);
    m_layout->addWidget(m_promote);
    m_layout->addWidget(m_device);
    m_layout->addWidget(m_clock);
    new DeedLock(m_import, bridge, Deed::ImportModel);
    connect(m_import, &QPushButton::clicked, this, &TopBar::importRequested);
    connect(m_promote, &QPushButton::clicked, this, &TopBar::promoteRequested);
    connect(&bridge, &EngineBridge::structureChanged, this, &TopBar::sync);
    connect(&m_second, &QTimer::timeout, this, &TopBar::sync);
    m_second.start(1000);
    retranslate();
}

void TopBar::setPageControls(QWidget *controls)
{
    if (controls == m_controls)
        return;
    if (m_controls) {
        m_layout->removeWidget(m_controls);
        m_controls->hide();
    }
    m_controls = controls;
    if (controls) {
        m_layout->insertWidget(4, controls);
        controls->show();
        // What comes into the window is last by Tab, which goes round: before the rail. The buttons right of it follow it there.
        for (QWidget *control : controls->findChildren<QWidget *>(Qt::FindDirectChildrenOnly))
            setTabOrder(control, m_import);
        setTabOrder(m_import, m_promote);
        if (m_person)
            setTabOrder(m_promote, m_person);
    }
    fit();
}

void TopBar::setPerson(PersonButton *person)
{
    m_person = person;
    m_layout->addWidget(person);
    connect(person, &PersonButton::roomChanged, this, &TopBar::fit);
    fit();
}

namespace {

// `active` is the model that shall judge: one that stopped by itself still stands there where no other took its place.
bool judges(const StationSnapshot &s, const EngineSnapshot &snapshot)
{
    const HistoryEvent *stopped = TileText::stopped(s, snapshot);
    return s.source.state == SourceState::Running && s.active && (!stopped || stopped->to == s.active);
}

/// A canary that does not go on by itself. None: there is none.
std::optional<CanaryState> canaryWaits(const EngineSnapshot &snapshot)
{
    if (!snapshot.canary)
        return std::nullopt;
    const CanaryState state = snapshot.canary->progress.state;
    return state == CanaryState::Asking || state == CanaryState::Paused ? std::optional(state) : std::nullopt;
}

}  // namespace

TopBar::LineState TopBar::stateOf(const EngineSnapshot &snapshot)
{
    const auto count = std::ranges::count_if(snapshot.stations, [&](const StationSnapshot &s) { return judges(s, snapshot); });
    if (snapshot.stations.empty() || count == 0)
        return LineState::Stopped;
    const bool rejects = std::ranges::any_of(snapshot.stations, [](const StationSnapshot &s) {
        return s.rejectsHigh;
    });
    return count < static_cast<std::ptrdiff_t>(snapshot.stations.size()) || rejects || snapshot.configError || snapshot.saveTrouble || snapshot.recordTrouble || snapshot.sealTrouble || snapshot.safeMode
                   || snapshot.watchError || canaryWaits(snapshot)
               ? LineState::Attention
               : LineState::Running;
}

QString TopBar::lostOf(const EngineSnapshot &snapshot)
{
    QStringList lost;
    if (snapshot.saveTrouble)
        lost << tr("changes are not saved since %1", "time").arg(Format::clock(snapshot.saveTrouble->since));
    if (snapshot.recordTrouble)
        lost << tr("verdicts are not recorded since %1", "time").arg(Format::clock(snapshot.recordTrouble->since));
    if (snapshot.sealTrouble)
        lost << tr("what is recorded is not sealed since %1", "time").arg(Format::clock(snapshot.sealTrouble->since));
    const auto isFull = [](const std::optional<RecordTrouble> &trouble) { return trouble && trouble->error.code == ErrorCode::DiskFull; };
    if (isFull(snapshot.saveTrouble) || isFull(snapshot.recordTrouble) || isFull(snapshot.sealTrouble))
        lost << tr("free space on the disk");
    else
        lost << (snapshot.saveTrouble || snapshot.recordTrouble ? tr("the data folder cannot be written") : tr("press Verify in History, and look at the disk"));
    return lost.join(tr("; ", "between what is wrong and what helps"));
}

QString TopBar::reasonOf(const EngineSnapshot &snapshot)
{
    QStringList quiet, rejects;
    for (const StationSnapshot &s : snapshot.stations) {
        const QString name = QString::fromStdString(s.config.name);
        if (!judges(s, snapshot))
            quiet << name;
        else if (s.rejectsHigh)
            rejects << name;
    }
    if (snapshot.saveTrouble || snapshot.recordTrouble || snapshot.sealTrouble)
        return lostOf(snapshot);
    if (snapshot.configError)
        return tr("The settings file on disk has a mistake; the last good one is in force");
    const auto several = [](const QStringList &names) { return names.mid(0, 3).join(tr(", ", "between names")) + (names.size() > 3 ? QStringLiteral("…") : QString()); };
    if (!quiet.isEmpty())
        return tr("not judging: %1", "stations").arg(several(quiet));
    if (!rejects.isEmpty())
        return tr("many rejects: %1", "stations").arg(several(rejects));
    if (const auto waits = canaryWaits(snapshot))
        return *waits == CanaryState::Asking ? tr("a canary waits for your word") : tr("a canary is paused");
    if (snapshot.safeMode)
        return tr("safe mode");
    if (snapshot.watchError)
        return tr("the watched folder cannot be looked at");
    return {};
}

void TopBar::sync()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const LineState state = stateOf(*snapshot);
    const QString word = state == LineState::Running ? tr("Running") : state == LineState::Attention ? tr("Attention") : tr("Stopped");
    const QString reason = reasonOf(*snapshot);
    const QString text = reason.isEmpty() ? word : tr("%1 · %2", "state of the line, why").arg(word, reason);
    m_sign->show(state);
    m_state->setText(text);
    const QString device = Words::deviceName(*snapshot);
    if (m_device->text() != device) {
        m_device->setText(device);
        m_device->setToolTip(Words::computeDevice(*snapshot));
    }
    m_clock->setText(QTime::currentTime().toString(QStringLiteral("HH:mm:ss")));
}

void TopBar::retranslate()
{
    m_import->setText(tr("Import…"));
    m_import->setAccessibleName(tr("Import a weight file"));
    m_import->setToolTip(tr("%1 (Ctrl+O)", "what a button does").arg(m_import->accessibleName()));
    m_promote->setText(tr("Promote…"));
    m_promote->setAccessibleName(tr("Put a model on several stations"));
    m_promote->setToolTip(tr("%1 (Ctrl+Return)", "what a button does").arg(m_promote->accessibleName()));
    m_clock->setAccessibleName(tr("Time"));
    sync();
}

// The state is what the bar is for: the device, which Memory says too, and the program's name make room for it. By size alone, so that
// nothing moves when the state changes.
void TopBar::fit()
{
    constexpr int kStateCharacters = 28;
    int taken = kStateCharacters * fontMetrics().averageCharWidth();
    for (const QWidget *widget : std::initializer_list<const QWidget *>{m_sign, m_import, m_promote, m_clock, m_controls})
        taken += widget ? widget->sizeHint().width() + m_layout->spacing() : 0;
    const int person = m_person ? m_person->roomInShort() : 0;
    taken += person > 0 ? person + m_layout->spacing() : 0;
    int room = width() - taken - 2 * m_layout->contentsMargins().left();
    const int name = m_name->sizeHint().width() + 2 * m_layout->spacing(), device = m_device->sizeHint().width() + m_layout->spacing();
    if (person > 0) {
        const int more = m_person->roomInFull() - person;
        m_person->setInShort(room < more);
        room -= room < more ? 0 : more;
    }
    m_device->setVisible(room >= name + device);
    m_name->setVisible(room >= name);
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    fit();
}

void TopBar::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::FontChange) {
        QFont font = m_clock->font();
        m_clock->setMinimumWidth(QFontMetrics(font).horizontalAdvance(QStringLiteral("88:88:88")) + 4);
    }
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange)
        fit();
}

}  // namespace lineside
