"""Files as people send them, good and bad, made by hand."""

import io
import struct
import zipfile

import docx
import openpyxl


def a_docx(text: str = "NW Peer Challenge self-view") -> bytes:
    document = docx.Document()
    document.add_paragraph(text)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def an_xlsx() -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active["A1"] = 18.4
    saved = io.BytesIO()
    workbook.save(saved)
    return saved.getvalue()


def changed(data: bytes, put: dict[str, bytes] | None = None, swap: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """The package with parts added or replaced (``put``) or with bytes of a part swapped."""
    put, swap = dict(put or {}), swap or {}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = put.pop(name) if name in put else old.read(name)
            if name in swap:
                assert swap[name][0] in body
                body = body.replace(*swap[name])
            new.writestr(name, body)
        for name, body in put.items():
            new.writestr(name, body)
    return out.getvalue()


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts.items():
            new.writestr(name, body)
    return out.getvalue()


def compound(names: dict[str, bytes]) -> bytes:
    """A compound file by hand: header, one table sector, one directory sector, then each stream in its own sectors."""
    sectors: list[bytes] = []
    table = [0xFFFFFFFD]
    entries = [("Root Entry", 5, 0xFFFFFFFE, 0), *[(name, 2, 0, len(body)) for name, body in names.items()]]
    directory = -(-len(entries) * 128 // 512)
    table += [*range(2, directory + 1), 0xFFFFFFFE]
    at = directory + 1
    placed = [entries[0]]
    for (name, kind, _, size), body in zip(entries[1:], names.values(), strict=True):
        count = -(-len(body) // 512)
        placed.append((name, kind, at if count else 0xFFFFFFFE, size))
        if count:
            sectors.append(body.ljust(count * 512, b"\0"))
            table += [*range(at + 1, at + count), 0xFFFFFFFE]
            at += count
    folder = b""
    for name, kind, start, size in placed:
        wide = name.encode("utf-16-le")
        entry = wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide) + 2, kind, 1) + b"\xff" * 12 + b"\0" * 36
        folder += entry + struct.pack("<III", start, size, 0)
    header = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    header += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0) + struct.pack("<I", 0) + b"\xff" * 432
    return (
        header
        + b"".join(struct.pack("<I", each) for each in table).ljust(512, b"\xff")
        + folder.ljust(directory * 512, b"\0")
        + b"".join(sectors)
    )


def old_doc(locked: bool = False) -> bytes:
    start = b"\xec\xa5\xc1\0" + b"\0" * 6 + (b"\0\x01" if locked else b"\0\0")
    return compound({"WordDocument": start.ljust(4096, b"\0"), "1Table": b"\0" * 4096})
