// SPDX-License-Identifier: Apache-2.0
// The commands that show periods, runs and what counts.
#include <gmock/gmock.h>

#include "cli/testing/cli_fixture.h"

namespace paritrana::cli {
namespace {

using ::testing::HasSubstr;
using testing::kPayer;

using ReadBackCommands = testing::CliTest;

TEST_F(ReadBackCommands, ClosesAndReopensAPeriod) {
  EXPECT_EQ(Run({"periods", "close", "--payer", kPayer, "--period", "12/2024"}), 0);
  EXPECT_THAT(out_, HasSubstr("A1-000  2024-12  closed"));
  const std::string key = services_.periods.idempotency_key;
  EXPECT_EQ(Run({"periods", "reopen", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_NE(services_.periods.idempotency_key, key);
}

TEST_F(ReadBackCommands, ClosesAPeriodOnlyAsFarAsItWasSeen) {
  EXPECT_EQ(Run({"periods", "close", "--payer", kPayer, "--period", "2024-12", "--expected-version",
                 "7", "--with-waiting"}),
            0);
  EXPECT_EQ(services_.periods.last_close.expected_version(), 7u);
  EXPECT_TRUE(services_.periods.last_close.close_with_waiting());
}

TEST_F(ReadBackCommands, ShowsAPeriodInBothLanguages) {
  EXPECT_EQ(Run({"periods", "show", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("A1-000  2024-12  open         7    1,234"));
  language_ = "id";
  EXPECT_EQ(Run({"periods", "show", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("terbuka"));
  EXPECT_THAT(out_, HasSubstr("1.234"));
}

TEST_F(ReadBackCommands, ShowsRunsAndTheirSubmissions) {
  EXPECT_EQ(Run({"runs", "show", "--payer", kPayer, "--period", "2024-12", "--run", "x"}), 5);
  EXPECT_EQ(Run({"runs", "show", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("main  supplementary  replaced by second  1,234"));
  EXPECT_EQ(Run({"runs", "show", "--payer", kPayer, "--period", "2024-12", "--run", "main"}), 0);
  EXPECT_THAT(out_, HasSubstr("S1          waiting"));
}

TEST_F(ReadBackCommands, ShowsWhatCountsByProgramme) {
  EXPECT_EQ(Run({"ledger", "show", "--payer", "unknown", "--period", "2024-12"}), 5);
  language_ = "id";
  EXPECT_EQ(Run({"ledger", "show", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("JHT          2      7.400.000  4.000.000  11.400.000"));
  EXPECT_THAT(out_, HasSubstr("versi 7, 2 pekerja"));
}

TEST_F(ReadBackCommands, ShowsWorkersOverAllPagesAndSaysWhenTheMonthChangedMeanwhile) {
  EXPECT_EQ(Run({"-o", "csv", "ledger", "workers", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("\nP-1,main,S1,L1,2024-11…2024-12,5700000\nP-2,main,S1,L2,"));
  EXPECT_EQ(err_, "");
  services_.ledger.version = 8;
  EXPECT_EQ(Run({"ledger", "workers", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(err_, HasSubstr("from version 7 to 8"));
}

TEST_F(ReadBackCommands, ShowsChangesAfterAVersion) {
  EXPECT_EQ(Run({"ledger", "changes", "--payer", kPayer, "--period", "2024-12", "--since", "9"}),
            4);
  EXPECT_EQ(Run({"ledger", "changes", "--payer", kPayer, "--period", "2024-12"}), 0);
  EXPECT_THAT(out_, HasSubstr("deleted"));
  EXPECT_THAT(out_, HasSubstr("-5,700,000"));
}

}  // namespace
}  // namespace paritrana::cli
