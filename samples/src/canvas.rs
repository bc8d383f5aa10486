//! A grey picture with the few drawing calls that a form needs.

use crate::font;
use crate::noise::{NOISE, Rng};

#[derive(Clone)]
pub(crate) struct Canvas {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) pixels: Vec<u8>,
}

impl Canvas {
    pub(crate) fn new(width: usize, height: usize, grey: u8) -> Self {
        Self {
            width,
            height,
            pixels: vec![grey; width * height],
        }
    }

    /// Fills a rectangle; what lies outside the picture is left out.
    pub(crate) fn rect(&mut self, x: usize, y: usize, w: usize, h: usize, grey: u8) {
        let right = (x + w).min(self.width);
        for row in y..(y + h).min(self.height) {
            if let Some(line) = self
                .pixels
                .get_mut(row * self.width + x..row * self.width + right)
            {
                line.fill(grey);
            }
        }
    }

    /// Paints the ring of all points whose distance from the centre lies between `inner` and `outer` (pixels).
    pub(crate) fn ring(&mut self, cx: usize, cy: usize, inner: usize, outer: usize, grey: u8) {
        let (inner, outer_sq) = (inner * inner, outer * outer);
        for dy in 0..=outer {
            for dx in 0..=outer {
                let d = dx * dx + dy * dy;
                if d < inner || d > outer_sq {
                    continue;
                }
                for (x, y) in [
                    (cx + dx, cy + dy),
                    (cx.wrapping_sub(dx), cy + dy),
                    (cx + dx, cy.wrapping_sub(dy)),
                    (cx.wrapping_sub(dx), cy.wrapping_sub(dy)),
                ] {
                    if x < self.width && y < self.height {
                        self.pixels[y * self.width + x] = grey;
                    }
                }
            }
        }
    }

    /// Prints text with its top left corner at (`x`, `y`); one font dot is `scale` pixels wide.
    pub(crate) fn text(&mut self, x: usize, y: usize, scale: usize, text: &str) {
        for (i, c) in text.chars().enumerate() {
            for (row, bits) in font::glyph(c).iter().enumerate() {
                for col in 0..5 {
                    if bits >> (4 - col) & 1 == 1 {
                        self.rect(x + (i * 6 + col) * scale, y + row * scale, scale, scale, 40);
                    }
                }
            }
        }
    }

    /// Lays scan noise over the picture. `strength` is in sixteenths: 16 adds a deviation of about 13 grey levels.
    pub(crate) fn grain(&mut self, noise: &[i16], strength: i16, rng: &mut Rng) {
        for line in self.pixels.chunks_mut(self.width) {
            let at = rng.below((NOISE - self.width.min(NOISE - 1)) as u64) as usize;
            for (pixel, n) in line.iter_mut().zip(&noise[at..]) {
                *pixel = (i16::from(*pixel) + ((n * strength) >> 4)).clamp(0, 255) as u8;
            }
        }
    }
}
