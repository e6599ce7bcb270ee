# SPDX-License-Identifier: GPL-3.0-or-later
"""Average precision at IoU 0.5 of a weight file's network on frames that it has not seen, at the size of the files, 320 × 192."""
import numpy as np
import torch

CONFIDENCE, IOU, MOST = 0.01, 0.7, 300
HEIGHT = 192


def overlap(box, others):
    wide = np.minimum(box[2], others[:, 2]) - np.maximum(box[0], others[:, 0])
    high = np.minimum(box[3], others[:, 3]) - np.maximum(box[1], others[:, 1])
    both = wide.clip(0) * high.clip(0)
    area = lambda b: (b[..., 2] - b[..., 0]) * (b[..., 3] - b[..., 1])
    return both / (area(box) + area(others) - both + 1e-9)


def detections(output):
    """[4 + nc, A] → rows of x1, y1, x2, y2, score, class: the best class of each cell, without doubles."""
    boxes, scores = output[:4].T, output[4:].T
    best, score = scores.argmax(1), scores.max(1)
    keep = score > CONFIDENCE
    order = np.flatnonzero(keep)[np.argsort(-score[keep], kind="stable")]
    corners = np.concatenate((boxes[:, :2] - boxes[:, 2:] / 2, boxes[:, :2] + boxes[:, 2:] / 2), 1)
    apart = corners + best[:, None] * 7680
    found = []
    while len(order) and len(found) < MOST:
        first, order = order[0], order[1:]
        found.append(first)
        order = order[overlap(apart[first], apart[order]) <= IOU]
    return np.concatenate((corners[found], score[found, None], best[found, None]), 1)


def average_precision(hits, scores, truths):
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(hits[order])
    recall = np.concatenate(([0], right / max(truths, 1), [1]))
    precision = np.concatenate(([1], right / np.arange(1, len(order) + 1), [0]))
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall) * precision[1:]))


def evaluate(predict, frames, nc, batch=25, every=1):
    """predict: images [B,3,192,320] → [B,4+nc,A]. Returns AP50 and recall at a score of 0.25 for each class."""
    rows = [[] for _ in range(nc)]
    truths = np.zeros(nc)
    found = np.zeros(nc)
    indices = np.arange(0, len(frames), every)
    for start in range(0, len(indices), batch):
        images, labels, corners, real = frames.batch(indices[start:start + batch], HEIGHT)
        with torch.no_grad():
            outputs = predict(images).numpy()
        for k, output in enumerate(outputs):
            seen = detections(output)
            for c in range(nc):
                truth = corners[k][real[k] & (labels[k] == c)].numpy()
                truths[c] += len(truth)
                free = np.ones(len(truth), bool)
                for row in seen[seen[:, 5] == c]:
                    iou = overlap(row, truth) * free if len(truth) else np.zeros(0)
                    hit = len(iou) > 0 and iou.max() > 0.5
                    if hit:
                        free[iou.argmax()] = False
                        found[c] += row[4] > 0.25
                    rows[c].append((row[4], hit))
    ap = [average_precision(np.array([h for _, h in r], float), np.array([s for s, _ in r]), t) if r else 0.0
          for r, t in zip(rows, truths)]
    return {"ap50": ap, "map50": float(np.mean(ap)), "recall": list(found / np.maximum(truths, 1)), "truths": list(truths)}


def predictor(path):
    """How to run a weight file: images [B,3,192,320] → [B,4+nc,A]; and how many pictures at a time."""
    if path.endswith(".onnx"):
        import openvino
        compiled = openvino.Core().compile_model(path, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        return lambda images: torch.from_numpy(np.array(compiled(images.numpy())[0])), 1
    if path.endswith(".torchscript"):
        return torch.jit.load(path), 1
    from weights import BorrowedNames
    with BorrowedNames():
        model = torch.load(path, weights_only=False)["model"]
    return model.float().eval(), 25


def main():
    import argparse
    from frames import Frames
    from train import NAMES
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("frames")
    parser.add_argument("weights", nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    frames = Frames(options.frames)
    print("| file | mAP50 |", " | ".join(NAMES), "| recall of", NAMES[2], "|")
    for path in options.weights:
        predict, batch = predictor(path)
        r = evaluate(predict, frames, len(NAMES), batch)
        print(f"| {path.rsplit('/', 1)[-1]} | {r['map50']:.3f} |", " | ".join(f"{a:.3f}" for a in r["ap50"]),
              f"| {r['recall'][2]:.3f} |", flush=True)
    print(len(frames), "frames with", {n: int(t) for n, t in zip(NAMES, r["truths"])})


if __name__ == "__main__":
    main()
