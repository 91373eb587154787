// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/prepared_line.h"

#include "services/compliance/application/content_hash.h"
#include "services/compliance/domain/period.h"

namespace paritrana::compliance {
namespace {

identity::Kind KindOf(WorkerNumber::Kind kind) {
  return kind == WorkerNumber::Kind::kKpj ? identity::Kind::kKpj : identity::Kind::kNik;
}

void CheckWorker(const WorkerNumber& worker, Findings& findings) {
  if (worker.kind == WorkerNumber::Kind::kNone) {
    findings.push_back({"IDENTITY_REQUIRED", "worker"});
  } else if (worker.kind == WorkerNumber::Kind::kKpj && !identity::CheckKpj(worker.digits).ok()) {
    findings.push_back({"KPJ_INVALID", "worker.kpj"});
  } else if (worker.kind == WorkerNumber::Kind::kNik && !identity::ParseNik(worker.digits).ok()) {
    findings.push_back({"NIK_INVALID", "worker.nik"});
  }
}

PreparedLine PrepareLine(const IncomingLine& line, const PostingMonths& months,
                         const identity::Vault& vault) {
  const WorkerNumber& worker = line.declared.worker;
  PreparedLine prepared;
  prepared.incoming = &line;
  prepared.checked = CheckLine(line.declared, months);
  if (prepared.checked.action != LineAction::kDelete) {
    CheckWorker(worker, prepared.checked.findings);
  }
  if (!prepared.checked.findings.empty()) prepared.checked.declaration.reset();
  prepared.worker = vault.MakeToken(KindOf(worker.kind), worker.digits);
  prepared.content = HashContent(prepared.worker, line.text_without_worker);
  return prepared;
}

}  // namespace

std::vector<PreparedLine> PrepareLines(const PostLines& command, const identity::Vault& vault,
                                       absl::Time now) {
  const PostingMonths months = {command.key.period, MonthInWib(now)};
  std::vector<PreparedLine> prepared;
  prepared.reserve(command.lines.size());
  for (const IncomingLine& line : command.lines) {
    prepared.push_back(PrepareLine(line, months, vault));
  }
  return prepared;
}

}  // namespace paritrana::compliance
