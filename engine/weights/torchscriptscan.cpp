// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscriptscan.h"

#include "weights/labels.h"
#include "weights/refused.h"
#include "weights/torchscriptnames.h"

#include <algorithm>
#include <cctype>

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxBrackets = 100;
constexpr std::string_view kPunctuation = ".,:()[]{}=->";  // that torch writes outside of texts

bool isDigit(char c)
{
    return std::isdigit(static_cast<unsigned char>(c));
}

bool isWordStart(char c)
{
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}

bool isWord(char c)
{
    return isWordStart(c) || isDigit(c);
}

/// Safe is what satisfies two rules. What is called is on a list or is a method named forward. And nothing is given a name on that
/// list: torch lets a name stand for a method of a tensor, `int = x.save`, and the call by that name then writes a file.
class Scanner {
public:
    Scanner(std::string_view source, const std::string &file, std::set<std::string> &classes) : m_source(source), m_file(file), m_classes(classes) {}

    void run()
    {
        // torch never writes comments or long texts; read a little differently there than here, they could hide a call.
        if (m_source.find('#') != std::string_view::npos || m_source.find("\"\"\"") != std::string_view::npos
            || m_source.find("'''") != std::string_view::npos)
            refuse(RefusalReason::UnsupportedLayer, m_file + " was not written by torch", m_file);
        while (m_at < m_source.size()) {
            const char c = m_source[m_at];
            if (c == ' ')
                ++m_at;
            else if (c == '\n')
                newLine();
            else if (c == '"' || c == '\'')
                skipText(c);
            else if (isDigit(c))
                skipNumber();
            else if (isWordStart(c))
                word();
            else
                punctuation(c);
        }
        if (!m_brackets.empty())
            refuse(RefusalReason::Corrupt, m_file + ": a bracket that is never closed");
    }

private:
    void newLine()
    {
        ++m_at;
        if (m_brackets.empty())
            m_solid = '\n';  // inside brackets it is a space
    }

    void skipText(char quote)
    {
        for (++m_at; m_at < m_source.size() && m_source[m_at] != quote && m_source[m_at] != '\n'; ++m_at) {
            if (m_source[m_at] == '\\' && ++m_at < m_source.size() && m_source[m_at] == '\n')
                break;
        }
        if (m_at >= m_source.size() || m_source[m_at] == '\n')
            refuse(RefusalReason::Corrupt, m_file + ": a text without its end");
        ++m_at;
        m_solid = quote;
    }

    void skipNumber()
    {
        const auto digits = [this] {
            while (m_at < m_source.size() && isDigit(m_source[m_at]))
                ++m_at;
        };
        digits();
        if (peek(m_at) == '.' && !isWordStart(peek(m_at + 1))) {
            ++m_at;
            digits();
        }
        if (peek(m_at) == 'e' && (peek(m_at + 1) == '-' || peek(m_at + 1) == '+' || isDigit(peek(m_at + 1)))) {
            m_at += 2;
            digits();
        }
        m_solid = '0';
    }

    void punctuation(char c)
    {
        if (kPunctuation.find(c) == std::string_view::npos)
            refuseName(std::string(1, c));
        // Words before a bracket were looked at as words.
        if (c == '(' && (m_solid == ')' || m_solid == ']' || m_solid == '}' || m_solid == '"' || m_solid == '\'' || m_solid == '0'))
            refuseName("a call of a result");
        if (c == '(' || c == '[' || c == '{') {
            // torch's parser goes down one call a bracket.
            if (m_brackets.size() >= kMaxBrackets)
                refuse(RefusalReason::UnsupportedLayer, m_file + " has brackets nested too deep", m_file);
            m_brackets += c;
        } else if (c == ')' || c == ']' || c == '}') {
            if (m_brackets.empty())
                refuse(RefusalReason::Corrupt, m_file + ": a bracket that was never opened");
            m_brackets.pop_back();
        }
        m_solid = c;
        ++m_at;
    }

    void word()
    {
        // A dotted name, with spaces around a dot read as none: "torch . load" is torch.load.
        std::string name;
        for (;;) {
            const std::size_t start = m_at;
            while (isWord(peek(m_at)))
                ++m_at;
            name += m_source.substr(start, m_at - start);
            const std::size_t dot = skipSpace(m_at);
            const std::size_t next = peek(dot) == '.' ? skipSpace(dot + 1) : dot;
            if (peek(dot) != '.' || !isWordStart(peek(next)))
                break;
            name += '.';
            m_at = next;
        }
        if (peek(m_at) == '"' || peek(m_at) == '\'')
            refuseName(name);  // f"…" and the like
        if (m_previous == "class")
            takeClass(name);
        else
            check(name);
        m_previous = std::move(name);
        m_solid = 'a';
    }

    void takeClass(const std::string &name)
    {
        constexpr std::string_view kBase = "(Module):";
        if (name.find('.') != std::string::npos || !m_source.substr(m_at).starts_with(kBase))
            refuseName(name);
        m_at += kBase.size();
        m_classes.insert(name);
    }

    void check(const std::string &name)
    {
        const std::size_t dot = name.find('.');
        const bool bare = dot == std::string::npos && m_solid != '.';
        const bool call = peek(skipSpace(m_at)) == '(';
        if (m_previous == "def") {
            if (!bare || !isForward(name) || !call)
                refuseName(name);
        } else if (m_solid == '.') {
            checkLocal(name, call);
        } else if (bare) {
            checkBare(name, call);
        } else if (!isRoot(name.substr(0, dot))) {
            checkLocal(name, call);
        } else if (name.starts_with("torch.") || name.starts_with("ops.")) {
            // An operator counts without brackets behind it as well.
            if (!isKnownOperator(name))
                refuseName(name);
        } else if (call || name.starts_with("__torch__.torch.classes")) {  // a constant, or a class of the archive; those inside torch are no network's
            refuseName(name);
        }
    }

    void checkLocal(const std::string &name, bool call)
    {
        if (call && !isForward(name.substr(name.rfind('.') + 1)))
            refuseName(name);
    }

    void checkBare(const std::string &name, bool call)
    {
        if (isRoot(name) || isForeignKeyword(name))
            refuseName(name);
        if (call ? !isKnownBuiltIn(name) && !isPlainKeyword(name) : isKnownBuiltIn(name) && !isType())
            refuseName(name);
    }

    /// Whether the word at hand stands where a type stands, and not where a name is given.
    bool isType() const
    {
        if (peek(skipSpace(m_at)) == '=')
            return false;
        const bool toConvertTo = m_solid == '(' && (m_previous == "annotate" || m_previous == "unchecked_cast" || m_previous == "ops.prim.unchecked_cast");
        return m_solid == ':' || m_solid == '>' || toConvertTo || (!m_brackets.empty() && m_brackets.back() == '[');
    }

    char peek(std::size_t at) const { return at < m_source.size() ? m_source[at] : '\0'; }

    std::size_t skipSpace(std::size_t at) const
    {
        while (peek(at) == ' ' || (peek(at) == '\n' && !m_brackets.empty()))
            ++at;
        return at;
    }

    [[noreturn]] void refuseName(const std::string &name)
    {
        refuse(RefusalReason::UnsupportedLayer, m_file + " uses " + printable(name, 100), printable(name, 100));
    }

    std::string_view m_source;
    const std::string &m_file;
    std::set<std::string> &m_classes;
    std::size_t m_at = 0;
    char m_solid = '\n';       // the last character that was no space; 'a' for a word, '0' for a number
    std::string m_brackets;    // that are open
    std::string m_previous;    // the last word
};

}  // namespace

void scanTorchScriptSource(std::string_view source, const std::string &file, std::set<std::string> &classes)
{
    Scanner(source, file, classes).run();
}

}  // namespace lineside::weights
