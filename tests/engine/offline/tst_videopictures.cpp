// SPDX-License-Identifier: GPL-3.0-or-later
// What is kept of a video that was compared: the pictures that its disagreements are in, within limits, and never at the price of the report.
#include "offline/offlinerun.h"
#include "offline/videopictures.h"

#include <QTemporaryDir>
#include <QtTest>

#include <fstream>

using namespace lineside;

namespace {

constexpr int kPictures = 40;
constexpr std::size_t kBytes = 100;  // of each, encoded

const Labels kNames{"bottle"};

OfflineReport report(const std::vector<int> &numbers)
{
    OfflineReport made;
    made.request.input = "clip.mp4";
    for (const int number : numbers) {
        made.disagreements.emplace_back();
        made.disagreements.back().picture = "clip.mp4#" + std::to_string(number);
    }
    return made;
}

/// The number that a picture shows, which its file begins with.
int shown(const OfflineDisagreement &d)
{
    return d.jpeg ? d.jpeg->at(0) : -1;
}

std::vector<int> shown(const OfflineReport &of)
{
    std::vector<int> numbers;
    for (const OfflineDisagreement &d : of.disagreements)
        numbers.push_back(shown(d));
    return numbers;
}

}  // namespace

class TestVideoPictures : public QObject {
    Q_OBJECT

    int m_read = 0, m_encoded = 0, m_visits = 0;
    int m_goneFrom = kPictures + 1;   ///< the first picture that cannot be read
    int m_endsBefore = kPictures + 1; ///< the picture before which it is to end
    std::vector<std::pair<std::int64_t, std::int64_t>> m_progress;

    /// A video, each of whose pictures shows its number.
    PictureVisit visit(bool video = true)
    {
        return [this, video](const std::string &input, const PictureVisitor &visitor) -> Result<void> {
            ++m_visits;
            Image picture(4, 4);
            for (int number = 1; number <= kPictures; ++number) {
                if (number >= m_goneFrom)
                    return Error{ErrorCode::Io, input};
                ++m_read;
                picture.view().pixels[0] = static_cast<std::uint8_t>(number);
                if (auto done = visitor.picture({input + "#" + std::to_string(number), std::as_const(picture).view(), static_cast<std::size_t>(number), 0, video}); !done)
                    return done;
            }
            return {};
        };
    }
    Result<std::vector<std::uint8_t>> encode(const ImageView &picture)
    {
        ++m_encoded;
        std::vector<std::uint8_t> bytes(kBytes);
        bytes[0] = picture.pixels[0];
        return bytes;
    }
    VideoPictures how()
    {
        return {[this](const ImageView &picture) { return encode(picture); },
                [this](const InputPicture &picture) { return static_cast<int>(picture.number) >= m_endsBefore ? Result<void>(Error{ErrorCode::Cancelled, {}}) : Result<void>(); },
                [this](std::int64_t read, std::int64_t of) { m_progress.emplace_back(read, of); }};
    }

    /// A run of a comparison in which A sees a bottle that B does not, and which has ended but for the pictures. `stopAt`: the picture before which it is cancelled.
    std::shared_ptr<OfflineReport> compared(OfflineRun &run, int stopAt = kPictures + 1)
    {
        const auto model = [](bool sees) {
            return RecordedModel{kNames, [sees](ImageView, Detections &found) {
                                     found.labels = std::make_shared<const Labels>(kNames);
                                     found.items.clear();
                                     if (sees)
                                         found.items.push_back({{0, 0, 2, 2}, 0.9f, 0});
                                     return Result<void>();
                                 }};
        };
        int asked = 0;
        return run.compare(model(true), model(false), [&]() -> Result<void> {
            if (++asked == stopAt)
                run.cancel();
            return {};
        }, {"cpu", 0}, {"cpu", 0});
    }
    std::unique_ptr<OfflineRun> run(const std::string &input = "clip.mp4", bool video = true)
    {
        OfflineRequest request;
        request.input = input;
        return std::make_unique<OfflineRun>(1, request, OfflineOptions(), std::nullopt, visit(video), [] { return std::chrono::steady_clock::time_point(); });
    }
    std::function<Result<std::vector<std::uint8_t>>(const ImageView &)> encoder()
    {
        return [this](const ImageView &picture) { return encode(picture); };
    }
    static std::function<Result<void>()> goOn()
    {
        return [] { return Result<void>(); };
    }

private slots:
    void init()
    {
        m_read = m_encoded = m_visits = 0;
        m_goneFrom = m_endsBefore = kPictures + 1;
        m_progress.clear();
    }

    void each_disagreement_gets_the_picture_of_its_number()
    {
        OfflineReport of = report({3, 7, 12});
        keepVideoPictures(of, visit(), how());
        QCOMPARE(shown(of), (std::vector<int>{3, 7, 12}));
        QCOMPARE(m_encoded, 3);
    }
    void it_reads_up_to_the_last_one_that_is_wanted_and_says_how_far_it_is()
    {
        OfflineReport of = report({12, 3});  // told in the order in which parts leave
        keepVideoPictures(of, visit(), how());
        QCOMPARE(shown(of), (std::vector<int>{12, 3}));
        QCOMPARE(m_read, 12);
        QCOMPARE(m_progress.size(), std::size_t{12});
        QCOMPARE(m_progress.front(), (std::pair<std::int64_t, std::int64_t>{0, 12}));
        QCOMPARE(m_progress.back(), (std::pair<std::int64_t, std::int64_t>{11, 12}));
    }
    void a_picture_that_several_share_is_encoded_once()
    {
        OfflineReport of = report({5, 5, 6, 5});
        keepVideoPictures(of, visit(), how());
        QCOMPARE(shown(of), (std::vector<int>{5, 5, 6, 5}));
        QCOMPARE(m_encoded, 2);
        QCOMPARE(of.disagreements[0].jpeg, of.disagreements[3].jpeg);
    }
    void without_a_disagreement_the_video_is_not_read()
    {
        OfflineReport of = report({});
        keepVideoPictures(of, visit(), how());
        QCOMPARE(m_visits, 0);
    }
    void only_so_many_are_kept_the_first_ones_of_the_report()
    {
        OfflineReport of = report({9, 9, 2, 4, 2, 6});
        VideoPictures three = how();
        three.most = 3;
        keepVideoPictures(of, visit(), three);
        QCOMPARE(shown(of), (std::vector<int>{9, 9, 2, 4, 2, -1}));
        QCOMPARE(m_read, 9);
    }
    void only_so_many_bytes_are_kept()
    {
        OfflineReport of = report({2, 3, 4, 5});
        VideoPictures few = how();
        few.mostBytes = 3 * kBytes - 1;
        keepVideoPictures(of, visit(), few);
        QCOMPARE(shown(of), (std::vector<int>{2, 3, -1, -1}));
        QCOMPARE(m_read, 4);
    }
    void exactly_the_limit_still_fits()
    {
        OfflineReport of = report({2, 3});
        VideoPictures two = how();
        two.mostBytes = 2 * kBytes;
        keepVideoPictures(of, visit(), two);
        QCOMPARE(shown(of), (std::vector<int>{2, 3}));
    }
    void what_was_kept_until_it_is_ended_stays()
    {
        m_endsBefore = 7;
        OfflineReport of = report({3, 7, 12});
        keepVideoPictures(of, visit(), how());
        QCOMPARE(shown(of), (std::vector<int>{3, -1, -1}));
        QCOMPARE(m_read, 7);
    }
    void a_video_that_cannot_be_read_to_the_end_again_leaves_what_it_gave_data()
    {
        QTest::addColumn<int>("goneFrom");
        QTest::addColumn<std::vector<int>>("kept");
        QTest::newRow("not at all") << 1 << std::vector<int>{-1, -1};
        QTest::newRow("half of it") << 5 << std::vector<int>{3, -1};
    }
    void a_video_that_cannot_be_read_to_the_end_again_leaves_what_it_gave()
    {
        QFETCH(int, goneFrom);
        QFETCH(std::vector<int>, kept);
        m_goneFrom = goneFrom;
        OfflineReport of = report({3, 7});
        keepVideoPictures(of, visit(), how());
        QCOMPARE(shown(of), kept);
    }
    void a_picture_that_cannot_be_encoded_is_left_out()
    {
        OfflineReport of = report({3, 4, 5});
        VideoPictures spoils = how();
        spoils.encode = [this](const ImageView &picture) { return picture.pixels[0] == 4 ? Result<std::vector<std::uint8_t>>(Error{ErrorCode::Internal, "spoiled"}) : encode(picture); };
        keepVideoPictures(of, visit(), spoils);
        QCOMPARE(shown(of), (std::vector<int>{3, -1, 5}));
    }

    void a_comparison_that_came_to_its_end_gets_pictures_and_then_ends()
    {
        const auto whole = run();
        const auto report = compared(*whole);
        QVERIFY(report);
        QVERIFY(whole->job()->running());
        bool told = false;
        whole->keepPictures(*report, encoder(), [&]() -> Result<void> {
            told = told || whole->job()->progress.step == OfflineStep::Summing;
            return {};
        });
        QCOMPARE(shown(report->disagreements.at(0)), static_cast<int>(QByteArray::fromStdString(report->disagreements[0].picture).split('#').last().toInt()));
        QVERIFY(whole->job()->running());
        whole->conclude(report);
        QVERIFY(!whole->job()->running());
        QVERIFY(whole->job()->report->complete);
        QCOMPARE(whole->job()->progress.pictures, kPictures);
        QCOMPARE(m_visits, 2);
    }
    void cancelled_meanwhile_the_report_is_complete_all_the_same()
    {
        const auto whole = run();
        const auto report = compared(*whole);
        whole->cancel();
        whole->keepPictures(*report, encoder(), goOn());
        whole->conclude(report);
        QVERIFY(whole->job()->report && whole->job()->report->complete);
        QVERIFY(!whole->job()->report->disagreements.at(0).jpeg);
        QCOMPARE(m_encoded, 0);
    }
    void where_memory_becomes_short_meanwhile_it_is_no_error()
    {
        const auto whole = run();
        const auto report = compared(*whole);
        whole->keepPictures(*report, encoder(), [] { return Result<void>(Error{ErrorCode::OutOfMemory, {}}); });
        whole->conclude(report);
        QVERIFY(whole->job()->report && !whole->job()->error);
        QVERIFY(!report->disagreements.at(0).jpeg);
    }
    void a_comparison_that_was_cancelled_reads_nothing_again()
    {
        const auto half = run();
        const auto report = compared(*half, 5);
        QVERIFY(report && !report->complete);
        half->keepPictures(*report, encoder(), goOn());
        QCOMPARE(m_visits, 1);
        QVERIFY(!report->disagreements.at(0).jpeg);
    }
    void pictures_of_a_folder_are_files_already()
    {
        const auto album = run("album", false);
        const auto report = compared(*album);
        album->keepPictures(*report, encoder(), goOn());
        QCOMPARE(m_visits, 1);
        QVERIFY(!report->disagreements.at(0).jpeg);
    }
    void a_video_that_was_written_since_is_not_the_one_that_was_compared()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath("clip.mp4").toStdString();
        std::ofstream(file) << "one";
        const auto whole = run(file);
        const auto report = compared(*whole);
        std::ofstream(file) << "another";
        whole->keepPictures(*report, encoder(), goOn());
        QCOMPARE(m_visits, 1);
        QVERIFY(!report->disagreements.at(0).jpeg);
    }
    void where_nothing_can_be_encoded_nothing_is_read_again()
    {
        const auto whole = run();
        const auto report = compared(*whole);
        whole->keepPictures(*report, {}, goOn());
        QCOMPARE(m_visits, 1);
    }
};

QTEST_GUILESS_MAIN(TestVideoPictures)
#include "tst_videopictures.moc"
