//! The panels' code apart from the first download. The linker's own record says what reaches what (`origin`). A function that one
//! panel alone reaches goes into that panel's module, one that only panels reach into a module they share (`owners`), and the bytes
//! they alone read go with them (`data`). Such a module takes what it lacks from those before it (`parts`). Nothing is moved that
//! anything else could call, so the worst a doubt can do is to leave code in the first module.

mod data;
mod origin;
mod owners;
mod parts;
mod shape;

use anyhow::Result;

use origin::Owner;
use owners::Owners;
use parts::Parts;
use shape::Shape;

/// The name the first module's table is exported under begins with this; the rest stands for the build, so that a panel of
/// another build finds nothing to hold on to.
const BUILD: &str = "build-";

/// A widget in several modules.
pub(super) struct Split {
    /// What every page loads.
    pub(super) first: Vec<u8>,
    /// What the panels share, to be loaded before any of them.
    pub(super) shared: Vec<u8>,
    /// Name and module of each panel.
    pub(super) panels: Vec<(String, Vec<u8>)>,
}

/// Splits `shipped`, the finished module, by what the linker says of `linked`, the module rustc wrote (`--emit-relocs`).
pub(super) fn split(linked: &[u8], shipped: &[u8]) -> Result<Split> {
    let origin = origin::read(linked)?;
    let shape = Shape::read(shipped)?;
    let owners = Owners::of(&shape, &origin)?;
    let parts = Parts::new(&shape, &owners, &origin, &build_of(shipped))?;
    let mut panels = Vec::new();
    for (panel, name) in origin.panels.iter().enumerate() {
        panels.push((name.clone(), parts.later(Owner::Panel(panel))?));
    }
    Ok(Split { first: parts.first(shipped)?, shared: parts.later(Owner::Shared)?, panels })
}

/// A name no other build has.
fn build_of(module: &[u8]) -> String {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    hasher.write(module);
    format!("{BUILD}{:x}", hasher.finish())
}
