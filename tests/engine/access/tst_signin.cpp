// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/signin.h"
#include "support/manualclock.h"

#include <QtTest>

#include <string>
#include <thread>
#include <vector>

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

namespace {

Person person(const std::string &name, const char *secret, Role role)
{
    return {name, role, *hashSecret(Secret(secret), kLeastHashCost), {}};
}

People people()
{
    return *People::of({person("Nina", "correct horse", Role::Administrator), person("Tom", "481516", Role::Engineer)});
}

/// A time of the given seconds.
SteadyTime at(int seconds)
{
    return SteadyTime(std::chrono::seconds(seconds));
}

}  // namespace

class TestSignIn : public QObject {
    Q_OBJECT

    using Why = SignInRefusal::Why;

private slots:
    void the_name_and_its_secret_tell_who_it_is()
    {
        const ManualClock clock;
        SignIn signIn(clock);
        const auto tom = signIn.attempt(people(), "tom", Secret("481516"));
        QVERIFY(tom);
        QVERIFY(tom->name == "Tom" && tom->role == Role::Engineer);
    }
    void a_wrong_secret_and_a_name_that_nobody_has_are_refused_alike()
    {
        const ManualClock clock;
        SignIn signIn(clock);
        const People all = people();
        for (const auto &refused : {signIn.attempt(all, "Tom", Secret("correct horse")), signIn.attempt(all, "Tom", Secret()), signIn.attempt(all, "Tim", Secret("481516")),
                                    signIn.attempt(all, "", Secret()), signIn.attempt(all, std::string(10'000, 'x'), Secret("481516"))}) {
            QVERIFY(!refused);
            QVERIFY(refused.error().why == Why::Wrong && refused.error().wait == 0ms && refused.error().detail.empty());
        }
    }
    void where_there_is_nobody_nobody_is_signed_in()
    {
        const ManualClock clock;
        int looked = 0;
        SignIn signIn(clock, {}, [&](const Secret &, const std::string &hash) -> Result<bool> {
            ++looked;
            return *costOf(hash) == HashCost();
        });
        QVERIFY(!signIn.attempt({}, "Nina", Secret("correct horse")));
        QCOMPARE(looked, 1);
    }
    void a_name_that_nobody_has_costs_what_another_costs()
    {
        const ManualClock clock;
        std::vector<HashCost> costs;
        SignIn signIn(clock, {}, [&](const Secret &secret, const std::string &hash) {
            costs.push_back(*costOf(hash));
            return verifySecret(secret, hash);
        });
        const People all = people();
        QVERIFY(!signIn.attempt(all, "Tom", Secret("wrong one")));
        QVERIFY(!signIn.attempt(all, "Tim", Secret("wrong one")));
        QCOMPARE(costs.size(), std::size_t{2});
        QVERIFY(costs[0] == costs[1]);
    }
    void after_five_wrong_ones_even_the_right_one_waits_for_half_a_minute()
    {
        ManualClock clock;
        int looked = 0;
        SignIn signIn(clock, {}, [&](const Secret &secret, const std::string &hash) {
            ++looked;
            return verifySecret(secret, hash);
        });
        const People all = people();
        for (int i = 1; i <= 5; ++i) {
            const auto refused = signIn.attempt(all, "Tom", Secret("wrong one"));
            QVERIFY(!refused && refused.error().why == Why::Wrong);
            QCOMPARE(refused.error().wait.count(), i < 5 ? 0 : 30'000);
        }
        const auto waits = signIn.attempt(all, "TOM", Secret("481516"));
        QVERIFY(!waits && waits.error().why == Why::Wait);
        QCOMPARE(waits.error().wait.count(), 30'000);
        QCOMPARE(looked, 5);  // nothing was calculated
        QVERIFY(signIn.attempt(all, "Nina", Secret("correct horse")));  // others do not wait for him
        clock.advance(29'999ms);
        QVERIFY(!signIn.attempt(all, "Tom", Secret("481516")));
        clock.advance(1ms);
        QVERIFY(signIn.attempt(all, "Tom", Secret("481516")));
    }
    void a_name_that_nobody_has_waits_as_another_does()
    {
        const ManualClock clock;
        SignIn signIn(clock);
        const People all = people();
        for (int i = 1; i <= 7; ++i) {
            const auto tom = signIn.attempt(all, "Tom", Secret("wrong one")), tim = signIn.attempt(all, "Tim", Secret("wrong one"));
            QVERIFY(!tom && !tim);
            QVERIFY(tom.error().why == tim.error().why && tom.error().wait == tim.error().wait);
        }
    }
    void what_could_not_be_found_out_is_told_and_not_counted()
    {
        const ManualClock clock;
        bool memory = false;
        SignIn signIn(clock, {}, [&](const Secret &secret, const std::string &hash) {
            return memory ? verifySecret(secret, hash) : Error{ErrorCode::OutOfMemory, "no memory"};
        });
        for (int i = 0; i < 10; ++i) {
            const auto refused = signIn.attempt(people(), "Tom", Secret("481516"));
            QVERIFY(!refused && refused.error().why == Why::Trouble && refused.error().detail == "no memory");
        }
        memory = true;
        QVERIFY(signIn.attempt(people(), "Tom", Secret("481516")));
    }
    void many_at_once_are_looked_at_one_after_the_other_and_no_more_than_five()
    {
        const ManualClock clock;
        std::atomic<int> looked = 0, now = 0;
        std::atomic<bool> together = false;
        SignIn signIn(clock, {}, [&](const Secret &secret, const std::string &hash) {
            together = together || ++now > 1;
            ++looked;
            auto verified = verifySecret(secret, hash);
            --now;
            return verified;
        });
        const People all = people();
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 20; ++i)
                threads.emplace_back([&] { QVERIFY(!signIn.attempt(all, "Tom", Secret("wrong one"))); });
        }
        QCOMPARE(looked.load(), 5);
        QVERIFY(!together);
    }

    void the_wait_doubles_with_each_wrong_one_up_to_a_quarter_of_an_hour()
    {
        SignInGuard guard;
        int now = 0;
        for (const int expected : {0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900}) {
            guard.failed("Tom", true, at(now));
            QVERIFY(guard.waitFor("tom", at(now)) == std::chrono::seconds(expected));
            now += expected;
            QVERIFY(guard.waitFor("Tom", at(now)) == 0s);
        }
    }
    void the_right_one_makes_all_wrong_ones_forgotten()
    {
        SignInGuard guard;
        for (int i = 0; i < 4; ++i)
            guard.failed("Tom", true, at(0));
        guard.succeeded("TOM");
        for (int i = 0; i < 4; ++i)
            guard.failed("Tom", true, at(1));
        QVERIFY(guard.waitFor("Tom", at(1)) == 0s);
        guard.failed("Tom", true, at(1));
        QVERIFY(guard.waitFor("Tom", at(1)) == 30s);
    }
    void an_hour_without_a_wrong_one_makes_them_forgotten_and_a_second_less_does_not()
    {
        for (const int later : {3599, 3600}) {
            SignInGuard guard;
            for (int i = 0; i < 4; ++i)
                guard.failed("Tom", true, at(0));
            guard.failed("Tom", true, at(later));
            QVERIFY(guard.waitFor("Tom", at(later)) == (later < 3600 ? 30s : 0s));
        }
    }
    void very_many_wrong_ones_wait_no_longer_than_the_most()
    {
        SignInGuard guard;
        for (int i = 0; i < 100'000; ++i)
            guard.failed("Tom", true, at(0));
        QVERIFY(guard.waitFor("Tom", at(0)) == 900s);
    }
    void names_that_nobody_has_are_no_way_to_make_somebody_forgotten()
    {
        SignInGuard guard;
        for (int i = 0; i < 5; ++i)
            guard.failed("Tom", true, at(0));
        for (int i = 0; i < 5000; ++i)
            guard.failed("name " + std::to_string(i), false, at(1 + i / 1000));
        QVERIFY(guard.waitFor("Tom", at(6)) == 24s);
    }
    void of_names_that_nobody_has_the_newest_are_remembered()
    {
        SignInRule rule;
        rule.names = 2;
        SignInGuard guard(rule);
        for (int i = 0; i < 5; ++i)
            guard.failed("a", false, at(0));
        for (int i = 0; i < 5; ++i)
            guard.failed("b", false, at(1));
        QVERIFY(guard.waitFor("a", at(1)) == 29s);
        guard.failed("c", false, at(2));
        QVERIFY(guard.waitFor("a", at(2)) == 0s);
        QVERIFY(guard.waitFor("b", at(2)) == 29s);
    }
    void names_too_long_for_anybody_are_one()
    {
        SignInGuard guard;
        for (int i = 0; i < 5; ++i)
            guard.failed(std::string(1000, 'x') + std::to_string(i), false, at(0));
        QVERIFY(guard.waitFor(std::string(2000, 'x'), at(0)) == 30s);
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
