# SPDX-License-Identifier: Apache-2.0
# Copyright 2026 the Shirase project
"""Reads telegrams with lxml to the facts of `bench`'s TelegramFacts, and says how long it took.

stdin: one path a line. stdout: one JSON object; with --facts the facts, one line a telegram.
"""

import hashlib
import json
import re
import sys
import time
from datetime import datetime
from string import ascii_lowercase

try:
    from lxml import etree
except ImportError:
    sys.exit("lxml is missing from /usr/bin/python3: apt-get install python3-lxml")

MUNICIPALITY, REGION, COAST, PREFECTURE = "1220300", "341", "312", "千葉県"
AREAS = {MUNICIPALITY, "120013", "120010", "120000"}

BASE = "http://xml.kishou.go.jp/jmaxml1/"
R = "{%s}" % BASE
H = "{%sinformationBasis1/}" % BASE
S = "{%sbody/seismology1/}" % BASE
M = "{%sbody/meteorology1/}" % BASE
E = "{%selementBasis1/}" % BASE

STATUS = {"通常": "Actual", "訓練": "Exercise", "試験": "Test"}
KINDS = {
    "震度速報": "VXSE51",
    "震源に関する情報": "VXSE52",
    "震源・震度に関する情報": "VXSE53",
    "顕著な地震の震源要素更新のお知らせ": "VXSE61",
    "長周期地震動に関する観測情報": "VXSE62",
    "津波警報・注意報・予報": "VTSE41",
    "津波情報": "VTSE51",
    "沖合の津波観測に関する情報": "VTSE52",
    "気象特別警報・警報・注意報": "VPWW53",
    "気象警報・注意報(H27)": "VPWW54",
    "気象警報・注意報(R06)(大雨)": "VPWW55",
    "気象警報・注意報(R06)(土砂)": "VPWW56",
    "気象警報・注意報(R06)(土砂災害)": "VPWW56",
    "気象警報・注意報(R06)(高潮)": "VPWW57",
    "気象警報・注意報(R06)(暴風)": "VPWW58",
    "気象警報・注意報(R06)(波浪)": "VPWW59",
    "気象警報・注意報(R06)(大雪)": "VPWW60",
    "気象警報・注意報(R06)(その他注意報)": "VPWW61",
}
HALF_WIDTH = {code: code - 0xFF01 + 0x21 for code in range(0xFF01, 0xFF5F)}

PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def xpath(path):
    return etree.XPath(path, namespaces={"s": S[1:-1], "e": E[1:-1]})


REGION_INTENSITY = xpath("s:Pref/s:Area[s:Code='%s']/s:MaxInt/text()" % REGION)
REGION_MOTION = xpath("s:Pref/s:Area[s:Code='%s']" % REGION)
CITY = xpath("s:Pref/s:Area/s:City[s:Code='%s']" % MUNICIPALITY)
COAST_ITEM = xpath("s:Tsunami/s:Forecast/s:Item[s:Area/s:Code='%s']" % COAST)
GAUGES = xpath("s:Tsunami/s:Observation/s:Item[s:Area/s:Code='%s']/s:Station/s:MaxHeight/e:TsunamiHeight" % COAST)
COORDINATE = xpath("e:Coordinate[not(@type)]")


def text(element, path):
    return (element.findtext(path) or "").strip()


def seconds(value):
    return str(int(datetime.fromisoformat(value).timestamp()))


def rounded(value):
    return int(value + 0.5)


def hypocentre(earthquake):
    area = earthquake.find(f"{S}Hypocenter/{S}Area") if earthquake is not None else None
    if area is None:
        return ["-", "-", "-"]
    element = earthquake.find(f"{E}Magnitude")
    value = (element.text or "").strip()
    if value and value != "NaN":
        magnitude = str(rounded(float(value) * 10))
    else:
        magnitude = "over 8" if "８を超える" in element.get("description", "") else "?"
    depth = "?"
    for coordinate in COORDINATE(area)[:1]:
        numbers = re.findall(r"[+-][0-9.]+", coordinate.text or "")
        if len(numbers) == 3:
            depth = str(min(rounded(-float(numbers[2]) / 1000), 700))
    return [text(area, f"{S}Code"), magnitude, depth]


def intensities(observation):
    if observation is None:
        return ["-", "-", "-"]
    region = REGION_INTENSITY(observation)
    city = "-"
    for element in CITY(observation)[:1]:
        city = text(element, f"{S}MaxInt") or "-"
        if "未入電" in text(element, f"{S}Condition") and city in "-1234":
            city = "!5-"
    return [text(observation, f"{S}MaxInt") or "-", region[0] if region else "-", city]


def coast(body):
    for item in COAST_ITEM(body)[:1]:
        height = "-"
        element = item.find(f"{S}MaxHeight/{E}TsunamiHeight")
        if element is not None:
            value, said = (element.text or "").strip(), element.get("description", "")
            if not value or value == "NaN":
                height = {"巨大": "huge", "高い": "high"}.get(said, "?")
            else:
                sign = "<" if said.endswith("未満") else ">" if said.endswith(("超", "以上")) else ""
                height = sign + str(rounded(float(value) * 100))
        first, arrival = item.find(f"{S}FirstHeight"), "-"
        if first is not None:
            words = {
                "ただちに津波来襲と予測": "now",
                "津波到達中と推測": "presumed",
                "既に津波到達と推測": "presumed",
                "第１波の到達を確認": "confirmed",
            }
            time_text = text(first, f"{S}ArrivalTime")
            arrival = words.get(text(first, f"{S}Condition")) or (seconds(time_text) if time_text else "-")
        return [text(item, f"{S}Category/{S}Kind/{S}Code"), height, arrival]
    return ["-", "-", "-"]


def warnings(body):
    listed, found = False, []
    for warning in body.iterfind(f"{M}Warning"):
        municipalities = "（市町村等）" in warning.get("type", "")
        for item in warning.iterfind(f"{M}Item"):
            for place in item.findall(f"{M}Area") + item.findall(f"{M}Areas/{M}Area"):
                code = text(place, f"{M}Code")
                if code not in AREAS:
                    continue
                listed = listed or (municipalities and code == MUNICIPALITY)
                codes = [
                    text(kind, f"{M}Code")
                    for kind in item.iterfind(f"{M}Kind")
                    if text(kind, f"{M}Status") not in ("解除", "発表警報・注意報はなし")
                ]
                found.append(code + ":" + ",".join(c for c in codes if c != "00"))
    return listed, found


def city_facts(kind, report, head, events):
    """Whether a telegram of a main kind concerns the city, and what it says of it."""
    if text(head, f"{H}InfoType") == "取消":
        if kind.startswith("VPWW"):
            return text(head, f"{H}Title").startswith(PREFECTURE), []
        return kind.startswith("VTSE") or len(events) == 1, []
    if kind.startswith("VPWW"):
        return warnings(report.find(f"{M}Body"))
    body = report.find(f"{S}Body")
    if kind.startswith("VTSE"):
        concerned = kind == "VTSE41" or bool(COAST_ITEM(body)) or bool(GAUGES(body))
        return concerned, coast(body)
    observation = body.find(f"{S}Intensity/{S}Observation")
    one = len(events) == 1
    if kind == "VXSE51":
        facts = intensities(observation)
        return one and facts[1] != "-", facts
    facts = hypocentre(body.find(f"{S}Earthquake"))
    if kind == "VXSE62":
        region = REGION_MOTION(observation)
        facts.append(text(observation, f"{S}MaxLgInt") or "-")
        facts += [text(region[0], S + name) or "-" for name in ("MaxLgInt", "MaxInt")] if region else ["-", "-"]
        return one and bool(region), facts
    return one, facts + intensities(observation) if kind == "VXSE53" else facts


def line(data):
    try:
        report = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError:
        return "unreadable"
    control, head = report.find(f"{R}Control"), report.find(f"{H}Head")
    title = text(control, f"{R}Title")
    events = text(head, f"{H}EventID").split()
    serial = text(head, f"{H}Serial")
    fields = [
        title,
        STATUS[text(control, f"{R}Status")],
        text(head, f"{H}InfoType"),
        " ".join(events),
        seconds(text(head, f"{H}ReportDateTime")),
        str(int(serial)) if serial.isdecimal() else "-",
        text(head, f"{H}Headline/{H}Text").replace("\n", " "),
    ]
    # JMA adds a letter to a title when a layout changes.
    kind = KINDS.get(title.translate(HALF_WIDTH).rstrip(ascii_lowercase))
    if kind:
        concerned, facts = city_facts(kind, report, head, events)
        fields.append("concerned" if concerned else "not concerned")
        fields += facts
    return "|".join(fields)


def peak():
    """VmHWM in kB. Not ru_maxrss, which begins with the peak of the process that started this one."""
    with open("/proc/self/status") as status:
        return int(re.search(r"VmHWM:\s*(\d+) kB", status.read()).group(1))


def main():
    passes = int(sys.argv[sys.argv.index("--passes") + 1]) if "--passes" in sys.argv else 1
    documents = []
    for path in sys.stdin.read().split("\n"):
        if path:
            with open(path, "rb") as file:
                documents.append((path.rsplit("/", 1)[-1], file.read()))
    lines = []
    start = time.perf_counter()
    for _ in range(passes):
        lines = [f"{name}|{line(data)}" for name, data in documents]
    elapsed = time.perf_counter() - start
    if "--facts" in sys.argv:
        print("\n".join(lines))
        return
    digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    print(json.dumps({"telegrams": len(lines) * passes, "seconds": elapsed, "peak": peak(), "digest": digest}))


main()
