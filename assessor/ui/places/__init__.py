"""The page of places and measurements: tree, grid, details."""
