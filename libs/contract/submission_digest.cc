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
