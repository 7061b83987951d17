#!/usr/bin/env python3
"""Runs the benchmark of a camera's frames and prints its tables in Markdown.

usage: frames_table.py BIN_DIR [SCENES_A_LEVEL [FIRST_SEED]]      (scripts/bench --frames calls this)

Rates run beside one another on all cores, costs alone on one. Exit code 1 when a bound is not kept.
"""
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

KINDS_WITHOUT_CODE = 5
RATE_BOUND = 1.25       # ours to plain, over all frames
COST_BOUND = 40.0       # ms, 95th percentile of a frame without a code
CLEAN_BOUND = 1.1       # ours to plain, a frame that plain reads
ZBAR_AHEAD = 1          # degradations in which libzbar may be ahead


def run(program, *words, alone=False):
    def one_core():
        if alone:
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=False, preexec_fn=one_core)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def print_rates(kinds, counts):
    """True when ours is as far ahead as the bounds say."""
    print("| frames | number | plain ZXing-C++ | the same, any of 8 takes | libzbar | FrameReader, 8 takes | read_codes | wrong texts |")
    print("|---|---|---|---|---|---|---|---|")
    total = [sum(column) for column in zip(*counts)]
    for kind, count in [*zip(kinds, counts), ("**all**", total)]:
        shares = " | ".join(f"{100 * n / count[0]:.0f} %" for n in count[1:6])
        print(f"| {kind} | {count[0]} | {shares} | {count[6]} |")
    ratio = total[4] / total[1]
    fair = total[4] / total[2]
    zbar = [kind for kind, count in zip(kinds, counts) if count[3] > count[4]]
    even = [kind for kind, count in zip(kinds, counts) if count[3] == count[4]]
    print(f"\nFrameReader to plain: {ratio:.2f} (bound {RATE_BOUND}); to plain on any of 8 takes: {fair:.2f}. "
          f"libzbar is ahead in: {', '.join(zbar) or 'none'}; even in: {', '.join(even) or 'none'}.\n", flush=True)
    return ratio >= RATE_BOUND and len(zbar) <= ZBAR_AHEAD and total[6] == 0


def print_costs(program, kinds, seed):
    """True when no cost is over its bound."""
    print("| frames without a code (processor time) | median | 95th percentile | greatest | bound | texts |")
    print("|---|---|---|---|---|---|")
    kept = True
    for index in range(len(kinds) - KINDS_WITHOUT_CODE, len(kinds)):
        median, high, most, found = map(float, run(program, "empty", index, seed, alone=True).split())
        print(f"| {kinds[index]} | {median:.1f} ms | {high:.1f} ms | {most:.1f} ms | {COST_BOUND:.0f} ms | {found:.0f} |", flush=True)
        kept = kept and high <= COST_BOUND and found == 0
    print("\n| clean frames | FrameReader | plain ZXing-C++ | ratio | bound |")
    print("|---|---|---|---|---|")
    for title, word in [("one after another", "clean"), ("each after a cluttered one", "after")]:
        ours, plain, ratio = map(float, run(program, word, seed, alone=True).split())
        print(f"| {title} | {ours:.2f} ms | {plain:.2f} ms | {ratio:.2f} | {CLEAN_BOUND} |", flush=True)
        kept = kept and ratio <= CLEAN_BOUND
    return kept


def main():
    program = Path(sys.argv[1]).resolve() / "frame_bench"
    scenes = int(sys.argv[2]) if len(sys.argv) > 2 else 8
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    kinds = run(program, "kinds").splitlines()
    coded = range(len(kinds) - KINDS_WITHOUT_CODE)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        lines = pool.map(lambda kind: run(program, "rates", kind, scenes, seed), coded)
        counts = [[int(n) for n in line.split()] for line in lines]
    ahead = print_rates(kinds, counts)
    cheap = print_costs(program, kinds, seed)
    sys.exit(0 if ahead and cheap else 1)


if __name__ == "__main__":
    main()
