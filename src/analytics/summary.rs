//! What the batches of a period add up to. Fed one record at a time, so that ten thousand can be added in slices.

use super::figures::Spread;
use super::record::Record;
use crate::domain::{BatchStatus, ServerTime, Strategy};
use crate::domain::{Grain, Period, day_of, hour_of};
use std::collections::HashMap;

/// Reasons that are named; the rest is counted together.
pub const REASONS: usize = 8;

/// What is known of some of the batches: those of a day, or all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figures {
    /// Batches received.
    pub batches: u64,
    /// Those that failed.
    pub failed_batches: u64,
    /// Those that are not at an end.
    pub running: u64,
    /// Sheets of all of them.
    pub sheets: u64,
    /// Sheets that could not be read, out of `judged_sheets`.
    pub failed_sheets: u64,
    /// Sheets of ended batches whose failures the server tells.
    pub judged_sheets: u64,
    /// Seconds between arrival and beginning.
    pub waited: Spread,
    /// Seconds of work.
    pub worked: Spread,
    read_sheets: u64,
    read_ms: u64,
}

impl Figures {
    /// Sheets read per minute of work, over all completed batches; `None` where no work was timed.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn sheets_per_minute(&self) -> Option<f64> {
        (self.read_ms > 0).then(|| self.read_sheets as f64 * 60_000.0 / self.read_ms as f64)
    }

    /// Percent of the judged sheets that could not be read; `None` where nothing could be judged.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
    pub fn failed_percent(&self) -> Option<f64> {
        (self.judged_sheets > 0)
            .then(|| 100.0 * self.failed_sheets as f64 / self.judged_sheets as f64)
    }

    /// Batches that ended well.
    #[must_use]
    pub fn completed(&self) -> u64 {
        self.batches - self.failed_batches - self.running
    }
}

/// Figures that are still being added to.
#[derive(Debug, Clone, Default)]
struct Tally {
    figures: Figures,
    waited: Vec<f64>,
    worked: Vec<f64>,
}

impl Tally {
    #[expect(
        clippy::cast_precision_loss,
        reason = "milliseconds are far below 2^52"
    )]
    fn add(&mut self, record: &Record) {
        let f = &mut self.figures;
        f.batches += 1;
        f.failed_batches += u64::from(record.status == BatchStatus::Failed);
        f.running += u64::from(record.status.is_running());
        let sheets = record.sheets.unwrap_or(0);
        f.sheets += sheets;
        if let (true, Some(failed)) = (record.status.is_terminal(), record.failed) {
            f.judged_sheets += sheets;
            f.failed_sheets += failed.min(sheets);
        }
        self.waited
            .extend(record.waited_ms().map(|ms| ms as f64 / 1_000.0));
        if record.status == BatchStatus::Completed
            && let Some(ms) = record.worked_ms()
        {
            self.worked.push(ms as f64 / 1_000.0);
            if sheets > 0 {
                f.read_sheets += sheets;
                f.read_ms += ms;
            }
        }
    }

    fn finish(self) -> Figures {
        Figures {
            waited: Spread::of(self.waited),
            worked: Spread::of(self.worked),
            ..self.figures
        }
    }
}

/// A reason and how many batches it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// The server's words as they came first; `None`: without any.
    pub text: Option<String>,
    /// Batches.
    pub batches: u64,
}

/// The whole picture of a period.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// First and last day, counted from 1970-01-01.
    pub days: (i64, i64),
    /// How long a bar is.
    pub grain: Grain,
    /// First day of each span, and its figures; without gaps.
    pub spans: Vec<(i64, Figures)>,
    /// All of them together.
    pub all: Figures,
    /// Batches and sheets a strategy; `None`: a word that we do not know.
    pub strategies: Vec<(Option<Strategy>, u64, u64)>,
    /// Why batches failed, the commonest first, at most [`REASONS`].
    pub reasons: Vec<Reason>,
    /// Failed batches with other reasons.
    pub other_reasons: u64,
    /// Batches received in each hour of the day.
    pub hours: [u64; 24],
    /// Batches without a time, which no period can hold.
    pub undated: u64,
}

/// Adds records up.
#[derive(Debug, Clone)]
pub struct Adder {
    days: (i64, i64),
    grain: Grain,
    starts: Vec<i64>,
    spans: Vec<Tally>,
    all: Tally,
    strategies: Vec<(Option<Strategy>, u64, u64)>,
    reasons: HashMap<String, Reason>,
    hours: [u64; 24],
    undated: u64,
}

impl Adder {
    /// For a period that ends `today`. `first_known`: the day of the oldest batch.
    #[must_use]
    pub fn new(period: Period, today: i64, first_known: Option<i64>) -> Self {
        let days = period.span(today, first_known);
        let grain = Grain::for_days(days.1 - days.0 + 1);
        let starts = grain.starts(days.0, days.1);
        Self {
            days,
            grain,
            spans: vec![Tally::default(); starts.len()],
            starts,
            all: Tally::default(),
            strategies: Strategy::ALL
                .iter()
                .map(|strategy| (Some(*strategy), 0, 0))
                .chain([(None, 0, 0)])
                .collect(),
            reasons: HashMap::new(),
            hours: [0; 24],
            undated: 0,
        }
    }

    /// Adds a batch, if it lies in the period. Days and hours are those of the person's clock, to which `own_clock` brings the
    /// server's times, as every other time on the pages.
    pub fn add(&mut self, record: &Record, own_clock: impl Fn(ServerTime) -> ServerTime) {
        let Some(created) = record.created.map(own_clock) else {
            self.undated += 1;
            return;
        };
        let day = day_of(created);
        if day < self.days.0 || day > self.days.1 {
            return;
        }
        self.all.add(record);
        // The last span that begins no later than the day.
        let at = self.starts.partition_point(|start| *start <= day);
        if let Some(span) = at.checked_sub(1).and_then(|at| self.spans.get_mut(at)) {
            span.add(record);
        }
        if let Some(hour) = self.hours.get_mut(hour_of(created)) {
            *hour += 1;
        }
        for (strategy, batches, sheets) in &mut self.strategies {
            if *strategy == record.strategy {
                *batches += 1;
                *sheets += record.sheets.unwrap_or(0);
            }
        }
        if record.status == BatchStatus::Failed {
            let reason = self
                .reasons
                .entry(alike(record.error.as_deref()))
                .or_insert_with(|| Reason {
                    text: record.error.clone(),
                    batches: 0,
                });
            reason.batches += 1;
        }
    }

    /// What it adds up to.
    #[must_use]
    pub fn finish(self) -> Summary {
        let mut reasons: Vec<Reason> = self.reasons.into_values().collect();
        reasons.sort_by(|a, b| b.batches.cmp(&a.batches).then_with(|| a.text.cmp(&b.text)));
        let other_reasons = reasons.iter().skip(REASONS).map(|r| r.batches).sum();
        reasons.truncate(REASONS);
        let mut strategies = self.strategies;
        // The unknown is shown only where there is some.
        strategies.retain(|(strategy, batches, _)| strategy.is_some() || *batches > 0);
        Summary {
            days: self.days,
            grain: self.grain,
            spans: self
                .starts
                .into_iter()
                .zip(self.spans.into_iter().map(Tally::finish))
                .collect(),
            all: self.all.finish(),
            strategies,
            reasons,
            other_reasons,
            hours: self.hours,
            undated: self.undated,
        }
    }
}

/// Reasons that differ only in numbers and in what stands in brackets or quotes are one reason.
fn alike(reason: Option<&str>) -> String {
    let mut out = String::new();
    let mut closing = None;
    for c in reason.unwrap_or_default().chars() {
        match closing {
            Some(end) => {
                if c == end {
                    closing = None;
                }
                continue;
            }
            None => {
                closing = match c {
                    '(' => Some(')'),
                    '"' => Some('"'),
                    '“' => Some('”'),
                    _ => None,
                }
            }
        }
        if !c.is_numeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analytics::record::tests::record;
    use crate::domain::{ServerTime, Strategy};
    use proptest::{option, prop_assert, prop_assert_eq, proptest, strategy::Strategy as _};

    /// The day on which [`record`]s with small minutes were made.
    fn today() -> i64 {
        day_of(record(0, 0).created.unwrap())
    }

    fn sum(period: Period, records: &[Record]) -> Summary {
        let mut adder = Adder::new(period, today(), None);
        records
            .iter()
            .for_each(|record| adder.add(record, |time| time));
        adder.finish()
    }

    #[test]
    fn an_empty_period_has_bars_but_no_figures() {
        let summary = sum(Period::Week, &[]);
        assert_eq!(summary.spans.len(), 7);
        assert_eq!(
            (
                summary.all.batches,
                summary.all.sheets_per_minute(),
                summary.all.failed_percent()
            ),
            (0, None, None)
        );
        assert_eq!(summary.all.waited.median, None);
    }

    #[test]
    fn one_batch_is_counted_once_everywhere() {
        let summary = sum(Period::Week, &[record(1, 0)]);
        let last = &summary.spans[6].1;
        assert_eq!((last.batches, last.sheets, last.completed()), (1, 60, 1));
        assert_eq!(summary.all.sheets_per_minute(), Some(30.0));
        assert_eq!(
            (summary.all.waited.median, summary.all.worked.median),
            (Some(30.0), Some(120.0))
        );
        assert_eq!(summary.all.failed_percent(), Some(0.0));
        assert_eq!(summary.hours.iter().sum::<u64>(), 1);
        assert_eq!(summary.strategies[0], (Some(Strategy::ZipWithQr), 1, 60));
        assert_eq!(summary.strategies.len(), 3);
    }

    #[test]
    fn what_lies_outside_is_left_out_and_what_has_no_time_is_said() {
        let mut undated = record(2, 0);
        undated.created = None;
        let summary = sum(Period::Week, &[record(1, -60 * 24 * 30), undated]);
        assert_eq!((summary.all.batches, summary.undated), (0, 1));
    }

    #[test]
    fn b3_days_and_hours_are_those_of_the_persons_clock() {
        let one = record(1, 0);
        let created = one.created.unwrap().wall_millis();
        let hours_ahead = |hours: i64| {
            let mut adder = Adder::new(Period::Week, today() + 1, None);
            adder.add(&one, |time| {
                ServerTime::from_wall_millis(time.wall_millis() + hours * 3_600_000)
            });
            adder.finish()
        };
        let hour = hour_of(ServerTime::from_wall_millis(created));
        let (same, seven) = (hours_ahead(0), hours_ahead(7));
        assert_eq!((same.hours[hour], seven.hours[(hour + 7) % 24]), (1, 1));
        let day_of = |summary: &Summary| summary.spans.iter().position(|span| span.1.batches > 0);
        assert_eq!(day_of(&hours_ahead(24)), day_of(&same).map(|day| day + 1));
    }

    #[test]
    fn reasons_that_differ_in_names_and_numbers_are_one() {
        let failed = |n: u32, error: Option<&str>| Record {
            status: BatchStatus::Failed,
            error: error.map(str::to_owned),
            ..record(n, 0)
        };
        let summary = sum(
            Period::Week,
            &[
                failed(1, Some("The first page (0001.jpg) is not a cover sheet.")),
                failed(2, Some("The first page (0917.jpg) is not a cover sheet.")),
                failed(3, None),
                failed(4, Some("No sheets were created")),
            ],
        );
        assert_eq!(summary.reasons[0].batches, 2);
        assert_eq!(summary.reasons.len(), 3);
        assert_eq!(summary.all.failed_batches, 4);
    }

    #[test]
    fn more_reasons_than_shown_are_counted_together() {
        let records: Vec<Record> = (0..12_u8)
            .map(|n| Record {
                status: BatchStatus::Failed,
                error: Some(char::from(b'a' + n).to_string()),
                ..record(u32::from(n), 0)
            })
            .collect();
        let summary = sum(Period::Week, &records);
        assert_eq!((summary.reasons.len(), summary.other_reasons), (REASONS, 4));
    }

    fn any_record() -> impl proptest::strategy::Strategy<Value = Record> {
        (
            0u32..9_999,
            -60_000i64..10,
            0usize..7,
            option::of(0u64..500),
            option::of(0u64..900),
            0i64..9_000,
            -50i64..9_000,
        )
            .prop_map(|(n, minute, status, sheets, failed, wait, work)| {
                let base = record(n, minute);
                let created = base.created.unwrap().wall_millis();
                let started = created + wait * 1_000;
                Record {
                    status: BatchStatus::KNOWN
                        .get(status)
                        .cloned()
                        .unwrap_or(BatchStatus::Unknown("x".into())),
                    sheets,
                    failed,
                    started: (wait % 7 != 0).then(|| ServerTime::from_wall_millis(started)),
                    completed: (work % 5 != 0)
                        .then(|| ServerTime::from_wall_millis(started + work * 1_000)),
                    ..base
                }
            })
    }

    proptest! {
        #[test]
        fn the_parts_add_up_to_the_whole(records in proptest::collection::vec(any_record(), 0..120), choice in 0usize..5) {
            let period = Period::CHOICES[choice];
            let first = records.iter().filter_map(|r| r.created).map(day_of).min();
            let mut adder = Adder::new(period, today(), first);
            records.iter().for_each(|record| adder.add(record, |time| time));
            let summary = adder.finish();
            let spans = || summary.spans.iter().map(|(_, figures)| figures);
            prop_assert_eq!(spans().map(|f| f.batches).sum::<u64>(), summary.all.batches);
            prop_assert_eq!(spans().map(|f| f.sheets).sum::<u64>(), summary.all.sheets);
            prop_assert_eq!(spans().map(|f| f.failed_sheets).sum::<u64>(), summary.all.failed_sheets);
            prop_assert_eq!(spans().map(|f| f.waited.count).sum::<usize>(), summary.all.waited.count);
            prop_assert_eq!(summary.hours.iter().sum::<u64>(), summary.all.batches);
            prop_assert_eq!(summary.strategies.iter().map(|s| s.1).sum::<u64>(), summary.all.batches);
            prop_assert_eq!(
                summary.reasons.iter().map(|r| r.batches).sum::<u64>() + summary.other_reasons,
                summary.all.failed_batches
            );
            for figures in spans().chain([&summary.all]) {
                prop_assert!(figures.failed_sheets <= figures.judged_sheets);
                prop_assert!(figures.failed_percent().is_none_or(|p| (0.0..=100.0).contains(&p)));
                prop_assert!(figures.sheets_per_minute().is_none_or(|s| s.is_finite() && s >= 0.0));
                prop_assert!(figures.completed() <= figures.batches);
                prop_assert!(figures.waited.median <= figures.waited.p95);
            }
        }

        #[test]
        fn the_order_of_records_does_not_matter(mut records in proptest::collection::vec(any_record(), 0..60)) {
            let one = sum(Period::Month, &records);
            records.reverse();
            let other = sum(Period::Month, &records);
            prop_assert_eq!(one.all, other.all);
            prop_assert_eq!(one.spans, other.spans);
        }
    }
}
