"""Which addresses may be asked: those that anybody on the internet can reach, at the ports of the web."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

from stelsel.outgoing.failures import ClosedAddress, WrongAddress

LONGEST = 2000
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9]([a-z0-9._-]{0,251}[a-z0-9])?\.?")
REACHABLE = IPv6Network("2000::/3")
"""What is given out as global unicast: loopback, mapped, NAT64, local and multicast lie outside it."""
CLOSED = tuple(
    ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments, some of which count as global
        "192.88.99.0/24",  # relays of 6to4
        "2001::/23",  # protocol assignments, Teredo among them
        "2001:db8::/32",  # documentation
        "2002::/16",  # 6to4: an IPv4 address in disguise
        "3fff::/20",  # documentation
    )
)


@dataclass(frozen=True, slots=True)
class Target:
    """Where a request goes. `host` is ASCII, in small letters and without brackets; `path` has its query."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def parse(cls, url: str, *, allowed: frozenset[str] = frozenset()) -> Self:
        """Raises WrongAddress. `allowed`: what STELSEL_OUTBOUND_ALLOW names, which may have another port."""
        if len(url) > LONGEST or not url.isprintable() or any(c.isspace() or c == "\\" for c in url):
            raise WrongAddress
        try:
            parts = urlsplit(url)
            scheme, host, given = parts.scheme, _host(parts.hostname or ""), parts.port
        except ValueError as error:
            raise WrongAddress from error
        if scheme not in PORTS or "@" in parts.netloc:
            raise WrongAddress
        port = given or PORTS[scheme]
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
        target = cls(scheme, host, port, f"{path}?{query}" if query else path)
        if port not in PORTS.values() and not target.is_among(allowed):
            raise ClosedAddress
        return target

    def is_among(self, allowed: frozenset[str]) -> bool:
        return self.authority(always=True) in allowed

    def authority(self, *, always: bool = False) -> str:
        """Host and port as a header bears them; without the port that goes without saying, unless `always`."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if not always and self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    def follow(self, location: str) -> str:
        """The address that a redirect from here points to."""
        return urljoin(f"{self.scheme}://{self.authority()}{self.path}", location)


def allowed(setting: str) -> frozenset[str]:
    """The host:port pairs of STELSEL_OUTBOUND_ALLOW, between commas or spaces."""
    return frozenset(setting.casefold().replace(",", " ").split())


def is_open(address: str) -> bool:
    """True for an address on the open internet. Stricter than `is_global`, which lets NAT64 and multicast through."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and (found.scope_id or found not in REACHABLE):
        return False
    return found.is_global and not found.is_multicast and not any(_within(found, network) for network in CLOSED)


def _within(address: IPv4Address | IPv6Address, network: object) -> bool:
    return address.version == getattr(network, "version", 0) and address in network  # type: ignore[operator]


def _host(host: str) -> str:
    """A name as it is asked for: full-width and circled letters become what they look like. Raises ValueError."""
    if ":" in host and "%" not in host:
        return str(IPv6Address(host))
    name = host.encode("idna").decode("ascii").lower()
    if not HOST.fullmatch(name):
        raise ValueError("no host")
    return name
