//! Ten thousand members on the map: what is sent to the card and worked out anew when one is chosen, and when nothing is.

use super::{
    Bench, Emphasis, Figure, FigureParts, Helix, LinkPart, MemberColor, MemberId, MemberPart, Mercator, ThemeKind,
    assemble,
};

const MEMBERS: u32 = 10_000;
/// Bytes of a symbol with where it is moved to, and of a curve.
const SYMBOL_BYTES: u64 = 40;
const CURVE_BYTES: u64 = 32;

/// Ten thousand members between some of whom there are ties; the chosen one and its neighbors stand out.
fn figure(chosen: Option<u32>) -> Figure {
    let spheres = [Helix::Industry, Helix::Academia, Helix::Government, Helix::Other];
    let place = |number: u32| {
        let share = |factor: u32| f64::from(number.wrapping_mul(factor) >> 8) / f64::from(u32::MAX >> 8);
        Mercator::from_lon_lat(5.0 + share(2_654_435_761) * 8.0, 48.0 + share(40_503_001) * 6.0)
    };
    let is_near = |number: u32| chosen.is_none_or(|chosen| number.abs_diff(chosen) <= 1);
    let emphasis = |number: u32| match (chosen == Some(number), is_near(number)) {
        (true, _) => Emphasis::Selected,
        (_, true) => Emphasis::Normal,
        _ => Emphasis::Dimmed,
    };
    let members = (0..MEMBERS)
        .zip(spheres.into_iter().cycle())
        .map(|(number, helix)| MemberPart {
            member: MemberId::new(number),
            name: format!("Member {number}").into(),
            position: place(number),
            helix,
            size: Some(f64::from(number % 700)),
            color: MemberColor::Sphere,
            is_cut: false,
            emphasis: emphasis(number),
            importance: f64::from(number),
        });
    let links = (1..3000).filter(|number| is_near(*number) && is_near(number - 1));
    assemble(FigureParts {
        shows_basemap: true,
        members: members.collect(),
        links: links
            .map(|number| LinkPart {
                members: [MemberId::new(number - 1), MemberId::new(number)],
                ends: [place(number - 1), place(number)],
                weight: 1.0,
                is_directed: false,
                is_bridge: false,
            })
            .collect(),
        ..FigureParts::default()
    })
}

fn sent(bench: &Bench) -> u64 {
    bench.view.borrow().geometry_bytes()
}

#[test]
fn choosing_one_of_ten_thousand_members_sends_it_and_those_near_it_and_nothing_else() {
    let mut bench = Bench::new(ThemeKind::Light, figure(None));
    let all = sent(&bench);
    assert!(all > u64::from(MEMBERS) * SYMBOL_BYTES, "{all}");
    bench.show(figure(Some(700)));
    let chosen = sent(&bench) - all;
    // The chosen one with the disc below it, both neighbors, and the two ties to them.
    assert_eq!(chosen, 4 * SYMBOL_BYTES + 2 * CURVE_BYTES);
    bench.show(figure(Some(900)));
    assert_eq!(sent(&bench) - all, 2 * chosen, "another one");
    bench.show(figure(None));
    assert_eq!(sent(&bench) - all, 2 * chosen, "nobody: all lies there still");
}

#[test]
fn pointing_at_a_member_sends_nothing() {
    let mut bench = Bench::new(ThemeKind::Light, figure(Some(700)));
    let before = sent(&bench);
    let at = bench.figure.borrow().0.members.last().unwrap().position;
    let (lon, lat) = at.lon_lat();
    let at = bench.place(lon, lat);
    bench.harness.hover_at(at);
    bench.harness.run_steps(3);
    assert!(bench.last().hovered.is_some());
    assert_eq!(sent(&bench), before);
}

#[test]
fn room_for_names_is_looked_for_once_for_a_view_and_not_again_while_nothing_changes() {
    let mut bench = Bench::new(ThemeKind::Light, figure(None));
    let laid_out = |bench: &Bench| bench.view.borrow().names_laid_out();
    let before = laid_out(&bench);
    assert!(before > 0);
    bench.harness.run_steps(20);
    assert_eq!(laid_out(&bench), before);
    let (lon, lat, zoom) = bench.view.borrow().view();
    bench.view.borrow_mut().set_view(lon + 0.1, lat, zoom);
    bench.harness.run_steps(5);
    assert_eq!(laid_out(&bench), before + 1);
}

#[test]
fn rings_give_way_to_single_members_and_come_back_as_they_were() {
    let mut bench = Bench::new(ThemeKind::Light, figure(None));
    let before = bench.picture("ten-thousand");
    bench.show(figure(Some(700)));
    let chosen = bench.picture("ten-thousand-chosen");
    assert!(before.iter().zip(&chosen).filter(|(a, b)| a != b).count() > 10_000);
    bench.show(figure(None));
    assert!(bench.picture("ten-thousand-again") == before);
}

#[test]
fn a_chosen_member_is_named_and_its_name_takes_room() {
    let mut bench = Bench::new(ThemeKind::Light, figure(Some(700)));
    let named = bench.picture("named");
    let mut nameless = figure(Some(700));
    nameless.labels.clear();
    bench.show(nameless);
    let differing = named
        .iter()
        .zip(&bench.picture("nameless"))
        .filter(|(a, b)| a != b)
        .count();
    assert!(differing > 200, "{differing} pixels of names");
}
