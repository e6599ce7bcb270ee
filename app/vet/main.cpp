// SPDX-License-Identifier: GPL-3.0-or-later
// lineside-vet: reads one offered weight file for Lineside, without any right to do anything else. Started by the engine, with the request
// on standard input, the file and the place for its network open; not for use by hand.
#include "base/writeall.h"
#include "sandbox/sandbox.h"
#include "vet/vetmain.h"

#include <cerrno>
#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <unistd.h>

namespace {

constexpr int kNotForUseByHand = 2, kCannotAnswer = 3;

bool readAll(int fd, std::string &text, std::size_t most)
{
    char piece[65536];
    for (;;) {
        const ssize_t n = ::read(fd, piece, sizeof piece);
        if (n == 0)
            return true;
        if (n < 0 && errno != EINTR)
            return false;
        text.append(piece, n > 0 ? std::size_t(n) : 0);
        if (text.size() > most)
            return false;
    }
}

/// A library that asks for memory where it may not fail ends the process. Where there was none, that is told from a crash.
[[noreturn]] void endWithoutMemory()
{
    try {
        if (const std::exception_ptr why = std::current_exception())
            std::rethrow_exception(why);
    } catch (const std::bad_alloc &) {
        ::_exit(lineside::kVetOutOfMemory);
    } catch (...) {
    }
    std::abort();
}

}  // namespace

#ifdef __SANITIZE_ADDRESS__
/// A process that is locked in cannot stop itself to look for leaks.
extern "C" const char *__asan_default_options()
{
    return "detect_leaks=0";
}
#endif

int main()
try {
    using namespace lineside;
    std::set_terminate(endWithoutMemory);
    becomeModest(kCanonicalFd);
    std::string text;
    if (::isatty(STDIN_FILENO) || !readAll(STDIN_FILENO, text, kMaxRequestBytes))
        return kNotForUseByHand;
    const auto request = requestFromText(text);
    if (!request)
        return kNotForUseByHand;
    return writeAll(STDOUT_FILENO, toText(vetOpenFile(*request))) ? 0 : kCannotAnswer;
} catch (const std::bad_alloc &) {
    return lineside::kVetOutOfMemory;  // not even for a report
}
