// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "access/localdesk.h"
#include "access/peoplefile.h"
#include "access/secrethash.h"
#include "support/manualclock.h"

#include <QTemporaryDir>
#include <QtTest>

#include <future>
#include <memory>
#include <string>

namespace lineside::test {

/// A folder with people in it, and a desk in front of them: Vera is a viewer, Olga an operator, Erik an engineer, Nina an administrator. Everybody's secret is his name and "'s secret".
class FrontDesk {
public:
    FrontDesk() : m_reception(std::make_unique<Reception>(folder(), clock)) {}

    ManualClock clock;

    std::filesystem::path folder() const { return m_dir.path().toStdString(); }
    Reception &reception() { return *m_reception; }
    static std::string secretOf(const std::string &name) { return name + "'s secret"; }
    static Person person(const std::string &name, Role role) { return {name, role, *hashSecret(Secret(secretOf(name)), kLeastHashCost), {}}; }

    void change(const std::function<Result<void>(People &)> &change)
    {
        const auto changed = changePeople(folder(), change);
        if (!changed)
            qFatal("%s", changed.error().detail.c_str());
        look();
    }
    void addEverybody()
    {
        change([](People &people) {
            for (const auto &[name, role] : {std::pair{"Nina", Role::Administrator}, {"Vera", Role::Viewer}, {"Olga", Role::Operator}, {"Erik", Role::Engineer}}) {
                if (auto added = people.add(person(name, role)); !added)
                    return added;
            }
            return Result<void>();
        });
    }
    /// Returns when the files were looked at.
    void look()
    {
        std::promise<void> done;
        m_reception->look([&] { done.set_value(); });
        done.get_future().wait();
    }
    static Result<SignedIn, SignInRefusal> signIn(AccessDesk &desk, const std::string &name, const std::string &secret)
    {
        std::promise<Result<SignedIn, SignInRefusal>> done;
        desk.signIn(name, secret, [&](Result<SignedIn, SignInRefusal> who) { done.set_value(std::move(who)); });
        return done.get_future().get();
    }
    static Result<SignedIn, SignInRefusal> signIn(AccessDesk &desk, const std::string &name) { return signIn(desk, name, secretOf(name)); }
    static Result<ElectronicSignature, SignInRefusal> sign(AccessDesk &desk, const std::string &secret, const std::string &meaning = "approved")
    {
        std::promise<Result<ElectronicSignature, SignInRefusal>> done;
        desk.sign(secret, meaning, [&](Result<ElectronicSignature, SignInRefusal> signature) { done.set_value(std::move(signature)); });
        return done.get_future().get();
    }
    /// One byte of it is another from now on.
    void damage(const char *file) const
    {
        QFile damaged(m_dir.filePath(QString::fromLatin1(file)));
        if (!damaged.open(QIODevice::ReadWrite) || !damaged.seek(30) || damaged.write("#") != 1)
            qFatal("no %s", file);
    }

private:
    QTemporaryDir m_dir;
    std::unique_ptr<Reception> m_reception;
};

}  // namespace lineside::test
