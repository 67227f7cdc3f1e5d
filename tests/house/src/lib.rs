//! The invariants of the house, as tests that read the source tree: layers, files, habits, words and the public contract.
//! Each test names what it found and where. It must not build or run the widget.
#![cfg_attr(test, expect(clippy::string_slice, reason = "positions come from searches in the same text"))]

#[cfg(test)]
mod circles;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod doc_comments;
#[cfg(test)]
mod files;
#[cfg(test)]
mod habits;
#[cfg(test)]
mod imports;
#[cfg(test)]
mod layers;
#[cfg(test)]
mod names;
#[cfg(test)]
mod rust;
#[cfg(test)]
mod screen;
#[cfg(test)]
mod tree;
#[cfg(test)]
mod words;
