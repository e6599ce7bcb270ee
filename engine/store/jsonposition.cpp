// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/jsonposition.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace lineside {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxDepth = 32;

/// Walks a text and keeps its place where the SAX handler below can see it.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char *;
    using reference = const char &;

    CountingIterator(const char *at, const char **seen) : m_at(at), m_seen(seen) {}
    reference operator*() const { return *m_at; }
    CountingIterator &operator++()
    {
        ++m_at;
        if (m_seen)
            *m_seen = m_at;
        return *this;
    }
    CountingIterator operator++(int)
    {
        CountingIterator old = *this;
        ++*this;
        return old;
    }
    bool operator==(const CountingIterator &o) const { return m_at == o.m_at; }
    bool operator!=(const CountingIterator &o) const { return m_at != o.m_at; }

private:
    const char *m_at;
    const char **m_seen;
};

class PositionRecorder final : public json::json_sax_t {
public:
    PositionRecorder(const char *begin, const char **seen, std::map<std::string, std::size_t> &offsets)
        : m_begin(begin), m_seen(seen), m_offsets(offsets)
    {
    }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(json::number_integer_t) override { return value(); }
    bool number_unsigned(json::number_unsigned_t) override { return value(); }
    bool number_float(json::number_float_t, const std::string &) override { return value(); }
    bool string(std::string &) override { return value(); }
    bool binary(json::binary_t &) override { return value(); }
    bool start_object(std::size_t) override { return open(false); }
    bool start_array(std::size_t) override { return open(true); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(std::string &name) override
    {
        m_levels.back().key = name;
        if (!m_levels.back().keys.emplace(name, true).second)
            throw std::runtime_error("\"" + name + "\" stands here twice");
        return true;
    }
    bool parse_error(std::size_t, const std::string &, const json::exception &) override { return false; }

private:
    struct Level {
        bool array = false;
        std::size_t index = 0;
        std::string key;
        std::map<std::string, bool> keys;
    };

    std::string pointer() const
    {
        std::string text;
        for (const Level &level : m_levels)
            text += "/" + (level.array ? std::to_string(level.index) : level.key);
        return text;
    }
    void note() { m_offsets[pointer()] = static_cast<std::size_t>(*m_seen - m_begin); }
    bool value()
    {
        note();
        if (!m_levels.empty() && m_levels.back().array)
            ++m_levels.back().index;
        return true;
    }
    bool open(bool array)
    {
        note();
        if (m_levels.size() >= kMaxDepth)
            throw std::runtime_error("nested too deeply");
        m_levels.push_back({array, 0, {}, {}});
        return true;
    }
    bool close()
    {
        m_levels.pop_back();
        if (!m_levels.empty() && m_levels.back().array)
            ++m_levels.back().index;
        return true;
    }

    const char *m_begin;
    const char **m_seen;
    std::map<std::string, std::size_t> &m_offsets;
    std::vector<Level> m_levels;
};

}  // namespace

std::string lineAndColumn(const std::string &text, std::size_t offset)
{
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
    const auto lines = std::count(text.begin(), end, '\n');
    const auto lineStart = std::find(std::make_reverse_iterator(end), text.rend(), '\n').base();
    return "line " + std::to_string(lines + 1) + ", column " + std::to_string(std::distance(lineStart, end) + 1);
}

PositionedJson parseWithPositions(const std::string &text)
{
    PositionedJson result;
    const char *seen = text.data();
    PositionRecorder recorder(text.data(), &seen, result.offsets);
    const char *end = text.data() + text.size();
    try {
        json::sax_parse(CountingIterator(text.data(), &seen), CountingIterator(end, nullptr), &recorder);
    } catch (const std::runtime_error &e) {
        throw std::runtime_error(lineAndColumn(text, static_cast<std::size_t>(seen - text.data())) + ": " + e.what());
    }
    result.document = json::parse(text);
    return result;
}

}  // namespace lineside
