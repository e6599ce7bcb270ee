// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/checksum.h"
#include "store/files.h"
#include "store/reviewstore.h"

#include <QTemporaryDir>
#include <QtTest>

#include <cstring>
#include <filesystem>
#include <fstream>

using namespace lineside;
namespace fs = std::filesystem;

namespace {

int encoded = 0;

ReviewPictures raw()
{
    return {[](ImageView picture) -> Result<std::string> {
                ++encoded;
                return std::string(reinterpret_cast<const char *>(picture.pixels), static_cast<std::size_t>(picture.strideBytes) * static_cast<std::size_t>(picture.height));
            },
            [](std::span<const std::uint8_t> bytes, int width, int height) -> Result<Image> {
                Image image(width, height);
                if (bytes.size() != static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4)
                    return Error{ErrorCode::InvalidInput, "no such picture"};
                std::memcpy(image.view().pixels, bytes.data(), bytes.size());
                return image;
            }};
}

ReviewOrigin origin()
{
    return {std::string(64, 'a'), std::string(64, 'b'), std::make_shared<const Labels>(Labels{"Bottle", "Cap"}), std::make_shared<const Labels>(Labels{"Cap", "Bottle"})};
}

ReviewPart part(std::uint64_t number, int shade = 7)
{
    auto frame = std::make_shared<Frame>();
    frame->sequence = 40 + number;
    frame->capturedAt = SteadyTime(std::chrono::seconds(number + 1));
    frame->image.resize(6, 4);
    std::memset(frame->image.view().pixels, shade, 6 * 4 * 4);
    const auto judged = [&](Verdict verdict, ModelId model, std::shared_ptr<const Labels> labels, std::vector<Detection> items) {
        auto answer = std::make_shared<JudgedFrame>();
        answer->frame = frame;
        answer->judgement = {verdict, verdict == Verdict::Pass ? VerdictReason::None : VerdictReason::MissingLabel, "Cap", std::move(model)};
        answer->detections = {std::move(items), std::move(labels), {}};
        return answer;
    };
    auto compared = std::make_shared<ComparedFrame>();
    compared->active = judged(Verdict::Pass, {"line", 1}, origin().activeLabels, {{{0.5f, 1, 3, 4}, 0.91f, 0}, {{1, 1, 2, 2}, 0.3f, 1}});
    compared->shadow = judged(Verdict::Fail, {"line", 2}, origin().shadowLabels, {{{0.25f, 1, 3, 4}, 0.9f, 1}});
    return {number, compared, Box{0.5f, 1, 3, 4}, "Cap", true};
}

WaitingReviews waiting(std::vector<ReviewPart> parts)
{
    return {"station-1", origin(), {{10, true, Truth::Unknown}, {20, true, Truth::Unknown}, {30, true, Truth::Unknown}}, std::move(parts)};
}

bool sameBoxes(const Detections &a, const Detections &b)
{
    return std::ranges::equal(a.items, b.items, [](const Detection &x, const Detection &y) { return x.box == y.box && x.score == y.score && x.classIndex == y.classIndex; }) && *a.labels == *b.labels;
}

}  // namespace

/// Parts that wait for a person, over a restart.
class TestReviewStore : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    fs::path dir() const { return m_dir->path().toStdString(); }
    fs::path file(std::uint64_t number) const { return dir() / "reviews" / "station-1" / (std::to_string(number) + ".part"); }
    std::vector<ReviewPart> read(const std::set<std::uint64_t> &numbers, const ReviewOrigin &from = origin())
    {
        return ReviewStore(dir(), raw()).read("station-1", numbers, waiting({}).discordant, from);
    }

private slots:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        encoded = 0;
    }

    void what_is_written_comes_back_with_the_boxes_of_both_and_what_one_person_said()
    {
        ReviewPart asked = part(1);
        asked.opinions = {{"Nina", Truth::Good}};
        QVERIFY(ReviewStore(dir(), raw()).write(waiting({part(0), asked})));
        const auto parts = read({0, 1, 2});
        QCOMPARE(parts.size(), std::size_t{2});
        const ReviewPart &back = parts[1];
        QCOMPARE(back.number, std::uint64_t{1});
        QCOMPARE(back.box, asked.box);
        QCOMPARE(back.label, asked.label);
        QVERIFY(back.failedByB && back.truth == Truth::Unknown);
        QCOMPARE(back.opinions, asked.opinions);
        QCOMPARE(back.frame->active->frame, back.frame->shadow->frame);
        QCOMPARE(back.frame->active->frame->sequence, std::uint64_t{41});
        QVERIFY(sameBoxes(back.frame->active->detections, asked.frame->active->detections));
        QVERIFY(sameBoxes(back.frame->shadow->detections, asked.frame->shadow->detections));
        QCOMPARE(back.frame->active->judgement.model, (ModelId{"line", 1}));
        QCOMPARE(back.frame->shadow->judgement.verdict, Verdict::Fail);
        QCOMPARE(back.frame->shadow->judgement.reason, VerdictReason::MissingLabel);
        const ImageView picture = back.frame->active->frame->image.view();
        QVERIFY(picture.width == 6 && picture.height == 4 && picture.pixels[95] == 7);
    }
    void a_part_is_written_once_and_again_where_somebody_said_something_or_it_is_another()
    {
        ReviewStore store(dir(), raw());
        for (int i = 0; i < 3; ++i)
            QVERIFY(store.write(waiting({part(0)})));
        QCOMPARE(encoded, 1);
        ReviewPart asked = part(0);
        asked.opinions = {{"Nina", Truth::Good}};
        QVERIFY(store.write(waiting({asked})));
        QCOMPARE(encoded, 2);
        auto other = part(0);
        auto frame = std::make_shared<ComparedFrame>(*part(5).frame);  // of a comparison that began anew
        other.frame = frame;
        QVERIFY(store.write(waiting({other})));
        QCOMPARE(encoded, 3);
    }
    void what_was_read_is_not_written_again()
    {
        QVERIFY(ReviewStore(dir(), raw()).write(waiting({part(0)})));
        ReviewStore store(dir(), raw());
        auto parts = store.read("station-1", {0}, waiting({}).discordant, origin());
        QVERIFY(store.write(waiting(std::move(parts))));
        QCOMPARE(encoded, 1);
    }
    void what_is_not_asked_any_more_is_removed_and_nothing_else()
    {
        ReviewStore store(dir(), raw());
        QVERIFY(store.write(waiting({part(0), part(1)})));
        std::ofstream(dir() / "reviews" / "station-1" / "notes.txt") << "mine";
        std::ofstream(file(2).string() + ".lineside-new") << "half";
        store.keepOnly({{"station-1", {1}}});
        QVERIFY(!fs::exists(file(0)) && fs::exists(file(1)));
        QVERIFY(!fs::exists(file(2).string() + ".lineside-new"));
        store.keepOnly({});
        QVERIFY(!fs::exists(file(1)));
        QVERIFY(fs::exists(dir() / "reviews" / "station-1" / "notes.txt"));
        QVERIFY(store.write(waiting({part(0)})));  // it is there no more, and written anew
        QVERIFY(fs::exists(file(0)));
    }
    void parts_of_other_models_or_of_another_place_are_not_shown()
    {
        QVERIFY(ReviewStore(dir(), raw()).write(waiting({part(0)})));
        ReviewOrigin other = origin();
        other.shadowSha256 = std::string(64, 'c');
        QVERIFY(read({0}, other).empty());
        QVERIFY(ReviewStore(dir(), raw()).read("station-1", {0}, {{11, true, Truth::Unknown}}, origin()).empty());
        QVERIFY(ReviewStore(dir(), raw()).read("station-1", {0}, {{10, false, Truth::Unknown}}, origin()).empty());
        other = origin();
        other.activeLabels = std::make_shared<const Labels>(Labels{"Bottle"});  // a class that it does not have
        QVERIFY(read({0}, other).empty());
        QCOMPARE(read({0}).size(), std::size_t{1});
    }
    void a_file_with_any_byte_changed_or_cut_anywhere_is_not_believed()
    {
        const auto whole = reviewFileText(part(0), 10, origin(), raw());
        QVERIFY(whole);
        const DiscordantPart told{10, true, Truth::Unknown};
        QVERIFY(reviewFrom(*whole, 0, told, origin(), raw()));
        for (std::size_t i = 0; i < whole->size(); ++i) {
            std::string spoilt = *whole;
            spoilt[i] = static_cast<char>(spoilt[i] ^ 1);
            QVERIFY2(!reviewFrom(spoilt, 0, told, origin(), raw()), qPrintable(QString::number(i)));
            QVERIFY2(!reviewFrom(std::string_view(*whole).substr(0, i), 0, told, origin(), raw()), qPrintable(QString::number(i)));
        }
    }
    void a_size_beyond_the_limit_is_refused_before_memory_is_taken()
    {
        const auto whole = reviewFileText(part(0), 10, origin(), raw());
        std::string head = whole->substr(0, whole->find('\n')), picture = whole->substr(head.size());
        const std::size_t checksum = head.find(",\"checksum\"");
        head = head.substr(0, checksum) + "}";
        head.replace(head.find("[6,4]"), 5, "[2000000000,2000000000]");
        bool decoded = false;
        ReviewPictures pictures = raw();
        pictures.decode = [&](std::span<const std::uint8_t>, int, int) -> Result<Image> {
            decoded = true;
            return Image();
        };
        const auto read = reviewFrom(withChecksum(head, ChecksumForm::OneLine) + picture, 0, {10, true, Truth::Unknown}, origin(), pictures);
        QVERIFY(!read && read.error().code == ErrorCode::InvalidInput && !decoded);
    }
    void a_disk_that_takes_nothing_is_told_and_it_is_tried_again()
    {
        std::ofstream(dir() / "reviews") << "a file in the place of the folder";
        ReviewStore store(dir(), raw());
        QVERIFY(!store.write(waiting({part(0)})));
        fs::remove(dir() / "reviews");
        QVERIFY(store.write(waiting({part(0)})));
        QVERIFY(fs::exists(file(0)));
    }
    void a_station_that_no_folder_may_be_named_by_has_none()
    {
        WaitingReviews away = waiting({part(0)});
        away.station = "../away";
        ReviewStore store(dir(), raw());
        QVERIFY(!store.write(away));
        QVERIFY(!fs::exists(dir() / "away") && store.read("../away", {0}, away.discordant, origin()).empty());
    }
};

QTEST_APPLESS_MAIN(TestReviewStore)
#include "tst_reviewstore.moc"
