// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/metadata.h"

#include "weights/refused.h"

#include <yaml.h>

#include <nlohmann/json.hpp>

#include <charconv>
#include <new>
#include <vector>

namespace lineside::weights {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 16, kMaxValues = 50'000;

[[noreturn]] void fail(const std::string &what)
{
    refuse(RefusalReason::Corrupt, "metadata: " + what);
}

class Events {
public:
    explicit Events(std::string_view text)
    {
        if (!yaml_parser_initialize(&m_parser))
            throw std::bad_alloc();
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char *>(text.data()), text.size());
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
    }
    ~Events()
    {
        yaml_event_delete(&m_event);
        yaml_parser_delete(&m_parser);
    }
    Events(const Events &) = delete;
    Events &operator=(const Events &) = delete;

    /// It lives until the next call.
    const yaml_event_t &next()
    {
        yaml_event_delete(&m_event);
        if (yaml_parser_parse(&m_parser, &m_event))
            return m_event;
        if (m_parser.error == YAML_MEMORY_ERROR)
            throw std::bad_alloc();
        fail("line " + std::to_string(m_parser.problem_mark.line + 1) + ": " + (m_parser.problem ? m_parser.problem : "no YAML"));
    }

private:
    yaml_parser_t m_parser{};
    yaml_event_t m_event{};
};

/// A word without quotes is what YAML takes it for; one in quotes is a text.
json valueOf(const yaml_event_t &event)
{
    const auto &scalar = event.data.scalar;
    const std::string text(reinterpret_cast<const char *>(scalar.value), scalar.length);
    if (scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return text;
    if (text == "true" || text == "True" || text == "false" || text == "False")
        return text == "true" || text == "True";
    if (text.empty() || text == "null" || text == "Null" || text == "~")
        return nullptr;
    const char *end = text.data() + text.size();
    std::int64_t integer = 0;
    if (const auto [at, error] = std::from_chars(text.data(), end, integer); error == std::errc() && at == end)
        return integer;
    double number = 0;
    if (const auto [at, error] = std::from_chars(text.data(), end, number); error == std::errc() && at == end)
        return number;
    return text;
}

/// Builds a value from events, with the collections that are open on a stack of its own.
class Builder {
public:
    json build(Events &events)
    {
        for (;;) {
            const yaml_event_t &event = events.next();
            switch (event.type) {
            case YAML_STREAM_END_EVENT: return std::move(m_root);
            case YAML_DOCUMENT_START_EVENT:
                if (m_documents++ > 0)
                    fail("several documents");
                break;
            case YAML_SCALAR_EVENT: scalar(event); break;
            case YAML_MAPPING_START_EVENT: open(json::object(), event.data.mapping_start.anchor, event.data.mapping_start.tag); break;
            case YAML_SEQUENCE_START_EVENT: open(json::array(), event.data.sequence_start.anchor, event.data.sequence_start.tag); break;
            case YAML_MAPPING_END_EVENT:
            case YAML_SEQUENCE_END_EVENT: close(); break;
            case YAML_ALIAS_EVENT: fail("a name for what is said elsewhere");
            default: break;
            }
        }
    }

private:
    struct Open {
        json value;
        std::optional<std::string> key;  ///< in a mapping: of the value that comes next
    };

    static void checkPlain(const unsigned char *anchor, const unsigned char *tag)
    {
        if (anchor)
            fail("a name for what is said elsewhere");
        if (tag)
            fail("a type of its own");
    }

    void scalar(const yaml_event_t &event)
    {
        const auto &own = event.data.scalar;
        checkPlain(own.anchor, own.tag);
        if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().key) {
            std::string key(reinterpret_cast<const char *>(own.value), own.length);
            if (m_open.back().value.contains(key))
                fail("a key twice");
            m_open.back().key = std::move(key);
            return;
        }
        add(valueOf(event));
    }

    void open(json empty, const unsigned char *anchor, const unsigned char *tag)
    {
        checkPlain(anchor, tag);
        if (m_open.size() >= kMaxDepth)
            fail("nested too deep");
        if (!m_open.empty() && m_open.back().value.is_object() && !m_open.back().key)
            fail("a key that is no word");
        m_open.push_back({std::move(empty), std::nullopt});
    }

    void close()
    {
        json done = std::move(m_open.back().value);
        m_open.pop_back();
        add(std::move(done));
    }

    void add(json value)
    {
        if (++m_values > kMaxValues)
            fail("values without end");
        if (m_open.empty()) {
            m_root = std::move(value);
            return;
        }
        Open &into = m_open.back();
        if (into.value.is_array()) {
            into.value.push_back(std::move(value));
        } else {
            into.value[*into.key] = std::move(value);
            into.key.reset();
        }
    }

    json m_root;
    std::vector<Open> m_open;
    std::size_t m_values = 0;
    int m_documents = 0;
};

}  // namespace

ExportMetadata metadataFromYaml(std::string_view text)
{
    if (text.size() > kMaxYamlBytes)
        fail("too long");
    Events events(text);
    const json object = Builder().build(events);
    if (object.is_null())
        return {};
    if (!object.is_object())
        fail("no list of names and values");
    return metadataFromObject(object);
}

Result<std::vector<std::string>, Refusal> namesFromYaml(std::string_view text)
{
    try {
        return metadataFromYaml(text).labels;
    } catch (const Refused &refused) {
        return refused.refusal;
    }
}

}  // namespace lineside::weights
