//! Covers and the tasks between them.

use crate::directory::{Directory, Entry};
use crate::names;
use crate::report::Task;
use crate::settings::Settings;

/// More pages than this are not looked at as covers: then the sizes tell nothing.
const MAX_CANDIDATES: usize = 400;

/// The images that will be read, as indexes into the directory, in the order in which servers read them. Those that only their
/// content shows count where there are no others.
pub(crate) fn pages(directory: &Directory) -> Vec<usize> {
    let entry = |at: usize| directory.entries.get(at);
    let role = directory.image_role();
    let mut pages: Vec<usize> = (0..directory.entries.len())
        .filter(|at| entry(*at).is_some_and(|e| e.role == role && !e.is_folder() && e.size > 0))
        .collect();
    pages.sort_by(|a, b| {
        let name = |at: &usize| entry(*at).map_or("", |e| e.name.as_str());
        names::natural(name(a), name(b))
    });
    pages
}

/// Which pages behind the first may be covers by their size; `None`: too many to look at. The first cover's own size widens
/// what the settings expect.
pub(crate) fn candidates(pages: &[&Entry], settings: &Settings) -> Option<Vec<usize>> {
    let first = pages.first()?.size;
    let like_first = first / 10 * 6..=first.saturating_add(first / 10 * 4);
    let candidates: Vec<usize> = pages
        .iter()
        .enumerate()
        .skip(1)
        .filter(|(_, e)| settings.cover_sized(e.size) || like_first.contains(&e.size))
        .map(|(page, _)| page)
        .collect();
    (candidates.len() <= MAX_CANDIDATES).then_some(candidates)
}

/// Tasks from covers (page and task id, in order) among so many pages.
pub(crate) fn between(covers: &[(usize, String)], pages: usize) -> Vec<Task> {
    covers
        .iter()
        .enumerate()
        .map(|(at, (page, id))| {
            let next = covers.get(at + 1).map_or(pages, |(next, _)| *next);
            Task {
                id: id.clone(),
                sheets: next.saturating_sub(page + 1) as u64,
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_belong_to_the_cover_before_them() {
        let covers = [(0, "11700111".to_owned()), (33, "11700121".to_owned())];
        let tasks = between(&covers, 55);
        assert_eq!((tasks[0].sheets, tasks[1].sheets), (32, 21));
        assert_eq!(between(&[], 5), []);
    }
}
