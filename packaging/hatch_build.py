"""Build hook: real wheels carry `forms/` and `resources/` in `assessor/_data/`; editable installs do not."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class DataHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the data folders to a standard wheel."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        root = Path(self.root)
        for folder in ("resources", "forms"):
            for file in sorted((root / folder).rglob("*")):
                if file.is_file():
                    inside = f"assessor/_data/{file.relative_to(root).as_posix()}"
                    build_data["force_include"][str(file)] = inside
