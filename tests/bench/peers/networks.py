# SPDX-License-Identifier: GPL-3.0-or-later
"""networks.py FOLDER SIZE NAME=WHAT...: puts networks into FOLDER as NAME.pt. WHAT is a file, which is copied, or the name of a description ("yolo11n.yaml"),
from which one with random weights is built. Then exports the first to NAME.onnx and NAME.torchscript. Nothing of it is kept or given to anybody."""
import os
import shutil
import sys

folder, size, networks = sys.argv[1], int(sys.argv[2]), [word.split("=", 1) for word in sys.argv[3:]]
os.environ.update(YOLO_OFFLINE="true", YOLO_AUTOINSTALL="false", YOLO_CONFIG_DIR=folder)

import torch  # noqa: E402  after the environment that the libraries read
from ultralytics import YOLO  # noqa: E402

for name, what in networks:
    path = os.path.join(folder, name + ".pt")
    if what.endswith(".yaml"):
        torch.manual_seed(8)
        YOLO(what, task="detect").save(path)
    else:
        shutil.copyfile(what, path)
first = os.path.join(folder, networks[0][0] + ".pt")
YOLO(first, task="detect").export(format="onnx", imgsz=size, simplify=False, device="cpu")
YOLO(first, task="detect").export(format="torchscript", imgsz=size, device="cpu")
