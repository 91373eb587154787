# SPDX-License-Identifier: Apache-2.0
"""Proves the main job on ports and folders of its own: a posted payroll file moves the ranking.

Registers one employer over HTTP, imports its workers and posts its payroll file with the command
line tool, waits until the ranking shows them, and compares every figure with what it must be.
"""

import dataclasses
import json
import os
import time
import urllib.error
import urllib.request

import population
from console import DemoError, say
from installation import Installation
from processes import ROOT
from system import System

# The same files that the README's tour posts.
EXAMPLES = ROOT / "data" / "examples"
WORKERS = len((EXAMPLES / "workers.csv").read_text().splitlines()) - 1
EMPLOYER = json.loads((EXAMPLES / "employer.json").read_text())["employer"]
REGION = EMPLOYER["registrationRegion"]
PROVINCE = REGION.split(".")[0]
TABLE = f"/v1/rankings/regencies/{PROVINCE}/default"
WAIT_SECONDS = 60


@dataclasses.dataclass(frozen=True)
class Place:
    """What the table says about the region that the file is about."""

    rank: int
    shared: bool
    heads: int
    entitled: int
    basis_points: int
    version: int

    def __str__(self) -> str:
        percent = f"{self.basis_points // 100}.{self.basis_points % 100:02d}"
        return (f"rank {self.rank}{' (shared)' if self.shared else ''}, coverage {percent} % "
                f"({self.heads} of {self.entitled:,} workers), version {self.version}")


def call(gateway: str, path: str, body: dict | None = None) -> dict:
    """One call of the HTTP API; an error answer becomes a DemoError with its text."""
    data = json.dumps(body).encode() if body is not None else None
    request = urllib.request.Request(gateway + path, data, {"Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise DemoError(f"{path} answered {error.code}: {error.read().decode(errors='replace')}") from error


def place_of(ranking: dict) -> Place:
    """The row of REGION in a ranking as the API sends it: 64-bit numbers as text."""
    row = next((row for row in ranking["rows"] if row["region"] == REGION), None)
    if row is None:
        raise DemoError(f"the ranking has no row for {REGION}")
    return Place(rank=row["rank"], shared=row["shared"], heads=int(row["activeHeads"]),
                 entitled=int(row["entitledWorkers"]), basis_points=row["coverageBasisPoints"],
                 version=int(ranking["stamp"]["version"]))


def expected_after(before: Place, version: int) -> Place:
    """The only region with active workers is first, alone, with its workers over its denominator."""
    heads = before.heads + WORKERS
    half_up = (heads * 10_000 * 2 + before.entitled) // (2 * before.entitled)
    return Place(rank=1, shared=False, heads=heads, entitled=before.entitled, basis_points=half_up, version=version)


def read_ranking(gateway: str) -> dict:
    return call(gateway, TABLE)["ranking"]


def wait_for(gateway: str, wanted) -> dict:
    """Polls the table until `wanted` holds for it. The first table may take a moment to be published."""
    deadline = time.monotonic() + WAIT_SECONDS
    last: object = None
    while time.monotonic() < deadline:
        try:
            last = read_ranking(gateway)
            if wanted(last):
                return last
        except DemoError as error:
            last = error
        time.sleep(0.1)
    raise DemoError(f"the ranking did not get there within {WAIT_SECONDS} s; last seen: {str(last)[:500]}")


def check(before: Place, after: Place) -> None:
    expected = expected_after(before, after.version)
    if after != expected or after.version <= before.version:
        raise DemoError(f"the ranking is wrong\n  expected: {expected}\n  got:      {after}")


def post(system: System, gateway: str) -> None:
    """Employer over HTTP, workers and contributions with the command line tool, as a payroll clerk would."""
    call(gateway, "/v1/employers", json.loads((EXAMPLES / "employer.json").read_text()))
    payer = f"{EMPLOYER['npp']}-{EMPLOYER['division']}"
    system.cli("workers", "import", str(EXAMPLES / "workers.csv"), "--employer", payer)
    posted = system.cli("contributions", "post", str(EXAMPLES / "contributions.csv"), "--payer", payer,
                        "--period", "2024-12")
    print(posted.strip(), flush=True)


def prove(system: System) -> None:
    gateway = f"http://{system.installation.address('gateway')}"
    # Until a denominator is published with the region's row, nothing could be compared.
    before = place_of(wait_for(gateway, lambda ranking: place_of(ranking).entitled > 0))
    print(f"before: {REGION} {before}", flush=True)
    say(f"posting {WORKERS} workers' contributions")
    posted = time.monotonic()
    post(system, gateway)
    # The lines lie in several shards, which may be counted one publication after another.
    after = place_of(wait_for(gateway, lambda ranking: place_of(ranking).heads >= before.heads + WORKERS))
    print(f"after:  {REGION} {after}", flush=True)
    say(f"seen {time.monotonic() - posted:.2f} s after the post began")
    check(before, after)
    with urllib.request.urlopen(gateway + "/", timeout=20) as page:
        if b"<!doctype html" not in page.read(200).lower():
            raise DemoError("the dashboard's page is not served")


def run() -> int:
    """Runs the proof and cleans up; the logs stay only when it fails."""
    installation = Installation(ROOT / ".local" / f"smoke-{os.getpid()}", usual_ports=False)
    installation.open(fresh=True)
    try:
        with System(installation) as system:
            installation.write_endpoints()
            system.start()
            population.load_regions(system)
            prove(system)
    except DemoError:
        say(f"smoke failed; its logs are in {installation.folder / 'logs'}")
        raise
    except KeyboardInterrupt:
        installation.remove()
        raise
    installation.remove()
    print("smoke: right")
    return 0
