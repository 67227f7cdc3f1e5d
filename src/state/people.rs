//! Looking somebody up in the directory by the beginning of a name, once typing rests.

mod person;

pub use person::Person;

use crate::api::{Abort, ApiError, Client, ErrorKind, PeopleQuery, Priority, sleep, unless_aborted};
use crate::signal::{Kept, Var};
use leptos::prelude::on_cleanup;
use leptos::task::spawn_local;

/// How long typing must rest before the service searches, in milliseconds.
const TYPING_RESTS: f64 = 300.0;
/// People offered of a search.
const OFFERED: u32 = 8;

/// A search for one person.
#[derive(Clone, Copy)]
pub struct PeopleSearch {
    /// What is typed.
    pub query: Var<String>,
    /// Whom the service found.
    pub found: Var<Vec<Person>>,
    /// Whether it is searching.
    pub searching: Var<bool>,
    /// Why it could not, where it could not.
    pub error: Var<Option<ApiError>>,
    client: Kept<Client>,
    abort: Kept<Abort>,
}

impl PeopleSearch {
    /// Nothing typed yet.
    #[must_use]
    pub fn new(client: Client) -> Self {
        let search = Self {
            query: Var::default(),
            found: Var::default(),
            searching: Var::default(),
            error: Var::default(),
            client: Kept::new(client),
            abort: Kept::new(Abort::new()),
        };
        on_cleanup(move || {
            search.abort.try_with(Abort::abort);
        });
        search
    }

    /// Takes what is typed and has the service look for it; nothing typed ends the search.
    pub fn look_up(self, text: String) {
        let begins = text.trim().to_owned();
        self.query.set(text);
        self.abort.try_with(Abort::abort);
        self.error.set(None);
        self.searching.set(!begins.is_empty());
        let (abort, Some(client)) = (Abort::new(), self.client.try_get()) else { return };
        if begins.is_empty() {
            return self.found.set(Vec::new());
        }
        self.abort.set(abort.clone());
        spawn_local(async move {
            if unless_aborted(Some(&abort), sleep(TYPING_RESTS)).await.is_none() {
                return;
            }
            let query = PeopleQuery { begins: Some(begins), limit: OFFERED, ..PeopleQuery::default() };
            match client.get_public_identities(&query, Priority::User, &abort).await {
                Ok(page) => {
                    self.found.set(page.rows.into_iter().filter_map(Person::from_directory).collect());
                }
                Err(error) if error.kind == ErrorKind::Aborted => return,
                Err(error) => self.error.set(Some(error)),
            }
            self.searching.set(false);
        });
    }
}
