// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/weights/irtext.h"

#include <string>
#include <string_view>
#include <vector>

namespace lineside::test {

struct IrStep {
    std::string name, type;
    std::vector<std::string> sources;
    std::string data = {};
    std::size_t outputs = 1;
    std::string opset = "opset8";
};

/// Without integers it is one of floats.
struct IrNumbers {
    std::string name;
    IrText::Sizes shape;
    std::vector<std::int64_t> integers = {};
    std::vector<float> floats = {};
};

/// The choice of choicetext.h as an OpenVINO IR, for pictures of 64×64: score above 0.25, overlap 0.7, by class, 300 boxes. Value type.
struct IrChoice {
    IrChoice();
    /// Where the head says centre and size, and the chosen boxes are written number by number into zeros.
    static IrChoice ofCentres();

    std::vector<IrNumbers> constants;
    std::vector<IrStep> steps;  ///< each after those that it reads

    /// Ends the program where there is none of that name.
    IrStep &step(std::string_view name);
    IrNumbers &constant(std::string_view name);
    void insertBefore(std::string_view name, IrStep step);

    std::string zip() const;
};

}  // namespace lineside::test
