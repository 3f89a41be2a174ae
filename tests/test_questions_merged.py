"""However two or three people's saves in one question fall, nobody's words are lost unseen: the ledger agrees with a naive twin."""

import shutil
from pathlib import Path
from random import Random

import pytest

import queries
from challenge import questions
from challenge.access import READER, Person
from challenge.question_words import WORDS, WrittenMeanwhile
from challenge.store import Store, open_store
from tests.twins.merging import Question, Writer

FIELDS = WORDS[:3]


@pytest.fixture(scope="module")
def store(practice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A practice store these tests write to."""
    folder = tmp_path_factory.mktemp("merged")
    shutil.copy2(practice_folder / "store.duckdb", folder)
    opened = open_store(folder)
    yield opened
    opened.close()


@pytest.mark.parametrize("seed", range(8))
def test_what_stands_is_what_was_last_accepted_and_every_text_accepted_stands_in_some_revision(store, seed):
    random = Random(seed)
    key, blank = f"merged {seed}", dict.fromkeys(FIELDS, "")
    questions.begin(store, key, "2017-18", "bury", {}, Person("A", READER.role))
    twin = Question([blank])
    writers = [Writer(name, dict.fromkeys(FIELDS, ("", 1))) for name in ("Ann", "Ben", "Di")[: 2 + seed % 2]]
    accepted: list[tuple[str, str]] = []
    came = set()
    for number in range(30):
        writer = random.choice(writers)
        if random.random() < 0.3:
            writer.look(twin.history[-1], len(twin.history))
        writer.type(random, number)
        if random.random() < 0.4:
            continue
        said, stood = writer.said, twin.history[-1]
        expected = twin.save(said)
        came.add(expected)
        try:
            kept = questions.write(store, key, said, Person(writer.name, READER.role))
        except WrittenMeanwhile as meanwhile:
            assert expected == "meanwhile"
            # Whose words were refused is shown what stands instead, has their own still, and may now take them over it.
            for name, theirs in meanwhile.theirs.items():
                assert (theirs.text, meanwhile.yours[name]) == (stood[name], said[name][0])
                writer.screen[name] = (theirs.text, theirs.revision)
                if random.random() < 0.5:
                    del writer.typed[name]
            continue
        assert (expected, kept.revision) == ("saved" if twin.history[-1] is not stood else "same", len(twin.history))
        accepted += [(name, text) for name, (text, _) in said.items()]
        # Nothing was overwritten that its writer had not seen as it stood.
        assert all(text == stood[name] or twin.history[seen - 1][name] == stood[name] for name, (text, seen) in said.items())
        writer.typed.clear()
        writer.look(twin.history[-1], len(twin.history))
    with store.reading(READER) as cursor:
        rows = queries.questions.history(cursor, question=key).iloc[::-1]
    stand = [{name: row[name] for name in FIELDS} for row in rows.to_dict("records")]
    assert stand == twin.history and {"saved", "meanwhile"} <= came
    for name in FIELDS:
        texts = [text for field, text in accepted if field == name]
        assert set(texts) <= {revision[name] for revision in stand}
        assert stand[-1][name] == (texts[-1] if texts else "")
