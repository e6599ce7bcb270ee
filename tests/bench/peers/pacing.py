# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures that come at a fixed pace, of which only the latest waits, as at a line."""
import time


def paced(judge, seconds, period):
    """Calls `judge()` for `seconds`, with a picture every `period` milliseconds. Gives "P50 P99 LONGEST": from a picture's time to the end of its call,
    and the longest time between two ends, milliseconds."""
    period, begin = float(period) / 1e3, time.perf_counter()
    took, ends, last = [], [], -1.0
    while (now := time.perf_counter()) < begin + float(seconds):
        due = begin + int((now - begin) / period) * period
        if due <= last:  # judged already
            due = last + period
            time.sleep(max(0.0, due - now))
        last = due
        judge()
        ends.append(time.perf_counter())
        took.append((ends[-1] - due) * 1e3)
    took.sort()
    longest = max((b - a for a, b in zip(ends, ends[1:])), default=0) * 1e3
    return f"{took[len(took) // 2]:.3f} {took[min(len(took) - 1, int(len(took) * 0.99))]:.3f} {longest:.3f}"
