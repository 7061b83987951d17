#!/usr/bin/env python3
"""docs/attacks.md: forty rows in order, each with a test that is there, or with the part that is missing; and no attack test that
no row names. docs/gate.md: a row for every reason, with its verdict.

    rows_test.py ROOT
"""
import re
import sys
from pathlib import Path


def reasons(root):
    """What docs/gate.md lacks of the table in common/badge/reason.cpp."""
    code = (root / "common" / "badge" / "reason.cpp").read_text(encoding="utf-8")
    page = (root / "docs" / "gate.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+`) \| (admit|check|deny) \|", page, re.MULTILINE)
    told = {name: verdict for names, verdict in rows for name in re.findall(r"`(\w+)`", names)}
    built = dict(pair[::-1] for pair in re.findall(r"\{Reason::\w+, (admit|check|deny), \"(\w+)\"", code))
    if len(built) != 29 or told != built:
        yield f"docs/gate.md tells of {len(told)} reasons, there are {len(built)}: {sorted(told.items() ^ built.items())}"


def main():
    root, named = Path(sys.argv[1]), set()
    wrong = list(reasons(root))
    page = (root / "docs" / "attacks.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\d+) \| (.+?) \| (.+?) \| (.*?) ?\|$", page, re.MULTILINE)
    if [int(row[0]) for row in rows] != list(range(1, 41)):
        wrong.append(f"rows are not 1 to 40: {[row[0] for row in rows]}")
    for number, _, answer, tests in rows:
        files = re.findall(r"`([^`]+)`", tests)
        if not files and "not there yet" not in answer.lower():
            wrong.append(f"row {number} has no test and does not say what is missing")
        wrong += [f"row {number}: {file} does not exist" for file in files if not (root / file).is_file()]
        named |= set(files)
    for file in (*root.glob("tests/e2e/attack_*.py"), *root.glob("tests/attack/*_test.cpp")):
        name = str(file.relative_to(root))
        if name not in named:
            wrong.append(f"{name} is named in no row")
    registered = (root / "tests" / "e2e" / "CMakeLists.txt").read_text(encoding="utf-8")
    for file in root.glob("tests/e2e/attack_*.py"):
        if file.name not in registered:
            wrong.append(f"{file.name} is not run by ctest")
    for page in ("README.md", "docs/threat-model.md"):
        if "attacks.md" not in (root / page).read_text(encoding="utf-8"):
            wrong.append(f"{page} does not lead to docs/attacks.md")
    print("\n".join(wrong) or f"{len(rows)} rows, {len(named)} test files")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
