# SPDX-License-Identifier: Apache-2.0
"""What a person sees while the system starts: one line a step, with the time since the beginning."""

import sys
import time

_STARTED = time.monotonic()


class DemoError(Exception):
    """Something that ends the demo; the text says what and what to do."""


def say(text: str) -> None:
    """Prints one line of progress on stderr."""
    print(f"[{time.monotonic() - _STARTED:6.1f} s] {text}", file=sys.stderr, flush=True)


def since_start() -> float:
    """Seconds since the program began."""
    return time.monotonic() - _STARTED
