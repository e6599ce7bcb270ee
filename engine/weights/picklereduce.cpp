// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/picklereduce.h"

#include "weights/refused.h"

namespace lineside::weights {
namespace {

bool isSequence(const PickleNode &node)
{
    return node.kind == PickleKind::Tuple || node.kind == PickleKind::List || node.kind == PickleKind::Set;
}

Reduced orderedDict(const PickleTree &tree, const PickleNode &arguments, PickleNode &made)
{
    made.kind = PickleKind::Dict;
    if (arguments.items.empty())
        return Reduced::Made;
    const PickleNode &pairs = tree[arguments.items[0]];
    if (!isSequence(pairs))
        return Reduced::Inert;
    for (const PickleRef ref : pairs.items) {
        const PickleNode &pair = tree[ref];
        if (!isSequence(pair) || pair.items.size() != 2)
            refuse(RefusalReason::Corrupt, "pickled ordered dict of something other than pairs");
        made.items.insert(made.items.end(), pair.items.begin(), pair.items.end());
    }
    return Reduced::Made;
}

/// `typed`: the storage is bytes and the type of the elements is an argument of its own.
Reduced tensor(const PickleTree &tree, const PickleNode &arguments, bool typed, PickleNode &made)
{
    const auto &a = arguments.items;
    if (typed && (a.size() < 7 || tree[a[6]].kind != PickleKind::Global))
        refuse(RefusalReason::Corrupt, "pickled tensor without a type");
    if (a.size() < 4 || tree[a[0]].kind != PickleKind::Storage || tree[a[1]].kind != PickleKind::Int
        || tree[a[2]].kind != PickleKind::Tuple || tree[a[3]].kind != PickleKind::Tuple)
        refuse(RefusalReason::Corrupt, "pickled tensor with impossible arguments");
    made.kind = PickleKind::Tensor;
    made.items.assign(a.begin(), a.begin() + 4);
    made.items.push_back(typed ? a[6] : kPickleNone);
    return Reduced::Made;
}

Reduced sequence(const PickleTree &tree, const PickleNode &arguments, PickleKind kind, PickleNode &made)
{
    made.kind = kind;
    if (arguments.items.empty())
        return Reduced::Made;
    const PickleNode &source = tree[arguments.items[0]];
    if (!isSequence(source))
        return Reduced::Inert;
    made.items = source.items;
    return Reduced::Made;
}

}  // namespace

Reduced reduceCall(const PickleTree &tree, PickleRef callable, PickleRef argumentsRef, PickleNode &made, PickleRef &same)
{
    const PickleNode &function = tree[callable];
    const PickleNode &arguments = tree[argumentsRef];
    if (arguments.kind != PickleKind::Tuple)
        refuse(RefusalReason::Corrupt, "pickled call without a tuple of arguments");
    if (function.kind != PickleKind::Global)
        return Reduced::Inert;
    const std::string_view module = globalModule(function), name = globalName(function);

    if (module == "collections" && name == "OrderedDict")
        return orderedDict(tree, arguments, made);
    if (module == "torch._utils" && (name == "_rebuild_tensor_v2" || name == "_rebuild_tensor_v3"))
        return tensor(tree, arguments, name == "_rebuild_tensor_v3", made);
    if (module == "torch._utils" && (name == "_rebuild_parameter" || name == "_rebuild_parameter_with_state")) {
        if (arguments.items.empty())
            refuse(RefusalReason::Corrupt, "pickled parameter without a tensor");
        same = arguments.items[0];
        return Reduced::Same;
    }
    if (module == "torch" && name == "Size")
        return sequence(tree, arguments, PickleKind::Tuple, made);
    if (module == "torch" && name == "device" && !arguments.items.empty()) {
        same = arguments.items[0];
        return Reduced::Same;
    }
    if (module == "__builtin__" || module == "builtins") {
        if (name == "set" || name == "frozenset")
            return sequence(tree, arguments, PickleKind::Set, made);
        if (name == "list")
            return sequence(tree, arguments, PickleKind::List, made);
        if (name == "tuple")
            return sequence(tree, arguments, PickleKind::Tuple, made);
    }
    if (module == "_codecs" && name == "encode" && !arguments.items.empty() && tree[arguments.items[0]].kind == PickleKind::String) {
        made.kind = PickleKind::Bytes;
        made.text = tree[arguments.items[0]].text;
        return Reduced::Made;
    }
    return Reduced::Inert;
}

}  // namespace lineside::weights
