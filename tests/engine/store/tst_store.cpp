// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/files.h"
#include "store/modelstore.h"
#include "textfiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>
#include <sys/resource.h>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

StoredModel someModel(const std::string &hash)
{
    StoredModel m;
    m.id = {"line", 2};
    m.sha256 = hash;
    m.labels = {"Bottle", "Cap"};
    m.format = "pt";
    return m;
}

/// A file of that content where the store takes new versions from.
fs::path stage(ModelStore &store, const std::string &content)
{
    fs::path file = store.newStagingFile("line");
    write(file, content);
    return file;
}

}  // namespace

/// The library on disk.
class TestStore : public QObject {
    Q_OBJECT

private slots:
    void names_and_versions_come_from_file_names()
    {
        const auto check = [](const char *file, const char *name, std::optional<int> version) {
            const ProposedId id = proposeId(file);
            QCOMPARE(id.name, std::string(name));
            QCOMPARE(id.version, version);
        };
        check("line-v2.pt", "line", 2);
        check("line-v2-blind.onnx", "line-blind", 2);
        check("best.pt", "best", std::nullopt);
        check("v3.onnx", "v3", std::nullopt);
        check("../../etc/passwd", "passwd", std::nullopt);
        check("a b;c.pt", "a-b-c", std::nullopt);
        check(".pt", "pt", std::nullopt);
    }
    void a_signed_version_is_added_under_its_name_or_not_at_all()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        StoredModel model = someModel("h1");
        model.versionIsSigned = true;
        QVERIFY(store.add(stage(store, "one"), model));
        model.sha256 = "h2";
        const fs::path second = stage(store, "two");
        const auto refused = store.add(second, model);
        QVERIFY(!refused && refused.error().reason == RefusalReason::VersionTaken);
        QCOMPARE(refused.error().expected, std::string("line-v2"));
        QVERIFY(!fs::exists(second));
        QCOMPARE(store.list().size(), std::size_t{1});
        model.versionIsSigned = false;
        QCOMPARE(store.add(stage(store, "two"), model)->id, (ModelId{"line", 3}));
    }
    void how_it_was_read_and_whether_precisions_agreed_stays_on_the_card()
    {
        QTemporaryDir dir;
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            StoredModel model = someModel("h1");
            model.layout = ModelLayout::Yolox;
            QVERIFY(store.add(stage(store, "one"), model));
            QVERIFY(!store.find({"line", 2})->fastAgrees.has_value());
            QVERIFY(store.noteAgreement({"line", 2}, true));
            QVERIFY(!store.noteAgreement({"line", 3}, true));
        }
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const auto found = store.find({"line", 2});
        QVERIFY(found && found->layout == ModelLayout::Yolox && found->fastAgrees == true);
        QVERIFY(store.noteAgreement({"line", 2}, false));
        QVERIFY(store.find({"line", 2})->fastAgrees == false);
    }
    void a_signature_stays_on_the_card_also_one_that_came_later()
    {
        QTemporaryDir dir;
        const SignatureInfo first{SignatureState::UnknownKey, "0123456789ABCDEF", {}, {}};
        const SignatureInfo later{SignatureState::Good, "0123456789ABCDEF", "Training", "model=line \xff"};
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            StoredModel model = someModel("h1");
            model.signature = first;
            QVERIFY(store.add(stage(store, "one"), model));
            QVERIFY(store.noteSignature({"line", 2}, later));
            QVERIFY(store.find({"line", 2})->signature == later);
            QVERIFY(!store.noteSignature({"line", 3}, later));
        }
        ModelStore store(pathOf(dir));
        QVERIFY(store.open()->skipped.empty());
        const auto found = store.find({"line", 2});
        QVERIFY(found && found->signature.state == SignatureState::Good && found->signature.signer == "Training");
        QVERIFY(found->signature.trustedComment.starts_with("model=line "));
    }
    void a_version_survives_a_restart_and_is_found_by_its_hash()
    {
        QTemporaryDir dir;
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            QVERIFY(store.add(stage(store, "weights"), someModel("h1")));
        }
        ModelStore store(pathOf(dir));
        QVERIFY(store.open()->skipped.empty());
        const auto found = store.findByHash("h1");
        QVERIFY(found);
        QCOMPARE(found->id, (ModelId{"line", 2}));
        QCOMPARE(found->labels, (Labels{"Bottle", "Cap"}));
        QCOMPARE(*readSmallFile(found->weights, 100), std::string("weights"));
    }
    void a_taken_version_gets_the_next_free_one_and_is_never_overwritten()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        for (const char *hash : {"h1", "h2"}) {
            QVERIFY(store.add(stage(store, hash), someModel(hash)));
        }
        QCOMPARE(*readSmallFile(store.find({"line", 2})->weights, 100), std::string("h1"));
        QCOMPARE(store.findByHash("h2")->id, (ModelId{"line", 3}));
    }
    void an_interrupted_import_is_cleaned_up_and_a_damaged_card_is_named()
    {
        QTemporaryDir dir;
        fs::create_directories(pathOf(dir) / "models/line/.4.new");
        fs::create_directories(pathOf(dir) / "models/line/5");
        write(pathOf(dir) / "models/line/5/model.json", "{ broken");
        fs::create_directories(pathOf(dir) / "staging");
        write(pathOf(dir) / "staging/left", "x");
        write(pathOf(dir) / "staging/12-3-bottle-line", "x");
        ModelStore store(pathOf(dir));
        const auto opened = store.open();
        QVERIFY(opened);
        QCOMPARE(opened->skipped.size(), std::size_t{1});
        QCOMPARE(opened->unfinished, std::vector<std::string>{"bottle-line"});
        QVERIFY(!fs::exists(pathOf(dir) / "models/line/.4.new"));
        QVERIFY(!fs::exists(pathOf(dir) / "staging/left"));
        QVERIFY(store.list().empty());
    }
    void a_library_that_cannot_be_read_is_told_and_not_taken_for_an_empty_one()
    {
        QTemporaryDir dir;
        {
            ModelStore store(pathOf(dir));
            QVERIFY(store.open());
            QVERIFY(store.add(stage(store, "w"), someModel("h")));
        }
        // Permissions would not stop root; without a descriptor left nobody can read a folder.
        rlimit before {};
        QCOMPARE(::getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit none{0, before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &none), 0);
        ModelStore unreadable(pathOf(dir));
        const auto opened = unreadable.open();
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &before), 0);
        QVERIFY(!opened && opened.error().code == ErrorCode::Io);
        ModelStore again(pathOf(dir));
        QVERIFY(again.open());
        QCOMPARE(again.list().size(), std::size_t{1});
    }
    void a_file_in_the_place_of_the_versions_of_a_name_is_named()
    {
        QTemporaryDir dir;
        write((fs::create_directories(pathOf(dir) / "models"), pathOf(dir) / "models/line"), "a file where the folder should be");
        ModelStore store(pathOf(dir));
        const auto opened = store.open();
        QVERIFY(opened);
        QCOMPARE(opened->skipped.size(), std::size_t{1});
        QVERIFY(opened->skipped[0].find("models/line: ") != std::string::npos);
    }
    void a_version_that_cannot_be_stored_leaves_nothing()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const fs::path staged = stage(store, "weights");
        write(pathOf(dir) / "models/line", "a file where the folder should be");
        const auto added = store.add(staged, someModel("h"));
        QVERIFY(!added && added.error().reason == RefusalReason::Internal);
        QVERIFY(!fs::exists(staged));
        QVERIFY(store.list().empty());
        fs::remove(pathOf(dir) / "models/line");
        write(staged, "weights");
        QVERIFY(store.add(staged, someModel("h")));
    }
    void the_number_of_a_damaged_version_is_not_given_again()
    {
        QTemporaryDir dir;
        fs::create_directories(pathOf(dir) / "models/line/2");
        write(pathOf(dir) / "models/line/2/weights", "may be repaired by hand");
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        const auto added = store.add(stage(store, "w"), someModel("h"));
        QVERIFY(added && added->id.version != 2);
        QCOMPARE(*readSmallFile(pathOf(dir) / "models/line/2/weights", 100), std::string("may be repaired by hand"));
    }
    void a_removed_version_is_gone_from_disk_and_list()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        QVERIFY(store.add(stage(store, "w"), someModel("h")));
        QVERIFY(store.remove({"line", 2}));
        QVERIFY(!store.find({"line", 2}));
        QVERIFY(!fs::exists(pathOf(dir) / "models/line"));
        QCOMPARE(store.remove({"line", 2}).error().code, ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
