// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/book_walk.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  paritrana::fuzz::WalkBook(std::string(reinterpret_cast<const char*>(data), size));
  return 0;
}
