//! A report on its way from the worker to the page: JSON, written and read field by field, which is smaller than derived code.

use serde_json::{Value, json};

use crate::report::{Cover, FileKind, Finding, Fingerprint, Kind, Report, Search, Task};

const FILE_KINDS: [FileKind; 10] = [
    FileKind::Jpeg,
    FileKind::Png,
    FileKind::Tiff,
    FileKind::OtherImage,
    FileKind::Pdf,
    FileKind::Rar,
    FileKind::SevenZip,
    FileKind::Gzip,
    FileKind::Zip,
    FileKind::Unknown,
];

/// As text.
#[must_use]
pub fn to_text(report: &Report) -> String {
    let findings: Vec<Value> = report
        .findings
        .iter()
        .map(|f| {
            let (kind, file) = of_kind(f.kind);
            json!([kind, file, f.count, f.entries])
        })
        .collect();
    let (cover, code) = match &report.cover {
        Cover::Pending => (0, ""),
        Cover::NotRead => (1, ""),
        Cover::NoCode => (2, ""),
        Cover::OtherCode(text) => (3, text.as_str()),
        Cover::Task(id) => (4, id.as_str()),
    };
    let search = match report.search {
        Search::Running => 0,
        Search::Complete => 1,
        Search::Partial => 2,
    };
    let tasks: Vec<Value> = report
        .tasks
        .iter()
        .map(|task| json!([task.id, task.sheets]))
        .collect();
    let print = report
        .fingerprint
        .map(|print| json!([hex(&print.content), hex(&print.layout)]));
    json!([
        [
            report.entries,
            report.sheets,
            report.folders,
            report.unpacked,
            report.bytes_read
        ],
        findings,
        [cover, code],
        tasks,
        search,
        print,
    ])
    .to_string()
}

/// What [`to_text`] has written; `None`: anything else.
#[must_use]
pub fn from_text(text: &str) -> Option<Report> {
    let value: Value = serde_json::from_str(text).ok()?;
    let number = |at: usize| value[0][at].as_u64();
    let code = || value[2][1].as_str().map(str::to_owned);
    Some(Report {
        entries: number(0)?,
        sheets: number(1)?,
        folders: number(2)?,
        unpacked: number(3)?,
        bytes_read: number(4)?,
        findings: value[1]
            .as_array()?
            .iter()
            .map(finding)
            .collect::<Option<_>>()?,
        cover: match value[2][0].as_u64()? {
            0 => Cover::Pending,
            1 => Cover::NotRead,
            2 => Cover::NoCode,
            3 => Cover::OtherCode(code()?),
            4 => Cover::Task(code()?),
            _ => return None,
        },
        tasks: value[3]
            .as_array()?
            .iter()
            .map(task)
            .collect::<Option<_>>()?,
        search: match value[4].as_u64()? {
            0 => Search::Running,
            1 => Search::Complete,
            2 => Search::Partial,
            _ => return None,
        },
        fingerprint: match &value[5] {
            Value::Null => None,
            print => Some(Fingerprint {
                content: unhex(print[0].as_str()?)?,
                layout: unhex(print[1].as_str()?)?,
            }),
        },
    })
}

fn of_kind(kind: Kind) -> (usize, usize) {
    let file = match kind {
        Kind::NotAZip(file) => FILE_KINDS.iter().position(|f| *f == file),
        _ => None,
    };
    let same = |k: &Kind| std::mem::discriminant(k) == std::mem::discriminant(&kind);
    // Every kind is in the list (tested).
    (
        Kind::ALL.iter().position(same).unwrap_or(Kind::ALL.len()),
        file.unwrap_or(0),
    )
}

fn finding(value: &Value) -> Option<Finding> {
    let at = |n: usize| usize::try_from(value[n].as_u64()?).ok();
    let kind = match *Kind::ALL.get(at(0)?)? {
        Kind::NotAZip(_) => Kind::NotAZip(*FILE_KINDS.get(at(1)?)?),
        kind => kind,
    };
    let entries = value[3].as_array()?.iter();
    Some(Finding {
        kind,
        count: value[2].as_u64()?,
        entries: entries
            .map(|name| name.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
    })
}

fn task(value: &Value) -> Option<Task> {
    Some(Task {
        id: value[0].as_str()?.to_owned(),
        sheets: value[1].as_u64()?,
    })
}

/// 64 lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8; 32]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [byte >> 4, byte & 15])
        .map(|nibble| char::from(DIGITS[usize::from(nibble)]))
        .collect()
}

/// The bytes of 64 hexadecimal digits.
#[must_use]
pub fn unhex(text: &str) -> Option<[u8; 32]> {
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn reports() -> impl Strategy<Value = Report> {
        let kind =
            (0..Kind::ALL.len(), 0..FILE_KINDS.len()).prop_map(|(k, f)| match Kind::ALL[k] {
                Kind::NotAZip(_) => Kind::NotAZip(FILE_KINDS[f]),
                kind => kind,
            });
        let finding = (
            kind,
            any::<u64>(),
            proptest::collection::vec(".{0,9}", 0..3),
        )
            .prop_map(|(kind, count, entries)| Finding {
                kind,
                count,
                entries,
            });
        let cover = prop_oneof![
            Just(Cover::Pending),
            Just(Cover::NotRead),
            Just(Cover::NoCode),
            ".{0,9}".prop_map(Cover::OtherCode),
            "[0-9]{8}".prop_map(Cover::Task),
        ];
        let task = ("[0-9]{8}", any::<u64>()).prop_map(|(id, sheets)| Task { id, sheets });
        let search = prop_oneof![
            Just(Search::Running),
            Just(Search::Complete),
            Just(Search::Partial)
        ];
        let print = proptest::option::of(
            (any::<[u8; 32]>(), any::<[u8; 32]>())
                .prop_map(|(content, layout)| Fingerprint { content, layout }),
        );
        (
            any::<[u64; 5]>(),
            proptest::collection::vec(finding, 0..4),
            cover,
            proptest::collection::vec(task, 0..3),
            search,
            print,
        )
            .prop_map(|(n, findings, cover, tasks, search, fingerprint)| Report {
                entries: n[0],
                sheets: n[1],
                folders: n[2],
                unpacked: n[3],
                bytes_read: n[4],
                findings,
                cover,
                tasks,
                search,
                fingerprint,
            })
    }

    proptest! {
        #[test]
        fn a_report_arrives_as_it_was_sent(report in reports()) {
            prop_assert_eq!(from_text(&to_text(&report)), Some(report));
        }

        #[test]
        fn nothing_else_is_taken_for_a_report(text in ".{0,40}") {
            prop_assert_eq!(from_text(&text), None);
        }
    }

    #[test]
    fn every_kind_has_its_number() {
        for (at, kind) in Kind::ALL.iter().enumerate() {
            assert_eq!(of_kind(*kind).0, at);
        }
        assert_eq!(
            from_text("[[1,2,3,4,5],[[99,0,0,[]]],[0,\"\"],[],0,null]"),
            None
        );
    }
}
