// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/scriptreader.h"

#include "weights/refused.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace lineside::weights {
namespace {

constexpr int kMaxDepth = 24;                       // of methods inside methods
constexpr int kMaxNesting = 8;                      // of lists inside lists
constexpr std::int64_t kMaxStatements = 500'000;
constexpr float kMaxExact = 1 << 24;                // whole numbers up to here come through float32 unchanged

[[noreturn]] void corrupt(const std::string &what)
{
    refuse(RefusalReason::Corrupt, what);
}

const PickleNode *stateOf(const PickleTree &tree, const PickleNode &module)
{
    const PickleNode &state = tree[module.items[2]];
    return state.kind == PickleKind::Dict ? &state : nullptr;
}

std::string numberedName(const std::string &name)
{
    // A compiler's own numbers keep equal classes apart: they say nothing to a reader.
    return name.substr(name.rfind('.') == std::string::npos ? 0 : name.rfind('.') + 1);
}

}  // namespace

TraceValue ScriptReader::run(const TraceValue &picture)
{
    const PickleNode &root = m_modules.tree[m_modules.tree.root];
    if (root.kind != PickleKind::Object)
        corrupt("the archive does not hold a module");
    ScriptValue output = callMethod(ScriptModule{&root, {}}, "forward", {scriptTensor(picture)});
    for (int i = 0; i < kMaxNesting; ++i) {
        if (const auto *tensor = output.as<ScriptTensorRef>())
            return (*tensor)->value(m_trace);
        const auto *list = output.as<ScriptList>();
        if (!list || (*list)->empty())
            break;
        output = ScriptValue((**list).front());
    }
    corrupt("the program does not return a tensor");
}

ScriptValue ScriptReader::callMethod(const ScriptModule &module, std::string_view method, std::vector<ScriptValue> arguments)
{
    const PickleNode &type = m_modules.tree[module.node->items[0]];
    if (type.kind != PickleKind::Global)
        corrupt("a module without a class");
    const std::string name = globalPath(type) + "." + std::string(method);
    const auto found = m_code.methods.find(name);
    if (found == m_code.methods.end())
        throw OutsideSet{numberedName(globalPath(type)), name + " is not in the archive"};
    const CodeMethod &code = found->second;
    if (code.parameters.size() != arguments.size() + 1)
        corrupt(name + " is called with another number of arguments");
    if (m_depth >= kMaxDepth)
        corrupt("methods nested too deep");

    Frame frame{{}, module.path};
    frame.names[code.parameters[0]] = module;
    for (std::size_t i = 0; i < arguments.size(); ++i)
        frame.names[code.parameters[i + 1]] = std::move(arguments[i]);
    ++m_depth;
    ScriptValue result;
    for (const CodeStatement &statement : code.statements) {
        if (++m_statements > kMaxStatements)
            corrupt("a program with too many lines");
        ScriptValue value = evaluate(statement.value, frame);
        if (statement.returns) {
            result = std::move(value);
            break;
        }
        give(statement, std::move(value), frame);
    }
    --m_depth;
    return result;
}

void ScriptReader::give(const CodeStatement &statement, ScriptValue value, Frame &frame)
{
    if (!statement.takesApart) {
        if (!statement.targets.empty())
            frame.names[statement.targets.front()] = std::move(value);
        return;
    }
    const auto *list = value.as<ScriptList>();
    if (!list || (*list)->size() != statement.targets.size())
        corrupt("a sequence that is taken into another number of parts");
    for (std::size_t i = 0; i < statement.targets.size(); ++i)
        frame.names[statement.targets[i]] = (**list)[i];
}

ScriptValue ScriptReader::evaluate(CodeRef ref, Frame &frame)
{
    const CodeNode &node = m_code.nodes[ref];
    switch (node.kind) {
    case CodeKind::None: return {};
    case CodeKind::Bool: return node.integer != 0;
    case CodeKind::Int: return node.integer;
    case CodeKind::Float: return node.real;
    case CodeKind::Text: return node.text;
    case CodeKind::Name: {
        const auto found = frame.names.find(node.text);
        if (found == frame.names.end())
            corrupt("the name " + std::string(node.text) + " stands for nothing");
        return found->second;
    }
    case CodeKind::Attribute: {
        const CodeNode &base = m_code.nodes[node.items[0]];
        if (base.kind == CodeKind::Name && base.text == "CONSTANTS")
            return constant(node.text);
        return attribute(evaluate(node.items[0], frame), node.text);
    }
    case CodeKind::Subscript: {
        const ScriptValue of = evaluate(node.items[0], frame), which = evaluate(node.items.size() == 2 ? node.items[1] : node.items[0], frame);
        const auto *list = of.as<ScriptList>();
        const auto *index = which.as<std::int64_t>();
        if (!list || !index)
            throw OutsideSet{"[]", "of something that is no list"};
        return (**list)[axisOf(*index, (*list)->size())];
    }
    case CodeKind::Call: return call(node, frame);
    case CodeKind::List:
    case CodeKind::Tuple: {
        std::vector<ScriptValue> items;
        for (const CodeRef item : node.items)
            items.push_back(evaluate(item, frame));
        return scriptList(std::move(items));
    }
    case CodeKind::Keyword: break;
    }
    corrupt("an expression that stands for nothing");
}

std::string ScriptReader::dottedName(CodeRef ref) const
{
    std::string name;
    const CodeNode *node = &m_code.nodes[ref];
    for (; node->kind == CodeKind::Attribute; node = &m_code.nodes[node->items[0]])
        name.insert(0, "." + std::string(node->text));
    return node->kind == CodeKind::Name && (node->text == "torch" || node->text == "ops") ? std::string(node->text) + name : std::string();
}

ScriptValue ScriptReader::call(const CodeNode &node, Frame &frame)
{
    const CodeNode &callee = m_code.nodes[node.items[0]];
    if (callee.kind == CodeKind::Name)
        return callBuiltIn(callee.text, node, frame);
    if (const std::string name = dottedName(node.items[0]); !name.empty())
        return callOperator(name, node, frame);
    if (callee.kind != CodeKind::Attribute)
        corrupt("a call of something that cannot be called");
    const ScriptValue module = evaluate(callee.items[0], frame);
    const auto *self = module.as<ScriptModule>();
    if (!self)
        throw OutsideSet{std::string(callee.text), "a method of something that is no module"};
    std::vector<ScriptValue> arguments;
    for (std::size_t i = 1; i < node.items.size(); ++i)
        arguments.push_back(evaluate(node.items[i], frame));
    return callMethod(*self, callee.text, std::move(arguments));
}

ScriptValue ScriptReader::callBuiltIn(std::string_view name, const CodeNode &node, Frame &frame)
{
    const std::size_t count = node.items.size() - 1;
    if ((name == "annotate" || name == "unchecked_cast") && count == 2)
        return evaluate(node.items[2], frame);  // the first is a type
    std::vector<ScriptValue> arguments;
    for (std::size_t i = 1; i <= count; ++i)
        arguments.push_back(evaluate(node.items[i], frame));
    if (name == "getattr" && count == 2) {
        if (const auto *key = arguments[1].as<std::string_view>())
            return attribute(arguments[0], *key);
    }
    m_trace.at(std::string(name), frame.path);
    const ScriptCall call(m_trace, name, std::move(arguments), {});
    if (name == "int" && count == 1) {
        if (call.isTensor(0) && countsOf(call.tensor(0)))
            return call.at(0);
        const double value = call.number(0, 0);
        if (!(std::abs(value) < 0x1p62))
            corrupt("an impossible whole number");
        return call.at(0).as<std::int64_t>() ? *call.at(0).as<std::int64_t>() : std::int64_t(value);
    }
    if (name == "float" && count == 1 && !call.at(0).as<std::string_view>())
        return call.number(0, 0);
    if (name == "bool" && count == 1)
        return call.number(0, 0) != 0;
    throw OutsideSet{std::string(name), "is not read"};
}

ScriptValue ScriptReader::callOperator(const std::string &name, const CodeNode &node, Frame &frame)
{
    if (name == "ops.prim.unchecked_cast" && node.items.size() == 3)
        return evaluate(node.items[2], frame);
    std::vector<ScriptValue> arguments;
    ScriptCall::Keywords keywords;
    for (std::size_t i = 1; i < node.items.size(); ++i) {
        const CodeNode &argument = m_code.nodes[node.items[i]];
        if (argument.kind == CodeKind::Keyword)
            keywords.emplace_back(argument.text, evaluate(argument.items[0], frame));
        else
            arguments.push_back(evaluate(node.items[i], frame));
    }
    std::string_view op = name;
    for (const std::string_view family : {"torch.", "ops.aten.", "ops.prim."}) {
        if (op.starts_with(family))
            op.remove_prefix(family.size());
    }
    if (name == "ops.torchvision.nms")
        op = "torchvision.nms";
    else if (op.find('.') != std::string_view::npos || name == "ops.prim.max" || name == "ops.prim.min")
        throw OutsideSet{name, "is not read"};
    const bool inPlace = op.ends_with('_') && !op.starts_with("__");
    const ScriptFunction function = inPlace ? findScriptChange(op.substr(0, op.size() - 1)) : findScriptOperator(op);
    if (!function)
        throw OutsideSet{name, "is not read"};
    m_trace.at(name, frame.path);
    ScriptCall call(m_trace, name, std::move(arguments), std::move(keywords));
    ScriptValue result = function(call);
    return inPlace ? changed(call, result) : result;
}

/// The first argument itself gets the numbers of the result, and so does whatever shows them.
ScriptValue ScriptReader::changed(const ScriptCall &call, const ScriptValue &result)
{
    const ScriptTensorRef &target = call.tensorRef(0);
    const auto *made = result.as<ScriptTensorRef>();
    if (!made)
        call.outside("makes no tensor");
    for (std::size_t i = 1; i < call.count(); ++i) {
        // torch reads and writes number by number: what it finds in a part that overlaps depends on the order.
        if (call.isTensor(i) && call.tensorRef(i) != target && call.tensorRef(i)->sharesWith(*target))
            call.outside("reads what it changes");
    }
    const TraceValue before = target->value(m_trace), after = (*made)->value(m_trace);
    if ((after.chosen || before.chosen) && !m_trace.choice().canReplace(after, before))
        m_trace.place().outsideChoice("writes other rows than there are");
    if (!after.chosen && (m_trace.shape(after) != m_trace.shape(before) || m_trace.isWhole(after) != m_trace.isWhole(before)))
        call.outside("changes into another shape or type");
    if (!target->write(m_trace, after))
        call.outside("changes what others may show");
    return target;
}

ScriptValue ScriptReader::attribute(const ScriptValue &of, std::string_view name)
{
    const auto *module = of.as<ScriptModule>();
    if (!module)
        throw OutsideSet{std::string(name), "an attribute of something that is no module"};
    const PickleNode *state = stateOf(m_modules.tree, *module->node);
    const PickleNode *value = state ? m_modules.tree.find(*state, name) : nullptr;
    const std::string path = module->path + (module->path.empty() ? "" : ".") + std::string(name);
    if (!value)
        corrupt(path + " is not in the archive");
    return fromPickle(m_modules, *value, path, 0);
}

ScriptValue ScriptReader::constant(std::string_view name)
{
    const PickleNode &all = m_constants.tree[m_constants.tree.root];
    std::size_t index = 0;
    const auto parsed = name.starts_with('c') ? std::from_chars(name.data() + 1, name.data() + name.size(), index) : std::from_chars_result{nullptr, std::errc::invalid_argument};
    if (parsed.ec != std::errc() || parsed.ptr != name.data() + name.size() || all.kind != PickleKind::Tuple || index >= all.items.size())
        corrupt("the constant " + std::string(name) + " is not in the archive");
    return fromPickle(m_constants, m_constants.tree[all.items[index]], "CONSTANTS." + std::string(name), 0);
}

ScriptValue ScriptReader::fromPickle(const ScriptData &data, const PickleNode &node, const std::string &path, int depth)
{
    switch (node.kind) {
    case PickleKind::None: return {};
    case PickleKind::Bool: return node.integer != 0;
    case PickleKind::Int: return node.integer;
    case PickleKind::Float: return node.real;
    case PickleKind::String: return node.text;
    case PickleKind::Object: return ScriptModule{&node, path};
    case PickleKind::List:
    case PickleKind::Tuple: {
        if (depth > kMaxNesting)
            corrupt(path + ": lists nested too deep");
        std::vector<ScriptValue> items;
        for (const PickleRef item : node.items)
            items.push_back(fromPickle(data, data.tree[item], path, depth + 1));
        return scriptList(std::move(items));
    }
    case PickleKind::Tensor: break;
    default: throw OutsideSet{path, "a value of an unknown kind"};
    }
    auto known = m_read.find(&node);
    if (known == m_read.end()) {
        const ConstTensor tensor = data.tensors.read(node, path);
        HostTensor host{HostType::Float, tensor.shape, tensor.data, nullptr};
        if (!data.tensors.isFloating(node, path)) {
            if (!std::all_of(tensor.data->begin(), tensor.data->end(), [](float value) { return std::abs(value) <= kMaxExact; }))
                throw OutsideSet{path, "whole numbers beyond all sizes"};
            host = hostIntegers(tensor.shape, std::vector<std::int64_t>(tensor.data->begin(), tensor.data->end()));
        }
        known = m_read.emplace(&node, std::move(host)).first;
    }
    m_trace.at("tensor", path);
    const auto tensor = std::make_shared<const ScriptTensor>(m_trace.known(known->second));
    tensor->freeze();  // of the archive: others may show it
    return ScriptTensorRef(tensor);
}

}  // namespace lineside::weights
