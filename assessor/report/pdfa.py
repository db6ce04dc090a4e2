"""Makes a drawn PDF into PDF/A-3b and refuses it unless it passes the check.

The check is pikepdf's allow-list validator, whose rules follow veraPDF's. The bytes depend on the input
alone: the same pages and dates give the same file.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Literal
from xml.sax.saxutils import escape

from assessor.errors import ReportError
from assessor.report.canvas import PRODUCER
from assessor.report.text import plain

FLAVOUR = "3b"
Relationship = Literal["Source", "Data", "Alternative", "Supplement", "Unspecified"]
# What Windows keeps for devices, whatever the ending.
_DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"com{i}" for i in range(1, 10)), *(f"lpt{i}" for i in range(1, 10))}
)
_NAME_SIGNS = frozenset('/\\:*?"<>|')
_SHOWN_PROBLEMS = 5


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels inside the PDF.

    Attributes:
        name: plain file name.
        data: content.
        mime: media type, for example `application/json`.
        description: one line for the reader.
        relationship: what the file is to the pages (ISO 19005-3: Source, Data, …).
    """

    name: str
    data: bytes
    mime: str
    description: str = ""
    relationship: Relationship = "Source"


def finalise(
    pdf: bytes,
    *,
    title: str,
    author: str = "",
    subject: str = "",
    attachments: Sequence[Attachment] = (),
    created: datetime | None = None,
    language: str = "ja-JP",
) -> bytes:
    """The drawn file as a checked PDF/A-3b.

    Args:
        pdf: what `Sheet.finish` returned.
        title: document title; PDF/A viewers show it.
        author: who the document is from; left out when empty.
        subject: one line on the content; left out when empty.
        attachments: associated files, in this order.
        created: time with zone; without it the file names no date.
        language: natural language of the pages.

    Raises:
        ReportError: `pdfa_invalid` with every finding, or `attachment_name_reserved`, `attachment_name_sign`,
            `attachment_name_twice`.
        ValueError: a time without zone.
    """
    import pikepdf
    from pikepdf import pdfa

    if created is not None and created.tzinfo is None:
        raise ValueError("a creation time needs a zone")
    _check_names(attachments)
    title, author, subject = plain(title), plain(author), plain(subject)
    with pikepdf.open(BytesIO(pdf)) as document:
        for page in document.pages:
            # The drawing library writes an empty transition, which PDF/A does not know.
            if "/Trans" in page.obj:
                del page.obj["/Trans"]
        document.Root.Lang = pikepdf.String(language)
        document.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        for attachment in attachments:
            _embed(document, attachment, created)
        pdfa.prepare(document, FLAVOUR)
        _describe(document, (title, author, subject), created, language)
        output = BytesIO()
        document.save(output, **pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True))
    finished = output.getvalue()
    problems = validate(finished)
    if problems:
        shown = " / ".join(problems[:_SHOWN_PROBLEMS])
        raise ReportError("pdfa_invalid", count=len(problems), details=shown, problems=problems)
    return finished


def validate(pdf: bytes) -> list[str]:
    """What keeps a file from being PDF/A-3b, one line each; empty when it passes.

    Only for files this program made: the library behind it is not hardened against hostile input.
    """
    from pikepdf import pdfa

    return [str(finding) for finding in pdfa.validate_written(BytesIO(pdf), FLAVOUR).findings]


def _check_names(attachments: Sequence[Attachment]) -> None:
    seen: set[str] = set()
    for attachment in attachments:
        name = attachment.name
        reason = ""
        if any(sign in _NAME_SIGNS or unicodedata.category(sign)[0] == "C" for sign in name):
            reason = "sign"
        elif not name or name != name.strip(" .") or name.split(".")[0].lower() in _DEVICES:
            reason = "reserved"
        elif name.lower() in seen:
            reason = "twice"
        if reason:
            # The name may hold signs that must not reach a screen.
            raise ReportError(f"attachment_name_{reason}", name=ascii(name)[1:-1])
        seen.add(name.lower())


def _embed(document: Any, attachment: Attachment, created: datetime | None) -> None:
    """Adds the file to the name tree and to the document's associated files."""
    import pikepdf

    stamp = _pdf_date(created) if created else ""
    specification = pikepdf.AttachedFileSpec(
        document,
        attachment.data,
        filename=attachment.name,
        description=attachment.description,
        mime_type=attachment.mime,
        creation_date=stamp,
        mod_date=stamp,
    )
    specification.obj.AFRelationship = pikepdf.Name(f"/{attachment.relationship}")
    document.attachments[attachment.name] = specification


def _pdf_date(moment: datetime) -> str:
    """Time as PDF writes it, in UTC."""
    return moment.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def _describe(document: Any, facts: tuple[str, str, str], created: datetime | None, language: str) -> None:
    """Writes the XMP packet and the same facts into the Info dictionary."""
    import pikepdf

    title, author, subject = facts
    stamp = created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if created else ""
    document.Root.Metadata = document.make_stream(
        _packet(title, author, subject, stamp, language),
        Type=pikepdf.Name.Metadata,
        Subtype=pikepdf.Name.XML,
    )
    info: dict[str, str] = {"/Title": title, "/Creator": PRODUCER, "/Producer": PRODUCER}
    if author:
        info["/Author"] = author
    if subject:
        info["/Subject"] = subject
    if created:
        info["/CreationDate"] = info["/ModDate"] = _pdf_date(created)
    for key in list(document.docinfo):
        del document.docinfo[key]
    for key, value in info.items():
        document.docinfo[key] = pikepdf.String(value)


def _packet(title: str, author: str, subject: str, stamp: str, language: str) -> bytes:
    """The XMP packet (ISO 16684-1) that declares PDF/A-3b."""

    def alternative(name: str, text: str) -> str:
        return f'<{name}><rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt></{name}>'

    properties = [
        "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>",
        alternative("dc:title", title),
        f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>",
        f"<xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool><pdf:Producer>{PRODUCER}</pdf:Producer>",
    ]
    if author:
        properties.append(f"<dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>")
    if subject:
        properties.append(alternative("dc:description", subject))
    if stamp:
        names = ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate")
        properties.extend(f"<{name}>{stamp}</{name}>" for name in names)
    body = "\n".join(properties)
    # The packet's id is fixed by ISO 16684-1.
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
        f"{body}\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        '<?xpacket end="w"?>'
    ).encode()
