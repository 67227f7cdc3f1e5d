//! A colleague's access as a template: the roles and access profiles they have, each with its availability to the viewer. The service
//! tells of no entitlements. Its code is loaded when somebody copies access. Knows no view.

use super::catalog::item::Availability;
use super::list::{Fetched, Paged, Paging, read_pages};
use super::people::PeopleSearch;
use super::requestable::{Offer, requestable};
use super::shell::Shell;
use super::workspace::Workspace;
use crate::api::RequestableQuery;
use crate::signal::Signal;
use leptos::task::spawn_local;
use request_center_models::id::{IdentityId, ItemId};
use request_center_models::wire::catalog::ItemRequestStatus;
use std::sync::Arc;

/// The colleague chosen, and their access.
#[derive(Clone, Copy)]
pub struct Colleague {
    /// State that is always loaded.
    pub shell: Shell,
    /// The viewer's workspace.
    pub workspace: Workspace,
    /// The search for a colleague.
    pub search: PeopleSearch,
    /// Id and name of the one chosen; both empty while nobody is.
    pub chosen: Signal<(IdentityId, String)>,
    /// Their roles and access profiles.
    pub offers: Paged<Arc<Offer>>,
}

impl Colleague {
    /// Nobody chosen yet. `None` once the viewer has gone.
    #[must_use]
    pub fn new(workspace: Workspace) -> Option<Self> {
        let search = PeopleSearch::for_one(workspace.shell.client()?);
        let (chosen, offers) = (Signal::default(), Paged::default());
        Some(Self { shell: workspace.shell, workspace, search, chosen, offers })
    }

    /// Chooses a colleague and reads what they have; an empty id chooses nobody.
    pub fn choose(self, person: (IdentityId, String)) {
        self.offers.load.reset();
        self.offers.rows.set(Vec::new());
        self.chosen.set(person);
        self.read();
    }

    /// Reads again what the one chosen has.
    pub fn read(self) {
        let (person, _) = self.chosen.get_untracked();
        let Some(client) = self.shell.client().filter(|_| !person.as_str().is_empty()) else { return };
        let load = self.offers.load;
        let abort = load.begin();
        spawn_local(async move {
            let mut offers = Vec::new();
            let mut page = async |offset, priority| {
                let query = RequestableQuery {
                    identity: Some(person.clone()),
                    statuses: vec![ItemRequestStatus::Assigned],
                    sorters: Some("name".to_owned()),
                    offset,
                    ..RequestableQuery::default()
                };
                let page = client.list_requestable_objects(&query, priority, &abort).await?;
                let fetched = Fetched::new(&page, |row| row.id.as_ref().map(ItemId::as_str));
                let ids: Vec<ItemId> = page.rows.iter().filter_map(|row| row.id.clone()).collect();
                let listed = requestable(&client, &ids, priority, &abort).await?;
                offers.extend(
                    page.rows.into_iter().filter_map(|row| Offer::new(row, listed.as_deref())).map(Arc::new),
                );
                self.offers.grow(&offers);
                Ok(fetched)
            };
            let paging = Paging { load: Some(load), ..Paging::default() };
            if let Some(end) = read_pages(paging, &abort, &mut page).await {
                load.finish(end, &client);
            }
        });
    }

    /// Those that can be added to the request: neither in it, nor known to be the viewer's already. Reactive.
    #[must_use]
    pub fn addable(self) -> Vec<Arc<Offer>> {
        let cart = self.workspace.cart;
        let mut offers = self.offers.rows.get();
        offers.retain(|offer| {
            let availability = cart.availability_to_recipients(&offer.item);
            let is_open = matches!(availability, Availability::Available | Availability::Unknown);
            offer.is_offered && is_open && !cart.holds(&offer.item.id)
        });
        offers
    }

    /// Adds all of these to the request; returns how many, `None` while the request is being sent.
    #[must_use]
    pub fn add_all(self, offers: &[Arc<Offer>]) -> Option<usize> {
        offers.iter().all(|offer| self.workspace.cart.add_item(&offer.item, None)).then_some(offers.len())
    }
}
