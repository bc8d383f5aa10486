//! The console's own line icons, 16 × 16, one path each. They never carry meaning alone: a word stands beside them or the
//! control has a name (WCAG 1.1.1), so they are hidden from assistive technology.

use leptos::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The product: an answer sheet.
    Sheet,
    /// Received, not begun.
    Clock,
    /// At work.
    Arc,
    /// Again at work.
    Again,
    /// Done.
    Check,
    /// Failed: an octagon, another outline than everything else.
    Stop,
    /// Not known.
    Question,
    /// Take care.
    Triangle,
    /// For your information.
    Info,
    /// Delete.
    Bin,
    /// A person.
    Person,
    /// Opens something below.
    Down,
    /// To the page before.
    Left,
    /// To the page after.
    Right,
    /// Link.
    Link,
    /// Hand on to someone.
    Share,
    /// Ask again.
    Refresh,
    /// Send up.
    Upload,
    /// Take down: a file for the person.
    Download,
    /// Something has happened.
    Bell,
    /// Figures.
    Chart,
    /// Settings.
    Sliders,
    /// An empty place.
    Tray,
    /// Not connected.
    Offline,
    /// Closed to you.
    Lock,
    /// Close, remove.
    Cross,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::Sheet => {
                "M4 1.5h8A1.5 1.5 0 0 1 13.5 3v10A1.5 1.5 0 0 1 12 14.5H4A1.5 1.5 0 0 1 2.5 13V3A1.5 1.5 0 0 1 4 1.5zM5 5h1M5 8h1M5 11h1M8.5 5H11M8.5 8H11M8.5 11H11"
            }
            Self::Clock => "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5zM8 5v3.25L10 9.5",
            Self::Arc => "M8 2.25A5.75 5.75 0 1 1 2.25 8",
            Self::Again => {
                "M2.5 8a5.5 5.5 0 0 1 9.6-3.7l1.4 1.5M13.5 2.6v3.2h-3.2M13.5 8a5.5 5.5 0 0 1-9.6 3.7l-1.4-1.5M2.5 13.4v-3.2h3.2"
            }
            Self::Check => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5zM5.5 8.25L7.25 10l3.25-3.75"
            }
            Self::Stop => {
                "M5.6 2.25h4.8l3.35 3.35v4.8l-3.35 3.35H5.6L2.25 10.4V5.6zM8 5v3.5M8 10.9v.1"
            }
            Self::Question => {
                "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5zM6.4 6.4A1.65 1.65 0 1 1 8.8 7.85c-.5.3-.8.65-.8 1.15M8 11.1v.1"
            }
            Self::Triangle => "M8 2.5l6 10.75H2zM8 6.5v3M8 11.4v.1",
            Self::Info => "M8 2.25a5.75 5.75 0 1 1 0 11.5a5.75 5.75 0 1 1 0-11.5zM8 7.5V11M8 5v.1",
            Self::Bin => {
                "M2.5 4.5h11M6 4.5V3a.75.75 0 0 1 .75-.75h2.5A.75.75 0 0 1 10 3v1.5M4 4.5l.6 8.3a1 1 0 0 0 1 .95h4.8a1 1 0 0 0 1-.95L12 4.5M6.75 7.25V11M9.25 7.25V11"
            }
            Self::Person => {
                "M8 2.5a2.75 2.75 0 1 1 0 5.5a2.75 2.75 0 1 1 0-5.5zM2.75 13.5a5.25 5.25 0 0 1 10.5 0"
            }
            Self::Down => "M4.5 6.25L8 9.75l3.5-3.5",
            Self::Left => "M9.75 4.5L6.25 8l3.5 3.5",
            Self::Right => "M6.25 4.5L9.75 8l-3.5 3.5",
            Self::Link => {
                "M6.75 9.25a2.75 2.75 0 0 0 3.9 0l2.2-2.2a2.76 2.76 0 0 0-3.9-3.9l-.95.95M9.25 6.75a2.75 2.75 0 0 0-3.9 0l-2.2 2.2a2.76 2.76 0 0 0 3.9 3.9l.95-.95"
            }
            Self::Share => {
                "M8 9.75V2.25M5 5l3-2.9L11 5M5.25 7.25h-1.5a1 1 0 0 0-1 1v4.5a1 1 0 0 0 1 1h8.5a1 1 0 0 0 1-1v-4.5a1 1 0 0 0-1-1h-1.5"
            }
            Self::Refresh => "M13.5 8a5.5 5.5 0 1 1-1.6-3.9l1.6 1.6M13.5 2.5v3.2h-3.2",
            Self::Upload => {
                "M8 10.5V2.75M4.75 6L8 2.75 11.25 6M2.75 10.5v1.75a1 1 0 0 0 1 1h8.5a1 1 0 0 0 1-1V10.5"
            }
            Self::Download => {
                "M8 2.75v7.75M4.75 7.25L8 10.5l3.25-3.25M2.75 10.5v1.75a1 1 0 0 0 1 1h8.5a1 1 0 0 0 1-1V10.5"
            }
            Self::Bell => {
                "M8 2.25a3.75 3.75 0 0 1 3.75 3.75c0 3.5 1.5 4.75 1.5 4.75H2.75S4.25 9.5 4.25 6A3.75 3.75 0 0 1 8 2.25zM6.75 13.25a1.4 1.4 0 0 0 2.5 0"
            }
            Self::Chart => "M2.5 13.5h11M4.25 11V8M8 11V3M11.75 11V6",
            Self::Sliders => {
                "M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6M10 3.25a1.75 1.75 0 1 1 0 3.5a1.75 1.75 0 1 1 0-3.5zM6 9.25a1.75 1.75 0 1 1 0 3.5a1.75 1.75 0 1 1 0-3.5z"
            }
            Self::Tray => {
                "M2.25 9l1.9-5.3a1 1 0 0 1 .94-.7h5.82a1 1 0 0 1 .94.7L13.75 9v3.25a1 1 0 0 1-1 1h-9.5a1 1 0 0 1-1-1zM2.25 9h3.5l.75 1.5h3l.75-1.5h3.5"
            }
            Self::Offline => {
                "M2 2l12 12M8 12.5v.1M5.9 10.1a3 3 0 0 1 3-.7M3.8 7.8a6 6 0 0 1 2.5-1.5M1.8 5.6a9 9 0 0 1 2.3-1.6M8.4 6a6 6 0 0 1 3.8 1.8M7 3.2a9 9 0 0 1 7.2 2.4"
            }
            Self::Lock => {
                "M4.25 7h7.5a1 1 0 0 1 1 1v4.5a1 1 0 0 1-1 1h-7.5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2M8 9.75v1"
            }
            Self::Cross => "M4 4l8 8M12 4l-8 8",
        }
    }
}

/// Draws an icon.
#[must_use]
pub fn icon(which: Icon) -> AnyView {
    view! {
        <svg viewBox="0 0 16 16" aria-hidden="true">
            <path d=which.path()></path>
        </svg>
    }
    .into_any()
}
