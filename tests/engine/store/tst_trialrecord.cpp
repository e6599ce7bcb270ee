// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/modelstore.h"
#include "store/trialrecord.h"
#include "textfiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <limits>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

TrialRecord someRecord()
{
    TrialRecord record;
    record.conditions = {std::string(64, 'a'), "lineside 1; OpenVINO 2; a processor", 2, {0.3f, 0.7f, 200}};
    record.choice = {"openvino", "CPU", "bf16", true, 12.3456789, 1.0 / 3, 42};
    return record;
}

bool same(const TrialRecord &a, const TrialRecord &b)
{
    return a.conditions == b.conditions && a.choice.backend == b.choice.backend && a.choice.device == b.choice.device && a.choice.precision == b.choice.precision
        && a.choice.fastAgrees == b.choice.fastAgrees && a.choice.fastMs == b.choice.fastMs && a.choice.exactMs == b.choice.exactMs
        && a.choice.comparedBoxes == b.choice.comparedBoxes;
}

/// A store with two versions, "line-v1" and "line-v2".
struct Library {
    QTemporaryDir dir;
    ModelStore store{pathOf(dir)};

    Library()
    {
        if (!store.open())
            qFatal("no store");
        for (const int version : {1, 2}) {
            StoredModel model;
            model.id = {"line", version};
            model.sha256 = std::string(64, version == 1 ? 'a' : 'b');
            const fs::path staged = store.newStagingFile("line");
            write(staged, std::to_string(version));
            if (!store.add(staged, model))
                qFatal("not added");
        }
    }
    fs::path file(int version) const { return pathOf(dir) / "models/line" / std::to_string(version) / "trial.txt"; }
};

const ModelId kFirst{"line", 1}, kSecond{"line", 2};

}  // namespace

/// What the trial run of a version found, kept beside it.
class TestTrialRecord : public QObject {
    Q_OBJECT

private slots:
    void what_was_written_is_read_again_to_the_last_bit()
    {
        const auto read = trialFrom(trialText(someRecord()));
        QVERIFY(read);
        QVERIFY(same(*read, someRecord()));
    }
    void a_text_with_control_characters_stays_one_line()
    {
        TrialRecord record = someRecord();
        record.choice.device = "CPU\nfast_agrees yes";
        const auto read = trialFrom(trialText(record));
        QVERIFY(read);
        QCOMPARE(read->choice.device, std::string("CPU fast_agrees yes"));
    }
    void any_changed_byte_makes_it_no_record()
    {
        const std::string whole = trialText(someRecord());
        for (std::size_t i = 0; i < whole.size(); ++i) {
            for (const char other : {'\0', '\n', ' ', '9', 'x'}) {
                std::string changed = whole;
                changed[i] = other;
                QVERIFY2(changed == whole || !trialFrom(changed), qPrintable(QString::number(i)));
            }
        }
    }
    void cut_off_anywhere_or_with_more_behind_it_is_none()
    {
        const std::string whole = trialText(someRecord());
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY2(!trialFrom(std::string_view(whole).substr(0, length)), qPrintable(QString::number(length)));
        QVERIFY(!trialFrom(whole + "\n"));
        QVERIFY(!trialFrom(whole + whole));
        QVERIFY(!trialFrom(std::string(kMaxTrialBytes + 1, 'a')));
    }
    void numbers_that_are_none_or_negative_are_not_believed()
    {
        for (const double ms : {-1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
            TrialRecord record = someRecord();
            record.choice.fastMs = ms;
            QVERIFY(!trialFrom(trialText(record)));
        }
    }
    void it_holds_under_the_same_conditions_only()
    {
        Library library;
        QVERIFY(!library.store.trial(kFirst, someRecord().conditions));
        QVERIFY(library.store.noteTrial(kFirst, someRecord()));
        const auto found = library.store.trial(kFirst, someRecord().conditions);
        QVERIFY(found && found->fastAgrees && found->comparedBoxes == 42);
        const auto none = [&](auto change) {
            TrialConditions other = someRecord().conditions;
            change(other);
            return !library.store.trial(kFirst, other);
        };
        QVERIFY(none([](TrialConditions &c) { c.sha256[0] = 'b'; }));
        QVERIFY(none([](TrialConditions &c) { c.identity += "."; }));
        QVERIFY(none([](TrialConditions &c) { c.lanes = 1; }));
        QVERIFY(none([](TrialConditions &c) { c.settings.confidence = 0.31f; }));
        QVERIFY(none([](TrialConditions &c) { c.settings.iou = 0.6f; }));
        QVERIFY(none([](TrialConditions &c) { c.settings.maxDetections = 300; }));
    }
    void a_damaged_one_is_none_and_is_written_anew()
    {
        Library library;
        QVERIFY(library.store.noteTrial(kFirst, someRecord()));
        for (const std::string &content : {std::string(), std::string("{}"), trialText(someRecord()).substr(0, 100), std::string(1 << 20, 'x')}) {
            write(library.file(1), content);
            QVERIFY(!library.store.trial(kFirst, someRecord().conditions));
            QVERIFY(library.store.noteTrial(kFirst, someRecord()));
            QVERIFY(library.store.trial(kFirst, someRecord().conditions));
        }
    }
    void two_versions_do_not_mix()
    {
        Library library;
        QVERIFY(library.store.noteTrial(kFirst, someRecord()));
        QVERIFY(!library.store.trial(kSecond, someRecord().conditions));
        fs::copy_file(library.file(1), library.file(2));
        TrialConditions second = someRecord().conditions;
        second.sha256 = std::string(64, 'b');
        QVERIFY(!library.store.trial(kSecond, second));  // that of other bytes
    }
    void it_goes_with_its_version()
    {
        Library library;
        QVERIFY(library.store.noteTrial(kFirst, someRecord()));
        QVERIFY(fs::exists(library.file(1)));
        QVERIFY(library.store.remove(kFirst));
        QVERIFY(!fs::exists(library.file(1).parent_path()));
        QCOMPARE(library.store.noteTrial(kFirst, someRecord()).error().code, ErrorCode::NotFound);
        QVERIFY(!fs::exists(library.file(1).parent_path()));
    }
    void it_is_there_after_a_start_and_a_half_written_one_is_not()
    {
        Library library;
        QVERIFY(library.store.noteTrial(kFirst, someRecord()));
        const fs::path half = library.file(1).string() + ".lineside-new";
        write(half, "sha256 ");
        ModelStore again(pathOf(library.dir));
        const auto opened = again.open();
        QVERIFY(opened && opened->skipped.empty());
        QCOMPARE(again.list().size(), std::size_t{2});
        QVERIFY(again.trial(kFirst, someRecord().conditions));
        QVERIFY(!fs::exists(half));
    }
};

QTEST_GUILESS_MAIN(TestTrialRecord)
#include "tst_trialrecord.moc"
