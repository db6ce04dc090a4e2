"""Signing and verifying: the only package that uses pyHanko.

Importing this package costs nothing; each part loads pyHanko when it is first called.

- `assessor.signing.keys`: keys to sign with
- `assessor.signing.sign`: the designer's certification, the official's countersignature
- `assessor.signing.trust_store`: whom the office trusts
- `assessor.signing.verify`: what a received PDF is worth
"""
