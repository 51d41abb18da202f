//! Which spheres a member brings together: the roles of Gould & Fernandez (1989).
//!
//! A member is a broker between two partners that are not joined themselves. Structural holes are measured in `holes`.

use rayon::prelude::*;

use super::graph::{Network, wide};

/// How often a member stands between two partners that are not joined, by the groups of the three. Every pair is counted once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Brokerage {
    /// All three of one group.
    pub coordinator: usize,
    /// The two of one group, the broker of another.
    pub itinerant: usize,
    /// One of the two in the broker's group. Undirected ties do not tell a gatekeeper from a representative.
    pub gatekeeper: usize,
    /// All three of different groups.
    pub liaison: usize,
}

impl Brokerage {
    /// How many open two-paths have the member in their middle.
    #[must_use]
    pub fn total(&self) -> usize {
        self.coordinator + self.itinerant + self.gatekeeper + self.liaison
    }
}

/// The roles of each member; `groups` gives the group of each. `O(Σ k²)`.
///
/// Oracle: R `sna::brokerage` on the symmetric matrix, which sees each pair twice: `w_I/2`, `w_O/2`, `b_IO`, `b_O/2`.
#[must_use]
pub fn brokerage(network: &Network, groups: &[usize]) -> Vec<Brokerage> {
    let count = network.member_count();
    (0..count)
        .into_par_iter()
        .map_init(
            || vec![false; count],
            |is_joined, broker| {
                let mut roles = Brokerage::default();
                open_pairs(network, broker, is_joined, |a, b| {
                    let of = |member: usize| groups.get(member);
                    let role = match (of(a) == of(broker), of(b) == of(broker), of(a) == of(b)) {
                        (true, true, _) => &mut roles.coordinator,
                        (false, false, true) => &mut roles.itinerant,
                        (false, false, false) => &mut roles.liaison,
                        _ => &mut roles.gatekeeper,
                    };
                    *role += 1;
                });
                roles
            },
        )
        .collect()
}

/// Calls `seen` with each pair of partners of `broker`, lower first, that is not joined. `is_joined` is all false before and after.
pub(super) fn open_pairs(network: &Network, broker: usize, is_joined: &mut [bool], mut seen: impl FnMut(usize, usize)) {
    let partners = network.neighbors(broker);
    for (place, a) in partners.iter().enumerate() {
        mark(network, wide(*a), is_joined, true);
        let later = partners.get(place + 1..).unwrap_or_default();
        for b in later.iter().filter(|b| is_joined.get(wide(**b)) == Some(&false)) {
            seen(wide(*a), wide(*b));
        }
        mark(network, wide(*a), is_joined, false);
    }
}

fn mark(network: &Network, member: usize, is_joined: &mut [bool], to: bool) {
    for neighbor in network.neighbors(member) {
        if let Some(joined) = is_joined.get_mut(wide(*neighbor)) {
            *joined = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_is_found_in_the_middle_of_a_star() {
        let star = Network::of_ties(5, &[(0, 1), (0, 2), (0, 3), (0, 4)]);
        let roles = brokerage(&star, &[0, 0, 0, 1, 2]);
        assert_eq!(
            roles.first().copied(),
            Some(Brokerage {
                coordinator: 1,
                itinerant: 0,
                gatekeeper: 4,
                liaison: 1
            })
        );
        assert_eq!(roles.first().map(Brokerage::total), Some(6));
        let closed = Network::of_ties(3, &[(0, 1), (1, 2), (0, 2)]);
        assert!(brokerage(&closed, &[0, 1, 2]).iter().all(|roles| roles.total() == 0));
    }
}
