#!/usr/bin/env python3
"""Makes the fonts in this folder and src/ui/icons.rs from two npm packages.

    npm pack source-sans@3.52.0 lucide-static@1.62.0      (unpack each into a folder of its own)
    pip install fonttools
    python3 assets/fonts/make.py SOURCE_SANS_FOLDER LUCIDE_FOLDER

Both folders are the `package` folders of the archives. Source Sans 3 is cut to Latin, Greek and Cyrillic with the signs that
the interface and the exports print; its figures are tabular by default, so no layout features are needed beyond kerning and
marks. Lucide is cut to the icons named in ICONS. The window embeds these files, and exported pictures are set with them.
"""

import json
import re
import shutil
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F),  # Latin, Latin-1, Extended A and B
    (0x02B0, 0x02FF), (0x0300, 0x036F),  # modifiers and combining marks
    (0x0370, 0x03FF), (0x0400, 0x052F),  # Greek, Cyrillic
    (0x1E00, 0x1EFF), (0x1F00, 0x1FFF),  # Latin Extended Additional, Greek Extended
    (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF),  # punctuation, super- and subscripts, currencies
    (0x2100, 0x218F), (0x2190, 0x21FF),  # letter-like signs, fractions, arrows
    (0x2200, 0x22FF), (0x25A0, 0x25FF), (0x2700, 0x27BF), (0xFB00, 0xFB06), (0xFFFD, 0xFFFD),
]
MUST_HAVE = "−–—≤≥⅓½÷\u202f\u00a0×±·•…‘’“”→←↑↓∞²³€£©"

# The name in the code (UpperCamelCase is made from it) is the name in Lucide, so that a designer finds it.
ICONS = """
layout-dashboard building-2 waypoints chart-column-big hexagon lightbulb presentation file-check-2
menu search undo-2 redo-2 play pause share check circle-dot sun moon projector settings
plus minus maximize house lasso-select square-dashed-mouse-pointer ruler locate-fixed message-square-text move-up-right
eye eye-off grip-vertical ellipsis sliders-horizontal filter x
table-2 chart-scatter columns-3 copy download info pin git-compare history maximize-2
circle-x triangle-alert circle-check loader-circle wand-sparkles refresh-cw folder-open file-down shield-check user-plus
chevron-down chevron-up chevron-left chevron-right chevrons-up-down external-link map map-pin file folder clock table
arrow-up arrow-down arrow-left arrow-right arrow-up-down arrow-up-right trash-2 pencil save save-all file-plus-2 file-text
file-spreadsheet image link unlink users user calendar calendar-range globe layers lock keyboard circle-question-mark
circle circle-alert chart-line chart-pie network list list-filter square square-check minimize-2 panel-left panel-right
panel-bottom zoom-in zoom-out skip-back skip-forward step-back step-forward star flag landmark graduation-cap factory
bell log-out power palette type monitor move rotate-ccw bookmark tag book-open command corner-down-left hash percent
triangle trending-up trending-down upload scan mouse-pointer-2 circle-off ban key eraser merge split arrow-down-wide-narrow
""".split()


def cut_text_font(source: Path, target: Path) -> None:
    wanted = {code for low, high in RANGES for code in range(low, high + 1)}
    font = TTFont(source, recalcTimestamp=False)
    present = wanted & set(font.getBestCmap())
    missing = [sign for sign in MUST_HAVE if ord(sign) not in present]
    assert not missing, f"{source.name} lacks {missing}"
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "liga"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17]
    options.notdef_outline = True
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=present)
    cutter.subset(font)
    font.save(target)


def cut_icon_font(source: Path, codes: dict[str, int], target: Path) -> None:
    font = TTFont(source, recalcTimestamp=False)
    options = subset.Options()
    options.layout_features = []
    options.hinting = False
    options.glyph_names = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes.values())
    cutter.subset(font)
    font.save(target)


def write_icons_module(codes: dict[str, int]) -> None:
    def camel(name: str) -> str:
        return "".join(part.capitalize() for part in name.split("-"))

    lines = [
        "//! The icons of the interface: Lucide, cut to what is used, as characters of the font family `icons`.",
        "//!",
        "//! Written by `assets/fonts/make.py`; to add an icon, add its Lucide name there. What an icon means is decided where it is",
        "//! used, and every icon stands with a label or a tooltip.",
        "",
        "/// Writes the variants and their table from one list, so that neither can miss an icon.",
        "macro_rules! icons {",
        "    ($($variant:ident $glyph:literal $name:literal,)*) => {",
        "        /// An icon by its Lucide name.",
        "        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]",
        "        pub enum Icon {",
        "            $(#[doc = concat!(\"`\", $name, \"`.\")] $variant,)*",
        "        }",
        "",
        "        impl Icon {",
        "            /// Every icon with its character and its Lucide name.",
        "            pub const ALL: &'static [(Self, char, &'static str)] = &[$((Self::$variant, $glyph, $name),)*];",
        "",
        "            /// Its character in the font family `icons`.",
        "            #[must_use]",
        "            pub fn glyph(self) -> char {",
        "                match self {",
        "                    $(Self::$variant => $glyph,)*",
        "                }",
        "            }",
        "        }",
        "    };",
        "}",
        "",
        "icons! {",
    ]
    lines += [f"    {camel(name)} '\\u{{{code:x}}}' \"{name}\"," for name, code in codes.items()]
    lines += ["}", ""]
    (HERE.parent.parent / "src/ui/icons.rs").write_text("\n".join(lines), encoding="utf-8")


def icon_codes(lucide: Path) -> dict[str, int]:
    table = json.loads((lucide / "font/codepoints.json").read_text(encoding="utf-8"))
    names = sorted(set(ICONS))
    absent = [name for name in names if name not in table]
    assert not absent, f"Lucide has no {absent}"
    clash = [name for name in names if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name)]
    assert not clash, clash
    return {name: table[name] for name in names}


def main() -> None:
    source_sans, lucide = (Path(argument) for argument in sys.argv[1:3])
    for weight in ("Regular", "Semibold", "Bold", "It"):
        cut_text_font(source_sans / f"TTF/SourceSans3-{weight}.ttf", HERE / f"SourceSans3-{weight}.ttf")
    shutil.copy(source_sans / "LICENSE.md", HERE / "SourceSans3-LICENSE.md")
    codes = icon_codes(lucide)
    cut_icon_font(lucide / "font/lucide.ttf", codes, HERE / "Lucide.ttf")
    shutil.copy(lucide / "LICENSE", HERE / "Lucide-LICENSE.txt")
    write_icons_module(codes)


if __name__ == "__main__":
    main()
