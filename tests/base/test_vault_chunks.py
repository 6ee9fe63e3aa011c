"""Chunks of an encrypted file: any length comes back, nothing altered opens."""

from __future__ import annotations

import hashlib
import io
import os
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.base.vault import VaultDamaged, chunks
from dodomu.base.vault.chunks import CHUNK, TAG, Sealing, decrypt

CONTENT = b"name;born\nZoriana;2014\n"


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_any_length_comes_back(size: int) -> None:
    content, key, identifier = os.urandom(size), os.urandom(32), uuid4()
    sealing = Sealing(key, identifier)
    file = b"".join(sealing.encrypt(io.BytesIO(content)))
    assert b"".join(decrypt(key, identifier, io.BytesIO(file))) == content
    assert (sealing.size, sealing.sha256.digest()) == (size, hashlib.sha256(content).digest())
    assert sealing.cipher_sha256.digest() == hashlib.sha256(file).digest()


def test_a_stream_that_dribbles_is_read_whole() -> None:
    class Dribble(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return super().read(min(size or 1, 7_001))

    content, key, identifier = os.urandom(2 * CHUNK + 9), os.urandom(32), uuid4()
    file = b"".join(Sealing(key, identifier).encrypt(Dribble(content)))
    assert file == b"".join(Sealing(key, identifier).encrypt(io.BytesIO(content)))


@given(st.data())
def test_what_is_altered_cut_or_swapped_does_not_open(data: st.DataObject) -> None:
    key, identifier = bytes(32), uuid4()
    file = b"".join(Sealing(key, identifier).encrypt(io.BytesIO(bytes(2 * CHUNK + 10))))
    header, step = len(chunks.HEADER), CHUNK + TAG
    first, second = file[header : header + step], file[header + step : header + 2 * step]
    place = data.draw(st.integers(0, len(file) - 1))
    altered = data.draw(
        st.sampled_from(
            [
                file[:place] + bytes([file[place] ^ 1]) + file[place + 1 :],
                file[:place],
                file + b"x",
                file[:header] + second + first + file[header + 2 * step :],
                file[: header + 2 * step],
                file[:header] + first + file[header + 2 * step :],
            ]
        )
    )
    with pytest.raises(VaultDamaged):
        list(decrypt(key, identifier, io.BytesIO(altered)))


def test_another_originals_file_does_not_open() -> None:
    file = b"".join(Sealing(bytes(32), uuid4()).encrypt(io.BytesIO(CONTENT)))
    with pytest.raises(VaultDamaged):
        list(decrypt(bytes(32), uuid4(), io.BytesIO(file)))
