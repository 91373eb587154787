// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "absl/status/status.h"

struct XML_ParserStruct;

namespace paritrana::workbook::internal {

// Attributes of an element; names without their namespace's prefix. Valid during the call only.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  std::optional<std::string_view> Get(std::string_view name) const;
  // The attribute as a small number; nothing if it is absent, none, or above `most`.
  std::optional<std::size_t> Number(std::string_view name, std::size_t most) const;

 private:
  const char** pairs_;
};

// What a document is made of, in its order. Names come without their namespace's prefix: programs
// choose prefixes as they like, and no two elements of a workbook differ by namespace only.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual absl::Status Start(std::string_view name, const XmlAttributes& attributes) = 0;
  virtual absl::Status End(std::string_view name) = 0;
  // A piece of the text inside the element; there may be many.
  virtual absl::Status Text(std::string_view text) = 0;
};

// Takes an XML document apart as it arrives. Knows no document types: one that declares anything,
// as every expanding or external entity must, is refused. Not thread-safe.
class XmlReader {
 public:
  // `handler` must outlive it.
  explicit XmlReader(XmlHandler& handler);

  // Takes the next piece of the document; an empty piece is its end. WORKBOOK_INVALID,
  // WORKBOOK_TOO_DEEP, WORKBOOK_ENTITIES, or what the handler returned.
  absl::Status Feed(std::string_view piece);

 private:
  struct Closer {
    void operator()(XML_ParserStruct* parser) const;
  };
  struct Callbacks;

  // Keeps the first error and ends the parsing.
  void Stop(absl::Status status);

  XmlHandler& handler_;
  std::unique_ptr<XML_ParserStruct, Closer> parser_;
  absl::Status status_;
  int depth_ = 0;
};

}  // namespace paritrana::workbook::internal
