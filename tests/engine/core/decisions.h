// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/stubline.h"
#include "store/files.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace lineside::test {

/// For tests of what the engine decides: a folder for each and how its executors behave.
class Decisions {
protected:
    static constexpr int kPatience = StubLine::kPatience;
    inline static const ModelId kOne{"tiny", 1}, kTwo{"tiny", 2};

    /// Before each test.
    void begin()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_behaviour.broken = m_behaviour.slow = false;
        m_behaviour.onMake = {};  // it may look at what stood in the test before
    }

    std::filesystem::path dir() const { return m_dir->path().toStdString(); }
    std::filesystem::path data() const { return dir() / "data"; }

    static void give(EngineParts &parts, std::vector<StationConfig> list) { parts.defaultStations = std::move(list); }
    static std::vector<StationConfig> stations(std::initializer_list<const char *> ids)
    {
        std::vector<StationConfig> list;
        for (const char *id : ids) {
            list.emplace_back();
            list.back().id = list.back().name = id;
            list.back().source.targetFps = 50;
            list.back().promotion = PromotionPolicy::Nothing;  // what a station asks for has tests of its own
        }
        return list;
    }
    static std::string text(const std::filesystem::path &file)
    {
        const auto read = readSmallFile(file, 1 << 20);
        return read ? *read : std::string();
    }
    static void write(const std::filesystem::path &file, const std::string &content)
    {
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << content;
    }

    Behaviour m_behaviour;

private:
    std::unique_ptr<QTemporaryDir> m_dir;
};

}  // namespace lineside::test
