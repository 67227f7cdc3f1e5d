//! The workspace: what one viewer has in progress, on top of the shell. Its code is loaded right behind the first download, and
//! every panel but the Catalog needs it. Lives as long as the viewer stays.

use super::approval_counts::ApprovalCounts;
use super::cancel::{Cancel, forget_reason};
use super::cart::{Cart, forget_ids, keep_rest};
use super::end_change::forget_sent;
use super::host::Host;
use super::journal::probe::requests::{RequestsProbe, shown_by};
use super::journal::write::Write;
use super::journal::{IntentChange, Journal, LookupPace};
use super::page_reports::PageReports;
use super::registry::Contribution;
use super::requests::Requests;
use super::shell::Shell;
use super::storage::Store;
use crate::api::{Abort, Client};
use crate::config::View;
use crate::signal::{Derived, Signal, Stored, effect};
use request_center_models::wire::status::RequestedItemStatus;

/// The workspace of one viewer.
#[derive(Clone, Copy)]
pub struct Workspace {
    /// State that is always loaded.
    pub shell: Shell,
    /// The request being put together.
    pub cart: Cart,
    /// The viewer's requests.
    pub requests: Requests,
    /// The cancel form.
    pub cancel: Cancel,
    /// How many approvals are pending.
    pub approval_counts: ApprovalCounts,
    /// Every write of the viewer.
    pub journal: Journal,
    /// The direct reports the page names.
    pub(super) page_reports: PageReports,
    /// True where decisions of an earlier page are still to be sent.
    pub decisions_left: bool,
    store: Stored<Store>,
}

impl Workspace {
    /// Reads the viewer's requests and looks up what an earlier page left unfinished. `None` once the viewer has gone.
    #[must_use]
    pub fn new(shell: Shell) -> Option<Self> {
        let (client, viewer) = (shell.client()?, shell.viewer());
        let options = shell.session.options;
        let requests = Requests::new(client.clone(), viewer.clone(), shell.first_seconds());
        let store = Store::open(client.base(), viewer.id.as_str());
        let journal = journal_of(client.clone(), store.clone(), LookupPace::default());
        journal.observe(move |changes| notify(options.host, requests, changes));
        let workspace = Self {
            shell,
            cart: Cart::new(
                client.clone(),
                viewer,
                store.clone(),
                journal,
                requests,
                shell.catalog,
                options.host,
            ),
            requests,
            cancel: Cancel::new(store.clone(), journal, requests, options.host),
            approval_counts: ApprovalCounts::new(client, options.host, shell.first_seconds()),
            journal,
            page_reports: PageReports::new(options.direct_reports),
            decisions_left: !store.open_batches().is_empty(),
            store: Stored::new(store),
        };
        requests.attach(shell.deep_link);
        requests.open();
        effect(move || {
            let events = requests.list.rows.with(|rows| {
                let rows: Vec<&RequestedItemStatus> = rows.iter().map(AsRef::as_ref).collect();
                journal.intents.with_untracked(|intents| shown_by(intents, &rows))
            });
            journal.record(events);
        });
        shell.report(requests.list.load);
        workspace.follow_connection();
        workspace.contribute();
        Some(workspace)
    }

    /// The viewer's browser storage; `None` once the viewer has gone.
    pub(super) fn store(self) -> Option<Store> {
        self.store.try_get()
    }

    /// Reads what could not be read once the connection is back.
    fn follow_connection(self) {
        let (cart, requests) = (self.cart, self.requests);
        self.shell.when_back_online(move || {
            cart.forget_offline();
            if requests.list.load.has_error() {
                requests.read();
            }
        });
    }

    /// Contributes Approvals and My team, until their own code replaces it.
    fn contribute(self) {
        let counts = self.approval_counts;
        let contribution = Contribution {
            count: Derived::new(move || counts.pending()),
            in_use: Derived::new(move || self.decisions_left || counts.has_any()),
        };
        self.shell.registry.contribute(View::Approvals, contribution);
        let Some(store) = self.store() else { return };
        let removal_stored = Signal::new(store.removal().is_some());
        let listening = store.listen(move |document| removal_stored.set(document.removal.is_some()));
        let _until_cleanup = Stored::new(listening);
        self.contribute_team(removal_stored.into());
    }

    /// My team is of use unless the page names no direct reports, its panel is closed and no removal is in progress.
    pub(super) fn contribute_team(self, is_removing: Derived<bool>) {
        let (reports, view) = (self.page_reports, self.shell.deep_link.view);
        let in_use = move || !reports.is_empty() || view.get() == View::Team || is_removing.get();
        let contribution = Contribution { count: Derived::default(), in_use: Derived::new(in_use) };
        self.shell.registry.contribute(View::Team, contribution);
    }
}

/// The journal over that storage, with the effects an arrived request or cancel has on the stored document. `pace` is that of
/// the look-ups of requests.
#[must_use]
pub fn journal_of(client: Client, store: Store, pace: LookupPace) -> Journal {
    let journal =
        Journal::new(client.clone(), store, vec![keep_rest, forget_ids, forget_reason, forget_sent]);
    journal.register(RequestsProbe::new(client, Abort::on_cleanup(), pace));
    journal
}

/// Reports changes of requests' intents to the page, and to the list of requests, which is refreshed once for all of them.
fn notify(host: Host, requests: Requests, changes: &[IntentChange]) {
    let (mut arrived, mut settled) = (false, false);
    for change in changes.iter().filter(|change| change.intent.write.is_listed()) {
        let intent = &change.intent;
        settled |= change.settled();
        if !change.arrived() {
            continue;
        }
        arrived = true;
        match &intent.write {
            Write::Cancel { id, .. } => host.cancelled(id.as_str()),
            _ => {
                let ids: Vec<String> = intent.ids.iter().map(ToString::to_string).collect();
                host.submitted(intent.key.as_str(), &ids);
            }
        }
    }
    if arrived {
        requests.expect_change();
    }
    if settled {
        requests.refresh();
    }
}
