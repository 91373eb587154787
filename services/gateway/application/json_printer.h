// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <google/protobuf/message.h>

namespace paritrana::gateway {

// Prints a message by protobuf's JSON mapping with default values: the document that
// MessageToJsonString prints, fields in the order of the proto, but without its detour over binary
// and type look-ups, which live tables with hundreds of changed rows cannot afford.
//
// Understands what the ranking contract uses: plain fields, enums, lists, nested messages and
// Timestamp. Anything else (maps, bytes, floating point, other well-known types) is CHECKed: a new
// field of such a type must be taught here first.
std::string PrintJson(const google::protobuf::Message& message);

}  // namespace paritrana::gateway
