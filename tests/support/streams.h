// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "qt/streamsource.h"
#include "support/fakesecrets.h"
#include "support/supervised.h"

#include <string>

namespace lineside::test {

inline SourceConfig streamAt(const std::string &address, double fps = 30)
{
    SourceConfig config;
    config.kind = SourceKind::Stream;
    config.location = address;
    config.targetFps = fps;
    return config;
}

/// One that wants a login, which lies in the keychain under that entry.
inline SourceConfig streamAt(const std::string &address, const char *credential)
{
    SourceConfig config = streamAt(address);
    config.credential = credential;
    return config;
}

/// A stream by itself, that has begun, and what it says.
struct PlayedStream {
    PlayedStream(const SourceConfig &config, SecretStore &secrets, std::uint64_t firstSequence = 1) : source(makeStreamSource(config, secrets))
    {
        source->start(log.callbacks(firstSequence));
    }

    SourceLog log;
    const std::unique_ptr<FrameSource> source;
};

/// A stream that is kept going.
struct StreamStation : Supervised<SystemClock> {
    StreamStation(const SourceConfig &config, SecretStore &secrets)
        : Supervised(config, [&secrets](const SourceConfig &c) -> Result<std::unique_ptr<FrameSource>> { return makeStreamSource(c, secrets); },
                     WatchPolicy::forSource(config))
    {
    }
};

}  // namespace lineside::test
