// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <nlohmann/json.hpp>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

// Worked scenarios for payroll vendors (docs/payroll/scenarios/), read as tests.
namespace paritrana::scenarios {

// Keeps the order of the document.
using Json = nlohmann::ordered_json;

// What a call is answered with: one document for a plain call, one a message for a stream.
struct Answer {
  int line = 0;              // of the block's fence
  int http_status = 200;     // an error's document is a problem (RFC 9457), over gRPC too
  bool eventually = false;   // ask until it is so, for a while
  bool retry_after = false;  // says when to come again: HTTP Retry-After, gRPC RetryInfo
  std::vector<Json> messages;
};

// "```given": employers and workers who are registered before the story begins.
struct Given {
  int line = 0;
  std::string kind;                               // "employer" or "worker"
  std::string id;                                 // "CONTOH01-000", or a NIK
  std::map<std::string, std::string> attributes;  // "region" → "64.74"
};

// "```http": one call; over gRPC its google.api.http annotation names the method.
struct Call {
  int line = 0;
  int times = 1;  // sent so often, and answered so each time
  std::string http_method;
  std::string target;
  std::map<std::string, std::string> headers;  // names in lower case
  Json body;                                   // null if there is none
  Answer answer;
};

// "```grpc": a streaming call, which has no HTTP form.
struct Stream {
  int line = 0;
  std::string method;  // "paritrana.compliance.v1.SubmissionService/PostSubmission"
  bool cut = false;    // the connection breaks after the last answer
  std::vector<Json> messages;
  Answer answer;
};

// "```clock": time passes.
struct Wait {
  int line = 0;
  absl::Duration time;
};

using Step = std::variant<Given, Call, Stream, Wait>;

// One worked scenario.
struct Scenario {
  std::string file;
  int number = 0;     // "07-….md"
  std::string title;  // of the first heading
  std::vector<Step> steps;
};

// Reads a scenario from its Markdown. Fenced blocks are steps, everything else is prose. A block
// that is not understood, or not answered, is an error "file:line: what": a step that no test runs
// would be a promise that nobody keeps.
absl::StatusOr<Scenario> ParseScenario(std::string_view file, std::string_view markdown);

// Reads a scenario's file.
absl::StatusOr<Scenario> ReadScenario(const std::filesystem::path& file);

// True if the scenario has a stream, so that it runs over gRPC only.
bool NeedsGrpc(const Scenario& scenario);

}  // namespace paritrana::scenarios
