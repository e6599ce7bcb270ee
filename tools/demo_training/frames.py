# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures written by demo_frames, as batches."""
import numpy as np
import torch
import torch.nn.functional as F

WIDTH, HEIGHT = 320, 180
GREY = 114 / 255
ASKEW = 2
MOST_BOXES = 24


class Frames:
    def __init__(self, path):
        self.pixels = np.memmap(path + ".frames", dtype=np.uint8, mode="r").reshape(-1, HEIGHT, WIDTH, 3)
        rows = np.loadtxt(path + ".txt", ndmin=2, dtype=np.float32)
        self.boxes = [np.zeros((0, 5), np.float32)] * len(self.pixels)
        for number in np.unique(rows[:, 0]).astype(int):
            self.boxes[number] = rows[np.searchsorted(rows[:, 0], number):np.searchsorted(rows[:, 0], number, "right"), 1:]

    def __len__(self):
        return len(self.pixels)

    def with_few_askew(self, keep, rng):
        """Indices without nearly all pictures that show an askew cap."""
        return np.array([i for i in range(len(self)) if not (self.boxes[i][:, 0] == ASKEW).any() or rng.random() < keep])

    def batch(self, indices, height):
        """Pictures letterboxed (or, if height is less than theirs, cropped) to 320 × height, labels [B,M], corners
        [B,M,4], and which of them are real [B,M]."""
        top = (height - HEIGHT) // 2
        images = torch.full((len(indices), 3, height, WIDTH), GREY)
        cut = max(0, -top)
        pixels = torch.from_numpy(self.pixels[indices][:, cut:HEIGHT - cut])
        images[:, :, max(0, top):max(0, top) + HEIGHT - 2 * cut] = pixels.permute(0, 3, 1, 2).float() / 255
        labels = torch.zeros(len(indices), MOST_BOXES, dtype=torch.long)
        corners = torch.zeros(len(indices), MOST_BOXES, 4)
        real = torch.zeros(len(indices), MOST_BOXES, dtype=torch.bool)
        for k, i in enumerate(indices):
            boxes = torch.from_numpy(self.boxes[i])
            labels[k, :len(boxes)] = boxes[:, 0].long()
            corners[k, :len(boxes)] = boxes[:, 1:] + torch.tensor([0.0, top, 0.0, top])
            real[k, :len(boxes)] = True
        corners[..., 1::2] = corners[..., 1::2].clamp(0, height)
        return images, labels, corners, real


def varied(images, corners, real, rng):
    """Other light for every picture; for a third of them another place and size too."""
    b, _, h, w = images.shape
    gain = torch.from_numpy(rng.uniform(0.85, 1.15, (b, 3, 1, 1))).float().clamp(0.8, 1.2)
    images = (images * gain + torch.from_numpy(rng.uniform(-0.04, 0.04, (b, 1, 1, 1))).float()).clamp(0, 1)
    zoom = np.where(rng.random(b) < 0.33, rng.uniform(0.8, 1.15, b), 1.0)
    shift = np.where(zoom[:, None] != 1, rng.uniform(-0.1, 0.1, (b, 2)), 0.0)
    moved = np.flatnonzero(zoom != 1)
    if len(moved) == 0:
        return images, corners, real
    theta = torch.zeros(len(moved), 2, 3)
    theta[:, 0, 0] = theta[:, 1, 1] = torch.from_numpy(1 / zoom[moved]).float()
    theta[:, :, 2] = torch.from_numpy(-2 * shift[moved] / zoom[moved, None]).float()
    grid = F.affine_grid(theta, (len(moved), 3, h, w), align_corners=False)
    images[moved] = F.grid_sample(images[moved] - GREY, grid, align_corners=False) + GREY
    size = torch.tensor([w, h, w, h]).float()
    before = corners[moved]
    middle = torch.from_numpy(np.concatenate((shift, shift), 1)[moved]).float()[:, None]
    after = ((before / size - 0.5) * torch.from_numpy(zoom[moved]).float()[:, None, None] + 0.5 + middle) * size
    inside = torch.maximum(torch.minimum(after, size), torch.zeros(4))
    area = lambda c: (c[..., 2] - c[..., 0]) * (c[..., 3] - c[..., 1])
    corners, real = corners.clone(), real.clone()
    corners[moved] = inside
    real[moved] = real[moved] & (area(inside) > 0.3 * area(after))
    return images, corners, real
