//! The limits of end dates, which the configuration of v3 and beta does not have, and for whom access can be requested: read whenever
//! the catalog is read.

use crate::api::{Client, ErrorKind};
use crate::signal::{Signal, effect};
use crate::state::catalog::Catalog;
use crate::state::latest::Latest;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::rule::{EntitlementLimits, OnBehalf};

/// Reads the limits with every read of the catalog, and returns for whom access can be requested, once it was read. Where they cannot
/// be read, those known stay: the service judges each request.
pub(super) fn follow(catalog: Catalog, client: Client) -> Signal<Option<OnBehalf>> {
    let on_behalf: Signal<Option<OnBehalf>> = Signal::default();
    let latest = Latest::default();
    effect(move || {
        if catalog.read_at.with(Option::is_none) {
            return;
        }
        let read = client.get_limits(&untrack(|| latest.renew()));
        spawn_local(async move {
            match read.await {
                Ok(setting) => {
                    let limits = setting.config().entitlement_limits();
                    catalog.entitlement_limits.update(|known| {
                        *known = EntitlementLimits { forbidden: known.forbidden, ..limits };
                    });
                    on_behalf.set(Some(setting.config().on_behalf()));
                }
                Err(error) if error.kind == ErrorKind::Aborted => {}
                Err(_) => on_behalf.update(|known| {
                    known.get_or_insert_default();
                }),
            }
        });
    });
    on_behalf
}
