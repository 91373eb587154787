// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/hidden_person.h"

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"

namespace paritrana::registration {

absl::StatusOr<std::string> HideDetails(const identity::Vault& vault, Pseudonym pseudonym,
                                        const CheckedWorker& worker) {
  const std::string plain = absl::StrCat(FormatDate(worker.birth_date), "\n",
                                         static_cast<int>(worker.sex), "\n", worker.name);
  return vault.Encrypt(plain, absl::StrCat("person:", WorkerId(pseudonym), ":details"));
}

absl::StatusOr<std::string> HideNumber(const identity::Vault& vault, Pseudonym pseudonym,
                                       const CheckedIdentity& identity) {
  const std::string context =
      absl::StrCat("person:", WorkerId(pseudonym), ":identity:", static_cast<int>(identity.kind));
  return vault.Encrypt(identity.number, context);
}

std::string WorkerId(Pseudonym pseudonym) {
  return absl::StrCat(absl::Hex(pseudonym.value(), absl::kZeroPad16));
}

}  // namespace paritrana::registration
