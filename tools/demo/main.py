#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Starts the whole system with an example population and a live payroll feed; Ctrl-C stops all of it.

With --smoke it proves itself instead, without a terminal, on ports and folders of its own: posts a
payroll file, waits until the ranking shows it, and exits 0 only if the figures are right.
"""

import argparse
import signal
import sys
import time

import population
import smoke
from console import DemoError, say, since_start
from installation import Installation
from processes import ROOT
from system import System

BANNER = """
  Paritrana runs.   Dashboard:  {url}
                    (internal view, example data; logs in {logs})

  In a second terminal:
    ./run cli ranking show                        the ranking as a table
    ./run cli contributions post FILE             post a payroll file and watch the page move
    ./run cli --help                              everything else

  Ctrl-C stops all of it.
"""


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./run demo", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--fresh", action="store_true", help="forget the data of earlier starts")
    parser.add_argument("--smoke", action="store_true", help="prove that a posted file moves the ranking, then stop")
    parser.add_argument("--scale", type=int, default=1000, help="one person in so many of the nation (default 1000)")
    parser.add_argument("--rate", type=int, default=20, help="lines a second of the feed, 0 for none (default 20)")
    parser.add_argument("--empty", action="store_true", help="load regions only, no population and no feed")
    return parser.parse_args()


def interrupted(*_arguments) -> None:
    raise KeyboardInterrupt


def watch(system: System) -> None:
    """Waits for Ctrl-C; a process that dies on its own ends the demo with its log."""
    while True:
        dead = system.dead()
        if dead is not None:
            raise DemoError(f"{dead.name} ended with exit code {dead.exit_code()}\n{dead.log_tail()}")
        time.sleep(0.5)


def run(options: argparse.Namespace) -> None:
    installation = Installation(ROOT / ".local" / "demo", usual_ports=True)
    installation.open(options.fresh)
    with System(installation) as system:
        installation.write_endpoints()
        system.start()
        population.load_regions(system)
        if not options.empty:
            population.load_population(system, options.scale)
            population.start_feed(system, options.scale, options.rate)
        say(f"started in {since_start():.0f} s")
        print(BANNER.format(url=f"http://{installation.address('gateway')}/", logs=installation.folder / "logs"),
              flush=True)
        watch(system)


def main() -> int:
    options = parse()
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGHUP, interrupted)
    try:
        if options.smoke:
            return smoke.run()
        run(options)
    except KeyboardInterrupt:
        return 0 if not options.smoke else 130
    except DemoError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
