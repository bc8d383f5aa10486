//! Median and percentile of measured values.

/// The value below which the share `p` (0.0 to 1.0) of `values` lies, by linear interpolation between the two nearest (type 7
/// of Hyndman and Fan 1996, as spreadsheets have it). `None` for no values. Sorts them.
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
    let place = p.clamp(0.0, 1.0) * (values.len() - 1) as f64;
    let (below, share) = (place.floor() as usize, place.fract());
    let low = values[below];
    let high = values.get(below + 1).copied().unwrap_or(low);
    Some(low + (high - low) * share)
}

/// Median and 95th percentile.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Spread {
    /// Half of the values lie below; `None` without values.
    pub median: Option<f64>,
    /// 95 % of the values lie below; `None` without values.
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
    fn known_values() {
        assert_eq!(percentile(&mut [], 0.5), None);
        assert_eq!(percentile(&mut [7.0], 0.95), Some(7.0));
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 0.5), Some(2.0));
        assert_eq!(percentile(&mut [4.0, 1.0, 2.0, 3.0], 0.5), Some(2.5));
        let mut hundred: Vec<f64> = (1..=101).map(f64::from).collect();
        assert_eq!(percentile(&mut hundred, 0.95), Some(96.0));
    }

    proptest! {
        #[test]
        fn lies_between_the_ends_and_grows_with_p(
            mut values in proptest::collection::vec(0.0f64..1e9, 1..200), a in 0.0f64..1.0, b in 0.0f64..1.0,
        ) {
            let (low, high) = (a.min(b), a.max(b));
            let (at_low, at_high) = (percentile(&mut values, low).unwrap(), percentile(&mut values, high).unwrap());
            prop_assert!(at_low <= at_high);
            prop_assert!(values[0] <= at_low && at_high <= values[values.len() - 1]);
        }

        #[test]
        fn order_does_not_matter(values in proptest::collection::vec(0.0f64..1e6, 1..50)) {
            let mut turned: Vec<f64> = values.iter().rev().copied().collect();
            let mut same = values;
            prop_assert_eq!(percentile(&mut same, 0.95), percentile(&mut turned, 0.95));
        }
    }
}
