#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes data/regions from an unpacked copy of the npm package idn-area-data.

    python3 tools/regions/from_idn_area_data.py PACKAGE_DIRECTORY data/regions

Run by hand when the source publishes a new version; the result is committed, so that nothing needs
the package to build or run. The output depends on the input alone. What the source says is kept,
except that names in capitals are written in the usual way and validity is added where a law gives it.
"""
import csv
import pathlib
import sys

# Provinces younger than the others, by the law that made them: the only validity known for sure.
PROVINCE_VALID_FROM = {
    "65": "2012-11-16",  # UU 20/2012
    "93": "2022-07-25",  # UU 14/2022
    "94": "2022-07-25",  # UU 15/2022
    "95": "2022-07-25",  # UU 16/2022
    "96": "2022-12-08",  # UU 29/2022
}
LOWER_CASE = {"Dan": "dan"}
CAPITALS = {"Dki": "DKI"}
LEVELS = ("provinces", "regencies", "districts", "villages")


def usual_case(name):
    words = [word.capitalize() for word in name.split()]
    return " ".join(CAPITALS.get(word, LOWER_CASE.get(word, word)) for word in words)


def read(path):
    with open(path, encoding="utf-8", newline="") as file:
        # The source quotes nothing: a quotation mark in it is part of a name (Ja"an).
        rows = [line.rstrip("\r\n").split(",") for line in file if line.strip()]
    return [(row[0], row[-1]) for row in rows[1:]]


def parent(code):
    return code.rpartition(".")[0]


def check(levels):
    """Fails on what an import would refuse, so that a faulty file is never committed."""
    for above, level in zip(LEVELS, LEVELS[1:]):
        known = {code for code, _ in levels[above]}
        orphans = [code for code, _ in levels[level] if parent(code) not in known]
        if orphans:
            sys.exit(f"{level} without a parent: {orphans[:5]}")
    for level, rows in levels.items():
        codes = [code for code, _ in rows]
        if codes != sorted(set(codes)):
            sys.exit(f"{level}: codes are not unique and in order")


def write(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "valid_from", "valid_to"))
        for code, name in rows:
            writer.writerow((code, name, PROVINCE_VALID_FROM.get(code, ""), ""))


def main():
    source, target = (pathlib.Path(argument) for argument in sys.argv[1:3])
    levels = {level: read(source / "data" / f"{level}.csv") for level in LEVELS}
    for level in ("provinces", "regencies"):
        levels[level] = [(code, usual_case(name)) for code, name in levels[level]]
    check(levels)
    for level, rows in levels.items():
        write(target / f"{level}.csv", rows)
        print(f"{level}: {len(rows)}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main()
