// SPDX-License-Identifier: GPL-3.0-or-later
#include "networks.h"

#include "bench/yolov8n.h"
#include "openvino/modelbuilder.h"

#include <openvino/openvino.hpp>

#include <fstream>
#include <string>

namespace lineside::soak {
namespace {

namespace fs = std::filesystem;

constexpr int kInputSize = 160;

std::string metadataOf(const NetworkInfo &info)
{
    std::string text = "task: detect\nstride: 32\nimgsz:\n- " + std::to_string(info.inputHeight) + "\n- " + std::to_string(info.inputWidth) + "\nnames:\n";
    for (std::size_t i = 0; i < info.labels.size(); ++i)
        text += "  " + std::to_string(i) + ": '" + info.labels[i] + "'\n";
    return text;
}

}  // namespace

Result<std::vector<fs::path>> writeNetworks(const fs::path &folder)
{
    struct Size {
        const char *name;
        double width;
    };
    std::vector<fs::path> written;
    for (const Size &size : {Size{"small", 0.25}, Size{"middle", 0.5}, Size{"large", 1}}) {
        for (const unsigned seed : {1U, 2U}) {
            const NetworkSpec network = bench::randomYolov8(kInputSize, size.width, seed);
            const auto model = buildOpenVinoModel(network);
            if (!model)
                return model.error();
            const fs::path parts = folder / (std::string(size.name) + std::to_string(seed) + "_openvino_model");
            fs::create_directories(parts);
            ov::serialize(*model, (parts / "model.xml").string(), (parts / "model.bin").string());
            if (!(std::ofstream(parts / "metadata.yaml") << metadataOf(network.info)).flush())
                return Error{ErrorCode::Io, parts.string() + ": cannot be written"};
            written.push_back(parts);
        }
    }
    return written;
}

}  // namespace lineside::soak
