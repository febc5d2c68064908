"""Signatures over a digest: moto hashes whatever it is given, a digest too."""
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import Prehashed
from moto.kms.models import KmsBackend
from moto.kms.responses import KmsResponse

_HASHES = {'ECDSA_SHA_256': hashes.SHA256, 'ECDSA_SHA_384': hashes.SHA384, 'ECDSA_SHA_512': hashes.SHA512}


class _Digest(bytes):
    """Bytes that are a digest already."""


def install():
    sign = KmsBackend.sign

    def _sign(backend, key_id, message, signing_algorithm):
        if not isinstance(message, _Digest):
            return sign(backend, key_id, message, signing_algorithm)
        key = backend.describe_key(key_id)
        algorithm = ec.ECDSA(Prehashed(_HASHES[signing_algorithm]()))
        return key.arn, key.private_key.private_key.sign(bytes(message), algorithm), signing_algorithm

    KmsBackend.sign = _sign
    parameter = KmsResponse._get_param

    def _parameter(response, name, *rest):
        value = parameter(response, name, *rest)
        if name == 'Message' and parameter(response, 'MessageType') == 'DIGEST':
            return _Digest(value)
        return value

    KmsResponse._get_param = _parameter
