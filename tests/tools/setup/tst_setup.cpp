// SPDX-License-Identifier: GPL-3.0-or-later
// The set-up scripts, with a lock file, a wheel and a cache of the test's own: nothing here reaches a network.
#include "app/support/commandline.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QtTest>

#include <map>
#include <memory>

using namespace lineside::test;

namespace {

constexpr const char *kWheel = "thing-1.0-py3-none-any.whl";

bool write(const QString &path, const QByteArray &bytes, bool executable = false)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        return false;
    return !executable || file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class TestSetup : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    QByteArray m_hash;

    QString path(const QString &name) const { return m_dir->filePath(name); }
    QString cached(const QString &name) const { return path("user/cache/lineside/" + name); }
    QStringList leftOver() const { return QDir(cached({})).entryList({".setup-*"}, QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot); }

    QProcessEnvironment environment() const
    {
        QProcessEnvironment e = ownUser(path("user"));
        e.insert("PIP_NO_INDEX", "1");
        e.insert("PIP_FIND_LINKS", path("index"));
        return e;
    }
    void lock(const QByteArray &hash) { QVERIFY(write(path("setup/wheels.lock"), "# a comment\ncpu thing==1.0 " + hash + " thing/*\n")); }
    Answer wheels(const QProcessEnvironment &e) const { return runProgram("/bin/bash", {path("setup/wheels.sh")}, e); }
    Answer wheels() const { return wheels(environment()); }

    /// packages.sh on a machine where no package is there, for a user that `id` calls `user`, with the other programs given.
    Answer packages(const QByteArray &user, const std::map<QString, QByteArray> &programs) const
    {
        const QString bin = path("bin/");
        write(path("packages.txt"), "first  # why\nsecond\n");
        write(bin + "dpkg-query", "#!/bin/sh\nexit 1\n", true);
        write(bin + "id", "#!/bin/sh\necho " + user + "\n", true);
        for (const char *name : {"bash", "sed", "grep", "sort", "comm", "mkdir", "flock", "env", "touch", "echo", "sh"})
            QFile::link(QStandardPaths::findExecutable(name), bin + name);
        for (const auto &[name, text] : programs)
            write(bin + name, "#!/bin/sh\n" + text + "\n", true);
        QProcessEnvironment e = environment();
        e.insert("PATH", path("bin"));
        return runProgram("/bin/bash", {QStringLiteral(LINESIDE_SOURCE_DIR "/tools/setup/packages.sh"), path("packages.txt")}, e);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        QVERIFY(m_dir->isValid());
        QDir().mkpath(path("setup"));
        QVERIFY(QFile::copy(LINESIDE_SOURCE_DIR "/tools/setup/wheels.sh", path("setup/wheels.sh")));
        QVERIFY(write(path("content/thing/library.so"), "a library"));
        QVERIFY(write(path("content/thing/not_needed.py"), "no"));
        QVERIFY(write(path("content/thing-1.0.dist-info/METADATA"), "Metadata-Version: 2.1\nName: thing\nVersion: 1.0\n"));
        QVERIFY(write(path("content/thing-1.0.dist-info/WHEEL"), "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"));
        QVERIFY(write(path("content/thing-1.0.dist-info/RECORD"), ""));
        QDir().mkpath(path("index"));
        const Answer zipped = runProgram("/usr/bin/python3", {"-c", "import shutil,sys; shutil.make_archive(sys.argv[1],'zip',sys.argv[2])",
                                                              path("index/wheel"), path("content")}, environment());
        QVERIFY2(zipped.exitCode == 0, zipped.err.constData());
        QVERIFY(QFile::rename(path("index/wheel.zip"), path(QStringLiteral("index/") + kWheel)));
        m_hash = QCryptographicHash::hash(read(path(QStringLiteral("index/") + kWheel)), QCryptographicHash::Sha256).toHex();
        lock(m_hash);
    }

    void a_wheel_is_fetched_checked_and_unpacked()
    {
        const Answer a = wheels();
        QVERIFY2(a.exitCode == 0, a.err.constData());
        // What takes its time says what it does, and how far the download is.
        QVERIFY2(a.err.indexOf("lineside: fetching thing==1.0\n") >= 0 && a.err.indexOf("lineside: unpacking thing==1.0\n") > a.err.indexOf("fetching"),
                 a.err.constData());
        QVERIFY2(a.out.contains(kWheel), a.out.constData());
        QCOMPARE(read(cached("deps/thing/thing/library.so")), "a library");
        QVERIFY(QFile::exists(cached("deps/thing/thing-1.0.dist-info/METADATA")));
        QCOMPARE(leftOver(), QStringList());
    }
    void a_second_run_asks_nobody_and_says_nothing()
    {
        QCOMPARE(wheels().exitCode, 0);
        QVERIFY(QDir(path("index")).removeRecursively());
        QVERIFY(QFile::remove(cached(QStringLiteral("wheels/") + kWheel)));
        const Answer a = wheels();
        QCOMPARE(a.exitCode, 0);
        QCOMPARE(a.out + a.err, "");
    }
    void a_wheel_with_another_hash_is_not_kept()
    {
        lock(QByteArray(64, '0'));
        const Answer a = wheels();
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.contains("whose hash is not the one in wheels.lock"), a.err.constData());
        QVERIFY(!QFile::exists(cached("deps/thing")));
        QVERIFY(!QFile::exists(cached(QStringLiteral("wheels/") + kWheel)));
        QCOMPARE(leftOver(), QStringList());
    }
    void without_a_network_one_sentence_and_nothing_half_installed()
    {
        QVERIFY(QDir(path("index")).removeRecursively());
        const Answer a = wheels();
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.contains("thing==1.0 could not be fetched; check the network"), a.err.constData());
        QVERIFY(!QFile::exists(cached("deps/thing")));
        QCOMPARE(leftOver(), QStringList());
    }
    void a_wheel_damaged_on_the_disk_is_fetched_anew()
    {
        QCOMPARE(wheels().exitCode, 0);
        QVERIFY(write(cached(QStringLiteral("wheels/") + kWheel), "half of it"));
        QVERIFY(QDir(cached("deps/thing")).removeRecursively());
        const Answer a = wheels();
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(read(cached("deps/thing/thing/library.so")), "a library");
    }
    void another_version_takes_the_place_of_the_old_one()
    {
        QVERIFY(write(cached("deps/thing/.stamp"), "thing==0.9 abc"));
        QVERIFY(write(cached("deps/thing/thing/old.so"), "old"));
        QCOMPARE(wheels().exitCode, 0);
        QVERIFY(QFile::exists(cached("deps/thing/thing/library.so")));
        QVERIFY(!QFile::exists(cached("deps/thing/thing/old.so")));
    }
    void what_a_killed_run_left_is_cleared_away()
    {
        QVERIFY(write(cached(".setup-killed/unpack/thing/half.so"), "half"));
        QCOMPARE(wheels().exitCode, 0);
        QCOMPARE(leftOver(), QStringList());
    }
    void a_cache_that_cannot_be_written_is_said_in_one_sentence()
    {
        QVERIFY(write(cached(".lock/in_the_way"), "a folder where the lock is to be"));
        const Answer a = wheels();
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.contains("cannot be written; give it back to yourself"), a.err.constData());
        QCOMPARE(a.err.count('\n'), 1);
    }

    void without_rights_the_packages_are_named_for_whoever_has_them()
    {
        const Answer a = packages("1000", {});
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.contains("have root run: apt-get install --no-install-recommends first second"), a.err.constData());
        QCOMPARE(a.err.count('\n'), 1);
    }
    void packages_that_cannot_be_fetched_leave_nothing_installed()
    {
        const Answer a = packages("0", {{"apt-get", "case \"$*\" in *download-only*) exit 100;; *install*) touch " + path("installed").toUtf8() + ";; esac"}});
        QVERIFY(a.exitCode != 0);
        QVERIFY2(a.err.contains("check the network and that no other apt runs") && a.err.contains("Nothing was installed."), a.err.constData());
        QVERIFY(!QFile::exists(path("installed")));
    }
    void missing_packages_are_fetched_and_then_installed()
    {
        const Answer a = packages("0", {{"apt-get", "echo \"$*\" >> " + path("calls").toUtf8()}});
        QVERIFY2(a.exitCode == 0, a.err.constData());
        const QList<QByteArray> calls = read(path("calls")).trimmed().split('\n');
        QCOMPARE(calls.size(), 3);
        QVERIFY(calls[0].endsWith("update"));
        QVERIFY(calls[1].contains("--download-only") && calls[1].endsWith("first second"));
        QVERIFY(!calls[2].contains("--download-only") && calls[2].endsWith("first second"));
    }
    void installed_packages_need_neither_rights_nor_apt()
    {
        const Answer a = packages("1000", {{"dpkg-query", "echo installed first; echo installed second"}});
        QVERIFY2(a.exitCode == 0, a.err.constData());
        QCOMPARE(a.out + a.err, "");
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
