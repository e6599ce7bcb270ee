# SPDX-License-Identifier: GPL-3.0-or-later
"""How a peer talks to the bench: lines on standard input and output, each request answered by one line, "ok …" or "error …".

    (start)                   ok ABOUT                  loaded and able to run; ABOUT says what runs
    picture WIDTH HEIGHT      ok                        followed by WIDTH * HEIGHT * 3 bytes, B G R, row by row
    run N                     ok BOXES MS MS ...        finds the boxes in that picture N times: how many at last, and the N times, milliseconds
    WORD ARGUMENTS            ok ANSWER                 what else a peer can do
"""
import os
import sys
import time


def milliseconds_of(work):
    begin = time.perf_counter()
    result = work()
    return (time.perf_counter() - begin) * 1e3, result


class Talk:
    """The two ends of the pipe. Whatever else prints goes to standard error, so that it cannot be taken for an answer."""

    def __init__(self):
        self._requests = sys.stdin.buffer
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def answer(self, *words):
        self._answers.write(" ".join(str(word) for word in words).replace("\n", " ") + "\n")
        self._answers.flush()

    def request(self):
        return self._requests.readline().decode().split()

    def bytes(self, count):
        data = self._requests.read(count)
        if len(data) != count:
            raise EOFError("the picture is cut off")
        return data


def serve(load, more=None):
    """Serves until standard input ends. `load()` gives (about, as_picture, find): `as_picture(bytes, width, height)` makes of bytes what
    `find(picture)` takes, which gives the number of boxes. `more`: functions for further words, called with the picture and the arguments."""
    talk = Talk()
    try:
        about, as_picture, find = load()
        talk.answer("ok", about)
        picture = None
        while words := talk.request():
            if words[0] == "picture":
                width, height = int(words[1]), int(words[2])
                picture = as_picture(talk.bytes(width * height * 3), width, height)
                talk.answer("ok")
            elif words[0] == "run":
                turns = [milliseconds_of(lambda: find(picture)) for _ in range(int(words[1]))]
                talk.answer("ok", turns[-1][1], *(f"{ms:.4f}" for ms, _ in turns))
            else:
                talk.answer("ok", (more or {})[words[0]](picture, *words[1:]))
    except Exception as error:  # whatever a library throws is told as what it is
        talk.answer("error", type(error).__name__, error)
        sys.exit(1)
