"""pyHanko's signer, held to what this product promises (imported only when something is signed)."""

import copy
import io
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from asn1crypto import algos, tsp, x509
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.attributes import (
    CMSAlgorithmProtectionProvider,
    CMSAttributeProvider,
    SignedAttributeProviderSpec,
)
from pyhanko.sign.general import as_signing_certificate_v2
from pyhanko.sign.signers import PdfSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.stamp import StaticStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from assessor.signing.reading import decode_limits


class PlainWriter(IncrementalPdfFileWriter):
    """Appends to a PDF without touching its Info dictionary and XMP packet.

    pyHanko would write a new modification date. After a signature, changed metadata is what a forger
    leaves behind, and before it, Info and XMP would no longer agree as PDF/A wants.
    """

    def _update_meta(self) -> None:
        """Leaves the metadata as it is."""


class HouseSigner(PdfSigner):
    """Signs at a given moment and leaves the catalogue's extensions alone.

    pyHanko raises the PDF version to 2.0 for elliptic curves, which PDF/A-3 does not allow.
    """

    moment: datetime | None = None

    def register_extensions(self, pdf_out: Any, *, md_algorithm: str) -> None:
        """Registers none."""

    def init_signing_session(self, pdf_out: Any, existing_fields_only: bool = False) -> PdfSigningSession:
        """Starts the session with the given signing time instead of the clock's."""
        session = super().init_signing_session(pdf_out, existing_fields_only)
        if self.moment is not None:
            session.system_time = self.moment
        return session


class BoundAttributes(SignedAttributeProviderSpec):
    """Signed attributes that bind every embedded certificate and the algorithms.

    The list of certificates stands outside the signed bytes; naming each by its hash inside (RFC 5035
    allows more than the signer's) leaves no byte of it open to change.
    """

    def __init__(
        self,
        holder: x509.Certificate,
        others: Iterable[x509.Certificate],
        mechanism: Callable[[str], algos.SignedDigestAlgorithm],
    ) -> None:
        self._certificates = [holder, *others]
        self._mechanism = mechanism

    def signed_attr_providers(
        self,
        data_digest: bytes,  # noqa: ARG002 # pyHanko's signature of the method
        digest_algorithm: str,
    ) -> Iterable[CMSAttributeProvider]:
        """The attributes beside content type and message digest, which pyHanko adds itself."""
        yield _AllCertificates(self._certificates)
        yield CMSAlgorithmProtectionProvider(
            digest_algo=digest_algorithm, signature_algo=self._mechanism(digest_algorithm)
        )


class _AllCertificates(CMSAttributeProvider):
    attribute_type = "signing_certificate_v2"

    def __init__(self, certificates: list[x509.Certificate]) -> None:
        self._certificates = certificates

    async def build_attr_value(self, dry_run: bool = False) -> tsp.SigningCertificateV2:  # noqa: ARG002
        """The attribute's value: one hash per certificate, the signer's first."""
        first, *rest = (as_signing_certificate_v2(certificate) for certificate in self._certificates)
        for more in rest:
            first["certs"].append(more["certs"][0])
        return first


class PageContent(PdfContent):
    """The first page of a PDF held in memory, as the content of a stamp."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Imports the page and draws it."""
        writer = self._ensure_writer
        page = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/StampPage"] = page
        x1, y1, x2, y2 = page.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(x2 - x1), height=abs(y2 - y1))
        return b"/StampPage Do"


def stamp_style(stamp_pdf: bytes | None) -> StaticStampStyle:
    """Appearance drawn from a page, fitted into the field; an empty one when there is no page."""
    fit = SimpleBoxLayoutRule(
        x_align=AxisAlignment.ALIGN_MID,
        y_align=AxisAlignment.ALIGN_MID,
        margins=Margins(0, 0, 0, 0),
        inner_content_scaling=InnerScaling.STRETCH_TO_FIT,
    )
    page = PageContent(stamp_pdf) if stamp_pdf is not None else None
    return StaticStampStyle(border_width=0, background=page, background_layout=fit)


class ArchiveWriter(PlainWriter):
    """A writer that leaves the PDF version and the catalogue's extensions as PDF/A-3 wants them."""

    def register_extension(self, ext: Any) -> None:
        """Registers none."""

    def ensure_output_version(self, version: Any) -> None:
        """Leaves the version."""


def open_archive_writer(pdf: bytes) -> ArchiveWriter:
    """A writer that appends an archive time stamp to `pdf`."""
    return ArchiveWriter(io.BytesIO(pdf), strict=True, decode_limits=decode_limits())


def open_writer(pdf: bytes) -> PlainWriter:
    """A writer that appends to `pdf`."""
    return PlainWriter(io.BytesIO(pdf), strict=True, decode_limits=decode_limits())


def bind(signer: Any) -> Any:
    """A copy of a pyHanko signer whose signatures bind all certificates that they carry."""
    bound = copy.copy(signer)
    holder = bound.signing_cert
    carried = [certificate for certificate in bound.cert_registry if certificate.dump() != holder.dump()]
    # The holder's own is always added: a registry that holds it too would embed it twice.
    registry = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    registry.register_multiple(carried)
    bound._cert_registry = registry  # noqa: SLF001 # it has no setter
    bound.signed_attr_prov_spec = BoundAttributes(holder, carried, bound.get_signature_mechanism_for_digest)
    return bound
