// SPDX-License-Identifier: Apache-2.0
#include "cli/uploads/upload_payments.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "cli/calls/unary.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/payments_file.h"
#include "paritrana/compliance/v1/payments.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::PaymentService;

// Enough for the service to gather posts of different payers; more only wait there.
constexpr std::size_t kCallersMax = 32;

// Posts payments from several threads, each taking the next one.
class PaymentPoster {
 public:
  PaymentPoster(const Session& session, const files::PaymentsFile& file)
      : stub_(PaymentService::NewStub(session.Compliance())),
        file_(file),
        progress_(session.MakeProgress()) {}

  // The refusals by row; the error of a service that cannot be reached.
  absl::StatusOr<std::vector<files::RowFinding>> Post() {
    std::vector<std::thread> callers;
    const std::size_t count = std::min(kCallersMax, file_.payments.size());
    for (std::size_t i = 0; i < count; ++i) callers.emplace_back([this] { PostSome(); });
    for (std::thread& caller : callers) caller.join();
    PARITRANA_RETURN_IF_ERROR(failure_);
    return std::move(refused_);
  }

 private:
  void PostSome() {
    Patience patience;
    for (std::size_t i = next_++; i < file_.payments.size(); i = next_++) {
      compliance::v1::PostPaymentResponse response;
      const absl::Status status = Call(patience, [&](grpc::ClientContext* context) {
        return stub_->PostPayment(context, file_.payments[i], &response);
      });
      if (!Note(i, status)) return;
    }
  }

  // False if there is no use in going on.
  bool Note(std::size_t payment, const absl::Status& status) {
    absl::MutexLock lock(&mutex_);
    progress_.Update("posting", ++done_, file_.payments.size());
    if (status.ok()) return failure_.ok();
    if (ReasonOf(status)->retryable) {
      failure_ = status;
      return false;
    }
    absl::Status refusal = status;
    const std::string column = files::PaymentsColumn(FieldOf(status));
    refused_.push_back(files::FindingOf(file_.places[payment], refusal));
    refused_.back().column = column;
    return failure_.ok();
  }

  const std::unique_ptr<PaymentService::Stub> stub_;
  const files::PaymentsFile& file_;
  std::atomic<std::size_t> next_ = 0;
  absl::Mutex mutex_;
  Progress progress_ ABSL_GUARDED_BY(mutex_);
  std::size_t done_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status failure_;
  std::vector<files::RowFinding> refused_;
};

}  // namespace

absl::StatusOr<Uploaded> UploadPayments(const Session& session,
                                        std::shared_ptr<const workbook::Book> book,
                                        const std::string& payer) {
  PARITRANA_ASSIGN_OR_RETURN(files::PaymentsFile file, files::ReadPayments(std::move(book), payer));
  if (file.sheet.ends_open()) {
    session.Warn("the file has no line end at its end: is it complete?");
  }
  PaymentPoster poster(session, file);
  PARITRANA_ASSIGN_OR_RETURN(std::vector<files::RowFinding> refused, poster.Post());
  const std::size_t accepted = file.payments.size() - refused.size();
  refused.insert(refused.end(), file.refused.begin(), file.refused.end());
  files::SortByRow(&refused);
  Uploaded uploaded{files::FileKind::kPayments,
                    std::move(file.sheet),
                    std::move(refused),
                    accepted,
                    0,
                    0,
                    {},
                    {}};
  uploaded.refused = files::CountRefusedRows(uploaded.findings);
  return uploaded;
}

}  // namespace paritrana::cli
