//! Texts that break programs: other directions, joined and stacked signs, control characters, formulas, odd numbers, and length.

use super::world::World;

/// Short texts that are nasty in one way each.
const NASTY: &[&str] = &[
    "",
    " ",
    "a",
    "Lunds Universitet",
    "Ørsted & Søn <b>A/S</b>",
    "مرحبا بالعالم",
    "שלום (עולם) 123",
    "\u{202e}txet desrever\u{202c}",
    "\u{2066}isolated\u{2069}\u{200f}",
    "👩‍👩‍👧‍👦 family 🏴󠁧󠁢󠁷󠁬󠁳󠁿 👍🏿",
    "e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}\u{307}\u{308}\u{309}\u{30a}\u{30b}\u{30c}\u{30d}\u{30e}\u{30f}",
    "zero\u{200b}width\u{200d}\u{feff}joiner",
    "tab\there",
    "line\nbreak\r\nand\u{2028}another\u{2029}",
    "nul\u{0}bell\u{7}escape\u{1b}[31m",
    "\u{fffd}\u{e000}\u{10ffff}",
    "中文字符與日本語とかな 한국어",
    "=HYPERLINK(\"http://x\",\"y\")",
    "\"quoted\" \\back\\slash {brace} $dollar { $file }",
    "0",
    "-1",
    "-0",
    "1.5",
    "1,5",
    "42",
    "2020",
    "1e308",
    "1e-320",
    "9007199254740993",
    "99999999999999999999999999",
    "0x1F",
    "١٢٣",
    "55.7, 13.2",
    "91, 181",
    "{\"a\": [1, {\"b\": null}]}",
    "../../etc/passwd",
    "2021-02-30",
    "2019-05-01",
];

impl World {
    /// A nasty text; one in some hundreds is very long.
    pub(super) fn nasty_text(&mut self) -> String {
        match self.below(400) {
            0 => "long ".repeat(20_000),
            1 => "x".repeat(100_000),
            2 => "ש👍\u{301}".repeat(2_000),
            _ => {
                let mut text = String::new();
                for _ in 0..=self.below(2) {
                    text.push_str(NASTY[self.below(NASTY.len())]);
                }
                text
            }
        }
    }
}
