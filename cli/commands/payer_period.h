// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>

#include <CLI/App.hpp>

#include "absl/status/statusor.h"
#include "cli/session.h"
#include "libs/base/reason.h"
#include "libs/payroll_files/cell.h"

namespace paritrana::cli {

// Which payer's month: the same options wherever one is named.
struct PayerPeriodOptions {
  std::string payer;
  std::string period;

  // Begins a request that has these two fields. PERIOD_INVALID.
  template <typename Request>
  absl::StatusOr<Request> MakeRequest() const {
    const absl::StatusOr<Month> month = files::ParseMonth(period);
    if (!month.ok()) return MakeError("PERIOD_INVALID", "--period", period);
    Request request;
    request.set_payer(payer);
    request.set_period(month->ToString());
    return request;
  }
};

// Adds --payer and --period to a command. `options` must outlive the parsing.
void AddPayerPeriodOptions(CLI::App& command, PayerPeriodOptions& options);

// Makes `action` what a command about a payer's month does, with arguments that begin with these
// options (a member `of`). Returns them for the options of its own.
template <typename Arguments>
std::shared_ptr<Arguments> AddPayerPeriodCommand(CLI::App& command, Session& session,
                                                 const char* examples,
                                                 absl::StatusOr<int> (*action)(const Session&,
                                                                               const Arguments&)) {
  auto arguments = std::make_shared<Arguments>();
  AddPayerPeriodOptions(command, arguments->of);
  command.footer(examples);
  command.callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

// A text in the language of the session.
inline std::string Words(const Session& session, const char* indonesian, const char* english) {
  return session.indonesian() ? indonesian : english;
}

// A number as the session's reader expects it: 1.234.567 in Indonesian, 1,234,567 in English, and
// digits alone for other programs.
std::string Number(const Session& session, std::int64_t number);

// First and last covered month, once if they are the same.
std::string Months(const std::string& from, const std::string& to);

}  // namespace paritrana::cli
