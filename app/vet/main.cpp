// SPDX-License-Identifier: GPL-3.0-or-later
// lineside-vet: reads one offered weight file for Lineside, without any right to do anything else. Started by the engine, with the request
// on standard input, the file and the place for its network open; not for use by hand.
#include "base/writeall.h"
#include "sandbox/sandbox.h"
#include "vet/vetmain.h"

#include <cerrno>
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

}  // namespace

#ifdef __SANITIZE_ADDRESS__
/// A process that is locked in cannot stop itself to look for leaks.
extern "C" const char *__asan_default_options()
{
    return "detect_leaks=0";
}
#endif

int main()
{
    using namespace lineside;
    becomeModest(kCanonicalFd);
    std::string text;
    if (::isatty(STDIN_FILENO) || !readAll(STDIN_FILENO, text, kMaxRequestBytes))
        return kNotForUseByHand;
    const auto request = requestFromText(text);
    if (!request)
        return kNotForUseByHand;
    return writeAll(STDOUT_FILENO, toText(vetOpenFile(*request))) ? 0 : kCannotAnswer;
}
