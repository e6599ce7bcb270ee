// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/exportfolder.h"

#include "engine/store/textfiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <vector>

#include <sys/stat.h>

using namespace lineside;
using lineside::test::write;
namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLimit = 1'000'000;

std::string contentOf(const fs::path &file)
{
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

class TestExportFolder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path m_export, m_to;

    Result<CopiedFile, Refusal> packed(const fs::path &offered, std::uint64_t limit = kLimit)
    {
        return stageAndHash(offered, m_to, limit, [](double) { return true; });
    }
    QString reasonOf(const Result<CopiedFile, Refusal> &result) { return result ? QStringLiteral("packed") : QString::fromLatin1(toString(result.error().reason)); }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_export = fs::path(m_dir->path().toStdString()) / "best_openvino_model";
        m_to = fs::path(m_dir->path().toStdString()) / "packed";
        fs::create_directory(m_export);
        write(m_export / "best.xml", "<net/>");
        write(m_export / "best.bin", "numbers");
        write(m_export / "metadata.yaml", "task: detect");
    }

    void a_folder_becomes_one_stored_zip()
    {
        const auto file = packed(m_export);
        QCOMPARE(reasonOf(file), QString("packed"));
        const std::string bytes = contentOf(m_to);
        QCOMPARE(file->bytes, std::uint64_t(bytes.size()));
        QCOMPARE(QString::fromStdString(file->sha256), QString::fromStdString(*hashFile(m_to)));
        QVERIFY(bytes.starts_with("PK\x03\x04"));
        const auto metadata = bytes.find("metadata.yamltask: detect"), xml = bytes.find("model.xml<net/>"), bin = bytes.find("model.binnumbers");
        QVERIFY(metadata != std::string::npos && xml != std::string::npos && bin != std::string::npos && metadata < xml && xml < bin);
    }

    void the_same_content_is_the_same_file_whatever_it_is_called()
    {
        const auto first = packed(m_export);
        fs::remove(m_to);
        const fs::path other = m_export.parent_path() / "elsewhere";
        fs::create_directory(other);
        write(other / "metadata.yaml", "task: detect");
        write(other / "network v2.bin", "numbers");
        write(other / "network v2.xml", "<net/>");
        write(other / "readme.txt", "of no interest");
        fs::last_write_time(other / "network v2.bin", fs::file_time_type::clock::now() - std::chrono::hours(1000));
        fs::permissions(other / "network v2.xml", fs::perms::owner_read);
        const auto second = packed(other);
        QCOMPARE(reasonOf(second), QString("packed"));
        QCOMPARE(QString::fromStdString(second->sha256), QString::fromStdString(first->sha256));
        fs::remove(m_to);
        write(other / "network v2.bin", "Numbers");
        QVERIFY(packed(other)->sha256 != first->sha256);
    }

    void bytes_are_those_that_every_version_of_lineside_writes()
    {
        QCOMPARE(QString::fromStdString(packed(m_export)->sha256), QStringLiteral("e3c769f95a6688adf7afa2b76ee61e3cd7cc3e11a81c83b1f952ef36ee87341b"));
    }

    void the_xml_alone_takes_what_belongs_to_it()
    {
        const auto whole = packed(m_export);
        fs::remove(m_to);
        write(m_export / "other.xml", "<net/>");
        write(m_export / "other.bin", "other");
        const auto alone = packed(m_export / "best.xml");
        QCOMPARE(reasonOf(alone), QString("packed"));
        QCOMPARE(QString::fromStdString(alone->sha256), QString::fromStdString(whole->sha256));
    }

    void metadata_may_have_the_name_of_the_network()
    {
        const auto usual = packed(m_export);
        fs::remove(m_to);
        fs::rename(m_export / "metadata.yaml", m_export / "best.yaml");
        QCOMPARE(QString::fromStdString(packed(m_export)->sha256), QString::fromStdString(usual->sha256));
    }

    void metadata_may_be_missing()
    {
        fs::remove(m_export / "metadata.yaml");
        QCOMPARE(reasonOf(packed(m_export)), QString("packed"));
        QVERIFY(contentOf(m_to).find("metadata") == std::string::npos);
    }

    void another_file_is_copied_as_it_is()
    {
        write(m_export / "best.pt", "checkpoint");
        QCOMPARE(reasonOf(packed(m_export / "best.pt")), QString("packed"));
        QCOMPARE(contentOf(m_to), std::string("checkpoint"));
    }

    void what_is_no_export_is_refused_and_leaves_nothing_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("found");
        QTest::newRow("an empty folder") << "nothing in it" << "folder" << "";
        QTest::newRow("two networks") << "two" << "folder" << "2";
        QTest::newRow("no weights") << "no weights" << "truncated" << "best.bin";
        QTest::newRow("empty weights") << "empty weights" << "empty" << "";
        QTest::newRow("a link instead of weights") << "link" << "unreadable" << "";
        QTest::newRow("a link instead of the description") << "link to xml" << "unreadable" << "";
        QTest::newRow("a link instead of metadata") << "link to metadata" << "unreadable" << "";
        QTest::newRow("a pipe instead of weights") << "pipe" << "not_a_model" << "";
        QTest::newRow("a folder instead of weights") << "folder" << "folder" << "";
        QTest::newRow("too large a file") << "large" << "too_large" << "";
        QTest::newRow("too large together") << "large together" << "too_large" << "";
        QTest::newRow("nothing there") << "gone" << "vanished" << "";
        QTest::newRow("an xml without its weights") << "xml alone" << "truncated" << "best.bin";
    }
    void what_is_no_export_is_refused_and_leaves_nothing()
    {
        QFETCH(QString, what);
        QFETCH(QString, reason);
        QFETCH(QString, found);
        fs::path offered = m_export;
        const fs::path bin = m_export / "best.bin", outside = m_export.parent_path() / "outside";
        write(outside, "secret");
        std::uint64_t limit = kLimit;
        const auto replaceByLink = [&](const fs::path &file) {
            fs::remove(file);
            fs::create_symlink(outside, file);
        };
        if (what == "nothing in it") {
            fs::remove_all(m_export);
            fs::create_directory(m_export);
        } else if (what == "two") {
            write(m_export / "second.xml", "<net/>");
        } else if (what == "no weights") {
            fs::remove(bin);
        } else if (what == "empty weights") {
            write(bin, "");
        } else if (what == "link") {
            replaceByLink(bin);
        } else if (what == "link to xml") {
            replaceByLink(m_export / "best.xml");
        } else if (what == "link to metadata") {
            replaceByLink(m_export / "metadata.yaml");
        } else if (what == "pipe") {
            fs::remove(bin);
            QCOMPARE(::mkfifo(bin.c_str(), 0600), 0);
        } else if (what == "folder") {
            fs::remove(bin);
            fs::create_directory(bin);
        } else if (what == "large") {
            limit = 6;
        } else if (what == "large together") {
            limit = 20;
        } else if (what == "gone") {
            offered = m_export.parent_path() / "gone.xml";
        } else {
            fs::remove(bin);
            offered = m_export / "best.xml";
        }
        const auto file = packed(offered, limit);
        QCOMPARE(reasonOf(file), reason);
        if (!found.isEmpty())
            QCOMPARE(QString::fromStdString(file.error().found), found);
        QVERIFY(!fs::exists(m_to));
    }

    void a_file_that_grows_meanwhile_is_refused()
    {
        const auto file = stageAndHash(m_export, m_to, kLimit, [&](double) {
            std::ofstream(m_export / "best.bin", std::ios::app) << "x";
            return true;
        });
        QCOMPARE(reasonOf(file), QString("still_growing"));
        QVERIFY(!fs::exists(m_to));
    }

    void content_that_changes_between_two_looks_is_refused()
    {
        const auto file = stageAndHash(m_export, m_to, kLimit, [&](double share) {
            if (share > 0.49 && share < 0.51)
                write(m_export / "best.bin", "NUMBERS");
            return true;
        });
        QCOMPARE(reasonOf(file), QString("still_growing"));
        QVERIFY(!fs::exists(m_to));
    }

    void progress_goes_from_nothing_to_all_and_can_cancel()
    {
        std::vector<double> shares;
        QCOMPARE(reasonOf(stageAndHash(m_export, m_to, kLimit, [&](double share) {
            shares.push_back(share);
            return true;
        })), QString("packed"));
        QVERIFY(std::is_sorted(shares.begin(), shares.end()) && shares.front() > 0);
        QCOMPARE(shares.back(), 1.0);
        fs::remove(m_to);
        for (const double last : {0.1, 0.6}) {
            QCOMPARE(reasonOf(stageAndHash(m_export, m_to, kLimit, [&](double share) { return share < last; })), QString("cancelled"));
            QVERIFY(!fs::exists(m_to));
        }
    }

    void a_path_that_is_there_already_is_left_alone()
    {
        write(m_to, "mine");
        QCOMPARE(reasonOf(packed(m_export)), QString("internal"));
        QCOMPARE(contentOf(m_to), std::string("mine"));
    }
};

QTEST_APPLESS_MAIN(TestExportFolder)
#include "tst_exportfolder.moc"
