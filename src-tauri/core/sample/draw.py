#!/usr/bin/env python3
"""Draws the pictures of the sample newsroom, so that they are ours: no photograph, no person, no place.

    pip install numpy pillow
    python3 draw.py [--scale 0.5] [--out FOLDER] [NAME…]

Each scene is painted from back to front on a float canvas (sky, far hills, mist, water, silhouettes), then
`finish` gives all of them the same hand: brush, bloom, vignette, grain. Fixed seeds: the same picture every time.
"""

import argparse
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 2400, 1600


def rgb(code):
    """'#rrggbb' as linear-ish floats 0–1."""
    return np.array([int(code[i : i + 2], 16) for i in (1, 3, 5)], np.float32) / 255


def smooth(edge0, edge1, x):
    t = np.clip((x - edge0) / (edge1 - edge0), 0, 1)
    return t * t * (3 - 2 * t)


def mix(a, b, t):
    t = np.asarray(t, np.float32)
    if t.ndim == 2:
        t = t[..., None]
    return a * (1 - t) + b * t


class Canvas:
    def __init__(self, name, scale):
        self.width, self.height = int(WIDTH * scale), int(HEIGHT * scale)
        self.random = np.random.default_rng(zlib.crc32(name.encode()))
        # Pixels as shares of the height, so that every scene is written in one unit whatever the size.
        ys, xs = np.mgrid[0 : self.height, 0 : self.width].astype(np.float32) / self.height
        self.x, self.y = xs, ys
        self.aspect = self.width / self.height
        self.image = np.zeros((self.height, self.width, 3), np.float32)

    # Raw material ------------------------------------------------------------------------------

    def fbm(self, scale, octaves=5, stretch=1.0, gain=0.5):
        """Clouds of noise about 0.5: `scale` features down the picture, `stretch` times as wide as high."""
        total, weight, size = np.zeros((self.height, self.width), np.float32), 0.0, 1.0
        for octave in range(octaves):
            rows = max(2, int(scale * 2**octave) + 2)
            columns = max(2, int(scale * 2**octave * self.aspect / stretch) + 2)
            if rows > self.height or columns > self.width:
                break
            field = self.random.random((rows, columns)).astype(np.float32)
            field = Image.fromarray(field).resize((self.width, self.height), Image.BICUBIC)
            total += np.asarray(field) * size
            weight += size
            size *= gain
        return total / weight

    def line(self, scale, octaves=6, gain=0.5):
        """One line of noise across the picture, −1 to 1."""
        total, weight, size = np.zeros(self.width, np.float32), 0.0, 1.0
        for octave in range(octaves):
            count = int(scale * 2**octave) + 4
            points = self.random.random(count).astype(np.float32) * 2 - 1
            at = np.linspace(1, count - 3, self.width, dtype=np.float32)
            i = at.astype(int)
            t = at - i
            t = t * t * (3 - 2 * t)
            total += (points[i] * (1 - t) + points[i + 1] * t) * size
            weight += size
            size *= gain
        return total / weight

    def blur(self, field, radius):
        """Gaussian, `radius` as a share of the height; a float field 0–1 or a picture."""
        pixels = radius * self.height
        if field.ndim == 3:
            return np.stack([self.blur(field[..., i], radius) for i in range(3)], -1)
        # Small and then enlarged where the blur is wide: the eye can't tell, the clock can.
        step = max(1, int(pixels / 4))
        small = Image.fromarray(field.astype(np.float32)).resize(
            (max(1, self.width // step), max(1, self.height // step)), Image.BOX
        )
        small = np.asarray(small, np.float32)
        for axis in (0, 1):
            r = max(1, int(pixels / step * 3))
            kernel = np.exp(-0.5 * (np.arange(-r, r + 1) / max(pixels / step, 1e-3)) ** 2).astype(np.float32)
            kernel /= kernel.sum()
            pad = [(r, r) if i == axis else (0, 0) for i in (0, 1)]
            padded = np.pad(small, pad, mode="edge")
            small = sum(
                kernel[k] * np.take(padded, np.arange(k, k + small.shape[axis]), axis=axis) for k in range(2 * r + 1)
            )
        return np.asarray(Image.fromarray(small.astype(np.float32)).resize((self.width, self.height), Image.BICUBIC))

    def mask(self, draw, soften=0.0006):
        """What `draw(pen)` draws, 0–1, with soft edges. The pen takes shares of the height."""
        big = 2
        image = Image.new("L", (self.width * big, self.height * big), 0)
        draw(Pen(ImageDraw.Draw(image), self.height * big))
        field = np.asarray(image.resize((self.width, self.height), Image.BOX), np.float32) / 255
        return self.blur(field, soften) if soften * self.height > 0.5 else field

    # Paint -------------------------------------------------------------------------------------

    def sky(self, stops):
        """Vertical gradient through (y, colour)."""
        at = [y for y, _ in stops]
        colours = np.array([rgb(colour) for _, colour in stops])
        for i in range(3):
            self.image[..., i] = np.interp(self.y, at, colours[:, i])

    def paint(self, colour, mask):
        colour = rgb(colour) if isinstance(colour, str) else colour
        self.image = mix(self.image, colour, np.clip(mask, 0, 1))

    def light(self, colour, amount):
        """Adds light as film does: bright stays below white."""
        amount = np.clip(amount, 0, 1)[..., None] * rgb(colour)
        self.image = 1 - (1 - self.image) * (1 - amount)

    def glow(self, x, y, radius, colour, strength):
        distance = np.hypot(self.x - x, self.y - y) / radius
        self.light(colour, strength * np.exp(-(distance**1.1) * 1.6))

    def clouds(self, colour, low, high, amount, scale=2.2, stretch=5.0, cover=0.5):
        field = self.fbm(scale, 6, stretch)
        band = smooth(low - 0.1, low + 0.05, self.y) * (1 - smooth(high - 0.08, high + 0.05, self.y))
        self.paint(colour, smooth(cover, cover + 0.25, field) * band * amount)

    def ridge(self, base, height, scale, top, bottom, depth=0.3, octaves=6, light=None, texture=0.05, gain=0.5, shape=None):
        """A range of hills from its line down; returns the line. `light` is the side the sun is on, −1 or 1."""
        line = base - height * (0.5 + 0.5 * self.line(scale, octaves, gain))
        if shape is not None:
            line = line + shape(self.x[0])
        below = self.y - line[None, :]
        colour = mix(rgb(top), rgb(bottom), np.clip(below / depth, 0, 1) ** 0.8)
        if texture:
            # Folds that run downhill: noise read at a place that slides aside as it goes down.
            folds = self.blur(self.fbm(7, 5, 0.9), 0.004)
            colour = colour * (1 + texture * 2 * (folds - 0.5) * np.exp(-below / depth * 0.5))[..., None]
        if light:
            width = max(3, self.height // 28)
            padded = np.pad(line, width, mode="edge")
            slope = np.gradient(np.convolve(padded, np.ones(width) / width, "same"))[width:-width] * self.height
            lit = np.clip(-slope * light, -1, 1)[None, :] * np.exp(-np.clip(below, 0, 1) / 0.035)
            colour = colour * (1 + 0.22 * lit)[..., None]
        edge = smooth(-0.0012, 0.0012, below)
        self.image = mix(self.image, np.clip(colour, 0, 1), edge)
        return line

    def mist(self, y, thickness, colour, amount, scale=3, stretch=6):
        field = self.fbm(scale, 5, stretch)
        band = np.exp(-(((self.y - y + 0.05 * (field - 0.5)) / thickness) ** 2))
        self.paint(colour, band * amount * (0.45 + 1.1 * (field - 0.25)))

    def reflect(self, horizon, tint, amount, ripple=0.012, fade=0.6, stretch=9.0):
        """Water below `horizon`: what is above it, upside down, broken by ripples that grow nearer."""
        depth = np.clip((self.y - horizon) / (1 - horizon), 0, 1)
        near = self.fbm(26, 4, stretch, 0.6) - 0.5
        far = self.fbm(90, 2, stretch, 0.6) - 0.5
        wave = near * depth + far * (1 - depth) * 0.35
        source_y = np.clip(horizon - (self.y - horizon) * 0.92 - np.abs(wave) * ripple * 9 * (0.25 + depth), 0, horizon)
        source_x = np.clip(self.x + wave * ripple * 3, 0, self.aspect - 1 / self.height)
        rows = np.clip(source_y * self.height, 0, self.height - 1).astype(int)
        columns = np.clip(source_x * self.height, 0, self.width - 1).astype(int)
        mirrored = self.image[rows, columns]
        water = mix(mirrored, rgb(tint), amount + (fade - amount) * depth**1.3)
        # The sides of ripples turned to us show the deep, those turned away the sky.
        water = water * (1 + 0.55 * wave * (0.3 + depth))[..., None]
        self.image = mix(self.image, np.clip(water, 0, 1), smooth(horizon - 0.0008, horizon + 0.0008, self.y))
        return wave

    def silhouette(self, draw, colour, rim=None, rim_from=(0, 0), soften=0.0006):
        """A dark shape; `rim` lights its edge on the side of the sun (dx, dy)."""
        mask = self.mask(draw, soften)
        self.paint(colour, mask)
        if rim:
            dx, dy = (int(round(v * self.height)) for v in rim_from)
            edge = np.clip(mask - np.roll(mask, (-dy, -dx), (0, 1)), 0, 1)
            self.light(rim, edge * 0.8)
        return mask

    def brush(self, size=0.006):
        """Every pixel is taken from a little beside it, in short, lying strokes. For what lies behind; the
        figures in front keep their edges."""
        for stroke, share in ((30, 1.0), (80, 0.5)):
            angle = self.fbm(stroke, 2, 3.0) * np.pi * 4
            rows = self.y * self.height + np.sin(angle) * size * share * self.height * 0.35
            columns = self.x * self.height + np.cos(angle) * size * share * self.height
            rows = np.clip(rows, 0, self.height - 1).astype(int)
            self.image = self.image[rows, np.clip(columns, 0, self.width - 1).astype(int)]

    def finish(self, grain=0.018, bloom=0.18, vignette=0.32, contrast=1.06):
        image = np.clip(self.image, 0, 1)
        # Bloom: bright places spill over.
        bright = image * smooth(0.6, 1.0, image.mean(-1))[..., None]
        image = 1 - (1 - image) * (1 - bloom * self.blur(bright, 0.018))
        # Pigment gathers unevenly.
        image = image * (1 + 0.10 * (self.fbm(14, 5, 2.0) - 0.5))[..., None]
        image = np.clip(0.5 + (image - 0.5) * contrast, 0, 1)
        edge = np.hypot((self.x / self.aspect - 0.5) * 1.15, self.y - 0.5)
        image = image * (1 - vignette * smooth(0.35, 0.85, edge))[..., None]
        # Paper and grain, the same at any size the picture is seen at.
        paper = self.blur(self.random.normal(0, 1, (self.height, self.width)).astype(np.float32), 0.0009) * 1.2
        image = image + (paper * grain)[..., None]
        return Image.fromarray((np.clip(image, 0, 1) * 255 + 0.5).astype(np.uint8))


class Pen:
    """Draws on a mask in shares of the height."""

    def __init__(self, draw, unit):
        self.draw, self.unit = draw, unit

    def points(self, points):
        return [(x * self.unit, y * self.unit) for x, y in points]

    def polygon(self, points):
        self.draw.polygon(self.points(points), fill=255)

    def ellipse(self, x, y, rx, ry):
        u = self.unit
        self.draw.ellipse([(x - rx) * u, (y - ry) * u, (x + rx) * u, (y + ry) * u], fill=255)

    def stroke(self, points, width):
        self.draw.line(self.points(points), fill=255, width=max(1, int(width * self.unit)), joint="curve")

    def taper(self, points, start, end):
        """A stroke that grows thin: trunks, branches, poles."""
        points = np.array(points, float)
        steps = np.diff(points, axis=0, append=points[-1:] * 2 - points[-2:-1])
        normal = np.stack([-steps[:, 1], steps[:, 0]], 1)
        normal /= np.maximum(np.hypot(*normal.T)[:, None], 1e-9)
        half = np.linspace(start, end, len(points))[:, None] / 2
        self.polygon([tuple(p) for p in np.concatenate([points + normal * half, (points - normal * half)[::-1]])])


def curve(p0, p1, p2, count=24):
    """A quadratic Bézier."""
    t = np.linspace(0, 1, count)[:, None]
    p0, p1, p2 = (np.array(p, float) for p in (p0, p1, p2))
    return [tuple(p) for p in (1 - t) ** 2 * p0 + 2 * t * (1 - t) * p1 + t**2 * p2]


# Things ---------------------------------------------------------------------------------------------


def palm(pen, random, x, y, height, lean=0.1):
    """A coconut palm with its foot at (x, y)."""
    top = (x + lean * height, y - height)
    pen.taper(curve((x, y), (x + lean * height * 0.15, y - height * 0.6), top), height * 0.045, height * 0.022)
    for k in range(15):
        angle = np.pi * (0.02 + 0.96 * k / 14) + random.uniform(-0.1, 0.1)
        length = height * random.uniform(0.34, 0.46)
        droop = height * random.uniform(0.12, 0.24)
        tip = (top[0] + np.cos(angle) * length, top[1] - np.sin(angle) * length * 0.55 + droop)
        bend = (top[0] + np.cos(angle) * length * 0.55, top[1] - np.sin(angle) * length * 0.75)
        rib = curve(top, bend, tip, 42)
        pen.taper(rib, height * 0.014, height * 0.003)
        for at in range(3, 42):
            px, py = rib[at]
            size = height * 0.10 * (1 - abs(at / 41 - 0.42)) * random.uniform(0.7, 1.15)
            pen.taper([(px, py), (px + np.cos(angle) * size * 0.55, py + size)], height * 0.010, height * 0.001)
    pen.ellipse(top[0], top[1] + height * 0.01, height * 0.025, height * 0.025)


def leafy(pen, random, x, y, radius, flat=0.8, count=60):
    """A round crown of many small clumps."""
    for _ in range(count):
        angle, far = random.uniform(0, 2 * np.pi), np.sqrt(random.uniform(0, 1)) * radius
        size = radius * random.uniform(0.10, 0.26)
        pen.ellipse(x + np.cos(angle) * far, y + np.sin(angle) * far * flat, size, size * 0.75)


def person(pen, x, y, size, pose="stand", face=1):
    """A figure with a conical hat; the foot, or the seat, at (x, y)."""
    s, f = size, face
    at = lambda points: [(x + f * px * s, y - py * s) for px, py in points]
    if pose == "sit":
        # Seen from the side, knees up.
        pen.polygon(at(curve((-0.20, 0.0), (-0.24, 0.26), (-0.10, 0.44)) + curve((-0.10, 0.44), (0.0, 0.50), (0.08, 0.43)) + curve((0.08, 0.43), (0.12, 0.30), (0.10, 0.22)) + curve((0.10, 0.22), (0.34, 0.34), (0.30, 0.0))))
        head, turn = (0.02, 0.53), 0.10
    elif pose == "row":
        # Leaning into the oar.
        pen.polygon(at(curve((-0.10, 0.0), (-0.12, 0.25), (-0.09, 0.46)) + curve((-0.09, 0.46), (-0.06, 0.66), (0.05, 0.76)) + curve((0.05, 0.76), (0.17, 0.78), (0.19, 0.68)) + curve((0.19, 0.68), (0.16, 0.52), (0.10, 0.42)) + curve((0.10, 0.42), (0.10, 0.22), (0.15, 0.0)) + [(0.07, 0.0), (0.02, 0.30), (-0.02, 0.0)]))
        pen.taper(at(curve((0.13, 0.70), (0.24, 0.52), (0.40, 0.56))), 0.085 * s, 0.05 * s)
        head, turn = (0.16, 0.845), 0.14
    else:
        pen.polygon(at(curve((-0.12, 0.0), (-0.10, 0.30), (-0.17, 0.42)) + curve((-0.17, 0.42), (-0.17, 0.62), (-0.12, 0.70)) + curve((-0.12, 0.70), (0.0, 0.80), (0.12, 0.70)) + curve((0.12, 0.70), (0.17, 0.62), (0.17, 0.42)) + curve((0.17, 0.42), (0.10, 0.30), (0.12, 0.0)) + [(0.04, 0.0), (0.0, 0.34), (-0.04, 0.0)]))
        head, turn = (0.0, 0.84), 0.0
    hx, hy = x + f * head[0] * s, y - head[1] * s
    pen.ellipse(hx, hy, 0.075 * s, 0.10 * s)
    # The hat, tipped the way the figure looks.
    lean = lambda dx, dy: (hx + f * (dx * np.cos(turn) + dy * np.sin(turn)) * s, hy - (dy * np.cos(turn) - dx * np.sin(turn)) * s)
    rim = [lean(px, py) for px, py in curve((0.23, 0.0), (0.0, -0.07), (-0.23, 0.0))]
    pen.polygon([lean(-0.23, 0.0), lean(-0.01, 0.185), lean(0.01, 0.185), lean(0.23, 0.0)] + rim)


def sampan(pen, x, y, length, roof=False, face=1):
    """A low wooden boat; the water line at y, its bow to the side `face`."""
    l, f = length, face
    top = curve((x - f * 0.52 * l, y - 0.085 * l), (x, y - 0.005 * l), (x + f * 0.56 * l, y - 0.12 * l), 30)
    keel = curve((x + f * 0.46 * l, y + 0.005 * l), (x, y + 0.055 * l), (x - f * 0.44 * l, y + 0.005 * l), 30)
    pen.polygon(top + keel)
    if roof:
        # A woven hood, open at both ends.
        arch = [(x - 0.23 * l + 0.46 * l * t, y - 0.045 * l - 0.105 * l * np.sin(np.pi * (0.13 + 0.74 * t)) ** 0.8) for t in np.linspace(0, 1, 30)]
        pen.polygon(arch + [(x + 0.20 * l, y), (x - 0.20 * l, y)])


def stock(pen, random, x, y, width, height):
    """Fruit and pumpkins heaped on deck."""
    for _ in range(46):
        at = random.uniform(-1, 1)
        up = random.uniform(0, 1) * (1 - at * at)
        size = width * random.uniform(0.05, 0.085)
        pen.ellipse(x + at * width / 2, y - up * height, size, size * 0.85)


def sample_pole(pen, x, y, height):
    """The pole on which a trader hangs a sample of what the boat sells."""
    pen.taper([(x, y), (x + 0.03 * height, y - height)], height * 0.018, height * 0.010)
    for k, down in enumerate((0.06, 0.17, 0.27)):
        px, py = x + 0.028 * height, y - height * (1 - down)
        pen.stroke([(px, py), (px + 0.05 * height * (-1) ** k, py + 0.05 * height)], height * 0.006)
        pen.ellipse(px + 0.055 * height * (-1) ** k, py + 0.065 * height, height * 0.028, height * 0.032)


# Scenes ---------------------------------------------------------------------------------------------


def market_sunrise(c):
    horizon = 0.50
    c.sky([(0, "#27406b"), (0.16, "#5d6f97"), (0.30, "#c08c8a"), (0.40, "#f0a96c"), (0.50, "#ffd38c"), (1, "#ffd38c")])
    c.clouds("#f7b98a", 0.02, 0.36, 0.55, 2.0, 6, 0.46)
    c.clouds("#5a5f86", -0.1, 0.24, 0.55, 1.6, 7, 0.52)
    c.brush()
    sun = (0.93, 0.415)
    c.glow(*sun, 0.62, "#ff9a4a", 0.62)
    c.glow(*sun, 0.20, "#ffd27a", 0.75)
    c.paint("#fff3cf", smooth(0.040, 0.037, np.hypot(c.x - sun[0], c.y - sun[1])))
    c.ridge(0.495, 0.05, 3, "#b98a86", "#e2a980", 0.06, texture=0)
    # The far bank: trees that the haze thins.
    for base, colour, size, count, low in ((0.497, "#a0706a", 0.045, 34, 0.012), (0.503, "#6d4a55", 0.075, 22, 0.016)):
        line = c.ridge(base, 0.02, 9, colour, colour, 0.05, texture=0)
        places = c.random.uniform(-0.02, c.aspect + 0.02, count)

        def bank(pen):
            for x in places:
                if abs(x - sun[0]) < 0.10 and size > 0.05:
                    continue
                y = line[int(np.clip(x * c.height, 0, c.width - 1))] + low
                if c.random.random() < 0.55:
                    palm(pen, c.random, x, y, size * c.random.uniform(0.8, 1.5), c.random.uniform(-0.25, 0.25))
                else:
                    leafy(pen, c.random, x, y - size * 0.3, size * c.random.uniform(0.35, 0.6))

        c.silhouette(bank, colour)
        c.mist(base, 0.018, "#f6b98a", 0.5)
    c.glow(*sun, 0.30, "#ffb25e", 0.40)

    # Far boats are part of what the water mirrors.
    def far(pen):
        for x, l, roof, face in ((0.30, 0.10, True, 1), (0.47, 0.085, False, -1), (0.62, 0.095, True, 1), (1.14, 0.09, True, -1), (1.33, 0.11, False, 1)):
            sampan(pen, x, horizon + 0.004, l, roof, face)
            person(pen, x - face * l * 0.36, horizon - 0.002, l * 0.50, "row", face)

    c.silhouette(far, "#5a3b47")
    wave = c.reflect(horizon, "#3a3a58", 0.06, 0.014, 0.62)
    # The sun's road on the water.
    depth = np.clip((c.y - horizon) / (1 - horizon), 0, 1)
    road = np.exp(-(((c.x - sun[0] + wave * 0.10) / (0.035 + 0.10 * depth)) ** 2)) * smooth(-0.06, 0.16, wave + 0.03) * (1 - 0.65 * depth) * (c.y > horizon)
    c.light("#ffcf7d", road * 0.85)

    boats = (
        # x, water line, length, roof, face, rower, sitter, stock, pole
        (0.26, 0.640, 0.34, True, 1, True, False, False, True),
        (1.26, 0.625, 0.30, False, -1, True, True, True, False),
        (0.70, 0.745, 0.44, False, 1, True, True, True, False),
        (1.18, 0.905, 0.60, True, -1, True, False, True, True),
    )
    for x, y, l, roof, face, rower, sitter, heap, pole in boats:
        state = c.random.integers(1 << 30)

        def boat(pen, flip=1.0, y0=y):
            random = np.random.default_rng(state)
            sampan(pen, x, y, l, roof, face)
            if heap:
                stock(pen, random, x + face * 0.24 * l if roof else x, y - 0.03 * l, 0.20 * l if roof else 0.34 * l, 0.075 * l)
            if rower:
                person(pen, x - face * 0.40 * l, y - 0.055 * l, 0.36 * l, "row", face)
                pen.taper([(x - face * 0.30 * l, y - 0.27 * l), (x - face * 0.47 * l, y + 0.05 * l)], 0.008 * l, 0.022 * l)
            if sitter:
                person(pen, x + face * 0.30 * l, y - 0.035 * l, 0.34 * l, "sit", -face)
            if pole:
                sample_pole(pen, x + face * 0.46 * l, y - 0.06 * l, 0.46 * l)

        mask = c.mask(boat)
        # Its mirror image: the mask upside down about the water line, shaken by the ripples.
        rows = np.clip((2 * y - c.y + np.abs(wave) * 0.05) * c.height, 0, c.height - 1).astype(int)
        columns = np.clip((c.x + wave * 0.05) * c.height, 0, c.width - 1).astype(int)
        mirror = mask[rows, columns] * (c.y > y) * np.exp(-(c.y - y) / (0.30 * l))
        c.paint("#2a2238", mirror * 0.80)
        near = (y - 0.5) / 0.45
        c.paint(mix(rgb("#452f43"), rgb("#1c1826"), near), mask)
        # Planks along the hull and ribs of the hood, felt more than seen.
        grain = c.fbm(70, 2, 16) - 0.5
        c.image = c.image * (1 + 0.9 * grain * mask)[..., None]
        # The edge that faces the sun.
        aside = int(round(0.0022 * c.height)) * (1 if x < sun[0] else -1)
        edge = np.clip(mask - np.roll(mask, (int(0.0018 * c.height), -aside), (0, 1)), 0, 1)
        c.light("#ffae62", edge * 0.75)
        foam = np.exp(-(((c.y - y - 0.014 * l) / (0.006 * l)) ** 2)) * np.exp(-(((c.x - x) / (0.46 * l)) ** 8))
        c.light("#ffd9a0", foam * 0.30 * smooth(-0.02, 0.1, wave))
    c.mist(horizon + 0.01, 0.035, "#ffc793", 0.42)
    return c.finish()


def market_lamps(c):
    """The hour before: lamps on the boats, the sky still blue."""
    horizon = 0.46
    c.sky([(0, "#0b1530"), (0.22, "#16284d"), (0.38, "#37507a"), (0.46, "#7f8aa2"), (1, "#7f8aa2")])
    c.clouds("#3c527e", 0.0, 0.40, 0.6, 1.8, 6, 0.48)
    c.brush()
    c.glow(1.15, 0.47, 0.55, "#e59a6a", 0.34)
    c.ridge(0.455, 0.05, 4, "#42557c", "#8b90a4", 0.07, texture=0)
    line = c.ridge(0.462, 0.03, 8, "#22304f", "#2b3956", 0.05, texture=0)
    places = c.random.uniform(-0.02, c.aspect + 0.02, 30)

    def bank(pen):
        for x in places:
            y = line[int(np.clip(x * c.height, 0, c.width - 1))] + 0.015
            if c.random.random() < 0.5:
                palm(pen, c.random, x, y, 0.09 * c.random.uniform(0.8, 1.6), c.random.uniform(-0.25, 0.25))
            else:
                leafy(pen, c.random, x, y - 0.02, 0.04 * c.random.uniform(0.6, 1.1))

    c.silhouette(bank, "#1a2642")
    # Windows of houses on stilts.
    for x in (0.12, 0.155, 0.41, 0.44, 0.86, 1.31, 1.345, 1.39):
        c.glow(x, 0.452, 0.012, "#ffc46b", 0.9)
    c.mist(0.465, 0.022, "#8f9bb8", 0.6)
    wave = c.reflect(horizon, "#0d1a36", 0.10, 0.014, 0.66)
    c.mist(0.475, 0.028, "#8b98b8", 0.45)
    stars = c.random.random((90, 3))
    for sx, sy, bright in stars:
        c_x, c_y = sx * c.aspect, sy**1.5 * 0.27
        box = (slice(max(0, int((c_y - 0.01) * c.height)), int((c_y + 0.01) * c.height) + 1), slice(max(0, int((c_x - 0.01) * c.height)), int((c_x + 0.01) * c.height) + 1))
        spot = np.exp(-(np.hypot(c.x[box] - c_x, c.y[box] - c_y) / (0.0008 + 0.0009 * bright)) ** 2) * (0.25 + 0.5 * bright)
        c.image[box] = 1 - (1 - c.image[box]) * (1 - spot[..., None] * rgb("#e8f0ff"))

    boats = (
        (0.22, 0.545, 0.22, True, 1, "row", False),
        (0.60, 0.530, 0.19, False, -1, "row", True),
        (1.30, 0.560, 0.26, True, -1, "row", False),
        (0.98, 0.655, 0.38, False, 1, "row", True),
        (0.40, 0.745, 0.50, True, -1, "sit", True),
        (1.16, 0.895, 0.62, False, -1, "row", True),
    )
    for x, y, l, roof, face, pose, heap in boats:
        lamp = (x + face * 0.20 * l, y - 0.20 * l) if not roof else (x + face * 0.27 * l, y - 0.135 * l)
        state = c.random.integers(1 << 30)

        def boat(pen):
            random = np.random.default_rng(state)
            sampan(pen, x, y, l, roof, face)
            if heap:
                stock(pen, random, x + face * (0.30 if roof else 0.02) * l, y - 0.03 * l, (0.16 if roof else 0.30) * l, 0.07 * l)
            if pose == "row":
                person(pen, x - face * 0.40 * l, y - 0.055 * l, 0.36 * l, "row", face)
                pen.taper([(x - face * 0.27 * l, y - 0.25 * l), (x - face * 0.47 * l, y + 0.05 * l)], 0.008 * l, 0.022 * l)
            else:
                person(pen, x - face * 0.36 * l, y - 0.05 * l, 0.34 * l, "sit", face)
            if not roof:
                pen.taper([(lamp[0], y - 0.02 * l), (lamp[0], lamp[1] - 0.02 * l)], 0.008 * l, 0.006 * l)

        mask = c.mask(boat)
        rows = np.clip((2 * y - c.y + np.abs(wave) * 0.05) * c.height, 0, c.height - 1).astype(int)
        columns = np.clip((c.x + wave * 0.05) * c.height, 0, c.width - 1).astype(int)
        mirror = mask[rows, columns] * (c.y > y) * np.exp(-(c.y - y) / (0.30 * l))
        c.paint("#081026", mirror * 0.85)
        near = (y - 0.5) / 0.45
        c.paint(mix(rgb("#16213c"), rgb("#070c1a"), near), mask)
        # The lamp: on the boat, on whoever sits by it, and in a long broken line on the water.
        far = np.hypot(c.x - lamp[0], c.y - lamp[1])
        c.light("#ff9c43", mask * np.exp(-((far / (0.17 * l)) ** 1.3)) * 0.60 * (0.75 + 0.9 * (c.fbm(60, 2, 8) - 0.5)))
        c.glow(*lamp, 0.42 * l, "#ff9a3d", 0.46)
        c.glow(*lamp, 0.085 * l, "#ffdf9a", 1.0)
        c.paint("#fff2cc", smooth(0.016 * l, 0.010 * l, far))
        down = np.clip(c.y - y, 0, 1)
        trail = np.exp(-(((c.x - lamp[0] + wave * 0.09) / (0.010 + 0.012 * l + 0.05 * down)) ** 2)) * (c.y > y + 0.02 * l) * np.exp(-down / (0.42 * l)) * smooth(-0.10, 0.12, wave + 0.02)
        c.light("#ffb45c", trail * (1 - mask))
    return c.finish(contrast=1.16, vignette=0.42)


def terraces(c):
    """Rice terraces filled with water, mountains and mist behind."""
    c.sky([(0, "#5f86ad"), (0.20, "#a9bfcd"), (0.34, "#f0d6b0"), (0.42, "#fbe3bb"), (1, "#fbe3bb")])
    c.clouds("#fdf0da", 0.0, 0.30, 0.75, 2.2, 4, 0.50)
    c.brush()
    c.glow(0.46, 0.30, 0.70, "#ffbf6a", 0.70)
    c.glow(0.46, 0.30, 0.16, "#fff0c4", 0.85)
    peaks = (
        (0.40, 0.26, 2.2, "#a9b8c8", "#ecdcc2", 0.20, 0.02, "#f4e4c8"),
        (0.46, 0.24, 2.8, "#7f98ae", "#dcd5c4", 0.20, 0.05, "#f3e2c4"),
        (0.53, 0.24, 3.0, "#587a90", "#b9c6bf", 0.22, 0.09, "#efe2c9"),
        (0.60, 0.20, 3.4, "#3b6170", "#8aa89f", 0.22, 0.13, "#e6dfc8"),
    )
    for base, height, scale, top, bottom, depth, texture, haze in peaks:
        c.ridge(base, height, scale, top, bottom, depth, light=1, texture=texture)
        c.mist(base + 0.02, 0.055, haze, 0.85)
    # The slope: terraces are the level lines of a hill, closer together where it is farther.
    line = c.ridge(0.64, 0.16, 1.6, "#4a6b45", "#4a6b45", 0.3, texture=0, octaves=3, shape=lambda x: 0.10 * np.cos(x * 2.6 + 0.5))
    below = np.clip(c.y - line[None, :], 0, 1)
    on = smooth(0.0, 0.004, below)
    swell = (c.fbm(1.3, 2, 1.8) - 0.5) * 1.7 + (c.fbm(5, 2, 1.8) - 0.5) * 0.16
    level = 15 * np.log1p(below * 9) + swell * (4 + 10 * np.sqrt(below))
    step = level - np.floor(level)
    per_pixel = np.hypot(*np.gradient(level)) + 1e-6
    wide = np.clip(1 / per_pixel / (0.012 * c.height), 0.15, 3)  # how wide a terrace looks here
    one = np.floor(level).astype(int)
    pick = np.random.default_rng(7).random(4096).astype(np.float32)
    mood = pick[one % 4096]
    shine = mix(rgb("#8fa9b6"), rgb("#ffe2ad"), np.exp(-(((c.x - 0.55) / 0.55) ** 2)) * (0.85 - 0.5 * below / 0.5))
    shine = mix(shine, rgb("#5f7f92"), np.clip(below * 0.9, 0, 0.6))
    young = mix(rgb("#6f9a45"), rgb("#b6bd5c"), mood)
    field = np.where((mood > 0.36)[..., None], shine * (0.90 + 0.2 * mood)[..., None], young * (0.8 + 0.35 * (c.fbm(120, 2, 2)))[..., None])
    field = field * (0.94 + 0.22 * (c.fbm(40, 3, 6) - 0.5))[..., None]
    wall = mix(rgb("#3d4a2a"), rgb("#66733a"), c.fbm(60, 3, 1.5))
    # A wall stands at the lower rim of each terrace, grass on its lip.
    width = 0.30
    face = smooth(1 - width, 1 - width + 0.06, step)
    lip = smooth(1 - width - 0.10, 1 - width - 0.02, step) * (1 - face)
    slope = mix(field, np.clip(wall * (1.35 - 1.0 * (step - (1 - width)) / width)[..., None], 0, 1), face)
    slope = mix(slope, rgb("#d9c777"), lip * 0.75)
    shadow = (1 - smooth(0.0, 0.16, step)) * 0.45
    slope = slope * (1 - shadow)[..., None]
    light_ = 0.80 + 0.55 * c.blur(c.fbm(1.5, 2, 2), 0.02)
    slope = slope * light_[..., None] * (1 - 0.35 * smooth(0.1, 0.5, below))[..., None]
    slope = mix(slope, rgb("#e6dcc0"), np.exp(-below / 0.045) * 0.62)
    c.image = mix(c.image, c.blur(np.clip(slope, 0, 1), 0.0007), on)
    c.mist(0.60, 0.05, "#f3e6cb", 0.55)
    # The sun stands in the haze, so the haze takes its colour.
    c.glow(0.46, 0.36, 0.55, "#ffb45c", 0.42)
    places = [(0.16, 0.80, 0.085), (0.20, 0.805, 0.06), (1.30, 0.735, 0.075), (1.255, 0.742, 0.05), (1.35, 0.74, 0.06)]

    def trees(pen):
        for x, y, r in places:
            pen.taper([(x, y + r * 0.4), (x, y - r)], r * 0.14, r * 0.08)
            leafy(pen, c.random, x, y - r * 1.05, r * 0.72, 0.8, 70)

    mask = c.silhouette(trees, "#27382b")
    c.light("#e8c878", np.clip(mask - np.roll(mask, (int(0.004 * c.height), -int(0.004 * c.height)), (0, 1)), 0, 1) * 0.45)

    def farmers(pen):
        for x, y, s, pose, face in ((0.66, 0.842, 0.062, "stand", 1), (0.715, 0.846, 0.060, "row", 1), (0.98, 0.905, 0.078, "row", -1)):
            person(pen, x, y, s, pose, face)

    c.silhouette(farmers, "#232a26")
    return c.finish(contrast=1.08, vignette=0.26)


def school(c):
    """A schoolhouse on stilts of stone at dusk: lit windows, water jars under the eaves, a row of lanterns."""
    c.sky([(0, "#1d2c4f"), (0.22, "#40507c"), (0.38, "#96809a"), (0.48, "#e2a284"), (0.56, "#f4c08a"), (1, "#f4c08a")])
    c.clouds("#d98f86", 0.10, 0.46, 0.55, 2.0, 6, 0.48)
    c.glow(1.25, 0.50, 0.55, "#ffb070", 0.40)
    c.brush()
    for base, height, scale, top, bottom, haze in (
        (0.52, 0.26, 2.4, "#7d7795", "#d8a694", "#e9b596"),
        (0.60, 0.24, 2.8, "#56587a", "#a98d97", "#caa09a"),
        (0.68, 0.22, 3.2, "#383f5e", "#6d6a82", "#8f8496"),
    ):
        c.ridge(base, height, scale, top, bottom, 0.22, light=-1, texture=0.06)
        c.mist(base + 0.015, 0.05, haze, 0.75)
    line = c.ridge(0.80, 0.03, 2.2, "#232b3c", "#10161f", 0.25, texture=0.22, octaves=7)
    pines = [(x, c.random.uniform(0.13, 0.30)) for x in (0.03, 0.085, 0.14, 0.20, 1.26, 1.33, 1.39, 1.46, 1.30)]

    def pine(pen):
        for x, h in pines:
            foot = 0.83
            pen.taper([(x, foot), (x, foot - h)], 0.010, 0.003)
            for k in range(16):
                up = foot - h * (0.16 + 0.84 * k / 15)
                half = h * 0.21 * (1 - k / 15.5) * c.random.uniform(0.75, 1.1)
                pen.polygon([(x - half, up + 0.012), (x, up - h * 0.085), (x + half, up + 0.012), (x + half * 0.3, up + 0.002), (x - half * 0.3, up + 0.002)])

    c.silhouette(pine, "#161d2b")
    floor, left, right, eave, top = 0.79, 0.44, 1.10, 0.592, 0.475
    c.silhouette(lambda pen: pen.polygon([(left, eave), (right, eave), (right, floor), (left, floor)]), "#3a3236")
    planks = c.mask(lambda pen: pen.polygon([(left, eave), (right, eave), (right, floor), (left, floor)]))
    boards = 0.5 + 0.5 * np.sin(c.x * 2 * np.pi / 0.021)
    c.image = c.image * (1 - planks * 0.28 * (boards > 0.93))[..., None] * (1 + planks * 0.35 * (c.fbm(50, 3, 0.2) - 0.5))[..., None]

    def hip(pen):
        pen.polygon([(left - 0.075, eave + 0.022), (left + 0.09, top), (right - 0.09, top), (right + 0.075, eave + 0.022)])

    roof = c.silhouette(hip, "#262533")
    rows = 0.5 + 0.5 * np.sin(c.y * 2 * np.pi / 0.0125)
    c.image = c.image * (1 - roof * 0.22 * (rows > 0.75) + roof * 0.30 * (c.fbm(70, 3, 3) - 0.5))[..., None]
    c.light("#e6a184", roof * np.exp(-((c.y - top) / 0.012) ** 2) * 0.45)

    openings = [(left + 0.055 + k * 0.112, 0.632, 0.070, 0.082) for k in range(6) if k != 3]
    door = (left + 0.055 + 3 * 0.112 - 0.004, 0.622, 0.078, floor - 0.622)
    for x, y, w, h in openings + [door]:
        pane = c.mask(lambda pen: pen.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]))
        warm = mix(rgb("#ffdc8f"), rgb("#e8873c"), np.clip((c.y - y) / (h * 1.3), 0, 1))
        c.image = mix(c.image, warm, pane)
    # Inside: shelves of books, and children reading.
    def inside(pen):
        random = np.random.default_rng(3)
        for x, y, w, h in openings:
            for shelf in (0.34, 0.66):
                at = x + w * 0.06
                while at < x + w * 0.92:
                    thick, tall = random.uniform(0.003, 0.007), h * random.uniform(0.14, 0.24)
                    if random.random() < 0.8:
                        pen.polygon([(at, y + h * shelf), (at + thick, y + h * shelf), (at + thick, y + h * shelf - tall), (at, y + h * shelf - tall)])
                    at += thick + 0.0016
                pen.stroke([(x, y + h * shelf), (x + w, y + h * shelf)], 0.003)
            pen.stroke([(x + w / 2, y), (x + w / 2, y + h)], 0.0035)
        for x, y, w, h in openings:
            cx = x + w * random.uniform(0.25, 0.75)
            pen.ellipse(cx, y + h * 0.80, 0.0095, 0.011)
            pen.polygon(curve((cx - 0.022, y + h), (cx, y + h * 0.76), (cx + 0.022, y + h)))
        x, y, w, h = door
        pen.ellipse(x + w * 0.52, y + h * 0.40, 0.0105, 0.012)
        pen.polygon(curve((x + w * 0.36, y + h), (x + w * 0.34, y + h * 0.46), (x + w * 0.52, y + h * 0.46)) + curve((x + w * 0.52, y + h * 0.46), (x + w * 0.70, y + h * 0.46), (x + w * 0.68, y + h)))

    shapes = c.mask(inside)
    c.paint("#6b3a22", shapes * 0.88)
    for x, y, w, h in openings + [door]:
        c.glow(x + w / 2, y + h / 2, 0.085, "#ff9d45", 0.20)
        spill = np.exp(-(((c.x - x - w / 2) / (w * 0.55 + (c.y - floor) * 0.55)) ** 2)) * smooth(floor - 0.004, floor + 0.012, c.y) * np.exp(-(c.y - floor) / 0.09)
        c.light("#ffab58", spill * (0.55 if h > 0.1 else 0.26) * (0.7 + 0.8 * (c.fbm(40, 3, 4) - 0.3)))
    # Gutter, downpipes, jars that keep the rain.
    def gutter(pen):
        pen.stroke([(left - 0.078, eave + 0.026), (right + 0.078, eave + 0.026)], 0.008)
        for x in (left - 0.055, right + 0.055):
            pen.stroke([(x, eave + 0.026), (x, 0.715)], 0.0075)
        for x in [left + 0.034 + 0.112 * k for k in range(6)] + [right - 0.012]:
            pen.polygon([(x - 0.004, eave), (x + 0.004, eave), (x + 0.005, floor + 0.004), (x - 0.005, floor + 0.004)])

    c.silhouette(gutter, "#1c1d29")
    for x, size in ((left - 0.055, 0.050), (left - 0.135, 0.042), (right + 0.055, 0.050), (right + 0.14, 0.043)):
        def jar(pen):
            body = [(x + size * 0.86 * np.sin(t) * (1 + 0.12 * np.cos(t)), 0.800 - size * 0.92 + size * 0.92 * -np.cos(t) * -1) for t in np.linspace(0, 2 * np.pi, 60)]
            pen.polygon(body)
            pen.polygon([(x - size * 0.50, 0.800 - size * 1.92), (x + size * 0.50, 0.800 - size * 1.92), (x + size * 0.44, 0.800 - size * 1.68), (x - size * 0.44, 0.800 - size * 1.68)])

        mask = c.mask(jar)
        inner = 1 if x < 0.77 else -1
        shade = np.clip(0.5 + inner * (c.x - x) / (size * 1.7), 0, 1)
        c.image = mix(c.image, mix(rgb("#2b2429"), rgb("#a8653f"), shade**1.6 * 0.9) * (0.85 + 0.35 * c.fbm(60, 2, 3))[..., None], mask)
    # Lanterns from the eaves to a pole.
    hang = [curve((right + 0.07, eave + 0.02), (1.24, 0.69), (1.36, 0.585), 60), curve((left - 0.07, eave + 0.02), (0.33, 0.70), (0.25, 0.60), 60)]
    c.silhouette(lambda pen: [pen.stroke(line_, 0.0025) for line_ in hang] + [pen.taper([(1.36, 0.83), (1.36, 0.575)], 0.010, 0.006), pen.taper([(0.25, 0.83), (0.25, 0.59)], 0.010, 0.006)], "#141722")
    for line_, picks in ((hang[0], (10, 22, 34, 46)), (hang[1], (12, 26, 40, 52))):
        for k in picks:
            x, y = line_[k]
            y += 0.020
            bulb = np.hypot((c.x - x) / 0.0125, (c.y - y) / 0.0155)
            c.image = mix(c.image, mix(rgb("#ffe9a8"), rgb("#e0562f"), np.clip(bulb, 0, 1) ** 2), smooth(1.05, 0.95, bulb))
            c.glow(x, y, 0.075, "#ff7a3a", 0.40)
    # Grass in front.
    def grass(pen):
        random = np.random.default_rng(11)
        for _ in range(900):
            x, h = random.uniform(-0.02, c.aspect + 0.02), random.uniform(0.015, 0.07)
            y = 1.02 - 0.05 * abs(np.sin(x * 2.1 + 0.4))
            pen.taper(curve((x, y), (x, y - h * 0.7), (x + random.uniform(-0.4, 0.4) * h, y - h), 8), 0.004, 0.0006)

    c.silhouette(grass, "#0a0e15")
    return c.finish(contrast=1.05, vignette=0.40)


def river_rain(c):
    """A river bank that the water has eaten into, in the rain."""
    horizon = 0.47
    c.sky([(0, "#4c5a62"), (0.25, "#73828a"), (0.42, "#a5b0b0"), (0.47, "#b9c0bb"), (1, "#b9c0bb")])
    c.clouds("#3d4a54", -0.1, 0.34, 0.75, 2.4, 3.5, 0.44)
    c.clouds("#c9cfca", 0.16, 0.46, 0.45, 3.0, 5, 0.52)
    c.brush(0.008)
    c.glow(0.55, 0.44, 0.5, "#e9e0c4", 0.34)
    c.ridge(0.465, 0.05, 3, "#93a1a4", "#b3bcb8", 0.05, texture=0)
    line = c.ridge(0.470, 0.025, 8, "#6f8084", "#7d8d8e", 0.05, texture=0)
    places = c.random.uniform(-0.02, 1.0, 34)

    def bank(pen):
        for x in places:
            y = line[int(np.clip(x * c.height, 0, c.width - 1))] + 0.012
            if c.random.random() < 0.4:
                palm(pen, c.random, x, y, 0.07 * c.random.uniform(0.8, 1.5), c.random.uniform(-0.1, 0.3))
            else:
                leafy(pen, c.random, x, y - 0.012, 0.032 * c.random.uniform(0.6, 1.2))

    c.silhouette(bank, "#62757a")
    c.mist(0.465, 0.03, "#b9c3c0", 0.65)
    wave = c.reflect(horizon, "#6b6a58", 0.24, 0.020, 0.80)
    # Current: long muddy threads.
    depth = np.clip((c.y - horizon) / (1 - horizon), 0, 1)
    threads = c.fbm(16, 5, 14) - 0.5
    c.image = np.clip(c.image * (1 + 0.55 * threads * (c.y > horizon))[..., None], 0, 1)
    c.paint("#8d7c5f", smooth(0.02, 0.2, threads) * (c.y > horizon) * 0.35 * depth)

    # The bank on the right: a lip of grass, under it raw earth falling into the water.
    broken = c.line(5, 7)
    bite = np.interp(np.linspace(0, 1, c.height), np.linspace(0, 1, c.width), broken).astype(np.float32)[:, None] * 0.075
    shore = 0.98 - 0.62 * (c.y - 0.50) + bite + 0.05 * (c.fbm(9, 5, 1.0) - 0.5)
    top = 0.520 + 0.05 * np.clip(1.25 - c.x, 0, 1) + 0.012 * c.line(10, 5)[None, :]
    inland = c.x - shore
    land = smooth(-0.001, 0.002, inland) * smooth(top - 0.001, top + 0.002, c.y)
    earth = mix(rgb("#8a6548"), rgb("#3e2d24"), np.clip(0.2 + 2.2 * (c.fbm(14, 6, 0.5) - 0.35), 0, 1))
    strata = 0.5 + 0.5 * np.sin((c.y + 0.03 * (c.fbm(4, 4, 4) - 0.5) + 0.1 * c.x) * 2 * np.pi / 0.030)
    earth = earth * (0.93 + 0.12 * strata)[..., None]
    cliff = 0.045 + 0.16 * np.clip(c.y - 0.50, 0, 1) + 0.05 * (c.fbm(6, 5, 1.0) - 0.5)
    grass = mix(rgb("#3f5237"), rgb("#7c8a55"), np.clip(0.42 + 1.0 * (c.fbm(90, 4, 0.35) - 0.5) + 1.9 * (c.fbm(5, 4, 3) - 0.5), 0, 1)) * (1 - 0.35 * smooth(0.6, 1, c.y))[..., None]
    ground = mix(earth * (0.55 + 0.55 * np.clip(inland / cliff, 0, 1))[..., None], grass, smooth(0, 0.018, inland - cliff))
    c.image = mix(c.image, np.clip(ground, 0, 1), land)
    c.image = c.image * (1 - 0.45 * np.exp(-np.clip(-inland, 0, 1) / 0.020) * (inland < 0) * smooth(top, top + 0.02, c.y))[..., None]

    # A house too near the edge, a leaning palm, one fallen in.
    def house(pen):
        pen.polygon([(1.20, 0.565), (1.41, 0.565), (1.41, 0.700), (1.20, 0.700)])
        for x in (1.205, 1.27, 1.34, 1.405):
            pen.polygon([(x - 0.004, 0.69), (x + 0.004, 0.69), (x + 0.004, 0.745), (x - 0.004, 0.745)])

    wall = c.mask(house)
    c.image = mix(c.image, mix(rgb("#5c6468"), rgb("#444a4c"), smooth(1.2, 1.42, c.x)) * (0.85 + 0.3 * c.fbm(50, 3, 0.3))[..., None], wall)
    roof = c.silhouette(lambda pen: pen.polygon([(1.165, 0.578), (1.235, 0.485), (1.39, 0.485), (1.445, 0.578)]), "#4b3b38")
    c.image = c.image * (1 - roof * 0.25 * (0.5 + 0.5 * np.sin((c.x + 0.3 * c.y) * 2 * np.pi / 0.014) > 0.7) + roof * 0.3 * (c.fbm(40, 4, 2) - 0.5))[..., None]
    c.light("#c9d2d0", roof * np.exp(-((c.y - 0.487) / 0.008) ** 2) * 0.35)
    for x in (1.235, 1.335):
        pane = c.mask(lambda pen: pen.polygon([(x, 0.605), (x + 0.042, 0.605), (x + 0.042, 0.655), (x, 0.655)]))
        c.paint("#f4c877", pane * 0.92)
        c.silhouette(lambda pen: [pen.stroke([(x + 0.021, 0.605), (x + 0.021, 0.655)], 0.003), pen.stroke([(x, 0.63), (x + 0.042, 0.63)], 0.003)], "#4b3b38")
        c.glow(x + 0.021, 0.63, 0.05, "#ffbf66", 0.30)

    def trees(pen):
        palm(pen, c.random, 1.10, 0.66, 0.34, -0.42)
        palm(pen, c.random, 1.47, 0.62, 0.40, -0.10)
        pen.taper(curve((0.92, 0.795), (0.78, 0.775), (0.60, 0.828)), 0.020, 0.009)
        for k in range(9):
            a = np.pi * (0.72 + 0.075 * k)
            pen.taper(curve((0.605, 0.826), (0.605 + 0.06 * np.cos(a), 0.826 - 0.05 * np.sin(a)), (0.605 + 0.11 * np.cos(a), 0.835 - 0.03 * np.sin(a))), 0.004, 0.001)

    c.silhouette(trees, "#2a322f")

    def watcher(pen):
        person(pen, 1.13, 0.735, 0.105, "stand", -1)

    c.silhouette(watcher, "#22282a")
    # Stakes that were to hold it.
    def stakes(pen):
        random = np.random.default_rng(9)
        for k in range(13):
            y = 0.585 + 0.034 * k
            x = 0.90 - 0.62 * (y - 0.5) - 0.03 + random.uniform(-0.008, 0.008)
            h = 0.05 + 0.06 * (y - 0.5)
            pen.taper([(x, y + 0.01), (x + random.uniform(-0.3, 0.15) * h, y - h)], 0.0055 + 0.006 * (y - 0.5), 0.004)

    c.silhouette(stakes, "#2c2a26")
    # Rings where drops fall, then the rain itself in three depths.
    random = np.random.default_rng(21)
    def rings(pen):
        for _ in range(170):
            y = horizon + 0.02 + random.random() ** 1.4 * 0.5
            x, r = random.uniform(0, 1.0), 0.004 + 0.022 * (y - horizon)
            if x > 0.94 - 0.62 * (y - 0.5):
                continue
            u = pen.unit
            pen.draw.ellipse([(x - r) * u, (y - r * 0.30) * u, (x + r) * u, (y + r * 0.30) * u], outline=255, width=max(1, int(0.0011 * u)))

    c.light("#e2e8e4", c.mask(rings, 0.0004) * 0.38)
    c.mist(0.50, 0.06, "#b8c2bf", 0.35)
    for count, length, width, amount in ((1400, 0.022, 0.0007, 0.16), (700, 0.05, 0.0010, 0.17), (160, 0.11, 0.0017, 0.15)):
        def rain(pen):
            for _ in range(count):
                x, y = random.uniform(-0.1, c.aspect + 0.1), random.uniform(-0.1, 1.0)
                l = length * random.uniform(0.6, 1.3)
                pen.stroke([(x, y), (x - 0.20 * l, y + l)], width)

        c.light("#e8eeec", c.mask(rain, 0.0007) * amount)
    return c.finish(contrast=1.10, vignette=0.34)


SCENES = {
    "cho-noi-binh-minh": market_sunrise,
    "cho-noi-len-den": market_lamps,
    "ruong-bac-thang": terraces,
    "truong-ben-suon-nui": school,
    "bo-song-mua": river_rain,
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help=", ".join(SCENES))
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for name in options.names or SCENES:
        picture = SCENES[name](Canvas(name, options.scale))
        path = options.out / f"{name}.jpg"
        picture.save(path, quality=84, optimize=True, progressive=True, subsampling=2)
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
