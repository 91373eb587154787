#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks every source file by itself: licence line, words that must not appear, size.

Sizes follow a ratchet: a header keeps below 200 lines, any other source below 400. The few that are
longer stand in file_sizes.json with the length they may not exceed; the list only shrinks.
"""

import json
import re
import sys

import project

LICENCE = "SPDX-License-Identifier: Apache-2.0"
CODE = ("*.h", "*.cc", "*.proto", "*.py", "*.sh", "*.sql", "*.cmake", "*CMakeLists.txt", "*.ts", "*.js",
        "*.mjs", "*.svelte", "*.css", "*.toml", "*.yaml", "*.yml", "run", ".ci/run")
FOREIGN = ("third_party/",)
# Data has licences of its own, named beside it.
WITHOUT_LICENCE_LINE = ("data/",)

# pattern -> why it must not appear. Patterns are written so that they do not match themselves.
FORBIDDEN = {
    r"registry\.npmj[s]|repo1?\.mave[n]|pypi\.or[g]|pythonhoste[d]|proxy\.golan[g]|deb\.debia[n]":
        "addresses of package registries are the machine's settings, not the project's",
    r'"resolve[d]"\s*:': "lock files record no download addresses (omit-lockfile-registry-resolved)",
    r"\b(TOD[O]|FIXM[E]|XX[X])\b": "an open end belongs in an issue, not in the code",
    r"^(<{7}|>{7}) ": "a merge conflict was left in",
}
NOT_SEARCHED = ("third_party/", "data/", "LICENSE")

LIMITS = {".h": 200, ".cc": 400, ".py": 400, ".ts": 400, ".svelte": 400, ".sh": 200}


def is_foreign(path: str) -> bool:
    return path.startswith(FOREIGN)


def licence_complaints(path: str, content: str) -> list[str]:
    if any(LICENCE in line for line in content.splitlines()[:5]):
        return []
    return [f"{path}: the first lines lack '{LICENCE}'"]


def word_complaints(path: str, content: str) -> list[str]:
    found = []
    for pattern, reason in FORBIDDEN.items():
        for match in re.finditer(pattern, content, re.MULTILINE):
            line = content.count("\n", 0, match.start()) + 1
            found.append(f"{path}:{line}: '{match[0]}': {reason}")
    return found


def size_complaints(path: str, content: str, exceptions: dict[str, int]) -> list[str]:
    ending = "." + path.rsplit(".", 1)[-1]
    # Headers for tests hold whole suites that run against several implementations.
    ending = ".cc" if "/testing/" in path and ending == ".h" else ending
    limit = max(LIMITS.get(ending, sys.maxsize), exceptions.get(path, 0))
    lines = content.count("\n")
    if lines <= limit:
        return []
    return [f"{path}: {lines} lines, at most {limit}: split it by purpose"]


def ratchet_complaints(sizes: dict[str, int], exceptions: dict[str, int]) -> list[str]:
    """Exceptions that are no longer needed, or larger than the file has become."""
    found = []
    for path, allowed in exceptions.items():
        if sizes.get(path, 0) < allowed:
            found.append(f"tools/check/file_sizes.json: {path} has {sizes.get(path, 0)} lines now, "
                         f"not {allowed}: lower the number or drop the entry")
    return found


def main() -> int:
    exceptions = json.loads(project.text("tools/check/file_sizes.json"))
    code = set(project.files(*CODE))
    found, sizes = [], {}
    for path in project.files():
        if is_foreign(path) or path.endswith((".png", ".woff2", ".ico", ".xlsx", ".bin", ".gz")):
            continue
        content = project.text(path)
        sizes[path] = content.count("\n")
        if path in code and not path.startswith(WITHOUT_LICENCE_LINE):
            found += licence_complaints(path, content)
        if not path.startswith(NOT_SEARCHED):
            found += word_complaints(path, content)
        found += size_complaints(path, content, exceptions)
    return project.report("sources", found + ratchet_complaints(sizes, exceptions))


if __name__ == "__main__":
    sys.exit(main())
