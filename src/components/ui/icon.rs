//! Icons: one stroke path each on a 24 by 24 grid, drawn for this product. The text beside an icon carries its meaning, so
//! icons are hidden from assistive technology.

use crate::signal::Derived;
use leptos::prelude::*;

/// All icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum IconName {
    /// A magnifying glass.
    Search,
    /// Plus: add, grant.
    Plus,
    /// Minus: removal.
    Minus,
    /// Calendar: date change.
    Calendar,
    /// Clock: in progress.
    Clock,
    /// Tick: done, assigned.
    Tick,
    /// Cross: denied, failed, close.
    Cross,
    /// Triangle with an exclamation mark: a problem to fix.
    Warning,
    /// Circle with an i: information.
    #[default]
    Info,
    /// Role.
    Role,
    /// Access profile: a key.
    AccessProfile,
    /// Entitlement: a shield.
    Entitlement,
    /// Application: four tiles.
    Application,
    /// Lock: cannot be changed here.
    Lock,
    /// Person.
    Person,
    /// Bin.
    Trash,
    /// Back, in the reading direction.
    ArrowLeft,
    /// Forward, in the reading direction.
    ArrowRight,
    /// Down.
    ArrowDown,
    /// Up.
    ArrowUp,
    /// Refresh.
    Refresh,
    /// A link.
    Link,
}

impl IconName {
    fn path(self) -> &'static str {
        match self {
            Self::Search => "M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.3 15.3L20 20",
            Self::Plus => "M12 5v14M5 12h14",
            Self::Minus => "M5 12h14",
            Self::Calendar => {
                "M6 5.5h12a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2v-10a2 2 0 0 1 2-2M4 10h16M8.5 3.5v4M15.5 3.5v4"
            }
            Self::Clock => "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M12 7.5V12l3 2",
            Self::Tick => "M5 12.5l4.5 4.5L19 7.5",
            Self::Cross => "M6 6l12 12M18 6L6 18",
            Self::Warning => "M12 4L2.8 20h18.4zM12 10v4.5M12 17.2v.1",
            Self::Info => "M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16M12 11v5M12 8v.1",
            Self::Role => {
                "M9.5 4.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 0 1 0-7M3.5 19.5v-1a4 4 0 0 1 4-4h4a4 4 0 0 1 3 1.4M15.5 10.5l2 2l4-4"
            }
            Self::AccessProfile => {
                "M8 11.5a4 4 0 1 1 0 8a4 4 0 0 1 0-8M11 12.7L19 4.5M15.5 8l2.5 2.5M18 5.5l2 2"
            }
            Self::Entitlement => {
                "M12 3.5l7 2.5v5.5c0 4.2-2.8 7.2-7 9c-4.2-1.8-7-4.8-7-9V6zM9 12l2.2 2.2L15.2 10"
            }
            Self::Application => {
                "M5.5 4.5h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1M15.5 4.5h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1M5.5 14.5h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1M15.5 14.5h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1"
            }
            Self::Lock => {
                "M8 10.5V8a4 4 0 0 1 8 0v2.5M6.5 10.5h11a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1"
            }
            Self::Person => "M12 4a4 4 0 1 1 0 8a4 4 0 0 1 0-8M4.5 20a6 6 0 0 1 6-5h3a6 6 0 0 1 6 5",
            Self::Trash => "M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.3 11v5M13.7 11v5",
            Self::ArrowLeft => "M19 12H5M11 6l-6 6l6 6",
            Self::ArrowRight => "M5 12h14M13 6l6 6l-6 6",
            Self::ArrowDown => "M12 5v14M6 13l6 6l6-6",
            Self::ArrowUp => "M12 19V5M6 11l6-6l6 6",
            Self::Refresh => "M19.5 12a7.5 7.5 0 1 1-2.3-5.4M19.5 4v4h-4",
            Self::Link => "M9.5 14.5l5-5M11 7l2-2a4 4 0 0 1 6 6l-2 2M13 17l-2 2a4 4 0 0 1-6-6l2-2",
        }
    }
}

/// An icon in the size of the text around it.
#[component]
pub fn Icon(
    /// The icon.
    name: IconName,
) -> impl IntoView {
    let class = if matches!(name, IconName::ArrowLeft | IconName::ArrowRight) {
        "rc-icon rc-icon-directed"
    } else {
        "rc-icon"
    };
    view! {
        <svg class=class viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=name.path()></path>
        </svg>
    }
    .into_any()
}

impl From<IconName> for Derived<IconName> {
    fn from(always: IconName) -> Self {
        Self::new(move || always)
    }
}
