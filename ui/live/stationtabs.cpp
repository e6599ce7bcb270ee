// SPDX-License-Identifier: GPL-3.0-or-later
#include "live/stationtabs.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "live/factstable.h"
#include "widgets/format.h"

#include <QEvent>
#include <QLocale>
#include <QScrollArea>
#include <QTabBar>

#include <iterator>

namespace lineside {

namespace {

QString list(const std::vector<std::string> &names)
{
    QStringList all;
    for (const std::string &name : names)
        all << Words::text(name);
    return all.isEmpty() ? StationTabs::tr("any") : all.join(StationTabs::tr(", ", "between names"));
}

QString number(double value, int digits)
{
    return QLocale().toString(value, 'f', digits);
}

}  // namespace

StationTabs::StationTabs(QWidget *parent) : QTabWidget(parent)
{
    setObjectName(QStringLiteral("stationTabs"));
    tabBar()->setObjectName(QStringLiteral("stationTabBar"));
    const auto add = [this] {
        auto *facts = new FactsTable(this);
        auto *scroll = new QScrollArea(this);
        scroll->setFrameShape(QFrame::NoFrame);
        scroll->setWidgetResizable(true);
        scroll->setWidget(facts);
        addTab(scroll, QString());
        return facts;
    };
    m_now = add();
    m_model = add();
    m_source = add();
    m_rule = add();
    m_contract = add();
    retranslate();
}

void StationTabs::retranslate()
{
    const QString names[] = {tr("Now"), tr("Model"), tr("Source"), tr("Rule"), tr("Contract")};
    for (int i = 0; i < static_cast<int>(std::size(names)); ++i)
        setTabText(i, names[i]);  // those that a page adds are its own
    setAccessibleName(tr("About this station"));
    tabBar()->setAccessibleName(tr("About this station"));
}

void StationTabs::show(const StationSnapshot &s, const EngineSnapshot &snapshot, const QString &verdict)
{
    const StationCounters &c = s.counters;
    m_now->show({{tr("Verdict"), verdict},
                 {tr("Camera"), tr("%1 pictures a second").arg(Format::fps(s.cameraFps))},
                 {tr("Judged"), tr("%1 pictures a second").arg(Format::fps(s.judgedFps))},
                 {tr("Picture to verdict"), tr("half within %1, 99 of 100 within %2").arg(Format::ms(s.p50Ms), Format::ms(s.p99Ms))},
                 {tr("Judged so far"), Format::count(c.judged)},
                 {tr("Skipped while busy"), Format::count(c.skipped)},
                 {tr("Dropped before display"), Format::count(c.dropped)},
                 {tr("Lost"), Format::count(c.lost)},
                 {tr("Rejects, last hour"), tr("%1, limit %2").arg(Format::percent(s.rejectRate), Format::percent(s.config.rejectRateLimit))},
                 {tr("Passed"), Format::count(c.passed)},
                 {tr("Failed", "number of rejected parts"), Format::count(c.failed)},
                 {tr("Unsure"), Format::count(c.unsure)}});

    FactsTable::Facts model{{tr("On air"), Words::modelOr(s.active, Words::noModel())}};
    if (const ModelSnapshot *m = s.active ? findModel(snapshot, *s.active) : nullptr) {
        model.insert(model.end(), {{tr("Since"), s.activeSince == WallTime{} ? tr("not loaded yet") : Format::dateTime(s.activeSince)},
                                   {tr("Labels"), list(m->labels)},
                                   {tr("Input"), tr("%1 × %2", "pixels").arg(m->inputWidth).arg(m->inputHeight)},
                                   {tr("Runs on"), tr("%1, %2, %3", "library, device, precision").arg(Words::text(m->executor.backend), Words::text(m->executor.device), Words::text(m->executor.precision))},
                                   {tr("Memory"), m->memoryBytes > 0 ? Format::bytes(m->memoryBytes) : tr("not measured")},
                                   {tr("File"), Words::text(m->originalName)},
                                   {tr("SHA-256"), Words::text(m->sha256.substr(0, 12))}});
    }
    model.emplace_back(tr("Before"), Words::modelOr(s.previous, tr("none")));
    if (s.lastSwap) {
        model.emplace_back(tr("Last change"), Format::clockMs(s.lastSwap->at));
        model.emplace_back(tr("First verdict after"), s.lastSwap->firstVerdictMs > 0 ? Format::ms(s.lastSwap->firstVerdictMs) : tr("not yet"));
        model.emplace_back(tr("Pictures lost in it"), Format::count(s.lastSwap->framesLost));
    }
    m_model->show(model);

    const SourceConfig &source = s.config.source;
    m_source->show({{tr("Kind"), Words::sourceKind(source.kind)},
                    {tr("Place"), source.location.empty() ? tr("none") : Words::text(source.location)},
                    {tr("State"), Words::sourceState(s.source.state)},
                    {tr("Since"), Format::dateTime(s.source.since)},
                    {tr("Picture"), s.source.width > 0 ? tr("%1 × %2", "pixels").arg(s.source.width).arg(s.source.height) : tr("none yet")},
                    {tr("Wanted rate"), tr("%1 pictures a second").arg(Format::fps(source.targetFps))},
                    {tr("The driver says"), s.source.detail.empty() ? tr("nothing") : Words::text(s.source.detail)}});

    const RuleConfig &rule = s.config.rule;
    m_rule->show({{tr("A part is"), rule.partLabel.empty() ? tr("the whole picture") : Words::text(rule.partLabel)},
                  {tr("It must have"), rule.requiredLabels.empty() ? tr("nothing") : list(rule.requiredLabels)},
                  {tr("It must not have"), rule.rejectLabels.empty() ? tr("nothing") : list(rule.rejectLabels)},
                  {tr("Unsure below a score of"), number(rule.passScore, 2)},
                  {tr("Boxes count from a score of"), number(s.config.detect.confidence, 2)},
                  {tr("Judged between"), tr("%1 and %2 of the width").arg(Format::percent(rule.zoneBegin), Format::percent(rule.zoneEnd))}});

    const StationContract &contract = s.config.contract;
    m_contract->show({{tr("Labels"), list(contract.labels)},
                      {tr("Model layout"), Words::layout(contract.layout)},
                      {tr("Input size"), tr("%1 to %2 pixels").arg(contract.minInputSize).arg(contract.maxInputSize)},
                      {tr("Time limit"), contract.maxLatencyMs > 0 ? Format::ms(contract.maxLatencyMs) : tr("none")},
                      {tr("Memory limit"), contract.maxMemoryMb > 0 ? tr("%1 MB").arg(contract.maxMemoryMb) : tr("what is free")}});
}

void StationTabs::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QTabWidget::changeEvent(event);
}

}  // namespace lineside
