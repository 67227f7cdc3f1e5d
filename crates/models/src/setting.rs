//! The configuration as something to edit: what came, to the letter, and what it means; the form a person fills in; how two or
//! three configurations differ. Judging is the rule table's, the wire type the wire's; sends nothing.

mod approver;
mod difference;
mod document;
mod form;
mod scheme;
mod three_way;

pub use approver::Approver;
pub use difference::{Change, difference, unsaved};
pub use document::Setting;
pub use form::{NewSetting, SettingForm, form_family, limits_family};
pub use scheme::{Scheme, schemes};
pub use three_way::{Contrast, Side, merge, three_way};
