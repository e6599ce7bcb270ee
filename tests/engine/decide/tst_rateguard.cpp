// SPDX-License-Identifier: GPL-3.0-or-later
#include "decide/rateguard.h"

#include <QtTest>

#include <cmath>
#include <random>

using namespace lineside;

class RateGuardTest : public QObject {
    Q_OBJECT
private slots:
    void allows_one_and_a_half_times_what_was_usual_at_most()
    {
        const RateBaseline baseline = rateBaseline(100, 5000, 0);
        QVERIFY(std::abs(baseline.most - 1.5 * (100 + 1.64 * std::sqrt(101) + 1.35) / 5000) < 1e-12);
        QVERIFY(baseline.least > 0.01 && baseline.least < 0.02 / 1.5);
        QCOMPARE(rateBaseline(5000, 5000, 0).most, 0.97);
        QCOMPARE(rateBaseline(0, 5000, 0).least, 0.0);
        QCOMPARE(rateBaseline(0, 0, 0).most, 1.0);
    }
    void an_event_is_worth_its_ratio_of_likelihoods()
    {
        RateEvidence evidence(0.1, std::vector{2.0});
        evidence.add(true);
        QVERIFY(std::abs(evidence.log() - std::log(2.0)) < 1e-12);
        evidence.add(false);
        QVERIFY(std::abs(evidence.log() - std::log(2.0) - std::log(0.8 / 0.9)) < 1e-12);
    }
    void a_clump_counts_once()
    {
        RateEvidence evidence(0.1, RateEvidence::higher(), 3);
        evidence.add(true);
        const double once = evidence.log();
        for (int i = 0; i < 3; ++i)
            evidence.add(true);
        QCOMPARE(evidence.log(), once);
        evidence.add(true);
        QVERIFY(evidence.log() > once);
    }
    void a_model_that_rejects_everything_is_found_within_some_parts()
    {
        RateEvidence evidence(0.03, RateEvidence::higher());
        int parts = 0;
        for (; evidence.log() < std::log(100); ++parts)
            evidence.add(true);
        QVERIFY2(parts <= 4, qPrintable(QString::number(parts)));
    }
    void a_model_that_sees_nothing_any_more_is_found_too()
    {
        RateEvidence evidence(0.02 / 1.5, RateEvidence::lower());
        int parts = 0;
        for (; evidence.log() < std::log(100); ++parts)
            evidence.add(false);
        QVERIFY2(parts < 700, qPrintable(QString::number(parts)));
    }
    void counts_alone_come_to_what_the_events_came_to_one_by_one_in_any_order()
    {
        for (const double base : {0.01, 0.2, 0.9}) {
            for (const auto factors : {RateEvidence::higher(), RateEvidence::lower()}) {
                std::mt19937 random(5);
                std::bernoulli_distribution event(0.4);
                RateEvidence evidence(base, factors);
                std::int64_t events = 0, others = 0;
                QCOMPARE(logRateEvidence(base, factors, 0, 0), 0.0);
                for (int i = 0; i < 300; ++i) {
                    const bool is = event(random);
                    evidence.add(is);
                    ++(is ? events : others);
                    const double counted = logRateEvidence(base, factors, events, others);
                    QVERIFY2(std::abs(counted - evidence.log()) < 1e-9, qPrintable(QString("%1 %2").arg(counted).arg(evidence.log())));
                }
            }
        }
    }
    void the_usual_rate_is_no_harm_however_often_one_looks()
    {
        int alarms = 0;
        for (unsigned seed = 0; seed < 200; ++seed) {
            std::mt19937 random(seed);
            std::bernoulli_distribution reject(0.03);  // exactly what is allowed
            RateEvidence evidence(0.03, RateEvidence::higher());
            bool crossed = false;
            for (int i = 0; i < 5'000 && !crossed; ++i) {
                evidence.add(reject(random));
                crossed = evidence.log() >= std::log(100);
            }
            alarms += crossed;
        }
        QVERIFY2(alarms <= 7, qPrintable(QString::number(alarms)));  // 2 are expected at most
    }
    void in_the_long_run_late_harm_is_found_as_soon_as_early_harm()
    {
        const auto partsToAlarm = [](int quiet) {
            std::mt19937 random(7);
            std::bernoulli_distribution usual(0.02), harmed(0.2);
            RateAlarm alarm(0.03, RateEvidence::higher());
            for (int i = 0; i < quiet; ++i)
                alarm.add(usual(random));
            int parts = 0;
            for (; alarm.log() < std::log(1e5); ++parts)
                alarm.add(harmed(random));
            return parts;
        };
        const int early = partsToAlarm(0), late = partsToAlarm(200'000);
        QVERIFY2(early < 120 && late < 120, qPrintable(QString("%1, %2").arg(early).arg(late)));
        QVERIFY(std::isinf(RateAlarm(0.03, RateEvidence::higher()).log()));
    }
};

QTEST_APPLESS_MAIN(RateGuardTest)
#include "tst_rateguard.moc"
