//! Which images of an archive are looked at: are they what their names say, and whole?

/// Images that are looked at.
const SAMPLES: usize = 24;
/// Of these the first ones: mistakes in the order of pages show there.
const FIRST: usize = 4;

/// Which of `count` pages are looked at: the first ones, the last, and others evenly between.
pub(crate) fn choose(count: usize) -> Vec<usize> {
    if count <= SAMPLES {
        return (0..count).collect();
    }
    let rest = SAMPLES - FIRST;
    let spread = (1..=rest).map(|n| FIRST - 1 + (count - FIRST) * n / rest);
    (0..FIRST).chain(spread).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_and_the_last_page_are_always_looked_at() {
        assert_eq!(choose(0), Vec::<usize>::new());
        assert_eq!(choose(3), [0, 1, 2]);
        for count in [25, 51, 1_160, 15_000] {
            let chosen = choose(count);
            assert_eq!(chosen.len(), SAMPLES);
            assert_eq!((chosen[0], chosen[SAMPLES - 1]), (0, count - 1));
            assert!(chosen.windows(2).all(|w| w[0] < w[1]), "{chosen:?}");
        }
    }
}
