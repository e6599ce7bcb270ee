// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/peoplefile.h"
#include "access/peoplejson.h"
#include "access/secrethash.h"
#include "base/filedescriptor.h"
#include "engine/store/textfiles.h"
#include "store/checksum.h"
#include "store/files.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <thread>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

Person person(const std::string &name, Role role = Role::Operator)
{
    return {name, role, hashOfNobody(kLeastHashCost), std::chrono::system_clock::time_point(std::chrono::milliseconds(1'700'000'000'123))};
}

People people()
{
    return *People::of({person("Tom", Role::Engineer), person("Nina \"the boss\" 王芳", Role::Administrator)});
}

/// A list of this text, with the right checksum.
std::string listed(const std::string &items)
{
    return withChecksum("{\n  \"version\": 1,\n  \"people\": [" + items + "]\n}\n", ChecksumForm::Lines);
}

unsigned modeOf(const fs::path &file)
{
    struct stat info {};
    return ::stat(file.c_str(), &info) == 0 ? info.st_mode & 07777u : 0;
}

}  // namespace

class TestPeopleFile : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;

    fs::path data() const { return pathOf(*m_dir) / "line.data"; }
    fs::path file() const { return data() / kPeopleFile; }
    fs::path copy() const { return data() / kPeopleCopyFile; }
    Result<People> add(const Person &added) const
    {
        return changePeople(data(), [&](People &all) { return all.add(added); });
    }
    std::string textOf(const fs::path &path) const
    {
        const auto text = readSmallFile(path, kMaxPeopleBytes);
        return text ? *text : std::string();
    }

private slots:
    void init() { m_dir = std::make_unique<QTemporaryDir>(); }

    void where_there_is_no_file_there_is_nobody()
    {
        const auto read = readPeople(data());
        QVERIFY(read);
        QVERIFY(read->people.empty() && !read->damage);
        QVERIFY(!fs::exists(data()));  // it was only looked at
    }
    void what_was_changed_is_there_again()
    {
        const auto first = add(person("Nina", Role::Administrator));
        QVERIFY2(first, first ? "" : first.error().detail.c_str());
        const auto second = add(person("Tom", Role::Engineer));
        QVERIFY(second);
        const auto read = readPeople(data());
        QVERIFY(read && !read->damage);
        QVERIFY(read->people == *second);
        QCOMPARE(read->people.all().size(), std::size_t{2});
    }
    void nobody_else_may_read_what_is_kept()
    {
        const mode_t before = ::umask(0);
        QVERIFY(add(person("Nina", Role::Administrator)));
        ::umask(before);
        QCOMPARE(modeOf(file()), 0600u);
        QCOMPARE(modeOf(copy()), 0600u);
        QCOMPARE(modeOf(data() / kPeopleLockFile), 0600u);
        QCOMPARE(modeOf(data()), 0700u);
        QVERIFY(textOf(file()) == textOf(copy()) && !textOf(file()).empty());
        // Brought from elsewhere, for others to read: the next change ends that.
        QCOMPARE(::chmod(file().c_str(), 0644), 0);
        QVERIFY(add(person("Tom")));
        QCOMPARE(modeOf(file()), 0600u);
    }
    void what_is_refused_changes_nothing()
    {
        QVERIFY(!add(person("Nina", Role::Engineer)));
        QVERIFY(!fs::exists(file()));
        QVERIFY(add(person("Nina", Role::Administrator)));
        const std::string before = textOf(file());
        const auto refused = changePeople(data(), [](People &all) { return all.remove("Nina"); });
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Busy);
        QVERIFY(textOf(file()) == before);
    }
    void a_second_writer_is_told_that_somebody_else_writes()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        {
            const FileDescriptor other(::open((data() / kPeopleLockFile).c_str(), O_RDWR | O_CLOEXEC));
            QVERIFY(other);
            QCOMPARE(::flock(other.get(), LOCK_EX), 0);
            const auto refused = add(person("Tom"));
            QVERIFY(!refused);
            QVERIFY(refused.error().code == ErrorCode::Busy);
            QVERIFY(readPeople(data()));  // to read is free
        }
        QVERIFY(add(person("Tom")));
    }
    void of_many_writers_each_change_is_kept_or_refused()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        std::atomic<int> kept = 0, busy = 0;
        {
            std::vector<std::jthread> writers;
            for (int i = 0; i < 8; ++i) {
                writers.emplace_back([&, i] {
                    for (int k = 0; k < 5; ++k) {
                        const auto added = add(person("p" + std::to_string(i) + "-" + std::to_string(k)));
                        ++(added ? kept : added.error().code == ErrorCode::Busy ? busy : kept);
                    }
                });
            }
        }
        QCOMPARE(kept + busy, 40);
        QCOMPARE(static_cast<int>(readPeople(data())->people.all().size()), 1 + kept);
    }
    void a_link_in_place_of_the_lock_is_not_followed()
    {
        fs::create_directories(data());
        fs::create_symlink(pathOf(*m_dir) / "elsewhere", data() / kPeopleLockFile);
        QVERIFY(!add(person("Nina", Role::Administrator)));
        QVERIFY(!fs::exists(pathOf(*m_dir) / "elsewhere"));
    }
    void a_file_that_is_damaged_at_any_byte_is_told_and_the_copy_serves()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        const People whole = readPeople(data())->people;
        const std::string text = textOf(file());
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            for (const std::string &damaged : {changed, text.substr(0, i)}) {
                write(file(), damaged);
                const auto read = readPeople(data());
                QVERIFY2(read, qPrintable(QString::number(i)));
                QVERIFY(read->people == whole && read->damage);
                QVERIFY(read->damage->detail.find(kPeopleFile) != std::string::npos);
            }
        }
    }
    void a_file_that_is_gone_leaves_the_copy_and_not_nobody()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        QVERIFY(fs::remove(file()));
        const auto read = readPeople(data());
        QVERIFY(read && read->damage);
        QVERIFY(read->people.find("Nina"));
    }
    void where_both_are_damaged_nothing_is_believed_and_nothing_can_be_changed()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        const std::string text = textOf(file());
        for (const std::string &damaged : {std::string(), std::string("{}"), text.substr(0, text.size() / 2), text + " ", formatPeople({})}) {
            write(file(), damaged);
            write(copy(), damaged);
            const auto read = readPeople(data());
            QVERIFY(!read);
            QVERIFY(read.error().code == ErrorCode::InvalidInput);
            QVERIFY(!add(person("Mallory", Role::Administrator)));
            QVERIFY(textOf(file()) == damaged);
        }
        fs::remove(file());
        QVERIFY(!readPeople(data()));  // a copy alone that is damaged is not nobody either
        write(file(), text.substr(1));
        fs::remove(copy());
        QVERIFY(!readPeople(data()));
    }
    void what_cannot_be_read_is_not_nobody()
    {
        fs::create_directories(file());
        QVERIFY(!readPeople(data()));
        write(pathOf(*m_dir) / "a file", "");
        QVERIFY(!readPeople(pathOf(*m_dir) / "a file"));
        if (::geteuid() != 0) {  // who is root reads everything
            fs::remove(file());
            write(file(), formatPeople(people()));
            QCOMPARE(::chmod(file().c_str(), 0), 0);
            QVERIFY(!readPeople(data()));
        }
    }
    void the_next_change_mends_what_was_damaged()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        write(file(), "damaged");
        QVERIFY(add(person("Tom")));
        const auto read = readPeople(data());
        QVERIFY(read && !read->damage && read->people.find("Tom") && read->people.find("Nina"));
    }
    void a_change_that_was_cut_off_between_the_two_files_is_in_force()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        const std::string before = textOf(copy());
        QVERIFY(add(person("Tom")));
        write(copy(), before);
        const auto read = readPeople(data());
        QVERIFY(read && !read->damage && read->people.find("Tom"));
        QVERIFY(add(person("Ada")));
        QVERIFY(textOf(copy()) == textOf(file()));
    }
    void what_a_killed_writer_left_is_in_nobodys_way()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        write(data() / "people.json.lineside-new", "half a li");
        QVERIFY(readPeople(data())->people.find("Nina"));
        QVERIFY(add(person("Tom")));
        QVERIFY(!fs::exists(data() / "people.json.lineside-new"));
    }
    void a_disk_that_takes_nothing_is_told()
    {
        QVERIFY(add(person("Nina", Role::Administrator)));
        const std::string before = textOf(file());
        fs::create_directories(data() / "people.json.lineside-new" / "in the way");  // the temporary file cannot be made
        const auto refused = add(person("Tom"));
        QVERIFY(!refused);
        QVERIFY(refused.error().code == ErrorCode::Io);
        QVERIFY(textOf(file()) == before);
        QVERIFY(!readPeople(data())->people.find("Tom"));
    }

    void the_text_says_what_was_written()
    {
        const std::string text = formatPeople(people());
        QVERIFY(*parsePeople(text) == people());
        QVERIFY(text.find("\"engineer\"") != std::string::npos);
    }
    void the_longest_list_fits()
    {
        std::vector<Person> all;
        for (std::size_t i = 0; i < kMaxPeople; ++i)
            all.push_back(person(std::string(kMaxPersonNameBytes - 3, '"') + std::to_string(100 + i), Role::Administrator));
        const std::string text = formatPeople(*People::of(all));
        QVERIFY(text.size() <= kMaxPeopleBytes);
        QCOMPARE(parsePeople(text)->all().size(), kMaxPeople);
    }
    void a_text_of_something_else_is_refused_with_a_reason_data()
    {
        const std::string item = "{\"name\": \"Nina\", \"role\": \"administrator\", \"secret\": \"" + hashOfNobody(kLeastHashCost) + "\", \"added_ms\": 1}";
        const auto with = [&](const char *what, const char *other) {
            std::string changed = item;
            return QString::fromStdString(listed(changed.replace(changed.find(what), std::string(what).size(), other)));
        };
        std::string many = item;
        for (std::size_t i = 0; i < kMaxPeople; ++i)
            many += "," + item;
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << "";
        QTest::newRow("no JSON") << "people";
        QTest::newRow("no object") << "[]";
        QTest::newRow("without a checksum") << QString::fromStdString("{\n  \"version\": 1,\n  \"people\": [" + item + "]\n}\n");
        QTest::newRow("in another layout") << QString::fromStdString(listed(item));
        QTest::newRow("nobody") << QString::fromStdString(listed(""));
        QTest::newRow("no people in it") << QString::fromStdString(listed("1, 2"));
        QTest::newRow("no administrator") << with("administrator", "engineer");
        QTest::newRow("no such role") << with("administrator", "root");
        QTest::newRow("a name that cannot be") << with("Nina", " ");
        QTest::newRow("no UTF-8") << with("Nina", R"(\ud800)");
        QTest::newRow("the same twice") << QString::fromStdString(listed(item + "," + item));
        QTest::newRow("a hash that asks for 64 GB") << with("m=8,", "m=67108864,");
        QTest::newRow("a hash that asks for hours") << with("t=1,", "t=4000000000,");
        QTest::newRow("no hash") << with("argon2id", "plain");
        QTest::newRow("no whole number") << with("\"added_ms\": 1", "\"added_ms\": 1.5");
        QTest::newRow("no such time") << with("\"added_ms\": 1", "\"added_ms\": 9223372036854775807");
        QTest::newRow("something missing") << with(", \"added_ms\": 1", "");
        QTest::newRow("something more") << with("\"added_ms\": 1", "\"added_ms\": 1, \"root\": true");
        QTest::newRow("a role twice") << with("\"role\"", R"("role": "engineer", "role")");
        QTest::newRow("too many") << QString::fromStdString(listed(many));
        QTest::newRow("too deep") << QString(100'000, '[');
        QTest::newRow("too large") << QString(static_cast<int>(kMaxPeopleBytes) + 1, ' ');
    }
    void a_text_of_something_else_is_refused_with_a_reason()
    {
        QFETCH(const QString, text);
        const auto read = parsePeople(text.toStdString());
        QVERIFY(!read);
        QVERIFY(read.error().code == ErrorCode::InvalidInput && !read.error().detail.empty());
    }
    void a_line_more_that_says_something_else_is_refused_though_the_checksum_is_right()
    {
        std::string text = formatPeople(people());
        text = text.substr(0, text.rfind(",\n  \"checksum\"")) + ",\n  \"people\": []\n}\n";
        QVERIFY(!parsePeople(withChecksum(text, ChecksumForm::Lines)));
    }
};

QTEST_GUILESS_MAIN(TestPeopleFile)
#include "tst_peoplefile.moc"
