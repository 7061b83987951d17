#!/usr/bin/env python3
"""What it costs to audit long logs: each command as a whole process on all cores, beside bare SHA-256 on as many.

usage: log_scale.py BIN_DIR [ENTRIES...]      (scripts/log-scale calls this)

Exit code 1 when an audit is slower than bare hashing by more than its bound, when it takes more memory than its bound, or when a
figure grows faster than the log.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SIZES = [100_000, 1_000_000, 10_000_000]
REPETITIONS = 3         # of the longest log, one
LEAST_RATE = 0.7        # of bare hashing on one core: signatures, reading and checking beside it take the second one
MOST_MEMORY = 200       # MB
# Time for ten times the entries at most this many times as much: the crowd of the shortest log lies in the processor's cache.
MOST_GROWTH = 15


def timed(command):
    """Seconds by the clock and peak memory in MB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    trouble = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    # present and report end with 1 where an export tells nothing after its last entry or has no office: the list is printed.
    if process.returncode not in (0, 1):
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}: {trouble.decode()}")
    return seconds, usage.ru_maxrss / 1024


def measure(programs, work, entries):
    """Median seconds and greatest memory of each command, and the medians of bare hashing."""
    export = work / f"export-{entries}"
    subprocess.run([programs / "bench_log", "make", export, str(entries)], check=True)
    audit, root = programs / "badge-audit", export / "root.pub"
    commands = {
        "verify": [audit, "verify", export],
        "report, HTML": [audit, "report", export, "--root", root, "--html", work / "report.html"],
        "report, JSON": [audit, "--json", "report", export, "--root", root],
        "present": [audit, "present", export, "--root", root, "--at", "now"],
        "across": [audit, "across", export, "--root", root],
        "prove": [audit, "prove", export, str(entries // 3), "-o", work / "proof"],
    }
    cores = len(os.sched_getaffinity(0))
    figures = {name: [] for name in commands}
    floors = {1: [], cores: []}
    for _ in range(1 if entries > 1_000_000 else REPETITIONS):
        for threads, runs in floors.items():
            done = subprocess.run([programs / "bench_log", "hash", export / "entries.jsonl", str(threads)], check=True,
                                  capture_output=True, text=True)
            runs.append(float(done.stdout) / 1e6)
        for name, command in commands.items():
            (work / "report.html").unlink(missing_ok=True)
            (work / "proof").unlink(missing_ok=True)
            figures[name].append(timed(command))
    size = (export / "entries.jsonl").stat().st_size
    subprocess.run(["rm", "-r", str(export)], check=True)
    return (size, {name: (statistics.median(s for s, _ in runs), max(m for _, m in runs)) for name, runs in figures.items()},
            {threads: statistics.median(runs) for threads, runs in floors.items()}, cores)


def judge(sizes, results):
    faults = []
    for entries, (_, figures, floors, _) in zip(sizes, results):
        rate = floors[1] / figures["verify"][0]
        if entries >= 1_000_000 and rate < LEAST_RATE:
            faults.append(f"verify of {entries:,} entries: {rate:.2f} x bare hashing")
        if figures["verify"][1] > MOST_MEMORY:
            faults.append(f"verify of {entries:,} entries takes {figures['verify'][1]:.0f} MB")
    for small, great, (_, before, _, _), (_, after, _, _) in zip(sizes, sizes[1:], results, results[1:]):
        for name, (seconds, _) in after.items():
            growth = seconds / max(before[name][0], 0.05) / (great / small) * 10
            if growth > MOST_GROWTH:
                faults.append(f"{name}: {growth:.1f} times the time for 10 times the entries, from {small:,} to {great:,}")
    return faults


def main():
    programs = Path(sys.argv[1]).resolve()
    sizes = [int(word) for word in sys.argv[2:]] or SIZES
    with tempfile.TemporaryDirectory(dir=programs.parent) as directory:
        results = [measure(programs, Path(directory).resolve(), entries) for entries in sizes]
    cores = results[0][3]
    print("| | " + " | ".join(f"{entries:,} entries ({size / 1e6:,.0f} MB)" for entries, (size, *_) in zip(sizes, results)) + " |")
    print("|---|" + "---|" * len(sizes))
    for threads in sorted({1, cores}):
        print(f"| bare SHA-256 of the same leaves and nodes, {threads} core{'s' if threads > 1 else ''}, read before | "
              + " | ".join(f"{floors[threads]:.2f} s" for _, _, floors, _ in results) + " |")
    for name in results[0][1]:
        print(f"| `{name}` | " + " | ".join(f"{figures[name][0]:.2f} s, {figures[name][1]:.0f} MB" for _, figures, _, _ in results) + " |")
    for threads in sorted({1, cores}):
        print(f"| `verify` as a rate of bare hashing on {threads} core{'s' if threads > 1 else ''} | "
              + " | ".join(f"{floors[threads] / figures['verify'][0]:.2f}" for _, figures, floors, _ in results) + " |")
    faults = judge(sizes, results)
    for fault in faults:
        print(f"beyond its bound: {fault}", file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
