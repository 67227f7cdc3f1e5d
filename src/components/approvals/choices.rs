//! The controls above the list: tabs, filters, grouping and order.

use super::words;
use crate::components::ui::{Chip, Choice, FilterChips, Select};
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal};
use crate::state::approvals::ApprovalLists;
use crate::state::approvals::arrange::{ApprovalOrder, Grouping, Named};
use crate::state::approvals::filter::{AGES, ApprovalTab};
use crate::state::approvals::row::kind_name;
use crate::state::approvals::workspace::ApprovalsWorkspace;
use leptos::prelude::*;
use request_center_models::approval::ApprovalKind;

const PENDING: &str = "waiting";
const REVIEWED: &str = "reviewed";

/// The tabs for pending and reviewed approvals.
#[component]
pub fn ApprovalTabs(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let options = Derived::new(move || {
        let chip = |id: &str, label: Msg, count: Option<usize>| Chip {
            id: id.to_owned(),
            label: i18n.t(label),
            count: count.map(|count| i18n.number(count)),
        };
        vec![
            chip(PENDING, Msg::ApprovalsWaiting, workspace.approvals.lists.pending_count()),
            chip(REVIEWED, Msg::ApprovalsReviewed, None),
        ]
    });
    let selected = Derived::new(move || match approvals.filters.tab.get() {
        ApprovalTab::Pending => PENDING.to_owned(),
        ApprovalTab::Reviewed => REVIEWED.to_owned(),
    });
    let choose = move |id: String| {
        approvals.show(if id == REVIEWED { ApprovalTab::Reviewed } else { ApprovalTab::Pending });
    };
    view! { <FilterChips legend=i18n.label(Msg::ApprovalsLists) options selected on_select=choose/> }
}

/// Filters, grouping and order; for the reviewed approvals, filters and the counts.
#[component]
pub fn Choices(
    /// The workspace of Approvals.
    workspace: ApprovalsWorkspace,
    /// True while there is nothing to filter; reviewed approvals still have their days, of which others may have some.
    is_empty: Memo<bool>,
) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let kinds = Derived::new(move || {
        let mut choices = vec![Choice { id: String::new(), label: i18n.t(Msg::ApprovalsAllKinds) }];
        for kind in [ApprovalKind::Grant, ApprovalKind::Removal, ApprovalKind::DateChange] {
            let (_, _, word) = words::kind(i18n, &kind);
            choices.push(Choice { id: kind_name(&kind).to_owned(), label: word });
        }
        choices
    });
    let groupings = Derived::new(move || {
        let mut choices = Vec::new();
        for grouping in Grouping::ALL {
            let label = i18n.t(match grouping {
                Grouping::None => Msg::ApprovalsGroupNone,
                Grouping::Item => Msg::ApprovalsGroupItem,
                Grouping::Requester => Msg::ApprovalsGroupRequester,
                Grouping::Recipient => Msg::ApprovalsGroupRecipient,
                Grouping::Submit => Msg::ApprovalsGroupSubmit,
            });
            choices.push(Choice { id: grouping.as_str().to_owned(), label });
        }
        choices
    });
    let orders = Derived::new(move || {
        let mut choices = Vec::new();
        for order in ApprovalOrder::ALL {
            let label = i18n.t(match order {
                ApprovalOrder::Oldest => Msg::RequestsSortOldest,
                ApprovalOrder::Newest => Msg::RequestsSortNewest,
                ApprovalOrder::Item => Msg::ApprovalsSortItem,
                ApprovalOrder::Person => Msg::ApprovalsSortPerson,
            });
            choices.push(Choice { id: order.as_str().to_owned(), label });
        }
        choices
    });
    // Thousands of options are rendered only while the filters are expanded.
    let expanded = Signal::new(false);
    let named = move |all: Msg, chosen: Signal<String>, names: fn(ApprovalLists) -> Vec<Named>| {
        Derived::new(move || {
            let mut choices = vec![Choice { id: String::new(), label: i18n.t(all) }];
            let all_names = expanded.get();
            for one in names(approvals.lists) {
                if all_names || chosen.with(|chosen| *chosen == one.id) {
                    choices.push(Choice { id: one.id, label: one.name });
                }
            }
            choices
        })
    };
    let people = named(Msg::ApprovalsAnybody, approvals.filters.person, ApprovalLists::recipients);
    let items = named(Msg::ApprovalsAnyItem, approvals.filters.item, ApprovalLists::items);
    let ages = Derived::new(move || {
        let mut choices = vec![Choice { id: "0".to_owned(), label: i18n.t(Msg::ApprovalsAnyAge) }];
        for days in AGES {
            let label = i18n.count(Msg::ApprovalsOlder, days as usize, &[]);
            choices.push(Choice { id: days.to_string(), label });
        }
        choices
    });
    let group = move |id: String| {
        approvals.filters.grouping.set(Grouping::named(&id));
    };
    let sort = move |id: String| {
        approvals.filters.order.set(ApprovalOrder::named(&id));
    };
    // Open at first where a link has set a filter; later only the user opens or closes it.
    let narrowed = approvals.filters.is_narrowed();
    let on_toggle = move |event| expanded.set(event_target::<web_sys::HtmlDetailsElement>(&event).open());
    let is_pending = Memo::new(move || approvals.filters.tab.get() == ApprovalTab::Pending);
    let filters = move || {
        view! {
        <details class="rc-more" open=narrowed on:toggle=on_toggle>
            <summary>{move || i18n.t(Msg::ApprovalsFilters)}</summary>
            <div class="rc-choices">
                <Select
                    label=i18n.label(Msg::ApprovalsKind)
                    options=kinds
                    selected=approvals.filters.kind
                    on_select=move |id| approvals.filters.kind.set(id)
                />
                <Select
                    label=i18n.label(Msg::ApprovalsItem)
                    options=items
                    selected=approvals.filters.item
                    on_select=move |id| approvals.filters.item.set(id)
                />
                <Select
                    label=i18n.label(Msg::ApprovalsPerson)
                    options=people
                    selected=approvals.filters.person
                    on_select=move |id| approvals.set_person(id)
                />
                {move || is_pending.get().then(|| view! {
                    <Select
                        label=i18n.label(Msg::ApprovalsAge)
                        options=ages
                        selected=Derived::new(move || approvals.filters.age.get().to_string())
                        on_select=move |id: String| approvals.filters.age.set(id.parse().unwrap_or_default())
                    />
                }.into_any())}
            </div>
        </details>
        }
        .into_any()
    };
    view! {
        {move || (!is_empty.get()).then(filters)}
        <div class="rc-choices">
            {move || if is_empty.get() && is_pending.get() {
                ().into_any()
            } else if is_pending.get() {
                view! {
                    <Select
                        label=i18n.label(Msg::ApprovalsGroupBy)
                        options=groupings
                        selected=Derived::new(move || approvals.filters.grouping.get().as_str().to_owned())
                        on_select=group
                    />
                    <Select
                        label=i18n.label(Msg::RequestsSort)
                        options=orders
                        selected=Derived::new(move || approvals.filters.order.get().as_str().to_owned())
                        on_select=sort
                    />
                }
                .into_any()
            } else {
                view! { <ReviewedSummary workspace/> }.into_any()
            }}
        </div>
    }
}

/// The number of approvals approved and denied in the chosen time.
#[component]
fn ReviewedSummary(workspace: ApprovalsWorkspace) -> impl IntoView {
    let (i18n, approvals) = (workspace.shell.i18n, workspace.approvals);
    let days = Derived::new(move || {
        [7_u32, 30, 90, 365]
            .into_iter()
            .map(|days| Choice {
                id: days.to_string(),
                label: i18n.count(Msg::ApprovalsDays, days as usize, &[]),
            })
            .collect()
    });
    let words = move || {
        let summary = workspace.approvals.lists.reviewed_counts.summary.get().unwrap_or_default();
        let count =
            |count: Option<i32>| i18n.number(usize::try_from(count.unwrap_or_default()).unwrap_or_default());
        let (approved, denied) = (count(summary.approved), count(summary.rejected));
        i18n.with(Msg::ApprovalsFigures, &[("approved", &approved), ("denied", &denied)])
    };
    view! {
        <Select
            label=i18n.label(Msg::ApprovalsSince)
            options=days
            selected=Derived::new(move || workspace.approvals.lists.reviewed_counts.days.get().to_string())
            on_select=move |id: String| approvals.set_reviewed_days(id.parse().unwrap_or(30))
        />
        <p class="rc-list-status" role="status">{words}</p>
    }
}
