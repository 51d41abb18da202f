//! Who made the data, short enough for a line on the map: organization, years, terms.
//!
//! The whole sentence is kept beside the short one, for whoever asks. Where credits are written is the business of the map and the exports.

use crate::document::Source;

/// Terms longer than this are a sentence and not a code such as "CC BY 4.0".
const LONGEST_CODE: usize = 12;

/// One source of the data in two lengths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Organization, years, owner and the code of the terms: "CORDIS 2025, © European Union, CC BY 4.0".
    pub short: String,
    /// Everything that the file says of the source, in one sentence.
    pub full: String,
    /// Where the source is found.
    pub url: Option<String>,
}

impl From<&str> for Credit {
    fn from(name: &str) -> Self {
        Self {
            short: name.trim().to_owned(),
            full: name.trim().to_owned(),
            url: None,
        }
    }
}

impl Credit {
    /// The credit of a source of the file.
    ///
    /// The organization is what stands before the first comma, semicolon, bracket or number; the years are a span in the name, else
    /// the year of retrieval; the owner is what follows a ©; terms are named where the file gives their code.
    #[must_use]
    pub fn of_source(source: &Source) -> Self {
        let name = source.name.trim();
        let organization = organization(name);
        let retrieved = source
            .retrieved
            .as_deref()
            .and_then(|day| day.get(..4))
            .filter(|year| is_year(year));
        let years = span_of_years(name).or_else(|| retrieved.map(str::to_owned));
        let head = match years {
            Some(years) => format!("{organization} {years}"),
            None => organization.to_owned(),
        };
        let owner = name
            .find('©')
            .and_then(|at| name.get(at..))
            .map(|owner| until(owner, &[',', ';', '(']));
        let code = source.license.as_deref().map(|terms| until(terms, &['(']));
        let code = code.filter(|code| !code.is_empty() && code.chars().count() <= LONGEST_CODE);
        let is_new = |part: &&str| !head.contains(*part);
        let parts = [owner.filter(is_new), code.filter(is_new)];
        let short: Vec<&str> = std::iter::once(head.as_str())
            .chain(parts.into_iter().flatten())
            .collect();
        let full: Vec<&str> = [Some(name), source.license.as_deref().map(str::trim)]
            .into_iter()
            .flatten()
            .filter(|part| !part.is_empty())
            .collect();
        Self {
            short: short.join(", "),
            full: full.join(" · "),
            url: source.url.clone(),
        }
    }
}

/// Every credit once, in order; one whose short words another already says is left out of the line and kept in the list.
#[must_use]
pub fn once_each(credits: impl Iterator<Item = Credit>) -> Vec<Credit> {
    let mut said: Vec<Credit> = Vec::new();
    for mut credit in credits.filter(|credit| !credit.short.is_empty()) {
        if said.iter().any(|earlier| earlier.full.contains(&credit.full)) {
            continue;
        }
        if said.iter().any(|earlier| earlier.short.contains(&credit.short)) {
            credit.short.clear();
        }
        said.push(credit);
    }
    said
}

/// The short credits in one line.
#[must_use]
pub fn line(credits: &[Credit]) -> String {
    let said: Vec<&str> = credits
        .iter()
        .map(|credit| credit.short.as_str())
        .filter(|short| !short.is_empty())
        .collect();
    said.join(" · ")
}

fn until<'a>(words: &'a str, ends: &[char]) -> &'a str {
    words.split(ends).next().unwrap_or(words).trim()
}

fn organization(name: &str) -> &str {
    let head = until(name, &[',', ';', '(']);
    // A number belongs to the data set: "Natural Earth 1:10m". A name that begins with one keeps it.
    let number = head.match_indices(' ').find(|(at, _)| {
        head.get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    });
    number.and_then(|(at, _)| head.get(..at)).unwrap_or(head)
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.parse::<u16>().is_ok_and(|year| (1900..2100).contains(&year))
}

/// The first "2008–2015" in a name, whichever dash it is written with.
fn span_of_years(name: &str) -> Option<String> {
    name.split([' ', ',', ';', '(', ')']).find_map(|word| {
        let (first, last) = word.split_once(['–', '-'])?;
        (is_year(first) && is_year(last)).then(|| format!("{first}–{last}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(name: &str, license: &str, retrieved: &str) -> String {
        let stated = |words: &str| (!words.is_empty()).then(|| words.to_owned());
        Credit::of_source(&Source {
            name: name.to_owned(),
            license: stated(license),
            retrieved: stated(retrieved),
            url: None,
        })
        .short
    }

    #[test]
    fn a_source_is_named_by_organization_years_owner_and_terms() {
        let statistics = "Eurostat, structural business statistics (sbs_r_nuts06_r2), 2008–2015; © European Union";
        let reuse = "Reuse with acknowledgement (Commission Decision 2011/833/EU)";
        assert_eq!(
            short(statistics, reuse, "2017-08"),
            "Eurostat 2008–2015, © European Union"
        );
        let projects = "CORDIS, projects of Horizon Europe (to 2025-12), modified; © European Union";
        assert_eq!(
            short(projects, "CC BY 4.0 (Commission Decision)", "2025-12-06"),
            "CORDIS 2025, © European Union, CC BY 4.0"
        );
        assert_eq!(
            short("Natural Earth 1:10m admin-1, dissolved", "Public domain", ""),
            "Natural Earth"
        );
        assert_eq!(
            short("© OpenStreetMap contributors", "ODbL", ""),
            "© OpenStreetMap contributors, ODbL"
        );
        assert_eq!(short("", "", ""), "");
    }

    #[test]
    fn what_is_said_already_is_not_said_again_in_the_line() {
        let source = |name: &str| {
            Credit::of_source(&Source {
                name: name.to_owned(),
                ..Source::default()
            })
        };
        let names = [
            "Census Bureau, patterns",
            "Census Bureau, boundaries",
            "Census Bureau, patterns",
        ];
        let credits = once_each(names.into_iter().map(source));
        assert_eq!(line(&credits), "Census Bureau");
        assert_eq!(credits.len(), 2, "the second source stays in the list");
    }
}
