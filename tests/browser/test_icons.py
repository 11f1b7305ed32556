"""The icons that browsers and phones show are those of their one source."""

from __future__ import annotations

from PIL import Image, ImageChops, ImageStat

from tests.pictures import AGAIN, ICONS, IMAGES, draw


def test_the_icons_show_what_their_source_shows(page, tmp_path):
    draw(tmp_path, page)
    for name, (side, _) in ICONS.items():
        kept, drawn = (Image.open(folder / name).convert("RGBA") for folder in (IMAGES, tmp_path))
        assert kept.size == (side, side), AGAIN
        assert max(ImageStat.Stat(ImageChops.difference(kept, drawn)).mean) < 1, AGAIN  # of 255: edges may be smoothed otherwise
