"""Headings as lists in Ukrainian, Russian and English really write them, per meaning.

Written as :func:`~dodomu.journey.registry.lists.headings.folded` leaves them: lower case, no apostrophes and
points, ё as е. Where one word serves two languages it stands once.
"""

from __future__ import annotations

from dodomu.journey.registry.lists.fields import ListField as F

WORDS: dict[F, str] = {
    F.FULL_NAME: """
        піб|фио|пiб|п і б|ф и о|пиб|фамилия имя отчество|прізвище імя по батькові|прізвище імя побатькові
        |прізвище та імя|прізвище імя|фамилия имя|фамилия и имя|імя та прізвище|имя и фамилия|повне імя|полное имя
        |імя прізвище|дитина|ребенок|діти|дети|name|full name|fullname|name in full|child|childs name|name of child
        |child name|name surname|name and surname|surname name|surname given name|last first name|піб дитини
        |фио ребенка|фио несовершеннолетнего|прізвище імя по батькові дитини|ученик|учень|вихованець|воспитанник
        |pib|fio|имена|імена|особа|лицо|person|фио полностью|п і б дитини|неповнолітній|несовершеннолетний""",
    F.FAMILY: """
        прізвище|прізв|фамилия|фам|фамилия ребенка|прізвище дитини|surname|last name|lastname|family name|family
        |familyname|sname|прiзвище|prizvyshche|familiya|familia|second name family""",
    F.GIVEN: """
        імя|имя|iмя|імя дитини|имя ребенка|given name|first name|firstname|given|forename|givenname|given names
        |imya|im ya|власне імя|собственное имя|christian name""",
    F.PATRONYMIC: """
        по батькові|побатькові|по батьк|отчество|отч|patronymic|middle name|middlename|fathers name patronymic
        |по отчеству|patronymic name|otchestvo|po batkovi|батькові""",
    F.OTHER_NAME: """
        інше імя|другое имя|попереднє прізвище|прежняя фамилия|прежнее имя|нове прізвище|новое имя|новая фамилия
        |колишнє прізвище|alias|other name|former name|new name|also known as|aka|previous name|maiden name
        |імя російською|имя на русском|піб російською|піб латиницею|name in russian|name in ukrainian|name in latin
        |транслітерація|транслитерация|дівоче прізвище|кличка|прізвисько|зменшене імя|nickname|написання|latin spelling""",
    F.BIRTH_DATE: """
        дата народження|дата рождения|дата нар|дата рожд|дн|др|д н|д р|д нар|д рожд|рік народження|рік нар|р н|рн|г р
        |гр|год рождения|год рожд|г рожд|народився|народилась|родился|родилась|date of birth|dob|d o b|birth date
        |birthdate|born|birth|birthday|year of birth|yob|birth year|день народження|день рождения|дата народж|народження
        |рождения|число місяць рік народження|число месяц год рождения|bdate|data narodzhennya|data rozhdeniya
        |дата народження дитини|дата рождения ребенка|дата р|роки народження|дата і рік народження|дата и год рождения""",
    F.AGE: """
        вік|возраст|років|лет|скільки років|сколько лет|age|age years|years|years old|повних років|полных лет
        |vik|vozrast|вік років|возраст лет|вік на дату|кількість років|количество лет""",
    F.SEX: "стать|пол|sex|gender|ч ж|м ж|m f|f m|чж|мж|стать дитини|пол ребенка|stat|pol|хл дів|м д",
    F.BIRTH_PLACE: """
        місце народження|место рождения|місце нар|место рожд|place of birth|birthplace|birth place|pob
        |народився в|уродженець|уроженец|місто народження|город рождения|де народився|born in|звідки родом|м нар
        |місце народження дитини|м р""",
    F.CITIZENSHIP: "громадянство|гражданство|citizenship|nationality|підданство|подданство|громадянин"
    "|гражданин|citizen|country of citizenship|hromadianstvo|grazhdanstvo",
    F.RESIDENCE: """
        адреса|адрес|місце проживання|место жительства|место проживания|адреса проживання|адрес проживания
        |адреса реєстрації|адрес регистрации|прописка|address|home address|residence|place of residence|проживає
        |проживає за адресою|проживает по адресу|місто|город|city|town|населений пункт|населенный пункт|settlement
        |домашня адреса|домашний адрес|звідки|откуда|фактична адреса|фактический адрес|місце реєстрації|adresa|region
        |область|регіон|регион|село|oblast|вивезено з|вывезен из|home town|зареєстрований|зарегистрирован|from""",
    F.INSTITUTION: """
        заклад|учреждение|установа|институт|institution|facility|інтернат|интернат|школа|school|дитячий будинок
        |детский дом|orphanage|назва закладу|наименование учреждения|название учреждения|навчальний заклад
        |учебное заведение|дитячий заклад|детское учреждение|лікарня|больница|hospital|shelter|приют|притулок
        |будинок дитини|дом ребенка|організація|организация|organisation|organization|центр|center|centre|санаторій
        |санаторий|табір|лагерь|camp|zaklad|uchrezhdenie|заклад освіти|де перебуває|місце перебування
        |место нахождения|местонахождение|місцезнаходження|current location|location|whereabouts|куда прибыл|размещен""",
    F.LAST_SEEN: """
        востаннє бачили|останнє місце|последнее место|где видели|где видели последний раз|last seen|last seen at
        |last known location|last known place|останнє відоме місце|последнее известное место|де бачили|місце зникнення
        |место исчезновения|last known address""",
    F.MOTHER: """
        мати|матір|матері|мама|мами|мать|матери|мамы|mother|mothers name|mum|mom|піб матері|фио матери|mothers
        |мати піб|мать фио|mother name|mat""",
    F.FATHER: """
        батько|батька|тато|тата|отец|отца|папа|папы|father|fathers name|dad|піб батька|фио отца|fathers|батько піб
        |отец фио|father name|batko|otets""",
    F.GUARDIAN: """
        опікун|опікуна|опекун|опекуна|guardian|guardians name|законний представник|законный представитель
        |представник|представитель|legal representative|батьки|родители|parents|parent|опікуни|опекуны|піклувальник
        |попечитель|родич|родственник|relative|relatives|родичі|родственники|заявник|заявитель|caregiver|carer
        |прийомні батьки|приемные родители|foster parent|foster family|бабуся|бабушка|хто шукає|кто ищет|contact person
        |контактна особа|контактное лицо|next of kin|усиновлювач|усыновитель|opikun""",
    F.PHONE: """
        телефон|тел|т|номер телефону|номер телефона|телефон батьків|телефон родителей|контактний телефон|контакты
        |контактный телефон|контакт|контакти|мобільний|мобильный|phone|phone number|telephone|tel|mobile|cell|contact
        |contact phone|моб|моб тел|телефони|телефоны|contacts|phones|nomer telefonu|звязок|связь|whatsapp|viber""",
    F.DOCUMENT: """
        документ|документи|документы|свідоцтво|свідоцтво про народження|свидетельство|свидетельство о рождении
        |св во о рождении|св во|паспорт|серія номер|серия номер|серія та номер|серия и номер|номер документа|passport
        |passport number|document|document number|document no|birth certificate|certificate|id number|ідентифікаційний код
        |іпн|інн|инн|рнокпп|снилс|унзр|passport no|birth certificate number|id card|реквізити документа|doc|seria nomer
        |номер свідоцтва|номер свидетельства|данные документа|id document|ід код|дані документа""",
    F.APPEARANCE: """
        особливі прикмети|особые приметы|прикмети|приметы|зовнішність|внешность|appearance|distinguishing marks
        |distinguishing features|опис зовнішності|описание внешности|колір очей|цвет глаз|колір волосся|цвет волос
        |зріст|рост|height|eye colour|eye color|hair colour|hair color|одяг|одежда|clothes""",
    F.HEALTH: """
        здоровя|здоровье|стан здоровя|состояние здоровья|health|health condition|медичні дані|діагноз|диагноз|diagnosis
        |інвалідність|инвалидность|disability|medical|medical condition|група здоровя|группа здоровья|захворювання
        |заболевания|хвороби|болезни|особливі потреби|special needs""",
    F.NOTE: """
        примітки|примітка|прим|примечание|примечания|notes|note|remarks|remark|comment|comments|коментар|коментарі
        |комментарий|комментарии|обставини|обстоятельства|circumstances|додаткова інформація|дополнительная информация
        |additional information|інше|прочее|other|description|опис|описание|відомості|сведения|інформація|информация
        |info|prymitky""",
    F.NUMBER: """
        №|no|n|nr|num|№ з п|з п|№ п п|п п|№ п|номер|номер п п|порядковий номер|порядковый номер|number|row|row number
        |id|#|нпп|nn|№№|з/п|п/п|порядковий|nomer|s n|sr no|line""",
}


def synonyms() -> dict[str, F]:
    """Every heading by its letters only (no spaces), the form headings are compared in."""
    return {
        "".join(word.split()): meaning
        for meaning, words in WORDS.items()
        for word in (part.strip() for part in words.split("|"))
        if word
    }
