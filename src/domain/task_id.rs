//! The eight digits that name an exam task.

use std::fmt;

/// A task id: exactly eight ASCII digits, leading zeros kept (api-contract: `task_id`).
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TaskId(String);

/// Number of digits in a task id.
pub const TASK_ID_DIGITS: usize = 8;

/// Why a text is not a task id. What the form shows is made from this.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TaskIdError {
    /// Nothing was typed.
    #[error("no task id was given")]
    Missing,
    /// A character that is neither a digit nor a separator.
    #[error("a task id holds digits only, not {0:?}")]
    NotADigit(char),
    /// Another number of digits than eight.
    #[error("a task id has 8 digits, not {0}")]
    WrongLength(usize),
}

impl TaskId {
    /// Reads what a person typed. Spaces, hyphens and dots between the digits are forgiven, full-width and
    /// Thai digits are read as digits (UX-09, F-38).
    ///
    /// # Errors
    /// Nothing typed, a character that is not a digit, or another count than eight.
    pub fn parse(text: &str) -> Result<Self, TaskIdError> {
        let mut digits = String::with_capacity(TASK_ID_DIGITS);
        for c in text.chars().filter(|c| !is_separator(*c)) {
            digits.push(ascii_digit(c).ok_or(TaskIdError::NotADigit(c))?);
        }
        match digits.len() {
            0 => Err(TaskIdError::Missing),
            TASK_ID_DIGITS => Ok(Self(digits)),
            n => Err(TaskIdError::WrongLength(n)),
        }
    }

    /// The eight digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TaskId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_separator(c: char) -> bool {
    // Hyphens of every kind, spaces of every kind and invisible marks that travel along with copied text.
    c.is_whitespace()
        || matches!(
            c,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FF0D}' | '.' | '_' | '/'
        )
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

fn ascii_digit(c: char) -> Option<char> {
    let zero = match c {
        '0'..='9' => '0',
        '\u{FF10}'..='\u{FF19}' => '\u{FF10}', // full-width
        '\u{0E50}'..='\u{0E59}' => '\u{0E50}', // Thai
        _ => return None,
    };
    char::from_digit(c as u32 - zero as u32, 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(text: &str) -> Result<String, TaskIdError> {
        TaskId::parse(text).map(|id| id.to_string())
    }

    #[test]
    fn f38_separators_and_other_digits_are_forgiven() {
        for text in [
            "14900113",
            " 1490 0113 ",
            "1490-0113",
            "１４９００１１３",
            "๑๔๙๐๐๑๑๓",
            "\u{FEFF}1490\u{2011}0113",
        ] {
            assert_eq!(parsed(text).as_deref(), Ok("14900113"), "{text}");
        }
    }

    #[test]
    fn f38_leading_zeros_are_kept() {
        assert_eq!(parsed("00000001").as_deref(), Ok("00000001"));
    }

    #[test]
    fn f38_the_error_says_what_is_wrong() {
        assert_eq!(parsed("  - "), Err(TaskIdError::Missing));
        assert_eq!(parsed("1490011"), Err(TaskIdError::WrongLength(7)));
        assert_eq!(parsed("149001131"), Err(TaskIdError::WrongLength(9)));
        assert_eq!(parsed("1490011a"), Err(TaskIdError::NotADigit('a')));
    }

    proptest! {
        #[test]
        fn parsing_is_idempotent(text in "[0-9 -]{0,12}") {
            if let Ok(id) = TaskId::parse(&text) {
                prop_assert_eq!(TaskId::parse(id.as_str()), Ok(id.clone()));
                prop_assert_eq!(id.as_str().len(), 8);
            }
        }
    }
}
