//! Finds QR codes in a black and white picture: the three corner marks, the triples that they form, the grid between them
//! (ISO/IEC 18004, 6.3.3 and 12). rqrr reads the grid. Its own detector is not used: on real scans it can stop for good in the
//! search for an alignment pattern, or panic on degenerate corners; here every loop has an end.

use super::bits::Bits;

/// Corner marks that are tried in threes.
const MOST_MARKS: usize = 14;
/// Triples that are read.
const MOST_TRIPLES: usize = 24;
/// Largest side of a code in modules: version 10. Covers carry eight digits.
const MOST_MODULES: usize = 57;

/// Modules below a mark's centre within which a line may still belong to it (see `join`: the mark's own two, and twice the two
/// and a half times larger module of the line).
const REACH: f64 = 7.0;

/// A corner mark.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Mark {
    x: f64,
    y: f64,
    /// Width of a module in pixels.
    module: f64,
    /// Lines that crossed it.
    lines: f64,
}

/// A grid of modules as it lies in the picture: a corner and the steps to the right and down, from the centres of the marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Grid {
    /// Modules on a side.
    pub side: usize,
    corner: (f64, f64),
    right: (f64, f64),
    down: (f64, f64),
}

impl Grid {
    /// Whether the module in this column and row is dark: by most of nine points in its middle.
    pub fn is_dark(&self, bits: &Bits, column: usize, row: usize) -> bool {
        let mut dark = 0;
        for du in [0.3, 0.5, 0.7] {
            for dv in [0.3, 0.5, 0.7] {
                // The centre of the first mark is 3.5 modules from the corner.
                let (u, v) = (column as f64 + du - 3.5, row as f64 + dv - 3.5);
                let x = self.corner.0 + u * self.right.0 + v * self.down.0;
                let y = self.corner.1 + u * self.right.1 + v * self.down.1;
                dark += usize::from(bits.at_point(x, y));
            }
        }
        dark >= 5
    }
}

/// Every grid that there may be, the likeliest first.
pub(super) fn grids(bits: &Bits) -> Vec<Grid> {
    let mut marks = marks(bits);
    marks.sort_by(|a, b| b.lines.total_cmp(&a.lines));
    marks.truncate(MOST_MARKS);
    let mut triples = triples(&marks);
    triples.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    triples.truncate(MOST_TRIPLES);
    triples
        .iter()
        .flat_map(|(_, triple)| grids_of(triple))
        .collect()
}

/// Looks along every line for runs of 1:1:3:1:1 and asks across them.
fn marks(bits: &Bits) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    // A page that is tiled with marks has a hundred thousand: those that no further line can belong to are not compared again.
    let mut passed: Vec<Mark> = Vec::new();
    for y in 0..bits.height {
        passed.extend(marks.extract_if(.., |mark| mark.y + mark.module * REACH < y as f64));
        let mut runs = [0_usize; 5];
        let mut dark = false;
        for x in 0..=bits.width {
            let here = x < bits.width && bits.at(x, y);
            if here == dark && x < bits.width {
                runs[4] += 1;
                continue;
            }
            // A run has ended at x; the pattern ends with a dark one.
            if dark && let Some(module) = is_mark(&runs) {
                let centre = x as f64 - runs[4] as f64 - runs[3] as f64 - runs[2] as f64 / 2.0;
                if let Some(mark) = crossed(bits, centre, y, module) {
                    join(&mut marks, mark);
                }
            }
            runs.rotate_left(1);
            runs[4] = 1;
            dark = here;
        }
    }
    passed.append(&mut marks);
    passed.retain(|mark| mark.lines >= 2.0);
    passed
}

/// The width of a module, if five runs are a mark's.
fn is_mark(runs: &[usize; 5]) -> Option<f64> {
    let total: usize = runs.iter().sum();
    if total < 7 || runs.contains(&0) {
        return None;
    }
    let module = total as f64 / 7.0;
    let fits = |run: usize, modules: f64| {
        let off = (run as f64 - module * modules).abs();
        off < (module * modules * 0.5).max(0.8)
    };
    let shaped = fits(runs[2], 3.0) && [0, 1, 3, 4].iter().all(|at| fits(runs[*at], 1.0));
    shaped.then_some(module)
}

/// Confirms a mark by the line down through it and once more along it.
fn crossed(bits: &Bits, x: f64, y: usize, module: f64) -> Option<Mark> {
    let most = (module * 12.0) as usize + 4;
    let column = x as usize;
    let (middle, tall) = across(most, y, bits.height, |at| bits.at(column, at))?;
    let row = middle as usize;
    let (centre, wide) = across(most, column, bits.width, |at| bits.at(at, row))?;
    let alike = tall / wide < 1.6 && wide / tall < 1.6;
    alike.then_some(Mark {
        x: centre,
        y: middle,
        module: (tall + wide) / 2.0,
        lines: 1.0,
    })
}

/// The middle and module width of a mark on the line `dark` around `start`; no run is followed beyond `most`.
fn across(
    most: usize,
    start: usize,
    end: usize,
    dark: impl Fn(usize) -> bool,
) -> Option<(f64, f64)> {
    if start >= end || !dark(start) {
        return None;
    }
    let mut runs = [0; 5];
    let mut at = start;
    // Upwards from the middle: dark, light, dark.
    for (run, colour) in [(2, true), (1, false), (0, true)] {
        while dark(at) == colour {
            runs[run] += 1;
            if runs[run] > most || at == 0 {
                break;
            }
            at -= 1;
        }
    }
    at = start + 1;
    for (run, colour) in [(2, true), (3, false), (4, true)] {
        while at < end && dark(at) == colour {
            runs[run] += 1;
            if runs[run] > most {
                break;
            }
            at += 1;
        }
    }
    let module = is_mark(&runs)?;
    let middle = at as f64 - runs[4] as f64 - runs[3] as f64 - runs[2] as f64 / 2.0;
    (middle >= 0.0 && middle < end as f64).then_some((middle, module))
}

/// Adds a mark to those that are known, or to the one that it belongs to.
fn join(marks: &mut Vec<Mark>, new: Mark) {
    let near = |mark: &&mut Mark| {
        (mark.x - new.x).abs() < mark.module * 2.0
            && (mark.y - new.y).abs() < mark.module * 2.0
            && (mark.module / new.module - 1.0).abs() < 0.6
    };
    match marks.iter_mut().find(near) {
        Some(mark) => {
            let all = mark.lines + 1.0;
            let mean = |old: f64, new: f64| (old * mark.lines + new) / all;
            *mark = Mark {
                x: mean(mark.x, new.x),
                y: mean(mark.y, new.y),
                module: mean(mark.module, new.module),
                lines: all,
            };
        }
        None => marks.push(new),
    }
}

/// Three marks that may belong to one code, in the order right angle, to its right, below it; with how far they are from the
/// ideal.
fn triples(marks: &[Mark]) -> Vec<(f64, [Mark; 3])> {
    let mut found = Vec::new();
    for (a, first) in marks.iter().enumerate() {
        for (b, second) in marks.iter().enumerate().skip(a + 1) {
            for third in marks.iter().skip(b + 1) {
                let corners = [
                    [first, second, third],
                    [second, first, third],
                    [third, first, second],
                ];
                found.extend(corners.into_iter().filter_map(|[corner, x, y]| {
                    triple(corner, x, y).map(|off| {
                        // The one to the right comes first: y points down in pictures.
                        let cross = (x.x - corner.x) * (y.y - corner.y)
                            - (x.y - corner.y) * (y.x - corner.x);
                        let (right, down) = if cross > 0.0 { (x, y) } else { (y, x) };
                        (off, [*corner, *right, *down])
                    })
                }));
            }
        }
    }
    found
}

/// How far three marks are from a right angle with equal sides and modules; `None`: too far.
fn triple(corner: &Mark, one: &Mark, other: &Mark) -> Option<f64> {
    let modules = [corner.module, one.module, other.module];
    let least = modules.iter().copied().fold(f64::INFINITY, f64::min);
    let most = modules.iter().copied().fold(0.0, f64::max);
    let ((ax, ay), (bx, by)) = (
        (one.x - corner.x, one.y - corner.y),
        (other.x - corner.x, other.y - corner.y),
    );
    let (a, b) = (ax.hypot(ay), bx.hypot(by));
    // 14 modules lie between the marks of the smallest code.
    if least <= 0.0 || most / least > 1.6 || a < least * 9.0 || b < least * 9.0 {
        return None;
    }
    let angle = ((ax * bx + ay * by) / (a * b)).abs();
    let sides = (a / b - 1.0).abs().max((b / a - 1.0).abs());
    (angle < 0.2 && sides < 0.25).then_some(angle + sides + (most / least - 1.0) * 0.2)
}

/// The grid that three marks span, with the sizes nearest to what is measured.
fn grids_of([corner, right, down]: &[Mark; 3]) -> Vec<Grid> {
    let module = (corner.module + right.module + down.module) / 3.0;
    let side = (right.x - corner.x).hypot(right.y - corner.y)
        + (down.x - corner.x).hypot(down.y - corner.y);
    let between = side / 2.0 / module;
    let version = ((between + 7.0 - 17.0) / 4.0).round().max(1.0);
    let grid = |version: f64| {
        let modules = (17.0 + 4.0 * version) as usize;
        let steps = modules as f64 - 7.0;
        Grid {
            side: modules,
            corner: (corner.x, corner.y),
            right: ((right.x - corner.x) / steps, (right.y - corner.y) / steps),
            down: ((down.x - corner.x) / steps, (down.y - corner.y) / steps),
        }
    };
    [version, version - 1.0, version + 1.0]
        .into_iter()
        .filter(|version| *version >= 1.0)
        .map(grid)
        .filter(|grid| grid.side <= MOST_MODULES)
        .collect()
}
