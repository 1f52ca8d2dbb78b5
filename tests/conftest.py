"""Settings for all tests."""

import sys

from hypothesis import settings

# No deadlines: speed is measured in bench/, and a busy machine must not fail a test. The same
# examples every time.
settings.register_profile("xlplan", deadline=None, derandomize=True)
settings.load_profile("xlplan")


def pytest_sessionfinish() -> None:
    if "stores" in sys.modules:  # only where a test of the memory has run
        sys.modules["stores"].stop()
