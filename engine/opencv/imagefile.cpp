// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagefile.h"

#include "opencv/imagesize.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace lineside {

namespace {

bool isDigit(char c) noexcept
{
    return c >= '0' && c <= '9';
}

/// Takes the run of digits at `at` without its leading zeros and moves behind it.
std::string_view takeNumber(std::string_view text, std::size_t &at) noexcept
{
    while (at < text.size() && text[at] == '0')
        ++at;
    const std::size_t begin = at;
    while (at < text.size() && isDigit(text[at]))
        ++at;
    return text.substr(begin, at - begin);
}

bool naturallyLess(std::string_view a, std::string_view b) noexcept
{
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < a.size() && j < b.size()) {
        if (isDigit(a[i]) && isDigit(b[j])) {
            const auto x = takeNumber(a, i);
            const auto y = takeNumber(b, j);
            if (x.size() != y.size())
                return x.size() < y.size();
            if (x != y)
                return x < y;
        } else if (a[i] != b[j]) {
            return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
        } else {
            ++i;
            ++j;
        }
    }
    const auto restOfA = a.size() - i;
    const auto restOfB = b.size() - j;
    return restOfA != restOfB ? restOfA < restOfB : a < b;  // "01" and "1": any order, but always the same
}

Error ioError(const std::filesystem::path &path, const std::string &what)
{
    return {ErrorCode::Io, path.string() + ": " + what};
}

/// Reads the whole file, or says why not. Names the file in every error.
Result<std::vector<std::uint8_t>> readBytes(const std::filesystem::path &path)
{
    std::error_code ec;
    const auto status = std::filesystem::status(path, ec);
    if (status.type() == std::filesystem::file_type::not_found)
        return Error{ErrorCode::NotFound, path.string() + ": no such file"};
    if (ec)
        return ioError(path, ec.message());
    if (!std::filesystem::is_regular_file(status))
        return Error{ErrorCode::InvalidInput, path.string() + ": not a file"};
    const auto size = std::filesystem::file_size(path, ec);
    if (ec)
        return ioError(path, ec.message());
    if (size > kMaxImageFileBytes)
        return Error{ErrorCode::InvalidInput, path.string() + ": file is too large"};

    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size));
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return ioError(path, "cannot be opened");
    if (!file.read(reinterpret_cast<char *>(bytes.data()), static_cast<std::streamsize>(bytes.size())))
        return ioError(path, "cannot be read");
    return bytes;
}

/// Decodes into the picture that `place(width, height)` gives, whose view is empty where it refuses the size.
template <class Place>
Result<void> decodeInto(std::span<const std::uint8_t> bytes, Place &&place)
{
    const auto size = imageSizeFromHeader(bytes);
    if (!size || bytes.size() > kMaxImageFileBytes)
        return Error{ErrorCode::InvalidInput, "not a picture"};
    const auto tooLarge = [](std::int64_t width, std::int64_t height) {
        return Error{ErrorCode::InvalidInput,
                     "picture of " + std::to_string(width) + "x" + std::to_string(height) + " pixels is too large"};
    };
    if (size->width > kMaxImagePixels / size->height)
        return tooLarge(size->width, size->height);
    try {
        const cv::Mat raw(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<std::uint8_t *>(bytes.data()));
        const cv::Mat decoded = cv::imdecode(raw, cv::IMREAD_COLOR | cv::IMREAD_IGNORE_ORIENTATION);
        if (decoded.empty())
            return Error{ErrorCode::InvalidInput, "picture is damaged"};
        const MutableImageView view = place(decoded.cols, decoded.rows);
        if (!view.pixels)
            return tooLarge(decoded.cols, decoded.rows);
        cv::Mat target(view.height, view.width, CV_8UC4, view.pixels, static_cast<std::size_t>(view.strideBytes));
        cv::cvtColor(decoded, target, cv::COLOR_BGR2BGRA);
        return {};
    } catch (const std::bad_alloc &) {
        return Error{ErrorCode::OutOfMemory, "no memory for the picture"};
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

Error named(const std::filesystem::path &path, const Error &error)
{
    return {error.code, path.string() + ": " + error.detail};
}

}  // namespace

Result<Image> decodeImage(std::span<const std::uint8_t> bytes)
{
    Image image;
    const Result<void> decoded = decodeInto(bytes, [&image](int width, int height) {
        image.resize(width, height);
        return image.view();
    });
    if (!decoded)
        return decoded.error();
    return image;
}

Result<std::string> encodePng(ImageView picture)
{
    if (picture.empty() || picture.width > kMaxImagePixels / picture.height)
        return Error{ErrorCode::InvalidInput, "no picture, or too large a one"};
    try {
        const cv::Mat raw(picture.height, picture.width, CV_8UC4, const_cast<std::uint8_t *>(picture.pixels), static_cast<std::size_t>(picture.strideBytes));
        cv::Mat colours;
        cv::cvtColor(raw, colours, cv::COLOR_BGRA2BGR);
        std::vector<std::uint8_t> bytes;
        if (!cv::imencode(".png", colours, bytes, {cv::IMWRITE_PNG_COMPRESSION, 3}))
            return Error{ErrorCode::Internal, "the picture cannot be written as PNG"};
        return std::string(bytes.begin(), bytes.end());
    } catch (const std::bad_alloc &) {
        return Error{ErrorCode::OutOfMemory, "no memory for the picture"};
    } catch (const std::exception &e) {
        return Error{ErrorCode::Internal, e.what()};
    }
}

Result<Image> decodePng(std::span<const std::uint8_t> bytes, int width, int height)
{
    static constexpr std::array<std::uint8_t, 8> kSignature{0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    const auto size = imageSizeFromHeader(bytes);
    if (bytes.size() < kSignature.size() || !std::equal(kSignature.begin(), kSignature.end(), bytes.begin()) || !size || size->width != width || size->height != height)
        return Error{ErrorCode::InvalidInput, "no PNG of " + std::to_string(width) + "x" + std::to_string(height) + " pixels"};
    return decodeImage(bytes);
}

Result<Image> readImageFile(const std::filesystem::path &path)
{
    const auto bytes = readBytes(path);
    if (!bytes)
        return bytes.error();
    Result<Image> image = decodeImage(*bytes);
    if (!image)
        return named(path, image.error());
    return image;
}

Result<std::shared_ptr<Frame>> readImageFrame(const std::filesystem::path &path, FramePool &pool)
{
    const auto bytes = readBytes(path);
    if (!bytes)
        return bytes.error();
    std::shared_ptr<Frame> frame;
    const Result<void> decoded = decodeInto(*bytes, [&](int width, int height) {
        frame = pool.acquire(width, height);
        return frame ? frame->image.view() : MutableImageView{};
    });
    if (!decoded)
        return named(path, decoded.error());
    return frame;
}

Result<std::vector<std::uint8_t>> encodeJpeg(const ImageView &picture, int quality)
{
    if (picture.empty())
        return Error{ErrorCode::InvalidInput, "no picture"};
    try {
        const cv::Mat source(picture.height, picture.width, CV_8UC4, const_cast<std::uint8_t *>(picture.pixels), static_cast<std::size_t>(picture.strideBytes));
        cv::Mat colours;
        cv::cvtColor(source, colours, cv::COLOR_BGRA2BGR);
        std::vector<std::uint8_t> bytes;
        if (!cv::imencode(".jpg", colours, bytes, {cv::IMWRITE_JPEG_QUALITY, quality}))
            return Error{ErrorCode::InvalidInput, "the picture cannot be written as JPEG"};
        return bytes;
    } catch (const std::bad_alloc &) {
        return Error{ErrorCode::OutOfMemory, "no memory for the picture"};
    } catch (const std::exception &e) {
        return Error{ErrorCode::InvalidInput, e.what()};
    }
}

bool hasImageSuffix(const std::filesystem::path &path)
{
    static constexpr std::array<std::string_view, 7> kSuffixes{".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".webp"};
    std::string suffix = path.extension().string();
    std::transform(suffix.begin(), suffix.end(), suffix.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return std::find(kSuffixes.begin(), kSuffixes.end(), suffix) != kSuffixes.end();
}

Result<std::vector<std::filesystem::path>> listImageFiles(const std::filesystem::path &folder)
{
    std::error_code ec;
    if (!std::filesystem::exists(folder, ec))
        return Error{ErrorCode::NotFound, folder.string()};
    std::vector<std::filesystem::path> files;
    std::filesystem::directory_iterator it(folder, ec);
    while (!ec && it != std::filesystem::directory_iterator()) {
        std::error_code notAFile;
        const auto &path = it->path();
        if (!path.filename().string().starts_with('.') && hasImageSuffix(path) && it->is_regular_file(notAFile))
            files.push_back(path);
        it.increment(ec);
    }
    if (ec)
        return ioError(folder, ec.message());
    std::sort(files.begin(), files.end(), [](const auto &a, const auto &b) {
        return naturallyLess(a.filename().string(), b.filename().string());
    });
    return files;
}

}  // namespace lineside
