// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/offlinecomparison.h"

#include <algorithm>

namespace lineside {
namespace {

int classIn(Labels &all, const std::string &name)
{
    const auto index = std::ranges::find(all, name) - all.begin();
    if (index == std::ssize(all))
        all.push_back(name);
    return static_cast<int>(index);
}

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    const auto middle = values.begin() + std::ssize(values) / 2;
    std::ranges::nth_element(values, middle);
    return *middle;
}

}  // namespace

OfflineComparison::OfflineComparison(OfflineOptions options, const Labels &ofA, const Labels &ofB)
    : m_options(std::move(options)), m_parts(partFollower(m_options.rule, m_options.order)), m_verdict(m_options.limits)
{
    if (m_options.labels)
        m_classes = m_options.labels->names();
    for (const std::string &name : ofA)
        m_a.classOf.push_back(classIn(m_classes, name));
    for (const std::string &name : ofB)
        m_b.classOf.push_back(classIn(m_classes, name));
    m_both.resize(m_classes.size());
    for (Side *side : {&m_a, &m_b}) {
        side->boxes.resize(m_classes.size());
        side->scores.resize(m_classes.size());
    }
}

Result<void> OfflineComparison::add(const std::string &name, int width, int height, const Detections &a, const Detections &b)
{
    std::vector<LabelledObject> objects;
    bool known = false;
    if (m_options.labels) {
        auto labelled = m_options.labels->of(name, width, height);
        if (!labelled && labelled.error().code != ErrorCode::NotFound)
            return labelled.error();
        known = labelled.ok();
        if (known)
            objects = *std::move(labelled);
        m_labelled += known && m_options.labels->knows(name);
    }
    take(m_a, a, known ? &objects : nullptr);
    take(m_b, b, known ? &objects : nullptr);
    Detections truth;
    if (known) {
        for (const LabelledObject &object : objects)
            truth.items.push_back({object.box, 1, object.classIndex});
        truth.labels = std::make_shared<const Labels>(m_options.labels->names());
    }
    m_names.push_back(name);
    remember();
    const FrameAnswers answers{&m_a.counting, &m_b.counting, known ? &truth : nullptr};
    count(std::visit([&](auto &parts) { return parts.add(answers, width, m_names.size()); }, m_parts));
    return {};
}

void OfflineComparison::take(Side &side, const Detections &found, const std::vector<LabelledObject> *truth)
{
    side.ms.push_back(found.times.totalMs());
    side.counting.items.clear();
    side.counting.labels = found.labels;
    LabelledPicture picture;
    if (truth)
        picture.truth = *truth;
    for (const Detection &d : found.items) {
        const int common = side.classOf.at(static_cast<std::size_t>(d.classIndex));
        if (d.score > m_options.confidence) {
            side.counting.items.push_back(d);
            ++side.boxes[static_cast<std::size_t>(common)];
            side.scores[static_cast<std::size_t>(common)] += d.score;
        }
        picture.found.push_back({common, d.score, d.box});
    }
    if (truth)
        side.pictures.push_back(std::move(picture));
}

void OfflineComparison::remember()
{
    for (const JointBox &joint : m_joint.join({&m_a.counting, &m_b.counting, nullptr})) {
        if (joint.a != JointBox::kNone && joint.b != JointBox::kNone)
            ++m_both[static_cast<std::size_t>(m_a.classOf[static_cast<std::size_t>(m_a.counting.items[static_cast<std::size_t>(joint.a)].classIndex)])];
    }
    if (m_disagreements.size() >= OfflineReport::kMaxDisagreements)
        return m_seen.clear();
    const auto common = [](const Side &side) {
        std::vector<Detection> boxes(side.counting.items.begin(), side.counting.items.begin() + std::min(std::ssize(side.counting.items), std::ptrdiff_t{OfflineDisagreement::kMaxBoxes}));
        for (Detection &box : boxes)
            box.classIndex = side.classOf[static_cast<std::size_t>(box.classIndex)];
        return boxes;
    };
    m_seen.push_back({m_names.size(), common(m_a), common(m_b)});
    if (m_seen.size() > kKeptSeen)
        m_seen.pop_front();
}

void OfflineComparison::count(std::span<const JudgedPart> parts)
{
    for (const JudgedPart &part : parts) {
        if (!part.discordant()) {
            m_verdict.addConcordant();
            continue;
        }
        m_verdict.addDiscordant(JudgedPart::fails(part.b), !part.truthKnown ? Truth::Unknown : JudgedPart::fails(part.truth) ? Truth::Defective : Truth::Good);
        if (m_disagreements.size() == OfflineOutcome::kMaxDisagreements)
            continue;
        const auto seen = std::ranges::find(m_seen, part.frame, &Seen::frame);
        const bool pictured = seen != m_seen.end() && m_disagreements.size() < OfflineReport::kMaxDisagreements;
        m_disagreements.push_back({m_names[part.frame - 1], part, pictured ? seen->a : std::vector<Detection>(), pictured ? seen->b : std::vector<Detection>()});
    }
}

ModelOutcome OfflineComparison::outcomeOf(const Side &side) const
{
    const int classes = static_cast<int>(m_classes.size());
    ModelOutcome outcome;
    outcome.evaluation = evaluate(side.pictures, classes, m_options.confidence);
    outcome.confusion = confusionOf(side.pictures, classes, m_options.confidence);
    outcome.boxes = side.boxes;
    outcome.scores = side.scores;
    outcome.medianMs = medianOf(side.ms);
    return outcome;
}

OfflineOutcome OfflineComparison::finish()
{
    count(std::visit([](auto &parts) { return parts.endAll(); }, m_parts));
    OfflineOutcome outcome;
    outcome.pictures = std::ssize(m_names);
    outcome.labelled = m_labelled;
    outcome.countsObjects = std::holds_alternative<ObjectVerdicts>(m_parts);
    outcome.both = m_both;
    outcome.classes = m_classes;
    outcome.a = outcomeOf(m_a);
    outcome.b = outcomeOf(m_b);
    outcome.verdict = m_verdict.status();
    outcome.comparison = std::move(m_verdict);
    outcome.disagreements = std::move(m_disagreements);
    return outcome;
}

}  // namespace lineside
