// SPDX-License-Identifier: Apache-2.0
#include "cli/session.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>

#include "libs/base/check.h"
#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/channel.h"

namespace paritrana::cli {

absl::Status Session::Open() {
  PARITRANA_ASSIGN_OR_RETURN(endpoints_, FindEndpoints(options.endpoints_file));
  return absl::OkStatus();
}

std::shared_ptr<grpc::Channel> Session::Registration() const {
  return rpc::Connect(endpoints_.registration);
}
std::shared_ptr<grpc::Channel> Session::Compliance() const {
  return rpc::Connect(endpoints_.compliance);
}
std::shared_ptr<grpc::Channel> Session::Scoring() const { return rpc::Connect(endpoints_.scoring); }

void Session::Print(const Table& table, const google::protobuf::Message& message) const {
  switch (options.format) {
    case Format::kTable:
      return PrintAligned(table, terminal_.colour, out());
    case Format::kCsv:
      return PrintCsv(table, out());
    case Format::kJson:
      return PrintJson(message, true);
  }
}

void Session::PrintJson(const google::protobuf::Message& message, bool indented) const {
  google::protobuf::util::JsonPrintOptions print;
  print.add_whitespace = indented;
  print.always_print_primitive_fields = true;
  std::string text;
  PARITRANA_CHECK(google::protobuf::util::MessageToJsonString(message, &text, print).ok());
  out() << text << (text.empty() || text.back() != '\n' ? "\n" : "") << std::flush;
}

void Session::Say(const std::string& line) const {
  if (options.format == Format::kTable) out() << line << '\n';
}

void Session::Warn(const std::string& line) const { err() << "warning: " << line << '\n'; }

int Session::Report(const absl::Status& error) const {
  const Reason& reason = *ReasonOf(error);
  const std::string name(reason.name);
  const std::string message(error.message());
  const std::string detail = message == reason.name ? "" : message;
  if (options.format == Format::kJson) {
    const nlohmann::ordered_json json = {{"reason", name},
                                         {"field", FieldOf(error)},
                                         {"detail", detail},
                                         {"textId", std::string(reason.text_id)},
                                         {"textEn", std::string(reason.text_en)},
                                         {"retryable", reason.retryable}};
    const auto replace = nlohmann::ordered_json::error_handler_t::replace;
    err() << nlohmann::ordered_json{{"error", json}}.dump(-1, ' ', false, replace) << '\n';
    return reason.exit_code;
  }
  err() << "error: " << name;
  if (!FieldOf(error).empty()) err() << " (" << FieldOf(error) << ')';
  if (!detail.empty()) err() << ": " << detail;
  err() << "\n  " << (indonesian() ? reason.text_id : reason.text_en) << '\n';
  return reason.exit_code;
}

}  // namespace paritrana::cli
