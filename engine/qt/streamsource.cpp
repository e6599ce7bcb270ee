// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/streamsource.h"

#include "qt/multimediasetup.h"
#include "qt/qtframesource.h"
#include "qt/streamaddress.h"
#include "qt/videooutput.h"

#include <QMediaPlayer>

namespace lineside {

namespace {

class StreamPlayer final : public QObject {
public:
    StreamPlayer(const QUrl &url, Credential credential, const SourceCallbacks &callbacks, double targetFps)
        : m_callbacks(callbacks), m_credential(std::move(credential)), m_output(callbacks, targetFps)
    {
        connect(&m_player, &QMediaPlayer::errorOccurred, this,
                [this](QMediaPlayer::Error error, const QString &words) { lost(error, words.toStdString()); });
        // A camera does not end: over RTSP a cut connection looks like the end of a film.
        const SourceState atEnd = url.scheme().startsWith(QLatin1String("rtsp")) ? SourceState::Offline : SourceState::Ended;
        connect(&m_player, &QMediaPlayer::mediaStatusChanged, this, [this, atEnd](QMediaPlayer::MediaStatus status) {
            if (status == QMediaPlayer::EndOfMedia)
                report(atEnd, "the stream ended");
        });
        m_player.setVideoSink(m_output.sink());
        m_player.setSource(url);
        m_player.play();
    }
    ~StreamPlayer() override
    {
        m_reported = true;  // stopping makes it talk once more
        m_player.stop();
    }

private:
    void lost(QMediaPlayer::Error error, const std::string &words)
    {
        const char *kind = error == QMediaPlayer::FormatError ? "format: "
            : error == QMediaPlayer::NetworkError             ? "network: "
            : error == QMediaPlayer::AccessDeniedError        ? "access denied: "
                                                              : "";
        report(SourceState::Offline, kind + withoutSecrets(words.empty() ? "no reason given" : words, m_credential));
    }
    void report(SourceState state, const std::string &detail)
    {
        if (!m_reported)
            m_callbacks.onState(state, detail);
        m_reported = true;
    }

    const SourceCallbacks m_callbacks;
    const Credential m_credential;
    VideoOutput m_output;
    QMediaPlayer m_player;
    bool m_reported = false;
};

std::unique_ptr<QObject> open(const SourceConfig &config, SecretStore &secrets, const SourceCallbacks &callbacks)
{
    Credential credential;
    if (!config.credential.empty()) {
        Result<Credential> read = secrets.read(config.credential);
        if (!read) {
            callbacks.onState(SourceState::Offline, "keychain: " + read.error().detail);
            return nullptr;
        }
        credential = std::move(*read);
    }
    const Result<QUrl> url = streamUrl(config.location, credential);
    if (!url) {
        callbacks.onState(SourceState::Offline, url.error().detail);
        return nullptr;
    }
    tuneNetworkPlayers();
    return std::make_unique<StreamPlayer>(*url, std::move(credential), callbacks, config.targetFps);
}

}  // namespace

std::unique_ptr<FrameSource> makeStreamSource(const SourceConfig &config, SecretStore &secrets)
{
    return std::make_unique<QtFrameSource>(
        [config, &secrets](const SourceCallbacks &callbacks) { return open(config, secrets, callbacks); }, "stream");
}

}  // namespace lineside
