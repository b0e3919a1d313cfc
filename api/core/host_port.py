"""Addresses of the settings, as `host:port`."""

_LAST_PORT = 65_535


def host_and_port(address: str) -> tuple[str, int]:
    """`[::1]:3310` for an IPv6 address; raises ValueError for anything else."""
    host, colon, port = address.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    digits = port.isascii() and port.isdigit()
    if not (colon and host and digits and int(port) <= _LAST_PORT):
        raise ValueError("écrivez l’adresse « hôte:port »")
    return host, int(port)
