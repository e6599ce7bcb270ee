// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/moduleview.h"

#include "weights/refused.h"

namespace lineside::weights {
namespace {

constexpr std::size_t kMaxPath = 200;
constexpr std::size_t kMaxChildren = 2000;

const PickleNode *stateOf(const PickleTree &tree, const PickleNode &node)
{
    if (node.kind != PickleKind::Object || tree[node.items[0]].kind != PickleKind::Global)
        return nullptr;
    const PickleNode &state = tree[node.items[2]];
    return state.kind == PickleKind::Dict ? &state : nullptr;
}

}  // namespace

bool ModuleView::isModule(const PickleTree &tree, const PickleNode &node)
{
    const PickleNode *state = stateOf(tree, node);
    return state && tree.find(*state, "_modules");
}

ModuleView::ModuleView(const PickleTree &tree, const PickleNode &object, std::string path)
    : m_tree(&tree), m_node(&object), m_state(stateOf(tree, object)), m_path(std::move(path))
{
    if (!m_state)
        refuse(RefusalReason::Corrupt, m_path + " is not a module");
    // A module that contains itself would go down for ever; its path grows with every step.
    if (m_path.size() > kMaxPath)
        refuse(RefusalReason::Corrupt, "modules nested too deep");
    const PickleNode &type = tree[object.items[0]];
    m_className = globalName(type);
    m_className.remove_prefix(m_className.rfind('.') == std::string_view::npos ? 0 : m_className.rfind('.') + 1);
    m_classPath = globalPath(type);
}

bool ModuleView::fromKnownPackage() const noexcept
{
    for (const std::string_view package : {"ultralytics.", "models.", "torch.nn."}) {
        if (m_classPath.starts_with(package))
            return true;
    }
    return false;
}

const PickleNode *ModuleView::dictEntry(std::string_view dictName, std::string_view name) const
{
    const PickleNode *dict = m_tree->find(*m_state, dictName);
    const PickleNode *entry = dict ? m_tree->find(*dict, name) : nullptr;
    return entry && entry->kind != PickleKind::None ? entry : nullptr;
}

std::optional<ModuleView> ModuleView::child(std::string_view name) const
{
    const PickleNode *entry = dictEntry("_modules", name);
    if (!entry)
        return std::nullopt;
    return ModuleView(*m_tree, *entry, m_path + "." + std::string(name));
}

ModuleView ModuleView::needChild(std::string_view name) const
{
    auto found = child(name);
    if (!found)
        refuseCorrupt("has no " + std::string(name));
    return *std::move(found);
}

std::vector<ModuleView> ModuleView::children() const
{
    std::vector<ModuleView> result;
    const PickleNode *modules = m_tree->find(*m_state, "_modules");
    if (!modules || modules->kind != PickleKind::Dict)
        return result;
    if (modules->items.size() > 2 * kMaxChildren)
        refuseCorrupt("has too many children");
    for (std::size_t i = 0; i + 1 < modules->items.size(); i += 2) {
        const PickleNode &value = (*m_tree)[modules->items[i + 1]];
        if (value.kind != PickleKind::None)
            result.emplace_back(*m_tree, value, m_path + "." + std::string((*m_tree)[modules->items[i]].text));
    }
    return result;
}

const PickleNode *ModuleView::parameter(std::string_view name) const
{
    const PickleNode *entry = dictEntry("_parameters", name);
    if (entry && entry->kind != PickleKind::Tensor)
        refuseCorrupt(std::string(name) + " is not a tensor");
    return entry;
}

const PickleNode *ModuleView::buffer(std::string_view name) const
{
    const PickleNode *entry = dictEntry("_buffers", name);
    if (entry && entry->kind != PickleKind::Tensor)
        refuseCorrupt(std::string(name) + " is not a tensor");
    return entry;
}

std::vector<PickleRef> ModuleView::parameters() const
{
    return tensorsIn("_parameters");
}

std::vector<PickleRef> ModuleView::buffers() const
{
    return tensorsIn("_buffers");
}

std::vector<PickleRef> ModuleView::tensorsIn(std::string_view name) const
{
    std::vector<PickleRef> result;
    const PickleNode *dict = m_tree->find(*m_state, name);
    if (!dict || dict->kind != PickleKind::Dict)
        return result;
    for (std::size_t i = 1; i < dict->items.size(); i += 2) {
        if ((*m_tree)[dict->items[i]].kind == PickleKind::Tensor)
            result.push_back(dict->items[i]);
    }
    return result;
}

const PickleNode *ModuleView::attribute(std::string_view name) const
{
    return m_tree->find(*m_state, name);
}

std::optional<std::int64_t> ModuleView::integer(std::string_view name) const
{
    const PickleNode *value = attribute(name);
    return value && value->kind == PickleKind::Int ? std::optional(value->integer) : std::nullopt;
}

std::optional<double> ModuleView::number(std::string_view name) const
{
    const PickleNode *value = attribute(name);
    if (value && value->kind == PickleKind::Float)
        return value->real;
    return value && value->kind == PickleKind::Int ? std::optional(double(value->integer)) : std::nullopt;
}

std::optional<bool> ModuleView::flag(std::string_view name) const
{
    const PickleNode *value = attribute(name);
    return value && value->kind == PickleKind::Bool ? std::optional(value->integer != 0) : std::nullopt;
}

std::optional<std::string> ModuleView::text(std::string_view name) const
{
    const PickleNode *value = attribute(name);
    return value && value->kind == PickleKind::String ? std::optional(std::string(value->text)) : std::nullopt;
}

std::int64_t ModuleView::needInteger(std::string_view name, std::int64_t least, std::int64_t most) const
{
    const auto value = integer(name);
    if (!value || *value < least || *value > most)
        refuseCorrupt(std::string(name) + " is missing or out of range");
    return *value;
}

std::vector<std::int64_t> ModuleView::needIntegers(std::string_view name, std::int64_t least, std::int64_t most, std::size_t count) const
{
    const PickleNode *value = attribute(name);
    if (!value || (value->kind != PickleKind::Tuple && value->kind != PickleKind::List) || value->items.size() > count)
        refuseCorrupt(std::string(name) + " is missing or not a list");
    std::vector<std::int64_t> result;
    for (const PickleRef ref : value->items) {
        const PickleNode &item = (*m_tree)[ref];
        if (item.kind != PickleKind::Int || item.integer < least || item.integer > most)
            refuseCorrupt(std::string(name) + " is out of range");
        result.push_back(item.integer);
    }
    return result;
}

std::pair<int, int> ModuleView::needPair(std::string_view name, int least, int most) const
{
    const PickleNode *value = attribute(name);
    const auto take = [&](const PickleNode &node) {
        if (node.kind != PickleKind::Int || node.integer < least || node.integer > most)
            refuseCorrupt(std::string(name) + " is missing or out of range");
        return int(node.integer);
    };
    if (value && value->kind == PickleKind::Int)
        return {take(*value), take(*value)};
    if (!value || value->kind != PickleKind::Tuple || value->items.size() != 2)
        refuseCorrupt(std::string(name) + " is missing or not a pair");
    return {take((*m_tree)[value->items[0]]), take((*m_tree)[value->items[1]])};
}

void ModuleView::refuseCorrupt(const std::string &what) const
{
    refuse(RefusalReason::Corrupt, m_path + " (" + std::string(m_className) + "): " + what);
}

void ModuleView::refuseUnsupported(const std::string &what) const
{
    refuse(RefusalReason::UnsupportedLayer, m_path + " (" + m_classPath + "): " + what, std::string(m_className));
}

}  // namespace lineside::weights
