//! The console behind the gateways of production (`deploy/nginx.conf`, `deploy/Caddyfile`): limits on requests by address, two API
//! servers, TLS with HTTP/2 and plain HTTP/1.1. The cache is empty at the start of each test.

use e2e::api::ADMIN;
use e2e::faults::CHUNKS;
use e2e::page::starts;
use e2e::{
    Ability, Bench, Failure, Gateway, Program, Protocol, Role, Setup, Step, files, run, words,
};
use samples::set;
use serde_json::json;

use super::common::name_of;
use super::export;

fn gateway(t: &Bench) -> Step<&Gateway> {
    t.gateway
        .as_ref()
        .ok_or_else(|| Failure::new("this test has no gateway"))
}

/// Requests that the gateway's limits refused.
fn refused(t: &Bench) -> Step<Vec<String>> {
    let all = gateway(t)?.requests()?;
    let refused = all.into_iter().filter(|request| request.status == 503);
    Ok(refused.map(|request| request.path).collect())
}

/// Signs in, looks at the list, sends 200 MB, follows them, opens the batch, exports the list and deletes the batch.
async fn walk(t: &Bench) -> Step {
    let zip = files::archive(&set::LARGE)?;
    let name = name_of(&zip);
    let folder = export::downloads(t).await?;
    t.page.sign_in(ADMIN).await?;
    t.page.follow(words::BATCHES).await?;
    t.page.sees(words::NONE_YET).await?;
    t.page.follow(words::UPLOAD).await?;
    t.page.upload_zip(&zip).await?;
    t.page.sees_completed(180).await?;
    let admin = t.api.sign_in(ADMIN).await?;
    let batch = admin.only_batch_named(&name).await?;
    assert_eq!(t.api.assembled_sha256(&batch).await?, files::sha256(&zip)?);
    t.page.open_batch().await?;
    t.page.sees("291 sheets").await?;
    t.page.follow(words::BATCHES).await?;
    t.page.sees(&name).await?;
    export::open(t, "csv").await?;
    t.page.press("Export file").await?;
    t.page.sees_within(30, "with 1 row").await?;
    let csv = export::saved(&folder, "csv").await?;
    assert!(String::from_utf8_lossy(&csv).contains(&name));
    t.page.press("Close").await?;
    t.page
        .press(starts(&format!("Delete batch {name}")))
        .await?;
    t.page.fill(words::CONFIRM_NAME, &name).await?;
    t.page.press(words::DELETE_BATCH).await?;
    t.page.sees(&format!("Batch {name} was deleted")).await?;
    t.page.sees(words::NONE_YET).await
}

/// What both walks must leave in the gateway's log.
fn kept_the_limits(t: &Bench, protocol: &str) -> Step {
    assert_eq!(refused(t)?, Vec::<String>::new());
    let asked = gateway(t)?.requests()?;
    let other: Vec<_> = asked.iter().filter(|r| r.protocol != protocol).collect();
    assert!(other.is_empty(), "not {protocol}: {other:?}");
    let broken: Vec<_> = asked.iter().filter(|r| r.status >= 400).collect();
    assert!(broken.is_empty(), "{broken:?}");
    Ok(())
}

/// The walk over TLS, with uploads in the lane of their own.
fn walks_over_http_2(program: Program) {
    let lane = json!({ "upload_base": "/api/realtime" });
    let setup = Setup::default()
        .needs(Ability::Downloads)
        .production()
        .config(lane);
    run(setup.behind(program, Protocol::Http2), async |t| {
        walk(t).await?;
        let lane = gateway(t)?.requests()?;
        assert!(
            lane.iter()
                .any(|request| request.path == "/api/realtime/batches/upload-chunk"),
            "the unbuffered lane is used"
        );
        kept_the_limits(t, "HTTP/2.0")
    });
}

#[test]
fn f_the_whole_walk_passes_over_http_2() {
    walks_over_http_2(Program::Nginx);
}

#[test]
fn f_the_whole_walk_passes_through_caddy() {
    walks_over_http_2(Program::Caddy);
}

#[test]
fn f_the_whole_walk_passes_over_http_1() {
    let setup = Setup::default().needs(Ability::Downloads).production();
    run(setup.behind_gateway(Protocol::Http1), async |t| {
        walk(t).await?;
        kept_the_limits(t, "HTTP/1.1")
    });
}

#[test]
fn f_every_page_is_reached_with_few_files() {
    let setup = Setup::default().seeded(60);
    run(setup.behind_gateway(Protocol::Http1), async |t| {
        t.page.sign_in(ADMIN).await?;
        for page in [words::BATCHES, "Analytics", "Notifications", words::UPLOAD] {
            t.page.follow(page).await?;
            t.page.find(Role::Heading, page).await?;
        }
        assert_eq!(refused(t)?, Vec::<String>::new());
        // What the limits let through at once: ten, and a burst of twenty.
        let files = gateway(t)?.requests()?;
        let files: Vec<_> = files.iter().filter(|r| r.is_file()).collect();
        assert!(files.len() <= 30, "{}: {files:?}", files.len());
        Ok(())
    });
}

fn chunks_reach_one_server(program: Program) {
    let setup = Setup::default().small_chunks();
    run(setup.behind(program, Protocol::Http2), async |t| {
        let zip = t.quick_zip("affinity.zip", 8, 700_000)?;
        t.page.sign_in(ADMIN).await?;
        t.page.upload_zip(&zip).await?;
        t.page.sees_completed(60).await?;
        let at = [
            t.api.requests_to("POST", CHUNKS).await?.len(),
            gateway(t)?.second.requests_to("POST", CHUNKS).await?.len(),
        ];
        assert!(at.contains(&0) && at.iter().sum::<usize>() >= 5, "{at:?}");
        Ok(())
    });
}

#[test]
fn a_client_reaches_the_same_server_with_every_chunk() {
    chunks_reach_one_server(Program::Nginx);
}

#[test]
fn a_client_reaches_the_same_server_with_every_chunk_through_caddy() {
    chunks_reach_one_server(Program::Caddy);
}
