"""Documents that a deployer adds: read in a locked process, kept as passages, quoted where no entry answers."""
