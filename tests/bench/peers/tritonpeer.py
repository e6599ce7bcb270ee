# SPDX-License-Identifier: GPL-3.0-or-later
"""tritonpeer.py KIND FILE SIZE THREADS: a Triton server with an .onnx on ONNX Runtime in its python backend (not its own ONNX backend, which is not in the
package), on the loopback. In the words of protocol.py and reload.py: an exchange is a new version of the model and the call that loads it. KIND is triton."""
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

file, size, threads = sys.argv[2], int(sys.argv[3]), sys.argv[4]
sys.argv[1] = "onnxruntime"  # of peer.py, which is used for its pictures only

import numpy  # noqa: E402
import peer  # noqa: E402
import protocol  # noqa: E402
from pacing import paced  # noqa: E402
from yolo import boxes_of, letterbox  # noqa: E402

CONFIG = """name: "network"
backend: "python"
max_batch_size: 0
input [ { name: "pixels" data_type: TYPE_FP32 dims: [ -1, -1, -1, -1 ] } ]
output [ { name: "rows" data_type: TYPE_FP32 dims: [ -1, -1, -1 ] } ]
instance_group [ { kind: KIND_CPU count: 1 } ]
"""


def free_ports(count):
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [str(one.getsockname()[1]) for one in sockets]
    for one in sockets:
        one.close()
    return ports


class Server:
    def __init__(self, folder):
        self.folder, self.version = folder, 0
        packages = os.path.join(sys.prefix, "triton")
        inside = os.path.join(packages, "pytriton", "tritonserver")
        backend = shutil.copytree(os.path.join(inside, "backends"), os.path.join(folder, "backends"))
        stubs = os.path.join(inside, "python_backend_stubs", f"{sys.version_info.major}.{sys.version_info.minor}")
        shutil.copy(os.path.join(stubs, "triton_python_backend_stub"), os.path.join(backend, "python"))
        os.makedirs(os.path.join(folder, "models", "network"))
        with open(os.path.join(folder, "models", "network", "config.pbtxt"), "w", encoding="utf-8") as config:
            config.write(CONFIG)
        self.add_version()
        self.port, metrics = free_ports(2)
        self.process = subprocess.Popen(
            [os.path.join(inside, "bin", "tritonserver"), "--model-repository=" + os.path.join(folder, "models"), "--backend-directory=" + backend,
             "--model-control-mode=explicit", "--load-model=network", "--http-address=127.0.0.1", "--http-port=" + self.port, "--allow-grpc=false",
             "--metrics-address=127.0.0.1", "--metrics-port=" + metrics],
            stdout=sys.stderr,
            cwd=packages,  # its Python looks there first, whatever it is told, and finds the numpy that it was built for
            env={**os.environ, "PEER_THREADS": threads, "LD_LIBRARY_PATH": os.path.join(packages, "nvidia_pytriton.libs"),
                 "PATH": os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")})
        while not self.is_ready():
            if self.process.poll() is not None:
                raise RuntimeError("Triton ended")
            time.sleep(0.1)

    def add_version(self):
        self.version += 1
        version = os.path.join(self.folder, "models", "network", str(self.version))
        os.makedirs(version)
        shutil.copy(os.path.join(os.path.dirname(os.path.abspath(__file__)), "tritonmodel.py"), os.path.join(version, "model.py"))
        shutil.copyfile(file, os.path.join(version, "model.onnx"))

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", int(self.port))

    def is_ready(self):
        try:
            connection = self.connection()
            connection.request("GET", "/v2/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False

    def metadata(self):
        connection = self.connection()
        connection.request("GET", "/v2")
        return json.loads(connection.getresponse().read())

    def load_next(self):
        self.add_version()
        connection = self.connection()
        connection.request("POST", "/v2/repository/models/network/load", "{}")
        answer = connection.getresponse()
        if answer.status != 200:
            raise RuntimeError(answer.read().decode())


def infer(connection, pixels):
    head = json.dumps({"inputs": [{"name": "pixels", "shape": pixels.shape, "datatype": "FP32", "parameters": {"binary_data_size": pixels.nbytes}}],
                       "outputs": [{"name": "rows", "parameters": {"binary_data": True}}]}).encode()
    connection.request("POST", "/v2/models/network/infer", head + pixels.tobytes(), {"Inference-Header-Content-Length": str(len(head))})
    answer = connection.getresponse()
    data = answer.read()
    if answer.status != 200:
        raise RuntimeError(data.decode())
    length = int(answer.headers["Inference-Header-Content-Length"])
    return numpy.frombuffer(data, numpy.float32, offset=length).reshape(json.loads(data[:length])["outputs"][0]["shape"]).copy()


def main():
    with tempfile.TemporaryDirectory(dir=os.path.dirname(file)) as folder:
        server = Server(folder)
        connection = server.connection()

        def find(picture):
            pixels, scale, left, top = letterbox(picture, size)
            return len(boxes_of(infer(connection, pixels), scale, left, top))

        def judge(picture, seconds, period, exchanging=False):
            ends, before = threading.Event(), server.version

            def exchange():
                while not ends.is_set():
                    server.load_next()

            beside = threading.Thread(target=exchange)
            if exchanging:
                beside.start()
            times = paced(lambda: find(picture), seconds, period)
            ends.set()
            if exchanging:
                beside.join()
            return f"{times} {server.version - before}"

        about = f"Triton {server.metadata()['version']}, ONNX Runtime in its python backend, {threads} threads"
        try:
            protocol.serve(lambda: (about, peer.as_array, find), {"judge": judge, "exchange": lambda *rest: judge(*rest, exchanging=True)})
        finally:
            server.process.terminate()
            server.process.wait()


main()
