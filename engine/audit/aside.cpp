// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit/aside.h"

#include "store/recordjson.h"

#include <algorithm>
#include <span>

namespace lineside::audit {

void AsideHash::add(std::string_view bytes)
{
    if (bytes.empty())
        return;
    m_hash.add(std::as_bytes(std::span(bytes)));
    m_bytes += bytes.size();
    m_ends += static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
    m_open = bytes.back() != '\n';
}

void AsideHash::add(const Line &line)
{
    if (line.tooLong) {
        m_bytes += line.bytes;
        m_ends += line.ended;
        m_open = !line.ended;
        return;
    }
    add(line.text);
    if (line.ended)
        add("\n");
}

std::uint64_t AsideHash::lines() const
{
    return m_ends + m_open;
}

std::optional<Aside> AsideHash::aside()
{
    if (m_bytes == 0)
        return std::nullopt;
    if (!m_digits)
        m_digits = m_hash.hex();
    return Aside{m_bytes, lines(), *m_digits};
}

std::optional<Aside> declaredAside(const Line &line)
{
    if (line.text.find("\"before\"") == std::string::npos && line.text.find("\"torn\"") == std::string::npos)
        return std::nullopt;  // nearly all
    const auto object = nlohmann::json::parse(line.text, nullptr, false);
    const auto found = object.is_object() ? object.find(object.contains("before") ? "before" : "torn") : object.end();
    if (!object.is_object() || found == object.end())
        return std::nullopt;
    try {
        return Aside{integerFrom<std::uint64_t>(found->at("bytes")), integerFrom<std::uint64_t>(found->at("lines")), found->at("sha256").get<std::string>()};
    } catch (const std::exception &) {
        return Aside{};
    }
}

}  // namespace lineside::audit
