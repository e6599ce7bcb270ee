// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/comparescreen.h"
#include "compare/confusiontable.h"
#include "compare/evidencechart.h"
#include "compare/precisionchart.h"
#include "compare/recordedreport.h"
#include "compare/recordedtext.h"
#include "compare/recordedview.h"
#include "lineside/keptpictures.h"
#include "settings/language.h"
#include "settings/noticelabel.h"
#include "support/pagefixture.h"
#include "support/uichecks.h"
#include "theme/theme.h"
#include "ui/compare/comparescene.h"
#include "ui/compare/pagelook.h"

#include <QBuffer>
#include <QChart>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QLineSeries>
#include <QMimeData>
#include <QProgressBar>
#include <QPushButton>
#include <QTabWidget>
#include <QTableView>
#include <QTemporaryDir>
#include <QToolButton>
#include <QUrl>
#include <QtTest>

#include <algorithm>

using namespace lineside;
using namespace lineside::test;

namespace {

/// B is the version that came last.
void fillWithNewest(FakeEngine &engine)
{
    fillScene(engine);
    std::ranges::find(engine.state.models, kB, &ModelSnapshot::id)->importedAt += std::chrono::hours(1);
    engine.publish();
}

std::shared_ptr<OfflineReport> reportOf(bool labelled, const std::string &picture = "/pictures/4.png")
{
    auto report = std::make_shared<OfflineReport>();
    report->request.a = kA;
    report->request.b = kB;
    report->request.input = "/pictures";
    report->pictures = 300;
    report->countsObjects = true;
    report->classes = {{"Bottle", 0, 298, {}, {}}, {"Cap", 0, 270, {}, {}}};
    report->classes[0].a = {300, 0.91, 0, 0, 0, 0, {}};
    report->classes[0].b = {298, 0.93, 0, 0, 0, 0, {}};
    report->classes[1].a = {299, 0.85, 0, 0, 0, 0, {}};
    report->classes[1].b = {271, 0.72, 0, 0, 0, 0, {}};
    report->a.medianMs = 31;
    report->b.medianMs = 12.4;
    report->a.ranOn = report->b.ranOn = "openvino CPU f32";
    report->verdict.parts = 600;
    report->verdict.discordant = 30;
    report->verdict.pending = labelled ? 0 : 30;
    if (labelled) {
        report->request.labels = "/labels";
        report->labelled = 300;
        for (OfflineClass &of : report->classes) {
            of.objects = 300;
            of.a.precisionAt.assign(101, 1.0f);
            of.b.precisionAt.assign(101, 0.9f);
            of.a.recall = 0.99;
            of.b.recall = of.name == "Cap" ? 0.9 : 0.993;
        }
        report->a.map50 = 0.994;
        report->b.map50 = 0.951;
        report->a.confusion = {300, 0, 0, 0, 299, 1, 0, 0, 0};
        report->b.confusion = {298, 1, 1, 0, 270, 30, 0, 1, 0};
        report->verdict.state = AbState::Worse;
        report->verdict.escapes.state = AbState::Worse;
        report->verdict.escapes.onlyB = 30;
    }
    OfflineDisagreement d;
    d.picture = picture;
    d.label = "Cap";
    d.box = {10, 10, 40, 40};
    d.a = Verdict::Fail;
    d.b = Verdict::Pass;
    if (labelled)
        d.truth = Verdict::Fail;
    d.boxesA = {{{10, 10, 40, 40}, 0.91f, 1}};
    report->disagreements = {d, d};
    report->disagreements[1].picture = "/pictures/clip.mp4#12";
    return report;
}

std::shared_ptr<const std::vector<std::uint8_t>> jpegOf(const QImage &picture)
{
    QByteArray bytes;
    QBuffer file(&bytes);
    file.open(QIODevice::WriteOnly);
    picture.save(&file, "JPG", 95);
    return std::make_shared<const std::vector<std::uint8_t>>(bytes.begin(), bytes.end());
}

}  // namespace

/// Comparing over recorded pictures: what is chosen, how far it is, what came out.
class TstRecordedPage : public QObject, protected PageFixture<CompareScreen> {
    Q_OBJECT

    std::unique_ptr<Appearance> m_appearance;
    Language m_language;

    QPushButton *button(const char *name) const { return child<QPushButton>(name); }
    QString said(const char *name) const { return child<QLabel>(name)->text(); }
    QString notice() const { return child<NoticeLabel>("recordedNotice")->notice(); }
    void setInput(const QString &path) { child<QComboBox>("recordedInput")->setEditText(path); }
    void start()
    {
        setInput(QStringLiteral("/pictures"));
        button("recordedStart")->click();
        QCoreApplication::processEvents();
        QCoreApplication::processEvents();
        m_bridge->refresh();
    }
    void progress(const OfflineProgress &p)
    {
        auto job = std::make_shared<OfflineJob>(*m_engine->offlineJob());
        job->progress = p;
        m_engine->setOffline(std::move(job));
        m_bridge->refresh();
    }
    void endWith(const Error &error)
    {
        auto job = std::make_shared<OfflineJob>(*m_engine->offlineJob());
        job->error = error;
        m_engine->setOffline(std::move(job));
        m_bridge->refresh();
    }
    void finish(bool labelled)
    {
        m_engine->setOffline(ended(m_engine->offlineJob() ? m_engine->offlineJob()->number : 1, reportOf(labelled)));
        m_bridge->refresh();
    }
    bool drop(const QString &path, QWidget *on)
    {
        QMimeData data;
        data.setUrls({QUrl::fromLocalFile(path)});
        auto *page = child<QWidget>("recordedPage");
        const QPoint at = on->mapTo(page, on->rect().center());
        QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(page, &enter);
        QDropEvent event(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        if (enter.isAccepted())
            QCoreApplication::sendEvent(page, &event);
        return enter.isAccepted();
    }

private slots:
    void initTestCase() { m_appearance = std::make_unique<Appearance>(*qApp); }
    void cleanupTestCase() { m_appearance.reset(); }
    void init()
    {
        m_language.apply(QStringLiteral("en"));
        openPage(fillWithNewest);
        child<QToolButton>("compareRecorded")->click();
    }
    void cleanup() { closePage(); }

    void the_way_is_switched_by_a_button_and_remembered()
    {
        QVERIFY(child<QWidget>("recordedPage")->isVisible());
        QVERIFY(!child<QWidget>("compareLivePage")->isVisible());
        CompareScreen again(*m_bridge);
        QVERIFY(again.findChild<QToolButton *>("compareRecorded")->isChecked());
        m_page->showModel(kB);  // from Library it is the live one that is meant
        QVERIFY(child<QWidget>("compareLivePage")->isVisible());
        QVERIFY(child<QToolButton>("compareLive")->isChecked());
    }

    void the_model_on_air_is_a_and_the_newest_beside_it_is_b_until_somebody_chooses()
    {
        QCOMPARE(child<QComboBox>("recordedA")->currentData().toString(), QStringLiteral("line-v1"));
        QCOMPARE(child<QComboBox>("recordedB")->currentData().toString(), QStringLiteral("line-v2"));
        QCOMPARE(child<QComboBox>("recordedA")->findData("line-v9"), -1);  // damaged
        const auto add = [this](int version) {
            m_engine->addModel({"line", version}).importedAt += std::chrono::hours(version);
            m_engine->publish();
            m_bridge->refresh();
        };
        auto *b = child<QComboBox>("recordedB");
        add(20);
        QCOMPARE(b->currentData().toString(), QStringLiteral("line-v20"));
        QTest::keyClick(b, Qt::Key_Home);
        const QString chosen = b->currentData().toString();
        QVERIFY(chosen != QStringLiteral("line-v20"));
        add(21);
        QCOMPARE(b->currentData().toString(), chosen);
    }

    void without_pictures_it_cannot_be_started_and_says_so()
    {
        QVERIFY(!button("recordedStart")->isEnabled());
        QCOMPARE(said("recordedMissing"), QStringLiteral("Choose a folder of pictures or a video, or drop it here."));
        setInput(QStringLiteral("/pictures"));
        QVERIFY(button("recordedStart")->isEnabled());
        QVERIFY(said("recordedMissing").startsWith("Without labels"));
        child<QComboBox>("recordedLabels")->setEditText(QStringLiteral("/labels"));
        QVERIFY(said("recordedMissing").isEmpty());
        child<QComboBox>("recordedB")->setCurrentIndex(child<QComboBox>("recordedB")->findData("line-v1"));
        QVERIFY(button("recordedStart")->isEnabled());
        QVERIFY(said("recordedMissing").startsWith("A and B are the same"));
    }

    void start_asks_for_what_was_chosen_and_changes_nothing_on_the_line()
    {
        setInput(QStringLiteral("\"/pictures/of today\""));
        child<QComboBox>("recordedLabels")->setEditText(QStringLiteral("file:///labels"));
        auto *counts = child<QComboBox>("recordedStation");
        counts->setCurrentIndex(counts->findData("station-2"));
        QTest::keyClick(child<QLineEdit>("recordedInputPath"), Qt::Key_Return);
        QCOMPARE(m_engine->offlineRequests.size(), std::size_t{1});
        const OfflineRequest &asked = m_engine->offlineRequests[0];
        QCOMPARE(asked.a, kA);
        QCOMPARE(asked.b, kB);
        QCOMPARE(asked.input.string(), std::string("/pictures/of today"));
        QCOMPARE(asked.labels.string(), std::string("/labels"));
        QCOMPARE(asked.station, StationId("station-2"));
        QCOMPARE(m_engine->calls.size(), std::size_t{1});
    }

    void paths_that_were_used_are_offered_again()
    {
        start();
        CompareScreen again(*m_bridge);
        QCOMPARE(again.findChild<QComboBox *>("recordedInput")->itemText(0), QStringLiteral("/pictures"));
    }

    void a_dropped_folder_becomes_the_pictures_or_over_their_field_the_labels()
    {
        QVERIFY(drop(QStringLiteral("/dropped/pictures"), child<QWidget>("recordedSentence")));
        QCOMPARE(child<QComboBox>("recordedInput")->currentText(), QStringLiteral("/dropped/pictures"));
        QVERIFY(drop(QStringLiteral("/dropped/labels"), child<QComboBox>("recordedLabels")));
        QCOMPARE(child<QComboBox>("recordedLabels")->currentText(), QStringLiteral("/dropped/labels"));
        QCOMPARE(child<QComboBox>("recordedInput")->currentText(), QStringLiteral("/dropped/pictures"));
        QVERIFY(m_engine->calls.empty());
    }

    void only_what_is_no_weight_file_is_dropped_here_and_only_over_the_recorded_way()
    {
        QMimeData folder, weights;
        folder.setUrls({QUrl::fromLocalFile("/pictures")});
        weights.setUrls({QUrl::fromLocalFile("/best.pt")});
        QVERIFY(m_page->takesDrop(folder));
        QVERIFY(!m_page->takesDrop(weights));
        child<QToolButton>("compareLive")->click();
        QVERIFY(!m_page->takesDrop(folder));
    }

    void while_it_runs_it_says_how_far_it_is_and_how_long_it_takes()
    {
        start();
        QCOMPARE(said("recordedSentence"), QStringLiteral("Comparing line-v2 with line-v1"));
        QVERIFY(!child<QWidget>("recordedSetup")->isVisible());
        auto *bar = child<QProgressBar>("recordedProgress");
        QCOMPARE(bar->maximum(), 0);  // it moves, and says no share
        OfflineProgress p;
        p.step = OfflineStep::Comparing;
        p.pictures = 120;
        p.of = 300;
        p.secondsLeft = 200;
        progress(p);
        QCOMPARE(said("recordedProgressText"), QStringLiteral("120 of 300 pictures, about 4 minutes left"));
        QCOMPARE(bar->maximum(), 300);
        QCOMPARE(bar->value(), 120);
        p.of = 0;
        p.secondsLeft.reset();
        progress(p);
        QCOMPARE(said("recordedProgressText"), QStringLiteral("120 pictures"));
        QCOMPARE(bar->maximum(), 0);
        p.step = OfflineStep::Summing;
        progress(p);
        QCOMPARE(said("recordedProgressText"), QStringLiteral("Summing up 120 pictures."));
    }

    void while_a_video_is_read_once_more_it_says_what_for_and_how_far_it_is()
    {
        start();
        OfflineProgress p;
        p.step = OfflineStep::Summing;
        p.pictures = 120;
        p.of = 300;
        p.secondsLeft = 20;
        progress(p);
        QCOMPARE(said("recordedProgressText"), QStringLiteral("Compared. The video is read once more to keep the pictures of where they differ: 120 of 300 pictures, about 20 seconds left"));
        QCOMPARE(child<QProgressBar>("recordedProgress")->maximum(), 300);
        QCOMPARE(child<QProgressBar>("recordedProgress")->value(), 120);
        QVERIFY(button("recordedCancel")->isEnabled());
    }

    void while_its_load_waits_it_says_for_what_and_can_load_now()
    {
        start();
        WaitingLoad load;
        load.id = 5;
        load.candidate = 77;
        load.model = kB;
        load.why = LoadWait::Turn;
        m_engine->state.loading.waiting = {load};
        m_engine->publish();
        OfflineProgress p;
        p.step = OfflineStep::Waiting;
        p.load = 77;
        progress(p);
        QCOMPARE(said("recordedProgressText"), QStringLiteral("Waits until the model before it is loaded."));
        QVERIFY(button("loadNowOpen")->isVisible());
    }

    void cancel_ends_it_and_says_that_it_will()
    {
        start();
        button("recordedCancel")->click();
        m_bridge->refresh();
        QCOMPARE(m_engine->callsStartingWith("cancelOffline"), std::size_t{1});
        QVERIFY(!button("recordedCancel")->isEnabled());
        QCOMPARE(said("recordedProgressText"), QStringLiteral("Ends after the picture in hand."));
        endWith({ErrorCode::Cancelled, {}});
        QCOMPARE(said("recordedSentence"), QStringLiteral("The comparison was cancelled."));
        QVERIFY(child<QWidget>("recordedSetup")->isVisible());
        QVERIFY(notice().isEmpty());
    }

    void what_went_wrong_is_said_with_what_still_runs_and_what_to_do_data()
    {
        QTest::addColumn<ErrorCode>("code");
        QTest::addColumn<QString>("says");
        QTest::newRow("gone") << ErrorCode::NotFound << "The pictures or the labels are not there.";
        QTest::newRow("no pictures") << ErrorCode::InvalidInput << "/pictures, or what is said of its pictures, cannot be compared over.";
        QTest::newRow("labels of a video") << ErrorCode::Unsupported << "Labels go with pictures, not with a video.";
        QTest::newRow("disk") << ErrorCode::Io << "The disk or the network did not give the pictures to the end.";
        QTest::newRow("memory") << ErrorCode::OutOfMemory << "There is too little memory for more of this comparison.";
        QTest::newRow("library") << ErrorCode::Internal << "A library that Lineside uses stopped in the middle.";
    }
    void what_went_wrong_is_said_with_what_still_runs_and_what_to_do()
    {
        QFETCH(ErrorCode, code);
        QFETCH(QString, says);
        start();
        endWith({code, "detail"});
        QVERIFY2(notice().startsWith(says), qPrintable(notice()));
        QVERIFY(notice().contains("The line is not touched"));
        QVERIFY(notice().contains("detail"));
        QVERIFY(child<QWidget>("recordedSetup")->isVisible());
    }
    void too_little_memory_is_said_with_both_numbers()
    {
        start();
        endWith({ErrorCode::OutOfMemory, "memory", Refusal{RefusalReason::Memory, "120", "310", {}}});
        QVERIFY2(notice().startsWith("The two models need 310 MB, 120 MB are free for them."), qPrintable(notice()));
    }
    void a_command_that_is_refused_is_told_in_place()
    {
        m_engine->refuseWith = Error{ErrorCode::Busy, {}};
        start();
        QVERIFY2(notice().startsWith("Another comparison over recorded pictures runs."), qPrintable(notice()));
        QVERIFY(child<QWidget>("recordedSetup")->isVisible());
    }

    void without_labels_it_says_what_can_be_said_and_what_cannot()
    {
        start();
        finish(false);
        QVERIFY(child<QWidget>("recordedReport")->isVisible());
        QCOMPARE(said("recordedSentence"), QStringLiteral("Not decided: nobody has said what is there of 30 objects on which they differ."));
        QVERIFY(said("recordedEvidence").contains("that they differ is known, not which is better"));
        QVERIFY(said("recordedEvidence").contains("With labels it could be said"));
        QVERIFY(!said("recordedFiguresB").contains("mAP50"));
        QVERIFY(!child<PrecisionChart>("precisionChart")->isVisible());
        QCOMPARE(said("recordedChartTitle"), QStringLiteral("Precision and recall can be said only with labels."));
    }

    void of_how_many_more_it_says_nothing_before_there_is_anything_to_go_by()
    {
        OfflineJob job;
        auto report = std::make_shared<OfflineReport>();
        report->countsObjects = true;
        report->verdict.parts = 19;
        job.report = report;
        QVERIFY2(RecordedText::sentence(&job).endsWith(QLatin1String("That is too few to say how many more it takes.")), qPrintable(RecordedText::sentence(&job)));
        report->verdict.parts = 20;
        report->verdict.curve = {{20, 0, 0}};
        QVERIFY(RecordedText::sentence(&job).contains(QLatin1String("would not decide it either")));
        report->verdict.more = MoreParts{2371, 1500, {}};
        QVERIFY(RecordedText::sentence(&job).contains(QLatin1String("About 2,400 more would do")));
    }

    void with_labels_it_gives_the_verdict_in_the_words_of_the_live_one()
    {
        start();
        finish(true);
        QCOMPARE(said("recordedSentence"), QStringLiteral("B is worse: it misses 50 more in 1,000 objects."));
        QVERIFY2(said("recordedFiguresB").startsWith("B line-v2 · mAP50 0.951"), qPrintable(said("recordedFiguresB")));
        QVERIFY(notice().isEmpty());
        auto *table = child<QTableView>("recordedClasses");
        QCOMPARE(table->model()->rowCount(), 2);
        table->selectRow(1);
        QCOMPARE(said("recordedChartTitle"), QStringLiteral("Cap: precision at each recall, IoU 0.5"));
        QVERIFY(child<PrecisionChart>("precisionChart")->isVisible());
        child<QTabWidget>("recordedTabs")->setCurrentIndex(1);
        QVERIFY(child<ConfusionTable>("recordedConfusionB")->isVisible());
        QCOMPARE(child<ConfusionTable>("recordedConfusionB")->text(), QStringLiteral("\tBottle\tCap\tnothing\nBottle\t298\t1\t1\nCap\t0\t270\t30\nnothing\t0\t1\t"));
    }

    void what_was_left_out_is_said()
    {
        auto report = reportOf(true);
        report->complete = false;
        report->unreadable = 3;
        report->labelled = 290;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        QCOMPARE(notice(), QStringLiteral("It was cancelled: this is of the first 300 pictures. 3 pictures could not be read and are left out. Labels are there for 290 of 300 pictures."));
    }

    void pictures_without_a_yolo_text_are_said_to_count_as_empty()
    {
        auto report = reportOf(true);
        report->request.labels = "/labels";
        report->silenceMeansEmpty = true;
        report->labelled = 290;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        QVERIFY2(notice().endsWith("Pictures without a YOLO text: 10. They count as empty: whatever a model sees there counts as not there."), qPrintable(notice()));
    }

    void names_that_only_one_of_them_knows_are_said()
    {
        auto report = reportOf(true);
        report->request.b = kBlind;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        QCOMPARE(notice(), QStringLiteral("Only partly comparable: B does not know Cap."));
    }

    void names_of_labels_that_no_model_knows_are_said_and_not_a_figure_of_nothing_alone()
    {
        auto report = reportOf(true);
        report->classes.insert(report->classes.begin(), {{"bottle cap", 300, 0, {}, {}}, {"never seen", 0, 0, {}, {}}});
        for (OfflineModel *model : {&report->a, &report->b})
            model->confusion.assign(25, 0);
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        QCOMPARE(notice(), QStringLiteral("No class of A or B is named like these labels: bottle cap. Every such object counts as missed, so look at the names before the figures."));
    }

    void what_memory_each_took_is_said_where_it_is_known()
    {
        auto report = reportOf(false);
        report->b.memoryBytes = 62'000'000;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        QCOMPARE(said("recordedFiguresB"), QStringLiteral("B line-v2 · 12.4 ms a picture · 62.0 MB of memory"));
        QCOMPARE(said("recordedFiguresA"), QStringLiteral("A line-v1 · 31.0 ms a picture"));
    }

    void what_the_verdict_rests_on_is_shown_as_a_curve()
    {
        auto report = reportOf(true);
        report->verdict.limits = {0.001, 0.005, 0.01};
        report->verdict.curve = {{300, -1, 1}, {600, -2, 4.7}};
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(3);
        auto *evidence = child<QWidget>("recordedEvidenceView");
        QVERIFY(evidence->isVisible());
        QCOMPARE(qobject_cast<QLineSeries *>(evidence->findChild<EvidenceChart *>()->chart()->series().at(2))->points().back().x(), 600.0);
        QVERIFY(paints(*evidence, QStringLiteral("Objects that are missed")));
        QVERIFY(!evidence->findChild<QPushButton *>());  // nothing to go back to
    }

    void the_table_sorts_by_number_is_copied_and_exported()
    {
        start();
        finish(true);
        auto *table = child<QTableView>("recordedClasses");
        table->sortByColumn(9, Qt::AscendingOrder);  // recall of B
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("Cap"));
        button("recordedCopy")->click();
        const QStringList lines = QGuiApplication::clipboard()->text().split('\n');
        QCOMPARE(lines.size(), 3);
        QVERIFY(lines[1].startsWith("Cap\t300\t271\t299"));
        QTemporaryDir dir;
        QVERIFY(child<RecordedReport>("recordedReport")->exportTo(dir.filePath("a.csv")));
        QFile file(dir.filePath("a.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(R"("Cap","300","271","299")"));
        QVERIFY(!child<RecordedReport>("recordedReport")->exportTo(dir.filePath("nowhere/a.csv")));
        QVERIFY(said("recordedMessage").startsWith("The file was not written"));
    }

    void a_place_where_they_differ_opens_its_picture_with_the_boxes_of_both()
    {
        QTemporaryDir dir;
        QImage picture(64, 48, QImage::Format_RGB32);
        picture.fill(Qt::darkGray);
        QVERIFY(picture.save(dir.filePath("4.png")));
        m_engine->setOffline(ended(1, reportOf(true, dir.filePath("4.png").toStdString())));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        auto *table = child<QTableView>("recordedDifferences");
        auto *view = child<RecordedView>("recordedView");
        QCOMPARE(table->model()->index(0, 0).data().toString(), QStringLiteral("4.png"));
        QCOMPARE(table->model()->index(0, 2).data().toString(), QStringLiteral("not seen"));
        QCOMPARE(table->model()->index(0, 4).data().toString(), QStringLiteral("there"));
        QVERIFY(!view->frame());
        table->selectRow(0);
        QTRY_VERIFY(view->frame());
        QCOMPARE(view->frame()->active->frame->image.width(), 64);
        QCOMPARE(view->frame()->active->detections.items.size(), std::size_t{1});
        QVERIFY(view->frame()->shadow->detections.items.empty());
        table->selectRow(1);
        QVERIFY(!view->frame());
        QCOMPARE(table->model()->index(1, 0).data().toString(), QStringLiteral("clip.mp4, picture 12"));
        QVERIFY(paints(*view, QStringLiteral("clip.mp4, picture 12 cannot be shown here: no picture of the video was kept.")));
    }
    void the_part_is_framed_and_both_answers_are_laid_over_or_beside_each_other_by_keys()
    {
        QTemporaryDir dir;
        QImage picture(64, 48, QImage::Format_RGB32);
        picture.fill(Qt::darkGray);
        QVERIFY(picture.save(dir.filePath("4.png")));
        auto report = reportOf(true, dir.filePath("4.png").toStdString());
        report->disagreements[1] = report->disagreements[0];
        report->disagreements[1].box = {};
        for (OfflineDisagreement &d : report->disagreements)
            d.boxesA.clear();
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        auto *table = child<QTableView>("recordedDifferences");
        auto *both = child<RecordedView>("recordedView"), *a = child<RecordedView>("recordedViewA"), *b = child<RecordedView>("recordedViewB");
        table->selectRow(0);
        QTRY_VERIFY(both->frame());
        const QImage framed = both->grab(both->pictureArea().toRect()).toImage();
        table->selectRow(1);
        QTRY_VERIFY(both->frame());
        QVERIFY(both->grab(both->pictureArea().toRect()).toImage() != framed);
        table->selectRow(0);
        QTRY_VERIFY(both->frame());
        QVERIFY(both->isVisible() && !a->isVisible() && !b->isVisible());
        table->setFocus();
        QTest::keyClick(table, Qt::Key_2);
        QVERIFY(!both->isVisible() && a->isVisible() && b->isVisible());
        QVERIFY(b->mapTo(m_page.get(), QPoint()).x() < a->mapTo(m_page.get(), QPoint()).x());
        QCOMPARE(a->frame(), b->frame());
        QVERIFY(paints(*b, QStringLiteral("B line-v2")) && paints(*a, QStringLiteral("A line-v1")));
        QVERIFY(child<QToolButton>("recordedSideBySide")->isChecked());
        QTest::keyClick(table, Qt::Key_1);
        QVERIFY(both->isVisible() && !a->isVisible());
        QCOMPARE(table->currentIndex().row(), 0);  // the keys are not taken for a search in the table
    }
    void a_picture_of_a_video_is_shown_as_the_report_keeps_it()
    {
        QImage picture(64, 48, QImage::Format_RGB32);
        picture.fill(QColor(200, 40, 40));
        auto report = reportOf(false, "/pictures/clip.mp4#4");
        report->disagreements[0].jpeg = jpegOf(picture);
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        auto *table = child<QTableView>("recordedDifferences");
        auto *view = child<RecordedView>("recordedView");
        table->selectRow(0);
        QTRY_VERIFY(view->frame());
        const ImageView shown = view->frame()->active->frame->image.view();
        QCOMPARE(shown.width, 64);
        QVERIFY(std::abs(shown.pixels[2] - 200) < 8 && std::abs(shown.pixels[0] - 40) < 8);  // B, G, R
        QCOMPARE(view->frame()->active->detections.items.size(), std::size_t{1});
        table->selectRow(1);
        QVERIFY(!view->frame());
        QVERIFY(paints(*view, QStringLiteral("and this is none of them.")));
        QVERIFY(paints(*view, QStringLiteral("clip.mp4, picture 12 cannot be shown here: pictures of the video are kept of 1 place")));
        m_language.apply(QStringLiteral("zh_CN"));
        QTRY_VERIFY(!paints(*view, QStringLiteral("cannot be shown")));
        m_language.apply(QStringLiteral("en"));
    }
    void a_video_whose_comparison_was_cancelled_says_that_pictures_come_at_its_end()
    {
        auto report = reportOf(false, "/pictures/clip.mp4#4");
        report->complete = false;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        child<QTableView>("recordedDifferences")->selectRow(0);
        QVERIFY(paints(*child<RecordedView>("recordedView"), QStringLiteral("the comparison was cancelled, and pictures of a video are kept only at its end.")));
    }
    void a_kept_picture_that_is_none_is_said_to_be()
    {
        auto report = reportOf(false, "/pictures/clip.mp4#4");
        report->disagreements[0].jpeg = std::make_shared<const std::vector<std::uint8_t>>(20, std::uint8_t{7});
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        child<QTableView>("recordedDifferences")->selectRow(0);
        QTRY_VERIFY(paints(*child<RecordedView>("recordedView"), QStringLiteral("clip.mp4, picture 4 cannot be shown here")));
        QVERIFY(!child<RecordedView>("recordedView")->frame());
    }
    void a_picture_that_has_gone_meanwhile_is_said_to_be()
    {
        start();
        finish(true);
        child<QTabWidget>("recordedTabs")->setCurrentIndex(2);
        child<QTableView>("recordedDifferences")->selectRow(0);
        auto *view = child<RecordedView>("recordedView");
        QTRY_VERIFY(paints(*view, QStringLiteral("4.png cannot be shown here")));
        QVERIFY(!view->frame());
    }

    void enter_on_a_class_shows_the_places_where_they_differ_in_it_and_escape_all_again()
    {
        auto report = reportOf(true);
        report->disagreements[1].label = "Bottle";  // in a picture where B misses the cap too
        report->disagreements.push_back(report->disagreements[1]);
        report->disagreements[2].boxesB = report->disagreements[2].boxesA;
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        auto *classes = child<QTableView>("recordedClasses"), *places = child<QTableView>("recordedDifferences");
        const auto chip = [this] { return button("recordedOnly"); };
        QCOMPARE(places->model()->rowCount(), 3);
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        classes->setFocus();
        classes->selectRow(1);
        QTest::keyClick(classes, Qt::Key_Return);
        QCOMPARE(child<QTabWidget>("recordedTabs")->currentIndex(), 2);
        QCOMPARE(places->model()->rowCount(), 2);
        QCOMPARE(places->model()->index(1, 0).data().toString(), QStringLiteral("clip.mp4, picture 12"));
        QCOMPARE(places->currentIndex().row(), 0);
        QVERIFY(chip()->isVisible() && chip()->text().startsWith(QLatin1String("Only Cap (2)")));
        QCOMPARE(chip()->accessibleName(), QStringLiteral("Only Cap (2): show all again"));
        QTest::keyClick(places, Qt::Key_Escape);
        QVERIFY(!chip()->isVisible());
        QCOMPARE(places->model()->rowCount(), 3);
        child<QTabWidget>("recordedTabs")->setCurrentIndex(0);
        classes->selectRow(0);
        QTest::keyClick(classes, Qt::Key_Return);
        QCOMPARE(places->model()->rowCount(), 2);
        QCOMPARE(places->model()->index(0, 1).data().toString(), QStringLiteral("Bottle"));
        chip()->click();
        QCOMPARE(places->model()->rowCount(), 3);
        classes->selectRow(0);
        emit classes->activated(classes->currentIndex());
        m_engine->setOffline(ended(2, reportOf(true)));  // another comparison
        m_bridge->refresh();
        QVERIFY(!chip()->isVisibleTo(m_page.get()));
        QCOMPARE(places->model()->rowCount(), 2);
    }
    void a_cell_of_the_confusion_leads_to_the_places_of_its_class()
    {
        auto report = reportOf(true);
        report->disagreements[1].label = "Bottle";
        report->disagreements[1].boxesA.clear();
        m_engine->setOffline(ended(1, report));
        m_bridge->refresh();
        auto *table = child<ConfusionTable>("recordedConfusionB");
        auto *places = child<QTableView>("recordedDifferences");
        emit table->activated(table->model()->index(1, 2));  // a cap that was missed
        QCOMPARE(child<QTabWidget>("recordedTabs")->currentIndex(), 2);
        QCOMPARE(places->model()->rowCount(), 1);
        QCOMPARE(places->model()->index(0, 1).data().toString(), QStringLiteral("Cap"));
        emit table->activated(table->model()->index(2, 0));  // nothing is labelled where it sees a bottle
        QCOMPARE(places->model()->index(0, 1).data().toString(), QStringLiteral("Bottle"));
        emit table->activated(table->model()->index(2, 2));
        QCOMPARE(places->model()->rowCount(), 1);
    }

    void pictures_that_were_kept_of_a_station_are_chosen_by_one_button()
    {
        QCOMPARE(button("recordedKept")->text(), QStringLiteral("Kept pictures of Station 1"));
        auto *counts = child<QComboBox>("recordedStation");
        counts->setCurrentIndex(counts->findData("station-2"));
        QCOMPARE(button("recordedKept")->text(), QStringLiteral("Kept pictures of Station 2"));
        button("recordedKept")->click();
        QVERIFY(button("recordedStart")->isEnabled());
        button("recordedStart")->click();
        QCOMPARE(m_engine->offlineRequests.back().input, keptPicturesOf("station-2"));
        QCOMPARE(stationOfKept(m_engine->offlineRequests.back().input), std::optional<StationId>("station-2"));
        QVERIFY(!stationOfKept("/pictures"));
    }
    void without_stations_there_are_no_kept_pictures_to_choose()
    {
        m_engine->state.stations.clear();
        m_engine->publish();
        m_bridge->refresh();
        QVERIFY(!button("recordedKept")->isVisible());
    }
    void a_kept_picture_is_named_with_its_day()
    {
        QCOMPARE(RecordedText::pictureName("/data/pictures/a/2026-03-02/074512.000250-9.jpg"), QStringLiteral("2026-03-02/074512.000250-9.jpg"));
        QCOMPARE(RecordedText::pictureName("/data/pictures/2026/9.jpg"), QStringLiteral("9.jpg"));
    }

    void another_comparison_leads_back_to_the_result()
    {
        start();
        finish(true);
        button("recordedAnother")->click();
        QVERIFY(child<QWidget>("recordedSetup")->isVisible());
        QVERIFY(!child<QWidget>("recordedReport")->isVisible());
        button("recordedBack")->click();
        QVERIFY(child<QWidget>("recordedReport")->isVisible());
    }

    void all_can_be_read_named_reached_and_touched_data()
    {
        QTest::addColumn<int>("place");
        QTest::newRow("choosing") << -2;
        QTest::newRow("running") << -1;
        QTest::newRow("classes") << 0;
        QTest::newRow("confusion") << 1;
        QTest::newRow("differences") << 2;
        QTest::newRow("evidence") << 3;
    }
    void all_can_be_read_named_reached_and_touched()
    {
        QFETCH(int, place);
        if (place >= -1)
            start();
        if (place >= 0) {
            finish(true);
            child<QTabWidget>("recordedTabs")->setCurrentIndex(place);
        }
        m_bridge->refresh();
        m_page->resize(1366, 900);
        QTest::qWait(0);
        checkNamesAndReach(*m_page);
        m_page->resize(2000, 900);  // what is scrolled away in a table is not cut off
        checkTexts(*m_page, m_language, *m_appearance);
    }
};

QTEST_MAIN(TstRecordedPage)
#include "tst_recordedpage.moc"
