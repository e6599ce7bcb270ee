// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxgraph.h"

#include "weights/labels.h"
#include "weights/onnxtensor.h"
#include "weights/protobuf.h"
#include "weights/refused.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

namespace lineside::weights {
namespace {

using Bytes = std::span<const std::byte>;
using Field = ProtobufReader::Field;

constexpr int kMaxDepth = 8;
constexpr std::size_t kMaxNodes = 100'000;
constexpr std::size_t kMaxValues = 1000;
constexpr std::size_t kMaxMetadata = 1u << 20;

/// Operators whose later inputs are learned numbers.
bool isWeighted(std::string_view type)
{
    constexpr std::string_view kWeighted[] = {"BatchNormalization", "Conv", "ConvInteger", "ConvTranspose", "Gemm", "MatMul", "MatMulInteger", "QLinearConv", "QLinearMatMul"};
    return std::find(std::begin(kWeighted), std::end(kWeighted), type) != std::end(kWeighted);
}

/// The bytes of a sub-message or text; another wire type is a contradiction.
Bytes message(const Field &field)
{
    if (field.wireType != 2)
        refuse(RefusalReason::Corrupt, "ONNX field " + std::to_string(field.number) + " is not a message");
    return field.bytes;
}

class Reader {
public:
    OnnxModel read(Bytes bytes)
    {
        bool hasGraph = false, hasVersion = false;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 2: m_model.producer = printable(field->text(), 64); break;
            case 7:
                if (hasGraph)
                    refuse(RefusalReason::Corrupt, "ONNX with two graphs");
                hasGraph = true;
                readGraph(message(*field), 0);
                break;
            case 8: hasVersion = true; break;
            case 14: readProperty(message(*field)); break;
            case 20: refuse(RefusalReason::UnsupportedLayer, "an ONNX file for training", "training_info");
            case 25: refuse(RefusalReason::UnsupportedLayer, "an ONNX file with functions of its own", "functions");
            default: break;
            }
        }
        if (!hasGraph)
            refuse(RefusalReason::NotAModel, "protobuf without an ONNX graph");
        if (!hasVersion)
            refuse(RefusalReason::Truncated, "ONNX without the version of its operators");
        for (const std::string_view name : m_weights) {
            const auto it = m_elements.find(name);
            m_model.parameters += it == m_elements.end() ? 0 : it->second;
        }
        return std::move(m_model);
    }

private:
    void readGraph(Bytes bytes, int depth)
    {
        if (depth > kMaxDepth)
            refuse(RefusalReason::Corrupt, "ONNX graphs nested too deep");
        std::vector<OnnxValue> inputs, outputs;
        std::unordered_set<std::string_view> known;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 1: readNode(message(*field), depth); break;
            case 5: {
                const OnnxTensor tensor = checkOnnxTensor(message(*field));
                known.insert(tensor.name);
                m_elements[tensor.name] = tensor.elements;
                break;
            }
            case 11: inputs.push_back(readValue(message(*field))); break;
            case 12: outputs.push_back(readValue(message(*field))); break;
            case 15: refuse(RefusalReason::UnsupportedLayer, "an ONNX file with sparse tensors", "sparse_initializer");
            default: break;
            }
            if (inputs.size() > kMaxValues || outputs.size() > kMaxValues)
                refuse(RefusalReason::Corrupt, "ONNX graph with too many inputs or outputs");
        }
        if (depth > 0)
            return;
        for (OnnxValue &input : inputs) {
            if (!known.contains(input.name))
                m_model.inputs.push_back(std::move(input));
        }
        m_model.outputs = std::move(outputs);
    }

    void readNode(Bytes bytes, int depth)
    {
        if (++m_nodes > kMaxNodes)
            refuse(RefusalReason::Corrupt, "ONNX graph with too many operators");
        std::string_view type, domain;
        std::vector<std::string_view> inputs;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 1: inputs.push_back(field->text()); break;
            case 4: type = field->text(); break;
            case 5: readAttribute(message(*field), depth); break;
            case 7: domain = field->text(); break;
            default: break;
            }
        }
        const std::string name = printable(domain.empty() ? std::string(type) : std::string(domain) + "." + std::string(type), 100);
        if ((!domain.empty() && domain != "ai.onnx") || !isKnownOnnxOperator(type))
            refuse(RefusalReason::UnsupportedLayer, "ONNX operator " + name, name);
        for (std::size_t i = 1; i < inputs.size() && isWeighted(type); ++i)
            m_weights.insert(inputs[i]);
    }

    void readAttribute(Bytes bytes, int depth)
    {
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 5:
            case 10: checkOnnxTensor(message(*field)); break;
            case 6:
            case 11: readGraph(message(*field), depth + 1); break;
            case 22:
            case 23: refuse(RefusalReason::UnsupportedLayer, "an ONNX file with sparse tensors", "sparse_tensor");
            default: break;
            }
        }
    }

    OnnxValue readValue(Bytes bytes)
    {
        OnnxValue value;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            if (field->number == 1)
                value.name = std::string(field->text());
            else if (field->number == 2)
                readType(message(*field), value);
        }
        return value;
    }

    void readType(Bytes bytes, OnnxValue &value)
    {
        ProtobufReader reader(bytes);
        while (const auto type = reader.next()) {
            if (type->number != 1)
                continue;
            ProtobufReader tensor(message(*type));
            while (const auto field = tensor.next()) {
                if (field->number == 1)
                    value.type = int(field->value & 0xFFFF);
                else if (field->number == 2)
                    readShape(message(*field), value);
            }
        }
    }

    void readShape(Bytes bytes, OnnxValue &value)
    {
        value.hasShape = true;
        ProtobufReader reader(bytes);
        while (const auto dimension = reader.next()) {
            if (dimension->number != 1)
                continue;
            std::int64_t size = -1;
            ProtobufReader fields(message(*dimension));
            while (const auto field = fields.next()) {
                if (field->number == 1)
                    size = std::int64_t(field->value) >= 1 && field->value < (1u << 30) ? std::int64_t(field->value) : -1;
            }
            value.shape.push_back(size);
            if (value.shape.size() > 16)
                refuse(RefusalReason::Corrupt, "ONNX value with too many dimensions");
        }
    }

    void readProperty(Bytes bytes)
    {
        std::string key, text;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            if (field->number == 1)
                key = std::string(field->text().substr(0, 256));
            else if (field->number == 2)
                text = std::string(field->text());
        }
        m_metadataSize += key.size() + text.size();
        if (m_metadataSize > kMaxMetadata || m_model.metadata.size() > kMaxValues)
            refuse(RefusalReason::Corrupt, "ONNX with too much metadata");
        m_model.metadata[std::move(key)] = std::move(text);
    }

    OnnxModel m_model;
    std::size_t m_nodes = 0;
    std::size_t m_metadataSize = 0;
    std::unordered_map<std::string_view, std::int64_t> m_elements;  // of every tensor with a name
    std::set<std::string_view> m_weights;
};

}  // namespace

OnnxModel readOnnxModel(Bytes bytes)
{
    return Reader().read(bytes);
}

}  // namespace lineside::weights
