//! Every message of the widget by its id: first what can be said before any code came later, then panel by panel. The sentences
//! are in `public/locales`, those of `first` in its own files and all others in `later`; a message is added here and there together.

mod approvals;
mod catalog;
mod first;
mod my_requests;
mod my_team;
mod progress;
mod request;
mod settings;
mod shared;

/// A message: the key of its sentence in a catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Msg(&'static str);

impl Msg {
    /// The key of its sentence in a catalogue.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.0
    }
}

/// Declares messages: name and key.
macro_rules! messages {
    ($($name:ident $id:literal;)+) => {
        #[expect(non_upper_case_globals, reason = "read as the variants of one list that grows file by file")]
        impl Msg {
            $(#[doc = $id] pub const $name: Self = Self($id);)+
        }
    };
}

use messages;
