//! The viewer's requests: read completely once, then polled while any of them is open and the page is visible.

pub mod status_filter;
mod load;

pub use load::SharedRequest;

use super::catalog::item::{Availability, CatalogItem};
use super::deep_link::{DeepLink, PanelLink};
use super::list::{LoadState, Paged};
use super::poll::{Poll, Polled};
use crate::api::{Client, ErrorKind, Priority};
use crate::config::View;
use crate::signal::{Derived, Signal, Stored};
use load::StatusReader;
use request_center_models::approval::ConflictCheck;
use request_center_models::cancel::{Viewer, rows_cancelled_with};
use request_center_models::draft::METADATA_KEY;
use request_center_models::id::{AccessRequestId, ItemId, RowId};
use request_center_models::moment::Moment;
use request_center_models::progress::ProgressGroup;
use request_center_models::wire::reference::RequestType;
use request_center_models::wire::status::{RequestState, RequestedItemStatus};

/// The sort order of the list.
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
    /// All orders, as offered.
    pub const ALL: [Self; 3] = [Self::Newest, Self::Oldest, Self::Name];

    /// The id of its option.
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
    /// The rows read, newest first.
    pub list: Paged<SharedRequest>,
    /// The search text.
    pub query: Signal<String>,
    /// The status filter.
    pub group: Signal<ProgressGroup>,
    /// The sort order.
    pub order: Signal<RequestOrder>,
    /// The row whose details are shown.
    pub selected: Signal<Option<RowId>>,
    viewer: Stored<Viewer>,
    poll: Poll,
    reader: StatusReader,
}

impl Requests {
    /// Starts without rows; `first_seconds` is the shortest polling interval.
    #[must_use]
    pub fn new(client: Client, viewer: Viewer, first_seconds: Derived<u32>) -> Self {
        let (list, poll) = (Paged::default(), Poll::new(first_seconds));
        let requests = Self {
            list,
            query: Signal::default(),
            group: Signal::new(ProgressGroup::Open),
            order: Signal::default(),
            selected: Signal::default(),
            viewer: Stored::new(viewer),
            poll,
            reader: StatusReader::new(list, client, poll),
        };
        requests.poll.serve(requests);
        requests
    }

    /// Mirrors the selected row and the status filter in the page's address, and applies those of the link the page was opened with.
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

    /// Reads the list, if that has not begun.
    pub fn open(self) {
        if self.list.load.state.with_untracked(|state| *state == LoadState::Idle) {
            self.read();
        }
    }

    /// The rows that cancelling that access request would end.
    #[must_use]
    pub fn rows_ended_with(self, id: &AccessRequestId) -> Vec<SharedRequest> {
        self.list.rows.with(|rows| {
            let ended = rows_cancelled_with(id, rows.iter().map(AsRef::as_ref));
            rows.iter().filter(|row| ended.iter().any(|e| std::ptr::eq(*e, row.as_ref()))).cloned().collect()
        })
    }

    /// Reads all pages again; the rows shown stay until they are replaced.
    pub fn read(self) {
        self.reader.read();
    }

    /// Reads the newest page, and the others if that does not cover every open row.
    pub fn refresh(self) {
        self.reader.refresh(Priority::User);
    }

    /// Restarts polling at its shortest interval, after an action of the viewer.
    pub fn expect_change(self) {
        self.poll.restart();
    }

    /// Returns whether any row is open.
    #[must_use]
    pub fn any_open(self) -> bool {
        self.list.rows.try_with_untracked(|rows| rows.iter().any(|row| row.is_open())).unwrap_or(false)
    }

    /// Returns whether the row has an open copy: one call that arrived twice is listed under two access requests. Reactive.
    #[must_use]
    pub fn is_doubled(self, row: &SharedRequest) -> bool {
        self.list.rows.with(|rows| rows.iter().any(|other| is_copy(row, other)))
    }

    /// The viewer's open request to be granted that item.
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

    /// The viewer's last request for that item whose check found conflicts of duties, with its findings. Reactive.
    #[must_use]
    pub fn earlier_conflicts(self, id: &ItemId) -> Option<(SharedRequest, ConflictCheck)> {
        let viewer = self.viewer.try_get()?;
        self.list.rows.with(|rows| {
            rows.iter().find_map(|row| {
                let mine = row.requested_for.as_ref().and_then(|r| r.id.as_ref()) == Some(&viewer.id);
                let check = ConflictCheck::of(row.sod_violation_context.as_ref());
                let is_found = mine && row.id.as_ref() == Some(id) && !check.conflicts.is_empty();
                is_found.then(|| (row.clone(), check))
            })
        })
    }

    /// The availability of an item for the viewer: the catalog's, unless a request has ended since the catalog was read.
    #[must_use]
    pub fn availability_of(self, item: &CatalogItem, catalog_read: Option<&Moment>) -> Availability {
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
        let is_over = |row: &SharedRequest| {
            let end = row.remove_date.as_ref().and_then(Moment::instant);
            end.zip(self.reader.now()).is_some_and(|(end, now)| end <= now)
        };
        match ended {
            Some(row) if fresh(&row) && row.state == Some(RequestState::Completed) => {
                match row.request_type {
                    Some(RequestType::Revoke) => Availability::Available,
                    // Whether it was assigned again since is for the catalog to say.
                    _ if is_over(&row) => Availability::Unknown,
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
}

/// Returns whether both rows are open and came of one call under two access requests.
fn is_copy(row: &RequestedItemStatus, other: &RequestedItemStatus) -> bool {
    let key = |row: &RequestedItemStatus| row.client_metadata.as_ref()?.get(METADATA_KEY).cloned();
    let recipient = |row: &RequestedItemStatus| row.requested_for.as_ref()?.id.clone();
    let is_same = key(row).is_some() && key(row) == key(other);
    let is_about_same = row.id == other.id && recipient(row) == recipient(other);
    let ids = row.access_request_id.as_ref().zip(other.access_request_id.as_ref());
    is_same && is_about_same && ids.is_some_and(|(id, other)| id != other) && row.is_open() && other.is_open()
}

impl Polled for Requests {
    fn refresh(&self) {
        self.reader.refresh(Priority::Background);
    }

    fn is_worth_refreshing(&self) -> bool {
        self.any_open()
    }

    fn last_error(&self) -> Option<ErrorKind> {
        self.list.load.last_error()
    }
}
