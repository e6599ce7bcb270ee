// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside::test {

/// Cameras that a test plugs in and pulls out: devices that this process adds to GStreamer, found and opened by Qt in the
/// way it finds and opens a USB camera. They show a moving test picture at 30 a second.
class PlugCameras {
public:
    /// Before Qt looks for cameras for the first time.
    static void install();

    /// `format`: what it sends at 640×480 and 1280×720, in GStreamer's words.
    static void plugIn(const char *name, const char *format = "video/x-raw,format=YUY2");
    static void pullOut(const char *name);
    /// Somebody else uses all of them now: opening one fails as the V4L2 driver fails then.
    static void setBusy(bool busy);
    /// Those that are open fail as the V4L2 driver does when the cable is pulled.
    static void breakOpenOnes();
};

}  // namespace lineside::test
