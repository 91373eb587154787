// SPDX-License-Identifier: Apache-2.0
// The commands that show what a payer owes.
#include <gmock/gmock.h>

#include "cli/testing/cli_fixture.h"

namespace paritrana::cli {
namespace {

using ::testing::HasSubstr;
using testing::kPayer;

class DuesCommands : public testing::CliTest {
 protected:
  DuesCommands() { language_ = "id"; }
};

TEST_F(DuesCommands, RefuseWhatTheServiceRefuses) {
  EXPECT_EQ(Run({"dues", "show", "unknown"}), 5);
  EXPECT_EQ(Run({"dues", "show", kPayer, "--period", "2025-02"}), 5);
  EXPECT_EQ(Run({"dues", "show", kPayer, "--period", "February"}), 4);
  EXPECT_EQ(Run({"dues", "as-of", kPayer}), 2);
}

TEST_F(DuesCommands, ShowAllPagesAndSayWhatToPay) {
  EXPECT_EQ(Run({"dues", "show", kPayer}), 0);
  EXPECT_THAT(out_, HasSubstr("2025-01  PU      2025-02-17   5.000.000  4.000.000  1.000.000"));
  EXPECT_THAT(out_, HasSubstr("2025-02"));
  EXPECT_THAT(out_, HasSubstr("harus dibayar 1.040.000"));
  EXPECT_THAT(out_, HasSubstr("Bayar iuran 1.000.000 dan denda 40.000"));
  EXPECT_THAT(out_, HasSubstr("TRX-9: menunggu laporan periode 2025-03"));
}

TEST_F(DuesCommands, AskForADayAndForWhatWasKnownThen) {
  EXPECT_EQ(Run({"dues", "as-of", kPayer, "--date", "2025-03-31", "--known-on", "2025-04-01"}), 0);
  EXPECT_EQ(services_.dues.last.as_of(), "2025-03-31");
  EXPECT_EQ(services_.dues.last.known_on(), "2025-04-01");
}

TEST_F(DuesCommands, ShowAPeriodInDetail) {
  EXPECT_EQ(Run({"dues", "show", kPayer, "--period", "2025-01"}), 0);
  EXPECT_THAT(out_, HasSubstr("PU      JHT          3.000.000  2.000.000"));
  EXPECT_THAT(out_, HasSubstr("TRX-1 (2025-02-17) → JHT 4.000.000"));
  EXPECT_THAT(out_, HasSubstr("bulan iuran 2025-01: 12 baris"));
  EXPECT_THAT(out_, HasSubstr("denda: (1.000.000 x 2 bulan terlambat) x 2 %"));
}

TEST_F(DuesCommands, PrintTheAnswerAsJsonInOnePiece) {
  EXPECT_EQ(Run({"-o", "json", "dues", "show", kPayer}), 0);
  const auto json = nlohmann::json::parse(out_);
  EXPECT_EQ(json["periods"].size(), 2u);
  EXPECT_EQ(json["toPay"].size(), 1u);
  EXPECT_EQ(json["nextPageToken"], "");
}

}  // namespace
}  // namespace paritrana::cli
