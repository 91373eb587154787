// SPDX-License-Identifier: Apache-2.0
#include "services/scoring/application/digest.h"

#include <openssl/evp.h>

#include "absl/strings/escaping.h"
#include "libs/base/check.h"

namespace paritrana::scoring {

struct Sha256::Context {
  EVP_MD_CTX* evp = EVP_MD_CTX_new();
  ~Context() { EVP_MD_CTX_free(evp); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  PARITRANA_CHECK(EVP_DigestInit_ex(context_->evp, EVP_sha256(), nullptr) == 1);
}

Sha256::~Sha256() = default;

void Sha256::Add(std::string_view bytes) {
  PARITRANA_CHECK(EVP_DigestUpdate(context_->evp, bytes.data(), bytes.size()) == 1);
}

std::string Sha256::Hex() {
  std::string digest(32, '\0');
  PARITRANA_CHECK(EVP_DigestFinal_ex(context_->evp, reinterpret_cast<unsigned char*>(digest.data()),
                                     nullptr) == 1);
  return absl::BytesToHexString(digest);
}

std::string Sha256Hex(std::string_view text) {
  Sha256 digest;
  digest.Add(text);
  return digest.Hex();
}

}  // namespace paritrana::scoring
