//! What an edit is called in menus, such as "Rename “Acme”". It changes nothing.

use super::Edit;
use crate::document::{Document, FeatureId, MemberId, RegionId, Thing};
use crate::messages::{text, text_with};

impl Edit {
    /// What the edit is called, in words; `document` is the one it is about to change.
    #[must_use]
    pub fn name(&self, document: &Document) -> String {
        match self {
            Self::Rename { feature, .. } => of("edit-rename", &feature_name(document, *feature)),
            Self::MoveMember { member, .. } => of("edit-move", &member_name(document, *member)),
            Self::UnplaceMember { member } => of("edit-unplace", &member_name(document, *member)),
            Self::SetProperty { feature, .. } | Self::RemoveProperty { feature, .. } => {
                of("edit-change", &feature_name(document, *feature))
            }
            Self::SetPropertyOfMany { features, .. } => match features.as_slice() {
                [feature] => of("edit-change", &feature_name(document, *feature)),
                _ => counted("edit-change-many", features.len()),
            },
            Self::AddMember(new) => of("edit-add", &new.name),
            Self::RemoveMembers(members) => match members.as_slice() {
                [member] => of("edit-remove", &member_name(document, *member)),
                _ => counted("edit-remove-members", members.len()),
            },
            Self::MergeMembers { keep, .. } => of("edit-merge", &member_name(document, *keep)),
            Self::AddLink(new) => link_name("edit-add-link", document, &new.members),
            Self::RemoveLinks(links) => match links.as_slice() {
                [link] => {
                    let members = document.link(*link).map(|link| link.members.clone());
                    link_name("edit-remove-link", document, &members.unwrap_or_default())
                }
                _ => counted("edit-remove-links", links.len()),
            },
            Self::SetLinkMembers { members, .. } => link_name("edit-change-link", document, members),
            Self::SetMembership { member, .. } | Self::RemoveMembership { member, .. } => {
                of("edit-membership", &member_name(document, *member))
            }
            Self::AddCluster(new) | Self::AddRegion { region: new, .. } => of("edit-add", &new.name),
            Self::RemoveCluster(cluster) => {
                let name = document.cluster(*cluster).map(|cluster| cluster.name.clone());
                of("edit-remove", &name.unwrap_or_default())
            }
            Self::SetIndustries { feature, .. } => of("edit-industries", &feature_name(document, *feature)),
            Self::RemoveRegion(region) => of("edit-remove", &region_name(document, *region)),
            Self::SetRegionValue { region, .. } => of("edit-value", &region_name(document, *region)),
            Self::SetRegionValues { region, values } => {
                let name = shortened(&region_name(document, *region));
                text_with("edit-values", &[("name", name.into()), ("count", values.len().into())])
            }
            Self::SetHeader { .. } | Self::NameWgs84 => text("edit-header"),
            Self::AddIndustry(new) => of("edit-add", &new.name),
            Self::RenameIndustry { name, .. } => of("edit-rename", name),
            Self::SwapCoordinates(feature) => of("edit-swap", &feature_name(document, *feature)),
            Self::CloseRings(feature) => of("edit-close", &feature_name(document, *feature)),
            Self::RewindRings(feature) => of("edit-rewind", &feature_name(document, *feature)),
            Self::SetId { feature, .. } => of("edit-id", &feature_name(document, *feature)),
            Self::SetGeometry { feature, .. } | Self::SetType(feature) => {
                of("edit-repair", &feature_name(document, *feature))
            }
            Self::Together { name, edits } => match (name, edits.as_slice()) {
                (Some(name), _) => {
                    let first = edits.first().map(|edit| edit.name(document)).unwrap_or_default();
                    text_with(name, &[("count", edits.len().into()), ("first", first.into())])
                }
                (None, [edit]) => edit.name(document),
                // What else a merge sets belongs to it.
                (None, [merge @ Self::MergeMembers { .. }, ..]) => merge.name(document),
                (None, _) => counted("edit-several", edits.len()),
            },
            Self::Restore(_) => text("edit-restore"),
        }
    }
}

fn of(id: &str, name: &str) -> String {
    text_with(id, &[("name", shortened(name).into())])
}

fn counted(id: &str, count: usize) -> String {
    text_with(id, &[("count", count.into())])
}

/// A name that fits into a menu, on one line.
pub(crate) fn shortened(name: &str) -> String {
    const LONGEST: usize = 48;
    let line: String = name
        .chars()
        .map(|sign| if sign.is_control() { ' ' } else { sign })
        .take(LONGEST)
        .collect();
    if name.chars().nth(LONGEST).is_some() {
        line.trim_end().to_owned() + "…"
    } else {
        line
    }
}

fn link_name(id: &str, document: &Document, members: &[MemberId]) -> String {
    let name = |position: usize| members.get(position).map(|member| member_name(document, *member));
    let values = [
        ("a", name(0).unwrap_or_default().into()),
        ("b", name(1).unwrap_or_default().into()),
        ("more", members.len().saturating_sub(2).into()),
    ];
    text_with(id, &values)
}

fn member_name(document: &Document, member: MemberId) -> String {
    shortened(document.member(member).map_or("", |member| member.name.as_str()))
}

fn region_name(document: &Document, region: RegionId) -> String {
    document
        .region(region)
        .map(|region| region.name.clone())
        .unwrap_or_default()
}

/// The name of a feature: a link by its title or its members.
pub(crate) fn feature_name(document: &Document, feature: FeatureId) -> String {
    match document.thing(feature) {
        Some(Thing::Region(id)) => region_name(document, id),
        Some(Thing::Cluster(id)) => document
            .cluster(id)
            .map(|cluster| cluster.name.clone())
            .unwrap_or_default(),
        Some(Thing::Member(id)) => document
            .member(id)
            .map(|member| member.name.clone())
            .unwrap_or_default(),
        Some(Thing::Link(id)) => document
            .link(id)
            .map(|link| match &link.title {
                Some(title) => title.clone(),
                None => link_name("edit-link", document, &link.members),
            })
            .unwrap_or_default(),
        Some(Thing::Context(_)) | None => {
            let name = document.value(feature, &["properties".to_owned(), "name".to_owned()]);
            let name = name.and_then(|name| name.as_str().map(str::to_owned));
            let id = document.thing(feature).and_then(|thing| document.file_id_of(thing));
            name.or_else(|| id.map(ToString::to_string)).unwrap_or_default()
        }
    }
}
