// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/peoplejson.h"

#include "store/checksum.h"
#include "store/recordjson.h"

namespace lineside {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

Role roleFrom(const json &j)
{
    const auto word = j.get<std::string>();
    const auto known = roleOf(word);
    if (!known)
        throw std::invalid_argument("no such role: " + word);
    return *known;
}

}  // namespace

Result<People> parsePeople(const std::string &text)
{
    if (text.size() > kMaxPeopleBytes)
        return Error{ErrorCode::InvalidInput, "too large"};
    if (auto whole = verifyChecksum(text, ChecksumForm::Lines); !whole)
        return whole.error();
    Result<People> people = People();
    try {
        const json document = json::parse(text);
        const json &list = document.at("people");
        if (!list.is_array() || list.empty() || list.size() > kMaxPeople)
            return Error{ErrorCode::InvalidInput, "\"people\" is no list that was written here"};
        std::vector<Person> all;
        for (const json &item : list)
            all.push_back({item.at("name").get<std::string>(), roleFrom(item.at("role")), item.at("secret").get<std::string>(),
                           timeFrom(integerFrom<std::int64_t>(item.at("added_ms")))});
        people = People::of(std::move(all));
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
    // What says something twice, says more than is read, or has no checksum was not written here.
    if (people && formatPeople(*people) != text)
        return Error{ErrorCode::InvalidInput, "it was not written by this program, or has changed since"};
    return people;
}

std::string formatPeople(const People &people)
{
    ordered_json list = ordered_json::array();
    for (const Person &person : people.all())
        list.push_back({{"name", person.name}, {"role", toString(person.role)}, {"secret", person.secretHash}, {"added_ms", toMs(person.added)}});
    return withChecksum(ordered_json{{"version", 1}, {"people", list}}.dump(2) + "\n", ChecksumForm::Lines);
}

}  // namespace lineside
