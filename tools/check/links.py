#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that every relative link in the documents leads to a file, and every anchor to a heading."""

import posixpath
import re
import sys

import project

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)(?:\s+\"[^\"]*\")?\)")
HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```\s*$", re.MULTILINE | re.DOTALL)


def anchor_of(heading: str) -> str:
    """The anchor that a heading gets: lower case, punctuation dropped, spaces as hyphens."""
    plain = re.sub(r"[`*]|\[([^\]]*)\]\([^)]*\)", lambda match: match[1] or "", heading)
    return re.sub(r"[^\w\- ]", "", plain.lower()).replace(" ", "-")


def anchors_in(content: str) -> set[str]:
    return {anchor_of(heading) for heading in HEADING.findall(FENCE.sub("", content))}


def complaints_in(path: str, content: str, exists, read) -> list[str]:
    """`exists` tells whether a path from the root is there, `read` returns its text."""
    found = []
    for target in LINK.findall(FENCE.sub("", content)):
        if re.match(r"^[a-z]+:", target):
            continue
        file, _, anchor = target.partition("#")
        where = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
        if not exists(where):
            found.append(f"{path}: {target}: there is no {where}")
        elif anchor and where.endswith(".md") and anchor not in anchors_in(read(where)):
            found.append(f"{path}: {target}: {where} has no heading with this anchor")
    return found


def main() -> int:
    found = []
    for path in project.files("*.md"):
        if path.startswith("third_party/"):
            continue
        found += complaints_in(path, project.text(path), lambda p: (project.ROOT / p).exists(), project.text)
    return project.report("links", found)


if __name__ == "__main__":
    sys.exit(main())
