// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace lineside {

struct DemoLineConfig {
    std::uint64_t seed = 1;   ///< another seed, another sequence of parts
    int station = 0;          ///< look of the line: bottles, labels, light; 0…3, others repeat
    int width = 1280;         ///< pixels
    int height = 720;         ///< pixels; the scene is scaled by height / 720 and is as wide as the picture
    double fps = 30;          ///< pictures a second: how far the belt moves from one picture to the next
    double defectRate = 0.06; ///< share of the bottles with a defect, 0…1
};

/// A bottling line that exists only in memory: bottles with caps and labels pass from left to right, some of them with a
/// cap missing, a cap askew or a torn label, and the truth about every picture is known exactly.
///
/// A picture is a pure function of the configuration and its index: the same bytes every time, in any order. All drawing
/// is done once, by the constructor (up to a second and about 20 MB at 1280×720); `render` only composes.
/// Thread-safe.
class DemoLine {
public:
    /// Sizes are limited to 64…4096 × 64…2160 and the defect rate to 0…1; values outside are moved to the limit.
    explicit DemoLine(const DemoLineConfig &config);
    ~DemoLine();
    DemoLine(const DemoLine &) = delete;
    DemoLine &operator=(const DemoLine &) = delete;

    /// The labels of all truth boxes, in the order of the classes of the demo's weight files:
    /// Bottle, Cap, Cap askew, Label, Label torn.
    static const std::vector<std::string> &labels();

    /// The configuration in use, with the limits applied.
    const DemoLineConfig &config() const noexcept;

    /// Draws picture `frameIndex` over all of `out`, whose size must be that of the configuration (nothing is drawn
    /// otherwise), and replaces `truth` by what is in it: for each bottle one Bottle box (glass and cap together), one of
    /// Cap, Cap askew or none, and one of Label or Label torn. A box is the extent of the part's own pixels, clipped to
    /// the picture; a part of which less than 25 % of the box is inside the picture has none.
    void render(std::uint64_t frameIndex, MutableImageView out, std::vector<TruthBox> &truth) const;

private:
    struct Stage;
    std::unique_ptr<const Stage> m_stage;
};

}  // namespace lineside
