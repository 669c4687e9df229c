"""A class of thirty and what each of them writes about owners of independent cafés.

Three cards: jobs, pains, gains. Some write a lot and some little, one makes a spelling
mistake, some say the same in other words, as in any class.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Student:
    """Somebody of the class: notes by card, and words of the notes they vote for."""

    name: str
    jobs: tuple[str, ...]
    pains: tuple[str, ...]
    gains: tuple[str, ...]
    likes: tuple[str, ...] = ()


#: Words of notes that many vote for, after their own favourites.
LIKED_BY_MANY = ("baristas leave", "regulars coming back", "queue short")

CLASS = (
    Student(
        "Mia",
        ("order beans before they run out", "keep the queue short at eight"),
        ("beans arrive stale",),
        ("never run out of beans",),
        ("beans", "queue"),
    ),
    Student(
        "Noah",
        ("keep regulars coming back",),
        ("beans arrive stale again",),
        ("regulars who bring their friends",),
        ("regulars", "stale"),
    ),
    Student(
        "Lea",
        ("plan who works when",),
        ("someone calls in sick at six in the morning",),
        ("a team that runs the morning alone",),
        ("sick", "team"),
    ),
    Student(
        "Zoe",
        ("set prices that people accept",),
        ("milk gets dearer every month",),
        ("a number that the bank believes",),
        ("milk", "bank"),
    ),
    Student(
        "Emil",
        ("be found by people who are new in town",),
        ("full at eight, empty at ten",),
        ("guests all day long",),
        ("empty", "guests"),
    ),
    Student(
        "Otto",
        ("fill the tables in the afternoon",),
        ("people sit for three hours over one coffee",),
        ("guests who come back at four",),
        ("three hours", "afternoon"),
    ),
    Student(
        "Ava",
        ("do the books every evening",),
        ("receipts in a shoe box",),
        ("evenings free",),
        ("evenings", "books"),
    ),
    Student(
        "Ben",
        ("find someone for the Saturday shift",),
        ("good baristas leave for a better wage",),
        ("staff who stay for years",),
        ("baristas", "stay"),
    ),
    Student(
        "Cleo",
        ("choose between three roasters",),
        ("each supplier has another order form",),
        ("one order for everything",),
        ("order",),
    ),
    Student(
        "Dario",
        ("keep the machine running",),
        ("the machine breaks down on a Sunday",),
        ("a repair on the same day",),
        ("machine", "repair"),
    ),
    Student(
        "Ella",
        ("train new staff in a week",),
        ("every new barista starts from nothing",),
        ("the same taste whoever makes it",),
        ("taste", "barista"),
    ),
    Student(
        "Finn",
        ("pay the rent on the first",),
        ("the rent goes up in spring",),
        ("money for two quiet months",),
        ("rent", "quiet"),
    ),
    Student(
        "Grace",
        ("decide what to bake for tomorrow",),
        ("cake is thrown away at night",),
        ("nothing left over at closing time",),
        ("cake", "left over"),
    ),
    Student(
        "Hugo",
        ("answer reviews on the internet",),
        ("one bad review stays on top",),
        ("people talk well of the place",),
        ("review",),
    ),
    Student(
        "Ida",
        ("know every regular by name",),
        ("no time to talk to guests",),
        ("be part of the neighbourhood",),
        ("neighbourhood", "regular"),
    ),
    Student(
        "Jonas",
        ("keep regulars comming back",),
        ("a chain opens across the street",),
        ("be the place people recommend",),
        ("chain", "regulars"),
    ),
    Student(
        "Kira",
        ("order oat milk, cups and lids in time",),
        ("the supplier delivers late on Mondays",),
        ("one delivery a week that is complete",),
        ("supplier", "delivery"),
    ),
    Student(
        "Luca",
        ("pass the health inspection",),
        ("forms nobody understands",),
        ("an inspection without sweat",),
        ("forms",),
    ),
    Student(
        "Maya",
        ("write the menu for the season",),
        ("guests ask for what is sold out",),
        ("a menu that sells itself",),
        ("menu",),
    ),
    Student(
        "Nils",
        ("count the till at closing time",),
        ("the till is wrong and nobody knows why",),
        ("go home half an hour after closing",),
        ("till", "evenings"),
    ),
    Student(
        "Olga",
        ("keep the place clean",),
        ("the dishwasher is too slow at noon",),
        ("clean cups all day",),
        ("queue",),
    ),
    Student(
        "Paul",
        ("find a good second barista",),
        ("cannot be away for a single day",),
        ("two weeks of holiday",),
        ("holiday", "single day"),
    ),
    Student(
        "Rosa",
        ("put up posters for events",),
        ("nobody comes to the reading",),
        ("a full house on Thursdays",),
        ("queue", "regulars"),
    ),
    Student(
        "Sami",
        ("compare prices of suppliers",),
        ("supplier prices change without a word",),
        ("prices fixed for a season",),
        ("prices",),
    ),
    Student(
        "Tara",
        ("keep the queue short at 8",),
        ("people leave when the queue is long",),
        ("nobody waits longer than three minutes",),
        ("queue", "waits"),
    ),
    Student(
        "Uwe",
        ("feel proud of the place",),
        ("ashamed of the broken chairs",),
        ("a magazine writes about the café",),
        ("proud",),
    ),
    Student(
        "Vera",
        ("store beans so that they stay fresh",),
        ("nobody says when the beans were roasted",),
        ("beans roasted this week",),
        ("beans", "roasted"),
    ),
    Student(
        "Will", ("sleep well before the tax is due",), (), ("evenings free again",)
    ),
    Student(
        "Xenia",
        ("offer lunch beside the coffee", "keep the landlord happy"),
        ("the kitchen is too small",),
        ("twice the sales at noon",),
        ("lunch", "kitchen"),
    ),
    Student(
        "Yann",
        ("write a business plan", "learn latte art"),
        ("the bank wants numbers I do not have",),
        ("a loan without begging",),
        ("bank", "numbers"),
    ),
)
