//! How alike two names of members are, whatever their capitals, accents, punctuation, legal forms and order of words.
//!
//! It knows no places; whether two members are near each other is asked by the search.

use crate::analysis::numbers::of_count;

/// Words that say the legal form of a firm and not its name, as they stand once points and strokes are gone.
const LEGAL_FORMS: [&str; 37] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "bvba",
    "co",
    "company",
    "corp",
    "corporation",
    "eg",
    "ev",
    "gmbh",
    "inc",
    "incorporated",
    "is",
    "kg",
    "kgaa",
    "ks",
    "limited",
    "llc",
    "ltd",
    "mbh",
    "nv",
    "og",
    "oy",
    "oyj",
    "plc",
    "ps",
    "sa",
    "sarl",
    "sas",
    "se",
    "spa",
    "srl",
    "the",
];
/// So many words of a name are looked at.
const MOST_WORDS: usize = 8;

/// So many kinds of letters are counted; those of a kind are taken for the same.
const BAG: usize = 32;

/// A name made comparable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Comparable {
    words: Vec<String>,
    joined: String,
    sorted: String,
    letters: usize,
    digits: Vec<String>,
    bag: [u8; BAG],
}

impl Comparable {
    /// `None` where the name holds no letter or digit.
    pub(super) fn of(name: &str) -> Option<Self> {
        let folded = folded(name);
        let all: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let named: Vec<&str> = all.iter().copied().filter(|word| !LEGAL_FORMS.contains(word)).collect();
        let kept = if named.is_empty() { all } else { named };
        let words: Vec<String> = kept.into_iter().take(MOST_WORDS).map(str::to_owned).collect();
        let mut sorted = words.clone();
        sorted.sort_unstable();
        let digits = sorted
            .iter()
            .filter(|word| word.chars().any(|sign| sign.is_ascii_digit()))
            .cloned()
            .collect();
        let joined = words.join(" ");
        (!words.is_empty()).then(|| Self {
            bag: bag(&joined),
            joined,
            sorted: sorted.join(" "),
            letters: words.iter().map(|word| word.chars().count() + 1).sum::<usize>() - 1,
            digits,
            words,
        })
    }

    /// The first three letters of each word, each once: two names that are alike share at least one of them, unless every word
    /// begins with a slip.
    pub(super) fn beginnings(&self) -> Vec<u64> {
        let mut keys: Vec<u64> = self.words.iter().map(|word| key(word.chars(), 3)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The first letters of the name, for members of whom only the name is known.
    pub(super) fn start(&self) -> u64 {
        key(self.sorted.chars().filter(|sign| *sign != ' '), 3)
    }

    /// The order in which names that may be alike stand near each other.
    pub(super) fn order(&self) -> &str {
        &self.sorted
    }

    /// Whether the names may be alike so much, told from their lengths, numbers and letters in little time. Every letter that one has
    /// and the other has not costs a change, and a change mends one of either at most.
    pub(super) fn may_be_alike(&self, other: &Self, at_least: f64) -> bool {
        let (short, long) = (self.letters.min(other.letters), self.letters.max(other.letters));
        let long = of_count(long);
        if of_count(short) < at_least * long {
            return false;
        }
        let pairs = || self.bag.iter().zip(&other.bag);
        let more: u16 = pairs().map(|(own, its)| u16::from(own.saturating_sub(*its))).sum();
        let fewer: u16 = pairs().map(|(own, its)| u16::from(its.saturating_sub(*own))).sum();
        1.0 - f64::from(more.max(fewer)) / long >= at_least && self.digits == other.digits
    }

    /// How alike the names are, 0 to 1: one less the share of letters that must be changed, left out, put in or exchanged with their
    /// neighbor (optimal string alignment), for the better of the order as written and the words by the alphabet. Names with different
    /// numbers are of different things: 0. `at_least` saves work: what cannot reach it may come out as 0.
    pub(super) fn alike(&self, other: &Self, at_least: f64) -> f64 {
        if !self.may_be_alike(other, at_least) {
            return 0.0;
        }
        let long = of_count(self.letters.max(other.letters));
        let share = |one: &str, two: &str| {
            if one == two {
                return 1.0;
            }
            1.0 - of_count(strsim::osa_distance(one, two)) / long
        };
        let sorted = share(&self.sorted, &other.sorted);
        if sorted < 1.0 {
            sorted.max(share(&self.joined, &other.joined))
        } else {
            sorted
        }
    }
}

/// How often each kind of letter stands in a name.
fn bag(name: &str) -> [u8; BAG] {
    let mut bag = [0_u8; BAG];
    for letter in name.chars() {
        if let Some(count) = bag.get_mut(u32::from(letter) as usize % BAG) {
            *count = count.saturating_add(1);
        }
    }
    bag
}

fn key(letters: impl Iterator<Item = char>, count: usize) -> u64 {
    letters
        .take(count)
        .fold(1, |key, letter| (key << 21) | u64::from(u32::from(letter)))
}

/// Small letters without accents, words apart by single spaces.
fn folded(name: &str) -> String {
    let lower = name.to_lowercase();
    let mut folded = String::with_capacity(lower.len());
    let mut letters = lower.chars().peekable();
    let mut word = 0_usize;
    while let Some(letter) = letters.next() {
        // "A/S" and "S.A." are one word, as "o'Neill" is.
        let joins = matches!(letter, '.' | '\'' | '’') || (letter == '/' && word == 1);
        if letter.is_alphanumeric() {
            word += 1;
            push_folded(&mut folded, letter);
        } else if !joins || letters.peek().is_none() {
            word = 0;
            if !folded.ends_with(' ') {
                folded.push(' ');
            }
        }
    }
    // What some write as one letter with an accent others write as two: "Malmö", "Malmo" and "Malmoe" are the same.
    let pairs = [("oe", "o"), ("ae", "a"), ("aa", "a"), ("ue", "u")];
    pairs.iter().fold(folded, |folded, (two, one)| folded.replace(two, one))
}

/// A letter without its accent.
fn push_folded(folded: &mut String, letter: char) {
    match letter {
        'á' | 'à' | 'â' | 'ã' | 'ā' | 'ă' | 'ą' | 'å' | 'ä' | 'æ' => folded.push('a'),
        'ç' | 'ć' | 'č' => folded.push('c'),
        'ď' | 'đ' | 'ð' => folded.push('d'),
        'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => folded.push('e'),
        'ğ' => folded.push('g'),
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => folded.push('i'),
        'ł' => folded.push('l'),
        'ñ' | 'ń' | 'ň' => folded.push('n'),
        'ó' | 'ò' | 'ô' | 'õ' | 'ō' | 'ő' | 'ö' | 'ø' | 'œ' => folded.push('o'),
        'ř' => folded.push('r'),
        'ś' | 'š' | 'ş' | 'ș' => folded.push('s'),
        'ß' => folded.push_str("ss"),
        'ť' | 'ţ' | 'ț' => folded.push('t'),
        'ú' | 'ù' | 'û' | 'ū' | 'ů' | 'ű' | 'ü' => folded.push('u'),
        'ý' | 'ÿ' => folded.push('y'),
        'ź' | 'ż' | 'ž' => folded.push('z'),
        other => folded.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(one: &str, other: &str) -> f64 {
        let of = |name: &str| Comparable::of(name).unwrap();
        let (forth, back) = (of(one).alike(&of(other), 0.0), of(other).alike(&of(one), 0.0));
        assert!((forth - back).abs() < 1e-12, "{one}, {other}");
        forth
    }

    #[test]
    fn legal_forms_accents_capitals_and_the_order_of_words_make_no_difference() {
        for (one, other) in [
            ("Novo Nordisk A/S", "NOVO NORDISK"),
            ("Topsøe AS", "Topsoe A/S"),
            ("Malmö Universitet", "Malmoe universitet"),
            ("Lunds Universitet", "Universitet, Lunds"),
            ("Société Générale S.A.", "Societe Generale"),
            ("O’Neill Ltd.", "ONeill Limited"),
        ] {
            assert!((alike(one, other) - 1.0).abs() < 1e-12, "{one}, {other}");
        }
    }

    #[test]
    fn a_slip_costs_its_share_of_the_letters_and_other_numbers_make_another_name() {
        assert!((alike("Roskilde Universitet", "Roskilde Universtiet") - 0.95).abs() < 1e-12);
        assert!(alike("Plant 1", "Plant 2").abs() < 1e-12);
        assert!(alike("Region Skåne", "Region Hovedstaden") < 0.7);
    }

    #[test]
    fn what_is_passed_over_in_little_time_is_never_alike_enough() {
        let names = [
            "Roskilde Universitet",
            "Roskilde Universtiet",
            "Universitet Roskilde",
            "Rosklide University",
            "Malmö Universitet",
            "Nordic Bioscience Hubs",
            "Nordic Bio Science Hub",
            "aaaa bbbb",
            "bbbb aaaa cc",
        ];
        let of = |name: &&str| Comparable::of(name).unwrap();
        let mut passed_over = 0;
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other))) {
            let alike = of(one).alike(&of(other), 0.0);
            for at_least in [0.5, 0.85, 0.95, alike - 1e-9] {
                if !of(one).may_be_alike(&of(other), at_least) {
                    passed_over += 1;
                    assert!(alike < at_least, "{one}, {other}");
                }
            }
        }
        assert!(passed_over > 50, "{passed_over}");
    }

    #[test]
    fn a_name_of_signs_is_none_and_one_of_legal_forms_alone_stays() {
        assert_eq!(Comparable::of(" – / "), None);
        assert!((alike("SE", "Se.") - 1.0).abs() < 1e-12);
    }
}
