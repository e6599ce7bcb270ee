// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#ifdef __SANITIZE_THREAD__
#include <atomic>
#include <thread>

// Of the sanitizer's run time, which has no header for them.
extern "C" {
void AnnotateIgnoreSyncBegin(const char *file, int line);
void AnnotateIgnoreSyncEnd(const char *file, int line);
void AnnotateIgnoreReadsBegin(const char *file, int line);
void AnnotateIgnoreReadsEnd(const char *file, int line);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);
}
#endif

namespace lineside::test {

#ifdef __SANITIZE_THREAD__

/// What the calling thread does while this lives is not seen by the thread sanitizer: neither what it reads and writes, nor that it
/// waits for another. For a test's own state, which only one thread has at a time.
class Unseen {
public:
    Unseen()
    {
        AnnotateIgnoreSyncBegin(__FILE__, __LINE__);
        AnnotateIgnoreReadsBegin(__FILE__, __LINE__);
        AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    }
    Unseen(const Unseen &) = delete;
    Unseen &operator=(const Unseen &) = delete;
    ~Unseen()
    {
        AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
        AnnotateIgnoreReadsEnd(__FILE__, __LINE__);
        AnnotateIgnoreSyncEnd(__FILE__, __LINE__);
    }
};

/// A thread that does one thing while its caller waits, in a way that the sanitizer does not take for an order between them. So one
/// thread runs at a time, and what the product's own locks do not put in order is found all the same.
template <class Doer>
class OwnThread {
public:
    OwnThread() : m_thread([this] { loop(); }) {}
    ~OwnThread()
    {
        call(nullptr);
        m_thread.join();
    }
    /// `doer->turn()`. Returns after it.
    void turn(Doer *doer) { call(doer); }

private:
    enum State { Idle, Asked };
    void call(Doer *doer)
    {
        const Unseen unseen;
        m_doer = doer;
        m_state = Asked;
        m_state.notify_all();
        if (doer)
            m_state.wait(Asked);
    }
    void loop()
    {
        while (Doer *const doer = next()) {
            doer->turn();
            const Unseen unseen;
            m_state = Idle;
            m_state.notify_all();
        }
    }
    Doer *next()
    {
        const Unseen unseen;
        m_state.wait(Idle);
        return m_doer;
    }

    std::atomic<Doer *> m_doer{nullptr};
    std::atomic<int> m_state{Idle};
    std::thread m_thread;
};

#else

// Where nobody watches, all is on one thread, which is quicker and the same.
class Unseen {
public:
    Unseen() {}   // not trivial: a variable of it is meant
};

template <class Doer>
class OwnThread {
public:
    void turn(Doer *doer) { doer->turn(); }
};

#endif

}  // namespace lineside::test
