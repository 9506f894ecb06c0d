"""Signing in at the municipality's own identity provider, by OpenID Connect's code flow.

With PKCE, a state and a nonce that only this browser knows; the provider's answer is checked against
its own keys before anything in it is believed. Needs the optional part: `pip install intlflow[oidc]`.
"""

import secrets
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from intlflow.app.access.keys import same, seal
from intlflow.settings import Entry

if TYPE_CHECKING:
    import httpx

CALLBACK = "/logga-in-med/oidc/svar"
SECONDS = 10.0  # that the provider may take for one answer
KEYS_HOLD = 3600  # seconds until its description and keys are fetched again
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"]
SCOPE = "openid email profile"


class NotVouched(Exception):
    """The provider did not vouch for anybody.

    Args:
        why: for the log, not for the person.
    """


@dataclass(frozen=True, slots=True)
class Errand:
    """What the browser keeps while its owner is at the provider's."""

    state: str
    nonce: str
    verifier: str
    till: str

    def kept(self, secret: bytes, at: datetime) -> str:
        """As a cookie, sealed."""
        parts = (self.state, self.nonce, self.verifier, str(int(at.timestamp())), self.till)
        return "~".join((*parts[:4], seal(secret, "oidc", *parts), self.till))

    @classmethod
    def read(cls, secret: bytes, cookie: str, at: datetime) -> "Errand | None":
        """From a cookie that we have sealed within the last ten minutes."""
        parts = cookie.split("~", 5)
        if len(parts) != 6:
            return None
        state, nonce, verifier, second, mark, till = parts
        if not same(mark, seal(secret, "oidc", state, nonce, verifier, second, till)):
            return None
        return cls(state, nonce, verifier, till) if at.timestamp() - int(second) < 600 else None


def new_errand(till: str) -> Errand:
    """A fresh one."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    return Errand(state, nonce, verifier, till)


@dataclass
class Provider:
    """An identity provider.

    Args:
        entry: where it is and what it knows us by.
        address: where people reach our pages.
    """

    entry: Entry
    address: str
    _known: dict[str, Any] = field(default_factory=dict)
    _keys: Any = None
    _fetched: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def way_there(self, errand: Errand, at: datetime) -> str:
        """The address at the provider's where somebody signs in.

        Raises:
            NotVouched: the provider does not answer.
        """
        known = self._description(at)
        with self._client() as client:
            url, _ = client.create_authorization_url(
                known["authorization_endpoint"],
                state=errand.state,
                nonce=errand.nonce,
                code_verifier=errand.verifier,
            )
        return str(url)

    def vouched(self, errand: Errand, code: str, at: datetime) -> str:
        """The e-mail address of whoever signed in.

        Raises:
            NotVouched: the code is not good, or the answer is not the provider's or not for us.
        """
        known = self._description(at)
        try:
            with self._client() as client:
                answer = client.fetch_token(
                    known["token_endpoint"],
                    code=code,
                    code_verifier=errand.verifier,
                    grant_type="authorization_code",
                )
        except Exception as error:  # the library raises many kinds; none lets anybody in
            raise NotVouched(type(error).__name__) from error
        return _email(self._claims(answer, errand, at))

    def _claims(self, answer: Mapping[str, Any], errand: Errand, at: datetime) -> dict[str, Any]:
        from joserfc import jwt
        from joserfc.errors import JoseError

        rules = jwt.JWTClaimsRegistry(
            now=int(at.timestamp()),
            leeway=60,
            iss={"essential": True, "value": self.entry.oidc_issuer or ""},
            aud={"essential": True, "value": self.entry.oidc_client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": errand.nonce},
        )
        try:
            token = jwt.decode(str(answer.get("id_token")), self._keys, algorithms=ALGORITHMS)
            rules.validate(token.claims)
        except (JoseError, ValueError, TypeError) as error:
            raise NotVouched(type(error).__name__) from error
        others = token.claims.get("aud")
        several = isinstance(others, list) and len(others) > 1
        if several and token.claims.get("azp") != self.entry.oidc_client_id:
            raise NotVouched("azp")
        return dict(token.claims)

    def _client(self) -> Any:
        from authlib.integrations.httpx_client import OAuth2Client

        return OAuth2Client(
            client_id=self.entry.oidc_client_id,
            client_secret=self.entry.oidc_client_secret or None,
            scope=SCOPE,
            redirect_uri=self.address + CALLBACK,
            code_challenge_method="S256",
            timeout=SECONDS,
            follow_redirects=False,
            trust_env=False,
        )

    def _description(self, at: datetime) -> dict[str, Any]:
        """What the provider says of itself, and its keys; fetched once an hour."""
        import httpx
        from joserfc.errors import JoseError
        from joserfc.jwk import KeySet

        with self._lock:
            if self._known and at.timestamp() - self._fetched < KEYS_HOLD:
                return self._known
            try:
                with httpx.Client(timeout=SECONDS, trust_env=False) as client:
                    known = _json(
                        client, f"{self.entry.oidc_issuer}/.well-known/openid-configuration"
                    )
                    if str(known.get("issuer", "")).rstrip("/") != self.entry.oidc_issuer:
                        raise NotVouched("another issuer")
                    keys = _json(client, str(known["jwks_uri"]))
                self._keys = KeySet.import_key_set(keys)  # type: ignore[arg-type]
            except (httpx.HTTPError, JoseError, ValueError, KeyError, TypeError) as error:
                raise NotVouched(type(error).__name__) from error
            self._known, self._fetched = known, at.timestamp()
            return known


def _json(client: "httpx.Client", url: str) -> dict[str, Any]:
    answer = client.get(url)
    answer.raise_for_status()
    return dict(answer.json())


def _email(claims: Mapping[str, Any]) -> str:
    """The address, unless the provider itself doubts it."""
    email = claims.get("email")
    if not isinstance(email, str) or "@" not in email:
        raise NotVouched("no address")
    if claims.get("email_verified") is False:
        raise NotVouched("an address that nobody has checked")
    return email
