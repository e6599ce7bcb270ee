// SPDX-License-Identifier: GPL-3.0-or-later
// Cancel leaves nothing behind, however late it comes.
#include "base/taskrunner.h"
#include "engine/core/stubparts.h"
#include "engine/weights/tinycheckpoint.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <future>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

constexpr int kPatience = 60000;

bool isEmpty(const fs::path &folder)
{
    return !fs::exists(folder) || fs::is_empty(folder);
}

/// An engine whose first model is made only when the test lets it.
struct HeldEngine {
    QTemporaryDir dir;
    const SystemClock clock;
    const fs::path data = fs::path(dir.path().toStdString()) / "data";
    std::promise<void> making, mayMake;
    ThreadTaskRunner thread{"engine", AtStop::FinishWaiting};
    LocalEngine engine{(fs::create_directory(data), stubParts(data, clock, [this, first = true]() mutable {
        if (std::exchange(first, false)) {
            making.set_value();
            mayMake.get_future().wait();
        }
    })), thread};

    fs::path weights() const
    {
        const fs::path file = dir.filePath("tiny-v1.pt").toStdString();
        std::ofstream(file, std::ios::binary) << TinyCheckpoint().bytes();
        return file;
    }
    /// The engine's thread comes to the cancel only when the version lies in the store.
    void cancelWhenStored(CandidateId id)
    {
        std::promise<void> mayGoOn;
        thread.post([goOn = mayGoOn.get_future().share()] { goOn.wait(); });
        engine.cancelCandidate(id);
        mayMake.set_value();
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
        HeldEngine held;
        LocalEngine &engine = held.engine;
        QVERIFY(engine.start());
        const CandidateId id = engine.offerFile(held.weights(), station.isEmpty() ? std::nullopt : std::optional(station.toStdString()));
        held.making.get_future().wait();
        held.cancelWhenStored(id);

        QTRY_VERIFY_WITH_TIMEOUT(engine.snapshot()->candidates.empty(), kPatience);
        QVERIFY(engine.snapshot()->models.empty());
        QVERIFY(!engine.snapshot()->stations[0].offered);
        QVERIFY(isEmpty(held.data / "models"));
        QVERIFY(isEmpty(held.data / "staging"));
        for (const HistoryEvent &e : engine.history(100))
            QVERIFY(e.kind != EventKind::Imported && e.kind != EventKind::Offered);
    }

    void cancelled_while_the_same_file_is_offered_once_more_the_other_one_stays()
    {
        HeldEngine held;
        LocalEngine &engine = held.engine;
        QVERIFY(engine.start());
        const fs::path file = held.weights();
        const CandidateId first = engine.offerFile(file, "a");
        held.making.get_future().wait();
        const CandidateId second = engine.offerFile(file, "a");  // copied and hashed when the loader has done the first
        QTRY_VERIFY_WITH_TIMEOUT(engine.snapshot()->candidates.size() == 2, kPatience);
        held.cancelWhenStored(first);

        QTRY_VERIFY_WITH_TIMEOUT(engine.snapshot()->stations[0].offered, kPatience);
        QCOMPARE(engine.snapshot()->candidates.size(), std::size_t{1});
        QVERIFY(engine.snapshot()->candidates[0].id == second && !engine.snapshot()->candidates[0].refusal);
        QCOMPARE(engine.snapshot()->models.size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(TestCancelling)
#include "tst_cancelling.moc"
