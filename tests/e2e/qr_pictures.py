"""Pictures of a checkpoint's QR code as people take them: a photograph, a screenshot of a terminal, one of a browser."""
import re

import numpy
from PIL import Image, ImageFilter


def photograph(picture, out, size=900):
    """The code askew, seen from the side, in uneven light, a little blurred, with noise, as a JPEG."""
    code = Image.open(picture).convert("L").resize((560, 560))
    desk = Image.new("L", (size, size), 120)
    desk.paste(code, (170, 150))
    desk = desk.rotate(7, resample=Image.BICUBIC, fillcolor=110)
    lean = (1.0, 0.06, -20, 0.02, 1.0, -10, 0.00006, 0.00004)
    desk = desk.transform((size, size), Image.PERSPECTIVE, lean, resample=Image.BICUBIC, fillcolor=110)
    desk = desk.filter(ImageFilter.GaussianBlur(1.0))
    pixels = numpy.asarray(desk).astype(float) * numpy.linspace(0.65, 1.1, size)[None, :]
    pixels += numpy.random.default_rng(7).normal(0, 6, pixels.shape)
    Image.fromarray(numpy.clip(pixels, 0, 255).astype("uint8")).save(out, quality=70)


def screenshot_of_blocks(lines, out, ink_on_paper=False):
    """What a terminal of 8 x 16 pixels a character shows of half blocks."""
    halves = {"█": (1, 1), "▀": (1, 0), "▄": (0, 1), " ": (0, 0)}
    rows = []
    for line in lines:
        rows += [[halves[c][half] for c in line] for half in (0, 1)]
    lit = numpy.kron(numpy.array(rows), numpy.ones((8, 8)))
    if ink_on_paper:
        lit = 1 - lit
    shot = numpy.full((lit.shape[0] + 120, lit.shape[1] + 200), 30, dtype="uint8")
    shot[40:40 + lit.shape[0], 60:60 + lit.shape[1]] = 20 + lit * 220
    Image.fromarray(shot).save(out)


def screenshot_of_svg(svg, out, pixels=6):
    """The page's dialog with the code in it. Reads the one path that the program draws."""
    side = int(re.search(r'viewBox="0 0 (\d+) \1"', svg).group(1))
    modules = numpy.full((side, side), 255, dtype="uint8")
    for x, y, run in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg):
        modules[int(y), int(x):int(x) + int(run)] = 0
    code = numpy.kron(modules, numpy.ones((pixels, pixels), dtype="uint8"))
    shot = numpy.full((code.shape[0] + 300, code.shape[1] + 400), 45, dtype="uint8")
    shot[120:120 + code.shape[0], 200:200 + code.shape[1]] = code
    Image.fromarray(shot).save(out)
