// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"

#include <QProcess>

#include <charconv>
#include <cmath>
#include <optional>
#include <sstream>
#include <utility>

namespace lineside::bench {
namespace {

constexpr int kForEver = -1;
constexpr qint64 kLongestAnswer = 1 << 20;

Error failed(const std::string &what)
{
    return {ErrorCode::Internal, what};
}

std::vector<std::string> wordsOf(const std::string &line)
{
    std::istringstream in(line);
    std::vector<std::string> words;
    for (std::string word; in >> word;)
        words.push_back(word);
    return words;
}

template <typename T>
std::optional<T> number(const std::string &word)
{
    T value{};
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size() || value < 0)
        return {};
    return value;
}

}  // namespace

Peer::Peer(std::unique_ptr<QProcess> process) : m_process(std::move(process)) {}
Peer::Peer(Peer &&) noexcept = default;
Peer &Peer::operator=(Peer &&) noexcept = default;

Peer::~Peer()
{
    if (!m_process)
        return;
    m_process->closeWriteChannel();  // it ends by itself, unless it is lost in what it does
    if (!m_process->waitForFinished())
        m_process->kill();
    m_process->waitForFinished(kForEver);
}

Result<Peer> Peer::start(const QString &program, const QStringList &arguments, const QString &log)
{
    Peer peer(std::make_unique<QProcess>());
    peer.m_process->setStandardErrorFile(log.isEmpty() ? QProcess::nullDevice() : log, QIODevice::Append);
    peer.m_process->start(program, arguments);
    if (!peer.m_process->waitForStarted())
        return failed(program.toStdString() + ": " + peer.m_process->errorString().toStdString());
    auto about = peer.answerTo({});
    if (!about)
        return about.error();
    peer.m_about = *std::move(about);
    return peer;
}

Result<void> Peer::show(ImageView picture)
{
    QByteArray request = "picture " + QByteArray::number(picture.width) + ' ' + QByteArray::number(picture.height) + '\n';
    request.reserve(request.size() + qsizetype{3} * picture.width * picture.height);
    for (int y = 0; y < picture.height; ++y) {
        const auto *pixel = reinterpret_cast<const char *>(picture.pixels + y * picture.strideBytes);
        for (int x = 0; x < picture.width; ++x, pixel += 4)
            request.append(pixel, 3);
    }
    const auto answer = answerTo(request);
    return answer ? Result<void>() : answer.error();
}

Result<Peer::Turns> Peer::run(int times)
{
    const auto words = ask("run " + std::to_string(times));
    if (!words)
        return words.error();
    const auto boxes = words->empty() ? std::nullopt : number<int>(words->front());
    if (!boxes || words->size() != static_cast<std::size_t>(times) + 1)
        return failed("the peer did not say how long each of " + std::to_string(times) + " pictures took");
    Turns turns{*boxes, {}};
    for (std::size_t i = 1; i < words->size(); ++i) {
        const auto ms = number<double>((*words)[i]);
        if (!ms || !std::isfinite(*ms))
            return failed("the peer says that a picture took " + (*words)[i]);
        turns.ms.push_back(*ms);
    }
    return turns;
}

Result<std::vector<std::string>> Peer::ask(const std::string &request)
{
    const auto answer = answerTo(QByteArray::fromStdString(request) + '\n');
    if (!answer)
        return answer.error();
    return wordsOf(*answer);
}

Result<std::string> Peer::answerTo(const QByteArray &request)
{
    m_process->write(request);
    while (!m_process->canReadLine() && m_process->bytesAvailable() < kLongestAnswer)
        if (!m_process->waitForReadyRead(kForEver))
            break;  // it has ended
    if (!m_process->canReadLine())
        return failed("the peer ended without an answer");
    const std::string line = m_process->readLine(kLongestAnswer).trimmed().toStdString();
    if (line == "ok")
        return std::string();
    if (line.starts_with("ok "))
        return line.substr(3);
    return failed(line.starts_with("error ") ? line.substr(6) : "the peer answered: " + line);
}

}  // namespace lineside::bench
