"""Networks of proxies, as ``SONGHANH_TRUSTED_PROXIES`` names them."""

import ipaddress


def networks(text: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """«10.0.0.5, 192.168.1.0/24, ::1» as networks; raises ValueError for anything else, and for everybody."""
    found = []
    for word in filter(None, (part.strip() for part in text.split(","))):
        try:
            network = ipaddress.ip_network(word)
        except ValueError as error:
            raise ValueError(f"SONGHANH_TRUSTED_PROXIES: {word!r} is no address and no network") from error
        if network.prefixlen == 0:
            raise ValueError(f"SONGHANH_TRUSTED_PROXIES: {word!r} would believe everybody")
        found.append(network)
    return found
