// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace lineside::ctl {

struct InspectOptions {
    std::string file;
    std::string config;  ///< whose keys are trusted; empty: the user's own
    std::string layout = "auto";
    bool json = false;
};
int inspect(const InspectOptions &options);

struct DetectOptions {
    std::string model;
    std::vector<std::string> inputs;  ///< pictures, folders, videos
    float confidence = 0.25f;
    float iou = -1;                   ///< negative: the usual one of the head
    int size = 0;                     ///< pixels of a square input; 0: what the file says
    std::string executor = "auto";
    std::string precision = "f32";
    std::string head = "auto";
    std::string layout = "auto";
    int threads = 0;
    bool json = false;
};
int detect(const DetectOptions &options);

struct CompareOptions {
    std::string a, b;                 ///< weight files
    std::string input;                ///< picture, folder or video
    std::string labels;               ///< folder of YOLO texts, or a COCO file; empty: none
    std::string station, config;      ///< whose rule, thresholds and limits count; empty: objects are counted
    std::optional<float> confidence;
    int size = 0;
    std::string precision = "f32";
    int threads = 0;
    bool sequence = false;            ///< the pictures of a folder follow each other
    bool json = false;
};
int compare(const CompareOptions &options);

struct RunOptions {
    std::string config;
    double seconds = 0;  ///< 0: until it is told to end
    bool json = false;
};
int run(const RunOptions &options);

struct RecordOptions {
    std::string config;
    std::string station;   ///< empty: every one
    std::string from, to;  ///< ISO 8601; empty: everything before or after
    std::string lots;      ///< model whose stations and lots are asked for; empty: not asked for
    bool verdicts = false; ///< every part is asked for
    bool models = false;   ///< which models judged; also where nothing is asked for
    bool csv = false, json = false;
};
/// Answers from the record of verdicts in the data folder, whether an instance runs or not.
int record(const RecordOptions &options);

struct HistoryOptions {
    std::string config;
    std::string from, to;  ///< ISO 8601; empty: everything before or after
    std::string station;   ///< empty: all
    std::string kind;      ///< as `toString(EventKind)` gives it; empty: all
    std::size_t limit = 0; ///< the newest so many; 0: all
    bool csv = false, json = false;
};
/// Tells what changed, the oldest first, from the history in the data folder, whether an instance runs or not.
int history(const HistoryOptions &options);

struct AuditOptions {
    std::string config;
    std::string key;    ///< file of public keys; empty: those of the data folder
    std::string since;  ///< a checkpoint that was kept, or a file with it
    bool json = false;
};
int auditVerify(const AuditOptions &options);
int auditHead(const AuditOptions &options);

struct PeopleOptions {
    std::string command;  ///< "list", "add", "secret", "role" or "remove"
    std::string name;
    std::string role;     ///< as `toString(Role)` gives it; of "add" and "role"
    std::optional<int> secretDescriptor;  ///< open file whose first line is the secret; empty: standard input, or the terminal
    std::string config;
    bool json = false;
};
int listPeople(const PeopleOptions &options);
/// Any other than "list".
int changePerson(const PeopleOptions &options);

/// Who gives a command to a running instance. Value type.
struct WhoOptions {
    std::string name;     ///< who signs in before it; empty: nobody
    std::string meaning;  ///< what he signs a change of model with; empty: he does not
    std::optional<int> secretDescriptor;  ///< open file whose first line is the secret; empty: standard input, or the terminal
};

struct CommandOptions {
    std::string command;  ///< "swap", "rollback", "lot", "status" or "leave-safe-mode"
    std::string station;
    std::string model;
    std::string reason, by;  ///< of a swap, for the history; of a lot `by` alone
    std::optional<std::string> lot;  ///< that runs from now on; empty: it is asked for
    bool now = false;    ///< of a swap: its load does not wait
    bool acceptsChange = false;  ///< of a swap: other labels or another input size are meant
    WhoOptions who;
    std::string config;
    bool json = false;
};
/// Asks a running instance, or tells it what to do.
int command(const CommandOptions &options);

struct ShadowOptions {
    std::string model;                  ///< weight file, or "name-vN" of the library; empty: it stops
    std::vector<std::string> stations;  ///< empty: all
    bool stop = false, all = false;
    std::string by;                     ///< for the history
    WhoOptions who;
    std::string config;
    bool json = false;
};
/// Has a running instance compare a model with the one on air at stations, or stop.
int shadow(const ShadowOptions &options);

struct GoldenOptions {
    std::string deed;     ///< "list" or "drop"
    std::string station;  ///< of "list": empty for all
    std::optional<std::uint64_t> id;  ///< of "drop"
    std::string by;       ///< of "drop", for the history
    WhoOptions who;
    std::string config;
    bool json = false;
};
/// Asks a running instance for its golden frames, or has it drop one.
int golden(const GoldenOptions &options);

struct CanaryOptions {
    std::string deed;    ///< "start", "approve", "pause", "resume", "abort", "list", "save" or "remove"
    std::string config;
    std::string plan;    ///< name of one that is kept, or a file
    std::string model;   ///< weight file, or "name-vN" of the library
    std::string reason, by;
    bool acceptsChange = false;  ///< of "start": other labels or another input size are meant
    WhoOptions who;
    bool json = false;
};
int canary(const CanaryOptions &options);

}  // namespace lineside::ctl
