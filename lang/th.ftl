## language
# What the language is called in itself, and how browsers know it (BCP 47).
language-name = ไทย
language-tag = th-TH
# The other calendar that is in use beside the Gregorian one: buddhist, or gregory for none.
language-calendar = buddhist

number-group = ,
number-decimal = .
size-b = B
size-kb = KB
size-mb = MB
size-gb = GB

language-label = ภาษา (Language)
language-of-browser = ตามเบราว์เซอร์นี้ ({$name})
language-not-loaded = โหลดภาษาอื่นไม่สำเร็จ ตรวจสอบการเชื่อมต่อ แล้วลองอีกครั้ง
language-calendar-label = ปีศักราช
language-gregory = คริสต์ศักราช (ค.ศ.)
language-gregory-hint = 2026
language-buddhist = พุทธศักราช (พ.ศ.)
language-buddhist-hint = 2569

## boot
# Shown by the page itself, before the console runs or when it cannot. One line each, without variables.

boot-loading = กำลังโหลด…
boot-late = ใช้เวลานานกว่าปกติ ตรวจสอบการเชื่อมต่อ แล้วโหลดหน้านี้ใหม่ หากยังเหมือนเดิม ให้ใช้เบราว์เซอร์รุ่นใหม่กว่านี้
boot-reload = โหลดใหม่
boot-load = โหลดหน้านี้ไม่สำเร็จ
boot-load-1 = การเชื่อมต่อขาดหายไป หรือเพิ่งมีการออกรุ่นใหม่
boot-load-2 = ข้อมูลที่เซิร์ฟเวอร์ได้รับแล้วไม่สูญหาย ตรวจสอบการเชื่อมต่อ แล้วโหลดใหม่
boot-stopped = หน้านี้หยุดทำงาน
boot-stopped-1 = ข้อผิดพลาดในหน้านี้ทำให้หยุดทำงาน เซิร์ฟเวอร์ไม่ได้รับผลกระทบ ชุดงานบนเซิร์ฟเวอร์ยังอยู่ครบ และการประมวลผลยังดำเนินต่อไป
boot-stopped-2 = การอัปโหลดที่กำลังส่งอยู่ถูกขัดจังหวะ โหลดใหม่ แล้วดูที่หน้าอัปโหลด
boot-browser = เบราว์เซอร์นี้ใช้งานระบบไม่ได้
boot-browser-1 = เบราว์เซอร์เก่าเกินไป หรือ WebAssembly ถูกปิดใช้งานอยู่ เซิร์ฟเวอร์ไม่ได้รับผลกระทบใดๆ
boot-browser-2 = ใช้ Chrome หรือ Edge ตั้งแต่รุ่น 123, Firefox ตั้งแต่รุ่น 125 หรือ Safari ตั้งแต่รุ่น 17.5 ขึ้นไป

## shell

shell-product = OMR Batch Console
shell-skip = ข้ามไปยังเนื้อหาหลัก
shell-navigation = เมนูหลัก
shell-upload = อัปโหลด
shell-batches = ชุดงาน
shell-analytics = สถิติ
shell-notices = การแจ้งเตือน
shell-preferences = การตั้งค่า
shell-help = วิธีใช้
shell-sign-out = ออกจากระบบ
shell-loading = กำลังโหลด…
shell-try-again = ลองอีกครั้ง
shell-dismiss = ปิด
shell-offline = ออฟไลน์อยู่
shell-offline-meaning = ข้อมูลที่เห็นอาจไม่เป็นปัจจุบัน การอัปโหลดจะรอและทำต่อเองเมื่อเครือข่ายกลับมา สิ่งที่เซิร์ฟเวอร์ยืนยันแล้วไม่สูญหาย
shell-online-again = เครือข่ายกลับมาใช้ได้แล้ว
shell-signed-out = ออกจากระบบแล้ว
# Titles of the browser's tab: a page, with unread notices, with something to put right.
shell-title = {$page} – {shell-product}
shell-title-unread = ({$unread}) {$title}
shell-error-title = มีข้อผิดพลาด: {$page}
shell-bell = {shell-notices} ยังไม่อ่าน {$unread} รายการ
shell-role-administrator = ผู้ดูแลระบบ
shell-role-standard = บัญชีทั่วไป
shell-user-menu = เข้าสู่ระบบในชื่อ {$name}
shell-not-found = ไม่พบหน้านี้
shell-not-found-text = ไม่มีหน้าตามที่อยู่นี้ หากพิมพ์ที่อยู่เอง ให้ตรวจตัวสะกด หากเปิดจากลิงก์ ลิงก์อาจเก่าแล้ว ชุดงานและการอัปโหลดไม่ได้รับผลกระทบ
shell-to-batches = ไปที่ชุดงาน
shell-to-upload = ไปที่หน้าอัปโหลด
shell-config = การตั้งค่าของคอนโซลไม่ถูกต้อง
shell-config-text = การตั้งค่าของระบบที่ติดตั้งไว้นี้มีค่าที่ใช้ไม่ได้ คอนโซลจึงยังไม่เริ่มทำงาน ไม่มีการส่งหรือเปลี่ยนแปลงข้อมูลใด แจ้งข้อความด้านล่างให้ผู้รับผิดชอบระบบทราบ
shell-config-detail = สำหรับผู้รับผิดชอบระบบ
shell-config-unreachable = โหลด config.json จากเซิร์ฟเวอร์ไม่ได้
shell-config-status = โหลด config.json ไม่ได้ เซิร์ฟเวอร์ตอบกลับ {$code}
shell-part-missing = โหลดหน้านี้ไม่ได้
shell-part-missing-text = การเชื่อมต่อขาดหาย หรือมีการติดตั้งเวอร์ชันใหม่แล้ว การอัปโหลดที่กำลังดำเนินการยังทำต่อไป ระบบจะลองใหม่เอง หากโหลดหน้าใหม่จะได้เวอร์ชันใหม่
shell-part-gone-text = มีการติดตั้งคอนโซลเวอร์ชันใหม่แล้ว และหน้านี้ของเวอร์ชันเดิมไม่มีบนเซิร์ฟเวอร์อีกต่อไป การอัปโหลดที่กำลังดำเนินการยังทำต่อไป โหลดหน้าใหม่เพื่อใช้เวอร์ชันใหม่
shell-header-missing = โหลดเมนูไม่ได้
shell-reload = โหลดหน้าใหม่
shell-reload-when-done = โหลดหน้าใหม่เมื่ออัปโหลดเสร็จ
shell-release-new = เวอร์ชันใหม่
shell-release-new-text = มีคอนโซลเวอร์ชันใหม่แล้ว: {$release} หน้านี้ยังใช้เวอร์ชันเดิมต่อไปจนกว่าจะโหลดหน้าใหม่
shell-reload-waits = การโหลดหน้าใหม่จะทำให้การอัปโหลดในแท็บนี้หยุดชะงัก ทำได้เมื่ออัปโหลดเสร็จแล้ว
shell-cancel = ยกเลิก

## login

login-title = เข้าสู่ระบบ
login-lead = อัปโหลดกระดาษคำตอบที่สแกนแล้ว และติดตามการประมวลผล
login-username = ชื่อผู้ใช้
login-password = รหัสผ่าน
login-submit = เข้าสู่ระบบ
login-busy = กำลังเข้าสู่ระบบ…
login-show = แสดง
login-hide = ซ่อน
login-show-password = แสดงรหัสผ่าน
login-hide-password = ซ่อนรหัสผ่าน
login-problem = มีข้อผิดพลาด
login-again = เข้าสู่ระบบอีกครั้ง
login-again-text = เซสชันสิ้นสุดแล้ว เข้าสู่ระบบเพื่อทำต่อจากจุดเดิม ข้อมูลในหน้านี้ไม่สูญหาย และการอัปโหลดจะรออยู่
login-other-account = ใช้บัญชีอื่น
login-unreachable = คอนโซลติดต่อเซิร์ฟเวอร์ไม่ได้
login-unreachable-text = คุณยังลงชื่อเข้าใช้อยู่ และไม่มีข้อมูลใดสูญหาย ระบบลองใหม่ทุกไม่กี่วินาที
login-server-trouble = เซิร์ฟเวอร์ขัดข้องในขณะนี้
login-server-trouble-text = เซิร์ฟเวอร์ตอบกลับ แต่เป็นข้อผิดพลาด คุณยังลงชื่อเข้าใช้อยู่ และชุดงานของคุณไม่ได้รับผลกระทบจากหน้านี้ ระบบลองใหม่ทุกไม่กี่วินาที
login-next = เข้าสู่ระบบเพื่อไปยังหน้าที่ต้องการ
login-enter-username = กรอกชื่อผู้ใช้
login-enter-password = กรอกรหัสผ่าน
login-wrong = ชื่อผู้ใช้หรือรหัสผ่านไม่ถูกต้อง ตรวจสอบทั้งสองช่องแล้วลองอีกครั้ง ตัวพิมพ์เล็กและตัวพิมพ์ใหญ่ถือว่าต่างกัน
login-help = ลืมรหัสผ่านหรือยังไม่มีบัญชี ติดต่อ {$support}
login-help-administrator = ลืมรหัสผ่านหรือยังไม่มีบัญชี ติดต่อผู้ดูแลระบบ
# time: “2 minutes”.
login-locked = พยายามเข้าสู่ระบบหลายครั้งเกินไป รอ {$time} แล้วลองอีกครั้ง
login-locked-for-minutes = พยายามเข้าสู่ระบบหลายครั้งเกินไป รอสัก 2–3 นาที แล้วลองอีกครั้ง
login-refused = บัญชีนี้ไม่มีสิทธิ์เข้าสู่ระบบ ติดต่อผู้ดูแลระบบ
login-server = เซิร์ฟเวอร์มีปัญหาในขณะนี้ รหัสผ่านอาจถูกต้องอยู่แล้ว ลองอีกครั้งใน 1 นาที
login-offline = ขณะนี้ออฟไลน์ จึงติดต่อเซิร์ฟเวอร์ไม่ได้ เชื่อมต่อเครือข่ายแล้วลองอีกครั้ง
login-no-network = ติดต่อเซิร์ฟเวอร์ไม่ได้ ตรวจสอบการเชื่อมต่อเครือข่ายแล้วลองอีกครั้ง
login-timeout = เซิร์ฟเวอร์ใช้เวลาตอบกลับนานเกินไป ลองอีกครั้ง

## errors

# Cause, then (…-next, -wait, -sign-in-again) what to do; both are shown in one line.
errors-network = ติดต่อเซิร์ฟเวอร์ไม่ได้
errors-network-next = ตรวจสอบการเชื่อมต่อเครือข่าย แล้วลองอีกครั้ง
errors-timeout = เซิร์ฟเวอร์ไม่ตอบกลับภายในเวลาที่กำหนด
errors-other-tab = แท็บอื่นของคอนโซลกำลังต่ออายุเซสชันของคุณและยังไม่เสร็จ
errors-other-tab-next = ปิดแท็บอื่นของคอนโซล แล้วลองอีกครั้ง
errors-wait = รอสักครู่ แล้วลองอีกครั้ง
errors-foreign = คำตอบที่ได้รับไม่ได้มาจากเซิร์ฟเวอร์ OMR
errors-foreign-next = อาจต้องเข้าสู่ระบบเครือข่ายก่อน (Wi-Fi สำหรับผู้มาติดต่อ หรือ VPN) แล้วลองอีกครั้ง
errors-signed-out = เซสชันสิ้นสุดแล้ว
errors-sign-in-again = เข้าสู่ระบบอีกครั้งเพื่อทำต่อ
errors-stopped = คำขอถูกหยุดก่อนเสร็จ
errors-stopped-next = ลองอีกครั้ง
errors-file = อ่านไฟล์ไม่ได้
errors-file-next = ไฟล์อาจถูกแก้ไขหรือย้าย หรืออุปกรณ์เก็บข้อมูลถูกถอดออก เลือกไฟล์ใหม่อีกครั้ง
errors-session = เซิร์ฟเวอร์ไม่ยอมรับเซสชันนี้
errors-no-access = บัญชีนี้ไม่มีสิทธิ์เข้าถึงส่วนนี้
errors-no-access-next = ขอสิทธิ์จากผู้ดูแลระบบ
errors-gone = ไม่มีข้อมูลนี้บนเซิร์ฟเวอร์แล้ว
errors-gone-next = กลับไปที่รายการ
errors-too-large = คำขอมีขนาดใหญ่เกินกว่าที่พร็อกซีหน้าเซิร์ฟเวอร์จะรับได้
errors-too-large-next = แจ้งผู้ดูแลระบบ
errors-too-many = เซิร์ฟเวอร์ได้รับคำขอมากเกินไป
errors-too-many-next = รอ 1 นาที แล้วลองอีกครั้ง
errors-full = พื้นที่จัดเก็บของเซิร์ฟเวอร์เต็ม
errors-full-next = แจ้งผู้ดูแลระบบ แล้วลองอีกครั้งเมื่อมีพื้นที่ว่าง
errors-server = เซิร์ฟเวอร์มีปัญหา
errors-refused = เซิร์ฟเวอร์ไม่รับคำขอนี้
errors-refused-next = ลองอีกครั้ง หากยังเป็นเช่นเดิม ให้แจ้งผู้ดูแลระบบ

## time

# Something measured or still running: the two largest units, in short.
time-under-second = ไม่ถึง 1 วินาที
time-s = {$s} วินาที
time-m-s = {$m} นาที {$s} วินาที
time-h-m = {$h} ชั่วโมง {$m} นาที
time-d-h = {$d} วัน {$h} ชั่วโมง
# A number below ten behind a larger unit: the 02 of “5m 02s”.
time-below-ten = {$n}
# A length that is only roughly known.
time-seconds = {$n} วินาที
time-minutes = {$n} นาที
time-hours = {$n} ชั่วโมง
# n is the number of whole hours: half an hour comes on top.
time-half-hours = {$n} ชั่วโมงครึ่ง
time-days = {$n} วัน
# time: one of the rough lengths above.
time-left = เหลือประมาณ {$time}

### Loaded after the first view

## analytics

analytics-title = สถิติ
analytics-period = ช่วงเวลา
analytics-batches = ชุดงานที่ได้รับ
analytics-sheets = กระดาษคำตอบที่ได้รับ
analytics-speed = ความเร็วในการอ่าน
analytics-waiting = เวลารอ
analytics-working = เวลาประมวลผล
analytics-failed-sheets = แผ่นที่อ่านไม่สำเร็จ
analytics-hours = ช่วงเวลาที่มีงานมากที่สุด
analytics-strategies = ประเภทการอัปโหลด
analytics-reasons = สาเหตุที่ชุดงานล้มเหลว
analytics-unit-batches = ชุดงาน
analytics-unit-sheets = แผ่น
analytics-unit-speed = แผ่นต่อนาที
analytics-unit-seconds = วินาที
analytics-unit-minutes = นาที
analytics-unit-percent = % ของจำนวนแผ่น
analytics-completed = เสร็จแล้ว
analytics-failed = ล้มเหลว
analytics-running = กำลังดำเนินการ
analytics-median = มัธยฐาน
analytics-p95 = เปอร์เซ็นไทล์ที่ 95
analytics-speed-short = แผ่นต่อนาที
analytics-share = สัดส่วน
analytics-hour = ช่วงเวลา
analytics-day = วันที่
analytics-week = สัปดาห์ที่เริ่ม
analytics-month = เดือน
analytics-reason = สาเหตุ
analytics-no-reason = ไม่ได้ระบุสาเหตุ
analytics-unknown-type = ไม่ทราบประเภท
analytics-as-table = แสดงเป็นตาราง
analytics-bar = การอ่านรายการชุดงาน
analytics-stop = หยุดอ่าน
analytics-go-on = อ่านส่วนที่เหลือ
analytics-refresh = รีเฟรช
analytics-none-yet = ยังไม่มีสถิติ
analytics-none-yet-text = สถิติจะแสดงที่นี่เมื่อมีการอัปโหลดชุดงานแล้ว
analytics-none-here = ไม่มีชุดงานในช่วงเวลานี้
analytics-none-here-text = เลือกช่วงเวลาที่ยาวขึ้นเพื่อดูชุดงานก่อนหน้านี้
analytics-show-all = แสดงชุดงานทั้งหมด
analytics-cannot-load = โหลดสถิติไม่สำเร็จ
analytics-partial = สถิตินี้ยังไม่ครบถ้วน
analytics-stuck = เซิร์ฟเวอร์ส่งรายการมาไม่ครบ หากยังเป็นเช่นนี้ ให้แจ้งผู้ดูแลระบบ
analytics-not-kept = เบราว์เซอร์นี้ไม่อนุญาตให้เก็บสถิติไว้ จึงต้องอ่านรายการทั้งหมดใหม่ทุกครั้งที่เปิดหน้านี้
analytics-no-failures = ไม่มีชุดงานที่ล้มเหลวในช่วงเวลานี้
analytics-no-value = ไม่มีข้อมูล
analytics-not-told = รายการจากเซิร์ฟเวอร์นี้ไม่ได้ระบุจำนวนแผ่นที่อ่านไม่สำเร็จ
analytics-all-figures = สถิติในช่วงเวลาที่เลือก
analytics-batches-short = ชุดงาน
analytics-sheets-short = กระดาษคำตอบ
analytics-unknown = ไม่ทราบ
analytics-other-reasons = สาเหตุอื่น
analytics-old = สถิติที่แสดงเป็นข้อมูลของครั้งล่าสุดที่เปิดหน้านี้
analytics-days = วันและชั่วโมงเป็นเวลา {$zone}
analytics-n-batches = {$n} ชุดงาน
analytics-n-sheets = {$n} แผ่น
analytics-n-speed = {$n} แผ่นต่อนาที
analytics-n-seconds = {$n} วินาที
analytics-n-minutes = {$n} นาที
analytics-n-percent = {$n}% ของจำนวนแผ่น
analytics-percent = {$n}%
analytics-percent-tiny = น้อยกว่า 0.1%
analytics-column-failed-sheets = แผ่นที่อ่านไม่สำเร็จ (%)
analytics-column-waiting-median = เวลารอ มัธยฐาน (วินาที)
analytics-column-waiting-p95 = เวลารอ เปอร์เซ็นไทล์ที่ 95 (วินาที)
analytics-column-working-median = เวลาประมวลผล มัธยฐาน (วินาที)
analytics-column-working-p95 = เวลาประมวลผล เปอร์เซ็นไทล์ที่ 95 (วินาที)
# ใน 100 ชุดงาน: $time คือระยะเวลา
analytics-at-p95 = 95 ใน 100 ชุดงานใช้ไม่เกิน {$time}
# ของชุดงานจำนวนน้อย
analytics-longest = นานที่สุด {$time}
# ใต้จำนวนชุดงาน
analytics-n-failed = ล้มเหลว {$n} ชุดงาน
analytics-last-7-days = 7 วันล่าสุด
analytics-last-30-days = 30 วันล่าสุด
analytics-last-90-days = 90 วันล่าสุด
analytics-last-365-days = 365 วันล่าสุด
analytics-all-time = ทุกช่วงเวลา
analytics-page-title = { analytics-title } – {$period}
# $what คือชื่อแผนภูมิ เช่น ชุดงานที่ได้รับ ความเร็วในการอ่าน
analytics-per-day = {$what}รายวัน
analytics-per-week = {$what}รายสัปดาห์
analytics-per-month = {$what}รายเดือน
# 1 คือมกราคม
analytics-month-short =
    { $month ->
        [1] ม.ค.
        [2] ก.พ.
        [3] มี.ค.
        [4] เม.ย.
        [5] พ.ค.
        [6] มิ.ย.
        [7] ก.ค.
        [8] ส.ค.
        [9] ก.ย.
        [10] ต.ค.
        [11] พ.ย.
       *[12] ธ.ค.
    }
# 1 คือวันจันทร์
analytics-weekday-short =
    { $weekday ->
        [1] จ.
        [2] อ.
        [3] พ.
        [4] พฤ.
        [5] ศ.
        [6] ส.
       *[7] อา.
    }
analytics-tick-day = {$day} {$month}
analytics-month-of-year = {$month} {$year}
analytics-span-day = {$weekday} {$day} {$month} {$year}
analytics-span-week = สัปดาห์ที่เริ่ม {$day} {$month} {$year}
analytics-hour-span = {$from}–{$to} น.
# อ่านออกเสียงสำหรับหนึ่งคอลัมน์ของแผนภูมิ
analytics-read-at = {$label}: {$values}
analytics-values = {$before}, {$next}
analytics-named-value = {$series} {$value}
analytics-series-column = {$series} ({$unit})
analytics-asking = กำลังขอรายการ
analytics-reading = อ่านแล้ว {$done} จาก {$total} ชุดงาน
analytics-made-of = คำนวณจากชุดงานล่าสุด {$done} จากทั้งหมด {$total} ชุดงาน
analytics-made-of-nothing = ยังไม่ได้อ่านข้อมูล
analytics-undated = ไม่นับ {$n} ชุดงานที่ไม่มีเวลาที่ได้รับ
analytics-ready = {$period}: {$batches} ชุดงาน, {$sheets} แผ่น
analytics-values-of = ค่าในแผนภูมิ: {$chart}
analytics-updated = อัปเดตเมื่อ {$clock}

## batch

batch-title = ชุดงาน
batch-progress = ความคืบหน้า
batch-timeline = ลำดับเวลา
batch-about = เกี่ยวกับชุดงานนี้
batch-sheets = แผ่น
batch-notes = หมายเหตุ
batch-copy-link = คัดลอกลิงก์
batch-share = แชร์
batch-link-copied = คัดลอกลิงก์แล้ว
batch-copy-by-hand = เบราว์เซอร์ไม่อนุญาตให้คอนโซลคัดลอกลิงก์ คัดลอกได้จากที่นี่:
batch-delete = ลบชุดงาน
batch-read = อ่านแล้ว
batch-failed = ล้มเหลว
batch-waiting = รออยู่
batch-not-processed = ไม่ได้ประมวลผล
batch-batch-id = รหัสชุดงาน
batch-failed-heading = ชุดงานนี้ล้มเหลว
batch-server-says = เหตุผลจากเซิร์ฟเวอร์
batch-loading = กำลังโหลดชุดงาน
batch-cannot-refresh = อัปเดตความคืบหน้าไม่ได้
batch-cannot-load = โหลดชุดงานไม่ได้
batch-bar = การประมวลผลบนเซิร์ฟเวอร์
batch-step-uploaded = อัปโหลดแล้ว
batch-step-preparation = การเตรียมข้อมูล
batch-step-reading = การประมวลผล
batch-step-completed = เสร็จแล้ว
batch-step-failed = ล้มเหลว
batch-step-finish = สิ้นสุด
batch-neighbours = ชุดงานในรายการ
batch-before = ชุดงานก่อนหน้า
batch-after = ชุดงานถัดไป
batch-cancel-open = หยุดการประมวลผล
batch-cancel-submit = หยุดการประมวลผล
batch-cancel-keep = ประมวลผลต่อ
batch-cancel-busy = กำลังหยุด…
batch-cancel-done = หยุดการประมวลผลแล้ว
batch-cancel-over = ชุดงานสิ้นสุดไปแล้วก่อนที่จะหยุดได้
batch-cancel-failed = หยุดการประมวลผลไม่สำเร็จ
batch-cancel-unknown = ไม่ทราบว่าการประมวลผลหยุดแล้วหรือไม่
batch-cancel-unchanged = เซิร์ฟเวอร์ไม่ตอบกลับภายในเวลาที่กำหนด ชุดงานยังประมวลผลอยู่ ลองอีกครั้ง
batch-cancel-no-answer = เซิร์ฟเวอร์ไม่ตอบกลับ และดูสถานะของชุดงานไม่ได้ ตรวจสอบเครือข่ายแล้วลองอีกครั้ง การสั่งหยุดซ้ำไม่มีผลเสีย
batch-cancel-refused = เซิร์ฟเวอร์ไม่ได้หยุดให้ การประมวลผลดำเนินต่อไป
batch-cancel-recoverable = ผลของแผ่นที่ประมวลผลเสร็จแล้วกู้คืนได้ในภายหลัง
batch-recover-offer = กู้คืนผลได้
batch-recover-keep = ยกเลิก
batch-recover-busy = กำลังกู้คืน…
batch-recover-over = ชุดงานเปลี่ยนไปแล้วก่อนที่จะกู้คืนผลได้
batch-recover-failed = กู้คืนผลไม่สำเร็จ
batch-recover-unknown = ไม่ทราบว่ากู้คืนผลแล้วหรือไม่
batch-recover-unchanged = เซิร์ฟเวอร์ไม่ตอบกลับภายในเวลาที่กำหนด ชุดงานยังเป็นเช่นเดิม และผลยังอยู่ครบ ลองอีกครั้ง
batch-recover-no-answer = เซิร์ฟเวอร์ไม่ตอบกลับ และดูสถานะของชุดงานไม่ได้ ตรวจสอบเครือข่าย แล้วกลับมาดูหน้านี้ก่อนลองใหม่
batch-recover-refused = เซิร์ฟเวอร์ไม่ได้กู้คืนให้ ชุดงานยังเป็นเช่นเดิม
batch-recover-not-asked = สอบถามเซิร์ฟเวอร์ไม่ได้ว่ากู้คืนผลของชุดงานนี้ได้หรือไม่
batch-sheets-show = แสดงรายการแผ่น
batch-sheets-reload = โหลดรายการแผ่นใหม่
batch-sheets-number = แผ่นที่
batch-sheets-status = สถานะ
batch-sheets-time = เวลา (วินาที)
batch-sheets-reason = เหตุผล
batch-sheets-image = รูปภาพ
batch-sheets-views = แผ่นที่แสดง
batch-sheets-all = ทั้งหมด
# Before a number: “First 1,000”, where the batch has more.
batch-sheets-first = เฉพาะช่วงแรก
batch-sheets-failed-only = ล้มเหลว
batch-sheets-failed-of-these = ล้มเหลวในช่วงนี้
batch-sheets-hide = ซ่อนรายการแผ่น
batch-sheets-reasons = เหตุที่อ่านบางแผ่นไม่สำเร็จ
batch-sheets-no-reason = ไม่ได้ระบุเหตุผล
batch-sheets-none-failed = ไม่มีแผ่นใดในชุดงานนี้ล้มเหลว
batch-sheets-none-failed-here = แผ่นที่เซิร์ฟเวอร์แสดงในรายการนี้ไม่มีแผ่นใดล้มเหลว
batch-sheets-show-failed = แสดงแผ่นที่อ่านไม่สำเร็จ
batch-sheets-loading = กำลังโหลดรายการแผ่น
batch-sheets-none = เซิร์ฟเวอร์ไม่มีรายการแผ่นของชุดงานนี้
batch-sheets-cannot-load = โหลดรายการแผ่นไม่ได้
batch-sheets-unnumbered = ไม่มีลำดับที่
batch-look-for-earlier = ค้นหาชุดงานก่อนหน้าที่มีชื่อไฟล์เดียวกัน
batch-some-failed-text = ผลของแผ่นอื่นครบถ้วน สแกนแผ่นที่อ่านไม่สำเร็จใหม่ แล้วอัปโหลดเป็นอีกชุดงานหนึ่ง
batch-no-reason = เซิร์ฟเวอร์ไม่ได้ระบุเหตุผล อัปโหลดไฟล์อีกครั้ง หากยังล้มเหลว ให้แจ้งรหัสชุดงานแก่ผู้ดูแลระบบ
batch-no-right = ไม่มีสิทธิ์ดูชุดงานนี้
batch-gone = ไม่มีชุดงานนี้
batch-gone-text = ชุดงานอาจถูกลบแล้ว หรือลิงก์เป็นของระบบที่ติดตั้งแห่งอื่น ชุดงานที่ลบแล้วกู้คืนไม่ได้ แต่อัปโหลดไฟล์สแกนใหม่ได้
batch-bad-link = ลิงก์นี้ไม่สมบูรณ์
batch-bad-link-text = ที่อยู่ของชุดงานต้องลงท้ายด้วยตัวอักษรและตัวเลข 32 ตัวแบ่งเป็น 5 กลุ่ม แต่ที่อยู่นี้ไม่ใช่ อาจขาดหายไปขณะคัดลอก ขอลิงก์ใหม่อีกครั้ง หรือค้นหาชุดงานจากรายการ
batch-n-sheets = {$n} แผ่น
batch-sheets-not-begun = รอเซิร์ฟเวอร์เริ่มประมวลผล
batch-sheets-of-none = ไม่มีแผ่น
batch-sheets-not-known = ยังไม่ทราบจำนวนแผ่น
batch-sheets-done = {$done} จาก {batch-n-sheets}
# Stands behind a number of sheets.
batch-n-failed = ล้มเหลว {$failed} แผ่น
# A batch without a name: the first 8 characters of its ID.
batch-nameless = ชุดงาน {$id}
batch-stale = ความคืบหน้าที่เห็นเป็นข้อมูลเมื่อ {$clock} งานบนเซิร์ฟเวอร์ไม่ได้รับผลกระทบ และระบบจะสอบถามใหม่เอง
# sheets: “126 of 291 sheets”; left: “about 6 minutes left”.
batch-bar-percent-left = {$percent} %, {$sheets}, {$left}
batch-bar-percent = {$percent} %, {$sheets}
batch-bar-left = {$sheets}, {$left}
batch-ended-completed =
    { $failed ->
        [0] {$name} เสร็จแล้ว: {batch-n-sheets}
       *[other] {$name} เสร็จแล้ว: {batch-n-sheets} ล้มเหลว {$failed} แผ่น
    }
batch-ended-failed = {$name} ล้มเหลว
batch-still-working = ไม่มีความเปลี่ยนแปลงมา {$time} แล้ว เซิร์ฟเวอร์แจ้งว่ายังทำงานอยู่ หน้านี้จะติดตามต่อไป
# time: “5m 32s”.
batch-took = ใช้เวลา {$time}
batch-so-far = ผ่านไปแล้ว {$time}
batch-in-all = รวม {$time}
batch-place = ลำดับที่ {$place} จาก {$of} ในหน้านี้ของรายการ
batch-cancel-heading = หยุดการประมวลผล {$name}
batch-cancel-consequence = เซิร์ฟเวอร์จะหยุดประมวลผลชุดงานนี้ และถือว่าชุดงานล้มเหลว ไฟล์ที่อัปโหลดยังอยู่บนเซิร์ฟเวอร์
batch-cancel-consequence-so-far = เซิร์ฟเวอร์จะหยุดประมวลผลชุดงานนี้ และถือว่าชุดงานล้มเหลว ขณะนี้เสร็จแล้ว {$done} จาก {batch-n-sheets} ไฟล์ที่อัปโหลดยังอยู่บนเซิร์ฟเวอร์
batch-recover-all = กู้คืน {batch-n-sheets}
# A batch that the server may have lost. $time: “2 hours”.
batch-no-news = ไม่มีความคืบหน้ามา {$time}
batch-no-news-text = เซิร์ฟเวอร์ยังระบุว่าชุดงานนี้ไม่เสร็จ แต่ไม่มีอะไรเปลี่ยนแปลง หลังเซิร์ฟเวอร์เริ่มทำงานใหม่ ชุดงานอาจค้างเช่นนี้ตลอดไป โปรดแจ้งรหัสชุดงานแก่ผู้ดูแลระบบ หรืออัปโหลดไฟล์อีกครั้ง
# sheets: how many can be recovered; n: how many the batch has.
batch-recover-some = กู้คืน {$sheets} จาก {batch-n-sheets}
batch-recover-offer-text = อ่านไปแล้ว {$sheets} จาก {batch-n-sheets} ก่อนชุดงานหยุด ผลของแผ่นเหล่านี้ยังอยู่บนเซิร์ฟเวอร์
# n: sheets that are kept; rest: all others.
batch-recover-consequence =
    { $rest ->
        [0] จะเก็บผลของ {batch-n-sheets} ไว้ และถือว่าชุดงานเสร็จแล้ว
       *[other] จะเก็บผลของ {batch-n-sheets} ไว้ และถือว่าชุดงานเสร็จแล้ว อีก {$rest} แผ่นถือว่าล้มเหลว ให้สแกนใหม่แล้วอัปโหลดเป็นอีกชุดงานหนึ่ง
    }
batch-recover-done = กู้คืนผลของ {batch-n-sheets} แล้ว
batch-not-allowed = บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้ ไม่มีการเปลี่ยนแปลงใด ติดต่อ {$support}
batch-not-allowed-administrator = บัญชีนี้ไม่มีสิทธิ์ทำรายการนี้ ไม่มีการเปลี่ยนแปลงใด ติดต่อผู้ดูแลระบบ
batch-sheet-pending = รออยู่
batch-sheet-processing = กำลังประมวลผล
batch-sheet-completed = เสร็จแล้ว
batch-sheet-failed = ล้มเหลว
# The reason stands behind it.
batch-sheets-group = {batch-n-sheets}:{" "}
batch-sheets-caption =
    { $failed ->
        [0] {batch-n-sheets}
       *[other] {batch-n-sheets} ล้มเหลว {$failed} แผ่น
    }
batch-sheets-caption-part =
    { $failed ->
        [0] {$shown} จาก {batch-n-sheets} (เซิร์ฟเวอร์ส่งได้ไม่เกินครั้งละ 1,000 แผ่น)
       *[other] {$shown} จาก {batch-n-sheets} (เซิร์ฟเวอร์ส่งได้ไม่เกินครั้งละ 1,000 แผ่น) ล้มเหลว {$failed} แผ่น
    }
batch-some-failed = อ่านไม่สำเร็จ {batch-n-sheets}
batch-no-right-text = ผู้อื่นเป็นผู้อัปโหลดชุดงานนี้ และบัญชี “{$user}” เห็นเฉพาะชุดงานของตนเอง ติดต่อผู้อัปโหลด หรือ {$support} หรือออกจากระบบแล้วใช้บัญชีอื่น
batch-no-right-text-administrator = ผู้อื่นเป็นผู้อัปโหลดชุดงานนี้ และบัญชี “{$user}” เห็นเฉพาะชุดงานของตนเอง ติดต่อผู้อัปโหลดหรือผู้ดูแลระบบ หรือออกจากระบบแล้วใช้บัญชีอื่น
batch-sheets-read = อ่านแล้ว {batch-n-sheets}
batch-pace = {$rate} แผ่นต่อนาที
batch-upload-again = อัปโหลดอีกครั้ง

## batches

batches-title = ชุดงาน
batches-new-upload = อัปโหลดใหม่
batches-status = สถานะ
batches-all-statuses = ทุกสถานะ
batches-all-types = ทุกประเภท
batches-views = มุมมองของรายการ
batches-search = ชื่อไฟล์
batches-from = ตั้งแต่
batches-to = ถึง
batches-filters = ตัวกรอง
batches-columns = มุมมอง
batches-columns-shown = คอลัมน์
batches-compact = แถวชิดกัน
batches-sort = เรียงตาม
batches-sort-descending = จากมากไปน้อย
batches-failed-sheets = แผ่นที่อ่านไม่สำเร็จ
batches-stop-reading = หยุด
batches-go-on = ค้นหาต่อ
batches-select = เลือก
batches-select-all = เลือกทุกแถวในหน้านี้
batches-clear-selection = ล้างการเลือก
batches-actions-bar = คำสั่งสำหรับรายการ
batches-clear = ล้างตัวกรอง
batches-name = ชื่อ
batches-type = ประเภท
batches-sheets = แผ่น
batches-size = ขนาด
batches-created = สร้างเมื่อ
batches-uploader = ผู้อัปโหลด
batches-actions = คำสั่ง
batches-page-size = แถวต่อหน้า
batches-pagination = การแบ่งหน้า
batches-previous = ก่อนหน้า
batches-next = ถัดไป
batches-refresh = รีเฟรช
batches-unnamed = ชุดงานไม่มีชื่อ
batches-loading = กำลังโหลดรายการชุดงาน
batches-read-with-gaps = รายการเปลี่ยนไปขณะอ่าน บางชุดงานอาจขาดหายไปจากที่นี่ กด “รีเฟรช” เพื่ออ่านใหม่
batches-blind = รายการของเซิร์ฟเวอร์นี้ไม่ได้ระบุจำนวนแผ่นที่ล้มเหลวของแต่ละชุดงาน ชุดงานที่เสร็จแล้วแต่มีแผ่นที่อ่านไม่สำเร็จจึงไม่แสดงที่นี่
batches-none-yet = ยังไม่มีชุดงาน
batches-none-yet-text = สิ่งที่อัปโหลดจะแสดงที่นี่ พร้อมสถานะของแต่ละชุดงาน
batches-none-yet-action = อัปโหลดชุดงานแรก
batches-none-match = ไม่มีชุดงานที่ตรงกับตัวกรอง
batches-cannot-load = โหลดรายการชุดงานไม่ได้
batches-cannot-refresh = อัปเดตรายการไม่ได้
batches-uploaded = อัปโหลดแล้ว
batches-validating = กำลังตรวจสอบไฟล์
batches-processing = กำลังประมวลผล
batches-reprocessing = กำลังประมวลผลซ้ำ
batches-completed = เสร็จแล้ว
batches-failed = ล้มเหลว
batches-unknown = ไม่ทราบสถานะ
# word: the server's own, of a status that the console does not know.
batches-unknown-word = ไม่ทราบสถานะ ({$word})
batches-zip-with-qr = ZIP มีคิวอาร์โค้ด
batches-zip-without-qr = ZIP ไม่มีคิวอาร์โค้ด
batches-images = รูปภาพ
batches-tab-all = ทั้งหมด
batches-tab-in-progress = กำลังดำเนินการ
batches-tab-attention = ต้องตรวจสอบ
batches-tab-completed = เสร็จแล้ว
batches-n-batches = {$n} ชุดงาน
# While only a part of the list has been looked at.
batches-n-so-far = พบแล้ว {batches-n-batches}
# what: “Batches” or “14 batches”; view: a tab or a status.
batches-filtered = {$what} – กรองแล้ว
batches-view = {$what} – {$view}
batches-view-filtered = {$what} – {$view} กรองแล้ว
batches-reading = กำลังค้นหาในรายการ: {batches-n-batches}
batches-reading-of = กำลังค้นหาในรายการ: {$read} จาก {batches-n-batches}
batches-read-in-part = ค้นหาเฉพาะ {batches-n-batches}ล่าสุด ชุดงานเก่ากว่านั้นที่ตรงกับตัวกรองจึงไม่แสดง
batches-read-in-part-of = ค้นหาเฉพาะ {$read} ชุดงานล่าสุด จากทั้งหมด {batches-n-batches} ชุดงานเก่ากว่านั้นที่ตรงกับตัวกรองจึงไม่แสดง
batches-select-one = เลือก {$name}
batches-selected = เลือกแล้ว {batches-n-batches}
batches-delete-selected = ลบ {batches-n-batches}
batches-n-links = {$n} ลิงก์
batches-copy-links = คัดลอก {batches-n-links}
batches-links-copied = คัดลอกแล้ว {batches-n-links}
# Stands beside the number of sheets.
batches-n-failed = ล้มเหลว {$n}
batches-row-bar = การประมวลผลของ {$name}
batches-title-page = {$title} (หน้า {$page} จาก {$pages})
batches-page = หน้า {$n}
batches-updated = อัปเดตเมื่อ {$clock}
batches-zone = แสดงเวลาตามเขตเวลา {$zone}
batches-delete = ลบชุดงาน {$name}
batches-unreadable = อ่านไม่ได้ {$n} แถวในหน้านี้ จึงไม่แสดง ตัวชุดงานไม่ได้รับผลกระทบ ให้แจ้งผู้ดูแลระบบ
# Sheets of a batch at work, under the heading “Sheets”.
batches-so-far = {$done} จาก {$total}
batches-none-fits = ไม่มีชุดงานใดตรงกับเงื่อนไขทั้งหมดที่ตั้งไว้ด้านบน
batches-none-tells-uploader = รายการของเซิร์ฟเวอร์นี้ไม่ระบุว่าใครอัปโหลดชุดงาน จึงค้นหาตามผู้อัปโหลดไม่ได้ โปรดล้างตัวกรองผู้อัปโหลด
batches-none-named = ไม่มีชุดงานใดที่ชื่อไฟล์มี “{$name}”
# view: a tab or a status.
batches-none-named-in-view = ไม่มีชุดงานใดใน “{$view}” ที่ชื่อไฟล์มี “{$name}”
batches-none-of-status = ขณะนี้ไม่มีชุดงานที่มีสถานะ “{$status}”
batches-none-in-progress = เซิร์ฟเวอร์ประมวลผลงานที่อัปโหลดครบทุกชุดแล้ว
batches-none-failed = ไม่มีชุดงานใดล้มเหลว และไม่มีแผ่นใดล้มเหลว
batches-none-completed = ขณะนี้ไม่มีชุดงานที่เสร็จแล้ว
batches-stale = รายการที่เห็นเป็นข้อมูลเมื่อ {$clock} ระบบจะลองใหม่เอง

## delete

delete-sheets = {$n} แผ่น
delete-still-running = ชุดงานนี้ยังประมวลผลไม่เสร็จ
delete-confirm = พิมพ์ชื่อชุดงานเพื่อยืนยัน
delete-cancel = ยกเลิก
delete-submit = ลบชุดงาน
delete-busy = กำลังลบ…
delete-no-match = ข้อความนี้ไม่ใช่ชื่อชุดงาน พิมพ์ให้ตรงกับที่แสดงไว้ด้านบนทุกตัวอักษร
delete-failed = ลบชุดงานไม่สำเร็จ
delete-unknown = ไม่ทราบว่าชุดงานถูกลบแล้วหรือไม่
delete-not-allowed = เฉพาะผู้ดูแลระบบเท่านั้นที่ลบชุดงานได้ และบัญชีของคุณไม่ใช่ผู้ดูแลระบบแล้ว ไม่มีชุดงานใดถูกลบ หากจำเป็นต้องลบชุดงานนี้ ให้แจ้งผู้ดูแลระบบ
delete-no-answer = เซิร์ฟเวอร์ไม่ตอบ และตรวจสอบไม่ได้ว่าชุดงานยังอยู่หรือไม่ ตรวจสอบเครือข่าย แล้วลองอีกครั้ง การลบซ้ำไม่ก่อให้เกิดความเสียหาย
delete-still-there = เซิร์ฟเวอร์ไม่ตอบภายในเวลาที่กำหนด ชุดงานยังอยู่และไม่เปลี่ยนแปลง ลองอีกครั้ง
delete-refused = เซิร์ฟเวอร์ลบชุดงานไม่ได้ ชุดงานยังอยู่ ลองใหม่ในอีก 1 นาที หากยังไม่สำเร็จ ให้แจ้งผู้ดูแลระบบ
delete-several-stop = หยุด
delete-several-close = ปิด
delete-several-waiting = รออยู่
delete-several-deleting = กำลังลบ…
delete-several-deleted = ลบแล้ว
delete-several-already = ถูกลบไปก่อนแล้ว
delete-several-untouched = ไม่ได้ลบ: คุณสั่งหยุดก่อนถึงชุดงานนี้
delete-several-signed-out = ไม่ได้ลบ: เซสชันสิ้นสุดก่อนถึงชุดงานนี้
delete-heading = ลบชุดงาน {$name}
delete-consequence-unknown = ชุดงานนี้พร้อมกระดาษคำตอบและผลการอ่านทั้งหมดจะถูกลบออกจากเซิร์ฟเวอร์สำหรับผู้ใช้ทุกคน และเรียกคืนไม่ได้
delete-consequence = ชุดงานนี้พร้อมกระดาษคำตอบ {$sheets} แผ่นและผลการอ่านจะถูกลบออกจากเซิร์ฟเวอร์สำหรับผู้ใช้ทุกคน และเรียกคืนไม่ได้
delete-done = ลบชุดงาน {$name} แล้ว
delete-already = ชุดงาน {$name} ถูกลบไปก่อนแล้ว
delete-several-heading = ลบ {$n} ชุดงาน
delete-several-consequence-unknown = {$n} ชุดงานพร้อมกระดาษคำตอบและผลการอ่านทั้งหมดจะถูกลบออกจากเซิร์ฟเวอร์สำหรับผู้ใช้ทุกคน และเรียกคืนไม่ได้
delete-several-consequence = {$n} ชุดงานพร้อมกระดาษคำตอบ {$sheets} แผ่นและผลการอ่านจะถูกลบออกจากเซิร์ฟเวอร์สำหรับผู้ใช้ทุกคน และเรียกคืนไม่ได้
delete-several-still-running = ในจำนวนนี้ {$n} ชุดงานยังประมวลผลไม่เสร็จ
delete-several-confirm = พิมพ์ {$n} เพื่อยืนยัน
delete-several-no-match = พิมพ์ตัวเลข {$n} เพื่อลบชุดงานเหล่านี้
delete-several-busy = กำลังลบ: {$done} จาก {$n}
delete-several-done = ลบแล้ว {$deleted} ชุดงาน
delete-several-done-in-part = ลบแล้ว {$deleted} ชุดงาน ไม่ได้ลบ {$kept} ชุดงาน

## export

export-export = ส่งออก
export-export-sheets = ส่งออกรายการแผ่น
export-format = รูปแบบไฟล์
export-start = ส่งออกไฟล์
export-cancel = ยกเลิกการส่งออก
export-close = ปิด
export-bar = การส่งออก
export-failed = แผ่นที่อ่านไม่สำเร็จ
export-not-saved = ไม่ได้บันทึกไฟล์
export-stuck = อ่านรายการได้ไม่ครบ เพราะเซิร์ฟเวอร์ส่งข้อมูลซ้ำ หรือรายการยาวเกินไป ใช้ตัวกรองให้แคบลง แล้วส่งออกอีกครั้ง
export-broken = เบราว์เซอร์สร้างไฟล์ไม่ได้ ตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง หรือเลือก CSV
export-cancelled = ยกเลิกการส่งออกแล้ว ไม่ได้บันทึกไฟล์
export-nothing = ไม่มีข้อมูลให้ส่งออก
export-times = เวลาในไฟล์เป็นเวลาของเซิร์ฟเวอร์
export-read = แผ่นที่อ่านแล้ว
export-bytes = ขนาด (ไบต์)
export-created = สร้างเมื่อ (เวลาเซิร์ฟเวอร์)
export-started = เริ่มประมวลผล (เวลาเซิร์ฟเวอร์)
export-ended = สิ้นสุด (เวลาเซิร์ฟเวอร์)
export-waiting = เวลารอ (วินาที)
export-processing = เวลาประมวลผล (วินาที)
export-notes = หมายเหตุ
export-reason = สาเหตุ
export-batch-id = รหัสชุดงาน
export-sheet-id = รหัสแผ่น
export-xlsx = สมุดงาน Excel (.xlsx)
export-xlsx-hint = สำหรับ Excel, LibreOffice และ Google Sheets
export-csv = CSV (.csv)
export-csv-hint = ตารางข้อความล้วน เปิดได้ในโปรแกรมตารางคำนวณทุกโปรแกรม
export-json = JSON (.json)
export-json-hint = สำหรับให้โปรแกรมอ่าน ชื่อช่องข้อมูลเป็นไปตาม API
export-selected = ส่งออก {$rows} รายการ
export-heading = ส่งออก: {$what}
export-reading = กำลังอ่าน {$done} จาก {$total}
# ก่อนทราบจำนวน
export-reading-begins = กำลังอ่าน
export-writing = กำลังเขียน {$rows} แถว
export-saved = ไฟล์ {$name} พร้อมแล้ว มี {$rows} แถว เบราว์เซอร์เก็บไว้ในรายการดาวน์โหลด
export-unreadable = ไม่รวม {$rows} แถวที่ไม่มีรหัสซึ่งใช้งานได้
export-cut-short = ไฟล์มี {$rows} จาก {$total} แผ่น เพราะเซิร์ฟเวอร์ส่งข้อมูลได้ครั้งละไม่เกิน 1,000 แผ่น

## failures

failures-none-created = ไม่มีการสร้างแผ่นใด
failures-none-created-meaning = ไม่พบข้อมูลใหม่ในการอัปโหลดนี้ ส่วนใหญ่เป็นเพราะทุกงานในไฟล์เคยอัปโหลดแล้ว ให้ค้นหาชุดงานก่อนหน้าที่มีงานเดียวกัน หากไม่มี ให้ตรวจสอบว่าไฟล์ ZIP ขึ้นต้นด้วยใบปะหน้าและมีรูปภาพ JPEG หรือ PNG
failures-stopped = การประมวลผลถูกสั่งหยุด
failures-stopped-meaning = มีผู้สั่งหยุดการประมวลผล หากต้องใช้ผลการอ่าน ให้อัปโหลดไฟล์อีกครั้ง
failures-unfinished = บางแผ่นประมวลผลไม่เสร็จภายในเวลา
failures-unfinished-meaning = เซิร์ฟเวอร์เลิกรอแผ่นสุดท้าย แผ่นอื่นอ่านครบแล้ว และไฟล์ที่อัปโหลดไม่ได้ขาดหาย หากหน้านี้เสนอให้กู้คืนผล ให้กู้คืน หากไม่มี ให้อัปโหลดไฟล์อีกครั้ง
failures-permission = เซิร์ฟเวอร์ไม่อนุญาต
failures-permission-meaning = เซิร์ฟเวอร์ไม่อนุญาตการอัปโหลดนี้ตามเหตุผลในข้อความของเซิร์ฟเวอร์ บัญชีอาจไม่มีสิทธิ์ หรืองานอาจปิดแล้ว การส่งไฟล์ซ้ำไม่ช่วย โปรดติดต่อผู้ดูแลระบบ
failures-password = ไฟล์ ZIP ตั้งรหัสผ่านไว้
failures-password-meaning = ไฟล์ ZIP ตั้งรหัสผ่านไว้ เซิร์ฟเวอร์จึงเปิดไม่ได้ สร้างไฟล์ใหม่โดยไม่ตั้งรหัสผ่าน แล้วอัปโหลด
failures-server-stopped = เซิร์ฟเวอร์หยุดทำงานกลางคัน
failures-server-stopped-meaning = เซิร์ฟเวอร์หยุดทำงานกลางคัน แต่การอัปโหลดครบถ้วนแล้ว ให้อัปโหลดไฟล์อีกครั้ง หากเกิดขึ้นอีก ให้แจ้งรหัสชุดงานแก่ผู้ดูแลระบบ
failures-none-read = อ่านไม่ได้แม้แต่แผ่นเดียว
failures-none-read-meaning = อ่านไม่ได้แม้แต่แผ่นเดียว ตรวจสอบว่าทุกหน้าตั้งตรง คมชัด และเห็นครบทั้งแผ่น สแกนใหม่ แล้วอัปโหลด
failures-nested = ไฟล์ ZIP มีไฟล์บีบอัดอื่นอยู่ข้างใน
failures-nested-meaning = ไฟล์ ZIP มีไฟล์บีบอัดอื่นอยู่ข้างใน แตกไฟล์เหล่านั้น นำรูปภาพใส่ไว้ในโฟลเดอร์เดียว แล้วสร้างไฟล์ ZIP ไฟล์เดียวจากโฟลเดอร์นั้น
failures-image = ไฟล์เป็นรูปภาพ
failures-image-meaning = ไฟล์เป็นรูปภาพแต่มีนามสกุลของ ZIP อัปโหลดเป็นรูปภาพ หรือนำรูปภาพใส่ในไฟล์ ZIP จริง
failures-damaged = ไฟล์ ZIP เสียหายหรือไม่สมบูรณ์
failures-damaged-meaning = ไฟล์ ZIP เสียหายหรือไม่สมบูรณ์ ตรวจสอบว่าเปิดไฟล์บนคอมพิวเตอร์ของคุณได้ หากเปิดไม่ได้ ให้สร้างไฟล์ใหม่ แล้วอัปโหลด
failures-no-cover = ไม่พบใบปะหน้าที่อ่านได้
failures-no-cover-meaning = ไม่พบใบปะหน้าที่อ่านได้ ตรวจสอบว่าหน้าแรกเป็นใบปะหน้าและคิวอาร์โค้ดคมชัด หรืออัปโหลดไฟล์เป็น ZIP ที่ไม่มีคิวอาร์โค้ด แล้วพิมพ์รหัสงาน
failures-sheet-turned = วางหน้ากระดาษให้ตรงและเต็มหน้า แล้วสแกนใหม่
failures-sheet-marks = สแกนใหม่ให้เห็นมุมกระดาษครบทั้งสี่มุม ไม่มีรอยพับหรือลวดเย็บ
failures-sheet-number = ดูที่กระดาษ เติมหมายเลขที่ขาดหรือฝนซ้ำ แล้วสแกนใหม่
failures-sheet-late = แผ่นเหล่านี้ไม่มีปัญหา อัปโหลดอีกครั้งได้เลย
failures-sheet-scan = สแกนแผ่นเหล่านี้ใหม่อีกครั้ง

## help

help-title = วิธีใช้
help-strategies = เลือกประเภทการอัปโหลดอย่างไร
help-zip = วิธีสร้างไฟล์ ZIP
help-failures = เมื่อชุดงานล้มเหลว
help-failures-lead = หน้าของชุดงานที่ล้มเหลวแสดงสาเหตุที่เซิร์ฟเวอร์แจ้ง สาเหตุที่พบได้และวิธีแก้ไขมีดังนี้
help-keys = แป้นพิมพ์
help-keys-on = แป้นเหล่านี้เปิดหน้าต่างๆ ได้จากทุกหน้า ยกเว้นขณะพิมพ์ข้อความ
help-keys-off = บัญชีของคุณปิดการใช้แป้นเดี่ยวอยู่
help-keys-switch = เปลี่ยนได้ในหน้าการตั้งค่า
help-key = แป้น
help-opens = หน้าที่เปิด
help-on-this-page = ในหน้านี้
help-people = ความช่วยเหลือเพิ่มเติม
help-version = คอนโซลนี้เป็นเวอร์ชัน {$release}
help-version-development = คอนโซลนี้เป็นรุ่นสำหรับการพัฒนา
help-support = สอบถาม {$support} โดยแจ้งรหัสชุดงานซึ่งแสดงอยู่ในหน้าของแต่ละชุดงาน
help-support-administrator = สอบถามผู้ดูแลระบบ โดยแจ้งรหัสชุดงานซึ่งแสดงอยู่ในหน้าของแต่ละชุดงาน
help-zip-with-qr-1 = สำหรับสแกนที่ขึ้นต้นด้วยใบปะหน้าซึ่งพิมพ์ไว้แล้ว คิวอาร์โค้ดบนใบปะหน้ามีรหัสงานอยู่ จึงไม่ต้องพิมพ์รหัสเอง
help-zip-with-qr-2 = ไฟล์ ZIP หนึ่งไฟล์มีได้หลายงาน ใบปะหน้าแต่ละใบคือจุดเริ่มต้นของงานถัดไป
help-zip-without-qr-1 = สำหรับไฟล์ ZIP ที่ไม่มีใบปะหน้า
help-zip-without-qr-2 = ต้องพิมพ์รหัสงาน 8 หลัก ทุกแผ่นในไฟล์ ZIP เป็นของงานนั้น
help-images-1 = สำหรับไฟล์ JPEG หรือ PNG จำนวนไม่มากที่ไม่ได้อยู่ในไฟล์ ZIP
help-images-2 = ต้องพิมพ์รหัสงาน 8 หลัก ไฟล์ทั้งหมดรวมเป็นหนึ่งชุดงาน
help-zip-step-1 = นำไฟล์จากการสแกนหนึ่งรอบใส่ไว้ในโฟลเดอร์เดียว โดยไม่มีโฟลเดอร์ย่อย
help-zip-step-2 = ให้ใบปะหน้าอยู่ลำดับแรก รวมถึงเมื่อเรียงตามชื่อไฟล์: 0001.jpg คือใบปะหน้า 0002.jpg คือกระดาษคำตอบแผ่นแรก
help-zip-step-3 = ใช้ไฟล์ JPEG หรือ PNG ไฟล์ละหนึ่งหน้า ภาพตั้งตรงและเห็นครบทั้งแผ่น งานที่เคยอัปโหลดแล้วจะไม่ถูกอ่านซ้ำ
help-zip-step-4 = บีบอัดโฟลเดอร์: บน Windows คลิกขวาที่โฟลเดอร์แล้วเลือก ส่งไปยัง (Send to) จากนั้นเลือกโฟลเดอร์บีบอัด (Compressed folder) ส่วนบน Mac คลิกขวาแล้วเลือก บีบอัด (Compress)
help-zip-step-5 = ไม่ตั้งรหัสผ่าน และไม่ใส่ไฟล์ ZIP อื่นไว้ข้างใน ขนาดไฟล์ต้องไม่เกินขีดจำกัดที่แสดงในหน้าอัปโหลด
help-opens-help = หน้าวิธีใช้นี้

## live

live-heading = เซิร์ฟเวอร์กำลังทำอะไร
live-log = บันทึกการทำงาน
live-all = ข้อความทั้งหมด
live-stage-extracting = กำลังแตกไฟล์
live-stage-covers = ค้นหาใบปะหน้า
live-skipped = ไม่ได้อ่าน {$n} งานสอบ
live-skipped-text = งานสอบเหล่านี้เคยอัปโหลดแล้ว เซิร์ฟเวอร์จึงไม่อ่านแผ่นซ้ำ ผลเดิมยังอยู่เหมือนเดิม
live-results = ผลเบื้องต้น
live-results-none = โหลดผลเบื้องต้นไม่ได้
live-registered = ลงทะเบียน
live-scanned = สแกนแล้ว
live-errors = ต้องแก้ไข
live-error-duplicate = แผ่นที่สแกนซ้ำ
live-error-answers = ตอบน้อยข้อ
live-error-student = เลขประจำตัวนักเรียน
live-error-center = รหัสศูนย์สอบ
live-error-group = ห้องเรียน
live-error-level = ระดับชั้น
live-error-absent = ขาดสอบ

## notices

notices-title = การแจ้งเตือน
notices-lead = ชุดงานของคุณที่สิ้นสุดขณะที่เบราว์เซอร์นี้ติดตามอยู่
notices-none = ไม่มีการแจ้งเตือน
notices-none-text = เมื่อชุดงานของคุณเสร็จหรือล้มเหลว จะมีการแจ้งเตือนที่นี่ รายการนี้จะถูกล้างเมื่อออกจากระบบ
notices-clear = ล้างการแจ้งเตือน
notices-cleared = ล้างการแจ้งเตือนแล้ว
notices-new = ใหม่
notices-desktop = การแจ้งเตือนบนคอมพิวเตอร์ของคุณ
notices-desktop-text = คอมพิวเตอร์จะแจ้งเมื่อชุดงานสิ้นสุด แม้คุณกำลังใช้โปรแกรมอื่นอยู่ ขณะที่ไม่ได้แสดงหน้านี้บนจอ ระบบจะตรวจสอบนาทีละครั้ง ต้องเปิดหน้านี้ค้างไว้
notices-allow = แสดงการแจ้งเตือนบนคอมพิวเตอร์นี้
notices-allowed = คอมพิวเตอร์นี้แสดงการแจ้งเตือนอยู่
notices-stop = หยุดแสดง
notices-denied = เบราว์เซอร์นี้ไม่อนุญาตให้แสดงการแจ้งเตือน เปลี่ยนได้ในการตั้งค่าของเบราว์เซอร์สำหรับเว็บไซต์นี้
notices-missing = เบราว์เซอร์นี้ไม่มีการแจ้งเตือนสำหรับเว็บไซต์นี้ แต่ยังดูได้จากตัวเลขหน้าชื่อแท็บ
# $name คือชื่อชุดงาน ซึ่งเป็นลิงก์เมื่ออยู่บนหน้าเว็บ
notices-completed = {$name} เสร็จแล้ว: {$sheets} แผ่น
# $failed คือจำนวนแผ่นที่อ่านไม่สำเร็จ
notices-completed-in-part = {$name} เสร็จแล้ว: {$sheets} แผ่น อ่านไม่สำเร็จ {$failed} แผ่น
notices-failed = {$name} ล้มเหลว
notices-batch-completed = ชุดงานเสร็จแล้ว
notices-batch-failed = ชุดงานล้มเหลว

## preferences

preferences-title = การตั้งค่า
preferences-lead = มีผลทันที และเก็บไว้ในเบราว์เซอร์นี้สำหรับบัญชีของคุณ
preferences-only-here = เบราว์เซอร์นี้ไม่อนุญาตให้เก็บการตั้งค่า การตั้งค่าจึงมีผลจนกว่าจะปิดแท็บนี้
preferences-theme = สี
preferences-density = แถว
preferences-page-size = จำนวนแถวต่อหน้าของรายการ
preferences-page-size-hint = ใช้เมื่อเปิดรายการจากเมนู ส่วนลิงก์จะใช้จำนวนแถวขณะที่สร้างลิงก์
preferences-keys = แป้นพิมพ์
preferences-single-keys = กดแป้นเดียวเพื่อเปิดหน้า
preferences-single-keys-hint = ปิดตัวเลือกนี้หากคุณสั่งงานคอมพิวเตอร์ด้วยเสียง หรือกดแป้นโดยไม่ตั้งใจ
preferences-show-keys = ดูแป้นที่ใช้ได้
preferences-theme-system = ตามคอมพิวเตอร์นี้
preferences-theme-system-hint = ใช้ตามการตั้งค่าของระบบปฏิบัติการ
preferences-theme-light = สว่าง
preferences-theme-light-hint = ตัวอักษรสีเข้มบนพื้นสีอ่อน
preferences-theme-dark = มืด
preferences-theme-dark-hint = ตัวอักษรสีอ่อนบนพื้นสีเข้ม
preferences-density-comfortable = โปร่ง
preferences-density-comfortable-hint = เว้นระยะระหว่างแถว
preferences-density-compact = กระชับ
preferences-density-compact-hint = แสดงแถวบนหน้าจอได้มากขึ้น

## preflight

preflight-looking = กำลังตรวจไฟล์… ไม่ต้องรอ
preflight-not-checked = ตรวจไฟล์นี้ที่นี่ไม่ได้ แต่ไม่ได้หมายความว่าไฟล์มีปัญหา อัปโหลดได้ แล้วเซิร์ฟเวอร์จะตรวจเอง
preflight-partly-checked = ที่นี่ตรวจได้เฉพาะรายชื่อไฟล์ใน ZIP อัปโหลดได้ แล้วเซิร์ฟเวอร์จะตรวจส่วนที่เหลือ
preflight-unreadable = อ่านไฟล์เพื่อตรวจไม่ได้ ไฟล์อาจถูกย้ายหรือแก้ไข: เลือกไฟล์อีกครั้ง
preflight-entries = ไฟล์ที่เกี่ยวข้อง
preflight-first-pages = หน้าแรก ๆ
preflight-anyway = ยืนยันที่จะอัปโหลด
preflight-open-batch = เปิดชุดงานนั้น
preflight-images-title = รูปภาพทั้งหมด
preflight-chose-images = ระบบเลือก “ไฟล์รูปภาพ” ให้ เพราะคุณเพิ่มรูปภาพ เปลี่ยนได้ที่ด้านบน
preflight-anyway-named = ยืนยันที่จะอัปโหลด: {$name}
preflight-ready = พร้อมอัปโหลด
preflight-check = ต้องตรวจสอบ {$points} จุด
preflight-impossible = ประมวลผลไม่ได้
preflight-images = {$images} รูป
# $images: “55 รูป”
preflight-images-in = {$images} ใน {$folders} โฟลเดอร์
# รายการงาน: “งาน 11700111 (32 แผ่น), งาน 11700121 (21 แผ่น)” $before: ข้อความที่มีอยู่ก่อน
preflight-task = งาน {$id}
preflight-task-sheets = งาน {$id} ({$sheets} แผ่น)
preflight-task-further = {$before}, งาน {$id}
preflight-task-further-sheets = {$before}, งาน {$id} ({$sheets} แผ่น)
preflight-search = กำลังหาใบปะหน้าอื่นเพิ่มเติม
preflight-search-progress = กำลังหาใบปะหน้าอื่นเพิ่มเติม: {$done} จาก {$pages} หน้า
preflight-search-partial = อาจมีงานอื่นอีก: ยังไม่ได้ตรวจทุกหน้า
preflight-images-looked-at = กำลังตรวจรูปภาพ: {$done} จาก {$images}
preflight-said-one = {$name}: {$verdict}
# “ตรวจแล้ว 4 ไฟล์, พร้อม 2 ไฟล์, ต้องตรวจสอบ 1 ไฟล์, ประมวลผลไม่ได้ 1 ไฟล์”
preflight-said =
    ตรวจแล้ว {$files} ไฟล์{ $ready ->
        [0] {""}
       *[other] , พร้อม {$ready} ไฟล์
    }{ $check ->
        [0] {""}
       *[other] , ต้องตรวจสอบ {$check} ไฟล์
    }{ $impossible ->
        [0] {""}
       *[other] , ประมวลผลไม่ได้ {$impossible} ไฟล์
    }
preflight-no-code = ไม่พบคิวอาร์โค้ดในหน้าแรก แต่คุณเลือก “ZIP ที่มีคิวอาร์โค้ด”
preflight-other-code = คิวอาร์โค้ดในหน้าแรกไม่มีรหัสงาน 8 หลัก
preflight-code-unused = หน้าแรกเป็นใบปะหน้าของงาน {$task} แต่คุณเลือก “ZIP ที่ไม่มีคิวอาร์โค้ด”
preflight-task-differs = คุณพิมพ์รหัสงาน {$typed} แต่คิวอาร์โค้ดในหน้าแรกระบุ {$found}
# $when: วันที่ เช่น “12 พฤศจิกายน”
preflight-like-by-on =
    { $sameness ->
        [same] เนื้อหาเหมือนกับชุดงานที่ {$by} อัปโหลดเมื่อวันที่ {$when}
       *[like] คล้ายกับชุดงานที่ {$by} อัปโหลดเมื่อวันที่ {$when}
    }
preflight-like-by =
    { $sameness ->
        [same] เนื้อหาเหมือนกับชุดงานที่ {$by} อัปโหลด
       *[like] คล้ายกับชุดงานที่ {$by} อัปโหลด
    }
preflight-like-on =
    { $sameness ->
        [same] เนื้อหาเหมือนกับชุดงานที่อัปโหลดเมื่อวันที่ {$when}
       *[like] คล้ายกับชุดงานที่อัปโหลดเมื่อวันที่ {$when}
    }
preflight-like =
    { $sameness ->
        [same] เนื้อหาเหมือนกับชุดงานที่เคยอัปโหลดแล้ว
       *[like] คล้ายกับชุดงานที่เคยอัปโหลดแล้ว
    }
preflight-like-failed = {$like} ชุดงานนั้นล้มเหลว
preflight-twin-chosen = “{$name}” ในรายการนี้มีไฟล์สแกนชุดเดียวกัน
preflight-twin-uploading = “{$name}” มีไฟล์สแกนชุดเดียวกัน และอยู่ในรายการอัปโหลดแล้ว
preflight-late = การตรวจสอบซึ่งเสร็จหลังจากคุณคลิก “อัปโหลด” พบว่า: {$causes}
preflight-late-fate = เซิร์ฟเวอร์จะประมวลผลไฟล์นี้ไม่ได้ จึงหยุดการอัปโหลดไว้ชั่วคราว ยังไม่มีชุดงานถูกสร้าง
preflight-late-next = ยกเลิกการอัปโหลด ดำเนินการต่อเฉพาะเมื่อแน่ใจว่าไฟล์ถูกต้อง
preflight-remedy-no-code = หากไม่มีใบปะหน้า ให้เปลี่ยนรูปแบบการอัปโหลด หากมี ให้ตรวจสอบว่าใบปะหน้าเป็นหน้าแรกและสแกนได้ชัดเจน
preflight-remedy-other-code = ตรวจสอบว่าหน้าแรกเป็นใบปะหน้าที่ถูกต้อง
preflight-remedy-code-unused = เปลี่ยนรูปแบบการอัปโหลดเพื่อให้ระบบอ่านใบปะหน้า
preflight-remedy-task-differs = ตรวจสอบว่ารหัสใดถูกต้องก่อนอัปโหลด
preflight-remedy-like-failed = ดูสาเหตุที่ล้มเหลวก่อนส่งไฟล์เดิมอีกครั้ง
preflight-remedy-like = ดูชุดงานนั้นก่อน การอัปโหลดซ้ำจะทำให้มีชุดงานเดียวกันสองชุด
preflight-remedy-twin-chosen = นำออกจากรายการหนึ่งไฟล์ หากส่งทั้งสองไฟล์จะได้ชุดงานซ้ำกัน
preflight-remedy-twin-uploading = นำไฟล์นี้ออกจากรายการ หากอัปโหลดอีกครั้งจะได้ชุดงานซ้ำกัน
preflight-found-empty-file = ไฟล์ไม่มีเนื้อหา: 0 ไบต์
preflight-found-not-a-zip =
    { $kind ->
        [jpeg] ไฟล์นี้เป็นรูปภาพ JPEG ไม่ใช่ ZIP
        [png] ไฟล์นี้เป็นรูปภาพ PNG ไม่ใช่ ZIP
        [tiff] ไฟล์นี้เป็นรูปภาพ TIFF ไม่ใช่ ZIP
        [image] ไฟล์นี้เป็นรูปภาพ ไม่ใช่ ZIP
        [pdf] ไฟล์นี้เป็นเอกสาร PDF ไม่ใช่ ZIP
        [rar] ไฟล์นี้เป็นไฟล์บีบอัด RAR ไม่ใช่ ZIP
        [sevenzip] ไฟล์นี้เป็นไฟล์บีบอัด 7z ไม่ใช่ ZIP
        [gzip] ไฟล์นี้เป็นไฟล์ gzip ไม่ใช่ ZIP
       *[other] ไฟล์นี้เป็นไฟล์ชนิดอื่น ไม่ใช่ ZIP
    }
preflight-found-truncated = ZIP ไม่สมบูรณ์: ส่วนท้ายหายไป น่าจะคัดลอกไม่ครบ
preflight-found-damaged = ZIP เสียหาย: ตำแหน่งของไฟล์ไม่ตรงกับรายการใน ZIP
preflight-found-split = ไฟล์นี้เป็นเพียงส่วนหนึ่งของ ZIP ที่แบ่งเป็นหลายส่วน
preflight-found-no-zip64 = ZIP ใหญ่กว่า 4 GB แต่ถูกสร้างด้วยวิธีที่นับได้ถึง 4 GB เท่านั้น จึงหาไฟล์ข้างในไม่พบ
preflight-found-empty-archive = ZIP ว่างเปล่า
preflight-found-no-images = ไม่มีรูปภาพ JPEG หรือ PNG ใน ZIP
preflight-found-encrypted = ZIP มีรหัสผ่านป้องกัน ({$files} ไฟล์)
preflight-found-nested = มีไฟล์บีบอัดอื่นซ้อนอยู่ใน ZIP: {$files} ไฟล์
preflight-found-duplicate-names = มีชื่อไฟล์ซ้ำกันใน ZIP {$names} ชื่อ
preflight-found-unsafe-names = มี {$files} ไฟล์ที่ชื่อชี้ไปนอก ZIP
preflight-found-compression = รูปภาพ {$images} รูปถูกบีบอัดด้วยวิธีที่เซิร์ฟเวอร์ส่วนใหญ่อ่านไม่ได้
preflight-found-bomb = เมื่อแตก ZIP นี้ ข้อมูลจะใหญ่เกินไปมากเมื่อเทียบกับขนาดของ ZIP
preflight-found-overlapping = ZIP เสียหาย: มี {$files} ไฟล์ใช้ข้อมูลซ้อนทับกับไฟล์อื่น
preflight-found-bytes-behind = มีข้อมูลอื่นต่อท้าย ZIP มากจนโปรแกรมทั่วไปหารายการไฟล์ไม่พบ
preflight-found-too-many-entries = รายการไฟล์ใน ZIP ยาวเกินกว่าที่เซิร์ฟเวอร์รับได้
preflight-found-entry-too-large = มี {$files} ไฟล์ใหญ่เกินกว่าจะเป็นไฟล์สแกน
preflight-found-several-folders = รูปภาพอยู่ใน {$folders} โฟลเดอร์ แต่ควรอยู่ในโฟลเดอร์เดียว
preflight-found-not-images = มี {$files} ไฟล์ที่ไม่ใช่ JPEG หรือ PNG เซิร์ฟเวอร์จะข้ามไฟล์เหล่านี้
preflight-found-litter = มี {$files} ไฟล์ที่ระบบปฏิบัติการสร้างขึ้น เช่น Thumbs.db เซิร์ฟเวอร์จะข้ามไฟล์เหล่านี้
preflight-found-empty-entry = รูปภาพ {$images} รูปไม่มีเนื้อหา: 0 ไบต์
preflight-found-unknown-ending = รูปภาพ {$images} รูปมีชื่อที่ไม่ได้ลงท้ายด้วย .jpg .jpeg หรือ .png
preflight-found-not-really-images = มี {$files} ไฟล์ที่ชื่อเป็นรูปภาพ แต่เนื้อหาเป็นอย่างอื่น
preflight-found-wrong-extension = รูปภาพ {$images} รูปเป็น JPEG ที่ตั้งชื่อเป็น PNG หรือกลับกัน ไม่มีผลเสีย
preflight-found-too-small = รูปภาพ {$images} รูปเล็กเกินกว่าจะอ่านรอยทำเครื่องหมายได้
preflight-found-cmyk = รูปภาพ {$images} รูปเป็นสี CMYK ซึ่งหลายโปรแกรมอ่านไม่ได้
preflight-found-unreadable-image = รูปภาพ {$images} รูปเสียหายหรือไม่สมบูรณ์
# สิ่งที่ต้องทำเมื่อพบปัญหา
preflight-mend-copy-again = คัดลอกไฟล์จากต้นทางใหม่ แล้วเลือกไฟล์อีกครั้ง
preflight-mend-image = แก้นามสกุลไฟล์ให้ถูกต้องแล้วอัปโหลดเป็นรูปภาพ หรือรวมไฟล์สแกนเป็น ZIP
preflight-mend-not-a-zip = รวมไฟล์สแกน (JPEG หรือ PNG) เป็น ZIP
preflight-mend-damaged = รวมไฟล์สแกนใหม่ แล้วเลือก ZIP ใหม่
preflight-mend-split = รวมทุกส่วนเข้าด้วยกัน หรือรวมไฟล์สแกนใหม่เป็น ZIP เดียว
preflight-mend-no-zip64 = รวมไฟล์สแกนใหม่ด้วยโปรแกรมอื่น เช่น 7-Zip หรือแบ่งเป็นหลาย ZIP ที่เล็กกว่า 4 GB
preflight-mend-no-images = เลือก ZIP ที่มีไฟล์สแกนเป็น JPEG หรือ PNG
preflight-mend-encrypted = รวมไฟล์สแกนใหม่โดยไม่ใส่รหัสผ่าน
preflight-mend-nested = แตกไฟล์บีบอัดที่ซ้อนอยู่ แล้วอัปโหลดไฟล์สแกนเอง หากไม่แก้ไข เซิร์ฟเวอร์อาจปฏิเสธ
preflight-mend-duplicate-names = รวมไฟล์สแกนใหม่โดยตั้งชื่อไม่ให้ซ้ำกัน เซิร์ฟเวอร์อาจปฏิเสธ หรืออ่านเพียงไฟล์เดียวจากสองไฟล์
preflight-mend-unsafe-names = รวมไฟล์สแกนใหม่จากภายในโฟลเดอร์ของไฟล์ หากไม่แก้ไข เซิร์ฟเวอร์อาจปฏิเสธ
preflight-mend-compression = รวมไฟล์สแกนใหม่ด้วยการบีบอัด ZIP แบบปกติ (Deflate)
preflight-mend-bomb = รวมเฉพาะไฟล์สแกน แล้วเลือก ZIP ใหม่
preflight-mend-bytes-behind = คัดลอก ZIP จากต้นทางใหม่ หรือรวมไฟล์สแกนใหม่ หากไม่แก้ไข เซิร์ฟเวอร์อาจปฏิเสธ
preflight-mend-too-many-entries = แบ่งไฟล์สแกนเป็นหลาย ZIP
preflight-mend-entry-too-large = ตรวจสอบไฟล์เหล่านี้ สแกนที่ 200 ถึง 300 dpi
preflight-mend-unknown-ending = เปลี่ยนชื่อให้ลงท้ายด้วย .jpg (รูป PNG: .png) แล้วรวมไฟล์สแกนใหม่ หากไม่แก้ไข เซิร์ฟเวอร์อาจข้ามรูปเหล่านี้
preflight-mend-several-folders = รวมไฟล์สแกนทั้งหมดใน ZIP ไว้ในโฟลเดอร์เดียว เพื่อให้ลำดับแน่นอน
preflight-mend-unreadable = สแกนหน้าเหล่านี้ใหม่ หากไม่แก้ไขจะอ่านไม่ได้
preflight-mend-not-really-images = สแกนหน้าเหล่านี้ใหม่เป็น JPEG หรือ PNG หากไม่แก้ไขจะอ่านไม่ได้
preflight-mend-too-small = สแกนใหม่ที่ 200 ถึง 300 dpi
preflight-mend-cmyk = บันทึกเป็นสีเทาหรือ RGB หรือสแกนใหม่
preflight-offer-strategy = เปลี่ยนเป็น “{$strategy}”
preflight-offer-task = ใช้รหัสงาน {$id}
preflight-took-strategy = รูปแบบการอัปโหลดเปลี่ยนเป็น “{$strategy}” แล้ว
preflight-took-task = รหัสงานเปลี่ยนเป็น {$id} แล้ว
preflight-more-entries = และอีก {$n} รายการ
preflight-page = หน้า {$number}: {$name}
preflight-waits = มี {$files} ไฟล์ที่ต้องตรวจสอบ ดูจุดที่ระบุ หรือเลือก “ยืนยันที่จะอัปโหลด”
preflight-stays = ประมวลผลไม่ได้ {$files} ไฟล์ ไฟล์เหล่านี้ยังอยู่ในรายการ
preflight-with-points = มี {$files} ไฟล์ที่มีจุดให้ตรวจ
preflight-anyway-all = อัปโหลดทั้งหมดตามเดิม
preflight-points-first = ตรวจสิ่งนี้ก่อน
preflight-details = รายละเอียด

## queue

queue-title = การอัปโหลด
queue-empty = ยังไม่มีการอัปโหลด
queue-empty-text = การอัปโหลดจะแสดงที่นี่เมื่อเริ่มแล้ว ระหว่างอัปโหลดคุณไปหน้าอื่นหรือเตรียมการอัปโหลดครั้งต่อไปได้
queue-pause-all = หยุดทั้งหมดชั่วคราว
queue-resume-all = ทำต่อทั้งหมด
queue-retry-all = ลองอีกครั้งทั้งหมด
queue-cancel-all = ยกเลิกทั้งหมด
queue-clear-finished = ล้างรายการที่เสร็จแล้ว
queue-send-now = ส่งเลย
queue-pause = หยุดชั่วคราว
queue-resume = ทำต่อ
queue-continue = ทำต่อ
queue-cancel = ยกเลิก
queue-retry = ลองอีกครั้ง
queue-remove = นำออกจากรายการ
queue-choose-again = เลือกไฟล์เดิมอีกครั้ง
queue-choose-several-again = เลือกไฟล์ชุดเดิมอีกครั้ง
queue-open-batch = เปิดชุดงาน
queue-log = บันทึกเหตุการณ์
queue-copy-log = คัดลอกบันทึก
queue-log-copied = คัดลอกบันทึกแล้ว
queue-copy-log-by-hand = เบราว์เซอร์ไม่อนุญาตให้คัดลอกบันทึก เลือกบรรทัดที่ต้องการแล้วคัดลอกเอง
queue-server-says = ข้อความจากเซิร์ฟเวอร์
queue-steps = ขั้นตอน
queue-cancel-keep = อัปโหลดต่อ
queue-cancel-confirm = ยกเลิกการอัปโหลด
queue-cancel-confirm-all = ยกเลิกการอัปโหลดทั้งหมด
queue-asking-progress = กำลังถามความคืบหน้าของชุดงานจากเซิร์ฟเวอร์
queue-elsewhere = อยู่ในแท็บอื่นของเบราว์เซอร์นี้ ใช้ปุ่มต่าง ๆ ได้ที่แท็บนั้น
queue-remove-named = นำออกจากรายการ: {$name}
queue-cancel-title = ยกเลิกการอัปโหลด {$name} หรือไม่
queue-cancel-title-all = ยกเลิกการอัปโหลด {$uploads} รายการหรือไม่
queue-cancel-consequence-all-maybe = ส่งไปแล้ว {$sent} จาก {$total} ส่วนที่ส่งครบแล้วอาจเป็นชุดงานแล้ว ระบบจะถามเซิร์ฟเวอร์ก่อน และชุดงานที่มีอยู่จะคงอยู่ ส่วนที่เหลือจะถูกทิ้ง ไฟล์ในคอมพิวเตอร์ของคุณไม่เปลี่ยนแปลง
queue-cancel-consequence-maybe = ส่งครบแล้ว และอาจมีชุดงานแล้ว ระบบจะถามเซิร์ฟเวอร์ก่อน: ชุดงานที่มีอยู่จะคงอยู่ ไฟล์ในคอมพิวเตอร์ของคุณไม่เปลี่ยนแปลง
queue-cancel-consequence-all = ส่งไปแล้ว {$sent} จาก {$total} ข้อมูลนี้จะถูกทิ้งและไม่มีการสร้างชุดงาน ชุดงานที่มีอยู่แล้วและไฟล์ในคอมพิวเตอร์ของคุณไม่เปลี่ยนแปลง
queue-cancel-consequence = ส่งไปแล้ว {$sent} จาก {$total} ข้อมูลนี้จะถูกทิ้งและไม่มีการสร้างชุดงาน ไฟล์ในคอมพิวเตอร์ของคุณไม่เปลี่ยนแปลง
# ขั้นตอนทั้งสี่ของการอัปโหลด และสถานะของแต่ละขั้น
queue-step-sending = ส่งข้อมูล
queue-step-confirming = ยืนยัน
queue-step-queued = เข้าคิว
queue-step-processing = ประมวลผล
queue-state-ahead = ยังไม่เริ่ม
queue-state-current = กำลังดำเนินการ
queue-state-held = พักไว้
queue-state-done = เสร็จแล้ว
queue-state-failed = ล้มเหลว
# คำบนป้ายสถานะของการอัปโหลด
queue-phase-paused = หยุดชั่วคราว
queue-phase-other-tab = อยู่ในแท็บอื่น
queue-phase-waiting = รออยู่
queue-phase-packing = กำลังรวมไฟล์
queue-phase-preparing = กำลังเตรียม
queue-phase-sending = กำลังส่ง
queue-phase-offline = ออฟไลน์
queue-phase-sign-in = ต้องเข้าสู่ระบบ
queue-phase-confirming = กำลังยืนยัน
queue-phase-interrupted = ถูกขัดจังหวะ
queue-phase-needs-file = ต้องเลือกไฟล์
queue-phase-uploaded = อัปโหลดแล้ว
queue-phase-failed = อัปโหลดล้มเหลว
queue-phase-cancelled = ยกเลิกแล้ว
# “1.2 จาก 4.8 GB”
queue-of-total = {$part} จาก {$total} {$unit}
# “11 MB/วินาที”
queue-rate = {$number} {$unit}/วินาที
queue-sending-rate = {$sent} · {$rate}
queue-sending-left = {$sent} · {$left}
queue-sending-rate-left = {$sent} · {$rate} · {$left}
queue-queued-turn = จะเริ่มเองเมื่อส่งการอัปโหลดก่อนหน้าเสร็จ
queue-queued-batch = จะเริ่มเองเมื่อประมวลผลชุดงานก่อนหน้าเสร็จ หากนานเกินไป ให้เลือก “ส่งเลย”
queue-queued-paused = เปิด “หยุดทั้งหมดชั่วคราว” อยู่ กด “ทำต่อทั้งหมด” เพื่อทำต่อ
queue-queued-other-tab = แท็บอื่นของเบราว์เซอร์นี้กำลังส่งอยู่
queue-reading = กำลังอ่านไฟล์
queue-asking = กำลังถามเซิร์ฟเวอร์ว่าได้รับข้อมูลใดแล้วบ้าง
queue-packing = กำลังอ่านรูปภาพ: {$read}
# $sent, $confirmed: “1.2 จาก 4.8 GB”
queue-waiting = {$sent} · {$why}
queue-paused = ยืนยันแล้ว {$confirmed} · จะไม่ส่งข้อมูลจนกว่าคุณจะกด “ทำต่อ”
queue-paused-resend = ยืนยันแล้ว {$confirmed} · ส่วนที่กำลังส่งอยู่ {$again} จะถูกส่งใหม่ · จะไม่ส่งข้อมูลจนกว่าคุณจะกด “ทำต่อ”
queue-confirming = ส่งครบ {$total} แล้ว เซิร์ฟเวอร์กำลังสร้างชุดงาน
queue-checking = กำลังตรวจสอบว่ามีชุดงานนี้แล้วหรือไม่ จะยังไม่ส่งอะไรจนกว่าจะทราบผล
queue-checking-status = เซิร์ฟเวอร์ตอบ {$status} กำลังตรวจสอบว่ามีชุดงานนี้แล้วหรือไม่: อาจใช้เวลาหนึ่งนาที เพราะเซิร์ฟเวอร์อาจยังทำงานอยู่
queue-confirmed = ยืนยันแล้ว {$confirmed}
queue-interrupted = อยู่บนเซิร์ฟเวอร์แล้ว {$confirmed} กด “ทำต่อ” เพื่อส่งส่วนที่เหลือ และส่งส่วนที่ค้างระหว่างทางใหม่
queue-interrupted-choose = อยู่บนเซิร์ฟเวอร์แล้ว {$confirmed} เลือกไฟล์เดิมอีกครั้งเพื่อส่งส่วนที่เหลือ และส่งส่วนที่ค้างระหว่างทางใหม่
queue-done = อยู่บนเซิร์ฟเวอร์ครบ {$total} แล้ว
queue-cancelled = ไม่มีการสร้างชุดงาน ไฟล์ในคอมพิวเตอร์ของคุณไม่เปลี่ยนแปลง
queue-wait-network = จะทำต่อเองเมื่อเครือข่ายกลับมา
queue-wait-retry = คำขอล่าสุดไม่สำเร็จ จะลองอีกครั้งใน {$time}
queue-wait-retry-soon = คำขอล่าสุดไม่สำเร็จ จะลองอีกครั้งในอีกสักครู่
queue-wait-busy = เซิร์ฟเวอร์ไม่ว่าง จะทำต่อใน {$time}
queue-wait-busy-soon = เซิร์ฟเวอร์ไม่ว่าง จะทำต่อในอีกสักครู่
queue-wait-server = เซิร์ฟเวอร์ตอบไม่ถูกต้อง จะถามอีกครั้งใน {$time}
queue-wait-server-soon = เซิร์ฟเวอร์ตอบไม่ถูกต้อง จะถามนาทีละครั้ง
queue-wait-sign-in = เข้าสู่ระบบอีกครั้ง แล้วระบบจะทำต่อเอง
queue-percent = {$percent} %
# $text: เวลาที่เหลือ หรือคำบนป้ายสถานะ
queue-bar-text = {$percent} %, {$text}
queue-bar = การอัปโหลด {$name}
queue-chunk-first = กำลังส่งส่วนที่ 1 จาก {$total}
queue-chunk-none = ยังไม่ได้ยืนยันส่วนใดจาก {$total} ส่วน
queue-chunk-confirmed = ยืนยันส่วนที่ {$chunk} จาก {$total} แล้ว
queue-task = งาน {$id}
queue-move-up = เลื่อน {$name} ขึ้น
queue-move-down = เลื่อน {$name} ลง
queue-indicator-waiting = รออัปโหลด {$uploads} รายการ
queue-indicator-running = อัปโหลด {$uploads} รายการ · {$percent} %
queue-indicator-attention = ต้องตรวจสอบการอัปโหลด {$uploads} รายการ

## sign_out

sign-out-heading = ออกจากระบบทั้งที่ยังอัปโหลดไม่เสร็จหรือไม่
sign-out-consequence = การอัปโหลด {$uploads} รายการยังไม่เสร็จ การออกจากระบบจะยกเลิกทั้งหมดในทุกแท็บ ทำต่อภายหลังไม่ได้ และต้องอัปโหลดไฟล์ใหม่ตั้งแต่ต้น
sign-out-heading-over = ออกจากระบบตอนนี้หรือไม่
sign-out-over = การอัปโหลดสิ้นสุดลงแล้วในระหว่างนี้ การออกจากระบบจะไม่ทำให้สิ่งใดที่กำลังส่งอยู่หยุดลง
sign-out-go-over = ออกจากระบบ
sign-out-confirming = รายการที่กำลังยืนยันอาจเป็นชุดงานแล้ว ตรวจสอบในรายการก่อนอัปโหลดอีกครั้ง
sign-out-stay = อยู่ในระบบต่อ
sign-out-go = ยกเลิกการอัปโหลดและออกจากระบบ

## upload

upload-title = อัปโหลด
upload-lead = เลือกรูปแบบของไฟล์สแกน แล้วเลือกไฟล์ จะไม่มีการส่งข้อมูลก่อนที่คุณจะกด “อัปโหลด”
upload-form = อัปโหลดใหม่
upload-strategy = รูปแบบการอัปโหลด
upload-task-id = รหัสงาน
upload-task-id-hint = ตัวเลข 8 หลัก เช่น 1490 0113 เว้นวรรคหรือใส่ขีดกลางได้
upload-notes = หมายเหตุ
upload-notes-hint = ไม่บังคับ ไม่เกิน 500 ตัวอักษร แสดงพร้อมกับชุดงาน
upload-notes-hint-small = ไม่บังคับ ไม่เกิน 500 ตัวอักษร แสดงพร้อมชุดงาน ยกเว้นชุดงานที่ใหญ่กว่า {$size} เพราะเซิร์ฟเวอร์นี้ไม่เก็บบันทึกของชุดงานขนาดนั้น
upload-notes-lost = บันทึกของคุณจะสูญหาย ไฟล์ที่เลือกใหญ่จนเซิร์ฟเวอร์นี้ไม่เก็บบันทึก โปรดจดไว้ที่อื่น หรือใส่ไว้ในชื่อไฟล์
upload-files = ไฟล์ที่จะอัปโหลด
upload-choose = เลือกไฟล์
upload-choose-folder = เลือกโฟลเดอร์
upload-drop-now = วางที่ใดก็ได้ในหน้านี้
upload-reading-folders = กำลังอ่านโฟลเดอร์…
upload-chosen = ไฟล์ที่เลือก
upload-remove-all = นำออกทั้งหมด
upload-remove-problems = นำไฟล์ที่มีปัญหาออก
upload-submit = อัปโหลด
upload-same-task = ทุกไฟล์ใช้รหัสงานเดียวกัน หากเป็นงานอื่น ให้อัปโหลดไฟล์แยกต่างหาก
upload-no-files-dropped = สิ่งที่คุณวางไม่มีไฟล์ วางไฟล์หรือโฟลเดอร์ หรือใช้ “เลือกไฟล์”
upload-strategy-zip-with-qr = ZIP ที่มีคิวอาร์โค้ด
upload-strategy-zip-without-qr = ZIP ที่ไม่มีคิวอาร์โค้ด
upload-strategy-images = ไฟล์รูปภาพ
upload-hint-zip-with-qr = ใบปะหน้ามีรหัสงานเป็นคิวอาร์โค้ด
upload-hint-zip-without-qr = ไม่มีใบปะหน้า คุณพิมพ์รหัสงานเอง
upload-hint-images = ไฟล์สแกนแยกแผ่น JPEG หรือ PNG คุณพิมพ์รหัสงานเอง
# อยู่เหนือปุ่ม “เลือกไฟล์”
upload-drop-zips = วางไฟล์ ZIP ที่นี่ หรือ
upload-drop-images = วางรูปภาพหรือทั้งโฟลเดอร์ที่นี่ หรือ
upload-limits-zip = ไฟล์ ZIP ไม่เกินไฟล์ละ {$limit} แต่ละ ZIP เป็นหนึ่งชุดงาน
upload-limits-images = รูปภาพ JPEG หรือ PNG ของงานเดียว รวมกันไม่เกิน {$limit} ทั้งหมดเป็นหนึ่งชุดงาน
# “10 GB”
upload-limit = {$number} {$unit}
upload-task-id-missing = ป้อนรหัสงาน: ตัวเลข 8 หลัก
upload-task-id-not-a-digit = รหัสงานต้องเป็นตัวเลขเท่านั้น แต่ “{$char}” ไม่ใช่ตัวเลข
upload-task-id-wrong-length = รหัสงานต้องมี 8 หลัก แต่คุณป้อน {$digits} หลัก
upload-nothing-zip = เลือกไฟล์ ZIP
upload-nothing-images = เลือกรูปภาพอย่างน้อยหนึ่งรูป
upload-not-a-zip-but-image = ไฟล์ที่เลือกต้องเป็น ZIP หากต้องการอัปโหลดรูปภาพ ให้เปลี่ยนรูปแบบการอัปโหลดเป็น “ไฟล์รูปภาพ”
upload-not-a-zip = ไฟล์ที่เลือกต้องเป็น ZIP นำไฟล์นี้ออก แล้วเลือก ZIP ที่มีไฟล์สแกน
upload-not-an-image-but-zip = ไฟล์ที่เลือกต้องเป็น JPG หรือ PNG หากต้องการอัปโหลด ZIP ให้เปลี่ยนรูปแบบการอัปโหลดเป็นแบบ ZIP
upload-not-an-image = ไฟล์ที่เลือกต้องเป็น JPG หรือ PNG นำไฟล์นี้ออก แล้วสแกนใหม่เป็น JPEG หรือ PNG
upload-empty = ไฟล์ที่เลือกว่างเปล่า นำไฟล์นี้ออก แล้วคัดลอกหรือสแกนใหม่
upload-zip-too-large = ไฟล์ที่เลือกต้องเล็กกว่า {$limit} แบ่งไฟล์สแกนเป็นหลาย ZIP
upload-image-too-large = ไฟล์ที่เลือกต้องเล็กกว่า {$limit} สแกนใหม่ด้วยความละเอียดที่ต่ำลง
upload-too-large-together = รูปภาพที่เลือกรวมกันต้องเล็กกว่า {$limit} แต่มีขนาด {$size} นำบางรูปออกแล้วอัปโหลดเป็นชุดงานที่สอง
upload-named-problem = {$name}: {$problem}
upload-more-problems = มีไฟล์ที่มีปัญหาอีก {$files} ไฟล์ ดูเครื่องหมายในรายการ
upload-added-none = ไม่ได้เพิ่มไฟล์
upload-added = เพิ่มแล้ว {$files} ไฟล์
upload-added-problems = {$added} อัปโหลดไม่ได้ {$files} ไฟล์ ดูเหตุผลที่แถวของไฟล์
upload-duplicates = มี {$files} ไฟล์อยู่ในรายการแล้ว จึงไม่ได้เพิ่มซ้ำ
upload-unreadable = อ่านไม่ได้หรือไม่ตอบสนอง {$entries} รายการ จึงไม่ได้เพิ่ม: {$names} ตรวจสอบว่ายังมีอยู่และคุณมีสิทธิ์เปิด แล้วเพิ่มอีกครั้ง
upload-name = “{$name}”
upload-name-further = {$before}, “{$name}”
upload-names-more = {$names} และอีก {$n} รายการ
upload-renamed = รูปภาพ {$images} รูปมีชื่อที่ไม่ได้บอกว่าเป็นรูปภาพ จะส่งโดยลงท้ายด้วย .jpg หรือ .png เพื่อให้เซิร์ฟเวอร์รู้จัก: “{$from}” เป็น “{$to}”
upload-remove = นำ {$name} ออก
upload-removed = นำ {$name} ออกจากรายการแล้ว
upload-show-more = แสดงอีก {$n} รายการ
# ไฟล์ที่ไม่รู้จักนามสกุล ไฟล์อื่นแสดงเป็น “ZIP”, “JPEG”, “PDF”
upload-kind-file = ไฟล์
upload-chosen-files = {$files} ไฟล์, {$size}
upload-chosen-problems = {$files} ไฟล์, อัปโหลดไม่ได้ {$problems} ไฟล์
upload-title-error = ข้อผิดพลาด: {$title}
# $chosen: “3 ไฟล์, 4.2 GB”
upload-outcome = {$chosen} → {$batches} ชุดงาน
upload-left-out = ไฟล์ที่มีปัญหา {$files} ไฟล์จะยังอยู่ในรายการ
upload-submit-files = อัปโหลด {$files} ไฟล์ ({$size})
upload-images = {$images} รูป

## upload_log

upload-log-started-whole = เริ่มแล้ว ส่งทั้งหมดในคำขอเดียว
upload-log-started = เริ่มแล้ว ส่งไฟล์เป็น {$chunks} ส่วน
upload-log-continued = ทำต่อ: เซิร์ฟเวอร์ได้รับแล้ว {$acked} จาก {$chunks} ส่วน
upload-log-chunk-failed = ส่วนที่ {$chunk} ล้มเหลว: {$why}
upload-log-chunk-failed-wait = ส่วนที่ {$chunk} ล้มเหลว: {$why} จะลองอีกครั้งใน {$time}
upload-log-request-failed = คำขอล้มเหลว: {$why}
upload-log-request-failed-wait = คำขอล้มเหลว: {$why} จะลองอีกครั้งใน {$time}
upload-log-out-of-order = เซิร์ฟเวอร์ต้องการรับส่วนต่าง ๆ ตามลำดับ (ส่วนที่ {$chunk}) จากนี้ไปจะส่งทีละส่วน
upload-log-network-lost = เครือข่ายขาดการเชื่อมต่อ กำลังรอ โดยไม่นับเป็นการลองที่ล้มเหลว
upload-log-network-back = เครือข่ายกลับมาแล้วหลังจาก {$time}
upload-log-token-renewed = ต่ออายุเซสชันแล้ว
upload-log-sign-in-needed = เซสชันสิ้นสุดแล้ว กำลังรอให้เข้าสู่ระบบ
upload-log-signed-in = เข้าสู่ระบบอีกครั้งแล้ว
upload-log-session-lost = เซิร์ฟเวอร์ไม่รู้จักการอัปโหลดนี้แล้ว ซึ่งได้รับไปแล้ว {$acked} ส่วน
upload-log-started-again = เริ่มใหม่ตั้งแต่ไบต์แรก
upload-log-asking-list = ตรวจในรายการแล้วว่ามีชุดงานนี้อยู่หรือไม่
upload-log-not-in-list = ไม่พบชุดงานนี้ในรายการ
upload-log-sent-again = ส่งส่วนสุดท้ายอีกครั้ง
upload-log-list-unavailable = อ่านรายการไม่ได้ จึงแยกชุดงานที่มีอยู่ก่อนจากเวลาของชุดงาน
upload-log-file-gone = อ่านไฟล์ไม่ได้แล้ว
upload-log-file-given = ไฟล์กลับมาแล้ว
upload-log-paused = หยุดชั่วคราวแล้ว
upload-log-resumed = ทำต่อแล้ว
upload-log-cancelling = มีการสั่งยกเลิกหลังจากส่งไบต์สุดท้ายไปแล้ว
upload-log-cancelled = ยกเลิกแล้ว ไม่มีการสร้างชุดงาน
upload-log-cancelled-unsure = ยกเลิกแล้วก่อนที่เซิร์ฟเวอร์จะแจ้งว่ามีชุดงานนี้หรือไม่
upload-log-retried = มีการสั่งลองอีกครั้ง
upload-log-stopped = หยุดแล้ว: {$cause}
upload-log-said = ข้อความจากเซิร์ฟเวอร์: “{$words}”
upload-log-done = เซิร์ฟเวอร์ยืนยันชุดงาน {$batch} แล้ว
upload-log-done-despite-cancel = ยกเลิกไม่ทัน: มีชุดงาน {$batch} แล้ว
# สาเหตุที่คำขอล้มเหลว ใช้ต่อท้าย “ส่วนที่ 3 ล้มเหลว: …”
upload-log-why-network = การเชื่อมต่อขาดหาย
upload-log-why-timeout = ไม่มีข้อมูลเคลื่อนไหวนานเกินไป
upload-log-why-other-tab = แท็บอื่นกำลังต่ออายุเซสชันและยังไม่เสร็จ
upload-log-why-408 = เซิร์ฟเวอร์รอนานเกินไป (408)
upload-log-why-413 = ใหญ่เกินกว่าที่พร็อกซีรับได้ (413)
upload-log-why-429 = คำขอมากเกินไป (429)
upload-log-why-503 = เซิร์ฟเวอร์ไม่ว่าง (503)
upload-log-why-no-answer = เซิร์ฟเวอร์ไม่ตอบภายในเวลาที่กำหนด ({$code})
upload-log-why-server = เซิร์ฟเวอร์มีปัญหา ({$code})
upload-log-why-status = เซิร์ฟเวอร์ตอบกลับ {$code}
upload-log-why-decode = คำตอบไม่ได้มาจากเซิร์ฟเวอร์
upload-log-why-between = อุปกรณ์ระหว่างทางตอบ ({$code})
upload-log-why-redirected = อุปกรณ์ระหว่างทางส่งคำขอไปที่อื่น
upload-log-why-signed-out = เซสชันสิ้นสุดแล้ว
upload-log-why-stopped = ถูกหยุด
upload-log-why-file = อ่านไฟล์ไม่ได้
upload-log-smaller-cut = การเชื่อมต่อขาดทุกครั้งที่ส่ง {$from} ในคำขอเดียว จึงเริ่มใหม่โดยแบ่งส่วนละ {$to}
upload-log-smaller-refused = คำขอขนาด {$from} ใหญ่เกินกว่าที่พร็อกซีรับได้ (413) จึงเริ่มใหม่โดยแบ่งส่วนละ {$to}

## upload_problems

upload-problems-refused-403 = บัญชีของคุณไม่มีสิทธิ์อัปโหลดรายการนี้
upload-problems-refused-404 = เซิร์ฟเวอร์ไม่รับอัปโหลดที่ที่อยู่นี้
upload-problems-refused-415 = เซิร์ฟเวอร์ไม่รับไฟล์ชนิดนี้
upload-problems-refused-422 = เซิร์ฟเวอร์ไม่ยอมรับรายละเอียดของการอัปโหลดนี้
upload-problems-refused = เซิร์ฟเวอร์ปฏิเสธการอัปโหลดนี้
upload-problems-server-full-507 = พื้นที่จัดเก็บของเซิร์ฟเวอร์เต็ม
upload-problems-server-full = เซิร์ฟเวอร์รับอัปโหลดไม่ได้
upload-problems-too-large = มีระบบระหว่างคอมพิวเตอร์นี้กับเซิร์ฟเวอร์ที่ปฏิเสธคำขอแม้มีขนาดเพียง 1 MB (413)
upload-problems-gave-up = เซิร์ฟเวอร์รับไฟล์ไม่ได้ แม้ลองเป็นเวลานานแล้ว
upload-problems-cannot-confirm = เซิร์ฟเวอร์ไม่ได้แจ้งว่าสร้างชุดงานแล้วหรือไม่ และตรวจจากรายการก็ไม่ทราบผล
upload-problems-sessions-lost = ข้อมูลของการอัปโหลดนี้สูญหายที่เซิร์ฟเวอร์มากกว่าหนึ่งครั้ง
upload-problems-no-batch = ส่งครบทั้งหมดแล้วสองครั้ง แต่ในรายการไม่มีชุดงานนี้
upload-problems-between = อุปกรณ์ระหว่างคอมพิวเตอร์นี้กับเซิร์ฟเวอร์ตอบแทนเซิร์ฟเวอร์ ({$status})
upload-problems-redirected = อุปกรณ์ระหว่างคอมพิวเตอร์นี้กับเซิร์ฟเวอร์ส่งคำขอไปที่อื่น การลงชื่อเข้าใช้เครือข่ายอาจหมดอายุแล้ว
upload-problems-fate-unknown = อาจมีชุดงานนี้แล้ว: ส่งข้อมูลครบแล้ว
upload-problems-fate-nothing-sent = ไม่มีการสร้างชุดงาน ไฟล์ของคุณไม่เปลี่ยนแปลง
upload-problems-fate = ไม่มีการสร้างชุดงาน เซิร์ฟเวอร์ได้รับแล้ว {$sent} จาก {$total}
upload-problems-next-403 = ขอสิทธิ์จากผู้ดูแลระบบ แล้วเลือก “ลองอีกครั้ง”
upload-problems-next-422 = ตรวจสอบรหัสงานและหมายเหตุ นำการอัปโหลดนี้ออก แล้วเพิ่มใหม่
upload-problems-next-refused = อ่านข้อความจากเซิร์ฟเวอร์ แก้ไขตามที่ระบุ แล้วเลือก “ลองอีกครั้ง”
upload-problems-next-server-full = แจ้งผู้ดูแลระบบ แล้วเลือก “ลองอีกครั้ง” เมื่อมีพื้นที่ว่าง
upload-problems-next-too-large = แจ้งผู้ดูแลระบบ: ต้องเพิ่มขีดจำกัดขนาดคำขอ
upload-problems-next-gave-up = เลือก “ลองอีกครั้ง” เมื่อเซิร์ฟเวอร์กลับมาใช้งานได้ ระบบจะทำต่อจากจุดที่หยุดไว้
upload-problems-next-cannot-confirm = ตรวจดูในหน้า “ชุดงาน” หากพบ ให้นำการอัปโหลดนี้ออก หากไม่พบ ให้เลือก “ลองอีกครั้ง” ระบบจะตรวจรายการอีกครั้งก่อน
upload-problems-next-sessions-lost = เลือก “ลองอีกครั้ง” เพื่อเริ่มใหม่ หรือแจ้งผู้ดูแลระบบ
upload-problems-next-no-batch = เลือก “ลองอีกครั้ง” เพื่อตรวจสอบรายการแล้วส่งใหม่อีกหนึ่งครั้ง หรือแจ้งผู้ดูแลระบบ
upload-problems-next-between = เลือก “ลองอีกครั้ง” หากยังเป็นเช่นเดิม โปรดแจ้งตัวเลขนี้ให้ผู้ดูแลระบบ
upload-problems-next-redirected = โหลดหน้านี้ใหม่เพื่อลงชื่อเข้าใช้เครือข่ายอีกครั้ง แล้วอัปโหลดต่อ
upload-problems-kept-nothing = ยังไม่มีส่วนใดได้รับการยืนยัน: การอัปโหลดจะเริ่มใหม่ ไฟล์ของคุณไม่มีการเปลี่ยนแปลง
upload-problems-kept = เซิร์ฟเวอร์ได้รับแล้ว {$sent} จาก {$total} ส่วนที่ค้างระหว่างทางจะถูกส่งใหม่
upload-problems-file-unreadable = ไฟล์ถูกแก้ไข ย้าย หรือถูกถอดออกขณะกำลังส่ง
upload-problems-next-unreadable = เลือกไฟล์เดิมอีกครั้ง หากเนื้อหาเปลี่ยนไป ให้ยกเลิกแล้วอัปโหลดใหม่
upload-problems-failed-before = ล้มเหลวก่อนที่หน้าเว็บจะถูกปิด: {$cause}
upload-problems-file-reload = หน้านี้ถูกปิดก่อนที่จะอัปโหลดเสร็จ
upload-problems-next-reload = เลือกไฟล์เดิมอีกครั้งเพื่อทำต่อ
upload-problems-file-other-name = ไฟล์ที่คุณเลือกมีชื่อต่างจากเดิม
upload-problems-next-other-name = เลือกไฟล์ที่ใช้เมื่อเริ่มอัปโหลด
upload-problems-file-other-size = ไฟล์ที่คุณเลือกมีขนาดต่างจากเดิม
upload-problems-next-other-size = เลือกไฟล์ที่ใช้เมื่อเริ่มอัปโหลดโดยไม่มีการแก้ไข
upload-problems-file-other-content = ไฟล์ที่คุณเลือกมีชื่อและขนาดเท่าเดิม แต่เนื้อหาต่างกัน
upload-problems-next-other-content = เลือกไฟล์ที่ใช้เมื่อเริ่มอัปโหลด หรือยกเลิกแล้วอัปโหลดไฟล์ใหม่
upload-problems-file-saved-again = ไฟล์ที่คุณเลือกถูกบันทึกซ้ำหลังจากเริ่มอัปโหลดแล้ว
upload-problems-next-saved-again = เลือกไฟล์เดิมก่อนที่จะบันทึกซ้ำ หรือยกเลิกแล้วอัปโหลดไฟล์ใหม่
upload-problems-next-interrupted = เลือก “ทำต่อ” เพื่อดำเนินการต่อ
upload-problems-sign-in = เซสชันของคุณสิ้นสุดแล้ว
upload-problems-fate-sign-in = การอัปโหลดหยุดชั่วคราว ข้อมูลที่ส่งแล้วยังคงอยู่
upload-problems-next-sign-in = เข้าสู่ระบบอีกครั้ง แล้วระบบจะทำต่อเอง
upload-problems-cancelled-unsure = การอัปโหลดถูกยกเลิกหลังจากส่งไบต์สุดท้ายไปแล้ว
upload-problems-fate-cancelled-unsure = อย่างไรก็ตาม อาจมีการสร้างชุดงานแล้ว
upload-problems-next-cancelled-unsure = ตรวจดูในรายการชุดงาน

## upload_progress

upload-progress-started-again = ข้อมูลที่ส่งไปแล้วสูญหายที่เซิร์ฟเวอร์ จึงเริ่มอัปโหลดใหม่
upload-progress-smaller-chunks = คำขอใหญ่เกินไปสำหรับเครือข่ายหน้าเซิร์ฟเวอร์ จึงแบ่งเป็นส่วนที่เล็กลง
upload-progress-server-said = ข้อความจากเซิร์ฟเวอร์: “{$words}”
upload-progress-cancelling = กำลังยกเลิก: กำลังถามเซิร์ฟเวอร์ว่ามีชุดงานนี้แล้วหรือไม่
upload-progress-too-late-to-cancel = ยกเลิกไม่ทัน: ชุดงานถูกสร้างไปแล้ว
upload-progress-journal-off = เบราว์เซอร์นี้ไม่อนุญาตให้หน้านี้เก็บบันทึกการอัปโหลด อัปโหลดได้ตามปกติ แต่จะหายไปเมื่อโหลดหน้าใหม่
upload-progress-begun = กำลังอัปโหลด {$name}
upload-progress-percent = {$name}: อัปโหลดแล้ว {$percent} เปอร์เซ็นต์
upload-progress-paused = {$name}: หยุดอัปโหลดชั่วคราว
upload-progress-resumed = {$name}: อัปโหลดต่อแล้ว
upload-progress-done = {$name}: อัปโหลดเสร็จแล้ว เริ่มประมวลผลแล้ว
upload-progress-alert = {$name}: {$cause} {$next}
upload-progress-images = {$first} และรูปภาพอื่นอีก {$more} รูป

## idle

idle-warning-name = การล็อก
# n: จำนวนวินาทีที่เหลือ
idle-warning = หน้านี้จะล็อกใน {$n} วินาที เพราะไม่มีผู้ใช้งาน
idle-stay = ขยับเมาส์ กดปุ่มใดก็ได้ หรือแตะหน้าจอ เพื่อใช้งานต่อ
idle-stays = หน้านี้ยังเปิดอยู่
idle-locked = หน้านี้ถูกล็อกแล้ว
idle-locked-text = ไม่มีผู้ใช้งานหน้านี้มาสักพักแล้ว ใส่รหัสผ่านเพื่อทำต่อจากจุดเดิม ข้อมูลในหน้านี้ไม่สูญหาย และการอัปโหลดยังดำเนินต่อ

## diagnostics

diagnostics-heading = ข้อมูลวินิจฉัย
diagnostics-lead = เมื่อมีสิ่งใดใช้งานไม่ได้ ผู้ดูแลคอนโซลอาจขอข้อความนี้ ซึ่งบอกเวอร์ชัน เบราว์เซอร์ที่ใช้ และสิ่งที่ผิดพลาด โดยไม่มีชื่อบุคคล ชื่อไฟล์ ชุดงาน หรือรหัสงาน
diagnostics-copy = คัดลอกข้อมูลวินิจฉัย
diagnostics-label = ข้อมูลวินิจฉัยของแท็บนี้
diagnostics-copied = คัดลอกแล้ว วางลงในข้อความของคุณได้เลย
diagnostics-refused = เบราว์เซอร์ไม่ให้หน้านี้คัดลอก ข้อความถูกเลือกไว้แล้ว คัดลอกด้วยแป้นพิมพ์หรือเมนู
