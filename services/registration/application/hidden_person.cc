// SPDX-License-Identifier: Apache-2.0
#include "services/registration/application/hidden_person.h"

#include "absl/strings/str_cat.h"
#include "libs/base/date.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"

namespace paritrana::registration {
namespace {

std::string DetailsContext(Pseudonym pseudonym) {
  return absl::StrCat("person:", WorkerId(pseudonym), ":details");
}

std::string NumberContext(Pseudonym pseudonym, identity::Kind kind) {
  return absl::StrCat("person:", WorkerId(pseudonym), ":identity:", static_cast<int>(kind));
}

}  // namespace

absl::StatusOr<std::string> HideDetails(const identity::Vault& vault, Pseudonym pseudonym,
                                        const CheckedWorker& worker) {
  const std::string plain = absl::StrCat(FormatDate(worker.birth_date), "\n",
                                         static_cast<int>(worker.sex), "\n", worker.name);
  return vault.Encrypt(plain, DetailsContext(pseudonym));
}

absl::StatusOr<std::string> HideNumber(const identity::Vault& vault, Pseudonym pseudonym,
                                       const CheckedIdentity& identity) {
  return vault.Encrypt(identity.number, NumberContext(pseudonym, identity.kind));
}

absl::StatusOr<std::string> RevealName(const identity::Vault& vault, Pseudonym pseudonym,
                                       std::string_view hidden_details) {
  PARITRANA_ASSIGN_OR_RETURN(const std::string plain,
                             vault.Decrypt(hidden_details, DetailsContext(pseudonym)));
  const std::size_t sex = plain.find('\n');
  const std::size_t name = sex == std::string::npos ? sex : plain.find('\n', sex + 1);
  if (name == std::string::npos) return MakeError("DATA_CORRUPT");
  return plain.substr(name + 1);
}

absl::StatusOr<StoredIdentity> Rehide(const identity::Vault& vault, const StoredIdentity& stored,
                                      Pseudonym new_owner) {
  PARITRANA_ASSIGN_OR_RETURN(
      const std::string number,
      vault.Decrypt(stored.hidden, NumberContext(stored.pseudonym, stored.kind)));
  StoredIdentity moved = stored;
  moved.pseudonym = new_owner;
  PARITRANA_ASSIGN_OR_RETURN(moved.hidden,
                             vault.Encrypt(number, NumberContext(new_owner, stored.kind)));
  return moved;
}

std::string WorkerId(Pseudonym pseudonym) {
  return absl::StrCat(absl::Hex(pseudonym.value(), absl::kZeroPad16));
}

}  // namespace paritrana::registration
