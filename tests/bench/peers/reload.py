# SPDX-License-Identifier: GPL-3.0-or-later
"""reload.py KIND FILE SIZE THREADS: the loop by which a model is exchanged without a stop where no product does it: somebody watches the file, loads what is
new, lets it judge once, puts it in place under a lock and drops the old one. In the words of protocol.py; KIND is ultralytics or onnxruntime of peer.py, and

    judge SECONDS PERIOD            ok P50 P99 LONGEST 0         pictures come every PERIOD milliseconds, only the latest waits
    exchange SECONDS PERIOD         ok P50 P99 LONGEST TIMES     the same while the file is exchanged as soon as the last exchange is done

P50 and P99: from a picture's time to its boxes; LONGEST: between two that were judged; all in milliseconds. TIMES: exchanges."""
import gc
import os
import shutil
import threading

import peer
import protocol
from pacing import paced

POLL = 0.1  # seconds


class Service:
    def __init__(self, find):
        self.lock = threading.RLock()
        self.find = find
        self.exchanged = 0

    def judge(self, picture):
        with self.lock:
            return self.find(picture)

    def watch(self, picture, ends):
        seen = os.stat(peer.file).st_mtime_ns
        while not ends.wait(POLL):
            now = os.stat(peer.file).st_mtime_ns
            if now == seen:
                continue
            seen = now
            find = peer.load()[2]
            find(picture)
            with self.lock:
                old, self.find = self.find, find
            del old
            gc.collect()
            self.exchanged += 1


def offer(service, ends):
    """Another file in place of the watched one, whenever the last was taken."""
    offered = 0
    while not ends.wait(0.02):
        if service.exchanged == offered:
            shutil.copyfile(peer.file, peer.file + ".next")
            os.replace(peer.file + ".next", peer.file)
            offered += 1


def judge(picture, seconds, period, exchanging=False):
    service, ends = Service(peer.load()[2]), threading.Event()
    service.judge(picture)
    beside = [threading.Thread(target=service.watch, args=(picture, ends)), threading.Thread(target=offer, args=(service, ends))]
    for thread in beside if exchanging else []:
        thread.start()
    times = paced(lambda: service.judge(picture), seconds, period)
    ends.set()
    for thread in beside if exchanging else []:
        thread.join()
    return f"{times} {service.exchanged}"


protocol.serve(peer.load, {"judge": judge, "exchange": lambda *rest: judge(*rest, exchanging=True)})
