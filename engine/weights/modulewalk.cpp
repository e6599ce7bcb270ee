// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/modulewalk.h"

#include <functional>
#include <unordered_set>

namespace lineside::weights {
namespace {

using Seen = std::unordered_set<const PickleNode *>;

void walk(const ModuleView &module, Seen &seen, const std::function<void(const ModuleView &)> &visit)
{
    // Every module is entered once, so a tree that shares branches or bites its tail costs no more than its size.
    if (!seen.insert(&module.node()).second)
        return;
    visit(module);
    for (const ModuleView &child : module.children())
        walk(child, seen, visit);
}

void forEachModule(const ModuleView &root, const std::function<void(const ModuleView &)> &visit)
{
    Seen seen;
    walk(root, seen, visit);
}

bool isFolded(const ModuleView &layer)
{
    bool folded = false;
    forEachModule(layer, [&](const ModuleView &module) {
        const std::string_view name = module.className();
        folded = folded || ((name == "Conv" || name == "DWConv") && !module.child("bn")) || (name == "RepVGGDW" && !module.child("conv1")) || (name == "RepConv" && module.child("conv"));
    });
    return folded;
}

}  // namespace

std::set<std::string> moduleClasses(const ModuleView &root)
{
    std::set<std::string> names;
    forEachModule(root, [&](const ModuleView &module) { names.emplace(module.className()); });
    return names;
}

std::int64_t countParameters(const ModuleView &root, const TensorReader &tensors)
{
    std::int64_t count = 0;
    std::unordered_set<PickleRef> seen;
    forEachModule(root, [&](const ModuleView &module) {
        for (const PickleRef ref : module.parameters()) {
            if (!seen.insert(ref).second)
                continue;
            std::int64_t elements = 1;
            for (const std::int64_t size : tensors.shape(module.tree()[ref], module.path()))
                elements *= size;
            count += elements;
        }
    });
    return count;
}

void checkStorages(const ModuleView &root, const TensorReader &tensors)
{
    forEachModule(root, [&](const ModuleView &module) {
        for (const auto &refs : {module.parameters(), module.buffers()}) {
            for (const PickleRef ref : refs)
                tensors.checkPresent(module.tree()[ref], module.path());
        }
    });
}

void checkLayerParameters(const ModuleView &layer, const TensorReader &tensors)
{
    const auto said = layer.integer("np");
    if (!said || isFolded(layer))
        return;
    const std::int64_t counted = countParameters(layer, tensors);
    if (*said != counted)
        layer.refuseCorrupt("was saved with " + std::to_string(*said) + " parameters and has " + std::to_string(counted));
}

}  // namespace lineside::weights
