#!/usr/bin/env python3
"""Writes days.txt, china.txt and states.txt, and says so if a year is incomplete.

It is run by hand when a new year's days are announced:

    PYTHONPATH=path/to/vacanza-holidays python3 generate.py path/to/chinese-days.json

days.txt    the public holidays of countries and states, from "holidays"
            (github.com/vacanza/holidays, MIT, licence beside this file)
china.txt   China's, with its make-up working days, from the npm package
            chinese-days (MIT, licence beside this file)
states.txt  names of states

A line of days is PLACE YEAR and then days, MMDD: off; -MMDD: not off here,
though in the rest of the country; wMMDD: worked, though of a weekend;
?N: so many days are not announced yet and therefore left out.
"""
import datetime
import json
import re
import sys

import holidays

YEARS = range(2025, 2031)
COUNTRIES = """AE AR AT AU BE BG BR CA CH CL CO CZ DE DK EE EG ES FI FR GB GR HK HR HU ID IE IL IN IT JP KE KR KZ LT LU
LV MO MX MY NG NL NO NZ PE PH PK PL PT RO RS RU SA SE SG SI SK TH TR TW UA US VN ZA""".split()
# Countries in whose states other days are off, where the state's own days are kept apart.
STATES = "AT AU BR CA CH DE ES FR GB IN MY NZ US".split()


def days(country, state, year):
    """Days off, make-up days, and how many are only estimated."""
    h = holidays.country_holidays(country, subdiv=state, years=[year])
    label = (h.tr(getattr(h, "estimated_label", "") or "") or "").replace("%s", "")
    both = (h.tr(getattr(h, "observed_estimated_label", "") or "") or "").replace("%s", "")
    guessed = {d for d, names in h.items() if d.year == year and all(
        (label.strip(" ()") and label.strip(" ()") in n) or (both.strip(" ()") and both.strip(" ()") in n) for n in names.split("; "))}
    off = {d for d in h if d.year == year} - guessed
    return off, {d for d in h.weekend_workdays if d.year == year}, len(guessed)


def short(d):
    return f"{d.month:02}{d.day:02}"


def line(place, year, off, worked=(), not_off=(), unknown=0):
    parts = [short(d) for d in sorted(off)] + ["-" + short(d) for d in sorted(not_off)] + ["w" + short(d) for d in sorted(worked)]
    return " ".join([place, str(year)] + parts + ([f"?{unknown}"] if unknown else []))


def write_days(out):
    for country in COUNTRIES:
        for year in YEARS:
            off, worked, unknown = days(country, None, year)
            out.write(line(country, year, off, worked, unknown=unknown) + "\n")
            for state in subdivisions(country):
                own, own_worked, own_unknown = days(country, state, year)
                text = line(f"{country}-{state}", year, own - off, own_worked - worked, off - own, max(0, own_unknown - unknown))
                out.write(text + "\n")


def subdivisions(country):
    if country not in STATES:
        return []
    return [s for s in getattr(holidays, country).subdivisions if re.fullmatch("[A-Z0-9]{1,3}", s)]


def write_states(out):
    for country in COUNTRIES:
        aliases = getattr(getattr(holidays, country), "subdivisions_aliases", {})
        for state in subdivisions(country):
            names = [alias for alias, code in aliases.items() if code == state]
            out.write(f"{country}-{state} " + "|".join(names or [state]) + "\n")


def write_china(out, source):
    data = json.load(open(source, encoding="utf-8"))
    by_year = {}
    for kind in ("holidays", "workdays"):
        for d in data[kind]:
            day = datetime.date.fromisoformat(d)
            by_year.setdefault(day.year, {}).setdefault(kind, []).append(day)
    for year in sorted(by_year):
        if year >= 2020:
            out.write(line("CN", year, by_year[year].get("holidays", []), by_year[year].get("workdays", [])) + "\n")


if __name__ == "__main__":
    with open("days.txt", "w", encoding="utf-8") as out:
        write_days(out)
    with open("states.txt", "w", encoding="utf-8") as out:
        write_states(out)
    with open("china.txt", "w", encoding="utf-8") as out:
        write_china(out, sys.argv[1])
