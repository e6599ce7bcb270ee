// SPDX-License-Identifier: GPL-3.0-or-later
#include "vet/vetprotocol.h"

#include "weights/canonicalfile.h"
#include "weights/labels.h"
#include "weights/refused.h"
#include "weights/strictjson.h"

#include <array>
#include <new>
#include <stdexcept>

namespace lineside {
namespace {

using nlohmann::json;

constexpr std::size_t kMaxWordsBytes = 4096;  // of a refusal's texts

std::string dumped(const json &j)
{
    return j.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// A member that must be there and be of the type that is asked for.
template <class T>
T get(const json &j, const char *key)
{
    const json &value = j.at(key);
    if constexpr (std::is_same_v<T, bool>) {
        if (!value.is_boolean())
            throw std::runtime_error(std::string(key) + " is not true or false");
    } else if constexpr (std::is_integral_v<T>) {
        if (!value.is_number_integer())
            throw std::runtime_error(std::string(key) + " is no number");
    }
    return value.get<T>();
}

json toJson(const Refusal &refusal)
{
    return {{"reason", toString(refusal.reason)}, {"expected", refusal.expected}, {"found", refusal.found}, {"detail", refusal.detail}};
}

Refusal refusalFrom(const json &j)
{
    const auto word = get<std::string>(j, "reason");
    Refusal refusal{RefusalReason::Internal, {}, {}, {}};
    for (int i = 0; i <= int(RefusalReason::Internal); ++i) {
        if (word == toString(RefusalReason(i)))
            refusal.reason = RefusalReason(i);
    }
    // These are going to be shown.
    refusal.expected = weights::printable(get<std::string>(j, "expected"), kMaxWordsBytes);
    refusal.found = weights::printable(get<std::string>(j, "found"), kMaxWordsBytes);
    refusal.detail = weights::printable(get<std::string>(j, "detail"), kMaxWordsBytes);
    return refusal;
}

ModelLayout layoutFrom(const std::string &word)
{
    const auto known = modelLayoutOf(word);
    if (!known)
        throw std::runtime_error("an unknown layout");
    return *known;
}

template <class Value, class Read>
Result<Value> parsed(std::string_view text, Read read)
{
    try {
        return read(weights::parseStrictJson(text, "vetting"));
    } catch (const weights::Refused &refused) {
        return Error{ErrorCode::InvalidInput, refused.refusal.detail};
    } catch (const std::bad_alloc &) {
        throw;  // says nothing of the text
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

}  // namespace

std::string toText(const VetRequest &r)
{
    json j = {{"file_bytes", r.fileBytes},
              {"head", int(r.read.head)},
              {"max_bytes", r.read.maxBytes},
              {"layout", toString(r.read.layout)},
              {"names", r.read.labels},
              {"labels", r.contract.labels},
              {"required_layout", toString(r.contract.layout)},
              {"min_input", r.contract.minInputSize},
              {"max_input", r.contract.maxInputSize},
              {"limits", {{"memory", r.limits.memoryBytes}, {"write", r.limits.writeBytes}, {"cpu_seconds", r.limits.cpuSeconds}}},
              {"only_sandboxed", r.onlySandboxed}};
    if (r.read.inputSize)
        j["input"] = {r.read.inputSize->width, r.read.inputSize->height};
    return dumped(j);
}

Result<VetRequest> requestFromText(std::string_view text)
{
    return parsed<VetRequest>(text, [](const json &j) {
        VetRequest r;
        r.fileBytes = get<std::uint64_t>(j, "file_bytes");
        r.read.head = HeadChoice(get<int>(j, "head"));
        r.read.maxBytes = get<std::uint64_t>(j, "max_bytes");
        r.read.layout = layoutFrom(get<std::string>(j, "layout"));
        r.read.labels = get<std::vector<std::string>>(j, "names");
        r.contract.labels = get<std::vector<std::string>>(j, "labels");
        r.contract.layout = layoutFrom(get<std::string>(j, "required_layout"));
        r.contract.minInputSize = get<int>(j, "min_input");
        r.contract.maxInputSize = get<int>(j, "max_input");
        r.limits.memoryBytes = get<std::uint64_t>(j.at("limits"), "memory");
        r.limits.writeBytes = get<std::uint64_t>(j.at("limits"), "write");
        r.limits.cpuSeconds = get<unsigned>(j.at("limits"), "cpu_seconds");
        r.onlySandboxed = get<bool>(j, "only_sandboxed");
        if (j.contains("input"))
            r.read.inputSize = InputSize{j.at("input").at(0).get<int>(), j.at("input").at(1).get<int>()};
        return r;
    });
}

std::string toText(const VetReport &r)
{
    const SandboxState &s = r.sandbox;
    json j = {{"sandbox", {{"privileges", s.privileges}, {"limits", s.limits}, {"landlock", s.landlock}, {"system_calls", s.systemCalls},
                           {"not_root", s.notRoot}, {"no_new_code", s.noNewCode}, {"own_network", s.ownNetwork}, {"empty_root", s.emptyRoot}}}};
    if (r.refusal) {
        j["refusal"] = toJson(*r.refusal);
        return dumped(j);
    }
    j["format"] = toString(r.format);
    return dumped(j);
}

Result<VetReport> reportFromText(std::string_view text)
{
    return parsed<VetReport>(text, [](const json &j) {
        VetReport r;
        const json &sandbox = j.at("sandbox");
        r.sandbox = {get<bool>(sandbox, "privileges"), get<bool>(sandbox, "limits"), get<int>(sandbox, "landlock"), get<bool>(sandbox, "system_calls"),
                     get<bool>(sandbox, "not_root"), get<bool>(sandbox, "no_new_code"), get<bool>(sandbox, "own_network"), get<bool>(sandbox, "empty_root")};
        if (j.contains("refusal")) {
            r.refusal = refusalFrom(j.at("refusal"));
            return r;
        }
        const auto format = get<std::string>(j, "format");
        constexpr std::array kFormats{WeightFormat::Pt, WeightFormat::TorchScript, WeightFormat::Onnx, WeightFormat::OpenVino};
        const auto known = std::find_if(kFormats.begin(), kFormats.end(), [&](WeightFormat f) { return format == toString(f); });
        if (known == kFormats.end())
            throw std::runtime_error("an unknown format");
        r.format = *known;
        return r;
    });
}

}  // namespace lineside
