// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/adapters/postgres/sponsorship/programme_rows.h"

#include <string>
#include <utility>

#include "services/compliance/adapters/postgres/rows.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

using postgres::Result;

SponsorProgramme ReadProgramme(const Result& rows, int row) {
  SponsorProgramme programme;
  programme.programme_no = rows.Int64(row, 0);
  programme.key = {EmployerId(FromColumn(rows.Int64(row, 1))), std::string(rows.Text(row, 2))};
  programme.sponsor_ref = std::string(rows.Text(row, 3));
  ProgrammeAttributes& attributes = programme.attributes;
  attributes.kind = static_cast<SponsorKind>(rows.Int64(row, 4));
  attributes.region = FromColumn(rows.Int64(row, 5));
  attributes.with_jht = rows.Bool(row, 6);
  attributes.income = Rupiah(rows.Int64(row, 7));
  attributes.funding = static_cast<Funding>(rows.Int64(row, 8));
  return programme;
}

Amendment<ProgrammeTerms> ReadState(const Result& rows, int row) {
  Amendment<ProgrammeTerms> state;
  state.version = static_cast<std::uint32_t>(rows.Int64(row, 9));
  state.dated_on = ReadDay(rows, row, 10);
  state.recorded_on = ReadDay(rows, row, 11);
  state.recorded_at = rows.Time(row, 12);
  state.terms = {ReadMonth(rows, row, 13), ReadMonth(rows, row, 14), rows.Int64(row, 15),
                 Rupiah(rows.Int64(row, 16))};
  state.reason = std::string(rows.Text(row, 17));
  state.recorded_by = std::string(rows.Text(row, 18));
  return state;
}

}  // namespace

absl::CivilDay ReadDay(const Result& rows, int row, int column) {
  return FromDayNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

postgres::Param DayParam(absl::CivilDay day) {
  return postgres::Param(std::int64_t{ToDayNumber(day)});
}

Month ReadMonth(const Result& rows, int row, int column) {
  return Month::FromNumber(static_cast<std::int32_t>(rows.Int64(row, column)));
}

std::vector<SponsorProgramme> ReadProgrammes(const Result& rows) {
  std::vector<SponsorProgramme> programmes;
  for (int row = 0; row < rows.rows(); ++row) {
    if (programmes.empty() || programmes.back().programme_no != rows.Int64(row, 0)) {
      programmes.push_back(ReadProgramme(rows, row));
    }
    programmes.back().history.push_back(ReadState(rows, row));
  }
  return programmes;
}

}  // namespace paritrana::compliance
