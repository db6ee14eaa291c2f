"""The peer of the renditions: libvips's own cascade, two photos at once. With "forced" it is made to load JPEGs at half
their size, which it would not do by itself where the result is more than a quarter as large."""

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyvips

WIDTHS = [2048, 1280, 640, 320]


def first(photo, how):
    if how == "forced":
        return pyvips.Image.jpegload(str(photo), shrink=2).thumbnail_image(WIDTHS[0], height=10_000_000)
    return pyvips.Image.thumbnail(str(photo), WIDTHS[0], height=10_000_000)


def ladder(photo, out, how):
    image = first(photo, how).copy_memory()
    for width in WIDTHS:
        if image.width != width:
            image = image.thumbnail_image(width, height=10_000_000).copy_memory()
        image.jpegsave(str(out / f"{photo.stem}-{width}.jpg"), Q=85, keep="none")


def main(photos, out, how):
    pyvips.cache_set_max(0)
    start, before = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda photo: ladder(photo, Path(out), how), sorted(Path(photos).iterdir())))
    wall, cpu = time.perf_counter() - start, time.process_time() - before
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


main(*sys.argv[1:])
