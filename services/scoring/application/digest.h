// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace paritrana::scoring {

// Computes a SHA-256 piece by piece. Not thread-safe.
class Sha256 {
 public:
  Sha256();
  ~Sha256();

  void Add(std::string_view bytes);

  // The digest as lower-case hexadecimal. Call it once, last.
  std::string Hex();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// The SHA-256 of a text, hexadecimal.
std::string Sha256Hex(std::string_view text);

}  // namespace paritrana::scoring
