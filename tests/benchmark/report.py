#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Shapes the figures of benchmarks: a readable table, and JSON with min, median and max over the runs.

A benchmark runs several times and hands over, for each figure, one number a run:

    report = Report("ingest", {"lines_per_second": [41200, 40100, 42050]}, units={"lines_per_second": "lines/s"})
    report.print_table()
    report.write(path)

JSON: {"machine": {…}, "benchmarks": {"ingest": {"runs": 3, "parameters": {…},
       "figures": {"lines_per_second": {"min": …, "median": …, "max": …, "unit": "lines/s", "values": […]}}}}}
A figure may also be true or false (scoring's oracle_equal): true only if it was so in every run.

As a command it merges such files:  report.py merge OUT IN…
"""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys


def machine() -> dict:
    """Names the machine as far as figures depend on it."""
    model = memory = ""
    for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.split(":", 1)[1].strip()
            break
    for line in pathlib.Path("/proc/meminfo").read_text().splitlines():
        if line.startswith("MemTotal"):
            memory = f"{int(line.split()[1]) / 2**20:.1f} GiB"
            break
    return {"cpu": model, "cores": os.cpu_count(), "memory": memory, "system": platform.platform(),
            "commit": commit(), "at": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")}


def commit() -> str:
    found = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return found.stdout.strip()


def summarize(values: list, unit: str = "") -> dict:
    """Min, median and max of one figure over its runs; for truth values whether all were true."""
    if not values:
        raise ValueError("a figure needs at least one run")
    if all(isinstance(value, bool) for value in values):
        return {"value": all(values), "values": values}
    summary = {"min": min(values), "median": statistics.median(values), "max": max(values), "values": values}
    return {**summary, "unit": unit} if unit else summary


def shown(value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "NO"
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.4g}"


class Report:
    """The figures of one benchmark over its runs."""

    def __init__(self, name: str, figures: dict[str, list], units: dict[str, str] | None = None,
                 parameters: dict | None = None):
        units = units or {}
        self.name = name
        self.runs = max(len(values) for values in figures.values())
        self.parameters = parameters or {}
        self.figures = {figure: summarize(values, units.get(figure, "")) for figure, values in figures.items()}

    def as_json(self) -> dict:
        body = {"runs": self.runs, "parameters": self.parameters, "figures": self.figures}
        return {"machine": machine(), "benchmarks": {self.name: body}}

    def write(self, path: str) -> None:
        pathlib.Path(path).write_text(json.dumps(self.as_json(), indent=2) + "\n")

    def print_table(self) -> None:
        print(f"\n{self.name}: {self.runs} runs" + "".join(f", {k} {v}" for k, v in self.parameters.items()))
        print(f"  {'figure':<28}{'min':>14}{'median':>14}{'max':>14}  unit")
        for figure, summary in self.figures.items():
            if "value" in summary:
                print(f"  {figure:<28}{'':>14}{shown(summary['value']):>14}")
                continue
            numbers = "".join(f"{shown(summary[key]):>14}" for key in ("min", "median", "max"))
            print(f"  {figure:<28}{numbers}  {summary.get('unit', '')}".rstrip())


def merge(out: str, parts: list[str]) -> None:
    merged = {"machine": machine(), "benchmarks": {}}
    for part in parts:
        merged["benchmarks"].update(json.loads(pathlib.Path(part).read_text())["benchmarks"])
    pathlib.Path(out).write_text(json.dumps(merged, indent=2) + "\n")


if __name__ == "__main__":
    if len(sys.argv) < 4 or sys.argv[1] != "merge":
        sys.exit("usage: report.py merge OUT IN…")
    merge(sys.argv[2], sys.argv[3:])
