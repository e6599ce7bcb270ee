#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes coco.json: invented pictures with labels and boxes, and what pycocotools 2.0 (with numpy) says of them.

    python3 -m venv v && v/bin/pip install pycocotools numpy && v/bin/python make_coco_fixture.py > coco.json

Coordinates are whole quarters of a pixel and scores whole 1/1024, so that float holds them exactly.
"""
import contextlib
import io
import json
import random

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

CLASSES, PICTURES = 5, 40  # class 3 has no object, class 4 is never found


def quarter(x):
    return round(x * 4) / 4


def box(rng):
    w, h = quarter(rng.uniform(8, 200)), quarter(rng.uniform(8, 200))
    return [quarter(rng.uniform(0, 440)), quarter(rng.uniform(0, 280)), w, h]


def near(rng, b, by):
    return [quarter(b[0] + rng.gauss(0, by * b[2])), quarter(b[1] + rng.gauss(0, by * b[3])), max(0.25, quarter(b[2] * rng.uniform(1 - by, 1 + by))),
            max(0.25, quarter(b[3] * rng.uniform(1 - by, 1 + by)))]


def main():
    rng = random.Random(7)
    pictures = []
    for p in range(PICTURES):
        truth, found = [], []
        for _ in range(rng.randrange(0, 7)):
            b, c = box(rng), rng.choice([0, 0, 1, 2, 4])
            truth.append([c, b])
            for _ in range(rng.choice([0, 1, 1, 1, 2])):
                k = c if c != 4 and rng.random() < 0.9 else rng.choice([0, 1, 2])
                found.append([k, rng.randrange(200, 1024) / 1024, near(rng, b, rng.choice([0, 0.02, 0.08, 0.2]))])
        for _ in range(rng.randrange(0, 5)):
            found.append([rng.choice([0, 1, 2, 3]), rng.choice([256, 512, rng.randrange(1, 1024)]) / 1024, box(rng)])
        if p == 11:  # more boxes of one class than are counted
            found += [[0, rng.randrange(1, 400) / 1024, near(rng, truth[0][1] if truth else box(rng), 0.3)] for _ in range(130)]
        if p == 12:  # overlaps of exactly 0.5 and 0.75, one object twice
            truth += [[1, [0, 0, 100, 100]], [1, [200, 0, 100, 100]], [1, [200, 0, 100, 100]]]
            found += [[1, 0.5, [0, 0, 100, 50]], [1, 0.75, [200, 0, 100, 75]], [1, 0.75, [200, 0, 100, 75]]]
        pictures.append({"truth": truth, "found": found})

    with contextlib.redirect_stdout(io.StringIO()):
        coco = COCO()
        coco.dataset = {"images": [{"id": i + 1} for i in range(PICTURES)], "categories": [{"id": c} for c in range(CLASSES)],
                        "annotations": [{"id": n + 1, "image_id": i + 1, "category_id": c, "bbox": b, "area": b[2] * b[3], "iscrowd": 0}
                                        for n, (i, c, b) in enumerate((i, c, b) for i, p in enumerate(pictures) for c, b in p["truth"])]}
        coco.createIndex()
        results = coco.loadRes([{"image_id": i + 1, "category_id": c, "score": s, "bbox": b} for i, p in enumerate(pictures) for c, s, b in p["found"]])
        evaluation = COCOeval(coco, results, "bbox")
        evaluation.evaluate()
        evaluation.accumulate()
        evaluation.summarize()
    precision = evaluation.eval["precision"][:, :, :, 0, 2]  # IoU, recall, class; any size, 100 boxes
    expected = {"map50_95": evaluation.stats[0], "map50": evaluation.stats[1],
                "classes": [{"ap50_95": precision[:, :, c].mean() if precision[0, 0, c] > -1 else None, "ap50": precision[0, :, c].mean() if precision[0, 0, c] > -1 else None}
                            for c in range(CLASSES)],
                "precision_of_class_0": [float(x) for x in precision[0, :, 0]]}
    print('{"expected": ' + json.dumps(expected) + ',\n"pictures": [\n' + ",\n".join(json.dumps(p, separators=(",", ":")) for p in pictures) + "\n]}")


if __name__ == "__main__":
    main()
