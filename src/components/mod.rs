//! Parts of the page, without any request in them.

pub mod batch_table;
pub mod delete_dialog;
pub mod error_summary;
pub mod icon;
pub mod message_page;
pub mod notice;
pub mod page;
pub mod pagination;
pub mod shell;
pub mod sign_in_again;
pub mod sign_in_form;
pub mod status_badge;
pub mod user_menu;
pub mod when;
