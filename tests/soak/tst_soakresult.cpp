// SPDX-License-Identifier: GPL-3.0-or-later
#include "soakresult.h"

#include <QtTest>

#include <algorithm>

using namespace lineside::soak;

namespace {

constexpr int kSwaps = 400;

/// A flat soak, with as many models in memory as `models` says at each swap.
template <class Models>
SoakResult flat(Models &&models)
{
    SoakResult result;
    for (int i = 0; i < kSwaps; ++i) {
        result.modelsMb.push_back(40.0 * models(i));
        result.residentMb.push_back(300 + result.modelsMb.back());
        result.ownMb.push_back(result.residentMb.back() - 200);
        result.pieces.push_back(400);
    }
    return result;
}

bool holds(const SoakResult &result, const char *what)
{
    const std::vector<Check> checks = check(result);
    const auto found = std::ranges::find_if(checks, [&](const Check &c) { return c.what.starts_with(what); });
    return found != checks.end() && found->judged && found->holds;
}

}  // namespace

class TestSoakResult : public QObject {
    Q_OBJECT

    static constexpr const char *kGrows = "resident memory does not grow";
    static constexpr const char *kStays = "resident memory without what loading the models took that are there from after the warm-up";

private slots:
    void memory_that_only_the_models_take_that_are_there_is_flat()
    {
        QVERIFY(holds(flat([](int i) { return 2 + i / 7 % 3; }), kGrows));
        const SoakResult moreAtTheEnd = flat([](int i) { return i > kSwaps - 60 ? 5 : 3; });
        QVERIFY(holds(moreAtTheEnd, kGrows));
        QVERIFY(holds(moreAtTheEnd, kStays));
    }
    void memory_that_comes_with_every_swap_is_wrong()
    {
        SoakResult leak = flat([](int i) { return 2 + i / 7 % 3; });
        for (int i = 0; i < kSwaps; ++i)
            leak.residentMb[static_cast<std::size_t>(i)] += 0.5 * i;
        QVERIFY(!holds(leak, kGrows));
        QVERIFY(!holds(leak, kStays));
    }
    void memory_that_stays_away_once_is_wrong()
    {
        SoakResult step = flat([](int) { return 3; });
        for (int i = kSwaps - 80; i < kSwaps; ++i)
            step.residentMb[static_cast<std::size_t>(i)] += 60;
        QVERIFY(!holds(step, kStays));
    }
    void pieces_that_come_with_every_swap_are_wrong()
    {
        SoakResult pieces = flat([](int) { return 3; });
        for (int i = 0; i < kSwaps; ++i)
            pieces.pieces[static_cast<std::size_t>(i)] += i;
        QVERIFY(!holds(pieces, "the number of pieces of memory without a file does not grow"));
        QVERIFY(holds(flat([](int) { return 3; }), "the number of pieces of memory without a file does not grow"));
    }
    void too_few_samples_judge_nothing()
    {
        SoakResult few = flat([](int) { return 3; });
        for (auto samples : {&SoakResult::residentMb, &SoakResult::ownMb, &SoakResult::modelsMb, &SoakResult::pieces})
            (few.*samples).resize(kEnoughSamples - 1);
        const std::vector<Check> checks = check(few);
        QCOMPARE(std::ranges::count_if(checks, [](const Check &c) { return !c.judged; }), 5);
    }
};

QTEST_GUILESS_MAIN(TestSoakResult)
#include "tst_soakresult.moc"
