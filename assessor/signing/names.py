"""Names that the signed file is known by; they are part of the file form and never change."""

DESIGNER_FIELD = "DesignerSignature"
OFFICIAL_FIELD = "CounterSignature"
REPORT_FIELD = "ReviewSignature"
ARCHIVE_FIELD = "ArchiveTimestamp"
ATTACHMENT = "assessment.json"
REVIEW = "review.json"
