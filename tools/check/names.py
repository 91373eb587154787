#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that no two files define a type of one name in one namespace.

The compiler sees one file at a time, and the linker keeps one of two functions of one name: with two types called
alike, code for one would run on the other.
"""

import re
import sys
from collections import defaultdict

import project

NAMESPACE = re.compile(r"^namespace( [\w:]+)? \{$")
END = re.compile(r"^\}  // namespace")
TYPE = re.compile(r"^(?:class|struct|enum class|enum)(?: \[\[\w+\]\])? (\w+)\b(?!::)[^;]*$")


def types_in(content: str) -> set[str]:
    """Qualified names of the types defined at the outermost level; those without linkage are left out."""
    found, within = set(), []
    for line in content.splitlines():
        if opened := NAMESPACE.match(line):
            within.append((opened[1] or "").strip())
        elif END.match(line) and within:
            within.pop()
        elif (defined := TYPE.match(line)) and within and all(within):
            found.add("::".join([*within, defined[1]]))
    return found


def complaints(contents: dict[str, str]) -> list[str]:
    places = defaultdict(list)
    for path, content in contents.items():
        for name in types_in(content):
            places[name].append(path)
    return [f"{paths[0]}: {name} is also defined in {', '.join(paths[1:])}"
            for name, paths in sorted(places.items()) if len(paths) > 1]


def main() -> int:
    return project.report("names", complaints({path: project.text(path) for path in project.files("*.h", "*.cc")}))


if __name__ == "__main__":
    sys.exit(main())
