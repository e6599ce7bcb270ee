// SPDX-License-Identifier: GPL-3.0-or-later
#include "library/modeldetails.h"

#include "itemmodels/historytablemodel.h"
#include "itemmodels/modeltablemodel.h"
#include "itemmodels/words.h"
#include "widgets/copymenu.h"
#include "widgets/format.h"
#include "widgets/titlelabel.h"

#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <set>

namespace lineside {

namespace {
constexpr int kTimelineRows = 8;

std::set<std::string> asSet(const std::vector<std::string> &labels)
{
    return {labels.begin(), labels.end()};
}
}  // namespace

ModelDetails::ModelDetails(QWidget *parent) : QScrollArea(parent)
{
    setObjectName(QStringLiteral("modelDetails"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    fitWidth();
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusFrame", true);
    setAccessibleName(tr("Details of the selected model"));
}

// A fact stands beside its name, or below it, at any text size.
void ModelDetails::fitWidth()
{
    setMinimumWidth(30 * fontMetrics().horizontalAdvance(QLatin1Char('0')));
}

void ModelDetails::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        fitWidth();
    QScrollArea::changeEvent(event);
}

std::vector<ModelDetails::Check> ModelDetails::checks(const ModelSnapshot &model, const EngineSnapshot &snapshot)
{
    std::vector<Check> list;
    if (model.state == ModelState::Ready)
        list.push_back({Outcome::Good, tr("When it was loaded, the stored file had the SHA-256 that it was imported with")});
    else if (model.state == ModelState::Damaged)
        list.push_back({Outcome::Bad, ModelTableModel::reason(model)});
    else
        list.push_back({Outcome::Open, tr("The SHA-256 of the stored file is compared each time the model is loaded")});
    if (model.state == ModelState::Ready && model.executor.fastMs > 0) {
        const ExecutorChoice &e = model.executor;
        list.push_back({e.fastAgrees ? Outcome::Good : e.comparedBoxes == 0 ? Outcome::Open : Outcome::Bad,
                        e.usesFast() ? tr("Reduced precision agrees with full precision in the trial run: it is used (%1, %2 instead of %3)")
                                           .arg(Words::text(e.precision), Format::ms(e.fastMs), Format::ms(e.exactMs))
                        : e.fastAgrees ? tr("Reduced precision agrees with full precision in the trial run and is not faster: full precision is used (%1 instead of %2)")
                                           .arg(Format::ms(e.exactMs), Format::ms(e.fastMs))
                        : e.comparedBoxes == 0 ? tr("Nothing was seen in the trial run to compare precisions by: full precision is used (%1)").arg(Format::ms(e.exactMs))
                                     : tr("Reduced precision differs from full precision in the trial run: full precision is used (%1)")
                                           .arg(Format::ms(e.exactMs))});
    } else if (model.state == ModelState::Ready && model.executor.exactMs > 0) {
        list.push_back({Outcome::Good, tr("Runs with full precision (%1): there is no reduced one for it here").arg(Format::ms(model.executor.exactMs))});
    } else {
        list.push_back({Outcome::Open, tr("Speed and precision are measured when the model is loaded")});
    }
    if (model.takenBack)
        list.push_back({Outcome::Bad, tr("%1: taken back by itself, %2: %3", "station, time, reason")
                                          .arg(Words::stationName(snapshot, model.takenBack->station), Words::since(model.takenBack->at),
                                               Words::health(model.takenBack->health))});
    if (model.signature.state == SignatureState::Good)
        list.push_back({Outcome::Good, tr("The file is the one that %1 signed").arg(Words::text(model.signature.signer))});
    else if (model.signature.state == SignatureState::RevokedKey)
        list.push_back({Outcome::Bad, tr("The key of %1, who signed it, was revoked: no station takes it any more").arg(Words::text(model.signature.signer))});
    for (const StationSnapshot &station : snapshot.stations) {
        const StationContract &contract = station.config.contract;
        const QString name = Words::stationName(snapshot, station.config.id);
        const bool labels = contract.labels.empty() || asSet(contract.labels) == asSet(model.labels);
        const int small = std::min(model.inputWidth, model.inputHeight), large = std::max(model.inputWidth, model.inputHeight);
        const bool input = small >= contract.minInputSize && large <= contract.maxInputSize;
        if (model.signature.state != SignatureState::Good && station.config.signatures == SignaturePolicy::Require)
            list.push_back({Outcome::Bad, tr("%1: takes signed models only").arg(name)});
        else if (model.signature.state != SignatureState::Good && station.config.signatures == SignaturePolicy::Warn)
            list.push_back({Outcome::Open, tr("%1: wants to know that no trusted key signed it").arg(name)});
        const bool layout = contract.layout == ModelLayout::Auto || contract.layout == model.layout;
        if (!layout)
            list.push_back({Outcome::Bad, tr("%1: expects a model of the layout %2").arg(name, Words::layout(contract.layout))});
        if (!labels)
            list.push_back({Outcome::Bad, tr("%1: expects the labels %2; found %3")
                                              .arg(name, Words::labels(contract.labels), Words::labels(model.labels))});
        if (!input)
            list.push_back({Outcome::Bad, tr("%1: expects an input of %2 to %3 pixels; found %4")
                                              .arg(name).arg(contract.minInputSize).arg(contract.maxInputSize)
                                              .arg(Words::size(model.inputWidth, model.inputHeight))});
        if (layout && labels && input)
            list.push_back({Outcome::Good, tr("%1: labels and input size fit").arg(name)});
    }
    return list;
}

std::vector<ModelDetails::Block> ModelDetails::describe(const ModelSnapshot &model, const EngineSnapshot &snapshot)
{
    std::vector<Block> blocks;
    const auto text = [&](const QString &words) { blocks.push_back({Kind::Text, words, {}}); };
    const auto heading = [&](const QString &words) { blocks.push_back({Kind::Heading, words, {}}); };
    const auto fact = [&](const QString &name, const QString &value) { blocks.push_back({Kind::Fact, name, value}); };

    blocks.push_back({Kind::Title, Words::text(model.id), {}});
    text(tr("%1. %2", "state, reason").arg(ModelTableModel::chipText(ModelTableModel::chip(model)), ModelTableModel::reason(model)));
    heading(tr("Where it is used"));
    const QString where = ModelTableModel::whereText(model, snapshot);
    text(where.isEmpty() ? tr("Nowhere now.") : where);

    heading(tr("Checks"));
    for (const Check &check : checks(model, snapshot)) {
        const QString sign = check.outcome == Outcome::Good  ? QStringLiteral("✓")
                             : check.outcome == Outcome::Bad ? QStringLiteral("✕")
                                                             : QStringLiteral("–");
        text(QStringLiteral("%1  %2").arg(sign, check.text));
    }

    heading(tr("Facts"));
    const bool loaded = model.state == ModelState::Ready;
    const ExecutorChoice &e = model.executor;
    const auto measured = [&](double ms) { return loaded && ms > 0 ? Format::ms(ms) : Words::notAvailable(); };
    QString sha = Words::text(model.sha256);
    for (qsizetype at = 8; at < sha.size(); at += 9)
        sha.insert(at, QLatin1Char(' '));  // groups of eight wrap, and can be read aloud
    fact(tr("Format"), Words::format(model.format));
    fact(tr("Family"), Words::text(model.family));
    fact(tr("Classes"), tr("%1: %2", "count: names").arg(model.labels.size()).arg(Words::labels(model.labels)));
    fact(tr("Input"), Words::size(model.inputWidth, model.inputHeight));
    fact(tr("Parameters"), model.parameters > 0 ? Format::count(static_cast<std::uint64_t>(model.parameters))
                                                : Words::notAvailable());
    fact(tr("Runs with"), loaded ? QStringLiteral("%1 %2 %3").arg(Words::text(e.backend), Words::text(e.device), Words::text(e.precision))
                                 : tr("not loaded"));
    fact(tr("One frame, fast"), measured(e.fastMs));
    fact(tr("One frame, exact"), measured(e.exactMs));
    fact(tr("Memory"), model.memoryBytes > 0 ? Format::bytes(model.memoryBytes) : tr("not loaded"));
    fact(tr("File"), tr("%1, %2", "name, size").arg(Words::text(model.originalName), Format::bytes(model.fileBytes)));
    fact(tr("SHA-256"), sha);
    fact(tr("Signature"), Words::signature(model.signature));
    if (!model.signature.trustedComment.empty())
        fact(tr("Signed comment"), Words::text(model.signature.trustedComment));
    fact(tr("Imported"), Words::since(model.importedAt));
    fact(tr("State since"), Words::since(model.stateSince));

    heading(tr("What happened"));
    int rows = 0;
    for (auto it = snapshot.recent.rbegin(); it != snapshot.recent.rend() && rows < kTimelineRows; ++it) {
        if (it->from != model.id && it->to != model.id)
            continue;
        QStringList parts{Words::since(it->at), Words::eventKind(it->kind)};
        if (!it->station.empty())
            parts << Words::stationName(snapshot, it->station);
        if (it->swap)
            parts << HistoryTableModel::details(*it);
        text(parts.join(QStringLiteral(" · ")));
        ++rows;
    }
    if (rows == 0)
        text(tr("Nothing in the last events."));
    return blocks;
}

void ModelDetails::show(const ModelSnapshot *model, const EngineSnapshot &snapshot)
{
    setAccessibleName(tr("Details of the selected model"));
    std::vector<Block> blocks = model ? describe(*model, snapshot)
                                      : std::vector<Block>{{Kind::Text, tr("Select a model to see all facts about it."), {}}};
    if (blocks == m_blocks)
        return;
    // Another word in the same place: making all of it anew takes longer than a picture of the wall may wait, and would
    // forget how far it was scrolled.
    if (std::ranges::equal(blocks, m_blocks, {}, &Block::kind, &Block::kind)) {
        std::swap(m_blocks, blocks);
        for (std::size_t i = 0; i < m_blocks.size(); ++i)
            if (m_blocks[i] != blocks[i])
                write(i);
        if (m_blocks.front() != blocks.front())
            verticalScrollBar()->setValue(0);
        return;
    }
    const bool sameModel = !m_blocks.empty() && m_blocks.front() == blocks.front();
    const int scrolled = sameModel ? verticalScrollBar()->value() : 0;
    m_blocks = std::move(blocks);
    build();
    verticalScrollBar()->setValue(scrolled);
}

void ModelDetails::build()
{
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(6);
    const auto dressed = [&](QLabel *made) {
        made->setTextFormat(Qt::PlainText);
        made->setWordWrap(true);
        made->setMargin(2);
        addCopyMenu(made);
        return made;
    };
    m_rows.clear();
    QFormLayout *form = nullptr;
    for (const Block &block : m_blocks) {
        if (block.kind != Kind::Fact) {
            form = nullptr;
            if (block.kind == Kind::Heading)
                layout->addSpacing(8);
            m_rows.push_back({dressed(block.kind == Kind::Text    ? new QLabel(content)
                                      : block.kind == Kind::Title ? new TitleLabel(1.35, content)
                                                                  : new TitleLabel(1.0, content)),
                              nullptr});
            layout->addWidget(m_rows.back().text);
        } else {
            if (!form) {
                form = new QFormLayout;
                form->setRowWrapPolicy(QFormLayout::WrapLongRows);
                form->setHorizontalSpacing(14);
                form->setVerticalSpacing(4);
                form->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
                layout->addLayout(form);
            }
            m_rows.push_back({new QLabel(content), dressed(new QLabel(content))});
            m_rows.back().text->setForegroundRole(QPalette::PlaceholderText);
            form->addRow(m_rows.back().text, m_rows.back().value);
        }
        write(m_rows.size() - 1);
    }
    layout->addStretch(1);
    setWidget(content);
}

void ModelDetails::write(std::size_t block)
{
    const Block &what = m_blocks[block];
    m_rows[block].text->setText(what.text);
    if (QLabel *value = m_rows[block].value) {
        value->setText(what.value);
        value->setAccessibleName(QStringLiteral("%1: %2").arg(what.text, what.value));
    }
}

}  // namespace lineside
