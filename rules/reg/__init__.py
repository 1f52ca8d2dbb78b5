"""REG: the register itself."""
