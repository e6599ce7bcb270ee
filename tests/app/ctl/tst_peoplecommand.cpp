// SPDX-License-Identifier: GPL-3.0-or-later
// linesidectl people: at a terminal, and from a script.
#include "access/peoplefile.h"
#include "access/secrethash.h"
#include "app/support/commandline.h"
#include "base/filedescriptor.h"
#include "base/writeall.h"

#include <QDeadlineTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <csignal>
#include <memory>
#include <vector>

using namespace lineside;
using namespace lineside::test;

namespace {

constexpr int kPatienceMs = 60'000;

/// A program at a terminal of its own, and what stands on its screen. Ended with this.
class AtTerminal {
public:
    AtTerminal(const QString &program, const QStringList &arguments, const QProcessEnvironment &environment)
    {
        int ends[2];
        if (::openpty(&ends[0], &ends[1], nullptr, nullptr, nullptr) != 0)
            qFatal("no terminal");
        m_keys = FileDescriptor(ends[0]);
        m_screen = FileDescriptor(ends[1]);
        std::vector<QByteArray> words{program.toUtf8()}, settings;
        for (const QString &argument : arguments)
            words.push_back(argument.toUtf8());
        for (const QString &name : environment.keys())
            settings.push_back((name + '=' + environment.value(name)).toUtf8());
        const auto pointers = [](std::vector<QByteArray> &texts) {
            std::vector<char *> all;
            for (QByteArray &text : texts)
                all.push_back(text.data());
            all.push_back(nullptr);
            return all;
        };
        const std::vector<char *> argv = pointers(words), envp = pointers(settings);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(ends[0]);
            ::login_tty(ends[1]);
            ::execve(argv[0], argv.data(), envp.data());
            ::_exit(127);
        }
    }
    ~AtTerminal()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
    }

    void type(const char *keys) const
    {
        if (!writeAll(m_keys.get(), std::string_view(keys)))
            qFatal("nothing can be typed");
    }
    /// What is on the screen as soon as it ends with this; whatever is there when patience ends.
    QByteArray shown(const char *ending)
    {
        const QDeadlineTimer patience(kPatienceMs);
        while (!m_shown.endsWith(ending) && !patience.hasExpired())
            look(100);
        return m_shown;
    }
    /// Waits for the end: the status of waitpid.
    int end()
    {
        int status = 0;
        const QDeadlineTimer patience(kPatienceMs);
        while (::waitpid(m_pid, &status, WNOHANG) == 0) {
            look(20);
            if (patience.hasExpired())
                return -1;
        }
        m_pid = 0;
        while (look(0)) {
        }
        return status;
    }
    QByteArray screen() const { return m_shown; }
    /// Does the terminal show what is typed?
    bool shows() const
    {
        termios settings{};
        return ::tcgetattr(m_screen.get(), &settings) == 0 && (settings.c_lflag & ECHO) && settings.c_cc[VSUSP] != _POSIX_VDISABLE;
    }

private:
    bool look(int ms)
    {
        pollfd some{m_keys.get(), POLLIN, 0};
        char text[256];
        const ssize_t got = ::poll(&some, 1, ms) == 1 ? ::read(m_keys.get(), text, sizeof text) : 0;
        m_shown.append(text, std::max<ssize_t>(got, 0));
        return got > 0;
    }

    FileDescriptor m_keys, m_screen;
    pid_t m_pid = 0;
    QByteArray m_shown;
};

}  // namespace

class TestPeopleCommand : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    QString path(const char *name) const { return m_dir->filePath(QString::fromLatin1(name)); }
    std::filesystem::path data() const { return path("line.data").toStdString(); }
    QStringList arguments(const QStringList &with) const { return QStringList{"people"} + with + QStringList{"--config", path("line.json")}; }
    /// `given`: what stands in standard input.
    Answer people(const QStringList &with, const QByteArray &given = {}) const
    {
        QProcess process;
        process.setProcessEnvironment(ownUser(path("home")));
        process.start(QStringLiteral(LINESIDE_CTL), arguments(with));
        process.write(given);
        process.closeWriteChannel();
        Answer answer;
        if (process.waitForFinished(kPatienceMs) && process.exitStatus() == QProcess::NormalExit)
            answer.exitCode = process.exitCode();
        answer.out = process.readAllStandardOutput();
        answer.err = process.readAllStandardError();
        return answer;
    }
    AtTerminal atTerminal(const QStringList &with) const { return {QStringLiteral(LINESIDE_CTL), arguments(with), ownUser(path("home"))}; }
    bool isSecretOf(const char *name, const char *secret) const
    {
        const auto read = readPeople(data());
        const Person *const person = read ? read->people.find(name) : nullptr;
        return person && *verifySecret(Secret(secret), person->secretHash);
    }
    void addNina() const
    {
        const Answer a = people({"add", "Nina", "--role", "administrator"}, "correct horse\n");
        QVERIFY2(a.exitCode == 0, a.err);
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void a_secret_that_is_typed_twice_is_taken_and_not_shown()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        QVERIFY2(terminal.shown("New PIN or password for Nina: ").endsWith("Nina: "), terminal.screen());
        QVERIFY(!terminal.shows());
        terminal.type("correct horse\n");
        QVERIFY2(terminal.shown("Once more: ").endsWith("Once more: "), terminal.screen());
        terminal.type("correct horsf\x7f" "e\n");  // a slip that was taken back
        QCOMPARE(terminal.end(), 0);
        QVERIFY2(terminal.screen().contains("Nina: administrator, since 20"), terminal.screen());
        QVERIFY2(!terminal.screen().contains("hors"), terminal.screen());
        QVERIFY(terminal.shows());
        QVERIFY(isSecretOf("Nina", "correct horse"));
    }
    void two_that_are_not_the_same_are_refused()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        terminal.shown("Nina: ");
        terminal.type("correct horse\n");
        terminal.shown("Once more: ");
        terminal.type("correct house\n");
        QCOMPARE(WEXITSTATUS(terminal.end()), 3);
        QVERIFY2(terminal.screen().contains("invalid_input: the two are not the same"), terminal.screen());
        QVERIFY(terminal.shows());
        QVERIFY(readPeople(data())->people.empty());
    }
    void one_that_may_not_be_chosen_is_refused_before_it_is_asked_for_again()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        terminal.shown("Nina: ");
        terminal.type("123456\n");
        QCOMPARE(WEXITSTATUS(terminal.end()), 3);
        QVERIFY2(terminal.screen().contains("too_simple") && !terminal.screen().contains("Once more"), terminal.screen());
        QVERIFY(readPeople(data())->people.empty());
    }
    void whoever_ends_it_while_it_asks_gets_a_terminal_that_shows_again()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        terminal.shown("Nina: ");
        terminal.type("corr\x03");
        const int status = terminal.end();
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(WTERMSIG(status), SIGINT);
        QVERIFY(terminal.shows());
        QVERIFY2(!terminal.screen().contains("corr"), terminal.screen());
        QVERIFY(readPeople(data())->people.empty());
    }
    void it_cannot_be_put_aside_while_the_terminal_shows_nothing()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        terminal.shown("Nina: ");
        terminal.type("correct\x1ahorse\n");
        QCOMPARE(WEXITSTATUS(terminal.end()), 3);
        QVERIFY2(terminal.screen().contains("not_text"), terminal.screen());
    }
    void an_end_of_the_input_in_place_of_a_secret_is_none()
    {
        AtTerminal terminal = atTerminal({"add", "Nina", "--role", "administrator"});
        terminal.shown("Nina: ");
        terminal.type("\x04");
        QCOMPARE(WEXITSTATUS(terminal.end()), 3);
        QVERIFY2(terminal.screen().contains("no secret was given"), terminal.screen());
    }
    void a_change_that_cannot_be_made_asks_for_no_secret()
    {
        AtTerminal terminal = atTerminal({"secret", "Tom"});
        QCOMPARE(WEXITSTATUS(terminal.end()), 3);
        QVERIFY2(terminal.screen().contains("not_found: nobody here is called Tom") && !terminal.screen().contains("password"), terminal.screen());
    }

    void a_script_gives_one_line_of_standard_input()
    {
        for (const auto &[name, given] : {std::pair{"A", "correct horse\nanother line\n"}, {"B", "correct horse"}}) {
            const Answer a = people({"add", name, "--role", "administrator", "--json"}, given);
            QVERIFY2(a.exitCode == 0, a.out);
            const auto j = a.json();
            QVERIFY2(j["name"] == name && j["role"] == "administrator" && j["done"] == "add" && j["added_ms"].is_number_integer(), a.out);
            QVERIFY(isSecretOf(name, "correct horse"));
        }
    }
    void a_secret_from_a_script_that_is_none_or_too_long_is_refused_data()
    {
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QString>("why");
        QTest::newRow("nothing") << QByteArray() << "no secret was given";
        QTest::newRow("an empty line") << QByteArray("\n481516\n") << "too_short";
        QTest::newRow("too short") << QByteArray("48151\n") << "too_short";
        QTest::newRow("too simple") << QByteArray("777777\n") << "too_simple";
        QTest::newRow("no text") << QByteArray("correct\xFFhorse\n") << "not_text";
        QTest::newRow("a megabyte without a line end") << QByteArray(1'000'000, 'x') << "too_long";
    }
    void a_secret_from_a_script_that_is_none_or_too_long_is_refused()
    {
        QFETCH(const QByteArray, given);
        QFETCH(const QString, why);
        const Answer a = people({"add", "Nina", "--role", "administrator", "--json"}, given);
        QCOMPARE(a.exitCode, 3);
        QCOMPARE(a.errorCode(), QString("invalid_input"));
        QVERIFY2(a.errorDetail().startsWith(why), a.out);
        QVERIFY(readPeople(data())->people.empty());
    }
    void a_secret_can_come_from_an_open_file()
    {
        QFile file(path("secret"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("correct horse\n");
        file.close();
        const QString line = "exec \"$0\" people add Nina --role administrator --secret-fd 5 --config \"$1\" 5<\"$2\"";
        const Answer a = runProgram("/bin/sh", {"-c", line, QStringLiteral(LINESIDE_CTL), path("line.json"), path("secret")}, ownUser(path("home")));
        QVERIFY2(a.exitCode == 0, a.err);
        QVERIFY(isSecretOf("Nina", "correct horse"));
        const Answer closed = people({"add", "Tom", "--role", "engineer", "--secret-fd", "77", "--json"});
        QCOMPARE(closed.exitCode, 3);
        QCOMPARE(closed.errorCode(), QString("io"));
    }
    void a_secret_on_the_command_line_is_no_use()
    {
        QCOMPARE(people({"add", "Nina", "481516", "--role", "administrator"}, "481516\n").exitCode, 2);
        QCOMPARE(people({"add", "Nina", "--secret", "481516", "--role", "administrator"}, "481516\n").exitCode, 2);
        QVERIFY(readPeople(data())->people.empty());
    }

    void the_list_tells_who_is_there_and_no_secret()
    {
        const Answer nobody = people({"list"});
        QCOMPARE(nobody.exitCode, 0);
        QCOMPARE(nobody.out, QByteArray("nobody\n"));
        QCOMPARE(people({"list", "--json"}).json().dump(), std::string(R"({"people":[]})"));
        addNina();
        QCOMPARE(people({"add", "Tom Berg", "--role", "engineer"}, "481516\n").exitCode, 0);
        const Answer text = people({"list"}), json = people({"list", "--json"});
        QCOMPARE(text.lines().size(), 2);
        QVERIFY2(text.lines()[0].startsWith("Nina: administrator, since 20") && text.lines()[1].startsWith("Tom Berg: engineer, since 20"), text.out);
        const auto list = json.json()["people"];
        QVERIFY2(list.size() == 2 && list[1]["name"] == "Tom Berg" && list[1]["role"] == "engineer", json.out);
        QVERIFY(!text.out.contains("argon") && !json.out.contains("argon"));
    }
    void a_role_and_a_secret_are_changed_and_somebody_is_removed()
    {
        addNina();
        QCOMPARE(people({"add", "Tom", "--role", "operator"}, "481516\n").exitCode, 0);
        const Answer role = people({"role", "tom", "--role", "engineer"});
        QVERIFY2(role.exitCode == 0 && role.out.startsWith("Tom: engineer, since"), role.err);
        const Answer secret = people({"secret", "TOM"}, "another one\n");
        QVERIFY2(secret.exitCode == 0 && secret.out == "Tom: has a new secret\n", secret.err);
        QVERIFY(isSecretOf("Tom", "another one") && !isSecretOf("Tom", "481516") && isSecretOf("Nina", "correct horse"));
        const Answer removed = people({"remove", "tom", "--json"});
        QCOMPARE(removed.exitCode, 0);
        QVERIFY2(removed.json()["name"] == "Tom" && removed.json()["done"] == "remove", removed.out);
        QVERIFY(!readPeople(data())->people.find("Tom"));
    }
    void what_would_leave_no_administrator_or_two_of_a_name_is_refused()
    {
        const Answer first = people({"add", "Tom", "--role", "engineer", "--json"}, "481516\n");
        QCOMPARE(first.exitCode, 3);
        QCOMPARE(first.errorCode(), QString("invalid_input"));
        addNina();
        for (const QStringList &with : QList<QStringList>{{"remove", "Nina"}, {"role", "Nina", "--role", "engineer"}, {"add", "NINA", "--role", "viewer"}}) {
            const Answer a = people(with + QStringList{"--json"}, "481516\n");
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("busy"));
        }
        for (const QStringList &with : QList<QStringList>{{"remove", "Tom"}, {"role", "Tom", "--role", "engineer"}, {"secret", "Tom"}}) {
            const Answer a = people(with + QStringList{"--json"}, "481516\n");
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("not_found"));
        }
        QVERIFY(isSecretOf("Nina", "correct horse"));
    }
    void what_is_used_wrongly_says_so()
    {
        for (const QStringList &with : QList<QStringList>{{}, {"add", "Nina"}, {"add", "--role", "administrator"}, {"add", "Nina", "--role", "root"}, {"role", "Nina"},
                                                           {"add", "Nina", "--role", "administrator", "--secret-fd", "-1"}, {"remove"}, {"promote", "Nina"}})
            QCOMPARE(people(with, "481516\n").exitCode, 2);
    }
    void a_list_that_is_damaged_is_told_and_never_taken_for_nobody()
    {
        addNina();
        const QString file = QString::fromStdString((data() / kPeopleFile).string()), copy = QString::fromStdString((data() / kPeopleCopyFile).string());
        const auto damage = [](const QString &name) {
            QFile damaged(name);
            return damaged.open(QIODevice::ReadWrite) && damaged.seek(30) && damaged.write("#") == 1;
        };
        QVERIFY(damage(file));
        const Answer copied = people({"list"});
        QCOMPARE(copied.exitCode, 0);
        QVERIFY2(copied.err.contains("the copy serves") && copied.out.startsWith("Nina"), copied.err);
        QVERIFY(damage(copy));
        for (const QStringList &with : QList<QStringList>{{"list"}, {"add", "Mallory", "--role", "administrator"}, {"secret", "Nina"}, {"remove", "Nina"}}) {
            const Answer a = people(with + QStringList{"--json"}, "481516\n");
            QCOMPARE(a.exitCode, 3);
            QCOMPARE(a.errorCode(), QString("invalid_input"));
        }
    }
};

QTEST_GUILESS_MAIN(TestPeopleCommand)
#include "tst_peoplecommand.moc"
