# SPDX-License-Identifier: GPL-3.0-or-later
"""What the network is trained for.

Which cells answer for which object: task alignment (Feng et al., "TOOD: Task-aligned One-stage Object Detection", 2021).
Boxes: complete IoU (Zheng et al., "Distance-IoU Loss", 2020) and the distribution focal loss (Li et al., "Generalized
Focal Loss", 2020). Classes: binary cross entropy with the alignment as its target.
"""
import math

import torch
import torch.nn.functional as F

from network import REG_MAX, anchor_points

TOP_CELLS = 10
ALPHA, BETA = 0.5, 6.0
BOX_GAIN, CLASS_GAIN, DFL_GAIN = 7.5, 0.5, 1.5
EPS = 1e-7


def complete_iou(a, b):
    """Boxes as corners, any shapes that broadcast."""
    inter = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(0).prod(-1)
    size_a, size_b = a[..., 2:] - a[..., :2], b[..., 2:] - b[..., :2]
    iou = inter / (size_a.prod(-1) + size_b.prod(-1) - inter + EPS)
    hull = torch.maximum(a[..., 2:], b[..., 2:]) - torch.minimum(a[..., :2], b[..., :2])
    apart = ((a[..., :2] + a[..., 2:] - b[..., :2] - b[..., 2:]) ** 2).sum(-1) / 4
    v = (4 / math.pi ** 2) * (torch.atan(size_a[..., 0] / (size_a[..., 1] + EPS)) -
                              torch.atan(size_b[..., 0] / (size_b[..., 1] + EPS))) ** 2
    with torch.no_grad():
        alpha = v / (1 - iou + v + EPS)
    return iou - apart / ((hull ** 2).sum(-1) + EPS) - alpha * v


@torch.no_grad()
def assign(scores, boxes, points, labels, truth, real):
    """scores [B,A,nc] 0…1, boxes [B,A,4] and points [A,2] in pixels; labels [B,M], truth [B,M,4], real [B,M] (1: no
    padding). Returns boxes [B,A,4], class targets [B,A,nc] and which cells answer [B,A]."""
    b, m = labels.shape
    inside = torch.cat((points - truth[:, :, None, :2], truth[:, :, None, 2:] - points), -1).amin(-1) > 1e-9
    allowed = inside & real[:, :, None]
    overlap = complete_iou(truth[:, :, None], boxes[:, None]).clamp(0) * allowed
    chance = scores.gather(2, labels[:, None].expand(-1, scores.shape[1], -1)).transpose(1, 2)
    aligned = chance ** ALPHA * overlap ** BETA * allowed
    best = aligned.topk(TOP_CELLS, -1).indices
    chosen = torch.zeros_like(aligned).scatter_(2, best, 1.0) * allowed
    # A cell that several objects want goes to the one that it overlaps most.
    owner = torch.where(chosen.sum(1, keepdim=True) > 1,
                        F.one_hot((overlap * chosen).argmax(1), m).transpose(1, 2) * chosen, chosen)
    answers = owner.sum(1) > 0
    which = owner.argmax(1)
    aligned = aligned * owner
    strength = aligned / (aligned.amax(-1, keepdim=True) + 1e-9) * (overlap * owner).amax(-1, keepdim=True)
    target = F.one_hot(labels.gather(1, which), scores.shape[2]) * strength.amax(1)[..., None] * answers[..., None]
    return truth.gather(1, which[..., None].expand(-1, -1, 4)), target, answers


def detection_loss(raw, labels, truth, real, nc):
    points, strides = anchor_points([tuple(r.shape[2:]) for r in raw], [8, 16, 32])
    flat = torch.cat([r.flatten(2) for r in raw], 2).transpose(1, 2)
    sides, cls = flat.split((4 * REG_MAX, nc), -1)
    b, a, _ = sides.shape
    bins = torch.arange(REG_MAX, dtype=torch.float32)
    distance = sides.view(b, a, 4, REG_MAX).softmax(-1) @ bins
    boxes = torch.cat((points - distance[..., :2], points + distance[..., 2:]), -1)  # in strides
    goal, target, answers = assign(cls.detach().sigmoid(), boxes.detach() * strides, points * strides, labels, truth, real)
    total = target.sum().clamp(1)
    class_loss = F.binary_cross_entropy_with_logits(cls, target, reduction="sum") / total
    if not answers.any():
        return class_loss * CLASS_GAIN
    weight = target.sum(-1)[answers]
    goal = (goal / strides)[answers]
    box_loss = ((1 - complete_iou(boxes[answers], goal)) * weight).sum() / total
    where = points.expand(b, -1, -1)[answers]
    wanted = torch.cat((where - goal[:, :2], goal[:, 2:] - where), -1).clamp(0, REG_MAX - 1.01)
    low = wanted.long()
    share = wanted - low
    logits = sides.view(b, a, 4, REG_MAX)[answers].view(-1, REG_MAX)
    spread = (F.cross_entropy(logits, low.view(-1), reduction="none").view_as(share) * (1 - share) +
              F.cross_entropy(logits, low.view(-1) + 1, reduction="none").view_as(share) * share).mean(-1)
    dfl_loss = (spread * weight).sum() / total
    return class_loss * CLASS_GAIN + box_loss * BOX_GAIN + dfl_loss * DFL_GAIN
