#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes data/denominators: entitled workers per regency, province and nation, in total, PU and BPU.

    python3 tools/denominators/generate.py        (from the root of the repository)

Published denominators are taken from data/figures/coverage_cases.csv as printed. All others are
example data, made here in whole numbers from the figures of data/figures/figures_national.csv and
from the tree of data/regions, so that a run anywhere writes the same bytes. README.md beside the
output tells the rule.
"""
import collections
import csv
import hashlib
import pathlib

REGIONS = pathlib.Path("data/regions")
FIGURES = pathlib.Path("data/figures")
OUTPUT = pathlib.Path("data/denominators")
COLUMNS = ("region_code", "segment", "date", "value", "definition", "source", "confidence", "example")

EXAMPLE_DATE = "2023-12-31"
EXAMPLE_DEFINITION = "contoh (data buatan)"
EXAMPLE_SOURCE = "tools/denominators/generate.py"
DEMO_SCALE = 1000

# The printed denominators of entitled workers: region, segment and case of coverage_cases.csv.
PUBLISHED_CASES = ("C01", "C02", "C03", "C04", "C05", "C08")

# Coverage wanted where a published percentage exists, in 1/100 percent; the others vary by code.
COVERAGE_KNOWN = {"31": 5200, "51": 4990, "61": 3228, "63": 3425, "64": 4800, "65": 5786, "82": 4600}
COVERAGE_LEAST, COVERAGE_MOST = 2600, 4600

# One kelurahan or a village of a city holds about as many workers as four desa.
WEIGHT_URBAN, WEIGHT_RURAL = 4, 1


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def vary(code, purpose, least, most):
    """A number in [least, most] that only the code and the purpose decide."""
    digest = hashlib.sha256(f"{purpose}:{code}".encode()).digest()
    return least + int.from_bytes(digest[:8], "big") % (most - least + 1)


def share_out(total, weights):
    """Splits total by weights into whole numbers that sum to it (largest remainders, then by code)."""
    whole = sum(weights.values())
    parts = {code: total * weight // whole for code, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda code: (-(total * weights[code] % whole), code))
    for code in by_remainder[: total - sum(parts.values())]:
        parts[code] += 1
    return parts


def half_up(numerator, denominator):
    return (2 * numerator + denominator) // (2 * denominator)


def regency_weights():
    weights = collections.Counter()
    for village in rows_of(REGIONS / "villages.csv"):
        regency, kind = village["code"][:5], village["code"][9]
        urban = kind == "1" or regency[3] in "789"
        weights[regency] += WEIGHT_URBAN if urban else WEIGHT_RURAL
    return dict(weights)


def active_per_province(weights):
    """Active participants at the end of 2023; provinces not listed share what is left."""
    active, left = {}, 0
    for row in rows_of(FIGURES / "figures_national.csv"):
        if row["metric"] != "active_participants" or row["date"] != EXAMPLE_DATE:
            continue
        if row["scope"] == "province":
            active[row["region_code"]] = int(row["value"])
        elif row["scope"] == "province_group":
            left = int(row["value"])
    missing = collections.Counter()
    for regency, weight in weights.items():
        if regency[:2] not in active:
            missing[regency[:2]] += weight
    return active | share_out(left, missing)


def province_coverage(code):
    return COVERAGE_KNOWN.get(code) or vary(code, "coverage", COVERAGE_LEAST, COVERAGE_MOST)


class Table:
    """Denominators by region and segment, with PU and BPU summing to the total at every level."""

    def __init__(self):
        self.total, self.pu = collections.Counter(), collections.Counter()
        self.active = {}

    def add_regency(self, code, total, active):
        # Wage earners are more common in cities; 30 to 44 % against 48 to 66 %.
        city = code[3] in "789"
        percent = vary(code, "wage", 48, 66) if city else vary(code, "wage", 30, 44)
        pu = half_up(total * percent, 100)
        self.active[code] = active
        for region in (code, code[:2], "ID"):
            self.total[region] += total
            self.pu[region] += pu

    def values(self, region):
        return {
            "total": self.total[region],
            "PU": self.pu[region],
            "BPU": self.total[region] - self.pu[region],
        }


def example_table():
    weights = regency_weights()
    table = Table()
    for province, active in sorted(active_per_province(weights).items()):
        own = {code: weight for code, weight in weights.items() if code[:2] == province}
        actives = share_out(active, own)
        entitled = half_up(active * 10000, province_coverage(province))
        # Regencies differ: some cover a quarter more than their province, some a fifth less.
        spread = {code: actives[code] * vary(code, "spread", 78, 125) for code in own}
        for code, total in sorted(share_out(entitled, spread).items()):
            table.add_regency(code, total, actives[code])
    return table


def published_rows():
    for row in rows_of(FIGURES / "coverage_cases.csv"):
        if row["case_id"] in PUBLISHED_CASES:
            definition = row["denominator_definition"].replace('"', "")
            yield (row["region_code"], row["segment"], row["date"], int(row["denominator"]),
                   definition, f"{row['source']} ({row['case_id']})", row["confidence"], "no")


def example_rows(table, taken=()):
    for region in sorted(table.total, key=lambda code: "" if code == "ID" else code):
        for segment, value in table.values(region).items():
            if (region, segment) not in taken:
                yield (region, segment, EXAMPLE_DATE, value, EXAMPLE_DEFINITION, EXAMPLE_SOURCE,
                       "EX", "yes")


def scaled(table):
    small = Table()
    for code in table.active:
        values = table.values(code)
        pu, bpu = (max(1, half_up(values[segment], DEMO_SCALE)) for segment in ("PU", "BPU"))
        for region in (code, code[:2], "ID"):
            small.total[region] += pu + bpu
            small.pu[region] += pu
    return small


def write(name, columns, rows):
    with open(OUTPUT / name, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def main():
    table = example_table()
    published = list(published_rows())
    # A published figure from before the example's date stays the only one of its region and segment.
    taken = {row[:2] for row in published if row[2] <= EXAMPLE_DATE}
    write("entitled-workers.csv", COLUMNS, sorted([*published, *example_rows(table, taken)]))
    write("demo-1-1000.csv", COLUMNS, example_rows(scaled(table)))
    calibration = ((code, active, table.total[code]) for code, active in sorted(table.active.items()))
    write("calibration.csv", ("regency_code", "active", "entitled"), calibration)
    covered, entitled = sum(table.active.values()), table.total["ID"]
    print(f"nation: {covered} active of {entitled} entitled, {half_up(covered * 10000, entitled) / 100} %")


if __name__ == "__main__":
    main()
