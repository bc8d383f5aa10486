//! The verdict before the first byte: what the console says of every kind of file when it is chosen, what it offers, and that
//! a worker that is missing, silent or broken stands in nobody's way.

use std::path::PathBuf;
use std::sync::OnceLock;

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::{Bench, Role, Setup, Step, run, words};
use samples::preflight::{Sample, faulty, good, odd};

use super::common::arrived_once;
use super::look::{Look, passes};

const READY: &str = "Ready to upload";
const IMPOSSIBLE: &str = "Cannot be processed";
const CHECK_ONE: &str = "Check 1 point";
const ANYWAY: &str = "Upload anyway";

/// The corpus, made once.
fn corpus() -> &'static [Sample] {
    static CORPUS: OnceLock<Vec<Sample>> = OnceLock::new();
    CORPUS.get_or_init(|| {
        let faulty = faulty::all().unwrap_or_default().into_iter();
        let good = good::all().unwrap_or_default().into_iter();
        good.chain(faulty.map(|(sample, _)| sample)).collect()
    })
}

/// An archive of the corpus.
fn sample_bytes(name: &str) -> Step<&'static [u8]> {
    let found = corpus().iter().find(|sample| sample.name == name);
    let found = found.ok_or_else(|| e2e::Failure::new(format!("there is no sample {name}")))?;
    Ok(&found.bytes)
}

/// The same as a file.
fn sample(t: &Bench, name: &str) -> Step<PathBuf> {
    t.file(name, sample_bytes(name)?)
}

async fn choose(t: &Bench, strategy: &str, task: Option<&str>, name: &str) -> Step {
    let file = sample(t, name)?;
    t.page.goto("/upload").await?;
    t.page.prepare(strategy, task, &[file]).await
}

/// Nothing has been sent.
async fn nothing_sent(t: &Bench) -> Step {
    for path in ["/api/batches/upload", "/api/batches/upload-chunk"] {
        assert!(t.api.requests_to("POST", path).await?.is_empty());
    }
    Ok(())
}

#[test]
fn a_good_archive_is_ready_and_its_tasks_and_first_pages_are_shown() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(t, words::WITH_QR, None, "sevenzip-deflate-with-qr.zip").await?;
        t.page.sees(READY).await?;
        t.page
            .sees("Task 11700111 (3 sheets), task 11700121 (2 sheets)")
            .await?;
        t.page.sees("7 images").await?;
        t.page
            .find(Role::Image, "Page 1: scans/scan_001.jpg")
            .await?;
        t.page
            .find(Role::Image, "Page 3: scans/scan_003.png")
            .await?;
        nothing_sent(t).await?;
        choose(t, words::WITH_QR, None, "windows-explorer-thai.zip").await?;
        t.page.sees("Task 11700131 (2 sheets)").await?;
        t.page
            .find(Role::Image, "Page 1: ห้องสอบ 12/ข้อสอบ 001.jpg")
            .await?;
        passes(&t.page, Look::UploadReady).await?;
        t.page.send().await?;
        t.page.sees_completed(60).await
    });
}

#[test]
fn every_kind_of_fault_is_named_when_the_file_is_chosen() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        for (name, verdict, cause) in [
            ("renamed-jpeg.zip", IMPOSSIBLE, "a JPEG image, not a ZIP"),
            ("renamed-pdf.zip", IMPOSSIBLE, "a PDF document, not a ZIP"),
            ("end-missing.zip", IMPOSSIBLE, "its end is missing"),
            ("beginning-missing.zip", IMPOSSIBLE, "The ZIP is damaged"),
            ("part-of-a-split.zip", IMPOSSIBLE, "one part of a ZIP"),
            ("no-entries.zip", IMPOSSIBLE, "The ZIP is empty"),
            ("no-images.zip", IMPOSSIBLE, "no JPEG or PNG image"),
            ("password.zip", IMPOSSIBLE, "protected with a password"),
            ("bomb.zip", IMPOSSIBLE, "far too much for its size"),
            ("shared-bytes.zip", IMPOSSIBLE, "with another one"),
            ("archive-among-scans.zip", CHECK_ONE, "another archive"),
            ("two-of-a-name.zip", CHECK_ONE, "more than once"),
            ("link.zip", "Check 2 points", "outside of the archive"),
            ("lzma.zip", CHECK_ONE, "servers seldom read"),
            (
                "too-many.zip",
                "Check 2 points",
                "list of files is longer than the server takes",
            ),
            ("two-folders.zip", CHECK_ONE, "The images lie in 2 folders"),
            ("empty-image.zip", CHECK_ONE, "no content: 0 bytes"),
            ("text-named-jpg.zip", CHECK_ONE, "something else inside"),
            ("cmyk.zip", CHECK_ONE, "in CMYK colours"),
            ("damaged-picture.zip", CHECK_ONE, "damaged or incomplete"),
        ] {
            choose(t, words::WITH_QR, None, name).await?;
            t.page.sees(cause).await?;
            t.page.sees(verdict).await?;
        }
        nothing_sent(t).await
    });
}

#[test]
fn what_cannot_be_processed_is_not_sent_and_the_summary_says_why() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(t, words::WITH_QR, None, "password.zip").await?;
        t.page.sees(IMPOSSIBLE).await?;
        assert!(!t.page.has(Role::Checkbox, starts(ANYWAY)).await?);
        t.page.press(words::UPLOAD).await?;
        t.page.sees(words::PROBLEM).await?;
        t.page.sees("password.zip: Cannot be processed").await?;
        passes(&t.page, Look::UploadImpossible).await?;
        nothing_sent(t).await
    });
}

#[test]
fn a_file_with_points_is_sent_only_after_upload_anyway() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(t, words::WITH_QR, None, "two-folders.zip").await?;
        t.page.sees(CHECK_ONE).await?;
        t.page.press(words::UPLOAD).await?;
        t.page.sees("Look at this first").await?;
        t.page
            .title_becomes("no error", |title| title.starts_with("Upload"))
            .await?;
        nothing_sent(t).await?;
        passes(&t.page, Look::UploadPoints).await?;
        t.page.click(Role::Checkbox, starts(ANYWAY)).await?;
        t.page.send().await?;
        t.page.sees_confirmed(60).await?;
        arrived_once(t, &sample(t, "two-folders.zip")?).await?;
        Ok(())
    });
}

#[test]
fn d4_five_files_with_points_are_let_through_at_once() {
    run(Setup::default().checked(), async |t| {
        let found = corpus()
            .iter()
            .find(|sample| sample.name == "two-folders.zip");
        let bytes = found.map(|sample| sample.bytes.clone()).unwrap_or_default();
        let mut files = Vec::new();
        for n in 1..=5_u8 {
            files.push(t.file(&format!("room {n}.zip"), &bytes)?);
        }
        t.page.sign_in(STAFF).await?;
        t.page.view(1280, 900).await?;
        t.page.prepare(words::WITH_QR, None, &files).await?;
        t.page.sees("5 files have points to check").await?;
        let high =
            "return Math.round(document.querySelector('.chosen').getBoundingClientRect().height)";
        let tall = t.page.eval(high).await?.as_u64().unwrap_or(u64::MAX);
        assert!(tall < 700, "five files take {tall} px");
        t.page.press(words::UPLOAD).await?;
        t.page.find(Role::Group, "Look at this first").await?;
        assert!(!t.page.has(Role::Group, words::PROBLEM).await?);
        nothing_sent(t).await?;
        t.page.click(Role::Checkbox, "Upload all anyway").await?;
        t.page.sees("5 files").await?;
        t.page.find(Role::Button, starts("Upload 5 files")).await?;
        t.page.sees_no("Look at this first").await
    });
}

#[test]
fn the_right_strategy_is_offered_and_a_wrong_task_id_is_told() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(
            t,
            words::WITHOUT_QR,
            Some("1170 0999"),
            "python-with-qr.zip",
        )
        .await?;
        t.page.sees("You typed task ID 11700999").await?;
        t.page.sees("says 11700111").await?;
        t.page.press("Use task ID 11700111").await?;
        t.page
            .sees("The first page is the cover sheet of task 11700111")
            .await?;
        t.page.press("Change to “ZIP with QR codes”").await?;
        t.page.sees(READY).await?;
        choose(t, words::WITH_QR, None, "python-without-qr.zip").await?;
        t.page
            .sees("No QR code was found on the first page")
            .await?;
        t.page.press("Change to “ZIP without QR codes”").await?;
        t.page.sees(READY).await?;
        t.page.find(Role::TextBox, words::TASK_ID).await?;
        nothing_sent(t).await
    });
}

#[test]
fn images_choose_their_strategy_and_are_looked_at_together() {
    run(Setup::default().checked(), async |t| {
        let sheet = samples::preflight::page::sheet("11700111", 1)?;
        let one = t.file("page 1.jpg", &sheet)?;
        let two = t.file("page 2.jpg", b"no picture at all")?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/upload").await?;
        t.page.give_files(&[one, two]).await?;
        t.page.sees("“Image files” was chosen for you").await?;
        t.page.sees("All images together").await?;
        t.page.sees("something else inside").await?;
        t.page.sees(CHECK_ONE).await?;
        t.page.press("Remove page 2.jpg").await?;
        t.page.sees(READY).await
    });
}

#[test]
fn a_file_that_was_uploaded_before_is_recognised() {
    run(Setup::default().checked(), async |t| {
        let file = sample(t, "java-jar-with-qr.zip")?;
        let staff = t.api.sign_in(STAFF).await?;
        let batch = staff.upload(&file, None).await?;
        staff.reaches(&batch, "completed").await?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/upload").await?;
        t.page.prepare(words::WITH_QR, None, &[file]).await?;
        t.page
            .sees("This looks like the batch that staff uploaded on")
            .await?;
        t.page.sees(CHECK_ONE).await?;
        t.page.follow("Open that batch").await?;
        t.page.path_is(&format!("/batches/{batch}")).await?;
        Ok(())
    });
}

/// What stands in place of the worker.
#[derive(Clone, Copy)]
enum Broken {
    Missing,
    Script(&'static str),
}

/// Puts something else in the worker's place, then uploads a good file.
fn broken_worker(broken: Broken, patience: u64) {
    run(Setup::default().checked().own_dist(), async |t| {
        let loader = t.api.data().join("dist/preflight-worker_loader.js");
        for packed in ["br", "gz"] {
            let copy = PathBuf::from(format!("{}.{packed}", loader.display()));
            if copy.exists() {
                std::fs::remove_file(copy)?;
            }
        }
        match broken {
            Broken::Missing => std::fs::remove_file(&loader)?,
            Broken::Script(script) => std::fs::write(&loader, script)?,
        }
        let file = sample(t, "go-with-qr.zip")?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::WITH_QR, None, std::slice::from_ref(&file))
            .await?;
        // The button is there whatever the worker does.
        t.page.find(Role::Button, starts("Upload 1 file")).await?;
        if patience > 0 {
            t.page.sees_within(patience, "could not be checked").await?;
        }
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        arrived_once(t, &file).await?;
        Ok(())
    });
}

#[test]
fn a_worker_that_is_missing_lets_the_upload_go() {
    broken_worker(Broken::Missing, 15);
}

#[test]
fn a_worker_that_is_slow_lets_the_upload_go_at_once() {
    // It listens, and never answers.
    broken_worker(Broken::Script("postMessage(['ready', 0, 2]);"), 0);
}

#[test]
fn a_worker_that_is_silent_for_ten_seconds_is_given_up() {
    broken_worker(Broken::Script("postMessage(['ready', 0, 2]);"), 40);
}

#[test]
fn a_worker_that_ends_in_mid_check_lets_the_upload_go() {
    // A word that no worker of this release says: as after a crash, or from another release.
    let script = "onmessage = () => postMessage('nonsense'); postMessage(['ready', 0, 2]);";
    broken_worker(Broken::Script(script), 40);
}

#[test]
fn a_worker_of_another_release_is_not_believed() {
    broken_worker(Broken::Script("postMessage(['ready', 0, 99]);"), 15);
}

#[test]
fn the_same_scans_packed_by_another_program_are_recognised() {
    run(Setup::default().checked(), async |t| {
        let first = sample(t, "infozip-stored-with-qr.zip")?;
        let again = sample(t, "sevenzip-deflate-with-qr.zip")?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[first]).await?;
        t.page.sees(READY).await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        t.page.goto("/upload").await?;
        t.page.prepare(words::WITH_QR, None, &[again]).await?;
        t.page
            .sees("This has the same content as the batch that staff uploaded on")
            .await?;
        t.page.sees(CHECK_ONE).await
    });
}

#[test]
fn f25_after_a_reload_the_directory_vouches_for_a_file_that_was_saved_again() {
    run(Setup::default().checked().small_chunks(), async |t| {
        // Small pictures are a point to check; here they only have to be many.
        let zip = t.quick_zip("again.zip", 8, 700_000)?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::WITH_QR, None, std::slice::from_ref(&zip))
            .await?;
        t.page.sees(CHECK_ONE).await?;
        t.page.click(Role::Checkbox, starts(ANYWAY)).await?;
        t.api
            .fault(e2e::Rule::on_chunks().throttle(200_000))
            .await?;
        t.page.send().await?;
        t.page.uploaded_at_least("again.zip", 20.0).await?;
        t.page.reload().await?;
        t.api.no_faults().await?;
        // The same bytes with a new time of change: the sampled digest alone would not trust them.
        let bytes = std::fs::read(&zip)?;
        std::fs::write(&zip, bytes)?;
        t.page.sees("again.zip").await?;
        t.page
            .give_files_to("article input[type=file]", std::slice::from_ref(&zip))
            .await?;
        t.page.sees_confirmed(60).await?;
        arrived_once(t, &zip).await?;
        Ok(())
    });
}

#[test]
fn c1_half_a_page_among_images_is_told() {
    run(Setup::default().checked(), async |t| {
        let sheet = samples::preflight::page::sheet("11700111", 1)?;
        let whole = t.file("page 1.jpg", &sheet)?;
        let half = t.file("page 2.jpg", &odd::half(&sheet))?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/upload").await?;
        t.page.give_files(&[whole, half]).await?;
        t.page.sees("1 image is damaged or incomplete").await?;
        t.page.sees(CHECK_ONE).await
    });
}

#[test]
fn c3_images_are_taken_by_what_they_hold_and_sent_under_names_that_servers_know() {
    run(Setup::default().checked(), async |t| {
        let sheet = |n| samples::preflight::page::sheet("11700111", n);
        let one = t.file("page 1.jfif", &sheet(1)?)?;
        let two = t.file("page 2", &sheet(2)?)?;
        let other = t.file("page 3.tif", b"II*\0 and what follows")?;
        t.page.sign_in(STAFF).await?;
        t.page.goto("/upload").await?;
        t.page.give_files(&[one, two]).await?;
        t.page.sees("“Image files” was chosen for you").await?;
        t.page
            .sees("2 images have names that do not say so")
            .await?;
        t.page.sees("“page 1.jfif” as “page 1.jpg”").await?;
        t.page.sees(READY).await?;
        t.page.give_files(&[other]).await?;
        t.page.sees("page 3.tif").await?;
        t.page.fill(words::TASK_ID, "11700111").await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        let staff = t.api.sign_in(STAFF).await?;
        let batches = staff.batches().await?;
        assert_eq!(batches[0]["sheet_count"], 2, "{batches:?}");
        Ok(())
    });
}

#[test]
fn c4_a_zip_whose_end_is_not_found_is_no_ready_one() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(t, words::WITH_QR, None, "zeros-behind-70k.zip").await?;
        t.page.sees("do not find its list of files").await?;
        t.page.sees(CHECK_ONE).await?;
        choose(t, words::WITH_QR, None, "endings-jfif.zip").await?;
        t.page.sees("names that do not end in .jpg").await?;
        t.page.sees(CHECK_ONE).await
    });
}

#[test]
fn c7_the_same_scans_under_two_names_are_told_on_the_list_and_beside_uploads() {
    run(Setup::default().checked().small_chunks(), async |t| {
        let bytes = &sample_bytes("java-stored-with-qr.zip")?;
        let one = t.file("monday.zip", bytes)?;
        let two = t.file("tuesday.zip", bytes)?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[one, two]).await?;
        t.page
            .sees("“monday.zip” on this list holds the same scans")
            .await?;
        t.page.sees(READY).await?;
        t.page.sees(CHECK_ONE).await?;
        // The first one goes, the second one waits: now for what is being uploaded.
        t.api.fault(e2e::Rule::on_chunks().throttle(20_000)).await?;
        t.page.send().await?;
        t.page
            .sees("“monday.zip” holds the same scans, and it is among the uploads already")
            .await?;
        t.page.sees(CHECK_ONE).await?;
        t.api.no_faults().await
    });
}

/// Holds every archive back from the worker until `__release()`.
const HELD: &str = "const Real = Worker;
    const held = [];
    window.__release = () => { for (const go of held.splice(0)) go(); return null; };
    window.Worker = class extends Real {
      postMessage(message) {
        if (Array.isArray(message) && message[0] === 'archive') held.push(() => super.postMessage(message));
        else super.postMessage(message);
      }
    };";

#[test]
fn c7_what_was_sent_leaves_the_form_and_is_no_twin_of_itself() {
    run(Setup::default().checked(), async |t| {
        t.page.sign_in(STAFF).await?;
        choose(t, words::WITH_QR, None, "java-stored-with-qr.zip").await?;
        t.page.sees(READY).await?;
        t.page.sees("11700111 (3 sheets)").await?;
        t.page.send().await?;
        t.page.sees_completed(60).await?;
        let text = t.page.text().await?;
        assert!(!text.contains("holds the same scans"), "{text}");
        assert!(!text.contains(CHECK_ONE), "{text}");
        assert!(!t.page.has(Role::Button, starts(ANYWAY)).await?);
        arrived_once(t, &sample(t, "java-stored-with-qr.zip")?).await?;
        Ok(())
    });
}

#[test]
fn a7_a_verdict_that_comes_while_bytes_are_sent_pauses_the_upload_and_asks() {
    run(Setup::default().checked().small_chunks(), async |t| {
        let file = t.file("no archive.zip", &b"no archive at all\n".repeat(300_000))?;
        t.page.at_start(HELD).await?;
        t.page.sign_in(STAFF).await?;
        t.page.prepare(words::WITH_QR, None, &[file]).await?;
        t.api
            .fault(e2e::Rule::on_chunks().throttle(300_000))
            .await?;
        t.page.send().await?;
        t.page.uploaded_at_least("no archive.zip", 5.0).await?;
        t.page.eval("return window.__release()").await?;
        t.page.sees("This is some other file, not a ZIP").await?;
        t.page.sees("so the upload was paused").await?;
        t.api.no_faults().await?;
        t.page.find(Role::Button, starts(words::RESUME)).await?;
        let staff = t.api.sign_in(STAFF).await?;
        assert!(staff.batches().await?.is_empty());
        Ok(())
    });
}

#[test]
fn a7_points_that_come_late_stand_beside_the_upload() {
    run(Setup::default().checked(), async |t| {
        let file = sample(t, "two-folders.zip")?;
        t.page.at_start(HELD).await?;
        t.page.sign_in(STAFF).await?;
        t.page
            .prepare(words::WITH_QR, None, std::slice::from_ref(&file))
            .await?;
        t.page.send().await?;
        t.page.eval("return window.__release()").await?;
        t.page.sees("found: The images lie in 2 folders").await?;
        t.page.sees_confirmed(60).await?;
        arrived_once(t, &file).await?;
        Ok(())
    });
}
