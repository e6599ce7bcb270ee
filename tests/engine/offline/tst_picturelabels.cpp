// SPDX-License-Identifier: GPL-3.0-or-later
#include "offline/picturelabels.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace lineside;

namespace {

QString text(const Result<std::vector<LabelledObject>> &objects)
{
    if (!objects)
        return QString::fromStdString(std::string(toString(objects.error().code)) + ": " + objects.error().detail);
    QStringList words;
    for (const LabelledObject &o : *objects)
        words << QStringLiteral("%1 @%2,%3 %4x%5").arg(o.classIndex).arg(double{o.box.x1}).arg(double{o.box.y1}).arg(double{o.box.width()}).arg(double{o.box.height()});
    return words.join("; ");
}

const char *const kCoco = R"({"images": [{"id": 7, "file_name": "a/one.jpg", "width": 640, "height": 480}, {"id": 8, "file_name": "two.jpg", "width": 640, "height": 480}],
 "annotations": [{"image_id": 7, "category_id": 3, "bbox": [10, 20, 30.5, 40], "iscrowd": 0}, {"image_id": 7, "category_id": 3, "bbox": [0, 0, 600, 400], "iscrowd": 1}],
 "categories": [{"id": 3, "name": "Cap"}, {"id": 1, "name": "Bottle"}]})";

}  // namespace

class TestPictureLabels : public QObject {
    Q_OBJECT

    QTemporaryDir m_dir;

    std::string write(const QString &name, const QByteArray &content) const
    {
        const QString path = m_dir.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("%s cannot be written", qPrintable(path));
        return path.toStdString();
    }
    std::string folder(const QString &name) const { return m_dir.filePath(name).toStdString(); }

private slots:
    void a_line_of_a_yolo_text_is_an_object()
    {
        QCOMPARE(text(parseYoloLabels("0 0.5 0.5 0.5 0.25\r\n\n1 0.125 0.25 0.25 0.5\n", 2, 640, 480)), QString("0 @160,180 320x120; 1 @0,0 160x240"));
        QCOMPARE(text(parseYoloLabels("", 2, 640, 480)), QString());
    }
    void an_outline_counts_with_the_box_around_it()
    {
        QCOMPARE(text(parseYoloLabels("1 0.25 0.5 0.5 0.25 0.75 0.75", 2, 100, 100)), QString("1 @25,25 50x50"));
    }
    void a_text_that_cannot_be_is_refused_with_its_line_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("why");
        QTest::newRow("word") << QByteArray("0 0.5 0.5 0.5 0.5\nbottle 0.5 0.5 0.5 0.5") << "line 2: not numbers alone";
        QTest::newRow("not a number") << QByteArray("0 nan 0.5 0.5 0.5") << "line 1: not numbers alone";
        QTest::newRow("infinite") << QByteArray("0 inf 0.5 0.5 0.5") << "line 1: not numbers alone";
        QTest::newRow("too large") << QByteArray("0 1e999 0.5 0.5 0.5") << "line 1: not numbers alone";
        QTest::newRow("too few") << QByteArray("0 0.5 0.5 0.5") << "line 1: neither a box nor an outline";
        QTest::newRow("half a corner") << QByteArray("0 0.5 0.5 0.5 0.5 0.5") << "line 1: neither a box nor an outline";
        QTest::newRow("class without a name") << QByteArray("2 0.5 0.5 0.5 0.5") << "line 1: no class of this number has a name";
        QTest::newRow("negative class") << QByteArray("-1 0.5 0.5 0.5 0.5") << "line 1: no class of this number has a name";
        QTest::newRow("half a class") << QByteArray("0.5 0.5 0.5 0.5 0.5") << "line 1: no class of this number has a name";
        QTest::newRow("huge class") << QByteArray("1e300 0.5 0.5 0.5 0.5") << "line 1: no class of this number has a name";
        QTest::newRow("pixels") << QByteArray("0 320 240 100 100") << "line 1: not in the picture";
        QTest::newRow("zero byte") << QByteArray("0 0.5 0.5 0.5 0.5\0", 18) << "line 1: not numbers alone";
        QTest::newRow("many") << QByteArray("0 0.5 0.5 0.5 0.5\n").repeated(PictureLabels::kMaxObjects + 1) << "line 10001: too many objects";
    }
    void a_text_that_cannot_be_is_refused_with_its_line()
    {
        QFETCH(QByteArray, content);
        QFETCH(QString, why);
        QCOMPARE(text(parseYoloLabels(content.toStdString(), 2, 640, 480)), "invalid_input: " + why);
    }
    void a_folder_of_texts_goes_by_the_names_of_its_pictures()
    {
        write("yolo/one.txt", "1 0.5 0.5 0.5 0.5");
        const auto labels = PictureLabels::read(folder("yolo"), {"Bottle", "Cap"});
        QVERIFY(labels.ok());
        QCOMPARE(labels->names(), (Labels{"Bottle", "Cap"}));
        QVERIFY(labels->knows("/elsewhere/one.jpg") && !labels->knows("two.jpg"));
        QCOMPARE(text(labels->of("/elsewhere/one.jpg", 100, 100)), QString("1 @25,25 50x50"));
        QCOMPARE(text(labels->of("two.jpg", 100, 100)), QString());  // nothing in it
    }
    void the_names_of_the_classes_are_taken_from_what_lies_beside_the_texts()
    {
        write("set/data.yaml", "train: ../train/images\nnc: 2\nnames: ['Cap', 'Bottle']\n");
        write("set/test/labels/one.txt", "0 0.5 0.5 0.5 0.5");
        QCOMPARE(PictureLabels::read(folder("set/test/labels"), {"x"})->names(), (Labels{"Cap", "Bottle"}));
        QCOMPARE(PictureLabels::read(folder("set/test/labels/"), {"x"})->names(), (Labels{"Cap", "Bottle"}));
        write("set/test/labels/classes.txt", "Crack\r\nDent\n");
        QCOMPARE(PictureLabels::read(folder("set/test/labels"), {"x"})->names(), (Labels{"Crack", "Dent"}));
        write("bad/data.yaml", "names: [&a x, *a]\n");
        write("bad/one.txt", "");
        const auto bad = PictureLabels::read(folder("bad"), {"x"});
        QVERIFY(!bad.ok() && bad.error().code == ErrorCode::InvalidInput);
    }
    void a_coco_file_goes_by_the_names_of_its_images()
    {
        const auto labels = PictureLabels::read(write("coco.json", kCoco), {});
        QVERIFY(labels.ok());
        QCOMPARE(labels->names(), (Labels{"Cap", "Bottle"}));
        QCOMPARE(text(labels->of("pictures/one.jpg", 640, 480)), QString("0 @10,20 30.5x40"));
        QCOMPARE(text(labels->of("two.jpg", 640, 480)), QString());
        QVERIFY(text(labels->of("three.jpg", 640, 480)).startsWith("not_found"));
        QVERIFY(text(labels->of("one.jpg", 320, 240)).startsWith("invalid_input"));
    }
    void a_folder_with_one_coco_file_is_that()
    {
        write("roboflow/_annotations.coco.json", kCoco);
        QVERIFY(PictureLabels::read(folder("roboflow"), {})->knows("one.jpg"));
        write("roboflow/second.json", kCoco);
        QCOMPARE(PictureLabels::read(folder("roboflow"), {}).error().code, ErrorCode::InvalidInput);
    }
    void a_file_that_is_no_coco_file_is_refused_data()
    {
        QTest::addColumn<QByteArray>("content");
        const auto changed = [](const char *from, const char *to) { return QByteArray(kCoco).replace(from, to); };
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no JSON") << QByteArray("{");
        QTest::newRow("list") << QByteArray("[]");
        QTest::newRow("no annotations") << changed("annotations", "notes");
        QTest::newRow("annotations of numbers") << QByteArray(R"({"images": [], "annotations": [1], "categories": []})");
        QTest::newRow("unknown image") << changed("\"image_id\": 7", "\"image_id\": 9");
        QTest::newRow("unknown category") << changed("\"category_id\": 3", "\"category_id\": 9");
        QTest::newRow("short box") << changed("[10, 20, 30.5, 40]", "[10, 20, 30.5]");
        QTest::newRow("box of words") << changed("[10, 20, 30.5, 40]", "[10, 20, \"x\", 40]");
        QTest::newRow("box of nulls") << changed("[10, 20, 30.5, 40]", "[10, 20, null, 40]");
        QTest::newRow("huge box") << changed("[10, 20, 30.5, 40]", "[10, 20, 1e30, 40]");
        QTest::newRow("the same name twice") << changed("two.jpg", "b/one.jpg");
        QTest::newRow("no name") << changed("\"two.jpg\"", "5");
        QTest::newRow("deep") << QByteArray(1 << 20, '[');
    }
    void a_file_that_is_no_coco_file_is_refused()
    {
        QFETCH(QByteArray, content);
        const auto labels = PictureLabels::read(write("bad.json", content), {});
        QVERIFY(!labels.ok());
        QCOMPARE(labels.error().code, ErrorCode::InvalidInput);
    }
    void what_is_not_there_is_said()
    {
        QCOMPARE(PictureLabels::read(folder("nowhere"), {}).error().code, ErrorCode::NotFound);
        QDir(m_dir.path()).mkpath("empty");
        QCOMPARE(PictureLabels::read(folder("empty"), {}).error().code, ErrorCode::InvalidInput);
    }
};

QTEST_GUILESS_MAIN(TestPictureLabels)
#include "tst_picturelabels.moc"
