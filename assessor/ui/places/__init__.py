"""The page of places and measurements: tree, grid, details."""

from assessor.ui.places.page import PlacesPage

__all__ = ["PlacesPage"]
