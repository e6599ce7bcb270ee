// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/graphbuilder.h"
#include "weights/tracevalue.h"

#include <cstdint>
#include <map>
#include <utility>
#include <variant>
#include <vector>

namespace lineside::weights {

/// Number of a set of anchors that is known only when there is a picture.
using BoxSet = std::size_t;

/// One column of the rows of a set: what the network says of every anchor, each times a factor, and a constant. Value type.
struct BoxColumn {
    std::map<std::pair<ValueId, std::int64_t>, double> terms;  ///< by value, seen as [anchors, columns], and its column
    double shift = 0;
    bool operator==(const BoxColumn &) const = default;
};

// In the shapes of these, -1 is the number of boxes in the set: one axis, behind none but axes of size 1.

struct BoxMask {    ///< [anchors]: whether an anchor belongs to the set
    BoxSet set = 0;
};
struct BoxPlaces {  ///< where the boxes of the set lie among those it was chosen from
    BoxSet set = 0;
    Shape shape;    ///< [-1], [1, -1], [-1, 1], or [-1, 3] where ONNX puts picture and class before it
};
struct BoxRows {    ///< a row for each box of the set
    BoxSet set = 0;
    Shape shape;
    std::vector<BoxColumn> columns;
    bool whole = false;        ///< whole numbers
    std::int64_t padded = 0;   ///< so many rows, the last of them zeros; 0: as many as there are boxes, and -1 in `shape`

    bool isFlat() const;       ///< [-1] or [-1, 1]: row after row, so that -1 is the number of boxes and columns
};
struct BoxCounts {  ///< scale · the number of boxes + shift, for every entry of two tensors of whole numbers of one shape
    BoxSet set = 0;
    HostTensor scale, shift;
};

struct Chosen {
    std::variant<BoxMask, BoxPlaces, BoxRows, BoxCounts> is;
};

/// Follows what a traced program does with the boxes that it chooses by their scores, without running it: rows are carried as what the
/// network says of every anchor, and the set that they are chosen by. Only what a non-maximum suppression needs is known; anything else
/// throws OutsideSet with the operator of `place`. Not shared between threads: one thread at a time.
class BoxChoice {
public:
    /// Both must outlive it.
    BoxChoice(const GraphBuilder &graph, const TracePlace &place) : m_graph(graph), m_place(place) {}

    // Choosing.
    TraceValue above(ValueId scores, double least);      ///< mask of the anchors with a score above (not at) `least`; scores: [anchors]
    TraceValue placesOf(const TraceValue &mask) const;   ///< [1, -1], as ONNX's NonZero
    /// Rows of x along its first axis, by a mask or by places; x is of the network, or rows of the set that the places are among.
    TraceValue take(const TraceValue &x, const TraceValue &by) const;
    /// torch's nms: the places [-1] of the boxes that stay, best first. boxes: rows of corners [-1, 4]; scores: [-1].
    TraceValue suppress(const TraceValue &boxes, const TraceValue &scores, double iou);
    /// ONNX's NonMaxSuppression: [-1, 3]. boxes: [1, -1, 4]; scores: [1, 1, -1].
    TraceValue suppressOnnx(const TraceValue &boxes, const TraceValue &scores, double iou, std::int64_t most, double least);

    // Moving and calculating.
    std::size_t rank(const TraceValue &x) const;
    TraceValue sizes(const TraceValue &x) const;  ///< counts, or known where padded
    TraceValue reshape(const TraceValue &x, const TraceValue &to) const;
    TraceValue squeeze(const TraceValue &x, const std::vector<std::int64_t> &axes) const;
    TraceValue unsqueeze(const TraceValue &x, const std::vector<std::int64_t> &axes) const;
    TraceValue transpose(const TraceValue &x, const std::vector<int> &order) const;
    TraceValue slice(const TraceValue &x, std::int64_t axis, std::int64_t begin, std::int64_t end, std::int64_t step);
    TraceValue select(const TraceValue &x, std::int64_t axis, std::int64_t index) const;
    TraceValue concat(const std::vector<TraceValue> &values, std::int64_t axis) const;
    TraceValue expand(const TraceValue &x, const TraceValue &to) const;
    TraceValue pad(const TraceValue &x, const TraceValue &widths) const;  ///< begins of all axes, then ends; with zeros
    TraceValue cast(const TraceValue &x, HostType type) const;
    TraceValue binary(HostBinary op, const TraceValue &a, const TraceValue &b) const;

    // Writing. `sizes` counts the boxes on one axis.
    TraceValue full(const TraceValue &sizes, const HostTensor &value) const;     ///< ONNX's ConstantOfShape
    TraceValue spread(const HostTensor &known, const TraceValue &sizes) const;   ///< known numbers of one row, for every row
    TraceValue rowNumbers(const TraceValue &start, const TraceValue &limit, const TraceValue &step) const;  ///< [-1]: 0, 1, 2 … of each row, or of each of its numbers
    /// ONNX's ScatterND of each row into its own columns: of [-1, columns], places [-1, n, 2], updates [-1, n]; or of the same row after row.
    TraceValue written(const TraceValue &before, const TraceValue &places, const TraceValue &updates) const;
    TraceValue unwritten(const TraceValue &like) const;  ///< rows like these that hold nothing until they are written to
    /// Whether rows may be written where `before` is: rows of the same boxes and shape, or known broken numbers of their shape.
    bool canReplace(const TraceValue &part, const TraceValue &before) const;

    /// What a program's result was chosen from, and how. Value type.
    struct Head {
        ValueId boxes = -1;          ///< seen as [anchors, 4]: corners, or centre and size
        bool centres = false;
        ValueId scores = -1;         ///< of every class
        std::size_t classAxis = 0;   ///< of the scores
        std::int64_t anchors = 0, classes = 0;
        Suppression suppression;
    };
    /// Proves that a result is rows [x1, y1, x2, y2, score, class] of what the well-known suppression leaves: of every anchor its best
    /// class, scores above a constant, boxes by class or not, suppression by an overlap, so many of the best. OutsideSet where it is not.
    /// `side`: the longer side of the input, pixels.
    Head headOf(const TraceValue &result, std::int64_t side) const;

private:
    struct Above {
        ValueId scores;
        std::int64_t anchors;
        double least;
        bool operator==(const Above &) const = default;
    };
    struct Kept {
        BoxSet from;
        std::vector<BoxColumn> boxes;  ///< four
        BoxColumn score;
        double iou, least;
        std::int64_t most;
        bool operator==(const Kept &) const = default;
    };
    using Set = std::variant<Above, Kept>;
    static constexpr ValueId kRowNumber = -2;  ///< in a term: the number of the row in the set that takes the place of the column

    template <class Kind>
    static const Kind *as(const TraceValue &x)
    {
        return x.chosen ? std::get_if<Kind>(&x.chosen->is) : nullptr;
    }
    template <class Kind>
    const Kind &need(const TraceValue &x) const
    {
        const Kind *own = as<Kind>(x);
        if (!own)
            m_place.outsideChoice("of a choice of boxes");
        return *own;
    }
    BoxSet setOf(Set set);
    TraceValue made(BoxRows rows) const;
    ValueId rootOf(ValueId value) const;
    std::vector<BoxColumn> columnsOf(const TraceValue &x, std::int64_t anchors) const;
    BoxSet keep(const BoxRows &boxes, const BoxRows &scores, double iou, double least, std::int64_t most);
    Shape wanted(const TraceValue &to, BoxSet set) const;
    TraceValue scaled(const BoxRows &rows, double factor, double shift, bool whole) const;
    TraceValue sumOf(const BoxRows &a, const BoxRows &b, double sign) const;
    double offsetOf(const Kept &kept, const std::vector<BoxColumn> &corners, ValueId classes, std::int64_t side) const;
    std::pair<ValueId, bool> boxesOf(const std::vector<BoxColumn> &columns) const;
    static BoxColumn rowNumber(BoxSet set, std::int64_t each, std::int64_t column);
    BoxRows constantRows(BoxSet set, Shape shape, double value) const;
    Shape rowsShape(const TraceValue &sizes) const;

    const GraphBuilder &m_graph;
    const TracePlace &m_place;
    std::vector<Set> m_sets;
    mutable std::size_t m_made = 0;  ///< columns of all rows: what a program can ask for is bounded
};

TraceValue chosenValue(std::variant<BoxMask, BoxPlaces, BoxRows, BoxCounts> value);
/// Whether a value says where the chosen boxes lie.
bool arePlaces(const TraceValue &x);
/// Of a value that counts boxes, or null.
const BoxCounts *countsOf(const TraceValue &x);
/// A known value of whole numbers as one that counts no boxes.
BoxCounts withoutCounts(const HostTensor &known, BoxSet set);

}  // namespace lineside::weights
