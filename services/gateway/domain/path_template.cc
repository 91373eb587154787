// SPDX-License-Identifier: Apache-2.0
#include "services/gateway/domain/path_template.h"

#include <algorithm>
#include <utility>

namespace paritrana::gateway {
namespace {

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

std::vector<std::string> SplitAtSlashes(std::string_view text) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t slash = text.find('/');
    parts.emplace_back(text.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    text.remove_prefix(slash + 1);
  }
}

// A name that may stand in a template: letters, digits, '_', '-', and '.' in field paths.
bool IsPlain(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
  });
}

}  // namespace

std::optional<std::string> DecodePercent(std::string_view text, bool form) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = HexDigit(text[i + 1]);
      const int low = HexDigit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    } else if (form && c == '+') {
      c = ' ';
    }
    if (IsControl(c)) return std::nullopt;
    decoded.push_back(c);
  }
  return decoded;
}

std::optional<RequestPath> RequestPath::Parse(std::string_view text) {
  if (text.empty() || text.front() != '/') return std::nullopt;
  RequestPath path;
  path.raw_ = SplitAtSlashes(text.substr(1));
  for (std::size_t i = 0; i < path.raw_.size(); ++i) {
    std::optional<std::string> decoded = DecodePercent(path.raw_[i]);
    const bool last = i + 1 == path.raw_.size();
    if (!decoded || *decoded == "." || *decoded == ".." || (decoded->empty() && !last)) {
      return std::nullopt;
    }
    path.decoded_.push_back(*std::move(decoded));
  }
  return path;
}

std::optional<PathTemplate> PathTemplate::Parse(std::string_view text) {
  if (text.size() < 2 || text.front() != '/') return std::nullopt;
  PathTemplate result;
  result.text_ = text;
  const std::size_t colon = text.rfind(':');
  if (colon != std::string_view::npos) {
    result.verb_ = text.substr(colon + 1);
    if (!IsPlain(result.verb_)) return std::nullopt;
    text = text.substr(0, colon);
  }
  for (std::string_view part : SplitAtSlashes(text.substr(1))) {
    Segment segment;
    if (part.size() > 2 && part.front() == '{' && part.back() == '}') {
      segment.variable = true;
      part = part.substr(1, part.size() - 2);
    }
    if (!IsPlain(part)) return std::nullopt;
    segment.text = part;
    result.segments_.push_back(std::move(segment));
  }
  return result;
}

std::optional<std::vector<PathTemplate::Capture>> PathTemplate::Match(
    const RequestPath& path) const {
  if (path.raw().size() != segments_.size()) return std::nullopt;
  std::vector<Capture> captures;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    std::string value = path.decoded()[i];
    if (i + 1 == segments_.size() && !verb_.empty()) {
      // The verb is what stands after the last colon as sent: an encoded colon is data.
      const std::string& raw = path.raw()[i];
      const std::size_t colon = raw.rfind(':');
      if (colon == std::string::npos || raw.substr(colon + 1) != verb_) return std::nullopt;
      value = *DecodePercent(std::string_view(raw).substr(0, colon));
    }
    if (segments_[i].variable) {
      if (value.empty()) return std::nullopt;
      captures.push_back({segments_[i].text, std::move(value)});
    } else if (value != segments_[i].text) {
      return std::nullopt;
    }
  }
  return captures;
}

std::vector<std::string> PathTemplate::Fields() const {
  std::vector<std::string> fields;
  for (const Segment& segment : segments_) {
    if (segment.variable) fields.push_back(segment.text);
  }
  return fields;
}

int PathTemplate::Literals() const {
  return static_cast<int>(std::count_if(segments_.begin(), segments_.end(),
                                        [](const Segment& segment) { return !segment.variable; }));
}

bool PathTemplate::MoreSpecificThan(const PathTemplate& other) const {
  if (verb_.empty() != other.verb_.empty()) return other.verb_.empty();
  return Literals() > other.Literals();
}

}  // namespace paritrana::gateway
