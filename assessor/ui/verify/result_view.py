"""The answer about a received PDF: one sentence, then the facts apart."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from assessor.messages import Language, explain, text
from assessor.signing.verification import SignatureFacts
from assessor.ui.context import plain_label
from assessor.ui.output.export_form import grouped
from assessor.ui.painting import TextBlock
from assessor.ui.theme import Theme
from assessor.ui.verify.differences import DifferencesModel
from assessor.ui.verify.findings import (
    KNOWN,
    MARKS,
    Checked,
    fact_lines,
    finding_sentences,
    headline,
    recompute_sentences,
)
from assessor.workflow.embedded_case import embedded_case
from assessor.workflow.verifying import approval_sentence

ROWS_SHOWN = 8


class ResultView(QWidget):
    """Shows one checked file."""

    trust_asked = Signal(str)
    """The signer of this fingerprint shall be trusted."""
    sheet_asked = Signal()
    """The embedded assessment shall be shown."""

    def __init__(self, theme: Theme, language: Language, checked: Checked) -> None:
        super().__init__()
        self._theme = theme
        self._language: Language = language
        self._checked = checked
        self._lines = QVBoxLayout(self)
        px = theme.px
        self._lines.setContentsMargins(px(16), px(12), px(16), px(16))
        self._lines.setSpacing(px(8))
        self._add_headline()
        self._add_case()
        for one in checked.verified.verification.signatures:
            self._add_signature(one)
        self._add_recomputed()
        self._add_file()
        self._lines.addStretch(1)

    # Headline -------------------------------------------------------------------------------------------

    def _add_headline(self) -> None:
        verified = self._checked.verified
        kind = headline(verified)
        mark, tone = MARKS[kind]
        findings = finding_sentences(verified, self._language)
        sentence, used = self._sentence(findings)
        box = QFrame()
        box.setObjectName("headline")
        box.setProperty("tone", tone)
        inner = QVBoxLayout(box)
        px = self._theme.px
        inner.setContentsMargins(px(12), px(8), px(12), px(8))
        self.headline = plain_label(f"{mark} {sentence}", name="headlineText", wraps=True)
        self.headline.setProperty("tone", tone)
        inner.addWidget(self.headline)
        self._lines.addWidget(box)
        approval = approval_sentence(verified, self._language)
        if approval:
            self._block(approval)
        if verified.verification.archive_stamps:
            count = verified.verification.archive_stamps
            self._block(text("cli.verify.archive", self._language, count=count))
        for finding in findings:
            if finding not in used:
                self._block(f"・{finding}")

        for fault in self._checked.faults:
            self._block("！ " + "".join(explain(fault, self._language)), "warn")

    def _block(self, text_: str, color: str = "text") -> None:
        block = TextBlock(self._theme, color=color)
        block.setText(text_)
        self._lines.addWidget(block)

    def _sentence(self, findings: list[str]) -> tuple[str, list[str]]:
        """The headline, and the findings it holds already."""
        verified = self._checked.verified
        first = findings[:1]
        why = "".join(first)
        signers = verified.verification.signatures
        names = self.tr("、").join(one.holder for one in signers)
        unknown = self.tr("、").join(one.holder for one in signers if one.known not in KNOWN)
        match headline(verified):
            case "agrees":
                said = self.tr("署名後の変更はなく、再計算した判定とも一致します。署名者：%s")
                return said % names, []
            case "unknown_signer":
                said = self.tr(
                    "署名後の変更はなく判定も一致しますが、署名者「%s」が本人であることは確認できません。"
                )
                return said % unknown, []
            case "revoked":
                said = self.tr("署名後の変更はなく判定も一致しますが、署名者の証明書が失効しています（%s）。")
                return said % names, []
            case "differs":
                said = self.tr("署名後の変更はありませんが、記載された内容が再計算の結果と食い違います。")
                return said + "".join(recompute_sentences(verified, self._language)[:1]), []
            case "changed":
                return self.tr("署名後に変更されています。%s") % why, first
            case "not_recomputed":
                reason = "".join(recompute_sentences(verified, self._language)[:1])
                return self.tr("署名は有効ですが、判定を再計算できないため、確認できません。%s") % reason, []
            case _:
                return self.tr("検証できません。%s") % why, first

    # What it is about -----------------------------------------------------------------------------------

    def _add_case(self) -> None:
        """Which case the embedded data say it is; of a report that of the file inside it."""
        about = embedded_case(self._checked.verified)
        names = (
            (self.tr("案件名"), about.name),
            (self.tr("所在地"), about.address),
            (self.tr("区分"), about.category_in(self._language)),
        )
        shown = [(name, said) for name, said in names if said]
        if shown:
            self._facts(shown)

    def _facts(self, lines: Sequence[tuple[str, str]]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setColumnStretch(1, 1)
        grid.setContentsMargins(0, self._theme.px(8), 0, 0)
        for line, (name, said) in enumerate(lines):
            grid.addWidget(plain_label(name, name="caption"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_selectable(said), line, 1)
        self._lines.addLayout(grid)

    # Signatures -----------------------------------------------------------------------------------------

    def _add_signature(self, one: SignatureFacts) -> None:
        px = self._theme.px
        is_plain = one.role == "other" and one == self._checked.verified.maker
        role = text(f"cli.role.{'plain_maker' if is_plain else one.role}", self._language)
        who = f"{one.holder}（{one.organisation}）" if one.organisation else one.holder
        title = plain_label(
            self.tr("%(role)sの署名　%(who)s") % {"role": role, "who": who}, name="heading", wraps=True
        )
        title.setContentsMargins(0, px(8), 0, 0)
        self._lines.addWidget(title)
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(4))
        grid.setColumnStretch(1, 1)
        names = (
            self.tr("署名後の変更"),
            self.tr("署名者は本人か"),
            self.tr("証明書の失効"),
            self.tr("署名の時刻"),
        )
        for line, (name, (tone, said)) in enumerate(zip(names, fact_lines(one, self._language), strict=True)):
            grid.addWidget(plain_label(name), line, 0, Qt.AlignmentFlag.AlignTop)
            fact = TextBlock(self._theme, color=tone)
            fact.setText(said)
            fact.setAccessibleName(f"{name} {said}")
            grid.addWidget(fact, line, 1)
        about = (
            (self.tr("発行者"), one.issuer),
            (
                self.tr("有効期間"),
                f"{one.not_before.astimezone():%Y-%m-%d} – {one.not_after.astimezone():%Y-%m-%d}",
            ),
            (self.tr("指紋（SHA-256）"), grouped(one.fingerprint)),
        )
        for line, (name, said) in enumerate(about, len(names)):
            grid.addWidget(plain_label(name, name="caption"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(_selectable(said), line, 1)
        self._lines.addLayout(grid)
        if one.known not in KNOWN and one.is_unchanged and one.fingerprint in self._checked.certificates:
            button = QPushButton(self.tr("この署名者を信頼する…"))
            button.setProperty("fingerprint", one.fingerprint)
            button.clicked.connect(self._on_trust)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._lines.addLayout(row)

    def _on_trust(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.trust_asked.emit(button.property("fingerprint"))

    # Recomputation --------------------------------------------------------------------------------------

    def _add_recomputed(self) -> None:
        px = self._theme.px
        verified = self._checked.verified
        recomputed = verified.recomputed
        title = plain_label(self.tr("埋め込まれた評価データからの再計算"), name="heading", wraps=True)
        title.setContentsMargins(0, px(8), 0, 0)
        self._lines.addWidget(title)
        if recomputed.rows:
            said = self.tr("版 %(edition)s の%(rows)d項目を再計算しました。全体の判定：%(result)s") % {
                "edition": recomputed.edition,
                "rows": recomputed.rows,
                "result": text(f"wording.result.{recomputed.result}", self._language),
            }
            self._block(said)
        if recomputed.state == "equal":
            self._block(self.tr("✓ 印字された判定とすべて一致します。"), "good")
        for sentence in recompute_sentences(verified, self._language):
            self._block(f"・{sentence}")
        if recomputed.differences:
            self._lines.addWidget(self._differences())
        if verified.verification.attachment is not None:
            button = QPushButton(self.tr("埋め込まれた評価を見る（読み取り専用）"))
            button.clicked.connect(self.sheet_asked)
            row = QHBoxLayout()
            row.addWidget(button)
            row.addStretch(1)
            self._lines.addLayout(row)

    def _differences(self) -> QTableView:
        px = self._theme.px
        table = QTableView()
        self.differences = DifferencesModel(self._checked.verified.recomputed, self._language, table)
        table.setModel(self.differences)
        table.setAccessibleName(self.tr("一致しない判定"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setShowGrid(False)
        table.setObjectName("padded")
        table.verticalHeader().hide()
        line = table.fontMetrics().height() + px(8)
        table.verticalHeader().setDefaultSectionSize(line)
        table.resizeColumnsToContents()
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        shown = min(ROWS_SHOWN, self.differences.rowCount())
        table.setMinimumHeight(table.horizontalHeader().sizeHint().height() + shown * line + px(4))
        return table

    def _add_file(self) -> None:
        """The fingerprint of the data, named and grouped as on every page, and that of the file."""
        verified = self._checked.verified
        lines = []
        if verified.data_fingerprint:
            name = text("report.fingerprint_long", self._language)
            said = grouped(verified.data_fingerprint)
            lines.append((name, said))
        lines.append((self.tr("ファイルの指紋（SHA-256）"), grouped(verified.verification.file_fingerprint)))
        self._facts(lines)


def _selectable(text_: str) -> QLabel:
    label = plain_label(text_, name="caption", wraps=True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
