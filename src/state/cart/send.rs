//! From *Submit request* to the journal: the pre-submit check, then the one sending.

use super::precheck;
use super::{Cart, RequestStep};
use crate::api::{ApiError, Client, ErrorKind, PreparedWrite};
use crate::state::journal::Sending;
use crate::state::journal::write::{Write, WrittenItem};
use leptos::task::spawn_local;
use request_center_models::rule::EntitlementLimits;

pub(super) fn submit(cart: Cart) {
    if cart.step.with_untracked(|step| *step != RequestStep::Reviewing) {
        return;
    }
    let (Some(client), Some(abort)) = (cart.client.try_get(), cart.abort.try_get()) else {
        return;
    };
    cart.step.set(RequestStep::Checking);
    let items = cart.draft.with_untracked(|draft| draft.items.clone());
    spawn_local(async move {
        match precheck::check(&client, &items, &abort).await {
            Ok(findings) => {
                apply(cart, findings);
                send(cart, &client).await;
            }
            Err(error) if error.kind == ErrorKind::Aborted => {}
            Err(error) => refuse(cart, error),
        }
    });
}

/// Comments that owners ask for by now are asked for in the form too.
fn apply(cart: Cart, findings: precheck::Findings) {
    cart.draft.update(|draft| {
        for item in draft.items.iter_mut().filter(|item| findings.comment_required.contains(&item.id)) {
            item.comment_required = true;
        }
    });
    cart.obstruct(findings.obstacles);
}

async fn send(cart: Cart, client: &Client) {
    let Some(draft) = cart.draft.try_get_untracked() else { return };
    let forbidden = cart.entitlements_forbidden.try_get_untracked().unwrap_or(false);
    let clear = cart.obstacles.try_with_untracked(Vec::is_empty).unwrap_or(false);
    let Ok(request) = draft
        .validate(client.now(), &EntitlementLimits { forbidden, ..Default::default() })
        .and_then(|r| if clear { Ok(r) } else { Err(Default::default()) })
    else {
        cart.draft.submit();
        cart.step.set(RequestStep::Writing);
        return;
    };
    let items = draft.items.iter().map(|item| WrittenItem {
        id: item.id.clone(),
        r#type: item.r#type.clone(),
        name: item.name.clone(),
    });
    let write = Write::Create { items: items.collect(), recipients: draft.recipients.clone() };
    let intent = cart.journal.intend(request.key().clone(), write);
    let sending =
        cart.journal.send(vec![intent], Box::new(move |_| PreparedWrite::create_access_request(&request)));
    cart.step.set(RequestStep::Writing);
    match sending.await {
        Sending::Refused(error) => refuse(cart, error),
        Sending::Unknown(error) => cart.host.error(&error),
        _ => {}
    }
    cart.follow();
}

fn refuse(cart: Cart, error: ApiError) {
    cart.host.error(&error);
    cart.step.set(RequestStep::Refused(error));
}
