// SPDX-License-Identifier: GPL-3.0-or-later
// Uses the real keyring of a desktop, in a session and a home of its own. The program calls itself inside that session.
#include "qt/qtsecretstore.h"

#include <QDBusConnection>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cstdio>
#include <thread>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace lineside;

namespace {

/// Runs inside the session and writes what the store answers, a line a call.
int probe()
{
    QtSecretStore store("lineside-test", std::chrono::seconds(20));
    const auto say = [](const char *what, const auto &result) {
        std::printf("%s: %s\n", what, result ? "ok" : (std::string(toString(result.error().code)) + " " + result.error().detail).c_str());
    };
    const Credential credential{"nina", "geheim-\xc3\xa9"};
    say("write", store.write("camera 1", credential));
    const Result<Credential> read = store.read("camera 1");
    say("read", read);
    if (read)
        std::printf("same: %d\n", read->user == credential.user && read->password == credential.password);
    say("remove", store.remove("camera 1"));
    say("read again", store.read("camera 1"));
    say("remove again", store.remove("camera 1"));
    say("two lines", store.write("camera 1", {"a\nb", "c"}));
    say("too long", store.write("camera 1", {"a", std::string(5000, 'x')}));
    std::vector<std::jthread> threads;
    std::atomic<int> good{0};
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&store, &good, i] {
            const std::string entry = "camera " + std::to_string(i);
            const Credential mine{"user", std::to_string(i)};
            const bool written = store.write(entry, mine).ok();
            const Result<Credential> back = store.read(entry);
            good += written && back && back->password == mine.password;
        });
    threads.clear();
    std::printf("at once: %d\n", good.load());
    return 0;
}

/// Takes the name of the keychain in the session, and answers nobody.
int silentKeychain()
{
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (!QDBusConnection::sessionBus().registerService("org.freedesktop.secrets"))
        return 1;
    for (;;)
        pause();
}

/// The program ends while a write waits for a keychain that does not answer.
int endProbe()
{
    QElapsedTimer timer;
    {
        QtSecretStore store("lineside-test");
        std::jthread writer([&] {
            const Result<void> written = store.write("camera 1", {"nina", "geheim"});
            std::printf("write: %s\n", written ? "ok" : (std::string(toString(written.error().code)) + " " + written.error().detail).c_str());
        });
        timer.start();
        store.end(std::chrono::milliseconds(200));
    }
    std::printf("%s\n", timer.elapsed() < 20'000 ? "ended" : "waited for the keychain");  // whose limit is a minute
    return 0;
}

/// The probe's lines where `before` was run in the shell first; empty where the programs for that are missing.
QStringList probeIn(const QString &before, bool bus = true, const QString &probe = QStringLiteral("--probe"))
{
    const QTemporaryDir home;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "GNOME_KEYRING_CONTROL"})
        environment.remove(name);
    environment.insert("HOME", home.path());
    environment.insert("XDG_DATA_HOME", home.path() + "/data");
    environment.insert("XDG_RUNTIME_DIR", home.path());
    QFile::setPermissions(home.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);

    const QString script = before + "exec '" + QCoreApplication::applicationFilePath() + "' " + probe;
    QProcess process;
    process.setProcessEnvironment(environment);
    if (bus)
        process.start("dbus-run-session", {"--", "sh", "-c", script});
    else
        process.start("sh", {"-c", script});
    process.waitForFinished(60'000);
    // Neither a log nor the keyring's own file may hold the password.
    QByteArray written = process.readAllStandardError();
    for (QDirIterator it(home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            written += file.readAll();
    }
    if (written.contains("geheim"))
        return {"the password was written in the open"};
    return QString::fromUtf8(process.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
}

}  // namespace

/// Missing programs are a reason to skip, but not where CI=true.
#define NEEDS_KEYRING()                                                            \
    do {                                                                           \
        if (!haveKeyring()) {                                                      \
            if (qEnvironmentVariable("CI") == QLatin1String("true"))               \
                QFAIL("dbus and gnome-keyring are required where CI=true");        \
            QSKIP("dbus and gnome-keyring are not installed");                     \
        }                                                                          \
    } while (false)

class TestQtSecretStore : public QObject {
    Q_OBJECT

    static bool haveKeyring()
    {
        return !QStandardPaths::findExecutable("dbus-run-session").isEmpty()
            && !QStandardPaths::findExecutable("gnome-keyring-daemon").isEmpty();
    }

private slots:
    void a_secret_is_written_read_and_removed()
    {
        NEEDS_KEYRING();
        const QStringList lines = probeIn("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; ");
        QCOMPARE(lines, (QStringList{"write: ok", "read: ok", "same: 1", "remove: ok",
                                     "read again: not_found no such entry, or the keychain is locked", "remove again: ok",
                                     "two lines: invalid_input too long, or more than one line",
                                     "too long: invalid_input too long, or more than one line", "at once: 4"}));
    }
    void a_locked_keyring_refuses_in_words_and_claims_no_removal()
    {
        NEEDS_KEYRING();
        const QStringList lines =
            probeIn("printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null; "
                    "gdbus call --session --dest org.freedesktop.secrets --object-path /org/freedesktop/secrets --method "
                    "org.freedesktop.Secret.Service.Lock \"['/org/freedesktop/secrets/collection/login']\" >/dev/null; ");
        QVERIFY2(lines.value(0).startsWith("write: io Cannot create an item in a locked collection"), qPrintable(lines.join('\n')));
        QCOMPARE(lines.value(1), QString("read: not_found no such entry, or the keychain is locked"));
        QVERIFY2(lines.value(2).startsWith("remove: io "), qPrintable(lines.value(2)));
    }
    void the_end_of_the_program_does_not_wait_for_a_keychain_that_does_not_answer()
    {
        NEEDS_KEYRING();
        const QString silent = "'" + QCoreApplication::applicationFilePath() + "' --silent-keychain & gdbus wait --session org.freedesktop.secrets; ";
        QCOMPARE(probeIn(silent, true, "--end-probe"), (QStringList{"write: io Lineside ended before the keychain answered", "ended"}));
    }
    void without_a_session_bus_there_is_an_answer_and_no_wait()
    {
        QElapsedTimer timer;
        timer.start();
        const QStringList lines = probeIn({}, false);
        QVERIFY(lines.size() > 3);
        QVERIFY2(lines.value(0).startsWith("write: io ") || lines.value(0).startsWith("write: unsupported "), qPrintable(lines[0]));
        QVERIFY(!lines.value(1).startsWith("read: ok"));
        QVERIFY(timer.elapsed() < 20'000);
        for (const QString &line : lines)
            QVERIFY(!line.contains("geheim"));
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const std::string mode = argc > 1 ? argv[1] : "";
    if (mode == "--probe")
        return probe();
    if (mode == "--end-probe")
        return endProbe();
    if (mode == "--silent-keychain")
        return silentKeychain();
    TestQtSecretStore test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_qtsecretstore.moc"
