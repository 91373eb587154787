// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/candidate_text.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/check.h"

namespace paritrana::compliance {
namespace {

template <typename Number>
Number ReadNumber(const std::string& text) {
  Number number = 0;
  PARITRANA_CHECK(absl::SimpleAtoi(text, &number));
  return number;
}

MatchCandidate ReadCandidate(const std::string& line) {
  const std::vector<std::string> parts = absl::StrSplit(line, ' ');
  PARITRANA_CHECK(parts.size() == 6);
  return {Pseudonym(ReadNumber<std::uint64_t>(parts[0])),
          ReadNumber<std::uint32_t>(parts[1]),
          MatchReasons::FromBits(ReadNumber<std::uint32_t>(parts[2])),
          ReadNumber<std::int32_t>(parts[3]),
          ReadNumber<std::int32_t>(parts[4]),
          ReadNumber<std::uint64_t>(parts[5])};
}

}  // namespace

std::string WriteCandidates(const std::vector<MatchCandidate>& candidates) {
  std::string text;
  for (const MatchCandidate& c : candidates) {
    absl::StrAppend(&text, text.empty() ? "" : "\n", c.worker.value(), " ", c.membership_no, " ",
                    c.reasons.bits(), " ", c.start_day, " ", c.end_day, " ", c.workplace_region);
  }
  return text;
}

std::vector<MatchCandidate> ReadCandidates(std::string_view text) {
  std::vector<MatchCandidate> candidates;
  if (text.empty()) return candidates;
  const std::vector<std::string> lines =
      absl::StrSplit(absl::string_view(text.data(), text.size()), '\n');
  for (const std::string& line : lines) candidates.push_back(ReadCandidate(line));
  return candidates;
}

}  // namespace paritrana::compliance
