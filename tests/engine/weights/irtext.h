// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lineside::test {

/// An OpenVINO IR, put together as texts: a description, the numbers of its constants, metadata. Layers are known by their names; a source
/// is "name" or "name:1", an output by its place. Copied freely.
class IrText {
public:
    using Sizes = std::vector<std::int64_t>;

    std::string version = "11";
    /// Of an export: detection with the labels Bottle and Cap, for 64 × 64 pixels.
    std::string metadata = "description: Ultralytics YOLOv8n model\nauthor: Ultralytics\ndate: '2026-11-27T10:00:00'\nversion: 8.4.190\nstride: 32\n"
                           "task: detect\nbatch: 1\nimgsz:\n- 64\n- 64\nnames:\n  0: Bottle\n  1: Cap\nargs:\n  batch: 1\n  nms: null\n  dynamic: false\n"
                           "channels: 3\nend2end: false\n";

    void parameter(const std::string &name, const Sizes &shape, std::string_view type = "f32");
    void constant(const std::string &name, const Sizes &shape, std::string_view type, std::string_view bytes);
    void floats(const std::string &name, const Sizes &shape, const std::vector<float> &values);
    void integers(const std::string &name, const std::vector<std::int64_t> &values);  ///< a list
    void integer(const std::string &name, std::int64_t value);                        ///< without axes
    /// `data`: attributes as they are written, `axis="1"`. `outputs`: the shapes that the file says; {} says nothing.
    void layer(const std::string &name, std::string_view type, const std::vector<std::string> &sources, std::string_view data = {},
               const std::vector<Sizes> &outputs = {{}}, std::string_view opset = "opset1");
    void result(const std::string &source) { layer("result", "Result", {source}, {}, {}); }

    std::string xml() const;
    const std::string &bin() const { return m_bin; }
    std::string zip() const { return zip(xml(), m_bin, metadata); }
    /// As Lineside packs them; no metadata where these are empty.
    static std::string zip(std::string_view xml, std::string_view bin, std::string_view metadata);

private:
    std::string m_layers, m_edges, m_bin;
    std::map<std::string, std::pair<std::size_t, std::size_t>> m_known;  ///< number of a layer, and of its inputs
};

/// One convolution (weight "w", the floats 0 to 5), whose largest number is repeated over the output.
IrText smallIr(const IrText::Sizes &output = {1, 6, 84}, const IrText::Sizes &input = {1, 3, 64, 64});

}  // namespace lineside::test
