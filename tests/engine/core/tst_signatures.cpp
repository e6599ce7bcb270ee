// SPDX-License-Identifier: GPL-3.0-or-later
// Who vouches for a file, and what the stations ask of that.
#include "engine/core/decisions.h"
#include "engine/signature/signer.h"
#include "store/configfile.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

class TestSignatures : public QObject, protected Decisions {
    Q_OBJECT

    const Signer m_training{1}, m_stranger{2}, m_old{3};

    /// Stations "off", "warn" and "require", which are called like what they ask for.
    static void threeStations(EngineParts &parts)
    {
        auto list = stations({"off", "warn", "require"});
        list[1].signatures = SignaturePolicy::Warn;
        list[2].signatures = SignaturePolicy::Require;
        give(parts, list);
    }
    Result<void> trust(StubLine &line, SigningKeys keys) const
    {
        return line.carryOut([&](Engine::Done done) { line->applySigningKeys(std::move(keys), done); });
    }
    Result<void> trustTraining(StubLine &line) const { return trust(line, {{m_training.key("Training")}, {m_old.key("Old laptop")}}); }

    void sign(const StubLine &line, int version, const Signer &signer, const std::string &comment = "model=tiny") const
    {
        fs::path beside = line.file(version);
        beside += ".minisig";
        write(beside, signer.sign(text(line.file(version)), comment));
    }
    static QString outcome(const CandidateSnapshot &c)
    {
        if (c.refusal)
            return QString::fromLatin1(toString(c.refusal->reason));
        return QString::fromStdString(c.model ? c.model->text() : "?") + (c.signatureMissing ? ", told" : "");
    }
    static QString outcome(const Result<void> &answer)
    {
        return answer ? "done" : answer.error().refusal ? QString::fromLatin1(toString(answer.error().refusal->reason)) : "error";
    }
    static SignatureInfo signatureOf(StubLine &line, const ModelId &id)
    {
        const auto snapshot = line->snapshot();
        for (const ModelSnapshot &m : snapshot->models)
            if (m.id == id)
                return m.signature;
        return {};
    }
    bool nothingIsLeft() const { return fs::is_empty(data() / "staging") && fs::is_empty(data() / "models"); }

private slots:
    void init() { begin(); }

    void each_station_asks_for_what_its_policy_says_of_an_unsigned_file()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        QCOMPARE(outcome(line.offer(1, "require")), "unsigned");
        QVERIFY(nothingIsLeft());
        QCOMPARE(outcome(line.offer(1, "warn")), "tiny-v1, told");
        QCOMPARE(outcome(line.offer(1, "off")), "tiny-v1");
        QCOMPARE(outcome(line.offer(2, std::nullopt)), "tiny-v2");
        // The way over the library is no way round.
        QCOMPARE(outcome(line.offerModel("require", 2)), "unsigned");
        QCOMPARE(outcome(line.offerModel("warn", 2)), "done");
        QVERIFY(!line.station("require").offered);
    }

    void nothing_reads_a_file_that_nobody_vouches_for_where_the_station_requires_it()
    {
        std::atomic<int> read{0};
        StubLine line(dir(), m_behaviour, [&](EngineParts &parts) {
            threeStations(parts);
            parts.vetFile = [&read, real = parts.vetFile](const fs::path &file, const VetOptions &options) {
                ++read;
                return real(file, options);
            };
        });
        QVERIFY(trustTraining(line));
        QCOMPARE(outcome(line.offer(1, "require")), "unsigned");
        sign(line, 1, m_stranger);
        QCOMPARE(outcome(line.offer(1, "require")), "unknown_key");
        sign(line, 1, m_old);
        QCOMPARE(outcome(line.offer(1, "off")), "revoked_key");
        write(line.file(1).string() + ".minisig", m_training.sign("other weights", ""));
        QCOMPARE(outcome(line.offer(1, "off")), "bad_signature");
        QCOMPARE(read.load(), 0);
        sign(line, 1, m_training);
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        QVERIFY(read > 0);
    }

    void a_file_that_a_trusted_key_signed_is_taken_everywhere_and_the_history_and_the_library_name_its_signer()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_training, "model=tiny version=1 by night shift");
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        const SignatureInfo wanted{SignatureState::Good, m_training.key({}).id, "Training", "model=tiny version=1 by night shift"};
        QVERIFY(signatureOf(line, kOne) == wanted);
        QVERIFY(line.promote("require", 1));
        for (const EventKind kind : {EventKind::Imported, EventKind::Offered, EventKind::Promoted})
            QVERIFY2(line.events(kind).size() == 1 && line.events(kind)[0].signature == wanted, toString(kind));
        QCOMPARE(outcome(line.offer(1, "warn")), "tiny-v1");
        QCOMPARE(outcome(line.offerModel("off", 1)), "done");
    }

    void what_is_known_of_a_signature_survives_a_restart()
    {
        {
            StubLine line(dir(), m_behaviour, threeStations);
            QVERIFY(trustTraining(line));
            sign(line, 1, m_training);
            QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        }
        const auto config = parseConfig(text(data() / "lineside.json"));
        QVERIFY(config && config->keys.trusted.size() == 1 && config->keys.revoked.size() == 1 && config->stations.size() == 3);
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(line->snapshot()->signingKeys == config->keys);
        QVERIFY(signatureOf(line, kOne).state == SignatureState::Good);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("require", done); }));
        QCOMPARE(outcome(line.offerModel("require", 1)), "done");
    }

    void a_bad_signature_is_refused_whatever_the_policy_also_where_the_library_has_the_file()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_training);
        fs::rename(line.file(1).string() + ".minisig", line.file(2).string() + ".minisig");
        for (const char *station : {"off", "warn", "require"})
            QCOMPARE(outcome(line.offer(2, station)), "bad_signature");
        QCOMPARE(outcome(line.offer(2, std::nullopt)), "bad_signature");
        for (const std::string &content : {std::string("no signature"), std::string(), std::string(100'000, 'x')}) {
            write(line.file(2).string() + ".minisig", content);
            QCOMPARE(outcome(line.offer(2, "off")), "bad_signature");
        }
        QVERIFY(nothingIsLeft());
        fs::remove(line.file(2).string() + ".minisig");
        fs::create_directory(line.file(2).string() + ".minisig");
        QCOMPARE(outcome(line.offer(2, "off")), "bad_signature");
        fs::remove(line.file(2).string() + ".minisig");
        QCOMPARE(outcome(line.offer(2, "off")), "tiny-v2");
        write(line.file(2).string() + ".minisig", "no signature");
        QCOMPARE(outcome(line.offer(2, "off")), "bad_signature");
        QVERIFY(line.station("off").offered == kTwo);  // what was there stays
    }

    void a_file_signed_by_a_key_in_no_list_is_as_good_as_unsigned()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_stranger, "model=other version=7");
        QCOMPARE(outcome(line.offer(1, "require")), "unknown_key");
        QCOMPARE(outcome(line.offer(1, "warn")), "tiny-v1, told");  // its comment names nothing
        QVERIFY(signatureOf(line, kOne).state == SignatureState::UnknownKey);
        // Trusted later, it is held against the file when it is offered again, not before.
        QVERIFY(trust(line, {{m_stranger.key("New team")}, {}}));
        QCOMPARE(outcome(line.offerModel("require", 1)), "unknown_key");
        QCOMPARE(outcome(line.offer(1, "require")), "signature_mismatch");
        sign(line, 1, m_stranger, "model=tiny version=1");
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        QVERIFY(signatureOf(line, kOne).signer == "New team");
    }

    void a_file_signed_by_a_revoked_key_is_refused_whatever_the_policy()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_old);
        for (const char *station : {"off", "warn", "require"})
            QCOMPARE(outcome(line.offer(1, station)), "revoked_key");
        const CandidateSnapshot imported = line.offer(1, std::nullopt);
        QCOMPARE(outcome(imported), "revoked_key");
        QCOMPARE(imported.refusal->found, std::string("Old laptop"));
        QVERIFY(nothingIsLeft());
    }

    void once_its_key_is_revoked_a_model_runs_on_and_comes_no_further()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        for (const int version : {1, 2})
            sign(line, version, m_training);
        QCOMPARE(outcome(line.offer(1, "off")), "tiny-v1");
        QVERIFY(line.promote("off", 1));
        QCOMPARE(outcome(line.offer(2, "off")), "tiny-v2");
        QVERIFY(trust(line, {{}, {m_training.key("Training")}}));
        QVERIFY(line.station("off").active == kOne);
        QVERIFY(signatureOf(line, kOne).state == SignatureState::RevokedKey);
        QCOMPARE(outcome(line.promote("off", 2)), "revoked_key");
        QCOMPARE(outcome(line.offerModel("warn", 2)), "revoked_key");
        QCOMPARE(outcome(line.offer(2, "off")), "revoked_key");
        QVERIFY(line.station("off").active == kOne);
        QCOMPARE(line.events(EventKind::KeysChanged).size(), std::size_t{2});
        // Two models were on air; the way back asks for nothing.
        QVERIFY(trust(line, {{m_training.key("Training")}, {}}));
        QVERIFY(line.promote("off", 2));
        QVERIFY(trust(line, {{}, {m_training.key("Training")}}));
        QVERIFY(line.rollBack("off"));
        QVERIFY(line.station("off").active == kOne);
    }

    void a_policy_that_was_tightened_after_the_offer_counts_when_it_is_to_go_on_air()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QCOMPARE(outcome(line.offer(1, "off")), "tiny-v1");
        auto list = stations({"off", "warn", "require"});
        for (StationConfig &s : list)
            s.signatures = SignaturePolicy::Require;
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        QCOMPARE(outcome(line.promote("off", 1)), "unsigned");
        QVERIFY(!line.station("off").active);
    }

    void a_key_revoked_while_a_file_is_being_checked_still_counts()
    {
        HeldMaking held(m_behaviour);
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_training);
        held.holdNext();
        const CandidateId id = line->offerFile(line.file(1), "require");
        held.waitUntilHeld();
        const bool revoked = trust(line, {{}, {m_training.key("Training")}}).ok();
        held.letGo();
        QVERIFY(revoked);
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QCOMPARE(outcome(line.candidate(id)), "revoked_key");
        QVERIFY(line->snapshot()->models.empty());
        QVERIFY(nothingIsLeft());
    }

    void the_signed_name_and_version_name_the_file_in_the_library()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        sign(line, 1, m_training, "model=bottle version=7");
        QCOMPARE(outcome(line.offer(1, "require")), "bottle-v7");
        // Another file under the same signed name.
        sign(line, 2, m_training, "name=bottle version=7");
        const CandidateSnapshot second = line.offer(2, "require");
        QCOMPARE(outcome(second), "version_taken");
        QCOMPARE(second.refusal->expected, std::string("bottle-v7"));
        QVERIFY(fs::is_empty(data() / "staging"));
        sign(line, 2, m_training, "name=bottle");  // the next free one
        QCOMPARE(outcome(line.offer(2, "require")), "bottle-v8");
        sign(line, 3, m_training, "model=no/name");
        QCOMPARE(outcome(line.offer(3, "off")), "signature_mismatch");
        sign(line, 3, m_training, "sha256=" + std::string(64, '0'));
        QCOMPARE(outcome(line.offer(3, "off")), "signature_mismatch");
    }

    void a_file_of_the_library_becomes_signed_when_it_is_offered_with_its_signature()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        QCOMPARE(outcome(line.offer(1, "off")), "tiny-v1");
        QCOMPARE(outcome(line.offer(1, "require")), "unsigned");
        sign(line, 1, m_training, "model=other version=1");
        const CandidateSnapshot other = line.offer(1, "require");
        QCOMPARE(outcome(other), "signature_mismatch");
        QCOMPARE(other.refusal->expected + " " + other.refusal->found, std::string("other-v1 tiny-v1"));
        sign(line, 1, m_training, "model=tiny version=1");
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        QVERIFY(signatureOf(line, kOne).state == SignatureState::Good);
        // Without it once more, or with one of a stranger: the library knows better.
        fs::remove(line.file(1).string() + ".minisig");
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        sign(line, 1, m_stranger);
        QCOMPARE(outcome(line.offer(1, "require")), "tiny-v1");
        QVERIFY(signatureOf(line, kOne).signer == "Training");
    }

    void a_signature_dropped_without_its_file_is_told_so()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        sign(line, 1, m_training);
        const CandidateId id = line->offerFile(line.file(1).string() + ".minisig", "off");
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).finished, kPatience);
        QCOMPARE(outcome(line.candidate(id)), "signature_only");
    }

    void keys_that_cannot_be_kept_change_nothing()
    {
        StubLine line(dir(), m_behaviour, threeStations);
        QVERIFY(trustTraining(line));
        const SigningKeys before = line->snapshot()->signingKeys;
        const std::string written = text(data() / "lineside.json");
        const auto twice = trust(line, {{m_training.key("Training"), m_training.key("again")}, {}});
        QVERIFY(!twice && twice.error().code == ErrorCode::Busy && twice.error().detail == "Training");
        QVERIFY(!trust(line, {{{"a name", "no key", {}}}, {}}));
        QVERIFY(line->snapshot()->signingKeys == before);
        QCOMPARE(text(data() / "lineside.json"), written);
        // Stations are changed without them.
        auto list = stations({"off"});
        QVERIFY(line.carryOut([&](Engine::Done done) { line->applyStations(list, done); }));
        QVERIFY(line->snapshot()->signingKeys == before);
        QVERIFY(parseConfig(text(data() / "lineside.json"))->keys == before);
    }
};

QTEST_GUILESS_MAIN(TestSignatures)
#include "tst_signatures.moc"
