// SPDX-License-Identifier: Apache-2.0
// The commands about payments.
#include <gmock/gmock.h>

#include "cli/testing/cli_fixture.h"
#include "cli/testing/fake_payments.h"
#include "libs/base/reason.h"

namespace paritrana::cli {
namespace {

using ::testing::HasSubstr;
using testing::kPayer;
using ::testing::Not;

class PaymentCommands : public testing::CliTest {
 protected:
  PaymentCommands() {
    const std::string& address = payments_.address();
    endpoints_ = folder_.Write("payments.json", nlohmann::json{{"gateway", "http://" + address},
                                                               {"registration", address},
                                                               {"compliance", address},
                                                               {"scoring", address}}
                                                    .dump());
  }

  int PostOne(const std::string& amount, const std::string& paid_on = "14/1/2025") {
    return Run({"payments", "post", kPayer, "--reference", "TRX-1", "--amount", amount, "--paid-on",
                paid_on});
  }
  int ExitCode(const char* reason) { return FindReason(reason)->exit_code; }

  testing::FakePayments payments_;
};

TEST_F(PaymentCommands, RefuseWhatCannotBeRead) {
  EXPECT_EQ(PostOne("banyak"), ExitCode("PAYMENT_AMOUNT_INVALID"));
  EXPECT_EQ(PostOne("100", "2025-02-30"), ExitCode("PAYMENT_DATE_INVALID"));
  EXPECT_EQ(Run({"payments", "post"}), ExitCode("USAGE"));
  EXPECT_EQ(Run({"payments", "post", kPayer, "--reference", "R", "--input", "x.csv"}),
            ExitCode("USAGE"));
  EXPECT_TRUE(payments_.posted().empty());
}

TEST_F(PaymentCommands, PostOneAndShowWhereItWentInBothLanguages) {
  EXPECT_EQ(PostOne("12.500.000"), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("2024-12  PU       fine          1,000,000"));
  EXPECT_THAT(out_, HasSubstr("unallocated  11,500,000"));
  EXPECT_EQ(payments_.posted().begin()->second.paid_on(), "2025-01-14");
  language_ = "id";
  EXPECT_EQ(Run({"payments", "show", kPayer, "TRX-1"}), 0);
  EXPECT_THAT(out_, HasSubstr("denda"));
  EXPECT_THAT(out_, HasSubstr("11.500.000"));
  EXPECT_THAT(out_, HasSubstr("dialokasikan Rp8.000.000"));
}

TEST_F(PaymentCommands, PostAFileAndWriteWhatWasRefused) {
  const std::string file = folder_.Write("rekening.csv",
                                         "REFERENSI;PEMBAYAR;JUMLAH;TANGGAL_BAYAR;BERITA\n"
                                         "T1;A1-000;2.000.000;14-01-2025;AN BUDI\n"
                                         "BAD2;A2-000;2.000.000;14-01-2025;\n"
                                         "T3;A3-000;dua juta;14-01-2025;\n"
                                         "T4;A4-000;4.000.000;14-01-2025;\n");
  const std::string rejects = folder_.Path("perbaiki.csv");
  EXPECT_EQ(Run({"payments", "post", "--input", file, "--rejects", rejects}), kSomeRefused);
  EXPECT_THAT(out_, HasSubstr("4 rows: 2 accepted, 2 rejected"));
  EXPECT_THAT(out_, HasSubstr("PAYMENT_CONTENT_DIFFERS"));
  EXPECT_THAT(out_, HasSubstr("REFERENSI"));
  EXPECT_EQ(payments_.posted().size(), 2u);
  const std::string refused = folder_.Read("perbaiki.csv");
  EXPECT_THAT(refused, HasSubstr("BAD2;A2-000"));
  EXPECT_THAT(refused, HasSubstr("AMOUNT_MALFORMED"));
  EXPECT_THAT(refused, Not(HasSubstr("T1;")));
}

TEST_F(PaymentCommands, ListAllPages) {
  const std::string file = folder_.Write("rekening.csv",
                                         "REFERENSI;JUMLAH;TANGGAL_BAYAR\n"
                                         "T1;2.000.000;14-01-2025\nT2;3.000.000;15-01-2025\n");
  EXPECT_EQ(Run({"payments", "post", kPayer, "--input", file}), 0);
  EXPECT_EQ(Run({"payments", "list", kPayer}), 0);
  EXPECT_THAT(out_, HasSubstr("T1         2025-01-14  2,000,000"));
  EXPECT_THAT(out_, HasSubstr("T2         2025-01-15  3,000,000"));
}

TEST_F(PaymentCommands, ReverseWithAReason) {
  EXPECT_EQ(Run({"payments", "reverse", kPayer, "TRX-1"}), ExitCode("USAGE"));
  EXPECT_EQ(Run({"payments", "reverse", kPayer, "TRX-1", "--reason", "salah rekening"}), 0);
  EXPECT_THAT(out_, HasSubstr("reversed 2025-01-20"));
  EXPECT_EQ(payments_.reversed().reason(), "salah rekening");
  EXPECT_EQ(payments_.reversed().reversed_on(), "");
}

TEST_F(PaymentCommands, SayWhichPaymentIsUnknown) {
  EXPECT_EQ(Run({"payments", "show", kPayer, "TRX-9"}), ExitCode("PAYMENT_UNKNOWN"));
  EXPECT_THAT(err_, HasSubstr("PAYMENT_UNKNOWN"));
}

}  // namespace
}  // namespace paritrana::cli
