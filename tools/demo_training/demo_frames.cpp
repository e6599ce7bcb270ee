// SPDX-License-Identifier: GPL-3.0-or-later
// Writes pictures of the demo line and what is in them, for training and evaluation:
//   demo_frames OUT FIRST_SEED SEEDS FRAMES DEFECT_RATE
// For each seed and each of the four stations FRAMES pictures at spread-out indices. OUT.frames holds them one after the
// other as 320×180 pixels of R, G, B; OUT.txt has a line "frame class x1 y1 x2 y2" for each truth box, in those pixels.
#include "demo/demoline.h"
#include "demo/mix.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

namespace {

constexpr int kWidth = 320;
constexpr int kHeight = 180;
constexpr int kFactor = 4;  // from 1280×720

/// As a bilinear resize with aligned pixel centres does it for a factor of exactly 4: the mean of the middle 2×2 of 4×4.
void shrink(lineside::ImageView in, std::vector<char> &out)
{
    for (int y = 0; y < kHeight; ++y) {
        for (int x = 0; x < kWidth; ++x) {
            const std::uint8_t *p = in.pixels + (y * kFactor + 1) * in.strideBytes + (x * kFactor + 1) * 4;
            for (int c = 2; c >= 0; --c) {
                const int sum = p[c] + p[c + 4] + p[c + in.strideBytes] + p[c + in.strideBytes + 4];
                out[static_cast<std::size_t>((y * kWidth + x) * 3 + 2 - c)] = static_cast<char>((sum + 2) / 4);
            }
        }
    }
}

}  // namespace

int main(int argc, char **argv)
{
    if (argc != 6) {
        std::fputs("usage: demo_frames OUT FIRST_SEED SEEDS FRAMES DEFECT_RATE\n", stderr);
        return 2;
    }
    const std::string out = argv[1];
    const std::uint64_t firstSeed = std::strtoull(argv[2], nullptr, 10);
    const std::uint64_t seeds = std::strtoull(argv[3], nullptr, 10);
    const std::uint64_t frames = std::strtoull(argv[4], nullptr, 10);
    std::ofstream pictures(out + ".frames", std::ios::binary);
    std::ofstream boxes(out + ".txt");
    const auto &labels = lineside::DemoLine::labels();
    lineside::Image image(kWidth * kFactor, kHeight * kFactor);
    std::vector<lineside::TruthBox> truth;
    std::vector<char> small(static_cast<std::size_t>(kWidth) * kHeight * 3);
    std::uint64_t number = 0;
    for (int station = 0; station < 4; ++station) {
        for (std::uint64_t seed = firstSeed; seed < firstSeed + seeds; ++seed) {
            lineside::DemoLineConfig config;
            config.seed = seed;
            config.station = station;
            config.defectRate = std::atof(argv[5]);
            const lineside::DemoLine line(config);
            for (std::uint64_t i = 0; i < frames; ++i, ++number) {
                line.render(i * 61 + lineside::demo::mix(seed, i) % 61, image.view(), truth);
                shrink(image.view(), small);
                pictures.write(small.data(), static_cast<std::streamsize>(small.size()));
                for (const lineside::TruthBox &t : truth)
                    boxes << number << ' ' << std::find(labels.begin(), labels.end(), t.label) - labels.begin() << ' '
                          << t.box.x1 / kFactor << ' ' << t.box.y1 / kFactor << ' ' << t.box.x2 / kFactor << ' '
                          << t.box.y2 / kFactor << '\n';
            }
        }
    }
    pictures.flush();
    boxes.flush();
    if (!pictures || !boxes) {
        std::fputs("demo_frames: cannot write\n", stderr);
        return 1;
    }
    return 0;
}
