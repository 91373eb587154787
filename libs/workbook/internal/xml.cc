// SPDX-License-Identifier: Apache-2.0
#include "libs/workbook/internal/xml.h"

#include <expat.h>

#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/workbook/limits.h"

namespace paritrana::workbook::internal {
namespace {

std::string_view WithoutPrefix(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

// What expat calls; C functions that only pass on.
struct XmlReader::Callbacks {
  static void Start(void* user, const char* name, const char** attributes) {
    auto* reader = static_cast<XmlReader*>(user);
    if (!reader->status_.ok()) return;
    if (++reader->depth_ > limits::kXmlDepthMax) {
      return reader->Stop(MakeError("WORKBOOK_TOO_DEEP", "file"));
    }
    reader->Stop(reader->handler_.Start(WithoutPrefix(name), XmlAttributes(attributes)));
  }

  static void End(void* user, const char* name) {
    auto* reader = static_cast<XmlReader*>(user);
    // After a stop expat still ends an element that has no content.
    if (!reader->status_.ok()) return;
    --reader->depth_;
    reader->Stop(reader->handler_.End(WithoutPrefix(name)));
  }

  static void Text(void* user, const char* text, int length) {
    auto* reader = static_cast<XmlReader*>(user);
    if (!reader->status_.ok()) return;
    const std::string_view piece(text, static_cast<std::size_t>(length));
    reader->Stop(reader->handler_.Text(piece));
  }

  static void DocumentType(void* user, const char*, const char*, const char*, int) {
    static_cast<XmlReader*>(user)->Stop(MakeError("WORKBOOK_ENTITIES", "file"));
  }
};

std::optional<std::string_view> XmlAttributes::Get(std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2) {
    if (WithoutPrefix(pair[0]) == name) return std::string_view(pair[1]);
  }
  return std::nullopt;
}

std::optional<std::size_t> XmlAttributes::Number(std::string_view name, std::size_t most) const {
  const std::optional<std::string_view> text = Get(name);
  std::size_t number = 0;
  if (!text.has_value() ||
      !absl::SimpleAtoi(absl::string_view(text->data(), text->size()), &number)) {
    return std::nullopt;
  }
  return number <= most ? std::optional(number) : std::nullopt;
}

XmlReader::XmlReader(XmlHandler& handler) : handler_(handler), parser_(XML_ParserCreate(nullptr)) {
  PARITRANA_CHECK(parser_ != nullptr);
  XML_SetUserData(parser_.get(), this);
  XML_SetElementHandler(parser_.get(), Callbacks::Start, Callbacks::End);
  XML_SetCharacterDataHandler(parser_.get(), Callbacks::Text);
  XML_SetStartDoctypeDeclHandler(parser_.get(), Callbacks::DocumentType);
}

void XmlReader::Closer::operator()(XML_ParserStruct* parser) const { XML_ParserFree(parser); }

void XmlReader::Stop(absl::Status status) {
  if (status.ok() || !status_.ok()) return;
  status_ = std::move(status);
  XML_StopParser(parser_.get(), XML_FALSE);
}

absl::Status XmlReader::Feed(std::string_view piece) {
  if (!status_.ok()) return status_;
  const XML_Status parsed = XML_Parse(parser_.get(), piece.data(), static_cast<int>(piece.size()),
                                      piece.empty() ? XML_TRUE : XML_FALSE);
  if (parsed == XML_STATUS_OK || !status_.ok()) return status_;
  status_ = MakeError("WORKBOOK_INVALID", "file",
                      absl::StrCat("line ", XML_GetCurrentLineNumber(parser_.get()), ": ",
                                   XML_ErrorString(XML_GetErrorCode(parser_.get()))));
  return status_;
}

}  // namespace paritrana::workbook::internal
