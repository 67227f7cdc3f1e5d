//! The person's own requests: read whole once, then polled gently while something is under way and somebody is looking.

pub mod status_filter;
mod load;

use super::catalog::item::{Availability, CatalogItem};
use super::deep_link::{DeepLink, PanelLink};
use super::list::{LoadState, Paged};
use super::poll::{Poll, Polled};
use crate::api::Client;
use crate::config::View;
use crate::signal::{Derived, Signal, Stored};
use request_center_models::cancel::{Viewer, rows_cancelled_with};
use request_center_models::id::{AccessRequestId, ItemId, RowId};
use request_center_models::moment::Moment;
use request_center_models::order::sort_by;
use request_center_models::progress::ProgressGroup;
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};
use std::sync::Arc;
use time::OffsetDateTime;

/// One row as shown.
pub type SharedRequest = Arc<RequestedItemStatus>;

/// How the list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RequestOrder {
    /// Newest first.
    #[default]
    Newest,
    /// Oldest first.
    Oldest,
    /// By name.
    Name,
}

impl RequestOrder {
    /// Every order, in the order offered.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Name];

    /// Its name, for the choice.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Oldest => "oldest",
            Self::Name => "name",
        }
    }
}

/// The requests of one widget's viewer.
#[derive(Clone, Copy)]
pub struct Requests {
    /// Every row read, newest first.
    pub list: Paged<SharedRequest>,
    /// What is typed in the filter.
    pub query: Signal<String>,
    /// The status filter.
    pub group: Signal<ProgressGroup>,
    /// How the list is ordered.
    pub order: Signal<RequestOrder>,
    /// The row whose detail is open.
    pub selected: Signal<Option<RowId>>,
    viewer: Stored<Viewer>,
    client: Stored<Client>,
    /// Whether the service has refused the one question for all of it and answered the two narrower ones.
    asks_apart: Stored<bool>,
    poll: Poll,
}

impl Requests {
    /// Nothing read yet; `first_seconds` is the first wait of the polling.
    #[must_use]
    pub fn new(client: Client, viewer: Viewer, first_seconds: Derived<u32>) -> Self {
        let requests = Self {
            list: Paged::default(),
            query: Signal::default(),
            group: Signal::new(ProgressGroup::Open),
            order: Signal::default(),
            selected: Signal::default(),
            viewer: Stored::new(viewer),
            client: Stored::new(client),
            asks_apart: Stored::new(false),
            poll: Poll::new(first_seconds),
        };
        requests.poll.serve(requests);
        requests
    }

    /// Takes its place in the page's address: the row that is open, and the status filter unless it is the first.
    pub(super) fn attach(self, deep_link: DeepLink) {
        let arrived = deep_link.attach(View::Requests, move || PanelLink {
            id: self.selected.get().map(|id| id.to_string()),
            filter: status_filter::linked(self.group.get()).map(str::to_owned),
        });
        let Some(arrived) = arrived else { return };
        if let Some(id) = arrived.id {
            self.selected.set(Some(id.into()));
        }
        if let Some(group) = arrived.filter.and_then(|name| status_filter::group_of(&name)) {
            self.group.set(group);
        }
    }

    /// Somebody is looking at the requests: reading begins, where it has not.
    pub fn open(self) {
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// The rows a cancel of that access request ends.
    #[must_use]
    pub fn rows_ended_with(self, id: &AccessRequestId) -> Vec<SharedRequest> {
        self.list.rows.with(|rows| {
            let ended = rows_cancelled_with(id, rows.iter().map(AsRef::as_ref));
            rows.iter().filter(|row| ended.iter().any(|e| std::ptr::eq(*e, row.as_ref()))).cloned().collect()
        })
    }

    /// Reads everything anew; what is shown stays until better is there.
    pub fn read(self) {
        self.begin(false);
    }

    /// Looks whether something has changed: the newest page, and everything where that is not enough.
    pub fn refresh(self) {
        self.begin(true);
    }

    /// After an action of the person: the next look comes soon.
    pub fn expect_change(self) {
        self.poll.restart();
    }

    /// Whether anything is under way.
    #[must_use]
    pub fn any_open(self) -> bool {
        self.list.rows.try_with_untracked(|rows| rows.iter().any(|row| row.is_open())).unwrap_or(false)
    }

    /// Since when the person has had an open request for that item, where they have.
    #[must_use]
    pub fn open_grant_of(self, id: &ItemId) -> Option<SharedRequest> {
        let viewer = self.viewer.try_get()?;
        self.list.rows.with(|rows| {
            rows.iter()
                .find(|row| {
                    let mine = row.requested_for.as_ref().and_then(|r| r.id.as_ref()) == Some(&viewer.id);
                    let grant = !matches!(row.request_type, Some(RequestType::Revoke));
                    mine && grant && row.id.as_ref() == Some(id) && row.is_open()
                })
                .cloned()
        })
    }

    /// What an item is to the person, where their requests know more than the catalog did when it was read.
    #[must_use]
    pub fn outcome_since(self, item: &CatalogItem, catalog_read: Option<&Moment>) -> Availability {
        let viewer = self.viewer.try_get().map(|viewer| viewer.id);
        let read = catalog_read.and_then(Moment::instant);
        let ended = self.list.rows.with(|rows| {
            let about = |row: &&SharedRequest| {
                row.id.as_ref() == Some(&item.id)
                    && row.requested_for.as_ref().and_then(|person| person.id.as_ref()) == viewer.as_ref()
            };
            rows.iter().find(about).cloned()
        });
        let fresh = |row: &SharedRequest| {
            let changed = row.modified.as_ref().and_then(Moment::instant);
            changed.zip(read).is_some_and(|(changed, read)| changed >= read)
        };
        match ended {
            Some(row) if fresh(&row) && row.state == Some(RequestState::Completed) => {
                match row.request_type {
                    Some(RequestType::Revoke) => Availability::Available,
                    _ => Availability::Assigned,
                }
            }
            Some(row)
                if fresh(&row) && !row.is_open() && matches!(item.availability, Availability::Pending(_)) =>
            {
                Availability::Available
            }
            _ => item.availability.clone(),
        }
    }

    fn begin(self, newest_only: bool) {
        if let Some(client) = self.client.try_get() {
            load::start(self, client, newest_only);
        }
    }
}

impl Polled for Requests {
    fn refresh(&self) {
        (*self).refresh();
    }

    fn is_worth_refreshing(&self) -> bool {
        self.any_open()
    }
}

/// The rows of the list, newest first; rows without a date come last.
pub(crate) fn newest_first(rows: &mut Vec<SharedRequest>) {
    sort_by(rows, |a, b| created(b).cmp(&created(a)));
}

fn created(row: &SharedRequest) -> Option<OffsetDateTime> {
    row.created.as_ref()?.instant()
}
