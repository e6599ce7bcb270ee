// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "vet/vetprocess.h"

#include <chrono>
#include <filesystem>

namespace lineside::bench {
namespace {

constexpr double kAllowedMs = 150;

double millisecondsOf(auto &&work)
{
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

Figures benchVet(const Options &options)
{
    std::string path = LINESIDE_SOURCE_DIR "/../shared/data/reference/weights/coco-v8n.pt";
    std::error_code ignored;
    if (!std::filesystem::exists(path, ignored))
        path = demoWeights("line-v2.pt");
    std::vector<double> shares, here, there;
    const int rounds = options.quick ? 3 : 15;
    for (int round = -1; round < rounds; ++round) {
        std::optional<Refusal> refused;
        const double inside = millisecondsOf([&] {
            if (const auto file = readWeightFile(path); !file)
                refused = file.error();
        });
        const double outside = millisecondsOf([&] {
            if (const auto file = vetWeightFile(LINESIDE_VET, path, {}); !file)
                refused = file.error();
        });
        if (refused)
            return Error{ErrorCode::InvalidInput, path + ": " + refused->detail};
        if (round < 0)
            continue;  // the files come from the disk
        here.push_back(inside);
        there.push_back(outside);
        shares.push_back((outside - inside) / kAllowedMs);
    }
    Figure figure{"vet", "what reading " + std::filesystem::path(path).filename().string() + " in a process without rights costs more than in this one / 150 ms",
                  Bound::AtMost, 1, Judged::Median, std::move(shares)};
    figure.facts = {{"in a process of its own ms", medianOf(there)}, {"in this process ms", medianOf(here)}};
    return std::vector{std::move(figure)};
}

}  // namespace lineside::bench
