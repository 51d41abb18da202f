//! What was computed, why it is undefined, and what a reader must know of: the vocabulary of every number.
//!
//! Each word has an id for exports and a message for readers. The numbers themselves are [`super::explained`] and [`super::metric`].

use super::quotient::Inputs;

/// What was computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Formula {
    /// `(x_ri/x_r) / (x_i/x)`.
    LocationQuotient,
    /// The industry's value in the region as it stands in the file.
    Reported,
    /// The share of the region that works in the industry.
    RegionShare,
    /// The yearly growth rate between two years.
    YearlyGrowth,
    /// `Σ |s_ri − s_i|`.
    Krugman,
    /// `Σ |s_ri − s_i|` against the benchmark without the region.
    KrugmanOfRest,
    /// `Σ s_ri²`.
    Herfindahl,
    /// `(HHI − 1/I)/(1 − 1/I)`.
    HerfindahlNormalized,
    /// `−Σ s log2 s`.
    Shannon,
    /// `2^H`.
    EffectiveIndustries,
    /// `Σ s_ri ln(s_ri/s_i)`.
    TheilRelative,
    /// `1/Σ (s_ri²/s_i)`.
    Hachman,
    /// The entropy over groups of industries.
    VarietyUnrelated,
    /// The entropy within groups of industries.
    VarietyRelated,
    /// How many industries are present in the region.
    Diversity,
    /// The region's place in the order of complexity.
    RegionComplexity,
    /// `Σ (1 − M) d PCI`.
    ComplexityOutlook,
    /// `½ Σ |t_r − b_r|`.
    Hoover,
    /// The Gini coefficient weighted by all jobs.
    LocationGini,
    /// The Gini coefficient over regions of equal weight.
    Gini,
    /// `Σ t ln(R t)`.
    Theil,
    /// `γ` of Ellison and Glaeser.
    EllisonGlaeser,
    /// How many regions the industry is present in.
    Ubiquity,
    /// The industry's place in the order of complexity.
    IndustryComplexity,
    /// `x0 g`.
    NationalShare,
    /// `x0 (g_i − g)`.
    IndustryMix,
    /// `x1 − x0 (1 + g_i)`.
    RegionalShare,
    /// `h (g_ri − g_i)`.
    Competitive,
    /// `(x0 − h)(g_ri − g_i)`.
    Allocation,
    /// `Σ M_i M_j / max(u_i, u_j)`.
    Proximity,
    /// The cosine of the quotients of two industries.
    Cosine,
    /// `Σ M_j φ_ij / Σ φ_ij`.
    Density,
    /// What the outlook gains by an industry.
    OutlookGain,
    /// `Σ (s_i − b)(s_j − b)/(1 − Σb²)`.
    Coagglomeration,
    /// The quotient of members' jobs without one member.
    LeaveOneOut,
}

impl Formula {
    /// All of them.
    pub const ALL: [Self; 35] = [
        Self::LocationQuotient,
        Self::Reported,
        Self::RegionShare,
        Self::YearlyGrowth,
        Self::Krugman,
        Self::KrugmanOfRest,
        Self::Herfindahl,
        Self::HerfindahlNormalized,
        Self::Shannon,
        Self::EffectiveIndustries,
        Self::TheilRelative,
        Self::Hachman,
        Self::VarietyUnrelated,
        Self::VarietyRelated,
        Self::Diversity,
        Self::RegionComplexity,
        Self::ComplexityOutlook,
        Self::Hoover,
        Self::LocationGini,
        Self::Gini,
        Self::Theil,
        Self::EllisonGlaeser,
        Self::Ubiquity,
        Self::IndustryComplexity,
        Self::NationalShare,
        Self::IndustryMix,
        Self::RegionalShare,
        Self::Competitive,
        Self::Allocation,
        Self::Proximity,
        Self::Cosine,
        Self::Density,
        Self::OutlookGain,
        Self::Coagglomeration,
        Self::LeaveOneOut,
    ];

    /// The name by which exports and tests know the formula.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::LocationQuotient => "location_quotient",
            Self::Reported => "value",
            Self::RegionShare => "region_share",
            Self::YearlyGrowth => "cagr",
            Self::Krugman => "krugman",
            Self::KrugmanOfRest => "krugman_rest",
            Self::Herfindahl => "hhi",
            Self::HerfindahlNormalized => "hhi_normalized",
            Self::Shannon => "shannon_bits",
            Self::EffectiveIndustries => "effective_industries",
            Self::TheilRelative => "theil_relative",
            Self::Hachman => "hachman",
            Self::VarietyUnrelated => "variety_unrelated_bits",
            Self::VarietyRelated => "variety_related_bits",
            Self::Diversity => "diversity",
            Self::RegionComplexity => "eci",
            Self::ComplexityOutlook => "coi",
            Self::Hoover => "hoover",
            Self::LocationGini => "location_gini",
            Self::Gini => "gini",
            Self::Theil => "theil",
            Self::EllisonGlaeser => "ellison_glaeser",
            Self::Ubiquity => "ubiquity",
            Self::IndustryComplexity => "pci",
            Self::NationalShare => "national",
            Self::IndustryMix => "industry_mix",
            Self::RegionalShare => "regional",
            Self::Competitive => "competitive",
            Self::Allocation => "allocation",
            Self::Proximity => "proximity",
            Self::Cosine => "cosine",
            Self::Density => "density",
            Self::OutlookGain => "cog",
            Self::Coagglomeration => "ellison_glaeser_kerr",
            Self::LeaveOneOut => "leave_one_out",
        }
    }

    /// The message that says it in words, with its numbers put in.
    #[must_use]
    pub fn message_id(self) -> String {
        format!("formula-{}", self.id().replace('_', "-"))
    }
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Undefined {
    /// The cell exists and is not published.
    ValueNotPublished,
    /// The file has no entry for the cell.
    ValueMissing,
    /// The region's total is not known.
    RegionTotalMissing,
    /// The region has a total of zero.
    RegionEmpty,
    /// The benchmark does not say how large the industry is.
    BenchmarkMissing,
    /// The benchmark has none of the industry.
    IndustryAbsent,
    /// The region has no larger region to be compared with.
    NoParent,
    /// None of the region's industries is published.
    NoIndustryPublished,
    /// Not every industry belongs to a group.
    NoGroups,
    /// There is one industry only.
    OneIndustry,
    /// The region is not a part of its benchmark.
    NotPart,
    /// Nothing is left of the benchmark without the region.
    RestEmpty,
    /// Nobody works in the industry in these regions.
    NobodyInIndustry,
    /// No member with employees names the industry first.
    NoPlants,
    /// One plant holds all of the industry.
    OnePlant,
    /// One region holds all jobs.
    OneRegion,
    /// Nothing is present in the row or column.
    NothingPresent,
    /// The region or industry hangs together with few others.
    OutsideLargestPart,
    /// Fewer than three regions or industries hang together.
    TooFew,
    /// The regions fall into equally large parts.
    NoLargestPart,
    /// Two orders are equally good.
    NotUnique,
    /// The benchmark had none of the industry at the start.
    NewIndustry,
    /// The region had none of the industry at the start.
    NoStart,
    /// The industry is found with no other.
    FoundWithNoOther,
}

impl Undefined {
    /// All of them.
    pub const ALL: [Self; 24] = [
        Self::ValueNotPublished,
        Self::ValueMissing,
        Self::RegionTotalMissing,
        Self::RegionEmpty,
        Self::BenchmarkMissing,
        Self::IndustryAbsent,
        Self::NoParent,
        Self::NoIndustryPublished,
        Self::NoGroups,
        Self::OneIndustry,
        Self::NotPart,
        Self::RestEmpty,
        Self::NobodyInIndustry,
        Self::NoPlants,
        Self::OnePlant,
        Self::OneRegion,
        Self::NothingPresent,
        Self::OutsideLargestPart,
        Self::TooFew,
        Self::NoLargestPart,
        Self::NotUnique,
        Self::NewIndustry,
        Self::NoStart,
        Self::FoundWithNoOther,
    ];

    /// The message that says it.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::ValueNotPublished => "undefined-not-published",
            Self::ValueMissing => "undefined-missing",
            Self::RegionTotalMissing => "undefined-region-total",
            Self::RegionEmpty => "undefined-region-empty",
            Self::BenchmarkMissing => "undefined-benchmark",
            Self::IndustryAbsent => "undefined-industry-absent",
            Self::NoParent => "undefined-no-parent",
            Self::NoIndustryPublished => "undefined-no-industry",
            Self::NoGroups => "undefined-no-groups",
            Self::OneIndustry => "undefined-one-industry",
            Self::NotPart => "undefined-not-part",
            Self::RestEmpty => "undefined-rest-empty",
            Self::NobodyInIndustry => "undefined-nobody",
            Self::NoPlants => "undefined-no-plants",
            Self::OnePlant => "undefined-one-plant",
            Self::OneRegion => "undefined-one-region",
            Self::NothingPresent => "undefined-nothing-present",
            Self::OutsideLargestPart => "undefined-outside-part",
            Self::TooFew => "undefined-too-few",
            Self::NoLargestPart => "undefined-no-part",
            Self::NotUnique => "undefined-not-unique",
            Self::NewIndustry => "undefined-new-industry",
            Self::NoStart => "undefined-no-start",
            Self::FoundWithNoOther => "undefined-no-other",
        }
    }

    /// Why the inputs give no quotient; `None` where they do.
    #[must_use]
    pub fn of_inputs(inputs: &Inputs) -> Option<Self> {
        let Inputs {
            value,
            region_total,
            benchmark_value,
            benchmark_total,
        } = *inputs;
        if value.is_none() {
            return Some(Self::ValueNotPublished);
        }
        match (region_total, benchmark_value, benchmark_total) {
            (None, _, _) => Some(Self::RegionTotalMissing),
            (Some(total), _, _) if total <= 0.0 => Some(Self::RegionEmpty),
            (_, None, _) | (_, _, None) => Some(Self::BenchmarkMissing),
            (_, Some(all), _) | (_, _, Some(all)) if all <= 0.0 => Some(Self::IndustryAbsent),
            _ => inputs.location_quotient().is_none().then_some(Self::BenchmarkMissing),
        }
    }
}

/// A reservation that a reader must know of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Flag {
    /// A total was added up from published cells while others are not published.
    TotalsIncomplete,
    /// The benchmark is the sum of the file's regions.
    BenchmarkIsSum,
    /// The cell is not published.
    NotPublished,
    /// The file has no entry for the cell.
    Missing,
    /// Fewer than three establishments.
    FewEstablishments,
    /// Fewer than fifty jobs.
    FewJobs,
    /// The file holds no establishments, so there is no interval.
    NoEstablishments,
    /// The published value is larger than the total it belongs to.
    ExceedsTotal,
    /// Cells that the number counts over are not published and left out.
    SomeNotPublished,
    /// Quotients that are not known count as absent.
    CountedAsAbsent,
    /// The regions fall into parts; only the largest has complexity.
    LargestPartOnly,
    /// There is no single order of complexity.
    ComplexityUndefined,
    /// The benchmark had none of the industry at the start.
    NewIndustry,
    /// A region has some of the industry and no jobs in all; it is left out.
    WithoutBase,
}

impl Flag {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::TotalsIncomplete,
        Self::BenchmarkIsSum,
        Self::NotPublished,
        Self::Missing,
        Self::FewEstablishments,
        Self::FewJobs,
        Self::NoEstablishments,
        Self::ExceedsTotal,
        Self::SomeNotPublished,
        Self::CountedAsAbsent,
        Self::LargestPartOnly,
        Self::ComplexityUndefined,
        Self::NewIndustry,
        Self::WithoutBase,
    ];

    /// The word in the column `flags` of exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::TotalsIncomplete => "totals_incomplete",
            Self::BenchmarkIsSum => "benchmark_is_sum",
            Self::NotPublished => "not_published",
            Self::Missing => "missing",
            Self::FewEstablishments => "few_establishments",
            Self::FewJobs => "few_jobs",
            Self::NoEstablishments => "no_establishments",
            Self::ExceedsTotal => "exceeds_total",
            Self::SomeNotPublished => "some_not_published",
            Self::CountedAsAbsent => "counted_as_absent",
            Self::LargestPartOnly => "largest_part_only",
            Self::ComplexityUndefined => "complexity_undefined",
            Self::NewIndustry => "new_industry",
            Self::WithoutBase => "region_without_base",
        }
    }

    /// The message that says it in a sentence.
    #[must_use]
    pub fn message_id(self) -> &'static str {
        match self {
            Self::TotalsIncomplete => "flag-totals-incomplete",
            Self::BenchmarkIsSum => "flag-benchmark-is-sum",
            Self::NotPublished => "flag-not-published",
            Self::Missing => "flag-missing",
            Self::FewEstablishments => "flag-few-establishments",
            Self::FewJobs => "flag-few-jobs",
            Self::NoEstablishments => "flag-no-establishments",
            Self::ExceedsTotal => "flag-exceeds-total",
            Self::SomeNotPublished => "flag-some-not-published",
            Self::CountedAsAbsent => "flag-counted-as-absent",
            Self::LargestPartOnly => "flag-largest-part-only",
            Self::ComplexityUndefined => "flag-complexity-undefined",
            Self::NewIndustry => "flag-new-industry",
            Self::WithoutBase => "flag-region-without-base",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::messages::exists;

    #[test]
    fn every_formula_flag_and_reason_has_its_sentence() {
        for formula in Formula::ALL {
            assert!(exists(&formula.message_id()), "{formula:?}");
        }
        for flag in Flag::ALL {
            assert!(exists(flag.message_id()), "{flag:?}");
        }
        for reason in Undefined::ALL {
            assert!(exists(reason.message_id()), "{reason:?}");
        }
    }
}
