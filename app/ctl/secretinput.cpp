// SPDX-License-Identifier: GPL-3.0-or-later
#include "ctl/secretinput.h"

#include "access/secretrules.h"
#include "base/filedescriptor.h"
#include "base/writeall.h"

#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace lineside::ctl {
namespace {

constexpr int kEndings[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};

volatile std::sig_atomic_t s_ending = 0;  // a handler of signals has nowhere else to write to

Error ioError(const char *what)
{
    return {ErrorCode::Io, std::string(what) + ": " + std::strerror(errno)};
}

Error faultOf(SecretFault fault)
{
    switch (fault) {
    case SecretFault::TooShort:
        return {ErrorCode::InvalidInput, "too_short: a PIN has at least " + std::to_string(kMinPinDigits) + " digits, a password at least "
                                             + std::to_string(kMinPasswordCharacters) + " characters"};
    case SecretFault::TooLong: return {ErrorCode::InvalidInput, "too_long: at most " + std::to_string(kMaxSecretBytes) + " bytes"};
    case SecretFault::TooSimple: return {ErrorCode::InvalidInput, "too_simple: one character again and again, or digits in even steps such as 123456"};
    case SecretFault::NotText: break;
    }
    return {ErrorCode::InvalidInput, "not_text: a secret is UTF-8 without control characters"};
}

Result<Secret> allowed(Result<Secret> secret)
{
    if (!secret)
        return secret;
    if (const auto fault = secretFault(secret->view()))
        return faultOf(*fault);
    return secret;
}

/// As far as a line end, or as many bytes as a secret may have and one more. `wait` waits until there is something to read.
template <class Wait>
Result<Secret> readLine(int fd, Wait wait)
{
    Secret secret;
    bool some = false;
    while (secret.view().size() <= kMaxSecretBytes) {
        if (const Result<void> waited = wait(); !waited)
            return waited.error();
        char byte = 0;
        const ssize_t got = ::read(fd, &byte, 1);
        if (got < 0 && (errno == EINTR || errno == EAGAIN))
            continue;
        if (got < 0)
            return ioError("the secret could not be read");
        if (got == 0 && !some)
            return Error{ErrorCode::InvalidInput, "no secret was given"};
        some = true;
        if (got == 0 || byte == '\n')
            break;
        secret.append(byte);
        ::explicit_bzero(&byte, 1);
    }
    return secret;
}

/// A terminal that does not show what is typed, until this is destroyed. While it lives, signals that end the program only end `wait`; they do
/// their work afterwards. One at a time.
class SilentTerminal {
public:
    explicit SilentTerminal(int fd) : m_fd(fd)
    {
        sigset_t endings;
        ::sigemptyset(&endings);
        struct sigaction note {};
        note.sa_handler = [](int signal) { s_ending = signal; };
        for (std::size_t i = 0; i < std::size(kEndings); ++i) {
            ::sigaddset(&endings, kEndings[i]);
            ::sigaction(kEndings[i], &note, &m_actions[i]);
            // One that the program was started to ignore stays without effect.
            if (m_actions[i].sa_handler == SIG_IGN)
                ::sigaction(kEndings[i], &m_actions[i], nullptr);
        }
        ::sigprocmask(SIG_BLOCK, &endings, &m_mask);
        m_silent = ::tcgetattr(m_fd, &m_shown) == 0;
        termios silent = m_shown;
        silent.c_lflag = (silent.c_lflag & ~static_cast<tcflag_t>(ECHO | ECHOE | ECHOK)) | ICANON | ECHONL;
        silent.c_cc[VSUSP] = _POSIX_VDISABLE;  // put aside, it would leave the shell a terminal that shows nothing
        m_silent = m_silent && ::tcsetattr(m_fd, TCSAFLUSH, &silent) == 0;
    }
    SilentTerminal(const SilentTerminal &) = delete;
    SilentTerminal &operator=(const SilentTerminal &) = delete;
    ~SilentTerminal()
    {
        if (m_silent)
            ::tcsetattr(m_fd, TCSAFLUSH, &m_shown);
        for (std::size_t i = 0; i < std::size(kEndings); ++i)
            ::sigaction(kEndings[i], &m_actions[i], nullptr);
        if (s_ending)
            ::raise(s_ending);  // waits for the mask
        ::sigprocmask(SIG_SETMASK, &m_mask, nullptr);
    }

    bool silent() const { return m_silent; }
    /// Until something is typed.
    Result<void> wait() const
    {
        pollfd typed{m_fd, POLLIN, 0};
        while (!s_ending && ::ppoll(&typed, 1, nullptr, &m_mask) < 0) {
            if (errno != EINTR)
                return ioError("the terminal");
        }
        if (s_ending)
            return Error{ErrorCode::Cancelled, "ended by a signal"};
        return {};
    }

private:
    const int m_fd;
    bool m_silent = false;
    termios m_shown{};
    sigset_t m_mask{};
    struct sigaction m_actions[std::size(kEndings)] {};
};

/// Has `ask` put questions at the terminal of this program, which does not show what is typed.
template <class Ask>
Result<Secret> atTerminal(Ask ask)
{
    const FileDescriptor terminal(::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY));
    if (!terminal)
        return ioError("/dev/tty");
    const SilentTerminal silent(terminal.get());
    if (!silent.silent())
        return ioError("the terminal cannot be kept from showing what is typed");
    return ask([&](const std::string &prompt) -> Result<Secret> {
        if (!writeAll(terminal.get(), prompt))
            return ioError("/dev/tty");
        return readLine(terminal.get(), [&] { return silent.wait(); });
    });
}

Result<Secret> askTwice(const std::string &name)
{
    return atTerminal([&](const auto &ask) -> Result<Secret> {
        auto first = allowed(ask("New PIN or password for " + name + ": "));
        if (!first)
            return first;
        const auto again = ask("Once more: ");
        if (!again)
            return again.error();
        if (!isSame(*first, *again))
            return Error{ErrorCode::InvalidInput, "the two are not the same"};
        return first;
    });
}

/// One line of an open file.
Result<Secret> lineOf(int from)
{
    return readLine(from, [from]() -> Result<void> {
        pollfd given{from, POLLIN, 0};
        while (::poll(&given, 1, -1) < 0) {
            if (errno != EINTR)
                return ioError("the secret could not be read");
        }
        return {};
    });
}

}  // namespace

Result<Secret> askForNewSecret(const std::string &name, std::optional<int> descriptor)
{
    const int from = descriptor.value_or(STDIN_FILENO);
    if (::isatty(from) == 1)
        return askTwice(name);
    return allowed(lineOf(from));
}

Result<Secret> askForSecret(const std::string &name, std::optional<int> descriptor)
{
    const int from = descriptor.value_or(STDIN_FILENO);
    if (::isatty(from) == 1)
        return atTerminal([&](const auto &ask) -> Result<Secret> { return ask("PIN or password of " + name + ": "); });
    return lineOf(from);
}

}  // namespace lineside::ctl
