# SPDX-License-Identifier: Apache-2.0
"""Tests of the check of codes."""

import unittest

import codes


class CodesTest(unittest.TestCase):
    def test_finds_a_code_without_a_test(self):
        found = codes.complaints_in(["A_B", "C_D"], {"A_B"}, [])
        self.assertEqual(["docs/payroll/codes.md: no test exercises C_D"], found)

    def test_excuses_what_is_on_the_list_until_it_has_a_test(self):
        self.assertEqual([], codes.complaints_in(["A_B"], set(), ["A_B"]))
        self.assertEqual(1, len(codes.complaints_in(["A_B"], {"A_B"}, ["A_B"])))

    def test_refuses_a_list_of_what_is_no_code(self):
        self.assertEqual(1, len(codes.complaints_in(["A_B"], {"A_B"}, ["OLD_NAME"])))

    def test_reads_codes_from_the_rows_of_tables(self):
        self.assertEqual(["A_B2"], codes.CODE.findall("`X_Y`\n| `A_B2` | 400 |\n| code | `C_D` |\n"))


if __name__ == "__main__":
    unittest.main()
