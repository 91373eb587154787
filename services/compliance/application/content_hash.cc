// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/content_hash.h"

#include <xxhash.h>

#include <algorithm>
#include <iterator>
#include <string>

namespace paritrana::compliance {

ContentHash HashContent(const identity::Token& worker, std::string_view text_without_worker) {
  std::string text(worker.begin(), worker.end());
  text += text_without_worker;
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(text.data(), text.size()));
  ContentHash hash;
  static_assert(sizeof canonical.digest == sizeof(ContentHash));
  std::copy(std::begin(canonical.digest), std::end(canonical.digest), hash.begin());
  return hash;
}

}  // namespace paritrana::compliance
