// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/multimediasetup.h"

#include <QByteArray>

#ifdef LINESIDE_GSTREAMER
#include <gst/gst.h>

#include <cstring>
#include <mutex>
#endif

namespace lineside {

#ifdef LINESIDE_GSTREAMER
namespace {

constexpr guint kRtspBufferMs = 100;
constexpr guint64 kRtspTimeoutUs = 2'000'000;
constexpr guint kHttpTimeoutS = 3;
constexpr gint kRtpOverTcp = 4;

/// Qt gives no way to reach the elements that it makes, but GStreamer tells of every one that is added anywhere.
gboolean tune(GSignalInvocationHint *, guint, const GValue *arguments, gpointer)
{
    auto *element = GST_ELEMENT(g_value_get_object(arguments + 1));
    GstElementFactory *factory = gst_element_get_factory(element);
    const char *name = factory ? gst_plugin_feature_get_name(factory) : "";
    if (std::strcmp(name, "rtspsrc") == 0) {
        // Over TCP a lost packet is sent again instead of smearing the picture, and a cut is noticed at once.
        g_object_set(element, "latency", kRtspBufferMs, "drop-on-latency", TRUE, "protocols", kRtpOverTcp, "tcp-timeout",
                     kRtspTimeoutUs, nullptr);
    } else if (std::strcmp(name, "souphttpsrc") == 0) {
        g_object_set(element, "timeout", kHttpTimeoutS, "retries", 0, nullptr);
    } else if (std::strcmp(name, "multipartdemux") == 0) {
        // A camera that sends JPEGs. Otherwise the decoder waits for a second stream until two megabytes lie there.
        g_object_set(element, "single-stream", TRUE, nullptr);
    }
    return TRUE;  // stay installed
}

}  // namespace
#endif

void chooseMediaBackend()
{
#ifdef Q_OS_LINUX
    if (!qEnvironmentVariableIsSet("QT_MEDIA_BACKEND"))
        qputenv("QT_MEDIA_BACKEND", "gstreamer");
#endif
}

void tuneNetworkPlayers()
{
#ifdef LINESIDE_GSTREAMER
    static std::once_flag once;
    std::call_once(once, [] {
        if (!gst_init_check(nullptr, nullptr, nullptr))
            return;
        g_type_class_unref(g_type_class_ref(GST_TYPE_BIN));  // the signal exists once the class does
        g_signal_add_emission_hook(g_signal_lookup("element-added", GST_TYPE_BIN), 0, tune, nullptr, nullptr);
    });
#endif
}

}  // namespace lineside
