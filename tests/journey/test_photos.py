"""Photos of children: what is taken, what is kept, who may look, and what leaves a trace."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction
from PIL import Image, ImageChops, ImageStat

from dodomu.base import journal, vault
from dodomu.base.access.policy import NotAllowed, OutOfReach
from dodomu.base.vault.files import kept_files
from dodomu.engine.values.dates import PartialDate
from dodomu.engine.values.sources import SourceKind
from dodomu.journey.registry import actions, picture_apart, pictures, queries
from dodomu.journey.registry.actions import PhotoInput, PhotoNotReadable, SaidBy
from dodomu.journey.registry.models import Person, Photo, Report
from tests.journey.pictures import picture, with_a_place
from tests.journey.registry_people import recorded_child

pytestmark = pytest.mark.django_db
Viewers = Callable[..., Any]


@pytest.fixture
def analyst(viewer_with: Viewers) -> Any:
    return viewer_with("tracing_analyst")


@pytest.fixture
def yana(analyst: Any) -> UUID:
    return recorded_child(analyst, "Лис Яна", born="2014")


def given(file: io.BytesIO, **more: Any) -> PhotoInput:
    return PhotoInput(file, SaidBy(SourceKind.PARENT), "yana.jpg", **more)


def added(by: Any, person_id: UUID, file: io.BytesIO | None = None, **more: Any) -> UUID:
    return actions.add_photo(by, person_id, given(file or picture(), **more))


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_of_each_kind_is_taken(kind: str) -> None:
    copies = pictures.copies_of(picture(kind))
    assert (copies.width, copies.height) == (320, 400)
    assert opened(copies.clear).format == opened(copies.blurred).format == "JPEG"


@pytest.mark.parametrize("mode", ["RGBA", "L", "P", "CMYK"])
def test_a_photo_of_each_colour_mode_is_taken(mode: str) -> None:
    file = io.BytesIO()
    Image.new(mode, (100, 100)).save(file, "JPEG" if mode == "CMYK" else "PNG")
    file.seek(0)
    assert opened(pictures.copies_of(file).clear).mode == "RGB"


def test_the_copies_carry_nothing_that_the_telephone_wrote() -> None:
    copies = pictures.copies_of(with_a_place())
    assert not opened(copies.clear).getexif()
    assert b"InventedPhone" not in copies.clear + copies.blurred


def test_a_photo_taken_sideways_stands_upright() -> None:
    copies = pictures.copies_of(with_a_place(orientation=6))
    assert (copies.width, copies.height) == (400, 320)
    assert opened(copies.clear).size == (400, 320)


def test_the_blurred_copy_holds_a_dozen_pixels() -> None:
    noise = Image.effect_noise((480, 480), 90).convert("RGB")
    file = io.BytesIO()
    noise.save(file, "PNG")
    file.seek(0)
    blurred = opened(pictures.copies_of(file).blurred)
    small = blurred.resize((picture_apart.BLUR_SIDE, picture_apart.BLUR_SIDE)).resize(
        blurred.size, Image.Resampling.BICUBIC
    )
    assert max(ImageStat.Stat(ImageChops.difference(blurred, small)).mean) < 8


def cut_off() -> io.BytesIO:
    return io.BytesIO(picture().getvalue()[:900])


def too_many_pixels() -> io.BytesIO:
    """A PNG of a few bytes that claims 8,000 by 8,000 pixels."""
    content = bytearray(picture("PNG").getvalue())
    content[16:24] = (8_000).to_bytes(4, "big") * 2
    content[29:33] = zlib.crc32(content[12:29]).to_bytes(4, "big")
    return io.BytesIO(bytes(content))


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (io.BytesIO(b""), "empty"),
        (io.BytesIO(b"%PDF-1.7 no photo"), "kind"),
        (picture("GIF"), "kind"),
        (picture(size=(40, 40)), "too_small"),
    ],
)
def test_what_is_no_photo_is_refused_by_name(file: io.BytesIO, code: str) -> None:
    file.seek(0)
    with pytest.raises(PhotoNotReadable) as refused:
        pictures.copies_of(file)
    assert refused.value.code == code


@pytest.mark.parametrize(("make", "code"), [(cut_off, "damaged"), (too_many_pixels, "too_large")])
def test_a_damaged_or_boundless_photo_is_refused(make: Callable[[], io.BytesIO], code: str) -> None:
    with pytest.raises(PhotoNotReadable) as refused:
        pictures.copies_of(make())
    assert refused.value.code == code


def test_a_heavy_file_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(PhotoNotReadable, match="too_heavy"):
        pictures.copies_of(picture())


def test_the_original_stays_untouched_in_the_vault(analyst: Any, yana: UUID) -> None:
    file = with_a_place()
    photo = Photo.objects.get(pk=added(analyst, yana, file))
    with vault.open_original(photo.original_id, analyst) as kept:
        assert kept.read() == file.getvalue()


@pytest.mark.usefixtures("in_english")
def test_a_photo_has_a_source_and_a_date_like_every_fact(analyst: Any, yana: UUID) -> None:
    added(analyst, yana, taken_on=PartialDate.from_edtf("2022-21"), words="At the sea")
    shown = queries.photos(analyst, yana)[0]
    assert (shown.source_title, shown.taken_on.edtf) == ("a parent", "2022-21")
    assert queries.report(analyst, shown.report_id).words["words"] == "At the sea"


def test_adding_a_photo_is_journaled_without_a_word_of_it(analyst: Any, yana: UUID) -> None:
    photo_id = added(analyst, yana)
    leaf = journal.entries_about(Person.objects.get(pk=yana).pid)[0]
    assert (leaf.kind, leaf.codes["photo"]) == ("photo.added", str(photo_id))


def test_the_same_form_sent_twice_keeps_one_photo(analyst: Any, yana: UUID) -> None:
    first = actions.add_photo(analyst, yana, given(picture()), form_id="one")
    before = set(kept_files())
    assert actions.add_photo(analyst, yana, given(picture()), form_id="one") == first
    assert Photo.objects.count() == 1
    assert set(kept_files()) == before


def test_a_photo_is_taken_in_before_anything_looks_at_it_and_gone_when_it_is_refused(
    analyst: Any, yana: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, seen = set(kept_files()), []

    def look(_file: object) -> None:
        seen.extend(set(kept_files()) - before)
        raise PhotoNotReadable("kind")

    monkeypatch.setattr("dodomu.journey.registry.actions.photos.copies_of", look)
    with pytest.raises(PhotoNotReadable):
        added(analyst, yana)
    assert len(seen) == 1
    assert set(kept_files()) == before


def test_who_looks_at_the_clear_photo_is_journaled(analyst: Any, yana: UUID) -> None:
    photo_id = added(analyst, yana)
    assert opened(actions.look_at_photo(analyst, photo_id)).size == (320, 400)
    assert journal.recent(1)[0].kind == "photo.shown"


def test_the_latest_taken_photo_stands_first(analyst: Any, yana: UUID) -> None:
    late = added(analyst, yana, taken_on=PartialDate.from_edtf("2023"))
    added(analyst, yana, taken_on=PartialDate.from_edtf("2019"))
    assert queries.photos(analyst, yana)[0].id == late


def test_a_withdrawn_photo_is_shown_no_more_and_says_why(analyst: Any, yana: UUID) -> None:
    photo_id = added(analyst, yana)
    actions.withdraw_photo(analyst, photo_id, "It is her sister.")
    shown = queries.photos(analyst, yana)[0]
    assert (shown.counts, shown.withdrawn_reason) == (False, "It is her sister.")
    with pytest.raises(OutOfReach):
        queries.photo(analyst, photo_id)


def test_a_photo_is_withdrawn_once_and_with_a_reason(analyst: Any, yana: UUID) -> None:
    photo_id = added(analyst, yana)
    with pytest.raises(ValueError, match="reason"):
        actions.withdraw_photo(analyst, photo_id, " ")
    actions.withdraw_photo(analyst, photo_id, "It is her sister.")
    with pytest.raises(actions.AlreadyCorrected):
        actions.withdraw_photo(analyst, photo_id, "again")


def test_a_photo_goes_with_its_withdrawn_report(analyst: Any, yana: UUID) -> None:
    added(analyst, yana)
    actions.withdraw_report(analyst, Report.objects.get(mentions__photos__isnull=False).id, "Wrong child.")
    assert not queries.photos(analyst, yana)[0].counts


def test_a_photo_follows_the_joined_person(analyst: Any, yana: UUID, viewer_with: Viewers) -> None:
    other = recorded_child(analyst, "Лис Янина")
    photo_id = added(analyst, other)
    actions.join_persons(analyst, viewer_with("director"), yana, other, "same")
    assert queries.photos(analyst, yana)[0].id == photo_id


def test_who_may_add_no_facts_adds_no_photo(viewer_with: Viewers, yana: UUID) -> None:
    with pytest.raises(NotAllowed):
        added(viewer_with("director"), yana)


def test_nobody_looks_at_a_photo_of_a_child_of_another_team(analyst: Any, yana: UUID, viewer_with: Viewers) -> None:
    photo_id = added(analyst, yana)
    stranger = viewer_with("case_worker")
    for look in (actions.look_at_photo, queries.blurred_photo):
        with pytest.raises(OutOfReach):
            look(stranger, photo_id)


def test_the_database_keeps_a_photo_as_it_was_written(analyst: Any, yana: UUID) -> None:
    photo_id = added(analyst, yana)
    with pytest.raises(DatabaseError), transaction.atomic():
        Photo.objects.filter(pk=photo_id).update(width=1)
