// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscripttokens.h"

#include "weights/refused.h"

#include <cctype>
#include <charconv>

namespace lineside::weights {
namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isWordPart(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}

}  // namespace

void TorchScriptTokens::corrupt(const std::string &what) const
{
    refuse(RefusalReason::Corrupt, m_package + ": " + what, m_package);
}

void TorchScriptTokens::advance()
{
    m_now = Token();
    while (peek(m_at) == ' ' || (peek(m_at) == '\n' && m_open > 0))
        ++m_at;
    if (m_at >= m_source.size())
        return;
    const std::size_t start = m_at;
    const char c = m_source[m_at];
    if (c == '\n') {
        // Empty lines are passed with the one before.
        m_now.kind = TokenKind::NewLine;
        while (peek(m_at) == '\n' || peek(m_at) == ' ') {
            m_now.indent = peek(m_at) == '\n' ? 0 : m_now.indent + 1;
            ++m_at;
        }
    } else if (c == '"' || c == '\'') {
        text(c);
    } else if (isDigit(c) || (c == '-' && isDigit(peek(m_at + 1)))) {
        number(start);
    } else if (isWordPart(c)) {
        while (isWordPart(peek(m_at)))
            ++m_at;
        m_now.kind = TokenKind::Word;
        m_now.text = m_source.substr(start, m_at - start);
    } else {
        if (c == '(' || c == '[' || c == '{')
            ++m_open;
        else if ((c == ')' || c == ']' || c == '}') && --m_open < 0)
            corrupt("a bracket that was never opened");
        m_now.kind = TokenKind::Mark;
        m_now.text = m_source.substr(m_at++, 1);
    }
}

void TorchScriptTokens::text(char quote)
{
    const std::size_t start = ++m_at;
    while (m_at < m_source.size() && m_source[m_at] != quote && m_source[m_at] != '\n')
        m_at += m_source[m_at] == '\\' ? 2 : 1;
    if (peek(m_at) != quote)
        corrupt("a text without its end");
    m_now.kind = TokenKind::Text;
    m_now.text = m_source.substr(start, m_at - start);
    ++m_at;
}

void TorchScriptTokens::number(std::size_t start)
{
    if (m_source[m_at] == '-')
        ++m_at;
    bool whole = true;
    while (isDigit(peek(m_at)) || peek(m_at) == '.' || peek(m_at) == 'e') {
        whole = whole && isDigit(peek(m_at));
        const bool exponent = m_source[m_at] == 'e';
        ++m_at;
        if (exponent && (peek(m_at) == '-' || peek(m_at) == '+'))
            ++m_at;
    }
    m_now.text = m_source.substr(start, m_at - start);
    m_now.kind = whole ? TokenKind::Int : TokenKind::Float;
    const char *const end = m_now.text.data() + m_now.text.size();
    const auto result = whole ? std::from_chars(m_now.text.data(), end, m_now.integer) : std::from_chars(m_now.text.data(), end, m_now.real);
    if (result.ec != std::errc() || result.ptr != end)
        corrupt("an impossible number");
}

bool TorchScriptTokens::takeMark(char mark)
{
    if (!isMark(mark))
        return false;
    advance();
    return true;
}

void TorchScriptTokens::needMark(char mark)
{
    if (!takeMark(mark))
        corrupt(std::string("no ") + mark + " where there should be one");
}

std::string_view TorchScriptTokens::needWord()
{
    if (m_now.kind != TokenKind::Word)
        corrupt("no name where there should be one");
    const std::string_view word = m_now.text;
    advance();
    return word;
}

void TorchScriptTokens::skipLine()
{
    while (m_now.kind != TokenKind::NewLine && m_now.kind != TokenKind::End)
        advance();
}

bool TorchScriptTokens::lineAssigns() const
{
    TorchScriptTokens ahead = *this;
    while (ahead.m_now.kind != TokenKind::NewLine && ahead.m_now.kind != TokenKind::End) {
        if (ahead.m_open == 0 && ahead.isMark('='))
            return true;
        ahead.advance();
    }
    return false;
}

}  // namespace lineside::weights
