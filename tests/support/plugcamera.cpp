// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/plugcamera.h"

#include <gst/gst.h>

#include <atomic>
#include <mutex>
#include <string>
#include <vector>

namespace {

std::atomic<bool> s_busy{false};
std::mutex s_mutex;
std::vector<GstElement *> s_open;  // held until the test ends

// ---- the driver: a bin around a test picture that refuses to open while it is busy

struct PlugSource {
    GstBin parent;
};
struct PlugSourceClass {
    GstBinClass parent;
};
G_DEFINE_TYPE(PlugSource, plug_source, GST_TYPE_BIN)

GstStateChangeReturn changeState(GstElement *element, GstStateChange change)
{
    if (change == GST_STATE_CHANGE_NULL_TO_READY && s_busy) {
        GST_ELEMENT_ERROR(element, RESOURCE, BUSY, ("Device '/dev/video0' is busy"), ("Call to S_FMT failed"));
        return GST_STATE_CHANGE_FAILURE;
    }
    return GST_ELEMENT_CLASS(plug_source_parent_class)->change_state(element, change);
}

void plug_source_class_init(PlugSourceClass *klass)
{
    GST_ELEMENT_CLASS(klass)->change_state = changeState;
}

void plug_source_init(PlugSource *) {}

/// A test picture in the form `format` at whatever size and rate is asked for.
GstElement *makeSource(const char *format, const gchar *name)
{
    const bool jpeg = std::string(format) == "image/jpeg";
    const std::string text = "videotestsrc is-live=true pattern=ball foreground-color=0xffff8000 ! videoconvert ! "
        + (jpeg ? std::string("jpegenc ! image/jpeg") : std::string(format)) + ",framerate=30/1";
    GstElement *inside = gst_parse_bin_from_description(text.c_str(), TRUE, nullptr);
    auto *self = static_cast<GstElement *>(g_object_new(plug_source_get_type(), "name", name, nullptr));
    gst_bin_add(GST_BIN(self), inside);
    GstPad *out = gst_element_get_static_pad(inside, "src");
    gst_element_add_pad(self, gst_ghost_pad_new("src", out));
    gst_object_unref(out);
    return self;
}

// ---- the device

struct PlugDevice {
    GstDevice parent;
};
struct PlugDeviceClass {
    GstDeviceClass parent;
};
G_DEFINE_TYPE(PlugDevice, plug_device, GST_TYPE_DEVICE)

GstElement *createElement(GstDevice *device, const gchar *name)
{
    GstElement *element = makeSource(static_cast<const char *>(g_object_get_data(G_OBJECT(device), "format")), name);
    const std::lock_guard lock(s_mutex);
    s_open.push_back(static_cast<GstElement *>(gst_object_ref(element)));
    return element;
}

void plug_device_class_init(PlugDeviceClass *klass)
{
    GST_DEVICE_CLASS(klass)->create_element = createElement;
}

void plug_device_init(PlugDevice *) {}

// ---- what finds it

struct PlugProvider {
    GstDeviceProvider parent;
};
struct PlugProviderClass {
    GstDeviceProviderClass parent;
};
G_DEFINE_TYPE(PlugProvider, plug_provider, GST_TYPE_DEVICE_PROVIDER)

gboolean startProvider(GstDeviceProvider *)
{
    return TRUE;
}

void plug_provider_class_init(PlugProviderClass *klass)
{
    GST_DEVICE_PROVIDER_CLASS(klass)->start = startProvider;
    gst_device_provider_class_set_static_metadata(GST_DEVICE_PROVIDER_CLASS(klass), "Plugged cameras", "Source/Video",
                                                  "Cameras that a test plugs in", "Lineside");
}

void plug_provider_init(PlugProvider *) {}

GstDeviceProvider *provider()
{
    GstDeviceProviderFactory *factory = gst_device_provider_factory_find("plugcameras");
    GstDeviceProvider *found = gst_device_provider_factory_get(factory);
    gst_object_unref(factory);
    return found;
}

}  // namespace

namespace lineside::test {

void PlugCameras::install()
{
    gst_init(nullptr, nullptr);
    gst_device_provider_register(nullptr, "plugcameras", GST_RANK_PRIMARY, plug_provider_get_type());
}

void PlugCameras::plugIn(const char *name, const char *format)
{
    const std::string text = format;
    GstCaps *caps = gst_caps_from_string((text + ",width=640,height=480,framerate=30/1;" + text
                                          + ",width=1280,height=720,framerate=30/1").c_str());
    auto *device = static_cast<GstDevice *>(
        g_object_new(plug_device_get_type(), "display-name", name, "caps", caps, "device-class", "Video/Source", nullptr));
    gst_caps_unref(caps);
    g_object_set_data_full(G_OBJECT(device), "format", g_strdup(format), g_free);
    GstDeviceProvider *here = provider();
    gst_device_provider_device_add(here, device);
    gst_object_unref(here);
}

void PlugCameras::pullOut(const char *name)
{
    GstDeviceProvider *here = provider();
    GList *devices = gst_device_provider_get_devices(here);
    for (GList *at = devices; at; at = at->next) {
        auto *device = GST_DEVICE(at->data);
        gchar *its = gst_device_get_display_name(device);
        if (std::string(its) == name)
            gst_device_provider_device_remove(here, device);
        g_free(its);
    }
    g_list_free_full(devices, gst_object_unref);
    gst_object_unref(here);
}

void PlugCameras::setBusy(bool busy)
{
    s_busy = busy;
}

void PlugCameras::breakOpenOnes()
{
    const std::lock_guard lock(s_mutex);
    for (GstElement *element : s_open) {
        GST_ELEMENT_ERROR(element, RESOURCE, READ, ("Could not read from resource."), ("poll error"));
        gst_object_unref(element);
    }
    s_open.clear();
}

}  // namespace lineside::test
