"""The peer of the renditions: libvips's own cascade, two photos at once. With "forced" it is made to load JPEGs at half
their size, which it would not do by itself where the result is more than a quarter as large."""

import resource
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyvips

WIDTHS = [2048, 1280, 640, 320]


def first(photo, how, size):
    width = WIDTHS[0]
    if how == "forced":
        return pyvips.Image.jpegload(str(photo), shrink=2).thumbnail_image(width, **size)
    return pyvips.Image.thumbnail(str(photo), width, **size)


def ladder(photo, out, how):
    whole = pyvips.Image.new_from_file(str(photo))
    image = None
    for width in WIDTHS:
        # The very sizes that the other contender makes.
        size = {"height": (whole.height * width + whole.width // 2) // whole.width, "size": "force"}
        image = (first(photo, how, size) if image is None else image.thumbnail_image(width, **size)).copy_memory()
        image.jpegsave(str(out / f"{photo.stem}-{width}.jpg"), Q=85, keep="none")


def main(photos, out, how):
    pyvips.cache_set_max(0)
    start, before = time.perf_counter(), time.process_time()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda photo: ladder(photo, Path(out), how), sorted(Path(photos).iterdir())))
    wall, cpu = time.perf_counter() - start, time.process_time() - before
    print(wall, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


main(*sys.argv[1:])
