// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/protobuftext.h"

#include <string>
#include <string_view>
#include <vector>

/// Small files that choose their boxes themselves, as exports with `nms=True` do: written here, line by line, so that single lines can be changed.
/// The head behind the choice says for every anchor: corners 1, 2, 3, 4, scores 5 and 6.
namespace lineside::test {

/// `text` with `from` replaced by `to`. Ends the program where `from` is not there.
std::string exchanged(std::string text, std::string_view from, std::string_view to);

/// The lines of a method that makes of `y`, [1, 6, 4, 4], what the choice leaves: [1, 300, 6]. Score above 0.25, overlap 0.7, by class, for pictures of 32×32.
std::string scriptChoice();
/// The same where the head says centre and size, and the chosen boxes are written corner by corner into memory of their own.
std::string scriptChoiceOfCentres();
/// A TorchScript archive whose module makes that `y` of any picture of 32×32 and goes on with these lines.
std::string scriptArchive(const std::string &body);

struct OnnxStep {
    std::string type;
    std::vector<std::string> inputs, outputs;
    std::string attributes = {};
};

/// The same as an ONNX graph, for pictures of 64×64. Value type.
struct OnnxChoice {
    OnnxChoice();
    /// Where the head says centre and size, and the chosen boxes are written corner by corner into zeros.
    static OnnxChoice ofCentres();

    std::vector<OnnxStep> steps;
    std::vector<protobuftext::OnnxTensorText> constants;

    /// The step that makes a value, or the constant of that name. Ends the program where there is none.
    OnnxStep &step(std::string_view output);
    protobuftext::OnnxTensorText &constant(std::string_view name);
    std::string text() const;
};

}  // namespace lineside::test
