#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Checks that includes point inwards: adapters -> application -> domain, services -> libs, never back.

The rules are data in this file: each has the words that are printed when it is broken. A file that
must break one is listed in ALLOWED with its reason.
"""

import re
import sys

import project

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')

# Third-party headers that stand behind one facade: prefix -> the only folder that may include them.
FACADES = {
    "librdkafka/": "libs/kafka/",
    "libpq-fe.h": "libs/postgres/",
    "libpq/": "libs/postgres/",
    "postgresql/": "libs/postgres/",
    "prometheus/": "libs/metrics/",
    "spdlog/": "libs/logging/",
    "fmt/": "libs/logging/",
    "zip.h": "libs/workbook/",
    "expat.h": "libs/workbook/",
    "xlsxwriter.h": "libs/workbook/",
}

# What domain code may include besides its own domain folder and the standard library.
DOMAIN_MAY_USE = ("absl/", "libs/base/", "libs/contribution/")
# Libraries that are domain code themselves, except for the files that load their data.
PURE_LIBRARIES = ("libs/contribution/",)
LOADERS = ("libs/contribution/rule_files",)
# What tests and benchmarks may use besides, in every layer.
TESTS_MAY_USE = ("gtest/", "gmock/", "rapidcheck", "benchmark/", "libs/testing/")

# Quoted includes from the root start with one of these; the last three are generated or third-party.
ROOTS = ("libs/", "services/", "cli/", "tests/", "paritrana/", "google/", "absl/")

# file -> (included prefix, reason). Empty is the aim.
ALLOWED: dict[str, tuple[str, str]] = {}


def is_test(path: str) -> bool:
    stem = path.rsplit(".", 1)[0]
    return stem.endswith(("_test", "_benchmark", "_testing")) or "/testing/" in path


def service_of(path: str) -> str:
    """Name of the service a path belongs to, empty if none."""
    parts = path.split("/")
    return parts[1] if parts[0] == "services" and len(parts) > 2 else ""


def layer_of(path: str) -> str:
    """domain, application, adapters, testing … of a service's path; empty elsewhere and at its root."""
    parts = path.split("/")
    return parts[2] if parts[0] == "services" and len(parts) > 3 else ""


def is_standard(included: str, quoted: bool) -> bool:
    """Headers of the standard library have neither a folder nor an ending."""
    return not quoted and "/" not in included and "." not in included


def domain_complaint(path: str, included: str, quoted: bool) -> str:
    allowed = DOMAIN_MAY_USE + (f"services/{service_of(path)}/domain/",)
    if is_test(path):
        allowed += TESTS_MAY_USE + (f"services/{service_of(path)}/testing/",)
    if is_standard(included, quoted) or included.startswith(allowed):
        return ""
    return "domain code includes only the standard library, absl, libs/base, libs/contribution and its own domain"


def service_complaint(path: str, included: str, quoted: bool) -> str:
    own, other = service_of(path), service_of(included)
    if other and other != own:
        return "services never include each other"
    layer, target = layer_of(path), layer_of(included)
    if layer == "domain":
        return domain_complaint(path, included, quoted)
    if layer == "application" and other and target not in ("domain", "application", "testing"):
        return "application code includes only its domain and application, not adapters or the app"
    if layer == "adapters" and other and target == "":
        return "adapters do not include what wires them"
    return ""


def pure_complaint(path: str, included: str, quoted: bool) -> str:
    """Pure libraries know nothing but values: no files, no messages, no clocks."""
    if not path.startswith(PURE_LIBRARIES) or path.startswith(LOADERS) or is_test(path):
        return ""
    if included.startswith(LOADERS):
        return "what loads data stays outside of the rules"
    if is_standard(included, quoted) or included.startswith(("absl/", "libs/base/") + PURE_LIBRARIES):
        return ""
    return "libs/contribution is pure: only the standard library, absl and libs/base"


def place_complaint(path: str, included: str) -> str:
    """Rules about whole folders."""
    if path.startswith("libs/") and included.startswith(("services/", "cli/", "tests/")):
        return "libraries never include services, the command line tool or tests"
    if path.startswith("cli/") and included.startswith(("services/", "tests/")):
        return "the command line tool speaks to services over their API only"
    if path.startswith("services/") and included.startswith(("cli/", "tests/")):
        return "services never include the command line tool or tests"
    return ""


def facade_complaint(path: str, included: str) -> str:
    for prefix, folder in FACADES.items():
        if included.startswith(prefix) and not path.startswith(folder):
            return f"only {folder} includes {prefix}"
    return ""


def internal_complaint(path: str, included: str) -> str:
    before, marker, _ = included.partition("internal/")
    if marker and included.startswith(ROOTS[:4]) and not path.startswith(before):
        return f"internal/ is closed: only files under {before} include it"
    return ""


def form_complaint(included: str, quoted: bool) -> str:
    if quoted and "/" not in included:
        return "includes are full paths from the root"
    if quoted and ".." in included.split("/"):
        return "includes never climb with .."
    return ""


def complaint_of(path: str, included: str, quoted: bool) -> str:
    """What is wrong with one include; empty if nothing."""
    prefix, _ = ALLOWED.get(path, ("", ""))
    if prefix and included.startswith(prefix):
        return ""
    return (
        form_complaint(included, quoted)
        or place_complaint(path, included)
        or pure_complaint(path, included, quoted)
        or facade_complaint(path, included)
        or internal_complaint(path, included)
        or (service_complaint(path, included, quoted) if service_of(path) else "")
    )


def complaints_in(path: str, content: str) -> list[str]:
    found = []
    for number, line in enumerate(content.splitlines(), 1):
        match = INCLUDE.match(line)
        if not match:
            continue
        what = complaint_of(path, match[2], match[1] == '"')
        if what:
            found.append(f"{path}:{number}: {match[2]}: {what}")
    return found


def main() -> int:
    found = []
    for path in project.files("*.h", "*.cc"):
        found += complaints_in(path, project.text(path))
    return project.report("layering", found)


if __name__ == "__main__":
    sys.exit(main())
