// SPDX-License-Identifier: GPL-3.0-or-later
#include "firstrun/firstruncard.h"

#include "bridge/enginebridge.h"
#include "firstrun/samplefileicon.h"
#include "itemmodels/words.h"
#include "settings/interfacesettings.h"
#include "settings/language.h"
#include "signin/deedlock.h"
#include "widgets/titlelabel.h"

#include <QComboBox>
#include <QEvent>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace lineside {

FirstRunCard::FirstRunCard(EngineBridge &bridge, QWidget *parent) : QFrame(parent), m_bridge(bridge)
{
    setObjectName(QStringLiteral("firstRunCard"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    m_from = snapshot->recent.empty() ? 0 : snapshot->recent.back().sequence;
    build();
    retranslate();
    connect(&m_bridge, &EngineBridge::structureChanged, this, &FirstRunCard::takeSnapshot);
    new DeedLock(m_import, m_bridge, Deed::ImportModel);
    connect(m_import, &QPushButton::clicked, this, &FirstRunCard::importSample);
    connect(m_close, &QToolButton::clicked, this, [this] {
        hide();
        emit closed();
    });
    connect(m_language, &QComboBox::activated, this, [this] { emit languageChosen(m_language->currentData().toString()); });
}

void FirstRunCard::build()
{
    m_content = new QWidget(this);
    m_title = new TitleLabel(1.35, m_content);
    m_title->setObjectName(QStringLiteral("firstRunTitle"));
    m_text = new QLabel(m_content);
    m_text->setWordWrap(true);
    m_end = new QLabel(m_content);
    m_end->setObjectName(QStringLiteral("firstRunEnd"));
    m_end->setWordWrap(true);
    m_end->setForegroundRole(QPalette::PlaceholderText);
    m_language = new QComboBox(m_content);
    m_language->setObjectName(QStringLiteral("firstRunLanguage"));
    m_language->setMinimumHeight(40);
    for (const QString &code : Language::available())
        m_language->addItem(Language::nameOf(code), code);
    m_close = new QToolButton(m_content);
    m_close->setObjectName(QStringLiteral("firstRunClose"));
    m_close->setText(QStringLiteral("✕"));
    m_close->setMinimumSize(40, 40);
    m_sample = new SampleFileIcon(m_content);
    m_sample->hide();
    m_import = new QPushButton(m_content);
    m_import->setObjectName(QStringLiteral("firstRunImport"));
    m_import->setMinimumHeight(40);

    auto *top = new QHBoxLayout;
    top->setSpacing(8);
    top->addWidget(m_title, 1);
    top->addWidget(m_language, 0, Qt::AlignTop);
    top->addWidget(m_close, 0, Qt::AlignTop);
    auto *steps = new QGridLayout;
    steps->setHorizontalSpacing(12);
    steps->setVerticalSpacing(12);
    steps->setColumnStretch(1, 1);
    for (int i = 0; i < StepCount; ++i) {
        Line &line = m_lines[static_cast<std::size_t>(i)];
        line.sign = new TitleLabel(1.0, m_content);
        line.text = new QLabel(m_content);
        line.text->setObjectName(QStringLiteral("firstRunStep%1").arg(i + 1));
        line.text->setWordWrap(true);
        line.sign->setMinimumWidth(28);
        line.sign->setAlignment(Qt::AlignCenter);
        const int row = i == 0 ? 0 : i + 1;
        steps->addWidget(line.sign, row, 0, Qt::AlignTop);
        steps->addWidget(line.text, row, 1);
    }
    auto *sample = new QHBoxLayout;
    sample->setSpacing(12);
    sample->addWidget(m_sample);
    sample->addWidget(m_import, 0, Qt::AlignVCenter);
    sample->addStretch(1);
    steps->addLayout(sample, 1, 1);

    // Large text on a small screen is scrolled to.
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("firstRunScroll"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(m_content);
    for (QWidget *widget : {scroll->viewport(), m_content})
        widget->setAutoFillBackground(false);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(scroll);
    auto *column = new QVBoxLayout(m_content);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(12);
    column->addLayout(top);
    column->addWidget(m_text);
    column->addLayout(steps);
    column->addWidget(m_end);
    setTabOrder(m_import, m_language);
    setTabOrder(m_language, m_close);
    setFocusProxy(m_import);
}

QSize FirstRunCard::sizeFor(const QSize &room) const
{
    // As wide as reads well, as high as the lines then need.
    ensurePolished();
    for (QLabel *label : m_content->findChildren<QLabel *>())
        label->ensurePolished();
    m_content->layout()->invalidate();
    const int frame = 2 * frameWidth() + 2;
    const int width = std::min(room.width(), std::max(m_content->minimumSizeHint().width(), fontMetrics().averageCharWidth() * 75) + frame);
    return {width, std::min(room.height(), m_content->layout()->totalHeightForWidth(width - frame) + frame)};
}

QSize FirstRunCard::sizeHint() const
{
    return sizeFor({QWIDGETSIZE_MAX, QWIDGETSIZE_MAX});
}

void FirstRunCard::retranslate()
{
    setAccessibleName(tr("First steps"));
    m_close->setAccessibleName(tr("Close the first steps"));
    m_close->setToolTip(tr("Close. It comes back under Keys (F1)."));
    m_language->setAccessibleName(tr("Language"));
    m_import->setText(tr("Import it for me"));
    m_import->setAccessibleName(m_import->text());
    takeSnapshot();
}

void FirstRunCard::setSampleFile(const QString &path)
{
    m_sample->setFile(path);
    m_sample->setToolTip(path);
    showSample();
    showSteps();
}

bool FirstRunCard::allDone() const
{
    return std::all_of(m_done.begin(), m_done.end(), [](bool done) { return done; });
}

void FirstRunCard::takeSnapshot()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    for (const HistoryEvent &event : snapshot->recent) {
        if (event.sequence <= m_from)
            continue;
        switch (event.kind) {
        case EventKind::Imported:
        case EventKind::Offered: m_done[Drag] = true; break;
        case EventKind::ShadowStarted: m_done[Compare] = true; break;
        // The starter model goes on air by itself on the very first start: that is not the reader's step.
        case EventKind::Promoted: m_done[Promote] = m_done[Promote] || event.from || m_done[Drag]; break;
        case EventKind::RolledBack: m_done[RollBack] = true; break;
        default: break;
        }
    }
    // With one real camera among them it is not the demo line: its parts are real, and so is a wrong model there.
    m_demo = !snapshot->stations.empty()
        && std::all_of(snapshot->stations.begin(), snapshot->stations.end(),
                       [](const StationSnapshot &s) { return s.config.source.kind == SourceKind::DemoLine; });
    QString judge;
    for (const StationSnapshot &station : snapshot->stations) {
        if (station.active && judge.isEmpty())
            judge = Words::text(*station.active);
    }
    if (!m_demo)
        m_title->setText(tr("How to change a model while the line runs"));
    else if (judge.isEmpty())
        m_title->setText(tr("This is the demo line. No model judges it yet."));
    else
        m_title->setText(tr("This is the demo line, judged by %1.").arg(judge));
    m_text->setText(tr("Four steps show how a model is changed while the line keeps running."));
    const int language = m_language->findData(QLocale().language() == QLocale::Chinese ? QStringLiteral("zh_CN")
                                                                                       : QStringLiteral("en"));
    m_language->setCurrentIndex(std::max(0, language));
    m_end->setText(allDone() ? tr("That was all. Your own cameras are added under Settings.")
                   : m_demo  ? tr("Nothing here can harm a real line: these bottles are drawn by the program.")
                             : tr("Your line keeps running: nothing goes on air before step 3."));
    showSample();
    showSteps();
}

void FirstRunCard::showSample()
{
    // The sample knows the demo line's bottles; for any other line it would only be refused.
    const bool shown = m_demo && !m_sample->file().isEmpty();
    m_sample->setVisible(shown);
    m_import->setVisible(shown);
}

void FirstRunCard::showSteps()
{
    const QString words[StepCount] = {
        m_sample->isHidden() ? tr("Drag a weight file onto a station in this window. It is checked; nothing changes yet.")
                             : tr("Drag this file onto a station in this window. It is checked; nothing changes yet."),
        tr("Compare: open Compare and start. Both models judge the same frames."),
        tr("Put it on the station: press “Put … on air” at the station. The picture keeps moving."),
        tr("Roll back: press the same button again. The model before returns at once."),
    };
    for (std::size_t i = 0; i < StepCount; ++i) {
        m_lines[i].sign->setText(m_done[i] ? QStringLiteral("✓") : QString::number(i + 1));
        m_lines[i].text->setText(words[i]);
        m_lines[i].text->setAccessibleName(m_done[i] ? tr("Done: %1").arg(words[i]) : words[i]);
        m_lines[i].text->setForegroundRole(m_done[i] ? QPalette::PlaceholderText : QPalette::WindowText);
    }
}

void FirstRunCard::importSample()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    std::optional<StationId> station;
    if (!snapshot->stations.empty())
        station = snapshot->stations.front().config.id;
    m_bridge.offerFiles({m_sample->file()}, station);
}

void FirstRunCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QFrame::changeEvent(event);
}

}  // namespace lineside
