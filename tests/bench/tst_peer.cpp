// SPDX-License-Identifier: GPL-3.0-or-later
#include "peer.h"

#include <QFile>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::bench;

class TestPeer : public QObject {
    Q_OBJECT

    static Result<Peer> stub(const QString &way, const QString &log = {})
    {
        return Peer::start(QStringLiteral("/usr/bin/python3"), {QStringLiteral(LINESIDE_SOURCE_DIR "/tests/bench/stubpeer.py"), way}, log);
    }
    /// One that answers everything with this line.
    static Result<Peer> saying(const QString &line)
    {
        return Peer::start(QStringLiteral("/bin/sh"), {"-c", "echo ok; while read word; do echo \"$0\"; done", line});
    }
    static Image picture()
    {
        Image image(3, 2);
        const MutableImageView view = image.view();
        std::fill_n(view.pixels, 24, std::uint8_t{255});
        for (int i = 0; i < 6; ++i)
            for (int channel = 0; channel < 3; ++channel)
                view.pixels[i * 4 + channel] = static_cast<std::uint8_t>(3 * i + channel);
        return image;
    }
    static QStringList lines(const char *file)
    {
        QFile lock(QStringLiteral(LINESIDE_SOURCE_DIR "/") + QLatin1String(file));
        return lock.open(QIODevice::ReadOnly) ? QString::fromUtf8(lock.readAll()).split('\n', Qt::SkipEmptyParts) : QStringList();
    }

private slots:
    void a_peer_says_what_it_is_and_how_long_each_picture_took()
    {
        auto peer = stub("usual");
        QVERIFY2(peer.ok(), peer ? "" : peer.error().detail.c_str());
        QCOMPARE(peer->about(), std::string("Stub 1.0, 2 threads"));
        QVERIFY(peer->show(picture().view()).ok());
        const auto turns = peer->run(5);
        QVERIFY2(turns.ok(), turns ? "" : turns.error().detail.c_str());
        QCOMPARE(turns->ms.size(), std::size_t{5});
        QVERIFY(std::ranges::all_of(turns->ms, [](double ms) { return ms > 0; }));
        QVERIFY(peer->run(1).ok());
    }

    void a_peer_gets_the_three_colours_of_each_pixel_and_not_the_fourth_byte()
    {
        auto peer = stub("usual");
        QVERIFY(peer.ok() && peer->show(picture().view()).ok());
        const auto turns = peer->run(1);
        QVERIFY(turns.ok());
        QCOMPARE(turns->boxes, 17 * 18 / 2);
    }

    void what_a_library_prints_is_no_answer_and_is_kept()
    {
        const QTemporaryDir folder;
        const QString log = folder.filePath("log");
        {
            auto peer = stub("usual", log);
            QVERIFY(peer.ok() && peer->show(picture().view()).ok() && peer->run(2).ok());
        }
        QFile file(log);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().count("something that a library has to say"), 2);
    }

    void a_peer_can_be_asked_for_more()
    {
        auto peer = stub("usual");
        QVERIFY(peer.ok());
        const auto words = peer->ask("repeat 12.5 times");
        QVERIFY(words.ok());
        QCOMPARE(*words, (std::vector<std::string>{"12.5", "times"}));
    }

    void a_peer_that_cannot_load_says_why()
    {
        const auto peer = stub("cannot load");
        QVERIFY(!peer.ok());
        QCOMPARE(peer.error().detail, std::string("FileNotFoundError weights.pt"));
    }

    void a_program_that_is_not_there_is_an_error()
    {
        QVERIFY(!Peer::start(QStringLiteral("/nowhere/python"), {}).ok());
    }

    void a_peer_that_fails_or_ends_while_it_judges_is_an_error()
    {
        auto throwing = stub("throws");
        QVERIFY(throwing.ok() && throwing->show(picture().view()).ok());
        const auto said = throwing->run(3);
        QVERIFY(!said.ok());
        QCOMPARE(said.error().detail, std::string("ValueError no such layer"));
        QVERIFY(!throwing->run(1).ok());

        auto ending = stub("ends");
        QVERIFY(ending.ok() && ending->show(picture().view()).ok());
        QVERIFY(!ending->run(3).ok());
    }

    void an_answer_that_is_none_is_an_error_data()
    {
        QTest::addColumn<QString>("line");
        for (const char *line : {"12 3.5 3.5", "ok", "ok 1", "ok 1 3.5", "ok 1 3.5 3.5 3.5", "ok 1 3.5 nan", "ok 1 3.5 -1", "ok 1 3.5 fast", "ok many 3.5 3.5"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void an_answer_that_is_none_is_an_error()
    {
        QFETCH(QString, line);
        auto peer = saying(line);
        QVERIFY(peer.ok());
        QVERIFY(!peer->run(2).ok());
    }

    void the_peers_run_the_same_libraries_as_the_project()
    {
        const QString peers = lines("tests/bench/peers/requirements.lock").join('\n');
        int same = 0;
        for (const QString &line : lines("tools/setup/wheels.lock")) {
            const QStringList words = line.split(' ');
            if (line.startsWith('#') || words[0] != QLatin1String("cpu"))
                continue;
            QVERIFY2(peers.contains(words[1] + QStringLiteral(" \\\n    --hash=sha256:") + words[2]), qPrintable(words[1]));
            ++same;
        }
        QCOMPARE(same, 4);
    }

    void every_peer_is_pinned_by_version_and_hash()
    {
        static const QRegularExpression kPin(QStringLiteral("^[a-z0-9-]+==[0-9a-z.]+ \\\\$")), kHash(QStringLiteral("^    --hash=sha256:[0-9a-f]{64}$"));
        int pins = 0, hashes = 0;
        for (const QString &line : lines("tests/bench/peers/requirements.lock") + lines("tests/bench/peers/triton.lock")) {
            if (line.startsWith('#'))
                continue;
            const bool hash = kHash.match(line).hasMatch();
            QVERIFY2(hash || kPin.match(line).hasMatch(), qPrintable(line));
            ++(hash ? hashes : pins);
        }
        QVERIFY(pins > 10);
        QCOMPARE(hashes, pins);
    }
};

QTEST_GUILESS_MAIN(TestPeer)
#include "tst_peer.moc"
