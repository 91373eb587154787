// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/base/ids.h"
#include "libs/base/region_code.h"
#include "services/registration/domain/vocabulary.h"

namespace paritrana::registration {

// Longest name of an employer or a worker, in bytes; real ones are far shorter.
inline constexpr std::size_t kNameBytesMax = 200;
// Most reliefs of one employer, and longest code of one: far above what any rule has granted.
inline constexpr std::size_t kReliefsMax = 8;
inline constexpr std::size_t kReliefCodeMax = 40;

// How the outside world names an employer or one of its divisions: "A1234567-000".
//
// NPP 1 to 20 of [0-9A-Z] (its real format is unknown), division 1 to 6 digits; the pair is unique.
class EmployerRef {
 public:
  EmployerRef() = default;

  // PAYER_INVALID.
  static absl::StatusOr<EmployerRef> Parse(std::string_view text);
  // NPP_INVALID, DIVISION_INVALID.
  static absl::StatusOr<EmployerRef> Make(std::string_view npp, std::string_view division);

  const std::string& npp() const { return npp_; }
  const std::string& division() const { return division_; }
  std::string ToString() const { return npp_ + "-" + division_; }

  friend auto operator<=>(const EmployerRef&, const EmployerRef&) = default;

  template <typename H>
  friend H AbslHashValue(H state, const EmployerRef& ref) {
    return H::combine(std::move(state), ref.npp_, ref.division_);
  }

 private:
  std::string npp_;
  std::string division_;
};

// A payer of contributions as the register holds it.
struct Employer {
  EmployerId id;
  std::uint64_t revision = 0;
  EmployerRef ref;
  std::string name;
  EmployerKind kind = EmployerKind::kUnspecified;
  SizeClass size_class = SizeClass::kUnspecified;
  std::string kbli;
  RegionCode registration_region;
  JkkClass jkk_class = JkkClass::kUnreviewed;
  std::vector<std::string> reliefs;  // codes an officer has granted, in ascending order
  absl::Time recorded_at;
};

// Checks what can be checked of an employer by itself: name, kind, size class (only private and
// state undertakings have one), KBLI and reliefs (each once, [A-Z0-9_]). FIELD_REQUIRED,
// FIELD_TOO_LONG, FIELD_MALFORMED, FIELD_OUT_OF_RANGE with the field's path.
absl::Status CheckEmployer(const Employer& employer);

// Checks a name: 1 to kNameBytesMax bytes, not blank, no control characters. FIELD_REQUIRED,
// FIELD_TOO_LONG, FIELD_MALFORMED, all at `field`.
absl::Status CheckName(std::string_view name, std::string_view field);

}  // namespace paritrana::registration
