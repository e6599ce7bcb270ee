// SPDX-License-Identifier: GPL-3.0-or-later
#include "settings/stationeditor.h"

#include "bridge/enginebridge.h"
#include "itemmodels/words.h"
#include "lineside/recordinglimits.h"
#include "settings/comparisoneditor.h"
#include "settings/settingrow.h"
#include "settings/shownvalue.h"
#include "settings/sourceeditor.h"
#include "settings/stationchecks.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

namespace lineside {

StationEditor::StationEditor(EngineBridge &bridge, QWidget *parent) : QWidget(parent), m_bridge(bridge)
{
    build();
    retranslate();
}

void StationEditor::build()
{
    auto *column = new QVBoxLayout(this);
    column->setSpacing(12);
    QVBoxLayout *rows = nullptr;
    const auto group = [&] {
        auto *box = new QGroupBox(this);
        rows = new QVBoxLayout(box);
        column->addWidget(box);
        return box;
    };
    const auto row = [&](QWidget *editor, const char *name) {
        editor->setObjectName(QLatin1String(name));
        auto *made = new SettingRow(editor, this);
        rows->addWidget(made);
        return made;
    };
    const auto line = [&](QLineEdit *&edit, const char *name) {
        edit = new QLineEdit;
        connect(edit, &QLineEdit::textChanged, this, &StationEditor::read);
        return row(edit, name);
    };
    const auto whole = [&](QSpinBox *&spin, const char *name, int min, int max) {
        spin = new QSpinBox;
        spin->setRange(min, max);
        connect(spin, &QSpinBox::valueChanged, this, &StationEditor::read);
        return row(spin, name);
    };
    const auto real = [&](QDoubleSpinBox *&spin, const char *name, double min, double max, int decimals, double step) {
        spin = new QDoubleSpinBox;
        spin->setRange(min, max);
        spin->setDecimals(decimals);
        spin->setSingleStep(step);
        connect(spin, &QDoubleSpinBox::valueChanged, this, &StationEditor::read);
        return row(spin, name);
    };

    m_stationBox = group();
    m_nameRow = line(m_name, "stationName");
    m_source = new SourceEditor(m_bridge, this);
    column->addWidget(m_source);
    connect(m_source, &SourceEditor::edited, this, &StationEditor::read);
    connect(m_source, &SourceEditor::credentialStored, this, &StationEditor::credentialStored);

    m_contractBox = group();
    m_labels = new QLineEdit;
    m_labels->setObjectName(QStringLiteral("contractLabelsText"));
    m_labels->setMinimumHeight(40);
    connect(m_labels, &QLineEdit::textChanged, this, &StationEditor::read);
    m_takeLabels = new QPushButton;
    m_takeLabels->setObjectName(QStringLiteral("contractTakeLabels"));
    m_takeLabels->setMinimumHeight(40);
    connect(m_takeLabels, &QPushButton::clicked, this, &StationEditor::takeLabelsOfRunningModel);
    auto *labelField = new QWidget;
    auto *labelLayout = new QVBoxLayout(labelField);
    labelLayout->setContentsMargins(0, 0, 0, 0);
    labelLayout->addWidget(m_labels);
    labelLayout->addWidget(m_takeLabels, 0, Qt::AlignLeft);
    m_labelsRow = row(labelField, "contractLabels");
    m_layout = new QComboBox;
    for (const ModelLayout layout : kModelLayouts)
        m_layout->addItem(QString(), static_cast<int>(layout));
    connect(m_layout, &QComboBox::currentIndexChanged, this, &StationEditor::read);
    m_layoutRow = row(m_layout, "contractLayout");
    m_minInputRow = whole(m_minInput, "contractMinInput", 32, 8192);
    m_maxInputRow = whole(m_maxInput, "contractMaxInput", 32, 8192);
    m_maxLatencyRow = real(m_maxLatency, "contractMaxLatency", 0, 10000, 1, 5);
    m_maxMemoryRow = whole(m_maxMemory, "contractMaxMemory", 0, 1000000);

    m_signatures = new QComboBox;
    for (const SignaturePolicy policy : {SignaturePolicy::Off, SignaturePolicy::Warn, SignaturePolicy::Require})
        m_signatures->addItem(QString(), static_cast<int>(policy));
    connect(m_signatures, &QComboBox::currentIndexChanged, this, &StationEditor::read);
    m_signaturesRow = row(m_signatures, "signatures");
    m_promotion = new QComboBox;
    for (const PromotionPolicy policy : {PromotionPolicy::Nothing, PromotionPolicy::Reason, PromotionPolicy::Verdict})
        m_promotion->addItem(QString(), static_cast<int>(policy));
    connect(m_promotion, &QComboBox::currentIndexChanged, this, &StationEditor::read);
    m_promotionRow = row(m_promotion, "promotion");
    m_signPromotion = new QCheckBox;
    connect(m_signPromotion, &QCheckBox::toggled, this, &StationEditor::read);
    m_signPromotionRow = row(m_signPromotion, "signPromotion");
    m_hoursRow = line(m_hours, "loadHours");

    m_comparison = new ComparisonEditor(this);
    column->addWidget(m_comparison);
    connect(m_comparison, &ComparisonEditor::edited, this, &StationEditor::read);

    m_ruleBox = group();
    m_partRow = line(m_part, "rulePart");
    m_pictureIsPart = new QCheckBox;
    connect(m_pictureIsPart, &QCheckBox::toggled, this, &StationEditor::read);
    m_pictureIsPartRow = row(m_pictureIsPart, "rulePictureIsPart");
    m_requiredRow = line(m_required, "ruleRequired");
    m_rejectRow = line(m_reject, "ruleReject");
    m_passScoreRow = real(m_passScore, "rulePassScore", 0, 1, 2, 0.05);
    m_zoneBeginRow = real(m_zoneBegin, "ruleZoneBegin", 0, 100, 0, 5);
    m_zoneEndRow = real(m_zoneEnd, "ruleZoneEnd", 0, 100, 0, 5);
    m_rejectLimitRow = real(m_rejectLimit, "ruleRejectLimit", 0, 100, 1, 0.5);
    m_sampleRow = whole(m_sample, "sampleEvery", 0, kMaxSampleEvery);

    m_thresholdBox = group();
    m_confidenceRow = real(m_confidence, "detectConfidence", 0.01, 0.99, 2, 0.05);
    m_iouRow = real(m_iou, "detectIou", 0.05, 0.95, 2, 0.05);
    m_maxDetectionsRow = whole(m_maxDetections, "detectMaxDetections", 1, 3000);
    column->addStretch(1);
}

void StationEditor::retranslate()
{
    m_source->retranslate();
    m_stationBox->setTitle(tr("Station"));
    m_nameRow->setTexts(tr("Name"), tr("Shown on the wall, in the history and in messages."));
    m_contractBox->setTitle(tr("Contract: what every model must keep"));
    m_labelsRow->setTexts(tr("Labels"), tr("The set that a model must know, separated by commas, in any order; one with a comma in it "
                                           "stands in quotes. Empty: any. A model with other labels is refused."));
    m_labels->setAccessibleName(tr("Labels of the contract"));
    m_takeLabels->setText(tr("Take from running model"));
    m_takeLabels->setAccessibleName(m_takeLabels->text());
    m_layoutRow->setTexts(tr("Model layout"), tr("How a file is read that does not say itself what it is, as those of YOLOX: its classes then get the labels "
                                                 "above, in that order. A model of another layout is refused."));
    for (int i = 0; i < m_layout->count(); ++i)
        m_layout->setItemText(i, Words::layout(static_cast<ModelLayout>(m_layout->itemData(i).toInt())));
    m_minInputRow->setTexts(tr("Smallest input"), tr("32 to 8192 pixels, default 32."));
    m_maxInputRow->setTexts(tr("Largest input"), tr("32 to 8192 pixels, default 2048."));
    for (QSpinBox *spin : {m_minInput, m_maxInput})
        spin->setSuffix(tr(" px", "suffix of a number field"));
    m_maxLatencyRow->setTexts(tr("Time for one frame"), tr("A slower model is refused. 0: no limit."));
    m_maxLatency->setSuffix(tr(" ms", "suffix of a number field"));
    m_maxLatency->setSpecialValueText(tr("no limit"));
    m_maxMemoryRow->setTexts(tr("Memory of one model"), tr("A larger model is refused. 0: what is free."));
    m_maxMemory->setSuffix(tr(" MB", "suffix of a number field"));
    m_maxMemory->setSpecialValueText(tr("what is free"));
    m_signaturesRow->setTexts(tr("Signatures"), tr("Whether a trusted key must have signed a model; the keys are under Signing keys. A signature that is "
                                                   "there must be good in any case. Rolling back never asks."));
    m_signatures->setItemText(0, tr("Not asked for"));
    m_signatures->setItemText(1, tr("Tell where it is missing"));
    m_signatures->setItemText(2, tr("Signed models only"));
    m_promotionRow->setTexts(tr("Going on air"), tr("What a model needs to go on air in place of another. Where the comparison has not decided, Promote… asks who answers "
                                                    "for it and why; the history keeps it. Rolling back never asks."));
    m_promotion->setItemText(0, tr("One click"));
    m_promotion->setItemText(1, tr("A reason"));
    m_promotion->setItemText(2, tr("A verdict, or a name and a reason"));
    m_signPromotionRow->setTexts(tr("Signature"), tr("Asked for where a model goes on air in place of another: an engineer gives his PIN or password once more and says what his signature "
                                                     "means; the history keeps it. Rolling back never asks. It needs people: linesidectl people add."));
    m_signPromotion->setText(tr("A signature is asked for"));
    m_hoursRow->setTexts(tr("Hours for loading"), tr("A model for this station is loaded at this time of day only, as 22:00-05:30. Empty: at any time. Rolling back never waits."));
    m_comparison->retranslate();
    m_ruleBox->setTitle(tr("Rule: when a part passes"));
    m_partRow->setTexts(tr("A part is"), tr("Label of the box that is one part. Empty: the whole frame is the part."));
    m_pictureIsPartRow->setTexts(tr("Pictures"), tr("Where no box is the part: a camera that is triggered once for each part. Unless this is said, a comparison here proves nothing: a part that stays in view would count again and again."));
    m_pictureIsPart->setText(tr("Each picture shows another part"));
    m_requiredRow->setTexts(tr("Must have"), tr("Every part must have one of each of these labels."));
    m_rejectRow->setTexts(tr("Must not have"), tr("A part with one of these labels is rejected."));
    m_passScoreRow->setTexts(tr("Sure from score"), tr("0 to 1, default 0.50. A deciding box below it makes the verdict UNSURE."));
    m_zoneBeginRow->setTexts(tr("Judged from"), tr("Left end of the zone in which a part is judged, in % of the width; default 40."));
    m_zoneEndRow->setTexts(tr("Judged until"), tr("Right end of that zone; default 60. One part at a time should be in it."));
    m_rejectLimitRow->setTexts(tr("Reject rate limit"), tr("The tile turns red above this share of failed parts in the last hour; default 8 %."));
    for (QDoubleSpinBox *spin : {m_zoneBegin, m_zoneEnd, m_rejectLimit})
        spin->setSuffix(tr(" %", "suffix of a number field"));
    m_sampleRow->setTexts(tr("Picture of every"), tr("Of so many parts the picture of one is kept in the data folder, up to 1000000. 0: none, the default. How long is under New models."));
    m_sample->setSuffix(tr(" parts", "suffix of a number field: of every 100 parts one"));
    m_sample->setSpecialValueText(tr("none"));
    m_thresholdBox->setTitle(tr("Thresholds of the detector"));
    m_confidenceRow->setTexts(tr("Confidence"), tr("0.01 to 0.99, default 0.25. Boxes must score more."));
    m_iouRow->setTexts(tr("Overlap"), tr("0.05 to 0.95, default 0.70. Boxes of one class that overlap more are one."));
    m_maxDetectionsRow->setTexts(tr("Most boxes"), tr("1 to 3000 in one frame, default 300."));
}

void StationEditor::show(const StationConfig &config, const std::vector<StationConfig> &all)
{
    m_showing = true;
    m_config = config;
    m_all = all;
    m_source->show(config.id, config.source);
    m_name->setText(Words::text(config.name));
    m_labels->setText(StationChecks::join(config.contract.labels));
    m_layout->setCurrentIndex(m_layout->findData(static_cast<int>(config.contract.layout)));
    m_minInput->setValue(config.contract.minInputSize);
    m_maxInput->setValue(config.contract.maxInputSize);
    m_maxLatency->setValue(config.contract.maxLatencyMs);
    m_maxMemory->setValue(config.contract.maxMemoryMb);
    m_signatures->setCurrentIndex(m_signatures->findData(static_cast<int>(config.signatures)));
    m_promotion->setCurrentIndex(m_promotion->findData(static_cast<int>(config.promotion)));
    m_signPromotion->setChecked(config.signPromotion);
    m_comparison->show(config);
    m_hours->setText(Words::text(toString(config.loadWindow)));
    m_part->setText(Words::text(config.rule.partLabel));
    m_pictureIsPart->setChecked(config.rule.pictureIsPart);
    m_pictureIsPart->setEnabled(config.rule.partLabel.empty());
    m_required->setText(StationChecks::join(config.rule.requiredLabels));
    m_reject->setText(StationChecks::join(config.rule.rejectLabels));
    m_passScore->setValue(config.rule.passScore);
    m_zoneBegin->setValue(config.rule.zoneBegin * 100);
    m_zoneEnd->setValue(config.rule.zoneEnd * 100);
    m_confidence->setValue(static_cast<double>(config.detect.confidence));
    m_iou->setValue(static_cast<double>(config.detect.iou));
    m_maxDetections->setValue(config.detect.maxDetections);
    m_rejectLimit->setValue(config.rejectRateLimit * 100);
    m_sample->setValue(config.sampleEvery);
    for (SettingRow *row : findChildren<SettingRow *>())
        row->setProblem({});
    m_comparison->showTogether(config, all);
    keysChanged();
    m_showing = false;
}

void StationEditor::keysChanged()
{
    const bool nobody = m_config.signatures != SignaturePolicy::Off && m_bridge.snapshot()->signingKeys.trusted.empty();
    m_signaturesRow->setProblem(!nobody ? QString()
                                : m_config.signatures == SignaturePolicy::Require
                                    ? tr("No key is trusted yet, so no file can come to this station. Add one under Signing keys.")
                                    : tr("No key is trusted yet, so every file counts as not signed. Add one under Signing keys."));
}

void StationEditor::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void StationEditor::takeLabelsOfRunningModel()
{
    const EngineSnapshotPtr snapshot = m_bridge.snapshot();
    const StationSnapshot *station = snapshot ? findStation(*snapshot, m_config.id) : nullptr;
    if (!station || !station->active) {
        m_labelsRow->setProblem(tr("No model runs at this station. The labels before stay in force."));
        return;
    }
    for (const ModelSnapshot &model : snapshot->models) {
        if (model.id == *station->active)
            m_labels->setText(StationChecks::join(model.labels));
    }
}

void StationEditor::read()
{
    if (m_showing)
        return;
    StationConfig next = m_config;
    next.source = m_source->source();
    // A value is taken when it has no problem, and only where the editor shows another one than is in force: a rounded
    // display must not count as an edit, nor one where blanks or quotes cannot be told apart.
    const auto take = [](SettingRow *row, const QString &problem) {
        row->setProblem(problem);
        return problem.isEmpty();
    };
    const auto list = [](const QLineEdit *edit, std::vector<std::string> &labels) {
        if (edit->text() != StationChecks::join(labels))
            labels = StationChecks::split(edit->text());
    };
    if (take(m_nameRow, StationChecks::name(m_name->text(), m_all, m_config.id)))
        next.name = m_name->text().trimmed().toStdString();
    if (take(m_labelsRow, StationChecks::labels(m_labels->text())))
        list(m_labels, next.contract.labels);
    next.contract.layout = static_cast<ModelLayout>(m_layout->currentData().toInt());
    const QString range = StationChecks::inputRange(m_minInput->value(), m_maxInput->value());
    if (take(m_minInputRow, range)) {
        takeShown(*m_minInput, next.contract.minInputSize);
        takeShown(*m_maxInput, next.contract.maxInputSize);
    }
    takeShown(*m_maxLatency, next.contract.maxLatencyMs);
    takeShown(*m_maxMemory, next.contract.maxMemoryMb);
    next.promotion = static_cast<PromotionPolicy>(m_promotion->currentData().toInt());
    next.signPromotion = m_signPromotion->isChecked();
    next.signatures = static_cast<SignaturePolicy>(m_signatures->currentData().toInt());
    m_comparison->take(next);
    m_comparison->showTogether(next, m_all);
    const auto hours = loadWindowOf(m_hours->text().trimmed().toStdString());
    if (take(m_hoursRow, hours ? QString() : tr("A beginning and another end are expected, as 22:00-05:30. The hours before stay in force.")))
        next.loadWindow = *hours;

    const auto &known = next.contract.labels;
    if (take(m_partRow, StationChecks::partLabel(m_part->text(), known)) && m_part->text() != Words::text(next.rule.partLabel))
        next.rule.partLabel = m_part->text().trimmed().toStdString();
    m_pictureIsPart->setEnabled(next.rule.partLabel.empty());
    next.rule.pictureIsPart = m_pictureIsPart->isChecked() && next.rule.partLabel.empty();
    if (take(m_requiredRow, StationChecks::ruleLabels(m_required->text(), known)))
        list(m_required, next.rule.requiredLabels);
    if (take(m_rejectRow, StationChecks::ruleLabels(m_reject->text(), known)))
        list(m_reject, next.rule.rejectLabels);
    takeShown(*m_passScore, next.rule.passScore);
    if (take(m_zoneBeginRow, StationChecks::zone(m_zoneBegin->value(), m_zoneEnd->value()))) {
        takeShown(*m_zoneBegin, next.rule.zoneBegin, 100);
        takeShown(*m_zoneEnd, next.rule.zoneEnd, 100);
    }
    takeShown(*m_rejectLimit, next.rejectRateLimit, 100);
    takeShown(*m_sample, next.sampleEvery);
    double confidence = static_cast<double>(next.detect.confidence), iou = static_cast<double>(next.detect.iou);
    takeShown(*m_confidence, confidence);
    takeShown(*m_iou, iou);
    next.detect.confidence = static_cast<float>(confidence);
    next.detect.iou = static_cast<float>(iou);
    takeShown(*m_maxDetections, next.detect.maxDetections);
    if (next == m_config)
        return;
    m_config = next;
    keysChanged();
    emit edited();
}

}  // namespace lineside
