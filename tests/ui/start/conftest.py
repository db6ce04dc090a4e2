"""Shared fixtures."""

from tests.ui.desk_kit import (  # noqa: F401 # fixtures
    context,
    desk,
    expired_key_file,
    key,
    own_home,
    preferences,
    runner,
    signed_pdf,
)
