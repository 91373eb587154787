// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/scenarios/document.h"

namespace paritrana::scenarios {

// Turns the readable example values of a document into values of its own for each pass of each
// scenario, so that all can run in one installation and none sees another's workers.
//
//   CONTOH01          employer number (NPP)   CONTOH01N07
//   6474010708900001  NIK, serial below 0100  6474010708900701
//   24000000017       KPJ                     24070000017
//
// Idempotency keys and import ids get the same mark. Immutable.
class Examples {
 public:
  // `number` from 1 to 98, another for each pass.
  explicit Examples(int number);

  // A request's body, a path or a header, as it is sent.
  Json InBody(const Json& body) const;
  std::string InText(const std::string& text) const;
  std::string InKey(const std::string& key) const;
  std::string InNik(const std::string& nik) const;

  // An answer, as the document would show it.
  Json Shown(const Json& answer) const;

 private:
  std::string InNamed(const std::string& name, const std::string& value) const;
  std::string InKpj(const std::string& kpj) const;

  std::string digits_;  // "07"
  std::string mark_;    // "N07"
};

}  // namespace paritrana::scenarios
