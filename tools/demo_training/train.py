# SPDX-License-Identifier: GPL-3.0-or-later
"""Trains the demo line's detectors from nothing: python train.py TRAIN_FRAMES HELD_OUT_FRAMES OUTPUT_FOLDER

Two stages with one network. The first (line-v0, not shipped) hardly ever sees a cap that is askew. The second goes on from
there and sees everything: its result is line-v2, and line-v1 is one of the snapshots on the way, taken when only some of the
askew caps are found (README.md says which).
Most batches show only the rows in which bottles stand; every
eighth shows the letterboxed picture, every sixteenth in the full square.
"""
import argparse
import copy
import json
import math
import os

import numpy as np
import torch

from evaluate import evaluate
from frames import Frames, varied
from loss import detection_loss
from network import DetectionModel

NAMES = ["Bottle", "Cap", "Cap askew", "Label", "Label torn"]
BATCH = 8
SEED = 20261
STAGES = [  # name, share of the pictures with an askew cap that it sees, highest learning rate
    ("line-v0", 0.02, 2e-3), ("line-v2", 1.0, 1.5e-3),
]


class Average:
    """Exponential moving average of the weights: what is evaluated and saved."""

    def __init__(self, model):
        self.model = copy.deepcopy(model).eval()
        self.steps = 0

    def update(self, model):
        self.steps += 1
        keep = 0.998 * (1 - math.exp(-self.steps / 300))
        with torch.no_grad():
            for mine, other in zip(self.model.state_dict().values(), model.state_dict().values()):
                if mine.dtype.is_floating_point:
                    mine.mul_(keep).add_(other, alpha=1 - keep)


def run_stage(model, average, frames, indices, steps, peak, rng, path):
    decay = [p for p in model.parameters() if p.ndim > 1 and p.requires_grad]
    plain = [p for p in model.parameters() if p.ndim <= 1 and p.requires_grad]
    optimiser = torch.optim.AdamW([{"params": decay, "weight_decay": 0.02}, {"params": plain, "weight_decay": 0.0}], lr=peak)
    order = np.zeros(0, int)
    for step in range(steps):
        if len(order) < BATCH:
            order = rng.permutation(indices)
        now, order = np.sort(order[:BATCH]), order[BATCH:]
        images, labels, corners, real = frames.batch(now, 320 if step % 16 == 15 else 192 if step % 8 == 7 else 128)
        images, corners, real = varied(images, corners, real, rng)
        rate = peak * min(1, (step + 1) / 100) * (0.02 + 0.98 * (1 + math.cos(math.pi * step / steps)) / 2)
        for group in optimiser.param_groups:
            group["lr"] = rate
        model.train()
        loss = detection_loss(model(images.contiguous(memory_format=torch.channels_last)), labels, corners, real, model.nc)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)
        optimiser.step()
        average.update(model)
        if step % 50 == 49:
            print(f"step {step + 1} of {steps}, loss {loss.item():.3f}, rate {rate:.5f}", flush=True)
            torch.save(average.model.state_dict(), f"{path}.{step + 1}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("train")
    parser.add_argument("held_out")
    parser.add_argument("output")
    parser.add_argument("--steps", type=int, nargs=2, default=(1300, 1400),
                        help="of the stages; 0: take the result of an earlier run from the output folder")
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    os.makedirs(options.output, exist_ok=True)

    frames, held_out = Frames(options.train), Frames(options.held_out)
    model = DetectionModel(NAMES).to(memory_format=torch.channels_last)
    print(sum(p.numel() for p in model.parameters()), "parameters,", len(frames), "pictures", flush=True)
    average = Average(model)
    for (name, keep, peak), steps in zip(STAGES, options.steps):
        path = os.path.join(options.output, name + ".state")
        if steps == 0:
            model.load_state_dict(torch.load(path, weights_only=True))
            average.model.load_state_dict(model.state_dict())
            continue
        run_stage(model, average, frames, frames.with_few_askew(keep, rng), steps, peak, rng, path)
        torch.save(average.model.state_dict(), path)
        quick = evaluate(average.model, held_out, len(NAMES), every=5)
        print(name, json.dumps(quick), flush=True)


if __name__ == "__main__":
    main()
