// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/peoplechanges.h"

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

}  // namespace lineside
