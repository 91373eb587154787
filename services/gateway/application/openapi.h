// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "services/gateway/application/contract.h"

namespace paritrana::gateway {

// Describes the contract as an OpenAPI 3.1 document: a path for every operation, the stream of a
// ranking's events, a schema for every message reached, problems; with the protos' own comments.
std::string DescribeAsOpenApi(const Contract& contract);

}  // namespace paritrana::gateway
