//! What the person at the terminal sees: one line for each long step, with the time it has taken so far.

use std::env;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// A step shorter than this is not worth a line.
const QUIET: Duration = Duration::from_secs(1);

/// Off a terminal, a running step shows a sign of life this often.
const BEAT: Duration = Duration::from_secs(60);

/// Prints a plain line.
pub fn say(text: &str) {
    println!("{text}");
}

/// Prints a line that needs attention but stops nothing.
pub fn warn(text: &str) {
    println!("Note: {text}");
}

/// A duration as people say it: "0.4 s", "42 s", "3 min 05 s".
pub fn duration(time: Duration) -> String {
    let seconds = time.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

/// Shortens a line to `width` characters, with an ellipsis where something was cut.
fn fit(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    let kept: String = text.chars().take(width.saturating_sub(1)).collect();
    format!("{kept}…")
}

/// Removes ANSI colour codes, which would confuse counting and cutting.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\u{1b}' {
            out.push(c);
            continue;
        }
        // A code is ESC [ … letter; anything else after ESC is dropped up to its first letter too.
        for next in chars.by_ref() {
            if next.is_ascii_alphabetic() {
                break;
            }
        }
    }
    out
}

/// The line of a step that is under way.
pub struct Progress {
    title: String,
    started: Instant,
    terminal: bool,
    width: usize,
    announced: bool,
    last_beat: Instant,
}

impl Progress {
    /// Begins a step; `title` says what is being done, as in "Building the console".
    pub fn start(title: &str) -> Self {
        let now = Instant::now();
        let columns = env::var("COLUMNS").ok().and_then(|text| text.parse().ok());
        Self {
            title: title.to_owned(),
            started: now,
            terminal: std::io::stdout().is_terminal(),
            width: columns.unwrap_or(80),
            announced: false,
            last_beat: now,
        }
    }

    /// Time since the start.
    pub fn elapsed(&self) -> Duration {
        self.started.elapsed()
    }

    /// Shows that the step goes on; `detail` is the latest line of its output.
    pub fn tick(&mut self, detail: &str) {
        let elapsed = self.elapsed();
        if elapsed < QUIET {
            return;
        }
        let detail = plain(detail);
        if self.terminal {
            let line = format!("{} … {}  {}", self.title, duration(elapsed), detail.trim());
            print!("\r\x1b[2K{}", fit(&line, self.width.saturating_sub(1)));
        } else if !self.announced {
            println!("{} …", self.title);
        } else if self.last_beat.elapsed() >= BEAT {
            self.last_beat = Instant::now();
            println!("  … {}: {}", duration(elapsed), fit(detail.trim(), 100));
        }
        self.announced = true;
        flush();
    }

    /// Ends the line.
    pub fn finish(self, ok: bool) {
        if self.terminal && self.announced {
            print!("\r\x1b[2K");
        }
        if self.announced || !ok {
            let word = if ok { "done in" } else { "FAILED after" };
            println!("{}: {word} {}", self.title, duration(self.elapsed()));
        }
        flush();
    }
}

/// Shows at once what was printed. A closed terminal is no reason to stop the work.
fn flush() {
    let _ = std::io::stdout().flush();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_naturally() {
        assert_eq!(duration(Duration::from_millis(420)), "0.4 s");
        assert_eq!(duration(Duration::from_millis(42_900)), "42 s");
        assert_eq!(duration(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn long_lines_are_cut_by_characters() {
        assert_eq!(fit("añb", 3), "añb");
        assert_eq!(fit("añbc", 3), "añ…");
    }

    #[test]
    fn colour_codes_are_removed() {
        assert_eq!(plain("\u{1b}[1m\u{1b}[32mok\u{1b}[0m. 3"), "ok. 3");
    }
}
