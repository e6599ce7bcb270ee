// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/localdesk.h"

#include "access/peoplechanges.h"
#include "engine/access/frontdesk.h"

using namespace lineside;
using namespace lineside::test;
using namespace std::chrono_literals;

/// Whoever is at a desk, and what he becomes when the list changes.
class TestLocalDesk : public QObject {
    Q_OBJECT

    using Why = SignInRefusal::Why;

private slots:
    void without_people_everybody_may_do_everything()
    {
        FrontDesk front;
        LocalDesk desk(front.reception());
        const AccessStatus now = desk.status();
        QVERIFY(!now.asked && !now.who && !now.trouble && now.may(Deed::ChangePeople));
        QVERIFY(desk.names().empty());
        const auto who = front.signIn(desk, "Nina");
        QVERIFY(!who && who.error().why == Why::Trouble);
    }
    void whoever_has_not_signed_in_is_an_operator()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception());
        const AccessStatus now = desk.status();
        QVERIFY(now.asked && !now.who && now.may(Deed::RollBack) && !now.may(Deed::Promote));
        QVERIFY((desk.names() == std::vector<std::string>{"Nina", "Vera", "Olga", "Erik"}));
    }
    void whoever_gives_his_secret_is_signed_in_until_he_signs_out()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception()), other(front.reception());
        const auto who = front.signIn(desk, "erik", front.secretOf("Erik"));
        QVERIFY(who);
        QCOMPARE(who->name, std::string("Erik"));
        QVERIFY(who->role == Role::Engineer && who->since == front.clock.wallNow());
        QVERIFY(desk.status().who == *who);
        QVERIFY(!other.status().who);
        desk.signOut();
        QVERIFY(!desk.status().who);
    }
    void a_wrong_secret_changes_nothing_and_is_counted_at_every_desk()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception()), other(front.reception());
        QVERIFY(front.signIn(desk, "Olga"));
        for (int i = 0; i < 5; ++i) {
            const auto who = front.signIn(i % 2 ? desk : other, "Erik", "wrong");
            QVERIFY(!who && who.error().why == Why::Wrong);
        }
        const auto waits = front.signIn(other, "Erik");
        QVERIFY(!waits && waits.error().why == Why::Wait && waits.error().wait > 0ms);
        QVERIFY(desk.status().who && desk.status().who->name == "Olga");
    }
    void whoever_was_removed_or_has_another_secret_or_role_is_that_at_once()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk erik(front.reception()), olga(front.reception()), nina(front.reception());
        QVERIFY(front.signIn(erik, "Erik") && front.signIn(olga, "Olga") && front.signIn(nina, "Nina"));
        front.change([](People &people) {
            auto changed = people.setRole("Olga", Role::Engineer);
            if (changed)
                changed = people.remove("Erik");
            return changed ? people.setSecret("Nina", *hashSecret(Secret("another one"), kLeastHashCost)) : changed;
        });
        QVERIFY(!erik.status().who);
        QVERIFY(olga.status().who && olga.status().who->role == Role::Engineer && olga.status().may(Deed::Promote));
        QVERIFY(!nina.status().who);
    }
    void a_sign_in_looks_at_the_list_as_it_is_then()
    {
        FrontDesk front;
        LocalDesk desk(front.reception());
        QVERIFY(changePeople(front.folder(), [](People &people) { return people.add(FrontDesk::person("Nina", Role::Administrator)); }));
        QVERIFY(front.signIn(desk, "Nina"));
        QVERIFY(desk.status().asked && desk.status().who);
    }
    void where_the_list_is_damaged_nobody_is_more_than_an_operator()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception());
        QVERIFY(front.signIn(desk, "Nina"));
        front.damage(kPeopleFile);
        front.look();
        QVERIFY(desk.status().trouble && desk.status().who);  // the copy serves
        front.damage(kPeopleCopyFile);
        front.look();
        const AccessStatus now = desk.status();
        QVERIFY(now.asked && now.trouble && !now.who && now.may(Deed::RollBack) && !now.may(Deed::Promote));
        const auto who = front.signIn(desk, "Nina");
        QVERIFY(!who && who.error().why == Why::Trouble && !who.error().detail.empty());
    }
    void a_sign_out_counts_for_a_sign_in_that_is_on_its_way()
    {
        FrontDesk front;
        front.addEverybody();
        std::promise<void> held, goOn;
        front.reception().look([&] {
            held.set_value();
            goOn.get_future().wait();
        });
        held.get_future().wait();
        LocalDesk desk(front.reception());
        std::promise<bool> signedIn;
        desk.signIn("Nina", front.secretOf("Nina"), [&](const auto &who) { signedIn.set_value(who.ok()); });
        desk.signOut();
        goOn.set_value();
        QVERIFY(!signedIn.get_future().get());
        QVERIFY(!desk.status().who);
    }

    void a_signature_serves_once_and_for_five_minutes()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception()), other(front.reception());
        const auto nobody = front.sign(desk, front.secretOf("Erik"));
        QVERIFY(!nobody && nobody.error().why == Why::Trouble);
        QVERIFY(front.signIn(desk, "Erik") && front.signIn(other, "Erik"));
        const auto wrong = front.sign(desk, front.secretOf("Nina"));
        QVERIFY(!wrong && wrong.error().why == Why::Wrong);
        const auto signature = front.sign(desk, front.secretOf("Erik"));
        QVERIFY(signature && signature->name == "Erik" && signature->meaning == "approved");
        QVERIFY(!other.redeem(*signature));
        ElectronicSignature changed = *signature;
        changed.meaning = "emergency";
        QVERIFY(!desk.redeem(changed));
        front.clock.advance(LocalDesk::kSignatureLasts);
        QVERIFY(desk.redeem(*signature));
        QVERIFY(!desk.redeem(*signature));
        const auto late = front.sign(desk, front.secretOf("Erik"));
        front.clock.advance(LocalDesk::kSignatureLasts + 1ms);
        QVERIFY(late && !desk.redeem(*late));
    }
    void a_signature_ends_with_whoever_gave_it()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception());
        QVERIFY(front.signIn(desk, "Erik"));
        const auto signature = front.sign(desk, front.secretOf("Erik"));
        QVERIFY(signature);
        desk.signOut();
        QVERIFY(front.signIn(desk, "Erik"));
        QVERIFY(!desk.redeem(*signature));
    }
    void what_means_nothing_is_not_signed()
    {
        FrontDesk front;
        front.addEverybody();
        LocalDesk desk(front.reception());
        QVERIFY(front.signIn(desk, "Erik"));
        for (const std::string &meaning : {std::string(), std::string(101, 'x'), std::string("a\nb"), std::string("\xff")}) {
            const auto signature = front.sign(desk, front.secretOf("Erik"), meaning);
            QVERIFY(!signature && signature.error().why == Why::Trouble);
        }
    }

    void what_changes_is_told_once_and_remembered()
    {
        FrontDesk front;
        std::vector<std::string> told;
        front.reception().onChanged([&](const People &before, const People &now) { told = changesBetween(before, now); });
        front.addEverybody();
        QVERIFY((told == std::vector<std::string>{"Nina: administrator", "Vera: viewer", "Olga: operator", "Erik: engineer"}));
        const People all = front.reception().known()->people;
        QVERIFY(changesSinceTold(front.folder(), all) == told);
        QVERIFY(rememberTold(front.folder(), all));
        QVERIFY(changesSinceTold(front.folder(), all).empty());
        front.change([](People &people) {
            auto changed = people.remove("Vera");
            if (changed)
                changed = people.setRole("Olga", Role::Engineer);
            return changed ? people.setSecret("Erik", *hashSecret(Secret("another one"), kLeastHashCost)) : changed;
        });
        QVERIFY((told == std::vector<std::string>{"Vera: removed", "Olga: engineer", "Erik: another secret"}));
        QVERIFY(changesSinceTold(front.folder(), front.reception().known()->people) == told);
        told.clear();
        front.look();
        QVERIFY(told.empty());
        QVERIFY(rememberTold(front.folder(), {}));
        QVERIFY(rememberTold(front.folder(), {}));
        QVERIFY(changesSinceTold(front.folder(), {}).empty());
    }
    void a_list_that_was_damaged_meanwhile_is_compared_with_the_one_before()
    {
        FrontDesk front;
        front.addEverybody();
        std::vector<std::string> told;
        front.reception().onChanged([&](const People &before, const People &now) { told = changesBetween(before, now); });
        front.damage(kPeopleFile);
        front.damage(kPeopleCopyFile);
        front.look();
        QVERIFY(told.empty());
        for (const char *file : {kPeopleFile, kPeopleCopyFile})
            QVERIFY(std::filesystem::remove(front.folder() / file));
        front.look();
        QCOMPARE(told.size(), std::size_t{4});  // removed, all of them
    }
};

QTEST_GUILESS_MAIN(TestLocalDesk)
#include "tst_localdesk.moc"
