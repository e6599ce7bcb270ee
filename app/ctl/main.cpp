// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/memoryinfo.h"
#include "ctl/commands.h"
#include "ctl/output.h"

#include <CLI/CLI.hpp>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <sstream>

namespace {

/// CLI::Range lets "nan" pass.
CLI::Validator between(double least, double most)
{
    std::ostringstream words;
    words << least << " to " << most;
    return {[least, most](std::string &text) {
                double value = 0;
                const bool number = CLI::detail::lexical_cast(text, value);
                return number && value >= least && value <= most ? std::string() : text + " is no number in the range";
            },
            words.str()};
}

/// Of a number without a sign; what is read into one takes "-3" for a very large one.
CLI::Validator digits()
{
    return {[](std::string &text) { return text.size() <= 19 && text.find_first_not_of("0123456789") == std::string::npos ? std::string() : text + " is no whole number"; }, "NUMBER"};
}

}  // namespace

int main(int argc, char **argv)
{
    using namespace lineside::ctl;
    lineside::separateHeaps();
    // Standard output belongs to the answers.
    spdlog::set_default_logger(spdlog::stderr_logger_mt("lineside"));
    spdlog::set_level(spdlog::level::warn);

    CLI::App app{"Everything of Lineside without a window"};
    app.require_subcommand(1);
    app.set_version_flag("--version", "linesidectl " LINESIDE_VERSION);
    int result = kDone;

    InspectOptions inspectOptions;
    CLI::App *inspectCommand = app.add_subcommand("inspect", "Tell what a weight file is, without running anything in it");
    inspectCommand->add_option("FILE", inspectOptions.file, "weight file, or folder of an OpenVINO export")->required();
    inspectCommand->add_option("--config", inspectOptions.config, "configuration file whose keys are trusted; without one the user's own");
    const CLI::IsMember isLayout({"auto", "yolov5", "yolox", "yolox_legacy"});
    const char *const layoutHelp = "how to read a file that says nothing of itself, as a station's contract tells";
    inspectCommand->add_option("--layout", inspectOptions.layout, layoutHelp)->check(isLayout)->capture_default_str();
    inspectCommand->add_flag("--json", inspectOptions.json, "one JSON object");
    inspectCommand->callback([&] { result = inspect(inspectOptions); });

    DetectOptions detectOptions;
    CLI::App *detectCommand = app.add_subcommand("detect", "Run a model over pictures, folders and videos");
    detectCommand->add_option("MODEL", detectOptions.model, "weight file, or folder of an OpenVINO export")->required();
    detectCommand->add_option("INPUT", detectOptions.inputs, "picture, folder or video")->required();
    detectCommand->add_option("--conf", detectOptions.confidence, "boxes that score more count, 0 to 1")->check(between(0, 1))->capture_default_str();
    detectCommand->add_option("--iou", detectOptions.iou, "boxes of one class that overlap more are one, 0 to 1; without it what suits the head")->check(between(0, 1));
    detectCommand->add_option("--size", detectOptions.size, "side of the square input, pixels; without it what the file says")->check(CLI::Range(32, 8192));
    detectCommand->add_option("--executor", detectOptions.executor, "library that runs the network")->check(CLI::IsMember({"auto", "openvino", "torch"}))->capture_default_str();
    detectCommand->add_option("--precision", detectOptions.precision, "reduced: the quick one of the processor, if it has one; nothing is compared before it is used")->check(CLI::IsMember({"f32", "reduced"}))->capture_default_str();
    detectCommand->add_option("--head", detectOptions.head, "branch of a network that has two")->check(CLI::IsMember({"auto", "one2one", "one2many"}))->capture_default_str();
    detectCommand->add_option("--layout", detectOptions.layout, layoutHelp)->check(isLayout)->capture_default_str();
    detectCommand->add_option("--threads", detectOptions.threads, "threads of the executor; 0: all")->check(CLI::Range(0, 1024))->capture_default_str();
    detectCommand->add_flag("--json", detectOptions.json, "one JSON object a line and picture");
    detectCommand->callback([&] { result = detect(detectOptions); });

    CompareOptions compareOptions;
    CLI::App *compareCommand = app.add_subcommand("compare", "Compare two models over the same pictures");
    compareCommand->add_option("A", compareOptions.a, "weight file of the model that judges now")->required();
    compareCommand->add_option("B", compareOptions.b, "weight file of the one that may take its place")->required();
    compareCommand->add_option("INPUT", compareOptions.input, "picture, folder or video")->required();
    compareCommand->add_option("--labels", compareOptions.labels, "folder with a YOLO text for each picture, or a COCO file");
    CLI::Option *station = compareCommand->add_option("--station", compareOptions.station, "whose rule, thresholds and limits count; without it objects are counted, not parts");
    compareCommand->add_option("--config", compareOptions.config, "configuration file with that station; without one the user's own")->needs(station);
    compareCommand->add_option("--conf", compareOptions.confidence, "boxes that score more count, 0 to 1; without it 0.25, or as the station has it")->check(between(0, 1));
    compareCommand->add_option("--size", compareOptions.size, "side of the square input, pixels; without it what each file says")->check(CLI::Range(32, 8192));
    compareCommand->add_option("--precision", compareOptions.precision, "reduced: the quick one of the processor, if it has one")->check(CLI::IsMember({"f32", "reduced"}))->capture_default_str();
    compareCommand->add_option("--threads", compareOptions.threads, "threads of the executor; 0: all")->check(CLI::Range(0, 1024))->capture_default_str();
    compareCommand->add_flag("--sequence", compareOptions.sequence, "the pictures of a folder were taken one after the other, and show the same parts again");
    compareCommand->add_flag("--json", compareOptions.json, "one JSON object");
    compareCommand->callback([&] { result = compare(compareOptions); });

    RunOptions runOptions;
    CLI::App *runCommand = app.add_subcommand("run", "Run the stations of a configuration without a window");
    runCommand->add_option("CONFIG", runOptions.config, "configuration file; without one the user's own");
    runCommand->add_option("--for", runOptions.seconds, "end after so many seconds")->check(between(0, 2000000));
    runCommand->add_flag("--json", runOptions.json, "events and counters as JSON lines");
    runCommand->callback([&] { result = run(runOptions); });

    RecordOptions recordOptions;
    CLI::App *recordCommand = app.add_subcommand("record", "Tell which model judged which parts, from the record of verdicts");
    recordCommand->add_option("--config", recordOptions.config, "configuration file of the instance that recorded them; without one the user's own");
    recordCommand->add_option("--station", recordOptions.station, "id of the station; without one all");
    recordCommand->add_option("--from", recordOptions.from, "time of the first part, as 2026-03-01T07:45; without a zone (Z, +02:00) this computer's");
    recordCommand->add_option("--to", recordOptions.to, "the same, after the last part");
    CLI::Option *models = recordCommand->add_flag("--models", recordOptions.models, "which models judged, from when to when, and what; so without another question");
    CLI::Option *lots = recordCommand->add_option("--lots", recordOptions.lots, "NAME-vVERSION: the stations and lots that this model touched, at any time");
    CLI::Option *verdicts = recordCommand->add_flag("--verdicts", recordOptions.verdicts, "every part");
    models->excludes(lots)->excludes(verdicts);
    lots->excludes(verdicts);
    CLI::Option *csv = recordCommand->add_flag("--csv", recordOptions.csv, "comma-separated values");
    recordCommand->add_flag("--json", recordOptions.json, "one JSON object a line")->excludes(csv);
    recordCommand->callback([&] { result = record(recordOptions); });

    HistoryOptions historyOptions;
    CLI::App *historyCommand = app.add_subcommand("history", "Tell what changed, when, by whom and why");
    historyCommand->add_option("--config", historyOptions.config, "configuration file of the instance whose history it is; without one the user's own");
    historyCommand->add_option("--station", historyOptions.station, "id of the station; without one all");
    historyCommand->add_option("--kind", historyOptions.kind, "kind of event, such as promoted or rolled_back; without one all");
    historyCommand->add_option("--from", historyOptions.from, "time of the first event, as 2026-03-01T07:45; without a zone (Z, +02:00) this computer's");
    historyCommand->add_option("--to", historyOptions.to, "the same, after the last event");
    historyCommand->add_option("--limit", historyOptions.limit, "the newest so many; without it, and with 0, all")->check(digits());
    CLI::Option *historyCsv = historyCommand->add_flag("--csv", historyOptions.csv, "comma-separated values");
    historyCommand->add_flag("--json", historyOptions.json, "one JSON object a line")->excludes(historyCsv);
    historyCommand->callback([&] { result = history(historyOptions); });

    CommandOptions commandOptions;
    CLI::App *swapCommand = app.add_subcommand("swap", "Bring a model live at a station of a running instance");
    swapCommand->add_option("STATION", commandOptions.station, "id of the station")->required();
    swapCommand->add_option("MODEL", commandOptions.model, "weight file, or NAME-vVERSION of the library")->required();
    swapCommand->add_option("--reason", commandOptions.reason, "why, for the history; a station may ask for it");
    swapCommand->add_option("--by", commandOptions.by, "who answers for it, for the history; a station may ask for it where no comparison has decided");
    const char *const acceptHelp = "labels or input size that differ from those on air are meant; without it such a model is refused";
    swapCommand->add_flag("--accept-change", commandOptions.acceptsChange, acceptHelp);
    swapCommand->add_flag("--now", commandOptions.now, "load it at once, also where it would wait; the reason is kept with that too")->needs("--reason");
    CLI::App *rollbackCommand = app.add_subcommand("rollback", "Return to the model before");
    rollbackCommand->add_option("STATION", commandOptions.station, "id of the station")->required();
    CLI::App *lotCommand = app.add_subcommand("lot", "Tell which lot runs at a station, or say it");
    lotCommand->add_option("STATION", commandOptions.station, "id of the station")->required();
    lotCommand->add_option("LOT", commandOptions.lot, "what runs from now on, at most 64 bytes; \"\" where it is not known. Without it the lot is told");
    lotCommand->add_option("--by", commandOptions.by, "who says so, for the history");
    CLI::App *statusCommand = app.add_subcommand("status", "Tell what a running instance does");
    CLI::App *leaveCommand = app.add_subcommand("leave-safe-mode", "Let an instance that came up in safe mode load the rest");
    const auto whoSays = [](CLI::App *sub, WhoOptions &who, bool signs) {
        CLI::Option *as = sub->add_option("--as", who.name, "who you are, where people have to say so; the PIN or password is asked for");
        sub->add_option("--secret-fd", who.secretDescriptor, "number of an open file whose first line is the PIN or password; without it standard input")->check(CLI::Range(0, 65535))->needs(as);
        if (signs)
            sub->add_option("--sign", who.meaning, "sign for it, with this meaning: a station may ask for that")->check(CLI::IsMember({"approved", "reviewed", "emergency"}))->needs(as);
    };
    for (CLI::App *sub : {swapCommand, rollbackCommand, lotCommand, leaveCommand})
        whoSays(sub, commandOptions.who, sub == swapCommand);
    for (CLI::App *sub : {swapCommand, rollbackCommand, lotCommand, statusCommand, leaveCommand}) {
        sub->add_option("--config", commandOptions.config, "configuration file of that instance");
        sub->add_flag("--json", commandOptions.json, "the answer as a JSON object");
        sub->callback([&, sub] {
            commandOptions.command = sub->get_name();
            result = command(commandOptions);
        });
    }
    ShadowOptions shadowOptions;
    CLI::App *shadowCommand = app.add_subcommand("shadow", "Compare a model with the one on air at stations of a running instance");
    shadowCommand->add_option("MODEL", shadowOptions.model, "weight file, or NAME-vVERSION of the library");
    CLI::Option *atStation = shadowCommand->add_option("--station", shadowOptions.stations, "id of a station; once for each")->allow_extra_args(false);
    shadowCommand->add_flag("--all", shadowOptions.all, "at every station that has another model on air and compares nothing yet; with --stop at every one that compares")->excludes(atStation);
    shadowCommand->add_flag("--stop", shadowOptions.stop, "compare no more");
    shadowCommand->add_option("--by", shadowOptions.by, "who says so, for the history");
    whoSays(shadowCommand, shadowOptions.who, false);
    shadowCommand->add_option("--config", shadowOptions.config, "configuration file of that instance");
    shadowCommand->add_flag("--json", shadowOptions.json, "the answer as a JSON object");
    shadowCommand->callback([&] { result = shadow(shadowOptions); });
    GoldenOptions goldenOptions;
    CLI::App *goldenCommand = app.add_subcommand("golden", "Tell the golden frames of stations, or drop one");
    goldenCommand->require_subcommand(1);
    CLI::App *listGoldenCommand = goldenCommand->add_subcommand("list", "Tell which pictures a model must judge as a person did");
    listGoldenCommand->add_option("STATION", goldenOptions.station, "id of the station; without one all");
    CLI::App *dropGoldenCommand = goldenCommand->add_subcommand("drop", "Ask models about one no more");
    dropGoldenCommand->add_option("STATION", goldenOptions.station, "id of the station")->required();
    dropGoldenCommand->add_option("ID", goldenOptions.id, "number of the golden frame there, as list tells it")->required()->check(digits());
    dropGoldenCommand->add_option("--by", goldenOptions.by, "who says so, for the history");
    whoSays(dropGoldenCommand, goldenOptions.who, false);
    for (CLI::App *sub : {listGoldenCommand, dropGoldenCommand}) {
        sub->add_option("--config", goldenOptions.config, "configuration file of that instance");
        sub->add_flag("--json", goldenOptions.json, "the answer as a JSON object");
        sub->callback([&, sub] {
            goldenOptions.deed = sub->get_name();
            result = golden(goldenOptions);
        });
    }
    CanaryOptions canaryOptions;
    CLI::App *canaryCommand = app.add_subcommand("canary", "Put a model on air at some stations first, and take it back where it does harm");
    canaryCommand->require_subcommand(1);
    CLI::App *startCommand = canaryCommand->add_subcommand("start", "Begin by a plan");
    CLI::App *listCommand = canaryCommand->add_subcommand("list", "Tell the plans that are kept, and where the canary is");
    CLI::App *saveCommand = canaryCommand->add_subcommand("save", "Keep a plan, in the place of one of the same name");
    CLI::App *removeCommand = canaryCommand->add_subcommand("remove", "Keep a plan no longer");
    startCommand->add_option("PLAN", canaryOptions.plan, "name of a plan that is kept, or a file with one")->required();
    startCommand->add_option("MODEL", canaryOptions.model, "weight file, or NAME-vVERSION of the library")->required();
    startCommand->add_option("--reason", canaryOptions.reason, "why, for the history; a station may ask for it");
    startCommand->add_flag("--accept-change", canaryOptions.acceptsChange, acceptHelp);
    saveCommand->add_option("FILE", canaryOptions.plan, "a plan, as the configuration file has it")->required();
    removeCommand->add_option("PLAN", canaryOptions.plan, "its name")->required();
    std::vector<CLI::App *> steers{canaryCommand->add_subcommand("approve", "Go on to the next step, where a step has seen what it must"),
                                   canaryCommand->add_subcommand("pause", "Begin no step until it is resumed; the stations keep the models that they have"),
                                   canaryCommand->add_subcommand("resume", "Go on after a pause"),
                                   canaryCommand->add_subcommand("abort", "End it: all its stations have their models of before")};
    for (CLI::App *sub : {startCommand, steers[0], steers[1], steers[2], steers[3]})
        sub->add_option("--by", canaryOptions.by, "who answers for it, for the history");
    steers.insert(steers.end(), {startCommand, saveCommand, removeCommand});
    for (CLI::App *sub : steers)
        whoSays(sub, canaryOptions.who, sub == startCommand);
    steers.push_back(listCommand);
    for (CLI::App *sub : steers) {
        sub->add_option("--config", canaryOptions.config, "configuration file of that instance");
        sub->add_flag("--json", canaryOptions.json, "the answer as a JSON object");
        sub->callback([&, sub] {
            canaryOptions.deed = sub->get_name();
            result = canary(canaryOptions);
        });
    }
    AuditOptions auditOptions;
    CLI::App *auditCommand = app.add_subcommand("audit", "Tell whether the history is as it was written");
    auditCommand->require_subcommand(1);
    CLI::App *verifyCommand = auditCommand->add_subcommand("verify", "Check every record of the history");
    verifyCommand->add_option("--key", auditOptions.key, "file of public keys, kept elsewhere; without one that of the data folder");
    verifyCommand->add_option("--since", auditOptions.since, "checkpoint that was kept elsewhere, or a file with it");
    verifyCommand->callback([&] { result = auditVerify(auditOptions); });
    CLI::App *headCommand = auditCommand->add_subcommand("head", "Print the newest checkpoint, to be kept elsewhere");
    headCommand->callback([&] { result = auditHead(auditOptions); });
    for (CLI::App *sub : {verifyCommand, headCommand}) {
        sub->add_option("--config", auditOptions.config, "configuration file of that instance");
        sub->add_flag("--json", auditOptions.json, "the answer as a JSON object");
    }
    PeopleOptions peopleOptions;
    CLI::App *peopleCommand = app.add_subcommand("people", "Say who may do what");
    peopleCommand->require_subcommand(1);
    CLI::App *listPeopleCommand = peopleCommand->add_subcommand("list", "Tell who is there, and as what");
    CLI::App *addPersonCommand = peopleCommand->add_subcommand("add", "Add somebody; the first has to be an administrator");
    CLI::App *newSecretCommand = peopleCommand->add_subcommand("secret", "Give somebody another PIN or password");
    CLI::App *newRoleCommand = peopleCommand->add_subcommand("role", "Make somebody something else");
    CLI::App *removePersonCommand = peopleCommand->add_subcommand("remove", "Remove somebody");
    for (CLI::App *sub : {listPeopleCommand, addPersonCommand, newSecretCommand, newRoleCommand, removePersonCommand}) {
        if (sub != listPeopleCommand)
            sub->add_option("NAME", peopleOptions.name, "what the person is called")->required();
        if (sub == addPersonCommand || sub == newRoleCommand)
            sub->add_option("--role", peopleOptions.role, "what the person is")->required()->check(CLI::IsMember({"viewer", "operator", "engineer", "administrator"}));
        if (sub == addPersonCommand || sub == newSecretCommand)
            sub->add_option("--secret-fd", peopleOptions.secretDescriptor, "number of an open file whose first line is the PIN or password; without it standard input")->check(CLI::Range(0, 65535));
        sub->add_option("--config", peopleOptions.config, "configuration file of that instance");
        sub->add_flag("--json", peopleOptions.json, "the answer as a JSON object");
        sub->callback([&, sub] {
            peopleOptions.command = sub->get_name();
            result = sub == listPeopleCommand ? listPeople(peopleOptions) : changePerson(peopleOptions);
        });
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError &e) {
        result = app.exit(e) == 0 ? kDone : kUsage;
    } catch (const std::exception &e) {  // of a library, which no room has turned into an Error
        const bool json = inspectOptions.json || detectOptions.json || compareOptions.json || runOptions.json || recordOptions.json || historyOptions.json || commandOptions.json || shadowOptions.json || goldenOptions.json || canaryOptions.json || auditOptions.json || peopleOptions.json;
        result = refuse(lineside::Error{lineside::ErrorCode::Internal, e.what()}, json);
    }
    return finish(result);
}
