"""The list of documents as lines under headings, and how far it is in words."""

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QCoreApplication

from assessor.assessment import Assessment
from assessor.evaluation import State
from assessor.ui.insight.lists import Line, Section
from assessor.workflow.bundle import Bundled, SheetFacts
from assessor.workflow.certified_source import SignedChecklist
from assessor.workflow.procedure import DocumentLine, DocumentList, DocumentStatus
from assessor.workflow.procedure_wording import ProcedureWording

COLORS: dict[DocumentStatus, str] = {
    "attached": "conforming",
    "on_paper": "conforming",
    "carried": "conforming",
    "made": "conforming",
    "missing": "not_conforming",
    "incomplete": "not_conforming",
    "to_mark": "not_conforming",
    "undecided": "undetermined",
    "if_changed": "undetermined",
}

QUIET: frozenset[DocumentStatus] = frozenset({"if_any", "waived", "omitted"})
"""Nothing is waited for."""


def document_sections(found: DocumentList, words: ProcedureWording) -> list[Section]:
    """The documents needed, those for a subsidy, and those that this case does not need."""
    needed = [one for one in found.lines if one.status != "not_needed"]
    parts: Iterable[tuple[str, str, list[DocumentLine]]] = (
        (
            "list",
            QCoreApplication.translate("DocumentsPage", "図書"),
            [one for one in needed if not one.document.is_extra],
        ),
        (
            "extra",
            QCoreApplication.translate("DocumentsPage", "補助金を申請する場合の図書"),
            [one for one in needed if one.document.is_extra],
        ),
        (
            "rest",
            QCoreApplication.translate("DocumentsPage", "この案件では要らない図書"),
            [one for one in found.lines if one not in needed],
        ),
    )
    sections = []
    for key, title, lines in parts:
        if lines:
            there = sum(COLORS.get(one.status) == "conforming" for one in lines)
            asked = sum(one.status not in QUIET for one in lines)
            note = "" if key == "rest" else f"{there}/{asked}"
            sections.append(Section(key, title, tuple(_line(one, words) for one in lines), note))
    return sections


def summary_text(found: DocumentList, words: ProcedureWording) -> str:
    """What is wanting and what is not known, in words."""
    if found.applies is State.FALSE:
        return QCoreApplication.translate("DocumentsPage", "この案件では提出しません")
    counts = found.counts
    parts = []
    if found.wanting:
        parts.append(QCoreApplication.translate("DocumentsPage", "不足 %s") % len(found.wanting))
    waiting = counts.get("undecided", 0) + counts.get("if_changed", 0)
    if waiting:
        parts.append(QCoreApplication.translate("DocumentsPage", "要否未定 %s") % waiting)
    if parts:
        return words.joined(*parts)
    return QCoreApplication.translate("DocumentsPage", "そろっています")


def said_of_signed(found: SignedChecklist, state: Assessment, words: ProcedureWording) -> str:
    """What is said of a signed checklist that was enclosed."""
    who = words.joined(found.signer, words.day(found.day))
    parts = [QCoreApplication.translate("DocumentsPage", "署名を確かめて添付しました：%s") % who]
    if not found.agrees_with(state):
        parts.append(
            QCoreApplication.translate(
                "DocumentsPage", "署名の後に評価が変わっています。署名し直したものか確かめてください。"
            )
        )
    return words.joined(*parts)


def said_of_bundle(found: Bundled, today: date, words: ProcedureWording) -> str:
    """What is said of a set that was written."""
    parts = [
        QCoreApplication.translate("DocumentsPage", "書き出しました：%(name)s（%(count)sファイル）")
        % {"name": found.path.name, "count": len(found.files)}
    ]
    if found.on_paper:
        parts.append(QCoreApplication.translate("DocumentsPage", "紙で添えるもの %s") % len(found.on_paper))
    if found.wanting:
        parts.append(QCoreApplication.translate("DocumentsPage", "不足 %s") % len(found.wanting))
    parts += [_said_of_sheet(one) for one in found.sheets]
    if found.is_changed:
        parts.append(changed_text())
    return words.joined(*parts, words.day(today))


def changed_text() -> str:
    """That papers made now are not what was filed."""
    return QCoreApplication.translate(
        "DocumentsPage", "提出の後に評価の内容が変わっています。書面は今の内容で作られ、その旨が記されます。"
    )


def _said_of_sheet(one: SheetFacts) -> str:
    if not one.is_signed:
        return QCoreApplication.translate("DocumentsPage", "チェックシートは署名なし")
    if not one.is_intact:
        return QCoreApplication.translate("DocumentsPage", "チェックシートの署名を確かめられません")
    if one.agrees is False:
        return QCoreApplication.translate("DocumentsPage", "チェックシートは署名後に評価が変わっています")
    return QCoreApplication.translate("DocumentsPage", "チェックシートは署名済み（%s）") % one.signer


def _line(one: DocumentLine, words: ProcedureWording) -> Line:
    enclosures = one.source[1] if one.source is not None and one.status == "carried" else one.enclosures
    names = words.joined(*(enclosure.name for _, enclosure in enclosures))
    name = one.document.name.in_language(words.language)
    form = "" if one.document.form is None else one.document.form.in_language(words.language)
    shown = f"{name}（{form}）" if form and words.language == "ja" else f"{name} ({form})" if form else name
    texts = (one.document.number, shown, words.label(f"status.{one.status}"), names)
    return Line(one.document.code, texts, verdict=COLORS.get(one.status, "not_applicable"), tip=shown)
