// SPDX-License-Identifier: Apache-2.0
#include "libs/base/reason.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

#include "libs/base/payroll_reasons.h"
#include "libs/base/reason_doc.h"

namespace paritrana {
namespace {

namespace fs = std::filesystem;

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// The project's files below `folders` that end with one of `endings`. The tests run at its root.
std::vector<fs::path> FilesBelow(const std::vector<std::string>& folders,
                                 const std::set<std::string>& endings) {
  std::vector<fs::path> files;
  for (const std::string& folder : folders) {
    if (!fs::exists(folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
      if (endings.count(entry.path().extension().string()) > 0) files.push_back(entry.path());
    }
  }
  return files;
}

std::set<std::string> FirstGroups(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) {
    found.insert((*it)[1].str());
  }
  return found;
}

TEST(ReasonTable, IsOrderedByNameWithoutRepeats) {
  const auto all = AllReasons();
  for (std::size_t i = 1; i < all.size(); ++i) EXPECT_LT(all[i - 1].name, all[i].name);
}

TEST(ReasonTable, HoldsEveryReasonTheSourcesMake) {
  const std::regex made(R"(MakeError\(\s*\"([A-Z0-9_]+)\")");
  for (const fs::path& path : FilesBelow({"libs", "services", "cli", "tests"}, {".cc", ".h"})) {
    for (const std::string& name : FirstGroups(ReadFile(path), made)) {
      EXPECT_NE(FindReason(name), nullptr) << name << " in " << path;
    }
  }
}

TEST(ReasonTable, HoldsEveryReasonTheContractsPromise) {
  const std::regex value(R"(\n\s*([A-Z0-9_]+) = \d+;)");
  const std::regex comment(R"(//[^\n]*)");
  const std::regex word(R"(\b([A-Z]{2,}(?:_[A-Z]+)+)\b)");
  std::set<std::string> values;
  std::map<std::string, fs::path> promised;
  for (const fs::path& path : FilesBelow({"proto"}, {".proto"})) {
    const std::string text = ReadFile(path);
    values.merge(FirstGroups(text, value));
    for (std::sregex_iterator it(text.begin(), text.end(), comment), end; it != end; ++it) {
      for (const std::string& name : FirstGroups(it->str(), word)) promised.emplace(name, path);
    }
  }
  EXPECT_GT(promised.size(), 20u);
  for (const auto& [name, path] : promised) {
    EXPECT_TRUE(values.count(name) > 0 || FindReason(name) != nullptr) << name << " in " << path;
  }
}

TEST(ReasonTable, SpeaksBothLanguagesInSentences) {
  for (const Reason& r : AllReasons()) {
    EXPECT_NE(r.text_id, r.text_en) << r.name;
    for (const std::string_view text : {r.text_id, r.text_en}) {
      EXPECT_GE(text.size(), 20u) << r.name;
      EXPECT_LE(text.size(), 200u) << r.name;
      EXPECT_EQ(text.back(), '.') << r.name;
      EXPECT_EQ(text.find('|'), std::string_view::npos) << r.name;
    }
  }
}

TEST(ReasonTable, AgreesBetweenGrpcAndHttp) {
  const std::map<absl::StatusCode, std::set<int>> allowed = {
      {absl::StatusCode::kCancelled, {499}},
      {absl::StatusCode::kInvalidArgument, {400, 406, 415, 431}},
      {absl::StatusCode::kDeadlineExceeded, {408, 504}},
      {absl::StatusCode::kNotFound, {404}},
      {absl::StatusCode::kAlreadyExists, {409}},
      {absl::StatusCode::kPermissionDenied, {403}},
      {absl::StatusCode::kUnauthenticated, {401}},
      {absl::StatusCode::kResourceExhausted, {413, 429}},
      {absl::StatusCode::kFailedPrecondition, {409}},
      {absl::StatusCode::kAborted, {409}},
      {absl::StatusCode::kUnimplemented, {405, 501}},
      {absl::StatusCode::kInternal, {500}},
      {absl::StatusCode::kUnavailable, {503}},
      {absl::StatusCode::kDataLoss, {500}},
  };
  for (const Reason& r : AllReasons()) {
    ASSERT_EQ(allowed.count(r.code), 1u) << r.name;
    EXPECT_EQ(allowed.at(r.code).count(r.http_status), 1u) << r.name;
  }
}

// Scripts of payroll departments test these numbers.
TEST(ReasonTable, KeepsItsExitCodes) {
  const std::map<std::string_view, int> kept = {
      {"INTERNAL", 1},       {"USAGE", 2},          {"NIK_INVALID", 4},
      {"PAYER_UNKNOWN", 5},  {"PERIOD_CLOSED", 6},  {"EMPLOYER_EXISTS", 6},
      {"UNAVAILABLE", 7},    {"OVERLOADED", 7},     {"DEADLINE_EXCEEDED", 7},
      {"FILE_BINARY", 8},    {"TOO_MANY_LINES", 9}, {"UNAUTHENTICATED", 10},
      {"UNIMPLEMENTED", 11}, {"DATA_CORRUPT", 12},  {"CANCELLED", 130},
  };
  for (const auto& [name, code] : kept) EXPECT_EQ(FindReason(name)->exit_code, code) << name;
  for (const Reason& r : AllReasons()) EXPECT_NE(r.exit_code, 0) << r.name;
}

TEST(ReasonTable, IsWhatTheDocumentShows) {
  EXPECT_EQ(ReadFile("docs/reasons.md"), ReasonsMarkdown())
      << "run build/release/bin/paritrana-reasons > docs/reasons.md";
}

TEST(PayrollReasons, AreOfTheTableAndOrderedWithoutRepeats) {
  std::set<std::string_view> names;
  const auto all = PayrollReasons();
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_NE(FindReason(all[i].name), nullptr) << all[i].name;
    EXPECT_TRUE(names.insert(all[i].name).second) << all[i].name;
    if (i > 0) {
      EXPECT_LT(std::pair(all[i - 1].use, all[i - 1].name), std::pair(all[i].use, all[i].name));
    }
  }
}

TEST(PayrollReasons, HoldWhatTheContractPromises) {
  const std::regex comment(R"(//[^\n]*)");
  const std::regex word(R"(\b([A-Z]{2,}(?:_[A-Z]+)+)\b)");
  std::set<std::string_view> names;
  for (const PayrollReason& reason : PayrollReasons()) names.insert(reason.name);
  for (const char* file : {"submissions", "runs", "periods", "ledger", "matches"}) {
    const std::string text =
        ReadFile("proto/paritrana/compliance/v1/" + std::string(file) + ".proto");
    ASSERT_FALSE(text.empty()) << file;
    for (std::sregex_iterator it(text.begin(), text.end(), comment), end; it != end; ++it) {
      for (const std::string& name : FirstGroups(it->str(), word)) {
        EXPECT_TRUE(FindReason(name) == nullptr || names.count(name) > 0) << name << " in " << file;
      }
    }
  }
}

TEST(PayrollReasons, AreWhatTheDocumentShows) {
  EXPECT_EQ(ReadFile("docs/payroll/codes.md"), PayrollCodesMarkdown())
      << "run build/release/bin/paritrana-reasons --payroll > docs/payroll/codes.md";
}

TEST(MakeError, RefusesANameThatIsNotInTheTable) {
  const std::string_view name = "NO_SUCH_REASON";
  EXPECT_DEATH(MakeError(name).IgnoreError(), "check failed");
}

TEST(MakeError, CarriesReasonFieldAndDetail) {
  const absl::Status error = MakeError("REGION_UNKNOWN", "employment.workplace_region", "no row");
  EXPECT_EQ(error.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(error.message(), "no row");
  EXPECT_EQ(ReasonOf(error)->name, "REGION_UNKNOWN");
  EXPECT_EQ(FieldOf(error), "employment.workplace_region");
}

TEST(ReasonOf, MapsErrorsWithoutAReasonByTheirCode) {
  EXPECT_EQ(ReasonOf(absl::DeadlineExceededError(""))->name, "DEADLINE_EXCEEDED");
  EXPECT_EQ(ReasonOf(absl::UnavailableError(""))->name, "UNAVAILABLE");
  EXPECT_EQ(ReasonOf(absl::CancelledError(""))->name, "CANCELLED");
  EXPECT_EQ(ReasonOf(absl::NotFoundError("no such row"))->name, "INTERNAL");
}

TEST(WithFieldPrefix, SaysWhereInTheRequestTheFieldStood) {
  EXPECT_EQ(FieldOf(WithFieldPrefix(MakeError("NIK_INVALID", "nik"), "worker")), "worker.nik");
  EXPECT_EQ(FieldOf(WithFieldPrefix(MakeError("NIK_INVALID"), "worker")), "worker");
  EXPECT_TRUE(WithFieldPrefix(absl::OkStatus(), "worker").ok());
}

}  // namespace
}  // namespace paritrana
