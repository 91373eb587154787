# SPDX-License-Identifier: Apache-2.0
"""Fills a system with regions and the example population, and keeps a payroll feed running."""

from console import say
from processes import Process
from services import binary
from system import System

SEED = 1


def load_regions(system: System) -> None:
    """Imports the region tree once for each data folder; afterwards every service is ready."""
    done = system.installation.marker("regions")
    if not done.exists():
        say("loading the regions of Indonesia")
        system.cli("regions", "import", "data/regions", show=True)
        done.touch()
    system.wait_ready()


def load_population(system: System, scale: int) -> None:
    """Registers employers and workers and posts the assessment year 2024, once for each data folder."""
    done = system.installation.marker("population")
    if done.exists():
        return
    say(f"loading the example population, 1 : {scale:,} of the nation, through the public API (data contoh)")
    # An interrupted load goes on where it stopped: all its ids are the same at the next start.
    system.cli("synth", "load", "--scale", str(scale), "--seed", str(SEED), show=True, seconds=3600)
    done.touch()


def start_feed(system: System, scale: int, rate: int) -> None:
    """Goes on posting late and new lines of 2024 until the system is stopped."""
    if rate <= 0:
        return
    command = [str(binary("paritrana")), "--endpoints", str(system.installation.folder / "endpoints.json"),
               "synth", "feed", "--scale", str(scale), "--seed", str(SEED), "--rate", str(rate)]
    system.keep(Process("payroll feed", command, system.installation.log("feed")))
    say(f"the payroll feed posts {rate} lines a second")
