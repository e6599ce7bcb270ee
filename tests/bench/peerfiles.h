// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/result.h"

#include <QStringList>
#include <QTemporaryDir>

#include <memory>
#include <string>

namespace lineside::bench {

constexpr int kPeerSize = 640;

/// The networks that both sides run, in a folder that goes with this: v8n in three forms, v5u, 11n, 12n, 26n and v10n as `.pt`. Trained ones where the
/// reference data are there, the others built with random weights.
struct PeerFiles {
    std::unique_ptr<QTemporaryDir> folder;
    std::string path(const char *name) const;  ///< "v8n.onnx"
    QString log() const;                       ///< what the peers print
    bool trained(const std::string &name) const;  ///< "v8n"
};

/// Lets the peers' Python build and export them. Blocks for half a minute. Error: what it said last.
Result<PeerFiles> makePeerFiles(const std::string &python, bool all);

/// A street of the reference data, or where they are not there a picture of the demo line.
Image peerPicture();

/// The script of that name beside the protocol.
QString peerScript(const char *name);

/// What peer.py and reload.py are started with: all processors.
QStringList peerArguments(const char *script, const char *kind, const std::string &file);

}  // namespace lineside::bench
