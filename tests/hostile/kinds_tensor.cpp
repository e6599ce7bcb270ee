// SPDX-License-Identifier: GPL-3.0-or-later
// Tensors that reach outside their storage, and storages that are not what they are said to be.
#include "engine/weights/tinycheckpoint.h"
#include "hostile/hostilefiles.h"
#include "hostile/rawzip.h"

#include <cstring>
#include <limits>

namespace lineside::test {
namespace {

using enum RefusalReason;
using namespace pickletext;
using Sizes = std::vector<std::int64_t>;

constexpr std::int64_t kLargest = std::numeric_limits<std::int64_t>::max(), kSmallest = std::numeric_limits<std::int64_t>::min();

/// The weight of the first convolution, [2, 3, 3, 3], with a storage of its own.
struct FirstWeight {
    std::string key = "999";
    std::string tensor = pickletext::tensor("FloatStorage", "999", {2, 3, 3, 3});
};

ZipEntries entriesWithFirstWeight()
{
    ZipEntries entries = TinyCheckpoint().entries();
    std::string &pickle = entries.front().second;
    for (std::size_t key = 0; key < entries.size(); ++key) {
        const std::string one = tensor("FloatStorage", std::to_string(key), 1, 0, {2, 3, 3, 3}, {0, 0, 0, 0});
        if (pickle.find(one) != std::string::npos)
            pickle = replaced(pickle, one, FirstWeight().tensor);
    }
    std::string data;
    for (int i = 0; i < 54; ++i)
        data += std::string("\0\0\0\x3f", 4);
    entries.emplace_back("tiny/data/999", data);
    return entries;
}

std::string instead(const std::function<std::string(const FirstWeight &)> &other)
{
    ZipEntries entries = entriesWithFirstWeight();
    const FirstWeight first;
    entries.front().second = replaced(entries.front().second, first.tensor, other(first));
    return RawZip(entries).bytes();
}

std::string withData(const std::function<void(std::string &)> &change)
{
    ZipEntries entries = entriesWithFirstWeight();
    change(entries.back().second);
    return RawZip(entries).bytes();
}

struct Row {
    std::string file;
    std::int64_t numel, offset;
    Sizes sizes, strides;
};

HostileKind shapes(const std::string &name, const std::string &published, std::vector<Row> rows)
{
    return {"tensor: " + name, published, {Corrupt}, [rows](Random &) {
                HostileFiles files;
                for (const Row &row : rows)
                    files.push_back({row.file, instead([&](const FirstWeight &w) { return tensor("FloatStorage", w.key, row.numel, row.offset, row.sizes, row.strides); })});
                return files;
            }};
}

HostileFiles otherTypes(Random &)
{
    HostileFiles files;
    for (const char *type : {"ComplexFloatStorage", "ComplexDoubleStorage", "QInt8Storage", "QUInt8Storage", "QInt32Storage", "UntypedStorage", "Float8Storage", "EvilStorage", ""})
        files.push_back({std::string("type ") + type, instead([&](const FirstWeight &w) { return replaced(w.tensor, "FloatStorage", type); })});
    files.push_back({"a class that is none of torch's", instead([](const FirstWeight &w) { return replaced(w.tensor, "ctorch\nFloatStorage", "cevil\nFloatStorage"); })});
    return files;
}

HostileFiles typesOfAnotherSize(Random &)
{
    HostileFiles files;
    for (const char *type : {"DoubleStorage", "LongStorage", "HalfStorage", "BFloat16Storage", "ByteStorage"})
        files.push_back({type, instead([&](const FirstWeight &w) { return tensor(type, w.key, {2, 3, 3, 3}); })});
    return files;
}

HostileFiles keysThatLeadElsewhere(Random &)
{
    HostileFiles files;
    for (const char *key : {"../data.pkl", "../../nowhere", "/nowhere", "0/../1", "", "99999", "-1", "0x0", " 0", "0 "})
        files.push_back({std::string("key ") + key, instead([&](const FirstWeight &) { return tensor("FloatStorage", key, {2, 3, 3, 3}); })});
    files.push_back({"endless key", instead([](const FirstWeight &) { return tensor("FloatStorage", std::string(100'000, '0'), {2, 3, 3, 3}); })});
    files.push_back({"key with a zero", instead([](const FirstWeight &w) { return tensor("FloatStorage", w.key + std::string(1, '\0') + "x", {2, 3, 3, 3}); })});
    return files;
}

HostileFiles storagesOfAnotherSize(Random &)
{
    return {{"empty", withData([](auto &d) { d.clear(); })},         {"one byte less", withData([](auto &d) { d.pop_back(); })},
            {"one byte more", withData([](auto &d) { d += 'x'; })}, {"half", withData([](auto &d) { d.resize(d.size() / 2); })},
            {"twice", withData([](auto &d) { d += std::string(d); })}};
}

HostileFiles noNumbers(Random &random)
{
    HostileFiles files;
    const float bad[] = {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(), -std::numeric_limits<float>::infinity(), std::numeric_limits<float>::signaling_NaN()};
    for (const float value : bad) {
        const std::size_t at = random() % 54;
        files.push_back({std::to_string(value) + " at " + std::to_string(at), withData([&](std::string &d) { std::memcpy(d.data() + 4 * at, &value, 4); })});
    }
    files.push_back({"a number too large for 32 bits", [] {
                         ZipEntries entries = entriesWithFirstWeight();
                         entries.front().second = replaced(entries.front().second, FirstWeight().tensor, tensor("DoubleStorage", "999", {2, 3, 3, 3}));
                         std::string data(54 * 8, '\0');
                         const double huge = 1e300;
                         std::memcpy(data.data() + 80, &huge, 8);
                         entries.back().second = data;
                         return RawZip(entries).bytes();
                     }()});
    TinyCheckpoint folded;
    folded.firstWeight = 3e38f;
    folded.firstVariance = 1e-8f;
    files.push_back({"infinite when folded", RawZip(folded.entries()).bytes()});
    return files;
}

/// Instead of the tuple of sizes.
std::string sizesAs(const std::string &sizes)
{
    return instead([&](const FirstWeight &w) { return replaced(w.tensor, tuple({integer(2), integer(3), integer(3), integer(3)}), sizes); });
}

}  // namespace

HostileKinds tensorKinds()
{
    const Sizes good = {2, 3, 3, 3}, step = {27, 9, 3, 1};
    return {
        shapes("negative strides", "CVE-2026-24747",
               {{"the last", 54, 53, good, {27, 9, 3, -1}}, {"all", 54, 53, good, {-27, -9, -3, -1}}, {"the smallest", 54, 0, good, {kSmallest, 9, 3, 1}}}),
        shapes("strides that leave the storage", "CVE-2026-24747",
               {{"by one", 54, 0, good, {28, 9, 3, 1}}, {"far", 54, 0, good, {1'000'000'000, 9, 3, 1}}, {"that wrap around", 54, 0, good, {kLargest, 9, 3, 1}},
                {"that wrap around together", 54, 0, good, {kLargest / 2 + 1, kLargest / 2 + 1, 3, 1}}}),
        shapes("an offset outside the storage", "CVE-2026-24747", {{"by one", 54, 1, good, step}, {"far", 54, 1'000'000, good, step}, {"negative", 54, -1, good, step}, {"the largest", 54, kLargest, good, step}, {"the smallest", 54, kSmallest, good, step}}),
        shapes("impossible sizes", "", {{"negative", 54, 0, {-2, 3, 3, 3}, step}, {"the smallest", 54, 0, {kSmallest, 3, 3, 3}, step}, {"10^9", 54, 0, {1'000'000'000, 3, 3, 3}, step},
                                        {"the largest", 54, 0, {kLargest, 3, 3, 3}, step}, {"a product that wraps around to 54", 54, 0, {std::int64_t(1) << 32, std::int64_t(1) << 32, 3, 3}, {0, 0, 0, 0}},
                                        {"all the same number", 54, 0, {1 << 20, 1 << 20, 1, 1}, {0, 0, 0, 0}}}),
        shapes("another number of strides than sizes", "", {{"fewer", 54, 0, good, {27, 9, 3}}, {"more", 54, 0, good, {27, 9, 3, 1, 1}}, {"none", 54, 0, good, {}}, {"no sizes", 54, 0, {}, step}}),
        shapes("too many dimensions", "", {{"nine", 54, 0, Sizes(9, 1), Sizes(9, 1)}, {"a thousand", 54, 0, Sizes(1000, 1), Sizes(1000, 0)}, {"300,000", 54, 0, Sizes(300'000, 1), Sizes(300'000, 0)}}),
        shapes("a storage of another length than its record", "", {{"longer", 55, 0, good, step}, {"shorter", 53, 0, good, step}, {"negative", -1, 0, good, step}, {"10^9", 1'000'000'000, 0, good, step},
                                                                   {"the largest", kLargest, 0, good, step}, {"2^62, which is 0 bytes when counted in 64 bits", std::int64_t(1) << 62, 0, good, step}}),
        {"tensor: types that a network has not", "", {UnsupportedLayer}, otherTypes},
        {"tensor: types of another size than the record", "", {Corrupt}, typesOfAnotherSize},
        {"tensor: storages that lead elsewhere", "", {Corrupt, Truncated}, keysThatLeadElsewhere},
        {"tensor: records of another size", "", {Corrupt}, storagesOfAnotherSize},
        {"tensor: weights that are not numbers", "", {NotFinite}, noNumbers},
        {"tensor: sizes that are none", "", {Corrupt}, [](Random &) {
             return HostileFiles{{"a list", sizesAs(list({integer(2), integer(3), integer(3), integer(3)}))}, {"texts", sizesAs(tuple({text("2"), text("3"), text("3"), text("3")}))},
                                 {"fractions", sizesAs(tuple({real(2), real(3), real(3), real(3)}))}, {"nothing", sizesAs(none())}, {"tensors", sizesAs(tuple({tensor("FloatStorage", "0", {1})}))}};
         }},
        {"tensor: the weights of one in the place of another", "", {Corrupt}, [](Random &) {
             return HostileFiles{{"a number", instead([](auto &) { return integer(1); })}, {"a text", instead([](auto &) { return text("x"); })}, {"a list", instead([](auto &) { return list({integer(1)}); })},
                                 {"nothing", instead([](auto &) { return none(); })}, {"one that is transposed", instead([](auto &w) { return tensor("FloatStorage", w.key, {3, 2, 3, 3}); })},
                                 {"one that is flat", instead([](auto &w) { return tensor("FloatStorage", w.key, {54}); })}, {"one without elements", instead([](auto &w) { return tensor("FloatStorage", w.key, 54, 0, {0, 3, 3, 3}, {27, 9, 3, 1}); })}};
         }},
        kindOf("tensor: one storage under thousands of names", {Corrupt, UnsupportedLayer}, [] {
            std::string children = "}(";
            const std::string conv = global("torch.nn.modules.conv", "Conv2d") + ")\x81" + attributes({{"_modules", "}"}, {"_parameters", attributes({{"weight", tensor("FloatStorage", "0", {1 << 20})}})}, {"_buffers", "}"}}) + "b";
            for (int i = 0; i < 1500; ++i)
                children += text(std::to_string(i)) + conv;
            const std::string layers = object("torch.nn.modules.container", "Sequential", attributes({{"_modules", children + "u"}}));
            const std::string model = object("ultralytics.nn.tasks", "DetectionModel", attributes({{"_modules", attributes({{"model", layers}})}}));
            return RawZip({{"a/data.pkl", pickle(attributes({{"model", model}}))}, {"a/data/0", std::string(4 << 20, '\0')}}).bytes();
        }),
    };
}

}  // namespace lineside::test
