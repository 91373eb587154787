// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/registration/application/use_case.h"

namespace paritrana::registration {

// Asks for a page of employers.
struct ListEmployers {
  std::string region;  // dotted code; empty for all
  int page_size = 0;
  std::string page_token;
};

struct EmployerList {
  std::vector<Employer> employers;  // in order of their reference
  std::string next_page_token;      // empty at the end
};

// Reads employers. Thread-safe.
class FindEmployersHandler {
 public:
  explicit FindEmployersHandler(const Surroundings& surroundings) : surroundings_(surroundings) {}

  // EMPLOYER_UNKNOWN, PAYER_INVALID.
  absl::StatusOr<Employer> Get(const std::string& employer_ref, absl::Time deadline) const;

  // REGION_INVALID, PAGE_SIZE_INVALID, PAGE_TOKEN_INVALID.
  absl::StatusOr<EmployerList> List(const ListEmployers& query, absl::Time deadline) const;

 private:
  Surroundings surroundings_;
};

}  // namespace paritrana::registration
