#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that a test exercises every code of docs/payroll/codes.md, and that what has no test yet is on the list.

codes_without_test.txt beside this file names the codes that still wait for their test; it may only become shorter.
"""

import re
import sys

import project

CODE = re.compile(r"^\| `([A-Z0-9_]+)` \|", re.MULTILINE)
# Scenarios are run as tests, so what they show is exercised.
TESTS = ["*_test.cc", "*_test.py", "*.test.mjs", "tests/*.cc", "tests/*.py", "docs/payroll/scenarios/*.md"]
# These go through the whole table and exercise nothing.
NOT_TESTS = {"libs/base/reason_test.cc"}
LIST = "tools/check/codes_without_test.txt"


def words_in(content: str) -> set[str]:
    return set(re.findall(r"\b[A-Z0-9_]{3,}\b", content))


def complaints_in(codes: list[str], exercised: set[str], excused: list[str]) -> list[str]:
    found = [f"docs/payroll/codes.md: no test exercises {code}"
             for code in codes if code not in exercised and code not in excused]
    found += [f"{LIST}: {code} has a test now or is no code: take it off"
              for code in excused if code in exercised or code not in codes]
    return found


def main() -> int:
    codes = CODE.findall(project.text("docs/payroll/codes.md"))
    exercised = set()
    for path in project.files(*TESTS):
        if path not in NOT_TESTS:
            exercised |= words_in(project.text(path))
    excused = [line for line in project.text(LIST).splitlines() if line and not line.startswith("#")]
    return project.report("codes", complaints_in(codes, exercised, excused))


if __name__ == "__main__":
    sys.exit(main())
