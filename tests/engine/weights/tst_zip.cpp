// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/ziparchive.h"

#include "engine/weights/refusals.h"
#include "engine/weights/zipbytes.h"

#include <QtTest>

#include <malloc.h>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

namespace {

QString openOutcome(const std::string &bytes)
{
    return outcome([&] { ZipArchive archive(asBytes(bytes)); });
}

std::string replaced(std::string text, const std::string &from, const std::string &to)
{
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

const ZipEntries kSmall = {{"best/data.pkl", "pickle"}, {"best/data/0", "12345678"}, {"best/version", "3\n"}};

}  // namespace

class TestZip : public QObject {
    Q_OBJECT

private slots:
    void records_are_found_without_their_prefix()
    {
        const std::string bytes = zipBytes(kSmall);
        const ZipArchive archive(asBytes(bytes));
        QVERIFY(archive.has("data.pkl") && archive.hasFolder("data") && !archive.hasFolder("code") && !archive.has("best/data.pkl"));
        QCOMPARE(archive.size("data/0"), std::uint64_t(8));
        QCOMPARE(archive.readText("data/0", 100), std::string("12345678"));
        QCOMPARE(archive.names().size(), std::size_t(3));
    }

    void deflated_records_are_read()
    {
        std::string code;
        for (int i = 0; i < 500; ++i)
            code += "x" + std::to_string(i * i) + " = torch.silu(x)\n";
        const std::string bytes = zipBytes({{"a/data.pkl", ""}, {"a/code/m.py", code}}, true);
        QCOMPARE(ZipArchive(asBytes(bytes)).readText("code/m.py", 100000), code);
    }

    void a_record_that_is_not_there_makes_the_file_incomplete()
    {
        const std::string bytes = zipBytes(kSmall);
        const ZipArchive archive(asBytes(bytes));
        QCOMPARE(outcome([&] { archive.read("data/9", 100); }), QString("truncated"));
    }

    void a_record_larger_than_expected_is_refused()
    {
        const std::string bytes = zipBytes(kSmall);
        const ZipArchive archive(asBytes(bytes));
        QCOMPARE(outcome([&] { archive.read("data/0", 7); }), QString("corrupt"));
    }

    void a_wrong_checksum_is_refused()
    {
        const std::string bytes = replaced(zipBytes(kSmall), "12345678", "12345679");
        const ZipArchive archive(asBytes(bytes));
        QCOMPARE(outcome([&] { archive.read("data/0", 100); }), QString("corrupt"));
    }

    void every_cut_is_refused()
    {
        const std::string bytes = zipBytes(kSmall);
        for (std::size_t length = 0; length < bytes.size(); ++length)
            QCOMPARE(openOutcome(bytes.substr(0, length)), QString("truncated"));
    }

    void forbidden_names_are_refused_data()
    {
        QTest::addColumn<QString>("name");
        for (const char *name : {"../../../passwd", "/etc/abcde/passwd", "a/../b/c/passwd", "a\\b\\c\\d\\e\\fghi"})
            QTest::newRow(name) << QString(name);
    }
    void forbidden_names_are_refused()
    {
        QFETCH(QString, name);
        const std::string stand(std::size_t(name.size()), 'n');
        const std::string bytes = replaced(zipBytes({{stand, "x"}}), stand, name.toStdString());
        QCOMPARE(openOutcome(bytes), QString("corrupt"));
    }

    void the_same_name_twice_is_refused()
    {
        QCOMPARE(openOutcome(replaced(zipBytes({{"a/one", "x"}, {"a/two", "y"}}), "a/two", "a/one")), QString("corrupt"));
        QCOMPARE(openOutcome(zipBytes({{"a/data.pkl", "x"}, {"a/x", "y"}, {"x", "z"}})), QString("corrupt"));
        QCOMPARE(openOutcome(zipBytes({{"a/data.pkl", "x"}, {"b/data.pkl", "y"}})), QString("corrupt"));
    }

    void a_bomb_is_refused()
    {
        QCOMPARE(openOutcome(zipBytes({{"a/data.pkl", std::string(20u << 20, '\0')}}, true)), QString("corrupt"));
    }

    void a_flood_of_entries_is_refused()
    {
        ZipEntries many;
        for (int i = 0; i < 20'001; ++i)
            many.emplace_back("a/" + std::to_string(i), "");
        QCOMPARE(openOutcome(zipBytes(many)), QString("corrupt"));
    }

    void a_claimed_number_of_entries_costs_nothing()
    {
        // The end record alone, claiming 65,534 entries in a directory that is not there.
        std::string end("PK\x05\x06", 4);
        end += std::string("\0\0\0\0\xfe\xff\xfe\xff\x10\0\0\0\0\0\0\0\0\0", 18);
        QCOMPARE(openOutcome(end), QString("corrupt"));
    }

    void what_two_readers_see_differently_is_refused_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        const std::string good = zipBytes(kSmall);
        const std::size_t directory = good.find("PK\x01\x02"), end = good.find("PK\x05\x06");
        const auto row = [](const char *name, std::string bytes) { QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())); };
        const auto changed = [&](std::size_t at, char to) {
            std::string bytes = good;
            bytes[at] = to;
            return bytes;
        };
        row("encrypted where it lies", changed(6, 1));
        row("encrypted in the directory", changed(directory + 8, 1));
        row("an entry on another disk", changed(directory + 34, 1));
        row("the second disk", changed(end + 4, 1));
        row("the directory on the second disk", changed(end + 6, 1));
        row("fewer entries", changed(end + 10, 2));
        row("bytes between the directory and its end", good.substr(0, end) + "bytes" + good.substr(end));
    }
    void what_two_readers_see_differently_is_refused()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(openOutcome(bytes.toStdString()), QString("corrupt"));
    }

    void a_refused_archive_leaves_no_memory_behind()
    {
        // The locator of the 64-bit end record points nowhere: libzip tells it with a text of its own.
        const std::string bytes = QByteArray::fromBase64("AIUAAAAAAAB+AFBLBgcAAAAAKgEAAAAAAP8AAAAAUEsFBgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAD/////pQAAAAAAAAA0AA==").toStdString();
        const QString reason = openOutcome(bytes);
        const auto before = ::mallinfo2().uordblks;
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(openOutcome(bytes), reason);
        QVERIFY(::mallinfo2().uordblks < before + 10'000);
    }

    void a_changed_byte_never_crashes()
    {
        const std::string bytes = zipBytes(kSmall);
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (const int change : {0x01, 0x80, 0xff}) {
                std::string changed = bytes;
                changed[at] = char(changed[at] ^ change);
                outcome([&] {
                    const ZipArchive archive(asBytes(changed));
                    for (const std::string &name : archive.names())
                        archive.read(name, 1000);
                });
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestZip)
#include "tst_zip.moc"
