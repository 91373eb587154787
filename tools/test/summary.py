#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Counts what a test run left in its reports folder and prints a table, then the total as last line.

usage: summary.py REPORTS

The folder holds: ctest.json (ctest's list with labels), ctest.junit.xml (its results), NAME.xml (one
gtest report a binary), KIND.junit.xml (other runners) and KIND.rc (a runner's exit code). A runner
that failed without naming a failed test counts as one failure, so that nothing is lost.
"""

import dataclasses
import json
import pathlib
import re
import sys
import xml.etree.ElementTree as xml


@dataclasses.dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def add(self, other: "Count") -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped


def cases_in(path: pathlib.Path) -> list:
    """Test cases of a report; empty when it is missing or was cut off by a crash."""
    try:
        return list(xml.parse(path).iter("testcase"))
    except (FileNotFoundError, xml.ParseError):
        return []


def outcome(case) -> str:
    if case.find("failure") is not None or case.find("error") is not None:
        return "failed"
    skipped = case.find("skipped") is not None or case.get("result") in ("skipped", "suppressed")
    return "skipped" if skipped else "passed"


def count_cases(cases: list) -> Count:
    count = Count()
    for case in cases:
        kind = outcome(case)
        setattr(count, kind, getattr(count, kind) + 1)
    return count


def count_binary(reports: pathlib.Path, name: str, result: str) -> Count:
    """Count of one ctest entry: its gtest cases, or itself when it has no such report."""
    count = count_cases(cases_in(reports / f"{name}.xml"))
    if result == "failed" and count.failed == 0:
        count.failed += 1
    if count == Count():
        setattr(count, result, 1)
    return count


def labels_of(listing: dict) -> dict[str, str]:
    """Kind of each ctest entry: the label that is not a folder."""
    kinds = {}
    for test in listing.get("tests", []):
        properties = {entry["name"]: entry["value"] for entry in test.get("properties", [])}
        kinds[test["name"]] = next((label for label in properties.get("LABELS", []) if "/" not in label), "other")
    return kinds


def count_ctest(reports: pathlib.Path) -> tuple[dict[str, Count], list[str]]:
    """Counts per kind, and the names of entries that failed."""
    if not (reports / "ctest.json").exists():
        return {}, []
    kinds = labels_of(json.loads((reports / "ctest.json").read_text()))
    results = {case.get("name"): outcome(case) for case in cases_in(reports / "ctest.junit.xml")}
    counts: dict[str, Count] = {}
    failed = []
    for name, kind in kinds.items():
        # An entry without a result never ran: ctest itself was stopped.
        result = results.get(name, "failed")
        counts.setdefault(kind, Count()).add(count_binary(reports, name, result))
        if result == "failed":
            failed.append(f"{kind}: {name}")
    return counts, failed


def count_other(reports: pathlib.Path) -> tuple[dict[str, Count], list[str]]:
    """Counts of the runners other than ctest, and the names of failed tests."""
    counts, failed = {}, []
    for code in sorted(reports.glob("*.rc")):
        kind = code.stem
        if kind == "ctest":
            continue
        cases = cases_in(reports / f"{kind}.junit.xml")
        counts[kind] = count_cases(cases)
        failed += [f"{kind}: {case.get('name')}" for case in cases if outcome(case) == "failed"]
        if int(code.read_text()) != 0 and counts[kind].failed == 0:
            counts[kind].failed = 1
            failed.append(f"{kind}: the runner itself (exit code {code.read_text().strip()})")
    return counts, failed


def seconds_of(reports: pathlib.Path, kind: str, kinds: dict[str, str]) -> str:
    total = sum(float(case.get("time") or 0) for case in cases_in(reports / "ctest.junit.xml")
                if kinds.get(case.get("name")) == kind)
    return f"{total:.0f} s" if total else ""


def main(folder: str) -> int:
    reports = pathlib.Path(folder)
    counts, failed = count_ctest(reports)
    others, failed_others = count_other(reports)
    counts.update(others)
    kinds = labels_of(json.loads((reports / "ctest.json").read_text())) if (reports / "ctest.json").exists() else {}
    total = Count()
    print(f"\n{'kind':<14}{'passed':>8}{'failed':>8}{'skipped':>9}{'time':>9}")
    for kind, count in counts.items():
        total.add(count)
        seconds = seconds_of(reports, kind, kinds)
        print(f"{kind:<14}{count.passed:>8}{count.failed:>8}{count.skipped:>9}{seconds:>9}".rstrip())
    for name in failed + failed_others:
        print(f"failed: {re.sub(r'[^ -~]', '?', name)}")
    print(f"\n{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed or not total.passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
