//! Cover sheets as scanners and cameras deliver them: any place, size and angle of the code, noise, blur, uneven light, hard
//! compression. Everything follows from the seed.

use image::ExtendedColorType;
use image::codecs::jpeg::JpegEncoder;
use qrcode::{Color, EcLevel, QrCode};

use crate::Error;
use crate::canvas::Canvas;
use crate::noise::{self, Rng};

/// How a cover was scanned.
#[derive(Clone, Copy, Debug)]
pub struct Scan {
    /// Dots per inch.
    pub dpi: usize,
    /// Side of the code in millimetres.
    pub code_mm: usize,
    /// Centre of the code in per mille of the page's width and height.
    pub place: (usize, usize),
    /// Rotation in tenths of a degree.
    pub tenths: i32,
    /// Strength of the noise, in sixteenths (see `Canvas::grain`).
    pub noise: i16,
    /// Radius of the blur in pixels.
    pub blur: usize,
    /// How much darker the dark corner is, in per cent.
    pub shade: usize,
    /// Quality of the JPEG, 1 to 100.
    pub quality: u8,
    /// Seed of the noise.
    pub seed: u64,
}

impl Scan {
    /// Scan number `n`: 150 to 300 dpi, 2.5 to 6 cm, within 5 degrees, quality 40 to 90, anywhere on the page.
    #[must_use]
    pub fn nth(n: u64) -> Self {
        let mut rng = Rng::new(0x9e37 + n * 7_919);
        let mut between = |from: u64, to: u64| from + rng.below(to - from + 1);
        let dpi = [150, 200, 200, 240, 300][between(0, 4) as usize];
        Self {
            dpi,
            code_mm: between(25, 60) as usize,
            place: (between(200, 800) as usize, between(160, 840) as usize),
            tenths: between(0, 100) as i32 - 50,
            noise: between(1, 16) as i16,
            blur: between(0, if dpi > 200 { 2 } else { 1 }) as usize,
            shade: between(0, 55) as usize,
            quality: between(40, 90) as u8,
            seed: n,
        }
    }

    /// The JPEG of a cover with this task id.
    pub fn cover(&self, task: &str) -> Result<Vec<u8>, Error> {
        let (width, height) = (self.pixels(210), self.pixels(297));
        let code = QrCode::with_error_correction_level(task.as_bytes(), EcLevel::M)?;
        let modules = code.width();
        let dark: Vec<bool> = code.to_colors().iter().map(|c| *c == Color::Dark).collect();
        let mut page = Canvas::new(width, height, 238);
        page.text(width / 10, height / 20, self.dpi / 40, "COVER SHEET");
        page.text(
            width / 10,
            height - height / 16,
            self.dpi / 40,
            &format!("TASK {task}"),
        );
        // Straight onto the page, at an angle: each pixel asks which module it lies in, four times for smooth edges.
        let side = self.pixels(self.code_mm) as f64;
        let quiet = side * 4.0 / modules as f64;
        let (cx, cy) = (
            (width * self.place.0 / 1_000) as f64,
            (height * self.place.1 / 1_000) as f64,
        );
        let (sin, cos) = (f64::from(self.tenths) / 10.0).to_radians().sin_cos();
        let reach = (side + 2.0 * quiet) * 0.75;
        let range = |centre: f64, most: usize| {
            (centre - reach).max(0.0) as usize..((centre + reach) as usize).min(most)
        };
        for y in range(cy, height) {
            for x in range(cx, width) {
                let mut ink = 0;
                let mut inside = false;
                for (dx, dy) in [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)] {
                    let (px, py) = (x as f64 + dx - cx, y as f64 + dy - cy);
                    let (u, v) = (
                        px * cos + py * sin + side / 2.0,
                        py * cos - px * sin + side / 2.0,
                    );
                    inside |= u > -quiet && v > -quiet && u < side + quiet && v < side + quiet;
                    if u >= 0.0 && v >= 0.0 && u < side && v < side {
                        let cell = |t: f64| (t / side * modules as f64) as usize;
                        ink += usize::from(
                            dark[cell(v).min(modules - 1) * modules + cell(u).min(modules - 1)],
                        );
                    }
                }
                if inside {
                    page.pixels[y * width + x] = (238 - 48 * ink) as u8;
                }
            }
        }
        for _ in 0..2 {
            blur(&mut page, self.blur);
        }
        self.shade(&mut page);
        page.grain(&noise::table(), self.noise, &mut Rng::new(self.seed));
        let mut out = Vec::new();
        JpegEncoder::new_with_quality(&mut out, self.quality).encode(
            &page.pixels,
            width as u32,
            height as u32,
            ExtendedColorType::L8,
        )?;
        Ok(out)
    }

    fn pixels(&self, mm: usize) -> usize {
        mm * self.dpi * 10 / 254
    }

    /// Light falls from one corner.
    fn shade(&self, page: &mut Canvas) {
        let (width, height) = (page.width, page.height);
        let from_left = self.seed.is_multiple_of(2);
        for (y, row) in page.pixels.chunks_exact_mut(width).enumerate() {
            for (x, pixel) in row.iter_mut().enumerate() {
                let x = if from_left { x } else { width - x };
                let part = (x * 500 / width) + (y * 500 / height);
                let light = 100_000 - self.shade * part;
                *pixel = (usize::from(*pixel) * light / 100_000) as u8;
            }
        }
    }
}

/// Mean of a square, first along rows, then along columns.
fn blur(page: &mut Canvas, radius: usize) {
    if radius == 0 {
        return;
    }
    let (width, height) = (page.width, page.height);
    let span = 2 * radius + 1;
    let mut rows = page.pixels.clone();
    for y in 0..height {
        let line = &page.pixels[y * width..(y + 1) * width];
        for x in radius..width - radius {
            let sum: usize = line[x - radius..=x + radius]
                .iter()
                .map(|p| usize::from(*p))
                .sum();
            rows[y * width + x] = (sum / span) as u8;
        }
    }
    for y in radius..height - radius {
        for x in 0..width {
            let sum: usize = (y - radius..=y + radius)
                .map(|y| usize::from(rows[y * width + x]))
                .sum();
            page.pixels[y * width + x] = (sum / span) as u8;
        }
    }
}
