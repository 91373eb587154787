// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "cli/cli.h"
#include "cli/testing/fake_services.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::cli::testing {

inline constexpr char kPayer[] = "A1-000";

// The command line tool against fakes of the services.
class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    const std::string address = services_.server.address();
    endpoints_ = folder_.Write("endpoints.json", nlohmann::json{{"gateway", "http://" + address},
                                                                {"registration", address},
                                                                {"compliance", address},
                                                                {"scoring", address}}
                                                     .dump());
  }

  int Run(const std::vector<std::string>& arguments) {
    std::vector<const char*> argv = {"paritrana", "--endpoints", endpoints_.c_str(), "--language",
                                     language_.c_str()};
    for (const std::string& argument : arguments) argv.push_back(argument.c_str());
    std::ostringstream out;
    std::ostringstream err;
    const int code = RunCli(static_cast<int>(argv.size()), argv.data(), {out, err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  int Post(const std::string& file, std::vector<std::string> more = {}) {
    std::vector<std::string> arguments = {"contributions", "post",     file,     "--payer",
                                          kPayer,          "--period", "2024-12"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return Run(arguments);
  }

  std::string ContributionsOf(int rows, const std::string& more = "") {
    std::string text = "NIK;UPAH;JKK\n";
    for (int i = 1; i <= rows; ++i) text += std::to_string(i) + ";5.000.000;12.000\n";
    return folder_.Write("iuran.csv", text + more);
  }

  paritrana::testing::TemporaryFolder folder_;
  FakeServices services_;
  std::string endpoints_;
  std::string language_ = "en";
  std::string out_;
  std::string err_;
};

}  // namespace paritrana::cli::testing
