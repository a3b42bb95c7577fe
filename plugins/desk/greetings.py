"""What people say before and after a letter, in the languages that members write in, is no title of a story."""

import re

# Where letters have two sizes a greeting ends with its word; other scripts write on without a space
_OPENING = re.compile(
    r"(?:(?:dear|hi|hello|hey|greetings|g.day|good (?:day|morning|afternoon|evening)|"
    r"добр\w+ (?:день|дня|ранку|ранок|вечір|вечора|время|времени|утро|вечер)|доброго здоров\S{0,3}|вітаю|вітання|шановн\w+|привіт\w*|"
    r"здравствуй(?:те)?|приветствую|привет|уважаем\w+|guten (?:tag|morgen|abend)|hallo|moin|grüß gott|sehr geehrte\w*|liebe[rs]?|"
    r"bonjour|bonsoir|salut|ch[eè]re?s?|hola|buen[oa]s (?:d[ií]as|tardes|noches)|estimad\w+|querid\w+|buongiorno|buonasera|salve|ciao|"
    r"gentil\w+|egregi\w+|olá|oi|bom dia|boa (?:tarde|noite)|prezad\w+|dzień dobry|cześć|witam\w*|szanown\w+|dobrý den|ahoj|dobrý deň|"
    r"hej|hei|goddag|god (?:dag|morgon|morgen)|goedendag|goede(?:morgen|middag|navond)|beste|geachte|hyvää päivää|moi|szia|jó napot|"
    r"bună(?: ziua)?|merhaba|selam|iyi günler|sayın|zdravo|dobar dan|здраво|добър ден|γεια(?: σας| σου)?|καλημέρα|καλησπέρα|"
    r"xin chào|kính gửi|halo|selamat (?:pagi|siang|sore|malam)|kumusta|magandang (?:umaga|hapon)|barev|sveiki|labas|tere)(?![\w-])|"
    r"こんにち[はわ]|こんばんは|おはようございます|はじめまして|初めまして|お世話になっております|拝啓|您好|你好|大家好|尊敬的|敬启者|안녕하(?:세요|십니까)|"
    r"مرحب\w*|السلام عليكم|أهلا|تحية|سلام|درود|שלום|נמסטה|नमस्ते|नमस्कार|สวัสดี|ជំរាបសួរ|გამარჯობა|բարև)",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:(?:with )?(?:yours|kind|best|warm|many)? ?(?:regards|wishes|sincerely|faithfully|truly|thanks|cheers)|thank you|"
    r"(?:(?:з|із) повагою|с уважением|щиро|(?:щиро )?дякую|спасибо|до побачення|"
    r"(?:mit )?(?:freundlich|best|lieb|herzlich|viel)\w* (?:grü(?:ß|ss)e\w*|dank)|"
    r"mfg|vielen dank|cordialement|bien à vous|merci|saludos|atentamente|gracias|cordiali saluti|grazie|atenciosamente|obrigad[oa]|"
    r"pozdrawiam|z poważaniem|dziękuję|s pozdravem|med vänlig hälsning|mvh|met vriendelijke groet\w*|saygılarımla|teşekkürler|"
    r"με εκτίμηση|trân trọng)|"
    r"よろしくお願い(?:いたし|し|致し)ます|敬具|ありがとうございます|此致|敬礼|谢谢|謝謝|감사합니다|"
    r"شكرا|مع (?:أطيب )?التحيات|تحياتي|תודה|בברכה|धन्यवाद|ขอบคุณ\S{0,6})",
    re.IGNORECASE,
)
_WHOM = frozenset(
    "a all and at both desk dear editor editors everybody everyone friends sir madam team the there you et und zusammen todos та".split()
)
_MOST = 6  # words of whom it greets
_AROUND = " \t*_#~.,;:!?\u2026\u3001\u3002\uff0c\uff01\uff1a-\u2013\u2014"


def is_greeting(line: str) -> bool:
    """Whether a line is nothing but a greeting, with or without whom it greets, or what stands above a name at the end."""
    words = line.strip(_AROUND)
    if _CLOSING.fullmatch(words):
        return True
    rest = words
    while found := _OPENING.match(rest):
        rest = rest[found.end() :].strip(_AROUND)
    whom = rest.split()
    if rest == words or len(whom) > _MOST:
        return False
    return line.rstrip(" *_").endswith((",", "!", ":", "\uff01", "\uff0c", "\u3001")) or all(map(_is_whom, whom))


def _is_whom(word: str) -> bool:
    """Whether a word may be of those who are greeted: a name, or a word in a script that has one size of letters."""
    return word.lower() in _WHOM or word[0].isupper() or word[0].lower() == word[0].upper()
