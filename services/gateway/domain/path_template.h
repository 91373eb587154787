// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace paritrana::gateway {

// The path of a request, split at its slashes.
//
// Segments are kept as sent and decoded (percent-encoding) one by one, after the split, so that an
// encoded slash or colon never changes which route a path means.
class RequestPath {
 public:
  // Splits "/v1/a/b". Nothing if it does not begin with a slash, has an empty or dotted segment
  // inside, a broken percent-encoding, or a control character, encoded or not.
  static std::optional<RequestPath> Parse(std::string_view text);

  const std::vector<std::string>& raw() const { return raw_; }
  const std::vector<std::string>& decoded() const { return decoded_; }

 private:
  std::vector<std::string> raw_;
  std::vector<std::string> decoded_;
};

// Decodes percent-encoding; '+' means a space when `form` is set. Nothing if it is broken or hides
// a control character.
std::optional<std::string> DecodePercent(std::string_view text, bool form = false);

// A path as google.api.http writes it: "/v1/payers/{payer}/periods/{period}:close".
//
// Of that grammar, literals, {field} variables of one segment and a closing :verb are understood,
// which is all that the contracts use. Immutable, cheap to match.
class PathTemplate {
 public:
  // What one variable caught.
  struct Capture {
    std::string field;  // field path in the request message
    std::string value;  // decoded
    friend bool operator==(const Capture&, const Capture&) = default;
  };

  // Nothing for anything outside the understood grammar.
  static std::optional<PathTemplate> Parse(std::string_view text);

  // What the variables caught, or nothing if the path is another.
  std::optional<std::vector<Capture>> Match(const RequestPath& path) const;

  // The field paths of the variables, in order.
  std::vector<std::string> Fields() const;

  const std::string& text() const { return text_; }

  // True if this one must be tried before `other`: a verb is closer than none, a literal closer
  // than a variable.
  bool MoreSpecificThan(const PathTemplate& other) const;

 private:
  struct Segment {
    bool variable = false;
    std::string text;  // literal, or the variable's field path
  };

  int Literals() const;

  std::string text_;
  std::vector<Segment> segments_;
  std::string verb_;
};

}  // namespace paritrana::gateway
