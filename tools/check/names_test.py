# SPDX-License-Identifier: Apache-2.0
"""Tests of the check for types of one name."""

import unittest

import names

ROW = "namespace paritrana::compliance {{\n{}struct Row {{\n  int x;\n}};\n{}}}  // namespace paritrana::compliance\n"
PLAIN = ROW.format("", "")
HIDDEN = ROW.format("namespace {\n", "}  // namespace\n")


class NamesTest(unittest.TestCase):
    def test_finds_two_types_of_one_name(self):
        found = names.complaints({"a.h": PLAIN, "b.h": PLAIN})
        self.assertEqual(["a.h: paritrana::compliance::Row is also defined in b.h"], found)

    def test_lets_files_have_types_of_their_own(self):
        self.assertEqual([], names.complaints({"a.cc": HIDDEN, "b.cc": HIDDEN, "c.h": PLAIN}))

    def test_lets_namespaces_have_types_of_their_own(self):
        self.assertEqual([], names.complaints({"a.h": PLAIN, "b.h": PLAIN.replace("compliance", "scoring")}))

    def test_takes_a_declaration_for_what_it_is(self):
        declared = "namespace paritrana::compliance {\nstruct Row;\n}  // namespace paritrana::compliance\n"
        self.assertEqual([], names.complaints({"a.h": PLAIN, "b.h": declared}))

    def test_takes_the_parts_of_a_type_for_its_own(self):
        parts = PLAIN.replace("Row {", "Row::Parts {")
        self.assertEqual([], names.complaints({"a.h": PLAIN, "a.cc": parts}))


if __name__ == "__main__":
    unittest.main()
