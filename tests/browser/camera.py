#!/usr/bin/env python3
"""What a fake camera plays, at 30 frames a second, as Chromium's fake capture reads it (MJPEG).

    camera.py FILE.mjpeg WIDTH HEIGHT MODULE < SCENES
                                       one JSON array a line: [FRAMES, [TEXT, ...]]; no text: an empty table; null: a covered lens;
                                       [FRAMES, ..., "still"]: one picture for ever, as a camera that hangs sends it

The symbol is drawn by python3-zxing-cpp, as somebody else's printer would, MODULE pixels a module, a little grey and unsharp. A
sensor's noise is different in the frames that follow one another.
"""
import io
import json
import sys
from functools import lru_cache

import numpy
import zxingcpp
from PIL import Image, ImageFilter

TAKES = 3  # frames that differ in their noise, again and again


def symbol(text, module=6):
    code = zxingcpp.write_barcode(zxingcpp.BarcodeFormat.QRCode, text, width=1, height=1, quiet_zone=4, ec_level=5)
    image = Image.fromarray(numpy.array(code, copy=False).squeeze()).convert("L")
    return image.resize((image.width * module, image.height * module), Image.NEAREST)


@lru_cache(maxsize=TAKES)
def noise(n, width, height):
    return numpy.random.default_rng(n).normal(0, 3, (height, width))


@lru_cache(maxsize=4)
def takes(texts, width, height, module):
    """The scene as JPEG files, one for each noise."""
    table = Image.new("L", (width, height), 3 if texts is None else 120)
    left = 10 * module
    for text in texts or []:
        badge = symbol(text, module).point(lambda v: 40 if v < 128 else 215)
        table.paste(badge, (left, (height - badge.height) // 2))
        left += badge.width + 10 * module
    seen = numpy.asarray(table.filter(ImageFilter.GaussianBlur(0.8)), dtype=numpy.float64)
    files = []
    for n in range(TAKES):
        picture = io.BytesIO()
        Image.fromarray(numpy.clip(seen + noise(n, width, height), 0, 255).astype("uint8")).convert("RGB").save(picture, "JPEG", quality=85)
        files.append(picture.getvalue())
    return files


def main():
    shape = [int(number) for number in sys.argv[2:5]]
    with open(sys.argv[1], "wb") as out:
        for line in sys.stdin:
            frames, texts, *how = json.loads(line)
            files = takes(None if texts is None else tuple(texts), *shape)
            for n in range(frames):
                out.write(files[0 if "still" in how else n % TAKES])


if __name__ == "__main__":
    main()
