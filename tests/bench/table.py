#!/usr/bin/env python3
"""Runs the benchmarks and prints one Markdown table: each figure beside its floor, their ratio, the bound and the peak memory.

usage: table.py BIN_DIR      (the directory with badge_bench; scripts/bench calls this)

Every figure runs in a process of its own on one core, in turns with its floor, and the median of all repetitions counts.
Exit code 1 when a ratio is beyond its bound.
"""
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

REPETITIONS = 7
# what is measured, against what, benchmark, bound of figure time / floor time
FIGURES = [
    ("badge text to verified claims, ES256", "OpenSSL verify", "verify_badge/es256", 1.10),
    ("badge text to verified claims, EdDSA", "OpenSSL verify", "verify_badge/eddsa", 1.10),
    ("claims to badge text, ES256", "OpenSSL sign", "make_badge/es256", 1.25),
    ("claims to badge text, EdDSA", "OpenSSL sign", "make_badge/eddsa", 1.25),
    ("decision with look-up, list of 300", "OpenSSL verify", "examine/300", 1.35),
    ("decision with look-up, list of 1,000,000", "OpenSSL verify", "examine/1000000", 1.35),
    ("durable log entry", "bare SQLite insert", "durable_entry", 1.15),
]


def one_core():
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def run(binary, name):
    """Counters of every repetition."""
    command = [str(binary), f"--benchmark_filter=^{name}(/iterations:[0-9]+)?$", f"--benchmark_repetitions={REPETITIONS}",
               "--benchmark_format=json"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=one_core, check=False)
    if done.returncode != 0:
        sys.exit(f"{name}: {done.stderr}")
    runs = [b for b in json.loads(done.stdout)["benchmarks"] if b["run_type"] == "iteration"]
    if len(runs) != REPETITIONS:
        sys.exit(f"{name}: {len(runs)} repetitions instead of {REPETITIONS}")
    return runs


def human(microseconds):
    if microseconds >= 1e6:
        return f"{microseconds / 1e6:.2f} s"
    if microseconds >= 1e3:
        return f"{microseconds / 1e3:.2f} ms"
    return f"{microseconds:.1f} µs"


def main():
    binary = Path(sys.argv[1]) / "badge_bench"
    print("| figure | time | floor | time | ratio | bound | peak memory |")
    print("|---|---|---|---|---|---|---|")
    beyond = False
    for title, floor_title, name, bound in FIGURES:
        runs = run(binary, name)
        figure = statistics.median(r["figure_us"] for r in runs)
        floor = statistics.median(r["floor_us"] for r in runs)
        ratio = statistics.median(r["figure_us"] / r["floor_us"] for r in runs)
        peak = max(r["peak_mb"] for r in runs)
        beyond = beyond or ratio > bound
        print(f"| {title} | {human(figure)} | {floor_title} | {human(floor)} | {ratio:.2f} | {bound:.2f} | {peak:.0f} MB |",
              flush=True)
    sys.exit(1 if beyond else 0)


if __name__ == "__main__":
    main()
