// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/boxchoice.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace lineside::weights {
namespace {

constexpr std::int64_t kMaxColumns = 64, kMaxSets = 64;

std::int64_t product(Shape::const_iterator begin, Shape::const_iterator end)
{
    return std::accumulate(begin, end, std::int64_t(1), std::multiplies<>());
}

}  // namespace

TraceValue chosenValue(std::variant<BoxMask, BoxPlaces, BoxRows, BoxCounts> value)
{
    return {std::nullopt, -1, {}, std::make_shared<const Chosen>(Chosen{std::move(value)})};
}

bool arePlaces(const TraceValue &x)
{
    return x.chosen && std::holds_alternative<BoxPlaces>(x.chosen->is);
}

const BoxCounts *countsOf(const TraceValue &x)
{
    return x.chosen ? std::get_if<BoxCounts>(&x.chosen->is) : nullptr;
}

BoxCounts withoutCounts(const HostTensor &known, BoxSet set)
{
    return {set, binaryHost(HostBinary::Mul, known, hostInteger(0)), known};
}

BoxSet BoxChoice::setOf(Set set)
{
    const auto known = std::find(m_sets.begin(), m_sets.end(), set);
    if (known != m_sets.end())
        return BoxSet(known - m_sets.begin());
    if (std::int64_t(m_sets.size()) >= kMaxSets)
        m_place.outsideChoice("chooses too often");
    m_sets.push_back(std::move(set));
    return m_sets.size() - 1;
}

/// What a value shows in another shape: the order of its numbers is the same.
ValueId BoxChoice::rootOf(ValueId value) const
{
    for (const Node *node = m_graph.maker(value); node && std::holds_alternative<ReshapeOp>(node->op); node = m_graph.maker(value))
        value = node->inputs[0];
    return value;
}

TraceValue BoxChoice::above(ValueId scores, double least)
{
    const Shape &shape = m_graph.shape(scores);
    if (shape.size() != 1 || m_graph.isIndex(scores))
        m_place.outsideChoice("of something else than one score an anchor");
    return chosenValue(BoxMask{setOf(Above{rootOf(scores), shape[0], least})});
}

TraceValue BoxChoice::placesOf(const TraceValue &mask) const
{
    return chosenValue(BoxPlaces{need<BoxMask>(mask).set, {1, -1}});
}

std::vector<BoxColumn> BoxChoice::columnsOf(const TraceValue &x, std::int64_t anchors) const
{
    const Shape shape = x.known ? x.known->shape : m_graph.shape(x.id);
    if (shape.empty() || shape[0] != anchors || shape.size() > 2 || (x.known && x.known->size() != 0))
        m_place.outsideChoice("of something else than rows for the same anchors");
    const std::int64_t count = product(shape.begin() + 1, shape.end());
    if (count > kMaxColumns)
        m_place.outsideChoice("of too many columns");
    std::vector<BoxColumn> columns;
    for (std::int64_t c = 0; c < count; ++c)
        columns.push_back({{{{rootOf(x.id), c}, 1.}}, 0});
    return columns;
}

TraceValue BoxChoice::take(const TraceValue &x, const TraceValue &by) const
{
    const BoxMask *mask = as<BoxMask>(by);
    const BoxPlaces *places = mask ? nullptr : &need<BoxPlaces>(by);
    if (places && places->shape != Shape{-1})
        m_place.outsideChoice("by places that are no list");
    const BoxSet set = mask ? mask->set : places->set;
    if (const auto *above = std::get_if<Above>(&m_sets[set])) {
        if (x.chosen)
            m_place.outsideChoice("of boxes that were chosen already");
        Shape shape = x.known ? x.known->shape : m_graph.shape(x.id);
        std::vector<BoxColumn> columns = columnsOf(x, above->anchors);
        shape[0] = -1;
        return made(BoxRows{set, std::move(shape), std::move(columns), !x.known && m_graph.isIndex(x.id)});
    }
    const BoxRows &rows = need<BoxRows>(x);
    if (rows.set != std::get<Kept>(m_sets[set]).from || rows.padded != 0 || rows.shape.front() != -1 || rows.isFlat())
        m_place.outsideChoice("of other boxes than those that were compared");
    BoxRows kept = rows;
    kept.set = set;
    return made(std::move(kept));
}

BoxSet BoxChoice::keep(const BoxRows &boxes, const BoxRows &scores, double iou, double least, std::int64_t most)
{
    const bool rows = boxes.columns.size() == 4 && scores.columns.size() == 1 && boxes.padded == 0 && scores.padded == 0;
    if (!rows || boxes.set != scores.set || boxes.isFlat() || !std::holds_alternative<Above>(m_sets[boxes.set]))
        m_place.outsideChoice("of something else than boxes and their scores");
    if (!(iou > 0 && iou <= 1) || std::isnan(least))
        m_place.outsideChoice("with an overlap or a score that is none");
    return setOf(Kept{boxes.set, boxes.columns, scores.columns[0], iou, std::max(least, 0.), most});  // no score that counts is negative
}

TraceValue BoxChoice::suppress(const TraceValue &boxes, const TraceValue &scores, double iou)
{
    const BoxRows &corners = need<BoxRows>(boxes), &own = need<BoxRows>(scores);
    if (corners.shape != Shape{-1, 4} || own.shape != Shape{-1})
        m_place.outsideChoice("of something else than boxes and their scores");
    return chosenValue(BoxPlaces{keep(corners, own, iou, 0, INT64_MAX), {-1}});
}

TraceValue BoxChoice::suppressOnnx(const TraceValue &boxes, const TraceValue &scores, double iou, std::int64_t most, double least)
{
    const BoxRows &corners = need<BoxRows>(boxes), &own = need<BoxRows>(scores);
    if (corners.shape != Shape{1, -1, 4} || own.shape != Shape{1, 1, -1} || most < 1)
        m_place.outsideChoice("of something else than boxes and their scores");
    return chosenValue(BoxPlaces{keep(corners, own, iou, least, most), {-1, 3}});
}

/// How far apart the boxes of neighbouring classes were moved, 0 where all were left in one place; in units of the boxes that were compared.
double BoxChoice::offsetOf(const Kept &kept, const std::vector<BoxColumn> &corners, ValueId classes, std::int64_t side) const
{
    constexpr double kSame = 1e-9;  // of factors, which were multiplied in another order
    const auto factor = [](const BoxColumn &column, const std::pair<ValueId, std::int64_t> &of) {
        const auto term = column.terms.find(of);
        return term == column.terms.end() ? 0. : term->second;
    };
    // The first part of a corner, a place, counts once.
    const double scale = factor(kept.boxes[0], corners[0].terms.begin()->first), offset = factor(kept.boxes[0], {classes, 0});
    for (std::size_t c = 0; c < 4; ++c) {
        const auto isScaled = [&](const auto &term) { return std::abs(factor(kept.boxes[c], term.first) - scale * term.second) <= kSame * std::abs(scale * term.second); };
        const bool scaled = std::all_of(corners[c].terms.begin(), corners[c].terms.end(), isScaled) && kept.boxes[c].shift == 0;
        const bool moved = kept.boxes[c].terms.size() == corners[c].terms.size() + (offset != 0 ? 1 : 0) && factor(kept.boxes[c], {classes, 0}) == offset;
        if (!scaled || !moved)
            m_place.outsideChoice("compares other boxes than it gives out");
    }
    constexpr double kSmallest = 1e-6, kLargest = 1e3, kFurthest = 16384;  // beyond, float32 does not tell the boxes apart
    if (!(scale >= kSmallest && scale <= kLargest))
        m_place.outsideChoice("compares boxes of another kind of size");
    // Half a percent is for constants in half precision. Less would mix the classes in a way of its own.
    if (offset != 0 && !(offset >= scale * double(side) * 0.995 && offset <= scale * kFurthest))
        m_place.outsideChoice("moves the classes apart by another length than a picture's");
    return offset;
}

/// What the first four columns are made of: corners as they are, or worked out from centre and size (true).
std::pair<ValueId, bool> BoxChoice::boxesOf(const std::vector<BoxColumn> &columns) const
{
    const ValueId boxes = columns[0].terms.empty() ? -1 : columns[0].terms.begin()->first.first;
    bool corners = boxes >= 0, centres = boxes >= 0;
    for (std::int64_t c = 0; c < 4; ++c) {
        const BoxColumn &own = columns[std::size_t(c)];
        corners = corners && own == BoxColumn{{{{boxes, c}, 1.}}, 0};
        centres = centres && own == BoxColumn{{{{boxes, c % 2}, 1.}, {{boxes, c % 2 + 2}, c < 2 ? -0.5 : 0.5}}, 0};
    }
    if (!corners && !centres)
        m_place.outsideChoice("gives out the corners in another order, or what was calculated anew");
    return {boxes, centres};
}

BoxChoice::Head BoxChoice::headOf(const TraceValue &result, std::int64_t side) const
{
    constexpr std::int64_t kMostBoxes = 30'000;
    const BoxRows &rows = need<BoxRows>(result);
    if (rows.columns.size() != 6 || rows.padded < 1 || rows.padded > kMostBoxes || rows.shape != Shape{1, rows.padded, 6})
        m_place.outsideChoice("gives out something else than so many rows of six");
    const auto *kept = std::get_if<Kept>(&m_sets[rows.set]);
    if (!kept)
        m_place.outsideChoice("gives out boxes that were not compared");
    const auto &above = std::get<Above>(m_sets[kept->from]);
    if (kept->most != rows.padded)
        m_place.outsideChoice("keeps another number of boxes than it gives out");

    const auto only = [&](const BoxColumn &column) -> std::pair<ValueId, std::int64_t> {
        if (column.terms.size() != 1 || column.shift != 0 || column.terms.begin()->second != 1 || column.terms.begin()->first.first < 0)
            m_place.outsideChoice("gives out what was calculated anew");
        return column.terms.begin()->first;
    };
    const auto [score, scoreColumn] = only(rows.columns[4]);
    const Node *max = m_graph.maker(score);
    const auto *reduced = max ? std::get_if<ReduceMaxOp>(&max->op) : nullptr;
    if (scoreColumn != 0 || score != above.scores || kept->score != rows.columns[4] || !reduced)
        m_place.outsideChoice("compares other scores than the best of each anchor's classes");
    auto [classes, classColumn] = only(rows.columns[5]);
    const ValueId classValue = classes;
    const Node *found = m_graph.maker(classes);
    while (found && (std::holds_alternative<ReshapeOp>(found->op) || std::holds_alternative<IndexToFloatOp>(found->op))) {
        classes = found->inputs[0];
        found = m_graph.maker(classes);
    }
    const auto *first = found ? std::get_if<TopKOp>(&found->op) : nullptr;
    if (classColumn != 0 || !first || first->count != 1 || first->axis != reduced->axis || found->inputs != max->inputs)
        m_place.outsideChoice("gives out another class than the best");
    const auto [boxes, centres] = boxesOf(rows.columns);

    Head head{boxes, centres, max->inputs[0], std::size_t(reduced->axis), above.anchors, 0, {}};
    const Shape &all = m_graph.shape(head.scores);
    head.classes = all[head.classAxis];
    const auto total = [](const Shape &shape) { return product(shape.begin(), shape.end()); };
    // Class after class for every anchor, or anchor after anchor for every class.
    const bool ordered = head.classAxis + 1 == all.size() || product(all.begin(), all.begin() + std::ptrdiff_t(head.classAxis)) == 1;
    if (total(m_graph.shape(boxes)) != 4 * head.anchors || total(all) != head.classes * head.anchors || !ordered)
        m_place.outsideChoice("of something else than boxes and their scores");
    const double least = std::max(above.least, kept->least);
    if (!(above.least >= 0 && least < 1))
        m_place.outsideChoice("chooses by a score that is none");
    head.suppression = {float(least), float(kept->iou), int(rows.padded), offsetOf(*kept, rows.columns, classValue, side) == 0};
    return head;
}

}  // namespace lineside::weights
