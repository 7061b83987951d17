#!/usr/bin/env python3
"""Measures the intake against sample registrations with known answers.

  tests/intake_truth.py [--program "build/release/bin/badge-issuer import --dry-run --json"] [--samples ../shared/intake]

The samples' README says how they are to be read; truth.json holds the right answer for every file. Prints a table of field
accuracy and of precision and recall for each problem code, and every difference with --show. Exit code 1 when a list is not
fully right or when a wrong value comes without any problem code ("silently wrong"), unless --allow-silent is given.
"""
import argparse
import json
import pathlib
import shlex
import subprocess
import sys
import unicodedata
from collections import Counter, defaultdict

FIELDS = ["name", "email", "organisation", "birth_date", "id_number", "id_expiry", "language"]
SKIPPED = 77  # ctest's SKIP_RETURN_CODE


def norm(field, value):
    """The README's rules for comparing."""
    if value is None or value == "":
        return None
    value = unicodedata.normalize("NFC", value)
    if field == "name":
        return frozenset(value.lower().split())
    if field in ("id_number", "email", "organisation"):
        return "".join(value.split()).lower()
    return value


def read_with(program, paths):
    run = subprocess.run(shlex.split(program) + [str(p) for p in paths], capture_output=True, check=False)
    if run.returncode < 0 or run.returncode > 3:
        sys.exit(f"{program}: ended with {run.returncode}\n{run.stderr.decode(errors='replace')}")
    found = defaultdict(list)
    for line in run.stdout.decode().splitlines():
        record = json.loads(line)
        if "source" in record:
            found[record["source"].rsplit("#", 1)[0]].append(record)
    return found


def compared_fields(truth):
    if "change_request" in truth["problems"]:
        return [f for f in FIELDS if f == "name" or truth[f] is not None]
    return FIELDS


def differences(truth, got):
    wrong = [f for f in compared_fields(truth) if norm(f, truth[f]) != norm(f, got.get(f))]
    if set(truth["problems"]) != set(got["problems"]):
        wrong.append("problems")
    return wrong


def pair_up(expected, got):
    """In order; where the numbers differ, by name first."""
    if len(expected) == len(got):
        return list(zip(expected, got))
    left = list(got)
    pairs = []
    for truth in expected:
        same = next((g for g in left if norm("name", g["name"]) == norm("name", truth["name"])), None)
        if same is not None:
            left.remove(same)
        pairs.append((truth, same))
    return pairs + [(None, g) for g in left]


class Score:
    def __init__(self):
        self.fields, self.right = Counter(), Counter()
        self.records = self.perfect = self.extra = self.silent = 0
        self.told, self.said, self.both = Counter(), Counter(), Counter()

    def add(self, truth, got):
        if truth is None:
            self.extra += 1
            self.silent += not got["problems"]
            return ["extra record"]
        self.records += 1
        got = got or {**{f: None for f in FIELDS}, "problems": ["(not found)"]}
        wrong = differences(truth, got)
        self.perfect += not wrong
        for field in compared_fields(truth):
            self.fields[field] += 1
            self.right[field] += field not in wrong
        self.told.update(truth["problems"])
        self.said.update(got["problems"])
        self.both.update(set(truth["problems"]) & set(got["problems"]))
        # A wrong value that no code points at would pass for a complete registration.
        self.silent += bool(wrong) and not got["problems"]
        return wrong

    def show(self, title):
        print(f"\n{title}: {self.perfect} of {self.records} records fully right, {self.extra} extra, {self.silent} silently wrong")
        for field in FIELDS:
            total = self.fields[field]
            if total:
                print(f"  {field:<14} {self.right[field]:>4} / {total:<4} {100 * self.right[field] / total:5.1f} %")
        for code in sorted(set(self.told) | set(self.said) - {"(not found)"}):
            said, told, both = self.said[code], self.told[code], self.both[code]
            precision = f"{100 * both / said:5.1f}" if said else "    -"
            recall = f"{100 * both / told:5.1f}" if told else "    -"
            print(f"  {code:<24} precision {precision} %  recall {recall} %  ({both} of {told})")


def show_groups(groups):
    for key, counts in groups.items():
        print(f"\nfully right by {key}:")
        for name in sorted({name for name, _ in counts}):
            right, wrong = counts[name, False], counts[name, True]
            print(f"  {name:<26} {right:>3} / {right + wrong}")


def main():
    here = pathlib.Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(here / "build/release/bin/badge-issuer") + " import --dry-run --json")
    parser.add_argument("--samples", type=pathlib.Path, default=here.parent / "shared/intake")
    parser.add_argument("--only", default="", help="files whose name contains this")
    parser.add_argument("--show", action="store_true", help="every difference")
    parser.add_argument("--allow-silent", action="store_true")
    parser.add_argument("--at-least", type=float, help="percent of the records that must be fully right, instead of the rule above")
    parser.add_argument("--skip-unsupported", action="store_true", help="leave out files the program gave nothing for")
    options = parser.parse_args()
    if not (options.samples / "truth.json").exists():
        print(f"no samples at {options.samples}: skipped")
        return SKIPPED
    truths = [t for t in json.loads((options.samples / "truth.json").read_text(encoding="utf-8")) if options.only in t["file"]]
    paths = [options.samples / t["file"] for t in truths]
    found = read_with(options.program, paths)
    scores = {"lists": Score(), "mails": Score()}
    groups = defaultdict(Counter)  # layout or language of the text, where truth.json tells them
    for truth, path in zip(truths, paths):
        got = found.get(str(path), [])
        if not got and options.skip_unsupported:
            print(f"{truth['file']}: not read")
            continue
        score = scores["mails" if path.suffix == ".eml" else "lists"]
        for number, (expected, record) in enumerate(pair_up(truth["records"], got), 1):
            wrong = score.add(expected, record)
            for key in ("text_language", "layout"):
                if key in truth:
                    groups[key][truth[key], bool(wrong)] += 1
            if wrong and options.show:
                print(f"{truth['file']} record {number}: {', '.join(wrong)}")
                for field in wrong:
                    if expected and field != "extra record":
                        print(f"    {field}: expected {expected[field]!r}, got {record and record.get(field)!r}")
    for title, score in scores.items():
        if score.records or score.extra:
            score.show(title)
    show_groups(groups)
    silent = sum(s.silent for s in scores.values())
    if options.at_least is not None:
        records, perfect, extra = (sum(getattr(s, k) for s in scores.values()) for k in ("records", "perfect", "extra"))
        return 1 if (silent and not options.allow_silent) or 100 * perfect < options.at_least * (records + extra) else 0
    lists = scores["lists"]
    return 1 if (silent and not options.allow_silent) or lists.perfect != lists.records or lists.extra else 0


if __name__ == "__main__":
    sys.exit(main())
