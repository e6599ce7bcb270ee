// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/configfile.h"

#include "base/utf8.h"
#include "lineside/comparisonlimits.h"
#include "lineside/engine.h"
#include "lineside/recordinglimits.h"
#include "lineside/streamsecrets.h"
#include "signature/signingkeys.h"
#include "store/canaryjson.h"
#include "store/checksum.h"
#include "store/jsonposition.h"
#include "store/recordjson.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <set>
#include <stdexcept>
#include <utility>

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxStringBytes = 4096;
constexpr std::size_t kMaxListItems = 1000;
constexpr std::array kPromotionPolicies{PromotionPolicy::Nothing, PromotionPolicy::Reason, PromotionPolicy::Verdict};
constexpr std::array kPolicies{SignaturePolicy::Off, SignaturePolicy::Warn, SignaturePolicy::Require};
constexpr std::array kMemoryPolicies{MemoryPolicy::AvailabilityFirst, MemoryPolicy::MemoryFirst};
constexpr std::array kKinds{SourceKind::DemoLine, SourceKind::VideoFile, SourceKind::ImageFolder, SourceKind::Camera, SourceKind::Stream};

/// A complaint about one value; the place is added where the text is known.
struct Complaint {
    std::string pointer;
    std::string what;
};

/// Reads the members of one object and complains about what it does not know or cannot take.
class ObjectReader {
public:
    ObjectReader(const json &object, std::string pointer) : m_object(object), m_pointer(std::move(pointer))
    {
        if (!object.is_object())
            throw Complaint{m_pointer, "an object { } is expected here"};
    }

    void text(const char *key, std::string &value)
    {
        if (const json *j = member(key)) {
            if (!j->is_string() || j->get_ref<const std::string &>().size() > kMaxStringBytes)
                complain(key, "a text is expected here");
            value = j->get<std::string>();
        }
    }
    template <class T>
    void number(const char *key, T &value, double least, double most)
    {
        if (const json *j = member(key)) {
            if (!j->is_number() || (std::is_integral_v<T> && !j->is_number_integer()))
                complain(key, std::is_integral_v<T> ? "a whole number is expected here" : "a number is expected here");
            const double given = j->get<double>();
            if (!(given >= least && given <= most))
                complain(key, "a number from " + shortNumber(least) + " to " + shortNumber(most) + " is expected here");
            value = j->get<T>();
        }
    }
    void truth(const char *key, bool &value)
    {
        if (const json *j = member(key)) {
            if (!j->is_boolean())
                complain(key, "true or false is expected here");
            value = j->get<bool>();
        }
    }
    void texts(const char *key, std::vector<std::string> &value)
    {
        if (const json *j = member(key)) {
            if (!j->is_array() || j->size() > kMaxListItems)
                complain(key, "a list [ ] of texts is expected here");
            value.clear();
            for (const json &item : *j) {
                if (!item.is_string())
                    complain(key, "a list [ ] of texts is expected here");
                value.push_back(item.get<std::string>());
            }
        }
    }
    void object(const char *key, const std::function<void(ObjectReader &)> &read)
    {
        if (const json *j = member(key)) {
            ObjectReader reader(*j, m_pointer + "/" + key);
            read(reader);
            reader.finish();
        }
    }
    const json *member(const char *key)
    {
        m_known.insert(key);
        const auto it = m_object.find(key);
        return it == m_object.end() ? nullptr : &*it;
    }
    bool has(const char *key) const { return m_object.contains(key); }
    [[noreturn]] void complain(const char *key, const std::string &what) const { throw Complaint{m_pointer + "/" + key, what}; }
    void finish() const
    {
        for (const auto &[key, value] : m_object.items()) {
            if (!m_known.contains(key))
                throw Complaint{m_pointer + "/" + key, "\"" + key + "\" is not known here"};
        }
    }

private:
    static std::string shortNumber(double v)
    {
        std::string text = std::to_string(v);
        while (text.back() == '0')
            text.pop_back();
        if (text.back() == '.')
            text.pop_back();
        return text;
    }

    const json &m_object;
    const std::string m_pointer;
    std::set<std::string> m_known;
};

/// One of the words of an enumeration.
template <class Enum, std::size_t N>
void readWord(ObjectReader &r, const char *key, Enum &value, const std::array<Enum, N> &all)
{
    std::string word = toString(value), words;
    r.text(key, word);
    for (const Enum e : all) {
        if (word == toString(e)) {
            value = e;
            return;
        }
        words += (words.empty() ? "" : ", ") + std::string(toString(e));
    }
    r.complain(key, "one of " + words + " is expected here");
}

void readSource(ObjectReader &r, SourceConfig &s)
{
    readWord(r, "kind", s.kind, kKinds);
    r.text("location", s.location);
    if (s.kind == SourceKind::Stream && holdsSecret(s.location))
        r.complain("location", "user name and password do not belong here; they are kept in the keychain");
    // An address in the wrong kind would be quoted in errors and in the history, password and all.
    if (s.kind != SourceKind::Stream && s.location.find("://") != std::string::npos)
        r.complain("location", "an address belongs to a source of kind stream");
    r.number("target_fps", s.targetFps, 0.1, 1000);
    r.text("credential", s.credential);
    r.number("demo_seed", s.demoSeed, 0, 9007199254740992.0);
    r.number("demo_station", s.demoStation, 0, 15);
    r.number("demo_defect_rate", s.demoDefectRate, 0, 1);
}

void readStation(ObjectReader &r, StationConfig &s)
{
    r.text("id", s.id);
    if (s.id.empty() || s.id.size() > 64 || s.id.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") != std::string::npos)
        r.complain("id", "letters, digits, '-' and '_' are expected here, at most 64");
    s.name = s.id;
    r.text("name", s.name);
    r.object("source", [&](ObjectReader &o) { readSource(o, s.source); });
    r.object("contract", [&](ObjectReader &o) {
        o.texts("labels", s.contract.labels);
        readWord(o, "layout", s.contract.layout, std::to_array(kModelLayouts));
        o.number("min_input", s.contract.minInputSize, 1, 8192);
        o.number("max_input", s.contract.maxInputSize, 1, 8192);
        if (s.contract.minInputSize > s.contract.maxInputSize)
            o.complain(o.has("max_input") ? "max_input" : "min_input", "min_input must not be larger than max_input");
        o.number("max_latency_ms", s.contract.maxLatencyMs, 0, 60000);
        o.number("max_memory_mb", s.contract.maxMemoryMb, 0, 1'000'000);
    });
    r.object("rule", [&](ObjectReader &o) {
        o.text("part", s.rule.partLabel);
        o.texts("required", s.rule.requiredLabels);
        o.texts("reject", s.rule.rejectLabels);
        o.number("pass_score", s.rule.passScore, 0, 1);
        o.number("zone_begin", s.rule.zoneBegin, 0, 1);
        o.number("zone_end", s.rule.zoneEnd, 0, 1);
        o.truth("picture_is_part", s.rule.pictureIsPart);
        if (s.rule.pictureIsPart && !s.rule.partLabel.empty())
            o.complain("picture_is_part", "a part is the box that \"part\" names; either is expected here");
        if (!s.rule.partLabel.empty() && s.rule.zoneBegin >= s.rule.zoneEnd)
            o.complain(o.has("zone_end") ? "zone_end" : "zone_begin", "zone_begin must be smaller than zone_end: no part would ever be judged");
    });
    r.object("detect", [&](ObjectReader &o) {
        o.number("confidence", s.detect.confidence, 0.001, 1);
        o.number("iou", s.detect.iou, 0, 1);
        o.number("max_detections", s.detect.maxDetections, 1, 10000);
    });
    if (bool reason = false; r.has("promote_needs_reason")) {  // what earlier versions wrote
        r.truth("promote_needs_reason", reason);
        s.promotion = reason ? PromotionPolicy::Reason : PromotionPolicy::Nothing;
    }
    readWord(r, "promote_needs", s.promotion, kPromotionPolicies);
    r.truth("sign_promotion", s.signPromotion);
    readWord(r, "signatures", s.signatures, kPolicies);
    r.truth("health_check", s.healthCheck);
    std::string window = toString(s.loadWindow);
    r.text("load_window", window);
    const auto hours = loadWindowOf(window);
    if (!hours)
        r.complain("load_window", "a time of day as \"22:00-05:30\", or \"\" for any, is expected here");
    s.loadWindow = *hours;
    r.number("reject_rate_limit", s.rejectRateLimit, 0, 1);
    r.number("sample_every", s.sampleEvery, 0, kMaxSampleEvery);
    r.object("comparison", [&](ObjectReader &o) {
        o.number("escape_margin", s.comparison.escapeMargin, 0.00001, 0.5);
        o.number("false_reject_margin", s.comparison.falseRejectMargin, 0.00001, 0.5);
        o.number("alpha", s.comparison.alpha, 0.000001, 0.2);
        o.number("reviewers", s.reviewers, 1, 2);
        o.number("least_lots", s.coverage.leastLots, 0, kMostLotsAsked);
        o.number("least_hours", s.coverage.leastHours, 0, kMostHoursAsked);
    });
}

void readKeys(ObjectReader &top, const char *list, std::vector<SigningKey> &keys, SigningKeys &all)
{
    const json *items = top.member(list);
    if (items && !items->is_array())
        top.complain(list, "a list [ ] of keys is expected here");
    for (std::size_t i = 0; items && i < items->size(); ++i) {
        ObjectReader reader((*items)[i], std::string("/") + list + "/" + std::to_string(i));
        SigningKey key;
        reader.text("name", key.name);
        reader.text("key", key.key);
        reader.finish();
        keys.push_back(std::move(key));
        // One after the other, so that the place of a key that cannot be kept is known.
        const auto kept = normalised(all);
        if (!kept)
            reader.complain(reader.has("key") ? "key" : "name",
                            kept.error().code == ErrorCode::Busy ? "this key is there already, as " + kept.error().detail : kept.error().detail);
        all = *kept;
    }
}

void readFolder(ObjectReader &r, WatchedFolder &f)
{
    r.text("path", f.path);
    // Beneath which folder else would depend on how the program was started.
    if (!f.path.empty() && (f.path.front() != '/' || f.path.find('\0') != std::string::npos))
        r.complain("path", "a path that begins with / is expected here");
    r.text("station", f.station);
    r.number("poll_seconds", f.pollSeconds, kMinPollSeconds, kMaxPollSeconds);
}

void readLoading(ObjectReader &r, LoadingPolicy &p)
{
    r.number("busy_percent", p.busyPercent, kMinBusyPercent, kMaxBusyPercent);
    r.number("busy_wait_seconds", p.busyWaitSeconds, 0, kMaxBusyWaitSeconds);
    r.number("per_minute", p.perMinute, 0, kMaxLoadsPerMinute);
    r.number("window_wait_minutes", p.windowWaitMinutes, 0, kMaxWindowWaitMinutes);
    readWord(r, "memory", p.memory, kMemoryPolicies);
}

void readBytes(ObjectReader &r, const char *key, std::uint64_t &bytes)
{
    r.number(key, bytes, 0, static_cast<double>(kMaxRecordBytes));
    if (bytes > 0 && bytes < kLeastRecordBytes)
        r.complain(key, "0 or at least " + std::to_string(kLeastRecordBytes) + " is expected here");
}

void readRecording(ObjectReader &r, RecordingPolicy &p)
{
    r.number("days", p.days, 0, kMaxRecordDays);
    readBytes(r, "max_bytes", p.maxBytes);
    r.number("picture_days", p.pictureDays, 0, kMaxRecordDays);
    readBytes(r, "max_picture_bytes", p.maxPictureBytes);
}

void readPlans(ObjectReader &top, std::vector<CanaryPlan> &plans)
{
    const json *list = top.member("canary_plans");
    if (!list)
        return;
    if (!list->is_array() || list->size() > kMostCanaryPlans)
        throw Complaint{"/canary_plans", "a list [ ] of at most " + std::to_string(kMostCanaryPlans) + " plans is expected here"};
    std::set<std::string> names;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const std::string place = "/canary_plans/" + std::to_string(i);
        try {
            plans.push_back(planOf((*list)[i]));
        } catch (const std::exception &e) {
            throw Complaint{place, e.what()};
        }
        if (plans.back().name.empty() || !names.insert(plans.back().name).second)
            throw Complaint{place, "each plan has a name of its own"};
    }
}

void readDifferentParts(ObjectReader &top, std::vector<StationConfig> &stations)
{
    const json *given = top.member("different_parts");
    if (!given)
        return;
    if (!given->is_array() || given->size() > kMaxStations)
        throw Complaint{"/different_parts", "a list [ ] of lists of stations is expected here"};
    for (std::size_t i = 0; i < given->size(); ++i) {
        const json &list = (*given)[i];
        const std::string place = "/different_parts/" + std::to_string(i);
        if (!list.is_array() || list.size() < 2)
            throw Complaint{place, "a list [ ] of at least two stations is expected here"};
        for (std::size_t k = 0; k < list.size(); ++k) {
            const std::string at = place + "/" + std::to_string(k);
            const auto station = list[k].is_string() ? std::ranges::find(stations, list[k].get<std::string>(), &StationConfig::id) : stations.end();
            if (station == stations.end())
                throw Complaint{at, "the id of a station is expected here"};
            if (std::exchange(station->differentParts, static_cast<int>(i) + 1) != 0)
                throw Complaint{at, "a station is in one list at most, and once"};
        }
    }
}

Config configFrom(const json &document)
{
    Config config;
    ObjectReader top(document, "");
    int version = 1;
    top.number("version", version, 1, 1);
    top.object("vetting", [&](ObjectReader &o) { o.truth("only_sandboxed", config.vetting.onlySandboxed); });
    top.object("loading", [&](ObjectReader &o) { readLoading(o, config.loading.emplace()); });
    top.object("recording", [&](ObjectReader &o) { readRecording(o, config.recording.emplace()); });
    top.object("watched_folder", [&](ObjectReader &o) { readFolder(o, config.folder); });
    readPlans(top, config.plans);
    const json *stations = top.member("stations");
    if (!stations || !stations->is_array())
        throw Complaint{"/stations", "a list [ ] of stations is expected here"};
    if (stations->size() > kMaxStations)
        throw Complaint{"/stations", "at most 16 stations"};
    std::set<StationId> ids;
    for (std::size_t i = 0; i < stations->size(); ++i) {
        ObjectReader reader((*stations)[i], "/stations/" + std::to_string(i));
        StationConfig station;
        readStation(reader, station);
        reader.finish();
        if (!ids.insert(station.id).second)
            reader.complain("id", "another station has this id");
        config.stations.push_back(std::move(station));
    }
    readDifferentParts(top, config.stations);
    readKeys(top, "trusted_keys", config.keys.trusted, config.keys);
    readKeys(top, "revoked_keys", config.keys.revoked, config.keys);
    top.finish();
    return config;
}

}  // namespace

Result<Config> parseConfig(const std::string &text)
{
    if (text.size() > kMaxConfigBytes)
        return Error{ErrorCode::InvalidInput, "line 1, column 1: larger than 4 MB"};
    PositionedJson json;
    try {
        json = parseWithPositions(text);
        return configFrom(json.document);
    } catch (const Complaint &c) {
        // The nearest place that was seen: of the value itself, or of what should have held it.
        std::string pointer = c.pointer;
        while (!pointer.empty() && !json.offsets.contains(pointer))
            pointer.resize(pointer.rfind('/'));
        const auto at = json.offsets.find(pointer);
        return Error{ErrorCode::InvalidInput,
                     lineAndColumn(text, at == json.offsets.end() ? 0 : at->second) + ": " + c.pointer + ": " + c.what};
    } catch (const nlohmann::json::parse_error &e) {
        return Error{ErrorCode::InvalidInput, lineAndColumn(text, e.byte > 0 ? e.byte - 1 : 0) + ": this is not JSON"};
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

std::string formatConfig(const Config &config)
{
    ordered_json stations = ordered_json::array();
    for (const StationConfig &s : config.stations) {
        ordered_json source{{"kind", toString(s.source.kind)}, {"location", s.source.location}, {"target_fps", s.source.targetFps}};
        if (!s.source.credential.empty())
            source["credential"] = s.source.credential;
        if (s.source.kind == SourceKind::DemoLine) {
            source["demo_seed"] = s.source.demoSeed;
            source["demo_station"] = s.source.demoStation;
            source["demo_defect_rate"] = s.source.demoDefectRate;
        }
        // Floats go through their shortest decimal form, so that a file that is read and written stays as it was.
        const auto shortest = [](float v) { return std::stod(ordered_json(v).dump()); };
        stations.push_back({{"id", s.id},
                            {"name", s.name},
                            {"source", source},
                            {"contract", {{"labels", s.contract.labels}, {"layout", toString(s.contract.layout)}, {"min_input", s.contract.minInputSize},
                                          {"max_input", s.contract.maxInputSize}, {"max_latency_ms", s.contract.maxLatencyMs},
                                          {"max_memory_mb", s.contract.maxMemoryMb}}},
                            {"rule", {{"part", s.rule.partLabel}, {"required", s.rule.requiredLabels}, {"reject", s.rule.rejectLabels},
                                      {"pass_score", s.rule.passScore}, {"zone_begin", s.rule.zoneBegin}, {"zone_end", s.rule.zoneEnd}, {"picture_is_part", s.rule.pictureIsPart}}},
                            {"detect", {{"confidence", shortest(s.detect.confidence)}, {"iou", shortest(s.detect.iou)},
                                        {"max_detections", s.detect.maxDetections}}},
                            {"promote_needs", toString(s.promotion)},
                            {"sign_promotion", s.signPromotion},
                            {"signatures", toString(s.signatures)},
                            {"health_check", s.healthCheck},
                            {"load_window", toString(s.loadWindow)},
                            {"reject_rate_limit", s.rejectRateLimit},
                            {"sample_every", s.sampleEvery},
                            {"comparison", {{"escape_margin", s.comparison.escapeMargin}, {"false_reject_margin", s.comparison.falseRejectMargin},
                                            {"alpha", s.comparison.alpha}, {"reviewers", s.reviewers},
                                            {"least_lots", s.coverage.leastLots}, {"least_hours", s.coverage.leastHours}}}});
    }
    const auto list = [](const std::vector<SigningKey> &keys) {
        ordered_json written = ordered_json::array();
        for (const SigningKey &key : keys)
            written.push_back({{"name", key.name}, {"key", key.key}});
        return written;
    };
    ordered_json written{{"version", 1},
                         {"vetting", {{"only_sandboxed", config.vetting.onlySandboxed}}},
                         {"watched_folder", {{"path", config.folder.path}, {"station", config.folder.station}, {"poll_seconds", config.folder.pollSeconds}}},
                         {"trusted_keys", list(config.keys.trusted)},
                         {"revoked_keys", list(config.keys.revoked)},
                         {"stations", stations}};
    if (const auto &loading = config.loading)
        written["loading"] = {{"busy_percent", loading->busyPercent}, {"busy_wait_seconds", loading->busyWaitSeconds}, {"per_minute", loading->perMinute},
                              {"window_wait_minutes", loading->windowWaitMinutes}, {"memory", toString(loading->memory)}};
    if (const auto &recording = config.recording)
        written["recording"] = {{"days", recording->days}, {"max_bytes", recording->maxBytes}, {"picture_days", recording->pictureDays}, {"max_picture_bytes", recording->maxPictureBytes}};
    if (const auto lists = differentParts(config.stations); !lists.empty())
        written["different_parts"] = lists;
    for (const CanaryPlan &plan : config.plans)
        written["canary_plans"].push_back(planJson(plan));
    return written.dump(2) + "\n";
}

std::vector<std::vector<StationId>> differentParts(const std::vector<StationConfig> &stations)
{
    std::map<int, std::vector<StationId>> byNumber;
    for (const StationConfig &s : stations) {
        if (s.differentParts > 0)
            byNumber[s.differentParts].push_back(s.id);
    }
    std::vector<std::vector<StationId>> lists;
    for (auto &[number, list] : byNumber) {
        if (list.size() > 1)
            lists.push_back(std::move(list));
    }
    return lists;
}

bool isLot(std::string_view text)
{
    if (text.size() > Engine::kMaxLot)
        return false;
    while (!text.empty()) {
        const std::size_t length = characterLength(text);
        if (length == 0)
            return false;
        text.remove_prefix(length);
    }
    return true;
}

Result<DesiredState> parseDesiredState(const std::string &text)
{
    if (auto whole = verifyChecksum(text, ChecksumForm::Lines); !whole)
        return whole.error();
    try {
        DesiredState state;
        const json document = json::parse(text);
        if (!document.at("stations").is_object())
            throw std::runtime_error("\"stations\" is no object");
        for (const auto &[station, roles] : document.at("stations").items()) {
            DesiredModels &models = state[station];
            const auto read = [&roles = roles](const char *key, std::optional<ModelId> &id) {
                if (roles.contains(key))
                    id = modelFrom(roles.at(key));
            };
            read("active", models.active);
            read("previous", models.previous);
            read("shadow", models.shadow);
            read("offered", models.offered);
            read("proven", models.proven);
            models.lot = roles.value("lot", std::string());
            if (!isLot(models.lot))
                throw std::runtime_error("the lot of " + station + " cannot be shown");
        }
        return state;
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

std::string formatDesiredState(const DesiredState &state)
{
    ordered_json stations = ordered_json::object();
    for (const auto &[station, models] : state) {
        ordered_json roles = ordered_json::object();
        const auto write = [&](const char *key, const std::optional<ModelId> &id) {
            if (id)
                roles[key] = toJson(*id);
        };
        write("active", models.active);
        write("previous", models.previous);
        write("shadow", models.shadow);
        write("offered", models.offered);
        write("proven", models.proven);
        if (!models.lot.empty())
            roles["lot"] = models.lot;
        stations[station] = roles;
    }
    return withChecksum(ordered_json{{"version", 1}, {"stations", stations}}.dump(2) + "\n", ChecksumForm::Lines);
}

}  // namespace lineside
