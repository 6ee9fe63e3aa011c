"""Family names of many shapes, and what the 28 romanisation tables of translitua lose for good."""

from __future__ import annotations

FAMILY_NAMES = """
Коваленко Шевченко Юхименко Їжаченко Гнатенко Зінченко Цимбаленко Єрмоленко Яременко Щербаненко Хоменко Жученко Люльченко
Ковальський Згурська Хмельницький Цісарська Щедринський Яворська Юзефович Зарудська Грушевський Вишневецька Подільський
Ковалів Стельмахів Дяків Ільків Юрків Яцків Федорів Михайлів Ґаврилів Климів Шевців Василишин Семенишин Гаврилишин
Савчук Гнатюк Палащук Юрчук Ящук Климчук Цюпюк Ковальчук Гаврилюк Полюк Якимчук Щипачук Хомюк Дем'янчук Лук'янюк
Щербак Гончарук Бондар Мельник Кравець Швець Стрілець Жнець Лісовець Козак Рибак Співак Чумак Їжак Сусак Пастушак Рудяк
Цюпа Ґалаґан Єжов Жук Чиж Яйко Юшко Хижа Шпак Щур Галущак Чепіга Кандиба Лобода Гончар Зозуля Сорока Ворона Кульбаба
Григор'єв В'юн Дем'яненко П'ятак Зав'ялов Лук'янов М'якота Солов'юк Стеф'юк Ар'єв
Іванов Петрова Сидоров Кузнецова Соловйов Воробйова Тимофєєв Лаврентьєва Зайцева Мєдвєдєв Фьодорова Кисельов Ткачова
Гречаний Білий Чорна Сивий Рудий Кривий Гладка Підлужний Нагірна Заболотний Безкровна Непийвода Перебийніс Куйбіда
Тарасюк Мацюк Процюк Стецюк Гриців Луців Цапко Коцюбинський Кецало Цвіркун Перець Цеглинський Цибуля
Абдураїмова Сейтумеров Джемілєв Меметова Аблязов Халілова Ібрагімов Усеїнова Османов Чубарова Бекірова Ґафарова
Аветисян Саркісян Ґонґадзе Джапарідзе Кварацхелія Шенґелая Рабинович Шапіро Кацнельсон Ґольдберґ Зильберман
Ковальчик Вишневський Пшибильський Заремба Чайковський Йосипчук Майборода Найда Лойко Дойна Ойстрах Вайда
"""
"""Invented or common shapes; none is a child's."""

LOST_SOUNDS = {
    "UkrainianGerman": "[хжзц]",
    "UkrainianFrench": "ж|^юшко",
    "UkrainianPassport2004Alt": "ж|тк|к([іиїеєяв']|$)",
    "UkrainianWWS": "(?<=[аео])х|ц[аоу]|цх",
    "UkrainianDSTU9112A": "(?<=[аео])х|ц[аоу]|цх",
    "UkrainianDSTU9112B": "ц[аоу]|цх",
    "UkrainianISO9": "ц[аоу]|цх",
    "UkrainianGOST1971": "ц[аоу]|цх",
    "UkrainianGOST1986": "ц[аоу]|цх",
}
"""Patterns of what the table writes as the other tables write another sound.

German: ch is х (elsewhere ч), s is з, z is ц, sh is ж. French: j is ж (elsewhere й), ch is ш (elsewhere ч), which shows in a name with one consonant more. Passport 2004, second variant: c is к,
j is ж. The scientific tables: c is ц, which before a, o and u cannot be told from к, and x is х, which after a, e and o
cannot be told from кс; цх and ч are both ch. Every table but KMU's and the passports' writes зг like ж.
"""

J_IS_ZH = "Джордж Джорджо Джон Джонатан Жорж Жоржик Жан Важа Джамала Палажка Серж"
LOST_NAMES = {
    "UkrainianFrench": f"{J_IS_ZH} Мішель Шерифе Шеріфе Думітру Петру Раду",
    "UkrainianGerman": (
        "Аза Бекзод Газі Деніза Жан Залман Зельма Зера Зере Зіяд Зузана Зузанна Ніязіє Ружена Юзеф Юзефа Юзик"
    ),
    "UkrainianPassport2004Alt": f"{J_IS_ZH} Айк Бекзод Златко Кемаль Маркел",
    "RussianTelegram": J_IS_ZH,
    "RussianISOR9Table2": "Бэлла Дэвид Дэн Дэниел Стэлла",
}
"""Given names that a table writes as another given name is written (Юзеф, Jusef), or with a letter of another sound.

French, Passport 2004 and Telegram: j is ж. French: ch is ш, and у at the end is written ou, which Belarusian writes for ў.
German: s is з. ISO/R 9: э after a consonant is written eh.
"""
