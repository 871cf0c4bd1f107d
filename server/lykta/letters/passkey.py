"""Is it the person? A passkey, checked with the person verified (WebAuthn level 3, protocol §7).

The authenticator's own secret (PRF) never comes here: it opens what lies on the phone alone.
"""

from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

import msgspec
import webauthn
from msgspec import Struct
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    CredentialDeviceType,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from lykta.letters import base64

NAME = "Lykta"
"""All that the phone's own list of passkeys shows: neither unit nor person."""
CREDENTIAL_BYTES_MAX = 1024


class Made(NamedTuple):
    """What a new passkey is known by."""

    credential: bytes
    public_key: bytes
    """COSE."""
    sign_count: int
    backed_up: bool
    """It may be on other devices of the same account too (BE, BS)."""


class Known(Protocol):
    """A passkey as it is kept."""

    @property
    def credential(self) -> bytes: ...
    @property
    def public_key(self) -> bytes: ...
    @property
    def sign_count(self) -> int: ...


class NotShown(Exception):
    """What came does not show that the person was there."""


class Cloned(NotShown):
    """Right in everything, but the authenticator has counted on elsewhere (A74)."""


def options_to_make(origin: str, device: str, challenge: bytes, old: bytes | None) -> Any:
    """For `navigator.credentials.create`, as JSON. `old` is replaced, not kept beside it."""
    options = webauthn.generate_registration_options(
        rp_id=_host(origin),
        rp_name=NAME,
        user_name=NAME,
        user_id=device.encode(),
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.PREFERRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=old)] if old else None,
    )
    return msgspec.json.decode(webauthn.options_to_json(options))


def options_to_show(origin: str, challenge: bytes, credential: bytes) -> Any:
    """For `navigator.credentials.get`, as JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(origin),
        challenge=challenge,
        allow_credentials=[PublicKeyCredentialDescriptor(id=credential)],
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return msgspec.json.decode(webauthn.options_to_json(options))


def made(origin: str, challenge: bytes, answer: msgspec.Raw) -> Made:
    """Raises NotShown."""
    try:
        _not_framed(answer)
        found = webauthn.verify_registration_response(
            credential=bytes(answer).decode(),
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise NotShown from wrong
    if len(found.credential_id) > CREDENTIAL_BYTES_MAX:
        raise NotShown
    return Made(
        found.credential_id,
        found.credential_public_key,
        found.sign_count,
        found.credential_device_type is CredentialDeviceType.MULTI_DEVICE,
    )


def shown(origin: str, challenge: bytes, answer: msgspec.Raw, passkey: Known) -> int:
    """The authenticator's new count. Raises NotShown or Cloned."""
    try:
        _not_framed(answer)
        found = webauthn.verify_authentication_response(
            credential=bytes(answer).decode(),
            expected_challenge=challenge,
            expected_rp_id=_host(origin),
            expected_origin=origin,
            credential_public_key=passkey.public_key,
            # Its own comparison tells a clone by the same error as a wrong signature.
            credential_current_sign_count=0,
            require_user_verification=True,
        )
    except Exception as wrong:
        raise NotShown from wrong
    if found.credential_id != passkey.credential:
        raise NotShown
    if passkey.sign_count and found.new_sign_count <= passkey.sign_count:
        raise Cloned
    return found.new_sign_count


class _ClientData(Struct):
    crossOrigin: bool = False


class _Response(Struct):
    clientDataJSON: str


class _Answer(Struct):
    response: _Response


def _not_framed(answer: msgspec.Raw) -> None:
    """A page of somebody else's around ours; the library does not look (A72)."""
    given = msgspec.json.decode(answer, type=_Answer).response.clientDataJSON
    data = msgspec.json.decode(base64.decode(given) or b"", type=_ClientData)
    if data.crossOrigin:
        raise NotShown


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""
