// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/reception.h"

#include "access/peoplefile.h"

#include <sys/stat.h>

#include <utility>

namespace lineside {

Reception::Reception(std::filesystem::path dataDir, const Clock &clock, SignInRule rule, SignIn::Verify verify)
    : m_dataDir(std::move(dataDir)), m_clock(clock), m_signIn(clock, rule, std::move(verify)), m_known(std::make_shared<KnownPeople>()), m_thread("people", AtStop::DropWaiting)
{
    lookNow();
}

std::shared_ptr<const KnownPeople> Reception::known() const
{
    const std::lock_guard lock(m_mutex);
    return m_known;
}

void Reception::look(std::function<void()> done)
{
    m_thread.post([this, done = std::move(done)] {
        lookNow();
        if (done)
            done();
    });
}

void Reception::attempt(std::string name, std::shared_ptr<const Secret> secret, Attempted done)
{
    m_thread.post([this, name = std::move(name), secret = std::move(secret), done = std::move(done)] {
        lookNow();
        const auto now = known();
        if (!now->believed)
            return done(SignInRefusal{SignInRefusal::Why::Trouble, {}, now->trouble->detail});
        if (now->people.empty())
            return done(SignInRefusal{SignInRefusal::Why::Trouble, {}, "there is nobody who could sign in"});
        done(m_signIn.attempt(now->people, name, *secret));
    });
}

Reception::Marks Reception::marks() const
{
    Marks marks{};
    const char *const names[] = {kPeopleFile, kPeopleCopyFile};
    for (std::size_t i = 0; i < marks.size(); ++i) {
        struct stat found {};
        if (::stat((m_dataDir / names[i]).c_str(), &found) == 0)
            marks[i] = {static_cast<std::int64_t>(found.st_ino), found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec, found.st_ctim.tv_sec, found.st_ctim.tv_nsec};
    }
    return marks;
}

void Reception::lookNow()
{
    const Marks before = marks();
    if (m_marks == before)
        return;
    auto read = readPeople(m_dataDir);
    auto now = std::make_shared<KnownPeople>();
    if (read) {
        now->people = std::move(read->people);
        now->trouble = std::move(read->damage);
    } else {
        now->trouble = read.error();
        now->believed = false;
    }
    // Damage of the disk may pass without a change of the file: it is looked at again next time.
    m_marks = now->trouble ? std::nullopt : std::optional(before);
    {
        const std::lock_guard lock(m_mutex);
        m_known = now;
    }
    if (!now->believed)
        return;
    const People was = std::exchange(m_believed, now->people);
    if (m_changed && !(was == now->people))
        m_changed(was, now->people);
}

}  // namespace lineside
