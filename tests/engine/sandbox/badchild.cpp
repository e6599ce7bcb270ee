// SPDX-License-Identifier: GPL-3.0-or-later
// A process that was taken over: enters the sandbox as the one that reads offered files does, then tries one forbidden action.
//   badchild WHO LAYERS ACTION FOLDER   WHO: root, user; LAYERS: which walls are up, letters of "plnsc", or -; ACTION: one of `badchild list`
// Exit status: 0 denied, 1 done, 2 failed for another reason, 3 used wrongly. (The programs that it tries to run end with 1 themselves.)
//   badchild walls WHO    says which walls this system has, in a line of words
#include "sandbox/sandbox.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <grp.h>
#include <linux/bpf.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <poll.h>
#include <sched.h>
#include <string>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/msg.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/shm.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using lineside::SandboxLayers;
using lineside::SandboxLimits;

std::string g_folder;  // one that anybody may write to
int g_read = -1;       // a descriptor that was open before, for reading
int g_write = -1;      // the same for writing
alignas(file_handle) unsigned char g_number[sizeof(file_handle) + MAX_HANDLE_SZ];  // by which the kernel knows a file

std::string inFolder(const char *name)
{
    return g_folder + "/" + name;
}

long connectTo(int family)
{
    const int fd = ::socket(family, SOCK_STREAM, 0);
    if (fd < 0)
        return -1;
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(1);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const int done = ::connect(fd, reinterpret_cast<sockaddr *>(&to), sizeof to);
    return done < 0 && errno == ECONNREFUSED ? 0 : done;  // nobody listens, but it got there
}

long forked()
{
    const pid_t pid = ::fork();
    if (pid == 0)
        ::_exit(0);
    if (pid > 0)
        ::waitpid(pid, nullptr, 0);
    return pid;
}

long threadByClone3()
{
    struct { std::uint64_t flags, pidfd, child, parent, exitSignal, stack, size, tls; } arguments{};
    arguments.exitSignal = SIGCHLD;
    const long pid = ::syscall(SYS_clone3, &arguments, sizeof arguments);
    if (pid == 0)
        ::_exit(0);
    if (pid > 0)
        ::waitpid(pid_t(pid), nullptr, 0);
    return pid;
}

long execute(const char *program)
{
    char *const arguments[] = {const_cast<char *>(program), nullptr};
    return ::execve(program, arguments, nullptr);
}

long codeInMemory()
{
    void *at = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? -1 : 0;
}

long memoryIntoCode()
{
    void *at = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return at == MAP_FAILED ? -1 : ::mprotect(at, 4096, PROT_READ | PROT_EXEC);
}

long readParent()
{
    char here[8];
    iovec local{here, sizeof here}, remote{reinterpret_cast<void *>(&g_read), sizeof here};
    return ::process_vm_readv(::getppid(), &local, 1, &remote, 1, 0);
}

long raiseLimit()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max = limit.rlim_max + 1;
    return ::setrlimit(RLIMIT_NOFILE, &limit);
}

long typeIntoTerminal()
{
    const char c = '\n';
    const long done = ::ioctl(STDIN_FILENO, TIOCSTI, &c);
    return done < 0 && (errno == ENOTTY || errno == EIO) ? 0 : done;  // no terminal here, but it would have been asked
}

long uring()
{
    io_uring_params parameters{};
    return ::syscall(SYS_io_uring_setup, 4, &parameters);
}

long loadIntoKernel()
{
    bpf_attr map{};
    map.map_type = BPF_MAP_TYPE_ARRAY;
    map.key_size = 4;
    map.value_size = 8;
    map.max_entries = 1;
    return ::syscall(SYS_bpf, BPF_MAP_CREATE, &map, sizeof map);
}

long countEvents()
{
    perf_event_attr event{};
    event.size = sizeof event;
    event.type = PERF_TYPE_SOFTWARE;
    event.config = PERF_COUNT_SW_TASK_CLOCK;
    event.exclude_kernel = event.exclude_hv = 1;
    return ::syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

long becomeRoot()
{
    const int done = ::setresuid(0, 0, 0);
    if (done < 0 && errno == EINVAL)  // in its world there is no such user
        errno = EPERM;
    return done;
}

long shareFile()
{
    return ::syscall(SYS_sendfile, g_write, g_read, nullptr, 1);
}

struct Action {
    const char *name;
    bool anybody;  ///< works for anybody outside of a sandbox, whatever the system: the control of the experiment
    long (*tried)();
    int denial = 0;  ///< an error by which this one is denied, besides the usual ones
};

const Action kActions[] = {
    {"open a file for reading", true, [] { return long(::open("/etc/passwd", O_RDONLY)); }},
    {"make a file", true, [] { return long(::open(inFolder("made").c_str(), O_WRONLY | O_CREAT, 0600)); }},
    {"make a file without a name", false, [] { return long(::open(g_folder.c_str(), O_WRONLY | O_TMPFILE, 0600)); }},
    {"make a folder", true, [] { return long(::mkdir(inFolder("folder").c_str(), 0700)); }},
    {"make a pipe with a name", true, [] { return long(::mkfifo(inFolder("pipe").c_str(), 0600)); }},
    {"make a symbolic link", true, [] { return long(::symlink("/etc", inFolder("link").c_str())); }},
    {"make a hard link", true, [] { return long(::link(inFolder("there").c_str(), inFolder("linked").c_str())); }},
    {"rename a file", true, [] { return long(::rename(inFolder("there").c_str(), inFolder("elsewhere").c_str())); }},
    {"remove a file", true, [] { return long(::unlink(inFolder("there").c_str())); }},
    {"shorten a file", true, [] { return long(::truncate(inFolder("there").c_str(), 0)); }},
    {"change a file's rights", true, [] { return long(::chmod(inFolder("there").c_str(), 0666)); }},
    {"list a folder", true, [] { return long(::open(g_folder.c_str(), O_RDONLY | O_DIRECTORY)); }},
    {"ask whether a file is there", true, [] { return long(::access("/etc/passwd", F_OK)); }},
    {"run a program", true, [] { return execute("/bin/false"); }},
    {"run a program by its descriptor", true, [] {
         char *const arguments[] = {const_cast<char *>("x"), nullptr};
         return long(::syscall(SYS_execveat, AT_FDCWD, "/bin/false", arguments, nullptr, 0));
     }},
    {"make a process", true, forked},
    {"make a process another way", true, threadByClone3},
    {"open a socket", true, [] { return long(::socket(AF_INET, SOCK_STREAM, 0)); }},
    {"open a socket for packets", true, [] { return long(::socket(AF_INET6, SOCK_DGRAM, 0)); }},
    {"open a local socket", true, [] { return long(::socket(AF_UNIX, SOCK_STREAM, 0)); }},
    {"connect to a host", true, [] { return connectTo(AF_INET); }},
    {"send a signal to the parent", false, [] { return long(::kill(::getppid(), 0)); }},
    {"send a signal to everybody", false, [] { return long(::kill(-1, 0)); }},
    {"get hold of the parent", true, [] { return long(::syscall(SYS_pidfd_open, ::getppid(), 0)); }},
    {"trace the parent", false, [] { return long(::ptrace(PTRACE_SEIZE, ::getppid(), nullptr, nullptr)); }},
    {"read the parent's memory", false, readParent},
    {"make memory that is code", true, codeInMemory},
    {"make code of memory", true, memoryIntoCode},
    {"make a file in memory", true, [] { return long(::syscall(SYS_memfd_create, "x", 0)); }},
    {"shared memory by number", true, [] { return long(::shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0600)); }},
    {"a message queue", true, [] { return long(::msgget(IPC_PRIVATE, IPC_CREAT | 0600)); }},
    {"copy from file to file", true, shareFile},
    {"write where it was not told to", true, [] { return long(::write(g_write, "x", 1)); }},
    {"copy a descriptor", true, [] { return long(::dup(g_read)); }},
    {"watch files", true, [] { return long(::inotify_init1(0)); }},
    {"queue work in the kernel", false, uring, ENOMEM},  // by the limit of locked memory
    {"load a program into the kernel", false, loadIntoKernel},
    {"handle its own page faults", false, [] { return long(::syscall(SYS_userfaultfd, 0)); }},
    {"keep a key in the kernel", false, [] { return long(::syscall(SYS_add_key, "user", "lineside", "x", 1, -2)); }},
    {"count events of the processor", false, countEvents},
    {"mount", false, [] { return long(::mount("none", g_folder.c_str(), "tmpfs", 0, nullptr)); }, ENOENT},
    {"change the root folder", false, [] { return long(::chroot(g_folder.c_str())); }, ENOENT},
    {"make a namespace of its own", false, [] { return long(::unshare(CLONE_NEWUSER)); }},
    {"become root", false, becomeRoot},
    {"change the host's name", false, [] { return long(::sethostname("x", 1)); }},
    {"load a module", false, [] { return long(::syscall(SYS_init_module, nullptr, 0, "")); }},
    {"open a file by its number", false, [] { return long(::syscall(SYS_open_by_handle_at, AT_FDCWD, g_number, O_RDONLY)); }},
    {"type into the terminal", false, typeIntoTerminal, EBADF},
    {"raise its limits", false, raiseLimit},
    {"let itself be traced again", true, [] { return long(::prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)); }},
    {"outlive its parent", true, [] { return long(::prctl(PR_SET_PDEATHSIG, 0, 0, 0, 0)); }},
};

bool isDenial(int error, const Action &action)
{
    switch (error) {
    case EPERM:
    case EACCES:
    case EAGAIN:  // by the limit of processes
    case EMFILE:  // of descriptors
    case ENOSYS:  // by the kernel, which has no such thing
        return true;
    case ENOENT:  // there are no files
    case EBADF:   // what was open is not
        return action.anybody || error == action.denial;
    default: return error == action.denial;
    }
}

bool becomeUser()
{
    constexpr uid_t kNobody = 65534;
    return ::geteuid() != 0 || (::setgroups(0, nullptr) == 0 && ::setresgid(kNobody, kNobody, kNobody) == 0 && ::setresuid(kNobody, kNobody, kNobody) == 0);
}

int list()
{
    for (const Action &action : kActions)
        std::printf("%d %s\n", action.anybody ? 1 : 0, action.name);
    return 0;
}

int walls(const SandboxLimits &limits)
{
    const lineside::SandboxState s = lineside::enterSandbox(limits, {}, {STDOUT_FILENO});
    std::string words;
    for (const auto &[stands, word] : {std::pair{s.privileges, "privileges"}, {s.limits, "limits"}, {s.landlock > 0, "landlock"}, {s.systemCalls, "systemCalls"},
                                       {s.notRoot, "notRoot"}, {s.noNewCode, "noNewCode"}, {s.ownNetwork, "ownNetwork"}, {s.emptyRoot, "emptyRoot"}}) {
        if (stands)
            words += std::string(words.empty() ? "" : " ") + word;
    }
    return ::write(STDOUT_FILENO, words.data(), words.size()) == ssize_t(words.size()) ? 0 : 3;
}

/// Whose only child tells its number, then waits for ever in the sandbox.
int parentOfOneThatStays(const SandboxLimits &limits)
{
    const pid_t pid = ::fork();
    if (pid == 0) {
        lineside::enterSandbox(limits, {}, {STDOUT_FILENO});
        (void)!::write(STDOUT_FILENO, "x", 1);
        for (;;)
            ::syscall(SYS_futex, &g_read, 0 /* wait */, g_read, nullptr, nullptr, 0);
    }
    std::printf("%d\n", pid);
    std::fflush(stdout);
    for (;;)
        ::pause();
}

}  // namespace

#ifdef __SANITIZE_ADDRESS__
/// A process that is locked in cannot stop itself to look for leaks.
extern "C" const char *__asan_default_options()
{
    return "detect_leaks=0";
}
#endif

int main(int argc, char **argv)
{
    const SandboxLimits limits{1ull << 32, 1 << 20, 60};
    if (argc == 2 && std::strcmp(argv[1], "list") == 0)
        return list();
    if (argc == 3 && std::strcmp(argv[1], "parent") == 0)
        return std::strcmp(argv[2], "user") != 0 || becomeUser() ? parentOfOneThatStays(limits) : 3;
    if (argc == 3 && std::strcmp(argv[1], "walls") == 0)
        return std::strcmp(argv[2], "user") != 0 || becomeUser() ? walls(limits) : 3;
    if (argc != 5)
        return 3;
    g_folder = argv[4];
    g_read = ::open("/dev/zero", O_RDONLY);
    g_write = ::open("/dev/null", O_WRONLY);
    auto *const number = reinterpret_cast<file_handle *>(g_number);
    number->handle_bytes = MAX_HANDLE_SZ;
    int mount = 0;
    (void)::name_to_handle_at(AT_FDCWD, g_folder.c_str(), number, &mount, 0);
    const std::string who = argv[1], layers = argv[2], name = argv[3];
    if (g_read < 0 || g_write < 0 || (who == "user" && !becomeUser()))
        return 3;
    const auto has = [&](char letter) { return layers.find(letter) != std::string::npos; };
    if (layers != "-")
        lineside::enterSandbox(limits, {g_read}, {STDOUT_FILENO}, SandboxLayers{has('p'), has('l'), has('n'), has('s'), has('c')});
    for (const Action &action : kActions) {
        if (name != action.name)
            continue;
        if (action.tried() >= 0)
            return 1;
        const int error = errno;
        std::printf("%s", std::strerror(error));
        return isDenial(error, action) ? 0 : 2;
    }
    return 3;
}
