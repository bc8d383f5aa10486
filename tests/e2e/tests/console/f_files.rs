//! F-33 to F-37: sizes at the edges, files that change under the upload, odd names, very many files.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use e2e::api::STAFF;
use e2e::faults::UPLOAD;
use e2e::page::starts;
use e2e::wait::{Seen, never_within, until_within};
use e2e::{Ability, Bench, Page, Role, Rule, Setup, Step, run, words};

use crate::common::{arrived_once, arrived_whole, chunks, name_of};

/// A ZIP of exactly `bytes`, padded inside its last picture.
fn zip_of(t: &Bench, name: &str, bytes: usize) -> Step<PathBuf> {
    let small = samples::zips::quick("14900150", 1, 8_000)?.len();
    t.quick_zip(name, 1, bytes - small + 8_000)
}

async fn sent_as(t: &Bench, file: &Path, wanted: &[u64]) -> Step {
    t.api.forget_requests().await?;
    t.page.upload_zip(file).await?;
    t.page.sees_confirmed(60).await?;
    arrived_whole(t, file).await?;
    let totals: Vec<u64> = chunks(t)
        .await?
        .iter()
        .filter_map(|c| c["total_chunks"].as_u64())
        .collect();
    let expected: Vec<u64> = wanted
        .iter()
        .flat_map(|n| std::iter::repeat_n(*n, *n as usize))
        .collect();
    assert_eq!(totals, expected, "{}", file.display());
    t.page.clear_finished().await
}

#[test]
fn f33_sizes_at_the_edges_make_the_right_number_of_chunks() {
    run(Setup::default().small_chunks(), async |t| {
        t.page.sign_in(STAFF).await?;
        // 1 MB chunks, requests of at most 2 MB: exactly two chunks, one byte more, and what fits one request.
        for (name, bytes, totals) in [
            ("fits.zip", 1_900_000, &[][..]),
            ("two.zip", 2_000_000, &[2]),
            ("three.zip", 2_000_001, &[3]),
            ("four.zip", 4_000_000, &[4]),
        ] {
            let zip = zip_of(t, name, bytes)?;
            assert_eq!(std::fs::metadata(&zip)?.len(), bytes as u64);
            sent_as(t, &zip, totals).await?;
        }
        Ok(())
    });
}

#[test]
fn f33_the_smallest_and_the_largest_file() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let sparse = |name: &str, bytes: u64| -> Step<PathBuf> {
            let path = t.file(name, b"PK\x03\x04")?;
            std::fs::File::options()
                .write(true)
                .open(&path)?
                .set_len(bytes)?;
            Ok(path)
        };
        let one = t.file("one-byte.zip", b"P")?;
        t.page.upload_zip(&one).await?;
        t.page.sees_within(60, "not a ZIP").await?;
        t.page.goto("/upload").await?;
        t.page
            .prepare(
                words::WITH_QR,
                None,
                &[sparse("limit.zip", 10_000_000_000)?],
            )
            .await?;
        t.page
            .find(Role::Button, starts("Upload 1 file (10"))
            .await?;
        assert!(
            !t.page.text().await?.contains("must be smaller"),
            "exactly 10 GB is allowed"
        );
        t.page.goto("/upload").await?;
        t.page
            .prepare(
                words::WITH_QR,
                None,
                &[sparse("beyond.zip", 10_000_000_001)?],
            )
            .await?;
        t.page.sees("must be smaller than 10 GB").await
    });
}

/// A file of eight chunks that travel slowly; a fifth of it is sent.
async fn sending(t: &Bench, name: &str) -> Step<PathBuf> {
    let zip = t.quick_zip(name, 10, 700_000)?;
    t.page.sign_in(STAFF).await?;
    t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
    t.page.upload_zip(&zip).await?;
    t.page.uploaded_at_least(name, 20.0).await?;
    Ok(zip)
}

/// The original comes back, as when a stick is plugged in again.
async fn give_back(t: &Bench, zip: &Path, bytes: &[u8], saved: SystemTime) -> Step<PathBuf> {
    let folder = t.api.data().join("again");
    std::fs::create_dir_all(&folder)?;
    let again = folder.join(name_of(zip));
    std::fs::write(&again, bytes)?;
    set_modified(&again, saved)?;
    t.page
        .give_files_to("article input[type=file]", std::slice::from_ref(&again))
        .await?;
    Ok(again)
}

fn set_modified(path: &Path, when: SystemTime) -> std::io::Result<()> {
    let file = std::fs::File::options().write(true).open(path)?;
    file.set_modified(when)
}

#[test]
fn f35_a_file_edited_in_mid_upload_is_asked_for_again_without_a_loop() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = sending(t, "f35.zip").await?;
        let original = std::fs::read(&zip)?;
        let saved = std::fs::metadata(&zip)?.modified()?;
        let mut changed = original.clone();
        changed.truncate(original.len() - 10);
        std::fs::write(&zip, &changed)?;
        t.page
            .sees_within(40, "was changed, moved or unplugged")
            .await?;
        let before = chunks(t).await?.len();
        never_within(8.0, "a retry loop", async || {
            Ok(chunks(t).await?.len() > before + 1)
        })
        .await?;
        t.api.no_faults().await?;
        let again = give_back(t, &zip, &original, saved).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &again).await?;
        Ok(())
    });
}

#[test]
fn f35_a_file_written_over_with_the_same_length_is_asked_for_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = sending(t, "f35-same-length.zip").await?;
        let original = std::fs::read(&zip)?;
        let saved = std::fs::metadata(&zip)?.modified()?;
        let mut changed = original.clone();
        let half = changed.len() / 2;
        changed[half..half + 1_500_000].fill(b'x');
        std::fs::write(&zip, &changed)?;
        // Neither its length nor its time of change tells.
        set_modified(&zip, saved)?;
        t.page
            .sees_within(60, "was changed, moved or unplugged")
            .await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        t.api.no_faults().await?;
        let again = give_back(t, &zip, &original, saved).await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &again).await?;
        Ok(())
    });
}

#[test]
fn f35_a_file_that_was_deleted_is_asked_for_again() {
    run(Setup::default().small_chunks(), async |t| {
        let zip = sending(t, "f35-gone.zip").await?;
        std::fs::remove_file(&zip)?;
        t.page
            .sees_within(40, "was changed, moved or unplugged")
            .await?;
        t.page
            .find(Role::Button, starts(words::CHOOSE_AGAIN))
            .await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        Ok(())
    });
}

#[test]
fn f36_odd_file_names_arrive_and_are_shown_as_they_are() {
    run(Setup::default(), async |t| {
        t.page.sign_in(STAFF).await?;
        let long = format!("{}.zip", "n".repeat(240));
        for (i, name) in [
            "<img src=x onerror=alert(1)>.zip",
            "\u{202e}gpj.zip",
            "=HYPERLINK(1).zip",
            "CON.zip",
            "Prüfung é.zip",
            "Pru\u{308}fung.zip",
            &long,
        ]
        .into_iter()
        .enumerate()
        {
            let task = format!("149002{i:02}");
            let zip = t.file(name, &samples::zips::quick(&task, 1, 8_000)?)?;
            t.page.upload_zip(&zip).await?;
            t.page.sees_confirmed(30).await?;
            arrived_whole(t, &zip).await?;
            assert_eq!(
                t.page
                    .eval("return document.querySelectorAll('main img').length")
                    .await?,
                0
            );
            t.page.clear_finished().await?;
        }
        Ok(())
    });
}

#[test]
fn f37_the_same_file_twice_is_taken_once() {
    run(Setup::default(), async |t| {
        let zip = t.quick_zip("twice.zip", 1, 8_000)?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::WITH_QR, None, std::slice::from_ref(&zip))
            .await?;
        t.page.find(Role::Button, starts("Upload 1 file")).await?;
        t.page.give_files(&[zip]).await?;
        t.page.sees("was not added twice").await?;
        t.page.find(Role::Button, starts("Upload 1 file")).await?;
        Ok(())
    });
}

#[test]
fn f37_a_dropped_folder_gives_its_images() {
    run(Setup::default().needs(Ability::Folders), async |t| {
        let folder = t.api.data().join("scans of today/inner");
        std::fs::create_dir_all(&folder)?;
        for number in 1..=12 {
            std::fs::write(
                folder.join(format!("scan {number}.jpg")),
                samples::sheet::thumbnail(number)?,
            )?;
        }
        std::fs::write(folder.join("Thumbs.db"), b"litter")?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::IMAGES, Some("14900151"), &[]).await?;
        t.page
            .drop_files(&[t.api.data().join("scans of today")], 400, 400)
            .await?;
        t.page.find(Role::Button, starts("Upload 12 files")).await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batches = staff.batches().await?;
        let detail = staff
            .detail(batches[0]["batch_uuid"].as_str().unwrap_or_default())
            .await?;
        assert_eq!(
            (batches.len(), detail["processed_sheets"].as_u64()),
            (1, Some(12))
        );
        Ok(())
    });
}

/// Images of 900 KB each, `sheet 1.jpg` and so on.
fn large_images(t: &Bench, numbers: &[usize]) -> Step<Vec<PathBuf>> {
    let folder = t.api.data().join("images");
    std::fs::create_dir_all(&folder)?;
    let mut images = Vec::new();
    for number in numbers {
        let path = folder.join(format!("sheet {number}.jpg"));
        let sheet = samples::sheet::thumbnail(*number)?;
        std::fs::write(&path, samples::jpeg::padded(sheet, 900_000))?;
        images.push(path);
    }
    Ok(images)
}

#[test]
fn f35_an_image_written_over_with_the_same_length_is_asked_for_again() {
    run(Setup::default().small_chunks(), async |t| {
        let images = large_images(t, &[1, 2, 3, 4, 5, 6])?;
        t.page.sign_in(STAFF).await?;
        t.api.fault(Rule::on_chunks().throttle(400_000)).await?;
        t.page
            .prepare(words::IMAGES, Some("14900154"), &images)
            .await?;
        t.page.send().await?;
        t.page
            .uploaded_at_least("sheet 1.jpg and 5 images more", 20.0)
            .await?;
        for path in images.iter().skip(3) {
            let saved = std::fs::metadata(path)?.modified()?;
            let mut changed = std::fs::read(path)?;
            changed[100_000..].fill(b'x');
            std::fs::write(path, changed)?;
            set_modified(path, saved)?;
        }
        t.page
            .sees_within(60, "was changed, moved or unplugged")
            .await?;
        assert!(t.api.sign_in(STAFF).await?.batches().await?.is_empty());
        Ok(())
    });
}

#[test]
fn images_beyond_one_request_travel_as_one_zip_and_become_one_batch() {
    run(Setup::default().small_chunks(), async |t| {
        let images = large_images(t, &[1, 2, 10, 11, 3])?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::IMAGES, Some("14900152"), &images)
            .await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batches = staff.batches().await?;
        assert_eq!(batches.len(), 1, "{batches:?}");
        let detail = staff
            .detail(batches[0]["batch_uuid"].as_str().unwrap_or_default())
            .await?;
        assert_eq!(detail["processed_sheets"], 5, "{detail}");
        assert!(
            t.api.requests_to("POST", UPLOAD).await?.is_empty(),
            "too much for one request"
        );
        let names: Vec<_> = detail["sheets"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|s| {
                s["image_path"]
                    .as_str()?
                    .rsplit('/')
                    .next()
                    .map(str::to_owned)
            })
            .collect();
        assert_eq!(
            names,
            [
                "sheet 1.jpg",
                "sheet 2.jpg",
                "sheet 3.jpg",
                "sheet 10.jpg",
                "sheet 11.jpg"
            ],
            "natural order"
        );
        Ok(())
    });
}

/// The longest time for which the page could not answer, in milliseconds, since the last call.
async fn longest_silence(page: &Page) -> Step<f64> {
    let longest = page
        .eval("const worst = window.__worst; window.__worst = 0; return worst")
        .await?;
    Ok(longest.as_f64().unwrap_or(f64::MAX))
}

#[test]
fn f37_five_thousand_files_at_once_leave_the_page_responsive() {
    run(Setup::default().needs(Ability::Folders), async |t| {
        let folder = t.api.data().join("many");
        std::fs::create_dir_all(&folder)?;
        let picture = samples::sheet::thumbnail(1)?;
        for number in 0..5_000 {
            std::fs::write(folder.join(format!("{number}.jpg")), &picture)?;
        }
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::IMAGES, Some("14900153"), &[]).await?;
        t.page
            .eval(
                "window.__worst = 0;
                 new PerformanceObserver(list => {
                   for (const task of list.getEntries()) window.__worst = Math.max(window.__worst, task.duration);
                 }).observe({ type: 'longtask' });
                 return null",
            )
            .await?;
        t.page.drop_files(&[folder], 400, 400).await?;
        until_within(60, "all 5,000 to be listed", async || {
            let there = t
                .page
                .has(Role::Button, starts("Upload 5,000 files"))
                .await?;
            Ok(if there {
                Seen::Yes(())
            } else {
                Seen::NotYet("not yet".to_owned())
            })
        })
        .await?;
        let worst = longest_silence(&t.page).await?;
        assert!(worst <= 200.0, "the page was silent for {worst} ms");
        t.page.fill(words::NOTES, "still here").await?;
        assert!(longest_silence(&t.page).await? <= 200.0);
        Ok(())
    });
}
