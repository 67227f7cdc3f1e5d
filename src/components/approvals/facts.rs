//! The details of an approval: the requester's comment, conflicts, terms, earlier comments, forwarding history and request metadata.

use super::words;
use crate::components::ui::{Notice, Tone};
use crate::components::words::{item_kind, person};
use crate::i18n::{I18n, Msg};
use crate::signal::Memo;
use crate::state::approvals::row::{Approval, SharedApproval};
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;
use request_center_models::wire::approval::{ForwardStep, ReassignmentType, RequestedAccount};
use request_center_models::wire::reference::{Comment, OwnerRef};

/// The details of one approval.
#[component]
pub fn Facts(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
    /// The approval; `None` once it is no longer open.
    row: Memo<Option<SharedApproval>>,
) -> impl IntoView {
    let i18n = workspace.shell.i18n;
    move || {
        let row = row.get()?;
        let comment = row.comment().map(|text| {
            view! { <blockquote class="rc-quote"><bdi>{text.to_owned()}</bdi></blockquote> }.into_any()
        });
        let conflicts = words::conflicts(i18n, &row);
        let conflicts = (!conflicts.is_empty()).then(|| {
            let list = sentences([conflicts, row.asked.conflicts.words.clone()].concat());
            view! { <Notice tone=Tone::Negative title=i18n.label(Msg::ConflictsTitle)>{list}</Notice> }
                .into_any()
        });
        let mut facts = Vec::new();
        for (term, fact) in terms(i18n, &row) {
            facts.push(view! { <div><dt>{i18n.t(term)}</dt><dd><bdi>{fact}</bdi></dd></div> }.into_any());
        }
        let earlier =
            row.asked.earlier.iter().filter_map(|comment| quoted(i18n, comment)).collect::<Vec<_>>();
        let forwards = row.asked.forwards.iter().map(|step| forward(i18n, step)).collect::<Vec<_>>();
        let decided = row.decided.as_ref().and_then(|decided| decided.comment.clone());
        let metadata: Vec<String> =
            row.asked.metadata.iter().map(|(key, value)| format!("{key}: {value}")).collect();
        Some(
            view! {
                {comment}
                {conflicts}
                <dl class="rc-facts">{facts}</dl>
                {section(i18n, Msg::ApprovalsEarlier, earlier)}
                {section(i18n, Msg::ApprovalsForwards, forwards)}
                {decided.map(|text| view! { <blockquote class="rc-quote"><bdi>{text}</bdi></blockquote> }.into_any())}
                {(!metadata.is_empty()).then(|| view! {
                    <details class="rc-more">
                        <summary>{i18n.t(Msg::ApprovalsMetadata)}</summary>
                        {sentences(metadata)}
                    </details>
                }.into_any())}
            }
            .into_any(),
        )
    }
}

fn terms(i18n: I18n, row: &Approval) -> Vec<(Msg, String)> {
    let mut terms = vec![
        (Msg::ApprovalsTermAsked, asked(i18n, row)),
        (Msg::ApprovalsTermFor, words::recipient(i18n, row)),
    ];
    if let Some(description) = row.asked.object.description.clone() {
        terms.push((Msg::ApprovalsTermWhat, description));
    }
    if let Some(kind) = &row.asked.object.r#type {
        terms.push((Msg::DetailKind, item_kind(i18n, kind)));
    }
    if let Some(privilege) = &row.asked.privilege {
        terms.push((Msg::ApprovalsTermPrivilege, privilege.clone()));
    }
    for date in &row.asked.dates {
        terms.push((words::date_term(date.field), words::date(i18n, date)));
    }
    let accounts: Vec<String> = row.asked.accounts.iter().map(account).collect();
    if !accounts.is_empty() {
        terms.push((Msg::ApprovalsTermAccounts, accounts.join(", ")));
    }
    // Beside conflicts the message belongs to them.
    let check = &row.asked.conflicts;
    if check.conflicts.is_empty() && !check.failed {
        terms.push((Msg::ApprovalsTermCheck, check.words.join(" ")));
    }
    if let Some(decided) = &row.decided {
        let by = decided.by.label().unwrap_or_default();
        let (_, _, what) = words::action(i18n, decided.action.as_ref(), by);
        let when = decided.at.as_ref().map(|at| i18n.date_time(at)).unwrap_or_default();
        let decided = if when.is_empty() { what } else { format!("{what}, {when}") };
        terms.push((Msg::ApprovalsTermDecided, decided));
    }
    if let Some(request) = &row.request {
        terms.push((Msg::DetailRequestId, request.to_string()));
    }
    terms.retain(|(_, fact)| !fact.trim().is_empty());
    terms
}

fn asked(i18n: I18n, row: &Approval) -> String {
    let date = row.asked.requested.as_ref().map(|at| i18n.date_time(at)).unwrap_or_default();
    let requester = words::requester(i18n, row);
    if date.is_empty() { requester } else { format!("{requester}, {date}") }
}

fn account(account: &RequestedAccount) -> String {
    let name = account.name.as_deref().or(account.account_id.as_deref()).unwrap_or_default();
    match account.source_name.as_deref() {
        Some(source) => format!("{name} ({source})"),
        None => name.to_owned(),
    }
}

fn quoted(i18n: I18n, comment: &Comment) -> Option<String> {
    let words = comment.comment.as_deref().filter(|words| !words.trim().is_empty())?;
    let author = person(i18n, comment.author.as_ref());
    Some(i18n.with(Msg::ApprovalsSaid, &[("name", &author), ("words", words)]))
}

fn forward(i18n: I18n, step: &ForwardStep) -> String {
    let named =
        |name: &Option<String>| person(i18n, Some(&OwnerRef { name: name.clone(), ..OwnerRef::default() }));
    let (from, to) = (named(&step.old_approver_name), named(&step.new_approver_name));
    let when = step.modified.as_ref().map(|at| i18n.date_time(at)).unwrap_or_default();
    let message = match step.reassignment_type {
        Some(ReassignmentType::Escalation) => Msg::ApprovalsEscalated,
        _ => Msg::ApprovalsHandedOn,
    };
    let sentence = i18n.with(message, &[("from", &from), ("to", &to), ("when", &when)]);
    match step.comment.as_deref().filter(|words| !words.trim().is_empty()) {
        Some(words) => format!("{sentence} “{words}”"),
        None => sentence,
    }
}

fn section(i18n: I18n, title: Msg, lines: Vec<String>) -> Option<AnyView> {
    (!lines.is_empty()).then(|| {
        view! {
            <div>
                <h3 class="rc-card-name">{i18n.t(title)}</h3>
                {sentences(lines)}
            </div>
        }
        .into_any()
    })
}

fn sentences(lines: Vec<String>) -> AnyView {
    let list =
        lines.into_iter().map(|text| view! { <li><bdi>{text}</bdi></li> }.into_any()).collect::<Vec<_>>();
    view! { <ul class="rc-sentences">{list}</ul> }.into_any()
}
