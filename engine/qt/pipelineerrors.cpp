// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/pipelineerrors.h"

#ifdef LINESIDE_GSTREAMER
#include <gst/gst.h>

#include <algorithm>
#include <mutex>
#include <utility>
#include <vector>
#endif

namespace lineside {

#ifdef LINESIDE_GSTREAMER

struct PipelineWatch {
    std::mutex mutex;  ///< guards onError, which is emptied when nobody listens any more
    std::function<void(bool, const std::string &)> onError;
    std::vector<std::pair<GstBus *, gulong>> buses;  ///< constructing thread only
};

namespace {

void tell(GstBus *, GstMessage *message, gpointer data)
{
    GError *error = nullptr;
    gst_message_parse_error(message, &error, nullptr);
    const bool busy = g_error_matches(error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_BUSY);
    const std::string words = error->message;
    g_error_free(error);
    PipelineWatch &watch = **static_cast<std::shared_ptr<PipelineWatch> *>(data);
    const std::lock_guard lock(watch.mutex);
    if (watch.onError)
        watch.onError(busy, words);
}

void forget(gpointer data, GClosure *)
{
    delete static_cast<std::shared_ptr<PipelineWatch> *>(data);
}

/// The watch that wants the pipelines which this thread makes. Qt gives no way to reach them, but GStreamer tells of every
/// element that is added anywhere, on the thread that adds it.
thread_local const std::shared_ptr<PipelineWatch> *t_wanting = nullptr;

gboolean elementAdded(GSignalInvocationHint *, guint, const GValue *arguments, gpointer)
{
    auto *bin = static_cast<GstElement *>(g_value_get_object(arguments));
    if (!t_wanting || !GST_IS_PIPELINE(bin))
        return TRUE;  // stay installed
    GstBus *bus = gst_element_get_bus(bin);
    auto &known = (*t_wanting)->buses;
    if (!bus || std::any_of(known.begin(), known.end(), [bus](const auto &b) { return b.first == bus; })) {
        gst_clear_object(&bus);
        return TRUE;
    }
    gst_bus_enable_sync_message_emission(bus);
    const gulong handler = g_signal_connect_data(bus, "sync-message::error", G_CALLBACK(tell),
                                                 new std::shared_ptr<PipelineWatch>(*t_wanting), forget, GConnectFlags{});
    known.emplace_back(bus, handler);
    return TRUE;
}

void installHook()
{
    static std::once_flag once;
    std::call_once(once, [] {
        if (!gst_init_check(nullptr, nullptr, nullptr))
            return;
        g_type_class_unref(g_type_class_ref(GST_TYPE_BIN));  // the signal exists once the class does
        g_signal_add_emission_hook(g_signal_lookup("element-added", GST_TYPE_BIN), 0, elementAdded, nullptr, nullptr);
    });
}

}  // namespace

PipelineErrors::PipelineErrors(std::function<void(bool, const std::string &)> onError) : m_watch(std::make_shared<PipelineWatch>())
{
    m_watch->onError = std::move(onError);
    installHook();
    t_wanting = &m_watch;
}

PipelineErrors::~PipelineErrors()
{
    enough();
    {
        const std::lock_guard lock(m_watch->mutex);
        m_watch->onError = nullptr;
    }
    for (const auto &[bus, handler] : m_watch->buses) {
        g_signal_handler_disconnect(bus, handler);
        gst_bus_disable_sync_message_emission(bus);
        gst_object_unref(bus);
    }
}

void PipelineErrors::enough()
{
    t_wanting = nullptr;
}

#else

struct PipelineWatch {};

PipelineErrors::PipelineErrors(std::function<void(bool, const std::string &)>) {}
PipelineErrors::~PipelineErrors() = default;
void PipelineErrors::enough() {}

#endif

}  // namespace lineside
