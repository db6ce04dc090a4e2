"""Reads a TrueType (glyf) font file and cuts it down to the glyphs a document uses.

Only what embedding needs is read, straight from the bytes: opening a font of 5 MB takes milliseconds.
Source: the OpenType specification (cmap formats 12 and 14, glyf, loca, hmtx, head, hhea, OS/2).
"""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

# Tables the glyph programs need; copied whole into a cut font.
_HINTING = ("cvt ", "fpgm", "prep")
_WORDS, _MORE, _SCALE, _XY_SCALE, _TWO_BY_TWO = 1, 32, 8, 64, 128


@dataclass(frozen=True)
class FontMetrics:
    """Figures of a font descriptor, in thousandths of the type size."""

    ascent: int
    descent: int
    cap_height: int
    stem: int
    box: tuple[int, int, int, int]


class TrueTypeFile:
    """One font file: which glyph a character has, how wide it is, and a cut-down copy."""

    def __init__(self, path: Path) -> None:
        self._data = path.read_bytes()
        count = struct.unpack_from(">H", self._data, 4)[0]
        records = (struct.unpack_from(">4s4xLL", self._data, 12 + 16 * i) for i in range(count))
        self._tables = {tag.decode("ascii"): (start, length) for tag, start, length in records}
        if "glyf" not in self._tables:
            raise ValueError(f"{path.name} has no glyf outlines")
        self.postscript_name = path.stem
        self.units_per_em: int = self._word("head", 18)
        self._long_loca = self._word("head", 50) == 1
        self._full_metrics = self._word("hhea", 34)

    def _table(self, tag: str) -> bytes:
        start, length = self._tables[tag]
        return self._data[start : start + length]

    def _word(self, tag: str, offset: int, form: str = ">H") -> int:
        value: int = struct.unpack_from(form, self._data, self._tables[tag][0] + offset)[0]
        return value

    def _cmap_tables(self) -> Iterator[tuple[int, int]]:
        """Format and place of each character map."""
        base = self._tables["cmap"][0]
        for i in range(self._word("cmap", 2)):
            place = base + struct.unpack_from(">L", self._data, base + 8 + 8 * i)[0]
            yield struct.unpack_from(">H", self._data, place)[0], place

    @cached_property
    def glyphs(self) -> dict[int, int]:
        """Glyph number of each code point."""
        for form, place in self._cmap_tables():
            if form == 12:
                groups = struct.unpack_from(">L", self._data, place + 12)[0]
                found: dict[int, int] = {}
                for first, last, glyph in struct.iter_unpack(
                    ">LLL", self._data[place + 16 : place + 16 + 12 * groups]
                ):
                    found.update(
                        zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True)
                    )
                return found
        raise ValueError(f"{self.postscript_name} has no full character map")

    @cached_property
    def variations(self) -> dict[tuple[int, int], int]:
        """Glyph number of each (code point, variation selector) that differs from the plain glyph."""
        found: dict[tuple[int, int], int] = {}
        for form, place in self._cmap_tables():
            if form != 14:
                continue
            for i in range(struct.unpack_from(">L", self._data, place + 6)[0]):
                record = place + 10 + 11 * i
                selector = int.from_bytes(self._data[record : record + 3], "big")
                offset = struct.unpack_from(">L", self._data, record + 7)[0]
                if not offset:
                    continue
                count = struct.unpack_from(">L", self._data, place + offset)[0]
                for j in range(count):
                    entry = place + offset + 4 + 5 * j
                    code = int.from_bytes(self._data[entry : entry + 3], "big")
                    found[code, selector] = struct.unpack_from(">H", self._data, entry + 3)[0]
        return found

    def advance(self, glyph: int) -> int:
        """Advance width of a glyph in font units."""
        return self._word("hmtx", 4 * min(glyph, self._full_metrics - 1))

    def _side_bearing(self, glyph: int) -> int:
        if glyph < self._full_metrics:
            return self._word("hmtx", 4 * glyph + 2, ">h")
        return self._word("hmtx", 4 * self._full_metrics + 2 * (glyph - self._full_metrics), ">h")

    @cached_property
    def metrics(self) -> FontMetrics:
        """Figures for the font descriptor."""
        scale = 1000 / self.units_per_em
        version = self._word("OS/2", 0)
        ascent = round(self._word("hhea", 4, ">h") * scale)
        cap = round(self._word("OS/2", 88, ">h") * scale) if version >= 2 else ascent
        weight = self._word("OS/2", 4)
        box = struct.unpack_from(">4h", self._data, self._tables["head"][0] + 36)
        return FontMetrics(
            ascent=ascent,
            descent=round(self._word("hhea", 6, ">h") * scale),
            cap_height=cap,
            # No table states the stem; this rule of thumb grows it with the weight class.
            stem=50 + int((weight / 65) ** 2),
            box=(round(box[0] * scale), round(box[1] * scale), round(box[2] * scale), round(box[3] * scale)),
        )

    def _outline(self, glyph: int) -> bytes:
        if self._long_loca:
            start, end = (self._word("loca", 4 * glyph + d, ">L") for d in (0, 4))
        else:
            start, end = (2 * self._word("loca", 2 * glyph + d) for d in (0, 2))
        base = self._tables["glyf"][0]
        return self._data[base + start : base + end]

    def subset(self, glyphs: Sequence[int]) -> bytes:
        """A font file whose glyph number i is this font's glyph `glyphs[i]`, followed by the parts they use.

        The same glyph may be listed more than once: each listing becomes a glyph of its own, so that two
        characters which share an outline can still be told apart when text is extracted.
        """
        order = list(glyphs)
        place_of: dict[int, int] = {}
        outlines: list[bytes] = []
        index = 0
        while index < len(order):
            outline = bytearray(self._outline(order[index]))
            for offset in _component_offsets(outline):
                part = struct.unpack_from(">H", outline, offset)[0]
                if part not in place_of:
                    place_of[part] = len(order)
                    order.append(part)
                struct.pack_into(">H", outline, offset, place_of[part])
            outlines.append(bytes(outline) + bytes(-len(outline) % 4))
            index += 1
        loca, position = [0], 0
        for outline_bytes in outlines:
            position += len(outline_bytes)
            loca.append(position)
        tables = {tag: self._table(tag) for tag in _HINTING if tag in self._tables}
        tables["glyf"] = b"".join(outlines)
        tables["loca"] = struct.pack(f">{len(loca)}L", *loca)
        tables["hmtx"] = b"".join(struct.pack(">Hh", self.advance(g), self._side_bearing(g)) for g in order)
        tables["head"] = _patched(self._table("head"), {8: 0, 10: 0, 50: 1})
        tables["hhea"] = _patched(self._table("hhea"), {34: len(order)})
        tables["maxp"] = _patched(self._table("maxp"), {4: len(order)})
        return _assembled(tables)


def _component_offsets(outline: bytes | bytearray) -> Iterator[int]:
    """Where a composite glyph names its parts; nothing for a plain glyph."""
    if len(outline) < 10 or struct.unpack_from(">h", outline, 0)[0] >= 0:
        return
    offset, flags = 10, _MORE
    while flags & _MORE:
        flags = struct.unpack_from(">H", outline, offset)[0]
        yield offset + 2
        offset += 8 if flags & _WORDS else 6
        offset += 2 if flags & _SCALE else 4 if flags & _XY_SCALE else 8 if flags & _TWO_BY_TWO else 0


def _patched(table: bytes, words: dict[int, int]) -> bytes:
    """The table with 16-bit words replaced, by offset."""
    changed = bytearray(table)
    for offset, word in words.items():
        struct.pack_into(">H", changed, offset, word)
    return bytes(changed)


def _checksum(data: bytes | bytearray) -> int:
    padded = data + bytes(-len(data) % 4)
    total: int = sum(struct.unpack(f">{len(padded) // 4}L", padded))
    return total & 0xFFFFFFFF


def _assembled(tables: dict[str, bytes]) -> bytes:
    """A font file of the tables, with checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    search = (power * 16, power.bit_length() - 1, (count - power) * 16)
    header = struct.pack(">LHHHH", 0x00010000, count, *search)
    position, head_at = 12 + 16 * count, 0
    records, bodies = [], []
    for tag in sorted(tables):
        data = tables[tag]
        if tag == "head":
            head_at = position
        records.append(struct.pack(">4sLLL", tag.encode("ascii"), _checksum(data), position, len(data)))
        bodies.append(data + bytes(-len(data) % 4))
        position += len(bodies[-1])
    font = bytearray(header + b"".join(records) + b"".join(bodies))
    struct.pack_into(">L", font, head_at + 8, (0xB1B0AFBA - _checksum(font)) & 0xFFFFFFFF)
    return bytes(font)
