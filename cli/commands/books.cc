// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "cli/calls/unary.h"
#include "cli/commands/commands.h"
#include "cli/commands/payer_period.h"
#include "libs/base/limits.h"
#include "libs/base/status_macros.h"
#include "libs/payroll_files/cell.h"
#include "paritrana/compliance/v1/books.grpc.pb.h"

namespace paritrana::cli {
namespace {

using compliance::v1::Books;
using compliance::v1::BooksService;

constexpr char kExamples[] = R"(Examples:
  paritrana books close --month 2024-12 --follow
  paritrana books show --month 2024-12)";

constexpr char kMissingExamples[] = R"(Examples:
  paritrana employers missing-declarations --period 2024-12 --region 64
  paritrana employers missing-declarations --period 2024-12 --region 64.74 --as-of 2025-02-01)";

// Between two looks at a close that is followed.
constexpr absl::Duration kLook = absl::Milliseconds(500);

struct BooksArguments {
  std::string month;
  bool follow = false;
};

struct MissingArguments {
  std::string period;
  std::string region = "ID";
  std::string as_of;
  int limit = 100;
};

absl::StatusOr<std::string> ReadMonth(const std::string& text, const char* option) {
  const absl::StatusOr<Month> month = files::ParseMonth(text);
  if (!month.ok()) return MakeError("PERIOD_INVALID", option, text);
  return month->ToString();
}

std::string StateName(const Session& session, const Books& books) {
  switch (books.state()) {
    case compliance::v1::BOOKS_STATE_CLOSING:
      return Words(session, "sedang ditutup", "closing");
    case compliance::v1::BOOKS_STATE_CLOSED:
      return Words(session, "tertutup", "closed");
    default:
      return Words(session, "terbuka", "open");
  }
}

std::string Count(const Session& session, std::uint64_t count) {
  return Number(session, static_cast<std::int64_t>(count));
}

void Show(const Session& session, const Books& books) {
  const auto word = [&](const char* id, const char* en) { return Words(session, id, en); };
  const Table table{
      {{word("bulan", "month")},
       {word("status", "state")},
       {word("sampai", "as of")},
       {word("pemberi kerja", "employers"), true},
       {word("kewajiban", "obligations"), true},
       {"rupiah", true},
       {word("baris", "lines"), true},
       {word("belum lapor", "missing"), true},
       {word("selisih", "mismatches"), true}},
      {{books.month(), StateName(session, books), books.as_of(),
        absl::StrCat(Count(session, books.employers_done()), "/",
                     Count(session, books.employers_total())),
        Count(session, books.obligations()), Number(session, books.obligations_rupiah()),
        Count(session, books.lines()), Count(session, books.missing_declarations()),
        Count(session, books.mismatches())}}};
  session.Print(table, books);
  if (!books.problem().empty()) {
    session.Warn(absl::StrCat(word("terhenti: ", "stopped: "), books.problem()));
  }
  if (books.remaining_seconds() > 0) {
    session.Say(absl::StrCat(
        Count(session, books.employers_per_second()),
        word(" pemberi kerja per detik, sisa sekitar ", " employers a second, done in about "),
        books.remaining_seconds(), word(" detik", " seconds")));
  }
}

absl::StatusOr<Books> Get(const Session& session, const std::string& month) {
  compliance::v1::GetBooksRequest request;
  request.set_month(month);
  const auto stub = BooksService::NewStub(session.Compliance());
  compliance::v1::GetBooksResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->GetBooks(context, request, &response);
  }));
  return response.books();
}

// Shows how a close goes on until it is done.
absl::StatusOr<Books> Follow(const Session& session, Books books) {
  Progress progress = session.MakeProgress();
  while (books.state() == compliance::v1::BOOKS_STATE_CLOSING) {
    progress.Update(books.month(), books.employers_done(), books.employers_total());
    absl::SleepFor(kLook);
    PARITRANA_ASSIGN_OR_RETURN(books, Get(session, books.month()));
  }
  return books;
}

absl::StatusOr<int> Close(const Session& session, const BooksArguments& arguments) {
  compliance::v1::CloseBooksRequest request;
  PARITRANA_ASSIGN_OR_RETURN(*request.mutable_month(), ReadMonth(arguments.month, "--month"));
  const auto stub = BooksService::NewStub(session.Compliance());
  compliance::v1::CloseBooksResponse response;
  Patience patience;
  PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
    return stub->CloseBooks(context, request, &response);
  }));
  Books books = response.books();
  if (arguments.follow) {
    PARITRANA_ASSIGN_OR_RETURN(books, Follow(session, std::move(books)));
  }
  Show(session, books);
  return 0;
}

absl::StatusOr<int> ShowBooks(const Session& session, const BooksArguments& arguments) {
  PARITRANA_ASSIGN_OR_RETURN(const std::string month, ReadMonth(arguments.month, "--month"));
  PARITRANA_ASSIGN_OR_RETURN(const Books books, Get(session, month));
  Show(session, books);
  return 0;
}

// Reads pages until the list ends or holds `limit` employers; 0 reads all.
absl::StatusOr<compliance::v1::ListMissingDeclarationsResponse> ReadMissing(
    const Session& session, compliance::v1::ListMissingDeclarationsRequest request, int limit) {
  const auto stub = BooksService::NewStub(session.Compliance());
  compliance::v1::ListMissingDeclarationsResponse all;
  Patience patience;
  do {
    const int left = limit == 0 ? limits::kPageSizeMax : limit - all.employers_size();
    request.set_page_size(std::min<int>(left, limits::kPageSizeMax));
    compliance::v1::ListMissingDeclarationsResponse page;
    PARITRANA_RETURN_IF_ERROR(Call(patience, [&](grpc::ClientContext* context) {
      return stub->ListMissingDeclarations(context, request, &page);
    }));
    patience.Progressed();
    request.set_page_token(page.next_page_token());
    all.MergeFrom(page);
  } while (!request.page_token().empty() && (limit == 0 || all.employers_size() < limit));
  all.set_next_page_token(request.page_token());
  return all;
}

absl::StatusOr<int> ListMissing(const Session& session, const MissingArguments& arguments) {
  compliance::v1::ListMissingDeclarationsRequest request;
  PARITRANA_ASSIGN_OR_RETURN(*request.mutable_period(), ReadMonth(arguments.period, "--period"));
  request.set_region(arguments.region);
  request.set_as_of(arguments.as_of);
  PARITRANA_ASSIGN_OR_RETURN(const auto missing, ReadMissing(session, request, arguments.limit));
  Table table{{{Words(session, "pemberi kerja", "employer")},
               {Words(session, "wilayah", "region")},
               {Words(session, "terlambat sejak", "missing since")},
               {Words(session, "lapor pada", "declared on")}},
              {}};
  for (const auto& employer : missing.employers()) {
    table.rows.push_back({employer.employer_ref(), employer.registration_region(),
                          employer.missed_on(), employer.declared_on()});
  }
  session.Print(table, missing);
  if (!missing.next_page_token().empty()) {
    session.Say(Words(session, "masih ada lagi; pakai --limit", "there are more; use --limit"));
  }
  return 0;
}

template <typename Arguments>
std::shared_ptr<Arguments> Add(CLI::App* command, Session& session, const char* examples,
                               absl::StatusOr<int> (*action)(const Session&, const Arguments&)) {
  auto arguments = std::make_shared<Arguments>();
  command->footer(examples);
  command->callback([&session, arguments, action] {
    session.command = [&session, arguments, action] { return action(session, *arguments); };
  });
  return arguments;
}

void AddMonthOption(CLI::App* command, BooksArguments& arguments) {
  command->add_option("--month", arguments.month, "The month, 2024-12")->required();
}

}  // namespace

void AddBooksClose(CLI::App& books, Session& session) {
  CLI::App* command = books.add_subcommand("close", "Close a month's books over all employers");
  const auto arguments = Add<BooksArguments>(command, session, kExamples, Close);
  AddMonthOption(command, *arguments);
  command->add_flag("--follow", arguments->follow, "Wait until it is done and show how it goes on");
}

void AddBooksShow(CLI::App& books, Session& session) {
  CLI::App* command = books.add_subcommand("show", "Show how far a month's books are");
  AddMonthOption(command, *Add<BooksArguments>(command, session, kExamples, ShowBooks));
}

void AddEmployersMissingDeclarations(CLI::App& employers, Session& session) {
  CLI::App* command = employers.add_subcommand("missing-declarations",
                                               "List employers that did not declare a month");
  const auto arguments = Add<MissingArguments>(command, session, kMissingExamples, ListMissing);
  command->add_option("--period", arguments->period, "The month, 2024-12")->required();
  command->add_option("--region", arguments->region, "Region of registration, of any level")
      ->capture_default_str();
  command->add_option("--as-of", arguments->as_of, "As it was on this day; else today");
  command->add_option("--limit", arguments->limit, "At most so many; 0: all")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
}

}  // namespace paritrana::cli
