# SPDX-License-Identifier: Apache-2.0
"""Tests of the benchmarks' report."""

import json
import pathlib
import tempfile
import unittest

import report


class ReportTest(unittest.TestCase):
    def test_refuses_a_figure_without_runs(self):
        with self.assertRaises(ValueError):
            report.summarize([])

    def test_gives_min_median_and_max(self):
        summary = report.summarize([3, 1, 2], "ms")
        self.assertEqual((1, 2, 3, "ms"), (summary["min"], summary["median"], summary["max"], summary["unit"]))

    def test_is_true_only_if_every_run_was(self):
        self.assertFalse(report.summarize([True, False])["value"])
        self.assertTrue(report.summarize([True, True])["value"])

    def test_merges_parts_into_one_file(self):
        with tempfile.TemporaryDirectory() as folder:
            parts = []
            for name in ("ingest", "scoring"):
                parts.append(f"{folder}/{name}.json")
                report.Report(name, {"p50_ms": [1.5]}).write(parts[-1])
            report.merge(f"{folder}/all.json", parts)
            merged = json.loads(pathlib.Path(f"{folder}/all.json").read_text())
        self.assertEqual(["ingest", "scoring"], list(merged["benchmarks"]))
        self.assertEqual(1.5, merged["benchmarks"]["scoring"]["figures"]["p50_ms"]["median"])
        self.assertIn("cores", merged["machine"])


if __name__ == "__main__":
    unittest.main()
