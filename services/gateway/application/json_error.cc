// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/application/json_error.h"

#include <cctype>

#include "libs/base/reason.h"

namespace paritrana::gateway {
namespace {

constexpr std::size_t kNameBytesMax = 100;
// Identities are 11 digits or more; no field's name has as many.
constexpr int kDigitsMax = 8;

bool Contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// The parser writes "(path) name: what" or "(path): what".
struct Place {
  std::string path;
  std::string_view rest;
};

Place PlaceOf(std::string_view message) {
  if (message.empty() || message.front() != '(') return {"", message};
  const std::size_t end = message.find(')');
  if (end == std::string_view::npos) return {"", message};
  return {ToJsonNames(message.substr(1, end - 1)), message.substr(end + 1)};
}

absl::Status UnknownField(const Place& place) {
  const std::size_t colon = place.rest.rfind(": Cannot find field.");
  std::string_view name = place.rest.substr(0, colon);
  while (!name.empty() && (name.front() == ' ' || name.front() == ':')) name.remove_prefix(1);
  const std::string safe = SafeName(name);
  return MakeError("FIELD_UNKNOWN", place.path.empty() ? safe : place.path + "." + safe);
}

// "…Starting an object on a scalar field for type payer" names the field at the end.
absl::Status WrongShape(const Place& place) {
  const std::size_t space = place.rest.rfind(' ');
  const std::string name = SafeName(place.rest.substr(space + 1));
  return MakeError("FIELD_MALFORMED", place.path.empty() ? name : place.path + "." + name);
}

}  // namespace

std::string ToJsonNames(std::string_view path) {
  std::string names;
  bool upper = false;
  for (const char c : path) {
    if (c == '_') {
      upper = true;
      continue;
    }
    names.push_back(upper ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c);
    upper = false;
  }
  return names;
}

std::string SafeName(std::string_view name) {
  std::string safe;
  int digits = 0;
  for (const char c : name.substr(0, kNameBytesMax)) {
    const bool digit = std::isdigit(static_cast<unsigned char>(c)) != 0;
    digits += digit ? 1 : 0;
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' ||
                       c == '.' || c == '[' || c == ']';
    safe.push_back(plain && digits <= kDigitsMax ? c : '?');
  }
  return safe;
}

absl::Status ExplainJsonError(const google::protobuf::DescriptorPool& pool,
                              std::string_view message) {
  const Place place = PlaceOf(message);
  if (Contains(place.rest, "Cannot find field.")) return UnknownField(place);
  if (Contains(place.rest, "on a scalar field")) return WrongShape(place);
  if (!Contains(place.rest, "invalid value")) return MakeError("JSON_INVALID", place.path);
  // "…for type type.googleapis.com/paritrana.common.v1.Segment"
  const std::size_t slash = place.rest.rfind('/');
  const bool is_enum = slash != std::string_view::npos &&
                       pool.FindEnumTypeByName(std::string(place.rest.substr(slash + 1)));
  return MakeError(is_enum ? "ENUM_UNKNOWN" : "FIELD_MALFORMED", place.path);
}

}  // namespace paritrana::gateway
