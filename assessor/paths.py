"""Where the shipped data and the user's own data lie."""

from functools import cache
from pathlib import Path

from platformdirs import user_config_path, user_data_path

APP_NAME = "assessor"


@cache
def data_root() -> Path:
    """Folder that holds `resources/` and `forms/`: inside the package in a wheel, the checkout otherwise."""
    package = Path(__file__).resolve().parent
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent


def resource(*parts: str) -> Path:
    """Path of a shipped resource, for example `resource("criteria", "r4")`."""
    return data_root().joinpath("resources", *parts)


def form(name: str) -> Path:
    """Path of a Qt Designer form, by its name without the ending."""
    return data_root() / "forms" / f"{name}.ui"


def user_data() -> Path:
    """Folder for working copies, rolling copies and keys of this user; made when missing."""
    return user_data_path(APP_NAME, appauthor=False, ensure_exists=True)


def user_config() -> Path:
    """Folder for settings of this user; made when missing."""
    return user_config_path(APP_NAME, appauthor=False, ensure_exists=True)
