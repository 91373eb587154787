// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace paritrana::gateway {

// The protos of every public service as one serialised google.protobuf.FileDescriptorSet with
// comments, made by protoc at build time and linked into the program. Lives forever.
std::string_view EmbeddedDescriptorSet();

}  // namespace paritrana::gateway
