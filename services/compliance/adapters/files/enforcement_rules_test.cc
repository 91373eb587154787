// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/files/enforcement_rules.h"

#include <filesystem>

#include <gmock/gmock.h>

#include "libs/base/reason.h"
#include "libs/testing/temporary_folder.h"

namespace paritrana::compliance {
namespace {

using ::testing::HasSubstr;

// The shipped files with one text of one file replaced.
absl::Status ReadSpoilt(const std::string& file, const std::string& text,
                        const std::string& instead) {
  const paritrana::testing::TemporaryFolder folder;
  for (const char* name :
       {"finding_rules.csv", "case_ladder.csv", "certificate_terms.csv", "incentives.csv"}) {
    std::filesystem::copy_file(std::string("data/rules/") + name, folder.Path(name));
  }
  std::string content = folder.Read(file);
  const std::size_t at = content.find(text);
  EXPECT_NE(at, std::string::npos) << text;
  folder.Write(file, content.replace(at, text.size(), instead));
  return ReadEnforcementRules(folder.Path("")).status();
}

TEST(EnforcementRules, ReadsWhatIsShipped) {
  EXPECT_TRUE(ReadEnforcementRules("data/rules").ok());
  EXPECT_EQ(ReasonOf(ReadEnforcementRules("data/regions").status())->name, "FILE_UNREADABLE");
}

TEST(EnforcementRules, NamesFileAndLineOfAFault) {
  const absl::Status status = ReadSpoilt("case_ladder.csv", "WARNING_2,10", "WARNING_3,10");
  EXPECT_EQ(ReasonOf(status)->name, "RULES_INVALID");
  EXPECT_THAT(std::string(status.message()), HasSubstr("case_ladder.csv:5"));
}

TEST(EnforcementRules, RefusesSpoiltRows) {
  const std::tuple<const char*, const char*, const char*> faults[] = {
      {"case_ladder.csv", "WARNING_2,10,working", "WARNING_2,ten,working"},
      {"case_ladder.csv", "WARNING_2,10,working", "WARNING_2,10,lunar"},
      {"case_ladder.csv", "WARNING_2,10,working", "WARNING_1,10,working"},
      {"finding_rules.csv", "PDS_WORKERS,", "PDS_WORKER,"},
      {"finding_rules.csv", "too_few_registered", "too_few"},
      {"finding_rules.csv", ",950,", ",-1,"},
      {"finding_rules.csv", ",950,1,", ",950,-1,"},
      {"certificate_terms.csv", ",90,", ",0,"},
      {"incentives.csv", "Proof of compliance for public tenders", ""},
  };
  for (const auto& [file, text, instead] : faults) {
    EXPECT_EQ(ReasonOf(ReadSpoilt(file, text, instead))->name, "RULES_INVALID") << instead;
  }
}

}  // namespace
}  // namespace paritrana::compliance
