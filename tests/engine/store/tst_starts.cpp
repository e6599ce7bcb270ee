// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/starts.h"

#include <QtTest>

#include <algorithm>

using namespace lineside;

namespace {

constexpr const char *kBoot = "6f8d7a10-0000-4000-8000-000000000001";

Starts at(std::initializer_list<std::int64_t> seconds)
{
    Starts starts;
    for (const std::int64_t s : seconds)
        starts.push_back({kBoot, s * 1000});
    return starts;
}

BootMoment now(std::int64_t seconds)
{
    return {kBoot, seconds * 1000};
}

}  // namespace

class TestStarts : public QObject {
    Q_OBJECT

private slots:
    void five_starts_that_did_not_end_in_order_within_a_minute_make_the_next_one_safe()
    {
        const auto safe = decideStart(at({100, 110, 120, 130, 140}), now(150), {});
        QVERIFY(safe);
        QCOMPARE(safe->starts, 5);
        QCOMPARE(safe->seconds, 50.0);
    }
    void four_are_not_enough_nor_five_over_more_than_a_minute()
    {
        QVERIFY(!decideStart({}, now(150), {}));
        QVERIFY(!decideStart(at({100, 110, 120, 130}), now(150), {}));
        QVERIFY(!decideStart(at({89, 110, 120, 130, 140}), now(150), {}));
        QVERIFY(decideStart(at({90, 110, 120, 130, 140}), now(150), {}));  // a minute is still a minute
    }
    void the_newest_tell_how_long_it_went_on()
    {
        const auto safe = decideStart(at({145, 100, 110, 120, 130, 140}), now(150), {});  // in whatever order they stand there
        QVERIFY(safe);
        QCOMPARE(safe->starts, 5);
        QCOMPARE(safe->seconds, 40.0);
    }
    void starts_of_another_run_of_the_computer_do_not_count()
    {
        Starts starts = at({100, 110, 120, 130, 140});
        starts[2].boot = "6f8d7a10-0000-4000-8000-000000000002";
        QVERIFY(!decideStart(starts, now(150), {}));
        for (BootMoment &start : starts)
            start.boot.clear();
        QVERIFY(!decideStart(starts, {"", 150'000}, {}));  // nobody knows that it is the same one
    }
    void a_start_that_is_yet_to_come_does_not_count()
    {
        QVERIFY(!decideStart(at({100, 110, 120, 130, 151}), now(150), {}));
    }
    void other_rules_are_kept_too()
    {
        SafeModeRule rule;
        rule.starts = 2;
        rule.within = std::chrono::seconds(5);
        QVERIFY(decideStart(at({145, 147}), now(150), rule));
        QVERIFY(!decideStart(at({144, 147}), now(150), rule));
        rule.starts = 0;  // never
        QVERIFY(!decideStart(at({145, 147}), now(150), rule));
    }
    void what_is_kept_never_grows()
    {
        Starts all;
        for (int i = 0; i < 900; ++i)
            all.push_back({kBoot, 149'000 + i});
        QCOMPARE(counted(all, now(150), {}).size(), std::size_t{5});
        QCOMPARE(counted(all, now(150), {}).back().ms, std::int64_t{149'899});
    }
    void the_file_says_what_was_written()
    {
        for (const Starts &starts : {Starts{}, at({1}), at({1, 2, 3, 4, 5})})
            QVERIFY(*parseStarts(formatStarts(starts)) == starts);
    }
    void a_file_that_is_torn_at_any_byte_or_changed_is_not_believed()
    {
        const std::string text = formatStarts(at({1, 2, 3, 4, 5}));
        for (std::size_t length = 0; length + 1 < text.size(); ++length)  // without its last line end it says all the same
            QVERIFY2(!parseStarts(text.substr(0, length)), qPrintable(QString::number(length)));
        for (std::size_t i = 0; i < text.size(); ++i) {
            std::string changed = text;
            changed[i] = static_cast<char>(changed[i] ^ 1);
            const auto read = parseStarts(changed);
            QVERIFY2(!read, qPrintable(QString::number(i)));
        }
    }
    void a_file_of_something_else_is_refused_with_a_reason_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("no JSON") << "starts";
        QTest::newRow("no object") << "[]";
        QTest::newRow("no list") << R"({"starts": 5})";
        QTest::newRow("no starts in it") << R"({"starts": [1, 2]})";
        QTest::newRow("no whole number") << R"({"starts": [{"boot": "a", "at_ms": 1.5}]})";
        QTest::newRow("a number too large") << R"({"starts": [{"boot": "a", "at_ms": 18446744073709551615}]})";
        QTest::newRow("before the computer was on") << R"({"starts": [{"boot": "a", "at_ms": -1}]})";
        QTest::newRow("a name that is none") << QString(R"({"starts": [{"boot": "%1", "at_ms": 1}]})").arg(QString(65, 'a'));
        QTest::newRow("too deep") << QString(30000, '[');
        QTest::newRow("too large") << QString(static_cast<int>(kMaxStartsBytes) + 1, ' ');
        QString many = R"({"boot": "a", "at_ms": 1})";
        for (int i = 0; i < 1000; ++i)
            many += R"(,{"boot": "a", "at_ms": 1})";
        QTest::newRow("too many") << QString(R"({"starts": [%1]})").arg(many);
    }
    void a_file_of_something_else_is_refused_with_a_reason()
    {
        QFETCH(const QString, text);
        const auto read = parseStarts(text.toStdString());
        QVERIFY(!read);
        QVERIFY(!read.error().detail.empty());
    }
    void a_moment_knows_its_run_of_the_computer_and_goes_on()
    {
        const BootMoment first = bootMomentNow(), second = bootMomentNow();
        QVERIFY(!first.boot.empty());
        QCOMPARE(first.boot, second.boot);
        QVERIFY(first.ms > 0 && second.ms >= first.ms);
    }
};

QTEST_GUILESS_MAIN(TestStarts)
#include "tst_starts.moc"
