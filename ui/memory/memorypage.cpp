// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory/memorypage.h"

#include "bridge/enginebridge.h"
#include "itemmodels/csv.h"
#include "itemmodels/memorytablemodel.h"
#include "itemmodels/words.h"
#include "memory/memorychart.h"
#include "settings/interfacesettings.h"
#include "theme/theme.h"
#include "widgets/copymenu.h"
#include "widgets/csvdialog.h"
#include "widgets/format.h"
#include "widgets/pagekeys.h"
#include "widgets/tablelook.h"
#include "widgets/titlelabel.h"

#include <QClipboard>
#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace lineside {

namespace {
constexpr std::size_t kPoints = 300;  ///< of one line; more are not to be seen
constexpr std::chrono::seconds kTenMinutes{600}, kOneHour{3600};

QString causeText(LoadCause cause)
{
    switch (cause) {
    case LoadCause::Start: return MemoryPage::tr("at the start: %1", "number of models loaded");
    case LoadCause::Import: return MemoryPage::tr("offered files: %1", "number of models loaded");
    case LoadCause::Library: return MemoryPage::tr("from the library: %1", "number of models loaded");
    case LoadCause::Shadow: return MemoryPage::tr("to compare: %1", "number of models loaded");
    case LoadCause::RollBack: return MemoryPage::tr("to roll back: %1", "number of models loaded");
    case LoadCause::Replace: return MemoryPage::tr("after releasing others: %1", "number of models loaded");
    }
    return {};
}

/// How many models were loaded, for what, and how busy the device is.
QString loadsText(const LoadingSnapshot &loading)
{
    QStringList causes;
    for (int cause = 0; cause < kLoadCauses; ++cause) {
        if (const std::uint64_t count = loading.lastHour[static_cast<std::size_t>(cause)])
            causes << causeText(static_cast<LoadCause>(cause)).arg(Format::count(count));
    }
    const QString loads = causes.isEmpty() ? MemoryPage::tr("No model was loaded in the last hour.")
                                           : MemoryPage::tr("Models loaded in the last hour: %1.").arg(causes.join(MemoryPage::tr(", ", "between figures")));
    return loading.busy ? MemoryPage::tr("%1 The device is %2 busy.", "how many models were loaded, share").arg(loads, Format::wholePercent(*loading.busy)) : loads;
}
}  // namespace

MemoryPage::MemoryPage(EngineBridge &bridge, QWidget *parent)
    : QWidget(parent), m_bridge(bridge), m_tableModel(new MemoryTableModel(this))
{
    setObjectName(QStringLiteral("memoryPage"));
    build();
    retranslate();
    connect(&m_bridge, &EngineBridge::tick, this, &MemoryPage::onTick);
    connect(m_ten, &QToolButton::clicked, this, [this] { setRange(kTenMinutes); });
    connect(m_hour, &QToolButton::clicked, this, [this] { setRange(kOneHour); });
    connect(m_table, &QToolButton::toggled, this, &MemoryPage::setTableShown);
    connect(m_copy, &QPushButton::clicked, this, &MemoryPage::copyValues);
    connect(m_export, &QPushButton::clicked, this, &MemoryPage::chooseExport);
}

void MemoryPage::build()
{
    const auto dressed = [&](QLabel *made, const char *name) {
        made->setObjectName(QLatin1String(name));
        made->setWordWrap(true);
        made->setMargin(2);
        addCopyMenu(made);
        return made;
    };
    m_now = dressed(new TitleLabel(1.3, this), "memoryNow");
    m_device = dressed(new QLabel(this), "memoryDevice");
    m_loads = dressed(new QLabel(this), "memoryLoads");
    m_swapTitle = dressed(new TitleLabel(1.0, this), "memorySwapTitle");
    m_swaps = dressed(new QLabel(this), "memorySwaps");
    m_message = dressed(new QLabel(this), "memoryMessage");
    m_message->hide();

    const auto toggle = [&](const char *name) {
        auto *button = new QToolButton(this);
        button->setObjectName(QLatin1String(name));
        button->setCheckable(true);
        button->setMinimumHeight(40);
        return button;
    };
    m_ten = toggle("memoryTenMinutes");
    m_hour = toggle("memoryOneHour");
    m_table = toggle("memoryTable");
    m_ten->setChecked(true);
    m_copy = new QPushButton(this);
    m_copy->setObjectName(QStringLiteral("memoryCopy"));
    m_export = new QPushButton(this);
    m_export->setObjectName(QStringLiteral("memoryExport"));
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    for (QToolButton *button : {m_ten, m_hour})
        bar->addWidget(button);
    bar->addStretch(1);
    bar->addWidget(m_table);
    for (QPushButton *button : {m_copy, m_export}) {
        button->setMinimumHeight(40);
        bar->addWidget(button);
    }

    m_process = new MemoryChart(this);
    m_process->setObjectName(QStringLiteral("memoryProcessChart"));
    m_charts = new QWidget(this);
    m_chartLayout = new QVBoxLayout(m_charts);
    m_chartLayout->setContentsMargins(0, 0, 0, 0);
    m_chartLayout->addWidget(m_process, 1);
    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(m_charts);
    m_tableView = new QTableView(this);
    m_tableView->setObjectName(QStringLiteral("memoryValues"));
    m_tableView->setModel(m_tableModel);
    new TableLook(m_tableView, {}, {});
    new PageKeys(this, {m_tableView}, [this](const QKeyEvent &event) { return takeKey(event); });
    m_tableView->viewport()->installEventFilter(this);
    m_tableView->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_tableView->horizontalHeader()->setMinimumSectionSize(150);
    m_stack = new QStackedWidget(this);
    m_stack->setMinimumHeight(225);
    m_stack->addWidget(area);
    m_stack->addWidget(m_tableView);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 12);
    column->setSpacing(10);
    column->addWidget(m_now);
    column->addWidget(m_device);
    column->addWidget(m_loads);
    column->addLayout(bar);
    column->addWidget(m_message);
    column->addWidget(m_stack, 1);
    column->addWidget(m_swapTitle);
    column->addWidget(m_swaps);
}

void MemoryPage::retranslate()
{
    const auto name = [](QAbstractButton *button, const QString &text, const QString &tip) {
        button->setText(text);
        button->setAccessibleName(text);
        button->setToolTip(tip);
    };
    name(m_ten, tr("10 minutes"), {});
    name(m_hour, tr("1 hour"), {});
    name(m_table, tr("Table"), tr("The values as a table (T)"));
    name(m_copy, tr("Copy values"), tr("Ctrl+C"));
    name(m_export, tr("Export CSV…"), tr("E"));
    m_tableView->setAccessibleName(tr("Memory values"));
    m_swapTitle->setText(tr("Changes of models in this time"));
    m_tableModel->retranslate();
    refresh();
}

void MemoryPage::onTick()
{
    if (!isVisible())
        return;
    // A sample comes once a second; ticks come with every picture, and a copy of the history costs.
    if (m_asked.isValid() && m_asked.elapsed() < 400)
        return;
    m_asked.start();
    std::vector<MemorySample> samples = m_bridge.engine().memoryHistory();
    if (samples.empty() || samples.back().at == m_shown)
        return;
    m_samples = std::move(samples);
    refresh();
}

void MemoryPage::refresh()
{
    m_device->setText(Words::computeDevice(*m_bridge.snapshot()));
    m_loads->setText(loadsText(m_bridge.snapshot()->loading));
    if (m_samples.empty()) {
        m_now->setText(tr("No memory figure yet."));
        m_process->setTitle(tr("Memory of the whole program"));
        m_swaps->setText(tr("None."));
        return;
    }
    m_shown = m_samples.back().at;
    const MemorySample &now = m_samples.back();
    m_now->setText(tr("Lineside uses %1. The computer has %2 free of %3.")
                       .arg(Format::bytes(now.processResident), Format::bytes(now.systemAvailable), Format::bytes(now.systemTotal)));
    const std::vector<MemorySample> drawn = memory::thinned(m_samples, m_range, kPoints);
    const std::vector<SwapMemory> swaps = memory::swaps(m_samples, m_bridge.snapshot()->recent, m_range);
    showProcess(drawn, swaps);
    showDevices(drawn, swaps);
    showSwaps(swaps);
    // A row on top each second would pull the one that is being read away under the pointer.
    if (!m_tableView->isVisible() || !m_tableView->viewport()->underMouse())
        fillTable();
}

void MemoryPage::fillTable()
{
    m_tableModel->setSamples(m_samples);
}

void MemoryPage::showProcess(const std::vector<MemorySample> &samples, const std::vector<SwapMemory> &swaps)
{
    std::vector<WallTime> moments;
    std::uint64_t top = 0;
    for (const MemorySample &sample : samples) {
        moments.push_back(sample.at);
        top = std::max(top, sample.processResident);
    }
    std::vector<MemoryChart::Curve> curves;
    int index = 0;
    for (const ModelId &model : memory::modelsOn(samples, {})) {
        MemoryChart::Curve curve{Words::text(model), Theme::classColor(index++), true, Qt::SolidLine, {}};
        for (const MemorySample &sample : samples)
            curve.bytes.emplace_back(memory::bytesOf(sample, model, {}));
        curves.push_back(std::move(curve));
    }
    MemoryChart::Curve whole{tr("Whole program"), Theme::current(this).text, false, Qt::SolidLine, {}};
    for (const MemorySample &sample : samples)
        whole.bytes.emplace_back(sample.processResident);
    curves.push_back(std::move(whole));
    m_process->setTitle(tr("Memory of the whole program, and the share of each model"));
    const WallTime to = samples.back().at;
    m_process->show(moments, curves, swaps, to - m_range, to, memory::roundTop(top + top / 10));
}

void MemoryPage::showDevices(const std::vector<MemorySample> &samples, const std::vector<SwapMemory> &swaps)
{
    std::vector<WallTime> moments;
    for (const MemorySample &sample : samples)
        moments.push_back(sample.at);
    for (const DeviceMemory &device : samples.back().devices) {
        MemoryChart *&chart = m_deviceCharts[device.name];
        if (!chart) {
            chart = new MemoryChart(this);
            chart->setObjectName(QStringLiteral("memoryChart-") + Words::text(device.name));
            m_chartLayout->addWidget(chart, 1);
        }
        std::vector<MemoryChart::Curve> curves;
        int index = 0;
        for (const ModelId &model : memory::modelsOn(samples, device.name)) {
            MemoryChart::Curve curve{Words::text(model), Theme::classColor(index++), true, Qt::SolidLine, {}};
            for (const MemorySample &sample : samples)
                curve.bytes.emplace_back(memory::bytesOf(sample, model, device.name));
            curves.push_back(std::move(curve));
        }
        QStringList absent;
        std::uint64_t top = 0;
        const auto line = [&](const QString &name, auto figure, Qt::PenStyle style) {
            MemoryChart::Curve curve{name, Theme::current(this).text, false, style, {}};
            bool any = false;
            for (const MemorySample &sample : samples) {
                std::optional<std::uint64_t> bytes;
                for (const DeviceMemory &d : sample.devices) {
                    if (d.name == device.name)
                        bytes = d.*figure;
                }
                any = any || bytes;
                top = std::max(top, bytes.value_or(0));
                curve.bytes.push_back(bytes);
            }
            if (any)
                curves.push_back(std::move(curve));
            else
                absent << name;
        };
        line(tr("used"), &DeviceMemory::used, Qt::SolidLine);
        line(tr("reserved"), &DeviceMemory::reserved, Qt::DashLine);
        line(tr("allocated"), &DeviceMemory::allocated, Qt::DotLine);
        const QString name = Words::text(device.name);
        chart->setTitle(absent.isEmpty() ? tr("Memory of %1").arg(name)
                                         : tr("Memory of %1 (not available from its driver: %2)").arg(name, absent.join(tr(", ", "between figures"))));
        const WallTime to = samples.back().at;
        chart->show(moments, curves, swaps, to - m_range, to, device.total.value_or(memory::roundTop(top + top / 10)));
    }
}

void MemoryPage::showSwaps(const std::vector<SwapMemory> &swaps)
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const auto bytes = [](const std::optional<std::uint64_t> &value) {
        return value ? Format::bytes(*value) : Words::notAvailable();
    };
    QStringList lines;
    int number = 0;
    for (const SwapMemory &swap : swaps) {
        lines << tr("%1   %2  %3: %4 → %5.  Before %6, peak %7, after %8.")
                     .arg(++number)
                     .arg(Format::clockSeconds(swap.event.at), Words::stationName(*snapshot, swap.event.station),
                          Words::modelOr(swap.event.from, tr("none")), Words::modelOr(swap.event.to, tr("none")),
                          bytes(swap.before), bytes(swap.peak), bytes(swap.after));
    }
    constexpr qsizetype kLines = 4;
    if (const auto more = static_cast<int>(lines.size() - kLines); more > 0) {
        lines.erase(lines.begin(), lines.begin() + more);
        lines.prepend(tr("%Ln earlier change(s): see History.", nullptr, more));
    }
    m_swaps->setText(lines.isEmpty() ? tr("None.") : lines.join(QLatin1Char('\n')));
}

void MemoryPage::setRange(std::chrono::seconds range)
{
    m_range = range;
    m_ten->setChecked(range == kTenMinutes);
    m_hour->setChecked(range == kOneHour);
    refresh();
}

void MemoryPage::setTableShown(bool table)
{
    m_table->setChecked(table);
    m_stack->setCurrentIndex(table ? 1 : 0);
    if (table && isVisible())
        m_tableView->setFocus();
}

void MemoryPage::copyValues()
{
    fillTable();
    QStringList lines{m_now->text()};
    if (!m_samples.empty()) {
        for (int column = 0; column < m_tableModel->columnCount(); ++column)
            lines << QStringLiteral("%1\t%2").arg(m_tableModel->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString(),
                                                  m_tableModel->index(0, column).data().toString());
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

bool MemoryPage::exportTo(const QString &path)
{
    fillTable();
    const QString problem = Csv::write(path, m_tableModel->toCsv());
    m_message->setText(problem.isEmpty() ? tr("%Ln row(s) written to %1.", nullptr, m_tableModel->rowCount()).arg(path)
                                         : tr("The file was not written: %1. Choose another folder.").arg(problem));
    m_message->show();
    return problem.isEmpty();
}

void MemoryPage::chooseExport()
{
    askCsvFile(this, tr("Export the memory figures"), QStringLiteral("lineside-memory"),
               [this](const QString &path) { exportTo(path); });
}

void MemoryPage::focusInEvent(QFocusEvent *event)
{
    const bool table = m_stack->currentIndex() == 1;
    (table ? static_cast<QWidget *>(m_tableView) : m_process)->setFocus(event->reason());
}

void MemoryPage::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        for (MemoryChart *chart : findChildren<MemoryChart *>())
            chart->applyTheme();
        refresh();
    }
    QWidget::changeEvent(event);
}

void MemoryPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    onTick();
}

bool MemoryPage::takeKey(const QKeyEvent &event)
{
    const bool single = InterfaceSettings::singleKeys() && event.modifiers() == Qt::NoModifier;
    if (event.matches(QKeySequence::Copy))
        copyValues();
    else if (single && event.key() == Qt::Key_E)
        chooseExport();
    else if (single && event.key() == Qt::Key_T)
        setTableShown(m_stack->currentIndex() == 0);
    else
        return false;
    return true;
}

bool MemoryPage::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_tableView->viewport() && event->type() == QEvent::Leave)
        fillTable();
    return QWidget::eventFilter(watched, event);
}

}  // namespace lineside
