"""A .doc of Word 97–2003, turned into a .docx by LibreOffice where it is installed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from challenge.returns import opening
from challenge.returns.document import Problem, Unreadable
from challenge.returns.opening import Sent

SECONDS = 90
_USUAL = {
    "win32": (r"C:\Program Files\LibreOffice\program\soffice.com", r"C:\Program Files (x86)\LibreOffice\program\soffice.com"),
    "darwin": ("/Applications/LibreOffice.app/Contents/MacOS/soffice",),
}
_HOW = "Open it in Word, choose File › Save As, pick “Word Document (.docx)” as the type, and send that file."
# LibreOffice fetches linked pictures from wherever a document says, even without a screen: every address is sent to a port of this
# machine where nothing listens. (Its option to block links of untrusted documents does not reach pictures of a .doc: tried.)
_NOWHERE, _NO_PORT = "127.0.0.1", "9"
_OPTIONS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetNoProxy", ""),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", _NO_PORT),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", _NO_PORT),
    ("Inet/Settings", "ooInetFTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetFTPProxyPort", _NO_PORT),
)


def as_docx(sent: Sent) -> Sent:
    """Turn a .doc into the .docx that ``word.read`` reads.

    Returns the file under its own name and sha256 with the data of the .docx, saying that it was turned. Raises ``Unreadable``,
    which says how to save as .docx, when LibreOffice is not installed, takes longer than ``SECONDS``, or cannot read it.
    """
    office = libre_office()
    if office is None:
        raise _refused(
            sent.name, "a Word 97–2003 document (.doc), and LibreOffice, which turns it into .docx, is not installed here"
        )
    with tempfile.TemporaryDirectory(prefix="self-view-", ignore_cleanup_errors=True) as folder:
        made = _turned(office, sent, Path(folder))
    try:
        turned = opening.open_sent(f"{sent.name.removesuffix('.doc')}.docx", made)
    except Unreadable as error:
        raise _refused(sent.name, f"a Word 97–2003 document that became {error.found} when it was turned into .docx") from error
    return replace(
        turned,
        name=sent.name,
        sha256=sent.sha256,
        said=(*sent.said, *_said(sent.name), *(replace(each, place=sent.name) for each in turned.said)),
    )


def libre_office() -> str | None:
    """The program of LibreOffice: on the PATH, else where it is usually installed; None where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((path for path in _USUAL.get(sys.platform, ()) if Path(path).is_file()), None)


def _turned(office: str, sent: Sent, folder: Path) -> bytes:
    profile, into, source = folder / "profile", folder / "made", folder / "sent.doc"
    (profile / "user").mkdir(parents=True)
    into.mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(_profile(), encoding="utf-8")
    source.write_bytes(sent.data)
    command = [
        office,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(into),
        str(source),
    ]
    # A session of its own, since soffice starts the program proper as a child, which must end with it.
    with subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True, cwd=folder
    ) as process:
        try:
            process.wait(SECONDS)
        except subprocess.TimeoutExpired as error:
            _end(process)
            raise _refused(
                sent.name, f"a Word 97–2003 document that LibreOffice did not turn into .docx within {SECONDS} seconds"
            ) from error
        except BaseException:
            _end(process)
            raise
    made = into / "sent.docx"
    if not made.is_file() or not 0 < made.stat().st_size <= opening.MOST_BYTES:
        raise _refused(sent.name, "a Word 97–2003 document that LibreOffice cannot read")
    return made.read_bytes()


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(OSError):
        if sys.platform == "win32":
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], check=False, capture_output=True)
        else:
            os.killpg(process.pid, signal.SIGKILL)


def _profile() -> str:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _OPTIONS
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )


def _said(name: str) -> tuple[Problem, ...]:
    return (
        Problem(
            name,
            "a Word 97–2003 document (.doc), turned into .docx by LibreOffice before reading",
            "a Word document (.docx)",
            "Look over what was read; next time save it in Word as .docx.",
        ),
    )


def _refused(name: str, found: str) -> Unreadable:
    return Unreadable(name, found, "a Word document (.docx)", _HOW)
