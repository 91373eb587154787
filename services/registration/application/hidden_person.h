// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "absl/status/statusor.h"
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

// The pseudonym as callers see it: 16 hexadecimal digits.
std::string WorkerId(Pseudonym pseudonym);

}  // namespace paritrana::registration
