# SPDX-License-Identifier: Apache-2.0
"""Tests of the checks on single files."""

import unittest

import sources


class SourcesTest(unittest.TestCase):
    def test_misses_the_licence_line(self):
        self.assertEqual(1, len(sources.licence_complaints("a.cc", "int x;\n")))
        self.assertEqual([], sources.licence_complaints("a.cc", f"// {sources.LICENCE}\n"))

    def test_finds_forbidden_words_with_their_line(self):
        found = sources.word_complaints("a.cc", "fine\n// " + "TO" + "DO later\n")
        self.assertEqual(1, len(found))
        self.assertTrue(found[0].startswith("a.cc:2:"))

    def test_finds_download_addresses_in_lock_files(self):
        content = '{"' + 'resolved": "x"}'
        self.assertEqual(1, len(sources.word_complaints("package-lock.json", content)))

    def test_refuses_a_file_that_has_outgrown_its_limit(self):
        self.assertEqual(1, len(sources.size_complaints("a.h", "\n" * 201, {})))
        self.assertEqual([], sources.size_complaints("a.h", "\n" * 200, {}))
        self.assertEqual([], sources.size_complaints("a.h", "\n" * 250, {"a.h": 250}))

    def test_lets_exceptions_only_shrink(self):
        self.assertEqual(1, len(sources.ratchet_complaints({"a.h": 240}, {"a.h": 250})))
        self.assertEqual([], sources.ratchet_complaints({"a.h": 250}, {"a.h": 250}))


if __name__ == "__main__":
    unittest.main()
