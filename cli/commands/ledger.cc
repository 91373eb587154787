// SPDX-License-Identifier: Apache-2.0
#include <memory>

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "cli/calls/pages.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "libs/base/status_macros.h"
#include "paritrana/compliance/v1/ledger.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::GetLedgerResponse;
using compliance::v1::LedgerChange;
using compliance::v1::LedgerLine;
using compliance::v1::ListLedgerChangesResponse;
using compliance::v1::ListLedgerWorkersResponse;

constexpr char kExamples[] = R"(Examples:
  paritrana ledger show --payer A1234567-000 --period 2024-12
  paritrana -o csv ledger workers --payer A1234567-000 --period 2024-12
  paritrana ledger changes --payer A1234567-000 --period 2024-12 --since 7)";

struct Arguments {
  PayerPeriodOptions of;
  std::uint64_t since = 0;
};

std::string ProgrammeName(common::v1::Programme programme) {
  constexpr std::size_t kPrefix = sizeof "PROGRAMME_" - 1;
  return common::v1::Programme_Name(programme).substr(kPrefix);
}

std::int64_t SumOf(const LedgerLine& line) {
  std::int64_t sum = 0;
  for (const auto& amount : line.amounts()) {
    sum += amount.employer_rupiah() + amount.employee_rupiah();
  }
  return sum;
}

Table TableOf(const Session& session, const GetLedgerResponse& ledger) {
  const auto number = [&](auto n) { return Number(session, static_cast<std::int64_t>(n)); };
  Table table{{{"program"},
               {Words(session, "baris", "lines"), true},
               {Words(session, "pemberi kerja", "employer"), true},
               {Words(session, "pekerja", "worker"), true},
               {Words(session, "jumlah", "total"), true}},
              {}};
  std::int64_t employer = 0;
  std::int64_t worker = 0;
  for (const auto& total : ledger.programmes()) {
    employer += total.employer_rupiah();
    worker += total.employee_rupiah();
    table.rows.push_back({ProgrammeName(total.programme()), number(total.lines()),
                          number(total.employer_rupiah()), number(total.employee_rupiah()),
                          number(total.employer_rupiah() + total.employee_rupiah())});
  }
  table.rows.push_back({Words(session, "semua", "all"), number(ledger.lines()), number(employer),
                        number(worker), number(ledger.total_rupiah())});
  return table;
}

Table TableOf(const Session& session, const ListLedgerWorkersResponse& workers) {
  Table table{{{Words(session, "nomor pegawai", "payroll number")},
               {"run"},
               {Words(session, "pengajuan", "submission")},
               {Words(session, "id baris", "line id")},
               {Words(session, "bulan", "months")},
               {"rupiah", true}},
              {}};
  for (const auto& worker : workers.workers()) {
    for (const LedgerLine& line : worker.lines()) {
      table.rows.push_back({worker.payroll_number(), line.run(), line.submission(), line.line_id(),
                            Months(line.covered_from(), line.covered_to()),
                            Number(session, SumOf(line))});
    }
  }
  return table;
}

std::string CauseName(const Session& session, compliance::v1::LedgerCause cause) {
  switch (cause) {
    case compliance::v1::LEDGER_CAUSE_CORRECTED:
      return Words(session, "dikoreksi", "corrected");
    case compliance::v1::LEDGER_CAUSE_DELETED:
      return Words(session, "dihapus", "deleted");
    case compliance::v1::LEDGER_CAUSE_REPLACED:
      return Words(session, "diganti", "replaced");
    case compliance::v1::LEDGER_CAUSE_REGISTERED:
      return Words(session, "terdaftar", "registered");
    case compliance::v1::LEDGER_CAUSE_ANSWERED:
      return Words(session, "dijawab", "answered");
    case compliance::v1::LEDGER_CAUSE_MERGED:
      return Words(session, "digabung", "merged");
    case compliance::v1::LEDGER_CAUSE_MOVED:
      return Words(session, "dipindah", "moved");
    default:
      return Words(session, "dikirim", "posted");
  }
}

Table TableOf(const Session& session, const ListLedgerChangesResponse& changes) {
  Table table{{{Words(session, "versi", "version"), true},
               {Words(session, "dicatat", "recorded")},
               {Words(session, "sebab", "cause")},
               {"run"},
               {Words(session, "pengajuan", "submission")},
               {Words(session, "id baris", "line id")},
               {Words(session, "bulan", "months")},
               {Words(session, "wilayah", "region")},
               {"rupiah", true}},
              {}};
  for (const LedgerChange& change : changes.changes()) {
    const bool added = change.effect() == compliance::v1::LEDGER_EFFECT_ADD;
    const std::int64_t sum = SumOf(change.line());
    table.rows.push_back({absl::StrCat(change.version()),
                          google::protobuf::util::TimeUtil::ToString(change.recorded_at()),
                          CauseName(session, change.cause()), change.line().run(),
                          change.line().submission(), change.line().line_id(),
                          Months(change.line().covered_from(), change.line().covered_to()),
                          change.region(), Number(session, added ? sum : -sum)});
  }
  return table;
}

absl::StatusOr<int> Show(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             arguments.of.MakeRequest<compliance::v1::GetLedgerRequest>());
  const auto stub = compliance::v1::LedgerService::NewStub(session.Compliance());
  GetLedgerResponse ledger;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetLedger(context, request, &ledger);
  }));
  session.Print(TableOf(session, ledger), ledger);
  session.Say(absl::StrCat(Words(session, "versi ", "version "), ledger.period().version(), ", ",
                           Number(session, static_cast<std::int64_t>(ledger.workers())),
                           Words(session, " pekerja", " workers")));
  return 0;
}

absl::StatusOr<int> ShowWorkers(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const auto request,
                             arguments.of.MakeRequest<compliance::v1::ListLedgerWorkersRequest>());
  const auto stub = compliance::v1::LedgerService::NewStub(session.Compliance());
  std::uint64_t first_version = 0;
  PARITRANA_ASSIGN_OR_RETURN(
      const auto workers,
      AllPages<ListLedgerWorkersResponse>(request, [&](auto* context, auto& page, auto* to) {
        const grpc::Status status = stub->ListLedgerWorkers(context, page, to);
        if (first_version == 0) first_version = to->version();
        return status;
      }));
  session.Print(TableOf(session, workers), workers);
  if (workers.version() != first_version) {
    session.Warn(absl::StrCat("the month went from version ", first_version, " to ",
                              workers.version(), " while it was read: read it again"));
  }
  return 0;
}

absl::StatusOr<int> ShowChanges(const Session& session, const Arguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(auto request,
                             arguments.of.MakeRequest<compliance::v1::ListLedgerChangesRequest>());
  request.set_since_version(arguments.since);
  const auto stub = compliance::v1::LedgerService::NewStub(session.Compliance());
  PARITRANA_ASSIGN_OR_RETURN(
      const auto changes,
      AllPages<ListLedgerChangesResponse>(request, [&](auto* context, auto& page, auto* to) {
        return stub->ListLedgerChanges(context, page, to);
      }));
  session.Print(TableOf(session, changes), changes);
  session.Say(absl::StrCat(Words(session, "versi ", "version "), changes.version()));
  return 0;
}

}  // namespace

void AddLedger(CLI::App& ledger, Session& session) {
  AddPayerPeriodCommand(*ledger.add_subcommand("show", "Show what counts in a month, by programme"),
                        session, kExamples, Show);
  AddPayerPeriodCommand(
      *ledger.add_subcommand("workers", "Show what counts in a month, worker by worker"), session,
      kExamples, ShowWorkers);
  CLI::App* changes = ledger.add_subcommand("changes", "Show what changed after a version");
  const auto arguments = AddPayerPeriodCommand(*changes, session, kExamples, ShowChanges);
  changes->add_option("--since", arguments->since, "Version known already; 0 for everything");
}

}  // namespace paritrana::cli
