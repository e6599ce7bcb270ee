// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "lineside/frame.h"
#include "lineside/result.h"

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

class QProcess;

namespace lineside::bench {

/// Another way to find boxes in pictures, in a process of its own; what is said to it and what it answers is told in peers/protocol.py.
/// The process ends with this. Every call blocks until it has answered or ended; an error is what it said, or that it ended, and after one
/// nothing can be asked any more. One thread.
class Peer {
public:
    struct Turns {
        int boxes = 0;           ///< found in the picture the last time
        std::vector<double> ms;  ///< of each time, by the peer's own clock
    };

    /// Starts a program and waits until it has loaded. What it prints beside its answers goes to the file `log` if there is one.
    static Result<Peer> start(const QString &program, const QStringList &arguments, const QString &log = {});

    Peer(Peer &&) noexcept;
    Peer &operator=(Peer &&) noexcept;
    ~Peer();

    /// What runs: "ONNX Runtime 1.31.1, 2 threads".
    const std::string &about() const noexcept { return m_about; }

    /// Gives it the picture that it judges from now on: the bytes B, G, R of each pixel.
    Result<void> show(ImageView picture);

    /// Lets it judge the picture so often; as many times come back.
    Result<Turns> run(int times);

    /// Something else that it can do, in its own words: the words of its answer.
    Result<std::vector<std::string>> ask(const std::string &request);

private:
    explicit Peer(std::unique_ptr<QProcess> process);
    Result<std::string> answerTo(const QByteArray &request);

    std::unique_ptr<QProcess> m_process;
    std::string m_about;
};

}  // namespace lineside::bench
