// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "services/registration/application/check_worker.h"
#include "services/registration/application/register_employer.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration::testing {

// Two real-looking NIKs (64.74 and a woman of 53.02) and what their cards say.
inline constexpr char kNikOfMan[] = "6474010708900001";
inline constexpr char kNikOfWoman[] = "5302014708900002";
inline constexpr char kBirthDate[] = "1990-08-07";

inline constexpr char kEmployer[] = "A1234567-000";
inline constexpr char kOtherEmployer[] = "B7654321-001";
inline constexpr char kVillage[] = "64.74.01.1001";
inline constexpr char kOtherRegency[] = "64.02";

// A vault with keys of its own.
const identity::Vault& TestVault();

// A worker of kEmployer in kVillage since 2024-01-15; change what the test is about.
WorkerDraft SomeWorker(std::string_view nik = kNikOfMan);

// A tree of one province, two regencies, a district and a village, and two employers.
void Furnish(const Surroundings& surroundings);

// The key of an operation whose content is `content`.
RequestKey Key(std::string_view operation, std::string_view key, std::string_view content);

EmployerDraft SomeEmployer(std::string_view ref = kEmployer);
RegionTree SomeTree();

inline std::string ReasonName(const absl::Status& status) {
  return status.ok() ? "" : std::string(ReasonOf(status)->name);
}

}  // namespace paritrana::registration::testing
