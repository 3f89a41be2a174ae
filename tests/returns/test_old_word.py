"""A .doc: turned into .docx where LibreOffice is installed, else refused with the way out."""

import http.server
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from challenge.returns import old_word, word
from challenge.returns.document import Unreadable
from challenge.returns.opening import open_sent
from tests.returns.files_made import old_doc
from tests.returns.word_made import grid, texts


def test_an_old_document_is_refused_with_words_where_libreoffice_is_missing(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(old_word, "_USUAL", {})
    with pytest.raises(Unreadable) as caught:
        old_word.as_docx(open_sent("Bolton.doc", old_doc()))
    assert caught.value.place == "Bolton.doc"
    assert "LibreOffice" in caught.value.found
    assert "Save As" in caught.value.do and ".docx" in caught.value.do


@pytest.mark.skipif(sys.platform == "win32", reason="a shell script stands in for a LibreOffice that hangs")
def test_a_libreoffice_that_hangs_is_ended_with_what_it_started(tmp_path, monkeypatch):
    hanging = tmp_path / "soffice"
    hanging.write_text(f'#!/bin/sh\nsleep 300 &\necho $! > "{tmp_path}/child"\nwait\n', encoding="utf-8")
    hanging.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(old_word, "SECONDS", 0.5)
    with pytest.raises(Unreadable, match=r"within 0\.5 seconds"):
        old_word.as_docx(open_sent("Bolton.doc", old_doc()))
    child = int((tmp_path / "child").read_text(encoding="utf-8"))
    until = time.monotonic() + 5
    while _runs(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not _runs(child)


def _runs(number: int) -> bool:
    status = Path(f"/proc/{number}/stat")
    if Path("/proc").is_dir():
        return status.is_file() and status.read_text(encoding="utf-8").rsplit(")", 1)[-1].split()[0] != "Z"
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.skipif(old_word.libre_office() is None, reason="LibreOffice is not installed here")
def test_an_old_document_that_libreoffice_cannot_read_is_refused():
    with pytest.raises(Unreadable) as caught:
        old_word.as_docx(open_sent("Bolton.doc", old_doc()))
    assert "Save As" in caught.value.do


LINKED = """<?xml version="1.0"?><office:document office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.text"
xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>
<office:text><text:p>NW Peer Challenge<draw:frame text:anchor-type="as-char" svg:width="5cm" svg:height="5cm"><draw:image
xlink:href="{address}/logo.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p><table:table>
<table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Average caseload</text:p>
</table:table-cell><table:table-cell><text:p>18.4</text:p></table:table-cell></table:table-row></table:table></office:text>
</office:body></office:document>"""


@pytest.fixture
def listening():
    """A web server of this machine and the addresses asked of it."""
    asked = []

    class Ear(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_GET  # noqa: N815
        do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ear) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.mark.skipif(old_word.libre_office() is None, reason="LibreOffice is not installed here")
def test_an_old_document_is_turned_by_libreoffice_under_its_own_name_and_nothing_is_fetched(tmp_path, listening):
    address, asked = listening
    (tmp_path / "Bolton.fodt").write_text(LINKED.format(address=address), encoding="utf-8")
    command = [old_word.libre_office(), f"-env:UserInstallation={(tmp_path / 'own').as_uri()}", "--headless", "--convert-to", "doc"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "Bolton.fodt")], check=True, capture_output=True, timeout=90
    )
    assert "/logo.png" in asked, "LibreOffice as it is installed fetches; else this test shows nothing"
    asked.clear()
    sent = open_sent("Bolton.doc", (tmp_path / "Bolton.doc").read_bytes())
    assert sent.kind == "old_word"
    turned = old_word.as_docx(sent)
    assert asked == []
    assert (turned.name, turned.sha256, turned.kind) == ("Bolton.doc", sent.sha256, "word")
    assert ["LibreOffice" in each.found or "logo.png" in each.found for each in turned.said] == [True, True]
    document = word.read(turned)
    assert texts(document) == ["NW Peer Challenge"]
    assert grid(document.tables[0]) == [["Average caseload", "18.4"]]
