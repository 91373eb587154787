# SPDX-License-Identifier: Apache-2.0
"""Lists the files of the project, for the checks that read them."""

import pathlib
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]


def files(*patterns: str) -> list[str]:
    """Paths from the root of all files that git knows or would add, sorted."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return sorted({name for name in listed.split("\0") if name and (ROOT / name).is_file()})


def text(path: str) -> str:
    """Contents of a file; bytes that are not UTF-8 become replacement characters."""
    return (ROOT / path).read_text(encoding="utf-8", errors="replace")


def report(check: str, complaints: list[str]) -> int:
    """Prints what is wrong, one a line, and returns the exit code."""
    for complaint in complaints:
        print(complaint)
    if complaints:
        print(f"{check}: {len(complaints)} to mend")
    return 1 if complaints else 0
