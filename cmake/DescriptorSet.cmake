# SPDX-License-Identifier: Apache-2.0
# Run as a script: writes the bytes of IN as the C++ source OUT, which defines EmbeddedDescriptorSet().
file(READ ${IN} bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
file(WRITE ${OUT} "// Generated from ${IN}.
#include \"services/gateway/application/descriptor_set.h\"
namespace paritrana::gateway {
namespace {
constexpr unsigned char kBytes[] = {${bytes}};
}
std::string_view EmbeddedDescriptorSet() {
  return {reinterpret_cast<const char*>(kBytes), sizeof(kBytes)};
}
}  // namespace paritrana::gateway
")
