//! Message ids, by panel. `first` declares those the first module uses, with sentences in `public/locales/*.json`; all others are in
//! `public/locales/later`. A message is added here and in the catalogues together.

mod accounts;
mod applications;
mod approvals;
mod catalog;
mod colleague;
mod ends;
mod export;
mod first;
mod matrix;
mod matrix_cells;
mod my_requests;
mod my_team;
mod progress;
mod recipients;
mod request;
mod settings;
mod shared;

/// A message id: the key of a sentence in the catalogues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Msg(&'static str);

impl Msg {
    /// The key in the catalogues.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0
    }
}

/// Declares message ids: name and key.
macro_rules! messages {
    ($($name:ident $id:literal;)+) => {
        #[expect(non_upper_case_globals, reason = "read as the variants of one list that grows file by file")]
        impl Msg {
            $(#[doc = $id] pub const $name: Self = Self($id);)+
        }
    };
}

use messages;
