## language
# What the language is called in itself, and how browsers know it (BCP 47).
language-name = English
language-tag = en-GB
# The other calendar that is in use beside the Gregorian one: buddhist, or gregory for none.
language-calendar = gregory

number-group = ,
number-decimal = .
size-b = B
size-kb = KB
size-mb = MB
size-gb = GB

language-label = Language
language-of-browser = As this browser ({$name})
language-not-loaded = The other language could not be loaded. Check your connection and try again.
language-calendar-label = Years
language-gregory = Common era
language-gregory-hint = 2026
language-buddhist = Buddhist era
language-buddhist-hint = 2569

## boot
# Shown by the page itself, before the console runs or when it cannot. One line each, without variables.

boot-loading = Loading the console…
boot-late = This takes longer than usual. Check your connection, then reload the page. If nothing changes, use a newer browser.
boot-reload = Reload
boot-load = The console could not be loaded
boot-load-1 = The connection was lost, or a new version has just been released.
boot-load-2 = Nothing that the server has received is lost. Check your connection, then reload.
boot-stopped = The console has stopped
boot-stopped-1 = A fault in this page stopped it. The server is not affected: batches there are safe, and their processing continues.
boot-stopped-2 = An upload that was being sent is interrupted. Reload, then look at the upload page.
boot-browser = This browser cannot run the console
boot-browser-1 = It is too old, or WebAssembly is switched off. Nothing on the server is affected.
boot-browser-2 = Use Chrome or Edge from 123, Firefox from 125 or Safari from 17.5 on.

## shell

shell-product = OMR Batch Console
shell-skip = Skip to main content
shell-navigation = Main
shell-upload = Upload
shell-batches = Batches
shell-analytics = Analytics
shell-notices = Notifications
shell-preferences = Preferences
shell-help = Help
shell-sign-out = Sign out
shell-loading = Loading…
shell-try-again = Try again
shell-dismiss = Dismiss
shell-offline = You are offline
shell-offline-meaning = What you see may be out of date. Uploads wait and continue by themselves when the network is back. Nothing that the server has confirmed is lost.
shell-online-again = The network is back.
shell-signed-out = You are signed out.
# Titles of the browser's tab: a page, with unread notifications, with something to put right.
shell-title = {$page} – {shell-product}
shell-title-unread = ({$unread}) {$title}
shell-error-title = Error: {$page}
shell-bell = {shell-notices}, {$unread} unread
shell-role-administrator = Administrator
shell-role-standard = Standard account
shell-user-menu = Signed in as {$name}
shell-not-found = Page not found
shell-not-found-text = There is no page at this address. If you typed it, check the spelling; if you followed a link, it may be out of date. Your batches and uploads are not affected.
shell-to-batches = Go to batches
shell-to-upload = Go to upload
shell-config = The console is not set up correctly
shell-config-text = A setting of this installation cannot be used, so the console has not started. Nothing was sent or changed. Tell the person who runs it what is written below.
shell-config-detail = For the operator
shell-config-unreachable = config.json could not be loaded from the server.
shell-config-status = config.json could not be loaded: the server answered {$code}.
shell-part-missing = This page could not be loaded
shell-part-missing-text = The connection was lost, or a newer version of the console has been installed. Uploads that are running continue. The console keeps trying; a reload brings the newer version.
shell-part-gone-text = A newer version of the console has been installed, and this page of the older one is no longer on the server. Uploads that are running continue. Reload to get the newer version.
shell-header-missing = The menu could not be loaded.
shell-reload = Reload
shell-reload-when-done = Reload when the upload is done
shell-release-new = New version
shell-release-new-text = A new version of the console is ready: {$release}. This page stays with the old one until it is reloaded.
shell-reload-waits = A reload would interrupt the uploads of this tab. It is possible once they are done.
shell-cancel = Cancel

## login

login-title = Sign in
login-lead = Upload scanned answer sheets and follow their processing.
login-username = Username
login-password = Password
login-submit = Sign in
login-busy = Signing in…
login-show = Show
login-hide = Hide
login-show-password = Show the password
login-hide-password = Hide the password
login-problem = There is a problem
login-again = Sign in again
login-again-text = Your session has ended. Sign in to continue where you are: nothing on this page is lost, and uploads wait.
login-other-account = Use another account
login-unreachable = The console cannot reach the server
login-unreachable-text = You are still signed in, and nothing is lost. Trying again every few seconds.
login-server-trouble = The server has trouble at the moment
login-server-trouble-text = It answers, but with an error. You are still signed in, and your batches are not affected by this page. Trying again every few seconds.
login-next = Sign in to continue to the page that you asked for.
login-enter-username = Enter your username
login-enter-password = Enter your password
login-wrong = The username or the password is not right. Check both and try again; capital letters count.
login-help = Forgotten your password, or no account yet? Ask {$support}.
login-help-administrator = Forgotten your password, or no account yet? Ask your administrator.
# time: “2 minutes”.
login-locked = Too many attempts to sign in. Wait {$time} and try again.
login-locked-for-minutes = Too many attempts to sign in. Wait a few minutes and try again.
login-refused = This account may not sign in. Ask your administrator.
login-server = The server has trouble at the moment. Your password may well be right: try again in a minute.
login-offline = You are offline, so the server could not be asked. Connect to the network and try again.
login-no-network = The server could not be reached. Check your network connection and try again.
login-timeout = The server took too long to answer. Try again.

## errors

# Cause, then (…-next, -wait, -sign-in-again) what to do; both are shown in one line.
errors-network = The server could not be reached.
errors-network-next = Check your network connection, then try again.
errors-timeout = The server did not answer in time.
errors-other-tab = Another tab of the console is renewing your session and does not finish.
errors-other-tab-next = Close the other tabs of the console, then try again.
errors-wait = Wait a moment, then try again.
errors-foreign = The answer was not from the OMR server.
errors-foreign-next = You may need to sign in to your network (guest Wi-Fi, VPN). Then try again.
errors-signed-out = Your session has ended.
errors-sign-in-again = Sign in again to continue.
errors-stopped = The request was stopped.
errors-stopped-next = Try again.
errors-file = The file could not be read.
errors-file-next = It may have been changed, moved or unplugged. Choose it again.
errors-session = The server did not accept your session.
errors-no-access = Your account has no access to this.
errors-no-access-next = Ask an administrator for access.
errors-gone = The server does not have this any more.
errors-gone-next = Go back to the list.
errors-too-large = The request was too large for the proxy in front of the server.
errors-too-large-next = Tell your administrator.
errors-too-many = The server is receiving too many requests.
errors-too-many-next = Wait a minute, then try again.
errors-full = The server's storage is full.
errors-full-next = Tell your administrator; try again when space was made.
errors-server = The server has a problem.
errors-refused = The server did not accept the request.
errors-refused-next = Try again; if it stays so, tell your administrator.

## time

# Something measured or still running: the two largest units, in short.
time-under-second = under 1s
time-s = {$s}s
time-m-s = {$m}m {$s}s
time-h-m = {$h}h {$m}m
time-d-h = {$d}d {$h}h
# A number below ten behind a larger unit: the 02 of “5m 02s”.
time-below-ten = 0{$n}
# A length that is only roughly known.
time-seconds =
    { $n ->
        [one] {$n} second
       *[other] {$n} seconds
    }
time-minutes =
    { $n ->
        [one] {$n} minute
       *[other] {$n} minutes
    }
time-hours =
    { $n ->
        [one] {$n} hour
       *[other] {$n} hours
    }
# n is the number of whole hours: half an hour comes on top.
time-half-hours = {$n}½ hours
time-days =
    { $n ->
        [one] {$n} day
       *[other] {$n} days
    }
# time: one of the rough lengths above.
time-left = about {$time} left

### Loaded after the first view

## analytics

analytics-title = Analytics
analytics-period = Period
analytics-batches = Batches received
analytics-sheets = Sheets received
analytics-speed = Reading speed
analytics-waiting = Waiting time
analytics-working = Processing time
analytics-failed-sheets = Failed sheets
analytics-hours = Busiest hours
analytics-strategies = Upload types
analytics-reasons = Why batches failed
analytics-unit-batches = batches
analytics-unit-sheets = sheets
analytics-unit-speed = sheets per minute
analytics-unit-seconds = seconds
analytics-unit-minutes = minutes
analytics-unit-percent = % of sheets
analytics-completed = Completed
analytics-failed = Failed
analytics-running = In progress
analytics-median = Median
analytics-p95 = 95th percentile
analytics-speed-short = Sheets per minute
analytics-share = Share
analytics-hour = Hour
analytics-day = Day
analytics-week = Week from
analytics-month = Month
analytics-reason = Reason
analytics-no-reason = No reason given
analytics-unknown-type = Unknown type
analytics-as-table = Show as a table
analytics-bar = Reading the batches
analytics-stop = Stop reading
analytics-go-on = Read the rest
analytics-refresh = Refresh
analytics-none-yet = No figures yet
analytics-none-yet-text = The figures appear here once batches have been uploaded.
analytics-none-here = No batches in this period
analytics-none-here-text = Choose a longer period to see older batches.
analytics-show-all = Show all batches
analytics-cannot-load = The figures could not be loaded
analytics-partial = These figures are not complete
analytics-stuck = The server did not give the whole list. Tell your administrator if it stays so.
analytics-not-kept = This browser does not let the console keep the figures, so the whole list is read at each visit.
analytics-no-failures = No batch failed in this period.
analytics-no-value = no value
analytics-not-told = This server’s list does not say how many sheets failed.
analytics-all-figures = Figures of the period
analytics-batches-short = Batches
analytics-sheets-short = Sheets
analytics-unknown = Not known
analytics-other-reasons = Other reasons
analytics-old = You see them as they were at your last visit.
analytics-days = Days and hours are in {$zone} time.
analytics-n-batches =
    { $n ->
        [one] {$n} batch
       *[other] {$n} batches
    }
analytics-n-sheets =
    { $n ->
        [one] {$n} sheet
       *[other] {$n} sheets
    }
analytics-n-speed = {$n} sheets per minute
analytics-n-seconds =
    { $n ->
        [one] {$n} second
       *[other] {$n} seconds
    }
analytics-n-minutes =
    { $n ->
        [one] {$n} minute
       *[other] {$n} minutes
    }
# Before % stands a space that does not break the line.
analytics-n-percent = {$n} % of sheets
analytics-percent = {$n} %
analytics-percent-tiny = under 0.1 %
analytics-column-failed-sheets = Failed sheets (%)
analytics-column-waiting-median = Waiting time, median (s)
analytics-column-waiting-p95 = Waiting time, 95th percentile (s)
analytics-column-working-median = Processing time, median (s)
analytics-column-working-p95 = Processing time, 95th percentile (s)
# Of 100 batches: $time is a length of time.
analytics-at-p95 = 95 of 100 within {$time}
# Of few batches.
analytics-longest = longest {$time}
# Below the number of batches.
analytics-n-failed = {$n} failed
analytics-last-7-days = Last 7 days
analytics-last-30-days = Last 30 days
analytics-last-90-days = Last 90 days
analytics-last-365-days = Last 365 days
analytics-all-time = All time
analytics-page-title = { analytics-title } – {$period}
# $what is the title of a chart: Batches received, Reading speed …
analytics-per-day = {$what} per day
analytics-per-week = {$what} per week
analytics-per-month = {$what} per month
# 1 is January.
analytics-month-short =
    { $month ->
        [1] Jan
        [2] Feb
        [3] Mar
        [4] Apr
        [5] May
        [6] Jun
        [7] Jul
        [8] Aug
        [9] Sep
        [10] Oct
        [11] Nov
       *[12] Dec
    }
# 1 is Monday.
analytics-weekday-short =
    { $weekday ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
analytics-tick-day = {$day} {$month}
analytics-month-of-year = {$month} {$year}
analytics-span-day = {$weekday} {$day} {$month} {$year}
analytics-span-week = Week from {$day} {$month} {$year}
analytics-hour-span = {$from} to {$to}
# Read out for one column of a chart: "Wed 25 Nov 2026: Completed 12 batches, Failed 1 batch".
analytics-read-at = {$label}: {$values}
analytics-values = {$before}, {$next}
analytics-named-value = {$series} {$value}
analytics-series-column = {$series} ({$unit})
analytics-asking = Asking for the list
analytics-reading =
    { $total ->
        [one] Read {$done} of {$total} batch
       *[other] Read {$done} of {$total} batches
    }
analytics-made-of =
    { $total ->
        [one] They are made of the newest {$done} of {$total} batch.
       *[other] They are made of the newest {$done} of {$total} batches.
    }
analytics-made-of-nothing = Nothing has been read yet.
analytics-undated =
    { $n ->
        [one] {$n} batch without a time of arrival is left out.
       *[other] {$n} batches without a time of arrival are left out.
    }
analytics-ready =
    {$period}: { $batches ->
        [one] {$batches} batch
       *[other] {$batches} batches
    }, { $sheets ->
        [one] {$sheets} sheet
       *[other] {$sheets} sheets
    }.
analytics-values-of = Values of: {$chart}
analytics-updated = Updated {$clock}

## batch

batch-title = Batch
batch-progress = Progress
batch-timeline = Timeline
batch-about = About this batch
batch-sheets = Sheets
batch-notes = Notes
batch-copy-link = Copy link
batch-share = Share
batch-link-copied = Link copied
batch-copy-by-hand = The browser did not let the console copy the link. Copy it from here:
batch-delete = Delete batch
batch-read = Read
batch-failed = Failed
batch-waiting = Waiting
batch-not-processed = Not processed
batch-batch-id = Batch ID
batch-failed-heading = This batch failed
batch-server-says = The server’s reason
batch-loading = Loading the batch
batch-cannot-refresh = The progress could not be updated
batch-cannot-load = The batch could not be loaded
batch-bar = Processing on the server
batch-step-uploaded = Uploaded
batch-step-preparation = Preparation
batch-step-reading = Processing
batch-step-completed = Completed
batch-step-failed = Failed
batch-step-finish = Finish
batch-neighbours = Batches of the list
batch-before = Previous batch
batch-after = Next batch
batch-cancel-open = Stop processing
batch-cancel-submit = Stop processing
batch-cancel-keep = Keep processing
batch-cancel-busy = Stopping…
batch-cancel-done = The processing was stopped.
batch-cancel-over = The batch had already ended before it could be stopped.
batch-cancel-failed = The processing was not stopped
batch-cancel-unknown = It is not known whether the processing was stopped
batch-cancel-unchanged = The server did not answer in time. The batch is still being processed. Try again.
batch-cancel-no-answer = The server did not answer, and the batch could not be looked at either. Check the network, then try again: stopping twice does no harm.
batch-cancel-refused = The server did not stop it. The processing continues.
batch-cancel-recoverable = Results of sheets that are done can be recovered afterwards.
batch-recover-offer = Results can be recovered
batch-recover-keep = Cancel
batch-recover-busy = Recovering…
batch-recover-over = The batch had already changed before its results could be recovered.
batch-recover-failed = The results were not recovered
batch-recover-unknown = It is not known whether the results were recovered
batch-recover-unchanged = The server did not answer in time. The batch is as it was, and its results are still there. Try again.
batch-recover-no-answer = The server did not answer, and the batch could not be looked at either. Check the network, then look at this page again before you try once more.
batch-recover-refused = The server did not recover them. The batch is as it was.
batch-recover-not-asked = The server could not be asked whether results of this batch can be recovered.
batch-sheets-show = Show sheets
batch-sheets-reload = Reload sheets
batch-sheets-number = Sheet
batch-sheets-status = Status
batch-sheets-time = Time (s)
batch-sheets-reason = Reason
batch-sheets-image = Image
batch-sheets-views = Sheets shown
batch-sheets-all = All
# Before a number: “First 1,000”, where the batch has more.
batch-sheets-first = First
batch-sheets-failed-only = Failed
batch-sheets-failed-of-these = Failed among them
batch-sheets-hide = Hide sheets
batch-sheets-reasons = Why sheets failed
batch-sheets-no-reason = no reason given
batch-sheets-none-failed = No sheet of this batch has failed.
batch-sheets-none-failed-here = None of the sheets that the server lists here has failed.
batch-sheets-show-failed = Show the failed sheets
batch-sheets-loading = Loading the sheets
batch-sheets-none = The server lists no sheets for this batch.
batch-sheets-cannot-load = The sheets could not be loaded
batch-sheets-unnumbered = No number
batch-look-for-earlier = Look for earlier batches with this file name
batch-some-failed-text = The other results are complete. Scan the failed sheets again and upload them as a batch of their own.
batch-no-reason = The server gave no reason. Upload the file again; if it fails once more, tell your administrator the batch ID.
batch-no-right = You cannot see this batch
batch-gone = This batch does not exist
batch-gone-text = It may have been deleted, or the link belongs to another installation. Deleted batches cannot be brought back; the scans can be uploaded again.
batch-bad-link = This link is incomplete
batch-bad-link-text = The address of a batch ends with 32 letters and digits in five groups, and this one does not. It was probably cut when it was copied. Ask for the link again, or look for the batch in the list.
batch-n-sheets =
    { $n ->
        [one] {$n} sheet
       *[other] {$n} sheets
    }
batch-sheets-not-begun = Waiting for the server to begin
batch-sheets-of-none = No sheets
batch-sheets-not-known = The number of sheets is not known yet
batch-sheets-done = {$done} of {batch-n-sheets}
# Stands behind a number of sheets.
batch-n-failed = {$failed} failed
# A batch without a name: the first 8 characters of its ID.
batch-nameless = Batch {$id}
batch-stale = You see the progress as it was at {$clock}; the work on the server is not affected. It is asked again by itself.
# sheets: “126 of 291 sheets”; left: “about 6 minutes left”.
batch-bar-percent-left = {$percent} %, {$sheets}, {$left}
batch-bar-percent = {$percent} %, {$sheets}
batch-bar-left = {$sheets}, {$left}
batch-ended-completed =
    { $failed ->
        [0] {$name} is completed: {batch-n-sheets}.
       *[other] {$name} is completed: {batch-n-sheets}, {$failed} failed.
    }
batch-ended-failed = {$name} has failed.
batch-still-working = Nothing has changed for {$time}. The server says that it is still working; the page keeps watching.
# time: “5m 32s”.
batch-took = took {$time}
batch-so-far = {$time} so far
batch-in-all = {$time} in all
batch-place = {$place} of {$of} on this page of the list
batch-cancel-heading = Stop processing {$name}
batch-cancel-consequence = The server stops its work on this batch, and the batch counts as failed. The uploaded file stays on the server.
batch-cancel-consequence-so-far = The server stops its work on this batch, and the batch counts as failed. So far {$done} of {batch-n-sheets} are done. The uploaded file stays on the server.
batch-recover-all = Recover {batch-n-sheets}
# A batch that the server may have lost. $time: “2 hours”.
batch-no-news = No news for {$time}
batch-no-news-text = The server still calls this batch unfinished, but nothing has changed. After a restart of the server a batch can stay like this for ever. Tell your administrator the batch ID, or upload the file again.
# sheets: how many can be recovered; n: how many the batch has.
batch-recover-some = Recover {$sheets} of {batch-n-sheets}
batch-recover-offer-text = {$sheets} of {batch-n-sheets} had been read before the batch stopped. Their results are still on the server.
# n: sheets that are kept; rest: all others.
batch-recover-consequence =
    { $rest ->
        [0] The results of {batch-n-sheets} are kept, and the batch counts as completed.
        [one] The results of {batch-n-sheets} are kept, and the batch counts as completed. The other sheet counts as failed; scan it again and upload it as a batch of its own.
       *[other] The results of {batch-n-sheets} are kept, and the batch counts as completed. The other {$rest} sheets count as failed; scan them again and upload them as a batch of their own.
    }
batch-recover-done = The results of {batch-n-sheets} were recovered.
batch-not-allowed = Your account may not do this. Nothing was changed. Ask {$support}.
batch-not-allowed-administrator = Your account may not do this. Nothing was changed. Ask an administrator.
batch-sheet-pending = Waiting
batch-sheet-processing = Processing
batch-sheet-completed = Completed
batch-sheet-failed = Failed
# The reason stands behind it.
batch-sheets-group = {batch-n-sheets}:{" "}
batch-sheets-caption =
    { $failed ->
        [0] {batch-n-sheets}
       *[other] {batch-n-sheets}, {$failed} failed
    }
batch-sheets-caption-part =
    { $failed ->
        [0] {$shown} of {batch-n-sheets}: the server gives no more than 1,000 at once
       *[other] {$shown} of {batch-n-sheets}: the server gives no more than 1,000 at once, {$failed} failed
    }
batch-some-failed = {batch-n-sheets} could not be read
batch-no-right-text = It was uploaded by someone else, and the account “{$user}” sees only its own batches. Ask the person who uploaded it, or {$support}. You can also sign out and use another account.
batch-no-right-text-administrator = It was uploaded by someone else, and the account “{$user}” sees only its own batches. Ask the person who uploaded it, or an administrator. You can also sign out and use another account.
batch-sheets-read = {batch-n-sheets} read
batch-pace = {$rate} sheets per minute
batch-upload-again = Upload again

## batches

batches-title = Batches
batches-new-upload = New upload
batches-status = Status
batches-all-statuses = All statuses
batches-all-types = All types
batches-views = Views of the list
batches-search = File name
batches-from = From
batches-to = To
batches-filters = Filters
batches-columns = View
batches-columns-shown = Columns
batches-compact = Compact rows
batches-sort = Sort by
batches-sort-descending = Descending
batches-failed-sheets = Failed sheets
batches-stop-reading = Stop
batches-go-on = Look at more
batches-select = Select
batches-select-all = Select all rows on this page
batches-clear-selection = Clear selection
batches-actions-bar = Actions for the list
batches-clear = Clear filters
batches-name = Name
batches-type = Type
batches-sheets = Sheets
batches-size = Size
batches-created = Created
batches-uploader = Uploaded by
batches-actions = Actions
batches-page-size = Rows per page
batches-pagination = Pagination
batches-previous = Previous
batches-next = Next
batches-refresh = Refresh
batches-unnamed = Batch without a name
batches-loading = Loading the list of batches
batches-read-with-gaps = The list changed while it was read, and a few batches may be missing here. “Refresh” reads it again.
batches-blind = The list of this server does not say how many sheets of a batch failed. Completed batches with failed sheets are therefore missing here.
batches-none-yet = No batches yet
batches-none-yet-text = Your uploads and their results appear here.
batches-none-yet-action = Upload your first batch
batches-none-match = No batches match the filter
batches-cannot-load = The batches could not be loaded
batches-cannot-refresh = The list could not be updated
batches-uploaded = Uploaded
batches-validating = Validating
batches-processing = Processing
batches-reprocessing = Reprocessing
batches-completed = Completed
batches-failed = Failed
batches-unknown = Unknown
# word: the server's own, of a status that the console does not know.
batches-unknown-word = Unknown ({$word})
batches-zip-with-qr = ZIP with QR
batches-zip-without-qr = ZIP without QR
batches-images = Images
batches-tab-all = All
batches-tab-in-progress = In progress
batches-tab-attention = Needs attention
batches-tab-completed = Completed
batches-n-batches =
    { $n ->
        [one] {$n} batch
       *[other] {$n} batches
    }
# While only a part of the list has been looked at.
batches-n-so-far = {batches-n-batches} found so far
# what: “Batches” or “14 batches”; view: a tab or a status.
batches-filtered = {$what} – filtered
batches-view = {$what} – {$view}
batches-view-filtered = {$what} – {$view}, filtered
batches-reading = Looking through the list: {batches-n-batches}
batches-reading-of = Looking through the list: {$read} of {batches-n-batches}
batches-read-in-part = Only the newest {batches-n-batches} were looked at. What fits further back is not shown.
batches-read-in-part-of = Only the newest {$read} of {batches-n-batches} were looked at. What fits further back is not shown.
batches-select-one = Select {$name}
batches-selected = {batches-n-batches} selected
batches-delete-selected = Delete {batches-n-batches}
batches-n-links =
    { $n ->
        [one] {$n} link
       *[other] {$n} links
    }
batches-copy-links = Copy {batches-n-links}
batches-links-copied = {batches-n-links} copied
# Stands beside the number of sheets.
batches-n-failed = {$n} failed
batches-row-bar = Processing of {$name}
batches-title-page = {$title} (page {$page} of {$pages})
batches-page = Page {$n}
batches-updated = Updated {$clock}
batches-zone = Times are in {$zone} time.
batches-delete = Delete batch {$name}
batches-unreadable =
    { $n ->
        [one] {$n} row of this page could not be read and is not shown. The batches themselves are not affected; tell your administrator.
       *[other] {$n} rows of this page could not be read and are not shown. The batches themselves are not affected; tell your administrator.
    }
# Sheets of a batch at work, under the heading “Sheets”.
batches-so-far = {$done} of {$total}
batches-none-fits = No batch fits everything that is set above.
batches-none-tells-uploader = The list of this server does not say who uploaded a batch, so nobody can be looked for. Take the filter “Uploaded by” off.
batches-none-named = No batch has “{$name}” in its file name.
# view: a tab or a status.
batches-none-named-in-view = No batch that is shown under “{$view}” has “{$name}” in its file name.
batches-none-of-status = No batch is “{$status}” at the moment.
batches-none-in-progress = The server has finished everything that was uploaded.
batches-none-failed = No batch has failed, and no sheet either.
batches-none-completed = No batch is completed at the moment.
batches-stale = You see the list as it was at {$clock}. Retrying automatically.

## delete

delete-sheets =
    { $n ->
        [one] {$n} sheet
       *[other] {$n} sheets
    }
delete-still-running = This batch is still being processed.
delete-confirm = Type the batch name to confirm
delete-cancel = Cancel
delete-submit = Delete batch
delete-busy = Deleting…
delete-no-match = This is not the batch name. Type it exactly as it is written above.
delete-failed = The batch was not deleted
delete-unknown = It is not known whether the batch was deleted
delete-not-allowed = Only administrators can delete batches, and your account is not one any more. Nothing was deleted. Ask an administrator if the batch has to go.
delete-no-answer = The server did not answer, and could not be asked whether the batch is still there. Check the network, then try again: a second deletion does no harm.
delete-still-there = The server did not answer in time. The batch is still there and unchanged. Try again.
delete-refused = The server could not delete the batch. It is still there. Try again in a minute; if it keeps failing, tell your administrator.
delete-several-stop = Stop
delete-several-close = Close
delete-several-waiting = Waiting
delete-several-deleting = Deleting…
delete-several-deleted = Deleted
delete-several-already = Had already been deleted
delete-several-untouched = Not deleted: you stopped before it
delete-several-signed-out = Not deleted: your session ended before it
delete-heading = Delete batch {$name}
delete-consequence-unknown = The batch, its sheets and their results are removed from the server, for everyone. This cannot be undone.
delete-consequence =
    { $sheets ->
        [one] The batch, its {$sheets} sheet and its result are removed from the server, for everyone. This cannot be undone.
       *[other] The batch, its {$sheets} sheets and their results are removed from the server, for everyone. This cannot be undone.
    }
delete-done = Batch {$name} was deleted.
delete-already = Batch {$name} had already been deleted.
delete-several-heading =
    { $n ->
        [one] Delete {$n} batch
       *[other] Delete {$n} batches
    }
delete-several-consequence-unknown =
    { $n ->
        [one] {$n} batch with all sheets and their results are removed from the server, for everyone. This cannot be undone.
       *[other] {$n} batches with all sheets and their results are removed from the server, for everyone. This cannot be undone.
    }
delete-several-consequence =
    { $n ->
        [one] {$n} batch
       *[other] {$n} batches
    } with { $sheets ->
        [one] {$sheets} sheet
       *[other] {$sheets} sheets
    } and their results are removed from the server, for everyone. This cannot be undone.
delete-several-still-running =
    { $n ->
        [one] {$n} of them is still being processed.
       *[other] {$n} of them are still being processed.
    }
delete-several-confirm = Type {$n} to confirm
delete-several-no-match = Type the number {$n} to delete these batches.
delete-several-busy = Deleting: {$done} of {$n}
delete-several-done =
    { $deleted ->
        [one] {$deleted} batch was deleted.
       *[other] {$deleted} batches were deleted.
    }
delete-several-done-in-part =
    { $deleted ->
        [one] {$deleted} batch was deleted.
       *[other] {$deleted} batches were deleted.
    } { $kept ->
        [one] {$kept} batch was not.
       *[other] {$kept} batches were not.
    }

## export

export-export = Export
export-export-sheets = Export sheets
export-format = Format
export-start = Export file
export-cancel = Cancel export
export-close = Close
export-bar = Export
export-failed = Failed
export-not-saved = No file was saved
export-stuck = The list could not be read to its end: the server repeated itself, or the list is too long. Narrow the filter, then export again.
export-broken = The browser could not make the file. Check your connection and try again, or choose CSV.
export-cancelled = The export was cancelled. No file was saved.
export-nothing = There is nothing to export.
export-times = Times in the file are the server’s own.
export-read = Read
export-bytes = Size (bytes)
export-created = Created (server time)
export-started = Processing started (server time)
export-ended = Ended (server time)
export-waiting = Waiting (s)
export-processing = Processing (s)
export-notes = Notes
export-reason = Reason
export-batch-id = Batch ID
export-sheet-id = Sheet ID
export-xlsx = Excel workbook (.xlsx)
export-xlsx-hint = For Excel, LibreOffice and Google Sheets.
export-csv = CSV (.csv)
export-csv-hint = Plain table; opens in every spreadsheet.
export-json = JSON (.json)
export-json-hint = For programs: fields are named as in the API.
export-selected = Export {$rows}
export-heading = Export: {$what}
export-reading = Reading {$done} of {$total}
# Before the number is known.
export-reading-begins = Reading
export-writing =
    { $rows ->
        [one] Writing {$rows} row
       *[other] Writing {$rows} rows
    }
export-saved =
    { $rows ->
        [one] {$name} is ready with {$rows} row. Your browser keeps it with your downloads.
       *[other] {$name} is ready with {$rows} rows. Your browser keeps it with your downloads.
    }
export-unreadable =
    { $rows ->
        [one] {$rows} row without a usable ID was left out.
       *[other] {$rows} rows without a usable ID were left out.
    }
export-cut-short =
    { $total ->
        [one] The file has {$rows} of {$total} sheet: the server gives no more than 1,000 at once.
       *[other] The file has {$rows} of {$total} sheets: the server gives no more than 1,000 at once.
    }

## failures

failures-none-created = No sheets were created
failures-none-created-meaning = Nothing new was found in this upload. Most often every task in it had been uploaded before; look for an earlier batch with the same tasks. If there is none, check that the ZIP begins with a cover sheet and holds JPEG or PNG images.
failures-stopped = The processing was stopped
failures-stopped-meaning = Someone stopped the processing. Upload the file again if its results are needed.
failures-unfinished = Some sheets were not finished in time
failures-unfinished-meaning = The server stopped waiting for the last sheets. All others were read, and nothing of the upload is missing. Where this page offers it, recover the results; else upload the file again.
failures-permission = The server did not allow it
failures-permission-meaning = The server did not allow this upload, for the reason in its own words: the account may lack a right, or a task may be closed. Sending the file again does not help. Ask your administrator.
failures-password = The ZIP is protected by a password
failures-password-meaning = The ZIP is protected by a password, which the server cannot open. Make it again without one and upload it.
failures-server-stopped = The server stopped in the middle of its work
failures-server-stopped-meaning = The server stopped in the middle of its work. The upload itself was complete. Upload the file again; if it happens once more, tell your administrator the batch ID.
failures-none-read = No sheet could be read
failures-none-read-meaning = Not one sheet could be read. Check that the pages are upright, sharp and whole, scan them again, and upload them.
failures-nested = The ZIP holds another archive
failures-nested-meaning = The ZIP holds other archives. Unpack them, put the images into one folder, and make one ZIP of that folder.
failures-image = The file is an image
failures-image-meaning = The file is an image with the ending of a ZIP. Upload it as an image, or put the images into a real ZIP.
failures-damaged = The ZIP is damaged or incomplete
failures-damaged-meaning = The ZIP is damaged or incomplete. Check that it opens on your computer; make it again if it does not, then upload it.
failures-no-cover = No readable cover sheet was found
failures-no-cover-meaning = No readable cover sheet was found. Check that the first page is a cover sheet and that its QR code is sharp, or upload the file as a ZIP without QR codes and type the task ID.
failures-sheet-turned = Lay the pages upright and whole, and scan them again.
failures-sheet-marks = Scan again so that all four corners of the page can be seen, without folds or staples.
failures-sheet-number = Look at the paper: fill in or repeat the number that is missing, then scan it again.
failures-sheet-late = Nothing is wrong with these pages. Upload them again.
failures-sheet-scan = Scan these pages once more.

## help

help-title = Help
help-strategies = Which upload type to choose
help-zip = How to make a ZIP
help-failures = When a batch fails
help-failures-lead = The page of a failed batch shows the server’s reason. These are the known ones, with what to do.
help-keys = Keyboard
help-keys-on = These keys open a page wherever you are, except while you type.
help-keys-off = Single keys are switched off for your account.
help-keys-switch = Change this in the preferences
help-key = Key
help-opens = What it opens
help-on-this-page = On this page
help-people = More help
help-version = This console is version {$release}.
help-version-development = This console is a development build.
help-support = Ask {$support}. Include the batch ID, which stands on the page of each batch.
help-support-administrator = Ask your administrator. Include the batch ID, which stands on the page of each batch.
help-zip-with-qr-1 = For scans that begin with a printed cover sheet. Its QR code carries the task ID, so you type nothing.
help-zip-with-qr-2 = One ZIP may hold several tasks: each cover sheet begins the next one.
help-zip-without-qr-1 = For a ZIP without cover sheets.
help-zip-without-qr-2 = You type the task ID, 8 digits. All sheets in the ZIP belong to that task.
help-images-1 = For a few JPEG or PNG files that are not in a ZIP.
help-images-2 = You type the task ID, 8 digits. All files together become one batch.
help-zip-step-1 = Put the scans of one scanner run into one folder, with no folders inside it.
help-zip-step-2 = Let the cover sheet come first, also in the order of the file names: 0001.jpg is the cover sheet, 0002.jpg the first answer sheet.
help-zip-step-3 = Use JPEG or PNG, one page a file, upright and whole. A task that was uploaded before is not read again.
help-zip-step-4 = Pack the folder: on Windows, right-click it and choose Send to, Compressed folder; on a Mac, right-click it and choose Compress.
help-zip-step-5 = Do not protect it with a password, and do not put another ZIP inside it. It may be as large as the limit on the upload page.
help-opens-help = This help

## live

live-heading = What the server is doing
live-log = Activity log
live-all = All messages
live-stage-extracting = Unpacking
live-stage-covers = Finding cover sheets
live-skipped =
    { $n ->
        [one] {$n} task was left out
       *[other] {$n} tasks were left out
    }
live-skipped-text = They had been uploaded before, so the server did not read their sheets again. The earlier results stay as they are.
live-results = First results
live-results-none = The first results could not be loaded
live-registered = Registered
live-scanned = Scanned
live-errors = To correct
live-error-duplicate = Sheets scanned twice
live-error-answers = Few answers marked
live-error-student = Student number
live-error-center = Centre code
live-error-group = Class
live-error-level = Level
live-error-absent = Absent

## notices

notices-title = Notifications
notices-lead = Your batches that have ended while this browser was watching them.
notices-none = No notifications
notices-none-text = When one of your batches is completed or fails, it is noted here. Signing out empties the list.
notices-clear = Clear notifications
notices-cleared = The notifications were cleared.
notices-new = New
notices-desktop = Notifications on your computer
notices-desktop-text = Your computer tells you when a batch ends, also while you work in another program. The console then looks once a minute while it is out of sight. It must stay open.
notices-allow = Show notifications on this computer
notices-allowed = Notifications are shown on this computer.
notices-stop = Stop showing them
notices-denied = This browser does not let the console show notifications. You can change that in the browser’s settings for this site.
notices-missing = This browser has no notifications for this site. The number in front of the tab’s title shows it all the same.
# $name is the name of a batch; on the page it is a link.
notices-completed =
    { $sheets ->
        [one] {$name} is completed: {$sheets} sheet.
       *[other] {$name} is completed: {$sheets} sheets.
    }
# $failed of the sheets could not be read.
notices-completed-in-part =
    { $sheets ->
        [one] {$name} is completed: {$sheets} sheet, {$failed} failed.
       *[other] {$name} is completed: {$sheets} sheets, {$failed} failed.
    }
notices-failed = {$name} has failed.
notices-batch-completed = Batch completed
notices-batch-failed = Batch failed

## preferences

preferences-title = Preferences
preferences-lead = They take effect at once, and are kept in this browser for your account.
preferences-only-here = This browser does not let the console keep your preferences: they last until you close this tab.
preferences-theme = Colours
preferences-density = List
preferences-page-size = Rows per page of the list
preferences-page-size-hint = Used when you open the list from the menu. A link keeps the number that it was made with.
preferences-keys = Keyboard
preferences-single-keys = Single keys open pages
preferences-single-keys-hint = Switch this off if you speak to your computer, or press keys by accident.
preferences-show-keys = Show the keys
preferences-theme-system = Match system
preferences-theme-system-hint = Follows the setting of your system.
preferences-theme-light = Light
preferences-theme-light-hint = Dark text on a light ground.
preferences-theme-dark = Dark
preferences-theme-dark-hint = Light text on a dark ground.
preferences-density-comfortable = Comfortable
preferences-density-comfortable-hint = Room between the rows.
preferences-density-compact = Compact
preferences-density-compact-hint = More rows on the screen.

## preflight

preflight-looking = Looking into the file… You need not wait for it.
preflight-not-checked = This file could not be checked here. Nothing is wrong with it for that: you can upload it, and the server checks it.
preflight-partly-checked = Only the list of files in it could be checked here. You can upload it; the server checks the rest.
preflight-unreadable = The file could not be read to check it. It may have been moved or changed: choose it again.
preflight-entries = Which files
preflight-first-pages = First pages
preflight-anyway = Upload anyway
preflight-open-batch = Open that batch
preflight-images-title = All images together
preflight-chose-images = “Image files” was chosen for you, because you added images. You can change it above.
preflight-anyway-named = Upload anyway: {$name}
preflight-ready = Ready to upload
preflight-check =
    { $points ->
        [one] Check {$points} point
       *[other] Check {$points} points
    }
preflight-impossible = Cannot be processed
preflight-images =
    { $images ->
        [one] {$images} image
       *[other] {$images} images
    }
# $images: “55 images”.
preflight-images-in =
    { $folders ->
        [one] {$images} in {$folders} folder
       *[other] {$images} in {$folders} folders
    }
# A list of tasks: “Task 11700111 (32 sheets), task 11700121 (21 sheets)”. $before: what stands there already.
preflight-task = Task {$id}
preflight-task-sheets =
    { $sheets ->
        [one] Task {$id} ({$sheets} sheet)
       *[other] Task {$id} ({$sheets} sheets)
    }
preflight-task-further = {$before}, task {$id}
preflight-task-further-sheets =
    { $sheets ->
        [one] {$before}, task {$id} ({$sheets} sheet)
       *[other] {$before}, task {$id} ({$sheets} sheets)
    }
preflight-search = Looking for further cover sheets
preflight-search-progress =
    { $pages ->
        [one] Looking for further cover sheets: {$done} of {$pages} page
       *[other] Looking for further cover sheets: {$done} of {$pages} pages
    }
preflight-search-partial = There may be further tasks: not every page was looked at.
preflight-images-looked-at = Looking at the images: {$done} of {$images}
preflight-said-one = {$name}: {$verdict}.
# “4 files checked, 2 ready, 1 to look at, 1 cannot be processed.”
preflight-said =
    { $files ->
        [one] {$files} file checked
       *[other] {$files} files checked
    }{ $ready ->
        [0] {""}
       *[other] , {$ready} ready
    }{ $check ->
        [0] {""}
       *[other] , {$check} to look at
    }{ $impossible ->
        [0] {""}
       *[other] , {$impossible} cannot be processed
    }.
preflight-no-code = No QR code was found on the first page, but you chose “ZIP with QR codes”.
preflight-other-code = The QR code on the first page holds no 8-digit task ID.
preflight-code-unused = The first page is the cover sheet of task {$task}, but you chose “ZIP without QR codes”.
preflight-task-differs = You typed task ID {$typed}, but the QR code on the first page says {$found}.
# $when: a day, such as “12 November”.
preflight-like-by-on =
    { $sameness ->
        [same] This has the same content as the batch that {$by} uploaded on {$when}.
       *[like] This looks like the batch that {$by} uploaded on {$when}.
    }
preflight-like-by =
    { $sameness ->
        [same] This has the same content as the batch that {$by} uploaded.
       *[like] This looks like the batch that {$by} uploaded.
    }
preflight-like-on =
    { $sameness ->
        [same] This has the same content as a batch that was uploaded on {$when}.
       *[like] This looks like a batch that was uploaded on {$when}.
    }
preflight-like =
    { $sameness ->
        [same] This has the same content as a batch that was uploaded.
       *[like] This looks like a batch that was uploaded.
    }
preflight-like-failed = {$like} It failed.
preflight-twin-chosen = “{$name}” on this list holds the same scans.
preflight-twin-uploading = “{$name}” holds the same scans, and it is among the uploads already.
preflight-late = The check, which ended after you clicked “Upload”, found: {$causes}
preflight-late-fate = The server could not process this file, so the upload was paused. No batch was made.
preflight-late-next = Cancel it. Resume it only if you are sure that the file is right.
preflight-remedy-no-code = If it has no cover sheets, change the upload strategy. Else check that the cover sheet is the first page and well scanned.
preflight-remedy-other-code = Check that the right cover sheet is the first page.
preflight-remedy-code-unused = Change the upload strategy, so that the cover sheets are read.
preflight-remedy-task-differs = Check which one is right before you upload.
preflight-remedy-like-failed = Look at why it failed before you send the same file again.
preflight-remedy-like = Look at that batch first. A second upload would make the same batch twice.
preflight-remedy-twin-chosen = Take one of the two off the list. Both together would make the same batch twice.
preflight-remedy-twin-uploading = Take this one off the list. A second upload would make the same batch twice.
preflight-found-empty-file = The file has no content: 0 bytes.
preflight-found-not-a-zip =
    { $kind ->
        [jpeg] This is a JPEG image, not a ZIP.
        [png] This is a PNG image, not a ZIP.
        [tiff] This is a TIFF image, not a ZIP.
        [image] This is an image, not a ZIP.
        [pdf] This is a PDF document, not a ZIP.
        [rar] This is a RAR archive, not a ZIP.
        [sevenzip] This is a 7z archive, not a ZIP.
        [gzip] This is a gzip file, not a ZIP.
       *[other] This is some other file, not a ZIP.
    }
preflight-found-truncated = The ZIP is incomplete: its end is missing. It was probably not copied to its end.
preflight-found-damaged = The ZIP is damaged: its files are not where its list says.
preflight-found-split = This is one part of a ZIP that was split into several parts.
preflight-found-no-zip64 = The ZIP is larger than 4 GB, but it was written in a way that can count to 4 GB only. Its files cannot be found.
preflight-found-empty-archive = The ZIP is empty.
preflight-found-no-images = The ZIP holds no JPEG or PNG image.
preflight-found-encrypted =
    { $files ->
        [one] The ZIP is protected with a password ({$files} file).
       *[other] The ZIP is protected with a password ({$files} files).
    }
preflight-found-nested =
    { $files ->
        [one] The ZIP holds another archive: {$files} file.
       *[other] The ZIP holds another archive: {$files} files.
    }
preflight-found-duplicate-names =
    { $names ->
        [one] {$names} file name is in the ZIP more than once.
       *[other] {$names} file names are in the ZIP more than once.
    }
preflight-found-unsafe-names =
    { $files ->
        [one] {$files} file has a name that points outside of the archive.
       *[other] {$files} files have names that point outside of the archive.
    }
preflight-found-compression =
    { $images ->
        [one] {$images} image is packed in a way that servers seldom read.
       *[other] {$images} images are packed in a way that servers seldom read.
    }
preflight-found-bomb = The ZIP would unpack to far too much for its size.
preflight-found-overlapping =
    { $files ->
        [one] The ZIP is damaged: {$files} file shares bytes with another one.
       *[other] The ZIP is damaged: {$files} files share bytes with another one.
    }
preflight-found-bytes-behind = Other data follow behind the end of the ZIP, so many that the usual programs do not find its list of files.
preflight-found-too-many-entries = The ZIP’s list of files is longer than the server takes.
preflight-found-entry-too-large =
    { $files ->
        [one] {$files} file is too large to be a scan.
       *[other] {$files} files are too large to be a scan.
    }
preflight-found-several-folders =
    { $folders ->
        [one] The images lie in {$folders} folder, and they should lie in one.
       *[other] The images lie in {$folders} folders, and they should lie in one.
    }
preflight-found-not-images =
    { $files ->
        [one] {$files} file is no JPEG or PNG. The server passes over it.
       *[other] {$files} files are no JPEG or PNG. The server passes over them.
    }
preflight-found-litter =
    { $files ->
        [one] {$files} file comes from the operating system, such as Thumbs.db. The server passes over it.
       *[other] {$files} files come from the operating system, such as Thumbs.db. The server passes over them.
    }
preflight-found-empty-entry =
    { $images ->
        [one] {$images} image has no content: 0 bytes.
       *[other] {$images} images have no content: 0 bytes.
    }
preflight-found-unknown-ending =
    { $images ->
        [one] {$images} image has a name that does not end in .jpg, .jpeg or .png.
       *[other] {$images} images have names that do not end in .jpg, .jpeg or .png.
    }
preflight-found-not-really-images =
    { $files ->
        [one] {$files} file is an image by name, but something else inside.
       *[other] {$files} files are each an image by name, but something else inside.
    }
preflight-found-wrong-extension =
    { $images ->
        [one] {$images} image is a JPEG named as PNG or the reverse. That does no harm.
       *[other] {$images} images are each a JPEG named as PNG or the reverse. That does no harm.
    }
preflight-found-too-small =
    { $images ->
        [one] {$images} image is too small to read marks on.
       *[other] {$images} images are too small to read marks on.
    }
preflight-found-cmyk =
    { $images ->
        [one] {$images} image is in CMYK colours, which many programs cannot read.
       *[other] {$images} images are in CMYK colours, which many programs cannot read.
    }
preflight-found-unreadable-image =
    { $images ->
        [one] {$images} image is damaged or incomplete.
       *[other] {$images} images are damaged or incomplete.
    }
# What to do about a finding.
preflight-mend-copy-again = Copy the file again from where it was made, then choose it again.
preflight-mend-image = Give it its right ending and upload it as an image, or pack the scans into a ZIP.
preflight-mend-not-a-zip = Pack the scans themselves (JPEG or PNG) into a ZIP.
preflight-mend-damaged = Pack the scans again, and choose the new ZIP.
preflight-mend-split = Put the parts together, or pack the scans again into one ZIP.
preflight-mend-no-zip64 = Pack the scans again with another program, for example 7-Zip, or into several ZIPs below 4 GB.
preflight-mend-no-images = Choose the ZIP that holds the scans as JPEG or PNG.
preflight-mend-encrypted = Pack the scans again without a password.
preflight-mend-nested = Unpack the inner archive and upload the scans themselves. The server may refuse it as it is.
preflight-mend-duplicate-names = Pack the scans again with different names. The server may refuse it, or read one of two files only.
preflight-mend-unsafe-names = Pack the scans again from inside their folder. The server may refuse it as it is.
preflight-mend-compression = Pack the scans again with the usual ZIP compression (Deflate).
preflight-mend-bomb = Pack only the scans, and choose the new ZIP.
preflight-mend-bytes-behind = Copy the ZIP again from where it was made, or pack the scans again. The server may refuse it as it is.
preflight-mend-too-many-entries = Divide the scans into several ZIPs.
preflight-mend-entry-too-large = Check these files. Scan at 200 to 300 dpi.
preflight-mend-unknown-ending = Change the names to end in .jpg (PNG images: .png), and pack the scans again. The server may leave these images out as they are.
preflight-mend-several-folders = Put all scans of the ZIP into one folder, so that their order is certain.
preflight-mend-unreadable = Scan these pages again. As they are they will not be read.
preflight-mend-not-really-images = Scan these pages again as JPEG or PNG. As they are they will not be read.
preflight-mend-too-small = Scan again at 200 to 300 dpi.
preflight-mend-cmyk = Save them as grey or RGB, or scan again.
preflight-offer-strategy = Change to “{$strategy}”
preflight-offer-task = Use task ID {$id}
preflight-took-strategy = The upload strategy is now “{$strategy}”.
preflight-took-task = The task ID is now {$id}.
preflight-more-entries = and {$n} more
preflight-page = Page {$number}: {$name}
preflight-waits =
    { $files ->
        [one] {$files} file has points to check. Look at them, or choose “Upload anyway”.
       *[other] {$files} files have points to check. Look at them, or choose “Upload anyway”.
    }
preflight-stays =
    { $files ->
        [one] {$files} file cannot be processed and stays on the list.
       *[other] {$files} files cannot be processed and stay on the list.
    }
preflight-with-points =
    { $files ->
        [one] {$files} file has points to check
       *[other] {$files} files have points to check
    }
preflight-anyway-all = Upload all anyway
preflight-points-first = Look at this first
preflight-details = Details

## queue

queue-title = Uploads
queue-empty = No uploads yet
queue-empty-text = Uploads appear here once you start them. You can go to other pages of the console or prepare the next upload while they run.
queue-pause-all = Pause all
queue-resume-all = Resume all
queue-retry-all = Retry all
queue-cancel-all = Cancel all
queue-clear-finished = Clear finished
queue-send-now = Send now
queue-pause = Pause
queue-resume = Resume
queue-continue = Continue
queue-cancel = Cancel
queue-retry = Retry
queue-remove = Remove from list
queue-choose-again = Choose the same file again
queue-choose-several-again = Choose the same files again
queue-open-batch = Open batch
queue-log = Activity
queue-copy-log = Copy log
queue-log-copied = Log copied
queue-copy-log-by-hand = The browser did not let the console copy the log. Select the lines and copy them.
queue-server-says = Server message
queue-steps = Steps
queue-cancel-keep = Keep uploading
queue-cancel-confirm = Cancel upload
queue-cancel-confirm-all = Cancel all uploads
queue-asking-progress = Asking the server for the progress of the batch.
queue-elsewhere = In another tab of this browser. Its buttons are there.
queue-remove-named = Remove from list: {$name}
queue-cancel-title = Cancel the upload of {$name}?
queue-cancel-title-all =
    { $uploads ->
        [one] Cancel {$uploads} upload?
       *[other] Cancel {$uploads} uploads?
    }
queue-cancel-consequence-all = {$sent} of {$total} were sent already. They are thrown away and no batches are made of them. Batches that exist and the files on your computer stay as they are.
queue-cancel-consequence = {$sent} of {$total} were sent already. They are thrown away and no batch is made. The file on your computer stays as it is.
queue-cancel-consequence-all-maybe = {$sent} of {$total} were sent already. What was sent completely may be a batch by now: the server is asked, and a batch that exists stays. The rest is thrown away. The files on your computer stay as they are.
queue-cancel-consequence-maybe = All of it was sent, and the batch may exist by now. The server is asked: a batch that exists stays. The file on your computer stays as it is.
# The four steps of an upload, and how each stands.
queue-step-sending = Sending
queue-step-confirming = Confirming
queue-step-queued = Queued
queue-step-processing = Processing
queue-state-ahead = not begun
queue-state-current = at work
queue-state-held = on hold
queue-state-done = done
queue-state-failed = failed
# The word on an upload's badge.
queue-phase-paused = Paused
queue-phase-other-tab = In another tab
queue-phase-waiting = Waiting
queue-phase-packing = Packing
queue-phase-preparing = Preparing
queue-phase-sending = Sending
queue-phase-offline = Offline
queue-phase-sign-in = Sign-in needed
queue-phase-confirming = Confirming
queue-phase-interrupted = Interrupted
queue-phase-needs-file = File needed
queue-phase-uploaded = Uploaded
queue-phase-failed = Upload failed
queue-phase-cancelled = Cancelled
# “1.2 of 4.8 GB”.
queue-of-total = {$part} of {$total} {$unit}
# “11 MB/s”.
queue-rate = {$number} {$unit}/s
queue-sending-rate = {$sent} · {$rate}
queue-sending-left = {$sent} · {$left}
queue-sending-rate-left = {$sent} · {$rate} · {$left}
queue-queued-turn = Starts by itself when the uploads before it are sent.
queue-queued-batch = Starts by itself when the batch before it has been processed. If that takes too long, choose “Send now”.
queue-queued-paused = “Pause all” is on. “Resume all” continues it.
queue-queued-other-tab = Another tab of this browser is sending it.
queue-reading = Reading the file.
queue-asking = Asking the server what it has already.
queue-packing = Reading the images: {$read}
# $sent, $confirmed: “1.2 of 4.8 GB”.
queue-waiting = {$sent} · {$why}
queue-paused = {$confirmed} confirmed · Nothing is sent until you press “Resume”.
queue-paused-resend = {$confirmed} confirmed · {$again} in progress will be sent again · Nothing is sent until you press “Resume”.
queue-confirming = All of {$total} is sent. The server is putting the batch together.
queue-checking = Checking whether the batch exists; nothing is sent until that is known.
queue-checking-status = The server answered {$status}. Checking whether the batch exists: that can take a minute, because the server may still be at work.
queue-confirmed = {$confirmed} confirmed
queue-interrupted = {$confirmed} are on the server. “Continue” sends the rest, and again what was on its way.
queue-interrupted-choose = {$confirmed} are on the server. Choose the same file again to send the rest, and again what was on its way.
queue-done = All of {$total} is on the server.
queue-cancelled = No batch was made. The file on your computer is unchanged.
queue-wait-network = It continues by itself when the network is back.
queue-wait-retry = The last request failed. It tries again in {$time}.
queue-wait-retry-soon = The last request failed. It tries again in a moment.
queue-wait-busy = The server is busy. It continues in {$time}.
queue-wait-busy-soon = The server is busy. It continues in a moment.
queue-wait-server = The server does not answer properly. It is asked again in {$time}.
queue-wait-server-soon = The server does not answer properly. It is asked once a minute.
queue-wait-sign-in = Sign in again; it then continues by itself.
queue-percent = {$percent} %
# $text: what time is left, or the word on the badge in small letters.
queue-bar-text = {$percent} %, {$text}
queue-bar = Upload of {$name}
queue-chunk-first = Chunk 1 of {$total} on its way
queue-chunk-none = No chunk of {$total} confirmed yet
queue-chunk-confirmed = Chunk {$chunk} of {$total} confirmed
queue-task = Task {$id}
queue-move-up = Move {$name} up
queue-move-down = Move {$name} down
queue-indicator-waiting =
    { $uploads ->
        [one] {$uploads} upload waiting
       *[other] {$uploads} uploads waiting
    }
queue-indicator-running =
    { $uploads ->
        [one] {$uploads} upload · {$percent} %
       *[other] {$uploads} uploads · {$percent} %
    }
queue-indicator-attention =
    { $uploads ->
        [one] {$uploads} upload needs attention
       *[other] {$uploads} uploads need attention
    }

## sign_out

sign-out-heading = Sign out while uploads are not finished?
sign-out-consequence =
    { $uploads ->
        [one] {$uploads} upload is not finished. Signing out ends it, in every tab: it cannot be continued later, and its file has to be uploaded again from the beginning.
       *[other] {$uploads} uploads are not finished. Signing out ends them, in every tab: they cannot be continued later, and their files have to be uploaded again from the beginning.
    }
sign-out-heading-over = Sign out now?
sign-out-over = The uploads have ended meanwhile. Signing out ends nothing that is still being sent.
sign-out-go-over = Sign out
sign-out-confirming = What is being confirmed may be a batch already: check the list before you upload it again.
sign-out-stay = Stay signed in
sign-out-go = End uploads and sign out

## upload

upload-title = Upload
upload-lead = Choose how the scans are packed, then the files. Nothing is sent before you press “Upload”.
upload-form = New upload
upload-strategy = Upload strategy
upload-task-id = Task ID
upload-task-id-hint = 8 digits, for example 1490 0113. Spaces and hyphens are fine.
upload-notes = Notes
upload-notes-hint = Optional, up to 500 characters. Shown with the batch.
upload-notes-hint-small = Optional, up to 500 characters. Shown with the batch, unless it is larger than {$size}: this server does not keep the notes of those.
upload-notes-lost = Your notes will be lost: a chosen upload is so large that this server does not keep its notes. Write them down elsewhere, or name the file after them.
upload-files = Files to upload
upload-choose = Choose files
upload-choose-folder = Choose a folder
upload-drop-now = Drop anywhere on this page
upload-reading-folders = Reading folders…
upload-chosen = Chosen files
upload-remove-all = Remove all
upload-remove-problems = Remove files with problems
upload-submit = Upload
upload-same-task = All of them get the same task ID. For another task, upload its files separately.
upload-no-files-dropped = What you dropped holds no files. Drop files or folders, or use “Choose files”.
upload-strategy-zip-with-qr = ZIP with QR codes
upload-strategy-zip-without-qr = ZIP without QR codes
upload-strategy-images = Image files
upload-hint-zip-with-qr = The cover sheets carry the task ID as a QR code.
upload-hint-zip-without-qr = There are no cover sheets. You type the task ID.
upload-hint-images = Single scans, JPEG or PNG. You type the task ID.
# Stands above the button “Choose files”.
upload-drop-zips = Drop ZIP files here, or
upload-drop-images = Drop images or whole folders here, or
upload-limits-zip = ZIP files, up to {$limit} each. Each ZIP becomes its own batch.
upload-limits-images = JPEG or PNG images of one task, up to {$limit} together. They become one batch.
# “10 GB”.
upload-limit = {$number} {$unit}
upload-task-id-missing = Enter the task ID: 8 digits
upload-task-id-not-a-digit = The task ID must have digits only, and “{$char}” is not one
upload-task-id-wrong-length =
    { $digits ->
        [one] The task ID must have 8 digits, and you entered {$digits} digit
       *[other] The task ID must have 8 digits, and you entered {$digits} digits
    }
upload-nothing-zip = Select a ZIP file
upload-nothing-images = Select at least one image
upload-not-a-zip-but-image = The selected file must be a ZIP. To upload images, change the upload strategy to “Image files”.
upload-not-a-zip = The selected file must be a ZIP. Remove it, and choose the ZIP with the scans.
upload-not-an-image-but-zip = The selected file must be a JPG or PNG. To upload a ZIP, change the upload strategy to one of the ZIP kinds.
upload-not-an-image = The selected file must be a JPG or PNG. Remove it, and scan again as JPEG or PNG.
upload-empty = The selected file is empty. Remove it, and copy or scan it again.
upload-zip-too-large = The selected file must be smaller than {$limit}. Divide the scans into several ZIPs.
upload-image-too-large = The selected file must be smaller than {$limit}. Scan it again with a lower resolution.
upload-too-large-together = The selected images must be smaller than {$limit} together, and they have {$size}. Remove some and upload them as a second batch
upload-named-problem = {$name}: {$problem}
upload-more-problems =
    { $files ->
        [one] {$files} more file with problems, marked in the list
       *[other] {$files} more files with problems, marked in the list
    }
upload-added-none = No file was added.
upload-added =
    { $files ->
        [one] {$files} file added.
       *[other] {$files} files added.
    }
upload-added-problems =
    { $files ->
        [one] {$added} {$files} file cannot be uploaded; the reason is on its row.
       *[other] {$added} {$files} files cannot be uploaded; the reasons are on their rows.
    }
upload-duplicates =
    { $files ->
        [one] {$files} file was on the list already and was not added twice.
       *[other] {$files} files were on the list already and were not added twice.
    }
upload-unreadable =
    { $entries ->
        [one] {$entries} file or folder could not be read or did not answer, and was left out: {$names}. Check that it is still there and that you may open it, then add it again.
       *[other] {$entries} files or folders could not be read or did not answer, and were left out: {$names}. Check that they are still there and that you may open them, then add them again.
    }
upload-name = “{$name}”
upload-name-further = {$before}, “{$name}”
upload-names-more = {$names} and {$n} more
upload-renamed =
    { $images ->
        [one] “{$from}” is an image, but its name does not say so. It is sent as “{$to}”, so that the server knows it.
       *[other] {$images} images have names that do not say so. They are sent with the ending .jpg or .png, so that the server knows them: “{$from}” as “{$to}”.
    }
upload-remove = Remove {$name}
upload-removed = {$name} was removed from the list.
upload-show-more = Show {$n} more
# A file without a known ending; others show “ZIP”, “JPEG”, “PDF”.
upload-kind-file = File
upload-chosen-files =
    { $files ->
        [one] {$files} file, {$size}
       *[other] {$files} files, {$size}
    }
upload-chosen-problems =
    { $files ->
        [one] {$files} file, {$problems} cannot be uploaded
       *[other] {$files} files, {$problems} cannot be uploaded
    }
upload-title-error = Error: {$title}
# $chosen: “3 files, 4.2 GB”.
upload-outcome =
    { $batches ->
        [one] {$chosen} → {$batches} batch
       *[other] {$chosen} → {$batches} batches
    }
upload-left-out =
    { $files ->
        [one] {$files} file with a problem stays on the list.
       *[other] {$files} files with problems stay on the list.
    }
upload-submit-files =
    { $files ->
        [one] Upload {$files} file ({$size})
       *[other] Upload {$files} files ({$size})
    }
upload-images =
    { $images ->
        [one] {$images} image
       *[other] {$images} images
    }

## upload_log

upload-log-started-whole = Started. Everything travels in one request.
upload-log-started = Started. The file travels in {$chunks} chunks.
upload-log-continued =
    { $chunks ->
        [one] Continued: the server has {$acked} of {$chunks} chunk.
       *[other] Continued: the server has {$acked} of {$chunks} chunks.
    }
upload-log-chunk-failed = Chunk {$chunk} failed: {$why}.
upload-log-chunk-failed-wait = Chunk {$chunk} failed: {$why}. Next try after {$time}.
upload-log-request-failed = The request failed: {$why}.
upload-log-request-failed-wait = The request failed: {$why}. Next try after {$time}.
upload-log-out-of-order = The server wants chunks in order (chunk {$chunk}). From now on one chunk is sent at a time.
upload-log-network-lost = The network is away. Waiting; no attempt is lost.
upload-log-network-back = The network is back after {$time}.
upload-log-token-renewed = The session was renewed.
upload-log-sign-in-needed = The session has ended. Waiting for you to sign in.
upload-log-signed-in = Signed in again.
upload-log-session-lost =
    { $acked ->
        [one] The server no longer knows this upload, of which it had {$acked} chunk.
       *[other] The server no longer knows this upload, of which it had {$acked} chunks.
    }
upload-log-started-again = Started again from the first byte.
upload-log-asking-list = Asked the list whether the batch exists already.
upload-log-not-in-list = The batch is not in the list.
upload-log-sent-again = The last request is sent again.
upload-log-list-unavailable = The list could not be read, so batches that existed before are told by their time.
upload-log-file-gone = The file can no longer be read.
upload-log-file-given = The file is there again.
upload-log-paused = Paused.
upload-log-resumed = Resumed.
upload-log-cancelling = Cancel was chosen after the last byte had been sent.
upload-log-cancelled = Cancelled. No batch was created.
upload-log-cancelled-unsure = Cancelled before the server could say whether the batch exists.
upload-log-retried = Retry was chosen.
upload-log-stopped = Stopped: {$cause}
upload-log-said = Server message: “{$words}”
upload-log-done = The server confirmed the batch {$batch}.
upload-log-done-despite-cancel = Too late to cancel: the batch {$batch} exists.
# Why a request failed: stands in “Chunk 3 failed: … .”
upload-log-why-network = connection lost
upload-log-why-timeout = nothing moved for too long
upload-log-why-other-tab = another tab is renewing the session and does not finish
upload-log-why-408 = the server waited too long (408)
upload-log-why-413 = too large for the proxy (413)
upload-log-why-429 = too many requests (429)
upload-log-why-503 = the server is busy (503)
upload-log-why-no-answer = the server did not answer in time ({$code})
upload-log-why-server = the server has a problem ({$code})
upload-log-why-status = the server answered {$code}
upload-log-why-decode = the answer was not the server's
upload-log-why-between = something on the way answered ({$code})
upload-log-why-redirected = something on the way sent the request elsewhere
upload-log-why-signed-out = the session has ended
upload-log-why-stopped = it was stopped
upload-log-why-file = the file could not be read
upload-log-smaller-cut = The connection broke each time {$from} were sent in one request. Started again with chunks of {$to}.
upload-log-smaller-refused = A request of {$from} is too large for the proxy (413). Started again with chunks of {$to}.

## upload_problems

upload-problems-refused-403 = Your account may not upload this.
upload-problems-refused-404 = The server does not offer uploads at this address.
upload-problems-refused-415 = The server does not take this kind of file.
upload-problems-refused-422 = The server did not accept the details of this upload.
upload-problems-refused = The server refused this upload.
upload-problems-server-full-507 = The server's storage is full.
upload-problems-server-full = The server cannot take uploads.
upload-problems-too-large = Something between this computer and the server refuses requests of even 1 MB (413).
upload-problems-gave-up = The server could not take the upload, although it was tried for a long time.
upload-problems-cannot-confirm = The server did not say whether the batch was created, and the list could not tell.
upload-problems-sessions-lost = The server lost this upload more than once.
upload-problems-no-batch = Everything was sent twice, and the list shows no batch of it.
upload-problems-between = Something between this computer and the server answered ({$status}).
upload-problems-redirected = Something between this computer and the server sends requests elsewhere: the network’s own sign-in may be over.
upload-problems-fate-unknown = The batch may exist: everything was sent.
upload-problems-fate-nothing-sent = No batch was created. Your file is unchanged.
upload-problems-fate = No batch was created. The server has {$sent} of {$total}.
upload-problems-next-403 = Ask an administrator for access, then choose Retry.
upload-problems-next-422 = Check the task ID and notes, remove this upload and add it again.
upload-problems-next-refused = Read the server's words, mend what they name, then choose Retry.
upload-problems-next-server-full = Tell your administrator; choose Retry when there is room again.
upload-problems-next-too-large = Tell your administrator: the limit for request bodies has to be raised.
upload-problems-next-gave-up = Choose Retry when the server works again; it continues where it stopped.
upload-problems-next-cannot-confirm = Check “Batches”. If it is there, remove this upload; if not, choose Retry: the list is asked again first.
upload-problems-next-sessions-lost = Choose Retry to start again, or tell your administrator.
upload-problems-next-no-batch = Choose Retry to check the list and send it once more, or tell your administrator.
upload-problems-next-between = Choose Retry; if it stays so, tell your administrator what the number says.
upload-problems-next-redirected = Reload the page to sign in to the network again, then continue the upload.
upload-problems-kept-nothing = No chunk had been confirmed yet: the upload begins anew. Your file is unchanged.
upload-problems-kept = The server has {$sent} of {$total}. What was on its way is sent again.
upload-problems-file-unreadable = The file was changed, moved or unplugged while it was being sent.
upload-problems-next-unreadable = Choose the same file again. If its content has changed, cancel and upload it anew.
upload-problems-failed-before = It had failed before the page was closed: {$cause}
upload-problems-file-reload = The page was closed before the upload was complete.
upload-problems-next-reload = Choose the same file again to continue.
upload-problems-file-other-name = The file that you chose has another name.
upload-problems-next-other-name = Choose the file with which the upload was started.
upload-problems-file-other-size = The file that you chose has another size.
upload-problems-next-other-size = Choose the file with which the upload was started, unchanged.
upload-problems-file-other-content = The file that you chose has the same name and size but other content.
upload-problems-next-other-content = Choose the file with which the upload was started, or cancel and upload the new one.
upload-problems-file-saved-again = The file that you chose was saved again after the upload had begun.
upload-problems-next-saved-again = Choose the file as it was, or cancel and upload the new one.
upload-problems-next-interrupted = Choose Resume to continue.
upload-problems-sign-in = Your session has ended.
upload-problems-fate-sign-in = The upload is paused; what was sent is kept.
upload-problems-next-sign-in = Sign in again: it continues by itself.
upload-problems-cancelled-unsure = The upload was cancelled after its last byte had been sent.
upload-problems-fate-cancelled-unsure = The batch may have been created all the same.
upload-problems-next-cancelled-unsure = Look for it in the list of batches.

## upload_progress

upload-progress-started-again = The server lost what had been sent; the upload was started again.
upload-progress-smaller-chunks = Requests were too large for the network in front of the server; smaller chunks are used.
upload-progress-server-said = Server message: “{$words}”
upload-progress-cancelling = Cancelling: asking the server whether the batch exists already.
upload-progress-too-late-to-cancel = It was too late to cancel: the batch had already been created.
upload-progress-journal-off = This browser does not let the page keep a record of uploads. They work, but do not survive a reload.
upload-progress-begun = Uploading {$name}.
upload-progress-percent = {$name}: {$percent} percent uploaded.
upload-progress-paused = {$name}: upload paused.
upload-progress-resumed = {$name}: upload resumed.
upload-progress-done = {$name}: upload complete. Processing has begun.
upload-progress-alert = {$name}: {$cause} {$next}
upload-progress-images =
    { $more ->
        [one] {$first} and {$more} image more
       *[other] {$first} and {$more} images more
    }

## idle

idle-warning-name = Lock
# n: seconds that are left.
idle-warning =
    { $n ->
        [one] This page locks in {$n} second because nobody used it.
       *[other] This page locks in {$n} seconds because nobody used it.
    }
idle-stay = Move the mouse, press any key or touch the screen to keep it open.
idle-stays = This page stays open.
idle-locked = This page is locked
idle-locked-text = Nobody has used it for a while. Enter your password to continue where you are: nothing on this page is lost, and uploads continue.

## diagnostics

diagnostics-heading = Diagnostics
diagnostics-lead = If something does not work, the people who look after the console may ask for this text. It says which version and browser you use and what has failed. It names no person, file, batch or task.
diagnostics-copy = Copy diagnostics
diagnostics-label = Diagnostics of this tab
diagnostics-copied = Copied. Paste it into your message.
diagnostics-refused = The browser does not let the page copy. The text is selected: copy it with the keyboard or the menu.
