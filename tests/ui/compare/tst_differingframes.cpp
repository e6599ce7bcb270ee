// SPDX-License-Identifier: GPL-3.0-or-later
#include "compare/boxpairs.h"
#include "compare/differingstrip.h"
#include "itemmodels/differingframesmodel.h"
#include "ui/compare/comparescene.h"

#include <QAbstractItemModelTester>
#include <QPixmap>
#include <QSignalSpy>
#include <QtTest>

using namespace lineside;
using namespace lineside::test;

/// The list of frames on which two models differ.
class TstDifferingFrames : public QObject {
    Q_OBJECT

private slots:
    void frames_move_up_without_a_reset()
    {
        DifferingFramesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<ComparedFramePtr> frames;
        for (std::uint64_t i = 1; i <= 5; ++i)
            frames.push_back(comparedFrame(i, true));
        model.setFrames(frames);
        const QPersistentModelIndex third = model.index(2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        frames.erase(frames.begin());
        frames.push_back(comparedFrame(6, true));
        model.setFrames(frames);
        QCOMPARE(reset.count(), 0);
        QCOMPARE(model.rowCount(), 5);
        QCOMPARE(third.row(), 1);
        QCOMPARE(third.data(DifferingFramesModel::SequenceRole).toULongLong(), 3ULL);
        model.setFrames({comparedFrame(100, true)});  // another pair is compared
        QCOMPARE(model.rowCount(), 1);
        model.setFrames({});
        QCOMPARE(model.rowCount(), 0);
    }

    void frames_come_and_go_anywhere_and_a_kept_one_stays_itself()
    {
        DifferingFramesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        std::vector<ComparedFramePtr> all;
        for (std::uint64_t i = 0; i < 6; ++i)
            all.push_back(comparedFrame(i, true));
        const auto rows = [&] {
            std::vector<qulonglong> numbers;
            for (int row = 0; row < model.rowCount(); ++row)
                numbers.push_back(model.index(row).data(DifferingFramesModel::SequenceRole).toULongLong());
            return numbers;
        };
        model.setFrames({all[1], all[3], all[4]});
        const QPersistentModelIndex kept = model.index(1);
        model.setFrames({all[0], all[1], all[2], all[3], all[5]});
        QCOMPARE(rows(), (std::vector<qulonglong>{0, 1, 2, 3, 5}));
        QCOMPARE(kept.row(), 3);
        model.setFrames({all[3], all[5], all[0]});  // in another order
        QCOMPARE(rows(), (std::vector<qulonglong>{3, 5, 0}));
        QCOMPARE(kept.row(), 0);
    }

    void a_frame_says_which_part_it_shows_and_whether_that_waits()
    {
        DifferingFramesModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto first = comparedFrame(1, true), second = comparedFrame(2, true), other = comparedFrame(3, true);
        ReviewPart waits{6, first, {}, "Cap", true}, answered{7, second, {}, "Cap", true, Truth::Good, {{{}, Truth::Good}}};
        const auto text = [&](int row) { return model.index(row).data().toString(); };
        model.setFrames({first, second, other}, {waits, answered});
        QCOMPARE(text(0), QStringLiteral("Part 7: waits\nA PASS, B FAIL"));
        QCOMPARE(text(1), QStringLiteral("Part 8: answered\nA PASS, B FAIL"));
        QCOMPARE(text(2), QStringLiteral("A PASS, B FAIL"));
        QCOMPARE(model.index(0).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Part 7: waits \u00b7 Frame 1: A PASS, B FAIL"));
        QCOMPARE(model.index(2).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Frame 3: A PASS, B FAIL"));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setFrames({first, second, other}, {waits, answered});
        QCOMPARE(changed.count(), 0);
        waits.opinions = {{"Nina", Truth::Good}};  // somebody else has to say it too
        model.setFrames({first, second, other}, {waits, answered});
        QCOMPARE(changed.count(), 0);
        waits.opinions.push_back({"Tom", Truth::Defective});
        model.setFrames({first, second, other}, {waits, answered});
        QCOMPARE(text(0), QStringLiteral("Part 7: answered\nA PASS, B FAIL"));
        QCOMPARE(changed.count(), 1);
    }
    void both_lines_of_a_frame_are_seen_also_where_the_first_frame_has_one_line_alone()
    {
        DifferingStrip strip;
        strip.setGeometry(400, 400, 800, strip.height());  // not under the pointer, which would hold it still
        strip.show();
        const auto other = comparedFrame(1, true), frame = comparedFrame(2, true);
        strip.setFrames({other});
        QVERIFY(QTest::qWaitForWindowExposed(&strip));
        strip.setFrames({other, frame}, {{6, frame, {}, "Cap", true}});
        QCoreApplication::processEvents();
        const QModelIndex both = strip.model()->index(1, 0);
        QCOMPARE(both.data().toString().count('\n'), 1);
        QVERIFY(strip.visualRect(both).height() >= DifferingFramesModel::kThumbnail.height() + 2 * strip.fontMetrics().lineSpacing());
    }
    void a_frame_with_several_objects_names_those_that_wait()
    {
        DifferingFramesModel model;
        const auto frame = comparedFrame(1, true);
        model.setFrames({frame}, {{0, frame, {}, "Cap", true}, {1, frame, {}, "Cap", true, Truth::Good}, {4, frame, {}, "Cap", true}}, true);
        QCOMPARE(model.index(0).data().toString().section('\n', 0, 0), QStringLiteral("Object 1, 5: waits"));
        model.setFrames({frame}, {{0, frame, {}, "Cap", true, Truth::Even}}, true);
        QCOMPARE(model.index(0).data().toString().section('\n', 0, 0), QStringLiteral("Object 1: answered"));
        model.setFrames({frame}, {{0, frame, {}, "Cap", true, Truth::Even}});
        QCOMPARE(model.index(0).data().toString().section('\n', 0, 0), QStringLiteral("Part 1: answered"));
    }
    void a_frame_differs_in_a_class_that_only_one_has_there()
    {
        QVERIFY(differIn(*comparedFrame(1, true), "Cap"));
        QVERIFY(!differIn(*comparedFrame(1, true), "Bottle"));
        QVERIFY(!differIn(*comparedFrame(1, false), "Cap"));  // half of it is at the same place
        QVERIFY(!differIn(*comparedFrame(1, true), "Gap"));
        QVERIFY(samePlace({0, 0, 10, 10}, {0, 0, 10, 10}) && !samePlace({0, 0, 10, 10}, {4, 0, 14, 10}) && !samePlace({0, 0, 10, 10}, {20, 20, 30, 30}));
    }

    void half_answered_frames_are_left_out()
    {
        DifferingFramesModel model;
        auto half = std::make_shared<ComparedFrame>();
        half->active = comparedFrame(1, true)->active;
        model.setFrames({half, nullptr, comparedFrame(2, true)});
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(!model.frame(1) && !model.frame(-1));
    }

    void a_difference_is_told_in_words()
    {
        QCOMPARE(DifferingFramesModel::difference(*comparedFrame(1, true)), QStringLiteral("A PASS, B FAIL"));
        auto frame = std::make_shared<ComparedFrame>(*comparedFrame(1, true));
        auto shadow = std::make_shared<JudgedFrame>(*frame->shadow);
        shadow->judgement.verdict = Verdict::Pass;
        frame->shadow = shadow;
        QCOMPARE(DifferingFramesModel::difference(*frame), QStringLiteral("Cap: A 1, B 0"));
        std::swap(frame->active, frame->shadow);
        QCOMPARE(DifferingFramesModel::difference(*frame), QStringLiteral("Cap: A 0, B 1"));
        frame->shadow = frame->active;
        QCOMPARE(DifferingFramesModel::difference(*frame), QStringLiteral("Boxes at different places"));
    }

    void a_small_picture_shows_the_frame_and_what_only_one_saw()
    {
        DifferingFramesModel model;
        model.setFrames({comparedFrame(1, true)});
        const auto picture = model.index(0).data(Qt::DecorationRole).value<QPixmap>();
        QCOMPARE(picture.deviceIndependentSize().toSize(), DifferingFramesModel::kThumbnail);
        const QImage image = picture.toImage();
        int blue = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                blue += image.pixel(x, y) == qRgb(0x00, 0x72, 0xB2);
        QVERIFY2(blue > 10, "the cap that only A sees is not drawn in A's colour");
    }
};

QTEST_MAIN(TstDifferingFrames)
#include "tst_differingframes.moc"
