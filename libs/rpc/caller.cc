// SPDX-License-Identifier: Apache-2.0
#include "libs/rpc/caller.h"

#include <algorithm>
#include <chrono>
#include <cstddef>

#include "absl/time/clock.h"

namespace paritrana::rpc {
namespace {

// Longer than any subject or W3C traceparent; a longer value is left out.
constexpr std::size_t kValueBytesMax = 128;

std::string Metadata(const grpc::ServerContextBase& context, const char* name) {
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find(name);
  if (found == metadata.end() || found->second.size() > kValueBytesMax) return "";
  return {found->second.data(), found->second.size()};
}

}  // namespace

Caller CallerOf(const grpc::ServerContextBase& context) {
  return {"local", Metadata(context, "paritrana-on-behalf-of"), Metadata(context, "traceparent")};
}

absl::Time DeadlineOf(const grpc::ServerContextBase& context, absl::Duration at_most) {
  return std::min(absl::FromChrono(context.deadline()), absl::Now() + at_most);
}

}  // namespace paritrana::rpc
