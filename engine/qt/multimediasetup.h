// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lineside {

/// Chooses Qt's GStreamer back end on Linux (with the other one the first picture takes a second and closing takes
/// twenty), unless QT_MEDIA_BACKEND is set. Call in `main` before the first thread: it changes the environment.
void chooseMediaBackend();

/// Tells every network player of this process to hold back a tenth of a second of stream instead of two seconds, and to
/// give up on a dead camera after two seconds instead of twenty, and to show a JPEG camera at once. Does nothing where GStreamer is not used. Thread-safe.
void tuneNetworkPlayers();

}  // namespace lineside
