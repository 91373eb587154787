#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs a whole system, on ports and folders of its own, for the browser test that starts this program.

Prints the gateway's address when all is ready and the regions are loaded. Then takes commands, one a
line ("stop gateway", "start gateway"), and answers each with "done". Stops everything at the end of input.
"""

import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "demo"))

import population  # noqa: E402  (found through the line above)
from console import DemoError, say  # noqa: E402
from installation import Installation  # noqa: E402
from system import System  # noqa: E402


def answer(text: str) -> None:
    print(text, flush=True)


def take_commands(system: System) -> None:
    """Obeys until the test closes the pipe or is gone."""
    for line in sys.stdin:
        verb, _, name = line.strip().partition(" ")
        if verb == "stop":
            system.stop_service(name)
        elif verb == "start":
            system.start_service(name)
        answer("done")


def run() -> None:
    installation = Installation(ROOT / ".local" / f"browser-{os.getpid()}", usual_ports=False)
    installation.open(fresh=True)
    try:
        with System(installation) as system:
            installation.write_endpoints()
            system.start()
            population.load_regions(system)
            answer(f"http://{installation.address('gateway')}/")
            take_commands(system)
    except DemoError:
        say(f"its logs are in {installation.folder / 'logs'}")
        raise
    installation.remove()


if __name__ == "__main__":
    try:
        run()
    except DemoError as error:
        sys.exit(f"error: {error}")
