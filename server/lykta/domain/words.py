"""The vocabulary: every code list of the work, with its Swedish and English words."""

from lykta.domain.word import CodeList
from lykta.domain.words_of_contact import OF_CONTACT
from lykta.domain.words_of_work import OF_WORK

LISTS: dict[str, CodeList] = {each.name: each for each in (*OF_CONTACT, *OF_WORK)}
"""Every code list by name."""
