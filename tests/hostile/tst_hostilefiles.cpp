// SPDX-License-Identifier: GPL-3.0-or-later
// Every hostile file is refused, for what it is, by a reader that touches nothing else and needs little memory for it.
#include "hostile/confined.h"
#include "hostile/hostilefiles.h"
#include "weights/weightfile.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fcntl.h>
#include <malloc.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

Q_DECLARE_METATYPE(const HostileKind *)

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;  // makes system calls of its own and needs more memory
#else
constexpr bool kSanitized = false;
#endif
constexpr std::size_t kLeastKinds = 60, kLeastFiles = 500, kLeastAdvisories = 62;
constexpr long kMostMemoryKb = 256 * 1024;  // above the file itself

constexpr char kStatus[] = "/proc/self/status";

/// A line of it in kB, by system calls that a confined process may make.
long statusKb(const char *what)
{
    char text[4096] = {};
    const int fd = ::open(kStatus, O_RDONLY | O_CLOEXEC);
    const ssize_t n = fd < 0 ? 0 : ::read(fd, text, sizeof text - 1);
    ::close(fd);
    const char *at = n > 0 ? std::strstr(text, what) : nullptr;
    return at ? std::atol(at + std::strlen(what)) : -1;
}

/// What a confined process says about one file.
struct Answer {
    std::size_t file = 0;
    std::string outcome;
    bool explained = false;
    long memoryKb = 0;
};

std::vector<Answer> answersOf(const std::string &said)
{
    std::vector<Answer> answers;
    std::istringstream lines(said);
    for (Answer a; lines >> a.file >> a.outcome >> a.explained >> a.memoryKb;)
        answers.push_back(a);
    return answers;
}

std::set<std::string> filesIn(const fs::path &folder)
{
    std::set<std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(folder))
        files.insert(entry.path().string());
    return files;
}

}  // namespace

class TestHostileFiles : public QObject {
    Q_OBJECT

    const std::vector<HostileKind> m_kinds = hostileKinds();
    std::pair<long, std::string> m_mostMemory;

private slots:
    void initTestCase() { ::tzset(); }  // libzip works out the time of each record: the zone is read once, and here
    void cleanupTestCase() { qInfo("at most %ld kB above the file itself: %s", m_mostMemory.first, m_mostMemory.second.c_str()); }

    void there_are_enough_of_them_and_each_is_another()
    {
        std::set<std::string> names, advisories;
        std::size_t files = 0;
        for (const HostileKind &kind : m_kinds) {
            QVERIFY2(names.insert(kind.name).second, kind.name.c_str());
            QVERIFY2(!kind.reasons.empty() && std::find(kind.reasons.begin(), kind.reasons.end(), RefusalReason::Internal) == kind.reasons.end(), kind.name.c_str());
            std::istringstream ids(kind.published);
            for (std::string id; std::getline(ids >> std::ws, id, ',');)
                advisories.insert(id);
            std::set<std::string> contents;
            for (const HostileFile &file : filesOf(kind)) {
                QVERIFY2(contents.insert(file.bytes).second, (kind.name + ": " + file.name).c_str());
                ++files;
            }
        }
        qInfo("%zu hostile files of %zu kinds, after %zu published advisories", files, m_kinds.size(), advisories.size());
        QVERIFY(m_kinds.size() >= kLeastKinds && files >= kLeastFiles && advisories.size() >= kLeastAdvisories);
    }

    void the_same_seed_makes_the_same_files()
    {
        for (const HostileKind &kind : m_kinds) {
            if (kind.name.starts_with("pickle calls"))  // there are many, and they are all alike
                continue;
            const HostileFiles first = filesOf(kind, 7), second = filesOf(kind, 7);
            QVERIFY2(std::equal(first.begin(), first.end(), second.begin(), second.end(), [](auto &a, auto &b) { return a.name == b.name && a.bytes == b.bytes; }), kind.name.c_str());
        }
    }

    void what_is_forbidden_ends_a_confined_process_data()
    {
        QTest::addColumn<QString>("call");
        for (const char *call : {"nothing", "reading", "creating a file", "opening for writing", "a socket", "a program", "another process", "removing"})
            QTest::newRow(call) << call;
    }
    void what_is_forbidden_ends_a_confined_process()
    {
        if (kSanitized)
            QSKIP("a sanitizer makes system calls of its own");
        const QTemporaryDir folder;
        const std::string there = folder.filePath("there").toStdString(), other = folder.filePath("other").toStdString();
        std::ofstream(there) << "x";
        QFETCH(QString, call);
        const std::string what = call.toStdString();
        const Confined result = runConfined([] { return -1; }, [&](const auto &say) {
            if (what == "reading")
                ::close(::open(there.c_str(), O_RDONLY | O_CLOEXEC));
            else if (what == "creating a file")
                ::open(other.c_str(), O_RDONLY | O_CREAT, 0600);
            else if (what == "opening for writing")
                ::open(there.c_str(), O_WRONLY);
            else if (what == "a socket")
                ::socket(AF_INET, SOCK_STREAM, 0);
            else if (what == "a program")
                ::execl("/bin/true", "true", nullptr);
            else if (what == "another process")
                ::fork();
            else if (what == "removing")
                ::unlink(there.c_str());
            say("done\n");
        });
        const bool allowed = what == "nothing" || what == "reading";
        QCOMPARE(result.finished, allowed);
        QCOMPARE(result.forbiddenCall, !allowed);
        QCOMPARE(result.said, std::string(allowed ? "done\n" : ""));
        QCOMPARE(result.opened, what == "reading" ? std::vector<std::string>{there} : std::vector<std::string>());
        QVERIFY(fs::exists(there) && !fs::exists(other));
    }

    void every_file_is_refused_for_what_it_is_and_nothing_else_happens_data()
    {
        QTest::addColumn<const HostileKind *>("kind");
        for (const HostileKind &kind : m_kinds)
            QTest::newRow(kind.name.c_str()) << &kind;
    }
    void every_file_is_refused_for_what_it_is_and_nothing_else_happens()
    {
        QFETCH(const HostileKind *, kind);
        const QTemporaryDir folder;
        std::vector<std::string> paths, names;
        for (const HostileFile &file : filesOf(*kind)) {
            paths.push_back(folder.filePath(QString::number(paths.size())).toStdString());
            names.push_back(file.name);
            std::ofstream(paths.back(), std::ios::binary) << file.bytes;
        }
        const std::set<std::string> before = filesIn(folder.path().toStdString());

        int peak = -1;
        const auto read = [&](const auto &say) {
            for (std::size_t i = 0; i < paths.size(); ++i) {
                ::malloc_trim(0);
                [[maybe_unused]] const ssize_t reset = ::write(peak, "5", 1);  // the highest use of memory begins anew
                const long start = statusKb("VmRSS:");
                const auto result = readWeightFile(paths[i]);
                const long used = statusKb("VmHWM:") - start;
                say(std::to_string(i) + ' ' + (result ? "read" : toString(result.error().reason)) + ' ' + (!result && !result.error().detail.empty() ? '1' : '0') + ' '
                    + std::to_string(used) + '\n');
            }
        };
        std::string said;
        if (kSanitized) {
            read([&](const std::string &text) { said += text; });
        } else {
            const Confined result = runConfined([&] { return peak = ::open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC); }, read);
            QVERIFY2(!result.forbiddenCall, ("a forbidden system call after " + result.said).c_str());
            QVERIFY2(result.finished, ("ended after " + result.said).c_str());
            said = result.said;
            // Each is opened once, and nothing that it names.
            std::vector<std::string> opened = result.opened;
            std::erase(opened, kStatus);
            QCOMPARE(opened, paths);
        }
        QCOMPARE(filesIn(folder.path().toStdString()), before);

        const std::vector<Answer> answers = answersOf(said);
        QCOMPARE(answers.size(), paths.size());
        QStringList wrong;
        for (const Answer &a : answers) {
            const bool fits = std::any_of(kind->reasons.begin(), kind->reasons.end(), [&](RefusalReason reason) { return a.outcome == toString(reason); });
            const long own = long(fs::file_size(paths[a.file]) / 1024);
            m_mostMemory = std::max(m_mostMemory, {a.memoryKb - own, kind->name});
            const bool small = kSanitized || a.memoryKb - own <= kMostMemoryKb;
            if (!fits || !a.explained || !small)
                wrong << QString::fromStdString(names[a.file] + ": " + a.outcome + ", " + std::to_string(a.memoryKb - own) + " kB");
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join('\n')));
    }
};

QTEST_APPLESS_MAIN(TestHostileFiles)
#include "tst_hostilefiles.moc"
