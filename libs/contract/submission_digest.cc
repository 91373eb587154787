// SPDX-License-Identifier: Apache-2.0
#include "libs/contract/submission_digest.h"

#include <openssl/evp.h>

#include <charconv>

#include "libs/base/check.h"

namespace paritrana::contract {
namespace {

using compliance::v1::ContributionLine;
using compliance::v1::ProgrammeAmount;
using compliance::v1::WorkerIdentity;

// A tab or line feed inside a field would make two different lines look alike.
void AppendText(std::string_view text, std::string& out) {
  for (const char c : text) {
    switch (c) {
      case '\\':
        out += "\\\\";
        break;
      case '\t':
        out += "\\t";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      default:
        out += c;
    }
  }
}

void AppendNumber(std::int64_t number, std::string& out) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  out.append(digits, end);
}

void AppendWorker(const WorkerIdentity& worker, std::string& out) {
  if (worker.has_nik()) {
    out += "nik:";
    AppendText(worker.nik(), out);
  } else if (worker.has_kpj()) {
    out += "kpj:";
    AppendText(worker.kpj(), out);
  }
}

void AppendAmount(const ProgrammeAmount& amount, std::string& out) {
  out += '\t';
  AppendNumber(amount.programme(), out);
  out += ':';
  AppendNumber(amount.employer_rupiah(), out);
  out += ':';
  AppendNumber(amount.employee_rupiah(), out);
}

void AppendNamed(std::string_view name, std::string_view text, std::string& out) {
  out += '\t';
  out += name;
  out += '=';
  AppendText(text, out);
}

void AppendNamed(std::string_view name, std::int64_t number, std::string& out) {
  if (number == 0) return;
  AppendNamed(name, "", out);
  AppendNumber(number, out);
}

void AppendProgrammes(const ContributionLine& line, std::string& out) {
  if (line.programmes().empty()) return;
  AppendNamed("programmes", "", out);
  for (int i = 0; i < line.programmes_size(); ++i) {
    if (i > 0) out += ',';
    AppendNumber(line.programmes(i), out);
  }
}

// Fields that came later stand by name, and only if they say something: a line without them has the
// text it always had.
void AppendLaterFields(const ContributionLine& line, std::string& out) {
  AppendNamed("action", line.action(), out);
  if (line.has_previous()) {
    AppendNamed("previous_run", line.previous().run(), out);
    AppendNamed("previous_line", line.previous().line_id(), out);
  }
  if (!line.payroll_number().empty()) AppendNamed("payroll_number", line.payroll_number(), out);
  AppendProgrammes(line, out);
  if (!line.relief_code().empty()) AppendNamed("relief_code", line.relief_code(), out);
  AppendNamed("membership_no", line.membership_no(), out);
  AppendNamed("age_years", line.age_years(), out);
  AppendNamed("jp_deferred", line.jp_deferred() ? 1 : 0, out);
}

std::string Assemble(const ContributionLine& line, std::string_view escaped_worker) {
  std::string out;
  out.reserve(96 + escaped_worker.size());
  AppendText(line.line_id(), out);
  out += '\t';
  out += escaped_worker;
  out += '\t';
  AppendText(line.covered_from(), out);
  out += '\t';
  AppendText(line.covered_to(), out);
  out += '\t';
  AppendNumber(line.segment(), out);
  out += '\t';
  AppendNumber(line.reported_wage_rupiah(), out);
  for (const ProgrammeAmount& amount : line.amounts()) AppendAmount(amount, out);
  AppendLaterFields(line, out);
  out += '\n';
  return out;
}

}  // namespace

std::string CanonicalText(const ContributionLine& line) {
  std::string worker;
  AppendWorker(line.worker(), worker);
  return Assemble(line, worker);
}

std::string CanonicalTextWithWorker(const ContributionLine& line, std::string_view worker) {
  std::string escaped;
  AppendText(worker, escaped);
  return Assemble(line, escaped);
}

// OpenSSL looks an algorithm up by name each time unless both it and the context are kept.
struct SubmissionDigest::Hasher {
  Hasher() : context(EVP_MD_CTX_new()), sha256(EVP_MD_fetch(nullptr, "SHA256", nullptr)) {
    PARITRANA_CHECK(context != nullptr && sha256 != nullptr);
  }
  ~Hasher() {
    EVP_MD_free(sha256);
    EVP_MD_CTX_free(context);
  }
  EVP_MD_CTX* context;
  EVP_MD* sha256;
};

SubmissionDigest::SubmissionDigest() : SubmissionDigest(Digest{}) {}
SubmissionDigest::SubmissionDigest(const Digest& so_far)
    : hasher_(std::make_unique<Hasher>()), digest_(so_far) {}
SubmissionDigest::~SubmissionDigest() = default;
SubmissionDigest::SubmissionDigest(SubmissionDigest&&) noexcept = default;
SubmissionDigest& SubmissionDigest::operator=(SubmissionDigest&&) noexcept = default;

void SubmissionDigest::Add(std::string_view canonical_text) {
  EVP_MD_CTX* context = hasher_->context;
  PARITRANA_CHECK(EVP_DigestInit_ex2(context, hasher_->sha256, nullptr) == 1);
  PARITRANA_CHECK(EVP_DigestUpdate(context, digest_.data(), digest_.size()) == 1);
  PARITRANA_CHECK(EVP_DigestUpdate(context, canonical_text.data(), canonical_text.size()) == 1);
  PARITRANA_CHECK(EVP_DigestFinal_ex(context, digest_.data(), nullptr) == 1);
}

std::string SubmissionDigest::bytes() const { return std::string(digest_.begin(), digest_.end()); }

}  // namespace paritrana::contract
