"""Columns and wording of each kind of delivery."""

import math


def to_rd(latitude, longitude):
    """RD New in metres, by the polynomials of Schreutelkamp and Strang van Hees (within about 0.3 m)."""
    p = 0.36 * (latitude - 52.15517440)
    q = 0.36 * (longitude - 5.38720621)
    x = 155000 + sum(
        c * p**i * q**j
        for i, j, c in (
            (0, 1, 190094.945), (1, 1, -11832.228), (2, 1, -114.221), (0, 3, -32.391), (1, 0, -0.705),
            (3, 1, -2.340), (1, 3, -0.608), (0, 2, -0.008), (2, 3, 0.148),
        )
    )
    y = 463000 + sum(
        c * p**i * q**j
        for i, j, c in (
            (1, 0, 309056.544), (0, 2, 3638.893), (2, 0, 73.077), (1, 2, -157.984), (3, 0, 59.788),
            (0, 1, 0.433), (2, 2, -6.439), (1, 1, -0.032), (0, 4, 0.092), (1, 4, -0.054),
        )
    )
    return round(x, 1), round(y, 1)


def comma(value):
    return str(value).replace(".", ",")


WAARNEMING_NL = [
    "id", "naam_nl", "naam_wet", "datum", "tijd", "aantal", "geslacht", "kleed", "activiteit", "determinatiemethode",
    "methode", "protocol", "breedtegraad", "lengtegraad", "exact_meters", "gebied", "waarnemer", "id_daglijst", "zeker",
    "status", "kmvervaagd", "toon_datum", "bijzonderheden",
]


def waarneming_nl(o):
    return [
        o["number"], o["dutch"], o["name"], f"{o['day']}-{o['month']}-{o['year']}",
        f"{o['hour']:02}:{o['minute']:02}" if o["number"] % 3 else "", o["count"],
        {"man": "M", "vrouw": "V"}.get(o["sex"], "O"), o["stage"], o["behaviour"], "gezien", "onbekend", "101.000",
        comma(o["latitude"]), comma(o["longitude"]), 999 if o["number"] % 97 == 0 else o["uncertainty"],
        f"{o['municipality']} ({o['province']})", o["observer"], o["visit"], o.get("certain", "J"),
        "OAPJ"[o["number"] % 4], 1 if o["number"] % 89 == 0 else 0, o.get("embargo", ""), o["remark"],
    ]


NDFF_CLASSIC = [
    "obs_uri", "soort_ned", "soort_wet", "telondrwrp", "telmethode", "orig_aant", "aantal_min", "aantal_max", "eenheid",
    "centrumx", "centrumy", "area_m2", "loc_type", "vervaagd", "datm_start", "datm_stop", "stadium", "geslacht", "gedrag",
    "biotoop", "verblfplts", "protocol", "detmethode", "databehrdr", "dataeigenr", "kwliteit", "srtgroepen", "sessionid",
]


def ndff_classic(o):
    x, y = to_rd(o["latitude"], o["longitude"])
    # An octagon around the point: its area is 2√2 r².
    area = round(2 * math.sqrt(2) * o["uncertainty"] ** 2, 4)
    day = f"{o['day']:02}-{o['month']:02}-{o['year']}"
    start, stop = (f"{day} {o['hour']:02}:{minute:02}:00" for minute in (o["minute"], min(59, o["minute"] + 1)))
    return [
        f"http://ndff.example/waarneming/{o['number']}", o["dutch"], o["name"], "levend exemplaar", "exacte telling",
        o["count"], o["count"], o["count"], "exemplaren", x, y, area, "punt", "nee", start, stop,
        o["stage"] or "onbekend", {"man": "mannelijk", "vrouw": "vrouwelijk"}.get(o["sex"], "onbekend"),
        o["behaviour"] or "onbekend", "onbekend", "", o.get("protocol", "100.000"), "gezien", "Provincie Voorbeeldland",
        "Werkgroep Voorbeeldnatuur", "betrouwbaar", o["group"], 0,
    ]


DARWIN_CORE = [
    "occurrenceID", "basisOfRecord", "occurrenceStatus", "scientificName", "vernacularName", "taxonRank", "eventDate",
    "decimalLatitude", "decimalLongitude", "geodeticDatum", "coordinateUncertaintyInMeters", "individualCount", "lifeStage",
    "sex", "behavior", "recordedBy", "occurrenceRemarks", "municipality", "stateProvince", "countryCode", "datasetName",
    "eventID", "license", "rightsHolder", "identificationVerificationStatus",
]
STAGES = {"imago": "imago", "rups": "larva", "larve": "larva", "adult": "adult", "juveniel": "juvenile"}
BEHAVIOURS = {"ter plaatse": "present", "foeragerend": "foraging", "roepend": "calling"}


def darwin_core(o, dataset="Voorbeeldmeetnet"):
    return [
        f"https://voorbeeldnatuur.example/waarneming/{o['number']}", "HumanObservation", o.get("status", "present"),
        o.get("delivered", f"{o['name']} {o['author']}"), o["dutch"], "species",
        o.get("date", f"{o['year']}-{o['month']:02}-{o['day']:02}T{o['hour']:02}:{o['minute']:02}"),
        o["latitude"], o["longitude"], "WGS84", o["uncertainty"], o["count"], STAGES.get(o["stage"], ""),
        {"man": "male", "vrouw": "female"}.get(o["sex"], ""), BEHAVIOURS.get(o["behaviour"], o["behaviour"]), o["observer"],
        o["remark"], o["municipality"], o["province"], "NL", dataset,
        f"https://voorbeeldnatuur.example/bezoek/{o['visit']}" if o["visit"] else "",
        "https://creativecommons.org/licenses/by/4.0/", "Stichting Voorbeeldnatuur",
        ["unverified", "approved on knowledge rules", "approved on expert judgement"][o["number"] % 3],
    ]


def descriptor(fields, locations, separator, enclosed, defaults=(), encoding="UTF-8"):
    terms = {"license": "http://purl.org/dc/terms/license", "rightsHolder": "http://purl.org/dc/terms/rightsHolder"}

    def term(name):
        return terms.get(name, f"http://rs.tdwg.org/dwc/terms/{name}")

    lines = [f'<?xml version="1.0" encoding="{encoding}"?>']
    lines.append('<archive xmlns="http://rs.tdwg.org/dwc/text/" metadata="eml.xml">')
    lines.append(
        f'  <core encoding="UTF-8" fieldsTerminatedBy="{separator}" linesTerminatedBy="\\n" fieldsEnclosedBy="{enclosed}"'
        ' ignoreHeaderLines="1" rowType="http://rs.tdwg.org/dwc/terms/Occurrence">'
    )
    lines.append("    <files>")
    lines += [f"      <location>{location}</location>" for location in locations]
    lines.append("    </files>")
    lines.append('    <id index="0"/>')
    lines += [f'    <field index="{index}" term="{term(name)}"/>' for index, name in enumerate(fields)]
    lines += [f'    <field default="{value}" term="{term(name)}"/>' for name, value in defaults]
    lines += ["  </core>", "</archive>", ""]
    return "\n".join(lines)


def eml(title):
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<eml:eml xmlns:eml="https://eml.ecoinformatics.org/eml-2.2.0" packageId="{title}/v1" system="https://voorbeeldnatuur.example">
  <dataset>
    <title>{title}</title>
    <creator><organizationName>Stichting Voorbeeldnatuur</organizationName></creator>
    <contact><organizationName>Stichting Voorbeeldnatuur</organizationName></contact>
  </dataset>
</eml:eml>
"""
