//! The field for a pasted list of people, and the list sorted by what is to be done: everything can be settled in place.

use super::paste_row::PasteRow;
use crate::components::ui::{
    Button, ButtonKind, ElementRef, IconName, KeyedRow, Rows, TextArea, focus_soon, focus_soon_if_nowhere,
};
use crate::components::words::Trouble;
use crate::i18n::Msg;
use crate::signal::{Derived, Memo, Signal, effect};
use crate::state::matrix::MatrixWorkspace;
use crate::state::matrix::paste::{Finding, PastedEntry};
use leptos::prelude::*;

/// The most entries of a kind shown at first.
const FEW: usize = 10;

type Sorting = Memo<Vec<(PastedEntry, Finding)>>;

/// The kinds of entries, in the order shown: what needs a decision comes first.
#[derive(Clone, Copy, PartialEq)]
enum PasteKind {
    Ambiguous,
    Unknown,
    Inactive,
    Blocked,
    Duplicate,
    Found,
}

impl PasteKind {
    const ALL: [Self; 6] =
        [Self::Ambiguous, Self::Unknown, Self::Inactive, Self::Blocked, Self::Duplicate, Self::Found];

    fn of(finding: &Finding) -> Option<Self> {
        Some(match finding {
            Finding::Searching => return None,
            Finding::Found(_) => Self::Found,
            Finding::Ambiguous(_) => Self::Ambiguous,
            Finding::Unknown => Self::Unknown,
            Finding::Inactive(_) => Self::Inactive,
            Finding::Blocked(..) => Self::Blocked,
            Finding::Duplicate(_) => Self::Duplicate,
        })
    }

    fn title(self) -> Msg {
        match self {
            Self::Ambiguous => Msg::PasteAmbiguous,
            Self::Unknown => Msg::PasteUnknown,
            Self::Inactive => Msg::PasteInactive,
            Self::Blocked => Msg::PasteBlocked,
            Self::Duplicate => Msg::PasteDuplicate,
            Self::Found => Msg::PasteFound,
        }
    }
}

/// The button that opens the field, the field, and the sorted list.
#[component]
pub fn PasteList(
    /// The matrix' workspace.
    workspace: MatrixWorkspace,
    /// The field to add people, which gets the focus once nothing is left.
    field: ElementRef,
) -> impl IntoView {
    let (i18n, paste) = (workspace.shell.i18n, workspace.paste);
    let is_open = Signal::new(paste.text.with_untracked(|text| !text.is_empty()));
    let has_entries = Memo::new(move || paste.entries.with(|entries| !entries.is_empty()));
    let text = ElementRef::new();
    effect(move || {
        if !has_entries.get() && !is_open.get_untracked() {
            focus_soon_if_nowhere(field);
        }
    });
    view! {
        {move || if is_open.get() {
            view! { <PasteField workspace is_open text/> }.into_any()
        } else {
            let open = move |()| {
                is_open.set(true);
                focus_soon(text);
            };
            view! {
                <Button
                    label=i18n.label(Msg::PasteOpen)
                    kind=ButtonKind::Quiet
                    icon=IconName::Plus
                    on_press=open
                />
            }.into_any()
        }}
        {move || has_entries.get().then(|| view! { <Sorted workspace/> })}
    }
}

/// The field for the list.
#[component]
fn PasteField(workspace: MatrixWorkspace, is_open: Signal<bool>, text: ElementRef) -> impl IntoView {
    let (i18n, paste) = (workspace.shell.i18n, workspace.paste);
    let check = move |()| {
        if paste.take_apart() > 0 {
            is_open.set(false);
        } else {
            text.focus();
        }
    };
    let discard = move |()| {
        paste.write(String::new());
        is_open.set(false);
    };
    view! {
        <TextArea
            label=i18n.label(Msg::PasteLabel)
            value=paste.text
            on_input=move |text| paste.write(text)
            node_ref=text
        />
        <p class="rc-field-hint">{i18n.label(Msg::PasteHint)}</p>
        <div class="rc-actions">
            <Button label=i18n.label(Msg::PasteCheck) on_press=check/>
            <Button label=i18n.label(Msg::PasteDiscard) kind=ButtonKind::Quiet on_press=discard/>
        </div>
    }
    .into_any()
}

/// The sorted list.
#[component]
fn Sorted(workspace: MatrixWorkspace) -> impl IntoView {
    let (i18n, paste) = (workspace.shell.i18n, workspace.paste);
    let findings: Sorting = paste.findings;
    let heading = ElementRef::new();
    focus_soon(heading);
    let counts = Memo::new(move || findings.with(|findings| counts(findings)));
    // Reads the result aloud once everybody was looked for.
    let mut was_searching = true;
    effect(move || {
        let (searching, by_kind) = counts.get();
        if was_searching && searching == 0 {
            let parts: Vec<String> = PasteKind::ALL
                .iter()
                .zip(by_kind)
                .filter(|(_, count)| *count > 0)
                .map(|(kind, count)| i18n.count(kind.title(), count, &[]))
                .collect();
            workspace.shell.say(i18n.list(&parts));
        }
        was_searching = searching > 0;
        // A row that is settled takes the focus with it.
        focus_soon_if_nowhere(heading);
    });
    let progress = move || {
        let (searching, _) = counts.get();
        let all = paste.entries.with(Vec::len);
        let checked = i18n.number(all.saturating_sub(searching));
        (searching > 0).then(|| i18n.count(Msg::PasteProgress, all, &[("checked", &checked)]))
    };
    let add = move |()| match paste.add_found() {
        Some(count) => {
            let people = workspace.cart.draft.with(|draft| draft.recipients.len());
            let people = i18n.count(Msg::MatrixPeople, people, &[]);
            workspace.shell.say(i18n.count(Msg::PasteAdded, count, &[("people", &people)]));
        }
        None => workspace.shell.say(i18n.t(Msg::CatalogLocked)),
    };
    let found = move || counts.get().1.last().copied().unwrap_or_default();
    let has_found = Memo::new(move || found() > 0);
    let remove_all = move |()| {
        let keys: Vec<u32> =
            paste.entries.with_untracked(|entries| entries.iter().map(|entry| entry.key).collect());
        paste.remove(&keys);
    };
    view! {
        <section class="rc-card rc-pasted" aria-label=i18n.label(Msg::PasteTitle)>
            <h3 class="rc-card-name" tabindex="-1" node_ref=heading>
                {move || i18n.count(Msg::PasteCount, paste.entries.with(Vec::len), &[])}
            </h3>
            <p class="rc-list-status" role="status">{progress}</p>
            <Trouble
                i18n
                error=paste.error
                title=i18n.label(Msg::PasteFailed)
                on_retry=move || paste.search()
            />
            {move || has_found.get().then(|| view! {
                <Button label=Derived::new(move || i18n.count(Msg::PasteAdd, found(), &[])) on_press=add/>
            }.into_any())}
            {PasteKind::ALL.map(|kind| view! { <Group workspace kind findings/> }).collect_view()}
            <Button
                label=i18n.label(Msg::PasteRemoveAll)
                kind=ButtonKind::Quiet
                icon=IconName::Trash
                on_press=remove_all
            />
        </section>
    }
}

/// How many entries are being looked for, and how many there are of each kind.
fn counts(findings: &[(PastedEntry, Finding)]) -> (usize, Vec<usize>) {
    let of = |kind| findings.iter().filter(|(_, finding)| PasteKind::of(finding) == kind).count();
    (of(None), PasteKind::ALL.iter().map(|kind| of(Some(*kind))).collect())
}

/// The entries of a kind.
#[component]
fn Group(workspace: MatrixWorkspace, kind: PasteKind, findings: Sorting) -> impl IntoView {
    let (i18n, paste) = (workspace.shell.i18n, workspace.paste);
    let shows_all = Signal::new(false);
    let of_kind = move || {
        let is_kind = |(_, finding): &&(PastedEntry, Finding)| PasteKind::of(finding) == Some(kind);
        findings.with(|findings| findings.iter().filter(is_kind).cloned().collect::<Vec<_>>())
    };
    let rows = Memo::new(of_kind);
    let len = Memo::new(move || rows.with(Vec::len));
    let title = move || i18n.count(kind.title(), len.get(), &[]);
    let drawn = move || {
        let mut rows = rows.get();
        if !shows_all.get() {
            rows.truncate(FEW);
        }
        let row = |(entry, finding): (PastedEntry, Finding)| {
            let key = format!("{} {}", entry.key, entry.text);
            KeyedRow::new(key, move || view! { <PasteRow workspace entry finding/> }.into_any())
        };
        rows.into_iter().map(row).collect()
    };
    let remove_all = move |()| {
        let keys: Vec<u32> = rows.with_untracked(|rows| rows.iter().map(|(entry, _)| entry.key).collect());
        paste.remove(&keys);
    };
    let is_there = Memo::new(move || len.get() > 0);
    move || {
        is_there.get().then(|| {
            view! {
                <div class="rc-pasted-kind" role="group" aria-label=title>
                    <p class="rc-label">{title}</p>
                    <ul class="rc-offers"><Rows each=drawn/></ul>
                    {move || (len.get() > FEW).then(|| view! {
                        <Button
                            label=Derived::new(move || if shows_all.get() {
                                i18n.t(Msg::RecipientsShowFewer)
                            } else {
                                i18n.count(Msg::RecipientsShowAll, len.get(), &[])
                            })
                            kind=ButtonKind::Quiet
                            on_press=move || shows_all.update(|all| *all = !*all)
                        />
                    }.into_any())}
                    {move || (kind != PasteKind::Found && len.get() > 1).then(|| view! {
                        <Button
                            label=Derived::new(move || i18n.count(Msg::PasteRemoveKind, len.get(), &[]))
                            kind=ButtonKind::Quiet
                            on_press=remove_all
                        />
                    }.into_any())}
                </div>
            }
            .into_any()
        })
    }
}
