#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs clang-tidy over the changed sources and what includes changed headers; with --all over all.

Changed sources are always checked. Includers follow for as long as the time budget lasts, and the
number that was left out is printed: --all checks those too.
"""

import argparse
import concurrent.futures
import json
import os
import re
import subprocess
import sys
import time

import project

BUILD = project.ROOT / "build" / "release"
BUDGET_SECONDS = 240
# The compiler's own warnings are the build's business; clang 14 does not know all of GCC's flags.
COMMAND = ["clang-tidy-14", "-p", str(BUILD), "--quiet", "--extra-arg=-Wno-unknown-warning-option"]


def run(*command: str) -> str:
    return subprocess.run(command, cwd=project.ROOT, check=True, capture_output=True, text=True).stdout


def prepare() -> None:
    """Configures the build and generates the protobuf headers that sources include."""
    run("cmake", "--preset", "release")
    targets = run("ninja", "-C", str(BUILD), "-t", "targets", "all")
    headers = sorted(set(re.findall(r"^(\S+\.pb\.h): CUSTOM_COMMAND", targets, re.MULTILINE)))
    if headers:
        run("ninja", "-C", str(BUILD), *headers)


def compiled_sources() -> set[str]:
    """Sources of the project that the build compiles, as paths from the root."""
    commands = json.loads((BUILD / "compile_commands.json").read_text())
    paths = {os.path.relpath(command["file"], project.ROOT) for command in commands}
    return {path for path in paths if not path.startswith(("build/", ".."))}


def changed_files() -> list[str] | None:
    """Changed sources and headers; None when there is nothing to compare with."""
    script = 'source tools/common.sh; base_commit; changed_files "*.h" "*.cc"'
    lines = run("bash", "-euo", "pipefail", "-c", script).splitlines()
    return lines[1:] if lines else None


def includers(headers: set[str], sources: set[str]) -> list[str]:
    """Sources that include one of the headers directly: from the text, as objects may not be built yet."""
    if not headers:
        return []
    pattern = re.compile("|".join(rf'#include "{re.escape(header)}"' for header in sorted(headers)))
    return sorted(path for path in sources if pattern.search(project.text(path)))


def tidy(path: str) -> tuple[str, str]:
    """Name of the file and what clang-tidy has against it, empty if nothing."""
    done = subprocess.run([*COMMAND, path], cwd=project.ROOT, capture_output=True, text=True)
    return path, (done.stdout + done.stderr if done.returncode else "")


def check(paths: list[str], deadline: float) -> tuple[list[str], int]:
    """Complaints of all files begun before the deadline, and how many were not begun."""
    complaints, left_out = [], 0

    def guarded(path: str):
        return tidy(path) if time.monotonic() < deadline else (path, None)

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        for path, output in pool.map(guarded, paths):
            if output is None:
                left_out += 1
            elif output:
                complaints.append(output)
                print(f"tidy: {path}\n{output}", flush=True)
    return complaints, left_out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="check every source")
    parser.add_argument("files", nargs="*", help="check these sources only")
    options = parser.parse_args()
    prepare()
    sources = compiled_sources()
    if options.all or options.files:
        complaints, _ = check(sorted(options.files or sources), float("inf"))
        return 1 if complaints else 0

    changed = changed_files()
    if changed is None:
        print("tidy: no earlier commit to compare with; nothing was checked (--all checks every source)")
        return 0
    first = sorted(sources & set(changed))
    after = [path for path in includers({p for p in changed if p.endswith(".h")}, sources) if path not in first]
    started = time.monotonic()
    complaints, _ = check(first, float("inf"))
    more, left_out = check(after, started + BUDGET_SECONDS)
    print(f"tidy: {len(first)} changed files and {len(after) - left_out} that include them in "
          f"{time.monotonic() - started:.0f} s; {left_out} left out for time")
    return 1 if complaints + more else 0


if __name__ == "__main__":
    sys.exit(main())
