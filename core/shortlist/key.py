"""The key that signs lists: Ed25519, made once, in the user's own folder, readable by nobody else.

The key has no pass phrase: whoever can read the file can sign in the user's name, so that its mode is 600. Its
fingerprint is printed in every report, and so stands where nobody can change it afterwards.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from core.errors import Trouble
from core.files import trouble_writing, write_whole
from core.folders import make_folder
from core.i18n import tr
from core.unfinished import unfinished

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = "signing-key.pem"
FINGERPRINT = 40
"""Hexadecimal digits of a fingerprint: 160 bits, nobody makes a second key with the same."""
FOLDER_VARIABLE = "ENTREGENT_KEYS"


def key_folder() -> Path:
    """The folder of the key and of the ledger: the user's own, or the one that ``ENTREGENT_KEYS`` names."""
    from platformdirs import user_data_path

    named = os.environ.get(FOLDER_VARIABLE)
    return Path(named) if named else user_data_path("Entregent", appauthor=False)


@dataclass(frozen=True)
class SigningKey:
    """A private key. ``public`` is the raw public key as hexadecimal digits."""

    private: Ed25519PrivateKey

    @cached_property
    def public(self) -> str:
        return self.private.public_key().public_bytes_raw().hex()

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    def sign(self, message: str) -> str:
        """The signature of a text, as hexadecimal digits."""
        return self.private.sign(message.encode("utf-8")).hex()


def fingerprint(public: str) -> str:
    """The fingerprint of a public key given as hexadecimal digits: SHA-256, cut."""
    return sha256(public.encode("ascii", "replace")).hexdigest()[:FINGERPRINT]


def own_key() -> SigningKey:
    """The user's key, made on first use. Trouble where it cannot be read or made."""
    path = key_folder() / FILE
    try:
        if path.exists():
            return _read_key(path)
    except (OSError, ValueError, TypeError) as fault:
        raise Trouble(
            tr("The key that signs lists cannot be read."), str(path), tr("Look at the rights of that folder.")
        ) from fault
    try:
        return _make_key(path)
    except OSError as fault:
        raise trouble_writing(path, fault) from fault


def own_fingerprint() -> str:
    """The fingerprint of the user's key; empty where there is none yet or it cannot be read."""
    path = key_folder() / FILE
    try:
        return _read_key(path).fingerprint if path.exists() else ""
    except (OSError, ValueError, TypeError):
        return ""


def is_signed_by(public: str, message: str, signature: str) -> bool:
    """Whether a signature (hexadecimal) of a text was made with the private half of a public key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), message.encode("utf-8"))
    except (InvalidSignature, ValueError):
        return False
    return True


def _read_key(path: Path) -> SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    found = load_pem_private_key(path.read_bytes(), None)
    if not isinstance(found, Ed25519PrivateKey):
        raise TypeError(path)
    return SigningKey(found)


def _make_key(path: Path) -> SigningKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    made = Ed25519PrivateKey.generate()
    make_folder(path.parent)
    pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # With its mode from the start: there is no moment at which somebody else could read it.
    with unfinished(path, 0o600) as draft:
        with draft.open("wb") as file:
            file.write(pem)
            file.flush()
            os.fsync(file.fileno())
        try:
            # Whole or not at all, and never in the place of a key that another program made meanwhile.
            os.link(draft, path)
        except FileExistsError:
            return _read_key(path)
    return SigningKey(made)


def write_private(path: Path, text: str) -> None:
    """Writes a file of the user's own folder whole, for nobody else to read."""
    make_folder(path.parent)
    write_whole(path, text.encode("utf-8"))
    path.chmod(0o600)
