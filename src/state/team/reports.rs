//! Who reports to the viewer: from the page where it knows, else found by looking through the whole directory, because the
//! service lists nobody's reports. Read once, kept for the session, ended when nobody looks.

use crate::api::{Client, PeopleQuery};
use crate::signal::{Signal, Stored, effect};
use crate::state::list::{Fetched, LoadState, Paged, Paging, read_pages};
use crate::state::page_reports::{Answer, PageReports};
use crate::state::people::{PeopleSearch, Person};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::id::IdentityId;

/// Distance between two pages of the directory, in milliseconds: somebody waits, but everybody shares the service.
const BETWEEN_PAGES: f64 = 250.0;
/// Pages of the directory read in one go.
const PAGES: u32 = 400;
/// People shown of a search.
const FOUND_AT_MOST: u32 = 25;

/// Which of the reports are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Everybody.
    #[default]
    All,
    /// Those at work.
    Active,
    /// Those who are not.
    Inactive,
}

impl Shown {
    /// Every choice, in the order offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Active, Self::Inactive];

    /// Its name, for links and filters.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }

    /// Whether somebody in that state is shown.
    #[must_use]
    pub fn shows(self, person: &Person) -> bool {
        match self {
            Self::All => true,
            Self::Active => person.active == Some(true),
            Self::Inactive => person.active == Some(false),
        }
    }
}

/// The reports of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Reports {
    /// Those found so far among the people of the directory that have been read.
    pub list: Paged<Person>,
    /// What is typed in the search.
    pub query: Signal<String>,
    /// Which are shown.
    pub shown: Signal<Shown>,
    /// Whether the page's own list could not be had.
    pub host_failed: Signal<bool>,
    /// Anybody the service found for what is typed; for those who may look anyone up.
    pub anybody: PeopleSearch,
    manager: Stored<IdentityId>,
    /// Whether somebody looks at the panel.
    opened: Stored<bool>,
    page: PageReports,
    client: Stored<Client>,
}

impl Reports {
    /// Nobody known yet but whom the page names; the directory is not read before [`Reports::open`].
    #[must_use]
    pub(in crate::state) fn new(client: Client, manager: IdentityId, page: PageReports) -> Self {
        let reports = Self {
            list: Paged::default(),
            query: Signal::default(),
            shown: Signal::default(),
            host_failed: Signal::default(),
            anybody: PeopleSearch::new(client.clone(), FOUND_AT_MOST),
            manager: Stored::new(manager),
            opened: Stored::new(false),
            page,
            client: Stored::new(client),
        };
        effect(move || {
            let answer = page.answer.get();
            untrack(|| reports.on_change(answer));
        });
        reports
    }

    /// Takes what the page says; what was known before is forgotten.
    fn on_change(self, answer: Answer) {
        self.list.load.reset();
        self.list.rows.set(self.page.take_named());
        // While it is asked once more, that it has failed stays, with the button that asks.
        if answer != Answer::Loading {
            self.host_failed.set(answer == Answer::Failed);
        }
        self.list.load.state.set(match answer {
            Answer::Silent => LoadState::Idle,
            Answer::Loading => LoadState::Loading,
            Answer::Named(_) | Answer::Failed => LoadState::READY,
        });
        if answer == Answer::Silent && self.opened.try_get() == Some(true) {
            self.read();
        }
    }

    /// Somebody looks at the panel: reading begins, or goes on where it had stopped.
    pub fn open(self) {
        self.opened.set(true);
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// Nobody looks any more: looking through the directory stops, what was found stays.
    pub fn leave(self) {
        self.opened.set(false);
        let load = self.list.load;
        if load.state.with_untracked(|state| *state == LoadState::Loading) && !self.is_known_by_page() {
            load.stop();
            load.state.set(LoadState::Idle);
        }
    }

    /// Whether the page says who reports to the viewer.
    #[must_use]
    pub(super) fn is_known_by_page(self) -> bool {
        self.page.is_known()
    }

    /// Reads on, or anew after a failure.
    pub fn read(self) {
        if self.is_known_by_page() {
            return self.page.ask();
        }
        let (Some(client), Some(manager)) = (self.client.try_get(), self.manager.try_get()) else { return };
        let (load, abort) = (self.list.load, self.list.load.begin());
        spawn_local(async move {
            let mut page = async |offset, priority| {
                let query = PeopleQuery { offset, count: offset == 0, ..PeopleQuery::default() };
                let page = client.get_public_identities(&query, priority, &abort).await?;
                let fetched = Fetched::new(&page, |row| row.id.as_ref().map(IdentityId::as_str));
                // Somebody hired while the pages are read moves others onto the next one.
                self.list.rows.update(|people| {
                    for row in page.rows {
                        let mine =
                            row.manager.as_ref().and_then(|manager| manager.id.as_ref()) == Some(&manager);
                        let person = if mine { Person::from_directory(row) } else { None };
                        people.extend(person.filter(|new| people.iter().all(|known| known.id != new.id)));
                    }
                });
                Ok(fetched)
            };
            let (from, load) = (load.read.get_untracked(), Some(load));
            let paging = Paging { pages: PAGES, pause: BETWEEN_PAGES, from, load, ..Paging::default() };
            if let Some(end) = read_pages(paging, &abort, &mut page).await {
                self.list.load.finish(end, &client);
            }
        });
    }

    /// Lets the service look for anybody whose name, account or mail address begins like what is typed.
    pub fn look_up(self) {
        self.anybody.look_up(self.query.get_untracked());
    }
}
