"""Settings for all tests."""

from hypothesis import settings

# No deadlines: speed is measured in bench/, and a busy machine must not fail a test. The same examples every time.
settings.register_profile("xlplan", deadline=None, derandomize=True)
settings.load_profile("xlplan")
