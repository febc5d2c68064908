"""Judges signed requests with nothing but Python's standard library: one JSON object a line in, one word a line out.

Independent of the receiver on purpose: written from the providers' documentation, in another language, with another HMAC.
"""
import base64
import hashlib
import hmac
import json
import sys


def mac(key, message, digest="sha256"):
    return hmac.new(key, message, getattr(hashlib, digest)).digest()


def by_id(prefix):
    def verify(secret, headers, body):
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        signed = f"{headers[prefix + '-id']}.{headers[prefix + '-timestamp']}.".encode() + body
        expected = "v1," + base64.b64encode(mac(key, signed)).decode()
        return any(hmac.compare_digest(expected, given) for given in headers[prefix + "-signature"].split(" "))
    return verify


def uae(secret, headers, body):
    expected = mac(secret.encode(), headers["x-webhook-timestamp"].encode() + b"." + body).hex()
    return hmac.compare_digest(expected, headers["x-webhook-signature"].removeprefix("sha256="))


def sets(name):
    def verify(secret, headers, body):
        for each in headers[name].split(" "):
            pairs = [part.split("=", 1) for part in each.split(",")]
            moment = dict(pairs)["t"]
            expected = mac(secret.encode(), moment.encode() + b"." + body).hex()
            if any(key == "v1" and hmac.compare_digest(expected, value) for key, value in pairs):
                return True
        return False
    return verify


def plain(name):
    return lambda secret, headers, body: hmac.compare_digest(mac(secret.encode(), body).hex(), headers[name])


def sumsub(secret, headers, body):
    digest = {"HMAC_SHA256_HEX": "sha256", "HMAC_SHA512_HEX": "sha512"}[headers["x-payload-digest-alg"]]
    return hmac.compare_digest(mac(secret.encode(), body, digest).hex(), headers["x-payload-digest"])


SCHEMES = {
    "svix": by_id("svix"), "standard-webhooks": by_id("webhook"), "uae-press": uae, "stripe": sets("stripe-signature"),
    "persona": sets("persona-signature"), "onfido": plain("x-sha2-signature"), "sumsub": sumsub, "veriff": plain("x-hmac-signature"),
}

for line in sys.stdin:
    request = json.loads(line)
    verify = SCHEMES[request["scheme"]]
    print("accepted" if verify(request["secret"], request["headers"], base64.b64decode(request["body"])) else "refused")
