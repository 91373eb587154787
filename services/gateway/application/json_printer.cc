// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/json_printer.h"

#include <cstdint>
#include <string_view>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "libs/base/check.h"

namespace paritrana::gateway {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

void AppendEscape(unsigned char c, std::string& out) {
  switch (c) {
    case '"':
      out.append("\\\"");
      return;
    case '\\':
      out.append("\\\\");
      return;
    case '\n':
      out.append("\\n");
      return;
    case '\r':
      out.append("\\r");
      return;
    case '\t':
      out.append("\\t");
      return;
    case '\b':
      out.append("\\b");
      return;
    case '\f':
      out.append("\\f");
      return;
    default:
      absl::StrAppend(&out, "\\u00", absl::Hex(c, absl::kZeroPad2));
  }
}

void AppendString(std::string_view text, std::string& out) {
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // '<' and '>' as protobuf does: the text may end up inside a page.
    if (byte < 0x20 || byte == '"' || byte == '\\' || byte == '<' || byte == '>' || byte == 0x7f) {
      AppendEscape(byte, out);
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

void AppendMessage(const Message& message, std::string& out);

// One value: the field itself, or its element `index` when it is repeated (index ≥ 0).
void AppendValue(const Message& message, const FieldDescriptor& field, int index,
                 std::string& out) {
  const auto& r = *message.GetReflection();
  const bool one = index < 0;
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      PARITRANA_CHECK(field.type() == FieldDescriptor::TYPE_STRING);
      AppendString(one ? r.GetStringReference(message, &field, &scratch)
                       : r.GetRepeatedStringReference(message, &field, index, &scratch),
                   out);
      return;
    case FieldDescriptor::CPPTYPE_BOOL:
      out.append((one ? r.GetBool(message, &field) : r.GetRepeatedBool(message, &field, index))
                     ? "true"
                     : "false");
      return;
    case FieldDescriptor::CPPTYPE_INT32:
      absl::StrAppend(
          &out, one ? r.GetInt32(message, &field) : r.GetRepeatedInt32(message, &field, index));
      return;
    case FieldDescriptor::CPPTYPE_UINT32:
      absl::StrAppend(
          &out, one ? r.GetUInt32(message, &field) : r.GetRepeatedUInt32(message, &field, index));
      return;
    case FieldDescriptor::CPPTYPE_INT64:
      absl::StrAppend(
          &out, "\"",
          one ? r.GetInt64(message, &field) : r.GetRepeatedInt64(message, &field, index), "\"");
      return;
    case FieldDescriptor::CPPTYPE_UINT64:
      absl::StrAppend(
          &out, "\"",
          one ? r.GetUInt64(message, &field) : r.GetRepeatedUInt64(message, &field, index), "\"");
      return;
    case FieldDescriptor::CPPTYPE_ENUM:
      AppendString(
          (one ? r.GetEnum(message, &field) : r.GetRepeatedEnum(message, &field, index))->name(),
          out);
      return;
    case FieldDescriptor::CPPTYPE_MESSAGE:
      AppendMessage(
          one ? r.GetMessage(message, &field) : r.GetRepeatedMessage(message, &field, index), out);
      return;
    default:
      PARITRANA_CHECK(false);
  }
}

void AppendList(const Message& message, const FieldDescriptor& field, std::string& out) {
  out.push_back('[');
  const int size = message.GetReflection()->FieldSize(message, &field);
  for (int i = 0; i < size; ++i) {
    if (i > 0) out.push_back(',');
    AppendValue(message, field, i, out);
  }
  out.push_back(']');
}

void AppendMessage(const Message& message, std::string& out) {
  if (message.GetDescriptor() == google::protobuf::Timestamp::descriptor()) {
    const auto& time = static_cast<const google::protobuf::Timestamp&>(message);
    AppendString(google::protobuf::util::TimeUtil::ToString(time), out);
    return;
  }
  const auto& descriptor = *message.GetDescriptor();
  out.push_back('{');
  bool first = true;
  for (int i = 0; i < descriptor.field_count(); ++i) {
    const FieldDescriptor& field = *descriptor.field(i);
    PARITRANA_CHECK(!field.is_map());
    if (field.has_presence() && !message.GetReflection()->HasField(message, &field)) continue;
    absl::StrAppend(&out, first ? "\"" : ",\"", field.json_name(), "\":");
    first = false;
    if (field.is_repeated()) {
      AppendList(message, field, out);
    } else {
      AppendValue(message, field, -1, out);
    }
  }
  out.push_back('}');
}

}  // namespace

std::string PrintJson(const google::protobuf::Message& message) {
  std::string out;
  AppendMessage(message, out);
  return out;
}

}  // namespace paritrana::gateway
