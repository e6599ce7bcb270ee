// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/framepool.h"
#include "lineside/result.h"

class QVideoFrame;

namespace lineside {

/// Copies a picture of Qt Multimedia into a frame of the pool, in BGRX, without sequence and time. Works on any thread
/// and without a window system (QVideoFrame::toImage wants the graphics card and crashes without QGuiApplication).
/// Errors: Unsupported (pixel format, in words), InvalidInput (size), Io (the driver does not give the bytes).
Result<std::shared_ptr<Frame>> copyVideoFrame(const QVideoFrame &videoFrame, FramePool &pool);

}  // namespace lineside
