//! Axes: round numbers from zero to above the largest value.

/// An axis from 0 to `top` in steps of `step`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Axis {
    /// The upper end; at least the largest value.
    pub top: f64,
    /// Distance of two ticks.
    pub step: f64,
}

impl Axis {
    /// For values up to `largest`, with three to six ticks above zero. `whole`: only whole numbers make sense.
    #[must_use]
    pub fn to(largest: f64, whole: bool) -> Self {
        let largest = if largest.is_finite() {
            largest.max(0.0)
        } else {
            0.0
        };
        if largest == 0.0 {
            return Self {
                top: 1.0,
                step: 1.0,
            };
        }
        let rough = largest / 4.0;
        let magnitude = 10f64.powf(rough.log10().floor());
        let mut step = [1.0, 2.0, 2.5, 5.0, 10.0]
            .map(|factor| factor * magnitude)
            .into_iter()
            .find(|step| *step >= rough * 0.999_999)
            .unwrap_or(10.0 * magnitude);
        if whole {
            step = step.ceil().max(1.0);
        }
        Self {
            top: (largest / step - 1e-9).ceil().max(1.0) * step,
            step,
        }
    }

    /// The ticks, zero first.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a handful of ticks"
    )]
    pub fn ticks(self) -> Vec<f64> {
        let count = (self.top / self.step).round() as usize;
        (0..=count).map(|n| n as f64 * self.step).collect()
    }

    /// Where a value lies, 0.0 (zero) to 1.0 (top).
    #[must_use]
    pub fn share(self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn axes_end_with_round_numbers() {
        for (largest, whole, top, step) in [
            (0.0, true, 1.0, 1.0),
            (1.0, true, 1.0, 1.0),
            (3.0, true, 3.0, 1.0),
            (7.0, true, 8.0, 2.0),
            (97.0, true, 100.0, 25.0),
            (1_160.0, true, 1_500.0, 500.0),
            (0.37, false, 0.4, 0.1),
        ] {
            let axis = Axis::to(largest, whole);
            assert!(
                (axis.top - top).abs() < 1e-9 && (axis.step - step).abs() < 1e-9,
                "{largest}: {axis:?}"
            );
        }
        assert_eq!(Axis::to(f64::NAN, false), Axis::to(0.0, true));
    }

    proptest! {
        #[test]
        fn every_value_fits_and_ticks_are_few(largest in 0.0f64..1e9, whole: bool) {
            let axis = Axis::to(largest, whole);
            prop_assert!(axis.top >= largest * 0.999_999);
            let ticks = axis.ticks();
            prop_assert!((2..=7).contains(&ticks.len()), "{:?}", ticks);
            prop_assert!((ticks[ticks.len() - 1] - axis.top).abs() <= axis.top * 1e-9);
            if whole {
                prop_assert!(ticks.iter().all(|tick| tick.fract() == 0.0));
            }
        }
    }
}
