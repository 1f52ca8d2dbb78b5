"""Not there, as on a user's machine: pandera imports hypothesis wherever it can, which takes it a
while."""

raise ImportError("hypothesis is a tool for developers; the bench measures what users run")
