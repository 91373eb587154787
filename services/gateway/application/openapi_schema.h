// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include <google/protobuf/descriptor.h>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"

namespace paritrana::gateway {

// The comment above an element of a proto, as one paragraph of text; empty if there is none.
template <typename Element>
std::string CommentOf(const Element& element) {
  google::protobuf::SourceLocation location;
  if (!element.GetSourceLocation(&location)) return "";
  return std::string(absl::StripAsciiWhitespace(
      absl::StrReplaceAll(location.leading_comments, {{"\n", " "}, {"  ", " "}})));
}

// Collects JSON schemas of messages and enums, each once, by name, as protobuf's JSON mapping
// writes them.
class SchemaCollector {
 public:
  // A reference to the schema of a message, which is collected with all it reaches.
  nlohmann::ordered_json Reference(const google::protobuf::Descriptor& message);

  // The schema of one field's value, its comment as description.
  nlohmann::ordered_json FieldSchema(const google::protobuf::FieldDescriptor& field);

  // What was collected: "components/schemas".
  nlohmann::ordered_json Take() && { return std::move(schemas_); }

 private:
  nlohmann::ordered_json ValueSchema(const google::protobuf::FieldDescriptor& field);
  nlohmann::ordered_json EnumReference(const google::protobuf::EnumDescriptor& type);
  nlohmann::ordered_json MessageSchema(const google::protobuf::Descriptor& message);

  nlohmann::ordered_json schemas_ = nlohmann::ordered_json::object();
  std::set<std::string> begun_;
};

}  // namespace paritrana::gateway
