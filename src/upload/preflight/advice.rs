//! From a report to what the person is told: points that need a look, notes, and what would mend them. The findings come with
//! the report; here the chosen strategy, the typed task id and earlier batches are added.

use super::Like;
use crate::domain::{Strategy, TaskId};
use preflight::report::{Cover, Finding, Report};
use preflight::settings::Settings;
use preflight::verdict::{Gravity, Verdict};

/// What the form holds.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// The chosen strategy.
    pub strategy: Strategy,
    /// The task id as typed.
    pub typed: &'a str,
    /// The office's rules.
    pub settings: &'a Settings,
    /// A batch that looks like the file.
    pub like: Option<&'a Like>,
    /// A file with the same scans that is chosen or sent already.
    pub twin: Option<&'a Twin>,
}

/// A file that holds the same scans, whatever its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// On the list before it. Its name: foreign text.
    Chosen(String),
    /// Among the uploads. Its name: foreign text.
    Uploading(String),
}

/// One thing to look at.
#[derive(Debug, Clone, PartialEq)]
pub enum Point {
    /// Found in the file.
    Found(Finding),
    /// "With QR codes" is chosen, and the first page has none.
    NoCode,
    /// "With QR codes" is chosen, and the first page's code holds no task id. Foreign text.
    OtherCode(String),
    /// "Without QR codes" is chosen, and the first page is the cover of this task.
    CodeUnused(String),
    /// The typed task id is another one than the code's.
    TaskDiffers {
        /// As typed.
        typed: String,
        /// In the code.
        found: String,
    },
    /// A batch looks like it.
    Like(Like),
    /// The same scans are chosen or sent already.
    Twin(Twin),
}

/// What would mend a point, in one click.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Offer {
    /// Choose this strategy.
    Strategy(Strategy),
    /// Fill in this task id.
    TaskId(String),
}

/// The verdict with its reasons.
#[derive(Debug, Clone, PartialEq)]
pub struct Advice {
    /// Ready, points to check, or certain to fail.
    pub verdict: Verdict,
    /// Its reasons, the gravest first.
    pub points: Vec<Point>,
    /// Good to know.
    pub notes: Vec<Finding>,
}

/// Judges a report under what the form holds.
#[must_use]
pub fn advise(report: &Report, asked: Asked<'_>) -> Advice {
    let more = more_points(report, asked);
    let verdict = report.verdict(more.len());
    let (notes, findings): (Vec<_>, Vec<_>) = report
        .findings
        .iter()
        .cloned()
        .partition(|finding| finding.kind.gravity() == Gravity::Note);
    let found = findings.into_iter().map(Point::Found);
    let points = match verdict {
        // What cannot be processed need not be mended otherwise.
        Verdict::Impossible => found.collect(),
        _ => more.into_iter().chain(found).collect(),
    };
    Advice {
        verdict,
        points,
        notes,
    }
}

fn more_points(report: &Report, asked: Asked<'_>) -> Vec<Point> {
    let mut points = Vec::new();
    let typed = TaskId::parse(asked.typed).ok();
    let differs = |found: &String| {
        let typed = typed.as_ref()?.as_str();
        let known = typed == found || report.tasks.iter().any(|task| task.id == typed);
        (!known).then(|| Point::TaskDiffers {
            typed: typed.to_owned(),
            found: found.clone(),
        })
    };
    match (asked.strategy, &report.cover) {
        (Strategy::ZipWithQr, Cover::NoCode) if asked.settings.cover_first => {
            points.push(Point::NoCode);
        }
        (Strategy::ZipWithQr, Cover::OtherCode(text)) if asked.settings.cover_first => {
            points.push(Point::OtherCode(text.clone()));
        }
        (Strategy::ZipWithoutQr, Cover::Task(found)) => {
            points.push(differs(found).unwrap_or_else(|| Point::CodeUnused(found.clone())));
        }
        (Strategy::Images, Cover::Task(found)) => points.extend(differs(found)),
        _ => {}
    }
    // The batch says more than the upload that made it.
    let known = asked.like.filter(|like| like.same_content);
    points.extend(
        asked
            .twin
            .filter(|_| known.is_none())
            .cloned()
            .map(Point::Twin),
    );
    points.extend(asked.like.cloned().map(Point::Like));
    points
}

impl Point {
    /// What would mend it.
    #[must_use]
    pub fn offers(&self, strategy: Strategy) -> Vec<Offer> {
        match self {
            Self::NoCode | Self::OtherCode(_) => vec![Offer::Strategy(Strategy::ZipWithoutQr)],
            Self::CodeUnused(_) => vec![Offer::Strategy(Strategy::ZipWithQr)],
            Self::TaskDiffers { found, .. } => {
                let task = Offer::TaskId(found.clone());
                match strategy {
                    Strategy::Images => vec![task],
                    _ => vec![Offer::Strategy(Strategy::ZipWithQr), task],
                }
            }
            Self::Found(_) | Self::Like(_) | Self::Twin(_) => Vec::new(),
        }
    }
}

/// The strategy to be chosen for somebody who has not chosen one: images, if nothing but images came.
#[must_use]
pub fn propose<'a>(names: impl Iterator<Item = &'a str>) -> Option<Strategy> {
    let mut any = false;
    for name in names {
        let extension = name.rsplit_once('.').map_or("", |(_, e)| e);
        let image = ["jpg", "jpeg", "png"]
            .iter()
            .any(|e| extension.eq_ignore_ascii_case(e));
        if !image {
            return None;
        }
        any = true;
    }
    any.then_some(Strategy::Images)
}

#[cfg(test)]
mod tests {
    use super::*;
    use preflight::report::{Kind, Task};

    fn with_cover(cover: Cover) -> Report {
        let tasks = match &cover {
            Cover::Task(id) => vec![Task {
                id: id.clone(),
                sheets: 32,
            }],
            _ => Vec::new(),
        };
        Report {
            cover,
            tasks,
            ..Report::default()
        }
    }

    fn points(report: &Report, strategy: Strategy, typed: &str) -> Vec<Point> {
        let settings = Settings::default();
        advise(
            report,
            Asked {
                strategy,
                typed,
                settings: &settings,
                like: None,
                twin: None,
            },
        )
        .points
    }

    #[test]
    fn a_code_or_none_must_fit_the_strategy_and_the_switch_is_offered() {
        let (code, none) = (
            with_cover(Cover::Task("11700111".into())),
            with_cover(Cover::NoCode),
        );
        assert_eq!(points(&code, Strategy::ZipWithQr, ""), []);
        assert_eq!(points(&none, Strategy::ZipWithoutQr, "11700111"), []);
        let missing = points(&none, Strategy::ZipWithQr, "");
        assert_eq!(missing, [Point::NoCode]);
        assert_eq!(
            missing[0].offers(Strategy::ZipWithQr),
            [Offer::Strategy(Strategy::ZipWithoutQr)]
        );
        let unused = points(&code, Strategy::ZipWithoutQr, "1170 0111");
        assert_eq!(unused, [Point::CodeUnused("11700111".into())]);
        assert_eq!(
            unused[0].offers(Strategy::ZipWithoutQr),
            [Offer::Strategy(Strategy::ZipWithQr)]
        );
    }

    #[test]
    fn a_typed_task_id_that_contradicts_the_code_is_told() {
        let code = with_cover(Cover::Task("11700111".into()));
        let differs = Point::TaskDiffers {
            typed: "11700112".into(),
            found: "11700111".into(),
        };
        for strategy in [Strategy::ZipWithoutQr, Strategy::Images] {
            assert_eq!(
                points(&code, strategy, "11700112"),
                std::slice::from_ref(&differs)
            );
        }
        assert_eq!(points(&code, Strategy::Images, "11700111"), []);
        assert_eq!(
            points(&code, Strategy::Images, "117"),
            [],
            "not typed to its end"
        );
        assert!(
            differs
                .offers(Strategy::Images)
                .contains(&Offer::TaskId("11700111".into()))
        );
    }

    #[test]
    fn an_office_may_begin_without_a_cover() {
        let settings = Settings {
            cover_first: false,
            ..Settings::default()
        };
        let asked = Asked {
            strategy: Strategy::ZipWithQr,
            typed: "",
            settings: &settings,
            like: None,
            twin: None,
        };
        assert_eq!(
            advise(&with_cover(Cover::NoCode), asked).verdict,
            Verdict::Ready
        );
    }

    #[test]
    fn what_cannot_be_processed_is_told_alone() {
        let mut report = with_cover(Cover::NoCode);
        report.findings = vec![Finding {
            kind: Kind::Encrypted,
            count: 3,
            entries: Vec::new(),
        }];
        let settings = Settings::default();
        let asked = Asked {
            strategy: Strategy::ZipWithQr,
            typed: "",
            settings: &settings,
            like: None,
            twin: None,
        };
        let advice = advise(&report, asked);
        assert_eq!(
            (advice.verdict, advice.points.len()),
            (Verdict::Impossible, 1)
        );
    }

    #[test]
    fn c7_the_same_scans_twice_are_a_point() {
        let settings = Settings::default();
        let twin = Twin::Chosen("copy.zip".into());
        let like = Like {
            batch: crate::domain::BatchId::parse("3f2504e0-4f89-41d3-9a0c-0305e82c3301").unwrap(),
            by: None,
            created: None,
            failed: false,
            same_content: true,
        };
        let with = |like: Option<&Like>, twin: Option<&Twin>| {
            let asked = Asked {
                strategy: Strategy::ZipWithQr,
                typed: "",
                settings: &settings,
                like,
                twin,
            };
            advise(&with_cover(Cover::Task("11700111".into())), asked).points
        };
        assert_eq!(with(None, Some(&twin)), [Point::Twin(twin.clone())]);
        assert_eq!(with(Some(&like), Some(&twin)), [Point::Like(like.clone())]);
        let name_alone = Like {
            same_content: false,
            ..like
        };
        assert_eq!(with(Some(&name_alone), Some(&twin)).len(), 2);
    }

    #[test]
    fn images_alone_choose_their_strategy() {
        assert_eq!(
            propose(["a.jpg", "b.PNG"].into_iter()),
            Some(Strategy::Images)
        );
        assert_eq!(propose(["a.jpg", "b.zip"].into_iter()), None);
        assert_eq!(propose(std::iter::empty()), None);
    }
}
