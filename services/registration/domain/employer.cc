// SPDX-License-Identifier: Apache-2.0
#include "services/registration/domain/employer.h"

#include <algorithm>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

constexpr std::size_t kNppMax = 20;
constexpr std::size_t kDivisionMax = 6;
constexpr std::size_t kKbliLength = 5;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsNppCharacter(char c) { return IsDigit(c) || (c >= 'A' && c <= 'Z'); }

template <typename Predicate>
bool Consists(std::string_view text, std::size_t length_max, Predicate predicate) {
  return !text.empty() && text.size() <= length_max &&
         std::all_of(text.begin(), text.end(), predicate);
}

bool IsReliefCharacter(char c) { return IsNppCharacter(c) || c == '_'; }

absl::Status CheckReliefs(const std::vector<std::string>& reliefs) {
  if (reliefs.size() > kReliefsMax) return MakeError("FIELD_TOO_LONG", "reliefs");
  const bool well_formed = std::all_of(reliefs.begin(), reliefs.end(), [](const std::string& code) {
    return Consists(code, kReliefCodeMax, IsReliefCharacter);
  });
  std::vector<std::string> sorted = reliefs;
  std::sort(sorted.begin(), sorted.end());
  const bool repeated = std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
  return well_formed && !repeated ? absl::OkStatus() : MakeError("FIELD_MALFORMED", "reliefs");
}

bool HasSizeClass(EmployerKind kind) {
  return kind == EmployerKind::kPrivate || kind == EmployerKind::kState;
}

}  // namespace

absl::StatusOr<EmployerRef> EmployerRef::Parse(std::string_view text) {
  const std::size_t hyphen = text.find('-');
  if (hyphen == std::string_view::npos) return MakeError("PAYER_INVALID");
  auto ref = Make(text.substr(0, hyphen), text.substr(hyphen + 1));
  if (!ref.ok()) return MakeError("PAYER_INVALID");
  return ref;
}

absl::StatusOr<EmployerRef> EmployerRef::Make(std::string_view npp, std::string_view division) {
  if (!Consists(npp, kNppMax, IsNppCharacter)) return MakeError("NPP_INVALID", "npp");
  if (!Consists(division, kDivisionMax, IsDigit)) return MakeError("DIVISION_INVALID", "division");
  EmployerRef ref;
  ref.npp_ = npp;
  ref.division_ = division;
  return ref;
}

absl::Status CheckEmployer(const Employer& employer) {
  PARITRANA_RETURN_IF_ERROR(CheckName(employer.name, "name"));
  if (employer.kind == EmployerKind::kUnspecified) return MakeError("FIELD_REQUIRED", "kind");
  if (employer.size_class != SizeClass::kUnspecified && !HasSizeClass(employer.kind)) {
    return MakeError("FIELD_OUT_OF_RANGE", "size_class");
  }
  const bool kbli = employer.kbli.empty() || (employer.kbli.size() == kKbliLength &&
                                              Consists(employer.kbli, kKbliLength, IsDigit));
  if (!kbli) return MakeError("FIELD_MALFORMED", "kbli");
  return CheckReliefs(employer.reliefs);
}

absl::Status CheckName(std::string_view name, std::string_view field) {
  const auto blank = [](char c) { return c == ' '; };
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (std::all_of(name.begin(), name.end(), blank)) return MakeError("FIELD_REQUIRED", field);
  if (name.size() > kNameBytesMax) return MakeError("FIELD_TOO_LONG", field);
  if (std::any_of(name.begin(), name.end(), control)) return MakeError("FIELD_MALFORMED", field);
  return absl::OkStatus();
}

}  // namespace paritrana::registration
