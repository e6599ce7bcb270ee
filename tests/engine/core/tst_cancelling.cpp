// SPDX-License-Identifier: GPL-3.0-or-later
// Cancel leaves nothing behind, however late it comes.
#include "engine/core/stubline.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = StubLine::kPatience;

bool isEmpty(const fs::path &folder)
{
    return !fs::exists(folder) || fs::is_empty(folder);
}

/// A line on which a model is being made when the cancel comes.
struct LateCancel {
    QTemporaryDir dir;
    const fs::path data = fs::path(dir.path().toStdString()) / "data";
    Behaviour behaviour;
    HeldMaking held{behaviour};
    StubLine line{dir.path().toStdString(), behaviour};

    CandidateId offerAndHold(std::optional<StationId> station)
    {
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), std::move(station));
        held.waitUntilHeld();
        return id;
    }
    /// The engine's thread comes to the cancel only when the version lies in the store.
    void cancelWhenStored(CandidateId id)
    {
        std::promise<void> mayGoOn;
        line.thread().post([goOn = mayGoOn.get_future().share()] { goOn.wait(); });
        line->cancelCandidate(id);
        held.letGo();
        [&] { QTRY_VERIFY_WITH_TIMEOUT(fs::exists(data / "models/tiny/1/weights"), kPatience); }();
        mayGoOn.set_value();
    }
};

}  // namespace

class TestCancelling : public QObject {
    Q_OBJECT

private slots:
    void cancelled_when_the_version_is_already_stored_it_is_removed_again_data()
    {
        QTest::addColumn<QString>("station");
        QTest::newRow("offered to a station") << "a";
        QTest::newRow("for the library") << "";
    }
    void cancelled_when_the_version_is_already_stored_it_is_removed_again()
    {
        QFETCH(QString, station);
        LateCancel late;
        StubLine &line = late.line;
        late.cancelWhenStored(late.offerAndHold(station.isEmpty() ? std::nullopt : std::optional(station.toStdString())));

        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->candidates.empty(), kPatience);
        QVERIFY(line->snapshot()->models.empty());
        QVERIFY(!line.station("a").offered);
        QVERIFY(isEmpty(late.data / "models"));
        QVERIFY(isEmpty(late.data / "staging"));
        QVERIFY(line.events(EventKind::Imported).empty());
        QVERIFY(line.events(EventKind::Offered).empty());
    }

    void a_cancel_that_has_to_wait_for_the_loader_is_seen_at_once()
    {
        LateCancel late;
        StubLine &line = late.line;
        const CandidateId id = late.offerAndHold("a");
        QVERIFY(!line.candidate(id).cancelling);
        const std::uint64_t revision = line->snapshot()->revision;
        line->cancelCandidate(id);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).cancelling, kPatience);
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->revision > revision, kPatience);
        QVERIFY(!line.candidate(id).finished);
        late.held.letGo();
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->candidates.empty(), kPatience);
    }

    void cancelled_while_the_same_file_is_offered_once_more_the_other_one_stays()
    {
        LateCancel late;
        StubLine &line = late.line;
        const CandidateId first = late.offerAndHold("a");
        const CandidateId second = line->offerFile(line.file(1), "a");  // copied and hashed when the loader has done the first
        QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->candidates.size() == 2, kPatience);
        late.cancelWhenStored(first);

        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").offered, kPatience);
        QCOMPARE(line->snapshot()->candidates.size(), std::size_t{1});
        QVERIFY(line->snapshot()->candidates[0].id == second && !line->snapshot()->candidates[0].refusal);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestCancelling)
#include "tst_cancelling.moc"
