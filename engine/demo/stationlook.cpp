// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/stationlook.h"

namespace lineside::demo {
namespace {

const std::array<StationLook, 4> kLooks = {{
    // Brown beer bottles with crown corks.
    {{404, 66, 22, 92, 192, 84, 216, 352, 29, 30, CapKind::Crown},
     {{{{.42F, .22F, .06F}, {.48F, .23F, .04F}, {.95F, .91F, .80F}, {.56F, .10F, .08F}, {.82F, .62F, .20F},
        {.80F, .62F, .22F}, Motif::Sun, "LUMEN"},
       {{.36F, .19F, .06F}, {.38F, .17F, .03F}, {.93F, .93F, .90F}, {.08F, .22F, .34F}, {.78F, .58F, .22F},
        {.16F, .26F, .40F}, Motif::Peaks, "NORDA"},
       {{.45F, .25F, .08F}, {.56F, .29F, .06F}, {.16F, .30F, .20F}, {.93F, .88F, .70F}, {.84F, .66F, .26F},
        {.14F, .34F, .22F}, Motif::Leaf, "VERDE"}}},
     {1.0F, .97F, .91F}, {.30F, .32F, .35F}, {.20F, .25F, .31F}},
    // Juice in clear glass, broad shoulders, screw caps.
    {{372, 72, 31, 70, 150, 62, 176, 318, 38, 36, CapKind::Screw},
     {{{{.80F, .88F, .86F}, {.98F, .58F, .08F}, {.98F, .96F, .90F}, {.88F, .36F, .04F}, {.36F, .58F, .16F},
        {.92F, .92F, .90F}, Motif::Sun, "SOLARE"},
       {{.80F, .88F, .86F}, {.72F, .10F, .14F}, {.98F, .95F, .93F}, {.62F, .06F, .14F}, {.24F, .44F, .18F},
        {.86F, .16F, .18F}, Motif::Drop, "ROSSO"},
       {{.80F, .88F, .84F}, {.52F, .68F, .16F}, {.96F, .98F, .92F}, {.16F, .42F, .16F}, {.86F, .70F, .16F},
        {.30F, .58F, .22F}, Motif::Leaf, "VERDE"}}},
     {.95F, .98F, 1.0F}, {.33F, .36F, .38F}, {.24F, .27F, .28F}},
    // Mineral water in pale blue and green glass.
    {{418, 61, 20, 84, 214, 66, 232, 352, 26, 34, CapKind::Screw},
     {{{{.50F, .72F, .84F}, {.62F, .82F, .92F}, {.96F, .98F, 1.0F}, {.06F, .28F, .56F}, {.30F, .66F, .86F},
        {.10F, .34F, .66F}, Motif::Drop, "AQUA"},
       {{.38F, .66F, .52F}, {.46F, .76F, .62F}, {.95F, .98F, .96F}, {.04F, .36F, .28F}, {.52F, .76F, .48F},
        {.86F, .88F, .90F}, Motif::Peaks, "ALMA"},
       {{.46F, .62F, .82F}, {.56F, .72F, .90F}, {.10F, .20F, .42F}, {.92F, .95F, 1.0F}, {.70F, .82F, .96F},
        {.74F, .77F, .82F}, Motif::Peaks, "NEVADA"}}},
     {.93F, .98F, 1.0F}, {.26F, .31F, .36F}, {.17F, .30F, .40F}},
    // Dark green and ruby bottles, cream labels, gold crown corks.
    {{392, 69, 23, 84, 168, 86, 196, 340, 30, 30, CapKind::Crown},
     {{{{.10F, .30F, .16F}, {.08F, .26F, .12F}, {.94F, .90F, .78F}, {.12F, .26F, .18F}, {.76F, .56F, .20F},
        {.78F, .60F, .24F}, Motif::Leaf, "OLEA"},
       {{.34F, .06F, .10F}, {.40F, .04F, .08F}, {.95F, .92F, .86F}, {.42F, .06F, .12F}, {.72F, .54F, .24F},
        {.52F, .10F, .14F}, Motif::Sun, "ROSSO"},
       {{.12F, .24F, .20F}, {.10F, .20F, .16F}, {.14F, .14F, .15F}, {.86F, .74F, .44F}, {.86F, .74F, .44F},
        {.24F, .24F, .25F}, Motif::Peaks, "AURUM"}}},
     {1.0F, .95F, .86F}, {.34F, .31F, .29F}, {.23F, .23F, .25F}},
}};

}  // namespace

const StationLook &stationLook(int station)
{
    return kLooks[static_cast<std::size_t>(station & 3)];
}

}  // namespace lineside::demo
