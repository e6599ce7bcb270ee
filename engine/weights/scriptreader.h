// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "weights/scriptcall.h"
#include "weights/tensorreader.h"
#include "weights/torchscriptcode.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lineside::weights {

/// A pickle of an archive and what reads its tensors.
struct ScriptData {
    const PickleTree &tree;
    TensorReader &tensors;
};

/// Follows the methods of a TorchScript archive line by line and says every call with the operators of a TraceBuilder: nothing of the
/// program is run, its lines are data. Throws OutsideSet for what those operators cannot say, Refused (Corrupt) for a
/// program that contradicts itself or has no end. What is given must outlive it. Not shared between threads: one thread at a time.
class ScriptReader {
public:
    ScriptReader(const TorchScriptCode &code, ScriptData modules, ScriptData constants, TraceBuilder &trace)
        : m_code(code), m_modules(modules), m_constants(constants), m_trace(trace)
    {
    }

    /// What the archive's own module makes of the picture: its first tensor.
    TraceValue run(const TraceValue &picture);

private:
    using Names = std::map<std::string_view, ScriptValue>;
    struct Frame {
        Names names;
        std::string path;  ///< of the module whose method it is
    };

    ScriptValue callMethod(const ScriptModule &module, std::string_view method, std::vector<ScriptValue> arguments);
    ScriptValue evaluate(CodeRef ref, Frame &frame);
    ScriptValue call(const CodeNode &node, Frame &frame);
    ScriptValue callBuiltIn(std::string_view name, const CodeNode &node, Frame &frame);
    ScriptValue callOperator(const std::string &name, const CodeNode &node, Frame &frame);
    ScriptValue changed(const ScriptCall &call, const ScriptValue &result);
    ScriptValue attribute(const ScriptValue &of, std::string_view name);
    ScriptValue constant(std::string_view name);
    ScriptValue fromPickle(const ScriptData &data, const PickleNode &node, const std::string &path, int depth);
    void give(const CodeStatement &statement, ScriptValue value, Frame &frame);
    std::string dottedName(CodeRef ref) const;  ///< of torch's own; empty for another expression

    const TorchScriptCode &m_code;
    ScriptData m_modules, m_constants;
    TraceBuilder &m_trace;
    std::map<const PickleNode *, HostTensor> m_read;  // every tensor is read once
    int m_depth = 0;
    std::int64_t m_statements = 0;
};

}  // namespace lineside::weights
