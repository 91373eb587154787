// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/position.h"
#include "libs/identity/identity.h"

// What requests were answered with, so that a retry is answered and not repeated (books.h).
namespace paritrana::registration {

// Names one request for ever: a retry is answered, not repeated.
struct RequestKey {
  std::string operation;  // "RegisterWorker"
  std::string key;        // chosen by the caller
  identity::Token fingerprint{};
};

// Something to look at in an accepted line.
struct Warning {
  std::string reason;
  std::string field;

  friend bool operator==(const Warning&, const Warning&) = default;
};

// What a request was answered with; the rest of an answer follows from the request itself.
struct Answer {
  std::uint64_t subject = 0;        // employer id or pseudonym
  std::uint64_t other_subject = 0;  // of a merge: the pseudonym that is no more
  std::vector<Warning> warnings;
  absl::Time recorded_at;
  Position position;

  friend bool operator==(const Answer&, const Answer&) = default;
};

// An answer to be remembered; its position is filled in at commit.
struct Kept {
  RequestKey key;
  Answer answer;
};

// Remembers answers by request.
class AnswerBook {
 public:
  virtual ~AnswerBook() = default;

  // Takes the key for this transaction, waiting while another holds it. Returns the answer if the
  // request was answered before. IDEMPOTENCY_KEY_REUSED if that was another request.
  virtual absl::StatusOr<std::optional<Answer>> Claim(const RequestKey& key) = 0;
  // Forgets at most `limit` answers given before a time, except those of ImportRegions; returns how
  // many.
  virtual absl::StatusOr<std::int64_t> Forget(absl::Time before, int limit) = 0;
};

}  // namespace paritrana::registration
