//! The order in which people count pages: "scan 2" comes before "scan 10", folder by folder.

use std::{cmp::Ordering, iter::Peekable, str::Chars};

/// Compares two relative paths as people do: runs of digits by their value, letters without regard to case, folders
/// before what merely starts like them, "scan.jpg" before "scan (1).jpg". A total order: paths that look the same to it are told apart by
/// their bytes.
#[must_use]
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let mut left = Tokens::of(a);
    let mut right = Tokens::of(b);
    loop {
        match (left.next(), right.next()) {
            (None, None) => return a.cmp(b),
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(x), Some(y)) => match x.cmp(&y) {
                Ordering::Equal => {}
                decided => return decided,
            },
        }
    }
}

/// One step of the comparison. The order of the variants is the order of the kinds.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Token<'a> {
    /// Between folders. First, so that all of a folder stays together.
    Slash,
    /// Before the extension.
    Dot,
    /// Spaces and punctuation.
    Mark(char),
    /// A run of digits without leading zeros; the longer one is the larger one, whatever its length (no overflow).
    Number(usize, &'a str),
    /// Anything else, in lower case where ASCII knows one.
    Letter(char),
}

struct Tokens<'a> {
    text: &'a str,
    chars: Peekable<Chars<'a>>,
    at: usize,
}

impl<'a> Tokens<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            chars: text.chars().peekable(),
            at: 0,
        }
    }

    fn number(&mut self, start: usize) -> Token<'a> {
        while self.chars.next_if(char::is_ascii_digit).is_some() {
            self.at += 1;
        }
        let digits = self.text.get(start..self.at).unwrap_or_default();
        let value = digits.trim_start_matches('0');
        Token::Number(value.len(), value)
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        let start = self.at;
        let c = self.chars.next()?;
        self.at += c.len_utf8();
        Some(match c {
            '/' => Token::Slash,
            '.' => Token::Dot,
            c if c.is_ascii_digit() => self.number(start),
            c if c.is_ascii_alphabetic() || !c.is_ascii() => Token::Letter(c.to_ascii_lowercase()),
            c => Token::Mark(c),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sorted(mut paths: Vec<&str>) -> Vec<&str> {
        paths.sort_by(|a, b| natural_cmp(a, b));
        paths
    }

    #[test]
    fn numbers_count_by_value() {
        assert_eq!(
            sorted(vec![
                "scan 10.jpg",
                "Scan 9.jpg",
                "scan 2.jpg",
                "scan 010.png"
            ]),
            ["scan 2.jpg", "Scan 9.jpg", "scan 10.jpg", "scan 010.png"]
        );
        assert_eq!(
            sorted(vec![
                "99999999999999999999999.jpg",
                "100000000000000000000000.jpg"
            ])[0],
            "99999999999999999999999.jpg"
        );
    }

    #[test]
    fn the_first_copy_comes_after_the_original() {
        assert_eq!(
            sorted(vec![
                "scan (1).jpg",
                "scan1.jpg",
                "scan.jpg",
                "scan (2).jpg"
            ]),
            ["scan.jpg", "scan (1).jpg", "scan (2).jpg", "scan1.jpg"]
        );
    }

    #[test]
    fn a_folder_stays_together() {
        assert_eq!(
            sorted(vec![
                "Room 2/b.jpg",
                "Room 10/a.jpg",
                "Room 2 b/a.jpg",
                "Room 2/a.jpg"
            ]),
            [
                "Room 2/a.jpg",
                "Room 2/b.jpg",
                "Room 2 b/a.jpg",
                "Room 10/a.jpg"
            ]
        );
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(
            sorted(vec!["หน้า 10.jpg", "หน้า 9.jpg", "é2.jpg", "é1.jpg"]),
            ["é1.jpg", "é2.jpg", "หน้า 9.jpg", "หน้า 10.jpg"]
        );
    }

    proptest! {
        #[test]
        fn it_is_a_total_order(a in "[aA0-2/. é(]{0,6}", b in "[aA0-2/. é(]{0,6}", c in "[aA0-2/. é(]{0,6}") {
            prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
            prop_assert_eq!(natural_cmp(&a, &b) == Ordering::Equal, a == b);
            if natural_cmp(&a, &b).is_le() && natural_cmp(&b, &c).is_le() {
                prop_assert!(natural_cmp(&a, &c).is_le());
            }
        }
    }
}
