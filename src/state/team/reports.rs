//! The viewer's reports: from the page if it knows them, else searched for in the whole directory, because the service has no
//! list of anybody's reports. Read once per session, and only while the panel is open. Knows no view.

use crate::api::{Client, PeopleQuery};
use crate::signal::{Signal, Stored, effect};
use crate::state::list::{Fetched, LoadState, Paged, Paging, keep_rows, read_pages};
use crate::state::page_reports::{Answer, PageReports};
use crate::state::people::{PeopleSearch, Person};
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::id::IdentityId;
use request_center_models::wire::identity::PublicIdentity;

/// The pause between two pages of the directory, in milliseconds: short for the user, and gentle to the service.
const BETWEEN_PAGES: f64 = 250.0;
/// The most pages of the directory read in one go.
const PAGES: u32 = 400;
/// The most people shown of a directory search.
const SEARCH_RESULTS: u32 = 25;

/// Which reports are shown, by whether they are active.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ActivityFilter {
    /// All of them.
    #[default]
    All,
    /// Active people.
    Active,
    /// Inactive people.
    Inactive,
}

impl ActivityFilter {
    /// All filters, in the order offered.
    pub const ALL: [Self; 3] = [Self::All, Self::Active, Self::Inactive];

    /// Its id.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Active => "active",
            Self::Inactive => "inactive",
        }
    }

    /// Returns whether that person is shown.
    #[must_use]
    pub fn includes(self, person: &Person) -> bool {
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
    /// The reports found so far.
    pub list: Paged<Person>,
    /// The text in the search field.
    pub query: Signal<String>,
    /// The filter chosen.
    pub filter: Signal<ActivityFilter>,
    /// True if the page failed to return its list.
    pub page_failed: Signal<bool>,
    /// The directory search of administrators.
    pub directory: PeopleSearch,
    manager: Stored<IdentityId>,
    is_open: Stored<bool>,
    page: PageReports,
    client: Stored<Client>,
}

impl Reports {
    /// The reports the page names, if any; the directory is not read before [`Reports::open`].
    #[must_use]
    pub(in crate::state) fn new(client: Client, manager: IdentityId, page: PageReports) -> Self {
        let reports = Self {
            list: Paged::default(),
            query: Signal::default(),
            filter: Signal::default(),
            page_failed: Signal::default(),
            directory: PeopleSearch::new(client.clone(), SEARCH_RESULTS),
            manager: Stored::new(manager),
            is_open: Stored::new(false),
            page,
            client: Stored::new(client),
        };
        effect(move || {
            let answer = page.answer.get();
            untrack(|| reports.on_page_answer(answer));
        });
        reports
    }

    /// Replaces the list by what the page answered.
    fn on_page_answer(self, answer: Answer) {
        self.list.load.reset();
        self.list.rows.set(self.page.take_people());
        // The failure stays while the page is asked again, so that its notice and button do not flicker.
        if answer != Answer::Loading {
            self.page_failed.set(answer == Answer::Failed);
        }
        self.list.load.state.set(match answer {
            Answer::NotProvided => LoadState::Idle,
            Answer::Loading => LoadState::Loading,
            Answer::Listed(_) | Answer::Failed => LoadState::READY,
        });
        if answer == Answer::NotProvided && self.is_open.try_get() == Some(true) {
            self.read();
        }
    }

    /// The panel was opened: starts to read, or continues where it was stopped.
    pub fn open(self) {
        self.is_open.set(true);
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// The panel was closed: stops reading the directory; the reports found are kept.
    pub fn close(self) {
        self.is_open.set(false);
        let load = self.list.load;
        if load.state.with_untracked(|state| *state == LoadState::Loading) && !self.come_from_page() {
            load.stop();
            load.state.set(LoadState::Idle);
        }
    }

    /// Returns whether the page provides the reports.
    #[must_use]
    pub(super) fn come_from_page(self) -> bool {
        self.page.is_provided()
    }

    /// Reads the list, or continues after a failure.
    pub fn read(self) {
        if self.come_from_page() {
            return self.page.request();
        }
        let (Some(client), Some(manager)) = (self.client.try_get(), self.manager.try_get()) else { return };
        let (load, abort) = (self.list.load, self.list.load.begin());
        spawn_local(async move {
            let mut page = async |offset, priority| {
                let query = PeopleQuery { offset, count: offset == 0, ..PeopleQuery::default() };
                let page = client.get_public_identities(&query, priority, &abort).await?;
                let mut fetched = Fetched::new(&page, |row| row.id.as_ref().map(IdentityId::as_str));
                // Other managers' people are not shown; somebody whose manager cannot be read may be a report.
                let is_other = |row: &PublicIdentity| {
                    row.manager.as_ref().and_then(|of| of.id.as_ref()).is_some_and(|id| *id != manager)
                };
                keep_rows(&mut fetched.left_out, |id| {
                    let row =
                        page.rows.iter().find(|row| row.id.as_ref().is_some_and(|of| of.as_str() == id));
                    !row.is_some_and(is_other)
                });
                // A person added between two pages moves others onto the next one, so that they come twice.
                self.list.rows.update(|people| {
                    for row in page.rows {
                        let is_report =
                            row.manager.as_ref().and_then(|manager| manager.id.as_ref()) == Some(&manager);
                        let person = if is_report { Person::from_directory(row) } else { None };
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

    /// Searches the directory for names, accounts and mail addresses that begin with the text in the search field.
    pub fn search_directory(self) {
        self.directory.search(self.query.get_untracked());
    }
}
