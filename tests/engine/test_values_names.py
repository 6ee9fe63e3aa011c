"""Names: scripts, folding, name classes and the order-free reading."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dodomu.engine.values import NameForm, NameKind, Sex, classes_of, fold, name_classes, parse_name, repair, script_of
from dodomu.engine.values.folding import fold_token, skeleton, stem
from dodomu.engine.values.patronymics import father_classes

ALPHABETS = st.text(
    st.sampled_from("абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъABCDEKMOPTXYabcdefghijklmnopqrstuvwxyz'’- ."), max_size=40
)


@pytest.mark.parametrize(
    "writings",
    [
        "Коваленко Kovalenko KOVALENKO",
        "Згурський Згурский Zghurskyi Zgurskij Zgurs'kij Zgurskyy",
        "Георгій Георгий Heorhii Georgij Georgii",
        "Юлія Юлия Yuliia Iuliia Iouliia Julija Yulia",
        "Щербак Shcherbak Ščerbak Scherbak Chtcherbak Szczerbak",
        "Сергійович Сергеевич Serhiiovych Sergeevich Sergeyevich",
        "Хмельницький Хмельницкий Khmelnytskyi Khmelnitsky",
        "Цимбалюк Цымбалюк Tsymbaliuk Tsymbalyuk",
        "Єлисеєв Елисеев Yelisieiev Yeliseyev Eliseev",
        "Артьом Артём Artem Artyom",
        "Мар'яна Мар’яна Марьяна Maryana Mariana",
        "Григор'єва Григорьева Hryhorieva Grigoryeva",
    ],
)
def test_the_writings_of_one_name_fold_alike(writings: str) -> None:
    assert len({fold(writing) for writing in writings.split()}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Коваленко", "Коваль"), ("Щербак", "Сербак"), ("Жук", "Чук"), ("Яна", "Анна")]
)
def test_different_names_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_gender_and_case_endings_meet_in_the_stem() -> None:
    assert {stem(fold_token(form)) for form in ("Згурський", "Згурська", "Згурского", "Згурской", "Zgurskaya")} == {
        "zgursk"
    }


def test_vowels_and_voicing_meet_in_the_skeleton() -> None:
    assert skeleton(fold_token("Ковалів")) == skeleton(fold_token("Kovalyov"))


@given(ALPHABETS)
def test_folding_gives_plain_letters_and_is_stable(text: str) -> None:
    folded = fold(text)
    assert all("a" <= letter <= "z" or letter == " " for letter in folded)
    assert fold(text.upper()) == fold(text.lower().upper())


@given(st.text(max_size=60))
def test_any_text_can_be_folded_and_parsed(text: str) -> None:
    assert fold(text).isascii()
    assert parse_name(text).as_written == text.strip()


def test_latin_look_alikes_inside_cyrillic_words_are_repaired() -> None:
    assert repair("Кoвaлeнкo Oлeнa") == "Коваленко Олена"


def test_quotation_marks_are_no_latin_letters() -> None:
    assert repair("Група «Сонечко»") == "Група «Сонечко»"


@pytest.mark.parametrize(("text", "script"), [("Олена", "cyrl"), ("Olena", "latn"), ("Oлена", "mixed"), ("—", "none")])
def test_a_name_knows_its_script(text: str, script: str) -> None:
    assert script_of(text) == script == NameForm(given=text).script


@pytest.mark.parametrize(
    "text",
    [
        "Коваленко Олена Іванівна",
        "Олена Іванівна Коваленко",
        "Коваленко, Олена Іванівна",
        "Коваленко, Іванівна Олена",
        "Коваленко Олена, Іванівна",
        "Олена Коваленко Іванівна",
        "Іванівна Олена Коваленко",
        "ОЛЕНА ІВАНІВНА КОВАЛЕНКО",
    ],
)
def test_the_parts_of_a_name_are_found_in_any_order(text: str) -> None:
    name = parse_name(text)
    parts = (name.family.title(), name.given.title(), name.patronymic.title())
    assert parts == ("Коваленко", "Олена", "Іванівна")


@pytest.mark.parametrize(
    ("text", "family", "given", "patronymic"),
    [
        ("Yelena Kovalenko", "Kovalenko", "Yelena", ""),
        ("Olena KOVALENKO", "KOVALENKO", "Olena", ""),
        ("Zghurskyi Heorhii", "Zghurskyi", "Heorhii", ""),
        ("Ірина Ткач", "Ткач", "Ірина", ""),
        ("Ткач Ірина", "Ткач", "Ірина", ""),
        ("Іван Петрович Богданович", "Богданович", "Іван", "Петрович"),
        ("Богданович Іван", "Богданович", "Іван", ""),
        ("Олена Іванівна", "", "Олена", "Іванівна"),
        ("О.І. Коваленко", "Коваленко", "О.", "І."),
        ("Коваленко О. І.", "Коваленко", "О.", "І."),
        ("Алієв Алі Мамед огли", "Алієв", "Алі", "Мамед огли"),
        ("Нечуй-Левицька Марія", "Нечуй-Левицька", "Марія", ""),
        ("Гончар Іван Ілліч", "Гончар", "Іван", "Ілліч"),
        ("Сашко", "", "Сашко", ""),
        ("Коваленко", "Коваленко", "", ""),
        ("", "", "", ""),
        ("?", "", "", ""),
        ("? Олена", "", "Олена", ""),
    ],
)
def test_endings_and_known_names_decide_the_parts(text: str, family: str, given: str, patronymic: str) -> None:
    name = parse_name(text)
    assert (name.family, name.given, name.patronymic) == (family, given, patronymic)


@given(st.builds(NameForm, st.text(), st.text(), st.text(), st.sampled_from(NameKind), st.text()))
def test_a_name_survives_json(name: NameForm) -> None:
    assert NameForm.from_json(name.to_json()) == name


def test_the_table_of_name_classes_holds_what_it_says() -> None:
    classes = name_classes().values()
    assert len(classes) >= 150
    assert all(entry.full and "" not in entry.full | entry.diminutives for entry in classes)


@pytest.mark.parametrize(
    ("form", "class_id"),
    [
        ("Настя", "anastasiia"),
        ("Сашко", "oleksandr"),
        ("Лёша", "oleksii"),
        ("Коля", "mykola"),
        ("Nikolai", "mykola"),
        ("Вова", "volodymyr"),
        ("Alexander", "oleksandr"),
        ("Наталью", "nataliia"),
        ("Олени", "olena"),
    ],
)
def test_everyday_russian_latin_and_declined_forms_lead_to_the_class(form: str, class_id: str) -> None:
    assert class_id in {member.class_id for member in classes_of(form)}


@pytest.mark.parametrize("form", ["Саша", "Женя", "Валя", "Слава"])
def test_ambiguous_everyday_names_stand_for_both_sexes(form: str) -> None:
    assert {member.sex for member in classes_of(form)} == {Sex.FEMALE, Sex.MALE}


@pytest.mark.parametrize(
    ("patronymic", "father"),
    [
        ("Іванівна", "ivan"),
        ("Ivanovich", "ivan"),
        ("Миколаївна", "mykola"),
        ("Николаевич", "mykola"),
        ("Яковлевна", "yakiv"),
        ("Львович", "lev"),
        ("Ілліч", "illia"),
        ("Дмитриевна", "dmytro"),
        ("Uladzimiravich", "volodymyr"),
    ],
)
def test_a_patronymic_names_the_father(patronymic: str, father: str) -> None:
    assert father_classes(fold_token(patronymic)) == (father,)
