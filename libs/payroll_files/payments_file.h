// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/payroll_files/row_finding.h"
#include "libs/payroll_files/sheet.h"
#include "paritrana/compliance/v1/payments.pb.h"

namespace paritrana::files {

// The columns of a bank statement's payments (docs/formats/payments-csv.md). What banks write as a
// note often names a person: that column is known and never read.
const SheetForm& PaymentsForm();

// Payments of one file.
struct PaymentsFile {
  Sheet sheet;
  // The rows that could be read, in order; payment i stands at places[i].
  std::vector<compliance::v1::PostPaymentRequest> payments;
  std::vector<RowPlace> places;
  // Why the other rows could not, which are not among the payments.
  std::vector<RowFinding> refused;
};

// Reads payments; `payer` pays rows without PEMBAYAR. A reference that stands there twice for one
// payer is refused the second time (PAYMENT_REPEATED), whatever it says. Errors are those of
// Sheet::Open.
absl::StatusOr<PaymentsFile> ReadPayments(std::shared_ptr<const workbook::Book> book,
                                          const std::string& payer);

// The column behind a field path of a service's error; the path itself if there is none.
std::string PaymentsColumn(std::string_view field);

}  // namespace paritrana::files
