// SPDX-License-Identifier: Apache-2.0
#include "services/compliance/application/sponsorship/programme_view.h"

#include <algorithm>
#include <utility>

#include "libs/base/reason.h"
#include "libs/base/status_macros.h"
#include "services/compliance/domain/day.h"

namespace paritrana::compliance {
namespace {

Month MonthOf(absl::CivilDay day) { return Month(static_cast<int>(day.year()), day.month()); }

// Every month of the terms has a row, whether anything happened in it or not.
void AddMonthsOf(const ProgrammeTerms& terms, std::vector<ProgrammeMonth>& months) {
  for (Month month = terms.first; month <= terms.last; month = month + 1) {
    const auto at =
        std::lower_bound(months.begin(), months.end(), month,
                         [](const ProgrammeMonth& one, Month m) { return one.month < m; });
    if (at == months.end() || at->month != month) months.insert(at, {.month = month});
  }
}

bool HasMonthIn(const ProgrammeTerms& terms, int year) {
  return terms.first.year() <= year && year <= terms.last.year();
}

void AddProgramme(const SponsorProgramme& programme, const ProgrammeTerms& terms, int year,
                  SponsorYearView& view) {
  if (!HasMonthIn(terms, year)) return;
  view.target_heads += terms.target_heads;
  if (terms.first.year() == year) view.budget += terms.budget.value();
  view.programmes.push_back(programme.key.programme);
}

std::int64_t HeadsOf(const std::vector<SponsorYearFigures>& years, int year) {
  for (const SponsorYearFigures& figures : years) {
    if (figures.year == year) return figures.heads;
  }
  return 0;
}

bool IsWithin(const Lapse& lapse, Month now, int horizon_months) {
  return lapse.cause != LapseCause::kNone && lapse.last_covered <= now + horizon_months;
}

}  // namespace

absl::Status FillCosts(const contribution::RuleBook& rules, const ProgrammeAttributes& attributes,
                       std::vector<ProgrammeMonth>& months) {
  if (months.empty()) return absl::OkStatus();
  PARITRANA_ASSIGN_OR_RETURN(
      const MonthlyCosts costs,
      MonthlyCosts::Make(rules, attributes, months.front().month, months.back().month));
  for (ProgrammeMonth& month : months) month.cost = costs.Of(month.month);
  return absl::OkStatus();
}

absl::CivilDay ShowSponsorships::Today() const { return DayInWib(clock_.Now()); }

absl::Status ShowSponsorships::ReplaceEnrolled(std::int64_t programme_no, absl::CivilDay day,
                                               std::vector<ProgrammeMonth>& months,
                                               absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto enrolled, queries_.EnrolledOn(programme_no, day, deadline));
  for (ProgrammeMonth& month : months) month.enrolled = 0;
  for (const auto& [at, heads] : enrolled) {
    const auto found = std::find_if(months.begin(), months.end(),
                                    [at = at](const ProgrammeMonth& m) { return m.month == at; });
    if (found != months.end()) {
      found->enrolled = heads;
    } else {
      months.push_back({.month = at, .enrolled = heads});
    }
  }
  std::sort(months.begin(), months.end(),
            [](const ProgrammeMonth& a, const ProgrammeMonth& b) { return a.month < b.month; });
  return absl::OkStatus();
}

absl::StatusOr<ProgrammeView> ShowSponsorships::MakeView(SponsorProgramme programme,
                                                         const ProgrammeFigures& figures,
                                                         const PointOfView& as_of,
                                                         absl::Time deadline) {
  ProgrammeView view;
  view.as_of = as_of.day;
  view.programme = std::move(programme);
  view.months = figures.months;
  view.paid_heads = figures.paid_heads;
  const absl::CivilDay known = std::min(as_of.day, as_of.known_on.value_or(as_of.day));
  if (known < Today()) {
    PARITRANA_RETURN_IF_ERROR(
        ReplaceEnrolled(view.programme.programme_no, known, view.months, deadline));
  }
  AddMonthsOf(view.programme.terms(), view.months);
  PARITRANA_RETURN_IF_ERROR(FillCosts(rules_, view.programme.attributes, view.months));
  for (const ProgrammeMonth& month : view.months) view.paid_rupiah += month.rupiah;
  view.enrolled_heads = EnrolledHeads(view.months);
  view.lapse = ProjectLapse(view.months, view.programme.terms().budget, MonthOf(as_of.day));
  if (view.lapse.cause == LapseCause::kPeriod) {
    PARITRANA_ASSIGN_OR_RETURN(
        view.lapse.continuing,
        queries_.CountContinuing(view.programme, view.lapse.last_covered, deadline));
  }
  return view;
}

absl::StatusOr<ProgrammeView> ShowSponsorships::ShowProgramme(
    const ProgrammeKey& key, std::optional<absl::CivilDay> as_of,
    std::optional<absl::CivilDay> known_on, absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(auto programme, queries_.Find(key, deadline));
  if (!programme) return MakeError("SPONSOR_PROGRAMME_UNKNOWN", "programme");
  PARITRANA_ASSIGN_OR_RETURN(const auto figures, queries_.Count({&*programme, 1}, deadline));
  const PointOfView point = {as_of.value_or(Today()), known_on};
  programme->history = HistoryAsOf(programme->history, point);
  if (programme->history.empty()) return MakeError("SPONSOR_PROGRAMME_UNKNOWN", "as_of");
  return MakeView(*std::move(programme), figures.front(), point, deadline);
}

absl::StatusOr<std::vector<SponsorYearView>> ShowSponsorships::ShowYears(EmployerId sponsor,
                                                                         int first, int last,
                                                                         absl::CivilDay as_of,
                                                                         absl::Time deadline) {
  PARITRANA_ASSIGN_OR_RETURN(const auto programmes, queries_.ListOfSponsor(sponsor, deadline));
  PARITRANA_ASSIGN_OR_RETURN(const auto counted,
                             queries_.CountYears(sponsor, first - 1, last, deadline));
  std::vector<SponsorYearView> views;
  for (int year = first; year <= last; ++year) {
    SponsorYearView view;
    view.figures.year = year;
    for (const SponsorYearFigures& figures : counted) {
      if (figures.year == year) view.figures = figures;
    }
    view.heads_year_before = HeadsOf(counted, year - 1);
    for (const SponsorProgramme& programme : programmes) {
      const auto history = HistoryAsOf(programme.history, {as_of, std::nullopt});
      if (!history.empty()) AddProgramme(programme, history.back().terms, year, view);
    }
    if (view.figures.heads > 0 || !view.programmes.empty()) views.push_back(std::move(view));
  }
  return views;
}

absl::StatusOr<LapsingPage> ShowSponsorships::ListLapsing(const LapsingAsked& asked,
                                                          absl::Time deadline) {
  LapsingPage page;
  page.as_of = asked.as_of.value_or(Today());
  PARITRANA_ASSIGN_OR_RETURN(auto programmes, queries_.ListInRegion(asked.regions, asked.after,
                                                                    asked.page_size + 1, deadline));
  if (static_cast<int>(programmes.size()) > asked.page_size) {
    programmes.pop_back();
    page.next = ProgrammeCursor{static_cast<std::int64_t>(programmes.back().attributes.region),
                                programmes.back().programme_no};
  }
  PARITRANA_ASSIGN_OR_RETURN(const auto figures, queries_.Count(programmes, deadline));
  for (std::size_t i = 0; i < programmes.size(); ++i) {
    const PointOfView point = {page.as_of, std::nullopt};
    programmes[i].history = HistoryAsOf(programmes[i].history, point);
    if (programmes[i].history.empty()) continue;
    PARITRANA_ASSIGN_OR_RETURN(auto view,
                               MakeView(std::move(programmes[i]), figures[i], point, deadline));
    if (IsWithin(view.lapse, MonthOf(page.as_of), asked.horizon_months)) {
      page.programmes.push_back(std::move(view));
    }
  }
  return page;
}

}  // namespace paritrana::compliance
