// SPDX-License-Identifier: GPL-3.0-or-later
#include "lineside/access.h"

#include <QtTest>

#include <set>
#include <string>

using namespace lineside;

namespace {

Deed deed(int i)
{
    return static_cast<Deed>(i);
}

}  // namespace

class TestMay : public QObject {
    Q_OBJECT

private slots:
    void a_viewer_changes_nothing()
    {
        for (int i = 0; i < kDeeds; ++i)
            QVERIFY2(!may(Role::Viewer, deed(i)), toString(deed(i)));
    }
    void an_operator_runs_the_line_and_brings_nothing_new_to_it()
    {
        const std::set<Deed> allowed{Deed::Acknowledge, Deed::Shelve, Deed::RollBack, Deed::StopCanary, Deed::ReviewParts, Deed::RetrySource};
        for (int i = 0; i < kDeeds; ++i)
            QVERIFY2(may(Role::Operator, deed(i)) == allowed.contains(deed(i)), toString(deed(i)));
    }
    void an_engineer_answers_for_models_and_not_for_the_installation()
    {
        const std::set<Deed> denied{Deed::RemoveModel, Deed::ChangePlans, Deed::ChangeSettings, Deed::ChangeKeys, Deed::ChangePeople};
        for (int i = 0; i < kDeeds; ++i)
            QVERIFY2(may(Role::Engineer, deed(i)) != denied.contains(deed(i)), toString(deed(i)));
    }
    void an_administrator_may_do_everything()
    {
        for (int i = 0; i < kDeeds; ++i)
            QVERIFY2(may(Role::Administrator, deed(i)), toString(deed(i)));
    }
    void whoever_may_do_it_has_the_role_that_it_needs_or_a_higher_one()
    {
        for (int i = 0; i < kDeeds; ++i) {
            for (const Role role : kRoles)
                QVERIFY2(may(role, deed(i)) == (role >= needed(deed(i))), toString(deed(i)));
        }
    }
    void a_deed_that_is_none_of_these_needs_an_administrator()
    {
        QVERIFY(needed(deed(kDeeds)) == Role::Administrator);
        QVERIFY(needed(deed(-1)) == Role::Administrator);
    }
    void each_role_and_deed_has_a_word_of_its_own()
    {
        std::set<std::string> words;
        for (int i = 0; i < kDeeds; ++i)
            words.insert(toString(deed(i)));
        QCOMPARE(words.size(), std::size_t(kDeeds));
        for (const Role role : kRoles)
            QVERIFY(roleOf(toString(role)) == role);
        for (const char *word : {"", "Engineer", "admin", "engineer "})
            QVERIFY(!roleOf(word));
    }
};

QTEST_GUILESS_MAIN(TestMay)
#include "tst_may.moc"
