// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/labels.h"
#include "weights/onnxgraph.h"
#include "weights/refused.h"

#include <unordered_map>

namespace lineside::weights {
namespace {

[[noreturn]] void fail(const char *what, std::string_view name)
{
    refuse(RefusalReason::Corrupt, std::string("ONNX graph with ") + what + " " + printable(name, 100), printable(name, 100));
}

/// Walks from a node to what it reads, without recursion: the depth of a graph is up to the file.
class Walk {
public:
    explicit Walk(const OnnxModel &model) : m_model(model), m_states(model.nodes.size(), State::New)
    {
        const auto make = [&](std::string_view name, std::size_t node) {
            if (!m_makers.emplace(name, node).second)
                fail("two makers of", name);
        };
        for (const auto &[name, tensor] : model.constants)
            make(name, kNobody);
        for (const OnnxValue &input : model.inputs)
            make(input.name, kNobody);
        for (std::size_t i = 0; i < model.nodes.size(); ++i) {
            for (const std::string_view output : model.nodes[i].outputs) {
                if (!output.empty())
                    make(output, i);
            }
        }
    }

    /// The node that makes a value; none for a constant or an input.
    std::size_t makerOf(std::string_view value) const
    {
        const auto it = m_makers.find(value);
        if (it == m_makers.end())
            fail("a reader, but no maker, of", value);
        return it->second;
    }

    /// Appends the node and what it needs, in order, but for what is there already.
    void visit(std::size_t first, std::vector<const OnnxNode *> &order)
    {
        if (first == kNobody || m_states[first] == State::Done)
            return;
        enter(first);
        while (!m_open.empty()) {
            auto &[index, next] = m_open.back();
            const OnnxNode &node = m_model.nodes[index];
            if (next == node.inputs.size()) {
                m_states[index] = State::Done;
                order.push_back(&node);
                m_open.pop_back();
                continue;
            }
            const std::string_view input = node.inputs[next++];
            const std::size_t maker = input.empty() ? kNobody : makerOf(input);
            if (maker == kNobody || m_states[maker] == State::Done)
                continue;
            if (m_states[maker] == State::Open)
                fail("a circle through", input);
            enter(maker);
        }
    }

    static constexpr std::size_t kNobody = std::size_t(-1);

private:
    enum class State : char { New, Open, Done };
    struct Step {
        std::size_t node, next;
    };

    void enter(std::size_t node)
    {
        m_states[node] = State::Open;
        m_open.push_back({node, 0});
    }

    const OnnxModel &m_model;
    std::unordered_map<std::string_view, std::size_t> m_makers;
    std::vector<State> m_states;
    std::vector<Step> m_open;
};

}  // namespace

std::vector<const OnnxNode *> orderedNodes(const OnnxModel &model, std::string_view value)
{
    Walk walk(model);
    std::vector<const OnnxNode *> needed, others;
    if (!value.empty())
        walk.visit(walk.makerOf(value), needed);
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        walk.visit(i, others);
    return needed;
}

}  // namespace lineside::weights
