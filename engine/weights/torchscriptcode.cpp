// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/torchscriptcode.h"

#include "weights/torchscripttokens.h"
#include "weights/tracebuilder.h"

#include <algorithm>

namespace lineside::weights {
namespace {

constexpr int kMaxDepth = 32;                   // of an expression
constexpr std::size_t kMaxNodes = 8'000'000;    // of all expressions of an archive

/// Reads the classes of one file, line after line.
class Parser {
public:
    Parser(std::string_view source, const std::string &package, TorchScriptCode &code) : m_tokens(source, package), m_package(package), m_code(code) {}

    void run()
    {
        while (m_tokens.now().kind != TokenKind::End) {
            if (m_tokens.now().kind == TokenKind::NewLine)
                m_tokens.advance();
            else if (m_tokens.isWord("class"))
                classBody();
            else
                outside(std::string(m_tokens.now().text));
        }
    }

private:
    [[noreturn]] void outside(const std::string &op) const { throw OutsideSet{op, m_package + " is no straight line of calls"}; }

    CodeRef add(CodeKind kind)
    {
        if (m_code.nodes.size() >= kMaxNodes)
            m_tokens.corrupt("more code than a network has");
        m_code.nodes.emplace_back().kind = kind;
        return CodeRef(m_code.nodes.size() - 1);
    }
    CodeNode &node(CodeRef ref) { return m_code.nodes[ref]; }

    void classBody()
    {
        m_tokens.advance();
        const std::string name(m_tokens.needWord());
        m_tokens.skipLine();
        // Attributes are told by the module itself; here only the methods count. A line at the left edge ends the class.
        while (m_tokens.now().kind == TokenKind::NewLine && m_tokens.now().indent > 0) {
            const int indent = m_tokens.now().indent;
            m_tokens.advance();
            if (m_tokens.isWord("def"))
                method(m_package + "." + name, indent);
            else
                m_tokens.skipLine();
        }
    }

    void method(const std::string &owner, int indent)
    {
        m_tokens.advance();
        const std::string name = owner + "." + std::string(m_tokens.needWord());
        CodeMethod method;
        m_tokens.needMark('(');
        while (!m_tokens.isMark(')')) {
            method.parameters.push_back(m_tokens.needWord());
            skipType();
            if (!m_tokens.takeMark(','))
                break;
        }
        m_tokens.needMark(')');
        m_tokens.skipLine();
        while (m_tokens.now().kind == TokenKind::NewLine && m_tokens.now().indent > indent) {
            m_tokens.advance();
            if (m_tokens.now().kind != TokenKind::End)
                method.statements.push_back(statement());
        }
        if (!m_code.methods.emplace(name, std::move(method)).second)
            m_tokens.corrupt("a method that is there twice");
    }

    /// A colon and everything up to the comma or bracket after the type.
    void skipType()
    {
        int open = 0;
        while (open > 0 || (!m_tokens.isMark(',') && !m_tokens.isMark(')'))) {
            if (m_tokens.now().kind == TokenKind::End || m_tokens.now().kind == TokenKind::NewLine)
                m_tokens.corrupt("a method without its end");
            if (m_tokens.isMark('[') || m_tokens.isMark('('))
                ++open;
            else if (m_tokens.isMark(']') || m_tokens.isMark(')'))
                --open;
            m_tokens.advance();
        }
    }

    CodeStatement statement()
    {
        for (const std::string_view word : {"if", "elif", "else", "for", "while", "with", "def", "class", "assert", "raise", "pass"}) {
            if (m_tokens.isWord(word))
                outside(std::string(word));
        }
        CodeStatement statement;
        if (m_tokens.isWord("return")) {
            m_tokens.advance();
            statement.returns = true;
        } else if (m_tokens.lineAssigns()) {
            do {
                if (m_tokens.isMark('='))
                    break;
                statement.targets.push_back(m_tokens.needWord());
                statement.takesApart = m_tokens.isMark(',');
            } while (m_tokens.takeMark(','));
            statement.takesApart = statement.takesApart || statement.targets.size() > 1;
            if (m_tokens.isMark(':')) {
                while (!m_tokens.isMark('='))
                    m_tokens.advance();  // a type
            }
            m_tokens.needMark('=');
        }
        statement.value = expression(0);
        if (m_tokens.now().kind != TokenKind::NewLine && m_tokens.now().kind != TokenKind::End)
            outside(std::string(m_tokens.now().text));
        return statement;
    }

    CodeRef expression(int depth)
    {
        if (depth > kMaxDepth)
            m_tokens.corrupt("an expression nested too deep");
        CodeRef value = primary(depth);
        for (;;) {
            if (m_tokens.takeMark('.')) {
                const CodeRef attribute = add(CodeKind::Attribute);
                node(attribute).text = m_tokens.needWord();
                node(attribute).items = {value};
                value = attribute;
            } else if (m_tokens.takeMark('(')) {
                std::vector<CodeRef> items = {value};
                sequence(')', depth, items);
                value = add(CodeKind::Call);
                node(value).items = std::move(items);
            } else if (m_tokens.takeMark('[')) {
                std::vector<CodeRef> items = {value};
                sequence(']', depth, items);
                value = add(CodeKind::Subscript);
                node(value).items = std::move(items);
            } else {
                return value;
            }
        }
    }

    CodeRef primary(int depth)
    {
        const Token token = m_tokens.now();
        CodeKind kind = CodeKind::None;
        switch (token.kind) {
        case TokenKind::Int: kind = CodeKind::Int; break;
        case TokenKind::Float: kind = CodeKind::Float; break;
        case TokenKind::Text: kind = CodeKind::Text; break;
        case TokenKind::Word: kind = token.text == "None" ? CodeKind::None : token.text == "True" || token.text == "False" ? CodeKind::Bool : CodeKind::Name; break;
        case TokenKind::Mark:
            if (token.text == "(" || token.text == "[")
                return bracket(token.text == "(", depth);
            [[fallthrough]];
        default: outside(std::string(token.text));
        }
        m_tokens.advance();
        const CodeRef ref = add(kind);
        node(ref).text = token.text;
        node(ref).integer = kind == CodeKind::Bool ? token.text == "True" : token.integer;
        node(ref).real = token.real;
        return ref;
    }

    /// A list, a tuple, or an expression that only stands in brackets.
    CodeRef bracket(bool round, int depth)
    {
        m_tokens.advance();
        std::vector<CodeRef> items;
        const bool comma = sequence(round ? ')' : ']', depth, items);
        if (round && items.size() == 1 && !comma)
            return items.front();
        const CodeRef ref = add(round ? CodeKind::Tuple : CodeKind::List);
        node(ref).items = std::move(items);
        return ref;
    }

    /// Items up to the closing bracket, with names where they are arguments that have one. True where a comma was the last thing.
    bool sequence(char close, int depth, std::vector<CodeRef> &items)
    {
        bool comma = false;
        while (!m_tokens.isMark(close)) {
            CodeRef item = expression(depth + 1);
            if (node(item).kind == CodeKind::Name && m_tokens.takeMark('=')) {
                const CodeRef value = expression(depth + 1);
                node(item).kind = CodeKind::Keyword;
                node(item).items = {value};
            }
            items.push_back(item);
            comma = m_tokens.takeMark(',');
            if (!comma)
                break;
        }
        m_tokens.needMark(close);
        return comma;
    }

    TorchScriptTokens m_tokens;
    const std::string &m_package;
    TorchScriptCode &m_code;
};

}  // namespace

void parseTorchScript(std::string source, const std::string &package, TorchScriptCode &code)
{
    code.sources.push_back(std::move(source));
    Parser(code.sources.back(), package, code).run();
}

}  // namespace lineside::weights
