"""Editions side by side, and taking an assessment from one to another."""

from assessor.ui.compare.page import ComparePage

__all__ = ["ComparePage"]
