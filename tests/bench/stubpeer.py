# SPDX-License-Identifier: GPL-3.0-or-later
"""stubpeer.py WAY: a peer that knows nothing but the real protocol, for the test of it. It counts as boxes the sum of all bytes of the picture."""
import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "peers"))
import protocol  # noqa: E402

way = sys.argv[1]


def find(picture):
    print("something that a library has to say")
    if way == "ends":
        os._exit(3)
    if way == "throws":
        raise ValueError("no such\nlayer")
    return sum(picture)


def load():
    if way == "cannot load":
        raise FileNotFoundError("weights.pt")
    return "Stub 1.0, 2 threads", lambda data, width, height: data, find


protocol.serve(load, {"repeat": lambda picture, *words: " ".join(words)})
