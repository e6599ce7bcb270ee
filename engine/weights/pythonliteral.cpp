// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/pythonliteral.h"

#include <nlohmann/json.hpp>

#include <charconv>
#include <cmath>
#include <string>

namespace lineside::weights {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxText = 1 << 20;
constexpr int kMaxDepth = 16;

struct Malformed {};

class Parser {
public:
    explicit Parser(std::string_view text) : m_text(text) {}

    json whole()
    {
        json result = value(0);
        skipSpace();
        if (m_at != m_text.size())
            throw Malformed();
        return result;
    }

private:
    void skipSpace()
    {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\n' || m_text[m_at] == '\t' || m_text[m_at] == '\r'))
            ++m_at;
    }
    char peek()
    {
        skipSpace();
        return m_at < m_text.size() ? m_text[m_at] : '\0';
    }
    char take()
    {
        if (m_at >= m_text.size())
            throw Malformed();
        return m_text[m_at++];
    }
    bool accept(char c)
    {
        if (peek() != c || m_at >= m_text.size())
            return false;
        ++m_at;
        return true;
    }
    bool acceptWord(std::string_view word)
    {
        if (!m_text.substr(m_at).starts_with(word))
            return false;
        m_at += word.size();
        return true;
    }

    json value(int depth)
    {
        if (depth > kMaxDepth)
            throw Malformed();
        switch (peek()) {
        case '{': return dict(depth);
        case '[': return sequence(']', depth);
        case '(': return sequence(')', depth);
        case '\'':
        case '"': return text();
        default: break;
        }
        if (acceptWord("True"))
            return true;
        if (acceptWord("False"))
            return false;
        if (acceptWord("None"))
            return nullptr;
        return number();
    }

    json sequence(char close, int depth)
    {
        json items = json::array();
        ++m_at;
        bool comma = false;
        while (!accept(close)) {
            items.push_back(value(depth + 1));
            comma = accept(',');
            if (!comma && peek() != close)
                throw Malformed();
        }
        // "(x)" is x in brackets, "(x,)" a tuple.
        return close == ')' && items.size() == 1 && !comma ? items[0] : items;
    }

    json dict(int depth)
    {
        json items = json::object();
        ++m_at;
        while (!accept('}')) {
            const json key = value(depth + 1);
            if (!accept(':') || key.is_structured())
                throw Malformed();
            std::string name = key.is_string() ? key.get<std::string>() : key.dump();
            if (!items.emplace(std::move(name), value(depth + 1)).second)
                throw Malformed();
            if (!accept(',') && peek() != '}')
                throw Malformed();
        }
        return items;
    }

    json text()
    {
        const char quote = take();
        std::string result;
        for (char c = take(); c != quote; c = take()) {
            if (c == '\\')
                escape(result);
            else
                result += c;
        }
        return result;
    }

    void escape(std::string &result)
    {
        switch (const char c = take()) {
        case 'n': result += '\n'; return;
        case 't': result += '\t'; return;
        case 'r': result += '\r'; return;
        case 'x': appendUtf8(result, hex(2)); return;
        case 'u': appendUtf8(result, hex(4)); return;
        case 'U': appendUtf8(result, hex(8)); return;
        case '\\':
        case '\'':
        case '"': result += c; return;
        default: throw Malformed();
        }
    }

    std::uint32_t hex(std::size_t digits)
    {
        if (m_text.size() - m_at < digits)
            throw Malformed();
        std::uint32_t code = 0;
        const char *first = m_text.data() + m_at;
        const auto [end, error] = std::from_chars(first, first + digits, code, 16);
        if (error != std::errc() || end != first + digits)
            throw Malformed();
        m_at += digits;
        return code;
    }

    static void appendUtf8(std::string &text, std::uint32_t code)
    {
        if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
            throw Malformed();
        if (code < 0x80) {
            text += char(code);
            return;
        }
        const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
        constexpr int kLead[] = {0, 0xC0, 0xE0, 0xF0};
        text += char(kLead[more] | int(code >> (6 * more)));
        for (int i = more - 1; i >= 0; --i)
            text += char(0x80 | int((code >> (6 * i)) & 0x3F));
    }

    json number()
    {
        std::size_t end = m_at;
        while (end < m_text.size() && (std::isalnum(static_cast<unsigned char>(m_text[end])) || m_text[end] == '.' || m_text[end] == '-' || m_text[end] == '+'))
            ++end;
        const char *first = m_text.data() + m_at, *last = m_text.data() + end;
        std::int64_t integer = 0;
        if (const auto [stop, error] = std::from_chars(first, last, integer); first != last && error == std::errc() && stop == last) {
            m_at = end;
            return integer;
        }
        double real = 0;
        const auto [stop, error] = std::from_chars(first, last, real);
        if (first == last || error != std::errc() || stop != last || !std::isfinite(real))
            throw Malformed();
        m_at = end;
        return real;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

}  // namespace

std::optional<nlohmann::json> parsePythonLiteral(std::string_view text)
{
    if (text.size() > kMaxText)
        return std::nullopt;
    try {
        return Parser(text).whole();
    } catch (const Malformed &) {
        return std::nullopt;
    } catch (const json::exception &) {
        return std::nullopt;  // a key that is not valid UTF-8
    }
}

}  // namespace lineside::weights
