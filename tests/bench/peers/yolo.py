# SPDX-License-Identifier: GPL-3.0-or-later
"""What somebody writes around a bare runtime: a picture in, boxes out, for exports with one output of [1, 4 + classes, anchors]."""
import cv2
import numpy as np

CONFIDENCE, IOU = 0.25, 0.7


def letterbox(picture, size):
    """B G R bytes of any size to [1, 3, size, size], R G B, 0 to 1, with grey borders."""
    height, width = picture.shape[:2]
    scale = min(size / width, size / height)
    inner = round(width * scale), round(height * scale)
    left, top = (size - inner[0]) // 2, (size - inner[1]) // 2
    small = cv2.resize(picture, inner, interpolation=cv2.INTER_LINEAR)
    square = cv2.copyMakeBorder(small, top, size - inner[1] - top, left, size - inner[0] - left, cv2.BORDER_CONSTANT, value=(114, 114, 114))
    return cv2.dnn.blobFromImage(square, 1 / 255, swapRB=True), scale, left, top


def boxes_of(output, scale, left, top):
    """Rows of x, y, width, height in pixels of the picture, after suppression within each class."""
    scores = output[0, 4:]
    best = scores.max(0)
    kept = np.flatnonzero(best > CONFIDENCE)
    classes = scores[:, kept].argmax(0)
    boxes = output[0, :4, kept]
    boxes[:, :2] -= boxes[:, 2:] / 2
    chosen = cv2.dnn.NMSBoxesBatched(boxes.tolist(), best[kept].tolist(), classes.tolist(), CONFIDENCE, IOU)
    boxes = boxes[np.asarray(chosen, int)]
    boxes[:, 0] -= left
    boxes[:, 1] -= top
    return boxes / scale
