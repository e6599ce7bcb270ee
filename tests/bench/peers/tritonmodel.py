# SPDX-License-Identifier: GPL-3.0-or-later
"""What Triton's python backend runs for tritonpeer.py: an .onnx on ONNX Runtime."""
import os

import onnxruntime
import triton_python_backend_utils as backend


class TritonPythonModel:
    def initialize(self, args):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = int(os.environ["PEER_THREADS"])
        file = os.path.join(args["model_repository"], args["model_version"], "model.onnx")
        self.session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
        self.name = self.session.get_inputs()[0].name

    def execute(self, requests):
        answers = []
        for request in requests:
            pixels = backend.get_input_tensor_by_name(request, "pixels").as_numpy()
            answers.append(backend.InferenceResponse([backend.Tensor("rows", self.session.run(None, {self.name: pixels})[0])]))
        return answers
