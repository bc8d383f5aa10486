//! The browser's processes and the server, by kind: what they hold in memory and have taken of the processor, as /proc tells it.

use std::collections::BTreeMap;
use std::fs;

/// The server's program.
pub const SERVER: &str = "local-api";

/// By kind of process ("browser", "renderer", "network" and so on): bytes, or ticks of the processor.
pub type Kinds = BTreeMap<String, u64>;

/// Adds up what `read` says of every process of the browser and of the server below this one.
pub fn by_kind(read: fn(u32) -> Option<u64>) -> Kinds {
    let mut kinds = Kinds::new();
    for pid in descendants() {
        let Some(kind) = kind_of(pid) else { continue };
        if let Some(number) = read(pid) {
            *kinds.entry(kind).or_default() += number;
        }
    }
    kinds
}

/// This process and all below it.
fn descendants() -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let pid: u32 = entry.file_name().to_str()?.parse().ok()?;
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
            Some((pid, parent.parse().ok()?))
        })
        .collect();
    let mut ours = vec![std::process::id()];
    let mut seen = 0;
    while seen < ours.len() {
        let parent = ours[seen];
        let children = parents.iter().filter(|(_, p)| *p == parent);
        ours.extend(children.map(|(pid, _)| *pid));
        seen += 1;
    }
    ours
}

/// What a process is for; `None` for programs that are not measured, such as drivers and the screen in memory.
fn kind_of(pid: u32) -> Option<String> {
    let name = fs::read_to_string(format!("/proc/{pid}/comm")).ok()?;
    let name = name.trim().to_owned();
    // Firefox calls its processes by what they do, so what they run is asked for.
    let program = fs::read_link(format!("/proc/{pid}/exe")).ok()?;
    let program = program.file_name()?.to_str()?;
    let webkit = program.starts_with("WebKit") && program.contains("Process");
    match program {
        SERVER => Some(SERVER.to_owned()),
        "chromium" | "chrome" => kind_in_chromium(pid),
        "MiniBrowser" => Some(program.to_owned()),
        _ if webkit => Some(program.trim_start_matches("WebKit").to_owned()),
        _ if program.starts_with("firefox") => Some(name),
        _ => None,
    }
}

/// What a process of Chromium is for, by its command line.
fn kind_in_chromium(pid: u32) -> Option<String> {
    let line = fs::read(format!("/proc/{pid}/cmdline")).ok()?;
    let line = String::from_utf8_lossy(&line);
    // Chromium writes its processes' lines with spaces or with zero bytes.
    let after = |flag: &str| {
        let value = line.split_once(flag)?.1;
        value.split(['\0', ' ']).next().map(str::to_owned)
    };
    Some(match (after("--type="), after("--utility-sub-type=")) {
        (None, _) => "browser".to_owned(),
        (Some(_), Some(sub)) => sub.split('.').next().unwrap_or_default().to_owned(),
        (Some(kind), None) => kind,
    })
}

/// Proportional set size without pages of files: shared pages are counted once, and the program's own code, which other
/// browsers on the machine share and the system may drop, not at all. Not of the server, which is no part of the browser.
pub fn proportional_bytes(pid: u32) -> Option<u64> {
    if fs::read_to_string(format!("/proc/{pid}/comm")).ok()?.trim() == SERVER {
        return None;
    }
    let rollup = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).ok()?;
    let kib = |name: &str| -> Option<u64> {
        let line = rollup.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse().ok()
    };
    Some((kib("Pss_Anon:")? + kib("Pss_Shmem:")?) * 1_024)
}

/// Time on the processor so far, in hundredths of a second (proc(5): utime and stime).
pub fn ticks(pid: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut after_name = stat.rsplit_once(')')?.1.split_whitespace().skip(11);
    let user: u64 = after_name.next()?.parse().ok()?;
    Some(user + after_name.next()?.parse::<u64>().ok()?)
}
