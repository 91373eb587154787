// SPDX-License-Identifier: Apache-2.0
#include "libs/testing/temporary_directory.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <system_error>

#include "libs/base/check.h"

namespace paritrana::testing {

TemporaryDirectory::TemporaryDirectory(std::string_view purpose) {
  std::string name = (std::filesystem::temp_directory_path() / "paritrana-").string();
  name.append(purpose).append("-XXXXXX");
  PARITRANA_CHECK(mkdtemp(name.data()) != nullptr);
  path_ = name;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

int FreePort() {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof(address);
  PARITRANA_CHECK(bind(listener, reinterpret_cast<sockaddr*>(&address), length) == 0);
  PARITRANA_CHECK(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length) == 0);
  close(listener);
  return ntohs(address.sin_port);
}

}  // namespace paritrana::testing
