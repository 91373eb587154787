// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace paritrana::gateway {

// True if a member of an object in this JSON has the empty name. Protobuf's parser takes such a
// member for a field with the number of the list around it, without a word; nothing of ours is
// called "". Text that is no JSON may give either answer: the parser refuses it anyway.
bool HasNamelessMember(std::string_view json);

}  // namespace paritrana::gateway
