// SPDX-License-Identifier: GPL-3.0-or-later
// An RTSP camera for tests, in a process of its own so that it can be killed and stopped.
//   rtspserver [--port N] [--pattern ball] [--fps 25] [--size 640x360] [--file VIDEO] [--user U --password P] [--frames N]
// Serves H.264 at rtsp://127.0.0.1:PORT/cam and writes "port N" on standard output once it listens. Ends when standard
// input is closed, so that no test leaves one behind.
#include <gst/rtsp-server/rtsp-server.h>

#include <cstdio>
#include <map>
#include <string>

namespace {

std::string sourceText(std::map<std::string, std::string> &options)
{
    if (!options["file"].empty())
        return "filesrc location=\"" + options["file"] + "\" ! decodebin";
    const std::string size = options["size"];
    const auto cross = size.find('x');
    return "videotestsrc is-live=true pattern=" + options["pattern"] + " num-buffers=" + options["frames"]
        + " ! video/x-raw,framerate=" + options["fps"] + "/1,width=" + size.substr(0, cross)
        + ",height=" + size.substr(cross + 1);
}

void requireLogin(GstRTSPServer *server, GstRTSPMediaFactory *factory, const std::string &user, const std::string &password)
{
    GstRTSPAuth *auth = gst_rtsp_auth_new();
    gst_rtsp_auth_set_supported_methods(auth, GST_RTSP_AUTH_DIGEST);
    GstRTSPToken *token = gst_rtsp_token_new(GST_RTSP_TOKEN_MEDIA_FACTORY_ROLE, G_TYPE_STRING, "viewer", nullptr);
    gst_rtsp_auth_add_digest(auth, user.c_str(), password.c_str(), token);
    gst_rtsp_token_unref(token);
    gst_rtsp_server_set_auth(server, auth);
    g_object_unref(auth);
    gst_rtsp_media_factory_add_role(factory, "viewer", GST_RTSP_PERM_MEDIA_FACTORY_ACCESS, G_TYPE_BOOLEAN, TRUE,
                                    GST_RTSP_PERM_MEDIA_FACTORY_CONSTRUCT, G_TYPE_BOOLEAN, TRUE, nullptr);
}

gboolean endWithInput(GIOChannel *, GIOCondition, gpointer loop)
{
    g_main_loop_quit(static_cast<GMainLoop *>(loop));
    return G_SOURCE_REMOVE;
}

}  // namespace

int main(int argc, char **argv)
{
    gst_init(&argc, &argv);
    std::map<std::string, std::string> options{{"port", "0"},      {"pattern", "ball"}, {"fps", "25"},
                                               {"size", "640x360"}, {"frames", "-1"}};
    for (int i = 1; i + 1 < argc; i += 2)
        options[std::string(argv[i]).substr(2)] = argv[i + 1];

    GstRTSPServer *server = gst_rtsp_server_new();
    gst_rtsp_server_set_address(server, "127.0.0.1");
    gst_rtsp_server_set_service(server, options["port"].c_str());

    GstRTSPMediaFactory *factory = gst_rtsp_media_factory_new();
    const std::string launch = "( " + sourceText(options)
        + " ! videoconvert ! video/x-raw,format=I420 ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25"
          " bitrate=2000 ! rtph264pay name=pay0 pt=96 config-interval=1 )";
    gst_rtsp_media_factory_set_launch(factory, launch.c_str());
    gst_rtsp_media_factory_set_shared(factory, TRUE);
    if (!options["user"].empty())
        requireLogin(server, factory, options["user"], options["password"]);

    GstRTSPMountPoints *mounts = gst_rtsp_server_get_mount_points(server);
    gst_rtsp_mount_points_add_factory(mounts, "/cam", factory);
    g_object_unref(mounts);
    if (gst_rtsp_server_attach(server, nullptr) == 0) {
        std::fprintf(stderr, "cannot listen on port %s\n", options["port"].c_str());
        return 1;
    }
    std::printf("port %d\n", gst_rtsp_server_get_bound_port(server));
    std::fflush(stdout);

    GMainLoop *loop = g_main_loop_new(nullptr, FALSE);
    GIOChannel *input = g_io_channel_unix_new(0);
    g_io_add_watch(input, G_IO_HUP, endWithInput, loop);
    g_main_loop_run(loop);
    return 0;
}
