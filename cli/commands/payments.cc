// SPDX-License-Identifier: Apache-2.0
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/findings_report.h"
#include "cli/commands/payer_period.h"
#include "cli/uploads/upload_payments.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/cell.h"
#include "libs/payroll_files/file_bytes.h"
#include "paritrana/compliance/v1/payments.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::Payment;
using compliance::v1::PaymentService;

constexpr char kPostExamples[] = R"(Examples:
  paritrana payments post A1234567-000 --reference TRX-20250114-7 --amount 12.500.000 --paid-on 2025-01-14
  paritrana payments post A1234567-000 --reference VA-88 --amount 900000 --paid-on 2025-01-14 --period 2024-12
  paritrana payments post --input rekening-koran.csv --rejects perbaiki.csv

The same reference again counts once. The file has the columns REFERENSI, PEMBAYAR, JUMLAH,
TANGGAL_BAYAR, PERIODE, ALASAN_KOREKSI: docs/formats/payments-csv.md.)";

constexpr char kShowExamples[] = R"(Examples:
  paritrana payments show A1234567-000 TRX-20250114-7)";

constexpr char kListExamples[] = R"(Examples:
  paritrana payments list A1234567-000
  paritrana -o csv payments list A1234567-000)";

constexpr char kReverseExamples[] = R"(Examples:
  paritrana payments reverse A1234567-000 TRX-20250114-7 --reason "salah rekening"
  paritrana payments reverse A1234567-000 TRX-20250114-7 --reason "salah rekening" --on 2025-01-20)";

struct PostArguments {
  compliance::v1::PostPaymentRequest request;
  std::string amount;
  std::string paid_on;
  std::string period;
  std::string input;
  std::string rejects;
};

// What people call a head: its programme, or the fine.
std::string HeadName(const Session& session, const compliance::v1::PaymentAllocation& part) {
  if (part.fine()) return Words(session, "denda", "fine");
  return common::v1::Programme_Name(part.programme()).substr(sizeof("PROGRAMME_") - 1);
}

std::string SegmentName(common::v1::Segment segment) {
  return common::v1::Segment_Name(segment).substr(sizeof("SEGMENT_") - 1);
}

std::string StateName(const Session& session, const Payment& payment) {
  return payment.state() == compliance::v1::PAYMENT_STATE_REVERSED
             ? absl::StrCat(Words(session, "dibatalkan ", "reversed "), payment.reversed_on())
             : Words(session, "berlaku", "counts");
}

// Where one payment went, and below it the account.
template <typename Response>
void Show(const Session& session, const Response& response) {
  Table table{{{Words(session, "periode", "period")},
               {Words(session, "segmen", "segment")},
               {Words(session, "untuk", "for")},
               {"rupiah", true}},
              {}};
  const Payment& payment = response.payment();
  for (const auto& part : payment.allocations()) {
    table.rows.push_back({part.period(), SegmentName(part.segment()), HeadName(session, part),
                          Number(session, part.rupiah())});
  }
  table.rows.push_back({"", "", Words(session, "belum dialokasikan", "unallocated"),
                        Number(session, payment.unallocated_rupiah())});
  session.Say(absl::StrCat(payment.payer(), "  ", payment.reference(), "  Rp",
                           Number(session, payment.amount_rupiah()), "  ", payment.paid_on(), "  ",
                           StateName(session, payment)));
  session.Print(table, response);
  const auto& account = response.account();
  session.Say(absl::StrCat(
      Words(session, "rekening versi ", "account version "), account.version(), ": ",
      Words(session, "dibayar Rp", "posted Rp"), Number(session, account.posted_rupiah()),
      Words(session, ", dialokasikan Rp", ", allocated Rp"),
      Number(session, account.allocated_rupiah()), Words(session, ", sisa Rp", ", unallocated Rp"),
      Number(session, account.unallocated_rupiah())));
}

absl::Status ReadOptions(PostArguments& arguments) {
  const auto amount = files::ParseRupiah(arguments.amount);
  if (!amount.ok()) return MakeError("PAYMENT_AMOUNT_INVALID", "--amount");
  arguments.request.set_amount_rupiah(*amount);
  const auto paid_on = files::ParseDay(arguments.paid_on);
  if (!paid_on.ok()) return MakeError("PAYMENT_DATE_INVALID", "--paid-on");
  arguments.request.set_paid_on(FormatDate(*paid_on));
  if (arguments.period.empty()) return absl::OkStatus();
  const auto period = files::ParseMonth(arguments.period);
  if (!period.ok()) return MakeError("PERIOD_INVALID", "--period");
  arguments.request.set_period(period->ToString());
  return absl::OkStatus();
}

absl::StatusOr<int> PostFile(const Session& session, const PostArguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto book, files::OpenFile(arguments.input));
  PARITRANA_ASSIGN_OR_RETURN(const Uploaded uploaded,
                             UploadPayments(session, std::move(book), arguments.request.payer()));
  return ReportFindings(session, uploaded, arguments.input, arguments.rejects);
}

absl::StatusOr<int> Post(const Session& session, PostArguments arguments) {
  if (!arguments.input.empty()) return PostFile(session, arguments);
  if (arguments.request.payer().empty() || arguments.request.reference().empty()) {
    return MakeError("USAGE", {}, "give PAYER, --reference, --amount and --paid-on, or --input");
  }
  PARITRANA_RETURN_IF_ERROR(ReadOptions(arguments));
  const auto stub = PaymentService::NewStub(session.Compliance());
  compliance::v1::PostPaymentResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->PostPayment(context, arguments.request, &response);
  }));
  Show(session, response);
  return 0;
}

absl::StatusOr<int> Get(const Session& session, const compliance::v1::GetPaymentRequest& request) {
  const auto stub = PaymentService::NewStub(session.Compliance());
  compliance::v1::GetPaymentResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetPayment(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

absl::StatusOr<int> Reverse(const Session& session,
                            const compliance::v1::ReversePaymentRequest& request) {
  const auto stub = PaymentService::NewStub(session.Compliance());
  compliance::v1::ReversePaymentResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->ReversePayment(context, request, &response);
  }));
  Show(session, response);
  return 0;
}

Table TableOf(const Session& session, const compliance::v1::ListPaymentsResponse& all) {
  Table table{{{Words(session, "referensi", "reference")},
               {Words(session, "tanggal bayar", "paid on")},
               {Words(session, "jumlah", "amount"), true},
               {Words(session, "dialokasikan", "allocated"), true},
               {Words(session, "sisa", "unallocated"), true},
               {Words(session, "untuk periode", "for period")},
               {"status"}},
              {}};
  for (const Payment& payment : all.payments()) {
    table.rows.push_back(
        {payment.reference(), payment.paid_on(), Number(session, payment.amount_rupiah()),
         Number(session, payment.allocated_rupiah()), Number(session, payment.unallocated_rupiah()),
         payment.period(), StateName(session, payment)});
  }
  return table;
}

absl::StatusOr<int> List(const Session& session, compliance::v1::ListPaymentsRequest request) {
  const auto stub = PaymentService::NewStub(session.Compliance());
  compliance::v1::ListPaymentsResponse all;
  Patience patience;
  request.set_page_size(1000);
  do {
    compliance::v1::ListPaymentsResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->ListPayments(context, request, &page);
    }));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  session.Print(TableOf(session, all), all);
  return 0;
}

template <typename Arguments>
void SetAction(CLI::App& command, Session& session, std::shared_ptr<Arguments> arguments,
               absl::StatusOr<int> (*action)(const Session&, Arguments)) {
  command.callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
}

void AddPayer(CLI::App& command, std::string* payer) {
  command.add_option("PAYER", *payer, "Payer, \"npp-division\"")->required();
}

}  // namespace

void AddPaymentsPost(CLI::App& payments, Session& session) {
  CLI::App* command = payments.add_subcommand("post", "Post a payment, or all of a file");
  auto arguments = std::make_shared<PostArguments>();
  command->add_option("PAYER", *arguments->request.mutable_payer(), "Payer, \"npp-division\"");
  CLI::Option* input =
      command->add_option("--input", arguments->input, "CSV file or workbook (XLSX) of payments");
  command->add_option("--rejects", arguments->rejects, "Write rejected rows there, to be mended")
      ->needs(input);
  command
      ->add_option("--reference", *arguments->request.mutable_reference(),
                   "The payer's own reference")
      ->excludes(input);
  command->add_option("--amount", arguments->amount, "Rupiah, 12.500.000")->excludes(input);
  command->add_option("--paid-on", arguments->paid_on, "Day of payment, 2025-01-14")
      ->excludes(input);
  command->add_option("--period", arguments->period, "Month that it pays first, 2024-12")
      ->excludes(input);
  command
      ->add_option("--correction-reason", *arguments->request.mutable_correction_reason(),
                   "Why it is entered although the books are closed")
      ->excludes(input);
  command->footer(kPostExamples);
  SetAction(*command, session, arguments, Post);
}

void AddPaymentsShow(CLI::App& payments, Session& session) {
  CLI::App* command = payments.add_subcommand("show", "Show where a payment went");
  auto request = std::make_shared<compliance::v1::GetPaymentRequest>();
  AddPayer(*command, request->mutable_payer());
  command->add_option("REFERENCE", *request->mutable_reference(), "The payment")->required();
  command->footer(kShowExamples);
  command->callback([&session, request] {
    session.command = [&session, request] { return Get(session, *request); };
  });
}

void AddPaymentsList(CLI::App& payments, Session& session) {
  CLI::App* command = payments.add_subcommand("list", "List a payer's payments");
  auto request = std::make_shared<compliance::v1::ListPaymentsRequest>();
  AddPayer(*command, request->mutable_payer());
  command->footer(kListExamples);
  SetAction(*command, session, request, List);
}

void AddPaymentsReverse(CLI::App& payments, Session& session) {
  CLI::App* command = payments.add_subcommand("reverse", "Take a payment back");
  auto request = std::make_shared<compliance::v1::ReversePaymentRequest>();
  AddPayer(*command, request->mutable_payer());
  command->add_option("REFERENCE", *request->mutable_reference(), "The payment")->required();
  command->add_option("--reason", *request->mutable_reason(), "Why")->required();
  command->add_option("--on", *request->mutable_reversed_on(),
                      "Day from which it is reversed, 2025-01-20; today otherwise");
  command->add_option("--correction-reason", *request->mutable_correction_reason(),
                      "Why it is reversed on a day whose books are closed");
  command->footer(kReverseExamples);
  command->callback([&session, request] {
    session.command = [&session, request] { return Reverse(session, *request); };
  });
}

}  // namespace paritrana::cli
