// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/pickle.h"
#include "weights/scripttensor.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lineside::weights {

/// A module of the archive, and where it hangs: "model.22.cv2".
struct ScriptModule {
    const PickleNode *node = nullptr;
    std::string path;
};

struct ScriptValue;
using ScriptList = std::shared_ptr<const std::vector<ScriptValue>>;

/// A value of a TorchScript program while it is read. Lists and tuples are alike. Value type.
struct ScriptValue {
    std::variant<std::monostate /* None */, bool, std::int64_t, double, std::string_view, ScriptTensorRef, ScriptList, ScriptModule> is;

    ScriptValue() = default;
    template <class T>
    ScriptValue(T value) : is(std::move(value))
    {
    }

    template <class T>
    const T *as() const
    {
        return std::get_if<T>(&is);
    }
    bool isNone() const { return std::holds_alternative<std::monostate>(is); }
};

/// A tensor of its own.
inline ScriptValue scriptTensor(TraceValue value)
{
    return std::make_shared<const ScriptTensor>(std::move(value));
}

inline ScriptValue scriptList(std::vector<ScriptValue> items)
{
    return ScriptList(std::make_shared<const std::vector<ScriptValue>>(std::move(items)));
}

}  // namespace lineside::weights
