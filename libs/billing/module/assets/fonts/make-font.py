#!/usr/bin/env python3
"""Makes the font that documents are printed with: Noto Sans CJK SC cut down to what our documents can need.

    apt-get install fonts-noto-cjk python3-fonttools
    python3 libs/billing/module/assets/fonts/make-font.py

Kept are the characters of GB 2312 (the 6,763 hanzi of everyday and of names, punctuation, full-width forms), Latin-1 and Latin
Extended-A, general punctuation, currency signs and arrows. The result is the same for the same Noto package and fontTools.
"""
import json
import os
from fontTools import subset
from fontTools.ttLib import TTCollection

SOURCE = "/usr/share/fonts/opentype/noto/NotoSansCJK-{}.ttc"
FACE = "Noto Sans CJK SC"
HERE = os.path.dirname(os.path.abspath(__file__))


def wanted():
    points = set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {0x20AC, 0x20A9, 0x20BD, 0x20B9, 0x2116, 0x2212, 0x2190, 0x2192, 0x00D7, 0x00F7}
    points |= set(range(0x2010, 0x2028)) | set(range(0x2030, 0x203B)) | set(range(0xFF01, 0xFF5F)) | {0xFFE5, 0x3000, 0x3001, 0x3002, 0x25A1}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes([high, low]).decode("gb2312")))
            except UnicodeDecodeError:
                pass
    return points


def make(weight):
    fonts = TTCollection(SOURCE.format(weight)).fonts
    font = next(each for each in fonts if each["name"].getDebugName(1) == FACE or each["name"].getDebugName(16) == FACE)
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.hinting = False
    options.desubroutinize = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)
    target = os.path.join(HERE, f"noto-sans-sc-{weight.lower()}.otf")
    font.save(target)
    ranges = []
    for point in sorted(font.getBestCmap()):
        if ranges and ranges[-1][1] == point - 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    with open(target.replace(".otf", ".coverage.json"), "w") as coverage:
        json.dump(ranges, coverage, separators=(",", ":"))
        coverage.write("\n")
    print(target, os.path.getsize(target))


make("Regular")
