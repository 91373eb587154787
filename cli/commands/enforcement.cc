// SPDX-License-Identifier: Apache-2.0
#include "cli/commands/enforcement.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "libs/base/clock.h"
#include "libs/base/uuid.h"

namespace paritrana::cli {

std::string OfficerOptions::Key() const {
  return key.empty() ? MakeUuidV7(Clock::Real().Now(), Random::Real()) : key;
}

void OfficerOptions::Fill(grpc::ClientContext& context) const {
  if (!officer.empty()) context.AddMetadata("paritrana-on-behalf-of", officer);
}

void AddOfficerOptions(CLI::App& command, OfficerOptions& options) {
  command.add_option("--reason", options.reason, "Why; no names or numbers of persons")->required();
  command.add_option("--officer", options.officer, "Who decides, if not the caller");
  command.add_option("--key", options.key, "Idempotency key, to repeat a call that was cut off");
}

std::string FlagName(const Session& session, int flag) {
  switch (flag) {
    case compliance::v1::COMPLIANCE_FLAG_UNREGISTERED:
      return Words(session, "PWBD (belum terdaftar)", "not registered");
    case compliance::v1::COMPLIANCE_FLAG_PDS_WORKERS:
      return Words(session, "PDS-TK (sebagian pekerja)", "part of the workers");
    case compliance::v1::COMPLIANCE_FLAG_PDS_WAGE:
      return Words(session, "PDS-Upah", "wages too low");
    case compliance::v1::COMPLIANCE_FLAG_PDS_PROGRAMME:
      return Words(session, "PDS-Program", "programmes missing");
    default:
      return Words(session, "tunggakan", "arrears");
  }
}

absl::StatusOr<compliance::v1::ComplianceFlag> ReadFlag(std::string text) {
  for (char& c : text) c = c == '-' ? '_' : static_cast<char>(std::toupper(c));
  compliance::v1::ComplianceFlag flag = compliance::v1::COMPLIANCE_FLAG_UNSPECIFIED;
  const bool known = compliance::v1::ComplianceFlag_Parse("COMPLIANCE_FLAG_" + text, &flag);
  if (!known || flag == compliance::v1::COMPLIANCE_FLAG_UNSPECIFIED) {
    return MakeError("FIELD_MALFORMED", "--flag", text);
  }
  return flag;
}

std::string ConfidenceName(const Session& session, int confidence) {
  constexpr std::array kLetters = {"", "H", "M", "L", "D"};
  if (confidence == compliance::v1::RULE_CONFIDENCE_EXAMPLE) {
    return Words(session, "contoh", "example");
  }
  const auto at = static_cast<std::size_t>(std::clamp(confidence, 0, 4));
  return kLetters[at];
}

}  // namespace paritrana::cli
