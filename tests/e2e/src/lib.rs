//! End-to-end tests of the built site, each in a real browser with a sandbox of its own: one topic per file, one sentence per
//! test. Tests know roles, accessible names and texts, and use only the verbs of `page`.

#[cfg(test)]
mod accounts;
#[cfg(test)]
mod again;
#[cfg(test)]
mod appearance;
#[cfg(test)]
mod applications;
#[cfg(test)]
mod approvals_alone;
#[cfg(test)]
mod approvals_appearance;
#[cfg(test)]
mod approvals_chain;
#[cfg(test)]
mod approvals_facts;
#[cfg(test)]
mod approvals_kept;
#[cfg(test)]
mod approvals_keys;
#[cfg(test)]
mod approvals_links;
#[cfg(test)]
mod approvals_list;
#[cfg(test)]
mod approvals_once;
#[cfg(test)]
mod approvals_standing;
#[cfg(test)]
mod approvals_thousand;
#[cfg(test)]
mod approvals_together;
#[cfg(test)]
mod approvals_unclear;
#[cfg(test)]
mod approvals_undo;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod catalog;
#[cfg(test)]
mod chat;
#[cfg(test)]
mod conflicts;
#[cfg(test)]
mod clone;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod driver;
#[cfg(test)]
mod embedding;
#[cfg(test)]
mod ends;
#[cfg(test)]
mod ends_appearance;
#[cfg(test)]
mod export;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod keyboard;
#[cfg(test)]
mod loading;
#[cfg(test)]
mod loading_later;
#[cfg(test)]
mod matrix;
#[cfg(test)]
mod my_requests;
#[cfg(test)]
mod my_team_after;
#[cfg(test)]
mod my_team_appearance;
#[cfg(test)]
mod my_team_date;
#[cfg(test)]
mod my_team_form;
#[cfg(test)]
mod my_team_held;
#[cfg(test)]
mod my_team_keyboard;
#[cfg(test)]
mod my_team_links;
#[cfg(test)]
mod my_team_reports;
#[cfg(test)]
mod my_team_several;
#[cfg(test)]
mod my_team_tabs;
#[cfg(test)]
mod my_team_trouble;
#[cfg(test)]
mod obstacles;
#[cfg(test)]
mod other_person;
#[cfg(test)]
mod outcome_cells;
#[cfg(test)]
mod page;
#[cfg(test)]
mod paste;
#[cfg(test)]
mod plan_submit;
#[cfg(test)]
mod plan_thousand;
#[cfg(test)]
mod recipients;
#[cfg(test)]
mod request;
#[cfg(test)]
mod request_limits;
#[cfg(test)]
mod sandbox;
#[cfg(test)]
mod settings_appearance;
#[cfg(test)]
mod settings_changing;
#[cfg(test)]
mod settings_closed;
#[cfg(test)]
mod settings_closing;
#[cfg(test)]
mod settings_conflict;
#[cfg(test)]
mod settings_reading;
#[cfg(test)]
mod settings_tabs;
#[cfg(test)]
mod settings_trouble;
#[cfg(test)]
mod side_by_side;
#[cfg(test)]
mod signed_out;
#[cfg(test)]
mod start;
#[cfg(test)]
mod start_date;
#[cfg(test)]
mod strange_pages;
#[cfg(test)]
mod trouble_cancelling;
#[cfg(test)]
mod trouble_reading;
#[cfg(test)]
mod trouble_sending;
#[cfg(test)]
mod trouble_unknown;
#[cfg(test)]
mod visit;
#[cfg(test)]
mod whole_panels;
#[cfg(test)]
mod wrong_date;
