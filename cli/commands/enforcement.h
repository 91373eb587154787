// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <grpcpp/client_context.h>
#include <CLI/App.hpp>

#include "cli/calls/unary.h"
#include "cli/commands/payer_period.h"
#include "cli/session.h"
#include "paritrana/compliance/v1/findings.pb.h"

// What the commands about findings, cases and certificates share.
namespace paritrana::cli {

// Who decides, why, and under which key.
struct OfficerOptions {
  std::string reason;
  std::string officer;  // empty: the caller
  std::string key;      // empty: a new one for each run of the command

  // The key to send.
  std::string Key() const;
  // Names the officer in a call.
  void Fill(grpc::ClientContext& context) const;
};

// Adds --reason, --officer and --key to a command. `options` must outlive the parsing.
void AddOfficerOptions(CLI::App& command, OfficerOptions& options);

// Calls as an officer, again while that is worth it.
template <typename Attempt>
absl::Status CallAs(const OfficerOptions& officer, Attempt attempt) {
  Patience patience;
  return Call(patience, [&](grpc::ClientContext* context) {
    officer.Fill(*context);
    return attempt(context);
  });
}

// Makes `action` what a command does, with arguments of its own.
template <typename Arguments>
std::shared_ptr<Arguments> AddAction(CLI::App& command, Session& session, const char* examples,
                                     absl::StatusOr<int> (*action)(const Session&,
                                                                   const Arguments&)) {
  auto arguments = std::make_shared<Arguments>();
  command.footer(examples);
  command.callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

// A flag as people call it: "PDS-TK", "tunggakan".
std::string FlagName(const Session& session, int flag);

// FIELD_MALFORMED unless it is a flag's name: PDS_WORKERS, arrears.
absl::StatusOr<compliance::v1::ComplianceFlag> ReadFlag(std::string text);

// "contoh" beside what rests on an example, else the letter of the confidence.
std::string ConfidenceName(const Session& session, int confidence);

}  // namespace paritrana::cli
