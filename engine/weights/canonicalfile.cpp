// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/canonicalfile.h"

#include "weights/graphreplay.h"
#include "weights/operatorfields.h"
#include "weights/refused.h"
#include "weights/strictjson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>

namespace lineside::weights {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxNodes = 20'000;
constexpr std::size_t kMaxList = 64;        // of a shape, an order, the inputs of a node
constexpr std::int64_t kMaxNumber = 1ll << 40;
constexpr std::size_t kMaxNameBytes = 256;
constexpr const char *kActivations[] = {"none", "silu", "relu", "leaky_relu", "hard_swish", "sigmoid", "exp"};

[[noreturn]] void corrupt(const std::string &what)
{
    refuse(RefusalReason::Corrupt, "canonical network: " + what);
}

/// A tensor that several operators share is written once.
class TensorTable {
public:
    json indexOf(const ConstTensor &tensor)
    {
        if (!tensor.data)
            return nullptr;
        const auto [at, isNew] = m_known.try_emplace({tensor.data.get(), tensor.shape}, m_tensors.size());
        if (isNew)
            m_tensors.push_back(tensor);
        return at->second;
    }
    std::vector<ConstTensor> take() { return std::move(m_tensors); }

private:
    std::map<std::pair<const void *, std::vector<std::int64_t>>, std::size_t> m_known;
    std::vector<ConstTensor> m_tensors;
};

struct Write {
    json &node;
    TensorTable &tensors;

    void operator()(const char *name, const ConstTensor &value) const { node[name] = tensors.indexOf(value); }
    void operator()(const char *name, Activation value) const { node[name] = kActivations[std::size_t(value)]; }
    void operator()(const char *name, float value) const
    {
        constexpr float kMost = std::numeric_limits<float>::max();
        node[name] = std::clamp(value, -kMost, kMost);  // JSON knows no infinity; a bound that is as good as none
    }
    template <class T>
    void operator()(const char *name, const T &value) const
    {
        node[name] = value;
    }
};

std::int64_t integer(const json &value)
{
    if (!value.is_number_integer())
        corrupt("a number is expected");
    const auto number = value.get<std::int64_t>();
    if (number < -kMaxNumber || number > kMaxNumber)
        corrupt("a number out of range");
    return number;
}

int smallInteger(const json &value, std::int64_t most = 1 << 24)
{
    const std::int64_t number = integer(value);
    if (number < -1 || number > most)
        corrupt("a number out of range");
    return int(number);
}

const json &member(const json &object, const char *name)
{
    const auto it = object.find(name);
    if (it == object.end())
        corrupt(std::string(name) + " is missing");
    return *it;
}

std::string shortText(const json &value, std::size_t most = kMaxNameBytes)
{
    if (!value.is_string() || value.get_ref<const std::string &>().size() > most)
        corrupt("a text is expected");
    return value.get<std::string>();
}

bool truth(const json &value)
{
    if (!value.is_boolean())
        corrupt("true or false is expected");
    return value.get<bool>();
}

/// One of the words of an enumeration.
template <class Enum, std::size_t N>
Enum word(const json &value, const std::array<Enum, N> &all)
{
    const std::string text = shortText(value);
    const auto known = std::find_if(all.begin(), all.end(), [&](Enum e) { return text == toString(e); });
    if (known == all.end())
        corrupt("an unknown word, " + text);
    return *known;
}

const json &list(const json &value, std::size_t most)
{
    if (!value.is_array() || value.size() > most)
        corrupt("a list is expected");
    return value;
}

struct Read {
    const json &node;
    const std::vector<ConstTensor> &tensors;

    void operator()(const char *name, ConstTensor &value) const
    {
        const json &j = member(node, name);
        if (j.is_null())
            return;
        const std::int64_t index = integer(j);
        if (index < 0 || std::size_t(index) >= tensors.size())
            corrupt("a tensor that does not exist");
        value = tensors[std::size_t(index)];
    }
    void operator()(const char *name, Activation &value) const
    {
        const std::string word = shortText(member(node, name));
        for (std::size_t i = 0; i < std::size(kActivations); ++i) {
            if (word == kActivations[i]) {
                value = Activation(i);
                return;
            }
        }
        corrupt("an unknown activation");
    }
    void operator()(const char *name, float &value) const
    {
        const json &j = member(node, name);
        if (!j.is_number())
            corrupt("a number is expected");
        value = j.get<float>();
        if (!std::isfinite(value))
            corrupt("a number out of range");
    }
    void operator()(const char *name, int &value) const { value = smallInteger(member(node, name)); }
    void operator()(const char *name, std::int64_t &value) const { value = integer(member(node, name)); }
    void operator()(const char *name, bool &value) const { value = truth(member(node, name)); }
    void operator()(const char *name, std::vector<std::int64_t> &value) const
    {
        for (const json &item : list(member(node, name), kMaxList))
            value.push_back(integer(item));
    }
    void operator()(const char *name, std::vector<int> &value) const
    {
        for (const json &item : list(member(node, name), kMaxList))
            value.push_back(smallInteger(item));
    }
};

template <std::size_t... I>
Operator readOperator(std::size_t kind, const Read &read, std::index_sequence<I...>)
{
    Operator op;
    const auto make = [&]<std::size_t K> {
        std::variant_alternative_t<K, Operator> made{};
        if constexpr (requires { made.shape; })
            made.shape.clear();
        visitFields(made, read);
        op = std::move(made);
    };
    (void)((kind == I && (make.template operator()<I>(), true)) || ...);
    return op;
}

Node readNode(const json &j, const std::vector<ConstTensor> &tensors)
{
    if (!j.is_object())
        corrupt("an operator is expected");
    const std::string word = shortText(member(j, "op"));
    std::size_t kind = 0;
    while (kind < std::size(kOperatorNames) && word != kOperatorNames[kind])
        ++kind;
    if (kind == std::size(kOperatorNames))
        corrupt("an unknown operator");
    Node node;
    node.op = readOperator(kind, Read{j, tensors}, std::make_index_sequence<std::variant_size_v<Operator>>());
    node.name = shortText(member(j, "name"));
    for (const json &input : list(member(j, "in"), kMaxNodes))
        node.inputs.push_back(smallInteger(input, kMaxNodes));
    return node;
}

json suppressionJson(const std::optional<Suppression> &suppression)
{
    if (!suppression)
        return nullptr;
    return {{"confidence", suppression->confidence}, {"iou", suppression->iou}, {"max_detections", suppression->maxDetections},
            {"across_classes", suppression->acrossClasses}};
}

std::optional<Suppression> readSuppression(const json &j, const NetworkInfo &info)
{
    constexpr int kMostBoxes = 30'000;
    if (j.is_null())
        return std::nullopt;
    if (!j.is_object())
        corrupt("no suppression");
    Suppression suppression;
    const std::vector<ConstTensor> none;
    const Read read{j, none};
    read("confidence", suppression.confidence);
    read("iou", suppression.iou);
    read("max_detections", suppression.maxDetections);
    read("across_classes", suppression.acrossClasses);
    if (!(suppression.confidence >= 0 && suppression.confidence < 1) || !(suppression.iou > 0 && suppression.iou <= 1) || suppression.maxDetections < 1
        || suppression.maxDetections > kMostBoxes || info.nmsFree || info.head != HeadKind::AnchorFree)
        corrupt("a suppression that is none");
    return suppression;
}

}  // namespace

std::string infoText(const NetworkInfo &info)
{
    const json j = {{"format", info.format}, {"family", info.family}, {"producer", info.producer}, {"labels", info.labels},
                    {"width", info.inputWidth}, {"height", info.inputHeight}, {"dynamic", info.dynamicInput}, {"stride", info.stride},
                    {"parameters", info.parameters}, {"head", toString(info.head)}, {"nms_free", info.nmsFree}, {"both_heads", info.hasBothHeads},
                    {"layout", toString(info.layout)}, {"place", toString(info.place)}, {"suppression", suppressionJson(info.suppression)}};
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

NetworkInfo infoFromText(std::string_view text)
{
    constexpr std::size_t kMaxLabels = 10'000, kMaxLabelBytes = 1024;
    constexpr int kMaxSide = 8192;  // pixels
    const json j = parseStrictJson(text, "canonical network");
    if (!j.is_object())
        corrupt("no description");
    NetworkInfo info;
    info.format = shortText(member(j, "format"));
    info.family = shortText(member(j, "family"));
    info.producer = shortText(member(j, "producer"), kMaxLabelBytes);
    for (const json &label : list(member(j, "labels"), kMaxLabels))
        info.labels.push_back(shortText(label, kMaxLabelBytes));
    info.inputWidth = smallInteger(member(j, "width"), kMaxSide);
    info.inputHeight = smallInteger(member(j, "height"), kMaxSide);
    info.stride = smallInteger(member(j, "stride"), kMaxSide);
    if (info.labels.empty() || info.inputWidth < 1 || info.inputHeight < 1 || info.stride < 1)
        corrupt("no labels, or no size");
    info.dynamicInput = truth(member(j, "dynamic"));
    info.parameters = integer(member(j, "parameters"));
    info.head = word(member(j, "head"), std::array{HeadKind::AnchorFree, HeadKind::AnchorFreeT, HeadKind::EndToEnd, HeadKind::AnchorBased});
    info.layout = word(member(j, "layout"), std::to_array(kModelLayouts));
    info.place = word(member(j, "place"), std::array{PicturePlace::Centre, PicturePlace::UpperLeft});
    info.nmsFree = truth(member(j, "nms_free"));
    info.hasBothHeads = truth(member(j, "both_heads"));
    info.suppression = readSuppression(member(j, "suppression"), info);
    return info;
}

void writeCanonical(const NetworkSpec &network, const ByteSink &sink)
{
    TensorTable tensors;
    json nodes = json::array();
    for (Node node : network.nodes) {  // a copy shares its tensors
        json j = {{"op", kOperatorNames[node.op.index()]}, {"in", node.inputs}, {"name", node.name.substr(0, kMaxNameBytes)}};
        std::visit([&](auto &op) { visitFields(op, Write{j, tensors}); }, node.op);
        nodes.push_back(std::move(j));
    }
    SafeTensors file;
    file.metadata["info"] = infoText(network.info);
    file.metadata["network"] = json{{"nodes", std::move(nodes)}, {"output", network.output}}.dump(-1, ' ', false, json::error_handler_t::replace);
    file.tensors = tensors.take();
    writeSafeTensors(file, sink);
}

NetworkSpec readCanonical(std::span<const std::byte> bytes, const std::shared_ptr<const void> &owner)
{
    const SafeTensors file = readSafeTensors(bytes, owner);
    const auto text = [&](const char *key) -> const std::string & {
        const auto it = file.metadata.find(key);
        if (it == file.metadata.end())
            corrupt(std::string(key) + " is missing");
        return it->second;
    };
    NetworkSpec network;
    network.info = infoFromText(text("info"));
    const json graph = parseStrictJson(text("network"), "canonical network");
    if (!graph.is_object())
        corrupt("no graph");
    for (const json &node : list(member(graph, "nodes"), kMaxNodes))
        network.nodes.push_back(readNode(node, file.tensors));
    network.output = smallInteger(member(graph, "output"), kMaxNodes);
    checkByReplay(network);
    return network;
}

}  // namespace lineside::weights
