// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/streamaddress.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace lineside {

namespace {

constexpr std::size_t kMaxAddress = 2048;

void replaceAll(std::string &text, const std::string &what)
{
    static const std::string kStars = "***";
    if (what.empty())
        return;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + kStars.size()))
        text.replace(at, what.size(), kStars);
}

std::string percentEncoded(const std::string &text)
{
    return QString::fromStdString(text).toUtf8().toPercentEncoding().toStdString();
}

}  // namespace

Result<QUrl> streamUrl(const std::string &address, const Credential &credential)
{
    if (address.empty())
        return Error{ErrorCode::InvalidInput, "no address"};
    if (address.size() > kMaxAddress)
        return Error{ErrorCode::InvalidInput, "the address is too long"};
    QUrl url(QString::fromStdString(address).trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return Error{ErrorCode::InvalidInput, "not an address of a stream"};
    constexpr std::array kSchemes{"rtsp", "rtsps", "http", "https"};
    bool known = false;
    for (const char *scheme : kSchemes)
        known |= url.scheme() == QLatin1String(scheme);
    if (!known)
        return Error{ErrorCode::Unsupported, "scheme " + url.scheme().toStdString()};
    if (!url.userInfo().isEmpty())
        return Error{ErrorCode::InvalidInput, "user name and password belong into the keychain, not into the address"};
    if (!credential.user.empty()) {
        url.setUserName(QString::fromStdString(credential.user), QUrl::DecodedMode);
        url.setPassword(QString::fromStdString(credential.password), QUrl::DecodedMode);
    }
    return url;
}

std::string withoutSecrets(std::string text, const Credential &credential)
{
    for (auto begin = text.find("//"); begin != std::string::npos; begin = text.find("//", begin + 2)) {
        const auto end = text.find_first_of("@/ \t\r\n\"'", begin + 2);
        if (end != std::string::npos && text[end] == '@')
            text.replace(begin + 2, end - begin - 2, "***");
    }
    // One letter is no secret worth making every text unreadable for.
    for (const std::string &secret : {credential.password, credential.user}) {
        if (secret.size() < 2)
            continue;
        replaceAll(text, secret);
        replaceAll(text, percentEncoded(secret));
    }
    return text;
}

}  // namespace lineside
