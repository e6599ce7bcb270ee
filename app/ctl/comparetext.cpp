// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/comparetext.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

namespace lineside::ctl {
namespace {

using nlohmann::ordered_json;

ordered_json streamJson(const AbStream &stream)
{
    return {{"state", toString(stream.state)}, {"logEPlus", stream.logNotWorse}, {"logEMinus", stream.logWorse}, {"onlyA", stream.onlyA}, {"onlyB", stream.onlyB}};
}

ordered_json modelJson(const OfflineOutcome &outcome, const ModelOutcome &model, const ordered_json &description)
{
    ordered_json json = description;
    const bool labelled = outcome.labelled > 0;
    json["map50"] = labelled ? ordered_json(model.evaluation.map50) : ordered_json();
    json["map50_95"] = labelled ? ordered_json(model.evaluation.map50To95) : ordered_json();
    ordered_json classes = ordered_json::object();
    for (std::size_t i = 0; i < outcome.classes.size(); ++i) {
        ordered_json of{{"boxes", model.boxes[i]}};
        if (const ClassEvaluation &found = model.evaluation.classes[i]; labelled && found.objects > 0) {
            of["objects"] = found.objects;
            of["map50"] = found.ap50;
            of["map50_95"] = found.ap50To95;
            of["precision"] = found.precision();
            of["recall"] = found.recall();
        }
        classes[outcome.classes[i]] = std::move(of);
    }
    json["per_class"] = std::move(classes);
    if (labelled) {
        ordered_json rows = ordered_json::array();
        for (int truth = 0; truth <= model.confusion.classCount(); ++truth) {
            ordered_json row = ordered_json::array();
            for (int found = 0; found <= model.confusion.classCount(); ++found)
                row.push_back(model.confusion.count(truth, found));
            rows.push_back(std::move(row));
        }
        json["confusion"] = std::move(rows);  // a row a labelled class, a column what it was taken for; the last of each: nothing
    }
    json["ms"] = model.medianMs;
    json["memory_bytes"] = model.memoryBytes > 0 ? ordered_json(model.memoryBytes) : ordered_json();
    return json;
}

std::string listed(const Labels &names)
{
    std::string all;
    for (const std::string &name : names)
        all += (all.empty() ? "" : ", ") + name;
    return all;
}

std::string perThousand(double share)
{
    std::ostringstream words;
    words << std::fixed << std::setprecision(1) << share * 1000 << " more in 1000";
    return words.str();
}

}  // namespace

std::vector<std::string> compareNotices(const OfflineOutcome &outcome, const Labels &ofA, const Labels &ofB, bool silenceMeansEmpty)
{
    const auto knows = [](const Labels &labels, const std::string &name) { return std::ranges::find(labels, name) != labels.end(); };
    Labels onlyA, onlyB, unknown;
    for (std::size_t i = 0; i < outcome.classes.size(); ++i) {
        const std::string &name = outcome.classes[i];
        const bool a = knows(ofA, name), b = knows(ofB, name);
        if (a != b)
            (a ? onlyA : onlyB).push_back(name);
        else if (!a && outcome.labelled > 0 && outcome.a.evaluation.classes[i].objects > 0)
            unknown.push_back(name);
    }
    std::vector<std::string> notices;
    if (!onlyA.empty())
        notices.push_back("Only partly comparable: B does not know " + listed(onlyA) + '.');
    if (!onlyB.empty())
        notices.push_back("Only partly comparable: A does not know " + listed(onlyB) + '.');
    if (!unknown.empty())
        notices.push_back("No class of A or B is named like these labels: " + listed(unknown) + ". Every such object counts as missed, so look at the names before the figures.");
    if (const auto without = outcome.pictures - outcome.labelled; outcome.labelled > 0 && without > 0)
        notices.push_back(std::to_string(without) + " of " + std::to_string(outcome.pictures)
                          + (silenceMeansEmpty ? " pictures have no YOLO text and count as empty: whatever a model sees there counts as not there."
                                               : " pictures are not in the labels and say nothing of who is right."));
    return notices;
}

ordered_json compareJson(const OfflineOutcome &outcome, const ordered_json &a, const ordered_json &b)
{
    const AbStatus &v = outcome.verdict;
    const bool open = v.state == AbState::Open;
    ordered_json more = open ? v.more ? ordered_json(std::ceil(v.more->parts)) : ordered_json() : ordered_json(0);
    return {{"pictures", outcome.pictures},
            {"labelled", outcome.labelled},
            {"counted", outcome.countsObjects ? "objects" : "parts"},
            {"a", modelJson(outcome, outcome.a, a)},
            {"b", modelJson(outcome, outcome.b, b)},
            {"agreement", v.parts > 0 ? ordered_json(v.agreement()) : ordered_json()},
            {"verdict",
             {{"state", toString(v.state)}, {"logEPlus", v.logNotWorse}, {"logEMinus", v.logWorse}, {"moreParts", more}, {"parts", v.parts}, {"discordant", v.discordant}, {"pending", v.pending},
              {"contradicted", v.contradicted}, {"alpha", v.limits.alpha}, {"clump", v.clump}, {"escapes", streamJson(v.escapes)}, {"falseRejects", streamJson(v.falseRejects)}}}};
}

std::string verdictText(const AbStatus &v, bool objects)
{
    const double parts = static_cast<double>(std::max<std::int64_t>(v.parts, 1));
    switch (v.state) {
    case AbState::AtLeastAsGood:
        return "B is at least as good as A.";
    case AbState::Worse:
    case AbState::WorseWithinMargin: {
        const bool escapes = v.escapes.state == v.state;
        const AbStream &stream = escapes ? v.escapes : v.falseRejects;
        const char *what = escapes ? objects ? "objects missed" : "escapes" : objects ? "boxes without an object" : "false rejects";
        return std::string("B is worse: ") + what + ", " + perThousand(static_cast<double>(stream.onlyB - stream.onlyA) / parts) + (v.state == AbState::Worse ? "." : ", which is less than the margin.");
    }
    case AbState::Open:
        break;
    }
    std::ostringstream words;
    words << "Not decided yet";
    if (v.pending > 0 && v.discordant > 0)
        words << ": nobody has said which is right on " << v.pending << " of the " << v.discordant << " on which they differ";
    if (v.curve.empty())  // not one block of them is complete
        words << ", and that is too few " << (objects ? "objects" : "parts") << " to say how many more it takes";
    else if (v.more)
        words << ", about " << std::fixed << std::setprecision(0) << std::ceil(v.more->parts) << " more " << (objects ? "objects" : "parts");
    else
        words << ", and it will not be if it stays like this";
    words << '.';
    return words.str();
}

std::string compareText(const OfflineOutcome &outcome, const std::string &a, const std::string &b)
{
    const AbStatus &v = outcome.verdict;
    const char *const things = outcome.countsObjects ? "objects" : "parts";
    std::ostringstream out;
    out << std::fixed << outcome.pictures << " pictures, " << v.parts << ' ' << things << " that A or B saw\n"
        << "  A  " << a << "\n  B  " << b << "\n\n";
    const auto row = [&](const std::string &what, double ofA, double ofB, int digits) {
        out << "  " << std::left << std::setw(24) << what << std::right << std::setprecision(digits) << std::setw(12) << ofA << std::setw(12) << ofB << '\n';
    };
    out << "  " << std::left << std::setw(24) << "" << std::right << std::setw(12) << 'A' << std::setw(12) << 'B' << '\n';
    if (outcome.labelled > 0) {
        row("mAP50", outcome.a.evaluation.map50, outcome.b.evaluation.map50, 4);
        row("mAP50-95", outcome.a.evaluation.map50To95, outcome.b.evaluation.map50To95, 4);
        for (std::size_t i = 0; i < outcome.classes.size(); ++i) {
            const ClassEvaluation &ofA = outcome.a.evaluation.classes[i], &ofB = outcome.b.evaluation.classes[i];
            if (ofA.objects == 0)
                continue;
            row(outcome.classes[i] + " AP50", ofA.ap50, ofB.ap50, 4);
            row("  precision", ofA.precision(), ofB.precision(), 4);
            row("  recall", ofA.recall(), ofB.recall(), 4);
        }
    }
    for (std::size_t i = 0; i < outcome.classes.size(); ++i)
        row(outcome.classes[i] + ", boxes", static_cast<double>(outcome.a.boxes[i]), static_cast<double>(outcome.b.boxes[i]), 0);
    row("ms a picture", outcome.a.medianMs, outcome.b.medianMs, 1);
    if (outcome.a.memoryBytes > 0 && outcome.b.memoryBytes > 0)
        row("MB of memory", static_cast<double>(outcome.a.memoryBytes) / 1e6, static_cast<double>(outcome.b.memoryBytes) / 1e6, 1);
    out << "\nThey agree on " << std::setprecision(2) << v.agreement() * 100 << " % of the " << things << " and differ on " << v.discordant << ".\n" << verdictText(v, outcome.countsObjects) << '\n';
    return out.str();
}

}  // namespace lineside::ctl
