//! The order in which people count pages: "scan 2" comes before "scan 10", folder by folder.

/// A sort key whose bytes compare as people do: runs of digits by their value, letters without regard to case (ASCII),
/// folders before what merely starts like them, "scan.jpg" before "scan (1).jpg". Made once per path, so that sorting
/// 20,000 of them takes milliseconds. Different paths can share a key.
#[must_use]
pub fn natural_key(path: &str) -> Vec<u8> {
    let mut key = Vec::with_capacity(path.len() + 8);
    let mut rest = path.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        match byte {
            b'/' => key.push(SLASH),
            b'.' => key.push(DOT),
            b'0'..=b'9' => {
                rest = number(rest, &mut key);
                continue;
            }
            b'a'..=b'z' | b'A'..=b'Z' | 0x80.. => key.push(byte.to_ascii_lowercase()),
            mark => key.extend([MARK, mark]),
        }
        rest = tail;
    }
    key
}

/// First, so that all of a folder stays together.
const SLASH: u8 = 1;
/// Before the extension.
const DOT: u8 = 2;
/// Spaces and punctuation; the character itself follows.
const MARK: u8 = 3;
/// A number; its length and its digits follow. Letters, and the bytes of other scripts, are larger than all of these.
const NUMBER: u8 = 4;

/// Takes a run of digits. Without leading zeros the longer one is the larger one, whatever its length: nothing overflows.
fn number<'a>(text: &'a [u8], key: &mut Vec<u8>) -> &'a [u8] {
    let end = text
        .iter()
        .position(|b| !b.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let zeros = digits.iter().position(|b| *b != b'0').unwrap_or(end);
    let value = &digits[zeros..];
    key.push(NUMBER);
    key.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
    key.extend(value);
    rest
}

/// The indexes of `paths` in natural order; the same paths in another order give the same sequence of paths.
#[must_use]
pub fn natural_order<S: AsRef<str>>(paths: &[S]) -> Vec<usize> {
    let mut keyed: Vec<(Vec<u8>, usize)> = paths
        .iter()
        .enumerate()
        .map(|(i, path)| (natural_key(path.as_ref()), i))
        .collect();
    keyed.sort_unstable_by(|(a, i), (b, j)| {
        a.cmp(b)
            .then_with(|| paths[*i].as_ref().cmp(paths[*j].as_ref()))
            .then(i.cmp(j))
    });
    keyed.into_iter().map(|(_, index)| index).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::cmp::Ordering;

    fn natural_cmp(a: &str, b: &str) -> Ordering {
        natural_key(a).cmp(&natural_key(b)).then_with(|| a.cmp(b))
    }

    fn sorted(paths: Vec<&str>) -> Vec<&str> {
        natural_order(&paths)
            .into_iter()
            .map(|i| paths[i])
            .collect()
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
            let order = natural_order(&[&a, &b]);
            prop_assert_eq!(order[0] == 0, natural_cmp(&a, &b).is_le());
        }
    }
}
