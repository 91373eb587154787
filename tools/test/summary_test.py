# SPDX-License-Identifier: Apache-2.0
"""Tests of the count at the end of a test run: nothing that failed may get lost."""

import contextlib
import io
import json
import pathlib
import tempfile
import unittest

import summary

GTEST = ('<testsuites><testsuite><testcase name="A" result="completed"/>'
         '<testcase name="B" result="skipped"><skipped/></testcase>{}</testsuite></testsuites>')
FAILED_CASE = '<testcase name="C" result="completed"><failure/></testcase>'


class SummaryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.reports = pathlib.Path(folder.name)

    def ctest(self, result: str, kind: str = "unit") -> None:
        """Lays the reports of a run with one ctest entry, month_test."""
        listing = {"tests": [{"name": "month_test",
                              "properties": [{"name": "LABELS", "value": [kind, "libs/base"]}]}]}
        (self.reports / "ctest.json").write_text(json.dumps(listing))
        inner = "<failure/>" if result == "failed" else ""
        (self.reports / "ctest.junit.xml").write_text(
            f'<testsuite><testcase name="month_test" time="1">{inner}</testcase></testsuite>')

    def run_summary(self) -> tuple[int, str]:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = summary.main(str(self.reports))
        return code, printed.getvalue().splitlines()[-1]

    def test_counts_a_crash_without_report_as_one_failure(self):
        self.ctest("failed")
        self.assertEqual((1, "0 passed, 1 failed, 0 skipped"), self.run_summary())

    def test_counts_a_crash_after_passed_cases_as_a_failure_more(self):
        self.ctest("failed")
        (self.reports / "month_test.xml").write_text(GTEST.format(""))
        self.assertEqual((1, "1 passed, 1 failed, 1 skipped"), self.run_summary())

    def test_counts_an_entry_that_never_ran_as_failed(self):
        self.ctest("passed")
        (self.reports / "ctest.junit.xml").unlink()
        self.assertEqual((1, "0 passed, 1 failed, 0 skipped"), self.run_summary())

    def test_counts_failed_cases_once(self):
        self.ctest("failed")
        (self.reports / "month_test.xml").write_text(GTEST.format(FAILED_CASE))
        self.assertEqual((1, "1 passed, 1 failed, 1 skipped"), self.run_summary())

    def test_counts_cases_and_not_binaries(self):
        self.ctest("passed")
        (self.reports / "month_test.xml").write_text(GTEST.format(""))
        self.assertEqual((0, "1 passed, 0 failed, 1 skipped"), self.run_summary())

    def test_counts_a_runner_that_failed_without_saying_why(self):
        self.ctest("passed")
        (self.reports / "web.rc").write_text("1\n")
        self.assertEqual((1, "1 passed, 1 failed, 0 skipped"), self.run_summary())

    def test_fails_when_nothing_ran(self):
        self.assertEqual((1, "0 passed, 0 failed, 0 skipped"), self.run_summary())


if __name__ == "__main__":
    unittest.main()
