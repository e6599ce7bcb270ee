// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/cgroupmemory.h"

#include "faults/failingnew.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace lineside;

/// Groups as the kernel shows them, in a folder.
class TestCgroupMemory : public QObject {
    Q_OBJECT

    std::optional<QTemporaryDir> m_dir;

    std::filesystem::path root() const { return m_dir->path().toStdString(); }
    void group(const std::string &folder, const std::vector<std::pair<std::string, std::string>> &files)
    {
        std::filesystem::create_directories(root() / "mount" / folder);
        for (const auto &[name, text] : files)
            std::ofstream(root() / "mount" / folder / name) << text << '\n';
    }
    void groupOf2(const std::string &folder, const std::string &max, const std::string &used, const std::string &high = "max", const std::string &idle = "0")
    {
        group(folder, {{"memory.max", max}, {"memory.high", high}, {"memory.current", used}, {"memory.stat", "anon 77\ninactive_file " + idle + "\nslab 3"}});
    }
    std::optional<CgroupMemory> read(const std::string &membership)
    {
        std::ofstream(root() / "membership") << membership;
        return readCgroupMemory(root() / "membership", root() / "mount");
    }

private slots:
    void init() { m_dir.emplace(); }

    void without_control_groups_there_is_no_limit()
    {
        QVERIFY(!readCgroupMemory(root() / "none", root() / "nowhere"));
        QVERIFY(!read("0::/\n"));
    }
    void a_group_without_a_limit_is_none()
    {
        groupOf2("line", "max", "1000");
        QVERIFY(!read("0::/line\n"));
        group("memory/line", {{"memory.limit_in_bytes", "9223372036854771712"}, {"memory.usage_in_bytes", "1000"}});
        QVERIFY(!read("4:memory:/line\n"));
    }
    void what_the_limit_leaves_is_free()
    {
        groupOf2("line", "5000", "1200");
        const auto memory = read("0::/line\n");
        QVERIFY(memory);
        QCOMPARE(memory->limit, 5000U);
        QCOMPARE(memory->free, 3800U);
    }
    void files_that_were_not_used_lately_count_as_free()
    {
        groupOf2("line", "5000", "4900", "max", "1900");
        QCOMPARE(read("0::/line\n")->free, 2000U);
        groupOf2("line", "5000", "100", "max", "1900");  // read at different moments
        QCOMPARE(read("0::/line\n")->free, 5000U);
    }
    void more_in_use_than_allowed_leaves_nothing()
    {
        groupOf2("line", "5000", "6000");
        QCOMPARE(read("0::/line\n")->free, 0U);
    }
    void the_mark_from_which_memory_is_taken_back_is_a_limit()
    {
        groupOf2("line", "5000", "1000", "3000");
        QCOMPARE(read("0::/line\n")->limit, 3000U);
        QCOMPARE(read("0::/line\n")->free, 2000U);
    }
    void the_group_that_leaves_least_counts_also_one_further_up()
    {
        groupOf2("plant", "9000", "8500");
        groupOf2("plant/line", "5000", "1000");
        QCOMPARE(read("0::/plant/line\n")->free, 500U);
        groupOf2("plant", "9000", "1000");
        QCOMPARE(read("0::/plant/line\n")->free, 4000U);
    }
    void version_1_is_read_where_its_memory_controller_is_mounted()
    {
        group("memory/docker/ab", {{"memory.limit_in_bytes", "4000"}, {"memory.usage_in_bytes", "1500"}, {"memory.stat", "inactive_file 1\ntotal_inactive_file 500"}});
        QCOMPARE(read("5:cpu,cpuacct:/docker/ab\n4:memory:/docker/ab\n0::/docker/ab\n")->free, 3000U);
        QVERIFY(!read("4:cpuset:/docker/ab\n"));
    }
    void inside_a_container_its_own_group_is_at_the_top()
    {
        groupOf2("", "5000", "1000");
        QCOMPARE(read("0::/\n")->free, 4000U);
        QCOMPARE(read("0::/../../elsewhere\n")->free, 4000U);
        QCOMPARE(read("0::/host/path/that/is/not/mounted/here\n")->free, 4000U);
    }
    void what_is_no_group_is_passed_over()
    {
        groupOf2("line", "5000", "1000");
        for (const char *line : {"\n", "nothing\n", "1:memory\n", ":\n"})
            QVERIFY(!read(line));
        groupOf2("line", "five", "1000");
        QVERIFY(!read("0::/line\n"));
        groupOf2("line", "5000", "some");
        QVERIFY(!read("0::/line\n"));
    }
    // It is read while a model loads.
    void whichever_request_for_memory_fails_in_reading_it_nothing_breaks()
    {
        group("memory", {{"memory.limit_in_bytes", "9000"}, {"memory.usage_in_bytes", "8000"}});
        groupOf2("plant/line", "5000", "1000");
        const std::filesystem::path membership = root() / "membership", mount = root() / "mount";
        std::ofstream(membership) << "4:memory:/plant/line\n0::/plant/line\n";
        int refused = 0;
        bool isReached = true;
        for (std::uint64_t k = 1; isReached; ++k) {
            test::failAllocations(k, 1, "");
            try {
                (void)readCgroupMemory(membership, mount);
            } catch (const std::bad_alloc &) {
                ++refused;
            }
            isReached = test::stopFailing() >= k;
        }
        QVERIFY(refused > 10);
        QCOMPARE(readCgroupMemory(membership, mount)->free, 1000U);
    }
};

QTEST_GUILESS_MAIN(TestCgroupMemory)
#include "tst_cgroupmemory.moc"
