// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/weights/modelzoo.h"

#include "engine/weights/moduletext.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace lineside::test {
namespace {

using namespace pickletext;
using Modules = ModuleWriter::Modules;

constexpr int kClasses = 80;

/// One network while its layers are listed. Widths follow the layers, as they do when such a list is read from its yaml.
class Zoo {
public:
    Zoo(double depth, double width, int most, Filled kept) : m_writer(kept), m_depth(depth), m_width(width), m_most(most) {}

    // Parts.
    std::string conv(int in, int out, int kernel = 1, int stride = 1, int groups = 1, int pad = -1)
    {
        ConvText text;
        text.in = in, text.out = out, text.kernel = kernel, text.stride = stride, text.groups = groups, text.pad = pad;
        return m_writer.conv(text);
    }
    std::string plain(int in, int out)
    {
        ConvText text;
        text.in = in, text.out = out;
        return m_writer.conv2d(text);
    }
    std::string depthwise(int in, int out, int kernel) { return conv(in, out, kernel, 1, std::gcd(in, out)); }
    std::string bottleneck(int c, double e, int k0, int k1)
    {
        const int hidden = int(c * e);
        return ModuleWriter::block("Bottleneck", {{"cv1", conv(c, hidden, k0)}, {"cv2", conv(hidden, c, k1)}}, {{"add", boolean(true)}});
    }
    std::string c3(const char *name, int in, int out, int n, int k0, int k1)
    {
        const int hidden = out / 2;
        Modules inner;
        for (int i = 0; i < n; ++i)
            inner.push_back(bottleneck(hidden, 1, k0, k1));
        return ModuleWriter::block(name, {{"cv1", conv(in, hidden)}, {"cv2", conv(in, hidden)}, {"cv3", conv(2 * hidden, out)},
                                          {"m", ModuleWriter::sequential(inner)}});
    }
    std::string attention(int dim, int heads)
    {
        const int head = dim / heads, key = head / 2;
        return ModuleWriter::block("Attention", {{"qkv", conv(dim, dim + 2 * key * heads)}, {"proj", conv(dim, dim)}, {"pe", conv(dim, dim, 3, 1, dim)}},
                                   {{"num_heads", integer(heads)}, {"head_dim", integer(head)}, {"key_dim", integer(key)}});
    }
    std::string forward(int c) { return ModuleWriter::sequential({conv(c, 2 * c), conv(2 * c, c)}); }
    std::string psaBlock(int c) { return ModuleWriter::block("PSABlock", {{"attn", attention(c, std::max(c / 64, 1))}, {"ffn", forward(c)}}); }
    std::string cib(int c, bool largeKernel)
    {
        const std::string middle = largeKernel ? ModuleWriter::block("RepVGGDW", {{"conv", conv(2 * c, 2 * c, 7, 1, 2 * c)}, {"conv1", conv(2 * c, 2 * c, 3, 1, 2 * c)},
                                                                                  {"act", ModuleWriter::activation("SiLU")}})
                                               : conv(2 * c, 2 * c, 3, 1, 2 * c);
        return ModuleWriter::block("CIB", {{"cv1", ModuleWriter::sequential({conv(c, c, 3, 1, c), conv(c, 2 * c), middle, conv(2 * c, c), conv(c, c, 3, 1, c)})}},
                                   {{"add", boolean(true)}});
    }
    std::string areaBlock(int c, int area, double ratio)
    {
        const int hidden = int(c * ratio), heads = c / 32;
        const std::string attention = ModuleWriter::block("AAttn", {{"qkv", conv(c, 3 * c)}, {"proj", conv(c, c)}, {"pe", conv(c, c, 7, 1, c)}},
                                                          {{"num_heads", integer(heads)}, {"head_dim", integer(c / heads)}, {"area", integer(area)}});
        return ModuleWriter::block("ABlock", {{"attn", attention}, {"mlp", ModuleWriter::sequential({conv(c, hidden), conv(hidden, c)})}});
    }

    // Layers of a list: `c` is the width before scaling, `n` the repeats before scaling.
    void convLayer(int c, int kernel, int stride, int groups = 1, int pad = -1) { push(conv(in(), wide(c), kernel, stride, groups, pad), wide(c)); }
    void c3Layer(int c, int n) { push(c3("C3", in(), wide(c), deep(n), 1, 3), wide(c)); }
    void c2f(int c, int n) { split("C2f", c, n, 0.5, [&](int half) { return bottleneck(half, 1, 3, 3); }); }
    void c2fCib(int c, int n, bool largeKernel) { split("C2fCIB", c, n, 0.5, [&](int half) { return cib(half, largeKernel); }); }
    void c3k2(int c, int n, bool c3k, double e = 0.5)
    {
        split("C3k2", c, n, e, [&](int half) { return c3k ? c3("C3k", half, half, 2, 3, 3) : bottleneck(half, 0.5, 3, 3); });
    }
    void c3k2Attention(int c, int n)
    {
        split("C3k2", c, n, 0.5, [&](int half) { return ModuleWriter::sequential({bottleneck(half, 0.5, 3, 3), psaBlock(half)}); });
    }
    void sppf(int c)
    {
        const int hidden = in() / 2;
        push(ModuleWriter::block("SPPF", {{"cv1", conv(in(), hidden)}, {"cv2", conv(4 * hidden, wide(c))}, {"m", ModuleWriter::maxPool(5)}}), wide(c));
    }
    void psa(int blocks)
    {
        const int half = in() / 2;
        Pairs children = {{"cv1", conv(in(), 2 * half)}, {"cv2", conv(2 * half, in())}};
        if (blocks == 0) {
            children.emplace_back("attn", attention(half, half / 64));
            children.emplace_back("ffn", forward(half));
        } else {
            Modules inner;
            for (int i = 0; i < deep(blocks); ++i)
                inner.push_back(psaBlock(half));
            children.emplace_back("m", ModuleWriter::sequential(inner));
        }
        push(ModuleWriter::block(blocks == 0 ? "PSA" : "C2PSA", children, {{"c", integer(half)}}), in());
    }
    void scDown(int c) { push(ModuleWriter::block("SCDown", {{"cv1", conv(in(), wide(c))}, {"cv2", conv(wide(c), wide(c), 3, 2, wide(c))}}), wide(c)); }
    void a2c2f(int c, int n, bool areas, int area, bool residual)
    {
        const int hidden = wide(c) / 2;
        Modules inner;
        for (int i = 0; i < deep(n); ++i) {
            const double ratio = residual ? 1.2 : 2.0;
            inner.push_back(areas ? ModuleWriter::sequential({areaBlock(hidden, area, ratio), areaBlock(hidden, area, ratio)}) : c3("C3k", hidden, hidden, 2, 3, 3));
        }
        const std::string gamma = areas && residual ? m_writer.filled({wide(c)}, 0) : none();
        push(ModuleWriter::block("A2C2f", {{"cv1", conv(in(), hidden)}, {"cv2", conv((1 + deep(n)) * hidden, wide(c))}, {"m", ModuleWriter::moduleList(inner)}},
                                 {}, {{"gamma", gamma}}), wide(c));
    }
    void up() { push(ModuleWriter::upsample(), in()); }
    void join(int other)
    {
        m_from.push_back({-1, other});
        const int sum = in() + m_channels[std::size_t(other)];
        m_layers.push_back(ModuleWriter::concat());
        m_channels.push_back(sum);
    }

    enum class Branch { Legacy, DepthWise };
    enum class Heads { OneToMany, Both, OneToOne };
    void detect(const std::vector<int> &from, Branch kind, int bins, Heads heads)
    {
        Modules boxes, classes;
        const int first = m_channels[std::size_t(from.front())];
        const int b = std::max({16, first / 4, 4 * bins}), c = std::max(first, std::min(kClasses, 100));
        for (const int source : from) {
            const int x = m_channels[std::size_t(source)];
            boxes.push_back(ModuleWriter::sequential({conv(x, b, 3), conv(b, b, 3), plain(b, 4 * bins)}));
            classes.push_back(kind == Branch::Legacy ? ModuleWriter::sequential({conv(x, c, 3), conv(c, c, 3), plain(c, kClasses)})
                                                     : ModuleWriter::sequential({ModuleWriter::sequential({depthwise(x, x, 3), conv(x, c)}),
                                                                                 ModuleWriter::sequential({depthwise(c, c, 3), conv(c, c)}), plain(c, kClasses)}));
        }
        ConvText expectation;
        expectation.in = bins;
        const std::string dfl = ModuleWriter::block("DFL", {{"conv", m_writer.conv2d(expectation, m_writer.filled({1, bins, 1, 1}, 0), none())}});
        Pairs children = {{"dfl", bins > 1 ? dfl : ModuleWriter::module("torch.nn.modules.linear", "Identity", {})}};
        if (heads != Heads::OneToOne) {
            children.emplace_back("cv2", ModuleWriter::moduleList(boxes));
            children.emplace_back("cv3", ModuleWriter::moduleList(classes));
        }
        if (heads != Heads::OneToMany) {
            children.emplace_back("one2one_cv2", ModuleWriter::moduleList(boxes));
            children.emplace_back("one2one_cv3", ModuleWriter::moduleList(classes));
        }
        head(ModuleWriter::module("ultralytics.nn.modules.head", "Detect", children,
                                  {{"nc", integer(kClasses)}, {"nl", integer(3)}, {"reg_max", integer(bins)}, {"stride", strides()}}), from);
    }
    void detectAnchors(const std::vector<int> &from)
    {
        Modules branches;
        for (const int source : from)
            branches.push_back(plain(m_channels[std::size_t(source)], 3 * (5 + kClasses)));
        head(ModuleWriter::module("models.yolo", "Detect", {{"m", ModuleWriter::moduleList(branches)}},
                                  {{"nc", integer(kClasses)}, {"nl", integer(3)}, {"na", integer(3)}, {"stride", strides()}}, {},
                                  {{"anchors", m_writer.filled({3, 3, 2}, 1)}}), from);
    }
    std::string file(int side)
    {
        Modules layers;
        for (std::size_t i = 0; i < m_layers.size(); ++i)
            layers.push_back(ModuleWriter::layer(m_layers[i], int(i), m_from[i]));
        return zipBytes(m_writer.checkpoint(layers, kClasses, side));
    }

private:
    int in() const { return m_channels.empty() ? 3 : m_channels.back(); }
    int wide(int c) const { return int(std::ceil(std::min(c, m_most) * m_width / 8)) * 8; }
    int deep(int n) const { return n > 1 ? std::max(int(std::nearbyint(n * m_depth)), 1) : n; }
    void push(std::string module, int out)
    {
        m_layers.push_back(std::move(module));
        m_from.push_back({-1});
        m_channels.push_back(out);
    }
    template <class Inner>
    void split(const char *name, int c, int n, double e, Inner inner)
    {
        const int half = int(wide(c) * e);
        Modules blocks;
        for (int i = 0; i < deep(n); ++i)
            blocks.push_back(inner(half));
        push(ModuleWriter::block(name, {{"cv1", conv(in(), 2 * half)}, {"cv2", conv((2 + deep(n)) * half, wide(c))}, {"m", ModuleWriter::moduleList(blocks)}},
                                 {{"c", integer(half)}}), wide(c));
    }
    std::string strides() { return m_writer.floats({3}, {8, 16, 32}); }
    void head(std::string module, const std::vector<int> &from)
    {
        m_layers.push_back(std::move(module));
        m_from.push_back(from);
        m_channels.push_back(0);
    }

    ModuleWriter m_writer;
    double m_depth, m_width;
    int m_most;
    Modules m_layers;
    std::vector<std::vector<int>> m_from;
    std::vector<int> m_channels;
};

void listYolov5(Zoo &net, bool anchorFree)
{
    net.convLayer(64, 6, 2, 1, 2), net.convLayer(128, 3, 2), net.c3Layer(128, 3), net.convLayer(256, 3, 2), net.c3Layer(256, 6);
    net.convLayer(512, 3, 2), net.c3Layer(512, 9), net.convLayer(1024, 3, 2), net.c3Layer(1024, 3), net.sppf(1024);
    net.convLayer(512, 1, 1), net.up(), net.join(6), net.c3Layer(512, 3), net.convLayer(256, 1, 1), net.up(), net.join(4), net.c3Layer(256, 3);
    net.convLayer(256, 3, 2), net.join(14), net.c3Layer(512, 3), net.convLayer(512, 3, 2), net.join(10), net.c3Layer(1024, 3);
    if (anchorFree)
        net.detect({17, 20, 23}, Zoo::Branch::Legacy, 16, Zoo::Heads::OneToMany);
    else
        net.detectAnchors({17, 20, 23});
}

void listYolov8(Zoo &net)
{
    net.convLayer(64, 3, 2), net.convLayer(128, 3, 2), net.c2f(128, 3), net.convLayer(256, 3, 2), net.c2f(256, 6);
    net.convLayer(512, 3, 2), net.c2f(512, 6), net.convLayer(1024, 3, 2), net.c2f(1024, 3), net.sppf(1024);
    net.up(), net.join(6), net.c2f(512, 3), net.up(), net.join(4), net.c2f(256, 3);
    net.convLayer(256, 3, 2), net.join(12), net.c2f(512, 3), net.convLayer(512, 3, 2), net.join(9), net.c2f(1024, 3);
    net.detect({15, 18, 21}, Zoo::Branch::Legacy, 16, Zoo::Heads::OneToMany);
}

void listYolov10(Zoo &net, char scale, Zoo::Heads heads)
{
    const std::vector<int> inverted = scale == 'n' ? std::vector<int>{22} : scale == 's' ? std::vector<int>{8, 22} : scale == 'm' ? std::vector<int>{8, 19, 22}
                                      : scale == 'x' ? std::vector<int>{6, 8, 13, 19, 22} : std::vector<int>{8, 13, 19, 22};
    const auto block = [&](int index, int c, int n) {
        if (std::find(inverted.begin(), inverted.end(), index) == inverted.end())
            net.c2f(c, n);
        else
            net.c2fCib(c, n, scale == 'n' || scale == 's');
    };
    net.convLayer(64, 3, 2), net.convLayer(128, 3, 2), net.c2f(128, 3), net.convLayer(256, 3, 2), net.c2f(256, 6), net.scDown(512);
    block(6, 512, 6), net.scDown(1024), block(8, 1024, 3), net.sppf(1024), net.psa(0);
    net.up(), net.join(6), block(13, 512, 3), net.up(), net.join(4), net.c2f(256, 3), net.convLayer(256, 3, 2), net.join(13);
    block(19, 512, 3), net.scDown(512), net.join(10), block(22, 1024, 3);
    net.detect({16, 19, 22}, Zoo::Branch::DepthWise, 16, heads);
}

/// YOLO11 and YOLO26, which share their list.
void listYolo11(Zoo &net, char scale, bool is26)
{
    const bool large = scale != 'n' && scale != 's', deep = large || is26;
    net.convLayer(64, 3, 2), net.convLayer(128, 3, 2), net.c3k2(256, 2, large, 0.25), net.convLayer(256, 3, 2), net.c3k2(512, 2, large, 0.25);
    net.convLayer(512, 3, 2), net.c3k2(512, 2, true), net.convLayer(1024, 3, 2), net.c3k2(1024, 2, true), net.sppf(1024), net.psa(2);
    net.up(), net.join(6), net.c3k2(512, 2, deep), net.up(), net.join(4), net.c3k2(256, 2, deep), net.convLayer(256, 3, 2), net.join(13);
    net.c3k2(512, 2, deep), net.convLayer(512, 3, 2), net.join(10);
    if (is26)
        net.c3k2Attention(1024, 1);
    else
        net.c3k2(1024, 2, true);
    net.detect({16, 19, 22}, Zoo::Branch::DepthWise, is26 ? 1 : 16, is26 ? Zoo::Heads::Both : Zoo::Heads::OneToMany);
}

/// `groups` of the second and fourth layer: at first they worked in groups.
void listYolo12(Zoo &net, char scale, bool groups)
{
    const bool large = scale != 'n' && scale != 's', residual = scale == 'l' || scale == 'x';
    net.convLayer(64, 3, 2), net.convLayer(128, 3, 2, groups ? 2 : 1), net.c3k2(256, 2, large, 0.25), net.convLayer(256, 3, 2, groups ? 4 : 1), net.c3k2(512, 2, large, 0.25);
    net.convLayer(512, 3, 2), net.a2c2f(512, 4, true, 4, residual), net.convLayer(1024, 3, 2), net.a2c2f(1024, 4, true, 1, residual);
    net.up(), net.join(6), net.a2c2f(512, 2, false, 1, residual), net.up(), net.join(4), net.a2c2f(256, 2, false, 1, residual);
    net.convLayer(256, 3, 2), net.join(11), net.a2c2f(512, 2, false, 1, residual), net.convLayer(512, 3, 2), net.join(8), net.c3k2(1024, 2, true);
    net.detect({14, 17, 20}, Zoo::Branch::DepthWise, 16, Zoo::Heads::OneToMany);
}

struct Scale {
    double depth, width;
    int most;
};

Scale scaleOf(const std::string &family, char scale)
{
    constexpr int kNoLimit = 1 << 20;
    const bool newer = family == "yolo11" || family == "yolo26" || family == "yolo12";
    switch (scale) {
    case 'n': return newer ? Scale{0.5, 0.25, 1024} : Scale{0.33, 0.25, family == "yolov5" ? kNoLimit : 1024};
    case 's': return newer ? Scale{0.5, 0.5, 1024} : Scale{0.33, 0.5, family == "yolov5" ? kNoLimit : 1024};
    case 'm': return newer ? Scale{0.5, 1, 512} : Scale{0.67, 0.75, 768};
    case 'b': return Scale{0.67, 1, 512};
    case 'l': return Scale{1, 1, 512};
    case 'x': return newer ? Scale{1, 1.5, 512} : Scale{1, 1.25, 512};
    default: throw std::runtime_error("no such scale");
    }
}

}  // namespace

std::string zooCheckpoint(const std::string &name, int side, Filled kept)
{
    const std::string plain = name.substr(0, name.find('-'));
    const bool anchorFree5 = plain.ends_with("u"), grouped = name.ends_with("-grouped");
    const std::string stem = anchorFree5 ? plain.substr(0, plain.size() - 1) : plain;
    const char scale = stem.back();
    const std::string family = stem.substr(0, stem.size() - 1);
    const Scale size = scaleOf(family, scale);
    Zoo net(size.depth, size.width, size.most, kept);
    if (family == "yolov5")
        listYolov5(net, anchorFree5);
    else if (family == "yolov8")
        listYolov8(net);
    else if (family == "yolov10")
        listYolov10(net, scale, name.ends_with("-onetoone") ? Zoo::Heads::OneToOne : Zoo::Heads::Both);
    else if (family == "yolo11" || family == "yolo26")
        listYolo11(net, scale, family == "yolo26");
    else if (family == "yolo12")
        listYolo12(net, scale, grouped);
    else
        throw std::runtime_error("no such family");
    return net.file(side);
}

}  // namespace lineside::test
