# SPDX-License-Identifier: Apache-2.0
"""Tests of the link checker."""

import unittest

import links

FILES = {"docs/A.md": "# Topics and `marks`, twice\n", "README.md": ""}


def complaints(content: str) -> list[str]:
    return links.complaints_in("docs/B.md", content, FILES.__contains__, FILES.__getitem__)


class LinksTest(unittest.TestCase):
    def test_finds_a_missing_file(self):
        self.assertEqual(1, len(complaints("[a](missing.md)")))

    def test_finds_a_missing_heading(self):
        self.assertEqual(1, len(complaints("[a](A.md#nothing)")))

    def test_accepts_files_headings_and_addresses(self):
        self.assertEqual([], complaints("[a](A.md#topics-and-marks-twice) [b](../README.md) [c](https://x.id)"))

    def test_ignores_code_blocks(self):
        self.assertEqual([], complaints("```\n[a](missing.md)\n```\n"))


if __name__ == "__main__":
    unittest.main()
