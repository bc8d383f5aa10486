//! Grey to black and white: by the mean of the neighbourhood (for uneven light), or by one level for the whole page.

use crate::picture::Luma;

/// A black and white picture.
pub(super) struct Bits {
    pub width: usize,
    pub height: usize,
    dark: Vec<bool>,
}

impl Bits {
    /// Whether a pixel is dark. What lies outside is paper.
    pub fn at(&self, x: usize, y: usize) -> bool {
        x < self.width && self.dark.get(y * self.width + x).copied().unwrap_or(false)
    }

    /// Whether the pixel at a point is dark.
    pub fn at_point(&self, x: f64, y: f64) -> bool {
        // The cast takes NaN to 0 and saturates; negative points are outside.
        x >= 0.0 && y >= 0.0 && self.at(x as usize, y as usize)
    }

    /// By the mean of a square around each pixel. `part`: how often its half side fits into the page's longer side.
    pub fn local(page: &Luma, part: usize) -> Self {
        let (width, height) = (page.width, page.height);
        let reach = (width.max(height) / part).max(8);
        // Sums of everything above and to the left. They may wrap around; differences over a square do not.
        let stride = width + 1;
        let mut sums = vec![0_u32; stride * (height + 1)];
        for (y, row) in page.pixels.chunks_exact(width).enumerate() {
            let mut line = 0_u32;
            for (x, pixel) in row.iter().enumerate() {
                line += u32::from(*pixel);
                sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1].wrapping_add(line);
            }
        }
        let mut dark = Vec::with_capacity(width * height);
        for y in 0..height {
            let (top, bottom) = (y.saturating_sub(reach), (y + reach + 1).min(height));
            for x in 0..width {
                let (left, right) = (x.saturating_sub(reach), (x + reach + 1).min(width));
                let sum = sums[bottom * stride + right]
                    .wrapping_add(sums[top * stride + left])
                    .wrapping_sub(sums[bottom * stride + left])
                    .wrapping_sub(sums[top * stride + right]);
                let area = u32::try_from((bottom - top) * (right - left)).unwrap_or(u32::MAX);
                let grey = u32::from(page.pixels[y * width + x]);
                // A tenth below the mean counts as ink: paper's noise does not.
                dark.push(grey * 10 < sum / area.max(1) * 9);
            }
        }
        Self {
            width,
            height,
            dark,
        }
    }

    /// By the level that divides the page's greys best (Otsu, 1979).
    pub fn global(page: &Luma) -> Self {
        let mut counts = [0_u64; 256];
        for pixel in &page.pixels {
            counts[usize::from(*pixel)] += 1;
        }
        let all = page.pixels.len() as f64;
        let total: f64 = counts
            .iter()
            .zip(0..)
            .map(|(n, grey)| *n as f64 * f64::from(grey))
            .sum();
        let (mut below, mut sum, mut best, mut level) = (0.0, 0.0, 0.0, 127);
        for (grey, n) in (0_u8..=255).zip(counts) {
            below += n as f64;
            sum += n as f64 * f64::from(grey);
            let above = all - below;
            if below == 0.0 || above == 0.0 {
                continue;
            }
            let apart = sum / below - (total - sum) / above;
            let score = below * above * apart * apart;
            if score > best {
                (best, level) = (score, grey);
            }
        }
        Self {
            width: page.width,
            height: page.height,
            dark: page.pixels.iter().map(|pixel| *pixel <= level).collect(),
        }
    }
}
