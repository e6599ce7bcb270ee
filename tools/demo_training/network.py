# SPDX-License-Identifier: GPL-3.0-or-later
"""A small detector in the YOLOv8 layout: a list of layers with a decoupled, anchor-free head.

Attribute names are those that readers of such checkpoints look for (see weights.py).
"""
import math

import torch
from torch import nn

WIDTH = 0.125  # share of the channels of the full layout
DEPTH = 0.33
REG_MAX = 16


class Conv(nn.Module):
    def __init__(self, c1, c2, k=1, s=1):
        super().__init__()
        self.conv = nn.Conv2d(c1, c2, k, s, k // 2, bias=False)
        self.bn = nn.BatchNorm2d(c2, eps=1e-3, momentum=0.03)
        self.act = nn.SiLU(inplace=True)

    def forward(self, x):
        return self.act(self.bn(self.conv(x)))


class Bottleneck(nn.Module):
    def __init__(self, c, shortcut):
        super().__init__()
        self.cv1 = Conv(c, c, 3)
        self.cv2 = Conv(c, c, 3)
        self.add = shortcut

    def forward(self, x):
        y = self.cv2(self.cv1(x))
        return x + y if self.add else y


class C2f(nn.Module):
    def __init__(self, c1, c2, n, shortcut):
        super().__init__()
        self.c = c2 // 2
        self.cv1 = Conv(c1, 2 * self.c)
        self.cv2 = Conv((2 + n) * self.c, c2)
        self.m = nn.ModuleList(Bottleneck(self.c, shortcut) for _ in range(n))

    def forward(self, x):
        y = list(self.cv1(x).split((self.c, self.c), 1))
        for block in self.m:
            y.append(block(y[-1]))
        return self.cv2(torch.cat(y, 1))


class SPPF(nn.Module):
    def __init__(self, c1, c2, k=5):
        super().__init__()
        self.cv1 = Conv(c1, c1 // 2)
        self.cv2 = Conv(c1 // 2 * 4, c2)
        self.m = nn.MaxPool2d(k, 1, k // 2)
        self.n = 3
        self.add = False

    def forward(self, x):
        y = [self.cv1(x)]
        for _ in range(self.n):
            y.append(self.m(y[-1]))
        return self.cv2(torch.cat(y, 1))


class Concat(nn.Module):
    def __init__(self, d=1):
        super().__init__()
        self.d = d

    def forward(self, x):
        return torch.cat(x, self.d)


class DFL(nn.Module):
    """The expectation of a distribution over REG_MAX distances."""

    def __init__(self, c1):
        super().__init__()
        self.conv = nn.Conv2d(c1, 1, 1, bias=False).requires_grad_(False)
        self.conv.weight.data[:] = torch.arange(c1, dtype=torch.float32).view(1, c1, 1, 1)
        self.c1 = c1

    def forward(self, x):
        b, _, a = x.shape
        return self.conv(x.view(b, 4, self.c1, a).transpose(2, 1).softmax(1)).view(b, 4, a)


class Detect(nn.Module):
    def __init__(self, nc, channels):
        super().__init__()
        self.nc = nc
        self.nl = len(channels)
        self.reg_max = REG_MAX
        self.no = nc + 4 * self.reg_max
        self.stride = torch.tensor([8.0, 16.0, 32.0])
        c2 = max(16, channels[0] // 4, 4 * self.reg_max)
        c3 = max(channels[0], min(nc, 100))
        self.cv2 = nn.ModuleList(
            nn.Sequential(Conv(c, c2, 3), Conv(c2, c2, 3), nn.Conv2d(c2, 4 * self.reg_max, 1)) for c in channels)
        self.cv3 = nn.ModuleList(
            nn.Sequential(Conv(c, c3, 3), Conv(c3, c3, 3), nn.Conv2d(c3, nc, 1)) for c in channels)
        self.dfl = DFL(self.reg_max)
        for box, cls in zip(self.cv2, self.cv3):
            # Distances of about one and a half strides to begin with: far too large a guess would hide small objects from
            # the assignment for a long time.
            box[-1].bias.data[:] = (-0.5 * torch.arange(REG_MAX)).repeat(4)
            cls[-1].bias.data[:] = -math.log(99)  # a chance of 1 % to begin with

    def forward(self, x):
        raw = [torch.cat((self.cv2[i](x[i]), self.cv3[i](x[i])), 1) for i in range(self.nl)]
        return raw if self.training else self.decode(raw)

    def decode(self, raw):
        """[N, 4 + nc, A]: centre, size in pixels of the input; class probabilities."""
        points, strides = anchor_points([tuple(r.shape[2:]) for r in raw], [8, 16, 32])
        flat = torch.cat([r.flatten(2) for r in raw], 2)
        box, cls = flat.split((4 * self.reg_max, self.nc), 1)
        left_top, right_bottom = self.dfl(box).split((2, 2), 1)
        points = points.t().unsqueeze(0)
        x1y1 = points - left_top
        x2y2 = points + right_bottom
        boxes = torch.cat(((x1y1 + x2y2) / 2, x2y2 - x1y1), 1) * strides.t()
        return torch.cat((boxes, cls.sigmoid()), 1)


def anchor_points(shapes, strides):
    """Middles of the cells in units of their stride [A, 2], and the strides [A, 1]."""
    points, steps = [], []
    for (h, w), s in zip(shapes, strides):
        y, x = torch.meshgrid(torch.arange(h) + 0.5, torch.arange(w) + 0.5, indexing="ij")
        points.append(torch.stack((x, y), -1).view(-1, 2).float())
        steps.append(torch.full((int(h) * int(w), 1), float(s)))
    return torch.cat(points), torch.cat(steps)


# from, number, kind, arguments of the full layout
BACKBONE = [
    [-1, 1, "Conv", [64, 3, 2]], [-1, 1, "Conv", [128, 3, 2]], [-1, 3, "C2f", [128, True]],
    [-1, 1, "Conv", [256, 3, 2]], [-1, 6, "C2f", [256, True]], [-1, 1, "Conv", [512, 3, 2]],
    [-1, 6, "C2f", [512, True]], [-1, 1, "Conv", [1024, 3, 2]], [-1, 3, "C2f", [1024, True]],
    [-1, 1, "SPPF", [1024, 5]],
]
HEAD = [
    [-1, 1, "nn.Upsample", [None, 2, "nearest"]], [[-1, 6], 1, "Concat", [1]], [-1, 3, "C2f", [512]],
    [-1, 1, "nn.Upsample", [None, 2, "nearest"]], [[-1, 4], 1, "Concat", [1]], [-1, 3, "C2f", [256]],
    [-1, 1, "Conv", [256, 3, 2]], [[-1, 12], 1, "Concat", [1]], [-1, 3, "C2f", [512]],
    [-1, 1, "Conv", [512, 3, 2]], [[-1, 9], 1, "Concat", [1]], [-1, 3, "C2f", [1024]],
    [[15, 18, 21], 1, "Detect", ["nc"]],
]


class DetectionModel(nn.Module):
    def __init__(self, names):
        super().__init__()
        self.names = dict(enumerate(names))
        self.nc = len(names)
        self.task = "detect"
        self.inplace = True
        self.args = {"imgsz": [192, 320], "task": "detect"}
        self.pt_path = None
        self.yaml = {"nc": self.nc, "scales": {"n": [DEPTH, WIDTH, 1024]}, "scale": "n", "ch": 3,
                     "backbone": BACKBONE, "head": HEAD, "yaml_file": "demo.yaml"}
        layers, self.save = self._layers()
        self.model = nn.Sequential(*layers)
        self.stride = torch.tensor([8.0, 16.0, 32.0])

    def _layers(self):
        scaled = lambda c: math.ceil(c * WIDTH / 8) * 8
        layers, channels, save = [], [], []
        for i, (source, number, kind, args) in enumerate(BACKBONE + HEAD):
            c1 = 3 if not channels else channels[source if source >= 0 else -1] if isinstance(source, int) else None
            n = max(round(number * DEPTH), 1) if number > 1 else number
            if kind == "Conv":
                c2 = scaled(args[0])
                layer = Conv(c1, c2, *args[1:])
            elif kind == "C2f":
                c2 = scaled(args[0])
                layer = C2f(c1, c2, n, len(args) > 1)
            elif kind == "SPPF":
                c2 = scaled(args[0])
                layer = SPPF(c1, c2, args[1])
            elif kind == "nn.Upsample":
                c2 = c1
                layer = nn.Upsample(scale_factor=2.0, mode="nearest")
            elif kind == "Concat":
                c2 = sum(channels[f] for f in source)
                layer = Concat()
            else:
                c2 = 0
                layer = Detect(self.nc, [channels[f] for f in source])
            layer.i, layer.f = i, source
            layer.type = kind
            layer.np = sum(p.numel() for p in layer.parameters())
            save += [f for f in ([source] if isinstance(source, int) else source) if f != -1]
            layers.append(layer)
            channels.append(c2)
        return layers, sorted(save)

    def forward(self, x):
        kept = []
        for layer in self.model:
            if layer.f != -1:
                x = kept[layer.f] if isinstance(layer.f, int) else [x if f == -1 else kept[f] for f in layer.f]
            x = layer(x)
            kept.append(x if layer.i in self.save else None)
        return x
