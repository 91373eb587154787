// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/register.h"

namespace paritrana::registration {

// Which of a person's memberships a use case has ended or added, by number.
struct ChangedMemberships {
  std::vector<std::uint32_t> ended;
  std::vector<std::uint32_t> added;
};

// A participant's memberships of these numbers, as changes to be saved.
std::vector<OwnedMembership> Numbered(const Participant& participant,
                                      const std::vector<std::uint32_t>& numbers);

// Saves a known person's changed memberships, states the fact and commits. Without a change only
// the answer is kept, and its position covers what was stated of the person before.
absl::StatusOr<Answer> CommitChange(RegisterTransaction& transaction, Person person,
                                    const ChangedMemberships& changed, const RequestKey& key,
                                    absl::Time now);

}  // namespace paritrana::registration
