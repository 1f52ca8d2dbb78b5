"""Outputs: what a command came to, in the formats that people and machines want; a folder a
command, a module a format."""
