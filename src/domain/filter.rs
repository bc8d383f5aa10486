//! What the list shows: one of four tabs, narrowed by words that a person chose. Which rows fit is decided here, so that
//! a filter means the same whether the server applies it or the console does.

use super::name::holds;
use super::{Batch, BatchStatus, ServerTime, Strategy};

/// The four views above the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Tab {
    /// Everything.
    #[default]
    All,
    /// The server has not finished.
    InProgress,
    /// Failed, or completed with sheets that failed.
    Attention,
    /// Completed, with or without failed sheets.
    Completed,
}

impl Tab {
    /// All four, in the order in which they are shown.
    pub const ALL: [Self; 4] = [
        Self::All,
        Self::InProgress,
        Self::Attention,
        Self::Completed,
    ];

    /// Whether a batch belongs here. Where the row does not tell how many sheets failed, a completed batch needs no attention
    /// as far as anyone knows.
    #[must_use]
    pub fn holds(self, batch: &Batch) -> bool {
        match self {
            Self::All => true,
            Self::InProgress => AT_WORK.contains(&batch.status),
            Self::Attention => match batch.status {
                BatchStatus::Failed => true,
                BatchStatus::Completed => batch.failed.is_some_and(|failed| failed > 0),
                _ => false,
            },
            Self::Completed => batch.status == BatchStatus::Completed,
        }
    }
}

/// The words of a batch that the server is at work on.
pub const AT_WORK: [BatchStatus; 4] = [
    BatchStatus::Uploaded,
    BatchStatus::Validating,
    BatchStatus::Processing,
    BatchStatus::Reprocessing,
];

/// A day of the calendar, counted from 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

impl Day {
    /// Reads `YYYY-MM-DD`, as date fields write it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let midnight = ServerTime::parse(&format!("{text}T00:00:00"))?;
        let day = Self(midnight.wall_millis().div_euclid(DAY_MS));
        // A 31st of February is a number but no day.
        (day.iso() == text).then_some(day)
    }

    /// Reads what a person has put into a date field, or an address: a year of the Buddhist era is the year of the common era
    /// 543 years before. `None` for years before this system, which a field says while "2026" is typed: 0002, 0020, 0202.
    #[must_use]
    pub fn of_person(text: &str) -> Option<Self> {
        let (year, rest) = text.split_once('-')?;
        let year = match year.parse::<u32>().ok()? {
            buddhist @ 2400.. => buddhist - 543,
            year => year,
        };
        if year < 2000 {
            return None;
        }
        let day = Self::parse(&format!("{year:04}-{rest}"));
        // The fields of browsers know no 29 February of a Buddhist leap year, but an address may.
        day.or_else(|| Self::parse(&format!("{year:04}-02-28")).filter(|_| rest == "02-29"))
    }

    /// `YYYY-MM-DD`.
    #[must_use]
    pub fn iso(self) -> String {
        let mut text = ServerTime::from_wall_millis(self.0 * DAY_MS).iso();
        text.truncate("YYYY-MM-DD".len());
        text
    }

    /// Its first millisecond on a wall clock.
    #[must_use]
    pub fn start_ms(self) -> i64 {
        self.0 * DAY_MS
    }
}

const DAY_MS: i64 = 86_400_000;

/// Longest text that is looked for, in characters: file names are not longer.
pub const TEXT_LIMIT: usize = 100;

/// What narrows the list. The default shows everything.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Filter {
    /// The tab.
    pub tab: Tab,
    /// One word; with it the tab is [`Tab::All`].
    pub status: Option<BatchStatus>,
    /// Part of the file name, without outer spaces, at most [`TEXT_LIMIT`] characters.
    pub name: String,
    /// Part of the uploader's name; likewise.
    pub uploader: String,
    /// The upload's type.
    pub strategy: Option<Strategy>,
    /// Uploaded on this day or later.
    pub from: Option<Day>,
    /// Uploaded on this day or earlier.
    pub to: Option<Day>,
}

/// A question that the server's list can answer.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Ask {
    /// One word.
    pub status: Option<BatchStatus>,
    /// Part of the file name; only where the deployment can search.
    pub name: String,
    /// Part of the uploader's name; likewise.
    pub uploader: String,
}

/// Where the rows of a filter come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The server applies the whole filter: one question a page.
    Server(Ask),
    /// The server can only narrow it: the answers to these questions are read to their end, and each row is looked at.
    Read(Vec<Ask>),
}

impl Filter {
    /// Nothing is left out.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        *self == Self::default()
    }

    /// Something besides the tab narrows the list.
    #[must_use]
    pub fn is_narrowed(&self) -> bool {
        *self != Self::of_tab(self.tab)
    }

    /// A tab with nothing else.
    #[must_use]
    pub fn of_tab(tab: Tab) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// Where the rows come from. `search`: the deployment's list takes names (config `extensions.search`).
    #[must_use]
    pub fn source(&self, search: bool) -> Source {
        let text = |text: &String| if search { text.clone() } else { String::new() };
        let ask = |status: Option<BatchStatus>| Ask {
            status,
            name: text(&self.name),
            uploader: text(&self.uploader),
        };
        let statuses: Vec<Option<BatchStatus>> = match (&self.status, self.tab) {
            (Some(status), _) => vec![Some(status.clone())],
            (None, Tab::All) => vec![None],
            (None, Tab::Completed) => vec![Some(BatchStatus::Completed)],
            (None, Tab::InProgress) => AT_WORK.map(Some).to_vec(),
            (None, Tab::Attention) => vec![Some(BatchStatus::Failed), Some(BatchStatus::Completed)],
        };
        let texts_done = search || (self.name.is_empty() && self.uploader.is_empty());
        let rest_done = self.strategy.is_none() && self.from.is_none() && self.to.is_none();
        match statuses.as_slice() {
            [one] if texts_done && rest_done => Source::Server(ask(one.clone())),
            _ => Source::Read(statuses.into_iter().map(ask).collect()),
        }
    }

    /// Whether a row fits. `shift_ms`: what the person's clock is ahead of the server's, so that a day is the day that is shown.
    #[must_use]
    pub fn fits(&self, batch: &Batch, shift_ms: i64) -> bool {
        let created = batch.created.map(|time| time.wall_millis() + shift_ms);
        let within = |fits: &dyn Fn(i64) -> bool| created.is_some_and(fits);
        self.tab.holds(batch)
            && self
                .status
                .as_ref()
                .is_none_or(|status| *status == batch.status)
            && self
                .strategy
                .is_none_or(|kind| batch.strategy == Some(kind))
            && holds(&batch.name, &self.name)
            && holds(
                batch.username.as_deref().unwrap_or_default(),
                &self.uploader,
            )
            && self
                .from
                .is_none_or(|day| within(&|at| at >= day.start_ms()))
            && self
                .to
                .is_none_or(|day| within(&|at| at < day.start_ms() + DAY_MS))
    }

    /// Whether the server has left a part of the question aside: it was asked for names, and gives rows of others.
    #[must_use]
    pub fn is_ignored_by(&self, rows: &[Batch]) -> bool {
        let fits = |row: &Batch| {
            let uploader = row.username.as_deref();
            // A row that names nobody may be anybody's.
            let by = uploader.is_none_or(|uploader| holds(uploader, &self.uploader));
            by && holds(&row.name, &self.name)
        };
        !rows.iter().all(fits)
    }

    /// Rows older than this, on the server's wall clock in milliseconds, cannot fit: the list is newest first.
    #[must_use]
    pub fn oldest_ms(&self, shift_ms: i64) -> Option<i64> {
        self.from.map(|day| day.start_ms() - shift_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::BatchId;

    pub(super) fn batch(status: BatchStatus) -> Batch {
        Batch {
            id: BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
            name: "117-Physics.zip".into(),
            strategy: Some(Strategy::ZipWithQr),
            sheets: Some(51),
            created: ServerTime::parse("2026-11-20T23:30:00"),
            username: Some("araya".into()),
            ..Batch::sample(0, status)
        }
    }

    #[test]
    fn tabs_hold_what_their_names_say() {
        let held = |batch: &Batch| Tab::ALL.map(|tab| tab.holds(batch));
        for status in AT_WORK {
            assert_eq!(held(&batch(status)), [true, true, false, false]);
        }
        let mut done = batch(BatchStatus::Completed);
        assert_eq!(
            held(&done),
            [true, false, false, true],
            "nobody knows of a failed sheet"
        );
        done.failed = Some(2);
        assert_eq!(held(&done), [true, false, true, true]);
        assert_eq!(
            held(&batch(BatchStatus::Failed)),
            [true, false, true, false]
        );
        let odd = batch(BatchStatus::from_wire("archived"));
        assert_eq!(held(&odd), [true, false, false, false]);
    }

    #[test]
    fn every_part_of_a_filter_counts() {
        let row = batch(BatchStatus::Completed);
        let fits = |change: &dyn Fn(&mut Filter)| {
            let mut filter = Filter::default();
            change(&mut filter);
            filter.fits(&row, 0)
        };
        assert!(fits(&|f| f.name = "physics".into()));
        assert!(!fits(&|f| f.name = "history".into()));
        assert!(fits(&|f| f.uploader = "ARA".into()));
        assert!(!fits(&|f| f.uploader = "staff".into()));
        assert!(fits(&|f| f.strategy = Some(Strategy::ZipWithQr)));
        assert!(!fits(&|f| f.strategy = Some(Strategy::Images)));
        assert!(fits(&|f| f.status = Some(BatchStatus::Completed)));
        assert!(!fits(&|f| f.status = Some(BatchStatus::Failed)));
        assert!(fits(&|f| f.from = Day::parse("2026-11-20")));
        assert!(!fits(&|f| f.from = Day::parse("2026-11-21")));
        assert!(fits(&|f| f.to = Day::parse("2026-11-20")));
        assert!(!fits(&|f| f.to = Day::parse("2026-11-19")));
    }

    #[test]
    fn b19_a_server_that_does_not_search_is_found_out_by_its_rows() {
        let rows = [batch(BatchStatus::Completed)];
        let asked = |name: &str, uploader: &str| Filter {
            name: name.into(),
            uploader: uploader.into(),
            ..Filter::default()
        };
        assert!(!asked("physics", "ara").is_ignored_by(&rows));
        assert!(asked("history", "").is_ignored_by(&rows));
        assert!(asked("", "staff").is_ignored_by(&rows));
        let mut nameless = rows[0].clone();
        nameless.username = None;
        assert!(!asked("", "staff").is_ignored_by(&[nameless]));
        assert!(!asked("history", "").is_ignored_by(&[]));
    }

    #[test]
    fn a_day_is_the_day_that_is_shown() {
        let row = batch(BatchStatus::Completed);
        let on = |day: &str| Filter {
            from: Day::parse(day),
            to: Day::parse(day),
            ..Filter::default()
        };
        // 23:30 on the server's clock is 06:30 of the next day where the person sits.
        assert!(on("2026-11-20").fits(&row, 0));
        assert!(on("2026-11-21").fits(&row, 7 * 3_600_000));
        assert!(!on("2026-11-20").fits(&row, 7 * 3_600_000));
        let mut unknown = row;
        unknown.created = None;
        assert!(
            !on("2026-11-20").fits(&unknown, 0),
            "without a time it is on no day"
        );
    }

    #[test]
    fn days_are_read_as_date_fields_write_them() {
        assert_eq!(
            Day::parse("2026-11-25").map(Day::iso).as_deref(),
            Some("2026-11-25")
        );
        for text in [
            "",
            "2026-02-31",
            "2026-13-01",
            "25.11.2026",
            "2026-1-1",
            "2026-11-25T00:00:00",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }

    #[test]
    fn d13_a_buddhist_year_is_the_same_day() {
        let read = |text: &str| Day::of_person(text).map(Day::iso);
        for (typed, day) in [
            ("2569-11-28", Some("2026-11-28")),
            ("2026-11-28", Some("2026-11-28")),
            // 2024 and 2567 are the same leap year; only one of the two numbers is one by itself.
            ("2567-02-29", Some("2024-02-29")),
            ("2572-02-29", Some("2029-02-28")),
            ("0002-11-28", None),
            ("0256-11-28", None),
            ("2569-13-01", None),
            ("", None),
        ] {
            assert_eq!(read(typed).as_deref(), day, "{typed}");
        }
    }

    #[test]
    fn the_server_is_asked_for_what_it_can_do() {
        let everything = Filter::default();
        assert_eq!(everything.source(false), Source::Server(Ask::default()));
        let completed = Filter::of_tab(Tab::Completed);
        assert!(matches!(
            completed.source(false),
            Source::Server(Ask {
                status: Some(BatchStatus::Completed),
                ..
            })
        ));
        let named = Filter {
            name: "physics".into(),
            ..Filter::default()
        };
        assert_eq!(named.source(false), Source::Read(vec![Ask::default()]));
        assert!(
            matches!(named.source(true), Source::Server(Ask { name, .. }) if name == "physics")
        );
        let attention = Filter::of_tab(Tab::Attention);
        assert!(matches!(attention.source(true), Source::Read(asks) if asks.len() == 2));
        let running = Filter::of_tab(Tab::InProgress);
        assert!(matches!(running.source(true), Source::Read(asks) if asks.len() == 4));
        let typed = Filter {
            strategy: Some(Strategy::Images),
            name: "x".into(),
            ..Filter::default()
        };
        assert!(matches!(typed.source(true), Source::Read(asks) if asks[0].name == "x"));
    }
}
