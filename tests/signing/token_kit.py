"""A real token in software (SoftHSM2): made, filled and spoiled by the tests."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

MODULES = (
    "/usr/lib/softhsm/libsofthsm2.so",
    "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib/aarch64-linux-gnu/softhsm/libsofthsm2.so",
    "/usr/lib64/libsofthsm2.so",
    "/opt/homebrew/lib/softhsm/libsofthsm2.so",
)
PIN = "4711"
# In a process of its own: the module reads its configuration once, when it is first loaded.
PUT_CERTIFICATE = """
import sys
import pkcs11
from pkcs11.util.x509 import decode_x509_certificate
module, token, pin, name, number, der = sys.argv[1:]
with pkcs11.lib(module).get_token(token_label=token).open(rw=True, user_pin=pin) as session:
    attributes = decode_x509_certificate(bytes.fromhex(der))
    attributes |= {
        pkcs11.Attribute.TOKEN: True,
        pkcs11.Attribute.LABEL: name,
        pkcs11.Attribute.ID: bytes.fromhex(number),
    }
    session.create_object(attributes)
"""


@dataclass
class TokenKit:
    """Tokens in a folder of the tests; all are made before the module is first loaded."""

    module: Path
    folder: Path
    count: dict[str, int] = field(default_factory=dict)

    def run(self, *command: str) -> None:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        assert done.returncode == 0, done.stdout + done.stderr

    def make(self, label: str) -> None:
        self.run(
            "softhsm2-util", "--init-token", "--free", "--label", label, "--so-pin", "87654321", "--pin", PIN
        )  # fmt: skip

    def put(self, label: str, issued, name: str, *, key: bool = True, chain: bool = False) -> None:
        """A certificate with its key on the token."""
        number = self.count[label] = self.count.get(label, 0) + 1
        key_id = f"{number:02x}"
        if key:
            file = self.folder / "key.pem"
            file.write_bytes(issued.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
            self.run(
                "softhsm2-util", "--import", str(file), "--token", label, "--label", name,
                "--id", key_id, "--pin", PIN,
            )  # fmt: skip
            file.unlink()
        self._certificate(label, issued.der, name, key_id)
        for level, above in enumerate(issued.chain if chain else ()):
            self._certificate(label, above.public_bytes(Encoding.DER), f"above {level}", f"f{level}")

    def _certificate(self, label: str, der: bytes, name: str, key_id: str) -> None:
        self.run(
            sys.executable, "-c", PUT_CERTIFICATE, str(self.module), label, PIN, name, key_id, der.hex()
        )  # fmt: skip


def make_tokens(folder: Path, pki) -> TokenKit:
    """Every token the tests use."""
    found = next((Path(one) for one in MODULES if Path(one).is_file()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("SoftHSM2 is not installed")
    (folder / "tokens").mkdir()
    configuration = folder / "softhsm2.conf"
    configuration.write_text(f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(configuration)
    kit = TokenKit(found, folder)
    for label in ("rsa", "ec", "several", "odd", "bare", "twin", "twin"):
        kit.make(label)
    kit.put("rsa", pki.rsa2048, "architect", chain=True)
    kit.put("ec", pki.p256, "official", chain=True)
    kit.put("several", pki.rsa3072, "one")
    kit.put("several", pki.p384, "two")
    kit.put("odd", pki.expired, "expired")
    kit.put("odd", pki.future, "future")
    kit.put("odd", pki.short, "short")
    kit.put("odd", pki.rsa2048, "no key", key=False)
    kit.put("bare", pki.rsa2048, "no key", key=False)
    return kit
