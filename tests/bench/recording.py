"""What a screen draws, taken down call by call: the constants the floor page draws again.

Every Streamlit command is taken down with its arguments, and every container entered and left; what the screen read, worked out and
worded is not. Functions given to a command (files made when asked for) become one that gives nothing, those that word the
choices of a field become these words; nothing else is changed.
"""

import inspect
import os
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.components import v2
from streamlit.delta_generator import DeltaGenerator

from tests.bench.constants import COMPONENT, FOLDER, SIDEBAR, Call, Drawn, Words, key, nothing


class Recorder:
    """Takes down what the script of this process draws, while it really draws it."""

    def __init__(self) -> None:
        self.drawn = Drawn()
        self.inside = False
        self.turn(self.drawn.before)

    def again(self) -> None:
        """A new run of the script begins."""
        self.__init__()

    def turn(self, calls: list[Call]) -> None:
        """What comes now is taken down in this list, its containers counted from 0."""
        self.calls, self.containers = calls, 0

    def install(self) -> None:
        """Put the recorder between the program and Streamlit."""
        for name, found in list(vars(st).items()):
            if not name.startswith("_") and inspect.ismethod(found) and isinstance(found.__self__, DeltaGenerator):
                setattr(st, name, self.command(None, name, found))
        for name in ("set_page_config", "logo"):
            setattr(st, name, self.command(None, name, getattr(st, name)))
        st.sidebar = Container(self, SIDEBAR, st.sidebar)
        st.navigation = self.navigation(st.navigation)
        v2.component = self.component(v2.component)

    def take(self, *call: Any) -> None:
        """Take one call down."""
        self.calls.append(Call(*call))

    def command(self, on: int | None, name: str, real: Callable) -> Callable:
        """A command that draws and is taken down; what it calls in turn is its own business."""

        def called(*given: Any, **named: Any) -> Any:
            if self.inside:
                return real(*given, **named)
            self.inside = True
            try:
                drawn = real(*given, **named)
            finally:
                self.inside = False
            if "format_func" in named:
                named = named | {"format_func": Words((choice, named["format_func"](choice)) for choice in given[1])}
            first = self.containers
            drawn = self.watched(drawn)
            self.take(on, name, _constant(given), _constant(named), self.containers - first)
            return drawn

        return called

    def watched(self, drawn: Any) -> Any:
        """What a command gave, its containers watched in turn."""
        if isinstance(drawn, DeltaGenerator):
            self.containers += 1
            return Container(self, self.containers - 1, drawn)
        return [self.watched(one) for one in drawn] if isinstance(drawn, list) else drawn

    def component(self, real: Callable) -> Callable:
        """``component`` whose mounts are taken down."""

        def registered(name: str, **files: str) -> Callable:
            mount = real(name, **files)

            def mounted(**data: Any) -> Any:
                self.take(None, COMPONENT, (name, files), _constant(data))
                self.inside = True
                try:
                    return mount(**data)
                finally:
                    self.inside = False

            return mounted

        return registered

    def navigation(self, real: Callable) -> Callable:
        """``st.navigation`` that notes its pages, and gives a page that is taken down and kept when it runs."""

        def navigated(pages: dict[str, list], **options: Any) -> "Watched":
            self.drawn.options = options
            self.drawn.pages = {
                section: [{"title": page.title, "url_path": page.url_path, "default": page._default} for page in each]
                for section, each in pages.items()
            }
            self.turn(self.drawn.between)
            return Watched(self, real(pages, **options))

        return navigated


@dataclass(frozen=True)
class Watched:
    """The page asked for, as ``st.navigation`` gives it."""

    recorder: Recorder
    real: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def run(self) -> None:
        """Run the screen and keep what it drew, if it drew it to its end."""
        drawn = self.recorder.drawn
        self.recorder.turn(drawn.screen)
        self.real.run()
        path = Path(os.environ[FOLDER]) / f"{len(list(Path(os.environ[FOLDER]).iterdir())):04}.pickle"
        path.write_bytes(pickle.dumps((key(self.real.url_path, st.query_params.to_dict()), drawn)))


class Container:
    """A container that takes down what is drawn into it."""

    def __init__(self, recorder: Recorder, number: int, real: DeltaGenerator) -> None:
        self._recorder, self._number, self._real = recorder, number, real

    def __enter__(self) -> "Container":
        self._recorder.take(self._number, "__enter__", (), {})
        self._real.__enter__()
        return self

    def __exit__(self, *raised: Any) -> Any:
        self._recorder.take(self._number, "__exit__", (None, None, None), {})
        return self._real.__exit__(*raised)

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        return self._recorder.command(self._number, name, real) if callable(real) else real


def _constant(given: Any) -> Any:
    if isinstance(given, tuple):
        return tuple(map(_constant, given))
    if isinstance(given, dict):
        return {name: nothing if callable(value) and not isinstance(value, Words) else value for name, value in given.items()}
    return given


RECORDER = Recorder()
RECORDER.install()
