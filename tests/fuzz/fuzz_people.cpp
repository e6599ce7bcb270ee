// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/fuzzing.h"

#include "access/peoplejson.h"
#include "access/secrethash.h"
#include "access/secretrules.h"
#include "base/foldcase.h"
#include "store/checksum.h"

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

namespace {

void tryList(const std::string &text)
{
    const auto people = parsePeople(text);
    if (!people)
        return require(!people.error().detail.empty());
    // What is believed was written so, and leaves the line neither without an administrator nor with work for hours.
    require(formatPeople(*people) == text);
    require(!people->empty() && std::ranges::count(people->all(), Role::Administrator, &Person::role) > 0);
    for (const Person &person : people->all()) {
        require(people->find(foldCase(person.name)) == &person);
        require(costOf(person.secretHash).ok());
    }
}

}  // namespace

/// Who is what here, with the checksum that the bytes have and with the right one; the hash of a secret; a secret that somebody chooses.
int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const std::string text(asText(data, size));
    tryList(text);
    if (text.ends_with("\n}\n"))
        tryList(withChecksum(text, ChecksumForm::Lines));
    if (const auto cost = costOf(text))
        require(cost->passes <= kMostHashCost.passes && cost->bytes <= kMostHashCost.bytes && text.size() < 128);
    require(foldCase(foldCase(text)) == foldCase(text));
    secretFault(text);
    return 0;
}
