//! Median and percentile of measured values.

/// The smallest of `values` that the share `p` (0.0 to 1.0) of them does not exceed: the nearest rank (type 1 of Hyndman and
/// Fan 1996). It is always one of the values, so that what is named has happened. `None` for no values. Sorts them.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "an index into a slice, never negative"
)]
pub fn percentile(values: &mut [f64], p: f64) -> Option<f64> {
    if values.is_empty() {
        return None;
    }
    values.sort_unstable_by(f64::total_cmp);
    // 0.95 × 20 comes as a hair more than 19.
    let rank = (p.clamp(0.0, 1.0) * values.len() as f64 - 1e-9).ceil() as usize;
    values.get(rank.saturating_sub(1)).copied()
}

/// Below so many values there is no 95th percentile to speak of: it is the largest, and is called that.
pub const FEW: usize = 20;

/// Median and 95th percentile.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// Half of the values do not exceed it; `None` without values.
    pub median: Option<f64>,
    /// 95 % of the values do not exceed it; `None` without values. Of fewer than [`FEW`] it is the largest.
    pub p95: Option<f64>,
    /// How many values there are.
    pub count: usize,
}

impl Spread {
    /// Of these values.
    #[must_use]
    pub fn of(mut values: Vec<f64>) -> Self {
        Self {
            median: percentile(&mut values, 0.5),
            p95: percentile(&mut values, 0.95),
            count: values.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn b10_every_figure_is_one_that_was_measured() {
        assert_eq!(percentile(&mut [], 0.5), None);
        assert_eq!(percentile(&mut [7.0], 0.95), Some(7.0));
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(percentile(&mut [4.0, 1.0, 2.0, 3.0], 0.5), Some(2.0));
        let of = |n: u32| percentile(&mut (1..=n).map(f64::from).collect::<Vec<_>>(), 0.95);
        assert_eq!((of(100), of(101)), (Some(95.0), Some(96.0)));
        assert_eq!(
            (of(13), of(19), of(20)),
            (Some(13.0), Some(19.0), Some(19.0))
        );
    }

    proptest! {
        #[test]
        fn lies_between_the_ends_and_grows_with_p(
            mut values in proptest::collection::vec(0.0f64..1e9, 1..200), a in 0.0f64..1.0, b in 0.0f64..1.0,
        ) {
            let (low, high) = (a.min(b), a.max(b));
            let (at_low, at_high) = (percentile(&mut values, low).unwrap(), percentile(&mut values, high).unwrap());
            prop_assert!(at_low <= at_high);
            prop_assert!(values.contains(&at_low) && values.contains(&at_high));
        }

        #[test]
        fn order_does_not_matter(values in proptest::collection::vec(0.0f64..1e6, 1..50)) {
            let mut turned: Vec<f64> = values.iter().rev().copied().collect();
            let mut same = values;
            prop_assert_eq!(percentile(&mut same, 0.95), percentile(&mut turned, 0.95));
        }
    }
}
