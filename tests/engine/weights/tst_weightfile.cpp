// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/weightfile.h"

#include "engine/weights/refusals.h"
#include "engine/weights/tinycheckpoint.h"

#include <QtTest>

#include <filesystem>

#include <sys/stat.h>
#include <unistd.h>

using namespace lineside;
using namespace lineside::test;

class TestWeightFile : public QObject {
    Q_OBJECT

private slots:
    void the_size_of_the_file_is_told()
    {
        const std::string bytes = TinyCheckpoint().bytes();
        QCOMPARE(readBytes(bytes)->sizeBytes, std::uint64_t(bytes.size()));
    }

    void a_link_that_the_user_chose_is_followed()
    {
        const TemporaryFile file(TinyCheckpoint().bytes());
        const std::string link = file.path() + ".link";
        std::filesystem::create_symlink(file.path(), link);
        QCOMPARE(outcome(readWeightFile(link)), QString("read"));
    }

    void the_suffix_does_not_matter()
    {
        const TemporaryFile file(TinyCheckpoint().bytes());
        std::filesystem::rename(file.path(), file.path() + ".onnx");
        const auto read = readWeightFile(file.path() + ".onnx");
        QVERIFY(read && read->format == WeightFormat::Pt);
    }

    void files_that_are_none_are_refused()
    {
        const QTemporaryDir folder;
        const std::string path = folder.path().toStdString();
        QCOMPARE(outcome(readWeightFile(path)), QString("folder"));
        QCOMPARE(outcome(readWeightFile(path + "/none.pt")), QString("vanished"));
        QCOMPARE(outcome(readWeightFile(path + "/none/none.pt")), QString("vanished"));
        QCOMPARE(outcome(readWeightFile("")), QString("vanished"));
        QCOMPARE(::mkfifo((path + "/pipe").c_str(), 0600), 0);
        QCOMPARE(outcome(readWeightFile(path + "/pipe")), QString("unreadable"));
        QCOMPARE(outcome(readWeightFile("/dev/zero")), QString("unreadable"));
    }

    void a_file_without_permission_is_unreadable()
    {
        const TemporaryFile file("PK");
        std::filesystem::permissions(file.path(), std::filesystem::perms::none);
        const uid_t user = ::geteuid();
        if (user == 0)  // the superuser may read everything
            QCOMPARE(::seteuid(65534), 0);
        const QString result = outcome(readWeightFile(file.path()));
        QCOMPARE(::seteuid(user), 0);
        QCOMPARE(result, QString("unreadable"));
    }

    void a_huge_file_is_refused_without_reading_it()
    {
        const TemporaryFile file("PK\x03\x04");
        std::filesystem::resize_file(file.path(), 2'000'000'000);  // sparse
        const auto read = readWeightFile(file.path());
        QCOMPARE(outcome(read), QString("too_large"));
        QCOMPARE(read.error().found, std::string("2000"));
        QCOMPARE(read.error().expected, std::string("1000"));
    }

    void the_limit_can_be_set()
    {
        const std::string bytes = TinyCheckpoint().bytes();
        ReadOptions options;
        options.maxBytes = bytes.size();
        QCOMPARE(outcome(readBytes(bytes, options)), QString("read"));
        --options.maxBytes;
        QCOMPARE(outcome(readBytes(bytes, options)), QString("too_large"));
    }

    void a_file_of_another_program_is_refused_by_its_name_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("name");
        const auto row = [](const char *name, std::string bytes) {
            bytes.resize(std::max<std::size_t>(bytes.size(), 300), '\0');
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(name);
        };
        const auto zip = [](const char *name, const ZipEntries &entries) {
            const std::string bytes = zipBytes(entries);
            QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << QString(name);
        };
        row("TensorFlow Lite", std::string("\x1c\0\0\0TFL3", 8));
        row("ExecuTorch", std::string("\x1c\0\0\0ET12", 8));
        row("TensorRT", "ptrt");
        row("GGUF", "GGUF");
        row("Keras (HDF5)", "\x89HDF\r\n\x1a\n");
        row("NCNN", "7767517\n3 3\n");
        row("Darknet", std::string("\0\0\0\0\x02\0\0\0\x05\0\0\0", 12));
        row("OpenVINO IR", "<?xml version=\"1.0\"?>\n<net name=\"m\" version=\"11\"/>");
        row("gzip", "\x1f\x8b\x08");
        row("tar", std::string(257, 'x') + "ustar");
        const std::string metadata = "{\"task\": \"detect\"}";
        QTest::newRow("TensorRT with metadata") << QByteArray(std::string({char(metadata.size()), '\0', '\0', '\0'}).c_str(), 4) + QByteArray::fromStdString(metadata + "engine") << QString("TensorRT");
        QTest::newRow("pickle") << QByteArray("\x80\x04N.") << QString("Python pickle");
        zip("Keras", {{"config.json", "{}"}, {"model.weights.h5", "x"}, {"metadata.json", "{}"}});
        zip("PyTorch export (.pt2)", {{"m/archive_format", "pt2"}, {"m/data/aotinductor/model/a.so", "x"}});
        zip("Core ML", {{"m/Data/com.apple.CoreML/model.mlmodel", "x"}});
        zip("TensorFlow SavedModel", {{"m/saved_model.pb", "x"}});
        zip("NumPy", {{"a.npy", "x"}});
    }
    void a_file_of_another_program_is_refused_by_its_name()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, name);
        const auto file = readBytes(bytes.toStdString());
        QCOMPARE(outcome(file), QString("not_a_model"));
        QCOMPARE(QString::fromStdString(file.error().found), name);
    }

    void other_contents_are_refused_by_what_they_are_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char *name, const std::string &bytes, const char *reason) { QTest::newRow(name) << QByteArray(bytes.data(), qsizetype(bytes.size())) << reason; };
        row("nothing", "", "empty");
        row("two bytes", "\r\n", "not_a_model");
        row("text", "Dear Sir or Madam, please find attached", "not_a_model");
        row("zeros", std::string(100'000, '\0'), "not_a_model");
        row("picture", "\x89PNG\r\n\x1a\n" + std::string(100, 'x'), "not_a_model");
        row("Git LFS", "version https://git-lfs.github.com/spec/v1\noid sha256:65840\nsize 167694583\n", "git_lfs_pointer");
        row("old torch", std::string("\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19.\x80\x02M\xe9\x03.", 21), "old_format");
        row("other pickle", std::string("\x80\x04N.", 4), "not_a_model");
        row("safetensors", std::string("\x40\0\0\0\0\0\0\0", 8) + "{\"w\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "state_dict");
        row("zip of something else", zipBytes({{"word/document.xml", "<xml/>"}, {"mimetype", "x"}}), "zip_without_model");
        row("empty zip", std::string("PK\x05\x06", 4) + std::string(18, '\0'), "zip_without_model");
        row("first bytes of a zip", "PK", "truncated");
        row("zip without an end", std::string("PK\x03\x04", 4) + std::string(1000, 'x'), "truncated");
        row("protobuf of something else", "\x08\x01\x12\x0cHello, world\x18\x05", "not_a_model");
        row("ONNX cut off", "\x08\x08\x12\x07pytorch:\xff\xff\x7f" + std::string(100, 'x'), "truncated");
    }
    void other_contents_are_refused_by_what_they_are()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, reason);
        const auto file = readBytes(bytes.toStdString());
        QCOMPARE(outcome(file), reason);
        QVERIFY(!file.error().detail.empty());
    }
};

QTEST_APPLESS_MAIN(TestWeightFile)
#include "tst_weightfile.moc"
