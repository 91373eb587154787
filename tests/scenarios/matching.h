// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/scenarios/document.h"

namespace paritrana::scenarios {

// What earlier answers gave, by name: "version" → "3". A value is any JSON.
using Notes = std::map<std::string, Json>;

// Compares an answer with the document's and returns what differs, one line each ("path: …"); empty
// if it matches. Saved values go into `notes`, also when something else differs.
//
// Everything is compared exactly, with protobuf's idea of absence: a field with its default value
// (0, "", false, [], …_UNSPECIFIED) and a field left out are the same. In the document stand for
// values:
//
//   "<any>"        anything, also nothing
//   "<text>"       a text that is not empty
//   "<number>"     a number, as JSON or as decimal text
//   "<time>"       a time, "2026-05-11T02:00:00Z"
//   "<save:name>"  anything; kept under a name for later blocks
//   "<name>"       what was kept under this name
//
// "<rest>": "<any>" as member of an object lets members not shown pass; "<unordered>" as first
// element of a list makes its order free.
std::vector<std::string> Differences(const Json& expected, const Json& actual, Notes& notes);

// Puts kept values in the place of "<name>" in a request's body. An error names what was never
// kept.
absl::StatusOr<Json> FillIn(const Json& body, const Notes& notes);

// The same for a path or header, where a name may stand inside the text; percent-encoded if
// `encode`.
absl::StatusOr<std::string> FillInText(const std::string& text, const Notes& notes, bool encode);

}  // namespace paritrana::scenarios
