// SPDX-License-Identifier: Apache-2.0
#include "cli/drop/drop_processor.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "cli/drop/drop_name.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/file_bytes.h"
#include "libs/payroll_files/rejects.h"
#include "libs/workbook/book.h"

namespace paritrana::cli {
namespace {

using nlohmann::ordered_json;

// Digits of the content's hash in names: enough to tell files of one name apart.
constexpr std::size_t kMarkDigits = 8;
// Findings of one ack; all of them stand in the file of refused rows.
constexpr std::size_t kFindingsMax = 1'000;

std::string MarkOf(const std::string& hash) { return hash.substr(0, kMarkDigits); }

ordered_json JsonOf(const files::RowFinding& f) {
  return {{"line", f.place.line},          {"column", f.column},
          {"reason", f.finding.reason()},  {"rejected", f.refused},
          {"textId", f.finding.text_id()}, {"textEn", f.finding.text_en()}};
}

ordered_json FindingsOf(const Uploaded& uploaded) {
  ordered_json findings = ordered_json::array();
  for (std::size_t i = 0; i < std::min(uploaded.findings.size(), kFindingsMax); ++i) {
    findings.push_back(JsonOf(uploaded.findings[i]));
  }
  return findings;
}

ordered_json AckOf(const std::string& name, const std::string& hash, const UploadOptions& options,
                   const Uploaded& uploaded) {
  const bool workers = uploaded.kind == files::FileKind::kWorkers;
  ordered_json ack = {{"file", name},
                      {"sha256", hash},
                      {"state", uploaded.refused == 0 ? "accepted" : "partly_accepted"},
                      {"phase", options.phase == UploadPhase::kCommit ? "commit" : "validate"},
                      {"kind", workers ? "workers" : "contributions"},
                      {"payer", options.payer},
                      {"period", options.period}};
  for (const auto& [fact, value] : uploaded.facts) ack[fact] = value;
  ack["rows"] = uploaded.sheet.rows();
  ack["accepted"] = uploaded.accepted;
  ack["waiting"] = uploaded.waiting;
  ack["rejected"] = uploaded.refused;
  if (uploaded.accepted + uploaded.waiting == 0) ack["state"] = "rejected";
  ack["findings"] = FindingsOf(uploaded);
  ack["findingsInAll"] = uploaded.findings.size();
  return ack;
}

std::string Dump(const ordered_json& json) {
  return json.dump(1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

// The payer and period that hold for a file: what its name says goes before what is usual.
UploadOptions OptionsFor(const std::string& name, const UploadOptions& usual) {
  UploadOptions options = usual;
  const DropName said = ReadDropName(name);
  if (!said.payer.empty()) options.payer = said.payer;
  if (!said.period.empty()) options.period = said.period;
  return options;
}

}  // namespace

absl::StatusOr<DropResult> DropProcessor::Process(const std::string& name) {
  absl::StatusOr<std::string> bytes = files::ReadFile(folder_.PathOf(name));
  if (!bytes.ok()) return Refuse(name, "", bytes.status());
  const std::string hash = files::ContentHash(*bytes);
  absl::StatusOr<std::unique_ptr<workbook::Book>> book = workbook::OpenBook(*std::move(bytes));
  if (!book.ok()) return Refuse(name, hash, book.status());
  const UploadOptions options = OptionsFor(name, usual_);
  const absl::StatusOr<Uploaded> uploaded = UploadFile(session_, *std::move(book), name, options);
  if (uploaded.ok()) return Accept(name, hash, options, *uploaded);
  if (!ReasonOf(uploaded.status())->retryable) return Refuse(name, hash, uploaded.status());
  session_.Warn(absl::StrCat(name, ": ", std::string(ReasonOf(uploaded.status())->name),
                             ", taken up again later"));
  return DropResult::kLater;
}

// The answer is written before the file leaves processing/, so that a kill in between repeats both.
absl::StatusOr<DropResult> DropProcessor::Accept(const std::string& name, const std::string& hash,
                                                 const UploadOptions& options,
                                                 const Uploaded& uploaded) {
  ordered_json ack = AckOf(name, hash, options, uploaded);
  if (uploaded.refused > 0) {
    const std::string rejects = MarkedName(name, MarkOf(hash) + ".rows");
    PARITRANA_ASSIGN_OR_RETURN(const std::string bytes,
                               files::MakeRejects(uploaded.sheet, uploaded.findings));
    PARITRANA_RETURN_IF_ERROR(folder_.Write("rejected", rejects, bytes));
    ack["rejects"] = "rejected/" + rejects;
  }
  const std::string marked = MarkedName(name, MarkOf(hash));
  PARITRANA_RETURN_IF_ERROR(
      folder_.Write("ack", MarkedName(name, MarkOf(hash), ".json"), Dump(ack)));
  PARITRANA_RETURN_IF_ERROR(folder_.Finish(name, "done", marked));
  return uploaded.refused == 0 ? DropResult::kAccepted : DropResult::kRefused;
}

absl::StatusOr<DropResult> DropProcessor::Refuse(const std::string& name, const std::string& hash,
                                                 const absl::Status& error) {
  const Reason& reason = *ReasonOf(error);
  const std::string mark =
      hash.empty() ? absl::AsciiStrToLower(std::string(reason.name)) : MarkOf(hash);
  const std::string message(error.message());
  const ordered_json ack = {{"file", name},
                            {"sha256", hash},
                            {"state", "rejected"},
                            {"reason", std::string(reason.name)},
                            {"field", FieldOf(error)},
                            {"detail", message == reason.name ? "" : message},
                            {"textId", std::string(reason.text_id)},
                            {"textEn", std::string(reason.text_en)}};
  PARITRANA_RETURN_IF_ERROR(folder_.Write("ack", MarkedName(name, mark, ".json"), Dump(ack)));
  PARITRANA_RETURN_IF_ERROR(folder_.Finish(name, "rejected", MarkedName(name, mark)));
  return DropResult::kRefused;
}

}  // namespace paritrana::cli
