// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/checkpointnames.h"

#include "weights/labels.h"
#include "weights/refused.h"

#include <algorithm>

namespace lineside::weights {
namespace {

/// Modules with everything in them, and below them: classes of networks, of their training, and plain values.
constexpr std::string_view kModules[] = {
    "ultralytics", "models", "utils", "yolov5", "yolov9", "yolov10", "torch.nn", "torch._utils", "torch.optim", "torchvision.ops",
    "torch.amp", "torch.cuda.amp", "numpy.core.multiarray", "numpy._core.multiarray", "numpy.dtypes", "pathlib", "argparse", "datetime", "dill._dill",
    "decimal", "fractions", "easydict", "omegaconf",
};
/// Names in modules that hold other things as well.
constexpr std::string_view kNames[] = {
    "collections.OrderedDict", "collections.defaultdict", "collections.deque", "collections.Counter", "numpy.dtype", "numpy.ndarray", "numpy.float64",
    "numpy.float32", "numpy.int64", "numpy.bool_", "_codecs.encode", "copy_reg._reconstructor", "copyreg._reconstructor", "types.SimpleNamespace",
    "torch.Size", "torch.device", "torch.Tensor", "torch.dtype", "torch._tensor._rebuild_from_type_v2", "torch.serialization._get_layout",
    "torch.contiguous_format", "torch.channels_last", "torch.preserve_format", "torch.strided", "torch.float16", "torch.float32", "torch.float64",
    "torch.bfloat16", "torch.uint8", "torch.int8", "torch.int16", "torch.int32", "torch.int64", "torch.bool",
};
constexpr std::string_view kBuiltIns[] = {
    "set", "frozenset", "list", "tuple", "dict", "int", "long", "float", "complex", "bool", "str", "unicode", "bytes", "bytearray", "slice", "object",
    "range", "xrange",
};

template <std::size_t N>
bool contains(const std::string_view (&list)[N], std::string_view word)
{
    return std::find(std::begin(list), std::end(list), word) != std::end(list);
}

bool isKnown(const PickleNode &global)
{
    const std::string_view module = globalModule(global), name = globalName(global);
    if (module == "__builtin__" || module == "builtins")
        return contains(kBuiltIns, name);
    if (module == "torch" || module == "torch.storage") {
        if (name.ends_with("Storage"))
            return true;
    }
    for (const std::string_view known : kModules) {
        if (module == known || (module.starts_with(known) && module[known.size()] == '.'))
            return true;
    }
    return contains(kNames, globalPath(global));
}

}  // namespace

void checkCheckpointNames(const PickleTree &tree)
{
    for (const PickleNode &node : tree.nodes) {
        if (node.kind == PickleKind::Global && !isKnown(node)) {
            const std::string name = printable(globalPath(node), 100);
            refuse(RefusalReason::UnsupportedLayer, "the checkpoint names " + name, name);
        }
    }
}

}  // namespace lineside::weights
