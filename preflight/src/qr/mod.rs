//! QR codes on a page: looked for at several sizes, the likeliest first, as long as there is time.

mod bits;
mod finder;

use crate::picture::Luma;
use bits::Bits;

/// Longest side at which a page is looked at first: small enough to be quick and to smooth a scan's noise, large enough for a
/// code of 2 cm.
const FIRST_SIDE: usize = 1_800;
/// Below this no code has enough pixels.
const LEAST_SIDE: usize = 21;
/// Looks that even a glance takes: plain, and against uneven light.
const GLANCE: usize = 2;
/// Smaller pictures of a page are not looked at.
const LEAST_LOOK: usize = 400;
/// Most pixels of a look: five bytes each are taken for it.
const MOST_LOOK: usize = 12_000_000;
/// Half side of the neighbourhood: a twelfth of the page holds the largest codes.
const WIDE: usize = 12;
/// A fortieth follows shadows more closely.
const NARROW: usize = 40;
/// Characters of a foreign code that are kept.
const SHOWN: usize = 80;

/// How much is done to find a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Two looks; more only where something looks like a code.
    Glance,
    /// Every way there is.
    Thorough,
}

/// The texts of the codes on a page. `late` says whether the time is up; it is asked between two looks.
pub fn codes(page: &Luma, effort: Effort, late: &mut dyn FnMut() -> bool) -> Vec<String> {
    let mut suspicion = effort == Effort::Thorough;
    for (turn, look) in looks(page).into_iter().enumerate() {
        if turn >= GLANCE && !suspicion || turn > 0 && late() {
            break;
        }
        let Some(picture) = look.prepare(page) else {
            continue;
        };
        let (seen, texts) = codes_in(&picture);
        if !texts.is_empty() {
            return texts;
        }
        suspicion |= seen;
    }
    Vec::new()
}

/// One way to look at a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// Made smaller by the first number; black and white by the neighbourhood, whose half side is the page's longer side
    /// divided by the second.
    Local(usize, usize),
    /// Made smaller; black and white by one level.
    Global(usize),
    /// Twice the size: for small codes.
    Larger,
}

/// The ways, the likeliest first.
fn looks(page: &Luma) -> Vec<Look> {
    let long = page.width.max(page.height);
    let first = long.div_ceil(FIRST_SIDE).max(1);
    let mut looks = vec![Look::Local(first, WIDE), Look::Global(first)];
    for divisor in [1, 2, 3] {
        let pixels = (page.width / divisor) * (page.height / divisor);
        if divisor != first && long / divisor >= LEAST_LOOK && pixels <= MOST_LOOK {
            looks.push(Look::Local(divisor, WIDE));
        }
    }
    looks.push(Look::Local(first, NARROW));
    if long <= FIRST_SIDE {
        looks.push(Look::Larger);
    }
    looks
}

impl Look {
    fn prepare(self, page: &Luma) -> Option<Bits> {
        if page.width < LEAST_SIDE || page.height < LEAST_SIDE {
            return None;
        }
        Some(match self {
            Self::Local(1, part) => Bits::local(page, part),
            Self::Local(divisor, part) => Bits::local(&page.shrink(divisor), part),
            Self::Global(1) => Bits::global(page),
            Self::Global(divisor) => Bits::global(&page.shrink(divisor)),
            Self::Larger => Bits::local(&page.double(), WIDE),
        })
    }
}

/// Whether anything looked like a code, and the texts that could be read.
fn codes_in(bits: &Bits) -> (bool, Vec<String>) {
    let grids = finder::grids(bits);
    let mut texts: Vec<String> = Vec::new();
    for grid in &grids {
        let simple = rqrr::SimpleGrid::from_func(grid.side, |x, y| grid.is_dark(bits, x, y));
        if let Ok((_, text)) = rqrr::Grid::new(simple).decode()
            && !texts.contains(&text)
        {
            texts.push(text);
        }
    }
    (!grids.is_empty(), texts)
}

/// The 8-digit task id in a code's text: alone, or as its only run of exactly 8 digits (as the server reads it).
#[must_use]
pub fn task_id(text: &str) -> Option<&str> {
    let mut runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| run.len() == 8);
    let first = runs.next()?;
    runs.next().is_none().then_some(first)
}

/// A foreign code's text, shortened, without what cannot be shown.
#[must_use]
pub fn shown(text: &str) -> String {
    text.chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .take(SHOWN)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_task_id_is_found_in_the_text_of_a_code() {
        assert_eq!(task_id("14900113"), Some("14900113"));
        assert_eq!(task_id("TASK:14900113;v=2"), Some("14900113"));
        assert_eq!(task_id("149001133"), None);
        assert_eq!(task_id("14900113 14900114"), None);
    }

    #[test]
    fn the_time_that_is_up_is_kept() {
        let page = Luma {
            width: 800,
            height: 800,
            pixels: vec![200; 640_000],
            turns: 0,
        };
        let mut asked = 0;
        let mut late = || {
            asked += 1;
            asked == 2
        };
        assert!(codes(&page, Effort::Thorough, &mut late).is_empty());
        assert_eq!(asked, 2);
        let mut looks = 0;
        let mut count = || {
            looks += 1;
            false
        };
        assert!(codes(&page, Effort::Glance, &mut count).is_empty());
        assert_eq!(looks, GLANCE - 1, "an empty page gets no more");
    }

    proptest! {
        #[test]
        fn any_grid_can_be_read(
            version in 1_usize..11,
            rows in proptest::collection::vec(any::<u64>(), 57),
        ) {
            let grid = rqrr::SimpleGrid::from_func(17 + 4 * version, |x, y| rows[y] >> x & 1 == 1);
            let _ = rqrr::Grid::new(grid).decode();
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn any_picture_can_be_looked_at(
            width in 1_usize..160,
            height in 1_usize..160,
            seed: u64,
            cell in 1_usize..9,
        ) {
            let mut state = seed | 1;
            let mut next = || {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state
            };
            let cells: Vec<bool> = (0..width * height).map(|_| next() % 2 == 0).collect();
            let pixels = (0..width * height)
                .map(|at| if cells[(at / width / cell) * (width / cell) + at % width / cell] { 0 } else { 255 })
                .collect();
            let page = Luma { width, height, pixels, turns: 0 };
            let _ = codes(&page, Effort::Thorough, &mut || false);
        }
    }
}
