// SPDX-License-Identifier: GPL-3.0-or-later
#include "opencv/imagefoldersource.h"

#include "opencv/imagefile.h"
#include "pipeline/pacedsource.h"

#include <fstream>
#include <optional>
#include <utility>

namespace lineside {

namespace {

constexpr std::size_t kMaxListBytes = 64'000'000;
constexpr std::size_t kMaxPictures = 1'000'000;

Result<std::vector<std::filesystem::path>> readList(const std::filesystem::path &list)
{
    std::error_code error;
    const auto bytes = std::filesystem::file_size(list, error);
    if (error)
        return Error{ErrorCode::NotFound, list.string() + ": " + error.message()};
    if (bytes > kMaxListBytes)
        return Error{ErrorCode::InvalidInput, list.string() + ": too long for a list of pictures"};
    std::ifstream in(list, std::ios::binary);
    if (!in)
        return Error{ErrorCode::Io, list.string() + ": cannot be read"};
    std::vector<std::filesystem::path> files;
    for (std::string line; std::getline(in, line) && files.size() < kMaxPictures;) {
        if (line.ends_with('\r'))
            line.pop_back();
        if (const auto tab = line.rfind('\t'); tab != std::string::npos)
            line.erase(0, tab + 1);
        if (line.empty() || line.find('\0') != std::string::npos)
            continue;
        std::filesystem::path file = list.parent_path() / line;
        if (hasImageSuffix(file))
            files.push_back(std::move(file));
    }
    return files;
}

class ImageFolderReader final : public PictureReader {
public:
    explicit ImageFolderReader(std::filesystem::path folderOrList) : m_location(std::move(folderOrList)) {}

    Result<double> open() override
    {
        std::error_code ignored;
        auto files = std::filesystem::is_directory(m_location, ignored) ? listImageFiles(m_location)
            : std::filesystem::is_regular_file(m_location, ignored)     ? readList(m_location)
            : gone();
        if (!files)
            return files.error();
        if (files->empty())
            return Error{ErrorCode::InvalidInput, m_location.string() + ": no picture in it"};
        m_files = std::move(*files);
        begin();
        return 0.0;
    }

    Result<std::shared_ptr<Frame>> next(FramePool &pool) override
    {
        while (m_next < m_files.size()) {
            auto frame = readImageFrame(m_files[m_next++], pool);
            if (frame) {
                m_unread.reset();
                m_anyRead = true;
                return frame;
            }
            if (!m_anyRead)
                m_unread = std::move(frame.error());
        }
        if (std::error_code ignored; m_unread && !std::filesystem::exists(m_location, ignored))
            return gone();
        if (m_unread)
            return *m_unread;  // not one of them could be read: why
        return std::shared_ptr<Frame>();
    }

    Result<void> rewind() override
    {
        begin();
        return {};
    }

private:
    Error gone() const { return {ErrorCode::NotFound, m_location.string() + ": no such folder or list"}; }
    void begin()
    {
        m_next = 0;
        m_anyRead = false;
        m_unread.reset();
    }

    const std::filesystem::path m_location;
    std::vector<std::filesystem::path> m_files;
    std::size_t m_next = 0;
    bool m_anyRead = false;         ///< of this round
    std::optional<Error> m_unread;  ///< of the last one, while none of this round could be read
};

}  // namespace

std::unique_ptr<PictureReader> makeImageFolderReader(std::filesystem::path folderOrList)
{
    return std::make_unique<ImageFolderReader>(std::move(folderOrList));
}

std::unique_ptr<FrameSource> makeImageFolderSource(std::filesystem::path folderOrList, double fps, bool loop)
{
    return std::make_unique<PacedSource>(makeImageFolderReader(std::move(folderOrList)),
                                         PlaySettings{fps, loop, "folder"});
}

}  // namespace lineside
