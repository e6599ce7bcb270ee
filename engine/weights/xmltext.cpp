// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/xmltext.h"

#include "weights/refused.h"

#include <expat.h>

#include <cstdint>
#include <exception>
#include <limits>
#include <memory>
#include <new>

namespace lineside::weights {
namespace {

constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxAttributes = 64, kMaxAttributeBytes = 1u << 20;

/// One walk. What a step throws must not pass through a library of C: it is kept and thrown again behind it.
class Walk {
public:
    explicit Walk(const XmlSteps &steps) : m_parser(XML_ParserCreate("UTF-8"), XML_ParserFree), m_steps(steps)
    {
        if (!m_parser)
            throw std::bad_alloc();
        // Where this process happens to lie is what no file can know, and asking for it is no system call.
        XML_SetHashSalt(m_parser.get(), static_cast<unsigned long>(reinterpret_cast<std::uintptr_t>(this)) | 1u);
        XML_SetUserData(m_parser.get(), this);
        XML_SetElementHandler(m_parser.get(), onBegin, onEnd);
        XML_SetCharacterDataHandler(m_parser.get(), onText);
        XML_SetStartDoctypeDeclHandler(m_parser.get(), onDocumentType);
    }

    void run(std::string_view text)
    {
        if (text.size() > std::size_t(std::numeric_limits<int>::max()))
            refuse(RefusalReason::Corrupt, "XML too long");
        // In one piece: a parser that is fed pieces begins a long word anew with each.
        const XML_Status status = XML_Parse(m_parser.get(), text.data(), int(text.size()), XML_TRUE);
        if (m_thrown)
            std::rethrow_exception(m_thrown);
        if (status == XML_STATUS_OK)
            return;
        const XML_Error error = XML_GetErrorCode(m_parser.get());
        if (error == XML_ERROR_NO_MEMORY)
            throw std::bad_alloc();
        const bool ends = error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN || error == XML_ERROR_PARTIAL_CHAR;
        refuse(ends ? RefusalReason::Truncated : RefusalReason::Corrupt,
               "XML, line " + std::to_string(XML_GetCurrentLineNumber(m_parser.get())) + ": " + XML_ErrorString(error));
    }

private:
    template <class Step>
    static void guarded(void *self, Step step)
    {
        auto *walk = static_cast<Walk *>(self);
        if (walk->m_thrown)
            return;
        try {
            step(*walk);
        } catch (...) {
            walk->m_thrown = std::current_exception();
            XML_StopParser(walk->m_parser.get(), XML_FALSE);
        }
    }

    static void XMLCALL onBegin(void *self, const XML_Char *name, const XML_Char **pairs)
    {
        guarded(self, [&](Walk &walk) {
            if (++walk.m_depth > kMaxDepth)
                refuse(RefusalReason::Corrupt, "XML nested too deep");
            XmlAttributes attributes;
            for (const XML_Char **pair = pairs; *pair; pair += 2) {
                const std::string_view value = pair[1];
                if (attributes.size() >= kMaxAttributes || value.size() > kMaxAttributeBytes)
                    refuse(RefusalReason::Corrupt, "XML element with too many or too long attributes");
                attributes[pair[0]] = value;
            }
            walk.m_steps.begin(name, attributes);
        });
    }

    static void XMLCALL onEnd(void *self, const XML_Char *)
    {
        guarded(self, [](Walk &walk) {
            --walk.m_depth;
            walk.m_steps.end();
        });
    }

    static void XMLCALL onText(void *self, const XML_Char *text, int length)
    {
        guarded(self, [&](Walk &walk) { walk.m_steps.text({text, std::size_t(length)}); });
    }

    static void XMLCALL onDocumentType(void *self, const XML_Char *, const XML_Char *, const XML_Char *, int)
    {
        guarded(self, [](Walk &) { refuse(RefusalReason::Corrupt, "XML with a document type", "DOCTYPE"); });
    }

    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> m_parser;
    const XmlSteps &m_steps;
    std::exception_ptr m_thrown;
    int m_depth = 0;
};

}  // namespace

void walkXml(std::string_view text, const XmlSteps &steps)
{
    Walk(steps).run(text);
}

}  // namespace lineside::weights
