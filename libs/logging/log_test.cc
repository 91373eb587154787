// SPDX-License-Identifier: Apache-2.0
#include "libs/logging/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "libs/logging/line.h"

namespace paritrana::logging {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kNik[] = "6474014708900001";

nlohmann::json Parse(std::initializer_list<Field> fields, std::string_view message = "said") {
  return nlohmann::json::parse(FormatLine(absl::FromUnixMicros(1'735'689'600'000'001), "scoring",
                                          Level::kWarning, message, fields));
}

TEST(Log, MasksIdentitiesInAnyText) {
  const std::string nik(kNik);
  const std::string line = FormatLine(absl::UnixEpoch(), "registration", Level::kError,
                                      "bad row " + nik, {{"detail", "near '" + nik + "'"}});
  EXPECT_THAT(line, Not(HasSubstr(nik)));
  EXPECT_THAT(line, HasSubstr("bad row [redacted]"));
}

TEST(Log, KeepsNumbersTooShortForAnIdentity) {
  EXPECT_EQ(MaskLongNumbers("1234567890 and 12345678901"), "1234567890 and [redacted]");
  EXPECT_EQ(MaskLongNumbers(""), "");
}

TEST(Log, RedactsFieldsByTheirName) {
  for (const char* name : {"nik", "KPJ", "worker_nik", "employer.name", "wage", "token_key",
                           "postgres.conninfo", "password"}) {
    EXPECT_EQ(Parse({{name, std::string("secret")}})[name], "[redacted]") << name;
  }
  EXPECT_EQ(Parse({{"wage_rupiah", std::int64_t{5'000'000}}})["wage_rupiah"], "[redacted]");
}

TEST(Log, WritesOneObjectALine) {
  const nlohmann::json line = Parse({{"lines", std::uint64_t{7}},
                                     {"ratio", 0.5},
                                     {"sealed", true},
                                     {"text", std::string("a \"b\"\nc")}});
  EXPECT_EQ(line["time"], "2025-01-01T00:00:00.000001Z");
  EXPECT_EQ(line["level"], "warning");
  EXPECT_EQ(line["service"], "scoring");
  EXPECT_EQ(line["message"], "said");
  EXPECT_EQ(line["lines"], 7);
  EXPECT_EQ(line["ratio"], 0.5);
  EXPECT_EQ(line["sealed"], true);
  EXPECT_EQ(line["text"], "a \"b\"\nc");
}

TEST(Log, SurvivesBytesThatAreNotUtf8) {
  EXPECT_EQ(Parse({}, "a\xFFz")["message"], "a\xEF\xBF\xBDz");
}

TEST(Log, DoesNotLetAFieldReplaceTheMessage) {
  const nlohmann::json line = Parse({{"message", std::string("other")}});
  EXPECT_EQ(line["message"], "said");
  EXPECT_EQ(line["field_message"], "other");
}

TEST(Log, WritesToStderrFromTheLeastLevelOn) {
  Initialise("compliance", Level::kWarning);
  ::testing::internal::CaptureStderr();
  Info("quiet");
  Warning("loud {} %s", {{"shard", std::int64_t{3}}});
  const std::string written = ::testing::internal::GetCapturedStderr();
  EXPECT_THAT(written, Not(HasSubstr("quiet")));
  const nlohmann::json line = nlohmann::json::parse(written);
  EXPECT_EQ(line["message"], "loud {} %s");
  EXPECT_EQ(line["service"], "compliance");
}

}  // namespace
}  // namespace paritrana::logging
