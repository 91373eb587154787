// SPDX-License-Identifier: Apache-2.0
#include "libs/payroll_files/payments_file.h"

#include <map>
#include <set>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/row_cells.h"

namespace paritrana::files {
namespace {

using compliance::v1::PostPaymentRequest;

// Places of the columns in the form.
enum Column : std::size_t { kReference, kPayer, kAmount, kPaidOn, kPeriod, kCorrectionReason };

SheetForm MakeForm() {
  SheetForm form{"payments", "docs/formats/payments-csv.md", {}, {}, false, "PEMBAYARAN"};
  form.columns = {{"REFERENSI", {"NO_REFERENSI", "REFERENCE"}, true},
                  {"PEMBAYAR", {"PAYER"}, false},
                  {"JUMLAH", {"NOMINAL", "AMOUNT"}, true},
                  {"TANGGAL_BAYAR", {"TGL_BAYAR", "PAID_ON"}, true},
                  {"PERIODE", {"PERIOD"}, false},
                  {"ALASAN_KOREKSI", {"CORRECTION_REASON"}, false}};
  form.ignored = {"KETERANGAN", "BERITA", "NOTE"};
  return form;
}

// Reads one row.
PostPaymentRequest ReadRow(RowCells& cells, const std::string& payer) {
  PostPaymentRequest payment;
  // A spreadsheet makes a number of a long reference, and digits may be gone.
  payment.set_reference(cells.IdentityNumber(kReference, 0));
  if (cells.Empty(kReference)) cells.Refuse(kReference, MakeError("FIELD_REQUIRED"));
  payment.set_payer(cells.Empty(kPayer) ? payer : cells.Text(kPayer));
  if (payment.payer().empty()) cells.Refuse(kPayer, MakeError("FIELD_REQUIRED"));
  payment.set_amount_rupiah(cells.Rupiah(kAmount));
  if (cells.Empty(kAmount)) cells.Refuse(kAmount, MakeError("FIELD_REQUIRED"));
  payment.set_paid_on(cells.RequiredDate(kPaidOn));
  payment.set_period(cells.Month(kPeriod));
  payment.set_correction_reason(cells.Text(kCorrectionReason));
  return payment;
}

}  // namespace

const SheetForm& PaymentsForm() {
  static const auto* const form = new SheetForm(MakeForm());
  return *form;
}

absl::StatusOr<PaymentsFile> ReadPayments(std::shared_ptr<const workbook::Book> book,
                                          const std::string& payer) {
  PARITRANA_ASSIGN_OR_RETURN(Sheet sheet, Sheet::Open(std::move(book), PaymentsForm()));
  if (!sheet.Has(kPayer) && payer.empty()) {
    return MakeError("FILE_COLUMN_MISSING", "PEMBAYAR", "give a payer or this column");
  }
  PaymentsFile file{std::move(sheet), {}, {}, {}};
  std::set<std::pair<std::string, std::string>> seen;
  file.sheet.ForEach([&](const SheetRow& row) {
    const RowPlace place{row.number, row.line};
    RowCells cells(file.sheet, row, PaymentsForm());
    PostPaymentRequest payment;
    if (cells.errors().empty()) payment = ReadRow(cells, payer);
    const bool first = seen.emplace(payment.payer(), payment.reference()).second;
    if (cells.errors().empty() && !first) {
      cells.Refuse(kReference, MakeError("PAYMENT_REPEATED"));
    }
    for (const absl::Status& error : cells.errors()) {
      file.refused.push_back(FindingOf(place, error));
    }
    if (!cells.errors().empty()) return;
    file.payments.push_back(std::move(payment));
    file.places.push_back(place);
  });
  return file;
}

std::string PaymentsColumn(std::string_view field) {
  static const auto* const columns = new std::map<std::string, Column, std::less<>>{
      {"reference", kReference}, {"payer", kPayer},   {"amount_rupiah", kAmount},
      {"paid_on", kPaidOn},      {"period", kPeriod}, {"correction_reason", kCorrectionReason}};
  const auto found = columns->find(field);
  return found == columns->end() ? std::string(field) : PaymentsForm().columns[found->second].name;
}

}  // namespace paritrana::files
