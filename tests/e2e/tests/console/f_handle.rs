//! F-25 with a File System Access handle: after a reload one click continues.
//!
//! Headless Chromium shows no file picker. A handle of the page's own file system (OPFS) is a real one all the same: it can be
//! kept in IndexedDB, asked for permission and opened again. A stand-in for the picker hands it over.

use std::path::Path;

use e2e::api::STAFF;
use e2e::page::starts;
use e2e::{Ability, Bench, Page, Role, Setup, Step, run, words};

use crate::common::{
    arrived_once, hold_after_four_chunks, name_of, only_chunks_in_flight_were_sent_again,
    until_four_chunks_are_recorded,
};

/// Copies the file into the page's own file system and has the picker hand over its handle from now on.
async fn pick_by_handle(page: &Page, file: &Path) -> Step {
    page.eval(
        "const input = document.createElement('input'); input.type = 'file'; input.id = 'from-disk';
         document.body.append(input); return null",
    )
    .await?;
    page.give_files_to("#from-disk", &[file.to_owned()]).await?;
    page.eval(
        "const input = document.getElementById('from-disk');
         const [file] = input.files; input.remove();
         return (async () => {
           const folder = await navigator.storage.getDirectory();
           const handle = await folder.getFileHandle(file.name, { create: true });
           const writing = await handle.createWritable();
           await writing.write(file);
           await writing.close();
           window.showOpenFilePicker = async () => [handle];
         })()",
    )
    .await?;
    Ok(())
}

/// Signs in, picks the file by its handle, and begins: four chunks are confirmed and on record, the next three hang.
async fn begun(t: &Bench, file: &Path) -> Step {
    t.page.sign_in(STAFF).await?;
    t.page.prepare(words::WITH_QR, None, &[]).await?;
    pick_by_handle(&t.page, file).await?;
    hold_after_four_chunks(t).await?;
    t.page.press(words::CHOOSE_FILES).await?;
    t.page.send().await?;
    until_four_chunks_are_recorded(&t.page).await
}

#[test]
fn f25_with_a_handle_one_click_continues_after_a_reload() {
    run(
        Setup::default().needs(Ability::FileHandles).small_chunks(),
        async |t| {
            let zip = t.quick_zip("f25-handle.zip", 10, 700_000)?;
            begun(t, &zip).await?;
            t.page.reload().await?;
            t.page.sees(words::INTERRUPTED).await?;
            t.api.no_faults().await?;
            t.page.press(starts(words::CONTINUE)).await?;
            t.page.sees_completed(60).await?;
            arrived_once(t, &zip).await?;
            only_chunks_in_flight_were_sent_again(t, &zip).await
        },
    );
}

#[test]
fn f25_a_handle_whose_file_is_gone_falls_back_to_choosing_it() {
    run(
        Setup::default().needs(Ability::FileHandles).small_chunks(),
        async |t| {
            let zip = t.quick_zip("f25-gone.zip", 10, 700_000)?;
            begun(t, &zip).await?;
            t.page.reload().await?;
            t.page.sees(words::INTERRUPTED).await?;
            t.api.no_faults().await?;
            let remove = format!(
                "return navigator.storage.getDirectory().then(folder => folder.removeEntry('{}'))",
                name_of(&zip)
            );
            t.page.eval(&remove).await?;
            t.page.press(starts(words::CONTINUE)).await?;
            t.page
                .find(Role::Button, starts(words::CHOOSE_AGAIN))
                .await?;
            assert!(!t.page.has(Role::Button, starts(words::CONTINUE)).await?);
            Ok(())
        },
    );
}
