// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostile/hostilefiles.h"

#include <iterator>
#include <stdexcept>
#include <utility>

namespace lineside::test {

std::vector<HostileKind> hostileKinds()
{
    std::vector<HostileKind> all;
    for (auto kinds : {zipKinds(), zipLieKinds(), pickleKinds(), globalKinds(), tensorKinds(), checkpointKinds(), torchScriptKinds(), onnxKinds(), choiceKinds(),
                       irKinds(), onnxIntegerKinds(), metadataKinds(), otherFormatKinds(), foundKinds()})
        all.insert(all.end(), std::make_move_iterator(kinds.begin()), std::make_move_iterator(kinds.end()));
    return all;
}

HostileFiles filesOf(const HostileKind &kind, std::uint32_t seed)
{
    for (const char c : kind.name)
        seed = seed * 16777619u ^ static_cast<unsigned char>(c);
    Random random(seed);
    return kind.make(random);
}

HostileKind kindOf(std::string name, std::vector<RefusalReason> reasons, std::function<std::string()> bytes, std::string published)
{
    auto make = [bytes = std::move(bytes)](Random &) { return HostileFiles{{"it", bytes()}}; };
    return {std::move(name), std::move(published), std::move(reasons), std::move(make)};
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    std::size_t at = text.find(from);
    if (from.empty() || at == std::string::npos)
        throw std::logic_error("nothing to replace: " + std::string(from.substr(0, 60)));
    for (; at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace lineside::test
