//! CSV as RFC 4180 has it: CRLF, quotes doubled, UTF-8. With a byte order mark, without which Excel takes it for another encoding.

use super::neutral::neutral;
use super::{Cell, Column};
use std::fmt::Write;

/// Stands before the first line.
pub const BOM: &str = "\u{feff}";

/// The line of headings.
pub fn header(columns: &[Column], out: &mut String) {
    for (i, column) in columns.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        text(&column.title, out);
    }
    out.push_str("\r\n");
}

/// One line.
pub fn row(cells: &[Cell], out: &mut String) {
    for (i, cell) in cells.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        // Writing to a String cannot fail.
        let _ = match cell {
            Cell::Empty => Ok(()),
            Cell::Text(value) => {
                text(value, out);
                Ok(())
            }
            Cell::Whole(n) => write!(out, "{n}"),
            Cell::Number(n) => write!(out, "{n}"),
            // With a space: spreadsheets read it as a date and time then.
            Cell::Time(time) => write!(out, "{}", time.iso().replace('T', " ")),
        };
    }
    out.push_str("\r\n");
}

/// A text, always in quotes: no comma, quote, line break, or separator of another locale can break out. Controls are not text
/// (RFC 4180, `TEXTDATA`): readers end a file at a NUL or a SUB, so the replacement character stands in their place.
fn text(value: &str, out: &mut String) {
    out.push('"');
    for c in neutral(value).chars() {
        match c {
            '"' => out.push_str("\"\""),
            '\t' | '\r' | '\n' => out.push(c),
            c if c.is_control() => out.push(char::REPLACEMENT_CHARACTER),
            c => out.push(c),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ServerTime;
    use crate::export::Kind;
    use crate::export::neutral::{is_formula, tests::CORPUS};
    use proptest::prelude::*;

    /// A reader of its own, after the grammar of RFC 4180.
    fn parse(csv: &str) -> Vec<Vec<String>> {
        let (mut lines, mut line, mut field) = (Vec::new(), Vec::new(), String::new());
        let mut chars = csv.chars().peekable();
        let mut quoted = false;
        while let Some(c) = chars.next() {
            match (quoted, c) {
                (true, '"') if chars.peek() == Some(&'"') => {
                    chars.next();
                    field.push('"');
                }
                (true, '"') => quoted = false,
                (true, c) => field.push(c),
                (false, '"') => quoted = true,
                (false, ',') => line.push(std::mem::take(&mut field)),
                (false, '\r') => {
                    assert_eq!(chars.next(), Some('\n'), "a line ends with CRLF");
                    line.push(std::mem::take(&mut field));
                    lines.push(std::mem::take(&mut line));
                }
                (false, c) => field.push(c),
            }
        }
        assert!(
            !quoted && field.is_empty() && line.is_empty(),
            "the last line is whole"
        );
        lines
    }

    #[test]
    fn a_line_reads_as_it_should() {
        let mut out = String::new();
        header(
            &[
                Column::new("name", "Name", Kind::Text),
                Column::new("n", "Sheets", Kind::Number),
            ],
            &mut out,
        );
        row(
            &[
                Cell::Text("say \"hi\", you".into()),
                Cell::Whole(291),
                Cell::Empty,
                Cell::Number(2.5),
                Cell::Time(ServerTime::parse("2025-11-19T16:23:42").unwrap()),
            ],
            &mut out,
        );
        assert_eq!(
            out,
            "\"Name\",\"Sheets\"\r\n\"say \"\"hi\"\", you\",291,,2.5,2025-11-19 16:23:42\r\n"
        );
    }

    #[test]
    fn s13_no_cell_of_the_corpus_is_a_formula_for_a_spreadsheet() {
        for text in CORPUS {
            let mut out = String::new();
            row(&[Cell::Text(text.to_owned()), Cell::Whole(1)], &mut out);
            let lines = parse(&out);
            assert_eq!(lines.len(), 1, "{text:?} broke out of its line");
            assert_eq!(lines[0].len(), 2, "{text:?} broke out of its cell");
            assert!(!is_formula(&lines[0][0]), "{text:?}");
        }
    }

    #[test]
    fn d21_no_control_character_reaches_a_reader() {
        let mut out = String::new();
        let texts = [
            "a\0b",
            "\0=1+1",
            "end\u{1a}",
            "\u{85}",
            "two\r\nlines\tand a tab",
        ];
        row(&texts.map(|text| Cell::Text(text.to_owned())), &mut out);
        let read = parse(&out).remove(0);
        assert_eq!(
            read,
            [
                "a\u{fffd}b",
                "'\u{fffd}=1+1",
                "end\u{fffd}",
                "\u{fffd}",
                "two\r\nlines\tand a tab"
            ]
        );
    }

    proptest! {
        #[test]
        fn any_text_comes_back_from_its_cell(texts in proptest::collection::vec("[\\PC\r\n\t\",;']{0,12}", 1..5)) {
            let cells: Vec<Cell> = texts.iter().map(|t| Cell::Text(t.clone())).collect();
            let mut out = String::new();
            row(&cells, &mut out);
            row(&cells, &mut out);
            let lines = parse(&out);
            prop_assert_eq!(lines.len(), 2);
            for line in &lines {
                let back: Vec<String> = line.clone();
                let wanted: Vec<String> = texts.iter().map(|t| neutral(t).into_owned()).collect();
                prop_assert_eq!(&back, &wanted);
            }
        }
    }
}
