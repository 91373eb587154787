// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/transcoder.h"

#include <memory>
#include <optional>
#include <utility>

#include <google/protobuf/dynamic_message.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/gateway/application/json_error.h"
#include "services/gateway/application/json_names.h"

namespace paritrana::gateway {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

absl::StatusOr<std::string> JsonToBinary(const Contract& contract, const Descriptor& type,
                                         std::string_view json) {
  if (HasNamelessMember(json)) return MakeError("FIELD_UNKNOWN");
  std::string bytes;
  const auto status = google::protobuf::util::JsonToBinaryString(
      contract.types(), TypeUrl(type), std::string(json), &bytes,
      google::protobuf::util::JsonParseOptions());
  if (!status.ok()) return ExplainJsonError(contract.pool(), std::string(status.message()));
  return bytes;
}

const FieldDescriptor* FindField(const Descriptor& type, const std::string& name) {
  const FieldDescriptor* field = type.FindFieldByName(name);
  if (field == nullptr) field = type.FindFieldByCamelcaseName(name);
  return field;
}

template <typename T, typename Setter>
bool SetNumber(std::string_view text, Setter set) {
  T value{};
  if (!absl::SimpleAtoi(absl::string_view(text.data(), text.size()), &value)) return false;
  set(value);
  return true;
}

bool SetBool(const std::string& text, Message& message, const FieldDescriptor& field) {
  if (text != "true" && text != "false") return false;
  message.GetReflection()->SetBool(&message, &field, text == "true");
  return true;
}

bool SetEnum(const std::string& text, Message& message, const FieldDescriptor& field) {
  const EnumValueDescriptor* value = field.enum_type()->FindValueByName(text);
  if (value == nullptr) return false;
  message.GetReflection()->SetEnum(&message, &field, value);
  return true;
}

// Sets a field that holds one plain value from its text; false if the text is not of its type.
bool SetPlain(const std::string& text, Message& message, const FieldDescriptor& field) {
  const auto* reflection = message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      reflection->SetString(&message, &field, text);
      return field.type() == FieldDescriptor::TYPE_STRING;
    case FieldDescriptor::CPPTYPE_BOOL:
      return SetBool(text, message, field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SetEnum(text, message, field);
    case FieldDescriptor::CPPTYPE_INT32:
      return SetNumber<std::int32_t>(
          text, [&](std::int32_t v) { reflection->SetInt32(&message, &field, v); });
    case FieldDescriptor::CPPTYPE_INT64:
      return SetNumber<std::int64_t>(
          text, [&](std::int64_t v) { reflection->SetInt64(&message, &field, v); });
    case FieldDescriptor::CPPTYPE_UINT32:
      return SetNumber<std::uint32_t>(
          text, [&](std::uint32_t v) { reflection->SetUInt32(&message, &field, v); });
    case FieldDescriptor::CPPTYPE_UINT64:
      return SetNumber<std::uint64_t>(
          text, [&](std::uint64_t v) { reflection->SetUInt64(&message, &field, v); });
    default:
      return false;
  }
}

bool IsUtf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80           ? 1
                               : (lead >> 5) == 0x06 ? 2
                               : (lead >> 4) == 0x0e ? 3
                               : (lead >> 3) == 0x1e ? 4
                                                     : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) >> 6) != 0x02) return false;
    }
    i += length;
  }
  return true;
}

// A message under construction, with the names that the query has set.
class RequestBuilder {
 public:
  RequestBuilder(const Contract& contract, const Descriptor& type)
      : contract_(contract), message_(factory_.GetPrototype(&type)->New()) {}

  absl::Status MergeBody(std::string_view body) {
    if (body.empty()) return absl::OkStatus();
    PARITRANA_ASSIGN_OR_RETURN(const std::string bytes,
                               JsonToBinary(contract_, *message_->GetDescriptor(), body));
    if (!message_->ParseFromString(bytes)) return MakeError("JSON_INVALID");
    return absl::OkStatus();
  }

  // The path is what names the resource: a body that names another is a mistake, not a choice.
  absl::Status SetFromPath(const PathTemplate::Capture& capture) {
    const FieldDescriptor* field = FindField(*message_->GetDescriptor(), capture.field);
    const auto* reflection = message_->GetReflection();
    std::string before;
    if (field->cpp_type() == FieldDescriptor::CPPTYPE_STRING) {
      before = reflection->GetString(*message_, field);
    }
    if (!before.empty() && before != capture.value) {
      return MakeError("FIELD_CONFLICT", field->json_name());
    }
    return SetValue(*message_, *field, capture.value, field->json_name());
  }

  absl::Status SetFromQuery(std::string_view name, const std::string& value) {
    Message* target = message_.get();
    std::string_view rest = name;
    while (true) {
      const std::size_t dot = rest.find('.');
      const FieldDescriptor* field =
          FindField(*target->GetDescriptor(), std::string(rest.substr(0, dot)));
      if (field == nullptr) return MakeError("FIELD_UNKNOWN", SafeName(name));
      if (dot == std::string_view::npos) return SetOnce(*target, *field, value, name);
      if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_repeated()) {
        return MakeError("FIELD_UNKNOWN", SafeName(name));
      }
      target = target->GetReflection()->MutableMessage(target, field, &factory_);
      rest.remove_prefix(dot + 1);
    }
  }

  void SetIdempotencyKey(std::string_view key) {
    const FieldDescriptor* field = FindField(*message_->GetDescriptor(), "idempotency_key");
    if (key.empty() || field == nullptr) return;
    const auto* reflection = message_->GetReflection();
    if (!reflection->GetString(*message_, field).empty()) return;
    reflection->SetString(message_.get(), field, std::string(key));
  }

  std::string Serialize() const { return message_->SerializeAsString(); }

 private:
  absl::Status SetOnce(Message& target, const FieldDescriptor& field, const std::string& value,
                       std::string_view name) {
    if (field.is_repeated()) return MakeError("FIELD_MALFORMED", SafeName(name));
    if (target.GetReflection()->HasField(target, &field)) {
      return MakeError("FIELD_CONFLICT", SafeName(name));
    }
    return SetValue(target, field, value, std::string(name));
  }

  absl::Status SetValue(Message& target, const FieldDescriptor& field, const std::string& value,
                        const std::string& name) {
    if (!IsUtf8(value)) return MakeError("FIELD_MALFORMED", name);
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) {
      auto bytes = JsonToBinary(contract_, *field.message_type(), value);
      if (!bytes.ok()) return WithFieldPrefix(bytes.status(), name);
      Message* part = target.GetReflection()->MutableMessage(&target, &field, &factory_);
      return part->ParseFromString(*bytes) ? absl::OkStatus() : MakeError("JSON_INVALID", name);
    }
    if (SetPlain(value, target, field)) return absl::OkStatus();
    const bool is_enum = field.cpp_type() == FieldDescriptor::CPPTYPE_ENUM;
    return MakeError(is_enum ? "ENUM_UNKNOWN" : "FIELD_MALFORMED", name);
  }

  const Contract& contract_;
  google::protobuf::DynamicMessageFactory factory_;
  std::unique_ptr<Message> message_;
};

absl::Status ApplyQuery(std::string_view query, const Operation& operation,
                        RequestBuilder& builder) {
  while (!query.empty()) {
    const std::size_t end = query.find('&');
    const std::string_view pair = query.substr(0, end);
    query.remove_prefix(end == std::string_view::npos ? query.size() : end + 1);
    if (pair.empty()) continue;
    const std::size_t equals = pair.find('=');
    const auto name = DecodePercent(pair.substr(0, equals), true);
    const auto value = DecodePercent(
        equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!name) return MakeError("FIELD_UNKNOWN");
    if (!value) return MakeError("FIELD_MALFORMED", SafeName(*name));
    if (operation.takes_body) return MakeError("FIELD_UNKNOWN", SafeName(*name));
    PARITRANA_RETURN_IF_ERROR(builder.SetFromQuery(*name, *value));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::string> EncodeRequest(const Contract& contract, const Operation& operation,
                                          const RequestParts& parts) {
  RequestBuilder builder(contract, *operation.method->input_type());
  if (operation.takes_body) PARITRANA_RETURN_IF_ERROR(builder.MergeBody(parts.body));
  for (const PathTemplate::Capture& capture : parts.captures) {
    PARITRANA_RETURN_IF_ERROR(builder.SetFromPath(capture));
  }
  PARITRANA_RETURN_IF_ERROR(ApplyQuery(parts.query, operation, builder));
  builder.SetIdempotencyKey(parts.idempotency_key);
  return builder.Serialize();
}

absl::StatusOr<std::string> DecodeResponse(const Contract& contract, const Operation& operation,
                                           const std::string& bytes) {
  const google::protobuf::Descriptor& type = *operation.method->output_type();
  google::protobuf::DynamicMessageFactory factory;
  const std::unique_ptr<Message> message(factory.GetPrototype(&type)->New());
  // The JSON functions print what they can of damaged bytes without a word.
  if (!message->ParseFromString(bytes)) {
    return MakeError("INTERNAL", "", "an answer did not decode");
  }
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_primitive_fields = true;
  std::string json;
  const auto status = google::protobuf::util::BinaryToJsonString(contract.types(), TypeUrl(type),
                                                                 bytes, &json, options);
  if (!status.ok()) return MakeError("INTERNAL", "", "an answer did not decode");
  return json;
}

}  // namespace paritrana::gateway
