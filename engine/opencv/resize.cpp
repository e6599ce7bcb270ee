// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/resize.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

namespace lineside {

void resizeBilinear(ImageView source, MutableImageView target)
{
    // OpenCV has no read-only view; the source is not written to.
    const cv::Mat from(source.height, source.width, CV_8UC4, const_cast<std::uint8_t *>(source.pixels),
                       static_cast<std::size_t>(source.strideBytes));
    cv::Mat to(target.height, target.width, CV_8UC4, target.pixels, static_cast<std::size_t>(target.strideBytes));
    cv::resize(from, to, to.size(), 0, 0, cv::INTER_LINEAR);
}

void keepOpenCvSingleThreaded()
{
    cv::setNumThreads(1);
}

}  // namespace lineside
