// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/people.h"

#include "access/secrethash.h"
#include "base/foldcase.h"
#include "base/utf8.h"

#include <algorithm>

namespace lineside {
namespace {

Error lastAdministrator(const Person &person)
{
    return {ErrorCode::Busy, person.name + " is the last administrator: somebody else has to be one first"};
}

}  // namespace

Result<void> checkPersonName(std::string_view name)
{
    if (name.empty())
        return Error{ErrorCode::InvalidInput, "a name is missing"};
    if (name.size() > kMaxPersonNameBytes)
        return Error{ErrorCode::InvalidInput, "the name is longer than " + std::to_string(kMaxPersonNameBytes) + " bytes"};
    if (name.front() == ' ' || name.back() == ' ')
        return Error{ErrorCode::InvalidInput, "the name has blanks around it"};
    while (!name.empty()) {
        const std::size_t length = characterLength(name);
        if (length == 0)
            return Error{ErrorCode::InvalidInput, "the name has bytes that show nothing"};
        name.remove_prefix(length);
    }
    return {};
}

const Person *People::find(std::string_view name) const
{
    const auto place = placeOf(name);
    return place ? &m_all[*place] : nullptr;
}

Result<People> People::of(std::vector<Person> all)
{
    People people;
    for (Person &person : all) {
        if (auto added = people.append(std::move(person)); !added)
            return Error{ErrorCode::InvalidInput, added.error().detail};
    }
    if (!people.empty() && std::ranges::count(people.m_all, Role::Administrator, &Person::role) == 0)
        return Error{ErrorCode::InvalidInput, "none of them is an administrator"};
    return people;
}

Result<void> People::add(Person person)
{
    if (m_all.empty() && person.role != Role::Administrator)
        return Error{ErrorCode::InvalidInput, "the first of all has to be an administrator"};
    return append(std::move(person));
}

Result<void> People::append(Person person)
{
    if (auto named = checkPersonName(person.name); !named)
        return named;
    if (const Person *same = find(person.name))
        return Error{ErrorCode::Busy, same->name + " is there already"};
    if (m_all.size() >= kMaxPeople)
        return Error{ErrorCode::InvalidInput, "more than " + std::to_string(kMaxPeople) + " people"};
    if (const auto cost = costOf(person.secretHash); !cost)
        return cost.error();
    person.added = std::chrono::floor<std::chrono::milliseconds>(person.added);
    m_all.push_back(std::move(person));
    return {};
}

Result<void> People::setSecret(std::string_view name, std::string secretHash)
{
    const auto place = placeOf(name);
    if (!place)
        return place.error();
    if (const auto cost = costOf(secretHash); !cost)
        return cost.error();
    m_all[*place].secretHash = std::move(secretHash);
    return {};
}

Result<void> People::setRole(std::string_view name, Role role)
{
    const auto place = placeOf(name);
    if (!place)
        return place.error();
    if (role != Role::Administrator && isLastAdministrator(*place))
        return lastAdministrator(m_all[*place]);
    m_all[*place].role = role;
    return {};
}

Result<void> People::remove(std::string_view name)
{
    const auto place = placeOf(name);
    if (!place)
        return place.error();
    if (isLastAdministrator(*place))
        return lastAdministrator(m_all[*place]);
    m_all.erase(m_all.begin() + static_cast<std::ptrdiff_t>(*place));
    return {};
}

Result<std::size_t> People::placeOf(std::string_view name) const
{
    const std::string wanted = foldCase(name);
    const auto found = std::ranges::find(m_all, wanted, [](const Person &person) { return foldCase(person.name); });
    if (found == m_all.end())
        return Error{ErrorCode::NotFound, "nobody here is called " + std::string(name)};
    return static_cast<std::size_t>(found - m_all.begin());
}

bool People::isLastAdministrator(std::size_t place) const
{
    return m_all[place].role == Role::Administrator && std::ranges::count(m_all, Role::Administrator, &Person::role) == 1;
}

}  // namespace lineside
