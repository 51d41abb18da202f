//! What ties say of members on the map and in lists: the numbers of the tables, sizes, colors that stay, cut members and bridges.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command as Process;

use cluster_atlas::analysis::network::member_measure::MemberMeasure;
use cluster_atlas::document::{FileId, MemberId};
use cluster_atlas::export::{RenderOptions, render_svg};
use cluster_atlas::figure::basemap::Basemap;
use cluster_atlas::figure::palette::FigureTheme;
use cluster_atlas::figure::picture::{Figure, LegendLayer, LegendRows, MarkKind, MemberColor};
use cluster_atlas::format::read;
use cluster_atlas::session::Session;
use cluster_atlas::session::command::Command;
use cluster_atlas::session::state::{ColorBy, Layer, SizeBy};
use serde_json::Value;

fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_regions").join(name)
}

fn session(name: &str) -> Session {
    let reading = read(std::fs::read(sample(name)).unwrap().into(), &()).unwrap();
    Session::new(reading.document, reading.findings, None, name.to_owned())
}

/// The session with its measures worked out, as the window has them once its worker has answered.
fn measured(name: &str) -> Session {
    let mut session = session(name);
    let request = session.measures_request().unwrap();
    session.take_measures(request.carry_out());
    session
}

fn figure_of(session: &mut Session) -> Figure {
    session.refresh_measures();
    session.figure(FigureTheme::Light)
}

fn table(name: &str, table: &str) -> Vec<Value> {
    let output = Process::new(env!("CARGO_BIN_EXE_cluster-atlas"))
        .arg("metrics")
        .arg(sample(name))
        .args(["--table", table, "--format", "json"])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let whole: Value = serde_json::from_slice(&output.stdout).unwrap();
    whole["rows"].as_array().unwrap().clone()
}

fn id_of(session: &Session, member: MemberId) -> Value {
    match session.document.member(member).unwrap().id.as_ref().unwrap() {
        FileId::Text(text) => Value::from(text.as_str()),
        FileId::Number(number) => serde_json::from_str(number).unwrap(),
    }
}

#[test]
fn the_columns_of_the_list_are_those_of_the_table_of_members() {
    let session = measured("basque_country.geojson");
    let rows = table("basque_country.geojson", "members");
    let known = session.measures().unwrap();
    assert_eq!(rows.len(), known.members.len());
    for (row, found) in rows.iter().zip(&known.members) {
        assert_eq!(row["member"], id_of(&session, found.member));
        for measure in MemberMeasure::ALL {
            assert_eq!(
                row[measure.id()].as_f64(),
                measure.of(found),
                "{} {measure:?}",
                row["member"]
            );
        }
        assert_eq!(
            row["community"].as_u64(),
            found.community.and_then(|label| u64::try_from(label).ok())
        );
    }
}

#[test]
fn the_matrix_of_the_panel_is_the_table_of_mixing_and_bridges_are_those_of_the_table_of_ties() {
    let session = measured("basque_country.geojson");
    let known = session.measures().unwrap();
    let rows = table("basque_country.geojson", "mixing");
    assert_eq!(rows.len(), known.mixing.len());
    for (row, cell) in rows.iter().zip(&known.mixing) {
        assert_eq!(row["helix_a"], known.roster.spheres[cell.a].word());
        assert_eq!(row["ties"].as_u64(), u64::try_from(cell.ties).ok());
        assert_eq!(
            (row["expected"].as_f64(), row["ratio"].as_f64()),
            (Some(cell.expected), cell.ratio())
        );
    }
    let bridges = table("basque_country.geojson", "ties")
        .iter()
        .filter(|row| row["bridge"].as_u64() == Some(1))
        .count();
    assert_eq!(bridges, known.bridges.len());
    let cut = table("basque_country.geojson", "members")
        .iter()
        .filter(|row| row["articulation"].as_u64() == Some(1))
        .count();
    assert_eq!(cut, known.cut_members.len());
}

#[test]
fn members_are_drawn_by_their_ties_and_the_legend_says_so() {
    let mut session = session("basque_country.geojson");
    let employees = figure_of(&mut session);
    session.dispatch(Command::SetSizeBy(SizeBy::Measure(MemberMeasure::Degree)));
    let waiting = session.figure(FigureTheme::Light);
    let block = waiting
        .legend
        .iter()
        .find(|block| block.layer == LegendLayer::Members)
        .unwrap();
    assert!(
        block.notes.iter().any(|note| note.contains("worked out")),
        "{:?}",
        block.notes
    );
    let figure = figure_of(&mut session);
    assert_ne!(figure.members, employees.members);
    let block = figure
        .legend
        .iter()
        .find(|block| block.layer == LegendLayer::Members)
        .unwrap();
    assert_eq!(block.sizes_title, MemberMeasure::Degree.label());
    assert!(block.sizes.len() > 1 && block.notes.iter().all(|note| !note.contains("worked out")));
    let degree = |id: MemberId| session.network.network.degree(id.position());
    let largest = figure
        .members
        .iter()
        .max_by(|a, b| a.radius_pt.total_cmp(&b.radius_pt))
        .unwrap();
    let most = figure.members.iter().map(|mark| degree(mark.member)).max().unwrap();
    assert_eq!(degree(largest.member), most);
}

fn colors(figure: &Figure) -> BTreeMap<MemberId, MemberColor> {
    figure.members.iter().map(|mark| (mark.member, mark.color)).collect()
}

#[test]
fn communities_have_colors_that_a_filter_leaves_as_they_were() {
    let mut session = session("basque_country.geojson");
    session.dispatch(Command::SetColorBy(ColorBy::Community));
    let whole = figure_of(&mut session);
    let block = whole
        .legend
        .iter()
        .find(|block| matches!(block.rows, LegendRows::Groups(_)))
        .unwrap();
    let LegendRows::Groups(groups) = &block.rows else {
        panic!("groups are expected")
    };
    let drawn: usize = groups.iter().map(|group| group.count).sum();
    assert_eq!(drawn, whole.members.len(), "every member is in one row of the legend");
    assert!(groups.len() > 3 && block.notes[0].contains("seed"), "{:?}", block.notes);
    let before = colors(&whole);
    let hidden = cluster_atlas::session::state::FacetValue::Position(
        session
            .document
            .members
            .iter()
            .map(|member| member.position_quality)
            .max()
            .unwrap(),
    );
    session.dispatch(Command::SetFacet(hidden, false));
    let filtered = colors(&figure_of(&mut session));
    assert!(filtered.len() < before.len() && !filtered.is_empty());
    let kept = filtered
        .iter()
        .filter(|(id, color)| before.get(id) == Some(color))
        .count();
    assert!(
        kept * 10 >= filtered.len() * 7,
        "{kept} of {} keep their color",
        filtered.len()
    );
}

#[test]
fn members_of_clusters_are_colored_by_them_and_shapes_keep_the_spheres() {
    let mut session = session("basque_country.geojson");
    let spheres = figure_of(&mut session);
    session.dispatch(Command::SetColorBy(ColorBy::Cluster));
    let figure = figure_of(&mut session);
    assert!(figure.members.iter().any(|mark| mark.color == MemberColor::Group(0)));
    let shapes = |figure: &Figure| -> BTreeMap<MemberId, _> {
        figure.members.iter().map(|mark| (mark.member, mark.helix)).collect()
    };
    assert_eq!(shapes(&spheres), shapes(&figure));
}

#[test]
fn cut_members_and_bridges_are_marked_on_the_map_and_in_the_picture_that_is_written() {
    let mut session = session("basque_country.geojson");
    let plain = figure_of(&mut session);
    assert!(plain.members.iter().all(|mark| !mark.is_cut) && plain.links.iter().all(|mark| !mark.is_bridge));
    session.dispatch(Command::SetLayer(Layer::Cuts, true));
    let figure = figure_of(&mut session);
    let known = session.measures().unwrap();
    let marked = figure.members.iter().filter(|mark| mark.is_cut).count();
    assert!(marked > 0 && marked <= known.cut_members.len());
    let block = figure
        .legend
        .iter()
        .find(|block| block.layer == LegendLayer::Cuts)
        .unwrap();
    let LegendRows::Marks(marks) = &block.rows else {
        panic!("marks are expected")
    };
    let of = |kind: MarkKind| marks.iter().find(|mark| mark.kind == kind).map(|mark| mark.count);
    assert_eq!(of(MarkKind::CutMember), Some(marked));
    assert_eq!(
        of(MarkKind::Bridge),
        Some(figure.links.iter().filter(|mark| mark.is_bridge).count())
    );
    let options = RenderOptions::of_size(1600, 1000);
    let written = |figure: &Figure| render_svg(figure, Basemap::embedded(), &options).unwrap();
    let (before, after) = (written(&plain), written(&figure));
    assert!(after.contains("Cut members") && !before.contains("Cut members"));
    assert!(after.matches("<circle").count() > before.matches("<circle").count());
}

#[test]
fn what_falls_apart_is_told_with_the_parts() {
    let session = measured("basque_country.geojson");
    let known = session.measures().unwrap();
    let sizes = known.roster.network.component_sizes();
    for cut in &known.cut_members {
        let whole = cut.parts.iter().sum::<usize>() + 1;
        assert!(cut.parts.len() > 1 && sizes.contains(&whole), "{cut:?}");
    }
    assert!(
        known
            .cut_members
            .is_sorted_by_key(|cut| std::cmp::Reverse(cut.cut_off()))
    );
    assert!(
        known
            .bridges
            .iter()
            .all(|bridge| sizes.contains(&bridge.parts.iter().sum()))
    );
    for view in &known.departures {
        assert!(view.largest_after <= view.largest_before, "{view:?}");
    }
    assert!(known.decline.best_connected.is_sorted_by(|a, b| a.1 >= b.1));
    assert_eq!(known.decline.best_connected.len(), known.decline.by_lot.len());
    let [best, lot] = known.decline.halved_at;
    assert!(best < lot, "{best} {lot}");
}
