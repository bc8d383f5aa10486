//! Good archives: what every style makes of the usual contents. Nothing may be said against any of them.

use super::style::{ALL, Item, Style};
use super::writer::{self, Entry};
use super::{Sample, odd, page};
use crate::Error;

/// What an archive holds.
struct Content {
    name: &'static str,
    /// Task ids with their sheets.
    tasks: &'static [(&'static str, usize)],
    covers: bool,
    /// Folder, with `/`; empty for none.
    folder: &'static str,
    /// Begin of the names.
    stem: &'static str,
}

const CONTENTS: [Content; 3] = [
    Content {
        name: "with-qr",
        tasks: &[("11700111", 3), ("11700121", 2)],
        covers: true,
        folder: "scans/",
        stem: "scan_",
    },
    Content {
        name: "without-qr",
        tasks: &[("11700111", 2)],
        covers: false,
        folder: "",
        stem: "Prüfung ",
    },
    Content {
        name: "thai",
        tasks: &[("11700131", 2)],
        covers: true,
        folder: "ห้องสอบ 12/",
        stem: "ข้อสอบ ",
    },
];

/// The tasks that the good archive of this name holds, with their sheets; empty without covers.
#[must_use]
pub fn tasks_of(name: &str) -> &'static [(&'static str, usize)] {
    CONTENTS
        .iter()
        .find(|content| content.covers && name.contains(content.name))
        .map_or(&[], |content| content.tasks)
}

/// Every good archive.
pub fn all() -> Result<Vec<Sample>, Error> {
    let mut samples = Vec::new();
    for content in &CONTENTS {
        let items = content.items()?;
        for style in ALL {
            samples.push(Sample {
                name: format!("{}-{}.zip", style.name, content.name),
                bytes: pack(style, &items),
            });
        }
    }
    samples.extend(odd_pages()?);
    Ok(samples)
}

/// One change to every page.
type Change = Box<dyn Fn(&mut Item) -> Result<(), Error>>;

/// The first contents with pages as other devices write them.
fn odd_pages() -> Result<Vec<Sample>, Error> {
    let mut kinds: Vec<(String, Change)> = Vec::new();
    for (name, tail) in odd::tails()? {
        let change = move |item: &mut Item| {
            item.data.extend(&tail);
            Ok(())
        };
        kinds.push((format!("tail-{name}"), Box::new(change)));
    }
    kinds.push((
        "tail-to-512".into(),
        Box::new(|item| {
            item.data = odd::padded_to_512(std::mem::take(&mut item.data));
            Ok(())
        }),
    ));
    kinds.push((
        "end-marker-missing".into(),
        Box::new(|item| {
            item.data = odd::without_end(&item.data);
            Ok(())
        }),
    ));
    for (name, jpeg) in [
        ("jpeg", ".jpeg"),
        ("upper", ".JPEG"),
        ("mixed", ".Jpg"),
        ("two", ".tif.jpg"),
    ] {
        let change = move |item: &mut Item| {
            let stem = item.path.rsplit_once('.').map_or("", |(stem, _)| stem);
            let ending = if item.data.starts_with(b"\x89PNG") {
                ".PNG"
            } else {
                jpeg
            };
            item.path = format!("{stem}{ending}");
            Ok(())
        };
        kinds.push((format!("ending-{name}"), Box::new(change)));
    }
    let plain = CONTENTS[0].items()?;
    let style = |name: &str| ALL.iter().find(|style| style.name == name);
    let (Some(stored), Some(deflated)) = (style("python"), style("macos-ditto")) else {
        return Ok(Vec::new());
    };
    let mut samples = Vec::new();
    for (name, change) in kinds {
        let mut items = CONTENTS[0].items()?;
        for item in &mut items {
            change(item)?;
        }
        samples.push(Sample {
            name: format!("{name}-with-qr.zip"),
            bytes: pack(stored, &items),
        });
        samples.push(Sample {
            name: format!("macos-ditto-{name}-with-qr.zip"),
            bytes: pack(deflated, &items),
        });
    }
    for orientation in 1..=8 {
        let mut items: Vec<Item> = Vec::new();
        for (number, of) in plain.iter().zip(CONTENTS[0].pages()) {
            items.push(Item {
                path: number.path.replace(".png", ".jpg"),
                data: page::turned(of.0, of.1, orientation)?,
            });
        }
        samples.push(Sample {
            name: format!("turned-{orientation}-with-qr.zip"),
            bytes: pack(stored, &items),
        });
    }
    Ok(samples)
}

impl Content {
    /// Task and number of each page; covers have none.
    fn pages(&self) -> Vec<(&'static str, Option<usize>)> {
        let of = |(task, sheets): &(&'static str, usize)| {
            let (task, sheets) = (*task, *sheets);
            let cover = self.covers.then_some((task, None));
            cover
                .into_iter()
                .chain((1..=sheets).map(move |n| (task, Some(n))))
                .collect::<Vec<_>>()
        };
        self.tasks.iter().flat_map(of).collect()
    }

    fn items(&self) -> Result<Vec<Item>, Error> {
        let mut items = Vec::new();
        let mut number = 0;
        let mut add = |data: Vec<u8>, extension: &str| {
            number += 1;
            items.push(Item {
                path: format!("{}{}{number:03}.{extension}", self.folder, self.stem),
                data,
            });
        };
        for (task, sheets) in self.tasks {
            if self.covers {
                add(page::cover(task)?, "jpg");
            }
            for sheet in 1..=*sheets {
                match sheet % 3 {
                    2 => add(page::png_sheet(task, sheet)?, "png"),
                    _ => add(page::sheet(task, sheet)?, "JPG"),
                }
            }
        }
        Ok(items)
    }
}

fn pack(style: &Style, items: &[Item]) -> Vec<u8> {
    let mut entries: Vec<Entry> = Vec::new();
    if let Some(folder) = items.first().and_then(|item| folder(&item.path))
        && style.folders
    {
        let item = Item {
            path: folder.to_owned(),
            data: Vec::new(),
        };
        entries.push((style.entry)(&item));
    }
    for item in items {
        entries.push((style.entry)(item));
        if style.name == "macos-ditto" {
            let beside = Item {
                path: format!(
                    "__MACOSX/{}._{}",
                    folder(&item.path).unwrap_or_default(),
                    base(&item.path)
                ),
                data: vec![0, 5, 0x16, 7, 0, 2, 0, 0],
            };
            entries.push((style.entry)(&beside));
        }
    }
    writer::write(&entries, &(style.around)())
}

fn folder(path: &str) -> Option<&str> {
    path.rfind('/').and_then(|at| path.get(..=at))
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Read};

    #[test]
    fn there_are_enough_and_another_reader_opens_every_one() {
        let all = all().unwrap();
        assert!(all.len() >= 50, "{}", all.len());
        for Sample { name, bytes } in all {
            let mut archive =
                zip::ZipArchive::new(Cursor::new(bytes)).unwrap_or_else(|e| panic!("{name}: {e}"));
            for at in 0..archive.len() {
                let mut content = Vec::new();
                archive
                    .by_index(at)
                    .unwrap()
                    .read_to_end(&mut content)
                    .unwrap_or_else(|e| panic!("{name}: {e}"));
            }
        }
    }
}
