// SPDX-License-Identifier: GPL-3.0-or-later
#include "weights/pythonliteral.h"

#include "engine/weights/refusals.h"
#include "weights/family.h"
#include "weights/metadata.h"

#include <nlohmann/json.hpp>

#include <QtTest>

using namespace lineside;
using namespace lineside::test;
using namespace lineside::weights;

class TestLiterals : public QObject {
    Q_OBJECT

private slots:
    void python_values_are_read_data()
    {
        QTest::addColumn<QString>("python");
        QTest::addColumn<QString>("json");
        QTest::newRow("integer") << "32" << "32";
        QTest::newRow("negative") << "-1" << "-1";
        QTest::newRow("real") << "1.5e-3" << "0.0015";
        QTest::newRow("true") << "True" << "true";
        QTest::newRow("false") << " False " << "false";
        QTest::newRow("none") << "None" << "null";
        QTest::newRow("list") << "[640, 640]" << "[640,640]";
        QTest::newRow("list with a comma behind") << "[1, ]" << "[1]";
        QTest::newRow("empty") << "[]" << "[]";
        QTest::newRow("tuple") << "(1, 'a')" << "[1,\"a\"]";
        QTest::newRow("tuple of one") << "(1,)" << "[1]";
        QTest::newRow("brackets") << "(1)" << "1";
        QTest::newRow("dict") << "{0: 'person', 1: \"it's\"}" << "{\"0\":\"person\",\"1\":\"it's\"}";
        QTest::newRow("nested") << "{'a': {'b': [None, (True,)]}}" << "{\"a\":{\"b\":[null,[true]]}}";
        QTest::newRow("escapes") << "'\\'\\\"\\\\\\n\\t'" << "\"'\\\"\\\\\\n\\t\"";
        QTest::newRow("codes") << "'\\x41\\u74f6\\U0001F600'" << "\"A瓶😀\"";
        QTest::newRow("as it is") << "'瓶'" << "\"瓶\"";
    }
    void python_values_are_read()
    {
        QFETCH(QString, python);
        QFETCH(QString, json);
        const auto value = parsePythonLiteral(python.toStdString());
        QVERIFY(value);
        QCOMPARE(QString::fromStdString(value->dump()), json);
    }

    void anything_else_is_not_a_value_data()
    {
        QTest::addColumn<QString>("python");
        for (const char *text : {"", "8.4.190", "Ultralytics YOLOv8n", "[1, 2", "{1}", "{1: 2", "{'a' 1}", "{[1]: 2}", "{0: 'a', 0: 'b'}", "'abc", "'\\q'", "'\\x4'",
                                 "'\\ud800'", "'\\UFFFFFFFF'", "1 2", "[1 2]", "[,]", "nan", "inf", "1e999", "--1", "True1x", "__import__('os')", "1 + 1", "99999999999999999999x"})
            QTest::newRow(text) << text;
    }
    void anything_else_is_not_a_value()
    {
        QFETCH(QString, python);
        QVERIFY(!parsePythonLiteral(python.toStdString()));
    }

    void deep_and_long_texts_are_refused()
    {
        QVERIFY(parsePythonLiteral(std::string(16, '[') + std::string(16, ']')));
        QVERIFY(!parsePythonLiteral(std::string(18, '[') + std::string(18, ']')));
        QVERIFY(!parsePythonLiteral(std::string(1'000'000, '[')));
        QVERIFY(!parsePythonLiteral("'" + std::string(2'000'000, 'a') + "'"));
    }

    void every_cut_of_a_value_is_refused()
    {
        const std::string whole = "{0: 'person', 'a': [1.5, (True, None)], \"x\": '\\x41'}";
        QVERIFY(parsePythonLiteral(whole));
        for (std::size_t length = 0; length < whole.size(); ++length)
            QVERIFY(!parsePythonLiteral(whole.substr(0, length)));
    }

    void metadata_of_an_export_are_understood()
    {
        const ExportMetadata m = metadataFromJson(R"({"description": "Ultralytics YOLO26n model trained on x", "version": "8.4.1", "stride": 32, "task": "detect",
            "imgsz": [320, 640], "names": {"1": "Cap", "0": "Bottle"}, "args": {"nms": null, "dynamic": true}, "channels": 3, "end2end": true})");
        QCOMPARE(m.labels, (std::vector<std::string>{"Bottle", "Cap"}));
        QVERIFY(m.size == (InputSize{640, 320}));
        QCOMPARE(m.stride, 32);
        QCOMPARE(m.family, std::string("yolo26"));
        QVERIFY(m.dynamic && m.endToEnd == true && !m.originalYolov5);
    }

    void an_export_with_its_own_nms_gives_rows()
    {
        QVERIFY(metadataFromJson(R"({"task": "detect", "args": {"nms": true}, "end2end": false})").endToEnd == true);
        QVERIFY(metadataFromJson(R"({"task": "detect", "args": {"nms": false}})").endToEnd == false);
        QVERIFY(!metadataFromJson(R"({"task": "detect", "args": {}})").endToEnd.has_value());
    }

    void metadata_of_the_first_yolov5_are_understood()
    {
        const ExportMetadata m = metadataFromJson(R"({"shape": [1, 3, 416, 640], "stride": 32, "names": ["a", "b"]})");
        QVERIFY(m.originalYolov5 && m.size == (InputSize{640, 416}) && m.labels.size() == 2);
        QVERIFY(metadataFromProperties({{"stride", "32"}, {"names", "{0: 'a'}"}}).originalYolov5);
    }

    void no_metadata_are_no_fault()
    {
        QVERIFY(metadataFromJson("").labels.empty());
        QVERIFY(metadataFromProperties({}).labels.empty());
    }

    void bad_metadata_are_refused_data()
    {
        QTest::addColumn<QString>("json");
        QTest::addColumn<QString>("reason");
        QTest::newRow("not json") << "{" << "corrupt";
        QTest::newRow("not an object") << "[1]" << "corrupt";
        QTest::newRow("deep") << "{\"a\":" + QString(40, '[') + QString(40, ']') + "}" << "corrupt";
        QTest::newRow("gap in the names") << R"({"names": {"0": "a", "2": "b"}})" << "corrupt";
        QTest::newRow("names with a sign") << R"({"names": {"-0": "a"}})" << "corrupt";
        QTest::newRow("the same name twice") << R"({"names": {"0": "a", "00": "b"}})" << "corrupt";
        QTest::newRow("no names") << R"({"names": {}})" << "corrupt";
        QTest::newRow("names that are a text") << R"({"names": "a"})" << "corrupt";
        QTest::newRow("grey pictures") << R"({"channels": 1})" << "input_shape";
    }
    void bad_metadata_are_refused()
    {
        QFETCH(QString, json);
        QFETCH(QString, reason);
        QCOMPARE(outcome([&] { metadataFromJson(json.toStdString()); }), reason);
    }

    void unreadable_names_of_onnx_are_refused()
    {
        QCOMPARE(outcome([&] { metadataFromProperties({{"names", "{0: "}}); }), QString("corrupt"));
        QCOMPARE(outcome([&] { metadataFromProperties({{"imgsz", "?"}}); }), QString("read"));
    }

    void families_are_found_in_texts()
    {
        QCOMPARE(familyInText("Ultralytics YOLOv8n-tiny model"), std::string("yolov8"));
        QCOMPARE(familyInText("Ultralytics YOLO11n model"), std::string("yolo11"));
        QCOMPARE(familyInText("YOLOv5nu"), std::string("yolov5u"));
        QCOMPARE(familyInText("YOLOv10"), std::string("yolov10"));
        QCOMPARE(familyInText("my yolo"), std::string());
        QCOMPARE(familyInText("Ultralytics custom model"), std::string());
    }

    void families_are_found_by_their_layers()
    {
        QCOMPARE(familyOf({"Conv", "C2f", "SPPF", "Detect", "DFL"}, false), std::string("yolov8"));
        QCOMPARE(familyOf({"C2f", "C2fCIB", "v10Detect"}, false), std::string("yolov10"));
        QCOMPARE(familyOf({"C3", "C3k2", "C3k"}, false), std::string("yolo11"));
        QCOMPARE(familyOf({"C3k2"}, true), std::string("yolo26"));
        QCOMPARE(familyOf({"C3", "DFL"}, false), std::string("yolov5u"));
        QCOMPARE(familyOf({"Mine"}, false), std::string("yolo"));
    }
};

QTEST_APPLESS_MAIN(TestLiterals)
#include "tst_literals.moc"
