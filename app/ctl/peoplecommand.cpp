// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/commands.h"

#include "access/peoplefile.h"
#include "access/secrethash.h"
#include "common/installation.h"
#include "ctl/output.h"
#include "ctl/secretinput.h"
#include "store/recordjson.h"

#include <QDateTime>

#include <iostream>

namespace lineside::ctl {
namespace {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

/// Those that are there. What is damaged is told, and the copy serves.
Result<People> peopleIn(const fs::path &dataDir)
{
    auto read = readPeople(dataDir);
    if (!read)
        return read.error();
    if (read->damage)
        std::cerr << "linesidectl: the copy serves: " << read->damage->detail << std::endl;
    return std::move(read->people);
}

ordered_json toJson(const Person &person)
{
    return {{"name", person.name}, {"role", toString(person.role)}, {"added_ms", toMs(person.added)}};
}

std::string textOf(const Person &person)
{
    const QString day = QDateTime::fromMSecsSinceEpoch(toMs(person.added)).toString(QStringLiteral("yyyy-MM-dd"));
    return person.name + ": " + toString(person.role) + ", since " + day.toStdString();
}

Result<std::string> newHash(const std::string &name, const PeopleOptions &o)
{
    auto secret = askForNewSecret(name, o.secretDescriptor);
    if (!secret)
        return secret.error();
    return hashSecret(*secret);
}

/// What would be refused is refused before a secret is asked for. `now`: as they are.
Result<People> add(const fs::path &dataDir, People now, const PeopleOptions &o)
{
    Person person{o.name, *roleOf(o.role), hashOfNobody({}), std::chrono::system_clock::now()};
    if (auto possible = now.add(person); !possible)
        return possible.error();
    auto hash = newHash(o.name, o);
    if (!hash)
        return hash.error();
    person.secretHash = std::move(*hash);
    return changePeople(dataDir, [&](People &people) { return people.add(person); });
}

Result<People> changeSecret(const fs::path &dataDir, People now, const PeopleOptions &o)
{
    if (auto possible = now.setSecret(o.name, hashOfNobody({})); !possible)
        return possible.error();
    const auto hash = newHash(now.find(o.name)->name, o);
    if (!hash)
        return hash.error();
    return changePeople(dataDir, [&](People &people) { return people.setSecret(o.name, *hash); });
}

Result<People> change(const fs::path &dataDir, const People &now, const PeopleOptions &o)
{
    if (o.command == "add")
        return add(dataDir, now, o);
    if (o.command == "secret")
        return changeSecret(dataDir, now, o);
    if (o.command == "role")
        return changePeople(dataDir, [&](People &people) { return people.setRole(o.name, *roleOf(o.role)); });
    return changePeople(dataDir, [&](People &people) { return people.remove(o.name); });
}

}  // namespace

int listPeople(const PeopleOptions &o)
{
    const auto people = peopleIn(findInstallation(o.config).dataDir);
    if (!people)
        return refuse(people.error(), o.json);
    if (o.json) {
        ordered_json list = ordered_json::array();
        for (const Person &person : people->all())
            list.push_back(toJson(person));
        print({{"people", list}});
        return kDone;
    }
    for (const Person &person : people->all())
        std::cout << textOf(person) << '\n';
    if (people->empty())
        std::cout << "nobody" << '\n';
    return kDone;
}

int changePerson(const PeopleOptions &o)
{
    const fs::path dataDir = findInstallation(o.config).dataDir;
    const auto before = peopleIn(dataDir);
    if (!before)
        return refuse(before.error(), o.json);
    const auto after = change(dataDir, *before, o);
    if (!after)
        return refuse(after.error(), o.json);
    const Person *const person = (o.command == "remove" ? *before : *after).find(o.name);
    if (!person)
        return refuse(Error{ErrorCode::Busy, "somebody else changes " + o.name + " at this moment"}, o.json);
    if (o.json) {
        ordered_json answer = toJson(*person);
        answer["done"] = o.command;
        print(answer);
    } else {
        std::cout << (o.command == "remove" ? person->name + ": removed" : o.command == "secret" ? person->name + ": has a new secret" : textOf(*person)) << std::endl;
    }
    return kDone;
}

}  // namespace lineside::ctl
