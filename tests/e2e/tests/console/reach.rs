//! K4, K11 and K12 of the rules of experience: every stop of the Tab key on every route is seen and free, at 400 % as well, and
//! forced colours and reduced motion take nothing away.

use e2e::api::{ADMIN, STAFF};
use e2e::devtools::Scheme;
use e2e::page::starts;
use e2e::reach::Kinds;
use e2e::{Ability, Bench, Role, Rule, Setup, Step, files, run, words};

use super::look::FORCED;

/// Addresses of all routes with something on them, and what is there when they are ready.
async fn routes(t: &Bench) -> Step<Vec<(String, &'static str)>> {
    let staff = t.api.sign_in(STAFF).await?;
    let partly = staff
        .upload(&files::bad("unreadable-image.zip")?, None)
        .await?;
    staff.reaches(&partly, "completed").await?;
    let failed = staff.upload(&files::bad("no-cover.zip")?, None).await?;
    staff.reaches(&failed, "failed").await?;
    Ok(vec![
        ("/upload".to_owned(), words::CHOOSE_FILES),
        ("/batches".to_owned(), "Next"),
        (format!("/batches/{partly}?sheets=all"), "Why sheets failed"),
        (format!("/batches/{failed}"), "This batch failed"),
        ("/batches/0000".to_owned(), words::BAD_LINK),
        ("/analytics?period=all".to_owned(), "Busiest hours"),
        ("/notices".to_owned(), "No notifications"),
        ("/preferences".to_owned(), "Rows per page of the list"),
        ("/help".to_owned(), "How to make a ZIP"),
        ("/nowhere".to_owned(), words::NOT_FOUND),
    ])
}

/// Goes through all stops of all routes in a view of this size.
fn every_stop(width: u32, height: u32, scheme: Scheme) {
    run(
        Setup::default().needs(Ability::DevTools).seeded(26),
        async |t| {
            let mut kinds = Kinds::default();
            t.page.view(width, height).await?;
            t.page.scheme(scheme).await?;
            t.page.goto("/login").await?;
            t.page.find(Role::Button, words::SIGN_IN).await?;
            t.page.sweep("/login", &mut kinds).await?;
            t.page.enter(ADMIN).await?;
            t.page.path_is("/upload").await?;
            for (path, ready) in routes(t).await? {
                t.page.goto(&path).await?;
                t.page.sees_within(60, ready).await?;
                // Some pages are there before it is known who is signed in.
                t.page.find(Role::Button, starts(words::USER_MENU)).await?;
                t.page.sweep(&path, &mut kinds).await?;
            }
            Ok(())
        },
    );
}

#[test]
fn k04_every_stop_has_a_ring_and_nothing_over_it_on_a_wide_screen() {
    every_stop(1280, 900, Scheme::Light);
}

#[test]
fn k04_every_stop_has_a_ring_and_nothing_over_it_on_a_narrow_screen() {
    every_stop(320, 640, Scheme::Dark);
}

/// 1280 by 1024 at 400 %.
#[test]
fn k11_at_400_percent_every_stop_is_in_sight_and_nothing_scrolls_two_ways() {
    every_stop(320, 256, Scheme::Light);
}

#[test]
fn k12_forced_colours_and_reduced_motion_take_nothing_away() {
    let setup = Setup::with(&["--sheets-per-second", "1"])
        .needs(Ability::DevTools)
        .seeded(26)
        .small_chunks();
    run(setup, async |t| {
        let zip = t.quick_zip("sending.zip", 8, 700_000)?;
        let mut kinds = Kinds::default();
        t.page.sign_in(ADMIN).await?;
        t.page.media(&FORCED).await?;
        t.api.fault(Rule::on_chunks().throttle(100_000)).await?;
        t.page.upload_zip(&zip).await?;
        t.page.uploaded_at_least("sending.zip", 3.0).await?;
        t.page.forced("sending").await?;
        t.page.still("sending").await?;
        t.page.sweep("sending, forced colours", &mut kinds).await?;
        for (path, ready) in [
            ("/batches", "Next"),
            ("/analytics?period=all", "Busiest hours"),
        ] {
            t.page.goto(path).await?;
            t.page.sees_within(60, ready).await?;
            t.page.still(path).await?;
            t.page.forced(path).await?;
            t.page.sweep(path, &mut kinds).await?;
        }
        // Work that goes on, in each of its pictures.
        t.api
            .fault(Rule::on("GET", "/api/*batches/").delay(60_000))
            .await?;
        t.page.reload().await?;
        t.page
            .find_within(30, Role::ProgressBar, "Reading the batches")
            .await?;
        t.page.still("reading").await?;
        t.page.forced("reading").await
    });
}
