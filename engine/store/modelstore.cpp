// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/modelstore.h"

#include "store/checksum.h"
#include "store/recordjson.h"

#include <algorithm>
#include <regex>
#include <unistd.h>
#include <utility>

namespace lineside {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::uint64_t kMaxCardBytes = 1 << 20;
constexpr const char *kTrial = "trial.txt";

/// An object that is emptied before it goes, part by part: taking a filled one apart asks for memory, where nothing may fail.
struct Card {
    json object = json::object();
    ~Card()
    {
        for (json &part : object) {
            if (part.is_structured())
                part.clear();
        }
        object.clear();
    }
};

/// Member by member: what a list of them makes on the way is taken apart as a whole.
void fill(json &card, const StoredModel &m)
{
    card["name"] = m.id.name;
    card["version"] = m.id.version;
    card["sha256"] = m.sha256;
    card["bytes"] = m.bytes;
    card["original_name"] = m.originalName;
    card["imported_at_ms"] = toMs(m.importedAt);
    card["format"] = m.format;
    card["family"] = m.family;
    json &labels = card["labels"] = json::array();
    for (const std::string &label : m.labels)
        labels.push_back(label);
    json &input = card["input"] = json::array();
    input.push_back(m.inputWidth);
    input.push_back(m.inputHeight);
    card["parameters"] = m.parameters;
    if (m.fastAgrees)
        card["fast_agrees"] = *m.fastAgrees;
    if (m.layout != ModelLayout::Auto)
        card["layout"] = toString(m.layout);
    if (m.signature.state != SignatureState::None)
        card["signature"] = toJson(m.signature);
}

StoredModel fromJson(const json &j)
{
    StoredModel m;
    m.id = modelFrom(j);
    m.sha256 = j.at("sha256").get<std::string>();
    m.bytes = integerFrom<std::uint64_t>(j.at("bytes"));
    m.originalName = j.at("original_name").get<std::string>();
    m.importedAt = timeFrom(integerFrom<std::int64_t>(j.at("imported_at_ms")));
    m.format = j.at("format").get<std::string>();
    m.family = j.at("family").get<std::string>();
    m.labels = j.at("labels").get<Labels>();
    m.inputWidth = integerFrom<int>(j.at("input").at(0));
    m.inputHeight = integerFrom<int>(j.at("input").at(1));
    m.parameters = integerFrom<std::int64_t>(j.at("parameters"));
    if (j.contains("fast_agrees"))
        m.fastAgrees = j.at("fast_agrees").get<bool>();
    if (j.contains("layout"))
        m.layout = layoutFrom(j.at("layout"));
    if (j.contains("signature"))
        m.signature = signatureFrom(j.at("signature"));
    return m;
}

/// A file name or a comment may hold bytes that are no UTF-8; the card must stay valid JSON.
std::string cardText(const StoredModel &model)
{
    Card card;
    fill(card.object, model);
    return withChecksum(card.object.dump(2, ' ', false, json::error_handler_t::replace) + "\n", ChecksumForm::Lines);
}

/// All entries of a folder, or why not: a library that cannot be read is no empty one.
Result<std::vector<fs::path>> entriesOf(const fs::path &folder)
{
    std::vector<fs::path> entries;
    std::error_code error;
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator(); it.increment(error))
        entries.push_back(it->path());
    if (error)
        return Error{ErrorCode::Io, folder.string() + ": " + error.message()};
    return entries;
}

/// A folder of a name without versions says nothing to anybody.
void removeIfEmpty(const fs::path &folder)
{
    (void)::rmdir(folder.c_str());  // fails where it still has versions
}

/// What a killed process left is seen by this one and may be built upon: a power cut must not take it away afterwards. The folders above
/// may be new too, as far as they can be opened.
void makeDurable(const fs::path &root)
{
    (void)syncFolder(root / "models");
    for (fs::path folder = fs::absolute(root).lexically_normal(); syncFolder(folder) && folder.has_relative_path(); folder = folder.parent_path()) {
    }
}

/// Takes a version folder away: out of sight in one step, which is durable before its files go, so that a power cut brings all of it back
/// or nothing. What cannot be removed now is at the next start.
bool takeAway(const fs::path &folder, const fs::path &hidden, std::error_code &error)
{
    fs::rename(folder, hidden, error);
    if (error)
        return false;
    std::error_code ignored;
    if (syncFolder(folder.parent_path()))
        fs::remove_all(hidden, ignored);
    return true;
}

/// What was offered, of a staged file "PID-NUMBER-NAME"; empty for any other.
std::string offeredName(const std::string &stagedName)
{
    static const std::regex kStaged("^[0-9]+-[0-9]+-(.+)$");
    std::smatch match;
    return std::regex_match(stagedName, match, kStaged) ? match[1].str() : std::string();
}

}  // namespace

ProposedId proposeId(const std::string &fileName)
{
    static const std::string kExportFolder = "_openvino_model";  // as exporters call it: the name of the file, and this
    const bool isExportFolder = fileName.ends_with(kExportFolder);
    std::string stem = isExportFolder ? fileName.substr(0, fileName.size() - kExportFolder.size()) : fs::path(fileName).stem().string();
    ProposedId proposed;
    static const std::regex kVersion("^(.*?)[-_. ]?[vV]([0-9]{1,6})([-_. ].*)?$");
    std::smatch match;
    if (std::regex_match(stem, match, kVersion) && (match[1].length() > 0 || match[3].length() > 0)) {
        proposed.version = std::stoi(match[2].str());
        stem = match[1].str() + match[3].str();
    }
    for (const char c : stem) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
                           (c & 0x80);  // UTF-8 letters stay
        proposed.name += plain ? c : '-';
    }
    while (!proposed.name.empty() && proposed.name.front() == '-')
        proposed.name.erase(0, 1);
    if (proposed.name.size() > 48) {
        std::size_t end = 48;
        while (end > 0 && (proposed.name[end] & 0xC0) == 0x80)  // not in the middle of a character
            --end;
        proposed.name.resize(end);
    }
    if (proposed.name.empty())
        proposed.name = "model";
    return proposed;
}

ModelStore::ModelStore(fs::path root) : m_root(std::move(root)) {}

fs::path ModelStore::folderOf(const ModelId &id) const
{
    return m_root / "models" / id.name / std::to_string(id.version);
}

Result<ModelStore::Opened> ModelStore::open()
{
    const std::scoped_lock lock(m_writing, m_mutex);
    std::error_code error;
    Opened opened;
    if (const auto staging = entriesOf(m_root / "staging")) {  // there is none at the first start
        for (const fs::path &staged : *staging) {
            if (const std::string name = offeredName(staged.filename().string()); !name.empty())
                opened.unfinished.push_back(name);
        }
    }
    fs::remove_all(m_root / "staging", error);
    fs::create_directories(m_root / "staging", error);
    if (!error)
        fs::create_directories(m_root / "models", error);
    if (error)
        return Error{ErrorCode::Io, m_root.string() + ": " + error.message()};
    makeDurable(m_root);
    m_models.clear();
    const auto names = entriesOf(m_root / "models");
    if (!names)
        return names.error();
    for (const fs::path &name : *names) {
        const auto versions = entriesOf(name);
        if (!versions) {
            opened.skipped.push_back(versions.error().detail);
            continue;
        }
        const bool durable = syncFolder(name);
        for (const fs::path &version : *versions) {
            if (version.filename().string().starts_with('.')) {  // an import or a removal that was interrupted
                std::error_code ignored;
                if (durable)
                    fs::remove_all(version, ignored);
                continue;
            }
            removeUnfinished(version / "model.json");
            removeUnfinished(version / kTrial);
            (void)syncFolder(version);
            const auto card = readSmallFile(version / "model.json", kMaxCardBytes);
            try {
                if (!card)
                    throw std::runtime_error(card.error().detail);
                if (const auto whole = verifyChecksum(*card, ChecksumForm::Lines); !whole)
                    throw std::runtime_error(whole.error().detail);
                StoredModel model = fromJson(json::parse(*card));
                model.weights = version / "weights";
                if (folderOf(model.id) != version)
                    throw std::runtime_error("the card names another version");
                m_models.push_back(std::move(model));
            } catch (const std::exception &e) {
                opened.skipped.push_back(name.filename().string() + "/" + version.filename().string() + ": " + e.what());
            }
        }
        removeIfEmpty(name);
    }
    std::sort(m_models.begin(), m_models.end(), [](const StoredModel &a, const StoredModel &b) { return a.id < b.id; });
    return opened;
}

fs::path ModelStore::newStagingFile(const std::string &name)
{
    const std::lock_guard lock(m_mutex);
    return m_root / "staging" / (std::to_string(::getpid()) + "-" + std::to_string(++m_nextStaging) + "-" + name);
}

void ModelStore::discard(const fs::path &staged) noexcept
{
    if (!staged.empty())
        (void)::unlink(staged.c_str());  // never a folder: a path that memory ran out in ends at the one that it lies in
}

std::vector<StoredModel> ModelStore::list() const
{
    const std::lock_guard lock(m_mutex);
    return m_models;
}

std::optional<StoredModel> ModelStore::find(const ModelId &id) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = std::find_if(m_models.begin(), m_models.end(), [&](const StoredModel &m) { return m.id == id; });
    return it == m_models.end() ? std::nullopt : std::optional(*it);
}

std::optional<StoredModel> ModelStore::findByHash(const std::string &sha256) const
{
    const std::lock_guard lock(m_mutex);
    const auto it = std::find_if(m_models.begin(), m_models.end(), [&](const StoredModel &m) { return m.sha256 == sha256; });
    return it == m_models.end() ? std::nullopt : std::optional(*it);
}

Result<StoredModel, Refusal> ModelStore::add(const fs::path &staged, StoredModel model)
{
    const std::lock_guard writing(m_writing);  // only who holds it changes the list, so it can be read here
    // A damaged version is not in the list, but its folder is not overwritten either.
    const auto taken = [&](const ModelId &id) {
        std::error_code unknown;
        return std::any_of(m_models.begin(), m_models.end(), [&](const StoredModel &m) { return m.id == id; }) || fs::exists(folderOf(id), unknown);
    };
    if (model.versionIsSigned && taken(model.id)) {
        std::error_code ignored;
        fs::remove(staged, ignored);
        return Refusal{RefusalReason::VersionTaken, model.id.text(), {}, {}};
    }
    if (model.id.version <= 0 || taken(model.id)) {
        int newest = 0;
        for (const StoredModel &m : m_models)
            newest = m.id.name == model.id.name ? std::max(newest, m.id.version) : newest;
        model.id.version = newest + 1;
        while (taken(model.id))
            ++model.id.version;
    }
    const fs::path folder = folderOf(model.id);
    const fs::path work = folder.parent_path() / ("." + folder.filename().string() + ".new");
    const auto giveUp = [&](bool full, std::string detail) {
        std::error_code ignored;
        if (!takeAway(folder, work, ignored))  // was free before; where it is not there yet, the work is
            fs::remove_all(work, ignored);
        fs::remove(staged, ignored);
        removeIfEmpty(folder.parent_path());
        return Refusal{full ? RefusalReason::DiskFull : RefusalReason::Internal, {}, {}, std::move(detail)};
    };
    // From the rename on that makes it a version nothing asks for memory: what is on disk and what is known here stay the same.
    StoredModel listed = model;
    listed.weights = folder / "weights";
    StoredModel added = listed;
    const fs::path name = folder.parent_path(), names = name.parent_path();
    {
        const std::lock_guard lock(m_mutex);
        m_models.reserve(m_models.size() + 1);
    }
    std::error_code error;
    fs::remove_all(work, error);
    fs::create_directories(work, error);
    if (error)
        return giveUp(error == std::errc::no_space_on_device, work.string() + ": " + error.message());
    if (const auto written = replaceFile(work / "model.json", cardText(model)); !written)
        return giveUp(written.error().code == ErrorCode::DiskFull, written.error().detail);
    fs::rename(staged, work / "weights", error);
    bool kept = !error && syncFolder(work);
    if (kept) {
        fs::rename(work, folder, error);
        // A rename that the folders on disk do not know yet would be undone by a power cut; the name may be new too.
        kept = !error && syncFolder(name) && syncFolder(names);
    }
    if (!kept)
        return giveUp(false, folder.string() + ": " + (error ? error.message() : "could not be made durable"));
    const std::lock_guard lock(m_mutex);
    m_models.push_back(std::move(listed));
    return added;
}

Result<void> ModelStore::repair(const ModelId &id, const fs::path &staged)
{
    const std::lock_guard writing(m_writing);
    const fs::path folder = folderOf(id);
    std::error_code error;
    fs::rename(staged, folder / "weights", error);
    if (error || !syncFolder(folder))
        return Error{error == std::errc::no_space_on_device ? ErrorCode::DiskFull : ErrorCode::Io,
                     folder.string() + ": " + (error ? error.message() : "could not be made durable")};
    return {};
}

Result<void> ModelStore::noteSignature(const ModelId &id, const SignatureInfo &signature)
{
    return changeCard(id, [&](StoredModel &m) { m.signature = signature; });
}

Result<void> ModelStore::noteAgreement(const ModelId &id, bool fastAgrees)
{
    return changeCard(id, [&](StoredModel &m) { m.fastAgrees = fastAgrees; });
}

std::optional<ExecutorChoice> ModelStore::trial(const ModelId &id, const TrialConditions &conditions) const
{
    const auto text = readSmallFile(folderOf(id) / kTrial, kMaxTrialBytes);
    const auto record = text ? trialFrom(*text) : std::nullopt;
    return record && record->conditions == conditions ? std::optional(record->choice) : std::nullopt;
}

Result<void> ModelStore::noteTrial(const ModelId &id, const TrialRecord &record)
{
    const std::lock_guard writing(m_writing);
    if (std::ranges::find(m_models, id, &StoredModel::id) == m_models.end())
        return Error{ErrorCode::NotFound, id.text()};
    return replaceFile(folderOf(id) / kTrial, trialText(record));
}

Result<void> ModelStore::changeCard(const ModelId &id, const std::function<void(StoredModel &)> &change)
{
    const std::lock_guard writing(m_writing);
    const auto it = std::find_if(m_models.begin(), m_models.end(), [&](const StoredModel &m) { return m.id == id; });
    if (it == m_models.end())
        return Error{ErrorCode::NotFound, id.text()};
    StoredModel noted = *it;
    change(noted);
    if (const auto written = replaceFile(folderOf(id) / "model.json", cardText(noted)); !written)
        return written.error();
    const std::lock_guard lock(m_mutex);
    *it = std::move(noted);
    return {};
}

Result<void> ModelStore::remove(const ModelId &id)
{
    const std::lock_guard writing(m_writing);
    const auto it = std::find_if(m_models.begin(), m_models.end(), [&](const StoredModel &m) { return m.id == id; });
    if (it == m_models.end())
        return Error{ErrorCode::NotFound, id.text()};
    const fs::path folder = folderOf(id);
    std::error_code error;
    // After a power cut it may be back, which takes nothing away.
    if (!takeAway(folder, folder.parent_path() / ("." + folder.filename().string() + ".old"), error))
        return Error{ErrorCode::Io, folder.string() + ": " + error.message()};
    {
        const std::lock_guard lock(m_mutex);
        m_models.erase(it);
    }
    removeIfEmpty(folder.parent_path());
    return {};
}

}  // namespace lineside
