// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace lineside::weights {

enum class TokenKind : std::uint8_t { End, NewLine, Word, Int, Float, Text, Mark };

/// Value type.
struct Token {
    TokenKind kind = TokenKind::End;
    std::string_view text;       ///< of a Text what is between its quotes; of a Mark the one character
    std::int64_t integer = 0;    ///< of an Int
    double real = 0;             ///< of a Float
    int indent = 0;              ///< of a NewLine: blanks before the line that begins there
};

/// Cuts the source of a TorchScript class into words, numbers, texts and marks. A line that goes on inside brackets has no NewLine. The
/// source must outlive it. Throws Refused (Corrupt). One thread at a time: not shared between threads.
class TorchScriptTokens {
public:
    TorchScriptTokens(std::string_view source, const std::string &package) : m_source(source), m_package(package) { advance(); }

    const Token &now() const noexcept { return m_now; }
    void advance();
    bool isMark(char mark) const noexcept { return m_now.kind == TokenKind::Mark && m_now.text.front() == mark; }
    bool isWord(std::string_view word) const noexcept { return m_now.kind == TokenKind::Word && m_now.text == word; }
    bool takeMark(char mark);       ///< whether it was there; it is passed then
    void needMark(char mark);
    std::string_view needWord();
    void skipLine();                ///< to the NewLine that ends it
    [[noreturn]] void corrupt(const std::string &what) const;

    /// Whether the line at hand gives names: has a = outside of brackets.
    bool lineAssigns() const;

private:
    void number(std::size_t start);
    void text(char quote);
    char peek(std::size_t at) const { return at < m_source.size() ? m_source[at] : '\0'; }

    std::string_view m_source;
    const std::string &m_package;
    Token m_now;
    std::size_t m_at = 0;
    int m_open = 0;  // brackets
};

}  // namespace lineside::weights
