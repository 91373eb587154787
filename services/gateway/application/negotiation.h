// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace paritrana::gateway {

enum class Language { kIndonesian, kEnglish };

// The language of texts for an Accept-Language header: English where it is preferred to Indonesian,
// else Indonesian.
Language PreferredLanguage(std::string_view accept_language);

// True if an Accept header lets an answer of `type` ("application/json") through. An empty header
// accepts everything; "q=0" refuses.
bool Accepts(std::string_view accept, std::string_view type);

// True if an Accept-Encoding header takes gzip.
bool AcceptsGzip(std::string_view accept_encoding);

// True if a Content-Type header says JSON in UTF-8.
bool IsJson(std::string_view content_type);

}  // namespace paritrana::gateway
