"""Certificates made for a test: of an authority that is believed, and such as nobody should believe."""

import ipaddress
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DAY = timedelta(days=1)
OTHER_USES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "encipher_only", "decipher_only",
)  # fmt: skip
NO_OTHER_USE = dict.fromkeys(OTHER_USES, False)


class Authority:
    """Somebody who signs certificates; `file` is where its own is kept, for `SOURCES_CA_FILE`."""

    def __init__(self, folder, name):
        self.folder, self.name = folder, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.key = ec.generate_private_key(ec.SECP256R1())
        own = self._certificate(self.name, self.key, DAY)
        own = own.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        own = own.add_extension(x509.KeyUsage(key_cert_sign=True, crl_sign=True, **NO_OTHER_USE), critical=True)
        self.file = folder / f"{name}.pem"
        self.file.write_bytes(own.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def signed(self, address="127.0.0.1", lasts=DAY):
        """The file of a new key and its certificate, which says `address` and ends in `lasts` from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        made = self._certificate(x509.Name([]), key, lasts)
        said = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(address))])
        made = made.add_extension(said, critical=True).sign(self.key, hashes.SHA256())
        file = self.folder / f"{made.serial_number}.pem"
        plain = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        pem = serialization.Encoding.PEM
        file.write_bytes(key.private_bytes(pem, *plain) + made.public_bytes(pem))
        return file

    def _certificate(self, name, key, lasts):
        now = datetime.now(UTC)
        issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(self.key.public_key())
        made = x509.CertificateBuilder().subject_name(name).issuer_name(self.name).public_key(key.public_key())
        made = made.serial_number(x509.random_serial_number()).not_valid_before(now - 10 * DAY)
        made = made.not_valid_after(now + lasts).add_extension(issuer, critical=False)
        return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
