#!/usr/bin/env python3
"""Runs the benchmarks and prints one Markdown table: each figure beside its floor, their ratio, its bound, the peak memory.

usage: table.py BIN_DIR      (the directory of the programs and benchmarks; scripts/bench calls this)

Every figure runs in a process of its own on one core, in turns with its floor, and the median of all repetitions counts.
Exit code 1 when a ratio is beyond its bound.
"""
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REPETITIONS = 7
IMPORT_ROWS = 100_000
IMPORT_BOUND = 4.0
LOG_ENTRIES = 1_000_000
LOG_BOUND = 1 / 0.6     # at least 0.6 of the rate of bare hashing
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


def timed(command):
    """Seconds by the clock and peak memory in MB of one process on one core."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=one_core)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit code {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def run_imports(issuer):
    """One plain list of many rows into a new office, against `sqlite3 .import` of the same file."""
    runs = []
    with tempfile.TemporaryDirectory(dir=".") as directory:
        work = Path(directory)
        rows, passphrase, office, bare = (work / name for name in ("rows.csv", "passphrase", "office", "bare.db"))
        maker = ROOT / "tests/tools/make_registrations.py"
        subprocess.run([sys.executable, maker, "--csv", rows, "--count", str(IMPORT_ROWS)], check=True, stdout=subprocess.DEVNULL)
        passphrase.write_text("only for measuring\n", encoding="ascii")
        passphrase.chmod(0o600)
        for _ in range(REPETITIONS):
            shutil.rmtree(office, ignore_errors=True)
            bare.unlink(missing_ok=True)
            subprocess.run([issuer, "--office", office, "init", "--event", ROOT / "examples/eu-internet-forum.toml",
                            "--passphrase-file", passphrase, "--key-passphrase-file", passphrase,
                            "--officer-passphrase-file", passphrase], check=True, stdout=subprocess.DEVNULL)
            os.sync()
            figure, peak = timed([issuer, "--office", office, "import", rows])
            os.sync()
            floor, _ = timed(["sqlite3", bare, f".import --csv {rows} registration"])
            runs.append({"figure_us": figure * 1e6, "floor_us": floor * 1e6, "peak_mb": peak})
    return runs


def run_audits(programs):
    """The whole program over a long export, against bare SHA-256 over the same leaves and nodes, read before."""
    runs = []
    with tempfile.TemporaryDirectory(dir=".") as directory:
        export = Path(directory) / "export"
        subprocess.run([programs / "bench_log", "make", export, str(LOG_ENTRIES)], check=True)
        for _ in range(REPETITIONS):
            figure, peak = timed([programs / "badge-audit", "verify", export])
            floor = subprocess.run([programs / "bench_log", "hash", export / "entries.jsonl"], check=True, capture_output=True,
                                   text=True, preexec_fn=one_core).stdout
            runs.append({"figure_us": figure * 1e6, "floor_us": float(floor), "peak_mb": peak})
    return runs


def human(microseconds):
    if microseconds >= 1e6:
        return f"{microseconds / 1e6:.2f} s"
    if microseconds >= 1e3:
        return f"{microseconds / 1e3:.2f} ms"
    return f"{microseconds:.1f} µs"


def print_row(title, floor_title, bound, runs):
    """True when the ratio is within its bound."""
    figure = statistics.median(r["figure_us"] for r in runs)
    floor = statistics.median(r["floor_us"] for r in runs)
    ratio = statistics.median(r["figure_us"] / r["floor_us"] for r in runs)
    peak = max(r["peak_mb"] for r in runs)
    print(f"| {title} | {human(figure)} | {floor_title} | {human(floor)} | {ratio:.2f} | {bound:.2f} | {peak:.0f} MB |",
          flush=True)
    return ratio <= bound


def main():
    programs = Path(sys.argv[1]).resolve()
    print("| figure | time | floor | time | ratio | bound | peak memory |")
    print("|---|---|---|---|---|---|---|")
    within = [print_row(title, floor, bound, run(programs / "badge_bench", name)) for title, floor, name, bound in FIGURES]
    within.append(print_row(f"audit of {LOG_ENTRIES:,} entries", "bare SHA-256", LOG_BOUND, run_audits(programs)))
    within.append(print_row(f"import of {IMPORT_ROWS:,} registrations", "sqlite3 .import", IMPORT_BOUND,
                            run_imports(programs / "badge-issuer")))
    sys.exit(0 if all(within) else 1)


if __name__ == "__main__":
    main()
