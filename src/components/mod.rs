//! Parts of the page, without any request in them.

pub mod batch_table;
pub mod delete_dialog;
pub mod drop_zone;
pub mod error_summary;
pub mod file_list;
pub mod icon;
pub mod message_page;
pub mod notice;
pub mod page;
pub mod pagination;
pub mod shell;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod status_badge;
pub mod strategy_switch;
pub mod task_id_field;
pub mod upload_actions;
pub mod upload_cancel;
pub mod upload_indicator;
pub mod upload_log;
pub mod upload_panel;
pub mod upload_queue;
pub mod upload_steps;
pub mod user_menu;
pub mod when;
