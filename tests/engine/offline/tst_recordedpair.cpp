// SPDX-License-Identifier: GPL-3.0-or-later
// The loop that the command line and the engine share.
#include "engine/parts/boxtext.h"
#include "offline/recordedpair.h"

#include <QtTest>

using namespace lineside;
using namespace lineside::test;

namespace {

const Labels kNames{"bottle", "cap", "crack"};

}  // namespace

class TestRecordedPair : public QObject {
    Q_OBJECT

    int m_compared = 0, m_unreadable = 0, m_asked = 0;

    /// Three pictures, or a video of three; "spoiled": the second one is none.
    static Result<void> visit(const std::string &input, const PictureVisitor &visitor)
    {
        Image picture;
        picture.resize(100, 100);
        for (std::size_t number = 1; number <= 3; ++number) {
            if (input == "spoiled" && number == 2) {
                visitor.unreadable(Error{ErrorCode::InvalidInput, "2.png"});
                continue;
            }
            if (auto done = visitor.picture({std::to_string(number) + ".png", std::as_const(picture).view(), number, 3, input == "video"}); !done)
                return done;
        }
        return {};
    }
    static RecordedModel model(const QString &sees)
    {
        return {kNames, [sees](ImageView, Detections &found) {
                    found = boxes(sees);
                    return Result<void>();
                }};
    }
    RecordedPair pair(int stopAt = 0, ErrorCode code = ErrorCode::Cancelled)
    {
        m_compared = m_unreadable = m_asked = 0;
        return {model("bottle @0,0 40x80; cap @10,0 20x10"), model("bottle @0,0 40x80"),
                [this, stopAt, code](const InputPicture &) { return ++m_asked == stopAt ? Result<void>(Error{code, "asked"}) : Result<void>(); },
                [this](const InputPicture &) { ++m_compared; }, [this](const Error &) { ++m_unreadable; }};
    }

private slots:
    void all_pictures_are_judged_by_both()
    {
        const auto outcome = compareRecorded(visit, {"album", {}, false, {}}, pair());
        QVERIFY(outcome);
        QVERIFY(outcome->complete);
        QCOMPARE(outcome->pictures, 3);
        QCOMPARE(m_compared, 3);
        QCOMPARE(outcome->both, (std::vector<std::int64_t>{3, 0, 0}));
        QVERIFY(std::abs(outcome->a.scores[1] - 3 * 0.9) < 1e-5);
        QCOMPARE(outcome->disagreements.size(), std::size_t{3});
        QCOMPARE(outcome->disagreements[2].a.size(), std::size_t{2});
        QCOMPARE(outcome->disagreements[2].b.size(), std::size_t{1});
    }
    void a_picture_that_cannot_be_read_is_left_out()
    {
        const auto outcome = compareRecorded(visit, {"spoiled", {}, false, {}}, pair());
        QVERIFY(outcome);
        QCOMPARE(outcome->pictures, 2);
        QCOMPARE(m_unreadable, 1);
    }
    void cancelled_it_sums_up_what_there_is()
    {
        const auto outcome = compareRecorded(visit, {"album", {}, false, {}}, pair(3));
        QVERIFY(outcome);
        QVERIFY(!outcome->complete);
        QCOMPARE(outcome->pictures, 2);
    }
    void cancelled_before_the_first_it_is_an_error()
    {
        const auto outcome = compareRecorded(visit, {"album", {}, false, {}}, pair(1));
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Cancelled);
    }
    void ended_for_another_reason_nothing_is_summed_up()
    {
        const auto outcome = compareRecorded(visit, {"album", {}, false, {}}, pair(3, ErrorCode::OutOfMemory));
        QVERIFY(!outcome && outcome.error().code == ErrorCode::OutOfMemory);
    }
    void a_model_that_fails_ends_it()
    {
        RecordedPair broken = pair();
        broken.b.judge = [](ImageView, Detections &) { return Result<void>(Error{ErrorCode::Internal, "broken"}); };
        const auto outcome = compareRecorded(visit, {"album", {}, false, {}}, broken);
        QVERIFY(!outcome && outcome.error().code == ErrorCode::Internal);
        QCOMPARE(m_compared, 0);
    }
    void in_a_video_one_object_is_one_in_all_its_pictures()
    {
        const auto outcome = compareRecorded(visit, {"video", {}, false, {}}, pair());
        QVERIFY(outcome);
        QCOMPARE(outcome->verdict.parts, 2);
        QCOMPARE(outcome->verdict.discordant, 1);
        QCOMPARE(outcome->disagreements[0].a.size(), std::size_t{2});  // though it is told only at the end
    }
};

QTEST_GUILESS_MAIN(TestRecordedPair)
#include "tst_recordedpair.moc"
