"""English texts of the window: gather them from code and forms, build the catalogue, check that it is whole.

python packaging/translations.py update    # new texts into resources/i18n/app_en.ts
python packaging/translations.py release   # resources/i18n/app_en.qm from it
python packaging/translations.py check     # 1 when a text is open, out of date or has other blanks
"""

import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "resources" / "i18n" / "app_en.ts"
BUILT = SOURCE.with_suffix(".qm")
BLANK = re.compile(r"%\([a-z_]+\)s|%[sdn%]")


def _tool(name: str) -> str:
    return str(Path(sys.executable).parent / f"pyside6-{name}")


def _sources() -> list[str]:
    code = [ROOT / "assessor" / "app.py", *sorted((ROOT / "assessor" / "ui").rglob("*.py"))]
    forms = sorted((ROOT / "forms").rglob("*.ui"))
    return [str(file) for file in (*code, *forms)]


def update(target: Path = SOURCE) -> None:
    """Takes new texts in and drops those that are gone; translations stay."""
    command = [_tool("lupdate"), *_sources(), "-ts", str(target), "-no-obsolete", "-locations", "none"]
    command += ["-source-language", "ja", "-target-language", "en"]
    subprocess.run(command, check=True, capture_output=True, text=True)


def release() -> None:
    """Builds the catalogue the program loads."""
    command = [_tool("lrelease"), str(SOURCE), "-qm", str(BUILT)]
    subprocess.run(command, check=True, capture_output=True, text=True)


def messages(file: Path) -> Iterator[tuple[str, str, str, bool]]:
    """Context, source text, translation, and whether it is finished, of each message."""
    for context in ET.parse(file).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "" if translation is None else (translation.text or "")
            finished = translation is not None and translation.get("type") is None and bool(text)
            yield name, message.findtext("source", ""), text, finished


def faults() -> list[str]:
    """What keeps the catalogue from being whole."""
    found = []
    known = set()
    for context, source, translation, finished in messages(SOURCE):
        known.add((context, source))
        if not finished:
            found.append(f"untranslated: {context}: {source}")
        elif sorted(BLANK.findall(source)) != sorted(BLANK.findall(translation)):
            found.append(f"other blanks: {context}: {source} / {translation}")
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "app_en.ts"
        update(fresh)
        needed = {(context, source) for context, source, _, _ in messages(fresh)}
        built = Path(folder) / "app_en.qm"
        command = [_tool("lrelease"), str(SOURCE), "-qm", str(built)]
        subprocess.run(command, check=True, capture_output=True, text=True)
        if not BUILT.is_file() or BUILT.read_bytes() != built.read_bytes():
            found.append("out of date: app_en.qm (run release)")
    found.extend(f"missing: {context}: {source}" for context, source in sorted(needed - known))
    found.extend(f"not used any more: {context}: {source}" for context, source in sorted(known - needed))
    return found


def main() -> int:
    command = sys.argv[1] if len(sys.argv) == 2 else ""
    if command == "update":
        update()
    elif command == "release":
        release()
    elif command == "check":
        found = faults()
        print("\n".join(found) or "complete")
        return 1 if found else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
