// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/registration/application/books.h"
#include "services/registration/application/check_worker.h"

// How what identifies a person is hidden before it is stored (AES-256-GCM, libs/identity). The
// context binds each ciphertext to its person and purpose: moved elsewhere it does not decrypt.
// Durable: never change a context or the order of the details.
namespace paritrana::registration {

// Hides name, birth date and sex: birth date, sex as a digit and name, separated by line feeds.
absl::StatusOr<std::string> HideDetails(const identity::Vault& vault, Pseudonym pseudonym,
                                        const CheckedWorker& worker);

// Hides an identity number.
absl::StatusOr<std::string> HideNumber(const identity::Vault& vault, Pseudonym pseudonym,
                                       const CheckedIdentity& identity);

// The name out of hidden details. DATA_CORRUPT, also with another key than they were hidden with.
absl::StatusOr<std::string> RevealName(const identity::Vault& vault, Pseudonym pseudonym,
                                       std::string_view hidden_details);

// Hides a stored number anew for the person whom it goes over to.
absl::StatusOr<StoredIdentity> Rehide(const identity::Vault& vault, const StoredIdentity& stored,
                                      Pseudonym new_owner);

// The pseudonym as callers see it: 16 hexadecimal digits.
std::string WorkerId(Pseudonym pseudonym);

}  // namespace paritrana::registration
