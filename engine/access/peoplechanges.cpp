// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/peoplechanges.h"

#include "access/peoplejson.h"
#include "store/files.h"

namespace lineside {

std::vector<std::string> changesBetween(const People &before, const People &now)
{
    std::vector<std::string> changes;
    for (const Person &person : before.all()) {
        if (!now.find(person.name))
            changes.push_back(person.name + ": removed");
    }
    for (const Person &person : now.all()) {
        const Person *const was = before.find(person.name);
        if (!was || was->role != person.role || was->name != person.name)
            changes.push_back(person.name + ": " + toString(person.role));
        else if (was->secretHash != person.secretHash)
            changes.push_back(person.name + ": another secret");
    }
    return changes;
}

std::vector<std::string> changesSinceTold(const std::filesystem::path &dataDir, const People &now)
{
    const auto text = readSmallFile(dataDir / kToldPeopleFile, kMaxPeopleBytes);
    const auto told = text ? parsePeople(*text) : Result<People>(text.error());
    return changesBetween(told ? *told : People(), now);
}

Result<void> rememberTold(const std::filesystem::path &dataDir, const People &now)
{
    const std::filesystem::path file = dataDir / kToldPeopleFile;
    if (!now.empty())
        return replaceFile(file, formatPeople(now), kSecretMode);
    std::error_code error;
    std::filesystem::remove(file, error);
    return error ? Result<void>(Error{ErrorCode::Io, file.string() + ": " + error.message()}) : Result<void>();
}

}  // namespace lineside
