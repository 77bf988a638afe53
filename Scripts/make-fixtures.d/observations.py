"""Draws observations: real Dutch species, made-up observers and places near real towns."""

import random

# scientific name, author, Dutch name, soortgroep, first and last month of the season
SPECIES = [
    ("Vanessa atalanta", "(Linnaeus, 1758)", "atalanta", "Dagvlinders", 5, 10),
    ("Aglais io", "(Linnaeus, 1758)", "dagpauwoog", "Dagvlinders", 4, 9),
    ("Aglais urticae", "(Linnaeus, 1758)", "kleine vos", "Dagvlinders", 4, 9),
    ("Anthocharis cardamines", "(Linnaeus, 1758)", "oranjetipje", "Dagvlinders", 4, 5),
    ("Gonepteryx rhamni", "(Linnaeus, 1758)", "citroenvlinder", "Dagvlinders", 3, 8),
    ("Pieris napi", "(Linnaeus, 1758)", "klein geaderd witje", "Dagvlinders", 4, 9),
    ("Pararge aegeria", "(Linnaeus, 1758)", "bont zandoogje", "Dagvlinders", 4, 9),
    ("Polyommatus icarus", "(Rottemburg, 1775)", "icarusblauwtje", "Dagvlinders", 5, 9),
    ("Anax imperator", "Leach, 1815", "grote keizerlibel", "Libellen", 6, 8),
    ("Ischnura elegans", "(Vander Linden, 1820)", "lantaarntje", "Libellen", 5, 9),
    ("Sympetrum striolatum", "(Charpentier, 1840)", "bruinrode heidelibel", "Libellen", 7, 10),
    ("Turdus merula", "Linnaeus, 1758", "merel", "Vogels", 1, 12),
    ("Parus major", "Linnaeus, 1758", "koolmees", "Vogels", 1, 12),
    ("Vanellus vanellus", "(Linnaeus, 1758)", "kievit", "Vogels", 2, 11),
    ("Limosa limosa", "(Linnaeus, 1758)", "grutto", "Vogels", 3, 7),
    ("Passer domesticus", "(Linnaeus, 1758)", "huismus", "Vogels", 1, 12),
    ("Ardea cinerea", "Linnaeus, 1758", "blauwe reiger", "Vogels", 1, 12),
    ("Rana temporaria", "Linnaeus, 1758", "bruine kikker", "Amfibieën", 2, 10),
    ("Bufo bufo", "(Linnaeus, 1758)", "gewone pad", "Amfibieën", 2, 10),
    ("Natrix helvetica", "(Lacépède, 1789)", "ringslang", "Reptielen", 4, 9),
    ("Lacerta agilis", "Linnaeus, 1758", "zandhagedis", "Reptielen", 4, 9),
    ("Capreolus capreolus", "(Linnaeus, 1758)", "ree", "Zoogdieren (overig)", 1, 12),
    ("Erinaceus europaeus", "Linnaeus, 1758", "egel", "Zoogdieren (overig)", 4, 10),
    ("Pipistrellus pipistrellus", "(Schreber, 1774)", "gewone dwergvleermuis", "Vleermuizen", 4, 10),
    ("Bellis perennis", "L.", "madeliefje", "Vaatplanten", 3, 10),
    ("Calluna vulgaris", "(L.) Hull", "struikhei", "Vaatplanten", 7, 10),
    ("Caltha palustris", "L.", "gewone dotterbloem", "Vaatplanten", 3, 6),
    ("Heracleum mantegazzianum", "Sommier & Levier", "reuzenberenklauw", "Vaatplanten", 5, 9),
    ("Impatiens glandulifera", "Royle", "reuzenbalsemien", "Vaatplanten", 6, 10),
    ("Fallopia japonica", "(Houtt.) Ronse Decr.", "Japanse duizendknoop", "Vaatplanten", 5, 10),
    ("Amanita muscaria", "(L.) Lam.", "vliegenzwam", "Schimmels", 9, 11),
]
# On the example list of sensitive species: birds by their nests, the others always.
SENSITIVE = [
    ("Pernis apivorus", "(Linnaeus, 1758)", "wespendief", "Vogels", 5, 8),
    ("Haliaeetus albicilla", "(Linnaeus, 1758)", "zeearend", "Vogels", 1, 12),
    ("Grus grus", "(Linnaeus, 1758)", "kraanvogel", "Vogels", 3, 10),
    ("Athene noctua", "(Scopoli, 1769)", "steenuil", "Vogels", 3, 6),
    ("Meles meles", "(Linnaeus, 1758)", "das", "Zoogdieren (overig)", 1, 12),
    ("Lutra lutra", "(Linnaeus, 1758)", "otter", "Zoogdieren (overig)", 1, 12),
]
# municipality, province, latitude and longitude
TOWNS = [
    ("Groningen", "Groningen", 53.2194, 6.5665),
    ("Súdwest-Fryslân", "Fryslân", 53.0310, 5.6590),
    ("Westerveld", "Drenthe", 52.8500, 6.3000),
    ("Steenwijkerland", "Overijssel", 52.7400, 5.9900),
    ("Lelystad", "Flevoland", 52.5185, 5.4714),
    ("Ede", "Gelderland", 52.0800, 5.7300),
    ("Amersfoort", "Utrecht", 52.1561, 5.3878),
    ("Bloemendaal", "Noord-Holland", 52.4020, 4.6200),
    ("Nieuwkoop", "Zuid-Holland", 52.1500, 4.7800),
    ("Goes", "Zeeland", 51.5000, 3.8900),
    ("Boxtel", "Noord-Brabant", 51.5900, 5.3200),
    ("Leudal", "Limburg", 51.2500, 5.9000),
]
OBSERVERS = [
    "Anna van den Voorbeeld", "Bram de Proef", "Carla Testema", "Daan Fictema", "Eva van Verzonnen",
    "Floris Denkbeeld", "Greet ter Illustratie", "Ymke in 't Verhaal", "Zoë Schijnhof", "Jürgen Nietecht",
]
REMARKS = [
    "", "", "", "", "Zat te zonnen op het pad", "Roepend gehoord; niet gezien", "Met café-terras op de achtergrond",
    "Overvliegend naar het zuiden", "Eén exemplaar, ’s avonds",
]


class Maker:
    """Draws observations."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def pick(self, values):
        return values[int(self.random.random() * len(values))]

    def number(self, first, last):
        return first + int(self.random.random() * (last - first + 1))

    def observation(self, number, species=None, town=None):
        name, author, dutch, group, first, last = species or self.pick(SPECIES)
        municipality, province, latitude, longitude = town or TOWNS[number % len(TOWNS)]
        plant = group in ("Vaatplanten", "Schimmels")
        return {
            "number": number,
            "name": name, "author": author, "dutch": dutch, "group": group,
            "year": self.pick([2020, 2021, 2022, 2023, 2024, 2024, 2025, 2025, 2025]),
            "month": self.number(first, last), "day": self.number(1, 28),
            "hour": self.number(6, 21), "minute": self.number(0, 59),
            "latitude": round(latitude + (self.random.random() - 0.5) * 0.05, 5),
            "longitude": round(longitude + (self.random.random() - 0.5) * 0.08, 5),
            "uncertainty": self.pick([5, 10, 10, 25, 50, 100]),
            "count": self.pick([1, 1, 1, 1, 2, 2, 3, 5, 12]),
            "sex": "" if plant else self.pick(["", "", "", "man", "vrouw"]),
            "stage": self.stage(group),
            "behaviour": "" if plant else self.pick(["", "", "ter plaatse", "foeragerend", "roepend"]),
            "observer": self.pick(OBSERVERS),
            "municipality": municipality, "province": province,
            "remark": self.pick(REMARKS),
            "visit": f"B{number // 7}" if number % 7 > 3 else "",
        }

    def stage(self, group):
        if group in ("Dagvlinders", "Libellen"):
            return self.pick(["imago", "imago", "imago", "imago", "rups" if group == "Dagvlinders" else "larve", ""])
        if group in ("Vaatplanten", "Schimmels"):
            return ""
        return self.pick(["adult", "adult", "", "juveniel"])

    def observations(self, first, count, **choices):
        return [self.observation(number, **choices) for number in range(first, first + count)]
