"""Prints vectors.json: one signed request per scheme and variant, made without any code of this project.

HMACs come from Python's own hmac, ed25519 signatures from the openssl command; bodies are not ASCII on purpose.
Vectors of published libraries and specifications stand in published.json with their source.

    python3 test/providers/vectors/generate.py > test/providers/vectors/vectors.json
"""
import base64
import hashlib
import hmac
import json
import subprocess
import tempfile

AT = 1775037600
BODY = '{"event":"verification.completed","name":"Zoë 名前","n":1.10}'
MATERIAL = bytes(range(7, 39))
TEXT = "not-a-real-secret:only-for-vectors"


def mac(key, message, digest="sha256"):
    return hmac.new(key, message, getattr(hashlib, digest)).digest()


def openssl_signature(seed, message):
    """Signs with the openssl command; the key is PKCS#8 around a fixed seed. Returns signature and public key."""
    private = bytes.fromhex("302e020100300506032b657004220420") + seed
    with tempfile.NamedTemporaryFile() as key, tempfile.NamedTemporaryFile() as text:
        key.write(private), key.flush(), text.write(message), text.flush()
        sign = ["openssl", "pkeyutl", "-sign", "-rawin", "-keyform", "DER", "-inkey", key.name, "-in", text.name]
        public = ["openssl", "pkey", "-inform", "DER", "-in", key.name, "-pubout", "-outform", "DER"]
        return subprocess.check_output(sign), subprocess.check_output(public)[-32:]


def vector(scheme, secret, headers, source="python hmac"):
    return {"scheme": scheme, "source": source, "at": AT, "secret": secret, "headers": headers, "body": BODY}


def vectors():
    body = BODY.encode()
    stamped = f"{AT}.".encode() + body
    encoded = base64.b64encode(MATERIAL).decode()
    for scheme, name in (("svix", "svix"), ("standard-webhooks", "webhook")):
        tag = base64.b64encode(mac(MATERIAL, b"msg_1." + stamped)).decode()
        yield vector(scheme, f"whsec_{encoded}", {
            f"{name}-id": "msg_1", f"{name}-timestamp": str(AT), f"{name}-signature": f"v1,{tag}"})
    signature, public = openssl_signature(MATERIAL, b"msg_1." + stamped)
    yield vector("standard-webhooks", f"whpk_{base64.b64encode(public).decode()}", {
        "webhook-id": "msg_1", "webhook-timestamp": str(AT),
        "webhook-signature": f"v1a,{base64.b64encode(signature).decode()}"}, "openssl pkeyutl")
    for prefix in ("sha256=", ""):
        yield vector("uae-press", TEXT, {
            "x-webhook-id": "01JW4KR9TBMZ", "x-webhook-timestamp": str(AT), "x-webhook-subscription-id": "sub_1",
            "x-webhook-delivery-attempt": "1", "x-webhook-signature": prefix + mac(TEXT.encode(), stamped).hex()})
    stripe = f"whsec_{TEXT}"
    yield vector("stripe", stripe, {"stripe-signature": f"t={AT},v1={mac(stripe.encode(), stamped).hex()}"})
    yield vector("stripe", stripe, {
        "stripe-signature": f"t={AT},v1={mac(b'another', stamped).hex()},v1={mac(stripe.encode(), stamped).hex()},v0={'6f' * 32}"})
    persona = f"wbhsec_{TEXT}"
    own = f"t={AT},v1={mac(persona.encode(), stamped).hex()}"
    yield vector("persona", persona, {"persona-signature": own})
    yield vector("persona", persona, {"persona-signature": f"t={AT},v1={mac(b'another', stamped).hex()} {own}"})
    yield vector("onfido", TEXT, {"x-sha2-signature": mac(TEXT.encode(), body).hex()})
    for digest in ("sha256", "sha512"):
        yield vector("sumsub", TEXT, {
            "x-payload-digest": mac(TEXT.encode(), body, digest).hex(), "x-payload-digest-alg": f"HMAC_{digest.upper()}_HEX"})
    yield vector("veriff", TEXT, {"x-hmac-signature": mac(TEXT.encode(), body).hex(), "x-auth-client": "client-1"})


print(json.dumps(list(vectors()), indent=2, ensure_ascii=False))
