//! Who reports to the viewer: from the page where it knows, else found by looking through the whole directory, because the
//! service lists nobody's reports. Read once, kept for the session, ended when nobody looks.

use crate::api::{
    Abort, ApiError, Client, ErrorKind, PAGE_LIMIT, PeopleQuery, Priority, sleep, unless_aborted,
};
use crate::signal::{Kept, Var, watch};
use crate::state::page_reports::{Answer, PageReports};
use crate::state::people::Person;
use crate::state::reading::Reading;
use leptos::prelude::{on_cleanup, untrack};
use leptos::task::spawn_local;
use request_center_models::id::IdentityId;

/// Distance between two pages of the directory, in milliseconds: somebody waits, but everybody shares the service.
const BETWEEN_PAGES: f64 = 250.0;
/// How long typing must rest before the service searches, in milliseconds.
const TYPING_RESTS: f64 = 300.0;
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
    /// Those found so far.
    pub people: Var<Vec<Person>>,
    /// How far they have been read.
    pub reading: Var<Reading>,
    /// How many people of the directory have been looked at, and of how many where the service says.
    pub looked_at: Var<(usize, Option<usize>)>,
    /// What is typed in the search.
    pub query: Var<String>,
    /// Which are shown.
    pub shown: Var<Shown>,
    /// Whether the page's own list could not be had.
    pub host_failed: Var<bool>,
    /// Anybody the service found for what is typed; for those who may look anyone up.
    pub found: Var<Vec<Person>>,
    /// Whether the service is searching.
    pub searching: Var<bool>,
    /// Why the service's search failed, where it did.
    pub search_error: Var<Option<ApiError>>,
    manager: Kept<IdentityId>,
    /// Whether somebody looks at the panel.
    opened: Kept<bool>,
    page: PageReports,
    client: Kept<Client>,
    abort: Kept<Abort>,
    search_abort: Kept<Abort>,
}

impl Reports {
    /// Nobody known yet but whom the page names; the directory is not read before [`Reports::open`].
    #[must_use]
    pub(in crate::state) fn new(client: Client, manager: IdentityId, page: PageReports) -> Self {
        let reports = Self {
            people: Var::default(),
            reading: Var::default(),
            looked_at: Var::default(),
            query: Var::default(),
            shown: Var::default(),
            host_failed: Var::default(),
            found: Var::default(),
            searching: Var::default(),
            search_error: Var::default(),
            manager: Kept::new(manager),
            opened: Kept::new(false),
            page,
            client: Kept::new(client),
            abort: Kept::new(Abort::new()),
            search_abort: Kept::new(Abort::new()),
        };
        on_cleanup(move || {
            reports.abort.try_with(Abort::abort);
            reports.search_abort.try_with(Abort::abort);
        });
        watch(move || {
            let answer = page.answer.get();
            untrack(|| reports.hear(answer));
        });
        reports
    }

    /// Takes what the page says; what was known before is forgotten.
    fn hear(self, answer: Answer) {
        self.abort.try_with(Abort::abort);
        self.looked_at.set((0, None));
        self.people.set(self.page.take_named());
        // While it is asked once more, that it has failed stays, with the button that asks.
        if answer != Answer::Awaited {
            self.host_failed.set(answer == Answer::Failed);
        }
        self.reading.set(match answer {
            Answer::Silent => Reading::Idle,
            Answer::Awaited => Reading::Arriving,
            Answer::Named(_) | Answer::Failed => Reading::Complete,
        });
        if answer == Answer::Silent && self.opened.try_get() == Some(true) {
            self.read();
        }
    }

    /// Somebody looks at the panel: reading begins, or goes on where it had stopped.
    pub fn open(self) {
        self.opened.set(true);
        if self.reading.with_untracked(|reading| matches!(reading, Reading::Idle)) {
            self.read();
        }
    }

    /// Nobody looks any more: looking through the directory stops, what was found stays.
    pub fn leave(self) {
        self.opened.set(false);
        let scanning = self.reading.with_untracked(|reading| *reading == Reading::Arriving);
        if scanning && !self.is_known_by_page() {
            self.abort.try_with(Abort::abort);
            self.reading.set(Reading::Idle);
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
        let (abort, Some(client)) = (Abort::new(), self.client.try_get()) else { return };
        self.abort.try_with(Abort::abort);
        self.abort.set(abort.clone());
        self.reading.set(Reading::Arriving);
        spawn_local(async move { from_directory(self, &client, &abort).await });
    }

    /// Lets the service look for anybody whose name, account or mail address begins like what is typed.
    pub fn look_up(self) {
        self.search_abort.try_with(Abort::abort);
        self.search_error.set(None);
        let begins = self.query.get_untracked().trim().to_owned();
        if begins.is_empty() {
            self.found.set(Vec::new());
            self.searching.set(false);
            return;
        }
        let (abort, Some(client)) = (Abort::new(), self.client.try_get()) else { return };
        self.search_abort.set(abort.clone());
        self.searching.set(true);
        spawn_local(async move { search(self, &client, begins, &abort).await });
    }
}

/// Page after page, from where it had stopped.
async fn from_directory(reports: Reports, client: &Client, abort: &Abort) {
    let Some(manager) = reports.manager.try_get() else { return };
    let mut last_of_before = None;
    loop {
        let (looked_at, total) = reports.looked_at.get_untracked();
        let offset = u32::try_from(looked_at).unwrap_or(u32::MAX);
        // The first page is what somebody waits for; the others let the person's own calls pass.
        let priority = if offset == 0 { Priority::User } else { Priority::Background };
        let query = PeopleQuery { offset, count: offset == 0, ..PeopleQuery::default() };
        let page = match client.get_public_identities(&query, priority, abort).await {
            Ok(page) => page,
            Err(error) if error.kind == ErrorKind::Aborted => return,
            Err(error) => return reports.reading.set(Reading::Failed(error)),
        };
        let read = page.rows.len();
        let last = page.rows.last().and_then(|row| row.id.clone());
        // A service that passes over the offset answers with the same page for ever.
        if read == PAGE_LIMIT as usize && last_of_before.replace(last.clone()) == Some(last) {
            return reports.reading.set(Reading::Complete);
        }
        let mut mine = Vec::new();
        for row in page.rows {
            let of_manager = row.manager.as_ref().and_then(|manager| manager.id.as_ref()) == Some(&manager);
            mine.extend(of_manager.then(|| Person::from_directory(row)).flatten());
        }
        // Somebody hired while the pages were read moves others onto the next one.
        reports.people.update(|people| {
            mine.retain(|person| people.iter().all(|known| known.id != person.id));
            people.append(&mut mine);
        });
        let total = page.total.map(|total| total as usize).or(total);
        reports.looked_at.set((looked_at + read, total));
        if read < PAGE_LIMIT as usize {
            return reports.reading.set(Reading::Complete);
        }
        if unless_aborted(Some(abort), sleep(BETWEEN_PAGES)).await.is_none() {
            return;
        }
    }
}

async fn search(reports: Reports, client: &Client, begins: String, abort: &Abort) {
    if unless_aborted(Some(abort), sleep(TYPING_RESTS)).await.is_none() {
        return;
    }
    let query = PeopleQuery { begins: Some(begins), limit: FOUND_AT_MOST, ..PeopleQuery::default() };
    match client.get_public_identities(&query, Priority::User, abort).await {
        Ok(page) => {
            reports.found.set(page.rows.into_iter().filter_map(Person::from_directory).collect());
        }
        Err(error) if error.kind == ErrorKind::Aborted => return,
        Err(error) => reports.search_error.set(Some(error)),
    }
    reports.searching.set(false);
}
