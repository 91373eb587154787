#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the unit tests of the project's own Python tools and writes the result as JUnit XML.

usage: python_tests.py REPORT
"""

import importlib.util
import pathlib
import sys
import unittest
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[2]
FOLDERS = ("tools", "tests")


class Recorder(unittest.TextTestResult):
    """Keeps one <testcase> a test besides printing."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.suite = xml.Element("testsuite", name="tools")

    def _record(self, test, tag: str = "") -> None:
        case = xml.SubElement(self.suite, "testcase", name=test.id())
        if tag:
            xml.SubElement(case, tag)

    def addSuccess(self, test):
        super().addSuccess(test)
        self._record(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._record(test, "failure")

    def addError(self, test, err):
        super().addError(test, err)
        self._record(test, "error")

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self._record(test, "skipped")


def load(path: pathlib.Path) -> unittest.TestSuite:
    """Tests of one file, which imports its neighbours by their bare names."""
    sys.path.insert(0, str(path.parent))
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return unittest.defaultTestLoader.loadTestsFromModule(module)


def main() -> int:
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*_test.py")
                   if "node_modules" not in path.parts)
    suite = unittest.TestSuite(load(path) for path in paths)
    result = unittest.TextTestRunner(resultclass=Recorder, verbosity=1).run(suite)
    xml.ElementTree(result.suite).write(sys.argv[1], encoding="utf-8", xml_declaration=True)
    return 0 if result.wasSuccessful() else 1


if __name__ == "__main__":
    sys.exit(main())
