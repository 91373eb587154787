// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "cli/synth/calibration.h"
#include "cli/synth/population.h"
#include "libs/base/month.h"
#include "paritrana/compliance/v1/submissions.pb.h"
#include "paritrana/registration/v1/employers.pb.h"
#include "paritrana/registration/v1/workers.pb.h"

// Turns invented payers and people into the requests of the public API.
namespace paritrana::synth {

registration::v1::Employer ToEmployer(const SynthPayer& payer);

registration::v1::Worker ToWorker(const SynthPayer& payer, const SynthWorker& worker);

// The line that covers `from` to `to`, both included, with the total of these months as the rules
// of contribution give it. `line_id` must be unique in the run.
compliance::v1::ContributionLine ToLine(const Calibration& calibration, const SynthPayer& payer,
                                        const SynthWorker& worker, const std::string& line_id,
                                        Month from, Month to);

// The lines a payer posts in the run of `period`; none when nothing is due then. A yearly payer
// posts twelve months at once in the last month of the year, a half-yearly one six months in June
// and December. Late lines are left out.
std::vector<compliance::v1::ContributionLine> LinesOf(const Calibration& calibration,
                                                      const SynthPayer& payer, Month period);

// The lines of the year's last month that LinesOf left out.
std::vector<compliance::v1::ContributionLine> LateLinesOf(const Calibration& calibration,
                                                          const SynthPayer& payer, int year);

}  // namespace paritrana::synth
