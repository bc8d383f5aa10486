//! Writes a workbook of one sheet: bold, frozen headings with a filter, widths after the content, dates as dates.

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use crate::protocol::{Cell, Column, Kind};

/// Longest text of a cell that Excel takes, in characters ("Excel specifications and limits").
const LONGEST_TEXT: usize = 32_767;
/// Longest name of a sheet, in characters (the same).
const LONGEST_NAME: usize = 31;
/// Columns get no wider than this, in characters.
const WIDEST: usize = 60;
/// ISO dates: nobody can mistake day and month.
const TIME_FORMAT: &str = "yyyy-mm-dd hh:mm:ss";
/// Width of a date in that format.
const TIME_WIDTH: usize = 19;

/// A workbook that is being written.
pub struct Writer {
    sheet: Worksheet,
    columns: Vec<Column>,
    widths: Vec<usize>,
    time: Format,
    next_row: u32,
}

impl Writer {
    /// Begins a sheet.
    ///
    /// # Errors
    /// What cannot be in a workbook, such as more columns than there are letters for.
    pub fn begin(name: &str, columns: Vec<Column>) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(sheet_name(name))?;
        let bold = Format::new().set_bold();
        let mut widths = Vec::with_capacity(columns.len());
        for (at, column) in (0_u16..).zip(&columns) {
            sheet.write_string_with_format(0, at, &column.title, &bold)?;
            let content = if column.kind == Kind::Time {
                TIME_WIDTH
            } else {
                0
            };
            // The filter's arrow stands beside the heading.
            widths.push(content.max(column.title.chars().count() + 3));
        }
        sheet.set_freeze_panes(1, 0)?;
        Ok(Self {
            sheet,
            columns,
            widths,
            time: Format::new().set_num_format(TIME_FORMAT),
            next_row: 1,
        })
    }

    /// Adds a row.
    ///
    /// # Errors
    /// More rows than a sheet has (1,048,576).
    pub fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        for ((at, cell), width) in (0_u16..).zip(cells).zip(&mut self.widths) {
            let kind = self.columns.get(usize::from(at)).map(|column| column.kind);
            match cell {
                Cell::Empty => {}
                // Written as a string, never parsed: a text cannot become a formula or a link.
                Cell::Text(text) => {
                    *width = (*width).max(text.chars().count() + 1);
                    self.sheet
                        .write_string(self.next_row, at, shortened(text).as_ref())?;
                }
                Cell::Number(n) if kind == Some(Kind::Time) => {
                    self.sheet
                        .write_number_with_format(self.next_row, at, *n, &self.time)?;
                }
                Cell::Number(n) => {
                    self.sheet.write_number(self.next_row, at, *n)?;
                }
            }
        }
        self.next_row += 1;
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// As above, found when it is put together.
    pub fn finish(mut self) -> Result<Vec<u8>, XlsxError> {
        for (at, width) in (0_u16..).zip(&self.widths) {
            #[expect(clippy::cast_precision_loss, reason = "at most 60")]
            self.sheet
                .set_column_width(at, (*width).min(WIDEST) as f64)?;
        }
        if let Ok(last @ 1..) = u16::try_from(self.columns.len()) {
            self.sheet
                .autofilter(0, 0, (self.next_row - 1).max(1), last - 1)?;
        }
        let mut book = Workbook::new();
        book.push_worksheet(self.sheet);
        book.save_to_buffer()
    }
}

fn shortened(text: &str) -> std::borrow::Cow<'_, str> {
    // Excel counts UTF-16 units.
    if text.encode_utf16().count() <= LONGEST_TEXT {
        return text.into();
    }
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= LONGEST_TEXT
        })
        .collect::<String>()
        .into()
}

/// Excel takes no `[]:*?/\` in a sheet's name, no apostrophe at its ends, and at most 31 characters.
fn sheet_name(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|c| {
            if "[]:*?/\\'".contains(c) || c.is_control() {
                ' '
            } else {
                c
            }
        })
        .take(LONGEST_NAME)
        .collect();
    let plain = plain.trim();
    if plain.is_empty() {
        "Sheet1".to_owned()
    } else {
        plain.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    fn part(file: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
        let mut text = String::new();
        archive
            .by_name(name)
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        text
    }

    fn columns() -> Vec<Column> {
        [
            ("Name", Kind::Text),
            ("Sheets", Kind::Number),
            ("Created", Kind::Time),
        ]
        .map(|(title, kind)| Column {
            title: title.into(),
            kind,
        })
        .into()
    }

    #[test]
    fn texts_numbers_and_dates_are_what_they_are() {
        let mut writer = Writer::begin("Batches: [all]", columns()).unwrap();
        writer
            .row(&[
                Cell::Text("<a> & \"b\"".into()),
                Cell::Number(291.0),
                Cell::Number(45_980.5),
            ])
            .unwrap();
        let file = writer.finish().unwrap();
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("<v>291</v>") && sheet.contains("<v>45980.5</v>"));
        assert!(part(&file, "xl/sharedStrings.xml").contains("&lt;a&gt; &amp;"));
        assert!(part(&file, "xl/styles.xml").contains(TIME_FORMAT));
        assert!(part(&file, "xl/workbook.xml").contains("name=\"Batches   all\""));
        assert!(sheet.contains("autoFilter") && sheet.contains("frozen"));
    }

    #[test]
    fn s13_no_text_becomes_a_formula_or_a_link() {
        let mut writer = Writer::begin("x", columns()).unwrap();
        for text in [
            "=1+1",
            "=HYPERLINK(\"http://e.org\")",
            "{=A1}",
            "http://example.org/",
            "mailto:a@b",
            "\u{1}\u{ffff}",
        ] {
            writer.row(&[Cell::Text(text.into())]).unwrap();
        }
        let file = writer.finish().unwrap();
        let sheet = part(&file, "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<f ") && !sheet.contains("hyperlink"));
    }

    #[test]
    fn what_is_too_long_for_excel_is_cut() {
        let mut writer = Writer::begin(&"n".repeat(90), columns()).unwrap();
        writer.row(&[Cell::Text("😀".repeat(40_000))]).unwrap();
        assert!(writer.finish().is_ok());
        assert_eq!(sheet_name(""), "Sheet1");
        assert_eq!(sheet_name("'[]'"), "Sheet1");
    }

    #[test]
    fn a_sheet_without_rows_is_a_file_too() {
        let file = Writer::begin("Empty", columns()).unwrap().finish().unwrap();
        assert!(part(&file, "xl/sharedStrings.xml").contains("Created"));
    }
}
