// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/onnxgraph.h"

#include "weights/labels.h"
#include "weights/onnxtensor.h"
#include "weights/protobuf.h"
#include "weights/refused.h"

#include <algorithm>
#include <bit>
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
constexpr std::size_t kMaxArguments = 4096;             // inputs, or outputs, of one node
constexpr std::size_t kMaxAttributes = 64;              // of one node
constexpr std::size_t kMaxAttributeNumbers = 1u << 20;  // of all nodes

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
            case 8:
                hasVersion = true;
                readVersion(message(*field));
                break;
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
        orderedNodes(m_model, {});
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
                if (!known.insert(tensor.name).second)
                    refuse(RefusalReason::Corrupt, "ONNX with two tensors of one name", printable(tensor.name, 100));
                m_elements[tensor.name] = tensor.elements;
                if (depth == 0)
                    m_model.constants[tensor.name] = field->bytes;
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
        OnnxNode node;
        std::string_view domain;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 1: node.inputs.push_back(field->text()); break;
            case 2: node.outputs.push_back(field->text()); break;
            case 3: node.name = field->text(); break;
            case 4: node.type = field->text(); break;
            case 5: node.attributes.push_back(readAttribute(message(*field), depth)); break;
            case 7: domain = field->text(); break;
            default: break;
            }
            if (node.inputs.size() > kMaxArguments || node.outputs.size() > kMaxArguments || node.attributes.size() > kMaxAttributes)
                refuse(RefusalReason::Corrupt, "ONNX node with too many inputs, outputs or attributes");
        }
        const std::string name = printable(domain.empty() ? std::string(node.type) : std::string(domain) + "." + std::string(node.type), 100);
        const bool isKnown = domain == "com.microsoft" ? isContributedOnnxOperator(node.type)
                                                       : (domain.empty() || domain == "ai.onnx") && isKnownOnnxOperator(node.type);
        if (!isKnown)
            refuse(RefusalReason::UnsupportedLayer, "ONNX operator " + name, name);
        for (std::size_t i = 1; i < node.inputs.size() && isWeighted(node.type); ++i)
            m_weights.insert(node.inputs[i]);
        if (depth == 0)
            m_model.nodes.push_back(std::move(node));
    }

    OnnxAttribute readAttribute(Bytes bytes, int depth)
    {
        OnnxAttribute attribute;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            switch (field->number) {
            case 1: attribute.name = field->text(); break;
            case 2: attribute.number = std::bit_cast<float>(std::uint32_t(field->value)); break;
            case 3: attribute.integer = std::int64_t(field->value); break;
            case 4: attribute.text = field->text(); break;
            case 5: attribute.tensor = message(*field); [[fallthrough]];
            case 10: checkOnnxTensor(message(*field)); break;
            case 6:
            case 11: readGraph(message(*field), depth + 1); break;
            case 7: appendFloats(*field, attribute.numbers); break;
            case 8: appendIntegers(*field, attribute.integers); break;
            case 22:
            case 23: refuse(RefusalReason::UnsupportedLayer, "an ONNX file with sparse tensors", "sparse_tensor");
            default: break;
            }
        }
        m_attributeNumbers += attribute.numbers.size() + attribute.integers.size();
        if (m_attributeNumbers > kMaxAttributeNumbers)
            refuse(RefusalReason::Corrupt, "ONNX attributes with too many numbers");
        return attribute;
    }

    void readVersion(Bytes bytes)
    {
        std::string_view domain;
        std::int64_t version = 0;
        ProtobufReader reader(bytes);
        while (const auto field = reader.next()) {
            if (field->number == 1)
                domain = field->text();
            else if (field->number == 2)
                version = std::int64_t(field->value);
        }
        if (domain.empty() || domain == "ai.onnx")
            m_model.opset = version;
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
    std::size_t m_attributeNumbers = 0;
    std::unordered_map<std::string_view, std::int64_t> m_elements;  // of every tensor with a name
    std::set<std::string_view> m_weights;
};

}  // namespace

OnnxModel readOnnxModel(Bytes bytes)
{
    return Reader().read(bytes);
}

}  // namespace lineside::weights
