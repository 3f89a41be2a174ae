"""A browser without a picture: asks a server for screens over its websocket and times the answers.

It keeps nothing from one answer to the next, as a reader who comes to a view for the first time, so that every answer is whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect

# The message that ends a run is short; longer ones are counted and not read, so that the client stays out of the server's way.
SHORT = 200
# Classes and roles as they stand in the JSON of a sheet; in a style sheet neither is in quotes.
HEADLINE, TROUBLE = b'"headline"', b'"alert"'


@dataclass(frozen=True)
class Answer:
    """One run of a screen: seconds until its end, bytes sent, and whether it ran through, with a headline and no trouble told."""

    seconds: float
    size: int
    sound: bool


def question(address: str) -> bytes:
    """The message that asks for an address such as ``region?cycle=2017-18``."""
    page, _, query = address.strip("/").partition("?")
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.query_string = query
    message.rerun_script.context_info.color_scheme = "light"
    return message.SerializeToString()


class Listening:
    """What was heard of one answer since it was asked for."""

    def __init__(self) -> None:
        self.begun = perf_counter()
        self.size = 0
        self.headline = self.trouble = self.well = False

    def hears(self, received: bytes) -> bool:
        """Take in one message; whether it was the last."""
        self.size += len(received)
        self.headline = self.headline or HEADLINE in received
        self.trouble = self.trouble or TROUBLE in received
        if len(received) > SHORT:
            return False
        message = ForwardMsg.FromString(received)
        self.well = message.WhichOneof("type") == "script_finished" and message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return message.WhichOneof("type") == "script_finished"

    def answer(self) -> Answer:
        """The answer, timed until now."""
        return Answer(perf_counter() - self.begun, self.size, self.well and self.headline and not self.trouble)


@dataclass
class Tab:
    """One session of one server."""

    socket: ClientConnection

    def ask(self, address: str) -> Answer:
        """Ask for an address and wait for the end of its run."""
        listening = Listening()
        self.socket.send(question(address))
        while not listening.hears(self.socket.recv(timeout=60)):
            pass
        return listening.answer()


@contextmanager
def opened(server: str) -> Iterator[Tab]:
    """A session of the server at ``http://…``, closed at the end."""
    with connect(**socket_of(server)) as socket:
        yield Tab(socket)


def socket_of(server: str) -> dict:
    """How to connect to a server's websocket as a browser on its own page would."""
    return {
        "uri": server.replace("http", "ws", 1) + "/_stcore/stream",
        "origin": server,
        "subprotocols": ["streamlit"],
        "compression": None,
        "max_size": None,
    }
