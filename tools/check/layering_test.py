# SPDX-License-Identifier: Apache-2.0
"""Tests of the include checker: each rule refuses what it should and lets the neighbour pass."""

import unittest

import layering


def complaint(path: str, include: str) -> str:
    found = layering.complaints_in(path, f"#include {include}\n")
    return found[0] if found else ""


class DomainTest(unittest.TestCase):
    PATH = "services/scoring/domain/coverage.cc"

    def test_refuses_protobuf(self):
        self.assertIn("domain code", complaint(self.PATH, '"paritrana/scoring/v1/rankings.pb.h"'))

    def test_refuses_other_libraries(self):
        self.assertIn("domain code", complaint(self.PATH, '"libs/events/log.h"'))

    def test_refuses_its_own_application(self):
        self.assertIn("domain code", complaint(self.PATH, '"services/scoring/application/rank.h"'))

    def test_refuses_c_headers(self):
        self.assertIn("domain code", complaint(self.PATH, "<unistd.h>"))

    def test_accepts_the_standard_library_absl_and_base(self):
        for include in ("<vector>", '"absl/status/status.h"', '"libs/base/month.h"'):
            self.assertEqual("", complaint(self.PATH, include))

    def test_accepts_test_data_only_in_tests(self):
        include = '"services/scoring/testing/small_tree.h"'
        self.assertIn("domain code", complaint(self.PATH, include))
        self.assertEqual("", complaint("services/scoring/domain/coverage_test.cc", include))

    def test_accepts_gtest_only_in_tests(self):
        self.assertIn("domain code", complaint(self.PATH, '"gtest/gtest.h"'))
        self.assertEqual("", complaint("services/scoring/domain/coverage_test.cc", '"gtest/gtest.h"'))


class PureLibraryTest(unittest.TestCase):
    PATH = "libs/contribution/shares.cc"

    def test_refuses_files_and_other_libraries(self):
        self.assertIn("is pure", complaint(self.PATH, '"libs/csv/table.h"'))
        self.assertIn("stays outside", complaint(self.PATH, '"libs/contribution/rule_files.h"'))
        self.assertIn("is pure", complaint(self.PATH, "<unistd.h>"))

    def test_accepts_values_and_its_loader_reads_files(self):
        self.assertEqual("", complaint(self.PATH, '"libs/contribution/rule_book.h"'))
        self.assertEqual("", complaint("libs/contribution/rule_files.cc", '"libs/csv/table.h"'))

    def test_may_be_used_by_domain_code(self):
        include = '"libs/contribution/shares.h"'
        self.assertEqual("", complaint("services/compliance/domain/line.cc", include))


class ServiceTest(unittest.TestCase):
    def test_refuses_another_service(self):
        path = "services/scoring/adapters/grpc/service.cc"
        self.assertIn("each other", complaint(path, '"services/compliance/domain/line.h"'))

    def test_refuses_an_adapter_in_application_code(self):
        path = "services/scoring/application/rank.cc"
        self.assertIn("not adapters", complaint(path, '"services/scoring/adapters/kafka/feed.h"'))
        self.assertEqual("", complaint(path, '"services/scoring/domain/coverage.h"'))

    def test_refuses_the_app_in_an_adapter(self):
        path = "services/scoring/adapters/grpc/service.cc"
        self.assertIn("wires", complaint(path, '"services/scoring/app.h"'))

    def test_lets_the_app_include_everything_of_its_own(self):
        path = "services/scoring/app.cc"
        self.assertEqual("", complaint(path, '"services/scoring/adapters/grpc/service.h"'))


class PlaceTest(unittest.TestCase):
    def test_refuses_a_service_in_a_library(self):
        self.assertIn("libraries never", complaint("libs/rpc/server.cc", '"services/scoring/app.h"'))

    def test_refuses_a_service_in_the_command_line_tool(self):
        self.assertIn("over their API", complaint("cli/post.cc", '"services/scoring/app.h"'))

    def test_lets_tests_include_services(self):
        self.assertEqual("", complaint("tests/e2e/main_test.cc", '"services/scoring/app.h"'))


class FacadeTest(unittest.TestCase):
    def test_closes_third_party_clients_to_all_but_their_library(self):
        for include, folder in (
            ("<librdkafka/rdkafka.h>", "libs/kafka"),
            ("<libpq-fe.h>", "libs/postgres"),
            ('"prometheus/registry.h"', "libs/metrics"),
            ('"spdlog/spdlog.h"', "libs/logging"),
        ):
            self.assertIn("only", complaint("tests/e2e/main_test.cc", include))
            self.assertEqual("", complaint(f"{folder}/facade.cc", include))

    def test_closes_internal_folders(self):
        include = '"libs/kafka/internal/handle.h"'
        self.assertIn("closed", complaint("libs/events/relay.cc", include))
        self.assertEqual("", complaint("libs/kafka/kafka_log.cc", include))
        self.assertEqual("", complaint("libs/kafka/internal/handle.cc", include))


class FormTest(unittest.TestCase):
    def test_refuses_paths_that_do_not_start_at_the_root(self):
        self.assertIn("full paths", complaint("libs/base/month.cc", '"month.h"'))
        self.assertIn("climb", complaint("libs/base/month.cc", '"libs/../libs/base/month.h"'))

    def test_names_file_and_line(self):
        found = layering.complaints_in("libs/base/month.cc", '\n\n#include "month.h"\n')
        self.assertTrue(found[0].startswith("libs/base/month.cc:3: month.h:"))


if __name__ == "__main__":
    unittest.main()
