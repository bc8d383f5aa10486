//! Plain types and rules of the field. Knows neither Leptos nor the browser nor HTTP.

mod batch;
mod clock;
mod encode;
mod filter;
mod first_results;
mod ids;
mod name;
mod natural_order;
mod period;
mod selection;
mod sheet_counts;
mod size;
mod sort;
mod status;
mod strategy;
mod task_id;
mod time;
mod timing;
mod user;

pub use batch::{Batch, BatchDetail, BatchPage, Progress, Sheet, SheetStatus};
pub use clock::{
    Offset, Zone, ahead_of_utc, between, instant_of, keep_server_offset, server_offset,
};
pub use encode::percent_encode;
pub use filter::{AT_WORK, Ask, Day, Filter, Source, TEXT_LIMIT, Tab};
pub use first_results::{FirstResults, SheetError, share_tenths};
pub use ids::{BatchId, BatchIdError};
pub use name::{Unicode, same_name, use_unicode};
pub use natural_order::{natural_key, natural_order};
pub use period::{Grain, Period, day_of, hour_of};
pub use selection::{FileFacts, FileProblem, check_file};
pub use sheet_counts::{Counting, SheetCounts, Told};
pub use size::{ByteSize, SizeUnit};
pub use sort::{Sort, SortBy};
pub use status::BatchStatus;
pub use strategy::Strategy;
pub use task_id::{TASK_ID_DIGITS, TaskId, TaskIdError};
pub use time::ServerTime;
pub(crate) use time::{civil_from_days, days_from_civil};
pub(crate) use timing::without_numbers;
pub use timing::{LOST_MS, Timing, reasons, silence};
pub use user::User;
