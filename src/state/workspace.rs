//! What one viewer has under way: the request being put together, what was sent, what was asked for. Its code comes right
//! behind the first download; every panel but the Catalog stands on it. Lives as long as the viewer stays.

use super::approval_counts::ApprovalCounts;
use super::cancel::{Cancel, forget_reason};
use super::cart::{Cart, keep_rest};
use super::host::Host;
use super::journal::probe::requests::{RequestsProbe, shown_by};
use super::journal::write::Write;
use super::journal::{IntentChange, Journal, LookupPace};
use super::page_reports::PageReports;
use super::requests::Requests;
use super::shell::Shell;
use super::storage::Store;
use crate::api::{Abort, Client};
use crate::config::View;
use crate::signal::{Derived, Signal, Stored, effect};
use request_center_models::wire::status::RequestedItemStatus;
use std::ops::Deref;

/// What one viewer has under way, on top of what was there before.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// What was there from the first moment; read as if it were here.
    pub shell: Shell,
    /// The request being put together.
    pub cart: Cart,
    /// What was asked for.
    pub requests: Requests,
    /// The cancel being put together.
    pub cancel: Cancel,
    /// How many approvals wait for the viewer.
    pub approval_counts: ApprovalCounts,
    /// Everything written.
    pub(super) journal: Journal,
    /// What the page says of who reports to the viewer.
    pub(super) page_reports: PageReports,
    /// Whether decisions of an earlier page are left to be carried on.
    pub decisions_left: bool,
    /// Whether a removal is being put together or on its way, once the code that knows is there.
    pub(super) removing: Signal<Option<Derived<bool>>>,
    /// Whether one is kept, until then.
    removal_kept: Signal<bool>,
    store: Stored<Store>,
}

impl Deref for Workspace {
    type Target = Shell;

    fn deref(&self) -> &Shell {
        &self.shell
    }
}

impl Workspace {
    /// The desk of that viewer. What they asked for is read, and what was left unfinished is looked up. `None` once they have gone.
    #[must_use]
    pub fn new(shell: Shell) -> Option<Self> {
        let (client, viewer) = (shell.client()?, shell.viewer());
        let options = shell.session.options;
        let requests = Requests::new(client.clone(), viewer.clone(), shell.first_seconds());
        let store = Store::open(client.base(), viewer.id.as_str());
        let journal = journal_of(client.clone(), store.clone(), LookupPace::default());
        journal.observe(move |changes| changes.iter().for_each(|one| tell(options.host, requests, one)));
        let read_at = shell.catalog.read_at;
        let workspace = Self {
            shell,
            cart: Cart::new(client.clone(), viewer, store.clone(), journal, requests, read_at, options.host),
            requests,
            cancel: Cancel::new(store.clone(), journal, requests, options.host),
            approval_counts: ApprovalCounts::new(client, options.host, shell.first_seconds()),
            journal,
            page_reports: PageReports::new(options.direct_reports),
            decisions_left: !store.open_batches().is_empty(),
            removing: Signal::default(),
            removal_kept: Signal::new(store.removal().is_some()),
            store: Stored::new(store),
        };
        requests.attach(shell.deep_link);
        requests.open();
        effect(move || {
            let events = requests.list.rows.with(|rows| {
                let rows: Vec<&RequestedItemStatus> = rows.iter().map(AsRef::as_ref).collect();
                journal.intents.with_untracked(|intents| shown_by(intents, &rows))
            });
            journal.note(events);
        });
        shell.report(requests.list.load);
        workspace.follow_catalog();
        workspace.follow_connection();
        let kept = workspace.removal_kept;
        let hear =
            workspace.store().map(|store| store.listen(move |kept_now| kept.set(kept_now.removal.is_some())));
        let _until_cleanup = Stored::new(hear);
        Some(workspace)
    }

    /// The person's store; `None` once they have gone.
    pub(super) fn store(self) -> Option<Store> {
        self.store.try_get()
    }

    fn follow_catalog(self) {
        let forbidden = self.catalog.entitlements_forbidden;
        effect(move || self.cart.forbid_entitlements(forbidden.get()));
    }

    /// When the connection is back, what could not be read is read again.
    fn follow_connection(self) {
        let (cart, requests) = (self.cart, self.requests);
        self.when_back_online(move || {
            cart.forget_offline();
            if requests.list.load.has_error() {
                requests.read();
            }
        });
    }

    /// Whether the viewer has anything to do with approvals. Reactive.
    #[must_use]
    pub fn has_approvals(self) -> bool {
        let left = self.decisions_left && self.approval_counts.list.with(Option::is_none);
        left || self.approval_counts.has_any()
    }

    /// Whether the viewer has no use for My team: the page knows that nobody reports to them, they are not there, and nothing of
    /// theirs is unfinished. Reactive.
    #[must_use]
    pub fn has_no_team(self) -> bool {
        let removing = self.removing.get().map_or_else(|| self.removal_kept.get(), Derived::get);
        self.page_reports.has_none() && self.deep_link.view.get() != View::Team && !removing
    }
}

/// The journal of that store, with what a request or cancel that has arrived leads to in what is typed. Requests are looked up at
/// that pace.
#[must_use]
pub fn journal_of(client: Client, store: Store, pace: LookupPace) -> Journal {
    let journal = Journal::new(client.clone(), store, vec![keep_rest, forget_reason]);
    journal.register(RequestsProbe::new(client, Abort::on_cleanup(), pace));
    journal
}

/// What the journal has learned of requests goes to the page and to the list of requests.
fn tell(host: Host, requests: Requests, change: &IntentChange) {
    let IntentChange { intent, .. } = change;
    if !intent.write.is_listed() {
        return;
    }
    if change.arrived() {
        match &intent.write {
            Write::Cancel { id, .. } => host.cancelled(id.as_str()),
            _ => {
                let ids: Vec<String> = intent.ids.iter().map(ToString::to_string).collect();
                host.submitted(intent.key.as_str(), &ids);
            }
        }
        requests.expect_change();
    }
    if change.settled() {
        requests.look();
    }
}
