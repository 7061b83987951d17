#!/usr/bin/env python3
"""What a fake camera plays: 1280 x 720 at 30 frames a second as Chromium's fake capture reads it (MJPEG).

    camera.py FILE.mjpeg < SCENES      one JSON array a line: [FRAMES, [TEXT, ...]]; no text: an empty table; null: a covered lens

The symbol is drawn by python3-zxing-cpp, as somebody else's printer would, four pixels a module, a little grey and unsharp.
"""
import io
import json
import sys

import numpy
import zxingcpp
from PIL import Image, ImageFilter

WIDTH, HEIGHT, MODULE = 1280, 720, 6


def symbol(text):
    code = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, width=1, height=1, quiet_zone=4, ec_level=5)
    image = Image.fromarray(numpy.array(code, copy=False).squeeze()).convert("L")
    return image.resize((image.width * MODULE, image.height * MODULE), Image.NEAREST)


def scene(texts, number):
    noise = numpy.random.default_rng(number).normal(0, 3, (HEIGHT, WIDTH))
    table = Image.fromarray(numpy.clip((3 if texts is None else 120) + noise, 0, 255).astype("uint8"))
    left = 60
    for text in texts or []:
        badge = symbol(text).point(lambda v: 40 if v < 128 else 215)
        table.paste(badge, (left, (HEIGHT - badge.height) // 2))
        left += badge.width + 60
    return table.filter(ImageFilter.GaussianBlur(0.8))


def main():
    with open(sys.argv[1], "wb") as out:
        for number, line in enumerate(sys.stdin):
            frames, texts = json.loads(line)
            picture = io.BytesIO()
            scene(texts, number).convert("RGB").save(picture, "JPEG", quality=85)
            out.write(picture.getvalue() * frames)


if __name__ == "__main__":
    main()
