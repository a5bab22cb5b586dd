"""What controllers do, each an entry of the table: how often it is drawn, its command line, and what it does with names where it succeeds."""
from dataclasses import dataclass
from typing import Callable

from hosts import NAMES
from world import GUESTS, NEW

ALL = [one.name for one in GUESTS]


@dataclass(frozen=True)
class Drawn:
    """One operation as a sequence has it."""
    words: tuple  # behind berth
    takes: tuple = ()  # names of guests that are gone where it succeeds, and may be where it is cut off
    gives: tuple = ()  # names of guests that are there then


@dataclass(frozen=True)
class Operation:
    weight: int
    draw: Callable  # of a random.Random: a Drawn


def verb(word, *more, among=ALL):
    """guest WORD GUEST, of any of them."""
    return lambda random: Drawn(("guest", word, random.choice(among), *more))


def pick(random, *more):
    return random.choice(ALL + NEW), *more


OPERATIONS = {
    "suspend": Operation(4, verb("suspend")),
}


def draw(random):
    """An operation of the table, by its weight."""
    name = random.choices(list(OPERATIONS), [one.weight for one in OPERATIONS.values()])[0]
    return OPERATIONS[name].draw(random)


def verbs():
    """Each verb of the table as it is asked for: ("guest", "start")."""
    import random
    return {tuple(one.draw(random.Random(0)).words[:2]) for one in OPERATIONS.values()}


