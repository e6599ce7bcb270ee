// SPDX-License-Identifier: GPL-3.0-or-later
// Bytes that change on the disk by themselves are not believed.
#include "store/checksum.h"
#include "store/configfile.h"
#include "store/files.h"
#include "store/historyline.h"
#include "store/modelstore.h"
#include "textfiles.h"

#include <QTemporaryDir>
#include <QtTest>

#include <functional>

using namespace lineside;
using namespace lineside::test;
namespace fs = std::filesystem;

namespace {

const DesiredState kState{{"bottling 1", {ModelId{"line", 3}, ModelId{"line", 2}, {}, {}}}, {"caps", {ModelId{"cap", 1}, {}, {}, {}}}};

HistoryEvent someEvent()
{
    HistoryEvent e;
    e.sequence = 7;
    e.at = WallTime(std::chrono::milliseconds(1'700'000'000'000));
    e.kind = EventKind::Promoted;
    e.station = "bottling 1";
    e.from = ModelId{"line", 2};
    e.to = ModelId{"line", 3};
    e.detail = "night shift";
    return e;
}

/// Calls with the text once for each bit of it that is another one, and once for each byte turned round.
void withEachRotten(const std::string &text, const std::function<void(const std::string &rotten, std::size_t at)> &look)
{
    for (std::size_t at = 0; at < text.size(); ++at) {
        for (const int change : {1, 2, 4, 8, 16, 32, 64, 128, 255}) {
            std::string rotten = text;
            rotten[at] = static_cast<char>(rotten[at] ^ change);
            look(rotten, at);
        }
    }
}

}  // namespace

class TestBitRot : public QObject {
    Q_OBJECT

private slots:
    void a_changed_bit_in_what_runs_where_is_found()
    {
        const std::string text = formatDesiredState(kState);
        QCOMPARE(*parseDesiredState(text), kState);
        int tried = 0;
        withEachRotten(text, [&](const std::string &rotten, std::size_t at) {
            ++tried;
            QVERIFY2(!parseDesiredState(rotten), qPrintable(QString("byte %1: %2").arg(at).arg(QString::fromStdString(rotten))));
        });
        qInfo("%d changes", tried);
    }
    void a_changed_bit_in_a_line_of_the_history_is_found()
    {
        const std::string line = formatHistoryLine(someEvent());
        QVERIFY(parseHistoryLine(line));
        int tried = 0;
        withEachRotten(line, [&](const std::string &rotten, std::size_t at) {
            ++tried;
            QVERIFY2(!parseHistoryLine(rotten), qPrintable(QString("byte %1: %2").arg(at).arg(QString::fromStdString(rotten))));
        });
        qInfo("%d changes", tried);
    }
    void a_changed_bit_in_the_card_of_a_version_is_found()
    {
        QTemporaryDir dir;
        ModelStore store(pathOf(dir));
        QVERIFY(store.open());
        StoredModel model;
        model.id = {"line", 2};
        model.sha256 = std::string(64, 'a');
        model.labels = {"Bottle", "Cap"};
        model.format = "pt";
        const fs::path staged = store.newStagingFile("line");
        write(staged, "weights");
        QVERIFY(store.add(staged, model));
        const fs::path card = pathOf(dir) / "models/line/2/model.json";
        const std::string text = *readSmallFile(card, 1 << 20);
        int tried = 0;
        withEachRotten(text, [&](const std::string &rotten, std::size_t at) {
            ++tried;
            write(card, rotten);
            ModelStore again(pathOf(dir));
            const auto opened = again.open();
            QVERIFY2(opened && opened->skipped.size() == 1 && again.list().empty(), qPrintable(QString("byte %1: %2").arg(at).arg(QString::fromStdString(rotten))));
        });
        qInfo("%d changes", tried);
        write(card, text);
        ModelStore again(pathOf(dir));
        QVERIFY(again.open() && again.list().size() == 1);
    }
    void a_thousand_changed_bytes_of_a_model_are_found_each()
    {
        QTemporaryDir dir;
        const fs::path file = pathOf(dir) / "weights";
        std::string bytes;
        for (int i = 0; i < 300'000; ++i)
            bytes += static_cast<char>(i * 131 >> 3);
        write(file, bytes);
        const std::string whole = *hashFile(file);
        for (std::size_t i = 0; i < 1000; ++i) {
            const std::size_t at = i * (bytes.size() - 1) / 999;
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << i % 8));
            write(file, bytes);
            QVERIFY2(*hashFile(file) != whole, qPrintable(QString::number(at)));
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << i % 8));
        }
        write(file, bytes);
        QCOMPARE(*hashFile(file), whole);
    }
    void what_an_older_version_wrote_without_a_checksum_is_believed()
    {
        QCOMPARE(*parseDesiredState("{\n  \"version\": 1,\n  \"stations\": {\n    \"caps\": {\n      \"active\": {\n        \"name\": \"cap\",\n        \"version\": 1\n      }\n    }\n  }\n}\n"),
                 (DesiredState{{"caps", {ModelId{"cap", 1}, {}, {}, {}}}}));
        QVERIFY(parseHistoryLine(R"({"seq":1,"at_ms":1,"event":"started"})"));
    }
    void a_text_that_was_cut_or_went_on_is_not_believed()
    {
        const std::string line = formatHistoryLine(someEvent());
        QVERIFY(!parseHistoryLine(line.substr(0, line.size() - 1)));
        QVERIFY(!verifyChecksum(line.substr(1), ChecksumForm::OneLine));
        QVERIFY(!verifyChecksum(formatDesiredState(kState).substr(1), ChecksumForm::Lines));
        QVERIFY(verifyChecksum(formatDesiredState(kState), ChecksumForm::Lines));
        QVERIFY(verifyChecksum("", ChecksumForm::Lines));
    }
};

QTEST_GUILESS_MAIN(TestBitRot)
#include "tst_bitrot.moc"
