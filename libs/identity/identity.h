// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"

// What identity numbers look like and how they are hidden. Only registration and compliance use it.
namespace paritrana::identity {

enum class Kind : std::uint8_t { kNik = 1, kKpj = 2, kPassport = 3 };

// What a NIK says about its bearer. The century is not in it: compare with a birth date.
struct NikFacts {
  int day = 0;    // 1 to 31
  int month = 0;  // 1 to 12
  int two_digit_year = 0;
  bool female = false;
};

// Checks a NIK: 16 digits PPKKCC DDMMYY SSSS, DD + 40 for women, a real date, SSSS at least 0001.
// There is no check digit, and an unknown region prefix is no error (it may be an abolished code).
// NIK_INVALID.
absl::StatusOr<NikFacts> ParseNik(std::string_view nik);

// NIK_BIRTH_DATE_DIFFERS if the NIK does not say this day, month and two-digit year.
absl::Status CheckBirthDate(const NikFacts& facts, absl::CivilDay birth_date);

// Checks a KPJ: 11 digits. KPJ_INVALID.
absl::Status CheckKpj(std::string_view kpj);

// Checks a passport number: 5 to 20 of [0-9A-Z]. PASSPORT_INVALID.
absl::Status CheckPassport(std::string_view passport);

// A look-up token: the first 128 bits of HMAC-SHA-256 over kind ‖ value. Equal identities give
// equal tokens; without the key, none leads back.
using Token = std::array<std::uint8_t, 16>;

// Makes tokens and hides identities under keys that only registration and compliance hold.
// Thread-safe.
class Vault {
 public:
  // Both keys are 32 bytes; compliance has no encryption key and passes an empty one.
  // INVALID_ARGUMENT otherwise.
  static absl::StatusOr<Vault> Create(std::string token_key, std::string encryption_key);

  Token MakeToken(Kind kind, std::string_view value) const;

  // A keyed hash of a request, to know it again under its idempotency key without keeping it: a
  // bare hash of so small a thing as a NIK can be guessed back. Never equal to a look-up token.
  Token Fingerprint(std::string_view request) const;

  // AES-256-GCM with a random nonce: nonce ‖ ciphertext ‖ tag. `context` is authenticated, not
  // stored: a ciphertext moved to another row does not decrypt.
  absl::StatusOr<std::string> Encrypt(std::string_view plain, std::string_view context) const;
  absl::StatusOr<std::string> Decrypt(std::string_view hidden, std::string_view context) const;

 private:
  Vault(std::string token_key, std::string encryption_key);
  Token Sign(char purpose, std::string_view value) const;

  std::string token_key_;
  std::string encryption_key_;
};

}  // namespace paritrana::identity
