// SPDX-License-Identifier: GPL-3.0-or-later
// Networks that contradict themselves, or that grow beyond all bounds when they are built.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace pickletext;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max();

std::string zipped(ZipEntries entries, const std::string &pickle)
{
    entries.front().second = pickle;
    return RawZip(entries).bytes();
}

/// The tiny checkpoint with one attribute of every module that has it set to something else.
HostileFiles attributeSetTo(std::string_view name, const std::string &from, const std::vector<std::pair<std::string, std::string>> &values)
{
    const ZipEntries entries = TinyCheckpoint().entries();
    HostileFiles files;
    for (const auto &[file, to] : values)
        files.push_back({std::string(name) + " " + file, zipped(entries, replaced(entries.front().second, text(name) + from, text(name) + to))});
    return files;
}

std::vector<std::pair<std::string, std::string>> numbers(std::initializer_list<std::int64_t> values)
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const std::int64_t value : values)
        all.emplace_back(std::to_string(value), integer(value));
    return all;
}

std::vector<std::pair<std::string, std::string>> pairs(std::initializer_list<std::int64_t> values)
{
    std::vector<std::pair<std::string, std::string>> all;
    for (const std::int64_t value : values)
        all.emplace_back(std::to_string(value), tuple({integer(value), integer(value)}));
    return all;
}

void append(HostileFiles &files, HostileFiles more)
{
    files.insert(files.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

HostileFiles absurdConvolutions(Random &)
{
    HostileFiles files;
    const auto three = tuple({integer(3), integer(3)}), two = tuple({integer(2), integer(2)}), one = tuple({integer(1), integer(1)});
    append(files, attributeSetTo("kernel_size", three, pairs({0, -3, 2, 1'000'000, kLargest})));
    append(files, attributeSetTo("stride", two, pairs({0, -2, 1'000'000, kLargest})));
    append(files, attributeSetTo("padding", one, pairs({-1, 1'000'000, kLargest})));
    append(files, attributeSetTo("dilation", one, pairs({0, -1, 1'000'000, kLargest})));
    append(files, attributeSetTo("groups", integer(1), numbers({0, -1, 7, 1 << 20, kLargest})));
    append(files, attributeSetTo("kernel_size", three, {{"a text", text("3")}, {"nothing", none()}, {"a triple", tuple({integer(3), integer(3), integer(3)})}, {"a fraction", real(3)}}));
    append(files, attributeSetTo("padding_mode", text("zeros"), {{"circular", text("circular")}}));
    return files;
}

HostileFiles absurdHeads(Random &)
{
    HostileFiles files;
    append(files, attributeSetTo("nc", integer(2), numbers({0, -1, 3, 1'000'000'000, kLargest})));
    append(files, attributeSetTo("nl", integer(1), numbers({0, -1, 2, 1000, kLargest})));
    append(files, attributeSetTo("reg_max", integer(16), numbers({0, -1, 15, 1'000'000'000, kLargest})));
    append(files, attributeSetTo("nc", integer(2), {{"a text", text("2")}, {"nothing", none()}, {"a fraction", real(2)}}));
    return files;
}

HostileFiles strides(Random &)
{
    HostileFiles files;
    const ZipEntries entries = TinyCheckpoint().entries();
    for (const float value : {-8.f, 7.f, 8.5f, 1e9f, std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
        ZipEntries changed = entries;
        const float eight = 8;
        const std::string from(reinterpret_cast<const char *>(&eight), 4), to(reinterpret_cast<const char *>(&value), 4);
        for (auto &[name, data] : changed) {
            if (data == from)
                data = to;
        }
        files.push_back({"stride " + std::to_string(value), RawZip(changed).bytes()});
    }
    return files;
}

std::string changed(const std::function<void(TinyCheckpoint &)> &change)
{
    TinyCheckpoint tiny;
    change(tiny);
    return RawZip(tiny.entries()).bytes();
}

HostileKind tinies(const std::string &name, std::vector<RefusalReason> reasons, std::vector<std::pair<std::string, std::function<void(TinyCheckpoint &)>>> changes)
{
    return {"network: " + name, "", std::move(reasons), [changes](Random &) {
                HostileFiles files;
                for (const auto &[file, change] : changes)
                    files.push_back({file, changed(change)});
                return files;
            }};
}

std::string moduleText(const std::string &package, const std::string &name, const std::string &modules, const std::string &more = {})
{
    return global(package, name) + ")\x81" + "}(" + text("_modules") + modules + text("_parameters") + "}" + text("_buffers") + "}" + more + "u" + "b";
}

/// A checkpoint around the modules of the outer Sequential.
std::string around(const std::string &modules)
{
    const std::string layers = moduleText("torch.nn.modules.container", "Sequential", modules);
    return RawZip({{"a/data.pkl", pickle(attributes({{"model", moduleText("ultralytics.nn.tasks", "DetectionModel", attributes({{"model", layers}}))}}))}}).bytes();
}

std::string layers(int count)
{
    const std::string identity = moduleText("torch.nn.modules.linear", "Identity", "}", text("f") + integer(-1));
    std::string modules = "}(" + text("0") + identity + "u" + "(";
    modules.reserve(std::size_t(count) * 24);
    modules = "}(" + text("0") + identity + "r" + std::string("\x01\0\0\0", 4);
    for (int i = 1; i < count; ++i)
        modules += text(std::to_string(i)) + std::string("h\x01", 2);
    return around(modules + "u");
}

/// Sequential in Sequential in Sequential; `twice`: each holds the next one two times.
std::string nested(int depth, bool twice)
{
    std::string inner = moduleText("torch.nn.modules.linear", "Identity", "}");
    std::string open, close;
    for (int i = 0; i < depth; ++i) {
        open += global("torch.nn.modules.container", "Sequential") + ")\x81" + "}(" + text("_modules") + "}(" + text("0");
        const std::string slot = "r" + little(std::uint64_t(i) + 10, 4);
        close += twice ? slot + text("1") + "j" + little(std::uint64_t(i) + 10, 4) + "uub" : "uub";
    }
    return around("}(" + text("0") + open + inner + close + "u");
}

}  // namespace

HostileKinds checkpointKinds()
{
    return {
        {"network: absurd kernels, strides, pads and groups", "", {Corrupt, UnsupportedLayer}, absurdConvolutions},
        {"network: a head with absurd numbers", "", {Corrupt}, absurdHeads},
        {"network: strides that are none", "", {Corrupt, NotFinite}, strides},
        tinies("layers that read later ones or themselves", {Corrupt}, {{"itself", [](auto &t) { t.firstSource = 1; }}, {"the last", [](auto &t) { t.firstSource = 5; }}, {"beyond the last", [](auto &t) { t.firstSource = 100; }},
                                                                        {"before the first", [](auto &t) { t.firstSource = -7; }}, {"the largest", [](auto &t) { t.firstSource = kLargest; }}, {"the smallest", [](auto &t) { t.firstSource = -kLargest - 1; }}}),
        tinies("another number of parameters than it says", {Corrupt}, {{"one more", [](auto &t) { ++t.firstLayerParameters; }}, {"negative", [](auto &t) { t.firstLayerParameters = -1; }}, {"the largest", [](auto &t) { t.firstLayerParameters = kLargest; }}}),
        tinies("a batch norm that divides by zero", {Corrupt, NotFinite}, {{"eps 0", [](auto &t) { t.batchNormEps = 0; }}, {"negative eps", [](auto &t) { t.batchNormEps = -1; }}, {"eps that is no number", [](auto &t) { t.batchNormEps = std::numeric_limits<double>::quiet_NaN(); }},
                                                                          {"infinite eps", [](auto &t) { t.batchNormEps = std::numeric_limits<double>::infinity(); }}, {"negative variance", [](auto &t) { t.firstVariance = -1; }}}),
        tinies("layers that are not known", {UnsupportedLayer, Corrupt}, {{"unknown", [](auto &t) { t.secondLayerClass = "C9x"; }}, {"look-alike", [](auto &t) { t.secondLayerModule = "evil.nn"; }}, {"os.system", [](auto &t) { t.secondLayerModule = "os"; t.secondLayerClass = "system"; }},
                                                                          {"exec", [](auto &t) { t.secondLayerModule = "builtins"; t.secondLayerClass = "exec"; }}, {"a name that is not UTF-8", [](auto &t) { t.secondLayerClass = "\xff\xfe\xc0\x80"; }},
                                                                          {"an endless name", [](auto &t) { t.secondLayerClass = std::string(900, 'C'); }}, {"a network in a network", [](auto &t) { t.secondLayerModule = "ultralytics.nn.tasks"; t.secondLayerClass = "DetectionModel"; }}}),
        tinies("heads of other tasks", {OtherTask}, {{"segmentation", [](auto &t) { t.headClass = "Segment"; }}, {"pose", [](auto &t) { t.headClass = "Pose"; }}, {"rotated boxes", [](auto &t) { t.headClass = "OBB"; }}, {"classification", [](auto &t) { t.headClass = "Classify"; }},
                                                     {"segmentation model", [](auto &t) { t.rootClass = "SegmentationModel"; }}, {"said in its arguments", [](auto &t) { t.rootClass = "Model"; t.task = "pose"; }}}),
        tinies("heads that are none", {UnsupportedLayer}, {{"of another family", [](auto &t) { t.headClass = "RTDETRDecoder"; }}, {"of text and pictures", [](auto &t) { t.headClass = "WorldDetect"; }}, {"a function", [](auto &t) { t.headClass = "system"; }}}),
        tinies("names that do not fit", {Corrupt}, {{"more than classes", [](auto &t) { t.labels.resize(1000, "x"); }}, {"fewer", [](auto &t) { t.labels = {"x"}; }}, {"none", [](auto &t) { t.labels.clear(); }}}),
        tinies("absurd sizes of pictures", {InputSize}, {{"0", [](auto &t) { t.imageSize = integer(0); }}, {"negative", [](auto &t) { t.imageSize = integer(-640); }}, {"10^6", [](auto &t) { t.imageSize = integer(1'000'000); }}, {"the largest", [](auto &t) { t.imageSize = integer(kLargest); }},
                                                         {"infinite", [](auto &t) { t.imageSize = real(std::numeric_limits<double>::infinity()); }}, {"no number", [](auto &t) { t.imageSize = real(std::numeric_limits<double>::quiet_NaN()); }}, {"a text", [](auto &t) { t.imageSize = text("640"); }}}),
        tinies("storages that are missing", {Truncated}, {{"the last", [](auto &t) { t.dropLastStorage = true; }}}),
        {"network: the same attribute twice", "", {Corrupt, UnsupportedLayer}, [](Random &) {
             const ZipEntries entries = TinyCheckpoint().entries();
             const std::string &good = entries.front().second;
             return HostileFiles{{"groups", zipped(entries, replaced(good, text("groups") + integer(1), text("groups") + integer(1) + text("groups") + integer(5)))},
                                 {"nc", zipped(entries, replaced(good, text("nc") + integer(2), text("nc") + integer(2) + text("nc") + integer(3)))},
                                 {"names", zipped(entries, replaced(good, integer(0) + text("Bottle"), integer(0) + text("Bottle") + integer(0) + text("Evil")))}};
         }},
        {"network: names that are none", "", {Corrupt}, [](Random &) {
             const ZipEntries entries = TinyCheckpoint().entries();
             const std::string &good = entries.front().second;
             HostileFiles files;
             for (const auto &[file, to] : std::vector<std::pair<std::string, std::string>>{{"a list", list({integer(1)})}, {"nothing", none()}, {"a tensor", tensor("FloatStorage", "0", {1})}, {"a fraction", real(1)}, {"a call", call(global("os", "system"), {text("exit 1")})}})
                 files.push_back({file, zipped(entries, replaced(good, text("Bottle"), to))});
             for (const auto &[file, to] : std::vector<std::pair<std::string, std::string>>{{"negative", integer(-1)}, {"beyond", integer(2)}, {"the largest", integer(kLargest)}, {"a text", text("0")}, {"nothing", none()}})
                 files.push_back({"number " + file, zipped(entries, replaced(good, integer(0) + text("Bottle"), to + text("Bottle")))});
             return files;
         }},
        kindOf("network: 501 layers", {Corrupt}, [] { return layers(501); }),
        kindOf("network: a million layers", {Corrupt}, [] { return layers(1'000'000); }),
        kindOf("network: modules nested deep", {Corrupt, UnsupportedLayer}, [] { return nested(5000, false); }),
        kindOf("network: modules nested very deep", {Corrupt, UnsupportedLayer}, [] { return nested(60'000, false); }),
        kindOf("network: a billion laughs of modules", {Corrupt, UnsupportedLayer}, [] { return nested(60, true); }),
        kindOf("network: no layers", {Corrupt}, [] { return around("}"); }),
        kindOf("network: layers that are no modules", {Corrupt}, [] { return around(attributes({{"0", integer(1)}, {"1", text("Conv")}})); }),
        kindOf("network: modules that are a list", {Corrupt}, [] { return around(list({integer(1)})); }),
        kindOf("network: saved by a machine with another byte order", {Corrupt}, [] {
            ZipEntries entries = TinyCheckpoint().entries();
            for (auto &[name, data] : entries) {
                if (name == "tiny/byteorder")
                    data = "big";
            }
            return RawZip(entries).bytes();
        }),
    };
}

}  // namespace lineside::test
