"""Programs of others on honest files: what we sign, they call valid."""

import re

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from assessor.signing.reading import open_reader

FILES = ["rsa", "ecdsa", "self-made", "stamped", "countersigned", "countersigned and stamped"]


@pytest.fixture(scope="module")
def signed(desk, certified, countersigned, tsa_url) -> dict[str, bytes]:
    return {
        "rsa": certified,
        "ecdsa": desk.certify("p256"),
        "self-made": desk.certify("self_signed"),
        "stamped": desk.certify("p384", url=tsa_url),
        "countersigned": countersigned,
        "countersigned and stamped": desk.countersign(certified, "rsa3072", url=tsa_url),
    }


@pytest.fixture
def path(signed, request, tmp_path):
    file = tmp_path / "signed.pdf"
    file.write_bytes(signed[request.param])
    return file


@pytest.mark.parametrize("path", FILES, indirect=True)
def test_pdfsig(path, run_tool):
    out = run_tool("pdfsig", "-nocert", str(path))
    count = len(open_reader(path.read_bytes()).embedded_signatures)
    assert out.count("Signature is Valid.") == count
    assert out.count("ETSI.CAdES.detached") == count
    assert out.count("SHA-256") == count
    assert re.search(r"  - Total document signed", out)


@pytest.mark.parametrize("path", FILES, indirect=True)
def test_mutool(path, run_tool):
    out = run_tool("mutool", "sign", "-v", str(path))
    count = len(open_reader(path.read_bytes()).embedded_signatures)
    assert out.count("The document is unchanged since signing.") == 1
    assert out.count("The signature is valid but there have been edits since signing.") == count - 1
    assert "Digest" not in out


@pytest.mark.parametrize("path", FILES, indirect=True)
def test_qpdf(path, run_tool):
    out = run_tool("qpdf", "--check", str(path))
    assert "No syntax or stream encoding errors" in out


@pytest.mark.parametrize("path", FILES, indirect=True)
def test_openssl(path, run_tool, pki, tmp_path, now):
    pdf = path.read_bytes()
    roots = tmp_path / "roots.pem"
    roots.write_bytes(pki.root.certificate.public_bytes(Encoding.PEM) + pki.self_signed.pem)
    for number, one in enumerate(open_reader(pdf).embedded_signatures):
        start, length, gap_end, rest = one.byte_range
        content, signature = tmp_path / f"{number}.bin", tmp_path / f"{number}.der"
        content.write_bytes(pdf[start : start + length] + pdf[gap_end : gap_end + rest])
        signature.write_bytes(
            one.signed_data_bytes if hasattr(one, "signed_data_bytes") else one.pkcs7_content
        )
        out = run_tool(
            "openssl", "cms", "-verify", "-cades", "-binary", "-inform", "DER",
            "-in", str(signature), "-content", str(content), "-CAfile", str(roots),
            "-purpose", "any", "-attime", str(int(now.timestamp())), "-out", str(tmp_path / "out"),
        )  # fmt: skip
        assert "erification successful" in out
        assert (tmp_path / "out").read_bytes() == content.read_bytes()
