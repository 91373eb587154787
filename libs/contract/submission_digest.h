// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "paritrana/compliance/v1/submissions.pb.h"

// What caller and service must compute alike: the canonical text of a contribution line and the
// digest of a submission's lines. The format is durable: docs/formats/submission-digest.md.
namespace paritrana::contract {

// Writes a line as one line of text: its fields as sent, separated by tabs, ended by a line feed.
// Total: also lines that will be refused have a canonical text, and different lines never share
// one.
std::string CanonicalText(const compliance::v1::ContributionLine& line);

// The same with `worker` in place of the worker's number: how a service that must not keep an
// identity compares lines.
std::string CanonicalTextWithWorker(const compliance::v1::ContributionLine& line,
                                    std::string_view worker);

// 32 bytes.
using Digest = std::array<std::uint8_t, 32>;

// Chains SHA-256 over the canonical texts of a submission's lines in order:
// D(0) = 32 zero bytes, D(n) = SHA-256(D(n-1) ‖ text(n)).
//
// A chain and not one long hash, so that a submission cut in the middle goes on from the 32 bytes
// that were kept with it.
//
//   SubmissionDigest digest;
//   for (const auto& line : lines) digest.Add(CanonicalText(line));
//   seal.set_content_sha256(digest.bytes());
//
// Not thread-safe; movable.
class SubmissionDigest {
 public:
  SubmissionDigest();
  // Goes on from a digest kept earlier.
  explicit SubmissionDigest(const Digest& so_far);
  ~SubmissionDigest();
  SubmissionDigest(SubmissionDigest&&) noexcept;
  SubmissionDigest& operator=(SubmissionDigest&&) noexcept;

  // Adds one line, given as its canonical text.
  void Add(std::string_view canonical_text);

  const Digest& digest() const { return digest_; }
  // The digest as the 32 bytes that messages carry.
  std::string bytes() const;

 private:
  struct Hasher;
  std::unique_ptr<Hasher> hasher_;
  Digest digest_{};
};

}  // namespace paritrana::contract
