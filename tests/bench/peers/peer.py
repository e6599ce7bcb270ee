# SPDX-License-Identifier: GPL-3.0-or-later
"""peer.py KIND FILE SIZE THREADS: another way to find boxes with the network in FILE, in the words of protocol.py. Each is a program beside Lineside;
nothing of it is part of Lineside. KIND:

    ultralytics       Ultralytics' predictor with all THREADS and the full square, as every other one here
    ultralytics-own   the same as it is without being told anything: its own number of threads, its own size for this picture
    ultralytics-cuda  the same on the first GPU
    onnxruntime, openvino, openvino-f32, opencv    the bare runtime with yolo.py around it
"""
import os
import sys

kind, file, size, threads = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
os.environ.update(YOLO_OFFLINE="true", YOLO_AUTOINSTALL="false", YOLO_CONFIG_DIR=os.path.dirname(file), OMP_NUM_THREADS=str(threads))

import protocol  # noqa: E402  after the environment that the libraries read


def as_array(data, width, height):
    import numpy

    return numpy.frombuffer(data, numpy.uint8).reshape(height, width, 3)


def ultralytics():
    import torch
    from ultralytics import YOLO, __version__
    import numpy

    model = YOLO(file, task="detect")
    settings = dict(imgsz=size, conf=0.25, iou=0.7, device=0 if kind.endswith("cuda") else "cpu", verbose=False)
    if kind != "ultralytics-own":
        settings["rect"] = False

    def find(picture):
        return len(model.predict(picture, **settings)[0].boxes)

    find(numpy.zeros((size, size, 3), numpy.uint8))  # makes its predictor, which sets the number of threads
    if kind != "ultralytics-own":
        torch.set_num_threads(threads)
    return f"Ultralytics {__version__}, torch {torch.__version__}, {torch.get_num_threads()} threads", as_array, find


def bare(about, run):
    from yolo import boxes_of, letterbox

    def find(picture):
        pixels, scale, left, top = letterbox(picture, size)
        return len(boxes_of(run(pixels), scale, left, top))

    return f"{about}, {threads} threads", as_array, find


def onnxruntime():
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    session = ort.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    name = session.get_inputs()[0].name
    return bare(f"ONNX Runtime {ort.__version__}", lambda pixels: session.run(None, {name: pixels})[0])


def openvino():
    import openvino as ov

    settings = {"PERFORMANCE_HINT": "LATENCY", "INFERENCE_NUM_THREADS": threads}
    if kind.endswith("f32"):
        settings["INFERENCE_PRECISION_HINT"] = "f32"
    model = ov.Core().compile_model(file, "CPU", settings)
    request = model.create_infer_request()
    precision = model.get_property("INFERENCE_PRECISION_HINT").get_type_name()
    return bare(f"OpenVINO {ov.__version__.split('-')[0]} {precision}", lambda pixels: request.infer({0: pixels})[0].copy())


def opencv():
    import cv2

    cv2.setNumThreads(threads)
    network = cv2.dnn.readNetFromONNX(file)

    def run(pixels):
        network.setInput(pixels)
        return network.forward()

    return bare(f"OpenCV {cv2.__version__}", run)


load = globals()[kind.split("-")[0]]
if __name__ == "__main__":
    protocol.serve(load)
