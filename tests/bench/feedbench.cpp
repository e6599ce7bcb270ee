// SPDX-License-Identifier: GPL-3.0-or-later
#include "benches.h"

#include "demo/demoline.h"
#include "lineside/frame.h"
#include "threadtime.h"

namespace lineside::bench {

Figures benchFeed(const Options &options)
{
    const DemoLine line({});
    Image picture(line.config().width, line.config().height);
    std::vector<TruthBox> truth;

    const int rounds = options.quick ? 2 : 9;
    const std::uint64_t pictures = options.quick ? 5 : 60;
    std::uint64_t next = 0;
    std::vector<double> shares;
    for (int i = -1; i < rounds; ++i) {
        const double begin = threadSeconds();
        for (std::uint64_t n = 0; n < pictures; ++n)
            line.render(next++, picture.view(), truth);
        if (i >= 0)  // the first fills the caches
            shares.push_back((threadSeconds() - begin) / static_cast<double>(pictures) * line.config().fps);
    }
    return std::vector{Figure{"feed", "processor time that drawing one 1280x720 camera of the demo line takes / time, at 30 a second",
                              Bound::AtMost, 0.08, Judged::Median, std::move(shares)}};
}

}  // namespace lineside::bench
