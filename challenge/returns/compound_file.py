"""The older container of Microsoft's files (.doc, .xls, and locked .docx): the names it holds, read within bounds.

After [MS-CFB], the published description of compound files.
"""

import struct

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA
_MOST_ENTRIES = 10_000


def streams(data: bytes) -> dict[str, int]:
    """Names of the streams and storages with the offset in the file at which each begins (-1: none, or among the small ones).

    A damaged container yields what could be read, nothing at worst.
    """
    try:
        return _streams(data)
    except (struct.error, ValueError, IndexError):
        return {}


def _streams(data: bytes) -> dict[str, int]:
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        return {}
    size = 1 << shift
    first = struct.unpack_from("<I", data, 48)[0]
    small = struct.unpack_from("<I", data, 56)[0]
    table = _table(data, size)
    found: dict[str, int] = {}
    for sector in _chain(table, first):
        for at in range((sector + 1) * size, (sector + 2) * size, 128):
            length, kind = struct.unpack_from("<H", data, at + 64)[0], data[at + 66]
            if kind in (1, 2, 5) and 2 <= length <= 64:
                name = data[at : at + length - 2].decode("utf-16-le", "replace")
                start, long = struct.unpack_from("<II", data, at + 116)
                found.setdefault(name, (start + 1) * size if kind == 2 and long >= small else -1)
    return found


def _table(data: bytes, size: int) -> list[int]:
    """The table of which sector follows which."""
    sectors = [each for each in struct.unpack_from("<109I", data, 76) if each < _END]
    following = struct.unpack_from("<I", data, 68)[0]
    seen = 0
    while following < _END and seen < _MOST_ENTRIES:
        numbers = struct.unpack_from(f"<{size // 4}I", data, (following + 1) * size)
        sectors += [each for each in numbers[:-1] if each < _END]
        following, seen = numbers[-1], seen + 1
    table: list[int] = []
    for sector in sectors[: len(data) // size + 1]:
        table += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return table


def _chain(table: list[int], first: int) -> list[int]:
    chain, seen = [], set()
    while first < _END and first < len(table) and first not in seen and len(chain) < _MOST_ENTRIES:
        chain.append(first)
        seen.add(first)
        first = table[first]
    return chain
