//! The limits of end dates, which the configuration of v3 and beta does not have: read whenever the catalog is read.

use crate::api::Client;
use crate::signal::effect;
use crate::state::catalog::Catalog;
use crate::state::latest::Latest;
use leptos::prelude::untrack;
use leptos::task::spawn_local;
use request_center_models::rule::EntitlementLimits;

/// Reads the limits with every read of the catalog. Where they cannot be read, those known stay: the service judges each request.
pub(super) fn follow(catalog: Catalog, client: Client) {
    let latest = Latest::default();
    effect(move || {
        if catalog.read_at.with(Option::is_none) {
            return;
        }
        let read = client.get_limits(&untrack(|| latest.renew()));
        spawn_local(async move {
            if let Ok(setting) = read.await {
                let limits = setting.config().entitlement_limits();
                catalog.entitlement_limits.update(|known| {
                    *known = EntitlementLimits { forbidden: known.forbidden, ..limits };
                });
            }
        });
    });
}
