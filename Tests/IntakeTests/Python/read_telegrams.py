# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""Reads telegrams by another parser and prints one fact a line: file, tab, fact. For comparison in tests."""

import re
import sys
import xml.etree.ElementTree as ET


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def children(element, name):
    return [c for c in element if local(c) == name] if element is not None else []


def child(element, *path):
    for name in path:
        found = children(element, name)
        if not found:
            return None
        element = found[0]
    return element


def text(element, *path):
    found = child(element, *path) if path else element
    return (found.text or "").strip() if found is not None else ""


def below(element, name):
    return [e for e in element.iter() if local(e) == name]


def number(value):
    return f"{float(value):g}"


def facts(kind, head, body):
    if kind.startswith("VPWW"):
        for warning in children(body, "Warning"):
            if "（市町村等）" not in warning.get("type", ""):
                continue
            for item in children(warning, "Item"):
                said = []
                for k in children(item, "Kind"):
                    status = text(k, "Status")
                    over = status in ("解除", "発表警報・注意報はなし")
                    said.append(
                        ":".join(
                            ["00" if over else text(k, "Code"), status, text(k, "Condition"), text(k, "LastKind", "Code")]
                        )
                    )
                areas = children(item, "Area") + [a for g in children(item, "Areas") for a in children(g, "Area")]
                for area in areas:
                    yield f"{text(area, 'Code')} {' '.join(said)}"
    elif kind == "VXWW50":
        for item in [i for w in children(body, "Warning") for i in children(w, "Item")]:
            yield f"{text(item, 'Area', 'Code')} {text(item, 'Kind', 'Code')}"
    elif kind in ("VXKOii", "VXSUii"):
        for information in below(head, "Information"):
            if information.get("type", "").endswith(("（予報区域）", "（発表区間）")):
                for item in children(information, "Item"):
                    for area in below(item, "Area"):
                        yield f"{text(area, 'Code')} {text(item, 'Kind', 'Code')} {text(item, 'Kind', 'Name')}"
    elif kind in ("VXSE52", "VXSE61"):
        area = child(body, "Earthquake", "Hypocenter", "Area")
        if area is not None:
            yield f"{text(area, 'Code')} {text(area, 'Name')}"
    elif kind == "VXSE62":
        for area in below(body, "Area"):
            if child(area, "MaxLgInt") is not None:
                yield f"{text(area, 'Code')} {text(area, 'MaxLgInt')} {text(area, 'MaxInt')}"
    elif kind in ("VXSE43", "VXSE44", "VXSE45"):
        for area in [a for p in below(body, "Pref") for a in children(p, "Area")]:
            yield f"{text(area, 'Code')} {text(area, 'Category', 'Kind', 'Code')} {text(area, 'ForecastInt', 'From')}"
    elif kind in ("VTSE51", "VTSE52"):
        for item in children(child(body, "Tsunami", "Forecast"), "Item"):
            yield f"coast {text(item, 'Area', 'Code')} {text(item, 'Category', 'Kind', 'Code')}"
        for station in [s for i in children(child(body, "Tsunami", "Observation"), "Item") for s in children(i, "Station")]:
            height = child(station, "MaxHeight", "TsunamiHeight")
            yield f"gauge {text(station, 'Code')} {number(text(height)) if height is not None else '-'}"
    elif kind in ("VPHW50", "VPHW51", "VPOA50"):
        for item in [i for w in children(body, "Warning") for i in children(w, "Item")]:
            if text(item, "Kind", "Code") == "1":
                yield f"{text(item, 'Area', 'Code')} {text(item, 'Area', 'Name')}"
    elif kind == "VPBS50":
        for element in below(body, "Precipitation") + below(body, "SnowfallDepth"):
            yield f"{local(element)} {number(element.text)}"
        for item in below(head, "Item"):
            yield f"{text(item, 'Kind', 'Condition')} {' '.join(text(a, 'Code') for a in below(item, 'Area'))}"
    elif kind.startswith("VPTW"):
        for information in below(body, "MeteorologicalInfo"):
            for part in below(information, "CenterPart"):
                points = [e for e in part.iter() if e.get("type") == "中心位置（度）"]
                yield f"{text(information, 'DateTime')} {(points[0].text or '').strip()}"
    elif kind.startswith("VFVO") or kind.startswith("VFSV"):
        for information in children(body, "VolcanoInfo"):
            for item in children(information, "Item"):
                areas = " ".join(text(a, "Code") for g in children(item, "Areas") for a in children(g, "Area"))
                yield f"{text(item, 'Kind', 'Code')} {text(item, 'Kind', 'Name')} {areas}"
    elif kind.startswith("VYSE"):
        info = child(body, "EarthquakeInfo")
        yield f"{text(info, 'InfoSerial', 'Code')} {text(info, 'InfoSerial', 'Name')}"
    elif kind in ("VPFD60", "VPFD61", "VPFW60"):
        for item in below(body, "Item"):
            for prop in [p for k in children(item, "Kind") for p in children(k, "Property")]:
                ranks = [(r.text or "").strip() for r in below(prop, "PossibilityRankOfWarning")]
                top = "高" if "高" in ranks else "中" if "中" in ranks else ""
                if top:
                    yield f"{text(item, 'Area', 'Code')} {text(prop, 'Type')} {top}"


for path in sys.argv[1:]:
    root = ET.parse(path).getroot()
    control, head, body = (child(root, n) for n in ("Control", "Head", "Body"))
    name = path.rsplit("/", 1)[-1]
    kind = re.search(r"V[A-Z]{3}\w\w", name).group(0)
    print(f"{name}\t= {text(control, 'Title')} {text(head, 'InfoType')} {text(head, 'ReportDateTime')}")
    if text(head, "InfoType") != "取消" and body is not None:
        for fact in facts(kind, head, body):
            print(f"{name}\t{fact}")
