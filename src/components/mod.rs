//! Parts of the page, without any request in them.
