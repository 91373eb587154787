// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/openapi_schema.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace paritrana::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

// "paritrana.scoring.v1.Ranking" → "scoring.v1.Ranking".
std::string SchemaName(const std::string& full_name) {
  return std::string(absl::StripPrefix(full_name, "paritrana."));
}

Json ReferenceTo(const std::string& full_name) {
  return {{"$ref", "#/components/schemas/" + SchemaName(full_name)}};
}

void Describe(Json& schema, const std::string& comment) {
  if (!comment.empty()) schema["description"] = comment;
}

}  // namespace

Json SchemaCollector::Reference(const Descriptor& message) {
  if (message.full_name() == "google.protobuf.Timestamp") {
    return {{"type", "string"}, {"format", "date-time"}};
  }
  if (begun_.insert(message.full_name()).second) {
    // The place is taken first: a message may reach itself.
    schemas_[SchemaName(message.full_name())] = Json::object();
    Json schema = MessageSchema(message);
    schemas_[SchemaName(message.full_name())] = std::move(schema);
  }
  return ReferenceTo(message.full_name());
}

Json SchemaCollector::EnumReference(const EnumDescriptor& type) {
  if (begun_.insert(type.full_name()).second) {
    Json schema = {{"type", "string"}, {"enum", Json::array()}};
    std::string text = CommentOf(type);
    for (int i = 0; i < type.value_count(); ++i) {
      schema["enum"].push_back(type.value(i)->name());
      absl::StrAppend(&text, "\n- `", type.value(i)->name(), "`: ", CommentOf(*type.value(i)));
    }
    Describe(schema, text);
    schemas_[SchemaName(type.full_name())] = std::move(schema);
  }
  return ReferenceTo(type.full_name());
}

Json SchemaCollector::MessageSchema(const Descriptor& message) {
  Json schema = {{"type", "object"}};
  Describe(schema, CommentOf(message));
  Json properties = Json::object();
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor& field = *message.field(i);
    properties[field.json_name()] = FieldSchema(field);
  }
  schema["properties"] = std::move(properties);
  schema["additionalProperties"] = false;
  return schema;
}

Json SchemaCollector::FieldSchema(const FieldDescriptor& field) {
  Json value = ValueSchema(field);
  Json schema =
      field.is_repeated() ? Json{{"type", "array"}, {"items", std::move(value)}} : std::move(value);
  std::string comment = CommentOf(field);
  if (field.real_containing_oneof() != nullptr) {
    absl::StrAppend(&comment, comment.empty() ? "" : " ", "At most one of the group '",
                    field.real_containing_oneof()->name(), "' is set.");
  }
  Describe(schema, comment);
  return schema;
}

Json SchemaCollector::ValueSchema(const FieldDescriptor& field) {
  switch (field.type()) {
    case FieldDescriptor::TYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::TYPE_BYTES:
      return {{"type", "string"}, {"contentEncoding", "base64"}};
    case FieldDescriptor::TYPE_DOUBLE:
    case FieldDescriptor::TYPE_FLOAT:
      return {{"type", "number"}};
    case FieldDescriptor::TYPE_ENUM:
      return EnumReference(*field.enum_type());
    case FieldDescriptor::TYPE_MESSAGE:
      return Reference(*field.message_type());
    default:
      break;
  }
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return {{"type", "integer"}, {"format", "int32"}};
    case FieldDescriptor::CPPTYPE_UINT32:
      return {{"type", "integer"}, {"format", "int64"}, {"minimum", 0}, {"maximum", 4294967295}};
    // Beyond what every JSON reader keeps exact: text in answers, text or number in requests.
    case FieldDescriptor::CPPTYPE_INT64:
      return {{"type", {"string", "integer"}}, {"format", "int64"}};
    case FieldDescriptor::CPPTYPE_UINT64:
      return {{"type", {"string", "integer"}}, {"format", "uint64"}};
    default:
      return {{"type", "string"}};
  }
}

}  // namespace paritrana::gateway
