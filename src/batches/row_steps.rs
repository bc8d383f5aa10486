//! Many new rows come in steps of a frame each, so that the page answers in between.

/// Which of `all` are shown in this frame: those that are `shown` already, and of the others the first `most`.
#[must_use]
pub fn rows_for_this_frame<T: PartialEq>(shown: &[T], all: &[T], most: usize) -> Vec<bool> {
    let mut left = most;
    let mut admit = |row: &T| {
        if shown.contains(row) {
            return true;
        }
        let one = left.min(1);
        left -= one;
        one == 1
    };
    all.iter().map(&mut admit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_there_stays_and_new_rows_wait_for_their_turn() {
        assert_eq!(
            rows_for_this_frame(&[2, 4], &[1, 2, 3, 4, 5], 1),
            [true, true, false, true, false]
        );
        assert_eq!(rows_for_this_frame(&[], &[1, 2], 5), [true, true]);
    }

    proptest! {
        #[test]
        fn step_by_step_all_are_shown_and_none_goes(all in proptest::collection::hash_set(0u16..500, 0..120), most in 1usize..40) {
            let all: Vec<u16> = all.into_iter().collect();
            let mut known = Vec::new();
            let mut steps = 0;
            while known.len() < all.len() {
                let shown = rows_for_this_frame(&known, &all, most);
                let now: Vec<u16> = all.iter().zip(shown).filter(|(_, shown)| *shown).map(|(row, _)| *row).collect();
                prop_assert!(known.iter().all(|row| now.contains(row)));
                prop_assert!(now.len() - known.len() <= most);
                known = now;
                steps += 1;
                prop_assert!(steps <= all.len());
            }
            prop_assert_eq!(known, all);
        }
    }
}
