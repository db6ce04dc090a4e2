"""Writes a font's used glyphs into a reportlab document as a composite font with an exact ToUnicode map."""

import hashlib
import zlib
from collections.abc import Sequence
from typing import Any

from assessor.report.truetype import TrueTypeFile


def write_font(
    document: Any, resource: str, file: TrueTypeFile, clusters: Sequence[str], glyphs: Sequence[int]
) -> None:
    """Adds font program, descriptor, widths and ToUnicode, and links them as a page resource.

    Args:
        document: reportlab's document.
        resource: name of the font among the resources of the pages.
        file: the font.
        clusters: text of each code, from code 0 on.
        glyphs: glyph number of each code.
    """
    from reportlab.pdfbase import pdfdoc

    metrics = file.metrics
    name = f"{_tag(clusters)}+{file.postscript_name}"
    program = file.subset(glyphs)
    descriptor = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("FontDescriptor"),
            "FontName": pdfdoc.PDFName(name),
            # 4: glyphs outside the Latin set.
            "Flags": 4,
            "FontBBox": pdfdoc.PDFArray(metrics.box),
            "ItalicAngle": 0,
            "Ascent": metrics.ascent,
            "Descent": metrics.descent,
            "CapHeight": metrics.cap_height,
            "StemV": metrics.stem,
            "FontFile2": _stream(document, program, f"fontFile:{name}", {"Length1": len(program)}),
        }
    )
    widths = [round(file.advance(glyph) * 1000 / file.units_per_em, 3) for glyph in glyphs]
    descendant = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("CIDFontType2"),
            "BaseFont": pdfdoc.PDFName(name),
            "CIDSystemInfo": pdfdoc.PDFDictionary(
                {
                    "Registry": pdfdoc.PDFString("Adobe"),
                    "Ordering": pdfdoc.PDFString("Identity"),
                    "Supplement": 0,
                }
            ),
            "FontDescriptor": document.Reference(descriptor, f"fontDescriptor:{name}"),
            "DW": 1000,
            "W": pdfdoc.PDFArray([0, pdfdoc.PDFArray(widths)]),
            "CIDToGIDMap": pdfdoc.PDFName("Identity"),
        }
    )
    font = pdfdoc.PDFDictionary(
        {
            "Type": pdfdoc.PDFName("Font"),
            "Subtype": pdfdoc.PDFName("Type0"),
            "BaseFont": pdfdoc.PDFName(name),
            "Encoding": pdfdoc.PDFName("Identity-H"),
            "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cidFont:{name}")]),
            "ToUnicode": _stream(document, to_unicode(clusters), f"toUnicode:{name}", {}),
        }
    )
    fonts = document.idToObject["BasicFonts"].dict
    fonts[resource] = document.Reference(font, f"font:{name}")


def _tag(clusters: Sequence[str]) -> str:
    """Six letters that mark a cut font; the same for the same use."""
    digest = hashlib.sha256("\0".join(clusters).encode("utf-8", "surrogatepass")).digest()
    return "".join(chr(65 + byte % 26) for byte in digest[:6])


def _stream(document: Any, data: bytes, key: str, extra: dict[str, Any]) -> Any:
    """A compressed stream as an object of its own."""
    from reportlab.pdfbase import pdfdoc

    stream = pdfdoc.PDFStream(content=zlib.compress(data, 6), filters=[])
    stream.dictionary.dict.update(extra | {"Filter": pdfdoc.PDFName("FlateDecode")})
    return document.Reference(stream, key)


def to_unicode(clusters: Sequence[str]) -> bytes:
    """The ToUnicode map of codes 1, 2, …: each code's text in UTF-16, however many characters it has."""
    entries = [
        f"<{code:04X}> <{cluster.encode('utf-16-be', 'surrogatepass').hex().upper()}>"
        for code, cluster in enumerate(clusters)
        if cluster
    ]
    # The language of character maps allows 100 entries in a block.
    blocks = [entries[i : i + 100] for i in range(0, len(entries), 100)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
        *(line for block in blocks for line in (f"{len(block)} beginbfchar", *block, "endbfchar")),
        "endcmap",
        "CMapName currentdict /CMap defineresource pop",
        "end",
        "end",
    ]
    return "\n".join(lines).encode("ascii")
