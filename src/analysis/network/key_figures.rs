//! Everything that is said of a network as a whole, in one order: the rows of the table `network` and of the panel of ties.
//!
//! The formulas stand in their own files. Whatever rests on chance takes its seed and its number of draws from [`Parameters`].

use super::communities::{Communities, WEAK, communities, modularity};
use super::cores::{core_numbers, core_periphery};
use super::cuts::cuts;
use super::figures::{Figure, Flag, Reason};
use super::information::{Information, Unit, bootstrap_interval};
use super::lengths::{Lengths, all_pairs, localization_ratio, share_inside};
pub use super::parameters::Parameters;
use super::paths::{average_path, diameter, global_efficiency, reaches};
use super::roster::Roster;
use super::shape::{
    average_clustering, clustering, degree_assortativity, degree_centralization, transitivity, triangles,
};
use super::triads::spanning_test;
use super::{MixingTest, external_internal, mixing_test, nominal_assortativity};
use crate::analysis::numbers::of_count;
use crate::analysis::progress::{Cancelled, Progress, Steps};
use crate::analysis::support::robustness::{best_connected_first, decline, left_after, robustness, robustness_by_lot};
use crate::document::Helix;

/// What was found of the network as a whole.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The key figures, in the order of the table.
    pub figures: Vec<Figure>,
    /// The communities; `None` without ties.
    pub communities: Option<Communities>,
    /// The mixing of spheres beside chance; `None` without members.
    pub mixing: Option<MixingTest>,
}

impl Summary {
    /// The figure with this id.
    #[must_use]
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.id == id)
    }
}

/// All key figures of a roster. Permutations take the most time: `O(P m)`.
#[must_use]
pub fn summary(roster: &Roster, parameters: &Parameters) -> Summary {
    // Where nobody listens nobody stops it.
    summary_watched(roster, parameters, &()).unwrap_or_default()
}

/// The same, where somebody hears how far it is and may stop it.
///
/// # Errors
///
/// Where it was stopped.
pub fn summary_watched(
    roster: &Roster,
    parameters: &Parameters,
    progress: &dyn Progress,
) -> Result<Summary, Cancelled> {
    let steps = Steps::new(progress, 8);
    let communities = communities(&roster.network, parameters.community_runs, parameters.seed);
    steps.step()?;
    let mixing = (!roster.members.is_empty()).then(|| {
        mixing_test(
            &roster.network,
            &roster.groups,
            roster.spheres.len(),
            parameters.permutations,
            parameters.seed,
        )
    });
    steps.step()?;
    let mut figures = shape_figures(roster);
    figures.extend(way_figures(roster));
    steps.step()?;
    figures.extend(group_figures(roster, communities.as_ref(), mixing.as_ref()));
    figures.extend(information_figures(roster, parameters));
    steps.step()?;
    figures.extend(strength_figures(roster, parameters));
    steps.step()?;
    figures.extend(core_figures(roster, parameters));
    steps.step()?;
    figures.extend(triangle_figures(roster, parameters));
    steps.step()?;
    figures.extend(length_figures(roster, parameters));
    steps.step()?;
    Ok(Summary {
        figures,
        communities,
        mixing,
    })
}

fn shape_figures(roster: &Roster) -> Vec<Figure> {
    let network = &roster.network;
    let count = of_count(network.member_count());
    let ties = of_count(network.tie_count());
    let sizes = network.component_sizes();
    let closed = triangles(network);
    let local = clustering(network, &closed);
    let isolates = of_count(network.isolate_count());
    let basic = [("members", count), ("ties", ties)];
    vec![
        Figure::new("nodes", Some(count), Reason::NoMembers, &[]),
        Figure::new(
            "ties",
            Some(ties),
            Reason::NoMembers,
            &[("links", of_count(roster.activities.len()))],
        ),
        Figure::new(
            "density",
            network.density(),
            Reason::FewMembers,
            &[("ties", ties), ("possible", count * (count - 1.0) / 2.0)],
        ),
        Figure::new(
            "components",
            Some(of_count(sizes.len())),
            Reason::NoMembers,
            &[("members", count)],
        ),
        Figure::new("isolates", Some(isolates), Reason::NoMembers, &[("members", count)]),
        Figure::new("mean_degree", network.mean_degree(), Reason::NoMembers, &basic),
        Figure::new(
            "average_clustering",
            average_clustering(&local),
            Reason::NoMembers,
            &basic,
        ),
        Figure::new(
            "transitivity",
            transitivity(network, closed.len()),
            Reason::NoTies,
            &[("triangles", of_count(closed.len()))],
        ),
    ]
}

/// Ways through the network, and how much it hangs on few.
fn way_figures(roster: &Roster) -> Vec<Figure> {
    let network = &roster.network;
    let largest = network.largest_component();
    let in_largest = of_count(largest.len());
    let reaches = reaches(network);
    let most = network.degrees().into_iter().max().map_or(0.0, of_count);
    let basic = [
        ("members", of_count(network.member_count())),
        ("ties", of_count(network.tie_count())),
    ];
    vec![
        Figure::new(
            "diameter",
            diameter(&reaches, &largest).map(of_count),
            Reason::NoTies,
            &[("members", in_largest)],
        ),
        Figure::new(
            "average_path",
            average_path(&reaches, &largest),
            Reason::NoTies,
            &[("members", in_largest)],
        ),
        Figure::new(
            "global_efficiency",
            global_efficiency(&reaches),
            Reason::FewMembers,
            &basic,
        ),
        Figure::new(
            "degree_centralization",
            degree_centralization(network),
            Reason::FewMembers,
            &[("most", most)],
        ),
        Figure::new(
            "degree_assortativity",
            degree_assortativity(network),
            Reason::AllAlike,
            &basic,
        ),
    ]
}

fn group_figures(roster: &Roster, communities: Option<&Communities>, mixing: Option<&MixingTest>) -> Vec<Figure> {
    let network = &roster.network;
    let spheres = [("spheres", of_count(roster.spheres.len()))];
    let runs = communities.map_or(0.0, |found| of_count(found.runs));
    let groups = communities.map(|found| of_count(found.sizes.len()));
    let best = communities.map(|found| found.modularity);
    let index = mixing.and_then(|test| test.external_internal);
    let permutations = index.map_or(0.0, |index| of_count(index.permutations));
    vec![
        Figure::new(
            "modularity",
            best,
            Reason::NoTies,
            &[("communities", groups.unwrap_or(0.0)), ("runs", runs)],
        )
        .flagged(best.is_some_and(|value| value < WEAK).then_some(Flag::WeakCommunities)),
        Figure::new("communities", groups, Reason::NoTies, &[("runs", runs)]),
        Figure::new(
            "ei_index",
            external_internal(network, &roster.groups, |_| 1.0),
            Reason::NoTies,
            &spheres,
        ),
        Figure::new(
            "nominal_assortativity",
            nominal_assortativity(network, &roster.groups),
            Reason::AllAlike,
            &spheres,
        ),
        Figure::new(
            "ei_index_weighted",
            external_internal(network, &roster.groups, |weight| weight),
            Reason::NoTies,
            &spheres,
        ),
        Figure::new(
            "ei_index_by_chance",
            index.map(|index| index.mean),
            Reason::NoTies,
            &[("permutations", permutations)],
        ),
        Figure::new(
            "ei_index_p",
            index.map(|index| index.p_two_sided()),
            Reason::NoTies,
            &[("permutations", permutations)],
        ),
        Figure::new(
            "modularity_of_spheres",
            modularity(network, &roster.groups),
            Reason::NoTies,
            &spheres,
        ),
    ]
}

/// Each link as a unit: whether it has members of academia, industry and government.
#[must_use]
pub fn helix_units(roster: &Roster) -> Vec<Unit> {
    let three = [Helix::Academia, Helix::Industry, Helix::Government].map(|helix| roster.group_of(helix));
    roster
        .activities
        .iter()
        .map(|activity| {
            let is_there = |group: Option<usize>| {
                activity
                    .members
                    .iter()
                    .any(|member| group.is_some() && roster.groups.get(*member).copied() == group)
            };
            three.map(|group| usize::from(is_there(group)))
        })
        .collect()
}

fn information_figures(roster: &Roster, parameters: &Parameters) -> Vec<Figure> {
    const MILLIBITS: f64 = 1_000.0;
    let units = helix_units(roster);
    let found = Information::of(&units);
    let interval = bootstrap_interval(&units, parameters.permutations, parameters.seed);
    let count = of_count(units.len());
    let holds_zero = interval.is_some_and(|(low, high)| low <= 0.0 && high >= 0.0);
    let flags = [
        (found.is_some_and(|found| found.is_of_few()), Flag::FewLinks),
        (!units.is_empty() && !units.contains(&[1, 1, 1]), Flag::OnlyPairs),
        (holds_zero, Flag::IntervalHoldsZero),
    ];
    let flags = flags.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag);
    let (low, high) = (interval.map(|(low, _)| low), interval.map(|(_, high)| high));
    let inputs = [
        ("links", count),
        ("low", low.unwrap_or(0.0) * MILLIBITS),
        ("high", high.unwrap_or(0.0) * MILLIBITS),
    ];
    let draws = [("links", count), ("draws", of_count(parameters.permutations))];
    vec![
        Figure::new(
            "mutual_information_millibits",
            found.map(|found| found.triple() * MILLIBITS),
            Reason::NoTies,
            &inputs,
        )
        .flagged(flags),
        Figure::new(
            "mutual_information_low_millibits",
            low.map(|low| low * MILLIBITS),
            Reason::NoTies,
            &draws,
        ),
        Figure::new(
            "mutual_information_high_millibits",
            high.map(|high| high * MILLIBITS),
            Reason::NoTies,
            &draws,
        ),
        Figure::new("mutual_information_links", Some(count), Reason::NoTies, &[]),
    ]
}

fn strength_figures(roster: &Roster, parameters: &Parameters) -> Vec<Figure> {
    let network = &roster.network;
    let sizes = decline(network, &best_connected_first(network));
    let count = of_count(network.member_count());
    let left = |share: f64| left_after(&sizes, share).map(of_count);
    let members = [("members", count)];
    vec![
        Figure::new("robustness", robustness(&sizes), Reason::NoMembers, &members),
        Figure::new(
            "robustness_by_lot",
            robustness_by_lot(network, parameters.lots, parameters.seed),
            Reason::NoMembers,
            &[("lots", of_count(parameters.lots))],
        ),
        Figure::new(
            "largest_after_losing_1_percent",
            left(0.01),
            Reason::NoMembers,
            &members,
        ),
        Figure::new(
            "largest_after_losing_5_percent",
            left(0.05),
            Reason::NoMembers,
            &members,
        ),
        Figure::new(
            "largest_after_losing_10_percent",
            left(0.1),
            Reason::NoMembers,
            &members,
        ),
    ]
}

/// The members and ties that hold the network together, and its core.
fn core_figures(roster: &Roster, parameters: &Parameters) -> Vec<Figure> {
    let network = &roster.network;
    let cuts = cuts(network);
    let articulations = cuts.is_articulation.iter().filter(|is_cut| **is_cut).count();
    let cores = core_numbers(network);
    let innermost = cores.iter().copied().max();
    let in_innermost = cores.iter().filter(|core| Some(**core) == innermost).count();
    let core = core_periphery(network, parameters.core_starts, parameters.seed);
    let core_size = core
        .as_ref()
        .map(|core| of_count(core.is_core.iter().filter(|is_core| **is_core).count()));
    let members = [("members", of_count(network.member_count()))];
    vec![
        Figure::new(
            "articulation_points",
            Some(of_count(articulations)),
            Reason::NoMembers,
            &members,
        ),
        Figure::new(
            "bridges",
            Some(of_count(cuts.bridges.len())),
            Reason::NoMembers,
            &[("ties", of_count(network.tie_count()))],
        ),
        Figure::new(
            "innermost_core",
            innermost.map(of_count),
            Reason::NoMembers,
            &[("members", of_count(in_innermost))],
        ),
        Figure::new(
            "core_periphery_correlation",
            core.map(|core| core.correlation),
            Reason::AllAlike,
            &[
                ("members", core_size.unwrap_or(0.0)),
                ("starts", of_count(parameters.core_starts)),
            ],
        ),
        Figure::new("core_size", core_size, Reason::AllAlike, &members),
    ]
}

fn triangle_figures(roster: &Roster, parameters: &Parameters) -> Vec<Figure> {
    let closed = triangles(&roster.network);
    let three = [Helix::Industry, Helix::Academia, Helix::Government].map(|helix| roster.group_of(helix));
    let test = match three {
        [Some(a), Some(b), Some(c)] => Some(spanning_test(
            &closed,
            &roster.groups,
            [a, b, c],
            parameters.permutations,
            parameters.seed,
        )),
        _ => None,
    };
    let inputs = [
        ("triangles", of_count(closed.len())),
        ("permutations", of_count(parameters.permutations)),
    ];
    let figure = |id, value: Option<f64>, reason| Figure::new(id, value, reason, &inputs);
    vec![
        figure("triangles", Some(of_count(closed.len())), Reason::NoMembers),
        figure("helix_triangles", test.map(|test| test.observed), Reason::NoHelix),
        figure("helix_triangles_by_chance", test.map(|test| test.mean), Reason::NoHelix),
        figure(
            "helix_triangles_z",
            test.and_then(|test| test.z()),
            if test.is_some() {
                Reason::NoVariation
            } else {
                Reason::NoHelix
            },
        ),
        figure(
            "helix_triangles_p",
            test.map(|test| test.p_two_sided()),
            Reason::NoHelix,
        ),
    ]
}

fn length_figures(roster: &Roster, parameters: &Parameters) -> Vec<Figure> {
    let ties = roster.regional_ties();
    let known: Vec<(f64, f64)> = ties.iter().filter_map(|tie| Some((tie.km?, tie.weight))).collect();
    let lengths = Lengths::of(&known);
    let all = all_pairs(&roster.places, &[parameters.near_km]);
    let near = lengths.as_ref().map(|lengths| lengths.share_within(parameters.near_km));
    let near_of_all = all.as_ref().and_then(|all| all.shares_within.first().copied());
    let beyond = lengths
        .as_ref()
        .map(|lengths| 1.0 - lengths.share_within(parameters.far_km));
    let inside = share_inside(&ties);
    let pipelines = ties.iter().filter(|tie| tie.is_pipeline(parameters.far_km)).count();
    let has_regions = ties.iter().any(|tie| tie.is_inside().is_some());
    let missing = (known.len() < ties.len()).then_some(Flag::SomeWithoutPlace);
    let count = ("ties", of_count(known.len()));
    let (near_km, far_km) = (("near_km", parameters.near_km), ("far_km", parameters.far_km));
    let of_lengths =
        |id, value: Option<f64>| Figure::new(id, value, Reason::NoPlaces, &[count, near_km, far_km]).flagged(missing);
    vec![
        of_lengths("mean_tie_km", lengths.as_ref().map(|lengths| lengths.mean_km)),
        of_lengths(
            "weighted_mean_tie_km",
            lengths.as_ref().map(|lengths| lengths.weighted_mean_km),
        ),
        of_lengths(
            "median_tie_km",
            lengths
                .as_ref()
                .and_then(|lengths| lengths.quantiles_km.get(2).copied()),
        ),
        of_lengths("share_of_near_ties", near),
        of_lengths("share_of_far_ties", beyond),
        of_lengths("mean_pair_km", all.as_ref().map(|all| all.mean_km)),
        of_lengths("share_of_near_pairs", near_of_all),
        of_lengths(
            "localization_ratio",
            near.zip(near_of_all)
                .and_then(|(ties, pairs)| localization_ratio(ties, pairs)),
        ),
        Figure::new(
            "share_inside_region",
            inside.map(|(share, _)| share),
            Reason::NoRegions,
            &[count],
        ),
        Figure::new(
            "share_inside_region_weighted",
            inside.map(|(_, share)| share),
            Reason::NoRegions,
            &[count],
        ),
        Figure::new(
            "pipelines",
            has_regions.then_some(of_count(pipelines)),
            Reason::NoRegions,
            &[far_km],
        )
        .flagged(missing),
    ]
}
