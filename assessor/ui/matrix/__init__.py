"""The page of rows × unit types."""

from assessor.ui.matrix.page import MatrixPage

__all__ = ["MatrixPage"]
