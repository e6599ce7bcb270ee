// SPDX-License-Identifier: GPL-3.0-or-later
#include "qt/streamaddress.h"

#include "lineside/streamsecrets.h"

#include <QByteArray>
#include <QString>

#include <array>
#include <string_view>

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

/// All forms in which a driver may quote it: as it is, with every special character encoded, and as QUrl writes it.
std::array<std::string, 3> formsOf(const std::string &secret)
{
    const QString text = QString::fromStdString(secret);
    QUrl url;
    url.setPassword(text, QUrl::DecodedMode);
    return {secret, text.toUtf8().toPercentEncoding().toStdString(), url.password(QUrl::FullyEncoded).toStdString()};
}

/// Puts a secret into its place in the query; whether there was one.
bool fill(std::string &address, std::string_view place, const std::string &secret)
{
    const auto query = address.find('?');
    const auto at = query == std::string::npos ? query : address.find(place, query);
    if (at == std::string::npos)
        return false;
    address.replace(at, place.size(), QString::fromStdString(secret).toUtf8().toPercentEncoding().toStdString());
    return true;
}

}  // namespace

Result<QUrl> streamUrl(const std::string &address, const Credential &credential)
{
    if (address.empty())
        return Error{ErrorCode::InvalidInput, "no address"};
    if (address.size() > kMaxAddress)
        return Error{ErrorCode::InvalidInput, "the address is too long"};
    std::string filled = address;
    const bool places = fill(filled, kPasswordPlace, credential.password) | fill(filled, kUserPlace, credential.user);
    QUrl url(QString::fromStdString(filled).trimmed(), QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty())
        return Error{ErrorCode::InvalidInput, "not an address of a stream"};
    constexpr std::array kSchemes{"rtsp", "rtsps", "http", "https"};
    bool known = false;
    for (const char *scheme : kSchemes)
        known |= url.scheme() == QLatin1String(scheme);
    if (!known)
        return Error{ErrorCode::Unsupported, "scheme " + url.scheme().toStdString()};
    if (holdsSecret(address))
        return Error{ErrorCode::InvalidInput, "user name and password belong into the keychain, not into the address"};
    if (!credential.user.empty() && !places) {
        url.setUserName(QString::fromStdString(credential.user), QUrl::DecodedMode);
        url.setPassword(QString::fromStdString(credential.password), QUrl::DecodedMode);
    }
    return url;
}

std::string withoutSecrets(std::string text, const Credential &credential)
{
    // The known secrets first: a password may itself hold the characters that end the search below. One letter is no
    // secret worth making every text unreadable for.
    for (const std::string &secret : {credential.password, credential.user}) {
        if (secret.size() < 2)
            continue;
        for (const std::string &form : formsOf(secret))
            replaceAll(text, form);
    }
    for (auto begin = text.find("//"); begin != std::string::npos; begin = text.find("//", begin + 2)) {
        const auto end = text.find_first_of("@/ \t\r\n\"'", begin + 2);
        if (end != std::string::npos && text[end] == '@')
            text.replace(begin + 2, end - begin - 2, "***");
    }
    return text;
}

}  // namespace lineside
