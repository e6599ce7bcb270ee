// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/qtsecretstore.h"

#include <qt6keychain/keychain.h>

#include <QString>

#include <memory>
#include <optional>

namespace lineside {

namespace {

constexpr std::size_t kMaxBytes = 4096;

Error errorFrom(QKeychain::Error error, const QString &words)
{
    switch (error) {
    case QKeychain::EntryNotFound:
        // Debian's keyring gives the same answer while it is locked.
        return {ErrorCode::NotFound, "no such entry, or the keychain is locked"};
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return {ErrorCode::Unsupported, "there is no keychain: " + words.toStdString()};
    default:
        return {ErrorCode::Io, words.isEmpty() ? "the keychain gives no reason" : words.toStdString()};
    }
}

bool acceptable(const std::string &text)
{
    return text.size() <= kMaxBytes && text.find('\n') == std::string::npos && text.find('\0') == std::string::npos;
}

}  // namespace

struct QtSecretStore::Answer {
    QKeychain::Error error = QKeychain::OtherError;
    QString words;
    QString text;

    bool ok() const { return error == QKeychain::NoError; }
};

QtSecretStore::QtSecretStore(std::string service, std::chrono::milliseconds patience)
    : m_service(std::move(service)), m_patience(m_clock, patience), m_worker(new QObject)
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("secrets"));
    m_thread.start();
}

QtSecretStore::~QtSecretStore()
{
    m_thread.quit();
    m_thread.wait();
}

template <class Job, class Prepare>
QtSecretStore::Answer QtSecretStore::run(const std::string &entry, Prepare prepare)
{
    const auto answer = std::make_shared<std::optional<Answer>>();
    const auto begin = [this, entry, prepare, answer] {
        auto *job = new Job(QString::fromStdString(m_service), m_worker);
        job->setKey(QString::fromStdString(entry));
        prepare(*job);
        QObject::connect(job, &QKeychain::Job::finished, m_worker, [this, answer](QKeychain::Job *done) {
            Answer given{done->error(), done->errorString(), {}};
            if (const auto *read = dynamic_cast<QKeychain::ReadPasswordJob *>(done))
                given.text = read->textData();
            m_patience.answer([&] { *answer = std::move(given); });
        });
        job->start();  // deletes itself when it is done
    };
    QMetaObject::invokeMethod(m_worker, begin, Qt::QueuedConnection);
    if (m_patience.waitUntil([&] { return answer->has_value(); }))
        return **answer;
    return {QKeychain::OtherError,
            m_patience.ended() ? QStringLiteral("Lineside ended before the keychain answered") : QStringLiteral("the keychain does not answer"), {}};
}

Result<Credential> QtSecretStore::read(const std::string &entry)
{
    const Answer answer = run<QKeychain::ReadPasswordJob>(entry, [](auto &) {});
    if (!answer.ok())
        return errorFrom(answer.error, answer.words);
    const std::string text = answer.text.toStdString();
    const auto lineEnd = text.find('\n');
    if (lineEnd == std::string::npos)
        return Error{ErrorCode::NotFound, "the entry holds no user name and password"};
    return Credential{text.substr(0, lineEnd), text.substr(lineEnd + 1)};
}

Result<void> QtSecretStore::write(const std::string &entry, const Credential &credential)
{
    if (entry.empty() || !acceptable(entry) || !acceptable(credential.user) || !acceptable(credential.password))
        return Error{ErrorCode::InvalidInput, "too long, or more than one line"};
    const QString text = QString::fromStdString(credential.user + '\n' + credential.password);
    const Answer answer = run<QKeychain::WritePasswordJob>(entry, [text](auto &job) { job.setTextData(text); });
    if (!answer.ok())
        return errorFrom(answer.error, answer.words);
    return {};
}

Result<void> QtSecretStore::remove(const std::string &entry)
{
    // A locked keyring answers "deleted" and keeps the secret, but it does refuse to be written to.
    const Answer emptied = run<QKeychain::WritePasswordJob>(entry, [](auto &job) { job.setTextData(QString()); });
    if (!emptied.ok())
        return errorFrom(emptied.error, emptied.words);
    const Answer removed = run<QKeychain::DeletePasswordJob>(entry, [](auto &) {});
    if (!removed.ok() && removed.error != QKeychain::EntryNotFound)
        return errorFrom(removed.error, removed.words);
    return {};
}

}  // namespace lineside
