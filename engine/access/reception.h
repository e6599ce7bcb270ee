// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/people.h"
#include "access/signin.h"
#include "base/clock.h"
#include "base/taskrunner.h"

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace lineside {

/// Who is what here, as the files said when they were last looked at. Value type.
struct KnownPeople {
    People people;
    std::optional<Error> trouble;  ///< `believed`: why the copy serves; else: why there is none to believe
    bool believed = true;

    /// Do people have to say who they are? Also where nobody can be believed: whoever damages the list must not become whatever he likes.
    bool asked() const { return !believed || !people.empty(); }
};

/// The people of one installation as this program knows them, and the one place of it where secrets are looked at, so that every desk counts
/// the same wrong ones. The files are read on a thread of its own, which ends with this. Thread-safe.
class Reception {
public:
    /// Called on that thread, with those who were known before and those who are now.
    using Changed = std::function<void(const People &before, const People &now)>;

    /// Reads the files once. `clock` outlives this. `verify`: what takes the time of a sign-in.
    Reception(std::filesystem::path dataDir, const Clock &clock, SignInRule rule = {}, SignIn::Verify verify = verifySecret);

    const Clock &clock() const { return m_clock; }
    /// Never null, and never waits for a disk.
    std::shared_ptr<const KnownPeople> known() const;
    /// Has the files looked at, and read where they are others than before. `done` afterwards, on this thread of its own; not at all where this ends before.
    void look(std::function<void()> done = {});
    /// Called whenever somebody was added, removed or changed since. Before anybody else uses this.
    void onChanged(Changed changed) { m_changed = std::move(changed); }

    /// Ends its thread: nothing is looked at any more, and who waits for an answer gets none. Before the end of what `Changed` uses.
    void end() { m_thread.stop(); }

    using Attempted = std::function<void(Result<Person, SignInRefusal>)>;
    /// Looks at the files, and then at the secret. `done` on the thread of its own; Trouble: nobody can be believed, or there is nobody.
    void attempt(std::string name, std::shared_ptr<const Secret> secret, Attempted done);

private:
    /// What tells one state of the files from another: of each its number, size and times; zeros: it is not there.
    using Marks = std::array<std::array<std::int64_t, 6>, 2>;
    Marks marks() const;
    void lookNow();

    const std::filesystem::path m_dataDir;
    const Clock &m_clock;
    SignIn m_signIn;
    Changed m_changed;
    std::optional<Marks> m_marks;  ///< of what is known; its thread only
    People m_believed;             ///< the last that were; its thread only
    mutable std::mutex m_mutex;
    std::shared_ptr<const KnownPeople> m_known;
    ThreadTaskRunner m_thread;
};

}  // namespace lineside
