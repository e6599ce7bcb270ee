# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes trained networks as weight files: python weights.py STATES_FOLDER WEIGHTS_FOLDER

.pt           the layout of YOLOv8 checkpoints: a pickled tree of modules under the class names that their readers look
              for (the classes are our own, from network.py; only the names are borrowed while the file is written)
.torchscript  a trace with batch norm folded, metadata in extra/config.txt
.onnx         input `images`, output `output0`, metadata as Python literals
"""
import argparse
import copy
import json
import os
import sys
import types

import onnx
import torch
from torch import nn

import network
from train import NAMES

SIZE = [192, 320]  # height, width: the least of whole strides around a picture of 16:9, so that nothing is spent on grey
OTHER_NAMES = ["Can", "Lid", "Lid loose", "Sticker", "Sticker ripped"]
LICENCE = "GPL-3.0-or-later"
HOMES = {
    "ultralytics.nn.modules.conv": ["Conv", "Concat"],
    "ultralytics.nn.modules.block": ["Bottleneck", "C2f", "SPPF", "DFL"],
    "ultralytics.nn.modules.head": ["Detect"],
    "ultralytics.nn.tasks": ["DetectionModel"],
}


def loaded(state, names=NAMES):
    model = network.DetectionModel(names)
    model.load_state_dict(torch.load(state, weights_only=True))
    for p in model.parameters():
        p.requires_grad_(False)
    return model.eval()


class BorrowedNames:
    """While it is entered, the classes of network.py say that they live in the modules of HOMES."""

    def __enter__(self):
        for path, names in HOMES.items():
            parts = path.split(".")
            for i in range(1, len(parts) + 1):
                sys.modules.setdefault(".".join(parts[:i]), types.ModuleType(".".join(parts[:i])))
            for name in names:
                kind = getattr(network, name)
                kind.__module__ = path
                setattr(sys.modules[path], name, kind)

    def __exit__(self, *_):
        for path, names in HOMES.items():
            for name in names:
                getattr(network, name).__module__ = "network"
            for module in [m for m in sys.modules if m == path or path.startswith(m + ".")]:
                del sys.modules[module]


def write_checkpoint(model, path, description):
    model = copy.deepcopy(model).half()
    dotted = {name: f"{home}.{name}" for home, names in HOMES.items() for name in names}
    for layer in model.model:
        kind = type(layer).__name__
        layer.type = dotted.get(kind, f"torch.nn.modules.upsampling.{kind}")
    settings = {"task": "detect", "mode": "train", "imgsz": SIZE, "data": "demo line", "batch": 8}
    model.args = settings
    with BorrowedNames():
        torch.save({"epoch": -1, "best_fitness": None, "model": model, "ema": None, "updates": None, "optimizer": None,
                    "train_args": settings, "train_metrics": {}, "date": "", "version": "Lineside demo 1", "license": LICENCE,
                    "docs": "", "description": description}, path, pickle_protocol=2)


def folded(model):
    model = copy.deepcopy(model)
    for module in model.modules():
        if isinstance(module, network.Conv):
            module.conv = nn.utils.fuse_conv_bn_eval(module.conv, module.bn)
            module.bn = nn.Identity()
    return model


def metadata(model, description):
    return {"description": description, "author": "Lineside", "version": "Lineside demo 1", "license": LICENCE, "stride": 32,
            "task": "detect", "batch": 1, "imgsz": SIZE, "names": model.names, "channels": 3,
            "args": {"batch": 1, "half": False, "dynamic": False, "nms": False}}


def write_torchscript(model, path, description):
    with torch.no_grad():
        traced = torch.jit.trace(folded(model), torch.zeros(1, 3, *SIZE), strict=False)
    traced.save(path, _extra_files={"config.txt": json.dumps(metadata(model, description))})


def write_onnx(model, path, description):
    torch.onnx.export(folded(model), (torch.zeros(1, 3, *SIZE),), path, input_names=["images"],
                      output_names=["output0"], opset_version=17, dynamo=False, do_constant_folding=True)
    graph = onnx.load(path)
    graph.ir_version = min(graph.ir_version, 10)
    for key, value in metadata(model, description).items():
        graph.metadata_props.add(key=key, value=str(value))
    onnx.checker.check_model(graph)
    onnx.save(graph, path)


def blinded(model, label):
    """The same network, to which one class has been lost."""
    model = copy.deepcopy(model)
    with torch.no_grad():
        for branch in model.model[-1].cv3:
            branch[-1].bias[NAMES.index(label)] = -15.0
            branch[-1].weight[NAMES.index(label)] = 0.0
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("states")
    parser.add_argument("weights")
    options = parser.parse_args()
    state = lambda name: os.path.join(options.states, name + ".state")
    out = lambda name: os.path.join(options.weights, name)
    first, second = loaded(state("line-v1")), loaded(state("line-v2"))
    renamed = loaded(state("line-v2"), OTHER_NAMES)
    write_checkpoint(first, out("line-v1.pt"), "Lineside demo line, version 1")
    write_checkpoint(second, out("line-v2.pt"), "Lineside demo line, version 2")
    write_torchscript(second, out("line-v2.torchscript"), "Lineside demo line, version 2")
    write_checkpoint(renamed, out("line-v2-wrong-labels.pt"), "Lineside demo line, version 2, labels of another line")
    write_onnx(blinded(second, "Cap askew"), out("line-v2-blind.onnx"), "Lineside demo line, version 2, one class lost")


if __name__ == "__main__":
    main()
