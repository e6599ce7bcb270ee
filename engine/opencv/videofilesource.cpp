// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/videofilesource.h"

#include "pipeline/pacedsource.h"

#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include <mutex>

namespace lineside {

namespace {

class VideoFileReader final : public PictureReader {
public:
    explicit VideoFileReader(const std::filesystem::path &file)
    {
        std::error_code empty;
        m_file = std::filesystem::absolute(file, empty);  // FFmpeg takes "concat:a" for an address, "/…/concat:a" for a file
        // OpenCV would otherwise spread each conversion over all cores, next to the detector that needs them.
        static std::once_flag once;
        std::call_once(once, [] { cv::setNumThreads(1); });
    }

    Result<double> open() override
    try {
        std::error_code ignored;
        if (!std::filesystem::is_regular_file(m_file, ignored))
            return Error{ErrorCode::NotFound, m_file.string() + ": no such file"};
        if (!m_video.open(m_file.string(), cv::CAP_FFMPEG))
            return Error{ErrorCode::InvalidInput, m_file.string() + ": not a video that can be read"};
        const double width = m_video.get(cv::CAP_PROP_FRAME_WIDTH), height = m_video.get(cv::CAP_PROP_FRAME_HEIGHT);
        if (width > FramePool::kMaxSide || height > FramePool::kMaxSide || width * height > FramePool::kMaxPixels)
            return Error{ErrorCode::InvalidInput, m_file.string() + ": pictures are too large"};
        const double fps = m_video.get(cv::CAP_PROP_FPS);
        return fps > 0 && fps <= 1000 ? fps : 0.0;
    } catch (const std::exception &e) {
        return failed(e);
    }

    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    try {
        if (!m_video.read(m_bgr) || m_bgr.empty())
            return std::shared_ptr<Frame>();
        std::shared_ptr<Frame> frame = pool.acquire(m_bgr.cols, m_bgr.rows);
        if (!frame)
            return Error{ErrorCode::InvalidInput, m_file.string() + ": picture is too large"};
        const MutableImageView view = frame->image.view();
        cv::Mat bgrx(view.height, view.width, CV_8UC4, view.pixels, static_cast<std::size_t>(view.strideBytes));
        cv::cvtColor(m_bgr, bgrx, cv::COLOR_BGR2BGRA);
        return frame;
    } catch (const std::exception &e) {
        return failed(e);
    }

    Result<void> rewind() override
    try {
        // Opening again costs some milliseconds more than seeking, and works for every container.
        m_video.release();
        if (const Result<double> again = open(); !again)
            return again.error();
        return {};
    } catch (const std::exception &e) {
        return failed(e);
    }

private:
    Error failed(const std::exception &e) const
    {
        return {ErrorCode::InvalidInput, m_file.string() + ": " + e.what()};
    }

    std::filesystem::path m_file;
    cv::VideoCapture m_video;
    cv::Mat m_bgr;
};

}  // namespace

std::unique_ptr<PictureReader> makeVideoFileReader(const std::filesystem::path &file)
{
    return std::make_unique<VideoFileReader>(file);
}

std::size_t plausibleLength(double frames) noexcept
{
    constexpr double kMost = 100'000'000;  // 38 days at 30 a second
    return frames >= 1 && frames <= kMost ? static_cast<std::size_t>(frames) : 0;  // false for what is no number
}

std::size_t videoLength(const std::filesystem::path &file)
try {
    std::error_code unknown;
    const std::filesystem::path path = std::filesystem::absolute(file, unknown);
    cv::VideoCapture video;
    const bool opened = std::filesystem::is_regular_file(path, unknown) && video.open(path.string(), cv::CAP_FFMPEG);
    return opened ? plausibleLength(video.get(cv::CAP_PROP_FRAME_COUNT)) : 0;
} catch (const std::exception &) {
    return 0;
}

std::unique_ptr<FrameSource> makeVideoFileSource(const std::filesystem::path &file, double fps, bool loop)
{
    return std::make_unique<PacedSource>(makeVideoFileReader(file), PlaySettings{fps, loop, "video"});
}

}  // namespace lineside
