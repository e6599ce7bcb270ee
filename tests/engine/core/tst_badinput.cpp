// SPDX-License-Identifier: GPL-3.0-or-later
// Every bad file through the whole engine: the reason is right, the running model still judges, nothing is left behind.
#include "engine/core/line.h"
#include "engine/weights/tinycheckpoint.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include <linux/capability.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

std::vector<StationConfig> oneStation()
{
    StationConfig s;
    s.promotion = PromotionPolicy::Nothing;
    s.id = s.name = "a";
    s.source.targetFps = 10;  // the demo line
    s.contract.labels = {"Cap", "Bottle"};
    return {s};
}

void write(const fs::path &file, const std::string &content)
{
    std::ofstream(file, std::ios::binary) << content;
}

std::string checkpoint(const std::function<void(TinyCheckpoint &)> &change = [](auto &) {})
{
    TinyCheckpoint tiny;
    change(tiny);
    return tiny.bytes();
}

/// All that lies in the data folder. The history alone may grow.
std::set<std::string> filesIn(const fs::path &dir)
{
    std::set<std::string> files;
    for (const auto &entry : fs::recursive_directory_iterator(dir)) {
        if (entry.path().extension() != ".lineside-new")  // what runs where, being written just now
            files.insert(fs::relative(entry.path(), dir).string());
    }
    return files;
}

/// The superuser may read everything. From here on this process may not: only what permissions allow.
void obeyPermissions()
{
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    __user_cap_data_struct data[2] = {};
    if (::syscall(SYS_capget, &header, data) != 0)
        return;
    data[0].effective &= ~((1u << CAP_DAC_OVERRIDE) | (1u << CAP_DAC_READ_SEARCH));
    (void)::syscall(SYS_capset, &header, data);  // what it achieves is tested where it matters
}

/// Files may not become larger than this while it lives: writes fail as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit limit{bytes, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { ::setrlimit(RLIMIT_FSIZE, &m_before); }

private:
    rlimit m_before{};
};

}  // namespace

class TestBadInput : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;
    std::unique_ptr<Line> m_line;

    fs::path dataDir() const { return fs::path(m_dir.path().toStdString()) / "data"; }
    fs::path incoming(const char *name) const { return fs::path(m_dir.path().toStdString()) / "incoming" / name; }

    CandidateId offerAndWait(Line &line, const fs::path &file)
    {
        const CandidateId id = line->offerFile(file, "a");
        [&] { QTRY_VERIFY_WITH_TIMEOUT(line.finished(id), kPatience); }();
        return id;
    }
    void judgesOn(Line &line)
    {
        const auto before = line.station("a").counters.judged;
        QTRY_VERIFY_WITH_TIMEOUT(line.station("a").counters.judged > before, kPatience);
        QCOMPARE(line.station("a").counters.lost, std::uint64_t{0});
    }
    /// Offers a file that must be refused, and looks at everything that must not have changed.
    void refused(const fs::path &file, const char *reason)
    {
        Line &line = *m_line;
        const auto before = line.station("a");
        const auto files = filesIn(dataDir());
        const CandidateId id = offerAndWait(line, file);
        const auto refusal = line.candidate(id).refusal;
        QVERIFY(refusal);
        QCOMPARE(QString(toString(refusal->reason)), QString(reason));
        QVERIFY(refusal->detail.find("Success") == std::string::npos);
        QCOMPARE(line.newest(EventKind::Refused)->file, file.filename().string());
        QCOMPARE(line.newest(EventKind::Refused)->station, StationId("a"));
        const auto after = line.station("a");
        QCOMPARE(after.active, before.active);
        QCOMPARE(after.previous, before.previous);
        QVERIFY(!after.offered);
        QCOMPARE(line->snapshot()->models.size(), std::size_t{1});
        std::vector<std::string> changed;
        std::ranges::set_symmetric_difference(files, filesIn(dataDir()), std::back_inserter(changed));
        QVERIFY2(changed.empty(), changed.empty() ? "" : changed.front().c_str());
        judgesOn(line);
    }

private slots:
    void initTestCase()
    {
        obeyPermissions();
        fs::create_directories(dataDir());
        fs::create_directories(incoming(""));
        m_line = std::make_unique<Line>(dataDir(), oneStation());
        write(incoming("good-v1.pt"), checkpoint());
        const CandidateId good = offerAndWait(*m_line, incoming("good-v1.pt"));
        QVERIFY(!m_line->candidate(good).refusal);
        QVERIFY(m_line->promote("a", *m_line->candidate(good).model));
        judgesOn(*m_line);
        QTRY_VERIFY_WITH_TIMEOUT(fs::exists(dataDir() / "state.copy.json"), kPatience);  // the recorder writes it last, on a thread of its own
    }
    void cleanupTestCase() { m_line.reset(); }

    void a_file_is_refused_with_its_reason_and_nothing_else_happens_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("reason");
        const auto row = [](const char *name, const std::string &bytes, const char *reason) {
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QByteArray(reason);
        };
        using namespace pickletext;
        const std::string weights = attributes({{"conv.weight", tensor("FloatStorage", "0", {1})}});
        row("empty", "", "empty");
        row("two bytes", "\r\n", "not_a_model");
        row("LFS pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:65840\nsize 167694583\n", "git_lfs_pointer");
        row("truncated", checkpoint().substr(0, checkpoint().size() / 2), "truncated");
        row("storages missing", checkpoint([](auto &t) { t.dropLastStorage = true; }), "truncated");
        row("zip without a model", zipBytes({{"word/document.xml", "<xml/>"}, {"mimetype", "x"}}), "zip_without_model");
        row("state dict", zipBytes({{"a/data.pkl", pickle(weights)}, {"a/data/0", std::string(4, '\0')}}), "state_dict");
        row("segmentation model", checkpoint([](auto &t) { t.rootClass = "SegmentationModel"; }), "other_task");
        row("wrong labels", checkpoint([](auto &t) { t.labels = {"Bottle", "Bus"}; }), "labels");
        row("wrong number of classes", checkpoint([](auto &t) { t.labels = {"Bottle", "Cap", "Label"}; t.classes = 3; }), "class_count");
        row("weights that are no numbers", checkpoint([](auto &t) { t.firstWeight = NAN; }), "not_finite");
    }
    void a_file_is_refused_with_its_reason_and_nothing_else_happens()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, reason);
        write(incoming("bad.pt"), bytes.toStdString());
        refused(incoming("bad.pt"), reason);
    }
    void a_wrong_number_of_classes_is_told_in_numbers()
    {
        write(incoming("three.pt"), checkpoint([](auto &t) { t.labels = {"Bottle", "Cap", "Label"}; t.classes = 3; }));
        refused(incoming("three.pt"), "class_count");
        const Refusal refusal = *m_line->newest(EventKind::Refused)->refusal;
        QCOMPARE(refusal.expected, std::string("2"));
        QCOMPARE(refusal.found, std::string("3"));
    }
    void an_input_size_that_the_contract_does_not_allow_is_told_in_pixels_data()
    {
        QTest::addColumn<int>("size");
        QTest::newRow("smaller") << 24;
        QTest::newRow("larger") << 2176;
    }
    void an_input_size_that_the_contract_does_not_allow_is_told_in_pixels()
    {
        QFETCH(int, size);
        write(incoming("size.pt"), checkpoint([&](auto &t) { t.imageSize = pickletext::integer(size); }));
        refused(incoming("size.pt"), "input_size");
        if (QTest::currentTestFailed())
            return;
        const Refusal refusal = *m_line->newest(EventKind::Refused)->refusal;
        QCOMPARE(refusal.expected, std::string("32…2048"));
        QCOMPARE(refusal.found, std::to_string(size) + "×" + std::to_string(size));
    }
    void a_file_of_two_gigabytes_is_refused_before_it_is_copied()
    {
        write(incoming("huge.pt"), "PK\x03\x04");
        fs::resize_file(incoming("huge.pt"), 2ull << 30);  // sparse
        refused(incoming("huge.pt"), "too_large");
        QCOMPARE(m_line->newest(EventKind::Refused)->refusal->found, std::string("2148"));  // MB
        fs::remove(incoming("huge.pt"));
    }
    void a_folder_is_refused()
    {
        fs::create_directories(incoming("folder.pt"));
        refused(incoming("folder.pt"), "folder");
    }
    void a_pipe_does_not_hold_the_loader()
    {
        QCOMPARE(::mkfifo(incoming("pipe.pt").c_str(), 0600), 0);
        refused(incoming("pipe.pt"), "not_a_model");
    }
    void a_file_that_another_program_still_writes_is_refused_even_while_that_program_pauses()
    {
        std::ofstream writer(incoming("growing.pt"), std::ios::binary);
        writer << checkpoint() << std::flush;
        refused(incoming("growing.pt"), "still_growing");
    }
    void a_file_that_is_not_there_any_more_is_refused()
    {
        refused(incoming("none.pt"), "vanished");
    }
    void a_file_without_permission_is_unreadable()
    {
        write(incoming("secret.pt"), checkpoint());
        fs::permissions(incoming("secret.pt"), fs::perms::none);
        QVERIFY2(::access(incoming("secret.pt").c_str(), F_OK) == 0 && !std::ifstream(incoming("secret.pt")), "this process may read everything");
        refused(incoming("secret.pt"), "unreadable");
    }
    void a_disk_without_room_for_the_copy_is_told()
    {
        write(incoming("large.pt"), std::string(2 << 20, 'x'));
        const FileSizeLimit limit(1 << 20);
        refused(incoming("large.pt"), "disk_full");
        QCOMPARE(m_line->newest(EventKind::Refused)->refusal->found, std::string("3"));  // MB, rounded up
    }
    void a_file_that_is_deleted_after_its_copy_was_made_is_loaded_from_the_copy()
    {
        // Another class bias makes other bytes; the labels fit.
        write(incoming("gone-v7.pt"), checkpoint([](auto &t) { t.producer = "8.0.7"; }));
        Line &line = *m_line;
        const CandidateId id = line->offerFile(incoming("gone-v7.pt"), "a");
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(id) || line.candidate(id).step != CandidateStep::Copy, kPatience);
        fs::remove(incoming("gone-v7.pt"));
        QTRY_VERIFY_WITH_TIMEOUT(line.finished(id), kPatience);
        QVERIFY(!line.candidate(id).refusal);
        QCOMPARE(line.station("a").offered, std::optional(ModelId{"gone", 7}));
        judgesOn(line);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));
        QVERIFY(line.carryOut([&](Engine::Done done) { line->removeModel({"gone", 7}, done); }));
        QVERIFY(!fs::exists(dataDir() / "models/gone"));
    }
    void a_cancelled_load_leaves_nothing()
    {
        write(incoming("cancelled.pt"), checkpoint([](auto &t) { t.producer = "8.0.8"; }));
        Line &line = *m_line;
        const auto files = filesIn(dataDir());
        const CandidateId id = line->offerFile(incoming("cancelled.pt"), "a");
        line->cancelCandidate(id);
        QVERIFY(line.carryOut([&](Engine::Done done) { line->withdrawOffer("a", done); }));  // commands are carried out in order
        QTRY_VERIFY_WITH_TIMEOUT(line.candidate(id).id != id, kPatience);
        QVERIFY(!line.station("a").offered);
        QCOMPARE(filesIn(dataDir()), files);
        judgesOn(line);
    }

    void a_really_full_disk_refuses_a_file_and_what_runs_there_goes_on()
    {
        QTemporaryDir mount;
        if (::mount("none", mount.path().toUtf8(), "tmpfs", 0, "size=256k") != 0) {
            const int why = errno;
            QVERIFY2(why == EPERM || qEnvironmentVariable("CI") != QLatin1String("true"), std::strerror(why));
            QSKIP(qPrintable(QStringLiteral("mounting a small disk: %1").arg(std::strerror(why))));
        }
        const auto unmount = qScopeGuard([&] { ::umount(mount.path().toUtf8()); });
        {
            const fs::path disk = mount.path().toStdString();
            Line line(disk, oneStation());
            const CandidateId good = offerAndWait(line, incoming("good-v1.pt"));
            QVERIFY(!line.candidate(good).refusal);
            QVERIFY(line.promote("a", *line.candidate(good).model));
            write(incoming("large.pt"), std::string(1 << 20, 'x'));
            const CandidateId large = offerAndWait(line, incoming("large.pt"));
            QCOMPARE(QString(toString(line.candidate(large).refusal->reason)), QString("disk_full"));
            QVERIFY(fs::is_empty(disk / "staging"));

            // Now nothing fits at all.
            std::ofstream(disk / "ballast") << std::string(1 << 20, 'x');
            const CandidateId small = offerAndWait(line, incoming("good-v1.pt"));
            QCOMPARE(QString(toString(line.candidate(small).refusal->reason)), QString("disk_full"));
            QVERIFY(fs::is_empty(disk / "staging"));
            judgesOn(line);
            QVERIFY(line.carryOut([&](Engine::Done done) { line->setShadow("a", std::nullopt, done); }));
            QTRY_VERIFY_WITH_TIMEOUT(line->snapshot()->saveTrouble, kPatience);  // what runs where cannot be written, and it says so
            QVERIFY(line->snapshot()->saveTrouble->error.code == ErrorCode::DiskFull);
            fs::remove(disk / "ballast");
            QTRY_VERIFY_WITH_TIMEOUT(!line->snapshot()->saveTrouble, kPatience);
        }
    }
};

QTEST_GUILESS_MAIN(TestBadInput)
#include "tst_badinput.moc"
