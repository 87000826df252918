"""The graph object: what scripts and commands ask."""
