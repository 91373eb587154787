// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <memory>
#include <utility>

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/identity/identity.h"

// How identity numbers are hidden.
namespace paritrana::identity {
namespace {

constexpr std::size_t kKeyBytes = 32;
constexpr std::size_t kNonceBytes = 12;
constexpr std::size_t kTagBytes = 16;
// An identity or a name; far below what one GCM nonce may carry.
constexpr std::size_t kPlainBytesMax = 1 << 16;

struct ContextDeleter {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, ContextDeleter>;

const unsigned char* Bytes(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

absl::Status Damaged() { return MakeError("DATA_CORRUPT"); }

absl::Status NoKey() {
  return MakeError("KEY_INVALID", "identity.encryption_key", "this vault has no encryption key");
}

}  // namespace

Vault::Vault(std::string token_key, std::string encryption_key)
    : token_key_(std::move(token_key)), encryption_key_(std::move(encryption_key)) {}

absl::StatusOr<Vault> Vault::Create(std::string token_key, std::string encryption_key) {
  if (token_key.size() != kKeyBytes) {
    return MakeError("KEY_INVALID", "identity.token_key", "the token key must be 32 bytes");
  }
  if (!encryption_key.empty() && encryption_key.size() != kKeyBytes) {
    return MakeError("KEY_INVALID", "identity.encryption_key",
                     "the encryption key must be 32 bytes");
  }
  return Vault(std::move(token_key), std::move(encryption_key));
}

Token Vault::MakeToken(Kind kind, std::string_view value) const {
  return Sign(static_cast<char>(kind), value);
}

Token Vault::Fingerprint(std::string_view request) const { return Sign(0, request); }

Token Vault::Sign(char purpose, std::string_view value) const {
  std::string message(1, purpose);
  message += value;
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  PARITRANA_CHECK(HMAC(EVP_sha256(), token_key_.data(), static_cast<int>(token_key_.size()),
                       Bytes(message), message.size(), digest.data(), &size) != nullptr);
  Token token{};
  std::copy_n(digest.begin(), token.size(), token.begin());
  return token;
}

absl::StatusOr<std::string> Vault::Encrypt(std::string_view plain, std::string_view context) const {
  if (encryption_key_.empty()) return NoKey();
  if (plain.size() > kPlainBytesMax || context.size() > kPlainBytesMax) {
    return MakeError("FIELD_TOO_LONG");
  }
  std::string hidden(kNonceBytes + plain.size() + kTagBytes, '\0');
  unsigned char* const nonce = Bytes(hidden);
  unsigned char* const body = nonce + kNonceBytes;
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      cipher != nullptr && RAND_bytes(nonce, kNonceBytes) == 1 &&
      EVP_EncryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(encryption_key_), nonce) ==
          1 &&
      EVP_EncryptUpdate(cipher.get(), nullptr, &size, Bytes(context),
                        static_cast<int>(context.size())) == 1 &&
      EVP_EncryptUpdate(cipher.get(), body, &size, Bytes(plain), static_cast<int>(plain.size())) ==
          1 &&
      EVP_EncryptFinal_ex(cipher.get(), body + plain.size(), &size) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, kTagBytes, body + plain.size()) == 1;
  if (!done) return MakeError("INTERNAL", "", "encryption failed");
  return hidden;
}

absl::StatusOr<std::string> Vault::Decrypt(std::string_view hidden,
                                           std::string_view context) const {
  if (encryption_key_.empty()) return NoKey();
  const bool plausible = hidden.size() >= kNonceBytes + kTagBytes &&
                         hidden.size() <= kNonceBytes + kPlainBytesMax + kTagBytes &&
                         context.size() <= kPlainBytesMax;
  if (!plausible) return Damaged();
  const std::string_view body = hidden.substr(kNonceBytes, hidden.size() - kNonceBytes - kTagBytes);
  std::string tag(hidden.substr(hidden.size() - kTagBytes));
  std::string plain(body.size(), '\0');
  const CipherContext cipher(EVP_CIPHER_CTX_new());
  int size = 0;
  const bool done =
      cipher != nullptr &&
      EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, Bytes(encryption_key_),
                         Bytes(hidden)) == 1 &&
      EVP_DecryptUpdate(cipher.get(), nullptr, &size, Bytes(context),
                        static_cast<int>(context.size())) == 1 &&
      EVP_DecryptUpdate(cipher.get(), Bytes(plain), &size, Bytes(body),
                        static_cast<int>(body.size())) == 1 &&
      EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kTagBytes, tag.data()) == 1 &&
      EVP_DecryptFinal_ex(cipher.get(), Bytes(plain) + plain.size(), &size) == 1;
  if (!done) return Damaged();
  return plain;
}

}  // namespace paritrana::identity
