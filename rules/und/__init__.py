"""UND: accepted deviations."""
