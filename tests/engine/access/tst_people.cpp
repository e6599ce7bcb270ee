// SPDX-License-Identifier: GPL-3.0-or-later
#include "access/people.h"
#include "access/secrethash.h"
#include "base/foldcase.h"

#include <QtTest>

using namespace lineside;

namespace {

Person person(const std::string &name, Role role = Role::Operator)
{
    return {name, role, hashOfNobody(kLeastHashCost), std::chrono::system_clock::time_point(std::chrono::seconds(1'700'000'000))};
}

/// Nina, who is the administrator, and Tom, an engineer.
People two()
{
    return *People::of({person("Nina", Role::Administrator), person("Tom", Role::Engineer)});
}

}  // namespace

class TestPeople : public QObject {
    Q_OBJECT

private slots:
    void whoever_is_added_is_there_and_is_what_he_was_added_as()
    {
        People people;
        QVERIFY(people.empty());
        QVERIFY(people.add(person("Nina", Role::Administrator)));
        QVERIFY(people.add(person("Tom", Role::Engineer)));
        QCOMPARE(people.all().size(), std::size_t{2});
        QVERIFY(people.find("Tom") && people.find("Tom")->role == Role::Engineer);
        QVERIFY(!people.find("Tim") && !people.find(""));
    }
    void the_first_has_to_be_an_administrator()
    {
        for (const Role role : {Role::Viewer, Role::Operator, Role::Engineer}) {
            People people;
            const auto added = people.add(person("Nina", role));
            QVERIFY(!added);
            QVERIFY(added.error().code == ErrorCode::InvalidInput);
            QVERIFY(people.empty());
        }
    }
    void the_last_administrator_can_neither_be_removed_nor_become_something_else()
    {
        People people = two();
        for (const auto &refused : {people.remove("nina"), people.setRole("NINA", Role::Engineer)}) {
            QVERIFY(!refused);
            QVERIFY(refused.error().code == ErrorCode::Busy);
        }
        QVERIFY(people == two());
        QVERIFY(people.setRole("Nina", Role::Administrator));  // what she is
        QVERIFY(people.setRole("Tom", Role::Administrator));
        QVERIFY(people.setRole("Nina", Role::Viewer));
        QVERIFY(!people.remove("Tom"));
        QVERIFY(people.remove("Nina"));
        QVERIFY(!people.remove("Tom"));
    }
    void two_people_have_two_names_whatever_the_capitals_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::newRow("the same") << "Nina" << "Nina";
        QTest::newRow("capitals") << "Nina" << "NINA";
        QTest::newRow("with marks") << QString::fromUtf8("Jürgen Ångström") << QString::fromUtf8("JÜRGEN åNGSTRÖM");
        QTest::newRow("Greek") << QString::fromUtf8("Γιώργος") << QString::fromUtf8("ΓΙΏΡΓΟΣ");
        QTest::newRow("Cyrillic") << QString::fromUtf8("Пётр") << QString::fromUtf8("ПЁТР");
        QTest::newRow("full width") << QString::fromUtf8("Ｎｉｎａ") << QString::fromUtf8("ＮＩＮＡ");
        QTest::newRow("Chinese") << QString::fromUtf8("王芳") << QString::fromUtf8("王芳");
    }
    void two_people_have_two_names_whatever_the_capitals()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        People people;
        QVERIFY(people.add(person(one.toStdString(), Role::Administrator)));
        const auto added = people.add(person(other.toStdString()));
        QVERIFY(!added);
        QVERIFY(added.error().code == ErrorCode::Busy);
        QVERIFY(QString::fromStdString(added.error().detail).contains(one));
        QCOMPARE(people.all().size(), std::size_t{1});
        QVERIFY(people.find(other.toStdString()));
        QVERIFY(!People::of({person(one.toStdString(), Role::Administrator), person(other.toStdString())}));
    }
    void capitals_are_folded_as_unicode_says()
    {
        for (const auto &[first, last] : {std::pair{0x20, 0x12F}, {0x131, 0x17F}, {0x386, 0x3CE}, {0x400, 0x45F}, {0xFF01, 0xFF5E}, {0x4E00, 0x4E40}}) {
            for (int code = first; code <= last; ++code) {
                if (code >= 0x7F && code < 0xA0)
                    continue;  // no names
                const QString character(static_cast<char16_t>(code));
                const QString expected(QChar(code).toCaseFolded());
                QVERIFY2(QString::fromStdString(foldCase(character.toStdString())) == expected, qPrintable(QString::number(code, 16)));
            }
        }
    }
    void bytes_that_are_no_character_stay_as_they_are()
    {
        QVERIFY(foldCase("A\xFF\xE8\xB4" "B\x07🐎C") == "a\xFF\xE8\xB4" "b\x07🐎c");
    }
    void a_name_that_cannot_be_is_refused_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("none") << QByteArray();
        QTest::newRow("a blank") << QByteArray(" ");
        QTest::newRow("a blank before it") << QByteArray(" Nina");
        QTest::newRow("a blank behind it") << QByteArray("Nina ");
        QTest::newRow("a line end") << QByteArray("Ni\nna");
        QTest::newRow("a zero") << QByteArray("Ni\0na", 5);
        QTest::newRow("no UTF-8") << QByteArray("Ni\xFFna");
        QTest::newRow("too long") << QByteArray(kMaxPersonNameBytes + 1, 'x');
    }
    void a_name_that_cannot_be_is_refused()
    {
        QFETCH(const QByteArray, name);
        People people = two();
        const auto added = people.add(person(name.toStdString()));
        QVERIFY(!added);
        QVERIFY(added.error().code == ErrorCode::InvalidInput && !added.error().detail.empty());
        QVERIFY(people == two());
    }
    void a_hash_that_is_none_is_refused_and_nothing_changes()
    {
        People people = two();
        Person third = person("Ada");
        third.secretHash = "481516";
        QVERIFY(!people.add(third));
        QVERIFY(!people.setSecret("Tom", "481516"));
        QVERIFY(!people.setSecret("Tom", hashOfNobody({1, 64ull << 30})));
        QVERIFY(people == two());
    }
    void another_secret_and_another_role_are_of_that_person_alone()
    {
        People people = two();
        const std::string hash = hashOfNobody({2, 8192});
        QVERIFY(people.setSecret("tom", hash));
        QVERIFY(people.setRole("tom", Role::Viewer));
        QVERIFY(people.find("Tom")->secretHash == hash && people.find("Tom")->role == Role::Viewer && people.find("Tom")->name == "Tom");
        QVERIFY(*people.find("Nina") == *two().find("Nina"));
    }
    void somebody_who_is_not_there_cannot_be_changed()
    {
        People people = two();
        for (const auto &refused : {people.setSecret("Ada", hashOfNobody(kLeastHashCost)), people.setRole("Ada", Role::Engineer), people.remove("Ada")}) {
            QVERIFY(!refused);
            QVERIFY(refused.error().code == ErrorCode::NotFound);
        }
        QVERIFY(people == two());
    }
    void there_is_room_for_two_hundred()
    {
        People people;
        for (std::size_t i = 0; i < kMaxPeople; ++i)
            QVERIFY(people.add(person("p" + std::to_string(i), Role::Administrator)));
        const auto added = people.add(person("one more"));
        QVERIFY(!added);
        QVERIFY(added.error().code == ErrorCode::InvalidInput);
        QVERIFY(people.remove("p0"));
        QVERIFY(people.add(person("one more")));
    }
    void a_list_without_an_administrator_is_none()
    {
        QVERIFY(!People::of({person("Nina", Role::Engineer)}));
        QVERIFY(People::of({person("Tom", Role::Engineer), person("Nina", Role::Administrator)}));  // wherever he stands
        QVERIFY(People::of({})->empty());
    }
    void when_somebody_was_added_is_known_to_the_millisecond()
    {
        Person first = person("Nina", Role::Administrator);
        first.added += std::chrono::microseconds(1500);
        People people;
        QVERIFY(people.add(first));
        QVERIFY(people.find("Nina")->added == person("").added + std::chrono::milliseconds(1));
    }
};

QTEST_GUILESS_MAIN(TestPeople)
#include "tst_people.moc"
